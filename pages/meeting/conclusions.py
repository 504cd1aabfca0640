"""What was concluded, who does it by when, and has the number moved?"""

import streamlit as st

from data import conclusions, metrics
from pages.shared import concluding, controls, formats, frame, tables
from pages.shared.texts import text

snapshot, scope = frame.snapshot(), metrics.EVERYTHING
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
    st.subheader(text("conclusions.history"))
    for one in known:
        with st.expander(f"{one.words[:90]} · {one.owner}"):
            tables.read(concluding.history(one.conclusion), concluding.HISTORY, one.conclusion)
            concluding.follow(one)
else:
    st.info(text("conclusions.none"))
st.subheader(text("conclusions.new"))
concluding.form(snapshot, scope, indicator, snapshot.as_of)
