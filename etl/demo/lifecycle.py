"""What happens later: households chosen as lead, shops and accounts closed, listings taken down."""

import itertools

import numpy as np
import pandas as pd

from etl.demo.curves import DAYS, daily_counts
from etl.demo.enrolment import NEVER, Enrolment
from etl.demo.trade import Trade

CHOSEN_AND_SOLD = 0.66  # part of the designated households that sell by the next published day
AT_LEAST_OPEN = 20  # days before something closes


def designate(enrolment: Enrolment, trade: Trade, curves: dict, scale: float, phase_of: np.ndarray, rng) -> np.ndarray:
    """Designated households: as many shops opened by each anchor day as the curve says."""
    designated = np.zeros(len(phase_of), dtype=bool)
    for phase in (1, 2):
        points = [(day, round(value * scale)) for day, value in curves[phase, "designated"]]
        for (start, low), (end, high) in itertools.pairwise(points):
            mine = np.flatnonzero((phase_of == phase) & (enrolment.shop_day > start) & (enrolment.shop_day <= end))
            sells = trade.lead_day[mine] <= end
            with_sales = min(round((high - low) * CHOSEN_AND_SOLD), int(sells.sum()))
            others = min(high - low - with_sales, int((~sells).sum()))
            designated[rng.choice(mine[sells], with_sales, replace=False)] = True
            designated[rng.choice(mine[~sells], others, replace=False)] = True
    return designated


def close_shops(enrolment: Enrolment, trade: Trade, designated: np.ndarray, curves: dict, scale: float, rng):
    shops = enrolment.shops
    twice = shops["household"].duplicated(keep=False).to_numpy()
    household = shops["household"].to_numpy()
    idle = (trade.listed_day[household] == NEVER) & ~designated[household] & ~twice
    return close(shops, idle, "shops_closed", curves, scale, rng)


def close_accounts(enrolment: Enrolment, trade: Trade, curves: dict, scale: float, rng) -> np.ndarray:
    idle = trade.listed_day[enrolment.accounts["household"].to_numpy()] == NEVER
    return close(enrolment.accounts, idle, "accounts_closed", curves, scale, rng)


def close_listings(trade: Trade, orders: pd.DataFrame, phase_of: np.ndarray, curves: dict, scale: float, rng):
    listings = trade.listings.rename(columns={"listed": "opened"})
    household = listings["household"].to_numpy()
    unsold = (trade.lead_day[household] == NEVER) & ~listings.index.isin(orders["listing"])
    return close(listings.assign(phase=phase_of[household]), unsold, "listings_closed", curves, scale, rng)


def close(table: pd.DataFrame, allowed: np.ndarray, measure: str, curves: dict, scale: float, rng) -> np.ndarray:
    """The closing day of each row, or NEVER."""
    closed = np.full(len(table), NEVER)
    opened = table["opened"].to_numpy()
    for phase in (1, 2):
        open_rows = np.flatnonzero(allowed & (table["phase"] == phase).to_numpy())
        open_rows = open_rows[np.argsort(opened[open_rows], kind="stable")]
        for day in np.repeat(DAYS, daily_counts(curves[phase, measure], scale, rng)):
            usable = np.searchsorted(opened[open_rows], day - AT_LEAST_OPEN, "right")
            if usable:
                pick = int(rng.integers(0, usable))
                closed[open_rows[pick]] = day
                open_rows = np.delete(open_rows, pick)
    return closed
