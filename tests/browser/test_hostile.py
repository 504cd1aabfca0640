"""Hostile text of files, conclusions and addresses on every page and slide: no request leaves, nothing of it is drawn but its letters."""

from functools import partial
from urllib.parse import quote

import pytest

from data import snapshots
from pages.meeting.wall import agenda
from pages.screen import menu
from tests import hostile
from tests.browser import chromium
from tests.browser.chromium import Visit

# What Markdown and HTML would make of it: links and pictures, formulas, colours, icons.
MADE = (
    '[href*="//evil"], [href*="//wicked"], [src*="evil"], [src*="wicked"], [data-testid="stMain"] .katex, [data-testid="stMarkdownContainer"] [style*="color"], '
    '[data-testid="stMarkdownContainer"] [data-testid="stIconMaterial"], [data-testid="stMarkdownContainer"] img'
)
CLOSED = '[data-testid="stExpander"] details:not([open]) > summary'


@pytest.fixture(scope="module")
def warehouse(made_once, small_warehouse):
    return made_once("hostile", partial(hostile.build, small_warehouse=small_warehouse)) / "warehouse"


@pytest.fixture(scope="module")
def address(warehouse):
    with chromium.served(warehouse, warehouse.parent / "inbox") as found:
        yield found


@pytest.fixture
def one(browser, address):
    visit = Visit(browser, address, 1366, 768)
    yield visit
    visit.close()


def drawn(page) -> list[str]:
    return page.evaluate("found => [...document.querySelectorAll(found)].map(one => one.outerHTML.slice(0, 300))", MADE)


def test_nothing_of_files_and_people_is_drawn_but_its_letters(one, warehouse):
    snapshot = snapshots.current(warehouse)
    slides = [
        f"meeting?snapshot={snapshot.id}&slide={number}"
        for number, _ in enumerate(agenda.known(snapshot, snapshots.EVERYTHING), 1)
    ]
    met = ""
    for where in [*(page.slug for page in menu.offered()), *slides]:
        page = one.open(f"/{where}")
        for tab in page.get_by_role("tab").all():
            tab.click()
            one.settle()
            assert drawn(page) == [], where
            met += page.locator('[data-testid="stMain"]').inner_text()
        while page.locator(CLOSED).count():
            page.locator(CLOSED).first.click()
            one.settle()
        assert drawn(page) == [], where
        met += page.locator('[data-testid="stMain"]').inner_text()
    assert one.outside == []
    for planted in ("![x](http://evil.example/p.png)", "![f](evil.example)"):  # it did reach the pages
        assert planted in met.replace("\u2060", "")


@pytest.mark.parametrize(
    "key", ["snapshot", "unit", "indicator", "day", "slide", "agenda", "left", "pace", "id", "report_unit", "since"]
)
def test_nothing_of_an_address_is_drawn(one, key):
    slug = {"id": "passport", "report_unit": "quality", "since": "changes"}.get(key, "meeting")
    page = one.open(f"/{slug}?{key}={quote(hostile.TEXT.replace('evil', 'wicked'))}")
    assert drawn(page) == []
    assert "wicked" not in page.locator('[data-testid="stApp"]').inner_text()
    assert one.outside == []


def test_nothing_of_a_search_is_drawn(one):
    page = one.open("/")
    page.get_by_role("searchbox").first.fill(hostile.TEXT[:60])
    page.locator(".found").wait_for()
    assert "[x](http" in page.locator(".found").inner_text().replace("\u2060", "")
    assert drawn(page) == [] and one.outside == []
