"""Shops that are open and sell week after week, by their pseudonym: whom to train further."""

from functools import partial

import pandas as pd

from data import naming, ratios, sales, vocabulary
from data.snapshots import Scope, Snapshot
from pages.kit import foreign, formats, names
from pages.kit.texts import text
from pages.kit.view import ALL, Download
from pages.trade import goods

COLUMNS = (
    ("shop_code", "lead.shop"), ("weeks_share", "lead.weeks_share", "share"), ("place", "column.unit"),
    ("platform_name", "choice.platform"), ("products", "column.product"), ("weeks_sold", "lead.weeks_sold", "count"),
    ("weeks_open", "lead.weeks_open", "count"), ("orders", "column.orders", "count"), ("order_value", "column.value", "count"),
    ("last_order_on", "lead.last_order", "day"),
)  # fmt: skip
SHOWN = 20
_ORDER = ["weeks_share", "weeks_open", "orders", "order_value"]


def asked() -> dict[str, int]:
    """What is asked of an effective shop: the section of the settings."""
    return vocabulary.settings()["effective_shops"]


def effective(sellers: pd.DataFrame) -> pd.DataFrame:
    """One row a shop that is open, has sold of late and in several whole weeks; `sellers` has one row a product.

    First the one with an order in the largest share of its weeks since it opened: an early opening is no advantage.
    """
    least = asked()
    steady = sellers[
        sellers["is_open"]
        & (sellers["days_since_order"] < least["sold_within_days"])
        & (sellers["weeks_open"] >= least["weeks_least"])
        & (sellers["weeks_sold"] >= least["weeks_sold_least"])
    ]
    shops = steady.groupby("shop_code", as_index=False, sort=False).agg(
        platform=("platform", "first"), commune_code=("commune_code", "first"), district=("district", "first"), orders=("shop_orders", "first"), order_value=("order_value", "sum"),
        weeks_open=("weeks_open", "first"), weeks_sold=("weeks_sold", "first"), last_order_on=("last_order_on", "max"),
    )  # fmt: skip
    shops = shops.assign(weeks_share=ratios.share(shops["weeks_sold"], shops["weeks_open"]))
    # Shops that are alike in all of these stand by their pseudonym, so that the list is the same each time.
    return shops.sort_values([*_ORDER, "shop_code"], ascending=[False] * len(_ORDER) + [True], ignore_index=True)


def described(shops: pd.DataFrame, sellers: pd.DataFrame) -> pd.DataFrame:
    """Effective shops with their place, platform and products in words; `sellers` are the rows that they were made of."""
    own = sellers[sellers["shop_code"].isin(shops["shop_code"])]
    sold: dict[str, dict[str, None]] = {code: {} for code in shops["shop_code"]}  # in the order they sell
    for shop, product in zip(own["shop_code"], own["product"], strict=True):
        sold[shop][names.product(product)] = None
    return shops.assign(
        place=goods.places(shops),
        platform_name=shops["platform"].map(names.labels("platforms")),
        products=[", ".join(products) for products in sold.values()],
    )


def of(snapshot: Snapshot, scope: Scope, place: str) -> pd.DataFrame:
    """What each shop of a unit sold of each product."""
    unit = vocabulary.unit(place)
    if unit.level == "commune":
        return sales.sellers(snapshot, scope, sales.Trade(unit.parent, commune=place))
    return sales.sellers(snapshot, scope, sales.Trade(ALL if place == vocabulary.PROVINCE else place))


def download(snapshot: Snapshot, scope: Scope, place: str) -> Download:
    """All effective shops of a unit as csv, for the programme office."""
    make = partial(_csv, snapshot, scope, place)
    name = naming.said(text("lead.effective"), names.unit(place), f"{snapshot.as_of:%Y%m%d}")
    return Download(text("lead.download"), f"{name}.csv", "text/csv", make)


def _csv(snapshot: Snapshot, scope: Scope, place: str) -> bytes:
    """The list with where its figures come from in the first lines."""
    sellers = of(snapshot, scope, place)
    fresh = text("app.freshness", as_of=formats.day(snapshot.as_of), built_at=formats.moment(snapshot.built_at))
    note = f"{fresh} · {text('app.snapshot', snapshot=snapshot.id)}"
    marks = [*([text("app.simulated")] if snapshot.is_simulated else []), foreign.unmarked(note)]
    headers = {key: text(header) for key, header, *_ in COLUMNS}
    table = described(effective(sellers), sellers)[list(headers)].rename(columns=headers).to_csv(index=False)
    return ("\n".join(f'"{mark}"' for mark in marks) + "\n" + table).encode("utf-8-sig")
