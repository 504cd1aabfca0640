"""One snapshot file a build, published by a pointer that is rewritten atomically as the last act."""

import getpass
import json
import os
import re
import shutil
import socket
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

from data import vocabulary

_SNAPSHOT = re.compile(r"(\d{6})-.+")


class Locked(Exception):
    """Another build is running; the text says whose."""


@contextmanager
def lock(warehouse: Path):
    """One build at a time. The lock goes with its process, however that ends. Raises `Locked`."""
    warehouse.mkdir(parents=True, exist_ok=True)
    holder = warehouse / "build.holder"
    try:
        with FileLock(warehouse / "build.lock", timeout=0):
            holder.write_text(
                f"{getpass.getuser()}@{socket.gethostname()}, tiến trình {os.getpid()}, từ {datetime.now():%d/%m/%Y %H:%M}",
                encoding="utf-8",
            )
            yield
            holder.unlink(missing_ok=True)
    except Timeout:
        text = holder.read_text(encoding="utf-8") if holder.exists() else "không rõ"
        raise Locked(text) from None


def next_snapshot(warehouse: Path, now: datetime) -> str:
    """The id of the coming snapshot: a running number, which also a clock set back keeps in order, and the time."""
    names = [path.stem for path in (warehouse / "snapshots").glob("*.duckdb")]
    numbers = [int(found[1]) for name in names if (found := _SNAPSHOT.fullmatch(name))]
    if (published := current(warehouse)) and (found := _SNAPSHOT.fullmatch(published["snapshot"])):
        numbers.append(int(found[1]))
    return f"{max(numbers, default=0) + 1:06d}-{now:%Y%m%dT%H%M%S}"


def current(warehouse: Path) -> dict | None:
    """What the pointer file names; None where nothing has been published."""
    try:
        pointer = json.loads((warehouse / "current.json").read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return None
    return pointer if isinstance(pointer, dict) and {"snapshot", "path"} <= set(pointer) else None


def write_snapshot(connection: duckdb.DuckDBPyConnection, warehouse: Path, snapshot: str) -> Path:
    """Copy schema `mart` into a file of its own. The file has its name only once it is whole and on the disk."""
    folder = warehouse / "snapshots"
    folder.mkdir(parents=True, exist_ok=True)
    for leftover in folder.glob(".building-*"):
        leftover.unlink()
    partial = folder / f".building-{snapshot}"
    connection.execute(f"ATTACH '{str(partial).replace(chr(39), chr(39) * 2)}' AS snapshot")
    connection.execute("CREATE SCHEMA snapshot.mart")
    tables = connection.execute(
        "SELECT table_name FROM information_schema.tables WHERE table_schema = 'mart' AND table_catalog <> 'snapshot'"
    ).fetchall()
    for (name,) in sorted(tables):
        connection.execute(f"CREATE TABLE snapshot.mart.{name} AS SELECT * FROM mart.{name}")
    connection.execute("CHECKPOINT snapshot")
    connection.execute("DETACH snapshot")
    _sync(partial)
    final = folder / f"{snapshot}.duckdb"
    partial.rename(final)
    _sync(folder)
    return final


def point_to(warehouse: Path, snapshot: str, as_of: str, built_at: str) -> None:
    """Publish: from here on readers find the new snapshot."""
    pointer = {"snapshot": snapshot, "path": f"snapshots/{snapshot}.duckdb", "as_of": as_of, "built_at": built_at}
    fresh = warehouse / ".current.json"
    fresh.write_text(json.dumps(pointer, ensure_ascii=False, indent=1), encoding="utf-8")
    _sync(fresh)
    fresh.rename(warehouse / "current.json")
    _sync(warehouse)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def step_back(warehouse: Path) -> str | None:
    """Publish the snapshot before the current one again; its id, or None where there is none."""
    published = current(warehouse)
    files = sorted(path for path in (warehouse / "snapshots").glob("*.duckdb") if _SNAPSHOT.fullmatch(path.stem))
    earlier = [path for path in files if published and path.stem < published["snapshot"]]
    if not earlier:
        return None
    with duckdb.connect(str(earlier[-1]), read_only=True) as snapshot:
        ((as_of, built_at),) = snapshot.execute("SELECT as_of, built_at FROM mart.snapshot").fetchall()
    point_to(warehouse, earlier[-1].stem, as_of.isoformat(), built_at.isoformat())
    return earlier[-1].stem


def prune(warehouse: Path) -> None:
    """Keep the last snapshots, with their rejects; the published one stays in any case."""
    keep = vocabulary.settings()["snapshots"]["keep"]
    published = current(warehouse)
    files = sorted(path for path in (warehouse / "snapshots").glob("*.duckdb") if _SNAPSHOT.fullmatch(path.stem))
    for path in files[:-keep]:
        if published and path.stem == published["snapshot"]:
            continue
        path.unlink()
    kept = {path.stem for path in (warehouse / "snapshots").glob("*.duckdb")}
    # Also those that a build left which was killed before it published: they hold what people wrote.
    for folder in (warehouse / "rejects").glob("*"):
        if folder.is_dir() and folder.name not in kept:
            shutil.rmtree(folder, ignore_errors=True)
