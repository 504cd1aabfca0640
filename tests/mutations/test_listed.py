"""The list of mutations stays true to the files that it changes."""

import pytest

from tests.mutations.mutations import ROOT, listed

LEAST = 60
ROOMS = ("data/", "etl/models/", "pages/progress/", "pages/charts/", "pages/documents/")


def test_there_are_enough_of_them_in_every_room_that_matters():
    mutations = listed()
    assert len(mutations) >= LEAST and len({one.name for one in mutations}) == len(mutations)
    for room in ROOMS:
        assert any(one.file.startswith(room) for one in mutations), room


@pytest.mark.parametrize("mutation", listed(), ids=lambda one: one.name)
def test_each_can_still_be_tried(mutation):
    content = (ROOT / mutation.file).read_text(encoding="utf-8")
    assert mutation.applied(content) != content
    assert all((ROOT / test.split("::")[0]).is_file() for test in mutation.tests) and mutation.tests
