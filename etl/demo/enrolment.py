"""Who opens a shop, who opens an account, and on which day."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from etl.demo.curves import DAYS, FIRST_DAY, daily_counts, day_number, spread
from etl.demo.endings import LAST_PHASE, Ending
from etl.demo.population import STAR_COMMUNE, Population

NEVER = 10**6
SECOND_SHOP_SHARE = 0.03
# A district's own drive; the city and its neighbours have the staff and the network, Đình Lập and Bình Gia do not.
DISTRICT_DRIVE = {
    "178": 1.45, "183": 1.30, "188": 1.28, "182": 1.02, "181": 0.66, "189": 0.76,
    "187": 1.15, "186": 1.10, "185": 1.00, "184": 0.85, "180": 0.80,
}  # fmt: skip
PILOT_DISTRICTS = ("186", "187")
TYPE_DRIVE = {"phường": 1.15, "thị trấn": 1.75, "xã": 1.0}
SATURATION = {"phường": 0.90, "thị trấn": 0.93, "xã": 0.88}
WEAK_TELECOMS_DRIVE = 0.5
TEAM_DRIVE, TEAM_DAYS = 3.2, 5  # a support team works some days in the commune
VISITS = 4
# Two remote communes that nobody has reached before December: xã Mẫu Sơn (Cao Lộc), xã Đồng Thắng (Đình Lập).
UNREACHED = ("06238", "06643")
UNREACHED_UNTIL = day_number(date(2021, 12, 1))
LAUNCH = day_number(date(2021, 7, 20))
VISITED = {1: (LAUNCH, LAUNCH + 53), 2: (day_number(date(2021, 9, 20)), day_number(date(2021, 12, 16)))}
PROVIDERS = ("Agribank", "ViettelPay", "VNPT Pay")
FIRST_VOSO_SHARE = {1: 0.52, 2: 0.465}  # phase 2: about 1,000 of the first 2,173 shops came through Viettel


@dataclass
class Enrolment:
    shops: pd.DataFrame  # household, platform, opened, phase
    accounts: pd.DataFrame  # household, provider, opened, phase
    shop_day: np.ndarray  # first shop of each household, or NEVER
    account_day: np.ndarray
    star: int  # the household of thôn Bãi Hào
    visits: np.ndarray  # communes by visits: the days on which support teams arrive


def enrol(
    population: Population, curves: dict, scale: float, rng: np.random.Generator, ending: Ending | None = None
) -> Enrolment:
    communes = population.communes
    n = len(population.commune_of)
    star = int(communes.loc[communes["commune_code"] == STAR_COMMUNE, "first"].iloc[0])
    keen = rng.random(n)
    keen[star] = 0.0
    shop_day, account_day = np.full(n, NEVER), np.full(n, NEVER)
    shops, accounts, visits = [], [], plan_visits(communes, rng)
    for phase, noise in ((1, 0.60), (2, 0.13)):
        drive = commune_drive(communes, phase, visits, rng)
        if ending and phase == LAST_PHASE:
            drive = drive * ending.drive(communes["district_code"].to_numpy())
        ready = keen * rng.lognormal(0, noise, n)
        closed = daily_counts(curves[phase, "shops_closed"], scale, rng)
        opened = spread_shops(communes, daily_counts(curves[phase, "shops"], scale, rng) + closed, drive, rng)
        shops.append(open_shops(population, opened, keen, shop_day, phase, rng))
        closed = daily_counts(curves[phase, "accounts_closed"], scale, rng)
        counts = daily_counts(curves[phase, "accounts"], scale, rng) + closed
        opened = spread_accounts(communes, counts, opened, drive, rng)
        accounts.append(open_accounts(population, opened, ready, account_day, phase, rng))
    return Enrolment(join(shops), join(accounts), shop_day, account_day, star, visits)


def join(parts: list[pd.DataFrame]) -> pd.DataFrame:
    return pd.concat(parts).sort_values(["opened", "household"], kind="stable").reset_index(drop=True)


def plan_visits(communes: pd.DataFrame, rng: np.random.Generator) -> np.ndarray:
    days = np.array([rng.integers(*VISITED[phase], VISITS) for phase in communes["phase"]])
    days[communes["commune_code"].isin(UNREACHED)] = UNREACHED_UNTIL
    return np.sort(days, axis=1)


def commune_drive(communes: pd.DataFrame, phase: int, visits: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Speed of each commune on each day: days by communes, 0 where the phase does not run."""
    base = communes["type"].map(TYPE_DRIVE) * communes["district_code"].map(DISTRICT_DRIVE)
    base = base * np.where(communes["weak_telecoms"], WEAK_TELECOMS_DRIVE, 1.0) * rng.lognormal(0, 0.22, len(communes))
    drive = np.tile(np.where(communes["phase"] == phase, base, 0.0), (len(DAYS), 1))
    for column in range(len(communes)):
        for start in np.unique(visits[column]) - FIRST_DAY:
            drive[start : start + TEAM_DAYS, column] *= TEAM_DRIVE
    drive[: LAUNCH - FIRST_DAY, ~communes["district_code"].isin(PILOT_DISTRICTS).to_numpy()] *= 0.15
    drive[: UNREACHED_UNTIL - FIRST_DAY, communes["commune_code"].isin(UNREACHED).to_numpy()] = 0.0
    return drive


