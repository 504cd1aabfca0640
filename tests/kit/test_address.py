"""An address as a key: what a view looks at, and nothing else."""

from datetime import date

import pytest

from pages.kit.address import Address

FIRST, LAST = date(2021, 7, 20), date(2021, 11, 15)


def test_two_addresses_of_the_same_choices_are_one():
    one, other = (
        Address({"day": "2021-09-01", "indicator": "lead"}),
        Address({"indicator": "lead", "day": "2021-09-01"}),
    )
    assert one == other and hash(one) == hash(other)
    assert one != Address({"indicator": "lead"})


def test_what_a_view_does_not_look_at_makes_no_other_view():
    asked = Address({"indicator": "lead", "theme": "dark", "utm": "x"})
    assert asked.of(("indicator", "day")) == Address({"indicator": "lead"})


@pytest.mark.parametrize(
    ("asked", "expected"),
    [("2021-09-01", date(2021, 9, 1)), ("2020-01-01", FIRST), ("2030-01-01", LAST), ("yesterday", LAST), (None, LAST)],
)
def test_a_day_is_kept_between_two(asked, expected):
    assert Address({"day": asked} if asked else {}).day(FIRST, LAST) == expected


def test_a_code_that_is_none_of_the_options_is_the_default():
    assert Address({"rank": "gap"}).code("rank", ("level", "gap"), "level") == "gap"
    assert Address({"rank": "<b>"}).code("rank", ("level", "gap"), "level") == "level"
