"""Where are the teams, and what goes with them? Never a cause: places in need get more teams."""

import streamlit as st

from data import metrics, support, vocabulary
from pages.charts import progress
from pages.shared import controls, formats, frame, showing, supporting, tables, twins
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
    showing.informed(text("support.none"))
    st.stop()
palette, separators = frame.palette(), formats.separators()
titles = {"x": text("support.teams_per_thousand"), "y": text("phases.axis.coverage")}
wide, narrow = st.columns([1, 1])
with wide:
    showing.headed(text("support.districts"))
    showing.chart(
        progress.against(supporting.groups(districts), "teams_per_thousand", "coverage", titles, palette, separators),
        key="districts", alt=twins.said(titles["x"], districts["name"], districts["teams_per_thousand"], formats.one_decimal),
    )  # fmt: skip
with narrow:
    showing.headed(text("support.communes"))
    showing.chart(
        progress.against(supporting.by_telecom(communes), "teams_per_thousand", "coverage", titles, palette, separators),
        key="communes", alt=f"{titles['x']}: {supporting.verdict(support.slope(communes))}",
    )  # fmt: skip
showing.told(supporting.verdict(support.slope(communes)))
showing.noted(text("support.caution"))
tables.show(districts, supporting.DISTRICTS)
twins.folded("communes", lambda: communes, supporting.COMMUNES)
showing.headed(text("support.many_but_low"))
showing.noted(text("support.many_but_low.help"))
tables.show(supporting.many_but_low(communes), supporting.COMMUNES)
