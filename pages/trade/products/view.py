"""What sells: orders week by week and by what they may be divided by, the best products, what rises."""

from functools import partial

import pandas as pd

from data import figures, rising, sales
from data.snapshots import Scope, Snapshot
from data.trade import is_told
from pages.charts import trade
from pages.kit import area, choices, formats, measures, names
from pages.kit.address import Address
from pages.kit.lineage import FigureKey
from pages.kit.texts import text
from pages.kit.view import ALL, Chart, Choice, Columns, Heading, Metrics, Notice, Part, Sentence, Table, View, columns
from pages.trade import goods, selection

LEVELS = selection.LEVELS
CHOICES = (area.KEY, "measure", "platform", "type", "by")
MEASURES = ("orders", "order_value", "listings")
OVERLAPPING = "certification"  # an order of two certifications counts in both
_GROUPS = {"certification": "certifications", "product_type": "product_types", "platform": "platforms"}
_SHOWN, _RISING = 12, 10  # products
_SUMS = ("orders", "order_value")
LARGEST = 5  # groups of a chart that are told one by one

CERTIFICATIONS = (("name", "column.certification"), *goods.SOLD[1:])
WEEKLY = (("week", "market.week", "day"), ("name", "column.group"), ("value", "column.count", "count"))
COMMUNES = (("unit", "column.unit"), *goods.SOLD[1:], ("listings", "measure.listings", "count"))
RISING = (
    ("name", "column.product"), ("change", "products.change", "share"), ("gained", "products.gained", "count"),
    ("recent", "products.recent", "count"), ("before", "products.before", "count"),
)  # fmt: skip


def products(snapshot: Snapshot, scope: Scope, address: Address) -> View:
    measure = choices.choice(address, "measure", {code: text(f"measure.{code}") for code in MEASURES}, MEASURES[0])
    chosen = (selection.unit(address), measure, choices.platform(address), choices.product_type(address))
    asked = selection.trade(chosen)
    total = sales.trade_total(snapshot, scope, asked).set_index("certification")
    figure = FigureKey(asked.unit, goods.subject("trade", asked), "orders", snapshot.as_of)
    if total.empty:
        return View(text("products.title"), (goods.nothing(snapshot, scope, asked),), figure, chosen)
    by = _division(scope, address, asked)
    return View(
        text("products.title"),
        (
            headline(snapshot, scope, asked, total),
            *goods.note(scope),
            by,
            *weekly(snapshot, scope, asked, measure.chosen, by.chosen),
            _best(snapshot, scope, asked, measure.chosen, total),
            *_communes(snapshot, scope, asked),
            *rise(snapshot, scope, asked),
        ),
        figure,
        chosen,
    )


def headline(snapshot: Snapshot, scope: Scope, asked: sales.Trade, total: pd.DataFrame) -> Metrics:
    """Orders and value, counted apart from the certifications, and what is on sale now."""
    sold = total.loc["all"].map(measures.told).to_dict()
    own = sold | {"listings": sales.listings_on_sale(snapshot, scope, asked)}
    words = {"orders": "products.total", "order_value": "products.value", "listings": "measure.listings"}
    subject = goods.subject("trade", asked)
    found = (
        measures.metric(FigureKey(asked.unit, subject, measure, snapshot.as_of), own, text(key))
        for measure, key in words.items()
    )
    return Metrics(tuple(found))


def divisions(scope: Scope, asked: sales.Trade) -> tuple[str, ...]:
    """What the weeks may be divided by; one commune lies in one district. Where the viewer is told no division: by none."""
    known = (*_GROUPS, "district_code") if asked.commune == figures.OPEN else tuple(_GROUPS)
    return tuple(by for by in known if is_told(scope, asked, "week", by)) or (ALL,)


def _division(scope: Scope, address: Address, asked: sales.Trade) -> Choice:
    known = {code: text(f"products.by.{code}") for code in divisions(scope, asked)}
    return choices.choice(address, "by", known, OVERLAPPING if OVERLAPPING in known else next(iter(known)), "segments")


def groups(by: str) -> dict[str, str]:
    """Names of the groups of a dimension, in their order."""
    if by == ALL:
        return {ALL: text("products.by.all")}
    return names.districts() if by == "district_code" else names.labels(_GROUPS[by])


