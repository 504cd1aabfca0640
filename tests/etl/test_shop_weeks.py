"""The weeks of a shop, by hand: whole weeks from its opening to the as-of day, and those of them with an order."""

import pytest

from tests.etl import small
from tests.etl.small import order, shop

AS_OF = "2021-09-15"  # a Wednesday: the last whole week is that of 6 to 12 September


def told(folder, opened_on: str, *days: str, **more) -> tuple:
    small.write_csv(folder / "inbox" / "s.csv", [shop("S1", opened_on=opened_on, **more)])
    small.write_csv(
        folder / "inbox" / "o.csv",
        [order(f"O{n}", "S1", ordered_on=day, platform="voso") for n, day in enumerate(days)],
    )
    built = small.build_quietly(folder, "--as-of", AS_OF)
    query = "SELECT weeks_open, weeks_sold, shop_weeks, is_open, days_since_order FROM mart.shop_product"
    (row,) = built.ask(query)
    return row


@pytest.mark.parametrize(
    ("opened_on", "days", "expected"),
    [
        # Opened on a Monday: the weeks of 16, 23, 30 August and 6 September are whole; that of the 13th has just begun.
        ("2021-08-16", ("2021-08-16", "2021-08-22", "2021-09-12", "2021-09-14"), (4, 2, 3)),
        # Opened a day later: its first whole week is the next.
        ("2021-08-17", ("2021-08-18", "2021-08-24", "2021-09-14"), (3, 1, 3)),
        # An order dated before the shop opened is in no week of it.
        ("2021-08-23", ("2021-08-10", "2021-08-23"), (3, 1, 2)),
        # Too young for a whole week.
        ("2021-09-08", ("2021-09-09",), (0, 0, 1)),
    ],
)  # fmt: skip
def test_whole_weeks_since_it_opened(tmp_path, opened_on, days, expected):
    assert told(tmp_path, opened_on, *days)[:3] == expected


@pytest.mark.parametrize(("closed_on", "is_open"), [("2021-09-15", False), ("2021-09-16", True), ("", True)])
def test_a_shop_that_closed_is_not_open(tmp_path, closed_on, is_open):
    assert told(tmp_path, "2021-08-16", "2021-09-01", closed_on=closed_on)[3:] == (is_open, 14)
