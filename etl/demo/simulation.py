"""One simulated programme: every table, cut at the as-of day, keyed by the true household."""

from datetime import date

import numpy as np
import pandas as pd

from etl.demo.catalogue import load_catalogue
from etl.demo.certificates import certify
from etl.demo.curves import day_number, load_anchors
from etl.demo.endings import Ending
from etl.demo.enrolment import NEVER, enrol
from etl.demo.imperfections import order_too_early
from etl.demo.lifecycle import close_accounts, close_listings, close_shops, designate
from etl.demo.orders import sell
from etl.demo.population import describe, load_communes, settle
from etl.demo.reports import report_tables
from etl.demo.trade import trade

DEFAULT_SEED = 2021
DEFAULT_AS_OF = date(2021, 11, 15)


def simulate(
    seed: int = DEFAULT_SEED, scale: float = 1.0, as_of: date | None = None, ending: str | None = None
) -> dict[str, pd.DataFrame]:
    """The tables of one programme up to a day. `ending` is one of `endings.STRENGTHS`; None leaves the anchors as they are."""
    rng = np.random.default_rng(seed)
    last = as_of or DEFAULT_AS_OF
    curves, catalogue = load_anchors(), load_catalogue()
    communes = load_communes(scale, rng)
    bend = Ending.drawn(ending, seed, sorted(set(communes["district_code"]))) if ending else None
    curves = bend.bent(curves) if bend else curves
    population = settle(communes)
    phase_of = communes["phase"].to_numpy()[population.commune_of]
    enrolment = enrol(population, curves, scale, rng, bend)
    trades = trade(population, enrolment, curves, scale, catalogue, rng)
    lines = sell(enrolment, trades, curves, scale, catalogue, phase_of, rng)
    certificates = certify(population, trades, lines, catalogue, rng)
    designated = designate(enrolment, trades, curves, scale, phase_of, rng)
    closed = {
        "shops": close_shops(enrolment, trades, designated, curves, scale, rng),
        "accounts": close_accounts(enrolment, trades, curves, scale, rng),
        "listings": close_listings(trades, lines, phase_of, curves, scale, rng),
    }
    households = describe(population, enrolment.star, rng)
    tables = {
        "households": households,
        "shops": shop_table(enrolment, households, designated, closed["shops"]),
        "accounts": account_table(enrolment, households, closed["accounts"], communes, rng),
    }
    tables["listings"] = listing_table(trades, catalogue, tables["shops"], closed["listings"])
    tables["orders"] = order_too_early(order_table(lines, tables["listings"]), tables["shops"])
    tables["certificates"] = certificate_table(certificates, tables["listings"])
    tables = cut(tables, day_number(last))
    tables.update(report_tables(communes, enrolment.visits, tables, scale, last, rng))
    tables["star"] = households.loc[[enrolment.star]]
    return tables


def dates(days) -> pd.Series:
    """Days since 1970 as dates; NEVER becomes no date."""
    days = pd.Series(np.asarray(days))
    return pd.to_datetime(days.where(days < NEVER), unit="D").astype("datetime64[s]")


def shop_table(enrolment, households: pd.DataFrame, designated: np.ndarray, closed: np.ndarray) -> pd.DataFrame:
    shops = enrolment.shops
    table = pd.DataFrame({"shop_id": "", "platform": shops["platform"], "household": shops["household"]})
    for platform, form in (("voso", "VS21{:06d}"), ("postmart", "PM{:07d}")):
        rows = np.flatnonzero(shops["platform"] == platform)
        table.loc[rows, "shop_id"] = [form.format(k) for k in range(1, len(rows) + 1)]
    table["commune_code"] = households["commune_code"].to_numpy()[shops["household"]]
    table["phase"] = shops["phase"]
    table["opened_on"], table["closed_on"] = dates(shops["opened"]), dates(closed)
    first = ~shops["household"].duplicated()
    table["designated"] = designated[shops["household"]] & first
    return table


def account_table(enrolment, households: pd.DataFrame, closed: np.ndarray, communes: pd.DataFrame, rng) -> pd.DataFrame:
    accounts = enrolment.accounts
    short = accounts["provider"].map({"Agribank": "AGR", "ViettelPay": "VTP", "VNPT Pay": "VNP"})
    running = accounts.groupby("provider").cumcount() + 1
    table = pd.DataFrame({"account_id": [f"MP-{s}-{k:06d}" for s, k in zip(short, running, strict=True)]})
    table["provider"], table["household"], table["phase"] = (
        accounts["provider"],
        accounts["household"],
        accounts["phase"],
    )
    home = households["commune_code"].to_numpy()[accounts["household"]]
    towns = communes[communes["type"].isin(("thị trấn", "phường"))].drop_duplicates("district_code")
    town = households["district_code"].map(towns.set_index("district_code")["commune_code"]).to_numpy()
    # a branch books some accounts under the commune where it stands
    moved = (rng.random(len(table)) < 0.002) & (accounts["provider"] == "Agribank")
    table["commune_code"] = np.where(moved, town[accounts["household"]], home)
    table["opened_on"], table["closed_on"] = dates(accounts["opened"]), dates(closed)
    return table


