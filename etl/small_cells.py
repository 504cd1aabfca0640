"""Which figures of the trade are withheld from who may not follow single shops: cells of fewer than three shops, and more.

A cell is a figure of one of the tables that such a viewer is shown (`trade_tables.csv`): the trade of a unit, by one
dimension or by two. That of a few shops is small. Leaving it out is not enough where sums beside it are told: further
cells are left out until no combination of what is told gives a small one (secondary suppression in linked tables;
Hundepool et al., Statistical Disclosure Control, 2012, ch. 4).

What is told are linear equations about unknown amounts, those of every combination of commune, week, platform, product,
certifications, buyer and status that may have been traded. A cell follows from them exactly if its row lies in the span
of the rows of the cells that are told.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product as combinations

import duckdb
import numpy as np
import pandas as pd
from scipy import sparse
from scipy.linalg import lapack, solve_triangular
from threadpoolctl import threadpool_limits

from data import vocabulary
from data.trade_tables import LEAST, UNKNOWN, Table, tables

UNITS = {"commune": "commune_code", "district": "district_code", "province": "province_code"}
FREE = ("week", "platform", "product", "certification", "buyer_province", "status")  # what a combination may be made of
USUAL = 4  # values of a dimension that are tried beside a cell
NONE = "none"
_FOLLOWS = 1e-6  # squared distance from the span of what is told; that of a cell that does not follow is above 0.01
WITHHELD = ("level", "unit_code", "first", "first_value", "second", "second_value")


def axes(table: Table) -> tuple[str, ...]:
    """What tells the cells of a table apart; all of the province lies in one unit."""
    return table.dimensions if table.level == "province" else (UNITS[table.level], *table.dimensions)


@dataclass(frozen=True)
class Cells:
    """The cells that are not empty: `frame` has a row each (table, the axes, shops); `members` those of each combination."""

    frame: pd.DataFrame
    members: sparse.csr_matrix  # cells by combinations
    types: dict[str, str]  # of products
    hidden: np.ndarray

    @cached_property
    def shops(self) -> np.ndarray:
        return self.frame["shops"].to_numpy()

    @cached_property
    def overlaps(self) -> sparse.csr_matrix:
        """How many combinations two cells share."""
        return (self.members @ self.members.T).tocsr()

    @cached_property
    def extents(self) -> np.ndarray:
        """How many combinations a cell holds."""
        return self.overlaps.diagonal()

    @cached_property
    def scaled(self) -> sparse.csr_matrix:
        """The overlaps of cells as cosines of their rows, so that each row is of length 1."""
        scale = sparse.diags(1 / np.sqrt(self.extents))
        return (scale @ self.overlaps @ scale).tocsr()

    @cached_property
    def places(self) -> dict[Table, dict[tuple, int]]:
        """The cells of each table by their values."""
        return {
            table: dict(zip(rows[list(axes(table))].itertuples(index=False, name=None), rows.index, strict=True))
            for table, rows in self.frame.groupby("table", sort=False)
        }

    @cached_property
    def keys(self) -> dict[int, tuple]:
        """The values of each cell."""
        return {cell: key for places in self.places.values() for key, cell in places.items()}


def write(connection: duckdb.DuckDBPyConnection) -> None:
    """`mart.withheld`: one row a cell that is not told. `mart.traded`, which tells what a shop sold, goes."""
    with threadpool_limits(1, "blas"):
        found = withheld(connection.execute("SELECT * FROM mart.traded").df())
    connection.register("incoming", found)
    connection.execute(f"CREATE TABLE mart.withheld AS SELECT {', '.join(WITHHELD)} FROM incoming ORDER BY ALL")
    connection.unregister("incoming")
    connection.execute("DROP TABLE mart.traded")


def withheld(traded: pd.DataFrame) -> pd.DataFrame:
    """The cells that are not told, of rows with shop_code, commune_code, week, platform, product_type, product,
    certifications (listed, 'none' for none), buyer_province, status and priced_otherwise (see `traded.sql`); of lost orders
    only status, commune, week and platform.
    """
    if traded.empty:
        return pd.DataFrame(columns=list(WITHHELD), dtype=str)
    cells = _cells(traded)
    seen: set[int] = set()
    while len(found := following(cells)):
        for cell in sorted(found, key=lambda one: (len(axes(_table(cells, one))), -cells.shops[one], one)):
            _protect(cells, cell, cell in seen)
        seen.update(found)
    return pd.concat([_told_apart(cells), _nowhere(several_types(traded))], ignore_index=True)


def _nowhere(products: list[str]) -> pd.DataFrame:
    """Products that no table tells, since they are not the sum of one row: of no level and no unit."""
    return pd.DataFrame([("", "", "product", one, "", "") for one in products], columns=list(WITHHELD), dtype=str)


def _cells(traded: pd.DataFrame) -> Cells:
    lines = _placed(traded)
    names = [*lines.columns.drop("shop_code")]
    lines["combination"] = lines.groupby(names, dropna=False, sort=False).ngroup()
    frames, rows, columns, count = [], [], [], 0
    for table in tables():
        own = _of(table, lines)
        if own.empty:
            continue
        number = own.groupby(list(axes(table)), sort=True).ngroup() if axes(table) else pd.Series(0, own.index)
        shops = own.groupby(number)["shop_code"].nunique()
        first = own.assign(number=number).drop_duplicates("number").sort_values("number")[list(axes(table))]
        frames.append(first.assign(table=table, shops=shops.to_numpy()))
        rows.append(number.to_numpy() + count)
        columns.append(own["combination"].to_numpy())
        count += len(shops)
    frame = pd.concat(frames, ignore_index=True)
    members = _matrix(np.concatenate(rows), np.concatenate(columns), (count, lines["combination"].max() + 1))
    types = lines.dropna(subset="product").drop_duplicates("product").set_index("product")["product_type"].to_dict()
    cells = Cells(frame, members, types, (frame["shops"] < LEAST).to_numpy(copy=True))
    return Cells(frame, sparse.hstack([members, _plausible(cells, lines)]).tocsr(), types, cells.hidden)


def _placed(traded: pd.DataFrame) -> pd.DataFrame:
    return traded.assign(
        week=traded["week"].dt.date.astype(str), **_of_one_type(traded), district_code=traded["commune_code"].map(vocabulary.district_of), province_code=vocabulary.PROVINCE,
        is_certified=traded["certifications"].map(lambda told: None if told is None else str(told != NONE)),
    )  # fmt: skip


def _of_one_type(traded: pd.DataFrame) -> dict[str, pd.Series]:
    """Products, those of several types as a product of its own in each."""
    is_of_several = traded["product"].isin(several_types(traded))
    apart = traded["product"] + " " + traded["product_type"].fillna("")
    return {
        name: traded[name].mask(is_of_several & traded[name].notna(), apart) for name in ("product", "priced_otherwise")
    }


def several_types(traded: pd.DataFrame) -> list[str]:
    """The products that lie in more than one type, as what nobody knows the name of may."""
    types = traded.groupby("product")["product_type"].nunique()
    return sorted({*types.index[types > 1], *({UNKNOWN} & set(types.index))})


def _of(table: Table, lines: pd.DataFrame) -> pd.DataFrame:
    """The lines that a table counts: lost orders are in those by status alone; a line of two certifications is in both."""
    counted = lines if "status" in table.dimensions else lines[lines["product"].notna()]
    if "priced_otherwise" in table.dimensions:
        return counted[counted["priced_otherwise"].notna()]
    if "certification" not in table.dimensions:
        return counted
    return counted.assign(certification=counted["certifications"].str.split(", ")).explode("certification")


def _matrix(rows: np.ndarray, columns: np.ndarray, shape: tuple[int, int]) -> sparse.csr_matrix:
    """Ones where a cell holds a combination, however many lines say so."""
    found = sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=shape)
    found.data[:] = 1
    return found


def _plausible(cells: Cells, lines: pd.DataFrame) -> sparse.csr_matrix:
    """Combinations that nobody traded but that no empty cell rules out, one for each cell: its values with usual ones.

    Who reads the tables does not know which combinations there are. A cell counts as protected where it can be another by these.
    """
    counted = lines[lines["product"].notna()]
    if counted.empty:
        return sparse.csr_matrix((len(cells.frame), 0))
    known = counted.assign(certification=counted["certifications"].str.split(", ").str[0])
    usual = {name: list(known[name].value_counts().index) for name in FREE}
    homes = known.groupby("district_code")["commune_code"].agg(lambda codes: codes.value_counts().index[0]).to_dict()
    districts = known.drop_duplicates("commune_code").set_index("commune_code")["district_code"].to_dict()
    found: dict[tuple[int, ...], None] = {}
    for row in cells.frame.to_dict("records"):
        fixed = {axis: row[axis] for axis in axes(row["table"])}
        if fixed.get("status", usual["status"][0]) not in usual["status"]:
            continue  # what is lost is told by what there is of it
        for choice in _choices(fixed, usual, homes, districts, cells.types):
            held = _holding(cells, choice)
            if held is not None:
                found[held] = None
                break
    of_combination = np.repeat(np.arange(len(found)), [len(held) for held in found])
    return _matrix(
        np.array([cell for held in found for cell in held], dtype=int), of_combination, (len(cells.frame), len(found))
    )


def _choices(
    fixed: dict[str, str],
    usual: dict[str, list],
    homes: dict[str, str],
    districts: dict[str, str],
    types: dict[str, str],
) -> Iterator[dict[str, str]]:
    """Combinations with some values, the most usual of the others first; one of the others is varied."""
    commune = fixed.get("commune_code") or homes.get(fixed.get("district_code"), next(iter(homes.values())))
    fits = [one for one in usual["product"] if types[one] == fixed.get("product_type", types[one])]
    fits = [fixed["priced_otherwise"]] if "priced_otherwise" in fixed else fits
    free = {name: values for name, values in (usual | {"product": fits}).items() if name not in fixed}
    if "is_certified" in fixed:
        free["certification"] = [one for one in usual["certification"] if str(one != NONE) == fixed["is_certified"]]
    if not all(free.values()):
        return
    first = {"priced_otherwise": None} | {name: values[0] for name, values in free.items()} | fixed
    varied = [first, *({**first, name: value} for name, values in free.items() for value in values[1:USUAL])]
    for one in varied:
        yield one | {
            "commune_code": commune, "district_code": districts[commune], "product_type": types[one["product"]],
            "is_certified": str(one["certification"] != NONE),
        }  # fmt: skip


def _holding(cells: Cells, choice: dict[str, str]) -> tuple[int, ...] | None:
    """The cells that hold a combination; None where one of them is told to be empty."""
    keys = [(places, tuple(choice[axis] for axis in axes(table))) for table, places in cells.places.items()]
    held = [places.get(key) for places, key in keys if None not in key]
    return None if None in held else tuple(held)


def following(cells: Cells) -> np.ndarray:
    """The hidden cells that follow from those that are told."""
    hidden, told = np.flatnonzero(cells.hidden), np.flatnonzero(~cells.hidden)
    if not len(told):
        return told
    factor, order, rank, _ = lapack.dpstrf(cells.scaled[told][:, told].toarray(), lower=1, tol=1e-9, overwrite_a=1)
    independent = told[order[:rank] - 1]
    within = solve_triangular(factor[:rank, :rank], cells.scaled[independent][:, hidden].toarray(), lower=True)
    return hidden[1 - (within**2).sum(axis=0) < _FOLLOWS]


def _table(cells: Cells, cell: int) -> Table:
    return cells.frame.at[cell, "table"]


def _protect(cells: Cells, cell: int, is_again: bool) -> None:
    """Hides, of the ways to make a cell unknown, the one that takes fewest shops from what is told."""
    ways = _rectangles if len(axes(_table(cells, cell))) == 2 else _siblings
    taken = [[one for one in way if not cells.hidden[one]] for way in ways(cells, cell)]
    if (not is_again and [] in taken) or cells.hidden.all():
        return  # what was hidden for others may do
    new_ways = [way for way in taken if way] or [[_nearest(cells, cell)]]
    cells.hidden[min(new_ways, key=lambda way: (cells.shops[way].sum(), way))] = True


def _siblings(cells: Cells, cell: int) -> Iterator[list[int]]:
    """Each other cell of a table of one axis, with all that is within it; of communes those of the same district."""
    table = _table(cells, cell)
    key = cells.keys[cell]
    for other, place in cells.places[table].items():
        if other != key and (
            table.level != "commune" or vocabulary.district_of(other[0]) == vocabulary.district_of(key[0])
        ):
            yield _within(cells, place)


def _within(cells: Cells, cell: int) -> list[int]:
    """The cells that hold nothing but what a cell holds."""
    overlaps = cells.overlaps
    own = slice(overlaps.indptr[cell], overlaps.indptr[cell + 1])
    others = overlaps.indices[own]
    return sorted(others[overlaps.data[own] == cells.extents[others]].tolist())


def _rectangles(cells: Cells, cell: int) -> Iterator[list[int]]:
    """Four cells of two rows and two columns, the cell among them: amounts moved round them change no sum.

    Where products and their types are both told the four are of products, and of two types those of the types too.
    """
    table, (row, column) = _table(cells, cell), cells.keys[cell]
    fine, coarse = _by(cells, table, "product"), _by(cells, table, "product_type")
    places = cells.places[fine or table]
    kind = cells.types.get if fine else (lambda one: one)
    is_own = (lambda one: kind(one) == column) if fine and table != fine else (lambda one: one == column)
    columns = {key[1] for key in places}
    for own, other_row in combinations(filter(is_own, columns), {key[0] for key in places} - {row}):
        for other in columns:
            corners = [places.get(key) for key in combinations((row, other_row), (own, other))]
            if is_own(other) or None in corners:
                continue
            types = {kind(own), kind(other)} if fine and coarse else set()
            keys = combinations((row, other_row), types if len(types) > 1 else ())
            yield [*corners, *(cells.places[coarse][key] for key in keys)]


def _by(cells: Cells, table: Table, last: str) -> Table | None:
    """The table with another last dimension, if it is shown."""
    found = Table(table.level, (*table.dimensions[:-1], last))
    return found if table.dimensions[-1] in ("product", "product_type") and found in cells.places else None


def _nearest(cells: Cells, cell: int) -> int:
    """The told cell of fewest shops that shares something with a cell, or of all."""
    shared = set(cells.overlaps[cell].indices)
    told = np.flatnonzero(~cells.hidden)
    near = [one for one in told if one in shared]
    return min(near or told, key=lambda one: (cells.shops[one], one))


def _told_apart(cells: Cells) -> pd.DataFrame:
    """Hidden cells as they are looked up: by unit and up to two dimensions."""
    rows = []
    for cell in np.flatnonzero(cells.hidden):
        table = _table(cells, cell)
        values = dict(zip(axes(table), cells.keys[cell], strict=True))
        named = [(one, str(values[one])) for one in table.dimensions] + [("", "")] * (2 - len(table.dimensions))
        unit = vocabulary.PROVINCE if table.level == "province" else values[UNITS[table.level]]
        rows.append((table.level, unit, *named[0], *named[1]))
    return pd.DataFrame(rows, columns=list(WITHHELD), dtype=str)
