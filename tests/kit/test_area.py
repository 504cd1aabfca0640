"""One unit on every page: as the address names it, and the nearest that a page can show."""

import pytest

from data import vocabulary
from pages.kit import area, texts
from pages.kit.address import Address
from pages.kit.view import ALL

EVERY = (*area.LEVELS, area.NEW)


@pytest.fixture(params=texts.LANGUAGES, autouse=True)
def language(request):
    with texts.spoken(request.param):
        yield request.param


def test_an_old_link_names_the_unit_as_a_new_one_does():
    assert Address({"district": "187", "commune": "06463"}) == Address({"unit": "06463"})
    assert Address({"district": "187"}) == Address({"unit": "187"}) != Address({"unit": "189"})
    assert Address({"unit": "189", "district": "187"}) == Address({"unit": "189"})
    assert Address({"unit": "189", "day": ""}) == Address({"unit": "189"})


@pytest.mark.parametrize(
    ("code", "level", "levels", "nearest"),
    [
        ("20", "province", ("district",), "20"), ("187", "district", EVERY, "187"), ("06463", "commune", ("province", "district"), "187"),
        ("06463", "commune", ("province",), "20"), ("2025-06187", "commune_2025", EVERY, "2025-06187"),
        ("2025-05977", "commune_2025", area.LEVELS, "178"), ("nothing", "province", EVERY, "20"), ("2025-nothing", "province", EVERY, "20"),
    ],
)  # fmt: skip
def test_a_page_shows_the_unit_or_the_nearest_to_it(code, level, levels, nearest):
    address = Address({"unit": code})
    assert area.level(area.asked(address)) == level
    assert area.code(area.shown(address, levels)) == nearest


def test_a_commune_of_2025_lies_where_most_of_its_households_do():
    """Đông Kinh is of three units of the city and of Yên Trạch, which was of Cao Lộc."""
    by_hand: dict[str, float] = {}
    for row in vocabulary.rows("crosswalk_2021_2025.csv"):
        if row["commune_2025"] == "05977":
            former = vocabulary.unit(row["commune_2021"])
            by_hand[former.parent] = by_hand.get(former.parent, 0) + former.households_estimate * float(
                row["population_share_est"]
            )
    assert set(by_hand) == {"178", "183"} and by_hand["178"] > by_hand["183"]
    assert vocabulary.mostly_in("05977") == "178" and vocabulary.mostly_in("nothing") == vocabulary.PROVINCE


def test_a_choice_offers_the_units_of_its_levels_and_lets_go_of_the_province_alone():
    whole = area.choice(Address(), area.LEVELS)
    assert (whole.chosen, whole.default, len(whole.options)) == (ALL, ALL, 1 + 11 + 200)
    profile = area.choice(Address(), ("district", "commune"))
    assert profile.chosen == profile.options[0].code == "178" and profile.default not in {
        one.code for one in profile.options
    }
    assert area.choice(Address({"unit": "06463"}), ("province", "district")).chosen == "187"
    assert len(area.choice(Address(), EVERY).options) == 1 + 11 + 200 + 65
    assert len({one.words for one in whole.options}) == len(whole.options)  # namesakes carry their district


@pytest.mark.parametrize("code", ["20", "187", "06463", "2025-06187"])
def test_a_unit_is_named_by_the_code_that_names_it(code):
    assert area.code(area.known(code)) == code
