"""The season of a product: its months, and how much of what was sold falls into them."""

import pandas as pd

from data import sales, vocabulary
from pages.kit import formats
from pages.kit.texts import text
from pages.trade import goods


def months(product: str) -> tuple[int, ...]:
    """The months of a product's season, from the reference: '7-10' or '11-1' or '1-4;6-9'."""
    row = next((row for row in vocabulary.rows("products.csv") if row["product"] == product), None)
    found: list[int] = []
    for span in (row["season_months"] if row else "").split(";"):
        ends = [int(end) for end in span.split("-") if end.strip().isdigit()]
        if len(ends) == 2:
            start, end = ends
            found += [(start + step - 1) % 12 + 1 for step in range((end - start) % 12 + 1)]
        else:
            found += ends
    return tuple(found)


def words(product: str) -> str:
    """The months by their numbers; a dash for a product of all year."""
    return ", ".join(map(str, months(product))) or formats.MISSING


def axes(weeks: pd.DataFrame) -> dict[str, str]:
    """What the axes of quantity and price are called: both are of the unit of measure that the rows have."""
    unit = _unit(weeks)
    return {"quantity": text("market.quantity", unit=unit), "price": text("market.price_per", unit=unit)}


def verdict(weeks: pd.DataFrame, whole: pd.Series, product: str) -> str:
    """One sentence: how much was sold, at what mean price where enough sold, and how much of it in season."""
    if whole.empty or formats.is_missing(whole["quantity"]):
        return text("trade.withheld.all")
    in_season = weeks[weeks["week"].dt.month.isin(months(product))]
    told = {"quantity": formats.number(whole["quantity"]), "unit": goods.unit_of_measure(str(whole.name))}
    if sales.enough(whole):
        price, value = formats.number(whole["price"]), formats.money(whole["order_value"])
        sold = text("market.season.verdict", **told, price=price, value=value)
    else:
        sold = text("market.season.verdict.few", **told, **goods.counted(whole["sellers"], whole["lines"]))
    share = sales.part(in_season, weeks, "quantity")
    return (
        sold if formats.is_missing(share) else f"{sold} {text('market.season.share', share=formats.percent(share, 0))}"
    )


def _unit(weeks: pd.DataFrame) -> str:
    return goods.unit_of_measure(weeks["unit_of_measure"].iloc[0])
