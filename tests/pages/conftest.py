"""Pages run on the small snapshot, or on none."""

import pytest

from data import snapshots


@pytest.fixture
def published(small_warehouse, monkeypatch) -> snapshots.Snapshot:
    """The dashboard reads the small snapshot."""
    monkeypatch.setattr(snapshots, "WAREHOUSE", small_warehouse)
    return snapshots.current()


@pytest.fixture
def unpublished(tmp_path, monkeypatch) -> None:
    """The dashboard finds no snapshot at all."""
    monkeypatch.setattr(snapshots, "WAREHOUSE", tmp_path)
