"""Inputs as they come: what is taken, what is refused and why, to the row."""

import gzip
import io
import os
import struct
import zipfile
from datetime import date, datetime, timezone
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from data import vocabulary
from etl import account as ledger
from etl import extract, frames, inbox, layout
from etl.conform import Days
from tests.etl import dialects, small
from tests.etl.small import VAN_LINH, account, listing, order, shop

TODAY = date(2022, 1, 31)
HEADER = ["Mã gian hàng", "Sàn", "Mã hộ", "Đơn vị", "Ngày mở"]


def row(number: int | str, day: object = "01/08/2021", unit: object = VAN_LINH) -> list:
    return [f"S{number}", "voso", f"H{number}", unit, day]


class Read:
    """An inbox read and settled, without marts."""

    def __init__(self, folder: Path, as_of: date = TODAY):
        self.inbox = inbox.read(folder, Days(as_of, TODAY), b"key", lambda _: None)
        self.landed = inbox.settle(self.inbox, lambda _: None)
        self.files = {file["path"]: file for file in ledger.of_files(self.inbox, self.landed)}
        for file in self.files.values():
            assert file["read"] == file["loaded"] + file["duplicate"] + file["corrected"] + file["rejected"], file

    @property
    def total(self) -> tuple[int, ...]:
        return tuple(sum(file[name] for file in self.files.values()) for name in small.COUNTS)

    @property
    def reasons(self) -> list[str]:
        return sorted(problems[0].reason for sheet in self.inbox.sheets for problems in sheet.rejected.values())

    @property
    def problems(self) -> list[str]:
        return [sheet.problem.reason for sheet in self.inbox.sheets if sheet.problem]

    def values(self, kind: str, name: str) -> list:
        return self.landed[kind].current[name].tolist()


def text(folder: Path, content: str, name: str = "a.csv") -> Read:
    (folder / name).write_text(content, encoding="utf-8")
    return Read(folder)


def grid(folder: Path, cells: list[list], merged: tuple[str, ...] = ()) -> Read:
    small.write_xlsx(folder / "a.xlsx", {"Trang 1": cells}, merged)
    return Read(folder)


def rows(folder: Path, *tables: list[dict]) -> Read:
    for number, table in enumerate(tables):
        small.write_csv(folder / f"{number}.csv", table)
    return Read(folder)


# --- layouts ---------------------------------------------------------------------------------------------------------


def test_titles_right_above_the_header_are_titles(tmp_path):
    """No empty row between: the date in the title still orders corrections."""
    found = grid(tmp_path, [["Danh sách tính đến ngày 25/09/2021"], HEADER, row(1)])
    assert found.total == (1, 1, 0, 0, 0)
    assert found.inbox.sheets[0].table.stated_on == date(2021, 9, 25)


@pytest.mark.parametrize(
    "extra",
    [
        ["Tổng cộng", "", "", "", 2], ["", "Tổng cộng", "", "", ""], ["Tổng số: 2 gian hàng"], ["Tổng: 2 gian hàng"], ["Cộng 2 hộ"], ["Cộng", "2", "2", "2", "2"],
        ["(1)", "(2)", "(3)", "(4)", "(5)=(1)+(2)"], HEADER, [], ["", " ", "\u00a0", "", ""], ["Người lập biểu"],
        ["Người lập biểu", "", "", "Thủ trưởng đơn vị"], ["Ghi chú: số liệu sơ bộ"], ["Lạng Sơn, ngày 25 tháng 9 năm 2021"],
        ["I", "Giai đoạn 1"], ["Huyện Chi Lăng"],
    ],
)  # fmt: skip
@pytest.mark.parametrize("place", ["below the header", "between", "at the end"])
def test_rows_that_are_no_records(extra, place, tmp_path):
    if place != "at the end" and extra and str(extra[0]).startswith(("Người", "Ghi", "Lạng Sơn")):
        place = "at the end"  # where a signature stands
    lines = {
        "below the header": [extra, row(1), row(2)],
        "between": [row(1), extra, row(2)],
        "at the end": [row(1), row(2), extra],
    }
    assert grid(tmp_path, [HEADER, *lines[place]]).total == (2, 2, 0, 0, 0)


def test_after_the_signature_nothing_is_a_record_until_rows_are_whole_again(tmp_path):
    tail = [["Người lập biểu"], ["(Ký, ghi rõ họ tên)"], ["Nguyễn Thị Lan"], HEADER, row(2)]
    assert grid(tmp_path, [HEADER, row(1), *tail]).total == (2, 2, 0, 0, 0)


def test_a_merged_heading_and_a_merged_note_are_no_records(tmp_path):
    cells = [HEADER, ["Huyện Chi Lăng", "", "", "", ""], row(1, unit="Xã Hòa Bình"), ["Ghi chú: hết", "", "", "", ""]]
    found = grid(tmp_path, cells, ("A2:E2", "A4:E4"))
    assert found.total == (1, 1, 0, 0, 0)
    assert found.values("shops", "unit_code") == ["06508"]


def test_a_register_with_districts_above_their_communes(tmp_path):
    cells = [
        ["STT", "Đơn vị", "Tổng số hộ", "Ngày rà soát"],
        ["I", "Huyện Chi Lăng", 18800, "01/07/2021"], [1, "Xã Hòa Bình", 718, "01/07/2021"], [2, "TT Chi Lăng", 1345, "01/07/2021"],
        ["II", "Huyện Hữu Lũng", 30400, "01/07/2021"], [1, "Xã Hòa Bình", 800, "01/07/2021"],
        ["", "Tổng cộng", 49200, ""], ["Người lập biểu", "", "", ""],
    ]  # fmt: skip
    found = grid(tmp_path, cells)
    assert found.total == (5, 5, 0, 0, 0)
    assert found.values("households", "unit_code") == ["187", "06508", "06466", "186", "06397"]


def test_a_person_called_tong_cong_is_no_total(tmp_path):
    cells = [
        ["Mã gian hàng", "Sàn", "Họ tên", "Số điện thoại", "Đơn vị", "Ngày mở"],
        ["S1", "voso", "Tống Công Minh", "0912345678", VAN_LINH, "01/08/2021"],
    ]
    assert grid(tmp_path, cells).total == (1, 1, 0, 0, 0)
    assert grid(
        tmp_path, [cells[0][2:3] + cells[0][:2] + cells[0][3:], cells[1][2:3] + cells[1][:2] + cells[1][3:]]
    ).total == (1, 1, 0, 0, 0)


def test_a_header_of_two_rows_repeated_on_each_page(tmp_path):
    head = [["STT", "Gian hàng", "", "Chủ hộ", "", ""], ["", "Mã gian hàng", "Sàn", "Mã hộ", "Đơn vị", "Ngày mở"]]
    cells = [*head, ["1", *row(1)], *head, ["2", *row(2)]]
    assert grid(tmp_path, cells, ("A1:A2", "B1:C1", "D1:F1", "A4:A5", "B4:C4", "D4:F4")).total == (2, 2, 0, 0, 0)