def listing_table(trades, catalogue, shops: pd.DataFrame, closed: np.ndarray) -> pd.DataFrame:
    listings, families = trades.listings, catalogue.families
    shop = shops.loc[listings["shop"]].reset_index(drop=True)
    table = pd.DataFrame({"listing_id": "", "shop_id": shop["shop_id"], "platform": shop["platform"]})
    for platform, form in (("voso", "VSP{:06d}"), ("postmart", "{:06d}")):
        rows = np.flatnonzero(shop["platform"] == platform)
        table.loc[rows, "listing_id"] = [form.format(400_000 + 7 * k) for k in range(1, len(rows) + 1)]
    table["household"], table["name"], table["price"] = listings["household"], listings["name"], listings["price"]
    table["phase"], table["commune_code"] = shop["phase"], shop["commune_code"]
    for column in ("product", "product_type", "unit_of_measure"):
        table[column] = families[column].to_numpy()[listings["family"]]
    table["listed_on"], table["delisted_on"] = dates(listings["listed"]), dates(closed)
    return table


def order_table(lines: pd.DataFrame, listings: pd.DataFrame) -> pd.DataFrame:
    sold = listings.loc[lines["listing"]].reset_index(drop=True)
    form = {"voso": "VOSO21{:07d}", "postmart": "2109{:08d}"}
    ids = [form[p].format(13 * k + 104) for p, k in zip(sold["platform"], lines["order"], strict=True)]
    table = pd.DataFrame({"order_id": ids})
    for column in (
        "shop_id",
        "platform",
        "household",
        "listing_id",
        "phase",
        "commune_code",
        "product",
        "product_type",
    ):
        table[column] = sold[column]
    table["ordered_on"], table["settled_on"] = dates(lines["day"]), dates(lines["settled"])
    for column in ("line", "quantity", "unit_of_measure", "unit_price", "amount", "order_amount", "status"):
        table[column] = lines[column].to_numpy()
    table["buyer_province"], table["first_sale"] = lines["buyer_province"], lines["first_sale"]
    return table


def certificate_table(certificates: pd.DataFrame, listings: pd.DataFrame) -> pd.DataFrame:
    table = certificates.copy()
    own = table["listing"] >= 0
    table["listing_id"] = listings["listing_id"].reindex(table["listing"]).where(own.to_numpy()).to_numpy()
    table["listed_on"] = listings["listed_on"].reindex(table["listing"]).to_numpy()
    for column in ("valid_from", "valid_to"):
        table[column] = pd.to_datetime(table[column]).astype("datetime64[s]")
    return table.drop(columns="listing").reset_index(drop=True)


def cut(tables: dict[str, pd.DataFrame], last: int) -> dict[str, pd.DataFrame]:
    """Nothing after the as-of day: no later row, no later closing, no status that is not known yet."""
    day = dates([last]).iloc[0]
    kept = dict(tables)
    for name, start, end in (
        ("shops", "opened_on", "closed_on"),
        ("accounts", "opened_on", "closed_on"),
        ("listings", "listed_on", "delisted_on"),
    ):
        table = tables[name][tables[name][start] <= day].copy()
        table.loc[table[end] > day, end] = pd.NaT
        kept[name] = table.reset_index(drop=True)
    orders = tables["orders"][tables["orders"]["ordered_on"] <= day].copy()
    orders["final_status"] = orders["status"]
    orders.loc[orders["settled_on"] > day, "status"] = "in_progress"
    kept["orders"] = orders.reset_index(drop=True)
    sellers = set(kept["listings"]["household"])
    certificates = tables["certificates"]
    ours = certificates["household"].isin(sellers) & (certificates["valid_from"] <= day)
    kept["certificates"] = certificates[ours & ~(certificates["listed_on"] > day)].reset_index(drop=True)
    taking_part = np.union1d(kept["shops"]["household"].unique(), kept["accounts"]["household"].unique())
    kept["households"] = tables["households"].loc[taking_part].reset_index(drop=True)
    return kept
