"""The market: the season and price of a product, all prices, where buyers are, which platform sells, which orders are lost."""

from functools import partial

import pandas as pd

from data import activity, figures, sales, vocabulary
from data.snapshots import Scope, Snapshot
from data.trade import is_told
from pages.charts import trade
from pages.kit import area, choices, foreign, formats, names
from pages.kit.address import Address
from pages.kit.lineage import FigureKey
from pages.kit.texts import text
from pages.kit.view import Chart, Column, Columns, Heading, Notice, Part, Sentence, Table, View, columns
from pages.trade import goods, selection
from pages.trade.market import season

LEVELS = selection.LEVELS
CHOICES = (area.KEY, "platform", "type", "product")
STATUSES = ("completed", "in_progress", "cancelled", "returned")
_PLACES = 10  # provinces of buyers drawn

PRICES = (
    ("name", "column.product"), ("price", "market.price", "count"), ("unit_of_measure", "market.unit_of_measure"),
    ("quantity", "column.quantity", "count"), ("price_plain", "market.price_plain", "count"), ("basis_plain", "market.basis_plain"),
    ("price_certified", "market.price_certified", "count"), ("basis_certified", "market.basis_certified"),
    ("premium", "market.premium", "share"), ("order_value", "market.priced_value", "count"),
)  # fmt: skip
WEEKS = (
    ("week", "market.week", "day"), ("quantity", "column.quantity", "count"), ("price", "market.price", "count"),
    ("sellers", "market.sellers", "count"), ("lines", "market.lines", "count"), ("order_value", "column.value", "count"),
)  # fmt: skip
PLACES = (("name", "market.bought_in"), ("share", "market.place_share", "share"), ("orders", "column.orders", "count"))
ORDERS = (
    ("week", "market.week", "day"), ("lost_share", "market.lost_share", "share"), ("placed", "market.placed", "count"),
    *((status, f"market.{status}", "count") for status in STATUSES),
)  # fmt: skip


def market(snapshot: Snapshot, scope: Scope, address: Address) -> View:
    product = choices.product(address)
    filters = (selection.unit(address), choices.platform(address), choices.product_type(address))
    asked = selection.trade(filters)
    return View(
        text("market.title"),
        (
            *goods.note(scope),
            *of_season(snapshot, scope, asked, product.chosen),
            *prices(snapshot, scope, asked),
            Columns((1, 1), (destinations(snapshot, scope, asked), platforms(snapshot, scope, asked))),
            *lost(snapshot, scope, asked),
        ),
        FigureKey(asked.unit, goods.subject("trade", asked), "orders", snapshot.as_of),
        (*filters, product),
    )


def of_season(snapshot: Snapshot, scope: Scope, asked: sales.Trade, product: str) -> tuple[Part, ...]:
    """What was sold of a product week by week and at what price, with its season behind."""
    heading = Heading(text("market.season", product=names.product(product)))
    weeks = sales.price_trend(snapshot, scope, asked, product)
    if weeks.empty and is_told(scope, asked, "week", "product"):
        return heading, Notice(text("products.none"))
    whole = sales.whole_price(snapshot, scope, asked, product)
    verdict = Sentence(season.verdict(weeks, whole, product))
    if weeks["quantity"].isna().all():
        return heading, verdict, Notice(text("trade.withheld.weeks"))
    draw = partial(
        trade.season, weeks, season.months(product), season.axes(weeks), separators=formats.separators()
    )  # fmt: skip
    told = goods.told(
        goods.told_prices(weeks.iloc[::-1], ("price", "lines")), "quantity", "sellers", "lines", "order_value"
    )
    return (
        heading,
        verdict,
        Chart("season", heading.words, draw),
        Table("season.table", columns(*WEEKS), told, is_folded=True),
        Sentence(text("market.season.help", months=season.words(product)), "note"),
        goods.partial_week(snapshot),
    )