def test_below_a_header_that_is_one_itself_the_lower_row_counts(tmp_path):
    """'Địa chỉ' alone would be an address line; with nothing merged the upper row says only what the lower one is about."""
    head = [["Mã gian hàng", "Sàn", "Mã hộ", "Địa chỉ", "", "", "Ngày mở"], ["", "", "", "Thôn", "Xã", "Huyện", ""]]
    found = grid(
        tmp_path, [*head, ["S1", "voso", "H1", "Thôn Đình Lập", "Vạn Linh", "Chi Lăng", "01/08/2021"]], ("D1:F1",)
    )
    assert found.total == (1, 1, 0, 0, 0) and found.values("shops", "unit_code") == [VAN_LINH]


def test_a_record_is_not_taken_for_a_second_header(tmp_path):
    """'Hộ đầu tàu' is an accepted header, here it is a value of a column nobody knows."""
    cells = [[*HEADER, "Phân nhóm"], [*row(1), "Hộ đầu tàu"], [*row(2), "Hộ đầu tàu"]]
    assert grid(tmp_path, cells).total == (2, 2, 0, 0, 0)


def test_data_that_begins_in_column_b_below_empty_rows(tmp_path):
    cells = [[], [], ["", "DANH SÁCH"], [], ["", *HEADER], [], ["", *row(1)], [], ["", *row(2)]]
    assert grid(tmp_path, cells).total == (2, 2, 0, 0, 0)


def test_hidden_and_empty_sheets(tmp_path):
    import xlsxwriter

    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        seen, hidden, deep, _ = (book.add_worksheet(name) for name in ("Hiện", "Ẩn", "Rất ẩn", "Trống"))
        hidden.hide()
        deep.very_hidden()
        for sheet, number in ((seen, 1), (hidden, 2), (deep, 3)):
            sheet.write_row(0, 0, HEADER)
            sheet.write_row(1, 0, row(number))
    found = Read(tmp_path)
    assert found.total == (3, 3, 0, 0, 0)
    assert found.problems == ["file_empty"]


def test_a_total_merged_over_the_whole_width(tmp_path):
    cells = [HEADER, row(1), row(2), ["Tổng: 2 gian hàng", "", "", "", ""]]
    assert grid(tmp_path, cells, ("A4:E4",)).total == (2, 2, 0, 0, 0)


def test_a_cell_merged_over_rows_holds_for_all(tmp_path):
    cells = [[*HEADER, "Huyện"], [*row(1, unit="Xã Hòa Bình"), "Huyện Chi Lăng"], [*row(2, unit="Xã Mai Sao"), ""]]
    cells = [[*line[:3], "Xã" if line is cells[0] else line[3], *line[4:]] for line in cells]
    found = grid(tmp_path, cells, ("F2:F3",))
    assert found.values("shops", "unit_code") == ["06508", "06484"]


# --- delimited text --------------------------------------------------------------------------------------------------

CSV = "shop_id,platform,household_code,unit,opened_on\n"


def test_a_row_with_too_many_cells_is_refused(tmp_path):
    """An unquoted comma pushes everything to the right: nothing in such a row can be trusted."""
    found = text(
        tmp_path,
        CSV
        + "S1,voso,H1,Xã Vạn Linh, huyện Chi Lăng,2021-08-01\nS2,voso,H2,06505,2021-08-01\nS3,voso,H3,06505,2021-08-01,,\n",
    )
    assert found.total == (3, 2, 0, 0, 1) and found.reasons == ["row_too_long"]


def test_a_row_with_too_few_cells_lacks_what_it_lacks(tmp_path):
    found = text(tmp_path, CSV + "S1,voso,H1,06505\nS2\nS3,voso,H3,06505,2021-08-01\n")
    assert found.total == (3, 1, 0, 0, 2) and found.reasons == ["missing", "unit_missing"]


def test_a_quote_that_is_never_closed_swallows_nothing(tmp_path):
    lines = [f"S{number},voso,H{number},06505,2021-08-01" for number in range(40)]
    lines[3] = 'S3,voso,"H3,06505,2021-08-01'
    assert text(tmp_path, CSV + "\n".join(lines)).total == (40, 40, 0, 0, 0)


def test_a_quote_left_open_near_the_end_swallows_nothing(tmp_path):
    found = text(tmp_path, CSV + 'S1,voso,H1,"Xã Vạn Linh,2021-08-01\nS2,voso,H2,06505,2021-08-02\n')
    assert found.total == (2, 1, 0, 0, 1) and found.values("shops", "shop_id") == ["S2"]
    closed = text(tmp_path, CSV + 'S1,voso,H1,06505,"2021-08-01\n"\n')
    assert closed.total == (1, 1, 0, 0, 0)


def test_a_shop_of_another_province_is_refused(tmp_path):
    """Voso sells in the whole country; there is a xã Tân Thanh in Điện Biên too."""
    head = [*HEADER[:3], "Xã", "Tỉnh", "Ngày mở"]
    lines = [
        [f"S{n}", "voso", f"H{n}", "Tân Thanh", name, "01/08/2021"]
        for n, name in enumerate(["Lạng Sơn", "", "Tỉnh Điện Biên", "T. Lạng Sơn"])
    ]
    found = grid(tmp_path, [head, *lines])
    assert found.reasons == ["unit_elsewhere"] and found.total == (4, 3, 0, 0, 1)


def test_a_unicode_title_over_a_table_in_a_legacy_font(tmp_path):
    cells = [
        ["DANH SÁCH GIAN HÀNG SỐ"],
        *([dialects.to_tcvn3(str(cell)) for cell in line] for line in (HEADER, row(1, unit="Xã Vạn Linh"))),
    ]
    assert grid(tmp_path, cells).values("shops", "unit_code") == [VAN_LINH]


def test_a_line_break_within_quotes_is_one_cell(tmp_path):
    found = text(tmp_path, CSV + 'S1,voso,H1,"Xã Vạn Linh,\nhuyện Chi Lăng",2021-08-01\n')
    assert found.total == (1, 1, 0, 0, 0)


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_endings(ending, tmp_path):
    (tmp_path / "a.csv").write_bytes(
        (CSV + "S1,voso,H1,06505,2021-08-01\nS2,voso,H2,06505,2021-08-02").replace("\n", ending).encode()
    )
    assert Read(tmp_path).total == (2, 2, 0, 0, 0)


