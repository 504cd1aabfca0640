"""Pages run on the small snapshot, or on none."""

import pytest

from data import metrics


@pytest.fixture
def published(small_warehouse, monkeypatch) -> metrics.Snapshot:
    """The dashboard reads the small snapshot."""
    monkeypatch.setattr(metrics.current, "__defaults__", (small_warehouse,))
    return metrics.current()


@pytest.fixture
def unpublished(tmp_path, monkeypatch) -> None:
    """The dashboard finds no snapshot at all."""
    monkeypatch.setattr(metrics.current, "__defaults__", (tmp_path,))
