"""Lead households: the way to a first sale, who dropped off, which shops sleep, whom to train."""

from itertools import pairwise

import pandas as pd
import streamlit as st

from data import attainment, ratios, snapshots, vocabulary
from pages.shared import cards, formats, selling, showing, tables
from pages.shared.passport import Figure
from pages.shared.texts import text

STEPS = ("households", "account", "account_shop", "account_shop_listing", "lead")
ODD = {"name": ("column.households_kind", None), "count": ("column.count_households", tables.COUNT)}
STEP = {
    "name": ("lead.funnel", None),
    "count": ("column.count_households", tables.COUNT),
    "kept": ("lead.step_kept", None),
}
UNITS = {
    "unit": ("column.unit", None),
    **{step: (f"funnel.{step}", tables.COUNT) for step in STEPS},
    "lead_share": ("lead.share", tables.SHARE),
    "only_designated": ("lead.only_designated", tables.COUNT),
}
SHOPS = {
    "unit": ("column.unit", None),
    "shops": ("lead.shops", tables.COUNT),
    "listed": ("lead.listed", tables.COUNT),
    "sold": ("lead.sold", tables.COUNT),
    "sold_30_days": ("lead.sold_30_days", tables.COUNT),
    "active_share": ("lead.active_share", tables.SHARE),
    "sleeping_14_days": ("lead.sleeping_14_days", tables.COUNT),
    "sleeping_30_days": ("lead.sleeping_30_days", tables.COUNT),
    "sleeping_share": ("lead.sleeping_share", tables.SHARE),
}
SELLERS = {
    "shop_code": ("lead.shop", None),
    "place": ("column.unit", None),
    "platform_name": ("choice.platform", None),
    "products": ("column.product", None),
    "orders": ("column.orders", tables.COUNT),
    "order_value": ("column.value", tables.COUNT),
    "weeks": ("lead.weeks", tables.COUNT),
    "last_order_on": ("lead.last_order", tables.DAY),
}


def headline(own: pd.Series, snapshot: snapshots.Snapshot, place: str) -> None:
    """Sold, chosen and sold, merely chosen, sold without being chosen."""
    names = ("lead", "designated_lead", "only_designated", "only_lead")
    for column, name in zip(st.container(key="card-lead").columns(len(names)), names, strict=True):
        figure = Figure(place, own["indicator"], name, snapshot.as_of)
        cards.traced(column, snapshot, figure, own, text(f"lead.{name}"))


def against_target(snapshot: snapshots.Snapshot, scope: snapshots.Scope, place: str) -> None:
    """Lead households against both targets of the province or a district."""
    unit = vocabulary.unit(place)
    found = attainment.units(snapshot, scope, snapshot.as_of, unit.level, "lead").set_index("unit_code").loc[place]
    share, target = formats.percent(found["coverage"]), formats.percent(found["target_share"], 0)
    showing.told(text("lead.target", share=share, target=target, gap=formats.number(found["gap"])))
    if unit.level == "district":  # the province as a whole has no phase, hence no pace
        cards.bar(found, "lead-target", formats.unit(unit.type, unit.name))


def steps(own: pd.Series) -> tuple[list[str], list[float], list[str]]:
    """Names, counts and words of the way to a first sale; each step says what is left of the one before."""
    way = listed(own)
    written = [f"{formats.number(count)} · {kept}" for count, kept in zip(way["count"], way["kept"], strict=True)]
    return list(way["name"]), list(way["count"]), written


def listed(own: pd.Series) -> pd.DataFrame:
    """The way to a first sale as rows."""
    counts = [float(own[step]) for step in STEPS]
    kept = [text("lead.all"), *(
        text("lead.kept", share=formats.percent(ratios.share(count, before)))
        for before, count in pairwise(counts)
    )]  # fmt: skip
    return _rows(own, {step: text(f"funnel.{step}") for step in STEPS}).assign(kept=kept)


def _rows(own: pd.Series, names: dict[str, str]) -> pd.DataFrame:
    """Figures of one unit as rows, each with the measure that it is."""
    return pd.DataFrame({
        "name": list(names.values()), "count": [float(own[measure]) for measure in names], "measure": list(names),
        "unit_code": own.name, "indicator": own["indicator"], "day": own["day"],
    })  # fmt: skip


def told(own: pd.Series) -> str:
    """The way to a first sale in words, for those who cannot see its bars."""
    names, _, written = steps(own)
    return "; ".join(f"{name}: {words}" for name, words in zip(names, written, strict=True))


def odd(own: pd.Series) -> pd.DataFrame:
    """Both, either, only one."""
    names = ("account_shop", "either", "only_shop", "only_account")
    return _rows(own, {name: text(f"lead.{name}") for name in names})


def chosen(own: pd.Series) -> pd.DataFrame:
    names = ("designated_lead", "only_designated", "only_lead")
    return _rows(own, {name: text(f"lead.{name}") for name in names})


def named(units: pd.DataFrame) -> pd.DataFrame:
    return units.assign(
        unit=[formats.unit(kind, name) for kind, name in zip(units["type"], units["name"], strict=True)]
    )


def effective(sellers: pd.DataFrame) -> pd.DataFrame:
    """Shops with orders in at least two weeks, by pseudonym: most weeks, then most orders, first."""
    platforms = selling.labels("platform")
    sellers = sellers.assign(product_name=[selling.product_name(code) for code in sellers["product"]])
    shops = sellers.groupby(["shop_code", "platform", "commune", "commune_type", "district"], as_index=False).agg(
        products=("product_name", lambda names: ", ".join(dict.fromkeys(names))), orders=("shop_orders", "max"),
        order_value=("order_value", "sum"), weeks=("shop_weeks", "max"), last_order_on=("last_order_on", "max"),
    )  # fmt: skip
    shops = shops[shops["weeks"] >= 2].sort_values(
        ["weeks", "orders", "order_value"], ascending=False, ignore_index=True
    )
    return shops.assign(
        place=[f"{formats.unit(kind, name)}, {district}" for kind, name, district in
               zip(shops["commune_type"], shops["commune"], shops["district"], strict=True)],
        platform_name=shops["platform"].map(platforms),
    )  # fmt: skip


def as_csv(sellers: pd.DataFrame, snapshot: snapshots.Snapshot) -> bytes:
    """The list for the programme office, with where its figures come from in the first lines."""
    note = text(
        "app.freshness",
        as_of=formats.day(snapshot.as_of),
        snapshot=snapshot.id,
        built_at=formats.moment(snapshot.built_at),
    )
    marks = [*([text("app.simulated")] if snapshot.is_simulated else []), note.replace("**", "")]
    columns = {name: text(key) for name, (key, _) in SELLERS.items()}
    table = sellers[list(columns)].rename(columns=columns).to_csv(index=False)
    return ("\n".join(f'"{mark}"' for mark in marks) + "\n" + table).encode("utf-8-sig")
