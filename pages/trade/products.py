"""What sells, where, when and with which certificate?"""

import streamlit as st

from data import rising, sales, snapshots
from pages.charts import trade
from pages.shared import controls, formats, frame, selling, showing, tables, twins
from pages.shared.texts import text

snapshot, scope = frame.snapshot(), snapshots.EVERYTHING
st.title(text("products.title"))
columns = st.container(key="choices").columns([2, 3, 2, 2])
with columns[0]:
    measure = controls.measure()
with columns[1], st.container(horizontal=True):
    district = controls.district()
    commune = controls.commune(district)
with columns[2]:
    platform = controls.platform()
with columns[3]:
    product_type = controls.product_type()
chosen = sales.Trade(district, platform, product_type, commune)
total = sales.trade_total(snapshot, scope, chosen).set_index("certification")
if total.empty:
    showing.informed(text("products.none"))
    st.stop()

palette, separators = frame.palette(), formats.separators()
selling.headline(total, sales.listings_on_sale(snapshot, scope, chosen), chosen, snapshot)
by = controls.choose(
    "by",
    selling.divisions(chosen),
    lambda code: text(f"products.by.{code}"),
    "certification",
    st.segmented_control,
)
showing.headed(text("products.week"))
weeks = (
    sales.listing_trend(snapshot, scope, chosen, by) if measure == "listings"
    else sales.order_trend(snapshot, scope, chosen, measure, by)
)  # fmt: skip
showing.chart(
    trade.weekly(weeks, by, measure, selling.labels(by), text(f"measure.{measure}"), by != "certification", palette, separators),
    key="weeks", alt=f"{text('products.week')}: {text(f'measure.{measure}')}, {text(f'products.by.{by}')}",
)  # fmt: skip
twins.folded("weeks", lambda: selling.weekly(weeks, by, measure, chosen), selling.WEEKLY)
showing.noted(text("products.week.partial", day=formats.day(snapshot.as_of)))
if by == "certification":
    showing.informed(text("products.overlap"))

left, right = st.columns([3, 2])
with left:
    showing.headed(text("products.top"))
    ranked = sales.top_products(snapshot, scope, chosen, "orders" if measure == "listings" else measure)
    products = selling.products(ranked, "product", chosen, snapshot.as_of)
    value = "order_value" if measure == "order_value" else "orders"
    showing.chart(
        trade.top(products.head(12), value, palette, separators),
        key="top",
        alt=twins.said(text("products.top"), products["name"].head(12), products[value].head(12), formats.number),
    )
with right:
    showing.headed(text("products.by.certification"))
    tables.show(selling.certified(total, chosen, snapshot.as_of), selling.CERTIFICATIONS)
    showing.headed(text("column.product"))
    tables.show(products, selling.PRODUCTS, "products")
if district != "all":
    showing.headed(text("products.communes"))
    showing.noted(text("products.communes.help"))
    communes = sales.commune_trade(snapshot, scope, chosen)
    tables.show(selling.communes(communes, chosen, snapshot.as_of), selling.COMMUNES)
showing.headed(text("products.rising"))
showing.noted(text("products.rising.help"))
found = rising.products(snapshot, scope, chosen).head(10)
tables.show(selling.products(found, "rising", chosen, snapshot.as_of), selling.RISING)
