"""The answers of `data` that a pack is made of, asked once each: rows as plain values, missing ones as None."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from data import activity, attainment
from data.snapshots import Scope, Snapshot
from pages.documents.values import Filters

_UNKNOWN = ("achieved", "coverage", "attainment", "gap", "needed_per_day", "gained_7_days")


@dataclass(frozen=True)
class Facts:
    """Rows of attainment by level, by the pack's indicator and by those of lead households; volumes; phase curves."""

    province: list[dict]
    phases: list[dict]
    judged: list[tuple[dict, int | None]]  # a phase's row at its deadline once that is past, and what came after
    districts: list[dict]
    communes: list[dict]
    lead: list[dict]
    designated: list[dict]
    province_lead: list[dict]
    province_designated: list[dict]
    volume: list[dict]
    series: pd.DataFrame
    units: pd.DataFrame  # the districts as the screen's map takes them


def gather(snapshot: Snapshot, scope: Scope, filters: Filters) -> Facts:
    day, indicator = filters.day, filters.indicator

    def asked(level: str, code: str = indicator) -> list[dict]:
        return records(attainment.units(snapshot, scope, day, level, code))

    phases = attainment.units(snapshot, scope, day, "phase", indicator).sort_values("phase")
    return Facts(
        province=asked("province"),
        phases=records(phases),
        judged=[_judged(snapshot, scope, day, row) for _, row in phases.iterrows()],
        districts=asked("district"),
        communes=asked("commune"),
        lead=asked("district", "lead"),
        designated=asked("district", "designated"),
        province_lead=asked("province", "lead"),
        province_designated=asked("province", "designated"),
        volume=_volume(snapshot, scope, day),
        series=attainment.phase_series(snapshot, scope, day, "phase", indicator),
        units=attainment.units(snapshot, scope, day, "district", indicator),
    )


def plain(value: object) -> object:
    """A value of a frame as Python's own; None where it is missing."""
    if value is None or pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.date()
    return value.item() if hasattr(value, "item") else value


def record(row: dict) -> dict:
    """A row of attainment. A unit that has not reported has no figures: missing is not zero."""
    known = {name: plain(value) for name, value in row.items()}
    return known if known["has_data"] else {**known, **dict.fromkeys(_UNKNOWN)}


def records(frame: pd.DataFrame) -> list[dict]:
    return [record(row) for row in frame.to_dict("records")]


def is_waiting(row: dict) -> bool:
    """Its phase has not begun: nothing is expected of it yet, which is not the same as having no data."""
    return row["day_number"] is not None and row["day_number"] < 1


def _judged(snapshot: Snapshot, scope: Scope, day: date, unit: pd.Series) -> tuple[dict, int | None]:
    judged, after = attainment.judged_on(snapshot, scope, day, unit)
    return record(judged.to_dict()), after


def _volume(snapshot: Snapshot, scope: Scope, day: date) -> list[dict]:
    frame = activity.volume(snapshot, scope, day, "province")
    rows = frame[frame["platform"] == "all"].to_dict("records")
    return [{name: plain(value) for name, value in row.items()} for row in rows]
