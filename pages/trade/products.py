"""What sells, where, when and with which certificate?"""

import streamlit as st

from data import metrics, rising
from pages.charts import trade
from pages.shared import controls, formats, frame, selling, tables, twins
from pages.shared.texts import text

snapshot, scope = frame.snapshot(), metrics.EVERYTHING
st.title(text("products.title"))
columns = st.columns(4)
with columns[0]:
    measure = controls.measure()
with columns[1]:
    district = controls.district()
with columns[2]:
    platform = controls.platform()
with columns[3]:
    product_type = controls.product_type()
chosen = metrics.Trade(district, platform, product_type)
total = metrics.trade_total(snapshot, scope, chosen).set_index("certification")
if total.empty:
    st.info(text("products.none"))
    st.stop()

palette, separators = frame.palette(), formats.separators()
selling.headline(total, metrics.listings_on_sale(snapshot, scope, chosen), chosen, snapshot)
by = controls.choose(
    "by",
    ("certification", "product_type", "platform", "district_code"),
    lambda code: text(f"products.by.{code}"),
    "certification",
    st.segmented_control,
)
st.subheader(text("products.week"))
weeks = (
    metrics.listing_trend(snapshot, scope, chosen, by) if measure == "listings"
    else metrics.order_trend(snapshot, scope, chosen, measure, by)
)  # fmt: skip
st.plotly_chart(
    trade.weekly(weeks, by, measure, selling.labels(by), text(f"measure.{measure}"), by != "certification", palette, separators),
    key="weeks", config={"displayModeBar": False}, 
    alt=f"{text('products.week')}: {text(f'measure.{measure}')}, {text(f'products.by.{by}')}",
)  # fmt: skip
twins.folded("weeks", lambda: selling.weekly(weeks, by, measure, chosen), selling.WEEKLY)
st.caption(text("products.week.partial", day=formats.day(snapshot.as_of)))
if by == "certification":
    st.info(text("products.overlap"), icon=":material/info:")

left, right = st.columns([3, 2])
with left:
    st.subheader(text("products.top"))
    ranked = metrics.top_products(snapshot, scope, chosen, "orders" if measure == "listings" else measure)
    products = selling.products(ranked, "product", chosen, snapshot.as_of)
    value = "order_value" if measure == "order_value" else "orders"
    st.plotly_chart(
        trade.top(products.head(12), value, palette, separators),
        key="top",
        config={"displayModeBar": False},
        alt=twins.said(text("products.top"), products["name"].head(12), products[value].head(12), formats.number),
    )
with right:
    st.subheader(text("products.by.certification"))
    tables.show(selling.certified(total, chosen, snapshot.as_of), selling.CERTIFICATIONS)
    st.subheader(text("column.product"))
    tables.show(products, selling.PRODUCTS, "products")
st.subheader(text("products.rising"))
st.caption(text("products.rising.help"))
found = rising.products(snapshot, scope, chosen).head(10)
tables.show(selling.products(found, "rising", chosen, snapshot.as_of), selling.RISING)
