"""What a figure is made of and why it differs from the snapshot before: the content of its passport."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from data import (
    activity,
    attainment,
    certificates,
    figures,
    outlook,
    quality,
    rising,
    sales,
    support,
    trade,
    vocabulary,
)
from data.figures import Subject
from data.snapshots import Damaged, NotInSnapshot, Scope, Snapshot


@dataclass(frozen=True)
class Told:
    """One figure in one snapshot: the row that holds it, with the numbers it is worked out from."""

    snapshot: Snapshot
    day: date
    row: pd.Series


@dataclass(frozen=True)
class _Asked:
    """What is asked of one snapshot: a unit, a subject, the day wanted, and the one that the snapshot has."""

    snapshot: Snapshot
    scope: Scope
    unit: str
    subject: Subject
    wanted: date
    day: date

    @property
    def level(self) -> str:
        known = vocabulary.units().get(("2021", self.unit))
        return known.level if known else "phase"

    @property
    def is_last_day(self) -> bool:
        return self.day == self.snapshot.as_of

    @property
    def trade(self) -> sales.Trade:
        chosen = self.subject.choices
        return replace(_trade_of(self.unit), platform=chosen["platform"], product_type=chosen["product_type"])


def _trade_of(code: str) -> sales.Trade:
    """The trade of a unit: of all districts for the province, of one commune in its district."""
    unit = vocabulary.units().get(("2021", code))
    if unit is not None and unit.level == "commune":
        return sales.Trade(unit.parent, commune=code)
    return sales.Trade(figures.OPEN if code == vocabulary.PROVINCE else code)


def _is_nowhere(known: figures.Subject, unit: str) -> bool:
    """Whether a figure of the trade is asked of what has none of its own: a phase is no place."""
    return "product_type" in known.choices and ("2021", unit) not in vocabulary.units()


def told(snapshot: Snapshot, scope: Scope, unit: str, subject: str, day: date) -> Told | None:
    """The figure on a day, on the snapshot's last day where it ends earlier; None where it is not there, or is not to be seen.

    Raises `NotInSnapshot` where the snapshot was built by a version that did not know such figures.
    """
    known = figures.subject(subject)
    if known is None or not scope.sees(unit) or _is_nowhere(known, unit):
        return None
    asked = _Asked(snapshot, scope, unit, known, day, min(day, snapshot.as_of))
    rows = _ROWS[known.family](asked)
    return None if rows.empty else Told(snapshot, asked.day, rows.iloc[0])


def told_before(before: Snapshot | None, scope: Scope, unit: str, subject: str, day: date) -> Told | None:
    """The figure in an earlier snapshot; None where there is none, one that did not know such figures, or a damaged one."""
    try:
        return told(before, scope, unit, subject, day) if before else None
    except (NotInSnapshot, Damaged):
        return None


def _household(asked: _Asked) -> pd.DataFrame:
    frame = attainment.units(asked.snapshot, asked.scope, asked.day, asked.level, asked.subject.indicator)
    return _of_unit(frame, asked)


def _volume(asked: _Asked) -> pd.DataFrame:
    frame = activity.volume(asked.snapshot, asked.scope, asked.day, asked.level)
    indicator = asked.subject.indicator
    if indicator not in frame:
        return frame.head(0)
    rows = _of_unit(frame, asked)
    return rows[rows["platform"] == "all"].rename(columns={indicator: "achieved"})


def _funnel(asked: _Asked) -> pd.DataFrame:
    return _on_last_day(_of_unit(activity.household_funnel(asked.snapshot, asked.scope, asked.level), asked), asked)


def _activity(asked: _Asked) -> pd.DataFrame:
    rows = _of_unit(activity.shop_activity(asked.snapshot, asked.scope, asked.level), asked)
    return _on_last_day(rows[rows["platform"] == asked.subject.choices["platform"]], asked)


def _trade(asked: _Asked) -> pd.DataFrame:
    return _on_last_day(_traded(asked, None), asked)


def _week(asked: _Asked) -> pd.DataFrame:
    """A week is told by its Monday; one that the snapshot does not reach is not there."""
    is_there = asked.day == asked.wanted and asked.day.weekday() == 0
    rows = _traded(asked, asked.day)
    return rows if is_there else rows.head(0)


def _traded(asked: _Asked, week: date | None) -> pd.DataFrame:
    certification = asked.subject.choices["certification"]
    total = sales.trade_total(asked.snapshot, asked.scope, asked.trade, week)
    listings = sales.listings_on_sale(asked.snapshot, asked.scope, asked.trade, certification, week)
    by = [
        name for name, value in (("certification", certification), ("week", week)) if value not in (figures.OPEN, None)
    ]
    return _sold(asked, total[total["certification"] == certification], *by).assign(listings=listings)


def _product(asked: _Asked) -> pd.DataFrame:
    products = sales.top_products(asked.snapshot, asked.scope, asked.trade, "orders")
    return _on_last_day(
        _sold(asked, products[products["product"] == asked.subject.choices["product"]], "product"), asked
    )


def _certificate(asked: _Asked) -> pd.DataFrame:
    found = certificates.of(asked.snapshot, asked.scope, _trade_of(asked.unit), asked.subject.choices["scheme"])
    return _on_last_day(pd.DataFrame([certificates.counts(found)]), asked)


def _rising(asked: _Asked) -> pd.DataFrame:
    found = rising.products(asked.snapshot, asked.scope, asked.trade)
    return _on_last_day(found[found["product"] == asked.subject.choices["product"]], asked)


def _offer(asked: _Asked) -> pd.DataFrame:
    found = sales.product_listings(asked.snapshot, asked.scope, asked.trade)
    return _on_last_day(found[found["product"] == asked.subject.choices["product"]], asked)


def _sold(asked: _Asked, rows: pd.DataFrame, *by: str) -> pd.DataFrame:
    """Of what nobody ordered there is no row: that is no order, not an unknown number of them, where the viewer is told."""
    nothing = 0 if trade.is_told(asked.scope, asked.trade, *by) else float("nan")
    return pd.DataFrame([dict.fromkeys(sales.AMOUNTS, nothing)]) if rows.empty else rows


def _field(asked: _Asked) -> pd.DataFrame:
    return _of_unit(support.reported(activity.field_activity(asked.snapshot, asked.scope, asked.day)), asked)


def _result(asked: _Asked) -> pd.DataFrame:
    found = attainment.phase_result(asked.snapshot, asked.scope, asked.level, asked.subject.indicator)
    return _on_last_day(_of_unit(found, asked), asked)


def _outlook(asked: _Asked) -> pd.DataFrame:
    phase = vocabulary.running_phase(asked.day).number
    indicator = asked.subject.indicator
    return _of_unit(outlook.expected(asked.snapshot, asked.scope, asked.day, asked.level, indicator, phase), asked)


def _support(asked: _Asked) -> pd.DataFrame:
    units = {"district": support.districts, "commune": support.communes}.get(asked.level)
    if units is None:
        return pd.DataFrame()
    return _of_unit(units(asked.snapshot, asked.scope, asked.day, asked.subject.indicator), asked)


_ROWS: dict[str, Callable[[_Asked], pd.DataFrame]] = {
    "household": _household, "volume": _volume, "order_value": _volume, "funnel": _funnel, "activity": _activity,
    "trade": _trade, "week": _week, "product": _product, "rising": _rising, "certificate": _certificate, "offer": _offer, "result": _result, "field": _field, "outlook": _outlook, "support": _support,
}  # fmt: skip


def _of_unit(frame: pd.DataFrame, asked: _Asked) -> pd.DataFrame:
    return frame[frame["unit_code"] == asked.unit]


def _on_last_day(rows: pd.DataFrame, asked: _Asked) -> pd.DataFrame:
    """Figures that a snapshot has of its last day only."""
    return rows if asked.is_last_day else rows.head(0)


def files(snapshot: Snapshot, scope: Scope, unit: str, subject: str, measure: str) -> pd.DataFrame:
    """The files a figure is counted from, with their row account.

    Below the province those with rows of the unit, of units within it, and the targets that it inherits: columns
    unit_read, unit_loaded and so on count these rows, unit_kept those that count. Without these columns: files of all
    units, where the snapshot does not tell whose rows a file holds.
    """
    ledger = _of_kinds(snapshot, scope, subject, measure)
    rows = _placed(snapshot, scope)
    if unit == vocabulary.PROVINCE or rows is None:
        return ledger
    is_inherited = (rows["kind"] == "targets") & rows["unit_code"].isin(_above(unit))
    is_own = rows["unit_code"].isin(_within(unit)) | is_inherited
    own = rows[is_own & rows["kind"].isin(figures.kinds(subject, measure))]
    counts = own.groupby("path")[list(quality.STATES)].sum().add_prefix("unit_")
    counts = counts.assign(unit_read=counts.sum(axis=1), unit_kept=counts["unit_loaded"] + counts["unit_corrected"])
    return ledger.merge(counts.reset_index(), on="path")


def refused_nowhere(snapshot: Snapshot, scope: Scope, subject: str, measure: str) -> int:
    """Refused rows of the kinds of files behind a figure that do not tell their unit: they may be of any."""
    rows = _placed(snapshot, scope)
    if rows is None:
        return 0
    is_nowhere = rows["unit_code"].isna() & rows["kind"].isin(figures.kinds(subject, measure))
    return int(rows.loc[is_nowhere, "rejected"].sum())


def _placed(snapshot: Snapshot, scope: Scope) -> pd.DataFrame | None:
    """Rows of files by unit; None where the snapshot was built by a version that did not tell."""
    try:
        return quality.file_units(snapshot, scope)
    except NotInSnapshot:
        return None


def _of_kinds(snapshot: Snapshot, scope: Scope, subject: str, measure: str) -> pd.DataFrame:
    kinds = figures.kinds(subject, measure)
    ledger = quality.file_ledger(snapshot, scope)
    of_kind = ledger["kind"].fillna("").map(lambda told: bool(kinds & set(told.split(", "))))
    return ledger[of_kind].sort_values("path")


def _within(unit: str) -> set[str]:
    """A unit and all units in it; a phase holds its districts and their communes."""
    units = [known for (vintage, _), known in vocabulary.units().items() if vintage == "2021"]
    phase = next((number for number, phase in vocabulary.phases().items() if phase.unit_code == unit), None)
    inside = {known.code for known in units if unit in (known.code, known.parent)}
    return inside | {known.code for known in units if phase is not None and known.phase == phase} | {unit}


def _above(unit: str) -> set[str]:
    """The units above one, whose targets it inherits."""
    known = vocabulary.units().get(("2021", unit))
    return {vocabulary.PROVINCE, known.parent} if known else {vocabulary.PROVINCE}


@dataclass(frozen=True)
class Change:
    """How the files behind a figure differ between two snapshots: names of files, rows kept then and now, rows corrected since.

    `is_of_unit` is False where the rows of all units are told, since one of the two does not tell whose rows it has.
    """

    added: list[str]
    removed: list[str]
    changed: list[str]
    corrected: int
    rows_before: int
    rows_now: int
    is_of_unit: bool


def change(before: Snapshot, now: Snapshot, scope: Scope, unit: str, subject: str, measure: str) -> Change:
    old, new = (files(one, scope, unit, subject, measure) for one in (before, now))
    is_told = "unit_kept" in old and "unit_kept" in new
    if not is_told:
        old, new = (_counted(_of_kinds(one, scope, subject, measure)) for one in (before, now))
    old, new = old.set_index("path"), new.set_index("path")
    common = [path for path in new.index if path in old.index]
    return Change(
        [path for path in new.index if path not in old.index],
        [path for path in old.index if path not in new.index],
        [path for path in common if new.loc[path, "sha256"] != old.loc[path, "sha256"]],
        int(new["unit_corrected"].sum()) - int(old["unit_corrected"].sum()),
        int(old["unit_kept"].sum()), int(new["unit_kept"].sum()),
        is_told or unit == vocabulary.PROVINCE,
    )  # fmt: skip


def _counted(found: pd.DataFrame) -> pd.DataFrame:
    """The rows of all units in the place of those of one."""
    return found.assign(unit_kept=found["loaded"] + found["corrected"], unit_corrected=found["corrected"])
