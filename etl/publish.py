"""One snapshot file a build, published by a pointer that is rewritten atomically as the last act."""

import getpass
import json
import os
import re
import shutil
import socket
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

from data import ledger, pins, vocabulary

UNPUBLISHED = "chua-cong-bo"  # rejects of the last build that published nothing
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
                f"{getpass.getuser()}@{socket.gethostname()}, tiến trình {os.getpid()}, từ {vocabulary.now():%d/%m/%Y %H:%M}",
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


def spill(warehouse: Path, snapshot: str) -> str:
    """Where the database puts what its memory does not hold: in the warehouse, never in a folder that others read."""
    return str(warehouse / "snapshots" / f".building-{snapshot}.spill")


def exchange(warehouse: Path, snapshot: str) -> Path:
    """Where a cluster reads what was landed and puts its marts, while it runs."""
    return warehouse / "snapshots" / f".building-{snapshot}.exchange"


def sweep(warehouse: Path) -> None:
    """What a build left that was killed or found the disk full: it takes room, and holds what people wrote. Within the lock."""
    for leftover in (warehouse / "snapshots").glob(".building-*"):
        shutil.rmtree(leftover) if leftover.is_dir() else leftover.unlink()
    known = {path.stem for path in kept(warehouse)} | {UNPUBLISHED}
    for folder in (warehouse / "rejects").glob("*"):
        if folder.is_dir() and folder.name not in known:
            shutil.rmtree(folder, ignore_errors=True)
    for part in warehouse.glob(".current.json*"):
        part.unlink()


@contextmanager
def swept_on_failure(warehouse: Path, snapshot: str) -> Iterator[None]:
    """Where publishing fails, what it wrote so far goes at once: on a full disk the next build needs the room."""
    try:
        yield
    except BaseException:
        if (current(warehouse) or {}).get("snapshot") != snapshot:
            with suppress(OSError):
                (warehouse / "snapshots" / f"{snapshot}.duckdb").unlink(missing_ok=True)
                sweep(warehouse)
        raise


def write_snapshot(connection: duckdb.DuckDBPyConnection, warehouse: Path, snapshot: str) -> Path:
    """Copy schema `mart` into a file of its own. The file has its name only once it is whole and on the disk."""
    folder = warehouse / "snapshots"
    folder.mkdir(parents=True, exist_ok=True)
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
    write_whole(warehouse / "current.json", json.dumps(pointer, ensure_ascii=False, indent=1))
    _sync(warehouse)


def write_whole(path: Path, content: str, mode: int = 0o644) -> None:
    """The file has its name only once it is whole and on the disk; on a full one the file that was there stays as it is."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "w", encoding="utf-8") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


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
        path for path in reversed(kept(warehouse)) if not published or path.stem < published["snapshot"]
    )


def after(warehouse: Path) -> dict | None:
    """The whole snapshot that comes next after the published one."""
    published = current(warehouse)
    return _first_whole(path for path in kept(warehouse) if published and path.stem > published["snapshot"])


def kept(warehouse: Path) -> list[Path]:
    """The snapshots, the oldest first."""
    return sorted(path for path in (warehouse / "snapshots").glob("*.duckdb") if _SNAPSHOT.fullmatch(path.stem))


def is_whole(path: Path) -> bool:
    """Whether every value of a snapshot can be read."""
    return _first_whole([path]) is not None


def _first_whole(paths: Iterable[Path]) -> dict | None:
    """What the pointer says of the first of some snapshots that can be read."""
    for path in paths:
        try:
            with duckdb.connect(str(path), read_only=True) as snapshot:
                ((as_of, built_at),) = snapshot.execute("SELECT as_of, built_at FROM mart.snapshot").fetchall()
                read_through(snapshot)
        except duckdb.Error:
            continue
        moment = built_at.replace(tzinfo=vocabulary.ZONE).isoformat(timespec="seconds")
        return {"snapshot": path.stem, "as_of": as_of.isoformat(), "built_at": moment}
    return None


def read_through(snapshot: duckdb.DuckDBPyConnection) -> None:
    """Reads every value once: a file that was cut or damaged in the middle fails here and not under a reader."""
    for (name,) in snapshot.execute(
        "SELECT table_name FROM information_schema.tables WHERE table_schema = 'mart'"
    ).fetchall():
        snapshot.execute(f'SELECT bit_xor(hash(one)) FROM mart."{name}" AS one').fetchall()


def prune(warehouse: Path) -> None:
    """Keep the last snapshots, with their rejects; the published one stays in any case, and so does what something refers to."""
    keep = vocabulary.settings()["snapshots"]["keep"]
    published = current(warehouse)
    try:
        staying = pins.pinned(warehouse) | ({published["snapshot"]} if published else set())
    except ledger.Unreadable:
        return  # nobody knows what conclusions refer to
    for path in kept(warehouse)[:-keep]:
        if path.stem not in staying:
            path.unlink()
    shutil.rmtree(warehouse / "rejects" / UNPUBLISHED, ignore_errors=True)
    sweep(warehouse)
