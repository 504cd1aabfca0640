"""A conclusion written down beside a figure of the snapshot, and what became of one."""

from datetime import date

import streamlit as st

from data import conclusions, tracing, vocabulary
from data.conclusions import Conclusion
from data.snapshots import Scope, Snapshot
from pages.kit import formats, lineage, measures, names
from pages.kit.lineage import FigureKey
from pages.kit.texts import text
from pages.kit.view import Notice, Sentence
from pages.screen import access, drawing


def draw(snapshot: Snapshot, scope: Scope, indicator: str, day: date) -> None:
    """The empty form; its figure is one of the household measures on the day."""
    if not access.may("conclude"):
        drawing.parts(Sentence(text("conclusions.elsewhere"), "note"))
        return
    with st.form("conclusion", clear_on_submit=True):
        words = st.text_area(text("conclusions.words"), max_chars=600, height=90)
        first, second, third, fourth = st.columns([3, 2, 2, 2])
        owner = first.text_input(text("conclusions.owner"), max_chars=120, placeholder=text("conclusions.owner.help"))
        due = second.date_input(text("conclusions.due"), value=None, format="DD/MM/YYYY")
        unit = third.selectbox(text("choice.unit"), _units(), format_func=names.unit)
        measure = fourth.selectbox(
            text("conclusions.figure"), lineage.MEASURES, format_func=lambda name: text(f"measure.{name}")
        )
        if st.form_submit_button(text("conclusions.record"), type="primary", icon=":material/gavel:"):
            _record(snapshot, scope, FigureKey(unit, indicator, measure, day), words, owner, due)


def _units() -> list[str]:
    """The province, its phases, its districts."""
    return [vocabulary.PROVINCE, *(phase.unit_code for phase in vocabulary.phases().values()), *names.districts()]


def _record(snapshot: Snapshot, scope: Scope, figure: FigureKey, words: str, owner: str, due: date | None) -> None:
    stated = tracing.told(snapshot, scope, figure.unit, figure.subject, figure.day)
    value = formats.write(measures.value(figure, stated.row), measures.kind(figure)) if stated else ""
    try:
        conclusions.record(words, owner, due, lineage.code(snapshot.id, figure), value)
    except conclusions.Incomplete as missing:
        field = text(f"conclusions.{missing}")
        drawing.parts(Notice(text("conclusions.incomplete", field=field), "error"))
    else:
        drawing.parts(Notice(text("conclusions.recorded_now"), "good"))


def follow(one: Conclusion) -> None:
    """What became of a conclusion."""
    if not access.may("conclude"):
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
