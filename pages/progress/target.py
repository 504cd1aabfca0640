"""Where a unit stands against its targets: both ladders on one bar, and the card of a phase."""

from datetime import date
from functools import partial

import pandas as pd

from data import attainment, vocabulary
from data.snapshots import Scope, Snapshot
from pages.charts import progress
from pages.kit import formats, names
from pages.kit.lineage import FigureKey
from pages.kit.texts import text
from pages.kit.view import Card, Chart, Heading, Metric, Metrics, Sentence, Status
from pages.progress import units

MARKS = ("actual", "expected", "target", "local")


def marks() -> dict[str, str]:
    """What the marks of a bar are called."""
    return {mark: text(f"mark.{mark}") for mark in MARKS}


def bar(unit: pd.Series, key: str, name: str) -> Chart:
    """What the province assigned and what the unit set itself, expected today, reached: on one bar."""
    drawn = (unit["coverage"], unit["expected_share"], unit["target_share"], _local(unit), unit["status"], marks())
    shares = {share: formats.percent(unit[f"{share}_share"]) for share in ("expected", "target")}
    return Chart(
        key, text("overview.bullet.alt", name=name, share=formats.percent(unit["coverage"]), **shares),
        partial(progress.bullet, *drawn, separators=formats.separators()),
    )  # fmt: skip


def _local(unit: pd.Series) -> tuple[float, float] | None:
    """The local target's two ends, where the unit as a whole has one."""
    if pd.isna(unit["local_target_share"]):
        return None
    high = unit["local_target_share_max"]
    return unit["local_target_share"], unit["local_target_share"] if pd.isna(high) else high


def phases(
    snapshot: Snapshot, scope: Scope, day: date, indicator: str
) -> list[tuple[pd.Series, pd.Series, float | None]]:
    """Each phase on a day, the newest first: its row, the one it is judged by, what came after its deadline (None before it).

    None for who may not see the phases as a whole.
    """
    rows = attainment.units(snapshot, scope, day, "phase", indicator).sort_values("phase", ascending=False)
    return [(unit, *attainment.judged_on(snapshot, scope, day, unit)) for _, unit in rows.iterrows()]


def phase(unit: pd.Series, judged: pd.Series, after_deadline: int | None) -> Card:
    """One phase: where it stands against its target, on one bar and in four figures.

    `unit` is its row on the day looked at, `judged` the one it is judged by (that of the deadline once it is past).
    """
    known = vocabulary.phases()[int(unit["phase"])]
    span = {"start": formats.day(known.starts_on), "end": formats.day(known.ends_on)}
    return Card(
        "phase",
        (
            Heading(text("overview.phase", phase=known.number, **span)),
            Sentence(_time(unit, known), "note"),
            _status(unit, judged),
            bar(judged, f"bullet.{known.number}", names.phase(known.number)),
            Metrics(_figures(unit, judged, known, after_deadline), "four"),
        ),
    )


def _time(unit: pd.Series, known: vocabulary.Phase) -> str:
    if unit["day_number"] < 1:
        return text("overview.before")
    if unit["day_number"] > known.days:
        return text("overview.ended", days=formats.number(unit["day_number"] - known.days))
    return text("overview.running", day=formats.number(unit["day_number"]), days=formats.number(known.days))


def _status(unit: pd.Series, judged: pd.Series) -> Status:
    target, expected = formats.percent(judged["target_share"], 0), formats.percent(judged["expected_share"])
    is_over = judged["expected_share"] >= judged["target_share"]
    words = text("map.not_started") if unit["day_number"] < 1 else units.status(judged)
    figure = FigureKey(unit["unit_code"], unit["indicator"], "coverage", judged["day"].date())
    return Status(
        Metric(text("measure.coverage"), judged["coverage"], "share", words, figure),
        text("overview.coverage" if is_over else "overview.coverage.running", target=target, expected=expected),
        judged["status"], words,
    )  # fmt: skip


def _figures(
    unit: pd.Series, judged: pd.Series, known: vocabulary.Phase, after_deadline: int | None
) -> tuple[Metric, ...]:
    if unit["day_number"] < 1:
        return _waiting(unit, known)
    return _running(unit) if after_deadline is None else _ended(unit, judged, after_deadline)


def _waiting(unit: pd.Series, known: vocabulary.Phase) -> tuple[Metric, ...]:
    """A phase that has not begun: what will be asked of it, and from when on."""
    share = text("overview.coverage", target=formats.percent(unit["target_share"], 0))
    return (
        Metric(text("column.target"), unit["target"], "count", share),
        Metric(text("overview.begins"), known.starts_on, "day", _deadline(known.ends_on)),
    )


def _running(unit: pd.Series) -> tuple[Metric, ...]:
    gained = text("overview.gained", gained=formats.number(unit["gained_7_days"]))
    return (
        Metric(text("overview.reached"), unit["achieved"], "count", _of_target(unit)),
        Metric(text("overview.days_left"), unit["days_left"], "days", _deadline(unit["ends_on"])),
        Metric(text("overview.needed"), unit["needed_per_day"], "count", gained),
        _projection(unit),
    )


def _projection(unit: pd.Series) -> Metric:
    """The day on which the target is reached at the pace of the last week."""
    words = text("overview.projected")
    if unit["gap"] == 0:
        return Metric(words, text("overview.done"), "text", _deadline(unit["ends_on"]))
    if pd.isna(unit["projected_on"]):
        return Metric(words, None, "day", text("overview.never"))
    is_late = unit["projected_on"] > unit["ends_on"]
    note = text("overview.late" if is_late else "overview.intime", deadline=formats.day(unit["ends_on"]))
    return Metric(words, unit["projected_on"], "day", note, tone="bad" if is_late else "good")


def _ended(unit: pd.Series, judged: pd.Series, after_deadline: int) -> tuple[Metric, ...]:
    week = text("overview.after.week", day=formats.day(unit["day"]))
    return (
        Metric(text("overview.result"), judged["achieved"], "count", _of_target(judged)),
        Metric(text("overview.gap"), judged["gap"], "count", _deadline(judged["ends_on"])),
        Metric(text("overview.after"), after_deadline, "count", text("overview.after.help")),
        Metric(text("column.gained"), unit["gained_7_days"], "count", week),
    )


def _deadline(day: object) -> str:
    return text("overview.deadline", deadline=formats.day(day))


def _of_target(unit: pd.Series) -> str:
    return text(
        "overview.reached.of", attainment=formats.percent(unit["attainment"]), target=formats.number(unit["target"])
    )
