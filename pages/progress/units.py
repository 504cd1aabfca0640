"""Rows of attainment in words, and the columns that several views show of them."""

from datetime import date

import pandas as pd

from data import records, support, vocabulary
from pages.kit import formats, names
from pages.kit.texts import label, text
from pages.kit.view import Link, Sentence

UNITS = (
    ("unit", "column.unit"), ("coverage", "column.coverage", "share"), ("status_label", "column.status"),
    ("households", "column.households", "count"), ("estimate", "column.estimate"),
    ("achieved", "column.achieved", "count"), ("target", "column.target", "count"),
    ("of_target", "column.of_target", "share"), ("own_target", "column.own_target", "count"), ("own_of", "column.own_of"),
    ("gap", "column.gap", "count"), ("communes_gap", "column.communes_gap", "count"),
    ("needed_per_day", "column.needed", "count"), ("gained_7_days", "column.gained", "count"),
    ("projected", "column.projected"), ("after_deadline", "column.after", "count"),
)  # fmt: skip
FIELD = (("unit", "column.unit"), *((kind, f"activity.{kind}", "count") for kind in support.KINDS))
_ABOVE = ("own_of", "communes_gap")  # what a unit's communes add up to: of no interest of a commune itself
# What words tell of a row.
_TOLD = ("day_number", "status", "is_over", "needed_per_day", "gap", "projected_on", "ends_on")
COMMUNES = (
    *UNITS[:2],
    ("parent_name", "column.district"),
    *(column for column in UNITS[2:] if column[0] not in _ABOVE),
)


def status(row: dict) -> str:
    """The status of a row in words; before its phase begins, that it has not. At its end none is on pace: it is met or short."""
    if row["day_number"] < 1:
        return text("map.not_started")
    is_short = row["status"] == "ahead" and row["is_over"]
    return text("status.short" if is_short else f"status.{row['status']}")


def silent(own: pd.Series) -> str:
    """That there are no data; of a unit that came after its deadline, what it has now."""
    if not own["is_over"] or formats.is_missing(own["achieved_now"]):
        return text("unit.verdict.none")
    return text(
        "unit.verdict.came_late", deadline=formats.day(own["ends_on"]), count=formats.number(own["achieved_now"])
    )


def over(day: date) -> tuple[Sentence, ...]:
    """From a deadline on its units are told by it; what came after stands apart."""
    ended = [phase for phase in vocabulary.phases().values() if phase.ends_on <= day]
    named = ", ".join(
        text("overview.over.phase", phase=label(phase.label), deadline=formats.day(phase.ends_on)) for phase in ended
    )
    return (Sentence(text("overview.over", phases=named), "note"),) if ended else ()


def named(units: pd.DataFrame) -> pd.DataFrame:
    """Rows with their unit by its kind and name, 'Huyện Chi Lăng', and by the name that charts call it, 'Chi Lăng'."""
    return units.assign(
        unit=[formats.unit(kind, name) for kind, name in zip(units["type"], units["name"], strict=True)],
        name=[formats.short(kind, name) for kind, name in zip(units["type"], units["name"], strict=True)],
    )


def leading(units: pd.DataFrame) -> pd.DataFrame:
    """Rows of units of 2021 with the way from each to its profile; `units` has unit and unit_code."""
    ways = [Link(unit, "unit", (("unit", code),)) for unit, code in zip(units["unit"], units["unit_code"], strict=True)]
    return units.assign(leads_to=ways)


def described(units: pd.DataFrame) -> pd.DataFrame:
    """Attainment rows with what a reader needs beside the figures: unit, status in words and as a letter, what is estimated or partial."""
    found, rows = leading(estimated(named(units))), records.dicts(units[list(_TOLD)])
    return found.assign(
        status_label=[status(row) for row in rows],
        letter=[text(f"letter.{status}") for status in units["status"]],
        own_of=list(map(_own_of, units["local_communes"], units["communes"])),
        parent_name=[names.short_unit(code) if code else "" for code in units["parent_code"]],
        projected=[_projected(row) for row in rows],
    )


def _projected(row: dict) -> str:
    """The day on which the target is met at the pace of the last week, as the forecast says it: none beyond the deadline."""
    if row["is_over"] or formats.is_missing(row["needed_per_day"]) or row["gap"] == 0:
        return formats.MISSING
    is_in_time = not formats.is_missing(row["projected_on"]) and row["projected_on"] <= row["ends_on"]
    return formats.day(row["projected_on"]) if is_in_time else text("outlook.late")


def estimated(units: pd.DataFrame) -> pd.DataFrame:
    """Rows with the mark of an estimated number of households."""
    return units.assign(
        estimate=[text("mark.estimate") if guessed else "" for guessed in units["households_is_estimate"]]
    )


def estimates(described: pd.DataFrame) -> tuple[Sentence, ...]:
    """That some of the rows rest on an estimated number of households."""
    count = int(described["households_is_estimate"].sum())
    return (Sentence(text("units.estimated", count=formats.number(count)), "note"),) if count else ()


def _own_of(local: float, communes: float) -> str:
    """How many of a unit's communes set a target of their own, where not all did."""
    if formats.is_missing(local) or not local or local == communes:
        return ""
    return text("column.own_of.part", count=formats.number(local), all=formats.number(communes))


def picked(described_columns: tuple[tuple[str, ...], ...], *keys: str) -> tuple[tuple[str, ...], ...]:
    """Some of the columns, in the order asked for."""
    by_key = {column[0]: column for column in described_columns}
    return tuple(by_key[key] for key in keys)