def spread_shops(communes: pd.DataFrame, counts: np.ndarray, drive: np.ndarray, rng) -> np.ndarray:
    room = np.floor(communes["register"] * communes["type"].map(SATURATION)).to_numpy(dtype=int)
    room = np.where(drive.max(axis=0) > 0, room, 0)
    given = spread(counts, room, lambda day, taken: (room - taken) * drive[day], rng)
    return with_star(communes, counts, given)


def spread_accounts(
    communes: pd.DataFrame, counts: np.ndarray, shops: np.ndarray, drive: np.ndarray, rng
) -> np.ndarray:
    """Accounts follow the shops of a commune, with its own speed."""
    room = np.where(drive.max(axis=0) > 0, np.floor(communes["register"] * 0.96), 0).astype(int)
    running = shops.cumsum(axis=0)
    started = drive > 0

    def weigh(day: int, taken: np.ndarray) -> np.ndarray:
        behind = np.clip(1.12 * running[day] + 1 - taken, 0.02, None)
        return behind * np.sqrt(drive[day]) * started[day]

    return with_star(communes, counts, spread(counts, room, weigh, rng))


def with_star(communes: pd.DataFrame, counts: np.ndarray, given: np.ndarray) -> np.ndarray:
    """The household of thôn Bãi Hào is among the first of phase 1."""
    column = int(np.flatnonzero(communes["commune_code"] == STAR_COMMUNE)[0])
    day = int(np.flatnonzero(counts)[0])
    if given[:, column].any() and not given[day, column]:
        later = day + 1 + int(np.flatnonzero(given[day + 1 :, column])[0])
        giver = int(np.argmax(given[day]))
        given[day, giver] -= 1
        given[later, giver] += 1
        given[day, column] += 1
        given[later, column] -= 1
    return given


def open_shops(population: Population, opened: np.ndarray, keen, shop_day, phase: int, rng) -> pd.DataFrame:
    households, platforms, days = [], [], []
    first = population.communes["first"].to_numpy()
    size = population.communes["register"].to_numpy()
    share = np.clip(rng.normal(FIRST_VOSO_SHARE[phase], 0.06, len(first)), 0.2, 0.8)
    share += FIRST_VOSO_SHARE[phase] - np.average(share, weights=opened.sum(axis=0) + 1e-9)
    for column in np.flatnonzero(opened.sum(axis=0)):
        when = np.repeat(DAYS, opened[:, column])
        second = (rng.random(len(when)) < SECOND_SHOP_SHARE) & (np.arange(len(when)) >= 12)
        order = first[column] + np.argsort(keen[first[column] : first[column] + size[column]], kind="stable")
        who = np.empty(len(when), dtype=int)
        following = int((~second).sum())
        who[~second] = order[:following]
        voso = rng.random(len(when)) < share[column]
        shop_day[who[~second]] = when[~second]
        earlier = {int(w): bool(v) for w, v in zip(who[~second], voso[~second], strict=True)}
        spare = rng.permutation(who[~second])
        for k in np.flatnonzero(second):
            fits = spare[shop_day[spare] < when[k]]
            if len(fits):
                who[k], spare = fits[0], spare[spare != fits[0]]
                voso[k] = not earlier[int(who[k])]
            else:  # nobody to have a second shop yet: one more household
                who[k], following = order[following], following + 1
                shop_day[who[k]] = when[k]
        households.append(who)
        platforms.append(voso)
        days.append(when)
    platform = np.where(np.concatenate(platforms), "voso", "postmart")
    return pd.DataFrame(
        {"household": np.concatenate(households), "platform": platform, "opened": np.concatenate(days), "phase": phase}
    )


def open_accounts(population: Population, opened: np.ndarray, ready, account_day, phase: int, rng) -> pd.DataFrame:
    first = population.communes["first"].to_numpy()
    size = population.communes["register"].to_numpy()
    households, days = [], []
    for column in np.flatnonzero(opened.sum(axis=0)):
        when = np.repeat(DAYS, opened[:, column])
        order = first[column] + np.argsort(ready[first[column] : first[column] + size[column]], kind="stable")
        account_day[order[: len(when)]] = when
        households.append(order[: len(when)])
        days.append(when)
    who = np.concatenate(households)
    provider = rng.choice(PROVIDERS, len(who), p=(0.42, 0.36, 0.22))
    return pd.DataFrame({"household": who, "provider": provider, "opened": np.concatenate(days), "phase": phase})
