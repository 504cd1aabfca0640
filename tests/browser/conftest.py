import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.browser import chromium
from tests.browser.chromium import Tabs, Visit

expect.set_options(timeout=30_000)  # a busy machine is slow, not wrong
NOT_RUN = "KHÔNG CÓ CHROMIUM: kiểm thử trình duyệt KHÔNG được chạy (cài: sudo apt-get install chromium)"


def _is_missing() -> bool:
    """No browser, and not in CI, where the tests run all the same and fail."""
    return chromium.executable() is None and not os.environ.get("CI")


def pytest_collection_modifyitems(items) -> None:
    if _is_missing():
        for item in items:
            if item.path.is_relative_to(Path(__file__).parent):
                item.add_marker(pytest.mark.skip(reason=NOT_RUN))


def pytest_terminal_summary(terminalreporter) -> None:
    if _is_missing():
        terminalreporter.write_line(NOT_RUN, red=True, bold=True)


@pytest.fixture(scope="session")
def server(small_warehouse):
    with chromium.served(small_warehouse, small_warehouse.parent / "inbox") as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Tabs]:
    with sync_playwright() as playwright:
        opened = chromium.launch(playwright)
        yield Tabs(opened)
        opened.close()


@pytest.fixture
def visit(browser, server):
    """Opens visits of this server and gives their tabs back in the end."""
    opened: list[Visit] = []

    def start(width: int = 1920, height: int = 1080, scheme: str = "light") -> Visit:
        opened.append(Visit(browser, server, width, height, scheme))
        return opened[-1]

    yield start
    for one in opened:
        one.close()
