"""Back to the snapshot before, and forth again: named, asked, done."""

import streamlit as st

from data import snapshots
from pages.kit import foreign, formats
from pages.kit.texts import text
from pages.kit.view import Notice, Sentence
from pages.method.load import commands
from pages.screen import drawing, visits

_ICONS = {"undo": ":material/undo:", "redo": ":material/redo:"}


def offer() -> None:
    """A button each way there is, and the question that a press on it asks."""
    if done := st.session_state.pop("stepped", None):
        drawing.parts(Notice(done[1], "good" if done[0] else "error"))
    ways = {"undo": snapshots.before(), "redo": snapshots.after()}
    for way, snapshot in ways.items():
        if snapshot:
            st.button(
                text(f"load.{way}", snapshot=_named(snapshot)), icon=_ICONS[way], key=way,
                on_click=st.session_state.__setitem__, args=("asked", way),
            )  # fmt: skip
    asked = st.session_state.get("asked")
    if asked and ways[asked]:
        _ask(asked, ways[asked])


def _named(snapshot: snapshots.Snapshot) -> str:
    return text(
        "load.snapshot", as_of=formats.day(snapshot.as_of), built_at=formats.moment(snapshot.built_at)
    )  # fmt: skip


def _ask(way: str, snapshot: snapshots.Snapshot) -> None:
    with st.container(border=True, key="step-asked"):
        drawing.parts(Sentence(text(f"load.{way}.ask", snapshot=_named(snapshot))))
        with st.container(horizontal=True):
            agreed = st.button(text(f"load.{way}.yes"), type="primary", key="step-yes")
            st.button(text("load.no"), key="step-no", on_click=st.session_state.pop, args=("asked", None))
    if agreed:
        st.session_state.pop("asked", None)
        done, words = commands.watched(text("load.stepping"), way, "--to", snapshot.id)
        visits.did(text(f"load.{way}.yes"))
        st.session_state["stepped"] = (
            done,
            text(f"load.{way}.done", snapshot=_named(snapshot)) if done else foreign.literal(words),
        )
        st.rerun()
