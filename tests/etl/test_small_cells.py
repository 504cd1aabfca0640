"""Nobody works out what fewer than three shops traded: an attacker who solves the equations of everything that is told.

The second method knows nothing of how cells are chosen. It lists every combination that a line of the trade may have, takes
out those that a table tells to be empty, and asks of each small cell whether the told figures determine it.
"""

from functools import cache
from itertools import product

import numpy as np
import pandas as pd
import pytest

from data import vocabulary
from data.trade_tables import LEAST, tables
from etl import small_cells

COMMUNES = {"06613": "189", "06616": "189", "06622": "189", "06463": "187", "06466": "187", "06001": "180"}
TYPES = {"custard_apple": "agricultural", "honey": "agricultural", "khau_nhuc": "processed_food"}
VALUES = {
    "week": ["2021-08-02", "2021-08-09", "2021-08-16"], "platform": ["postmart", "voso"], "product": list(TYPES),
    "certifications": ["none", "vietgap", "ocop3", "ocop3, vietgap"], "buyer_province": ["", "Hà Nội"],
    "status": ["completed", "in_progress"],
}  # fmt: skip


def trade(seed: int, lines: int, shops: int) -> pd.DataFrame:
    """Random lines; some shops and some values are far more usual than others."""
    random = np.random.default_rng(seed)

    def some(values: list) -> np.ndarray:
        weights = 1 / (1 + np.arange(len(values))) ** random.uniform(0, 2)
        return random.choice(values, lines, p=weights / weights.sum())

    shop = some(list(range(shops)))
    homes = np.array(list(COMMUNES))[random.integers(0, len(COMMUNES), shops)]
    found = pd.DataFrame({name: some(values) for name, values in VALUES.items()})
    found["priced_otherwise"] = found["product"].where(random.random(lines) < 0.1, None)
    found = found.assign(shop_code=shop.astype(str), commune_code=homes[shop], product_type=found["product"].map(TYPES))
    found["week"] = pd.to_datetime(found["week"])
    lost = found.sample(frac=0.1, random_state=seed).assign(status="cancelled")
    lost[["product", "product_type", "certifications", "buyer_province", "priced_otherwise"]] = None
    return pd.concat([found, lost], ignore_index=True).drop_duplicates(ignore_index=True)


def grid() -> pd.DataFrame:
    """Every combination that a line may have."""
    columns = ("commune_code", *VALUES)
    alike = pd.DataFrame(product(COMMUNES, *VALUES.values()), columns=columns)
    found = pd.concat([alike, alike.assign(priced_otherwise=alike["product"])], ignore_index=True)
    lost = pd.DataFrame(product(COMMUNES, VALUES["week"], VALUES["platform"]), columns=columns[:3])
    return pd.concat([found, lost.assign(status="cancelled")], ignore_index=True).astype(object)


@cache
def possible() -> list[set[tuple]]:
    """The cells of every combination that a line may have."""
    return list(map(keys, grid().to_dict("records")))


def keys(row: dict) -> set[tuple]:
    """The cells that a line counts in: level, unit, and what is told of it."""
    is_lost = not isinstance(row["product"], str)
    named = {"week": {str(row["week"])[:10]}, "platform": {row["platform"]}, "status": {row["status"]}}
    if not is_lost:
        schemes = set(row["certifications"].split(", "))
        named |= {
            "product": {row["product"]}, "product_type": {TYPES[row["product"]]}, "buyer_province": {row["buyer_province"]},
            "priced_otherwise": {row["priced_otherwise"]} if isinstance(row.get("priced_otherwise"), str) else set(),
            "certification": schemes, "is_certified": {str(schemes != {"none"})},
        }  # fmt: skip
    units = {"commune": row["commune_code"], "district": COMMUNES[row["commune_code"]], "province": vocabulary.PROVINCE}
    found = set()
    for table in tables():
        if is_lost and "status" not in table.dimensions:
            continue
        for values in product(*(named.get(name, ()) for name in table.dimensions)):
            found.add((table.level, units[table.level], frozenset(zip(table.dimensions, values, strict=True))))
    return found


