"""Product families: where they grow, when they sell, what they are called and cost."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from etl.demo.curves import DAYS, FIRST_DAY, as_date
from etl.demo.population import REFERENCE

IN_SEASON, NEAR_SEASON, OUT_OF_SEASON, ALL_YEAR = 1.0, 0.30, 0.03, 0.42
ELSEWHERE = 0.04  # weight of a family outside its main places
POPULARITY = {"custard_apple": 3.0, "star_anise": 1.4, "grass_jelly": 1.3, "vanh_khuyen_persimmon": 2.0}
STAPLES = ("custard_apple", "star_anise", "honey", "sticky_rice", "chilli_bamboo", "basketry")
# What a listing is called beside its family name, by unit of measure.
PACKS = {
    "kg": ("túi 1kg", "hộp 5kg", "thùng 10kg", "loại 1", "hàng tuyển"),
    "lít": ("chai 500ml", "can 5 lít", "chai 1 lít"),
    "chai": ("chai 10ml", "chai 30ml", "chai 100ml"),
    "con": ("nguyên con", "con 2kg", "làm sẵn"),
    "bát": ("bát 700g", "hút chân không"),
    "hộp": ("hộp 500g", "hộp 1kg"),
    "lọ": ("lọ 300g", "lọ 500g"),
    "chiếc": ("loại to", "loại nhỏ", "thủ công"),
    "viên": ("lô 500 viên", "lô 1.000 viên"),
}
TYPICAL_QUANTITY = {
    "kg": 5.0, "lít": 2.0, "chai": 2.0, "con": 1.4, "bát": 2.0, "hộp": 3.0, "lọ": 3.0, "chiếc": 1.5, "viên": 500.0,
}  # fmt: skip


@dataclass
class Catalogue:
    families: pd.DataFrame
    season: np.ndarray  # days by families
    place: dict[str, np.ndarray]  # district code -> weight of each family


def load_catalogue() -> Catalogue:
    families = pd.read_csv(REFERENCE / "products.csv", dtype=str)
    families[["price_low", "price_high"]] = families[["price_low", "price_high"]].astype(int)
    months = np.array([as_date(day).month for day in DAYS])
    season = np.column_stack([season_weights(text, months) for text in families["season_months"]])
    popularity = families["product"].map(POPULARITY).fillna(1.0).to_numpy()
    staple = families["product"].isin(STAPLES).to_numpy()
    place = {}
    for code in {code for places in families["main_places"] for code in places.split(";")} | {"178"}:
        grown = np.array([code in places.split(";") for places in families["main_places"]])
        place[code] = np.where(grown, 1.0, np.where(staple, ELSEWHERE * 2, ELSEWHERE)) * popularity
    return Catalogue(families, season, place)


def season_weights(text: str, months: np.ndarray) -> np.ndarray:
    """Weight by day of "7-10", "11-1" or "6-10;1-4"; "1-12" is no season."""
    if text == "1-12":
        return np.where(np.isin(months, (9, 12, 1)), ALL_YEAR * 1.3, ALL_YEAR)  # gifts: Mid-Autumn, the new year
    inside: set[int] = set()
    for span in text.split(";"):
        first, last = (int(month) for month in span.split("-"))
        inside |= {(month - 1) % 12 + 1 for month in range(first, last + 1 + (12 if last < first else 0))}
    near = {month % 12 + 1 for month in inside} | {(month - 2) % 12 + 1 for month in inside}
    return np.where(
        np.isin(months, list(inside)), IN_SEASON, np.where(np.isin(months, list(near)), NEAR_SEASON, OUT_OF_SEASON)
    )


def choose_family(catalogue: Catalogue, district: str, day: int, rng: np.random.Generator) -> int:
    soon = min(day + 20 - FIRST_DAY, len(DAYS) - 1)
    weights = catalogue.place[district] * np.maximum(catalogue.season[day - FIRST_DAY], catalogue.season[soon])
    return int(rng.choice(len(weights), p=weights / weights.sum()))


def listing_name(family, commune: str, district: str, rng: np.random.Generator) -> str:
    packs = PACKS[family.unit_of_measure]
    origin = (district, commune, "Lạng Sơn", "Xứ Lạng")[int(rng.integers(0, 4))]
    name = family.name_vi if origin in family.name_vi else f"{family.name_vi} {origin}"
    return f"{name} {packs[int(rng.integers(0, len(packs)))]}"
