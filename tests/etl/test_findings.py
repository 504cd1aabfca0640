"""Findings about reports, clocks and certificates: each is raised by what it names and by nothing less."""

from datetime import datetime

import pytest

from etl import dates
from tests.etl import small
from tests.etl.small import VAN_LINH, shop

REPORT = ["Đơn vị", "Tính đến ngày", "Chỉ số", "Giá trị báo cáo"]
COMMUNES = ["06463", "06466", "06523", "06505"]  # four communes of Chi Lăng


def reports(values: dict[str, list[int]]) -> list[list]:
    return [
        [unit, "10/09/2021", name, value]
        for name, column in values.items()
        for unit, value in zip(COMMUNES, column, strict=True)
    ]


def rules(folder, capsys, rows: list[list]) -> set[str]:
    small.write_xlsx(folder / "inbox" / "report.xlsx", {"Báo cáo": [REPORT, *rows]})
    small.write_csv(folder / "inbox" / "shops.csv", [shop("S1", unit=VAN_LINH)])
    return small.build(folder, capsys).rules


def test_a_column_copied_in_every_commune_is_found(tmp_path, capsys):
    assert "columns_copied" in rules(
        tmp_path, capsys, reports({"shops": [31, 42, 53, 64], "accounts": [31, 42, 53, 64]})
    )


def test_one_honest_commune_is_enough(tmp_path, capsys):
    assert "columns_copied" not in rules(
        tmp_path, capsys, reports({"shops": [31, 42, 53, 64], "accounts": [31, 42, 53, 63]})
    )


@pytest.mark.parametrize("value, expected", [(30, True), (33, False)])
def test_round_figures_are_found(tmp_path, capsys, value, expected):
    figures = {name: [value, 37, value, value] for name in ("shops", "accounts", "listings", "orders")}
    assert ("heaped_digits" in rules(tmp_path, capsys, reports(figures))) == expected


def test_the_busiest_minute_is_counted_in_every_form_of_a_time():
    assert (
        dates.busiest_minute(
            [datetime(2021, 9, 1, 8, 5, 1), datetime(2021, 9, 1, 8, 5, 59), datetime(2021, 9, 1, 8, 6)]
        )
        == 2
    )
    assert dates.busiest_minute(["01/09/2021 08:05:01", "01/09/2021 08:05:40", "02/09/2021 08:05"]) == 2
    assert dates.busiest_minute([44440.25, 44440.25001, 44440.75]) == 2
    assert dates.busiest_minute(["01/09/2021", datetime(2021, 9, 1), 44440]) == 0
