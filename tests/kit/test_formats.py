"""Figures as official reports write them, in both languages; halves as a workbook rounds them."""

from datetime import date, datetime

import pytest

from pages.kit import formats
from pages.kit.texts import spoken

MISSING = (None, float("nan"))


@pytest.mark.parametrize(
    ("value", "kind", "vietnamese", "english"),
    [
        (1234567, "count", "1.234.567", "1,234,567"),
        (0, "count", "0", "0"),
        (2.5, "count", "3", "3"),  # Excel's 3, not the 2 of binary halves
        (0.53149, "share", "53,1%", "53.1%"),
        (0.5325, "share", "53,3%", "53.3%"),
        (-0.0004, "points", "0,0", "0.0"),  # nothing lost: no minus before nothing
        (-0.016, "points", "-1,6", "-1.6"),
        (0.25, "decimal", "0,3", "0.3"),
        (1 / 7, "pace", "0,1", "0.1"),  # one in a week is not nothing a day
        (680.4, "pace", "680", "680"),
        (13, "signed", "+13", "+13"),
        (-4, "signed", "-4", "-4"),
        (35, "days", "35 ngày", "35 days"),
        (date(2021, 11, 5), "day", "05/11/2021", "05/11/2021"),
        (3_240_000_000, "money", "3,2 tỷ đồng", "VND 3.2 bn"),
    ],
)
def test_a_value_is_written_by_its_kind(value, kind, vietnamese, english):
    for language, expected in (("vi", vietnamese), ("en", english)):
        with spoken(language):
            assert formats.write(value, kind) == expected


@pytest.mark.parametrize("kind", formats.KINDS)
@pytest.mark.parametrize("value", MISSING)
def test_what_is_missing_is_a_dash_and_never_nothing(kind, value):
    assert formats.write(value, kind) == "—"


def test_a_moment_has_its_hour_first():
    assert formats.moment(datetime(2021, 1, 2, 3, 4)) == "03:04 02/01/2021"
