"""A real Chromium on the real server, with everything outside this machine blocked and counted."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, Playwright, Request, WebSocket, expect

ROOT = Path(__file__).parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--disable-quic",
         "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]  # fmt: skip
START = 60  # seconds a server may take to answer


def executable() -> str | None:
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def launch(playwright: Playwright) -> Browser:
    assert executable(), "no Chromium on this machine"
    return playwright.chromium.launch(executable_path=executable(), args=QUIET)


def province(folder: Path, *how: str) -> tuple[Path, Path]:
    """Inbox and warehouse of a simulated province, by options of the simulator: never the figures that happen to be loaded here."""
    inbox, warehouse = folder / "inbox", folder / "warehouse"
    for arguments in (["demo", "--out", inbox, *how], ["build", "--inbox", inbox, "--warehouse", warehouse]):
        subprocess.run([sys.executable, "-m", "etl", *map(str, arguments)], cwd=ROOT, check=True)
    return inbox, warehouse


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextmanager
def served(warehouse: Path, inbox: Path, port: int = 0, **environment: str) -> Iterator[str]:
    """The address of a dashboard that serves a warehouse and loads into an inbox; at a free port where none is given."""
    port = port or free_port()
    command = [sys.executable, "-m", "pages.screen.serve", "--server.port", str(port), "--server.address", "127.0.0.1"]
    server = subprocess.Popen(
        command,
        cwd=ROOT,
        env={
            **os.environ,
            "LANGSON_WAREHOUSE": str(warehouse),
            "LANGSON_INBOX": str(inbox),
            "LANGSON_STEWARD": "1",
            **environment,
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.STDOUT,
    )
    try:
        _wait_for(f"http://127.0.0.1:{port}/_stcore/health", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=30)


def _wait_for(address: str, server: subprocess.Popen) -> None:
    end = time.monotonic() + START
    while time.monotonic() < end:
        assert server.poll() is None, "the server stopped"
        try:
            with urlopen(address, timeout=1):
                return
        except OSError:
            continue
    raise AssertionError("the server does not answer")


def titled(page: Page, words: str | re.Pattern) -> None:
    """The page has come to a heading of these words; for a moment that of the page before may stand beside it."""
    expect(page.locator("h1").filter(has_text=words)).to_be_visible()


class Tabs:
    """The tabs of a browser, taken and given back: what a tab has compiled for one page, it has at hand for the next.

    Those of different locales share nothing; what a page left behind is cleared away when its tab is given back.
    """

    def __init__(self, browser: Browser):
        self.engine = browser
        self._idle: dict[str, list[Page]] = {}

    def take(self, locale: str) -> Page:
        idle = self._idle.setdefault(locale, [])
        # Without the pages' own policy, which would hold back what is to be counted.
        return idle.pop() if idle else self.engine.new_page(locale=locale, bypass_csp=True)

    def give(self, locale: str, page: Page) -> None:
        page.evaluate("localStorage.clear(); sessionStorage.clear()")
        page.context.clear_cookies()
        page.goto("about:blank")
        page.mouse.move(0, 0)
        self._idle[locale].append(page)


class Visit:
    """A page with its requests counted: `outside` went to other hosts (the resolver knows none), `local` to the server."""

    def __init__(self, tabs: Tabs, address: str, width: int, height: int, scheme: str = "light", locale: str = "en-US"):
        self.address, self.outside, self.local = address, [], []
        self._tabs, self._locale = tabs, locale
        self.page: Page = tabs.take(locale)
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        self.page.set_default_timeout(30_000)
        self.page.on("request", self._note)
        self.page.on("websocket", self._note)

    def _note(self, sent: Request | WebSocket) -> None:
        parts = urlsplit(sent.url)
        if parts.hostname == "127.0.0.1":
            self.local.append(parts.path)
        elif parts.scheme not in ("data", "blob", "about"):
            self.outside.append(sent.url)

    def close(self) -> None:
        self.page.remove_listener("request", self._note)
        self.page.remove_listener("websocket", self._note)
        self._tabs.give(self._locale, self.page)

    def open(self, path: str) -> Page:
        self.page.goto(self.address + path)
        self.settle()
        return self.page

    def settle(self) -> None:
        """Wait until the script has run and nothing stale is on the page."""
        self.page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
        self.page.wait_for_function(
            "document.querySelectorAll('h1').length === 1 && !document.querySelector('[data-stale=true], [data-testid=stSkeleton]')"
        )