def withheld(traded: pd.DataFrame) -> set[tuple]:
    rows = small_cells.withheld(traded).to_dict("records")
    pairs = [((row["first"], row["first_value"]), (row["second"], row["second_value"])) for row in rows]
    return {
        (row["level"], row["unit_code"], frozenset(pair for pair in two if pair[0]))
        for row, two in zip(rows, pairs, strict=True)
    }


def attacked(traded: pd.DataFrame, hidden: set[tuple]) -> tuple[set[tuple], set[tuple]]:
    """The small cells, and those of them that what is told determines."""
    shops: dict[tuple, set] = {}
    for row in traded.to_dict("records"):
        for key in keys(row):
            shops.setdefault(key, set()).add(row["shop_code"])
    small = {key for key, own in shops.items() if len(own) < LEAST}
    columns = [held for held in possible() if held <= shops.keys()]
    order = {key: number for number, key in enumerate(sorted(shops, key=str))}
    matrix = np.zeros((len(order), len(columns)))
    for column, held in enumerate(columns):
        matrix[[order[key] for key in held], column] = 1
    told = matrix[[order[key] for key in shops if key not in hidden]]
    _, singular, directions = (
        np.linalg.svd(told, full_matrices=False) if len(told) else (0, np.zeros(0), np.zeros((0, len(columns))))
    )
    span = directions[: int((singular > 1e-8).sum())] if len(singular) else directions
    rest = {key: matrix[order[key]] - (matrix[order[key]] @ span.T) @ span for key in small}
    return small, {key for key, left in rest.items() if np.abs(left).max() < 1e-7}


@pytest.mark.parametrize("seed", [0, 2, 3, 5, 7, 10])
def test_what_is_told_determines_no_small_cell(seed):
    traded = trade(seed, lines=40 + 25 * seed, shops=5 + 3 * seed)
    hidden = withheld(traded)
    small, found = attacked(traded, hidden)
    assert small and not found and small <= hidden


def test_leaving_out_the_small_cells_alone_would_not_do():
    traded = trade(5, lines=165, shops=20)
    small, _ = attacked(traded, set())
    _, found = attacked(traded, small)
    assert found


def test_what_many_shops_have_is_told():
    everywhere = pd.concat([trade(seed, 3000, 300) for seed in range(2)], ignore_index=True)
    cells, hidden = {key for row in everywhere.to_dict("records") for key in keys(row)}, withheld(everywhere)
    assert len(hidden) < len(cells) / 20 and ("province", vocabulary.PROVINCE, frozenset()) not in hidden


@pytest.mark.parametrize("lines, shops", [(1, 1), (2, 2), (3, 1), (6, 2)])
def test_the_trade_of_two_shops_in_all_is_not_told(lines, shops):
    traded = trade(1, lines, shops)
    assert withheld(traded) >= {
        key for row in traded.to_dict("records") for key in keys(row) if "status" not in dict(key[2])
    }


def test_without_trade_nothing_is_withheld():
    assert small_cells.withheld(trade(1, 3, 3).head(0)).empty


def test_a_product_of_several_types_is_told_nowhere():
    traded = trade(2, 300, 40)
    of_another = traded["product"] == "honey"
    traded.loc[of_another & (traded.index % 2 == 0), "product_type"] = "processed_food"
    assert ("", "", frozenset({("product", "honey")})) in withheld(traded)
    assert not {key for key in withheld(traded) if key[0] == "" and ("product", "khau_nhuc") in key[2]}


def test_what_nobody_knows_the_name_of_is_told_nowhere():
    traded = trade(2, 300, 40).replace({"product": {"honey": "unknown"}, "priced_otherwise": {"honey": "unknown"}})
    assert ("", "", frozenset({("product", "unknown")})) in withheld(traded)


def test_lost_orders_alone_are_withheld_too():
    lost = trade(3, 60, 20)
    lost = lost[lost["product"].isna()].head(2)
    assert ("province", vocabulary.PROVINCE, frozenset({("status", "cancelled")})) in withheld(lost)
