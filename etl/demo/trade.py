"""Listings and the households that sell: the lead households of each day."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from etl.demo.catalogue import Catalogue, choose_family, listing_name
from etl.demo.curves import DAYS, FIRST_DAY, daily_counts
from etl.demo.enrolment import NEVER, Enrolment
from etl.demo.population import Population

REPEAT_SHARE = 0.22  # further listings of households that have one
LISTING_DRIVE = {"178": 6.5, "187": 2.0, "186": 1.6}
LEAD_DRIVE = {"178": 1.6}
STAR_WEIGHT = 1e9
SECOND_SHOP_LISTS = 0.3


@dataclass
class Trade:
    listings: pd.DataFrame  # household, shop, family, listed, name, price
    lead_day: np.ndarray  # the day a household became a lead household, or NEVER
    listed_day: np.ndarray
    family: np.ndarray  # main family of a household, or -1


def smallest(weights: np.ndarray, count: int, rng: np.random.Generator) -> np.ndarray:
    """Positions of a weighted draw without replacement."""
    usable = np.flatnonzero(weights > 0)
    if count >= len(usable):
        return usable
    keys = rng.exponential(size=len(usable)) / weights[usable]
    return usable[np.argpartition(keys, count)[:count]] if count else usable[:0]


class Market:
    """Runs one phase day by day: new listings, then new lead households."""

    def __init__(self, population: Population, enrolment: Enrolment, catalogue: Catalogue, rng: np.random.Generator):
        self.population, self.enrolment, self.catalogue, self.rng = population, enrolment, catalogue, rng
        districts = population.communes["district_code"].to_numpy()
        n = len(population.commune_of)
        self.district = districts[population.commune_of]
        by_commune = np.array([LISTING_DRIVE.get(code, 1.0) for code in districts])
        by_commune = by_commune * rng.lognormal(0, 0.35, len(districts))
        self.listing_drive = by_commune[population.commune_of]
        self.lead_drive = np.array([LEAD_DRIVE.get(code, 1.0) for code in districts])[population.commune_of]
        self.listing_drive[enrolment.star] = self.lead_drive[enrolment.star] = STAR_WEIGHT
        self.both_day = np.maximum(enrolment.shop_day, enrolment.account_day)
        self.lead_day, self.listed_day = np.full(n, NEVER), np.full(n, NEVER)
        self.family = np.full(n, -1)
        self.rows: list[tuple[int, int, int]] = []  # household, family, day

    def run(self, phase: int, listings: np.ndarray, leads: np.ndarray) -> None:
        mine = self.population.communes["phase"].to_numpy()[self.population.commune_of] == phase
        shops = np.flatnonzero(mine & (self.enrolment.shop_day < NEVER))
        shops = shops[np.argsort(self.enrolment.shop_day[shops], kind="stable")]
        opened = self.enrolment.shop_day[shops]
        listed: list[int] = []
        owed = 0
        for index in np.flatnonzero((listings > 0) | (leads > 0)):
            day = int(DAYS[index])
            owed += int(listings[index])
            owed -= self.list_new(shops[: np.searchsorted(opened, day, "right")], listed, owed, day)
            self.sell_first(listed, int(leads[: index + 1].sum()), day)

    def list_new(self, open_now: np.ndarray, listed: list[int], count: int, day: int) -> int:
        repeats = int(self.rng.binomial(count, REPEAT_SHARE)) if len(listed) >= 20 else 0
        account = self.enrolment.account_day[open_now]
        soon = np.where(account <= day, 1.0, np.where(account <= day + 7, 0.5, 0.05))
        weights = self.listing_drive[open_now] * soon * (self.listed_day[open_now] == NEVER)
        chosen = open_now[smallest(weights, count - repeats, self.rng)]
        for household in chosen.tolist():
            self.family[household] = self.first_family(household, day)
            self.rows.append((household, int(self.family[household]), day))
        self.listed_day[chosen] = day
        for household in self.rng.choice(listed, repeats).tolist() if repeats else []:
            again = self.rng.random() < 0.5
            family = (
                self.family[household]
                if again
                else choose_family(self.catalogue, self.district[household], day, self.rng)
            )
            self.rows.append((household, int(family), day))
        listed.extend(chosen.tolist())
        return len(chosen) + repeats

    def first_family(self, household: int, day: int) -> int:
        if household == self.enrolment.star:
            return int(np.flatnonzero(self.catalogue.families["product"] == "custard_apple")[0])
        return choose_family(self.catalogue, self.district[household], day, self.rng)

    def sell_first(self, listed: list[int], total: int, day: int) -> None:
        """Bring the lead households of the phase to total: they list, have both, and sell today."""
        pool = np.array(listed, dtype=int)
        if not len(pool):
            return
        missing = total - int((self.lead_day[pool] <= day).sum())
        season = self.catalogue.season[day - FIRST_DAY][self.family[pool]]
        ready = (self.lead_day[pool] == NEVER) & (self.both_day[pool] <= day)
        chosen = pool[smallest(self.lead_drive[pool] * season * ready, max(missing, 0), self.rng)]
        self.lead_day[chosen] = day


def trade(population: Population, enrolment: Enrolment, curves: dict, scale: float, catalogue: Catalogue, rng) -> Trade:
    market = Market(population, enrolment, catalogue, rng)
    for phase in (1, 2):
        closed = daily_counts(curves[phase, "listings_closed"], scale, rng)
        listings = daily_counts(curves[phase, "listings"], scale, rng) + closed
        market.run(phase, listings, daily_counts(curves[phase, "lead"], scale, rng))
    listings = describe_listings(market, rng)
    return Trade(listings, market.lead_day, market.listed_day, market.family)


def describe_listings(market: Market, rng: np.random.Generator) -> pd.DataFrame:
    listings = pd.DataFrame(market.rows, columns=["household", "family", "listed"])
    families = list(market.catalogue.families.itertuples(index=False))
    communes = market.population.communes
    place = list(zip(communes["name"], communes["district_name"], strict=True))
    column = market.population.commune_of[listings["household"].to_numpy()]
    family = listings["family"].to_numpy()
    listings["name"] = [listing_name(families[f], *place[c], rng) for f, c in zip(family, column, strict=True)]
    low = market.catalogue.families["price_low"].to_numpy()[family]
    high = market.catalogue.families["price_high"].to_numpy()[family]
    step = np.where(high < 10_000, 500, 1000)
    listings["price"] = (np.rint(rng.uniform(low, high) / step) * step).astype(int)
    listings["shop"] = shop_of_listing(market.enrolment.shops, listings, rng)
    return listings.sort_values(["listed", "household"], kind="stable").reset_index(drop=True)


def shop_of_listing(shops: pd.DataFrame, listings: pd.DataFrame, rng: np.random.Generator) -> np.ndarray:
    """Row number in shops: the first shop of the household, sometimes the second once it is open."""
    first = shops.drop_duplicates("household").reset_index().set_index("household")["index"]
    second = shops[shops.duplicated("household")].reset_index().set_index("household")
    chosen = listings["household"].map(first).to_numpy()
    other = listings["household"].map(second["index"])
    since = listings["household"].map(second["opened"])
    use = other.notna() & (since <= listings["listed"]) & (rng.random(len(listings)) < SECOND_SHOP_LISTS)
    return np.where(use, other.fillna(0).astype(int), chosen)
