"""A line of days: a slider, and a play button that goes through them at an even pace.

What is played is seen by who plays it alone: the day stands in the session, neither in the address nor on other pages.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import streamlit as st

from pages.kit.address import Address
from pages.kit.texts import text
from pages.kit.view import DayChoice
from pages.screen import every, viewer

PACE = 0.8  # seconds a step stays on the screen
STEPS = 40  # from the first to the last day
_RUN, _HERE = "timeline.run", "timeline.here"


@dataclass(frozen=True)
class Run:
    """A day that playing has come to: `here` is the page and the day of the address that it was begun at."""

    here: tuple[str, str]
    day: date


def at(page: str, address: Address) -> Address:
    """The address with the day that playing has come to. Another page or another day in the address ends it."""
    here = page, address.get("day", "")
    st.session_state[_HERE] = here
    run = st.session_state.get(_RUN)
    if run is not None and run.here != here:
        _end()
        run = None
    return Address({**address, "day": run.day.isoformat()}) if run else address


def newest() -> None:
    """Back to the last day, whether an earlier one was chosen or played to."""
    _end()
    viewer.choose(day=None)


def _end() -> None:
    st.session_state.pop(_RUN, None)
    st.session_state["playing"] = False


def is_playing() -> bool:
    return st.session_state.get("playing", False)


def draw(choice: DayChoice) -> None:
    """The button and the slider at the day chosen."""
    key = _key(choice)
    st.session_state[key] = choice.chosen
    button, slider = st.columns([1, 6], vertical_alignment="bottom")
    button.button(
        text("timeline.pause" if is_playing() else "timeline.play"), on_click=_pressed, args=(choice,), key="play",
        icon=":material/pause:" if is_playing() else ":material/play_arrow:", width="stretch",
    )  # fmt: skip
    slider.slider(
        choice.label, choice.first, choice.last, key=key, format="DD/MM/YYYY", on_change=_slid, args=(choice, key),
    )  # fmt: skip
    if is_playing():
        every.press(PACE, choice.chosen.isoformat(), _stepped, choice)


def _key(choice: DayChoice) -> str:
    """Each day that playing comes to has a slider of its own: what a browser still says of another moves nothing."""
    return f"choice.timeline.{choice.chosen}" if _RUN in st.session_state else "choice.timeline"


def _pressed(choice: DayChoice) -> None:
    st.session_state["playing"] = not is_playing()
    if is_playing():
        _play_to(choice.first if choice.chosen >= choice.last else choice.chosen)


def _slid(choice: DayChoice, key: str) -> None:
    """A day that is chosen by hand stands in the address. A late word of a slider still at its own day is no choice."""
    day = st.session_state[key]
    if day == choice.chosen:
        return
    _end()
    viewer.choose(**{choice.key: None if day == choice.last else day.isoformat()})


def _play_to(day: date) -> None:
    st.session_state[_RUN] = Run(st.session_state[_HERE], day)


def _stepped(choice: DayChoice) -> None:
    """On by a step; on the last day a stop is reached."""
    if not is_playing():
        return  # pressed before the pause was drawn
    following = min(choice.chosen + _step(choice), choice.last)
    _play_to(following)
    st.session_state["playing"] = following < choice.last


def _step(choice: DayChoice) -> timedelta:
    return timedelta(days=max(round((choice.last - choice.first).days / STEPS), 1))
