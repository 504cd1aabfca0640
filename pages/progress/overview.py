"""Are we on target, who is behind, what will it be on the deadline?"""

import streamlit as st

from data import activity, attainment, quality, snapshots, vocabulary
from pages.charts import progress
from pages.documents import standing
from pages.shared import cards, controls, formats, frame, ranking, showing, tables, twins
from pages.shared.texts import text

snapshot, scope = frame.snapshot(), snapshots.EVERYTHING
first = vocabulary.first_day()
heading = st.container()
left, right, _ = st.columns([2, 1, 2])
with left:
    indicator = controls.indicator()
with right:
    day = controls.day(first, snapshot.as_of)
heading.title(text("overview.title", day=formats.day(day)))

if told := standing.trouble():
    st.error(text("documents.trouble", told=told), icon=":material/error:")
phases = attainment.units(snapshot, scope, day, "phase", indicator).sort_values("phase", ascending=False)
for column, (_, unit) in zip(st.columns(len(phases)), phases.iterrows(), strict=True):
    with column:
        cards.phase(snapshot, unit, *attainment.judged_on(snapshot, scope, day, unit))

frame.link("pages/progress/outlook.py", text("overview.outlook"), ":material/query_stats:", indicator=indicator)
showing.headed(text("overview.ranking"))
by = controls.choose("rank", ranking.ORDERS, lambda code: text(f"rank.{code}"), "level", st.segmented_control)
showing.noted(text(f"rank.{by}.help"))
districts = ranking.ordered(attainment.ranking(snapshot, scope, day, "district", indicator), by)
chart, listed = st.columns([5, 6])
with chart:
    showing.chart(
        progress.ranking(
            districts, {name: text(f"mark.{name}") for name in ("actual", "expected", "target", "local")},
            frame.palette(), formats.separators(),
        ),
        key="ranking", alt=twins.said(text("overview.ranking"), districts["name"], districts["coverage"], formats.percent),
    )  # fmt: skip
with listed:
    showing.headed(text("overview.behind"))
    behind = ranking.behind(districts)
    if behind.empty:
        showing.good(text("overview.behind.none"))
    else:
        tables.show(behind, ranking.BEHIND)
    count = len(quality.findings(snapshot, scope))
    frame.link(
        "pages/method/quality.py", text("overview.findings", count=formats.number(count)), ":material/fact_check:"
    )

showing.headed(text("overview.ranks"))
ranking.explain(day)
tables.show(districts, ranking.RANKS)
twins.folded("districts", lambda: districts, tables.UNITS)
showing.tabled("districts", districts, tables.UNITS)  # an export has it, folded or not

showing.headed(text("overview.volume"))
volume = activity.volume(snapshot, scope, day, "province")
cards.volumes(volume[volume["platform"] == "all"].iloc[0], snapshot, day)
showing.headed(text("overview.activity"))
cards.activity(snapshot, scope)
showing.headed(text("overview.field"))
field = activity.field_activity(snapshot, scope, day)
if field.empty:
    showing.informed(text("overview.field.none"))
else:
    tables.show(tables.activity(field), tables.ACTIVITY)
