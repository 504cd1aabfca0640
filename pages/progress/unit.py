"""Everything about one unit on one sheet: rank, curve, funnel, products, support, findings, neighbours."""

import streamlit as st

from data import metrics, vocabulary
from pages.charts import progress
from pages.shared import comparing, controls, formats, frame, leading, profile, tables, twins
from pages.shared.texts import text

snapshot, scope = frame.snapshot(), metrics.EVERYTHING
heading = st.container()
left, middle, right, _ = st.columns([3, 3, 1.5, 1])
with left:
    unit = vocabulary.unit(profile.chosen())
with middle:
    indicator = controls.indicator()
with right:
    day = controls.day(vocabulary.first_day(), snapshot.as_of)
heading.title(profile.title(unit))
ranked = metrics.ranking(snapshot, scope, day, unit.level, indicator).set_index("unit_code", drop=False)
own = ranked.loc[unit.code]
st.markdown(f"#### {profile.verdict(own, unit, ranked)}")
profile.headline(ranked, unit, snapshot)

palette, separators, quiet = frame.palette(), formats.separators(), {"displayModeBar": False}
curve, way = st.columns([3, 2])
with curve:
    st.subheader(text("unit.curve"))
    mine, ghosts = profile.curves(snapshot, scope, day, unit, indicator)
    st.plotly_chart(
        progress.companions(mine, ghosts, unit.name, profile.axes(), own["target_share"], palette, separators),
        key="curve", config=quiet, alt=f"{text('unit.curve')}: {profile.verdict(own, unit, ranked)}",
    )  # fmt: skip
    st.caption(profile.twin_reason(unit))
    twins.folded("curve", lambda: comparing.beside(mine, unit.name, ghosts), comparing.CURVES)
with way:
    st.subheader(text("lead.funnel"))
    funnel = metrics.household_funnel(snapshot, scope, unit.level).set_index("unit_code")
    if unit.code in funnel.index:
        counted = funnel.loc[unit.code]
        st.plotly_chart(
            progress.funnel(*leading.steps(counted), palette, separators),
            key="funnel",
            config=quiet,
            alt=leading.told(counted),
        )
        twins.folded("funnel", lambda: leading.listed(counted), leading.STEP)
    else:
        st.info(text("lead.none"))

if unit.level == "district":
    st.subheader(text("unit.communes"))
    st.caption(text("unit.communes.help"))
    communes = metrics.ranking(snapshot, scope, day, "commune", indicator)
    tables.show(profile.communes(communes, unit), profile.COMMUNES)
beside, sold = st.columns(2)
with beside:
    st.subheader(text("unit.neighbours"))
    tables.show(profile.neighbours(ranked, unit), profile.NEIGHBOURS)
with sold:
    st.subheader(text("products.top"))
    profile.products(metrics.sellers(snapshot, scope, metrics.Trade(profile.district(unit))), unit)
st.subheader(text("overview.field"))
profile.activity(metrics.field_activity(snapshot, scope, day), unit)
st.subheader(text("quality.findings"))
profile.findings(metrics.findings(snapshot, scope), unit)
st.caption(text("unit.print"))