def test_a_file_that_ends_as_under_dos(tmp_path):
    assert text(tmp_path, CSV + "S1,voso,H1,06505,2021-08-01\r\n\x1a").total == (1, 1, 0, 0, 0)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters(delimiter, tmp_path):
    lines = [
        ["shop_id", "platform", "household_code", "unit", "opened_on"],
        ["S1", "voso", "H1", "Xã Vạn Linh, huyện Chi Lăng", "2021-08-01"],
    ]
    (tmp_path / "a.txt").write_bytes(small.csv_bytes(lines, delimiter=delimiter))
    assert Read(tmp_path).total == (1, 1, 0, 0, 0)


# --- headers ---------------------------------------------------------------------------------------------------------


def test_two_totals_that_differ_by_a_capital(tmp_path):
    """Shopee: 'Người' is of the line, 'người' of the whole order."""
    header = [
        "Mã đơn hàng",
        "Mã gian hàng",
        "Mã sản phẩm",
        "Ngày đặt hàng",
        "Số lượng",
        "Tổng số tiền Người mua thanh toán",
        "Tổng số tiền người mua thanh toán",
        "Trạng thái",
    ]
    lines = [
        ["D1", "S1", "P1", "02/08/2021", "1", "30000", "50000", "Hoàn thành"],
        ["D1", "S1", "P2", "02/08/2021", "1", "20000", "50000", "Hoàn thành"],
    ]
    small.write_csv(tmp_path / "s.csv", [shop("S1")])
    (tmp_path / "o.csv").write_bytes(small.csv_bytes([header, *lines]))
    found = Read(tmp_path)
    assert found.values("orders", "amount") == [30000, 20000] and found.values("orders", "order_amount") == [
        50000,
        50000,
    ]


def test_duplicate_and_unknown_headers(tmp_path):
    found = text(
        tmp_path,
        "shop_id,platform,household_code,unit,opened_on,opened_on,Cân nặng,Cân nặng\nS1,voso,H1,06505,2021-08-01,2021-08-09,1,2\n",
    )
    assert found.total == (1, 1, 0, 0, 0)
    assert found.inbox.sheets[0].table.unknown_headers == ["opened_on", "Cân nặng", "Cân nặng"]


def test_stars_and_notes_behind_headers(tmp_path):
    header = ["Mã gian hàng (*)", "Sàn TMĐT*", "Mã hộ (nếu có)", "XÃ/PHƯỜNG", "  Ngày  mở ", "Huyện\n(thành phố)"]
    found = grid(tmp_path, [header, ["S1", "voso", "H1", "Vạn Linh", "01/08/2021", "Chi Lăng"]])
    assert found.total == (1, 1, 0, 0, 0)


def test_unknown_and_twofold_sheets_are_reported_whole(tmp_path):
    small.write_xlsx(tmp_path / "a.xlsx", {
        "Lạ": [["Tên", "Màu"], ["a", "b"], ["c", "d"]],
        "Hai": [["Mã gian hàng", "Sàn", "Mã hộ", "Đơn vị", "Ngày mở", "Số tài khoản", "Ngân hàng"], [*row(1), "T1", "Agribank"]],
    })  # fmt: skip
    found = Read(tmp_path)
    assert found.total == (3, 0, 0, 0, 3)
    assert found.problems == ["unknown_kind", "two_kinds"]


def test_a_near_header_is_suggested_and_not_taken(tmp_path):
    found = grid(tmp_path, [["Mã gian hàng", "Sàn", "Mã hộ", "Đơn vị", "Ngày lập gian hàng"], row(1)])
    assert found.total == (1, 0, 0, 0, 1)
    assert "opened_on" in found.inbox.sheets[0].problem.detail


# --- cells -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "day, meant",
    [
        ("05/08/2021", date(2021, 8, 5)), ("5-8-2021", date(2021, 8, 5)), ("5.8.21", date(2021, 8, 5)), ("2021-08-05", date(2021, 8, 5)),
        ("2021/8/5", date(2021, 8, 5)), ("05/08/2021 23:59:59", date(2021, 8, 5)), ("23:59 05/08/2021", date(2021, 8, 5)),
        ("ngày 5 tháng 8 năm 2021", date(2021, 8, 5)), ("5 Aug 2021 10:00", date(2021, 8, 5)), ("44413", date(2021, 8, 5)), (44413, date(2021, 8, 5)),
        (44413.99, date(2021, 8, 5)), (20210805, date(2021, 8, 5)), (date(2021, 8, 5), date(2021, 8, 5)), (datetime(2021, 8, 5, 23, 30), date(2021, 8, 5)),
        ("2021-08-05T16:59:00Z", date(2021, 8, 5)), ("2021-08-05T17:30:00Z", date(2021, 8, 6)), ("2021-08-05 17:30:00+00:00", date(2021, 8, 6)),
        ("2021-08-05T23:30:00+07:00", date(2021, 8, 5)),
    ],
)  # fmt: skip
def test_dates(day, meant, tmp_path):
    assert grid(tmp_path, [HEADER, row(1, day)]).values("shops", "opened_on") == [meant]


@pytest.mark.parametrize(
    "day, reason",
    [
        ("31/02/2021", "date_impossible"), ("2021-13-01", "date_impossible"), ("00/08/2021", "date_impossible"), ("sau Tết", "date_unreadable"),
        ("20/9", "date_unreadable"), ("31/12/2019", "date_too_early"), (2021, "date_too_early"), ("01/01/2199", "date_in_future"), (1e9, "date_unreadable"),
        (True, "date_unreadable"), ("#REF!", "cell_error"), ("", "missing"), ("-", "missing"), ("0/0/0", "date_unreadable"), ("1/8/0021", "date_unreadable"), ("99999999", "date_unreadable"),
    ],
)  # fmt: skip
def test_days_that_cannot_be(day, reason, tmp_path):
    found = grid(tmp_path, [HEADER, row(1, day), row(2)])
    assert found.total == (2, 1, 0, 0, 1) and found.reasons == [reason]


def test_order_of_day_and_month_is_the_columns(tmp_path):
    found = grid(tmp_path, [HEADER, row(1, "08/25/2021"), row(2, "08/05/2021"), row(3, "12/31/2021")])
    assert found.values("shops", "opened_on") == [date(2021, 8, 25), date(2021, 8, 5), date(2021, 12, 31)]


def test_a_column_of_both_habits_is_refused_where_it_matters(tmp_path):
    found = grid(
        tmp_path, [HEADER, row(1, "08/25/2021"), row(2, "25/08/2021"), row(3, "05/08/2021"), row(4, "07/07/2021")]
    )
    assert found.total == (4, 3, 0, 0, 1) and found.reasons == ["date_ambiguous"]


def swapped(texts: int, days: list[int]) -> list[list]:
    """25/08 stays a text where 05/08 became the 8th of May."""
    lines = [row(f"T{number}", f"{13 + number}/08/2021") for number in range(texts)]
    return [HEADER, *lines, *(row(f"D{day}", date(2021, day, 8)) for day in days)]


