"""Later files: whose day they are, which columns they speak for, and years that were mistyped."""

import os
from datetime import datetime

import pytest

from data import vocabulary
from tests.etl import small
from tests.etl.reading import Read
from tests.etl.small import VAN_LINH, account, order, shop


def written(folder, name: str, rows: list[dict], modified: str = "") -> None:
    path = small.write_csv(folder / name, rows)
    if modified:
        moment = datetime.fromisoformat(modified).replace(tzinfo=vocabulary.ZONE).timestamp()
        os.utime(path, (moment, moment))


def holds(folder, **opened_or_more) -> dict:
    """The one row of shop S1 that counts."""
    current = Read(folder).landed["shops"].current
    return current.set_index("shop_id").loc["S1"].to_dict()


# A file's day.

OPEN, CLOSED = shop("S1", closed_on=""), shop("S1", closed_on="2021-09-01")


def test_the_day_that_a_name_states_beats_events_and_the_clock(tmp_path):
    written(tmp_path, "b 2021-10-01.csv", [OPEN], "2021-09-01")
    written(tmp_path, "a 2021-09-08.csv", [CLOSED, shop("S2", opened_on="2021-11-01")], "2021-12-01")
    assert holds(tmp_path)["closed_on"] is None


def test_else_its_newest_event_over_all_its_tables_is_a_files_day(tmp_path):
    """The later list was saved first: its newest row tells that it is later."""
    rows = small.table([account("1", opened_on="2021-10-05")])
    small.write_xlsx(tmp_path / "a.xlsx", {"1": small.table([CLOSED]), "2": rows})
    os.utime(tmp_path / "a.xlsx", (0, 0))
    written(tmp_path, "b.csv", [OPEN, shop("S2", opened_on="2021-10-04")], "2021-12-01")
    assert str(holds(tmp_path)["closed_on"]) == "2021-09-01"


def test_a_stated_day_is_compared_with_the_newest_event_of_another_file(tmp_path):
    written(tmp_path, "a.csv", [CLOSED], "2021-12-31")  # its newest event is 1 September
    written(tmp_path, "b 2021-09-02.csv", [OPEN], "2021-08-01")
    assert holds(tmp_path)["closed_on"] is None


def test_equal_days_are_ordered_by_modification_then_path(tmp_path):
    for name, modified, row in (
        ("b.csv", "2021-09-03 08:00", shop("S1", designated_lead="")),
        ("a.csv", "2021-09-03 09:00", shop("S1", designated_lead="x")),
    ):
        written(tmp_path, name, [row], modified)
    assert holds(tmp_path)["designated_lead"] == "yes"
    written(tmp_path, "a.csv", [shop("S1", designated_lead="x")], "2021-09-03 08:00")
    assert holds(tmp_path)["designated_lead"] is None


def test_the_days_of_a_period_or_a_letter_are_no_files_day(tmp_path):
    title = "Kèm theo Báo cáo số 12/BC-UBND ngày 16/11/2021, từ ngày 01/12/2021 đến ngày 15/12/2021"
    small.write_xlsx(tmp_path / "a.xlsx", {"1": [[title], [], *small.table([OPEN])]})
    written(tmp_path, "b 2021-08-05.csv", [CLOSED])
    assert str(holds(tmp_path)["closed_on"]) == "2021-09-01"


# A column that a file does not have.


def test_a_column_that_is_not_there_erases_nothing_and_an_empty_cell_does(tmp_path):
    full = shop("S1", closed_on="2021-09-01", designated_lead="x", phone="0912345678")
    written(tmp_path, "a 2021-09-01.csv", [full])
    written(tmp_path, "b 2021-09-08.csv", [shop("S1")])
    found = Read(tmp_path)
    assert found.total == (2, 1, 1, 0, 0) and found.values("shops", "designated_lead") == ["yes"]
    written(tmp_path, "c 2021-09-15.csv", [shop("S1", closed_on="")])
    found = Read(tmp_path)
    assert found.total == (3, 1, 1, 1, 0)
    assert found.values("shops", "closed_on") == [None] and found.values("shops", "designated_lead") == ["yes"]
    assert found.landed["shops"].corrections["field"].tolist() == ["closed_on"]


def test_a_household_stays_known_by_what_a_later_file_leaves_out(tmp_path):
    row = {"full_name": "Vi Văn Tú", "phone": "0912345678", "identity_number": "020085001234"}
    written(tmp_path, "a 2021-09-01.csv", [shop("S1") | row])
    written(tmp_path, "b 2021-09-08.csv", [shop("S1") | {"phone": "0912345678"}])
    before = Read(tmp_path).landed["shops"].current
    assert Read(tmp_path).total == (2, 1, 1, 0, 0) and (before["identity_token"] != 0).all()


