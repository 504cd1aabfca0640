"""What runs the SQL models: DuckDB in this process, or an Apache Spark cluster that is handed the same files translated.

An engine keeps a staging model, and gives the rows of a mart or check as a query that DuckDB reads: what follows does not
know which one ran.
"""

import argparse
import importlib.util
import os
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import duckdb

ADDRESS = re.compile(r"(?P<kind>spark|sc)://(?P<host>\[[0-9a-fA-F:]+\]|[\w.-]+):(?P<port>\d{1,5})")
JAVA = 17  # the oldest that Spark 4 runs on
PATIENCE = 5  # seconds that a host may take to answer


class Unusable(Exception):
    """The engine cannot run the models; the text says why, and what to do."""


class Engine(Protocol):
    """Runs models in their order: each may read what was landed, the reference and every model before it."""

    def stage(self, name: str, query: str) -> None:
        """Keep the rows of a staging model under its name (`staging.order_line`)."""

    def rows(self, name: str, query: str, columns: Mapping[str, str]) -> str:
        """The rows of a model as a query for DuckDB, in declared columns: name to type, as DuckDB writes it."""


class DuckDB:
    """The database that holds what was landed runs the models itself."""

    def __init__(self, connection: duckdb.DuckDBPyConnection):
        self._connection = connection

    def stage(self, name: str, query: str) -> None:
        self._connection.execute(f"CREATE TABLE {name} AS\n{query}")

    def rows(self, name: str, query: str, columns: Mapping[str, str]) -> str:
        return query


def address(text: str) -> str:
    """An engine's address as it was written. Raises argparse.ArgumentTypeError where it is none."""
    found = ADDRESS.fullmatch(text)
    if not found or not 0 < int(found["port"]) < 65536:
        raise argparse.ArgumentTypeError(
            f"“{text}” không phải địa chỉ cụm Spark. Viết spark://máy:7077 hoặc sc://máy:15002; bỏ --engine thì chạy bằng DuckDB."
        )
    return text


def check(place: str | None) -> None:
    """Before anything is read: what the engine needs is here, and its host answers. Raises `Unusable`."""
    if place is None:
        return
    found = ADDRESS.fullmatch(place)
    if importlib.util.find_spec("pyspark") is None or importlib.util.find_spec("sqlglot") is None:
        raise Unusable("Chưa cài phần chạy trên Spark. Cài: .venv/bin/pip install -r requirements-spark.txt")
    if found["kind"] == "spark" and not _has_java():
        raise Unusable(
            "Máy này chưa có Java 17. Cài: sudo apt-get install openjdk-17-jre-headless (hoặc đặt JAVA_HOME) rồi chạy lại."
        )
    try:
        socket.create_connection((found["host"].strip("[]"), int(found["port"])), timeout=PATIENCE).close()
    except OSError:
        raise Unusable(
            f"Không nối được tới {place}. Kiểm tra cụm Spark đang chạy, địa chỉ và cổng; hoặc bỏ --engine để chạy bằng DuckDB."
        ) from None


def _has_java() -> bool:
    """Whether Spark finds a Java that is new enough: it looks where JAVA_HOME says, else on the path."""
    home = os.environ.get("JAVA_HOME")
    found = shutil.which(Path(home) / "bin" / "java" if home else "java")
    if found is None:
        return False
    told = subprocess.run([found, "-version"], capture_output=True, text=True).stderr
    version = re.search(r'version "(\d+)', told)
    return version is not None and int(version[1]) >= JAVA


@contextmanager
def running(place: str | None, connection: duckdb.DuckDBPyConnection, exchange: Path, log: Path) -> Iterator[Engine]:
    """The engine of an address (None: DuckDB), for what a connection has landed.

    `exchange` is a folder that every machine of a cluster sees; it is there only meanwhile. `log` is where Spark writes what
    it has to say, which may quote cells. Raises `Unusable`.
    """
    if place is None:
        yield DuckDB(connection)
        return
    from etl import spark

    with spark.running(place, connection, exchange, log) as engine:
        yield engine
