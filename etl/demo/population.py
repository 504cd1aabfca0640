"""Communes, invented households and invented people."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

REFERENCE = Path(__file__).parents[2] / "data" / "reference"
STAR_COMMUNE = "06523"  # xã Chi Lăng, huyện Chi Lăng: one household of thôn Bãi Hào sold 82 orders by 12 August
STAR_HAMLET = "Bãi Hào"
LATE_REGISTER = "181"  # Bình Gia sends its register late: the estimate is in use until then

NAMES = Path(__file__).with_name("names.csv")  # common surnames and given names, words of hamlet names, mobile prefixes


@dataclass
class Population:
    communes: pd.DataFrame  # one row a commune, with register count, speed factors and start of its households
    commune_of: np.ndarray  # row number in communes, for each household
    number_in_commune: np.ndarray


def load_communes(scale: float, rng: np.random.Generator) -> pd.DataFrame:
    communes = pd.read_csv(REFERENCE / "communes_2021.csv", dtype={"commune_code": str, "district_code": str})
    districts = pd.read_csv(REFERENCE / "districts_2021.csv", dtype={"district_code": str})
    communes["phase"] = communes["district_code"].map(districts.set_index("district_code")["phase"])
    drift = rng.uniform(-0.03, 0.03, len(communes))
    counted = np.rint(communes["households_est"] * (1 + drift) * scale).astype(int)
    communes["register"] = np.maximum(counted, 2)
    communes["density"] = communes["households_est"] / communes["area_km2"]
    rural = communes["type"] == "xã"
    communes["weak_telecoms"] = rural & (communes["density"] < communes.loc[rural, "density"].quantile(0.22))
    communes["first"] = communes["register"].cumsum() - communes["register"]
    return communes


def settle(communes: pd.DataFrame) -> Population:
    counts = communes["register"].to_numpy()
    commune_of = np.repeat(np.arange(len(communes)), counts)
    return Population(communes, commune_of, np.arange(len(commune_of)) - communes["first"].to_numpy()[commune_of] + 1)


class Words:
    """Common words to invent names from, drawn by their weight."""

    def __init__(self, rng: np.random.Generator) -> None:
        table = pd.read_csv(NAMES, dtype={"word": str})
        self.rng = rng
        self.words = {name: part["word"].to_numpy() for name, part in table.groupby("list")}
        self.share = {name: (part["weight"] / part["weight"].sum()).to_numpy() for name, part in table.groupby("list")}

    def draw(self, name: str, count: int) -> np.ndarray:
        return self.words[name][self.rng.choice(len(self.words[name]), count, p=self.share[name])]


def hamlet_names(communes: pd.DataFrame, words: Words) -> list[list[str]]:
    names = []
    for commune in communes.itertuples():
        count = int(np.clip(commune.households_est / 95, 4, 12))
        if commune.type == "xã":
            drawn = zip(words.draw("hamlet_first", count * 2), words.draw("hamlet_second", count * 2), strict=True)
            found = list(dict.fromkeys(f"{first} {second}" for first, second in drawn))[:count]
        else:
            found = [f"{'Khối' if commune.type == 'phường' else 'Khu'} {n}" for n in range(1, count + 1)]
        if commune.commune_code == STAR_COMMUNE:
            found[0] = STAR_HAMLET
        names.append(found)
    return names


def person_names(female: np.ndarray, words: Words) -> list[str]:
    n = len(female)
    middle = np.where(female, words.draw("female_middle", n), words.draw("male_middle", n))
    given = np.where(female, words.draw("female_given", n), words.draw("male_given", n))
    parts = zip(words.draw("surname", n), middle, given, strict=True)
    return [f"{surname} {between} {last}" for surname, between, last in parts]


def describe(population: Population, star: int, rng: np.random.Generator) -> pd.DataFrame:
    """The household table with its invented head, identity number and phone."""
    communes, of = population.communes, population.commune_of
    words, n = Words(rng), len(of)
    female = rng.random(n) < 0.38
    hamlets = hamlet_names(communes, words)
    hamlet = (rng.random(n) * np.array([len(names) for names in hamlets])[of]).astype(int)
    hamlet[star] = 0
    codes = communes["commune_code"].to_numpy()[of]
    return pd.DataFrame(
        {
            "household": np.arange(n),
            "household_code": [f"LS-{c}-{k:05d}" for c, k in zip(codes, population.number_in_commune, strict=True)],
            "commune_code": codes,
            "district_code": communes["district_code"].to_numpy()[of],
            "phase": communes["phase"].to_numpy()[of],
            "hamlet": [hamlets[c][h] for c, h in zip(of, hamlet, strict=True)],
            "full_name": person_names(female, words),
            "identity_number": identity_numbers(female, rng),
            "phone": phones(words.draw("mobile_prefix", n), rng),
        }
    )


def identity_numbers(female: np.ndarray, rng: np.random.Generator) -> list[str]:
    """CCCD 020… of 12 digits or CMND 08… of 9: random, no two alike."""
    n = len(female)
    order = rng.permutation(n)
    year = 45 + 5 * rng.integers(0, 10, n) + (order // 1_000_000) % 5
    card = rng.random(n) < 0.72
    return [
        f"020{int(f)}{y:02d}{o % 1_000_000:06d}" if c else f"08{(o * 7919 + 1234567) % 10_000_000:07d}"
        for f, y, o, c in zip(female.tolist(), year.tolist(), order.tolist(), card.tolist(), strict=True)
    ]


def phones(prefixes: np.ndarray, rng: np.random.Generator) -> list[str]:
    order = rng.permutation(len(prefixes)).tolist()
    numbers = [(o * 7907 + 2345678) % 10_000_000 for o in order]
    return [f"0{prefix}{number:07d}" for prefix, number in zip(prefixes, numbers, strict=True)]
