"""What listings, orders and certificates are known by, also where numbers begin again from shop to shop."""

import pandas as pd
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from etl import wholeness
from etl.households import STRONG
from etl.table import Table

_LISTING = ["platform", "shop_id", "listing_id"]


def listing(rows: pd.DataFrame) -> pd.Series:
    """A listing is its shop's: the same id at another shop is another listing."""
    return _joined(rows, _LISTING)


def order(rows: pd.DataFrame) -> pd.Series:
    """An order is known by platform and number; one number at shops that share no day is several orders."""
    key = _joined(rows, ["platform", "order_id"])
    shops = rows["shop_id"].groupby(key).transform("nunique")
    shared = rows[shops > 1]
    if shared.empty:
        return key
    told = key[shared.index]
    # A number at a shop and a number on a day are joined by each line that has both.
    at_shop, _ = pd.factorize(told + "\n" + shared["shop_id"])
    on_day, _ = pd.factorize(told + "\n" + shared["ordered_on"].astype(str))
    size = len(shared)
    graph = coo_matrix(([1] * size, (at_shop, size + on_day)), shape=(2 * size, 2 * size))
    part = pd.Series(connected_components(graph, directed=False)[1][at_shop], index=shared.index)
    first = shared["shop_id"].groupby([told, part]).transform("min")
    return key.where(shops <= 1, key + "\n" + first.reindex(rows.index, fill_value=""))


def listing_of_line(rows: pd.DataFrame, listings: pd.DataFrame) -> pd.Series:
    """The listing that each order line names: its own shop's, else the only one of that id on the platform.

    One that nobody has sent is known by its id, and by its shop too where a file has the id at several shops.
    """
    is_named = rows["listing_id"].notna()
    own, on_platform = listing(rows), _joined(rows, ["platform", "listing_id"])
    known = pd.Series(listing(listings).to_numpy(), index=_joined(listings, ["platform", "listing_id"]).to_numpy())
    only = on_platform.map(known[~known.index.duplicated(keep=False)])
    restarts = rows["shop_id"].groupby([rows["document"], on_platform]).transform("nunique") > 1
    nowhere = ("?\n" + on_platform).where(~restarts | on_platform.isin(known.index), "?\n" + own)
    return own.where(own.isin(known), only.where(only.notna(), nowhere)).where(is_named)


def line(rows: pd.DataFrame) -> pd.Series:
    """What tells the lines of an order apart: the listing, or the shop where none is named."""
    return rows["listing_key"].where(rows["listing_key"].notna(), "\n" + rows["shop_id"])


def variants(table: Table) -> list[int]:
    """For each row which one it is, from 0, of those that differ in columns that nobody explained only."""
    cells_of = [row for _, row in table.rows]
    rest = [
        position for position in table.unknown
        if not (wholeness.has_figures(cells_of, position) and wholeness.is_count_of_rows(cells_of, position))
    ]  # fmt: skip
    seen: dict[tuple, dict[tuple, int]] = {}
    found = []
    for row in cells_of:
        alike = seen.setdefault(tuple(str(row[position]) for position in table.columns.values()), {})
        found.append(alike.setdefault(tuple(str(row[position]) for position in rest), len(alike)))
    return found


def listings_of_certificate(row: pd.Series, listings: pd.DataFrame) -> pd.DataFrame:
    """The listings that a certificate may mean: all of its id, less those that its shop, platform, owner or unit excludes.

    `listings` has the fields of listings, and of their shops the unit and the household tokens.
    """
    found = listings[listings["listing_id"] == row["listing_id"]]
    for name in ("platform", "shop_id", *STRONG, "unit_code"):
        if len(found) > 1 and pd.notna(row[name]) and row[name] and (found[name] == row[name]).any():
            found = found[found[name] == row[name]]
    return found


def _joined(rows: pd.DataFrame, names: list[str]) -> pd.Series:
    first, *others = (rows[name].astype(object).where(rows[name].notna(), "").astype(str) for name in names)
    for other in others:
        first = first + "\n" + other
    return first
