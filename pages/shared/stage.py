"""The stage of a meeting: full screen, a banner that says what is frozen, keys and a clicker, and a pace of its own."""

from datetime import date
from pathlib import Path

import streamlit as st

from data import vocabulary
from data.snapshots import Snapshot
from pages.kit import formats
from pages.kit.texts import text
from pages.shared import agenda, controls, frame

_STYLE = Path(__file__).parent / "stage.css"
PACES = (0, 15, 30, 60)  # seconds a slide stays by itself; 0: until somebody moves on
NEXT, PREVIOUS = ("Right", "Space", "PageDown", "Down"), ("Left", "PageUp", "Up")


def position(slides: int) -> int | None:
    """The slide on the wall, counted from 0; None before the meeting has begun."""
    told = st.query_params.get("slide", "")
    return min(max(int(told), 1), max(slides, 1)) - 1 if told.isdigit() else None


def start(snapshot: Snapshot) -> None:
    """Freezes the snapshot and shows the first slide: what is published during the meeting changes nothing."""
    st.session_state["snapshot"] = st.query_params["snapshot"] = snapshot.id
    st.query_params["slide"] = "1"


def go(slide: int) -> None:
    """Another slide, and a map that was opened at a district is the province's again when one comes back to it."""
    st.query_params["slide"] = str(slide + 1)
    st.query_params.pop("unit", None)


def end() -> None:
    """The meeting is over: the wall shows the newest figures again."""
    st.query_params.pop("slide", None)
    frame.unfreeze()


def pace() -> None:
    """How long a slide stays when nobody presses a key."""
    st.session_state.setdefault("choice.pace", _told_pace())
    st.segmented_control(
        text("meeting.pace"), PACES, key="choice.pace", on_change=_remember_pace, required=True,
        format_func=lambda seconds: text("meeting.pace.seconds", seconds=seconds) if seconds else text("meeting.pace.none"),
    )  # fmt: skip


def _told_pace() -> int:
    told = st.query_params.get("pace", "0")
    return int(told) if told.isdigit() and int(told) in PACES else 0


def _remember_pace() -> None:
    st.query_params["pace"] = str(st.session_state["choice.pace"])


def day(snapshot: Snapshot) -> date:
    """The day of the filters carried into the meeting."""
    return controls.told_day(vocabulary.first_day(), snapshot.as_of)


def indicator() -> str:
    told = st.query_params.get("indicator", "both")
    known = vocabulary.indicators().get(told)
    return told if known and known.province_target is not None else "both"


def dressed() -> None:
    """Nothing but the slide: no menu, no tools, type for the fifth row."""
    st.html(_STYLE)


def slide() -> st.delta_generator.DeltaGenerator:
    """The room of a slide: all that the banner leaves of the wall."""
    return st.container(key="stage-slide", height="stretch")


def banner(snapshot: Snapshot, seen: date, at: int, order: list[str]) -> None:
    """What is frozen, the day looked at where it is an earlier one, where the meeting is, and the keys' buttons."""
    with st.container(key="stage-banner", horizontal=True, vertical_alignment="center"):
        st.markdown(_frozen(snapshot) + (text("meeting.day", day=formats.day(seen)) if seen < snapshot.as_of else ""))
        st.markdown(text("meeting.where", at=at + 1, of=len(order), name=agenda.name(order[at])))
        _moves(at, len(order))


def _frozen(snapshot: Snapshot) -> str:
    built = snapshot.built_at
    return text(
        "meeting.frozen", hour=f"{built:%H}", minute=f"{built:%M}", day=formats.day(built), as_of=formats.day(snapshot.as_of)
    )  # fmt: skip


def _moves(at: int, slides: int) -> None:
    ahead, back = min(at + 1, slides - 1), max(at - 1, 0)
    for name, keys, slide, icon in (
        ("previous", PREVIOUS, back, "arrow_back"),
        ("next", NEXT, ahead, "arrow_forward"),
    ):
        for index, key in enumerate(keys):
            st.button(
                text(f"meeting.{name}"), key=f"{name}-{index}", shortcut=key, on_click=go, args=(slide,),
                icon=f":material/{icon}:",
            )  # fmt: skip
    st.button(text("meeting.end"), key="end", shortcut="Esc", on_click=end, icon=":material/close:")


def paced(at: int, slides: int) -> None:
    """At the pace chosen the next slide comes by itself, and the last is followed by the first."""
    if seconds := _told_pace():
        _by_itself(seconds, (at + 1) % slides)


def _by_itself(seconds: int, following: int) -> None:
    shown = st.session_state.setdefault("stage.ticks", 0)

    @st.fragment(run_every=seconds)
    def tick() -> None:
        # A fragment also runs with its page: only its later runs move on.
        st.session_state["stage.ticks"] += 1
        if st.session_state["stage.ticks"] > shown + 1:
            st.session_state["stage.ticks"] = 0
            go(following)
            st.rerun()

    tick()
