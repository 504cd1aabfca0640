"""Shops that sell week after week, by their pseudonym: whom to train further."""

from functools import partial

import pandas as pd

from data import sales, vocabulary
from data.snapshots import Scope, Snapshot
from pages.kit import formats, names
from pages.kit.texts import text
from pages.kit.view import ALL, Download

COLUMNS = (
    ("shop_code", "lead.shop"), ("place", "column.unit"), ("platform_name", "choice.platform"), ("products", "column.product"),
    ("orders", "column.orders", "count"), ("order_value", "column.value", "count"), ("weeks", "lead.weeks", "count"),
    ("last_order_on", "lead.last_order", "day"),
)  # fmt: skip
SHOWN = 20
_WEEKS = 2  # with an order, at least
_ORDER = ["weeks", "orders", "order_value"]


def effective(sellers: pd.DataFrame) -> pd.DataFrame:
    """One row a shop with orders in at least two weeks, most weeks, then most orders, first; `sellers` has one a product."""
    steady = sellers[sellers["shop_weeks"] >= _WEEKS]
    shops = steady.groupby("shop_code", as_index=False, sort=False).agg(
        platform=("platform", "first"), commune=("commune", "first"), commune_type=("commune_type", "first"),
        district=("district", "first"), orders=("shop_orders", "first"), order_value=("order_value", "sum"),
        weeks=("shop_weeks", "first"), last_order_on=("last_order_on", "max"),
    )  # fmt: skip
    # Shops that are alike in all three stand by their pseudonym, so that the list is the same each time.
    return shops.sort_values([*_ORDER, "shop_code"], ascending=[False] * len(_ORDER) + [True], ignore_index=True)


def described(shops: pd.DataFrame, sellers: pd.DataFrame) -> pd.DataFrame:
    """Effective shops with their place, platform and products in words; `sellers` are the rows that they were made of."""
    own = sellers[sellers["shop_code"].isin(shops["shop_code"])]
    sold: dict[str, dict[str, None]] = {code: {} for code in shops["shop_code"]}  # in the order they sell
    for shop, product in zip(own["shop_code"], own["product"], strict=True):
        sold[shop][names.product(product)] = None
    return shops.assign(
        place=[
            f"{formats.unit(kind, name)}, {district}"
            for kind, name, district in zip(shops["commune_type"], shops["commune"], shops["district"], strict=True)
        ],
        platform_name=shops["platform"].map(names.labels("platforms")),
        products=[", ".join(products) for products in sold.values()],
    )


def of(snapshot: Snapshot, scope: Scope, place: str) -> pd.DataFrame:
    """What each shop of the province or a district sold of each product."""
    return sales.sellers(snapshot, scope, sales.Trade(ALL if place == vocabulary.PROVINCE else place))


def download(snapshot: Snapshot, scope: Scope, place: str) -> Download:
    """All effective shops of the province or a district as csv, for the programme office."""
    make = partial(_csv, snapshot, scope, place)
    return Download(text("lead.download"), f"{snapshot.id}-{place}.csv", "text/csv", make)


def _csv(snapshot: Snapshot, scope: Scope, place: str) -> bytes:
    """The list with where its figures come from in the first lines."""
    sellers = of(snapshot, scope, place)
    note = text(
        "app.freshness", as_of=formats.day(snapshot.as_of), snapshot=snapshot.id, built_at=formats.moment(snapshot.built_at)
    )  # fmt: skip
    marks = [*([text("app.simulated")] if snapshot.is_simulated else []), note.replace("**", "")]
    headers = {key: text(header) for key, header, *_ in COLUMNS}
    table = described(effective(sellers), sellers)[list(headers)].rename(columns=headers).to_csv(index=False)
    return ("\n".join(f'"{mark}"' for mark in marks) + "\n" + table).encode("utf-8-sig")
