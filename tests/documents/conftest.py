"""One pack of the small snapshot, and every file made of it."""

import pytest

from data import metrics
from pages.documents import content
from pages.documents.values import Filters, Pack


@pytest.fixture(scope="session")
def snapshot(small_warehouse) -> metrics.Snapshot:
    return metrics.current(small_warehouse)


@pytest.fixture(scope="session")
def pack(snapshot) -> Pack:
    return content.build(snapshot, metrics.EVERYTHING, Filters())
