"""Seconds from `git clone` to the first page drawn in Chromium, and from a second `make run`."""

import os
import signal
import subprocess
import time
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import sync_playwright

from bench import servers
from tests.browser import chromium

LONGEST = 1800  # seconds


def _first_page(clone: Path) -> None:
    """Returns once the first page shows its first chart."""
    port, end = servers.free_port(), time.monotonic() + LONGEST
    command = ["make", "run", f"PORT={port}", "ADDRESS=127.0.0.1"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    environment["PIP_NO_CACHE_DIR"] = "1"
    run = subprocess.Popen(command, cwd=clone, env=environment, stdout=subprocess.DEVNULL, start_new_session=True)
    try:
        while True:
            try:
                urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1).close()
                break
            except OSError:
                if run.poll() is not None or time.monotonic() > end:
                    raise RuntimeError("make run did not open the dashboard") from None
                time.sleep(0.1)
        with sync_playwright() as playwright:
            browser = chromium.launch(playwright)
            page = browser.new_page()
            page.goto(f"http://127.0.0.1:{port}/")
            page.wait_for_selector(".view .marks", timeout=60_000)
            browser.close()
    finally:
        os.killpg(run.pid, signal.SIGTERM)
        run.wait()


def measure(folder: Path) -> tuple[float, float]:
    clone, start = folder / "clone", time.perf_counter()
    subprocess.run(["git", "clone", "--quiet", str(chromium.ROOT), str(clone)], check=True)
    _first_page(clone)
    again = time.perf_counter()
    _first_page(clone)
    return again - start, time.perf_counter() - again
