"""An address is anybody's: what it asks for and is not there is told without a word of it, and no page fails."""

import pytest

from pages.kit.address import LONGEST, Address
from pages.kit.texts import spoken, text
from pages.screen import menu
from tests.pages import seen
from tests.pages.test_pages import opened

pytestmark = pytest.mark.usefixtures("published", "vietnamese")
HOSTILE = "![x](http://evil.example/p.png)"


def shown(test) -> str:
    """All that a page says, in any element."""
    texts = (part.value for kind in ("title", "info", "warning", "error", "markdown") for part in getattr(test, kind))
    return " ".join([*map(str, texts), *seen.words(test)])


@pytest.mark.parametrize("page", [page.script for page in menu.PAGES.values()])
def test_no_page_repeats_a_unit_that_is_not_there(page):
    test = opened(page, unit=HOSTILE)
    assert not test.exception and "evil" not in shown(test)


@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("progress/overview/page", {"unit": HOSTILE}), ("progress/overview/page", {"indicator": HOSTILE}),
        ("progress/overview/page", {"day": HOSTILE}), ("progress/overview/page", {"commune": HOSTILE}), ("trade/market/page", {"product": HOSTILE}),
        ("progress/overview/page", {"day": "2099-01-01"}), ("meeting/wall/page", {"slide": "²"}), ("meeting/wall/page", {"slide": "9" * 5000}), ("meeting/wall/page", {"pace": "²"}),
        ("meeting/wall/page", {"slide": HOSTILE}), ("meeting/pack/page", {"day": HOSTILE}), ("method/quality/page", {"report_unit": HOSTILE}),
        ("meeting/conclusions/page", {"indicator": HOSTILE}), ("method/lineage/page", {"id": "x.20." + "y" * 500_000 + ".coverage.20211115"}),
    ],
)  # fmt: skip
def test_what_is_not_there_is_told_and_not_repeated(page, query):
    test = opened(page, **query)
    assert not test.exception and not test.error
    assert text("app.misread") in seen.notices(test, "warning")
    assert "evil" not in shown(test) and "²" not in shown(test) and "99999" not in shown(test)


def test_a_snapshot_that_is_not_there_is_told_and_not_repeated():
    test = opened("progress/overview/page", snapshot=HOSTILE)
    assert [warning.value for warning in test.warning] == [text("app.gone")]
    assert "evil" not in shown(test)


@pytest.mark.parametrize("unit", [HOSTILE, "20", "06637", "00000"])
@pytest.mark.parametrize("measure", ["coverage", HOSTILE])
def test_a_code_of_a_figure_is_told_and_not_repeated(published, unit, measure):
    test = opened("method/lineage/page", id=f"{published.id}.{unit}.both.{measure}.20211115")
    assert not test.exception and not test.error
    assert "evil" not in shown(test)


def test_what_is_there_is_not_told():
    for query in ({}, {"unit": "187"}, {"indicator": "shop", "day": "2021-09-01"}, {"unit": "2025-05977"}):
        test = opened("progress/map/page", **query)
        assert text("app.misread") not in seen.notices(test, "warning"), query


def test_a_wall_of_odd_numbers_stands_on_a_slide_or_on_its_first_page():
    with spoken("vi"):
        test = opened("meeting/wall/page", slide="999999999")
    assert not test.exception and not test.error


def test_what_is_kept_of_an_address_is_bounded():
    address = Address({"id": "y" * (LONGEST + 1), "unit": "187"})
    assert dict(address) == {"unit": "187"} and address.is_cut
    assert not Address({"id": "y" * LONGEST}).is_cut
    assert Address({"slide": "²"}).number("slide") is None and Address({"slide": "7"}).number("slide") == 7
