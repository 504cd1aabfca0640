"""Prices, seasons, buyers and certificates in words and tables."""

from datetime import date

import pandas as pd
import streamlit as st

from data import activity, figures, sales, snapshots, vocabulary
from data import certificates as certification
from pages.shared import cards, formats, selling, tables
from pages.shared.passport import Figure
from pages.shared.texts import label, text

_STATUSES = ("completed", "in_progress", "cancelled", "returned")
PRICES = {
    "name": ("column.product", None),
    "unit_of_measure": ("market.unit_of_measure", None),
    "quantity": ("column.quantity", tables.COUNT),
    "price": ("market.price", tables.COUNT),
    "price_plain": ("market.price_plain", tables.COUNT),
    "price_certified": ("market.price_certified", tables.COUNT),
    "premium": ("market.premium", tables.SHARE),
    "order_value": ("market.priced_value", tables.COUNT),
}
WEEKS = {
    "week": ("market.week", tables.DAY),
    "quantity": ("column.quantity", tables.COUNT),
    "price": ("market.price", tables.COUNT),
    "order_value": ("column.value", tables.COUNT),
}
PLACES = {
    "name": ("market.bought_in", None),
    "orders": ("column.orders", tables.COUNT),
    "share": ("market.place_share", tables.SHARE),
}
PLATFORMS = {
    "unit": ("column.unit", None),
    "postmart": ("market.postmart", tables.SHARE),
    "voso": ("market.voso", tables.SHARE),
}
ORDERS = {
    "week": ("market.week", tables.DAY),
    "placed": ("market.placed", tables.COUNT),
    **{status: (f"market.{status}", tables.COUNT) for status in _STATUSES},
    "lost_share": ("market.lost_share", tables.SHARE),
}
CERTIFICATES = {
    "scheme_name": ("column.certification", None),
    "name": ("column.product", None),
    "place": ("column.unit", None),
    "valid_to": ("certificates.valid_to", tables.DAY),
    "days_left": ("certificates.days_left", tables.COUNT),
    "listings": ("measure.listings", tables.COUNT),
    "orders": ("column.orders", tables.COUNT),
}
SELLERS = {
    "name": ("column.product", None),
    "shop_code": ("lead.shop", None),
    "place": ("column.unit", None),
    "scheme_names": ("column.certification", None),
    "orders": ("column.orders", tables.COUNT),
    "order_value": ("column.value", tables.COUNT),
    "last_order_on": ("lead.last_order", tables.DAY),
}
LISTINGS = {
    "name": ("column.product", None),
    "listings": ("certificates.listings", tables.COUNT),
    "never_sold": ("certificates.never_sold", tables.COUNT),
    "never_sold_share": ("certificates.never_sold_share", tables.SHARE),
    "first_sold_on": ("certificates.first_sold", tables.DAY),
}


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


def season(product: str) -> str:
    found = months(product)
    return ", ".join(str(month) for month in found) if found else "—"


def titles(weeks: pd.DataFrame) -> dict[str, str]:
    unit = selling.measured(weeks["unit_of_measure"]).iloc[0]
    return {"quantity": text("market.quantity", unit=unit), "price": text("market.price_per", unit=unit)}


def season_verdict(weeks: pd.DataFrame, product: str) -> str:
    """One sentence: how much was sold, at what mean price, and how much of it in season."""
    in_season = weeks[weeks["week"].dt.month.isin(months(product))]
    whole = sales.whole_price(weeks)
    return text(
        "market.season.verdict", quantity=formats.number(weeks["quantity"].sum()), unit=selling.measured(weeks["unit_of_measure"]).iloc[0],
        price=formats.number(whole), value=formats.money(weeks["order_value"].sum()),
        share=formats.percent(sales.part(in_season, weeks, "quantity"), 0),
    )  # fmt: skip


def priced(prices: pd.DataFrame) -> pd.DataFrame:
    return selling.named(prices).assign(unit_of_measure=selling.measured(prices["unit_of_measure"]))


def places(found: pd.DataFrame) -> pd.DataFrame:
    return found.assign(name=[province or text("market.unknown_place") for province in found["buyer_province"]])


def home_verdict(found: pd.DataFrame) -> str:
    """One sentence: what stayed in the province and what went out."""
    if found.empty:
        return text("products.none")
    home = found.loc[found["buyer_province"] == sales.HOME, "share"].sum()
    unknown = found.loc[found["buyer_province"] == "", "share"].sum()
    return text(
        "market.home",
        home=formats.percent(home),
        away=formats.percent(1 - home - unknown),
        unknown=formats.percent(unknown),
    )


def platforms(snapshot: snapshots.Snapshot, scope: snapshots.Scope, trade: sales.Trade) -> pd.DataFrame:
    """One row a district, or the one unit asked for: the share of each platform's open shops that sold in 30 days."""
    shops = activity.shop_activity(snapshot, scope, "district" if trade.commune == figures.OPEN else "commune")
    chosen = shops if trade.unit == vocabulary.PROVINCE else shops[shops["unit_code"] == trade.unit]
    kept = ["type", "name", "unit_code", "day"]
    wide = chosen.pivot(index=kept, columns="platform", values="active_share").reset_index()
    return wide.assign(
        unit=[formats.unit(kind, name) for kind, name in zip(wide["type"], wide["name"], strict=True)],
        indicator=figures.code("activity"),
    )


def statuses() -> dict[str, str]:
    return {status: text(f"market.{status}") for status in _STATUSES}


def certificates(found: pd.DataFrame) -> pd.DataFrame:
    names = selling.labels("certification")
    return selling.named(found).assign(scheme_name=found["scheme"].map(names), place=_places(found))


def _places(found: pd.DataFrame) -> list[str]:
    return [
        formats.unit(kind, name) if isinstance(name, str) else "—"
        for kind, name in zip(found["commune_type"], found["commune"], strict=True)
    ]


def certificate_headline(found: pd.DataFrame, trade: sales.Trade, scheme: str, snapshot: snapshots.Snapshot) -> None:
    """Certificates in force, on sale, soon to expire, expired: cumulative and in force are not the same."""
    counts = certification.counts(found)
    subject = figures.code("certificate", scheme=scheme)
    for column, name in zip(st.container(key="card-certificates").columns(4), counts.index, strict=True):
        figure = Figure(trade.unit, subject, name, snapshot.as_of)
        cards.traced(column, snapshot, figure, counts, text(f"certificates.{name}", days=certification.SOON))


def sellers(found: pd.DataFrame) -> pd.DataFrame:
    names = vocabulary.labels("certifications")
    return selling.named(found).assign(
        place=[f"{place}, {district}" for place, district in zip(_places(found), found["district"], strict=True)],
        scheme_names=[
            ", ".join(label(names[code]) for code in codes.split(", ") if code in names)
            for codes in found["certifications"]
        ],
    )


def never_sold(listings: pd.DataFrame, trade: sales.Trade, day: date) -> pd.DataFrame:
    found = selling.products(listings, "offer", trade, day)
    return found.sort_values("never_sold", ascending=False, ignore_index=True)
