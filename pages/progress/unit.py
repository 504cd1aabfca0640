"""Everything about one unit on one sheet: rank, curve, funnel, products, support, findings, neighbours."""

import streamlit as st

from data import activity, attainment, quality, sales, snapshots, vocabulary
from pages.charts import progress
from pages.shared import comparing, controls, formats, frame, leading, profile, showing, tables, twins
from pages.shared.texts import text

snapshot, scope = frame.snapshot(), snapshots.EVERYTHING
heading = st.container()
left, middle, right, last = st.columns([3, 3, 1.5, 1.5])
with left:
    unit = vocabulary.unit(profile.chosen())
with middle:
    indicator = controls.indicator()
with right:
    day = controls.day(vocabulary.first_day(), snapshot.as_of)
with last:
    align = controls.align("share")
heading.title(profile.title(unit))
ranked = attainment.ranking(snapshot, scope, day, unit.level, indicator).set_index("unit_code", drop=False)
own = ranked.loc[unit.code]
showing.told(profile.verdict(own, unit, ranked))
profile.headline(ranked, unit, snapshot)
profile.bar(own, unit)

palette, separators = frame.palette(), formats.separators()
curve, way = st.columns([3, 2])
mine, ghosts = profile.curves(snapshot, scope, day, unit, indicator)
with curve:
    showing.headed(text("unit.curve" if len(ghosts) > 1 else "unit.curve.district"))
    showing.chart(
        progress.companions(mine, ghosts, comparing.TIME[align], unit.name, profile.axes(align), own["target_share"], palette, separators),
        key="curve", alt=f"{text('unit.curve')}: {profile.verdict(own, unit, ranked)}",
    )  # fmt: skip
    showing.noted(profile.twin_reason(unit, align))
    twins.folded("curve", lambda: comparing.beside(mine, unit.name, ghosts), comparing.CURVES)
with way:
    showing.headed(text("lead.funnel"))
    showing.noted(text("unit.as_of", day=formats.day(snapshot.as_of)))
    funnel = activity.household_funnel(snapshot, scope, unit.level).set_index("unit_code")
    if unit.code in funnel.index:
        counted = funnel.loc[unit.code]
        showing.chart(
            progress.funnel(*leading.steps(counted), palette, separators),
            key="funnel",
            alt=leading.told(counted),
        )
        twins.folded("funnel", lambda: leading.listed(counted), leading.STEP)
    else:
        showing.informed(text("lead.none"))

if unit.level == "district":
    showing.headed(text("unit.communes"))
    showing.noted(text("unit.communes.help"))
    communes = attainment.ranking(snapshot, scope, day, "commune", indicator)
    tables.show(profile.communes(communes, unit), profile.COMMUNES)
beside, sold = st.columns(2)
with beside:
    showing.headed(text("unit.neighbours"))
    tables.show(profile.neighbours(ranked, unit), profile.NEIGHBOURS)
with sold:
    showing.headed(text("products.top"))
    showing.noted(text("unit.as_of", day=formats.day(snapshot.as_of)))
    profile.products(sales.sellers(snapshot, scope, sales.Trade(profile.district(unit))), unit)
showing.headed(text("overview.field"))
profile.activity(activity.field_activity(snapshot, scope, day), unit)
showing.headed(text("quality.findings"))
profile.findings(quality.findings(snapshot, scope), unit)