def test_dates_that_an_american_programme_swapped_are_refused(tmp_path):
    found = grid(tmp_path, swapped(5, [5, 6, 7, 8, 9]))
    assert found.total == (10, 6, 0, 0, 4) and set(found.reasons) == {"date_ambiguous"}
    assert date(2021, 8, 8) in found.values("shops", "opened_on")  # the same in both readings


@pytest.mark.parametrize("texts, days", [(5, [5, 6, 7, 8]), (4, [5, 6, 7, 8, 9]), (0, [5, 6, 7, 8, 9])])
def test_a_few_dates_beside_texts_may_be_chance(texts, days, tmp_path):
    assert grid(tmp_path, swapped(texts, days)).reasons == []


def test_a_date_above_the_twelfth_shows_that_dates_are_dates(tmp_path):
    cells = [*swapped(6, [5, 6, 7, 8, 9]), row("X", date(2021, 8, 30))]
    assert grid(tmp_path, cells).reasons == []


def test_a_register_by_hamlet_is_no_register_of_communes(tmp_path):
    """The last hamlet must not pass for the whole commune."""
    header = ["Thôn", "Xã", "Huyện", "Số hộ", "Ngày rà soát"]
    lines = [
        [hamlet, "Vạn Linh", "Chi Lăng", count, "01/07/2021"]
        for hamlet, count in (("Thôn 1", 120), ("Thôn 2", 80), ("", 839))
    ]
    found = grid(tmp_path, [header, *lines])
    assert found.reasons == ["unit_is_hamlet"] * 2 and found.values("households", "households") == [839]


def money(folder: Path, *amounts: object) -> Read:
    small.write_csv(folder / "s.csv", [shop("S1")])
    header = ["order_id", "shop_id", "ordered_on", "quantity", "amount", "status"]
    cells = [[f"D{number}", "S1", "2021-08-02", 1, amount, "completed"] for number, amount in enumerate(amounts)]
    small.write_xlsx(folder / "o.xlsx", {"Đơn": [header, *cells]})
    return Read(folder)


@pytest.mark.parametrize(
    "amounts, meant",
    [
        (["54.000"], ["54000"]), (["54,000"], ["54000"]), (["54 000"], ["54000"]), (["54\u00a0000 đ"], ["54000"]), (["1.234,5"], ["1234.5"]),
        (["1,234.5"], ["1234.5"]), (["1.234.567"], ["1234567"]), (["54000,0"], ["54000.0"]), ([54000.5], ["54000.5"]), (["54.000 VNĐ"], ["54000"]),
        (["1.234,5", "54.000"], ["1234.5", "54000"]), (["0"], ["0"]), (["'54000"], ["54000"]), (["+54000"], ["54000"]),
    ],
)  # fmt: skip
def test_numbers(amounts, meant, tmp_path):
    assert money(tmp_path, *amounts).values("orders", "amount") == [Decimal(value) for value in meant]


@pytest.mark.parametrize(
    "amount, reason",
    [
        ("1,2 triệu", "number_unreadable"), ("khoảng 7.000", "number_unreadable"), ("1 tr 2", "number_unreadable"), ("5.4.0", "number_unreadable"),
        ("-5000", "number_negative"), (-1, "number_negative"), ("(5.000)", "number_negative"), (True, "number_unreadable"), ("1.23.456", "number_unreadable"),
        ("9" * 30, "number_too_large"), (1e300, "number_too_large"), ("1e999", "number_too_large"), ("#VALUE!", "cell_error"), ("", "missing"),
    ],
)  # fmt: skip
def test_numbers_that_are_refused(amount, reason, tmp_path):
    found = money(tmp_path, amount, 1000)
    assert found.total == (3, 2, 0, 0, 1) and found.reasons == [reason]


def test_a_column_that_reads_in_two_ways_is_refused_where_it_matters(tmp_path):
    found = money(tmp_path, "54.000", "1.5", "7")
    assert found.reasons == ["number_ambiguous"] and found.values("orders", "amount") == [Decimal("1.5"), Decimal(7)]


def test_ids_as_numbers_and_as_texts_are_one(tmp_path):
    small.write_xlsx(
        tmp_path / "s.xlsx",
        {
            "1": [
                ["shop_id", "platform", "household_code", "unit", "opened_on"],
                [123, "voso", 7, 6505, 44413],
                ["00124", "voso", "8", "06505", 44413],
            ]
        },
    )
    small.write_csv(tmp_path / "p.csv", [listing("P1", "123"), listing("P2", " 124 "), listing("P3", "123.0")])
    small.write_csv(tmp_path / "t.csv", [account("T1", "0007"), account("T2", "7.0")])
    found = Read(tmp_path)
    assert found.total == (7, 7, 0, 0, 0)
    current, _ = frames.frames_of(found.landed, b"key")
    assert set(current["accounts"]["household"]) == {current["shops"]["household"][0]}


@pytest.mark.parametrize("shop_id", ["5,77E+17", "5.77E+17", 577000000000000000.0])
def test_ids_that_a_spreadsheet_rounded_are_refused(shop_id, tmp_path):
    found = grid(tmp_path, [HEADER, [shop_id, *row(1)[1:]], row(2)])
    assert found.reasons == ["id_rounded"]


def test_a_fruit_called_na_is_a_name(tmp_path):
    assert rows(tmp_path, [shop("S1")], [listing("P1", "S1", name="Na")]).total == (2, 2, 0, 0, 0)


@pytest.mark.parametrize("status, meant", [
    ("Hoàn thành", "completed"), ("HOÀN THÀNH", "completed"), ("hoan thanh", "completed"), ("Giao thành công", "completed"), ("Đã hủy", "cancelled"),
    ("Đã huỷ", "cancelled"), (" đã  hủy ", "cancelled"), ("Trả hàng/Hoàn tiền", "returned"), ("Đang giao", "in_progress"), ("Chờ duyệt", "in_progress"),
])  # fmt: skip
def test_statuses(status, meant, tmp_path):
    assert rows(tmp_path, [shop("S1")], [order("D1", "S1", status=status)]).values("orders", "status") == [meant]


def test_what_the_contract_rejects(tmp_path):
    found = rows(
        tmp_path,
        [shop("S1"), shop("S2", platform="shopee"), shop("", "H"), shop("S4", closed_on="2021-07-01"), shop("S5") | {"household_code": ""}],
        [order("D1", "S1", status="lạ"), order("D2", "S1", quantity="-1"), order("D3", "nowhere"), order("D4", "S1", amount=""), order("D5", "S1")],
        [listing("P1", "nowhere"), listing("P2", "S1", delisted_on="2021-08-01")],
        [{"listing_id": "nowhere", "scheme": "VietGAP", "valid_from": "2021-01-01"}, {"listing_id": "", "scheme": "VietGAP", "valid_from": "2021-01-01"}],
    )  # fmt: skip
    assert found.total == (14, 2, 0, 0, 12)
    assert found.reasons == sorted([
        "platform_unknown", "missing", "date_order", "household_missing", "status_unknown", "number_negative", "shop_unknown", "missing",
        "shop_unknown", "date_order", "listing_unknown", "missing",
    ])  # fmt: skip


