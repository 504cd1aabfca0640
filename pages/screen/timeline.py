"""A line of days: a slider, and a play button that goes through them at an even pace."""

from datetime import date, timedelta

import streamlit as st

from pages.kit.texts import text
from pages.kit.view import DayChoice
from pages.screen import viewer

PACE = 0.8  # seconds a step stays on the screen
STEPS = 40  # from the first to the last day


def is_playing() -> bool:
    return st.session_state.get("playing", False)


def draw(choice: DayChoice) -> None:
    """The button and the slider at the day chosen."""
    st.session_state["choice.timeline"] = choice.chosen
    button, slider = st.columns([1, 6], vertical_alignment="bottom")
    button.button(
        text("timeline.pause" if is_playing() else "timeline.play"), on_click=_pressed, args=(choice,), key="play",
        icon=":material/pause:" if is_playing() else ":material/play_arrow:", width="stretch",
    )  # fmt: skip
    slider.slider(
        choice.label, choice.first, choice.last, key="choice.timeline", format="DD/MM/YYYY", on_change=_slid, args=(choice,),
    )  # fmt: skip
    if is_playing():
        _ticking(choice)


def _pressed(choice: DayChoice) -> None:
    st.session_state["playing"] = not is_playing()
    if is_playing() and choice.chosen >= choice.last:
        _go_to(choice, choice.first)


def _slid(choice: DayChoice) -> None:
    _go_to(choice, st.session_state["choice.timeline"])


def _go_to(choice: DayChoice, day: date) -> None:
    viewer.choose(choice.key, None if day == choice.last else day.isoformat())


@st.fragment(run_every=PACE)
def _ticking(choice: DayChoice) -> None:
    """Moves on by a step each time it is run after the page; a stop is reached on the last day."""
    if st.session_state.get("played") != choice.chosen:
        st.session_state["played"] = choice.chosen  # drawn with its page: the next run is a step
        return
    following = min(choice.chosen + _step(choice), choice.last)
    _go_to(choice, following)
    st.session_state["playing"] = following < choice.last
    st.rerun()


def _step(choice: DayChoice) -> timedelta:
    return timedelta(days=max(round((choice.last - choice.first).days / STEPS), 1))
