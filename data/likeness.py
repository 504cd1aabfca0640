"""Which commune of an earlier phase is most like another: the twin that a commune of a later phase is compared with.

Alike are communes of the same kind (town or country), of a similar number of households, about as far from their district's
town. One doubling of households weighs as much as ten kilometres. Households are those of the registers in force on the day,
the rest comes from the reference files.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from pyproj import Geod

from data import attainment, vocabulary
from data.snapshots import Scope, Snapshot

KILOMETRES_FOR_A_DOUBLING = 10.0
_EARTH = Geod(a=6_371_000, b=6_371_000)  # metres; a sphere is exact enough for the middles of communes


@dataclass(frozen=True)
class Place:
    """What makes a commune like another. `remoteness` is the way to its district's nearest town or ward, in km."""

    code: str
    is_town: bool
    households: int
    remoteness: float


Households = Mapping[str, int]  # of each commune of 2021 by its code


def registered(snapshot: Snapshot, scope: Scope, day: date) -> Households:
    """Households of the communes in scope as they count on a day: by the latest register, else by the reference estimate."""
    found = attainment.units(snapshot, scope, day, "commune", "both")
    return dict(zip(found["unit_code"], found["households"].astype(int), strict=True))


@cache
def _towns() -> dict[str, float]:
    """The way of every commune to its district's nearest town or ward, in km."""
    rows = vocabulary.rows("communes_2021.csv")
    spots = {row["commune_code"]: (float(row["centroid_lon"]), float(row["centroid_lat"])) for row in rows}
    towns: dict[str, list[str]] = {}
    for row in rows:
        if vocabulary.unit_types()[row["type"]].is_town:
            towns.setdefault(row["district_code"], []).append(row["commune_code"])
    return {
        row["commune_code"]: min(
            kilometres(spots[row["commune_code"]], spots[town]) for town in towns[row["district_code"]]
        )
        for row in rows
    }


def places(households: Households | None = None) -> dict[str, Place]:
    """Each commune by its code with what makes it like another; every one of 2021 by the reference estimates where none are given."""
    counted = households or {code: vocabulary.unit(code).households_estimate for code in _towns()}
    return {
        code: Place(code, vocabulary.unit_types()[vocabulary.unit(code).type].is_town, counted[code], _towns()[code])
        for code in _towns()
        if code in counted
    }


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The great-circle way between two points (lon, lat in degrees)."""
    return _EARTH.line_length(*zip(one, other, strict=True)) / 1000


def distance(one: Place, other: Place) -> float:
    """How unlike two communes of a kind are; 1 is a doubling of households or ten kilometres of remoteness."""
    size = abs(math.log2(one.households / other.households))
    return math.hypot(size, (one.remoteness - other.remoteness) / KILOMETRES_FOR_A_DOUBLING)


def twin(code: str, households: Households | None = None) -> Place | None:
    """The commune of the phases before its own most like the commune `code`; None for one of the first phase."""
    known = places(households)
    own = known[code]
    earlier = {phase.number for phase in vocabulary.phases_before(vocabulary.unit(code).phase)}
    candidates = [
        place for place in known.values()
        if place.is_town == own.is_town and vocabulary.unit(place.code).phase in earlier
    ]  # fmt: skip
    return min(candidates, key=lambda place: (distance(own, place), place.code), default=None)
