"""At what price, to whom, by which platform, and how many orders are lost?"""

import streamlit as st

from data import sales, snapshots
from pages.charts import trade
from pages.shared import controls, formats, frame, market, selling, showing, tables, twins
from pages.shared.texts import text

snapshot, scope = frame.snapshot(), snapshots.EVERYTHING
st.title(text("market.title"))
columns = st.container(key="choices").columns([3, 2, 2, 2])
with columns[0], st.container(horizontal=True):
    district = controls.district()
    commune = controls.commune(district)
with columns[1]:
    platform = controls.platform()
with columns[2]:
    product_type = controls.product_type()
with columns[3]:
    product = controls.product()
chosen = sales.Trade(district, platform, product_type, commune)
palette, separators = frame.palette(), formats.separators()

showing.headed(text("market.season", product=selling.product_name(product)))
weeks = sales.price_trend(snapshot, scope, chosen, product)
if weeks.empty:
    showing.informed(text("products.none"))
else:
    showing.said(market.season_verdict(weeks, product))
    showing.chart(
        trade.season(weeks, market.months(product), market.titles(weeks), palette, separators),
        key="season", alt=text("market.season", product=selling.product_name(product)),
    )  # fmt: skip
    twins.folded("season", lambda: weeks.iloc[::-1], market.WEEKS)
    showing.noted(text("market.season.help", months=market.season(product)))
showing.headed(text("market.prices"))
showing.noted(text("market.prices.help"))
tables.show(market.priced(sales.prices(snapshot, scope, chosen)), market.PRICES)

left, right = st.columns(2)
with left:
    showing.headed(text("market.destinations"))
    found = market.places(sales.destinations(snapshot, scope, chosen))
    showing.said(market.home_verdict(found))
    showing.chart(
        trade.top(found.head(10), "orders", palette, separators),
        key="places",
        alt=market.home_verdict(found),
    )
    twins.folded("places", lambda: found, market.PLACES)
with right:
    showing.headed(text("market.platforms"))
    showing.noted(text("market.platforms.help"))
    tables.show(market.platforms(snapshot, scope, chosen), market.PLATFORMS)
showing.headed(text("market.lost"))
orders = sales.order_status(snapshot, scope, chosen)
if not orders.empty:
    showing.chart(
        trade.status(orders, market.statuses(), palette, separators),
        key="status",
        alt=text("market.lost"),
    )
    twins.folded("status", lambda: orders.iloc[::-1], market.ORDERS)
