"""At what price, to whom, by which platform, and how many orders are lost?"""

import streamlit as st

from data import metrics
from pages.charts import trade
from pages.shared import controls, formats, frame, market, selling, tables, twins
from pages.shared.texts import text

snapshot, scope = frame.snapshot(), metrics.EVERYTHING
st.title(text("market.title"))
columns = st.columns(4)
with columns[0]:
    district = controls.district()
with columns[1]:
    platform = controls.platform()
with columns[2]:
    product_type = controls.product_type()
with columns[3]:
    product = controls.product()
chosen = metrics.Trade(district, platform, product_type)
palette, separators, quiet = frame.palette(), formats.separators(), {"displayModeBar": False}

st.subheader(text("market.season", product=selling.product_name(product)))
weeks = metrics.price_trend(snapshot, scope, chosen, product)
if weeks.empty:
    st.info(text("products.none"))
else:
    st.markdown(market.season_verdict(weeks, product))
    st.plotly_chart(
        trade.season(weeks, market.months(product), market.titles(weeks), palette, separators),
        key="season", config=quiet, alt=text("market.season", product=selling.product_name(product)),
    )  # fmt: skip
    twins.folded("season", lambda: weeks.iloc[::-1], market.WEEKS)
    st.caption(text("market.season.help", months=market.season(product)))
st.subheader(text("market.prices"))
st.caption(text("market.prices.help"))
tables.show(market.priced(metrics.prices(snapshot, scope, chosen)), market.PRICES)

left, right = st.columns(2)
with left:
    st.subheader(text("market.destinations"))
    found = market.places(metrics.destinations(snapshot, scope, chosen))
    st.markdown(market.home_verdict(found))
    st.plotly_chart(
        trade.top(found.head(10), "orders", palette, separators),
        key="places",
        config=quiet,
        alt=market.home_verdict(found),
    )
    twins.folded("places", lambda: found, market.PLACES)
with right:
    st.subheader(text("market.platforms"))
    st.caption(text("market.platforms.help"))
    tables.show(market.platforms(metrics.shop_activity(snapshot, scope, "district"), district), market.PLATFORMS)
st.subheader(text("market.lost"))
orders = metrics.order_status(snapshot, scope, chosen)
if not orders.empty:
    st.plotly_chart(
        trade.status(orders, market.statuses(), palette, separators),
        key="status",
        config=quiet,
        alt=text("market.lost"),
    )
    twins.folded("status", lambda: orders.iloc[::-1], market.ORDERS)
