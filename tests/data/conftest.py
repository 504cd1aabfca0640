import pytest

from data import snapshots


@pytest.fixture(scope="session")
def snapshot(small_warehouse) -> snapshots.Snapshot:
    return snapshots.current(small_warehouse)
