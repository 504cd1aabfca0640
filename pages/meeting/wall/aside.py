"""The ways aside of a meeting: a unit that is not on the agenda, and a conclusion about what is shown. The slide is kept."""

import streamlit as st

from data import vocabulary
from data.access import CONCLUDE
from data.snapshots import Snapshot
from pages.kit import choices
from pages.kit.texts import text
from pages.meeting.conclusions import form
from pages.meeting.wall import agenda
from pages.screen import access, unit_box, viewer

_CONCERNED = "stage.concerned"
LEVELS = ("district", "commune")


def look(code: str) -> None:
    """A unit beside the agenda; the meeting stays at its slide, or where it was left."""
    if agenda.is_on(viewer.address()):
        viewer.choose(**{agenda.BESIDE: code})


def shown(slide: str) -> str:
    """The unit that is looked at: beside the agenda, of the slide, else the province."""
    own = slide.removeprefix(agenda.DISTRICT) if slide.startswith(agenda.DISTRICT) else vocabulary.PROVINCE
    return agenda.beside(viewer.address()) or own


def is_ledger(slide: str) -> bool:
    """Whether the ledger of conclusions is on the wall, which has the form itself."""
    return slide == agenda.CONCLUSIONS and not agenda.beside(viewer.address())


def ways(snapshot: Snapshot, slide: str) -> None:
    """The box that finds a unit, closed by a choice; and the form of a conclusion."""
    with st.popover(text("meeting.find"), icon=":material/search:", key=f"find-{shown(slide)}"):
        unit_box.ask("meeting.unit", text("choice.unit"), shown(slide), LEVELS, look)
    if access.may(CONCLUDE) and not is_ledger(slide):
        with st.popover(text("conclusions.new"), icon=":material/gavel:"):
            _conclude(snapshot, slide)


def _conclude(snapshot: Snapshot, slide: str) -> None:
    """A conclusion is about the unit of its slide until another is chosen."""
    address = viewer.address()
    here = address.get("slide"), shown(slide)
    if st.session_state.get(_CONCERNED) != here:
        st.session_state[_CONCERNED], st.session_state[form.UNIT] = here, here[1]
    day = choices.day(address, vocabulary.first_day(), snapshot.as_of).chosen
    form.told()
    form.draw(snapshot, viewer.scope(), choices.indicator(address).chosen, day)
