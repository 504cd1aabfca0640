"""The meeting on the wall: an agenda of live slides on one frozen snapshot, moved by keys, a clicker or by itself."""

import streamlit as st

from data import conclusions, snapshots, vocabulary
from pages.kit.texts import text
from pages.meeting.conclusions import listing
from pages.screen import drawing
from pages.shared import agenda, controls, frame, slides, stage

snapshot, scope = frame.snapshot(), snapshots.EVERYTHING
order = agenda.chosen(snapshot)
position = stage.position(len(order))
if position is None:
    st.title(text("meeting.title"))
    st.markdown(text("meeting.help"))
    if known := conclusions.latest():
        st.subheader(text("slide.conclusions.title"))
        drawing.parts(listing.table(known, snapshot, scope))
    left, right, _ = st.columns([2, 2, 2])
    with left:
        controls.indicator()
    with right:
        controls.day(vocabulary.first_day(), snapshot.as_of)
    stage.pace()
    st.button(
        text("meeting.start"), type="primary", icon=":material/slideshow:", on_click=stage.start, args=(snapshot,),
    )  # fmt: skip
    agenda.edit(snapshot)
    st.stop()

stage.dressed()
view = slides.View(snapshot, scope, stage.day(snapshot), stage.indicator())
stage.banner(snapshot, view.day, position, order)
with stage.slide():
    slides.draw(order[position], view)
stage.paced(position, len(order))
