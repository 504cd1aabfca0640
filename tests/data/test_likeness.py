"""Twins: of the same kind, of phase 1, and the nearest by the stated measure."""

import math

from data import attainment, likeness, snapshots, vocabulary
from data.likeness import Place


def test_a_doubling_of_households_weighs_as_much_as_ten_kilometres():
    one = Place("a", False, 500, 3.0)
    assert likeness.distance(one, Place("b", False, 1000, 3.0)) == 1
    assert likeness.distance(one, Place("c", False, 500, 13.0)) == 1
    assert likeness.distance(one, one) == 0


def test_kilometres_on_the_globe():
    # Hà Nội to Lạng Sơn is about 132 km as the crow flies.
    assert 128 < likeness.kilometres((105.854, 21.028), (106.761, 21.853)) < 136


def test_every_commune_of_phase_2_has_a_twin_of_its_kind_in_phase_1():
    places = likeness.places()
    for code, place in places.items():
        if vocabulary.unit(code).phase == 2:
            twin = likeness.twin(code)
            assert vocabulary.unit(twin.code).phase == 1 and twin.is_town == place.is_town


def test_a_town_is_at_no_distance_from_itself_and_a_farther_commune_is_no_twin():
    places = likeness.places()
    assert all(place.remoteness == 0 for place in places.values() if place.is_town)
    chosen = likeness.twin("06613")
    others = [place for place in places.values() if place.is_town and vocabulary.unit(place.code).phase == 1]
    nearest = min(likeness.distance(places["06613"], place) for place in others)
    assert math.isclose(likeness.distance(places["06613"], chosen), nearest)


def test_households_are_those_of_the_registers_in_force(snapshot):
    """A twin is found among the households that count on the day, which are not the reference estimates."""
    registered = likeness.registered(snapshot, snapshots.EVERYTHING, snapshot.as_of)
    estimated = {code: place.households for code, place in likeness.places().items()}
    found = attainment.units(snapshot, snapshots.EVERYTHING, snapshot.as_of, "commune", "both").set_index("unit_code")[
        "households"
    ]
    assert registered == found.to_dict() and registered != estimated and set(registered) == set(estimated)
    assert likeness.places(registered)["06613"].households == registered["06613"]


def test_a_register_that_changes_a_commune_changes_its_twin():
    places = likeness.places()
    first = likeness.twin("06619")
    counted = {code: place.households for code, place in places.items()} | {first.code: places["06619"].households * 64}
    assert likeness.twin("06619", counted).code != first.code
