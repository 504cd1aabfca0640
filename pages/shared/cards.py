"""Headline figures of a phase on a card."""

from collections.abc import Callable, Mapping

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data import vocabulary
from data.snapshots import Snapshot
from pages.charts import progress
from pages.charts.layout import Chart
from pages.kit import formats
from pages.kit.lineage import FigureKey
from pages.kit.texts import label, text
from pages.shared import frame, showing, telling


def _local(unit: pd.Series) -> tuple[float, float] | None:
    """The local target's two ends, where the unit as a whole has one."""
    if pd.isna(unit["local_target_share"]):
        return None
    high = unit["local_target_share_max"]
    return unit["local_target_share"], unit["local_target_share"] if pd.isna(high) else high


def still(figure: Chart, key: str, alt: str) -> None:
    """A bar to look at, as a page shows it."""
    showing.chart(figure, key, alt, staticPlot=True)


def phase(
    snapshot: Snapshot, unit: pd.Series, judged: pd.Series, after_deadline: int | None,
    drawn: Callable[[Chart, str, str], None] = still,
) -> None:  # fmt: skip
    """One phase: where it stands against its target, on one bar and in four figures.

    `unit` is its row on the day looked at, `judged` the one it is judged by (that of the deadline once it is past).
    `drawn` puts the bar on the screen, given its key and its words.
    """
    known = vocabulary.phases()[int(unit["phase"])]
    with st.container(border=True, key=f"card-phase-{known.number}"):
        showing.headed(
            text(
                "overview.phase", phase=known.number, start=formats.day(known.starts_on), end=formats.day(known.ends_on)
            )
        )
        showing.noted(_time(unit, known))
        share = formats.percent(judged["coverage"])
        target, expected = formats.percent(judged["target_share"], 0), formats.percent(judged["expected_share"])
        beside = (
            "overview.coverage" if judged["expected_share"] >= judged["target_share"] else "overview.coverage.running"
        )
        st.markdown(f"## {share} :small[{text(beside, target=target, expected=expected)}]")
        status = text("map.not_started" if unit["day_number"] < 1 else f"status.{judged['status']}")
        st.badge(status, color=_BADGES[judged["status"]])
        showing.counted(text("measure.coverage"), judged["coverage"], formats.percent, status)
        bar(judged, f"bullet.{known.number}", label(known.label), drawn)
        if unit["day_number"] < 1:
            _waiting(unit, known)
        elif after_deadline is None:
            _running(unit)
        else:
            _ended(unit, judged, after_deadline)
        frame.passport(snapshot, FigureKey(unit["unit_code"], unit["indicator"], "coverage", judged["day"].date()))


def bar(unit: pd.Series, key: str, name: str, drawn: Callable[[Chart, str, str], None] = still) -> None:
    """Both ladders on one bar: what the province assigned and what the unit set itself, expected today, reached."""
    marks = {mark: text(f"mark.{mark}") for mark in ("actual", "expected", "target", "local")}
    figure = progress.bullet(
        unit["coverage"], unit["expected_share"], unit["target_share"], _local(unit), unit["status"], marks,
        frame.palette(), formats.separators(),
    )  # fmt: skip
    told = {share: formats.percent(unit[f"{share}_share"]) for share in ("expected", "target")}
    drawn(figure, key, text("overview.bullet.alt", name=name, share=formats.percent(unit["coverage"]), **told))


_BADGES = {"reached": "green", "ahead": "blue", "slow": "orange", "behind": "red", "no_data": "gray"}


def _time(unit: pd.Series, known: vocabulary.Phase) -> str:
    if unit["day_number"] < 1:
        return text("overview.before")
    if unit["day_number"] > known.days:
        return text("overview.ended", days=formats.number(unit["day_number"] - known.days))
    return text("overview.running", day=formats.number(unit["day_number"]), days=formats.number(known.days))


def _waiting(unit: pd.Series, known: vocabulary.Phase) -> None:
    """A phase that has not begun: what will be asked of it, and from when on."""
    target, begins = st.columns(2)
    share = text("overview.coverage", target=formats.percent(unit["target_share"], 0))
    _figure(target, "column.target", unit["target"], share)
    deadline = text("overview.deadline", deadline=formats.day(known.ends_on))
    _figure(begins, "overview.begins", known.starts_on, deadline, formats.day)


def _running(unit: pd.Series) -> None:
    reached, left, needed, projected = (column for row in (st.columns(2), st.columns(2)) for column in row)
    deadline = text("overview.deadline", deadline=formats.day(unit["ends_on"]))
    gained = text("overview.gained", gained=formats.number(unit["gained_7_days"]))
    _figure(reached, "overview.reached", unit["achieved"], _of_target(unit))
    _figure(left, "overview.days_left", unit["days_left"], deadline, _days)
    _figure(needed, "overview.needed", unit["needed_per_day"], gained)
    day, note, colour = _projection(unit)
    projected.metric(text("overview.projected"), day, note, colour, delta_arrow="off")
    showing.counted(text("overview.projected"), day, str, note)


def _figure(
    place: DeltaGenerator, key: str, value: object, note: str, write: Callable[[object], str] = formats.number
) -> None:
    showing.metric(place, text(key), value, write, note, border=False)


def _days(count: float) -> str:
    return text("overview.days", days=formats.number(count))


def _of_target(unit: pd.Series) -> str:
    return text(
        "overview.reached.of", attainment=formats.percent(unit["attainment"]), target=formats.number(unit["target"])
    )


def _projection(unit: pd.Series) -> tuple:
    """Value, note, colour and arrow of the projected day."""
    if unit["gap"] == 0:
        return text("overview.done"), text("overview.deadline", deadline=formats.day(unit["ends_on"])), "off"
    if pd.isna(unit["projected_on"]):
        return "—", text("overview.never"), "off"
    is_late = unit["projected_on"] > unit["ends_on"]
    note = text("overview.late" if is_late else "overview.intime", deadline=formats.day(unit["ends_on"]))
    return formats.day(unit["projected_on"]), note, "inverse" if is_late else "normal"


def _ended(unit: pd.Series, judged: pd.Series, after_deadline: int) -> None:
    reached, gap, after, gained = (column for row in (st.columns(2), st.columns(2)) for column in row)
    deadline = text("overview.deadline", deadline=formats.day(judged["ends_on"]))
    _figure(reached, "overview.result", judged["achieved"], _of_target(judged))
    _figure(gap, "overview.gap", judged["gap"], deadline)
    _figure(after, "overview.after", after_deadline, text("overview.after.help"))
    _figure(gained, "column.gained", unit["gained_7_days"], text("overview.after.week", day=formats.day(unit["day"])))


def traced(
    place: DeltaGenerator, snapshot: Snapshot, figure: FigureKey, row: Mapping, words: str, note: str = ""
) -> None:
    """A headline figure, and below it the way to its passport."""
    showing.metric(place, words, telling.number(row, figure), telling.writer(figure), note)
    with place:
        frame.passport(snapshot, figure)
