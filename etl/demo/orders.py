"""Orders: the first sale of each lead household, then a heavy tail that follows the seasons."""

from datetime import date

import numpy as np
import pandas as pd

from etl.demo.catalogue import TYPICAL_QUANTITY, Catalogue
from etl.demo.curves import DAYS, FIRST_DAY, daily_counts, day_number, whole_numbers
from etl.demo.enrolment import NEVER, Enrolment
from etl.demo.trade import Trade

CANCELLED_SHARE, RETURNED_SHARE, TWO_LINES_SHARE = 0.14, 0.02, 0.07
WITHOUT_ACCOUNT_SELLS, WITHOUT_ACCOUNT_WEIGHT = 0.6, 0.6
TAIL, TAIL_CAP, STAR_LATER_WEIGHT = 1.15, 45.0, 4.0
# Thôn Bãi Hào: 82 orders, 880 kg, 20 July to 12 August.
STAR_ORDERS, STAR_KILOGRAMS = 82, 880
STAR_FROM, STAR_TO = day_number(date(2021, 7, 20)), day_number(date(2021, 8, 12))
CIRCULAR = day_number(date(2021, 9, 16))  # civil servants are asked to buy
BUYERS = ("Lạng Sơn", "Hà Nội", "Bắc Giang", "Bắc Ninh", "Hải Phòng", "Quảng Ninh", "Thái Nguyên", "Hải Dương",
          "TP. Hồ Chí Minh", "Đà Nẵng", "Nghệ An")  # fmt: skip
BUYER_WEIGHTS = np.array([0, 0.36, 0.11, 0.10, 0.09, 0.08, 0.07, 0.05, 0.08, 0.03, 0.03])
AT_HOME_BEFORE, AT_HOME_AFTER = 0.40, 0.55
DEAR = 100_000  # VND a unit: bought in smaller quantities


def sell(enrolment: Enrolment, trade: Trade, curves: dict, scale: float, catalogue: Catalogue, phase_of, rng):
    """Order lines with household, listing (row number), day, final status and the day it is settled."""
    parts = []
    for phase in (1, 2):
        leads = np.flatnonzero((trade.lead_day < NEVER) & (phase_of == phase))
        first = np.bincount(trade.lead_day[leads] - FIRST_DAY, minlength=len(DAYS))
        counts = daily_counts(curves[phase, "orders"], scale, rng)
        # first sales come out of the day's orders; what they exceed is made up on the days after
        more = np.diff(np.maximum.accumulate(np.clip((counts - first).cumsum(), 0, None)), prepend=0)
        sellers, weight = tail_of_sellers(enrolment, trade, leads, phase_of == phase, rng)
        star = star_orders(enrolment, trade, more, scale) if phase == 1 else np.zeros(len(DAYS), dtype=int)
        parts.append(frame(leads, trade.lead_day[leads], "completed", first_sale=True))
        parts.append(frame(np.full(star.sum(), enrolment.star), np.repeat(DAYS, star), "completed", star=True))
        drawn = draw_sellers(sellers, weight, trade, more - star, catalogue, rng)
        parts.append(frame(*drawn, "completed"))
        lost = rng.binomial(counts, (CANCELLED_SHARE + RETURNED_SHARE) / (1 - CANCELLED_SHARE - RETURNED_SHARE))
        households, days = draw_sellers(sellers, weight, trade, lost, catalogue, rng)
        parts.append(frame(households, days, "cancelled"))
    orders = pd.concat(parts).sort_values(["day", "household"], kind="stable").reset_index(drop=True)
    returned = (orders["status"] == "cancelled") & (rng.random(len(orders)) < RETURNED_SHARE / CANCELLED_SHARE)
    orders.loc[returned, "status"] = "returned"
    return orders_with_lines(settle(orders, rng), trade, catalogue, rng)


def frame(households, days, status: str, first_sale: bool = False, star: bool = False) -> pd.DataFrame:
    return pd.DataFrame(
        {"household": households, "day": days, "status": status, "first_sale": first_sale, "star": star}
    )


def tail_of_sellers(enrolment: Enrolment, trade: Trade, leads: np.ndarray, mine: np.ndarray, rng):
    """Who may sell again, with Zipf-like weights; a few sell without ever opening an account."""
    others = np.flatnonzero(mine & (trade.listed_day < NEVER) & (enrolment.account_day == NEVER))
    others = others[rng.random(len(others)) < WITHOUT_ACCOUNT_SELLS]
    sellers = np.concatenate([leads, others])
    weight = np.minimum(rng.pareto(TAIL, len(sellers)) + 0.04, TAIL_CAP)
    weight[len(leads) :] *= WITHOUT_ACCOUNT_WEIGHT
    weight[sellers == enrolment.star] = STAR_LATER_WEIGHT
    return sellers, weight


def star_orders(enrolment: Enrolment, trade: Trade, room: np.ndarray, scale: float) -> np.ndarray:
    start = max(STAR_FROM, int(min(trade.lead_day[enrolment.star], NEVER)))
    given = np.zeros(len(DAYS), dtype=int)
    if start <= STAR_TO:
        days = slice(start - FIRST_DAY, STAR_TO + 1 - FIRST_DAY)
        wanted = min(round(STAR_ORDERS * min(scale, 1.0)), int(room[days].sum()))
        wanted -= int(trade.lead_day[enrolment.star] >= STAR_FROM)  # its first sale is one of them
        given[days] = np.minimum(whole_numbers(room[days].astype(float), max(wanted, 0)), room[days])
        given[days] += top_up(room[days] - given[days], max(wanted, 0) - given[days].sum())
    return given


