"""Names, headline and tables of the trade."""

from datetime import date

import pandas as pd
import streamlit as st

from data import figures, sales, snapshots, vocabulary
from pages.kit import formats
from pages.kit.lineage import FigureKey
from pages.kit.texts import label, language, text
from pages.shared import cards, tables

CERTIFICATIONS = {
    "name": ("column.certification", None),
    "orders": ("column.orders", tables.COUNT),
    "order_value": ("column.value", tables.COUNT),
}
PRODUCTS = {
    "name": ("column.product", None),
    "orders": ("column.orders", tables.COUNT),
    "order_value": ("column.value", tables.COUNT),
}

WEEKLY = {
    "week": ("market.week", tables.DAY),
    "name": ("column.group", None),
    "value": ("column.count", tables.COUNT),
}

RISING = {
    "name": ("column.product", None),
    "recent": ("products.recent", tables.COUNT),
    "before": ("products.before", tables.COUNT),
    "gained": ("products.gained", tables.COUNT),
    "change": ("products.change", tables.SHARE),
}


COMMUNES = {
    "unit": ("column.unit", None),
    "orders": ("column.orders", tables.COUNT),
    "order_value": ("column.value", tables.COUNT),
    "listings": ("measure.listings", tables.COUNT),
}


def divisions(trade: sales.Trade) -> tuple[str, ...]:
    """What the weeks may be divided by; one commune lies in one district."""
    everywhere = ("certification", "product_type", "platform")
    return (*everywhere, "district_code") if trade.commune == figures.OPEN else everywhere


def labels(by: str) -> dict[str, str]:
    """Names of the groups of a dimension, in their order."""
    if by == "district_code":
        return {unit.code: unit.name for unit in vocabulary.units().values() if unit.level == "district"}
    files = {"certification": "certifications", "product_type": "product_types", "platform": "platforms"}
    return {code: label(names) for code, names in vocabulary.labels(files[by]).items()}


def product_names() -> dict[str, str]:
    return {row["product"]: row[f"name_{language()}"] for row in vocabulary.rows("products.csv")}


def product_name(code: str) -> str:
    return product_names().get(code) or text("products.other")


def measured(units: pd.Series) -> pd.Series:
    """Units of measure in the viewer's language; a dash where nobody wrote one."""
    column = {"vi": "unit_of_measure", "en": "name_en"}[language()]
    names = {row["unit_of_measure"]: row[column] for row in vocabulary.rows("units_of_measure.csv")}
    return units.map(names).fillna("—")


def named(products: pd.DataFrame) -> pd.DataFrame:
    return products.assign(name=[product_name(code) for code in products["product"]])


def weekly(weeks: pd.DataFrame, by: str, measure: str, trade: sales.Trade) -> pd.DataFrame:
    """The rows of the chart by week, the latest first, each with the way to its passport under the filters of the moment."""
    found = weeks.assign(
        name=weeks[by].map(labels(by)), value=weeks[measure], measure=measure, day=weeks["week"],
        unit_code=weeks[by] if by == "district_code" else trade.unit,
        indicator=[_subject("week", trade, **{by: group}) for group in weeks[by]],
    )  # fmt: skip
    return found[found["name"].notna()].sort_values("week", ascending=False, kind="stable", ignore_index=True)


def _traced(rows: pd.DataFrame, subjects: list[str], trade: sales.Trade, day: date) -> pd.DataFrame:
    """Rows with what a passport needs: each its subject, all the unit of the moment and the day."""
    return rows.assign(indicator=subjects, unit_code=trade.unit, day=pd.Timestamp(day))


def _subject(family: str, trade: sales.Trade, **chosen: str) -> str:
    """The trade under the filters of the moment, with what else was chosen."""
    filters = {"platform": trade.platform, "product_type": trade.product_type}
    return figures.code(family, **{**filters, **chosen})


def certifications(total: pd.DataFrame) -> pd.DataFrame:
    """Certifications in their order, and the total, which is counted apart, last."""
    known = labels("certification")
    rows = total.reindex([code for code in (*known, "all") if code in total.index])
    return rows.assign(name=[known.get(code) or text("column.all") for code in rows.index])


def certified(total: pd.DataFrame, trade: sales.Trade, day: date) -> pd.DataFrame:
    """The same, each with the way to its passport under the filters of the moment."""
    rows = certifications(total)
    return _traced(rows, [_subject("trade", trade, certification=code) for code in rows.index], trade, day)


def communes(found: pd.DataFrame, trade: sales.Trade, day: date) -> pd.DataFrame:
    """Communes by name, each with the way to its own passport under the filters of the moment."""
    units = [vocabulary.unit(code) for code in found["unit_code"]]
    return found.assign(
        unit=[formats.unit(unit.type, unit.name) for unit in units],
        indicator=_subject("trade", trade),
        day=pd.Timestamp(day),
    )


def products(found: pd.DataFrame, family: str, trade: sales.Trade, day: date) -> pd.DataFrame:
    """Products by name, each with the way to its passport in a family of figures under the filters of the moment."""
    kinds = found["product_type"] if "product_type" in found else [trade.product_type] * len(found)
    subjects = [
        _subject(family, trade, product_type=kind, product=product)
        for kind, product in zip(kinds, found["product"], strict=True)
    ]
    return _traced(named(found), subjects, trade, day)


def headline(total: pd.DataFrame, listings: int, trade: sales.Trade, snapshot: snapshots.Snapshot) -> None:
    """Orders and value, counted apart from the certifications, and what is on sale now."""
    own = total.loc["all"].to_dict() | {"listings": listings}
    shown = {"orders": "products.total", "order_value": "products.value", "listings": "measure.listings"}
    for column, (measure, key) in zip(st.container(key="card-trade").columns(len(shown)), shown.items(), strict=True):
        figure = FigureKey(trade.unit, _subject("trade", trade), measure, snapshot.as_of)
        cards.traced(column, snapshot, figure, own, text(key))
