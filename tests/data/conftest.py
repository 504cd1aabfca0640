import pytest

from data import metrics


@pytest.fixture(scope="session")
def snapshot(small_warehouse) -> metrics.Snapshot:
    return metrics.current(small_warehouse)
