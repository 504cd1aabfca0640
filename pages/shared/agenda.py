"""The agenda of a meeting: which slides, in which order; the codes stand in the address."""

import streamlit as st

from data import vocabulary
from data.metrics import Snapshot
from pages.shared import formats
from pages.shared.texts import text

SLIDES = ("province", "map", "ranking", "outlook", "phases", "lead", "products", "findings", "conclusions")
DISTRICT = "district-"


def known(snapshot: Snapshot) -> list[str]:
    """All slides in their usual order: each district of the running phase has one, before the conclusions."""
    phase = vocabulary.running_phase(snapshot.as_of).number
    districts = [
        f"{DISTRICT}{unit.code}"
        for unit in vocabulary.units().values()
        if unit.level == "district" and unit.phase == phase
    ]
    return [*SLIDES[:-1], *districts, SLIDES[-1]]


def chosen(snapshot: Snapshot) -> list[str]:
    """The agenda of the address; all slides where it names none."""
    told = st.query_params.get("agenda", "").split(",")
    slides = known(snapshot)
    return [slide for slide in told if slide in slides] or slides


def name(slide: str) -> str:
    if slide.startswith(DISTRICT):
        unit = vocabulary.unit(slide.removeprefix(DISTRICT))
        return formats.unit(unit.type, unit.name)
    return text(f"slide.{slide}")


def edit(snapshot: Snapshot) -> None:
    """Which slides: taken out by a press, put in again at the end."""
    state = "choice.agenda"
    if state not in st.session_state:
        st.session_state[state] = chosen(snapshot)
    st.multiselect(
        text("meeting.agenda"), known(snapshot), format_func=name, key=state, on_change=_remember, args=(snapshot,)
    )
    st.caption(text("meeting.agenda.help"))


def _remember(snapshot: Snapshot) -> None:
    order = st.session_state["choice.agenda"]
    if order == known(snapshot):
        st.query_params.pop("agenda", None)
    else:
        st.query_params["agenda"] = ",".join(order)
