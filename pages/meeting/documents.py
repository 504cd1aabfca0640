"""The pack of the meeting by one button: slides, report, sheets, PDF, cards and an offline copy of one snapshot."""

import streamlit as st

from data import snapshots, vocabulary
from pages.documents import offering, pack
from pages.shared import controls, formats, frame
from pages.shared.texts import text

snapshot, scope = frame.snapshot(), snapshots.EVERYTHING
st.title(text("documents.title"))
st.markdown(text("documents.help"))
left, right, _ = st.columns([2, 1, 2])
with left:
    indicator = controls.indicator()
with right:
    day = controls.day(vocabulary.first_day(), snapshot.as_of)
st.caption(text("documents.of", snapshot=snapshot.id, day=formats.day(day)))
if st.button(text("documents.make"), type="primary", icon=":material/inventory_2:"):
    offering.make(snapshot, scope, indicator, day)
made = offering.made(snapshot, indicator, day)
if made:
    st.download_button(
        text("documents.all"), pack.zipped(made), file_name=f"tai-lieu-{snapshot.id}-{day:%Y%m%d}.zip", mime="application/zip",
        type="primary", icon=":material/folder_zip:", on_click="ignore",
    )  # fmt: skip
    offering.offer(made)