def weekly(snapshot: Snapshot, scope: Scope, asked: sales.Trade, measure: str, by: str) -> tuple[Part, ...]:
    """A measure week by week: stacked where the groups add up, as lines where they overlap."""
    weeks = (
        sales.listing_trend(snapshot, scope, asked, by) if measure == "listings"
        else sales.order_trend(snapshot, scope, asked, measure, by)
    )  # fmt: skip
    if weeks[measure].isna().all():
        return Heading(text("products.week")), goods.nothing(snapshot, scope, asked, "week", by)
    title = text(f"measure.{measure}")
    is_stacked = by != OVERLAPPING
    shown = sales.largest(weeks, by, measure, LARGEST, trade.REST) if is_stacked else weeks
    labels = groups(by) | {trade.REST: text("products.rest")}
    if trade.REST in set(shown[by]):
        labels = {code: labels[code] for code in shown[by].unique()}
    draw = partial(trade.weekly, shown, by, measure, labels, title, is_stacked, separators=formats.separators())
    return (
        Heading(text("products.week")),
        Chart("weeks", f"{text('products.week')}: {title}, {text(f'products.by.{by}')}", draw),
        Table("weeks.table", columns(*WEEKLY), week_rows(weeks, by, measure, asked), is_folded=True),
        goods.partial_week(snapshot),
        *((Notice(text("products.overlap")),) if by == OVERLAPPING else ()),
    )


def week_rows(weeks: pd.DataFrame, by: str, measure: str, asked: sales.Trade) -> pd.DataFrame:
    """The rows of the chart by week, the latest first, each a figure of its week."""
    found = weeks.assign(
        name=weeks[by].map(groups(by)), value=weeks[measure], measure=measure, day=weeks["week"],
        unit_code=weeks[by] if by == "district_code" else asked.unit,
        indicator=[goods.subject("week", asked, **{by: group}) for group in weeks[by]],
    )  # fmt: skip
    named = found[found["name"].notna()].sort_values("week", ascending=False, kind="stable", ignore_index=True)
    return goods.told(named, "value")


def _best(snapshot: Snapshot, scope: Scope, asked: sales.Trade, measure: str, total: pd.DataFrame) -> Columns:
    """The products that sell best, beside the certifications and the whole list. What is on sale is ranked by its orders."""
    value = "order_value" if measure == "order_value" else "orders"
    found = goods.products(sales.top_products(snapshot, scope, asked, value), "product", asked, snapshot.as_of)
    best = found[found[value].notna()]
    return Columns(
        (1, 1),
        (
            (
                Heading(text("products.top")),
                top(best, value) if len(best) else goods.nothing(snapshot, scope, asked, "product"),
            ),
            (
                Heading(text("products.by.certification")),
                certified(total, asked, snapshot),
                Heading(text("column.product")),
                *goods.of_those_told("products", columns(*goods.SOLD), found, *_SUMS),
            ),
        ),
    )


def sold(snapshot: Snapshot, scope: Scope, asked: sales.Trade, value: str) -> Table:
    """Every product that was ordered, the best first."""
    found = sales.top_products(snapshot, scope, asked, value)
    return Table(
        "products", columns(*goods.SOLD), goods.told(goods.products(found, "product", asked, snapshot.as_of), *_SUMS)
    )


def top(found: pd.DataFrame, value: str) -> Chart:
    """Bars of the first products."""
    first = found.head(_SHOWN)
    shares = "; ".join(
        f"{name} {formats.number(count)}" for name, count in zip(first["name"], first[value], strict=True)
    )
    return Chart(
        "top", f"{text('products.top')}: {shares}", partial(trade.top, first, value, separators=formats.separators())
    )  # fmt: skip


def certified(total: pd.DataFrame, asked: sales.Trade, snapshot: Snapshot) -> Table:
    """Certifications and the total, each a figure of its own."""
    rows = goods.told(goods.certifications(total), *_SUMS)
    subjects = [goods.subject("trade", asked, certification=code) for code in rows.index]
    return Table("certifications", columns(*CERTIFICATIONS), goods.traced(rows, subjects, asked, snapshot.as_of))


def _communes(snapshot: Snapshot, scope: Scope, asked: sales.Trade) -> tuple[Part, ...]:
    """The communes of the chosen district, each a figure of its own."""
    if asked.district == ALL:
        return ()
    found = sales.commune_trade(snapshot, scope, asked)
    rows = found.assign(
        unit=[names.unit(code) for code in found["unit_code"]], indicator=goods.subject("trade", asked),
        day=pd.Timestamp(snapshot.as_of),
    )  # fmt: skip
    return (
        Heading(text("products.communes")),
        Sentence(text("products.communes.help"), "note"),
        Table("communes", columns(*COMMUNES), goods.told(rows, *_SUMS)),
    )


def rise(snapshot: Snapshot, scope: Scope, asked: sales.Trade) -> tuple[Part, ...]:
    """The products that gained most orders."""
    found = rising.risen(rising.products(snapshot, scope, asked)).head(_RISING)
    intro = (Heading(text("products.rising")), Sentence(text("products.rising.help"), "note"))
    if not is_told(scope, asked, "week", "product"):
        return *intro, goods.nothing(snapshot, scope, asked, "week", "product")
    if found.empty:
        return *intro, Notice(text("products.rising.none"))
    rows = goods.told(goods.products(found, "rising", asked, snapshot.as_of), "recent", "before", "gained")
    return *intro, Table("rising", columns(*RISING), rows)
