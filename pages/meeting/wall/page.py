"""The meeting on the wall: an agenda of live slides on one frozen snapshot, moved by keys, a clicker or by itself."""

import streamlit as st

from data import vocabulary
from data.snapshots import Snapshot
from pages.kit import choices
from pages.kit.texts import language, text
from pages.kit.view import Heading, Sentence
from pages.meeting.conclusions import book, form, listing
from pages.meeting.wall import agenda, aside, editor, slides, stage
from pages.screen import drawing, page, viewer


def draw(snapshot: Snapshot) -> None:
    order = agenda.order(snapshot, viewer.scope(), viewer.address())
    at = agenda.position(viewer.address(), len(order))
    if at is None:
        _before(snapshot)
    elif stage.holds(snapshot):
        _on_the_wall(snapshot, order, at)


def _before(snapshot: Snapshot) -> None:
    """What the last meeting concluded, what this one is about, and its agenda."""
    address = viewer.address()
    st.title(text("meeting.title"))
    drawing.parts(Sentence(text("meeting.help")))
    known, told = book.opened(snapshot, viewer.scope())
    drawing.parts(*told)
    if known:
        drawing.parts(Heading(text("slide.conclusions.title")), listing.table(known, snapshot, viewer.scope()))
    drawing.ask((choices.indicator(address), choices.day(address, vocabulary.first_day(), snapshot.as_of)))
    stage.pace()
    stage.begin(snapshot)
    editor.draw(snapshot)


def _on_the_wall(snapshot: Snapshot, order: list[str], at: int) -> None:
    stage.dressed()
    stage.banner(snapshot, at, order)
    stage.overview(order, at)
    with stage.slide():
        if aside.is_ledger(order[at]):
            _conclusions(snapshot)
        else:
            _slide(snapshot)
    stage.paced(at, len(order))


def _slide(snapshot: Snapshot) -> None:
    address = viewer.address().of(slides.CHOICES)
    drawing.draw(*drawing.made(slides.slide, snapshot, viewer.scope(), address, language(), viewer.theme()))


def _conclusions(snapshot: Snapshot) -> None:
    """The ledger is written while the meeting goes on: it is of no snapshot, and read anew each time."""
    address = viewer.address()
    known, told = book.opened(snapshot, viewer.scope())
    day = choices.day(address, vocabulary.first_day(), snapshot.as_of).chosen
    st.title(text("slide.conclusions.title"))
    drawing.parts(*told)
    if known is None:
        return
    form.told()
    drawing.parts(*slides.conclusions(known, snapshot, viewer.scope()))
    with st.expander(text("conclusions.new"), expanded=not known):
        form.draw(snapshot, viewer.scope(), choices.indicator(address).chosen, day)


page.run("meeting", draw)
