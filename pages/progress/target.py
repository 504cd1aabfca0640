"""Where a unit stands against its targets: both ladders on one bar, and the card of a phase."""

from datetime import date
from functools import partial

import pandas as pd

from data import attainment, vocabulary
from data.snapshots import Scope, Snapshot
from pages.charts import progress
from pages.charts.style import STATUSES
from pages.kit import formats, names
from pages.kit.lineage import FigureKey
from pages.kit.texts import text
from pages.kit.view import Card, Chart, Heading, Metric, Metrics, Sentence, Status
from pages.progress import units
from pages.progress.outlook import sentence

MARKS = ("actual", "expected", "target", "local")


def marks() -> dict[str, str]:
    """What the marks and the letters of bars mean."""
    letters = {status: f"{text(f'letter.{status}')} · {text(f'status.{status}')}" for status in STATUSES}
    return {mark: text(f"mark.{mark}") for mark in MARKS} | letters


def bar(unit: pd.Series, key: str, name: str) -> Chart:
    """What the province assigned and what the unit set itself, expected today, reached: on one bar."""
    drawn = (unit["coverage"], unit["expected_share"], unit["target_share"], _local(unit), unit["status"], marks())
    shares = {share: formats.percent(unit[f"{share}_share"]) for share in ("expected", "target")}
    said = "overview.bullet.alt.over" if unit["expected_share"] >= unit["target_share"] else "overview.bullet.alt"
    return Chart(
        key, text(said, name=name, share=formats.percent(unit["coverage"]), **shares),
        partial(progress.bullet, *drawn, separators=formats.separators()),
    )  # fmt: skip


def _local(unit: pd.Series) -> tuple[float, float] | None:
    """The two ends of the target that a commune set itself; above, the one that communes' own targets add up to."""
    if pd.isna(unit["own_target_share"]):
        return None
    if unit["level"] != "commune":
        return unit["own_target_share"], unit["own_target_share"]
    low, high = unit["local_target_share"], unit["local_target_share_max"]
    return low, low if pd.isna(high) else high


def told(unit: pd.Series) -> str:
    """Both targets in words: what the province assigned, and what the unit set itself where it did."""
    assigned, local = formats.percent(unit["target_share"], 0), _local(unit)
    if local is None:
        return text("target.assigned", assigned=assigned)
    own = "–".join(dict.fromkeys(formats.percent(share, 1 if round(share * 100, 6) % 1 else 0) for share in local))
    return text("target.both", assigned=assigned, own=own)


def phases(snapshot: Snapshot, scope: Scope, day: date, indicator: str) -> list[pd.Series]:
    """Each phase on a day with its forecast (column `outlook`), the newest first; none for who may not see the phases as a whole."""
    return [unit for _, unit in sentence.beside(snapshot, scope, standings(snapshot, scope, day, indicator)).iterrows()]


def standings(snapshot: Snapshot, scope: Scope, day: date, indicator: str) -> pd.DataFrame:
    """Each phase on a day, as a row of attainment, the newest first."""
    return attainment.units(snapshot, scope, day, "phase", indicator).sort_values("phase", ascending=False)


def phase(unit: pd.Series) -> Card:
    """One phase: where it stands against its target, on one bar and in four figures; once it is over, its result."""
    known = vocabulary.phases()[int(unit["phase"])]
    span = {"start": formats.day(known.starts_on), "end": formats.day(known.ends_on)}
    return Card(
        "phase",
        (
            Heading(text("overview.phase", phase=known.number, **span)),
            Sentence(_time(unit, known), "note"),
            *([Sentence(text("overview.estimate"), "note")] if unit["households_is_estimate"] else []),
            _status(unit),
            bar(unit, f"bullet.{known.number}", names.phase(known.number)),
            Metrics(_figures(unit, known), "four"),
        ),
    )


def _time(unit: pd.Series, known: vocabulary.Phase) -> str:
    if unit["day_number"] < 1:
        return text("overview.before")
    if unit["day"].date() > known.ends_on:
        return text("overview.ended", days=formats.number((unit["day"].date() - known.ends_on).days))
    return text("overview.running", day=formats.number(unit["day_number"]), days=formats.number(known.days))


def _status(unit: pd.Series) -> Status:
    target, expected = formats.percent(unit["target_share"], 0), formats.percent(unit["expected_share"])
    is_over = unit["expected_share"] >= unit["target_share"]
    said = "overview.coverage" if is_over else "overview.coverage.running"
    key = said if unit["has_data"] else "overview.coverage.silent"
    words = units.status(unit)
    figure = FigureKey(unit["unit_code"], unit["indicator"], "coverage", unit["day"].date())
    return Status(
        Metric(text("measure.coverage"), unit["coverage"], "share", words, figure),
        text(key, target=target, expected=expected),
        unit["status"], words,
    )  # fmt: skip


def _figures(unit: pd.Series, known: vocabulary.Phase) -> tuple[Metric, ...]:
    if unit["day_number"] < 1:
        return _waiting(unit, known)
    return _ended(unit) if unit["is_over"] else _running(unit)


def _waiting(unit: pd.Series, known: vocabulary.Phase) -> tuple[Metric, ...]:
    """A phase that has not begun: what will be asked of it, and from when on."""
    share = text("overview.coverage", target=formats.percent(unit["target_share"], 0))
    return (
        Metric(text("column.target"), unit["target"], "count", share),
        Metric(text("overview.begins"), known.starts_on, "day", _deadline(known.ends_on)),
    )


def _running(unit: pd.Series) -> tuple[Metric, ...]:
    return (
        Metric(text("overview.reached"), unit["achieved"], "count", _of_target(unit)),
        Metric(text("overview.days_left"), unit["days_left"], "days", _deadline(unit["ends_on"])),
        Metric(text("overview.needed"), unit["needed_per_day"], "count", _told(_gained(unit), lacking(unit))),
        _projection(unit),
    )


def _projection(unit: pd.Series) -> Metric:
    """The day on which the target is met at the pace of the last week, and the range on the deadline: as the forecast has them."""
    return sentence.date_metric(unit["outlook"])


def _ended(unit: pd.Series) -> tuple[Metric, ...]:
    week = text("overview.after.week", day=formats.day(unit["day"]))
    return (
        Metric(text("overview.result"), unit["achieved"], "count", _of_target(unit)),
        Metric(text("overview.gap"), unit["gap"], "count", _told(_deadline(unit["ends_on"]), lacking(unit))),
        Metric(text("overview.after"), unit["after_deadline"], "count", text("overview.after.help")),
        Metric(text("overview.now"), unit["achieved_now"], "count", week),
    )


def lacking(unit: pd.Series) -> str:
    """What the communes that are short still lack: more than the unit's own gap where others are beyond their target.

    Nothing where none has reported.
    """
    return (
        ""
        if formats.is_missing(unit["communes_gap"])
        else text("overview.communes_gap", gap=formats.number(unit["communes_gap"]))
    )


def _deadline(day: object) -> str:
    return text("overview.deadline", deadline=formats.day(day))


def _gained(unit: pd.Series) -> str:
    days, gained = formats.number(unit["gained_days"]), unit["gained_7_days"]
    return "" if formats.is_missing(gained) else text("overview.gained", days=days, gained=formats.number(gained))


def _told(*parts: str) -> str:
    """What there is to say of some parts."""
    return "; ".join(filter(None, parts))


def _of_target(unit: pd.Series) -> str:
    if not unit["has_data"]:
        return text("overview.reached.unknown", target=formats.number(unit["target"]))
    return text("overview.reached.of", share=formats.percent(unit["of_target"]), target=formats.number(unit["target"]))
