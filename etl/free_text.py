"""Free text that figures are told by. Only known words are published: anything else a person wrote may be a person's."""

from functools import cache

from data import vocabulary
from etl.text import clean, fold

PREFIXES = ("tinh ", "thanh pho ", "tp ")


def province(written: str) -> str | None:
    """The province that a buyer's address ends with; None where it is none of the 63 of 2021."""
    place = fold(written.split(",")[-1])
    for prefix in ("", *PREFIXES):
        if place.startswith(prefix) and place.removeprefix(prefix) in _provinces():
            return _provinces()[place.removeprefix(prefix)]
    return None


def unit_of_measure(written: str) -> str | None:
    """A unit of measure as the reference spells it; None for an unknown one."""
    known = _units_of_measure()
    return known.get(clean(written).lower()) or known.get(fold(written))


@cache
def _provinces() -> dict[str, str]:
    return {
        fold(spelling).removeprefix("thanh pho "): row["province"]
        for row in vocabulary.rows("provinces.csv") for spelling in (row["province"], *row["spellings"].split(";")) if spelling
    }  # fmt: skip


@cache
def _units_of_measure() -> dict[str, str]:
    return {
        spelling: row["unit_of_measure"]
        for row in vocabulary.rows("units_of_measure.csv") for spelling in (row["unit_of_measure"], *row["spellings"].split(";"))
        if spelling
    }  # fmt: skip
