"""The file of a ledger: entries are put at its end, each with the hash of the one before, so that a rewrite shows.

It is readable by its owner alone. Entries of a ledger that knew no hashes are chained from where they stand.
"""

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from data import disk, queries

NAME = "conclusions.sqlite"
SCHEMA = Path(__file__).with_name("conclusions.sql")
LATER = ("author", "role")  # columns of an entry that the first ledgers did not have
SECONDS = 10  # that a reader waits for a writer
NONE, WHOLE, REWRITTEN, DAMAGED, BUSY = "none", "whole", "rewritten", "damaged", "busy"


class Unreadable(Exception):
    """The ledger cannot be read; the text is DAMAGED or BUSY."""


class Unwritten(Exception):
    """An entry could not be put down; the text is DAMAGED, BUSY or what `disk.fault` says. Nothing of it is in the ledger."""


@dataclass(frozen=True)
class Head:
    """How many entries a ledger has, and the hash of the last one."""

    entries: int
    hash: str


def ask(place: Path, query: str, parameters: dict | None = None) -> list[dict]:
    """The rows of a query; none where there is no ledger yet. Raises `Unreadable`."""
    if not place.exists():
        return []
    if not place.stat().st_size:
        raise Unreadable(DAMAGED)  # a ledger begins with its tables: an empty file has lost them
    try:
        with _opened(f"file:{_quoted(place)}?mode=ro") as ledger:
            return [dict(row) for row in ledger.execute(query, parameters or {})]
    except (sqlite3.Error, OSError) as problem:
        raise Unreadable(BUSY if _is_busy(problem) else DAMAGED) from problem


def append(place: Path, query: str, entry: dict) -> None:
    """Puts an entry at the end, chained to the one before. Raises `Unwritten`."""
    try:
        _begin(place)
        with _opened(f"file:{_quoted(place)}?mode=rw") as ledger, ledger:
            ledger.executescript(SCHEMA.read_text(encoding="utf-8"))
            ledger.execute("BEGIN IMMEDIATE")
            _widen(ledger)
            ledger.execute(query, entry)
            _chain(ledger)
    except (sqlite3.Error, OSError) as problem:
        raise Unwritten(_why(problem)) from problem


def chain(place: Path) -> Head | None:
    """Chains what a ledger of old holds; its head, None where there is no ledger or it cannot be written or read."""
    with suppress(sqlite3.Error, OSError):
        if place.exists() and place.stat().st_size:
            with _opened(f"file:{_quoted(place)}?mode=rw") as ledger, ledger:
                ledger.executescript(SCHEMA.read_text(encoding="utf-8"))
                ledger.execute("BEGIN IMMEDIATE")
                return _chain(ledger)
    return None


def state(place: Path, known: Head | None = None) -> str:
    """NONE, WHOLE, REWRITTEN, DAMAGED or BUSY. `known` is a head that was kept elsewhere: the ledger must still hold it."""
    try:
        rows = ask(place, queries.query("conclusion_rows"))
        links = (
            {row["entry"]: row["hash"] for row in ask(place, queries.query("conclusion_links"))}
            if _has_links(place)
            else {}
        )
    except Unreadable as why:
        return str(why)
    if not place.exists():
        return REWRITTEN if known else NONE
    if known and links.get(known.entries) != known.hash:
        return REWRITTEN
    if not links:
        return WHOLE  # of old: not chained yet
    hashes = dict(zip(range(1, len(rows) + 1), _hashes(rows), strict=True))
    return WHOLE if hashes == links and [row["entry"] for row in rows] == list(hashes) else REWRITTEN


def _begin(place: Path) -> None:
    """A ledger with its tables, whole or not at all, for its owner alone."""
    if place.exists():
        if place.stat().st_size == 0:
            raise sqlite3.DatabaseError(DAMAGED)
        if place.stat().st_uid == os.geteuid():
            place.chmod(0o600)
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    fresh = place.with_name(f".{place.name}.{os.getpid()}")
    try:
        os.close(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
        with _opened(f"file:{_quoted(fresh)}?mode=rw") as ledger, ledger:
            ledger.executescript(SCHEMA.read_text(encoding="utf-8"))
        with suppress(FileExistsError):  # another was first
            os.link(fresh, place)
    finally:
        fresh.unlink(missing_ok=True)


def _widen(ledger: sqlite3.Connection) -> None:
    """The columns that a ledger of old lacks; its entries say nothing there, and keep their hashes."""
    known = {column["name"] for column in ledger.execute("PRAGMA table_info(entry)")}
    for name in LATER:
        if name not in known:
            ledger.execute(f"ALTER TABLE entry ADD COLUMN {name} TEXT")


@contextmanager
def _opened(address: str) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(address, uri=True, timeout=SECONDS)) as ledger:
        ledger.row_factory = sqlite3.Row
        yield ledger


def _quoted(place: Path) -> str:
    return str(place.absolute()).replace("%", "%25").replace("?", "%3f").replace("#", "%23")


def _chain(ledger: sqlite3.Connection) -> Head | None:
    """Links for the entries that have none; the head. What is linked already stays as it is."""
    rows = [dict(row) for row in ledger.execute(queries.query("conclusion_rows"))]
    linked = [dict(row) for row in ledger.execute(queries.query("conclusion_links"))]
    last = linked[-1] if linked else {"entry": 0, "hash": ""}
    fresh = [row for row in rows if row["entry"] > last["entry"]]
    head = last["hash"]
    for row, head in zip(fresh, _hashes(fresh, last["hash"]), strict=True):
        ledger.execute(queries.query("conclusion_link"), {"entry": row["entry"], "hash": head})
    return Head(rows[-1]["entry"], head) if rows else None


def _hashes(rows: list[dict], before: str = "") -> Iterator[str]:
    """The hash of each entry: of the one before, and of all that the entry says."""
    for row in rows:
        said = json.dumps({name: value for name, value in row.items() if value is not None}, sort_keys=True)
        before = hashlib.sha256(f"{before}\n{said}".encode()).hexdigest()
        yield before


def _has_links(place: Path) -> bool:
    return bool(ask(place, queries.query("conclusion_tables")))


def _is_busy(problem: Exception) -> bool:
    return isinstance(problem, sqlite3.OperationalError) and "locked" in str(problem)


def _why(problem: Exception) -> str:
    if _is_busy(problem):
        return BUSY
    if isinstance(problem, OSError | sqlite3.OperationalError):
        return disk.fault(problem)
    return DAMAGED