def test_an_empty_column_of_one_sheet_is_not_taken_for_one_that_is_not_there(tmp_path):
    written(tmp_path, "a 2021-09-01.csv", [shop("S1", designated_lead="x")])
    written(tmp_path, "b 2021-09-08.csv", [shop("S1", designated_lead="")])
    assert Read(tmp_path).values("shops", "designated_lead") == [None]


def test_a_new_amount_of_the_whole_order_stands_against_what_its_lines_cost(tmp_path):
    written(tmp_path, "s.csv", [shop("S1")])
    line = order("D1", "S1", "P1", amount="60000") | {"order_amount": "60000"}
    written(tmp_path, "a 2021-09-01.csv", [line])
    del line["amount"]
    written(tmp_path, "b 2021-09-08.csv", [line])
    assert Read(tmp_path).values("orders", "amount") == [60000]
    written(tmp_path, "c 2021-09-15.csv", [line | {"order_amount": "70000"}])
    found = Read(tmp_path)
    assert found.landed["orders"].current["amount"].isna().all() and found.values("orders", "order_amount") == [70000]


@pytest.mark.parametrize("first", ["lines", "whole"])
def test_an_order_told_by_its_lines_and_by_its_whole_amount_in_two_files_counts_once(first, tmp_path, capsys):
    lines = [order("D1", "S1", amount="150000"), order("D1", "S1", amount="300000", quantity="2")]
    whole = [order("D1", "S1", amount="450000", quantity="3")]
    whole[0]["order_amount"] = whole[0].pop("amount")
    days = ("2021-08-05", "2021-08-12") if first == "lines" else ("2021-08-12", "2021-08-05")
    for name, rows, day in (("lines", lines, days[0]), ("whole", whole, days[1])):
        small.write_csv(tmp_path / "inbox" / f"{name} {day}.csv", rows)
    small.write_csv(tmp_path / "inbox" / "s.csv", [shop("S1")])
    built = small.build(tmp_path, capsys)
    query = "SELECT max(orders), max(order_value)::INT FROM mart.volume WHERE unit_code = '20' AND platform = 'all'"
    assert built.ask(query) == [(1, 450000)]


# A mistyped year.


def rows(number: int, day: str = "2021-08-01") -> list[dict]:
    return [shop(f"S{n}", opened_on=day) for n in range(number)]


@pytest.mark.parametrize("far", [["2022-01-31"], ["2022-01-31", "2022-01-31"]])
def test_one_or_two_rows_far_after_all_others_are_refused(far, tmp_path, capsys):
    far = [shop(f"F{number}", opened_on=day) for number, day in enumerate(far)]
    small.write_csv(tmp_path / "inbox" / "a.csv", [*rows(5, "2021-08-03"), *far])
    built = small.build(tmp_path, capsys)
    assert built.counts("a.csv") == (5 + len(far), 5, 0, 0, len(far))
    assert built.ask("SELECT as_of FROM mart.snapshot")[0][0].isoformat() == "2021-08-03"
    assert built.reasons("a.csv") == {"date_far_ahead": len(far)} and "date_far_ahead" in built.rules


@pytest.mark.parametrize("days", [["2022-01-31", "2022-01-30", "2022-01-29"], ["2022-01-30"]])
def test_three_rows_or_180_days_are_no_slip(days, tmp_path):
    more = [shop(f"F{number}", opened_on=day) for number, day in enumerate(days)]
    first = "2021-08-03" if len(days) == 1 else "2021-08-01"
    written(tmp_path, "a.csv", [*rows(5, first), *more])
    assert Read(tmp_path).total == (5 + len(days), 5 + len(days), 0, 0, 0)


def test_one_shop_told_in_many_exports_is_one(tmp_path):
    for week in range(1, 5):
        written(tmp_path, f"a 2021-09-0{week}.csv", [*rows(5), shop("F", opened_on="2022-01-31")])
    found = Read(tmp_path)
    assert found.total == (24, 5, 15, 0, 4) and set(found.reasons) == {"date_far_ahead"}


def test_a_far_day_does_not_make_its_file_the_latest(tmp_path):
    written(tmp_path, "a.csv", [OPEN, *rows(5)[2:], shop("F", opened_on="2022-01-31")], "2021-09-30")
    written(tmp_path, "b.csv", [shop("S1", closed_on="2021-08-02")], "2021-09-01")
    assert str(holds(tmp_path)["closed_on"]) == "2021-08-02"


def test_a_closing_day_far_ahead_is_refused_too(tmp_path):
    written(tmp_path, "a.csv", [*rows(5), shop("F", closed_on="2022-01-31")])
    found = Read(tmp_path)
    assert found.reasons == ["date_far_ahead"] and VAN_LINH in found.values("shops", "unit_code")