def prices(snapshot: Snapshot, scope: Scope, asked: sales.Trade) -> tuple[Part, ...]:
    """What each product fetched, plain and certified."""
    found = sales.prices(snapshot, scope, asked)
    # A premium is of both sides: too few of one is too few, none at all of one is no premium.
    both = found.assign(lines_both=found["lines_plain"] * found["lines_certified"])
    sides = (
        ("price", "lines"),
        ("price_plain", "lines_plain"),
        ("price_certified", "lines_certified"),
        ("premium", "lines_both"),
    )
    rows = goods.told_prices(goods.named(both), *sides).assign(
        unit_of_measure=goods.units_of_measure(found["unit_of_measure"]),
        basis_plain=goods.basis(found, "plain"), basis_certified=goods.basis(found, "certified"),
    )  # fmt: skip
    least = vocabulary.settings()["prices"]
    if found.empty:
        return Heading(text("market.prices")), goods.nothing(snapshot, scope, asked, "product")
    return (
        Heading(text("market.prices")),
        Sentence(text("market.prices.help", **goods.counted(least["sellers_least"], least["lines_least"])), "note"),
        *goods.of_those_told("prices", columns(*PRICES), rows, "quantity", "order_value"),
    )


def destinations(snapshot: Snapshot, scope: Scope, asked: sales.Trade) -> tuple[Part, ...]:
    """Where buyers are: what stays in the province, and where the rest goes."""
    found = sales.destinations(snapshot, scope, asked)
    if found.empty:
        return Heading(text("market.destinations")), goods.nothing(snapshot, scope, asked, "buyer_province")
    rows = found.assign(name=[province or text("market.unknown_place") for province in found["buyer_province"]])
    first, verdict = rows[rows["orders"].notna()].head(_PLACES), home(found)
    draw = partial(trade.top, first, "orders", separators=formats.separators())
    return (
        Heading(text("market.destinations")),
        Sentence(verdict),
        Chart("places", foreign.unmarked(verdict), draw)
        if len(first)
        else goods.nothing(snapshot, scope, asked, "buyer_province"),
        Table("places.table", columns(*PLACES), goods.told(rows, "orders", "share"), is_folded=True),
    )


def home(found: pd.DataFrame) -> str:
    """One sentence: what stayed in the province and what went out."""
    here = found.loc[found["buyer_province"] == sales.HOME, "share"].sum(skipna=False)
    unknown = found.loc[found["buyer_province"] == "", "share"].sum(skipna=False)
    if formats.is_missing(here) or formats.is_missing(unknown):
        return text("trade.withheld.sentence")
    return text(
        "market.home", home=formats.percent(here), away=formats.percent(1 - here - unknown), unknown=formats.percent(unknown)
    )  # fmt: skip


def platforms(snapshot: Snapshot, scope: Scope, asked: sales.Trade) -> tuple[Part, ...]:
    """One row a district, or the one unit asked for: the share of each platform's open shops that sold in 30 days."""
    known = names.labels("platforms")
    shares = tuple(
        Column(code, text("market.active_share", platform=name), "share") for code, name in known.items()
    )  # fmt: skip
    return (
        Heading(text("market.platforms")),
        Sentence(text("market.platforms.help"), "note"),
        Table("platforms", (*columns(("unit", "column.unit")), *shares), _active(snapshot, scope, asked, list(known))),
    )


def _active(snapshot: Snapshot, scope: Scope, asked: sales.Trade, known: list[str]) -> pd.DataFrame:
    """A column a platform; missing where a unit has no shop on it, or the snapshot does not know it."""
    shops = activity.shop_activity(snapshot, scope, "district" if asked.commune == figures.OPEN else "commune")
    chosen = shops if asked.unit == vocabulary.PROVINCE else shops[shops["unit_code"] == asked.unit]
    wide = chosen.pivot(index=["unit_code", "day"], columns="platform", values="active_share").reindex(columns=known)
    rows = wide.loc[chosen["unit_code"].unique()].reset_index()
    return rows.assign(
        unit=[names.unit(code) for code in rows["unit_code"]], indicator=figures.code("activity")
    )  # fmt: skip


def lost(snapshot: Snapshot, scope: Scope, asked: sales.Trade) -> tuple[Part, ...]:
    """What became of the orders placed each week."""
    heading, weeks = Heading(text("market.lost")), sales.order_status(snapshot, scope, asked)
    if weeks["placed"].isna().all():  # of no weeks too
        return heading, goods.nothing(snapshot, scope, asked, "week", "status")
    statuses = {status: text(f"market.{status}") for status in STATUSES}
    return (
        heading,
        Chart(
            "status", heading.words, partial(trade.status, weeks, statuses, separators=formats.separators())
        ),
        Table("status.table", columns(*ORDERS), goods.told(weeks.iloc[::-1], "placed", *STATUSES), is_folded=True),
        goods.partial_week(snapshot),
    )  # fmt: skip
