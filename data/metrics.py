"""The questions a page may ask. Every answer comes from one published snapshot and within the viewer's scope.

Frames that come back are shared between viewers: they are read, never changed.
"""

import json
import os
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

import duckdb
import pandas as pd

from data import vocabulary

QUESTIONS = Path(__file__).parent / "questions"
WAREHOUSE = Path(os.environ.get("LANGSON_WAREHOUSE", Path(__file__).parent / "warehouse"))


@dataclass(frozen=True)
class Scope:
    """The districts a viewer may see; None is all of them."""

    districts: frozenset[str] | None = None


EVERYTHING = Scope()


@dataclass(frozen=True)
class Snapshot:
    """A published snapshot: all figures on a page come from one."""

    id: str
    path: Path
    as_of: date
    built_at: datetime
    code_version: str
    is_simulated: bool


def current(warehouse: Path = WAREHOUSE) -> Snapshot | None:
    """The snapshot that `current.json` names; None where nothing has been published."""
    try:
        pointer = json.loads((warehouse / "current.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return _opened(warehouse / pointer["path"])


def kept(snapshot: Snapshot, identifier: str) -> Snapshot | None:
    """Another snapshot of the same warehouse by its id; None where it is not kept (any more)."""
    found = {path.stem: path for path in snapshot.path.parent.glob("*.duckdb")}
    return _opened(found[identifier]) if identifier in found else None


def earlier(snapshot: Snapshot) -> Snapshot | None:
    """The snapshot built before this one; None for the first that is kept."""
    older = sorted(path.stem for path in snapshot.path.parent.glob("*.duckdb") if path.stem < snapshot.id)
    return kept(snapshot, older[-1]) if older else None


@lru_cache(maxsize=8)
def _connection(path: Path) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(str(path), read_only=True)


@lru_cache(maxsize=64)
def _opened(path: Path) -> Snapshot:
    ((identifier, built_at, as_of, version, simulated),) = (
        _connection(path).cursor().execute((QUESTIONS / "snapshot.sql").read_text(encoding="utf-8")).fetchall()
    )
    return Snapshot(identifier, path, as_of, built_at, version, simulated)


@lru_cache(maxsize=512)
def _answer(
    snapshot: Snapshot, scope: Scope, question: str, parameters: tuple[tuple[str, object], ...]
) -> pd.DataFrame:
    """The answer of one question file. A cursor of its own: a connection shared by threads mixes their rows."""
    query = (QUESTIONS / f"{question}.sql").read_text(encoding="utf-8")
    frame = _connection(snapshot.path).cursor().execute(query, dict(parameters)).df()
    return _within(frame, scope)


def _within(frame: pd.DataFrame, scope: Scope) -> pd.DataFrame:
    if scope.districts is None:
        return frame
    for column in ("district_code", "parent_code", "unit_code"):
        if column in frame:
            return frame[frame[column].isin(scope.districts)]
    return frame


def ask(snapshot: Snapshot, scope: Scope, question: str, **parameters: object) -> pd.DataFrame:
    return _answer(snapshot, scope, question, tuple(sorted(parameters.items())))


def attainment(snapshot: Snapshot, scope: Scope, day: date, level: str, indicator: str) -> pd.DataFrame:
    """One row a unit of `level` (province, phase, district, commune): counts, shares, pace and outlook on `day`."""
    return ask(snapshot, scope, "attainment", day=day, level=level, indicator=indicator)


def phase_series(snapshot: Snapshot, scope: Scope, day: date, level: str, indicator: str) -> pd.DataFrame:
    """One row a unit and day of its phase, up to its deadline or `day`: day_number, share_of_time, coverage, achieved."""
    return ask(snapshot, scope, "phase_series", day=day, level=level, indicator=indicator)


def phase_result(snapshot: Snapshot, scope: Scope, level: str, indicator: str) -> pd.DataFrame:
    """One row a unit: the value at its phase's deadline (null before it) and what came after."""
    return ask(snapshot, scope, "phase_result", level=level, indicator=indicator)


def judged_on(snapshot: Snapshot, scope: Scope, day: date, unit: pd.Series) -> tuple[pd.Series, int | None]:
    """The row a unit of a phase is judged by, and what came after the deadline (None before it).

    A phase's result is the value at its deadline, also when it is looked at later.
    """
    phase = vocabulary.phases()[int(unit["phase"])]
    if day < phase.ends_on:
        return unit, None
    frame = attainment(snapshot, scope, phase.ends_on, unit["level"], unit["indicator"])
    judged = frame[frame["unit_code"] == unit["unit_code"]].iloc[0]
    return judged, int(unit["achieved"]) - int(judged["achieved"])


def volume(snapshot: Snapshot, scope: Scope, day: date, level: str) -> pd.DataFrame:
    """One row a unit and platform (voso, postmart, all): shops, accounts, listings, orders and value (VND) up to `day`."""
    return ask(snapshot, scope, "volume", day=day, level=level)


@dataclass(frozen=True)
class Trade:
    """What of the trade is asked for; 'all' leaves a dimension open. The certification 'all' is counted apart."""

    district: str = "all"
    platform: str = "all"
    product_type: str = "all"

    def of(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The rows of the district, platform and product type asked for."""
        for column, chosen in (
            ("district_code", self.district),
            ("platform", self.platform),
            ("product_type", self.product_type),
        ):
            if chosen != "all":
                frame = frame[frame[column] == chosen]
        return frame


def _orders(snapshot: Snapshot, scope: Scope, trade: Trade, by: str) -> pd.DataFrame:
    """Order rows to sum: the product type 'all' stands for itself, since an order of two types is one order."""
    frame = trade.of(ask(snapshot, scope, "order_trend"))
    if trade.product_type == "all":
        frame = frame[(frame["product_type"] == "all") != (by == "product_type")]
    return frame


def order_trend(snapshot: Snapshot, scope: Scope, trade: Trade, measure: str, by: str) -> pd.DataFrame:
    """Columns week, `by` and `measure` (orders, quantity or order_value in VND), summed over the rest.

    `by` is certification, product_type, platform or district_code. By certification the rows overlap.
    """
    frame = _certified(_orders(snapshot, scope, trade, by), by)
    return frame.groupby(["week", by], as_index=False)[measure].sum()


def _certified(frame: pd.DataFrame, by: str) -> pd.DataFrame:
    return frame[(frame["certification"] == "all") != (by == "certification")]


def listing_trend(snapshot: Snapshot, scope: Scope, trade: Trade, by: str) -> pd.DataFrame:
    """Columns week, `by` and listings on sale at the end of the week."""
    frame = _certified(trade.of(ask(snapshot, scope, "listing_trend")), by)
    return frame.groupby(["week", by], as_index=False)["listings"].sum()


def listings_on_sale(snapshot: Snapshot, scope: Scope, trade: Trade) -> int:
    """Listings on sale on the as-of day."""
    weeks = listing_trend(snapshot, scope, trade, "platform")
    return int(weeks.loc[weeks["week"] == weeks["week"].max(), "listings"].sum())


def trade_total(snapshot: Snapshot, scope: Scope, trade: Trade) -> pd.DataFrame:
    """Columns certification, orders, quantity, order_value over all weeks; the row 'all' is computed apart."""
    frame = _orders(snapshot, scope, trade, "certification")
    return frame.groupby("certification", as_index=False)[["orders", "quantity", "order_value"]].sum()


def top_products(
    snapshot: Snapshot, scope: Scope, trade: Trade, measure: str, certification: str = "all"
) -> pd.DataFrame:
    """Columns product, product_type, orders, quantity, order_value, best first by `measure`."""
    frame = trade.of(ask(snapshot, scope, "product_trend"))
    frame = frame[frame["certification"] == certification]
    total = frame.groupby(["product", "product_type"], as_index=False)[["orders", "quantity", "order_value"]].sum()
    return total.sort_values(measure, ascending=False, kind="stable", ignore_index=True)


def field_activity(snapshot: Snapshot, scope: Scope, day: date) -> pd.DataFrame:
    """One row a district (the province for what spans it) and kind: count and people reported up to `day`."""
    return ask(snapshot, scope, "field_activity", day=day)


def file_ledger(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """One row a file: path, kind, read, loaded, duplicate, corrected, rejected, encoding, problem."""
    return ask(snapshot, scope, "file_ledger")


def rejects(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """One row a reason: its sentence in both languages, rows and files."""
    return ask(snapshot, scope, "rejects")


def findings(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """One row a finding, the gravest first, with a sentence in both languages."""
    return ask(snapshot, scope, "findings")


def reconciliation(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """One row a published figure: reported, computed, difference."""
    return ask(snapshot, scope, "reconciliation")


def corrections(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """One row a changed field: earlier and later value with their files. Personal fields are told as changed only."""
    return ask(snapshot, scope, "corrections")
