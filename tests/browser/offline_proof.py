"""`make offline-proof`: walks every page, meeting and export, and writes every host that was touched, for a security officer."""

import sys
from collections import Counter
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect, sync_playwright

from data import version as code
from data import vocabulary
from pages.kit.texts import LANGUAGES
from pages.screen import menu
from tests.browser import chromium

PROOF = chromium.ROOT / "data" / "warehouse" / "offline-proof.txt"
SIZES = ((1920, 1080), (390, 844))
SLIDES = 15
OURS = {"127.0.0.1"}
PACKAGES = ("streamlit", "plotly", "duckdb", "pandas", "starlette", "uvicorn")
EXPORTED = "[data-testid=stDownloadButton] button"


def main() -> int:
    """0 where nothing but this machine was asked for; 1 where something was. The proof is written either way."""
    hosts: Counter[str] = Counter()
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        inbox, warehouse = chromium.province(Path(folder), "--scale", "0.05")
        browser = chromium.launch(playwright)
        with chromium.served(warehouse, inbox) as address:
            walked = _walked(chromium.Tabs(browser), address, hosts)
        browser.close()
    elsewhere = sorted(set(hosts) - OURS)
    PROOF.parent.mkdir(parents=True, exist_ok=True)
    PROOF.write_text(_proof(hosts, walked, elsewhere), encoding="utf-8")
    print(PROOF.read_text(encoding="utf-8"))
    return 1 if elsewhere else 0


def _walked(tabs: chromium.Tabs, address: str, hosts: Counter[str]) -> list[str]:
    """Every page in both languages at two sizes, every file that a page offers, every slide; what was walked."""
    walked = []
    for size in SIZES:
        visit = chromium.Visit(tabs, address, *size)
        visit.page.on("request", lambda sent: _note(hosts, sent.url))
        visit.page.on("websocket", lambda sent: _note(hosts, sent.url))
        for language in LANGUAGES:
            paths = [f"/{page.slug}?lang={language}" for page in menu.PAGES.values()]
            paths += [f"/meeting?lang={language}&slide={number}" for number in range(1, SLIDES + 1)]
            walked += [_seen(visit, path) for path in paths]
        visit.close()
    return walked


def _seen(visit: chromium.Visit, path: str) -> str:
    """Opens a page and takes away all that it offers."""
    page = visit.open(path)
    expect(page.locator("h1")).to_be_visible()
    buttons = page.locator(EXPORTED)
    for number in range(buttons.count()):
        _taken(page, number)
    return f"{path} ({buttons.count()})"


def _taken(page: Page, number: int) -> None:
    with page.expect_download() as taken:
        page.locator(EXPORTED).nth(number).click()
    taken.value.path()


def _note(hosts: Counter[str], url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme not in ("data", "blob", "about"):
        hosts[parts.hostname or ""] += 1


def _proof(hosts: Counter[str], walked: list[str], elsewhere: list[str]) -> str:
    now = vocabulary.now()
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    verdict = "KHÔNG CÓ YÊU CẦU NÀO RA NGOÀI" if not elsewhere else f"CÓ YÊU CẦU RA NGOÀI: {', '.join(elsewhere)}"
    lines = [
        f"Kiểm chứng không ra ngoài mạng, {now:%d/%m/%Y %H:%M}", verdict, "",
        f"Chương trình {code.code_version()}; {packages}; Python {sys.version.split()[0]}.", "",
        "Máy được hỏi (số lần):", *(f"  {host}: {count}" for host, count in sorted(hosts.items())), "",
        "Đã mở (số tệp lấy về):", *(f"  {path}" for path in walked), "",
        "Người kiểm tra: ______________________   Ngày: ______________   Chữ ký: ______________________",
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
