"""The pack of the meeting by one button: slides, report, sheets, PDF, cards and an offline copy of one snapshot."""

import streamlit as st

from data import vocabulary
from data.snapshots import Snapshot
from pages.kit import choices
from pages.kit.texts import text
from pages.kit.view import Sentence
from pages.meeting.pack import download
from pages.screen import drawing, page, viewer


def draw(snapshot: Snapshot) -> None:
    address = viewer.address()
    indicator, day = choices.indicator(address), choices.day(address, vocabulary.first_day(), snapshot.as_of)
    st.title(text("documents.title"))
    drawing.parts(Sentence(text("documents.help")))
    drawing.ask((indicator, day))
    drawing.parts(Sentence(text("documents.of", day=day.words), "note"))
    if st.button(text("documents.make"), type="primary", icon=":material/inventory_2:"):
        download.make(snapshot, viewer.scope(), indicator.chosen, day.chosen)
    if made := download.made(snapshot, indicator.chosen, day.chosen):
        download.offer(made, f"tai-lieu-hop-{day.told}.zip")


page.run("documents", draw, ("day",))
