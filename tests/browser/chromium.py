"""A real Chromium on the real server, with everything outside this machine blocked and counted."""

import os
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

from playwright.sync_api import Browser, Page, Playwright, WebSocket

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


@contextmanager
def served(warehouse: Path, inbox: Path) -> Iterator[str]:
    """The address of a dashboard that serves a warehouse and loads into an inbox."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "pages.screen.serve", "--server.port", str(port), "--server.address", "127.0.0.1"]
    server = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, "LANGSON_WAREHOUSE": str(warehouse), "LANGSON_INBOX": str(inbox)},
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


class Visit:
    """A page with its requests counted: `outside` went to other hosts (and were blocked), `local` to the server."""

    def __init__(
        self, browser: Browser, address: str, width: int, height: int, scheme: str = "light", locale: str = "en-US"
    ):
        self.address, self.outside, self.local = address, [], []
        self.page: Page = browser.new_page(
            viewport={"width": width, "height": height}, color_scheme=scheme, locale=locale
        )
        self.page.set_default_timeout(30_000)
        self.page.route("**/*", self._pass)
        self.page.on("websocket", self._note)

    def _pass(self, route) -> None:
        parts = urlsplit(route.request.url)
        if parts.hostname == "127.0.0.1" or parts.scheme in ("data", "blob"):
            self.local.append(parts.path)
            route.continue_()
        else:
            self.outside.append(route.request.url)
            route.abort()

    def _note(self, socket: WebSocket) -> None:
        """Sockets pass by routes; the resolver has cut those to other hosts."""
        if urlsplit(socket.url).hostname != "127.0.0.1":
            self.outside.append(socket.url)

    def open(self, path: str) -> Page:
        self.page.goto(self.address + path)
        self.settle()
        return self.page

    def settle(self) -> None:
        """Wait until the script has run and nothing stale is on the page."""
        self.page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
        self.page.wait_for_function(
            "document.querySelector('h1') && !document.querySelector('[data-stale=true], [data-testid=stSkeleton]')"
        )
