"""Who really sells, who was merely chosen, and which shops sleep?"""

import streamlit as st

from data import activity, sales, snapshots, vocabulary
from pages.charts import progress
from pages.shared import access, controls, formats, frame, leading, showing, tables, twins
from pages.shared.texts import text

snapshot, scope = frame.snapshot(), snapshots.EVERYTHING
st.title(text("lead.title"))
left, _ = st.columns([2, 3])
with left:
    district = controls.district()
showing.noted(text("lead.as_of", day=formats.day(snapshot.as_of)))
place = vocabulary.PROVINCE if district == "all" else district
level = vocabulary.unit(place).level
funnel = activity.household_funnel(snapshot, scope, level).set_index("unit_code")
if place not in funnel.index or not funnel.loc[place, "has_data"]:
    showing.informed(text("lead.none"))
    st.stop()
own = funnel.loc[place]
leading.against_target(snapshot, scope, place)
leading.headline(own, snapshot, place)

palette, separators = frame.palette(), formats.separators()
way, odd = st.columns([3, 2])
with way:
    showing.headed(text("lead.funnel"))
    showing.chart(progress.funnel(*leading.steps(own), palette, separators), key="funnel", alt=leading.told(own))
    twins.folded("funnel", lambda: leading.listed(own), leading.STEP)
with odd:
    showing.headed(text("lead.only"))
    tables.show(leading.odd(own), leading.ODD, "only")
    showing.headed(text("lead.designated"))
    tables.show(leading.chosen(own), leading.ODD, "designated")

showing.headed(text("lead.units"))
below = "district" if district == "all" else "commune"
units = activity.household_funnel(snapshot, scope, below)
units = leading.named(units if district == "all" else units[units["parent_code"] == district])
tables.show(units, leading.UNITS)

showing.headed(text("lead.sleeping"))
showing.noted(text("lead.sleeping.help"))
shops = activity.shop_activity(snapshot, scope, below)
shops = shops[shops["platform"] == "all"]
tables.show(leading.named(shops if district == "all" else shops[shops["parent_code"] == district]), leading.SHOPS)

showing.headed(text("lead.effective"))
showing.noted(text("lead.effective.help"))
sellers = leading.effective(sales.sellers(snapshot, scope, sales.Trade(district)))
tables.show(sellers.head(20), leading.SELLERS)
if access.is_for_this_machine():
    st.download_button(
        text("lead.download"), leading.as_csv(sellers, snapshot), file_name=f"{snapshot.id}-{place}.csv", mime="text/csv",
        icon=":material/download:",
    )  # fmt: skip
