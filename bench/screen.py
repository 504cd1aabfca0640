"""What a viewer waits for: a choice changed in Chromium until the picture stands, side by side on all apps in one run.

Every page is opened first; then the rounds go over all of them in turns, so that whatever else the machine does falls on
all alike.
"""

import socket
import statistics
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Page

from bench.servers import Server
from bench.spread import Spread

SIZE = {"width": 1920, "height": 1080}
STILL = 400  # ms without a change: the picture stands
INDICATOR, TYPE, UNIT = (
    ("Chỉ số", ("Hộ đầu tàu", "Hộ có cả hai")), ("Loại sản phẩm", ("Nông sản", "Tất cả")),
    ("Đơn vị", ("Huyện Chi Lăng", "Toàn tỉnh")),
)  # fmt: skip
CHANGES = {
    "/": INDICATOR, "/map": INDICATOR, "/map?level=commune": INDICATOR, "/phases": INDICATOR, "/outlook": INDICATOR,
    "/lead": UNIT, "/unit?unit=187": INDICATOR, "/support": INDICATOR, "/products": TYPE, "/market": TYPE,
    "/certificates": UNIT,
}  # fmt: skip
_WATCH = """() => {
  window.lastChange = performance.now();
  new MutationObserver(() => { window.lastChange = performance.now(); }).observe(
    document.querySelector('[data-testid=stMain]'), { subtree: true, childList: true, attributes: true, characterData: true });
}"""
_STANDS = f"""() => document.querySelector('[data-testid=stApp]').dataset.testScriptState === 'notRunning'
  && window.lastChange > (window.pressed ?? 0) && performance.now() - window.lastChange > {STILL}"""
_PRESSED = (
    "e => e.addEventListener('click', () => { window.pressed = performance.now(); }, { once: true, capture: true })"
)


class Wire:
    """A door before a server that counts what the browser is sent over its socket."""

    def __init__(self, server: Server):
        self._target, self.brought = server.port, 0
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = self._door.getsockname()[1]
        threading.Thread(target=self._open, daemon=True).start()

    def _open(self) -> None:
        while True:
            client, _ = self._door.accept()
            threading.Thread(target=self._join, args=(client,), daemon=True).start()

    def _join(self, client: socket.socket) -> None:
        server, first = socket.create_connection(("127.0.0.1", self._target)), client.recv(65536)
        server.sendall(first)
        is_counted = b"/_stcore/stream" in first
        threading.Thread(target=self._pass, args=(server, client, is_counted), daemon=True).start()
        self._pass(client, server, False)

    def _pass(self, source: socket.socket, target: socket.socket, is_counted: bool) -> None:
        try:
            while chunk := source.recv(65536):
                self.brought += len(chunk) if is_counted else 0
                target.sendall(chunk)
        except OSError:
            pass
        for end in (source, target):
            end.close()


@dataclass
class Case(Spread):
    """One page of one app, and what was measured of it: ms and KB of each change, ms of the first view."""

    name: str
    server: Server
    path: str
    label: str
    options: tuple[str, str]
    first: float = 0.0
    times: list[float] = field(default_factory=list)
    bytes: list[int] = field(default_factory=list)
    page: Page | None = None
    wire: Wire | None = None

    @property
    def kilobytes(self) -> float:
        return statistics.median(self.bytes) / 1024


def measure(browser: Browser, cases: Iterable[Case], rounds: int) -> None:
    """Fills the cases. The first two changes of each go uncounted: they bring what the browser keeps."""
    cases = list(cases)
    for case in cases:
        _open(browser, case)
    for turn in range(rounds + 2):
        for case in cases:
            brought = case.wire.brought
            took = _change(case.page, case.label, case.options[turn % 2])
            if turn >= 2:
                case.times.append(took)
                case.bytes.append(case.wire.brought - brought)
    for case in cases:
        case.page.context.close()


def _open(browser: Browser, case: Case) -> None:
    case.wire = Wire(case.server)
    case.page = browser.new_context(viewport=SIZE, locale="vi-VN").new_page()
    start = time.perf_counter()
    case.page.goto(f"http://127.0.0.1:{case.wire.port}{case.path}")
    case.page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=60_000)
    case.page.wait_for_function("document.querySelector('h1') && !document.querySelector('[data-testid=stSkeleton]')")
    case.page.evaluate(_WATCH)
    case.page.wait_for_function(_STANDS, polling=50)
    case.first = (time.perf_counter() - start) * 1000 - STILL


def _change(page: Page, label: str, option: str) -> float:
    """Milliseconds from the press on an option to the last change of the page."""
    page.bring_to_front()
    page.get_by_role("combobox", name=label).first.click()
    choice = page.get_by_role("option", name=option, exact=True).first
    choice.wait_for()
    page.wait_for_timeout(250)  # the list has unfolded
    page.evaluate("() => { window.pressed = Infinity; }")
    choice.evaluate(_PRESSED)
    choice.click()
    page.wait_for_function(_STANDS, polling=50, timeout=60_000)
    return page.evaluate("window.lastChange - window.pressed")
