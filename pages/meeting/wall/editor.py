"""The agenda put together: a line a slide, with its place, a step up or down and out; below, what is left out."""

import streamlit as st

from data.snapshots import Snapshot
from pages.kit.texts import text
from pages.kit.view import Heading, Sentence
from pages.meeting.wall import agenda
from pages.screen import drawing, viewer


def draw(snapshot: Snapshot) -> None:
    order = agenda.order(snapshot, viewer.scope(), viewer.address())
    drawing.parts(Heading(text("meeting.agenda")), Sentence(text("meeting.agenda.help"), "note"))
    with st.container(key="agenda", gap="xsmall", width=780):
        for at, slide in enumerate(order):
            _line(snapshot, order, at, slide)
    left_out = [slide for slide in agenda.known(snapshot, viewer.scope()) if slide not in order]
    with st.container(key="agenda-left-out", horizontal=True, vertical_alignment="center"):
        for slide in left_out:
            st.button(
                agenda.name(slide), key=f"add-{slide}", icon=":material/add:", on_click=_keep,
                args=(snapshot, [*order, slide]),
            )  # fmt: skip
    if order != agenda.known(snapshot, viewer.scope()):
        st.button(
            text("agenda.usual"), key="agenda-usual", icon=":material/restart_alt:", type="tertiary",
            on_click=_keep, args=(snapshot, agenda.known(snapshot, viewer.scope())),
        )  # fmt: skip


def _line(snapshot: Snapshot, order: list[str], at: int, slide: str) -> None:
    # A box of each place its own: what a slow browser still says of the place before moves nothing.
    state, name = f"place-{slide}-{at}", agenda.name(slide)
    st.session_state[state] = at + 1
    with st.container(key=f"agenda-{slide}", horizontal=True, vertical_alignment="center", gap="small"):
        st.selectbox(
            text("agenda.place", name=name), range(1, len(order) + 1), key=state, width=90,
            label_visibility="collapsed", on_change=_place, args=(snapshot, order, slide, state),
        )  # fmt: skip
        st.markdown(name, width="stretch")
        for step, icon, to in (("up", "arrow_upward", at - 1), ("down", "arrow_downward", at + 1)):
            st.button(
                text(f"agenda.{step}"), key=f"{step}-{slide}", icon=f":material/{icon}:", on_click=_keep,
                args=(snapshot, agenda.moved(order, slide, to)), disabled=not 0 <= to < len(order),
            )  # fmt: skip
        st.button(
            text("agenda.out"), key=f"out-{slide}", icon=":material/close:", on_click=_keep,
            args=(snapshot, [other for other in order if other != slide]), disabled=len(order) == 1,
        )  # fmt: skip


def _place(snapshot: Snapshot, order: list[str], slide: str, state: str) -> None:
    _keep(snapshot, agenda.moved(order, slide, st.session_state[state] - 1))


def _keep(snapshot: Snapshot, order: list[str]) -> None:
    viewer.choose(agenda=None if order == agenda.known(snapshot, viewer.scope()) else ",".join(order))
