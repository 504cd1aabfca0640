"""What is on sale and sold: orders, listings, prices, buyers and sellers of what part of the trade is asked for.

What is withheld from the viewer (`trade.told`) is missing; what nobody traded has no row.
"""

from dataclasses import replace
from datetime import date, timedelta

import pandas as pd

from data import figures, ratios, vocabulary
from data.snapshots import Scope, Snapshot, ask, outside
from data.trade import SOLD, Trade, told, told_beside, whole_is_told

AMOUNTS = ["orders", "quantity", "order_value"]
PRICED_OF = ["quantity", "order_value", "lines", "sellers"]  # what a price is worked out from, and of how many
PRICED = [*PRICED_OF, "price"]


def widest(scope: Scope) -> Trade:
    """The trade of the whole that a viewer may see: the province's, or that of the first of some districts."""
    return Trade() if scope.districts is None else Trade(min(scope.districts))


def _orders(snapshot: Snapshot, scope: Scope, trade: Trade, by: str) -> pd.DataFrame:
    """Order rows to sum: the product type 'all' stands for itself, since an order of two types is one order."""
    frame = trade.of(ask(snapshot, scope, "order_trend"))
    if trade.product_type == "all":
        frame = frame[(frame["product_type"] == "all") != (by == "product_type")]
    return frame


def order_trend(snapshot: Snapshot, scope: Scope, trade: Trade, measure: str, by: str) -> pd.DataFrame:
    """Columns week, `by` and `measure` (orders, quantity or order_value in VND), summed over the rest.

    `by` is certification, product_type, platform, district_code or commune_code; 'all' is one group. By certification the rows
    overlap.
    """
    frame = _certified(_orders(snapshot, scope, trade, by), by).assign(all=figures.OPEN)
    found = frame.groupby(["week", by], as_index=False)[measure].sum()
    return told(snapshot, scope, trade, found, [measure], "week", *() if by == figures.OPEN else (by,))


def largest(weeks: pd.DataFrame, by: str, measure: str, most: int, rest: str) -> pd.DataFrame:
    """Weeks of groups that add up, the largest first; of more than one beyond `most` the others are one group of the code `rest`."""
    order = weeks.groupby(by)[measure].sum().sort_values(ascending=False, kind="stable").index
    if len(order) <= most + 1:
        return weeks
    named = [*order[:most], rest]
    folded = weeks.assign(**{by: weeks[by].where(weeks[by].isin(named), rest)})
    found = folded.groupby(["week", by], as_index=False)[measure].agg(lambda amounts: amounts.sum(skipna=False))
    return found.sort_values(by, key=lambda codes: codes.map(named.index), kind="stable", ignore_index=True)


def _certified(frame: pd.DataFrame, by: str) -> pd.DataFrame:
    return frame[(frame["certification"] == "all") != (by == "certification")]


def listing_trend(snapshot: Snapshot, scope: Scope, trade: Trade, by: str) -> pd.DataFrame:
    """Columns week, `by` and listings on sale at the end of the week."""
    frame = _certified(trade.of(ask(snapshot, scope, "listing_trend")), by).assign(all=figures.OPEN)
    return frame.groupby(["week", by], as_index=False)["listings"].sum()


def listings_on_sale(
    snapshot: Snapshot, scope: Scope, trade: Trade, certification: str = "all", week: date | None = None
) -> int:
    """Listings on sale on the as-of day, or at the end of a week (told by its Monday)."""
    return int(_on_sale(snapshot, scope, trade, certification, week)["listings"].sum())


def _on_sale(
    snapshot: Snapshot, scope: Scope, trade: Trade, certification: str = "all", week: date | None = None
) -> pd.DataFrame:
    weeks = ask(snapshot, scope, "listing_trend")
    chosen = trade.of(weeks[weeks["week"] == (weeks["week"].max() if week is None else pd.Timestamp(week))])
    return chosen[chosen["certification"] == certification]


def trade_total(snapshot: Snapshot, scope: Scope, trade: Trade, week: date | None = None) -> pd.DataFrame:
    """Columns certification, orders, quantity, order_value over all weeks, or of one; the row 'all' is computed apart."""
    frame = _orders(snapshot, scope, trade, "certification")
    if week is not None:
        frame = frame[frame["week"] == pd.Timestamp(week)]
    found = frame.groupby("certification", as_index=False)[AMOUNTS].sum()
    if week is None:
        return told(snapshot, scope, trade, found, AMOUNTS, "certification")
    found = found.assign(week=pd.Timestamp(week))
    return told(snapshot, scope, trade, found, AMOUNTS, "certification", "week").drop(columns="week")


def last_whole_week(day: date) -> date:
    """The Monday of the last week that is over by the end of a day."""
    return day + timedelta(days=1) - timedelta(days=7 + (day.weekday() + 1) % 7)


