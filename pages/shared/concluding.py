"""Conclusions of a meeting: written down beside a figure, and whether the figure has moved since."""

from datetime import date

import pandas as pd
import streamlit as st

from data import conclusions, snapshots, tracing, vocabulary
from data.conclusions import Conclusion
from data.snapshots import Scope, Snapshot
from pages.shared import access, formats, passport, tables, telling
from pages.shared.passport import Figure
from pages.shared.texts import text

LISTED = {
    "words": ("conclusions.words", None),
    "owner": ("conclusions.owner", None),
    "due": ("conclusions.due", tables.DAY),
    "state_label": ("conclusions.state", None),
    "figure_name": ("conclusions.figure", None),
    "told": ("conclusions.then", None),
    "now": ("conclusions.now", None),
    "moved": ("conclusions.moved", None),
}
HISTORY = {
    "recorded": ("conclusions.recorded", None),
    "state_label": ("conclusions.state", None),
    "note": ("conclusions.note", None),
}
ON_THE_WALL = 4  # conclusions a slide has room for beside the form
_SHARES = ("coverage", "attainment")
PLACES = (vocabulary.PROVINCE, "phase-1", "phase-2")


def value_now(code: str, snapshot: Snapshot, scope: Scope) -> str:
    """What a concluded figure says today: the same unit, indicator and measure on the snapshot's last day."""
    read = passport.read(code)
    if read is None:
        return "—"
    figure = read[1]
    told = tracing.told(snapshot, scope, figure.unit, figure.indicator, snapshot.as_of)
    return telling.value(told.row, figure) if told else "—"


def moved(code: str, snapshot: Snapshot, scope: Scope) -> str:
    """How far a concluded figure has come since: from the snapshot it was concluded on, where that is still kept."""
    read = passport.read(code)
    if read is None:
        return "—"
    concluded, figure = snapshots.kept(snapshot, read[0]) or snapshot, read[1]
    then = tracing.told(concluded, scope, figure.unit, figure.indicator, figure.day)
    now = tracing.told(snapshot, scope, figure.unit, figure.indicator, snapshot.as_of)
    if then is None or now is None:
        return "—"
    return _told_move(now.row[figure.measure] - then.row[figure.measure], figure)


def _told_move(by: float, figure: Figure) -> str:
    if pd.isna(by):
        return "—"
    share = figure.measure in _SHARES
    size = formats.number(abs(by) * 100, 1) if share else formats.number(abs(by))
    if size == formats.number(0, 1 if share else 0):
        return text("conclusions.same")
    return text("conclusions.points" if share else "conclusions.by", arrow="▲" if by > 0 else "▼", size=size)


def listed(known: list[Conclusion], snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Conclusions in words: overdue ones say so, figures stand then and now."""
    rows = []
    for one in known:
        state = "overdue" if one.is_overdue(snapshot.as_of) else one.state
        read = passport.read(one.figure)
        rows.append({
            "words": one.words, "owner": one.owner, "due": one.due, "state_label": text(f"conclusions.{state}"),
            "figure_name": f"{telling.measure(read[1])}, {telling.unit_name(read[1].unit)}" if read else "—",
            "told": one.told or "—", "now": value_now(one.figure, snapshot, scope),
            "moved": moved(one.figure, snapshot, scope),
        })  # fmt: skip
    return pd.DataFrame(rows, columns=list(LISTED))


def history(code: str) -> pd.DataFrame:
    return pd.DataFrame([
        {"recorded": formats.moment(one.recorded_at), "state_label": text(f"conclusions.{one.state}"), "note": one.note or "—"}
        for one in conclusions.history(code)
    ])  # fmt: skip


def form(snapshot: Snapshot, scope: Scope, indicator: str, day: date) -> None:
    """A conclusion written down beside a figure of the snapshot; only on a server of this machine alone until there is sign-in."""
    if not access.is_for_this_machine():
        st.caption(text("conclusions.elsewhere"))
        return
    districts = [unit.code for unit in tables.districts()]
    with st.form("conclusion", clear_on_submit=True):
        words = st.text_area(text("conclusions.words"), max_chars=600, height=90)
        first, second, third, fourth = st.columns([3, 2, 2, 2])
        owner = first.text_input(text("conclusions.owner"), max_chars=120, placeholder=text("conclusions.owner.help"))
        due = second.date_input(text("conclusions.due"), value=None, format="DD/MM/YYYY")
        unit = third.selectbox(text("choice.unit"), [*PLACES, *districts], format_func=telling.unit_name)
        measure = fourth.selectbox(
            text("conclusions.figure"), passport.MEASURES, format_func=lambda name: text(f"measure.{name}")
        )
        if st.form_submit_button(text("conclusions.record"), type="primary", icon=":material/gavel:"):
            _record(snapshot, scope, Figure(unit, indicator, measure, day), words, owner, due)


def _record(snapshot: Snapshot, scope: Scope, figure: Figure, words: str, owner: str, due: date | None) -> None:
    told = tracing.told(snapshot, scope, figure.unit, figure.indicator, figure.day)
    try:
        conclusions.record(
            words, owner, due, passport.code(snapshot.id, figure), telling.value(told.row, figure) if told else ""
        )
    except conclusions.Incomplete as missing:
        st.error(text("conclusions.incomplete", field=text(f"conclusions.{missing}")))
    else:
        st.success(text("conclusions.recorded_now"))


def follow(one: Conclusion) -> None:
    """What became of a conclusion; only on a server of this machine alone until there is sign-in."""
    if not access.is_for_this_machine():
        return
    with st.form(f"follow-{one.conclusion}", border=False):
        state = st.segmented_control(
            text("conclusions.state"), conclusions.STATES, default=one.state, format_func=lambda code: text(f"conclusions.{code}"),
            required=True, key=f"state-{one.conclusion}",
        )  # fmt: skip
        note = st.text_input(text("conclusions.note"), max_chars=300, key=f"note-{one.conclusion}")
        if st.form_submit_button(text("conclusions.follow")):
            conclusions.follow(one, state, note)
            st.rerun()
