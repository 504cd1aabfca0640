"""Servers to measure: the dashboard, the bare floor, the app that an analyst would write; and two processes behind nginx."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from urllib.request import urlopen

import duckdb
import psutil

ROOT = Path(__file__).parents[1]
APPS = Path(__file__).parent / "apps"
PLAIN = ("--server.headless", "true", "--browser.gatherUsageStats", "false", "--server.enableStaticServing", "true")


@dataclass(frozen=True)
class Server:
    """A running server: its port, and the processes that serve it."""

    port: int
    processes: tuple[psutil.Process, ...]
    behind: tuple["Server", ...] = ()  # those that it hands on to

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def cpu(self) -> float:
        """Seconds of CPU so far."""
        return sum(sum(process.cpu_times()[:2]) for process in self.processes)

    def memory(self) -> int:
        """Bytes of memory at the moment."""
        return sum(process.memory_info().rss for process in self.processes)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextmanager
def _served(command: list[str], folder: Path, **environment: str) -> Iterator[Server]:
    port = free_port()
    options = ("--server.port", str(port), "--server.address", "127.0.0.1")
    process = subprocess.Popen(
        [sys.executable, "-m", *command, *options], cwd=folder, env={**os.environ, **environment},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _wait(port, process)
        yield Server(port, (psutil.Process(process.pid),))
    finally:
        process.terminate()
        process.wait()


def _wait(port: int, process: subprocess.Popen) -> None:
    end = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < end:
        try:
            urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"no server on port {port}")


def dashboard(warehouse: Path):
    return _served(["pages.screen.serve"], ROOT, LANGSON_WAREHOUSE=str(warehouse))


def floor():
    return _served(["streamlit", "run", str(APPS / "floor.py"), *PLAIN], APPS)


@contextmanager
def naive(warehouse: Path, folder: Path) -> Iterator[Server]:
    """Its tables and shapes are written into `folder`, where it runs."""
    pointer = json.loads((warehouse / "current.json").read_text(encoding="utf-8"))
    with duckdb.connect(str(warehouse / pointer["path"]), read_only=True) as tables:
        tables.execute(f"COPY mart.attainment TO '{folder / 'attainment.csv'}' (HEADER)")
        tables.execute(f"COPY (FROM mart.unit WHERE vintage = '2021') TO '{folder / 'unit.csv'}' (HEADER)")
    shutil.copyfile(ROOT / "geo" / "built" / "communes_2021.geojson", folder / "communes.geojson")
    shutil.copyfile(APPS / "naive.py", folder / "naive.py")
    (folder / "static").mkdir(exist_ok=True)
    for stub in (ROOT / "static").glob("world_*.json"):
        shutil.copyfile(stub, folder / "static" / stub.name)
    with _served(["streamlit", "run", "naive.py", *PLAIN], folder, BENCH_TABLES=str(folder)) as server:
        yield server


def plain_nginx(port: int, first: int, second: int) -> str:
    """`docs/server/nginx.conf` without TLS and limits, at ports of its own: what is measured is all from one address."""
    written = (ROOT / "docs" / "server" / "nginx.conf").read_text(encoding="utf-8")
    lines = [line for line in written.splitlines() if not re.match(r"\s*(ssl_|limit_|proxy_cookie_flags)", line)]
    changed = {
        "127.0.0.1:8501;": f"127.0.0.1:{first};",
        "127.0.0.1:8502;": f"127.0.0.1:{second};",
        "listen 80": f"listen 127.0.0.1:{free_port()}",
        "listen 443 ssl": f"listen 127.0.0.1:{port}",
        "kinhteso.noi-bo": "127.0.0.1",
        "userid_flags secure": "userid_flags",
        "Host $host;": "Host $http_host;",  # with the port, which a browser would not say of 443
    }
    return reduce(lambda text, pair: text.replace(*pair), changed.items(), "\n".join(lines))


@contextmanager
def two_behind_nginx(warehouse: Path, folder: Path) -> Iterator[Server]:
    """As `docs/server/nginx.conf` has it, with ports of its own. Raises FileNotFoundError where nginx is not installed."""
    with ExitStack() as stack:
        first, second = (stack.enter_context(dashboard(warehouse)) for _ in range(2))
        port = free_port()
        written = plain_nginx(port, first.port, second.port)
        (folder / "nginx.conf").write_text(written, encoding="utf-8")
        command = ["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]
        nginx = subprocess.Popen([*command, "-g", f"daemon off; pid {folder}/nginx.pid;"])
        stack.callback(nginx.wait)
        stack.callback(nginx.terminate)
        _wait(port, nginx)
        yield Server(port, (*first.processes, *second.processes), (first, second))
