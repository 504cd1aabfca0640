"""Phase 2 beside phase 1: by day, by share of time, district by district."""

import streamlit as st

from data import attainment, snapshots, vocabulary
from pages.charts import progress
from pages.shared import comparing, controls, formats, frame, showing, tables, twins
from pages.shared.texts import label, text

snapshot, scope = frame.snapshot(), snapshots.EVERYTHING
st.title(text("phases.title"))
left, right, _ = st.columns([2, 2, 2])
with left:
    indicator = controls.indicator()
with right:
    align = controls.align("day")

phases = attainment.phase_series(snapshot, scope, snapshot.as_of, "phase", indicator)
showing.told(comparing.verdict(phases))
palette, separators = frame.palette(), formats.separators()
titles, time = comparing.axes(align), comparing.TIME[align]
showing.chart(
    progress.curves(comparing.named(phases), time, titles, palette, separators),
    key="phases", alt=comparing.verdict(phases),
)  # fmt: skip
twins.folded("phases", lambda: comparing.named(phases), comparing.CURVES)

showing.headed(text("phases.multiples"))
showing.noted(text("phases.multiples.help", **titles))
districts = attainment.phase_series(snapshot, scope, snapshot.as_of, "district", indicator)
now = attainment.units(snapshot, scope, snapshot.as_of, "district", indicator).set_index("unit_code")["status"]
target = vocabulary.indicators()[indicator].province_target
for tab, number in zip(st.tabs([text("phases.phase", phase=number) for number in (2, 1)]), (2, 1), strict=True):
    with tab:
        series = districts[districts["phase"] == number]
        if series.empty:
            showing.informed(frame.not_begun([vocabulary.phases()[number]]))
            continue
        showing.chart(
            progress.small_multiples(
                series.assign(status=series["unit_code"].map(now)), phases[phases["phase"] != number], time,
                {"ghost": text(f"phases.ghost.{number}")}, target, palette, separators,
            ),
            key=f"multiples.{number}", alt=f"{text('phases.multiples')}, {text('phases.phase', phase=number)}",
        )  # fmt: skip
        twins.folded(f"multiples-{number}", lambda series=series: series, comparing.CURVES)

showing.headed(text("phases.results"))
showing.noted(label(vocabulary.indicators()[indicator].definition))
tables.show(comparing.results(attainment.phase_result(snapshot, scope, "district", indicator)), comparing.RESULTS)