def commune_trade(snapshot: Snapshot, scope: Scope, trade: Trade) -> pd.DataFrame:
    """One row a commune of the district asked for, most orders first: orders, order_value, listings on sale now."""
    whole = replace(trade, commune=figures.OPEN)
    ordered = _certified(_orders(snapshot, scope, whole, "commune_code"), "commune_code").groupby("commune_code")
    on_sale = _on_sale(snapshot, scope, whole).groupby("commune_code")["listings"].sum()
    withheld = outside(scope, "commune")
    codes = [unit.code for unit in vocabulary.communes(trade.district) if unit.code not in withheld]
    found = ordered[SOLD].sum().reindex(codes, fill_value=0)
    found = found.assign(listings=on_sale.reindex(codes, fill_value=0)).rename_axis("unit_code").reset_index()
    found = told_beside(snapshot, scope, whole, found, SOLD, "unit_code")
    return found.sort_values(["orders", "order_value"], ascending=False, kind="stable", ignore_index=True)


def top_products(
    snapshot: Snapshot, scope: Scope, trade: Trade, measure: str, certification: str = "all"
) -> pd.DataFrame:
    """Columns product, product_type, orders, quantity, order_value, best first by `measure`."""
    frame = trade.of(ask(snapshot, scope, "product_trend"))
    frame = frame[frame["certification"] == certification]
    total = (
        frame.groupby(["product", "product_type"], as_index=False)[AMOUNTS].sum().assign(certification=certification)
    )
    total = told(snapshot, scope, trade, total, AMOUNTS, "product", "certification").drop(columns="certification")
    return total.sort_values(measure, ascending=False, kind="stable", ignore_index=True)


def has_orders(snapshot: Snapshot, scope: Scope) -> bool:
    """Whether anything at all was ordered: of how many shops is not said."""
    return not ask(snapshot, scope, "order_status").empty


def order_status(snapshot: Snapshot, scope: Scope, trade: Trade) -> pd.DataFrame:
    """One row a week: orders of each status and the share of cancelled and returned ones in all that were placed."""
    frame = replace(trade, product_type="all").of(ask(snapshot, scope, "order_status"))
    found = frame.groupby(["week", "status"], as_index=False)["orders"].sum()
    found = told(snapshot, scope, trade, found, ["orders"], "week", "status")
    wide = found.set_index(["week", "status"])["orders"].unstack(fill_value=0)
    wide = wide.reindex(columns=["completed", "in_progress", "cancelled", "returned"], fill_value=0)
    placed = wide.sum(axis=1, skipna=False)
    return wide.assign(
        placed=placed, lost_share=ratios.share(wide["cancelled"] + wide["returned"], placed)
    ).reset_index()


HOME = "Lạng Sơn"


def destinations(snapshot: Snapshot, scope: Scope, trade: Trade) -> pd.DataFrame:
    """One row a buyer's province ('' where nobody wrote it), most orders first: orders, order_value, share of the orders."""
    frame = replace(trade, product_type="all").of(ask(snapshot, scope, "order_destination"))
    frame = frame[frame["product_type"] == trade.product_type]
    total = frame.groupby("buyer_province", as_index=False)[["orders", "order_value"]].sum()
    shares = ratios.share(total["orders"], total["orders"].sum())
    total = told(snapshot, scope, trade, total.assign(share=shares), [*SOLD, "share"], "buyer_province")
    if not whole_is_told(snapshot, scope, trade):
        total = total.assign(share=float("nan"))
    return total.sort_values("orders", ascending=False, kind="stable", ignore_index=True)


def prices(snapshot: Snapshot, scope: Scope, trade: Trade) -> pd.DataFrame:
    """One row a product and unit of measure, most value first: quantity, value, and the prices of all, of plain and of certified goods.

    Columns price, price_plain, price_certified are missing where too few sold (`enough`), as is the premium where either
    side is; sellers, lines and their _plain and _certified say of how many. A side that nobody sold has no seller.
    """
    frame = trade.of(ask(snapshot, scope, "product_price"))
    keys = ["product", "product_type", "unit_of_measure"]
    found = _priced(frame, keys)
    for side, of_side in (("plain", ~frame["is_certified"]), ("certified", frame["is_certified"])):
        own = _priced(frame[of_side], keys)[["price", "sellers", "lines"]].add_suffix(f"_{side}")
        found = found.join(own)
    counts = [f"{name}_{side}" for name in ("sellers", "lines") for side in ("plain", "certified")]
    found = found.assign(**found[counts].fillna(0).astype(int))
    found = found.assign(premium=ratios.premium(found["price_certified"], found["price_plain"])).reset_index()
    is_one_unit = found.groupby("product")["unit_of_measure"].transform("nunique") == 1
    found = _sides_told(snapshot, scope, trade, _whole_told(snapshot, scope, trade, found, is_one_unit))
    return found.sort_values("order_value", ascending=False, kind="stable", ignore_index=True)


