"""Are we on target, who is behind, what will it be on the deadline?"""

import streamlit as st

from data import metrics, vocabulary
from pages.charts import progress
from pages.shared import cards, controls, formats, frame, tables
from pages.shared.texts import text

snapshot, scope = frame.snapshot(), metrics.EVERYTHING
first = min(phase.starts_on for phase in vocabulary.phases().values())
heading = st.container()
left, right, _ = st.columns([2, 1, 2])
with left:
    indicator = controls.indicator()
with right:
    day = controls.day(first, snapshot.as_of)
heading.title(text("overview.title", day=formats.day(day)))

phases = metrics.attainment(snapshot, scope, day, "phase", indicator).sort_values("phase", ascending=False)
for column, (_, unit) in zip(st.columns(len(phases)), phases.iterrows(), strict=True):
    with column:
        cards.phase(unit, *metrics.judged_on(snapshot, scope, day, unit))

st.subheader(text("overview.ranking"))
st.caption(text("overview.ranking.help"))
districts = tables.named(metrics.attainment(snapshot, scope, day, "district", indicator))
chart, listed = st.columns([1, 1])
with chart:
    st.plotly_chart(
        progress.ranking(
            districts, {name: text(f"mark.{name}") for name in ("actual", "expected", "target", "local")},
            frame.palette(), formats.separators(),
        ),
        key="ranking", config={"displayModeBar": False}, alt=text("overview.ranking"),
    )  # fmt: skip
with listed:
    st.markdown(f"**{text('overview.behind')}**")
    behind = districts[districts["status"].isin(("slow", "behind"))].sort_values("attainment")
    if behind.empty:
        st.success(text("overview.behind.none"))
    else:
        tables.show(
            behind,
            {
                name: tables.UNITS[name]
                for name in ("unit", "status_label", "coverage", "gap", "needed_per_day", "projected_on")
            },
        )
    count = len(metrics.findings(snapshot, scope))
    st.page_link(
        "pages/method/quality.py",
        label=text("overview.findings", count=formats.number(count)),
        icon=":material/fact_check:",
    )

st.subheader(text("overview.volume"))
volume = metrics.volume(snapshot, scope, day, "province")
cards.volumes(volume[volume["platform"] == "all"].iloc[0])
st.subheader(text("overview.field"))
field = metrics.field_activity(snapshot, scope, day)
if field.empty:
    st.info(text("overview.field.none"))
else:
    tables.show(tables.activity(field), tables.ACTIVITY)
with st.expander(text("overview.table")):
    tables.show(districts, tables.UNITS)
