"""The published snapshots, and the one way to ask them: within the viewer's scope.

Frames that come back are shared between viewers: they are read, never changed.
"""

import json
import logging
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

import duckdb
import pandas as pd

from data import shelf, version, vocabulary
from data.queries import query

LOG = logging.getLogger(__name__)

# Answers are read value by value far more often than they are computed with: words as Python's own are read five times faster.
pd.options.mode.string_storage = "python"

WAREHOUSE = Path(os.environ.get("LANGSON_WAREHOUSE", Path(__file__).parent / "warehouse"))


@dataclass(frozen=True)
class Scope:
    """What a viewer may see: `districts`, None is all of them; `sees_shops`: the trade of single shops too."""

    districts: frozenset[str] | None = None
    sees_shops: bool = True

    def sees(self, unit: str) -> bool:
        """Whether the figures of a unit of 2021 may be seen; phases and the province are for who may see all."""
        return self.districts is None or vocabulary.district_of(unit) in self.districts


EVERYTHING = Scope()

# What a unit of 2021 or 2025 has reached, in the answers that also tell whether it has reported (`has_data`).
REACHED = (
    "achieved", "coverage", "attainment", "of_target", "pace", "gap", "communes_gap", "needed_per_day", "gained_7_days",
    "projected_on", "days_ahead",
    "account", "account_shop", "account_shop_listing", "lead", "only_account", "only_shop", "designated_lead", "only_designated",
    "only_lead",
)  # fmt: skip


@dataclass(frozen=True)
class Snapshot:
    """A published snapshot: all figures on a page come from one."""

    id: str
    path: Path
    as_of: date
    built_at: datetime
    code_version: str
    is_simulated: bool


class NotInSnapshot(Exception):
    """The snapshot was built by another version, which did not have the table or column asked for; the text is its id."""


class Damaged(Exception):
    """Something is published, but the pointer or the snapshot that it names cannot be read."""


def current(warehouse: Path | None = None) -> Snapshot | None:
    """The snapshot that `current.json` names; None where nothing has been published. Raises `Damaged`."""
    warehouse = warehouse or WAREHOUSE
    try:
        pointer = json.loads((warehouse / "current.json").read_text(encoding="utf-8"))
        found = _readable(warehouse / pointer["path"])
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as garbage:
        raise Damaged from garbage
    if found is None:
        raise Damaged
    return found


def kept(snapshot: Snapshot, identifier: str) -> Snapshot | None:
    """Another snapshot of the same warehouse by its id; None where it is not kept (any more) or cannot be read."""
    found = {path.stem: path for path in snapshot.path.parent.glob("*.duckdb")}
    return _readable(found[identifier]) if identifier in found else None


def earlier(snapshot: Snapshot) -> Snapshot | None:
    """The snapshot built before this one; None for the first that is kept."""
    paths = sorted(snapshot.path.parent.glob("*.duckdb"), reverse=True)
    return _first_readable(path for path in paths if path.stem < snapshot.id)


def before() -> Snapshot | None:
    """Where a step back from the published snapshot leads, as `etl undo` goes: over damaged ones, and from a lost pointer."""
    published, paths = _published_id(), sorted((WAREHOUSE / "snapshots").glob("*.duckdb"), reverse=True)
    return _first_readable(path for path in paths if published is None or path.stem < published)


def after() -> Snapshot | None:
    """Where a step forth from the published snapshot leads, as `etl redo` goes."""
    published, paths = _published_id(), sorted((WAREHOUSE / "snapshots").glob("*.duckdb"))
    return _first_readable(path for path in paths if published is not None and path.stem > published)


def _published_id() -> str | None:
    try:
        return json.loads((WAREHOUSE / "current.json").read_text(encoding="utf-8"))["snapshot"]
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _first_readable(paths: Iterable[Path]) -> Snapshot | None:
    return next(filter(None, map(_readable, paths)), None)


def _readable(path: Path) -> Snapshot | None:
    try:
        return opened(path)
    except (duckdb.Error, ValueError):
        return None


@lru_cache(maxsize=8)
def _connection(path: Path) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(str(path), read_only=True)
    # A table that is not there is not there: DuckDB would look for a Python object of that name.
    connection.execute("SET GLOBAL python_enable_replacements = false")
    return connection


@lru_cache(maxsize=64)
def opened(path: Path) -> Snapshot:
    """The snapshot that one file holds. Raises duckdb.Error or ValueError where it is none."""
    ((identifier, built_at, as_of, code_version, simulated),) = (
        _connection(path).cursor().execute(query("snapshot")).fetchall()
    )
    return Snapshot(identifier, path, as_of, built_at, code_version, simulated)


def _answer(snapshot: Snapshot, scope: Scope, question: str, parameters: dict[str, object]) -> pd.DataFrame:
    """The answer of one question file. A cursor of its own: a connection shared by threads mixes their rows."""
    try:
        frame = _connection(snapshot.path).cursor().execute(query(question), parameters).df()
    except (duckdb.CatalogException, duckdb.BinderException) as missing:
        if not version.is_of_another_commit(snapshot.code_version):
            raise  # a question that asks for what this code never builds
        LOG.warning("%s is not in snapshot %s of code %s: %s", question, snapshot.id, snapshot.code_version, missing)
        raise NotInSnapshot(snapshot.id) from missing
    except duckdb.Error as problem:
        if not _is_damage(problem):
            raise
        raise Damaged(snapshot.id) from problem
    return _within(_reported(frame), scope).copy()  # its columns as few blocks: each step after it is the faster


def _is_damage(problem: duckdb.Error) -> bool:
    """Whether the file was cut or overwritten, also in the middle, where it opens all the same."""
    of_the_file = (duckdb.IOException, duckdb.SerializationException, duckdb.InternalException, duckdb.FatalException)
    return isinstance(problem, of_the_file) or "corrupt" in str(problem).lower()


def _reported(frame: pd.DataFrame) -> pd.DataFrame:
    """Missing is not zero: the sum over the records of a unit that has sent none is not known."""
    if "has_data" not in frame or frame["has_data"].all():
        return frame
    known = frame["has_data"]
    return frame.assign(**{name: frame[name].where(known) for name in REACHED if name in frame})


def _within(frame: pd.DataFrame, scope: Scope) -> pd.DataFrame:
    """The rows of the districts in scope: theirs and their communes'. Phases and the province are for who may see all.

    So is an answer that does not say of which unit each row is.
    """
    if scope.districts is None:
        return frame
    column = next((name for name in ("district_code", "unit_code", "scope") if name in frame), None)
    return frame.head(0) if column is None else frame[frame[column].map(vocabulary.district_of).isin(scope.districts)]


def outside(scope: Scope, level: str) -> list[str]:
    """The districts or communes of 2021 that the viewer may not see."""
    units = [unit for (vintage, _), unit in vocabulary.units().items() if (vintage, unit.level) == ("2021", level)]
    return [unit.code for unit in units if not scope.sees(unit.code)]


def ask(snapshot: Snapshot, scope: Scope, question: str, **parameters: object) -> pd.DataFrame:
    """The answer of `questions/{question}.sql` within a scope. What a unit has reached is missing where it has not reported.

    Raises `NotInSnapshot`, `Damaged`.
    """
    key = ("answer", scope, question, tuple(sorted(parameters.items())))
    return shelf.kept(snapshot, key, lambda: _answer(snapshot, scope, question, parameters))
