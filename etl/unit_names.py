"""Which units a name can mean, today's and former ones, as the lists of units and of spellings have them."""

from dataclasses import dataclass
from functools import cache

from data import vocabulary
from etl import sources
from etl.text import fold, has_diacritics, key


@dataclass(frozen=True)
class Named:
    """A unit as a name can mean it; `codes` are today's (2021) units, several where a former unit was divided."""

    level: str
    type: str
    name: str
    district: str
    codes: tuple[str, ...]
    is_former: bool

    @property
    def described(self) -> str:
        where = f", {district_name(self.district)}" if self.level == "commune" else ""
        return f"{self.type} {self.name}{where}"


def district_name(code: str) -> str:
    return vocabulary.unit(code).full_name


@cache
def named() -> list[Named]:
    """All units of 2021, and the former communes whose names are no longer those of one."""
    found = [
        Named(
            unit.level,
            unit.type,
            unit.name,
            unit.code if unit.level == "district" else unit.parent,
            (unit.code,),
            False,
        )
        for (vintage, _), unit in vocabulary.units().items()
        if vintage == "2021"
    ]
    current = {(unit.type, key(unit.name), unit.district) for unit in found}
    former: dict[tuple[str, str, str], list[str]] = {}
    for row in vocabulary.rows("crosswalk_2019_2021.csv"):
        if (row["type_2019"], key(row["name_2019"]), row["district_code"]) not in current:
            former.setdefault((row["type_2019"], row["name_2019"], row["district_code"]), []).append(
                row["commune_2021"]
            )
    return found + [
        Named("commune", kind, name, district, tuple(codes), True) for (kind, name, district), codes in former.items()
    ]


@cache
def _index() -> tuple[dict[str, list[Named]], dict[str, list[Named]]]:
    exact: dict[str, list[Named]] = {}
    folded: dict[str, list[Named]] = {}
    for unit in named():
        exact.setdefault(key(unit.name), []).append(unit)
        folded.setdefault(fold(unit.name), []).append(unit)
    for row in sources.rows("unit_spellings.csv"):
        meant = [unit for unit in named() if unit.name == row["name"] and unit.district == row["district_code"]]
        exact.setdefault(key(row["spelling"]), []).extend(meant)
    return exact, folded


def named_like(name: str) -> list[Named]:
    """Units of a name; without diacritics only where the text has none, so that wrong marks are not guessed right."""
    exact, folded = _index()
    found = exact.get(key(name), [])
    return found or ([] if has_diacritics(name) else folded.get(fold(name), []))
