"""The files of the week: drop in, check, see the effect, publish, undo."""

import streamlit as st

from data.snapshots import Snapshot
from pages.kit import formats
from pages.kit.texts import text
from pages.kit.view import Notice, Sentence
from pages.method.load import build, check, effect, form, history, upload
from pages.method.load.check import Check
from pages.screen import drawing, page


def draw(_: Snapshot | None) -> None:
    """It opens without a snapshot too: the first one is published from here, a damaged one is left from here."""
    st.title(text("load.title"))
    upload.let()
    last = build.last()
    if last and last.is_running:
        build.watch()
        return
    check.tidy(last)
    if last and not st.session_state.get("checked"):
        drawing.parts(*build.outcome(last))
    _choose()
    if checked := st.session_state.get("checked"):
        _show(checked)
    st.divider()
    history.offer()


def _choose() -> None:
    """The files, and what publishing them would do."""
    drawing.parts(Sentence(text("load.steps")))
    uploads = upload.chosen()
    if st.button(text("load.check"), type="primary", disabled=not uploads, icon=":material/fact_check:"):
        st.session_state["checked"] = check.of_uploads(uploads)
        if st.session_state["checked"]:
            st.rerun()


def _show(checked: Check) -> None:
    """What the check found; forms to teach; and the button that publishes."""
    drawing.parts(*effect.of_files(checked))
    drawing.offer(effect.rejects(checked))
    drawing.parts(*effect.of_districts(checked))
    lesson = form.offer(checked)
    if lesson.learned:
        st.session_state["checked"] = check.of(checked.aside)
        st.session_state["learned"] = lesson.learned
        st.rerun()
    if not checked.is_readable:
        drawing.parts(_nothing_yet(lesson))
    if st.button(text("load.publish"), type="primary", disabled=not checked.is_readable, icon=":material/publish:"):
        if trouble := build.start(checked.aside):
            drawing.parts(Notice(trouble, "error"))
            return
        del st.session_state["checked"]
        st.rerun()


def _nothing_yet(lesson: form.Lesson) -> Notice:
    """Why nothing can be published: a form that was tried is not remembered yet, or no row is readable at all."""
    if lesson.rows:
        return Notice(text("teach.then_publish", rows=formats.number(lesson.rows)))
    return Notice(text("load.nothing_readable"), "error")


page.run("load", draw)
