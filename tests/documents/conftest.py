"""One pack of the small snapshot, and every file made of it."""

import pytest

from data import snapshots
from pages.documents import content
from pages.documents.values import Filters, Pack


@pytest.fixture(scope="session")
def snapshot(small_warehouse) -> snapshots.Snapshot:
    return snapshots.current(small_warehouse)


@pytest.fixture(scope="session")
def pack(snapshot) -> Pack:
    return content.build(snapshot, snapshots.EVERYTHING, Filters())
