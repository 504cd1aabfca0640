"""Names, headline and tables of the trade."""

import pandas as pd
import streamlit as st

from data import vocabulary
from pages.shared import formats, showing, tables
from pages.shared.texts import label, language, text

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


def weekly(weeks: pd.DataFrame, by: str, measure: str) -> pd.DataFrame:
    """The rows of the chart by week, the latest first."""
    found = weeks.assign(name=weeks[by].map(labels(by)), value=weeks[measure])
    return found[found["name"].notna()].sort_values("week", ascending=False, kind="stable", ignore_index=True)


def certifications(total: pd.DataFrame) -> pd.DataFrame:
    """Certifications in their order, and the total, which is counted apart, last."""
    known = labels("certification")
    rows = total.reindex([code for code in (*known, "all") if code in total.index])
    return rows.assign(name=[known.get(code) or text("column.all") for code in rows.index])


def headline(total: pd.DataFrame, listings: int) -> None:
    """Orders and value, counted apart from the certifications, and what is on sale now."""
    everything = total.loc["all"]
    orders, value, on_sale = st.container(key="card-trade").columns(3)
    showing.metric(orders, text("products.total"), everything["orders"])
    showing.metric(value, text("products.value"), everything["order_value"], formats.money)
    showing.metric(on_sale, text("measure.listings"), listings)
