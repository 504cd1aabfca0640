"""What was concluded, who does it by when, and has the number moved?"""

import streamlit as st

from data import conclusions, snapshots
from pages.documents import notice
from pages.shared import concluding, controls, formats, frame, tables
from pages.shared.texts import language, text

snapshot, scope = frame.snapshot(), snapshots.EVERYTHING
st.title(text("conclusions.title"))
left, _ = st.columns([2, 3])
with left:
    indicator = controls.indicator()
known = conclusions.latest()
if known:
    overdue = [one for one in known if one.is_overdue(snapshot.as_of)]
    if overdue:
        st.warning(text("conclusions.overdue_count", count=formats.number(len(overdue))), icon=":material/schedule:")
    tables.read(concluding.listed(known, snapshot, scope), concluding.LISTED)
    spoken = language()
    st.download_button(
        text("conclusions.notice"), lambda: notice.docx(snapshot, scope, known, spoken),
        file_name=f"thong-bao-ket-luan-{snapshot.id}.docx", icon=":material/description:", on_click="ignore",
        mime="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    )  # fmt: skip
    st.subheader(text("conclusions.history"))
    for one in known:
        with st.expander(f"{one.words[:90]} · {one.owner}"):
            tables.read(concluding.history(one.conclusion), concluding.HISTORY, one.conclusion)
            concluding.follow(one)
else:
    st.info(text("conclusions.none"))
st.subheader(text("conclusions.new"))
concluding.form(snapshot, scope, indicator, snapshot.as_of)
