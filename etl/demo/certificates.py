"""OCOP certificates by listing; VietGAP and GlobalGAP by household. Each has its days of validity."""

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from etl.demo.catalogue import Catalogue
from etl.demo.curves import day_number
from etl.demo.population import Population
from etl.demo.trade import Trade

PLAN = Path(__file__).with_name("certificates.csv")  # places, stars and councils: published lists of 2020 and 2021
EXPIRED_FROM, EXPIRED_TO = date(2018, 9, 1), date(2021, 8, 31)  # one VietGAP certificate that is sold on after expiry
SEASON_AFTER = day_number(date(2021, 9, 3)), day_number(date(2021, 9, 15))


def certify(population: Population, trade: Trade, orders: pd.DataFrame, catalogue: Catalogue, rng) -> pd.DataFrame:
    plan = pd.read_csv(PLAN, dtype={"place": str})
    products = catalogue.families["product"].to_numpy()
    listings = trade.listings.assign(product=products[trade.listings["family"].to_numpy()])
    communes = population.communes
    column = population.commune_of[listings["household"].to_numpy()]
    listings["commune"] = communes["commune_code"].to_numpy()[column]
    listings["district"] = communes["district_code"].to_numpy()[column]
    sold = orders.groupby("household").size()
    listings["sold"] = listings["household"].map(sold).fillna(0)
    rows = [expired_row(listings, orders)]
    taken = {(row["household"], row["scheme"]) for row in rows if row}
    for item in plan.itertuples(index=False):
        near = listings[listings["product"] == item.product]
        inside = near[(near["commune"] == item.place) | (near["district"] == item.place)]
        best = inside.sort_values(["sold", "listed"], ascending=[False, True], kind="stable")
        holders = [h for h in best["household"].drop_duplicates() if (h, item.scheme) not in taken][: item.holders]
        for household in holders:
            taken.add((household, item.scheme))
            rows += holder_rows(item, household, inside, rng)
    table = pd.DataFrame([row for row in rows if row])
    return table.assign(number=[number(row, k) for k, row in enumerate(table.itertuples(index=False), 1)])


def holder_rows(item, household: int, inside: pd.DataFrame, rng) -> list[dict]:
    start = first_valid(item, rng)
    row = {"household": household, "listing": -1, "scheme": item.scheme, "valid_from": start}
    row["valid_to"] = last_valid(start, item.months)
    if not item.scheme.startswith("ocop"):
        return [row]
    own = inside.index[inside["household"] == household][:4]
    return [row | {"listing": int(k)} for k in own]


def first_valid(item, rng: np.random.Generator) -> date:
    if isinstance(item.valid_from, str):
        return date.fromisoformat(item.valid_from)
    earliest = date(2018, 12, 1) if item.months == 36 else date(2020, 12, 1)
    return date.fromordinal(
        earliest.toordinal() + int(rng.integers(0, date(2021, 9, 10).toordinal() - earliest.toordinal()))
    )


def last_valid(start: date, months: int) -> date:
    year = start.year + months // 12
    day = min(start.day, 28) if start.month == 2 else start.day
    return date.fromordinal(date(year, start.month, day).toordinal() - 1)


def expired_row(listings: pd.DataFrame, orders: pd.DataFrame) -> dict | None:
    recent = orders[orders["day"].between(*SEASON_AFTER) & (orders["status"] == "completed") & ~orders["star"]]
    apples = listings[(listings["product"] == "custard_apple") & (listings["district"] == "187")]
    count = recent[recent["listing"].isin(apples.index)].groupby("household").size().sort_values(kind="stable")
    if count.empty:
        return None
    holder = {"household": int(count.index[-1]), "listing": -1, "scheme": "vietgap"}
    return holder | {"valid_from": EXPIRED_FROM, "valid_to": EXPIRED_TO}


def number(row, k: int) -> str:
    if row.scheme.startswith("ocop"):
        return f"{k:02d}/{row.valid_from.year}/GCN-OCOP-LS"
    return f"{'VietGAP-TT-12-' if row.scheme == 'vietgap' else 'GGN 40'}{row.valid_from:%y}-{k:04d}"
