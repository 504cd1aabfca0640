"""Where are the teams, what was done in the field, and how many households are reached there? No effect is told of it."""

import streamlit as st

from data import snapshots, support, vocabulary
from pages.shared import controls, frame, showing, supporting, tables, twins
from pages.shared.texts import text

snapshot, scope = frame.snapshot(), snapshots.EVERYTHING
st.title(text("support.title"))
left, middle, right, _ = st.columns([2, 2, 1, 1])
with left:
    indicator = controls.indicator()
with middle:
    phase = controls.phase()
with right:
    day = controls.day(vocabulary.first_day(), snapshot.as_of)

communes = supporting.named(supporting.of_phase(support.communes(snapshot, scope, day, indicator), phase))
districts = tables.named(supporting.of_phase(support.districts(snapshot, scope, day, indicator), phase))
if not communes["teams"].sum():
    showing.informed(text("support.none"))
    st.stop()
showing.headed(text("support.districts"))
tables.show(districts, supporting.DISTRICTS)
twins.folded("communes", lambda: communes, supporting.COMMUNES)
showing.headed(text("support.many_but_low"))
showing.noted(text("support.many_but_low.help"))
tables.show(supporting.many_but_low(communes), supporting.COMMUNES)
