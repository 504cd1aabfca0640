"""A conclusion written down beside a figure of the snapshot, and what became of one."""

from datetime import date
from functools import partial

import streamlit as st

from data import conclusions, figures, ledger, tracing
from data.access import CONCLUDE
from data.conclusions import Conclusion
from data.snapshots import Scope, Snapshot
from pages.kit import area, formats, lineage, measures
from pages.kit.lineage import FigureKey
from pages.kit.texts import text
from pages.kit.view import Notice, Sentence
from pages.meeting.conclusions import book
from pages.screen import access, drawing, unit_box, viewer

UNIT = "conclusion.unit"  # of the session: which unit the next conclusion is about
_NUMBER, _TOLD = "conclusion.number", "conclusion.told"


def draw(snapshot: Snapshot, scope: Scope, indicator: str, day: date) -> None:
    """The empty form; its figure is one of the household measures on the day."""
    if not access.may(CONCLUDE):
        drawing.parts(Sentence(text("conclusions.elsewhere"), "note"))
        return
    unit = _unit()
    number = st.session_state.setdefault(_NUMBER, 0)  # each conclusion is written on a form of its own
    with st.form(f"conclusion-{number}"):
        words = st.text_area(text("conclusions.words"), max_chars=600, height=90, key=f"conclusion-words-{number}")
        first, second, third = st.columns([5, 4, 4])
        owner = first.text_input(
            text("conclusions.owner"), max_chars=120, placeholder=text("conclusions.owner.help"), key=f"conclusion-owner-{number}",
        )  # fmt: skip
        due = second.date_input(
            text("conclusions.due"), value=None, format="DD/MM/YYYY", key=f"conclusion-due-{number}"
        )
        measure = third.selectbox(
            text("conclusions.figure"), lineage.MEASURES, format_func=lambda name: text(figures.measure(indicator, name).words),
            key=f"conclusion-measure-{number}",
        )  # fmt: skip
        if st.form_submit_button(text("conclusions.record"), type="primary", icon=":material/gavel:"):
            _record(snapshot, scope, FigureKey(unit, indicator, measure, day), words, owner, due)


def told() -> None:
    """Above the list, once: that a conclusion was recorded and stands in it."""
    if st.session_state.pop(_TOLD, False):
        drawing.parts(Notice(text("conclusions.recorded_now"), "good"))


def _unit() -> str:
    """The unit of the conclusion: the one that was carried here until another is chosen; a phase, too."""
    carried = area.asked(viewer.address())
    begun = area.nearest(carried, area.LEVELS).code
    chosen = st.session_state.get(UNIT, begun)
    unit_box.ask(
        "conclusion.unit.box",
        text("choice.unit"),
        chosen,
        (*area.LEVELS, unit_box.PHASE),
        partial(st.session_state.__setitem__, UNIT),
    )
    return chosen


def _record(snapshot: Snapshot, scope: Scope, figure: FigureKey, words: str, owner: str, due: date | None) -> None:
    stated = tracing.told(snapshot, scope, figure.unit, figure.subject, figure.day)
    value = formats.write(measures.value(figure, stated.row), measures.kind(figure)) if stated else ""
    try:
        conclusions.record(words, owner, due, lineage.code(snapshot.id, figure), value, by=access.person())
    except conclusions.Incomplete as missing:
        fields = ", ".join(f"“{text(f'conclusions.{name}')}”" for name in missing.args)
        drawing.parts(Notice(text("conclusions.incomplete", fields=fields), "error"))
    except ledger.Unwritten as why:
        drawing.parts(book.unwritten(why))
    else:
        st.session_state[_NUMBER] += 1
        st.session_state[_TOLD] = True
        st.rerun()


def follow(one: Conclusion) -> None:
    """What became of a conclusion."""
    if not access.may(CONCLUDE):
        return
    with st.form(f"follow-{one.conclusion}", border=False):
        state = st.segmented_control(
            text("conclusions.state"), conclusions.STATES, default=one.state, format_func=lambda code: text(f"conclusions.{code}"),
            required=True, key=f"state-{one.conclusion}",
        )  # fmt: skip
        note = st.text_input(text("conclusions.note"), max_chars=300, key=f"note-{one.conclusion}")
        if st.form_submit_button(text("conclusions.follow")):
            _follow(one, state, note)


def _follow(one: Conclusion, state: str, note: str) -> None:
    try:
        conclusions.follow(one, state, note, by=access.person())
    except ledger.Unwritten as why:
        drawing.parts(book.unwritten(why))
    else:
        st.rerun()