def test_an_order_finds_its_platform_by_its_shop_only_where_it_is_one(tmp_path):
    found = rows(
        tmp_path,
        [shop("S1"), shop("S1", platform="postmart"), shop("S2", platform="postmart")],
        [order("D1", "S1"), order("D2", "S2"), order("D3", "S1", platform="voso")],
    )
    assert found.reasons == ["shop_ambiguous"]
    assert found.values("orders", "platform") == ["postmart", "voso"]


@pytest.mark.parametrize("scheme, stars, meant", [
    ("OCOP", "4 sao", "ocop4"), ("OCOP", 3, "ocop3"), ("OCOP 5 sao", "", "ocop5"), ("Ocop hạng 4 sao", "", "ocop4"), ("", "3 sao", "ocop3"), ("OCOP ★★★★", "", "ocop4"),
    ("VietGAP", "", "vietgap"), ("Viet GAP", "", "vietgap"), ("Global GAP", "", "globalgap"), ("GLOBALG.A.P.", "", "globalgap"),
])  # fmt: skip
def test_schemes(scheme, stars, meant, tmp_path):
    small.write_csv(tmp_path / "s.csv", [shop("S1")])
    small.write_csv(tmp_path / "p.csv", [listing("P1", "S1")])
    small.write_xlsx(
        tmp_path / "c.xlsx",
        {
            "1": [
                ["Mã sản phẩm", "Chứng nhận", "Số sao", "Ngày cấp", "Ngày hết hạn"],
                ["P1", scheme, stars, "01/01/2021", "31/12/9999"],
            ]
        },
    )
    assert Read(tmp_path).values("certificates", "scheme") == [meant]


@pytest.mark.parametrize("scheme", ["OCOP", "OCOP 2 sao", "Ba chấm", "VietGAP, OCOP 4 sao"])
def test_schemes_that_do_not_tell_are_refused(scheme, tmp_path):
    found = rows(
        tmp_path,
        [shop("S1")],
        [listing("P1", "S1")],
        [{"listing_id": "P1", "scheme": scheme, "valid_from": "2021-01-01"}],
    )
    assert found.reasons == ["value_unknown"]


@pytest.mark.parametrize("header, target, meant", [
    ("target", 0.55, ("0.55", "share")), ("target", "0,55", ("0.55", "share")), ("target", "55%", ("0.55", "share")), ("target", "55 %", ("0.55", "share")),
    ("Chỉ tiêu (%)", 55, ("0.55", "share")), ("Chỉ tiêu (%)", 0.55, ("0.55", "share")), ("target", 451, ("451", "count")), ("target", "3.500", ("3500", "count")),
    ("Chỉ tiêu (hộ)", 55, ("55", "count")), ("target", "55 hộ", ("55", "count")), ("target", 350000, ("350000", "count")),
])  # fmt: skip
def test_targets(header, target, meant, tmp_path):
    found = grid(tmp_path, [["unit", "indicator", header], [VAN_LINH, "both", target]])
    ((number, meaning), top) = found.values("targets", "target")[0]
    assert (number, meaning, top) == (Decimal(meant[0]), meant[1], None)


@pytest.mark.parametrize("target", ["70 – 80%", "70-80%", "70% - 80%", "70 đến 80%", "0,7 - 0,8"])
def test_target_ranges(target, tmp_path):
    found = grid(tmp_path, [["unit", "indicator", "target"], [VAN_LINH, "both", target]])
    assert found.values("targets", "target") == [((Decimal("0.7"), "share"), (Decimal("0.8"), "share"))]


@pytest.mark.parametrize("target, reason", [
    (55, "target_ambiguous"), ("55,5", "target_ambiguous"), ("70-80", "target_ambiguous"), ("80 – 70%", "target_ambiguous"), ("nhiều", "number_unreadable"), (-0.5, "number_negative"),
])  # fmt: skip
def test_targets_that_do_not_tell_are_refused(target, reason, tmp_path):
    assert grid(tmp_path, [["unit", "indicator", "target"], [VAN_LINH, "both", target]]).reasons == [reason]


# --- duplicates and corrections --------------------------------------------------------------------------------------


def test_same_file_under_another_name_and_overlapping_exports(tmp_path):
    small.write_csv(tmp_path / "a.csv", [shop("S1"), shop("S2"), shop("S3", platform="?")])
    (tmp_path / "b.csv").write_bytes((tmp_path / "a.csv").read_bytes())
    small.write_csv(tmp_path / "c.csv", [shop("S2"), shop("S4"), shop("S4")])
    found = Read(tmp_path)
    assert [tuple(file[name] for name in small.COUNTS) for file in found.files.values()] == [
        (3, 2, 0, 0, 1),
        (3, 0, 2, 0, 1),
        (3, 1, 2, 0, 0),
    ]


@pytest.mark.parametrize(
    "order_of", ["title", "name", "compact name", "modified", "title beats the clock", "a future title says nothing"]
)
def test_the_later_file_wins(order_of, tmp_path):
    new, old = [HEADER, row(1, "09/08/2021")], [HEADER, row(1, "01/08/2021")]
    names = {
        "name": ("z-2021-08-01.xlsx", "a-2021-09-01.xlsx"),
        "compact name": ("z_01082021.xlsx", "a_01092021.xlsx"),
    }.get(order_of, ("z.xlsx", "a.xlsx"))
    if "title" in order_of:
        old = [["Tính đến 01/08/2021" if "future" not in order_of else "Tính đến 01/08/2199"], *old]
        new = [["Tính đến 01/09/2021"], *new] if "future" not in order_of else new
    for name, cells, clock in ((names[0], old, 1_600_000_000), (names[1], new, 1_700_000_000)):
        small.write_xlsx(tmp_path / name, {"1": cells})
        os.utime(
            tmp_path / name, (clock, clock) if order_of != "title beats the clock" else (3_300_000_000 - clock,) * 2
        )
    found = Read(tmp_path)
    assert found.values("shops", "opened_on") == [date(2021, 8, 9)]
    assert found.files[names[1]]["corrected"] == 1 and found.files[names[0]]["loaded"] == 1
    change = found.landed["shops"].corrections.iloc[0]
    assert (change["field"], change["earlier_value"], change["later_value"]) == (
        "opened_on",
        "2021-08-01",
        "2021-08-09",
    )


def test_a_target_without_a_source_is_the_provinces(tmp_path):
    one = {"unit": VAN_LINH, "indicator": "both", "target": "50%", "valid_from": "2021-07-20", "source": ""}
    small.write_csv(tmp_path / "a-2021-07-01.csv", [one])
    small.write_csv(tmp_path / "a-2021-07-02.csv", [one | {"source": "province", "target": "60%"}])
    assert Read(tmp_path).total == (2, 1, 0, 1, 0)