def top_up(room: np.ndarray, missing: int) -> np.ndarray:
    added = np.zeros(len(room), dtype=int)
    for index in range(len(room)):
        added[index] = min(room[index], missing - added.sum())
    return added


def draw_sellers(sellers, weight, trade: Trade, counts: np.ndarray, catalogue: Catalogue, rng):
    start = np.where(trade.lead_day[sellers] < NEVER, trade.lead_day[sellers], trade.listed_day[sellers] + 3)
    start[weight == STAR_LATER_WEIGHT] = STAR_TO + 1
    households, days = [], []
    carried = 0
    for index in np.flatnonzero(counts):
        able = np.flatnonzero(start <= DAYS[index])
        carried += counts[index]
        if not len(able):
            continue
        chance = weight[able] * catalogue.season[index][trade.family[sellers[able]]]
        households.append(sellers[rng.choice(able, carried, p=chance / chance.sum())])
        days.append(np.full(carried, DAYS[index]))
        carried = 0
    empty = np.zeros(0, dtype=int)
    return (np.concatenate(households), np.concatenate(days)) if households else (empty, empty)


def settle(orders: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """The day the final status is known; a first sale and the star's are handed over the same day."""
    slow = rng.choice(np.arange(1, 6), len(orders), p=(0.25, 0.3, 0.25, 0.15, 0.05))
    quick = rng.integers(0, 2, len(orders))
    delay = np.where(orders["status"] == "cancelled", quick, slow)
    delay = np.where(orders["first_sale"] | orders["star"], 0, delay)
    return orders.assign(settled=orders["day"] + delay)


def orders_with_lines(orders: pd.DataFrame, trade: Trade, catalogue: Catalogue, rng) -> pd.DataFrame:
    orders = orders.assign(order=np.arange(len(orders)), line=1)
    owned = {h: list(g) for h, g in trade.listings.reset_index().groupby("household")["index"]}
    listed, family = trade.listings["listed"].to_numpy(), trade.listings["family"].to_numpy()
    shop = trade.listings["shop"].to_numpy()
    two = rng.random(len(orders)) < TWO_LINES_SHARE
    rows = []
    for row, second in zip(orders.itertuples(index=False), two.tolist(), strict=True):
        usable = [k for k in owned[row.household] if listed[k] <= row.day]
        chance = catalogue.season[row.day - FIRST_DAY][family[usable]]
        first = usable[0] if row.star or len(usable) == 1 else int(rng.choice(usable, p=chance / chance.sum()))
        rows.append((row.order, 1, first))
        beside = [k for k in usable if k != first and shop[k] == shop[first]]
        if second and beside and not row.star:
            rows.append((row.order, 2, beside[0]))
    lines = pd.DataFrame(rows, columns=["order", "line", "listing"])
    lines = lines.merge(orders.drop(columns="line"), on="order")
    return with_amounts(lines, trade, catalogue, rng)


def with_amounts(lines: pd.DataFrame, trade: Trade, catalogue: Catalogue, rng) -> pd.DataFrame:
    sold = trade.listings.loc[lines["listing"]]
    unit = catalogue.families["unit_of_measure"].to_numpy()[sold["family"].to_numpy()]
    typical = pd.Series(unit).map(TYPICAL_QUANTITY).to_numpy()
    typical = np.where(sold["price"].to_numpy() > DEAR, typical / 2.5, typical)
    quantity = np.maximum(np.rint(typical * rng.lognormal(0, 0.55, len(lines))), 1)
    quantity = np.where(unit == "viên", np.ceil(quantity / 100) * 100, quantity).astype(int)
    star = star_lines(lines)
    if star.any():
        kilograms = round(STAR_KILOGRAMS * star.sum() / STAR_ORDERS)
        quantity[star] = 1 + whole_numbers(rng.uniform(4, 16, star.sum()), kilograms - int(star.sum()))
    lines["unit_of_measure"], lines["quantity"], lines["unit_price"] = unit, quantity, sold["price"].to_numpy()
    lines["amount"] = lines["quantity"] * lines["unit_price"]
    lines["order_amount"] = lines.groupby("order")["amount"].transform("sum")
    home = np.where(lines["day"] < CIRCULAR, AT_HOME_BEFORE, AT_HOME_AFTER)
    away = rng.choice(len(BUYERS), len(lines), p=BUYER_WEIGHTS / BUYER_WEIGHTS.sum())
    lines["buyer"] = np.where(rng.random(len(lines)) < home, 0, away)
    lines["buyer"] = lines.groupby("order")["buyer"].transform("first")
    lines["buyer_province"] = np.array(BUYERS)[lines["buyer"]]
    return lines


def star_lines(lines: pd.DataFrame) -> np.ndarray:
    """The 82 orders: those kept for the star, and its first sale when it falls into the weeks."""
    owner = lines.loc[lines["star"], "household"].unique()
    inside = lines["day"].between(STAR_FROM, STAR_TO) & lines["first_sale"] & lines["household"].isin(owner)
    return (lines["star"] | inside).to_numpy()
