"""One snapshot file a build, published by a pointer that is rewritten atomically as the last act."""

import getpass
import json
import os
import re
import shutil
import socket
from collections.abc import Iterable
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

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
            try:
                yield
            finally:
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


def before(warehouse: Path) -> dict | None:
    """The newest whole snapshot before the published one, as the pointer would name it; of all where the pointer is lost."""
    published = current(warehouse)
    return _first_whole(
        path for path in reversed(_kept(warehouse)) if not published or path.stem < published["snapshot"]
    )


def after(warehouse: Path) -> dict | None:
    """The whole snapshot that comes next after the published one."""
    published = current(warehouse)
    return _first_whole(path for path in _kept(warehouse) if published and path.stem > published["snapshot"])


def _kept(warehouse: Path) -> list[Path]:
    """The snapshots, the oldest first."""
    return sorted(path for path in (warehouse / "snapshots").glob("*.duckdb") if _SNAPSHOT.fullmatch(path.stem))


def _first_whole(paths: Iterable[Path]) -> dict | None:
    """What the pointer says of the first of some snapshots that can be read."""
    for path in paths:
        try:
            with duckdb.connect(str(path), read_only=True) as snapshot:
                ((as_of, built_at),) = snapshot.execute("SELECT as_of, built_at FROM mart.snapshot").fetchall()
                _read_through(snapshot)
        except duckdb.Error:
            continue
        moment = built_at.replace(tzinfo=ZoneInfo(vocabulary.TIMEZONE)).isoformat(timespec="seconds")
        return {"snapshot": path.stem, "as_of": as_of.isoformat(), "built_at": moment}
    return None


def _read_through(snapshot: duckdb.DuckDBPyConnection) -> None:
    """Reads every value once: a file that was cut or damaged in the middle fails here and not under a reader."""
    for (name,) in snapshot.execute(
        "SELECT table_name FROM information_schema.tables WHERE table_schema = 'mart'"
    ).fetchall():
        snapshot.execute(f'SELECT bit_xor(hash(one)) FROM mart."{name}" AS one').fetchall()


def prune(warehouse: Path) -> None:
    """Keep the last snapshots, with their rejects; the published one stays in any case."""
    keep = vocabulary.settings()["snapshots"]["keep"]
    published = current(warehouse)
    for path in _kept(warehouse)[:-keep]:
        if published and path.stem == published["snapshot"]:
            continue
        path.unlink()
    kept = {path.stem for path in (warehouse / "snapshots").glob("*.duckdb")}
    # Also those that a build left which was killed before it published: they hold what people wrote.
    for folder in (warehouse / "rejects").glob("*"):
        if folder.is_dir() and folder.name not in kept:
            shutil.rmtree(folder, ignore_errors=True)