def _priced(frame: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Rows by some keys: quantity, order_value, lines, sellers, and the price where they are enough."""
    found = frame.groupby(keys).agg(
        quantity=("quantity", "sum"), order_value=("order_value", "sum"), lines=("lines", "sum"), sellers=("shop_code", "nunique")
    )  # fmt: skip
    return found.assign(price=ratios.price(found["order_value"], found["quantity"]).where(enough(found)))


def _whole_told(
    snapshot: Snapshot, scope: Scope, trade: Trade, found: pd.DataFrame, is_one_unit: pd.Series
) -> pd.DataFrame:
    """Prices of products with what is withheld from the viewer missing.

    Quantity and value are of the lines whose own cost is known, in one unit of measure: beside the product's whole trade they
    would tell the rest. They are told where that is of many shops too, or nothing.
    """
    if scope.sees_shops:
        return found
    found = told_beside(
        snapshot, scope, trade, found.assign(priced_otherwise=found["product"]), PRICED_OF, "priced_otherwise"
    )
    found = found.assign(**{name: found[name].where(is_one_unit) for name in PRICED_OF}).drop(
        columns="priced_otherwise"
    )
    return told_beside(snapshot, scope, trade, found, PRICED, "product")


def _sides_told(snapshot: Snapshot, scope: Scope, trade: Trade, found: pd.DataFrame) -> pd.DataFrame:
    """The prices of plain and of certified goods with what is withheld from the viewer missing."""
    if scope.sees_shops:
        return found
    for side, is_certified in (("plain", "False"), ("certified", "True")):
        own = [f"{name}_{side}" for name in ("price", "sellers", "lines")]
        found = told_beside(
            snapshot, scope, trade, found.assign(is_certified=is_certified), own, "product", "is_certified"
        )
    known = found["price_plain"].notna() & found["price_certified"].notna()
    return found.drop(columns="is_certified").assign(premium=found["premium"].where(known))


def enough(sold: pd.DataFrame | pd.Series) -> pd.Series | bool:
    """Whether a price may be told of what was sold: by several shops, and on more lines than chance would bring."""
    least = vocabulary.settings()["prices"]
    return (sold["sellers"] >= least["sellers_least"]) & (sold["lines"] >= least["lines_least"])


def price_trend(snapshot: Snapshot, scope: Scope, trade: Trade, product: str) -> pd.DataFrame:
    """One row a week of one product, in the unit of measure it is mostly sold by: quantity, order_value, lines, sellers, price.

    The price of a week in which too few sold is missing.
    """
    frame = _of_usual_unit(_of_product(snapshot, scope, trade, product))
    if frame.empty:
        return frame.assign(price=[], sellers=[])
    found = _priced(frame, ["week", "unit_of_measure"]).reset_index().assign(product=product)
    return told(snapshot, scope, trade, found, PRICED, "week", "product").drop(columns="product")


def whole_price(snapshot: Snapshot, scope: Scope, trade: Trade, product: str) -> pd.Series:
    """The same over all weeks, by the name of its unit of measure: the price is value over quantity, not a mean of prices.

    Empty where none was sold, or the viewer is not told what was.
    """
    sold = _of_product(snapshot, scope, trade, product)
    found = _priced(_of_usual_unit(sold), ["unit_of_measure"]).assign(product=product)
    is_one_unit = pd.Series(sold["unit_of_measure"].nunique() == 1, found.index)
    rows = _whole_told(snapshot, scope, trade, found, is_one_unit).drop(columns="product")
    return rows.iloc[0] if len(rows) else pd.Series(dtype=float)


def _of_product(snapshot: Snapshot, scope: Scope, trade: Trade, product: str) -> pd.DataFrame:
    frame = trade.of(ask(snapshot, scope, "product_price"))
    return frame[frame["product"] == product]


def _of_usual_unit(frame: pd.DataFrame) -> pd.DataFrame:
    if frame.empty:
        return frame
    usual = frame.groupby("unit_of_measure")["order_value"].sum().idxmax()
    return frame[frame["unit_of_measure"] == usual]


def part(some: pd.DataFrame, whole: pd.DataFrame, measure: str) -> float:
    """The share of a measure that some of the rows hold; missing where one of them is."""
    return ratios.share(some[measure].sum(skipna=False), whole[measure].sum(skipna=False))


def product_listings(snapshot: Snapshot, scope: Scope, trade: Trade) -> pd.DataFrame:
    """One row a product: listings put on sale, never_sold and its share, the day of the first sale."""
    frame = trade.of(ask(snapshot, scope, "product_listing"))
    total = frame.groupby("product", as_index=False).agg(
        listings=("listings", "sum"), never_sold=("never_sold", "sum"), first_sold_on=("first_sold_on", "min")
    )
    return total.assign(never_sold_share=ratios.share(total["never_sold"], total["listings"]))


def sellers(snapshot: Snapshot, scope: Scope, trade: Trade, certification: str = "") -> pd.DataFrame:
    """One row a shop (by its pseudonym) and product, most orders first: commune, orders, value, weeks with an order.

    With a certification ('all' is any, 'ocop' any of its stars) those that sold under it; their orders are all of the product's.
    What a shop has as a whole stands on each of its rows: shop_orders, shop_weeks, opened_on, is_open, days_since_order, and of
    the whole weeks since it opened how many there are (weeks_open) and how many had an order (weeks_sold).
    """
    frame = replace(trade, product_type="all").of(ask(snapshot, scope, "shop_product"))
    if certification == "all":
        return frame[frame["certifications"] != ""]
    return frame[frame["certifications"].str.contains(certification, regex=False)]