# --- days ------------------------------------------------------------------------------------------------------------


def test_as_of_is_the_newest_event_and_no_impossible_one(tmp_path):
    found = rows(tmp_path, [shop("S1", opened_on="2021-09-09"), shop("S2", opened_on="2199-01-01"), shop("S3", opened_on="31/02/2021")],
                 [{"unit": "20", "indicator": "both", "target": "50%", "valid_from": "2030-01-01"}],
                 [{"household_code": "H-S1", "scheme": "VietGAP", "valid_from": "2021-01-01", "valid_to": "2031-01-01"}])  # fmt: skip
    assert inbox.as_of(found.landed, TODAY) == date(2021, 9, 9)


def test_an_earlier_as_of_day_keeps_what_closes_later(tmp_path):
    small.write_csv(
        tmp_path / "a.csv",
        [shop("S1", closed_on="2021-12-01"), shop("S2", opened_on="2021-11-01"), shop("S3", closed_on="2199-01-01")],
    )
    found = Read(tmp_path, as_of=date(2021, 10, 1))
    assert found.total == (3, 1, 0, 0, 2) and found.reasons == ["date_in_future", "date_in_future"]


# --- files -----------------------------------------------------------------------------------------------------------


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


GOOD = small.csv_bytes(small.table([shop("S1")]))


def encrypted_zip() -> bytes:
    content = bytearray(zipped(a=GOOD))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        position = content.index(mark) + offset
        content[position] |= 1
    return bytes(content)


def encrypted_workbook() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 900


