"""The questions that leadership asks in such meetings, each a press away from its answer."""

import streamlit as st

from pages.shared import asking
from pages.shared.texts import text

st.title(text("questions.title"))
st.caption(text("questions.help"))
for question in asking.questions():
    asking.offer(question)
