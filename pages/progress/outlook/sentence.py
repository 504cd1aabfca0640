"""What the forecast of a unit says in one sentence, and in one date: the same on every page, document and slide."""

from datetime import date

import pandas as pd

from data import outlook, records
from data.snapshots import Scope, Snapshot
from pages.kit import formats
from pages.kit.texts import text
from pages.kit.view import Metric

SURE = 0.05  # a probability nearer to 0 or 1 is told as below or above
STEPS, STEP = 20, 0.05  # a probability is told in steps


def of(snapshot: Snapshot, scope: Scope, day: date, level: str, indicator: str, phase: int) -> dict[str, dict]:
    """The forecasts of a phase's units by their code, as rows of `outlook.expected`; none while it does not run."""
    if not outlook.is_running(phase, day):
        return {}
    found = outlook.expected(snapshot, scope, day, level, indicator, phase)
    return {row["unit_code"]: row for row in records.dicts(found)}


def beside(snapshot: Snapshot, scope: Scope, units: pd.DataFrame) -> pd.DataFrame:
    """Rows of attainment with a column `outlook`: the forecast of each unit, None where there is none."""
    asked = units[["day", "level", "indicator", "phase"]].dropna().drop_duplicates().itertuples(index=False)
    known: dict[str, dict] = {}
    for day, level, indicator, phase in asked:
        known |= of(snapshot, scope, day.date(), level, indicator, int(phase))
    return units.assign(
        outlook=pd.Series([known.get(code) for code in units["unit_code"]], index=units.index, dtype=object)
    )


def has_forecast(row: dict | None) -> bool:
    return row is not None and pd.notna(row["week"])


def said(row: dict | None, name: str) -> str:
    """Where a unit stands on the deadline at the pace of the last week, when it meets the target, and the range.

    Empty where there is no forecast.
    """
    if not has_forecast(row):
        return ""
    parts = [
        text(
            "outlook.says",
            name=name,
            deadline=formats.day(row["ends_on"]),
            share=formats.percent(row["week_share"]),
            met=_met(row),
        )
    ]
    return " ".join([*parts, *_ranged(row)])


def _met(row: dict) -> str:
    if pd.isna(row["target"]):
        return text("outlook.says.no_target")
    if row["is_reached"]:
        return text("outlook.says.reached")
    if pd.isna(row["week_on"]):
        return text("outlook.says.missed", target=formats.number(row["target"]))
    return text("outlook.says.met", target=formats.number(row["target"]), day=formats.day(row["week_on"]))


def _ranged(row: dict) -> list[str]:
    if pd.isna(row["low"]):
        return []
    found = [text("outlook.says.range", range=span(row))]
    if pd.notna(row["probability"]) and not row["is_reached"]:
        found.append(text("outlook.says.probability", probability=chance(row["probability"])))
    return found


def span(row: dict) -> str:
    """The range as shares of the households: 45,0–72,2%."""
    return f"{formats.points(row['low_share'])}–{formats.percent(row['high_share'])}"


def chance(probability: float) -> str:
    """A probability in steps, no surer than it can be."""
    if probability < SURE:
        return text("outlook.chance.below", share=formats.percent(SURE, 0))
    if probability > 1 - SURE:
        return text("outlook.chance.above", share=formats.percent(1 - SURE, 0))
    return text("outlook.chance.about", share=formats.percent(round(probability * STEPS) * STEP, 0))


def needed(row: dict | None) -> str:
    """The pace that the target needs, as multiples of today's and of the best week's. Empty where nothing is needed or known."""
    if not has_forecast(row) or pd.isna(row["needed_per_day"]) or row["is_reached"]:
        return ""
    if pd.isna(row["needed_times"]):
        return text("outlook.needed.none", needed=formats.number(row["needed_per_day"]))
    return text(
        "outlook.needed", needed=formats.number(row["needed_per_day"]), times=formats.number(row["needed_times"], 1),
        pace=formats.pace(row["pace"]), best_times=formats.number(row["needed_times_best"], 1),
        best=formats.pace(row["best_pace"]),
    )  # fmt: skip


def both_ways(row: dict | None) -> str:
    """Why a unit that is behind an even pace may yet be in time, or one that is not may be late. Empty where both say the same."""
    if not has_forecast(row) or row["is_reached"] or pd.isna(row["needed_per_day"]):
        return ""
    is_behind, in_time = row["status"] in ("slow", "behind"), pd.notna(row["week_on"])
    if is_behind != in_time:
        return ""
    return text(
        "outlook.behind_in_time" if in_time else "outlook.ahead_too_slow", share=formats.percent(row["coverage"]),
        expected=formats.percent(row["expected_share"]), pace=formats.pace(row["pace"]),
        needed=formats.number(row["needed_per_day"]),
    )  # fmt: skip


def date_metric(row: dict | None) -> Metric:
    """The day the target is met at the pace of the last week, with the range beneath."""
    words = text("overview.projected")
    if row is None or not (has_forecast(row) or row["is_reached"]):
        return Metric(words, None, "day", text("outlook.none.short"))
    deadline = formats.day(row["ends_on"])
    ranged = text("outlook.range.short", range=span(row)) if pd.notna(row["low"]) else text("outlook.week.short")
    if row["is_reached"]:
        return Metric(words, text("overview.done"), "text", text("overview.deadline", deadline=deadline))
    if pd.isna(row["week_on"]):
        return Metric(words, text("outlook.late"), "text", ranged, tone="bad")
    return Metric(words, row["week_on"], "day", ranged, tone="good")