FAULTS = {
    "empty": (b"", "file_empty"),
    "blank": (b" \n\t\n", "file_empty"),
    "binary": (bytes(range(256)) * 20, "file_format_unknown"),
    "picture": (b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) * 40, "file_format_unknown"),
    "half a workbook": (b"", "file_damaged"),
    "half a gz": (gzip.compress(GOOD * 100)[:60], "file_damaged"),
    "half a parquet": (b"PAR1" + b"\x00" * 50, "file_damaged"),
    "broken old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x07" * 4000, "file_damaged"),
    "zip with a password": (encrypted_zip(), "password"),
    "workbook with a password": (encrypted_workbook(), "password"),
    "bomb in a zip": (zipped(a=b"0" * 300_000_000), "archive_too_large"),
    "bomb in a gz": (gzip.compress(b"0" * 300_000_000), "archive_too_large"),
    "letter": (zipped(**{"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}), "file_format_unknown"),
    "zip in a zip in a zip": (zipped(a=zipped(b=zipped(c=GOOD))), "archive_too_deep"),
    "many members": (zipped(**{f"m{number}": b"a" for number in range(300)}), "archive_too_large"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_file_that_cannot_be_read_is_told_and_stops_no_other(name, tmp_path):
    content, reason = FAULTS[name]
    if name == "half a workbook":
        content = small.write_xlsx(tmp_path / "b.xlsx", {"1": [HEADER, *(row(n) for n in range(500))]}).read_bytes()[
            :3000
        ]
        (tmp_path / "b.xlsx").unlink()
    (tmp_path / "a.xlsx").write_bytes(content)
    small.write_csv(tmp_path / "good.csv", [shop("S1")])
    found = Read(tmp_path)
    assert found.problems == [reason]
    assert found.total == (1, 1, 0, 0, 0)


def test_the_lock_file_of_an_open_workbook(tmp_path):
    (tmp_path / "~$a.xlsx").write_bytes(b"\x05Nguyen" + b" " * 158)
    assert Read(tmp_path).problems == ["file_lock"]


def test_an_empty_zip_and_a_zip_with_one_bad_member(tmp_path):
    (tmp_path / "empty.zip").write_bytes(zipped())
    (tmp_path / "mixed.zip").write_bytes(zipped(**{"good": GOOD, "bad": b"PAR1" + b"\x00" * 20, "__MACOSX/x": b"junk"}))
    found = Read(tmp_path)
    assert found.files["mixed.zip"]["loaded"] == 1
    assert sorted(found.problems) == ["file_damaged", "file_empty"]


def test_too_many_rows_and_columns(tmp_path, monkeypatch):
    monkeypatch.setitem(vocabulary.settings()["limits"], "sheet_rows", 5)
    monkeypatch.setitem(vocabulary.settings()["limits"], "sheet_columns", 9)
    small.write_xlsx(tmp_path / "long.xlsx", {"1": [HEADER, *(row(n) for n in range(9))]})
    small.write_xlsx(tmp_path / "wide.xlsx", {"1": [[*HEADER, *"abcdef"], row(1)]})
    (tmp_path / "long.csv").write_text(CSV + "S1,voso,H1,06505,2021-08-01\n" * 60)
    assert Read(tmp_path).problems == ["sheet_too_large"] * 3


def test_a_file_above_the_limit(tmp_path, monkeypatch):
    monkeypatch.setitem(vocabulary.settings()["limits"], "file_megabytes", 0)
    assert rows(tmp_path, [shop("S1")]).problems == ["file_too_large"]


def test_folders_links_and_pipes(tmp_path):
    (tmp_path / "in" / "folder.csv").mkdir(parents=True)
    small.write_csv(tmp_path / "in" / "folder.csv" / "a.csv", [shop("S1")])
    small.write_csv(tmp_path / "elsewhere" / "b.csv", [shop("S2")])
    (tmp_path / "in" / "link.csv").symlink_to(tmp_path / "elsewhere" / "b.csv")
    (tmp_path / "in" / "dangling.csv").symlink_to(tmp_path / "gone.csv")
    os.mkfifo(tmp_path / "in" / "pipe.csv")
    found = Read(tmp_path / "in")
    assert {path: file["loaded"] for path, file in found.files.items()} == {
        "folder.csv/a.csv": 1,
        "link.csv": 1,
        "dangling.csv": 0,
    }
    assert found.problems == ["file_unreadable"]


def test_a_file_without_permission(tmp_path, monkeypatch):
    def refuse(path, *_):
        raise PermissionError(13, "Permission denied")

    small.write_csv(tmp_path / "a.csv", [shop("S1")])
    monkeypatch.setattr(extract.Path, "read_bytes", refuse)
    assert Read(tmp_path).problems == ["file_unreadable"]


@pytest.mark.parametrize(
    "name", ["Đình Lập.csv", "Hòa.csv", "a  b .csv", "a\nb.csv", ".ẩn.csv", "~$a.csv", "'; DROP TABLE x; --.csv"]
)
def test_paths_are_told_as_they_are(name, tmp_path):
    small.write_csv(tmp_path / name, [shop("S1")])
    assert list(Read(tmp_path).files) == [name]


def test_a_name_that_is_no_text(tmp_path):
    small.write_csv(tmp_path / os.fsdecode(b"s\xe0n.csv"), [shop("S1")])
    assert [path.encode() for path in Read(tmp_path).files] == ["s\ufffdn.csv".encode()]


def test_parquet_of_every_type(tmp_path):
    frame = pd.DataFrame({
        "shop_id": [1, 2], "platform": pd.Categorical(["voso", "postmart"]), "household_code": [b"H1", b"H2"], "unit": ["06505", None],
        "opened_on": [datetime(2021, 8, 5, 18, tzinfo=timezone.utc), datetime(2021, 8, 5, tzinfo=timezone.utc)],  # noqa: UP017
        "closed_on": [float("nan"), None], "tags": [["a"], None], "designated_lead": [True, False],
    })  # fmt: skip
    frame.to_parquet(tmp_path / "a.parquet")
    found = Read(tmp_path)
    assert found.total == (2, 1, 0, 0, 1) and found.reasons == ["unit_missing"]
    assert found.values("shops", "opened_on") == [date(2021, 8, 6)]
    assert found.values("shops", "designated_lead") == ["yes"]


def test_old_excel_xml(tmp_path):
    line = lambda cells: "<Row>" + "".join(f"<Cell><Data>{cell}</Data></Cell>" for cell in cells) + "</Row>"  # noqa: E731
    page = (
        f'<?xml version="1.0"?><Workbook><Worksheet><Table>{line(HEADER)}{line(row(1))}</Table></Worksheet></Workbook>'
    )
    assert text(tmp_path, page, "a.xls").total == (1, 1, 0, 0, 0)


def test_a_page_with_merged_cells(tmp_path):
    head = "".join(f"<th>{name}</th>" for name in [*HEADER[:3], "Xã", "Ngày mở", "Huyện"])
    body = "<tr><td>S1</td><td rowspan='2'>voso</td><td>H1</td><td>Hòa Bình</td><td>01/08/2021</td><td rowspan='2'>Chi Lăng</td></tr>"
    body += "<tr><td>S2</td><td>H2</td><td>Mai Sao</td><td>02/08/2021</td></tr>"
    found = text(
        tmp_path, f"<!DOCTYPE html><html><body><p>x</p><table><tr>{head}</tr>{body}</table></body></html>", "a.xls"
    )
    assert found.values("shops", "unit_code") == ["06508", "06484"]


def test_old_excel_xml_leaves_out_empty_cells(tmp_path):
    """What is left out is told by the number of the next cell's column; a closing day must not become the opening day."""
    header = "".join(f"<Cell><Data>{name}</Data></Cell>" for name in [*HEADER, "Ngày đóng"])
    line = "".join(f"<Cell><Data>{cell}</Data></Cell>" for cell in row(1)[:3])
    line += f'<Cell ss:Index="4"><Data>{VAN_LINH}</Data></Cell><Cell ss:Index="6"><Data>01/09/2021</Data></Cell>'
    page = '<?xml version="1.0" encoding="windows-1252"?><Workbook xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet>'
    found = text(tmp_path, f"{page}<Table><Row>{header}</Row><Row>{line}</Row></Table></Worksheet></Workbook>", "a.xls")
    assert found.total == (1, 0, 0, 0, 1) and found.reasons == ["missing"]


def test_a_page_that_lays_itself_out_with_tables(tmp_path):
    """A table around the table, a script in a cell, a line break and marks within a name."""
    head = "".join(f"<th><b>{name}</b></th>" for name in HEADER)
    body = "".join(
        f"<td>{cell}</td>"
        for cell in [
            "S1",
            "voso<script>x('9')</script>",
            "H1",
            "Xã&nbsp;Hòa<br>Bình, huyện <i>Chi</i> Lăng",
            "01/08/2021",
        ]
    )
    page = f"<html><table><tr><td><p>x</p></td></tr><tr><td><table><tr>{head}</tr><tr>{body}</tr></table></td></tr></table></html>"
    found = text(tmp_path, page, "a.xls")
    assert found.values("shops", "unit_code") == ["06508"] and found.values("shops", "platform") == ["voso"]


@pytest.mark.parametrize("step", ["sheets", "tables", "conform"])
def test_a_fault_nobody_foresaw_costs_one_file(step, tmp_path, monkeypatch):
    class Panic(BaseException):
        """As the workbook reader throws when it panics."""

    def failing(original):
        def fails(content, *more):
            if getattr(content, "path", "") == "bad.csv" or "BAD" in str(
                getattr(content, "cells", getattr(content, "rows", ""))
            ):
                raise Panic if step == "sheets" else ZeroDivisionError
            return original(content, *more)

        return fails

    module = {"sheets": extract, "tables": layout, "conform": inbox}[step]
    monkeypatch.setattr(module, step, failing(getattr(module, step)))
    small.write_csv(tmp_path / "bad.csv", [shop("BAD1"), shop("BAD2")])
    small.write_csv(tmp_path / "good.csv", [shop("S1")])
    found = Read(tmp_path)
    assert found.files["good.csv"]["loaded"] == 1
    assert found.problems == ["file_damaged" if step == "sheets" else "not_processed"]
    assert found.files["bad.csv"]["rejected"] == {"sheets": 0, "tables": 3, "conform": 2}[step]


SAME = {
    "shops": [shop("12", phone="0912345678", opened_on="2021-08-05"), shop("13", opened_on="2021-08-06", closed_on="2021-09-01")],
    "orders": [order("D1", "12", "P1", amount="54000", unit_price="", quantity="1.5"), order("D2", "13", "", amount="", order_amount="70000")],
    "households": [{"unit": VAN_LINH, "households": "839", "as_of": "2021-08-01"}, {"unit": "06484", "households": "", "as_of": "2021-08-01"}],
    "field_activity": [
        {"unit": VAN_LINH, "date": "2021-08-01", "kind": "training", "count": "2", "people": "30"},
        {"unit": VAN_LINH, "date": "2021-08-02", "kind": "training", "count": "1", "people": ""},
    ],
    "targets": [{"unit": VAN_LINH, "indicator": "both", "target": "55%", "valid_from": ""}],
}  # fmt: skip


@pytest.mark.parametrize("kind", SAME)
def test_the_same_rows_in_another_form_are_duplicates(kind, tmp_path):
    """Numbers as numbers, days as days, columns that are empty or not there, one row alone: nothing was corrected."""
    if kind == "orders":
        small.write_csv(tmp_path / "shops.csv", SAME["shops"])
    first = SAME[kind]

    def typed(value: str) -> object:
        if len(value) == 10 and value[4] == "-":
            return datetime.fromisoformat(value)
        return float(value) if value.replace(".", "").isdigit() and not value.startswith("0") else value

    small.write_csv(tmp_path / "a 2021-10-01.csv", first)
    as_values = [{name: typed(value) for name, value in line.items()} for line in first]
    small.write_xlsx(tmp_path / "a 2021-10-02.xlsx", {"1": small.table(as_values)})
    small.write_csv(tmp_path / "a 2021-10-03.csv", [{name: value for name, value in first[0].items() if value}])
    found = Read(tmp_path)
    kept = sum(bool(line.get("households", "x")) for line in first)
    assert tuple(found.files["a 2021-10-01.csv"][name] for name in ("loaded", "duplicate", "corrected")) == (kept, 0, 0)
    assert tuple(found.files["a 2021-10-02.xlsx"][name] for name in ("loaded", "duplicate", "corrected")) == (
        0,
        kept,
        0,
    )
    assert tuple(found.files["a 2021-10-03.csv"][name] for name in ("loaded", "duplicate", "corrected")) == (0, 1, 0)


def test_the_history_of_corrections(tmp_path, capsys):
    """Each changed field with both values; what people are known by is told as changed and not shown."""
    old = shop("S1", phone="0912345678", full_name="Vi Văn Tú", closed_on="", designated_lead="")
    new = old | {"opened_on": "2021-08-09", "closed_on": "2021-12-01", "phone": "0987654321", "designated_lead": "x"}
    small.write_csv(tmp_path / "inbox" / "a 2021-10-01.csv", [old, shop("S2")])
    small.write_csv(tmp_path / "inbox" / "b 2021-12-02.csv", [shop("S2"), new])
    small.write_csv(
        tmp_path / "inbox" / "t 2021-10-01.csv", [{"unit": VAN_LINH, "indicator": "both", "target": "70 – 80%"}]
    )
    small.write_csv(tmp_path / "inbox" / "t 2021-10-02.csv", [{"unit": VAN_LINH, "indicator": "both", "target": "60%"}])
    built = small.build(tmp_path, capsys)
    assert built.counts("b 2021-12-02.csv") == (2, 0, 1, 1, 0)
    assert built.ask("SELECT kind, field, earlier_value, later_value, earlier_file, earlier_row, file, row_number FROM mart.correction ORDER BY kind, field") == [
        ("shops", "closed_on", None, "2021-12-01", "a 2021-10-01.csv", 2, "b 2021-12-02.csv", 3),
        ("shops", "designated_lead", None, "yes", "a 2021-10-01.csv", 2, "b 2021-12-02.csv", 3),
        ("shops", "household", None, None, "a 2021-10-01.csv", 2, "b 2021-12-02.csv", 3),
        ("shops", "opened_on", "2021-08-01", "2021-08-09", "a 2021-10-01.csv", 2, "b 2021-12-02.csv", 3),
        ("targets", "target", "0.7 – 0.8", "0.6", "t 2021-10-01.csv", 2, "t 2021-10-02.csv", 2),
    ]  # fmt: skip


# --- several tables on one sheet -------------------------------------------------------------------------------------

ACCOUNTS = ["Số tài khoản", "Ngân hàng", "Mã hộ", "Xã", "Ngày mở"]


def paid(number: int, unit: str = "Xã Hòa Bình") -> list:
    return [f"T{number}", "Agribank", f"H{number}", unit, "05/08/2021"]


@pytest.mark.parametrize("between", [
    [], [[]], [[], ["DANH SÁCH TÀI KHOẢN"], []], [["Tổng cộng", 2], ["Người lập biểu", "", "", "Thủ trưởng"], ["Nguyễn Thị Lan"], [], ["II. Tài khoản"]],
])  # fmt: skip
@pytest.mark.parametrize("wide", [False, True])
def test_two_kinds_below_each_other(between, wide, tmp_path):
    """Each under its own header, whichever of the two has more columns."""
    head = [*HEADER, "Số CCCD", "Họ và tên"] if wide else HEADER
    tables = [[head, row(1), row(2)], [ACCOUNTS, paid(1, "Xã Mai Sao"), paid(2, "Xã Vạn Linh"), paid(3, "Lạ")]]
    for name, (first, second) in {"a.xlsx": tables, "b.xlsx": tables[::-1]}.items():
        folder = tmp_path / name.replace(".", "-")
        small.write_xlsx(folder / name, {"Trang 1": [["DANH SÁCH"], [], *first, *between, *second]})
        found = Read(folder)
        assert found.total == (5, 4, 0, 0, 1)
        assert sorted(found.values("shops", "shop_id") + found.values("accounts", "account_id")) == [
            "S1",
            "S2",
            "T1",
            "T2",
        ]
        (refused,) = [number for sheet in found.inbox.sheets for number in sheet.rejected]
        lines = [["DANH SÁCH"], [], *first, *between, *second]
        assert lines[refused - 1] == paid(3, "Lạ")


def test_the_same_table_for_another_district_and_day(tmp_path):
    """What its own titles say replaces what the first ones said; a heading goes on within a table."""
    head = ["Đơn vị", "Chỉ tiêu", "Kết quả"]
    cells = [
        ["BÁO CÁO HUYỆN CHI LĂNG"], ["Tính đến ngày 25/09/2021"], head, ["Xã Hòa Bình", "Số gian hàng", 12], [],
        ["BÁO CÁO HUYỆN HỮU LŨNG"], ["Tính đến ngày 30/09/2021"], head, ["Xã Hòa Bình", "Số gian hàng", 7],
        ["Huyện Bình Gia"], head, ["Xã Hòa Bình", "Số gian hàng", 5],
    ]  # fmt: skip
    found = grid(tmp_path, cells)
    assert found.total == (3, 3, 0, 0, 0)
    assert found.values("progress_reports", "unit_code") == ["06508", "06397", "06103"]
    assert found.values("progress_reports", "as_of") == [date(2021, 9, 25), date(2021, 9, 30), date(2021, 9, 30)]


def test_pages_of_a_printed_list_are_one_table(tmp_path):
    head = [["DANH SÁCH HUYỆN CHI LĂNG"], ["Tính đến ngày 25/09/2021"], HEADER]
    found = grid(tmp_path, [*head, row(1), row(2), *head, row(3), *head, row(4)])
    assert found.total == (4, 4, 0, 0, 0) and len(found.inbox.sheets) == 1


def test_rows_above_the_table_of_another_list_are_counted(tmp_path):
    other = [["Tên máy", "Ngày mua", "Giá"], ["Máy in", "01/02/2020", 5], ["Máy tính", "03/02/2020", 9]]
    found = grid(tmp_path, [*other, [], HEADER, row(1)])
    assert found.total == (3, 1, 0, 0, 2) and found.reasons == ["unknown_kind", "unknown_kind"]
    assert found.values("shops", "shop_id") == ["S1"]


def test_a_second_table_of_no_kind_is_refused_row_by_row(tmp_path):
    found = grid(tmp_path, [HEADER, row(1), [], ["Tên máy", "Ngày mua", "Giá"], ["Máy in", "01/02/2020", 5]])
    assert found.total == (3, 1, 0, 0, 2)
