"""The days of a map: a slider, and a play button that goes through them at an even pace."""

from collections.abc import Callable
from datetime import date, timedelta

import streamlit as st

from pages.shared import controls, formats, place, showing
from pages.shared.texts import text

PACE = 0.8  # seconds a step stays on the screen
STEPS = 40  # from the first to the last day


def _step(first: date, last: date) -> timedelta:
    return timedelta(days=max(round((last - first).days / STEPS), 1))


def _start(first: date, last: date) -> None:
    st.session_state["playing"] = not st.session_state.get("playing", False)
    if st.session_state["playing"] and controls.told_day(first, last) >= last:
        st.query_params["day"] = first.isoformat()


def _remember(last: date) -> None:
    chosen = st.session_state["choice.timeline"]
    if chosen == last:
        st.query_params.pop("day", None)
    else:
        st.query_params["day"] = chosen.isoformat()


def play(first: date, last: date, draw: Callable[[date], None]) -> None:
    """The slider with what `draw` shows of the day it stands at. Only this part is drawn anew when the day changes.

    On the programme's first day there is nothing to slide through.
    """
    if first >= last:
        showing.chose("day", text("choice.day"), formats.day(last), last)
        draw(last)
        return
    playing = st.session_state.get("playing", False)

    @st.fragment(run_every=PACE if playing else None)
    def moving() -> None:
        day = controls.told_day(first, last)
        if playing and st.session_state.get("played") == day:
            day = min(day + _step(first, last), last)
            st.query_params["day"] = day.isoformat()
        st.session_state["played"] = st.session_state["choice.timeline"] = day
        button, slider = st.columns([1, 9], vertical_alignment="bottom")
        button.button(
            text("timeline.pause" if playing else "timeline.play"), on_click=_start, args=(first, last), key="play",
            icon=":material/pause:" if playing else ":material/play_arrow:", width="stretch",
        )  # fmt: skip
        slider.slider(
            text("choice.day"), first, last, key="choice.timeline", format="DD/MM/YYYY", on_change=_remember, args=(last,),
        )  # fmt: skip
        showing.chose("day", text("choice.day"), formats.day(day), day)
        draw(day)
        is_over = playing and day >= last
        if is_over:
            st.session_state["playing"] = False
            st.query_params.pop("day", None)
        if is_over or st.session_state.pop(place.MOVED, False) or playing != st.session_state.get("playing", False):
            st.rerun()

    moving()
