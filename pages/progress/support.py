"""Where are the teams, and what goes with them? Never a cause: places in need get more teams."""

import streamlit as st

from data import metrics, support, vocabulary
from pages.charts import progress
from pages.shared import controls, formats, frame, supporting, tables, twins
from pages.shared.texts import text

snapshot, scope = frame.snapshot(), metrics.EVERYTHING
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
    st.info(text("support.none"))
    st.stop()
palette, separators, quiet = frame.palette(), formats.separators(), {"displayModeBar": False}
titles = {"x": text("support.teams_per_thousand"), "y": text("phases.axis.coverage")}
wide, narrow = st.columns([1, 1])
with wide:
    st.subheader(text("support.districts"))
    st.plotly_chart(
        progress.against(supporting.groups(districts), "teams_per_thousand", "coverage", titles, palette, separators),
        key="districts", config=quiet, alt=twins.said(titles["x"], districts["name"], districts["teams_per_thousand"], formats.one_decimal),
    )  # fmt: skip
with narrow:
    st.subheader(text("support.communes"))
    st.plotly_chart(
        progress.against(supporting.by_telecom(communes), "teams_per_thousand", "coverage", titles, palette, separators),
        key="communes", config=quiet, alt=f"{titles['x']}: {supporting.verdict(support.slope(communes))}",
    )  # fmt: skip
st.markdown(f"#### {supporting.verdict(support.slope(communes))}")
st.caption(text("support.caution"))
tables.show(districts, supporting.DISTRICTS)
twins.folded("communes", lambda: communes, supporting.COMMUNES)
st.subheader(text("support.many_but_low"))
st.caption(text("support.many_but_low.help"))
tables.show(supporting.many_but_low(communes), supporting.COMMUNES)
