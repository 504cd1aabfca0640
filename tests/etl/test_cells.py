"""What cells say: texts, figures and days, what is taken and what is refused, to the row."""

import re
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from etl import events, frames
from tests.etl import dialects, small
from tests.etl.reading import CSV, HEADER, TODAY, Read, grid, row, rows, text
from tests.etl.small import VAN_LINH, account, listing, order, shop


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


@pytest.mark.parametrize(
    "day, meant",
    [
        ("05/08/2021", date(2021, 8, 5)), ("5-8-2021", date(2021, 8, 5)), ("5.8.21", date(2021, 8, 5)), ("2021-08-05", date(2021, 8, 5)),
        ("2021/8/5", date(2021, 8, 5)), ("05/08/2021 23:59:59", date(2021, 8, 5)), ("23:59 05/08/2021", date(2021, 8, 5)),
        ("ngày 5 tháng 8 năm 2021", date(2021, 8, 5)), ("5 Aug 2021 10:00", date(2021, 8, 5)), ("44413", date(2021, 8, 5)), (44413, date(2021, 8, 5)),
        (44413.99, date(2021, 8, 5)), (20210805, date(2021, 8, 5)), (date(2021, 8, 5), date(2021, 8, 5)), (datetime(2021, 8, 5, 23, 30), date(2021, 8, 5)),
        ("2021-08-05T16:59:00Z", date(2021, 8, 5)), ("2021-08-05T17:30:00Z", date(2021, 8, 6)), ("2021-08-05 17:30:00+00:00", date(2021, 8, 6)),
        ("2021-08-05T23:30:00+07:00", date(2021, 8, 5)), ("2021-08-05 17:30:00 UTC", date(2021, 8, 6)), ("2021-08-05 17:30:00+00", date(2021, 8, 6)),
        ("15/08/2021 17:30 GMT", date(2021, 8, 16)), ("05/08/2021 23:30 (GMT+7)", date(2021, 8, 5)), ("15-Aug-21", date(2021, 8, 15)), ("Aug 15, 2021", date(2021, 8, 15)),
        ("15-thg 8-2021", date(2021, 8, 15)), ("Chủ nhật, 15/8/2021", date(2021, 8, 15)), ("15/8\u200b/2021", date(2021, 8, 15)), ("１５/8/2021", date(2021, 8, 15)),
        ("ngày 15/8/2021", date(2021, 8, 15)), ("Ngày: 15/8/2021", date(2021, 8, 15)), ("15/8/2021.", date(2021, 8, 15)), ("15/8/2021 (QĐ số 12)", date(2021, 8, 15)),
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
        ("15/8/2021 - 20/8/2021", "date_several"), ("15/8/2021, 16/8/2021", "date_several"), ("2021-08-15 (đúng là 2021-09-15)", "date_several"),
        ("15 tháng 8 năm 2021 đến 20 tháng 9 năm 2021", "date_several"), ("Err:502", "cell_error"), ("15/8/2564", "date_in_future"),
        ("15/8/2021 (âm lịch)", "date_in_doubt"), ("15/8/2021 ÂL", "date_in_doubt"), ("dự kiến 15/8/2021", "date_in_doubt"), ("2021-08-15 dự kiến", "date_in_doubt"), ("15/8/2021 (đã hủy)", "date_in_doubt"),
    ],
)  # fmt: skip
def test_days_that_cannot_be(day, reason, tmp_path):
    found = grid(tmp_path, [HEADER, row(1, day), row(2)])
    assert found.total == (2, 1, 0, 0, 1) and found.reasons == [reason]


def test_order_of_day_and_month_is_the_columns(tmp_path):
    found = grid(tmp_path, [HEADER, row(1, "08/25/2021"), row(2, "08/05/2021"), row(3, "12/31/2021")])
    assert found.values("shops", "opened_on") == [date(2021, 8, 25), date(2021, 8, 5), date(2021, 12, 31)]


@pytest.mark.parametrize(
    "other, meant", [("08/25/2021", None), ("25/08/2021", date(2021, 10, 8)), ("08/11/2021", date(2021, 10, 8))]
)
def test_the_order_of_day_and_month_is_the_files(other, meant, tmp_path):
    """Where one sheet proves that its months come first, 08/10/2021 on another is no 8th of October."""
    small.write_xlsx(
        tmp_path / "a.xlsx", {"A": [HEADER, row(1, "08/10/2021"), row(2, "09/09/2021")], "B": [HEADER, row(3, other)]}
    )
    found = Read(tmp_path)
    assert found.reasons == ([] if meant else ["date_ambiguous"])
    days = dict(zip(found.values("shops", "shop_id"), found.values("shops", "opened_on"), strict=True))
    assert days.get("S1") == meant and days["S2"] == date(2021, 9, 9)


def test_a_column_of_both_habits_is_refused_where_it_matters(tmp_path):
    found = grid(
        tmp_path, [HEADER, row(1, "08/25/2021"), row(2, "25/08/2021"), row(3, "05/08/2021"), row(4, "07/07/2021")]
    )
    assert found.total == (4, 3, 0, 0, 1) and found.reasons == ["date_ambiguous"]


def test_days_written_before_their_month_make_others_doubtful(tmp_path):
    found = grid(
        tmp_path,
        [
            HEADER,
            *(row(number, day) for number, day in enumerate(["2021-25-08", "2021-05-08", "2021-08-08", "2021-08-25"])),
        ],
    )
    assert sorted(found.reasons) == ["date_ambiguous", "date_impossible"] and found.total[1] == 2


def test_one_month_above_the_twelfth_among_many_days_is_a_slip(tmp_path):
    days = [f"2021-0{month}-{day}" for month in (8, 9) for day in range(13, 26)] + ["2021-08-05", "2021-13-01"]
    found = grid(tmp_path, [HEADER, *(row(number, day) for number, day in enumerate(days))])
    assert found.reasons == ["date_impossible"]


def swapped(texts: int, days: list[int]) -> list[list]:
    """25/08 stays a text where 05/08 became the 8th of May."""
    lines = [row(f"T{number}", f"{13 + number}/08/2021") for number in range(texts)]
    return [HEADER, *lines, *(row(f"D{day}", date(2021, day, 8)) for day in days)]


@pytest.mark.parametrize(
    "texts, days, counts", [(5, [5, 6, 7, 8, 9], (10, 6, 0, 0, 4)), (3, [5, 6, 8], (6, 4, 0, 0, 2))]
)
def test_dates_that_an_american_programme_swapped_are_refused(texts, days, counts, tmp_path):
    found = grid(tmp_path, swapped(texts, days))
    assert found.total == counts and set(found.reasons) == {"date_ambiguous"}
    assert date(2021, 8, 8) in found.values("shops", "opened_on")  # the same in both readings


@pytest.mark.parametrize("texts, days", [(2, [5, 6]), (5, [5]), (0, [5, 6, 7, 8, 9])])
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
        (["１５０.０００"], ["150000"]), (["1\u2009234\u2009567"], ["1234567"]), (["150\u200b000"], ["150000"]),
    ],
)  # fmt: skip
def test_numbers(amounts, meant, tmp_path):
    assert money(tmp_path, *amounts).values("orders", "amount") == [Decimal(value) for value in meant]


@pytest.mark.parametrize(
    "amount, reason",
    [
        ("1,2 triệu", "number_unreadable"), ("khoảng 7.000", "number_unreadable"), ("1 tr 2", "number_unreadable"), ("5.4.0", "number_unreadable"),
        ("-5000", "number_negative"), (-1, "number_negative"), ("(5.000)", "number_negative"), (True, "number_unreadable"), ("1.23.456", "number_unreadable"),
        ("9" * 30, "number_too_large"), (1e300, "number_too_large"), ("1e999", "number_rounded"), ("1e3", "number_rounded"), ("2E+05", "number_rounded"), ("1,5E+05", "number_rounded"), ("150.000-", "number_negative"), ("1500.000", "number_ambiguous"), ("0150.000", "number_ambiguous"), ("Err:502", "cell_error"), ("#######", "cell_error"), ("#VALUE!", "cell_error"), ("", "missing"),
    ],
)  # fmt: skip
def test_numbers_that_are_refused(amount, reason, tmp_path):
    found = money(tmp_path, amount, 1000)
    assert found.total == (3, 2, 0, 0, 1) and found.reasons == [reason]


def test_a_column_that_reads_in_two_ways_is_refused_where_it_matters(tmp_path):
    found = money(tmp_path, "54.000", "1000.5", "7")
    assert found.reasons == ["number_ambiguous"] and found.values("orders", "amount") == [Decimal("1000.5"), Decimal(7)]


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
    ("OCOP đợt 3 năm 2021, hạng 4 sao", "", "ocop4"), ("OCOP (QĐ 456) 3 sao", "", "ocop3"), ("OCOP đợt 3", 4, "ocop4"), ("OCOP năm 2021", "4 sao (82,5 điểm)", "ocop4"),
    ("OCOP 4 sao", "82,5", "ocop4"), ("OCOP", "4.0", "ocop4"), ("OCOP", "★★★★", "ocop4"), ("OCOP 4", "", "ocop4"),
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


@pytest.mark.parametrize(
    "scheme",
    [
        "OCOP",
        "OCOP 2 sao",
        "Ba chấm",
        "VietGAP, OCOP 4 sao",
        "Đề nghị OCOP 4 sao",
        "Chưa có OCOP 3 sao",
        "Sản phẩm tiềm năng OCOP 4 sao",
        "Đang làm hồ sơ OCOP 3 sao",
        "OCOP 3 sao (đã hết hạn)",
        "VietGAP bị thu hồi",
        "OCOP 4 sao (2019), nâng hạng 5 sao (2021)",
        "OCOP đợt 3",
        "OCOP 50",
    ],
)
def test_schemes_that_do_not_tell_are_refused(scheme, tmp_path):
    found = rows(
        tmp_path,
        [shop("S1")],
        [listing("P1", "S1")],
        [{"listing_id": "P1", "scheme": scheme, "valid_from": "2021-01-01"}],
    )
    assert found.reasons == ["value_unknown"]


@pytest.mark.parametrize(
    "scheme, stars",
    [("OCOP", 50), ("OCOP", 3.5), ("OCOP", "3-4"), ("OCOP", "52 điểm"), ("OCOP 3 sao", 4), ("Đề nghị OCOP", 4)],
)
def test_stars_that_are_no_number_of_stars_are_refused(scheme, stars, tmp_path):
    certificate = {"listing_id": "P1", "scheme": scheme, "stars": stars, "valid_from": "2021-01-01"}
    found = rows(tmp_path, [shop("S1")], [listing("P1", "S1")], [certificate])
    assert found.reasons == ["value_unknown"]


def test_fifty_below_stars_are_not_five(tmp_path):
    small.write_csv(tmp_path / "s.csv", [shop("S1")])
    small.write_csv(tmp_path / "p.csv", [listing("P1", "S1")])
    cells = [["Mã sản phẩm", "Hạng sao", "Ngày cấp"], ["P1", 50, "01/01/2021"], ["P1", 4, "02/01/2021"]]
    small.write_xlsx(tmp_path / "c.xlsx", {"1": cells})
    found = Read(tmp_path)
    assert (found.reasons, found.values("certificates", "scheme")) == (["value_unknown"], ["ocop4"])


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
    (55, "target_ambiguous"), ("55,5", "target_ambiguous"), ("70-80", "target_ambiguous"), ("80 – 70%", "target_range"), (100, "target_ambiguous"), ("nhiều", "number_unreadable"), (-0.5, "number_negative"),
])  # fmt: skip
def test_targets_that_do_not_tell_are_refused(target, reason, tmp_path):
    assert grid(tmp_path, [["unit", "indicator", "target"], [VAN_LINH, "both", target]]).reasons == [reason]


@pytest.mark.parametrize("targets, reasons", [
    ([820, 412, 1], [None, None, "target_ambiguous"]), ([55, 60, 100], ["target_ambiguous"] * 3), ([820, 100], [None, None]),
    (["0,55", 0.6, 1], [None, None, None]), (["55%", 1], [None, None]), ([1, "2 hộ"], [None, None]),
])  # fmt: skip
def test_one_and_a_hundred_are_what_their_column_says(targets, reasons, tmp_path):
    cells = [["06505", "06508", "06520"][: len(targets)], targets]
    found = grid(
        tmp_path, [["unit", "indicator", "target"], *([unit, "lead", one] for unit, one in zip(*cells, strict=True))]
    )
    told = found.inbox.sheets[0].rejected
    assert [told[row][0].reason if row in told else None for row in range(2, 2 + len(targets))] == reasons


@pytest.mark.parametrize("ends, is_range", [(("70%", "80%"), True), ((0.7, "80%"), True), (("80%", "70%"), False), (("70%", 800), False), (("70-80%", "90%"), False)])  # fmt: skip
def test_an_upper_end_of_its_own_fits_its_target(ends, is_range, tmp_path):
    found = grid(tmp_path, [["unit", "indicator", "target", "target_max"], [VAN_LINH, "both", *ends]])
    assert found.reasons == ([] if is_range else ["target_range"])


def test_as_of_is_the_newest_event_and_no_impossible_one(tmp_path):
    found = rows(tmp_path, [shop("S1", opened_on="2021-09-09"), shop("S2", opened_on="2199-01-01"), shop("S3", opened_on="31/02/2021")],
                 [{"unit": "20", "indicator": "both", "target": "50%", "valid_from": "2030-01-01"}],
                 [{"household_code": "H-S1", "scheme": "VietGAP", "valid_from": "2021-01-01", "valid_to": "2031-01-01"}])  # fmt: skip
    assert events.as_of(found.landed, TODAY) == date(2021, 9, 9)


def test_an_earlier_as_of_day_keeps_what_closes_later(tmp_path):
    small.write_csv(
        tmp_path / "a.csv",
        [shop("S1", closed_on="2021-12-01"), shop("S2", opened_on="2021-11-01"), shop("S3", closed_on="2199-01-01")],
    )
    found = Read(tmp_path, as_of=date(2021, 10, 1))
    assert found.total == (3, 1, 0, 0, 2) and found.reasons == ["date_in_future", "date_in_future"]


def test_a_formula_that_was_never_calculated_is_no_empty_cell(tmp_path):
    """As openpyxl writes it, without a value; a formula whose value is an empty text is empty."""
    book = openpyxl.Workbook()
    for line in ([*HEADER, "Ngày đóng"], [*row(1), "=E2+3"], row(2), row(3), row(4)):
        book.active.append(line)
    book.active["D3"] = '="06505"'
    book.active["A4"] = '=A2&"x"'
    book.save(tmp_path / "a.xlsx")
    found = Read(tmp_path)
    assert found.total == (4, 1, 0, 0, 3) and set(found.reasons) == {"formula_uncalculated"}


def test_a_formula_with_an_empty_text_is_an_empty_cell(tmp_path):
    small.write_xlsx(tmp_path / "a.xlsx", {"T": [[*HEADER, "Ngày đóng"], [*row(1), "20/08/2021"]]})
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    for value, total in (
        ('t="str"><f>IF(A1="","","")</f><v></v>', (1, 1, 0, 0, 0)),
        ("><f>IF(1,2)</f><v/>", (1, 0, 0, 0, 1)),
        ("><f>IF(1,2)</f>", (1, 0, 0, 0, 1)),
    ):
        changed = re.sub(rb'<c r="F2"[^>]*>.*?</c>', f'<c r="F2" {value}</c>'.encode(), parts[sheet])
        with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
            for name, content in (parts | {sheet: changed}).items():
                archive.writestr(name, content)
        assert Read(tmp_path).total == total


def test_cells_of_an_ods_that_failed_or_were_never_calculated(tmp_path):
    """Older programmes write 0 beside Err:502, a text only as an attribute; a format may show thousands of a number."""
    book = OpenDocumentSpreadsheet()
    table = Table(name="T")
    last = [
        ("Ngày đóng", {"valuetype": "string"}), ("", {"formula": "of:=[.E2]"}), ("Err:502", {"valuetype": "float", "value": "0"}),
        ("", {"valuetype": "string", "stringvalue": "20/08/2021"}), ("44.410 nghìn", {"valuetype": "float", "value": "44410"}),
        ("44,4 nghìn", {"valuetype": "float", "value": "44428"}),
    ]  # fmt: skip
    for line, (words, more) in zip([HEADER, *map(row, range(1, 6))], last, strict=True):
        element = TableRow()
        for content, told in (*((content, {"valuetype": "string"}) for content in line), (words, more)):
            cell = TableCell(**told)
            if content:
                cell.addElement(P(text=content))
            element.addElement(cell)
        table.addElement(element)
    book.spreadsheet.addElement(table)
    book.save(tmp_path / "a.ods")
    found = Read(tmp_path)
    assert (
        found.reasons == ["cell_error", "date_unreadable", "formula_uncalculated"]
        and found.values("shops", "closed_on") == [date(2021, 8, 20)] * 2
    )


@pytest.mark.parametrize(
    "stars, scheme",
    [
        ("3 sao", "ocop3"),
        ("****", "ocop4"),
        (5, "ocop5"),
        ("Bốn sao", "ocop4"),
        ("", None),
        ("3 sao (nâng hạng 4 sao)", None),
    ],
)
def test_the_rank_beside_a_certificate_tells_its_stars(stars, scheme, tmp_path):
    cells = [
        ["Mã hộ", "Chứng nhận", "Hạng sao", "Ngày cấp"],
        ["H00001", "OCOP", stars, "01/01/2021"],
        ["H00002", "VietGAP", "", "01/01/2021"],
    ]
    found = grid(tmp_path, cells)
    assert sorted(found.values("certificates", "scheme")) == sorted(filter(None, [scheme, "vietgap"]))


def test_two_numbers_of_stars_beside_each_other_tell_none(tmp_path):
    cells = [["Mã hộ", "Chứng nhận", "Hạng sao", "Ngày cấp"], ["H00001", "OCOP 3 sao", "4 sao", "01/01/2021"]]
    assert grid(tmp_path, cells).reasons == ["value_unknown"]


@pytest.mark.parametrize("value, meant", [
    ("tối thiểu 50%", ("0.5", "share")), ("từ 50% trở lên", ("0.5", "share")), ("≥ 50%", ("0.5", "share")), (">=50,5 %", ("0.505", "share")), ("50% số hộ", ("0.5", "share")),
    ("đạt từ 50% tổng số hộ trở lên", ("0.5", "share")), ("50 phần trăm", ("0.5", "share")), ("ít nhất 1.200 hộ", ("1200", "count")), ("820 hộ dân", ("820", "count")),
])  # fmt: skip
def test_targets_said_to_be_the_least(value, meant, tmp_path):
    found = grid(tmp_path, [["Huyện", "Chỉ số", "Chỉ tiêu"], ["Chi Lăng", "Hộ có gian hàng số", value]])
    ((low, high),) = found.values("targets", "target")
    assert (low, high) == ((Decimal(meant[0]), meant[1]), None)


@pytest.mark.parametrize(
    "value", ["trên 50%", "khoảng 50%", "tối đa 50%", "50% hộ nghèo", "~50%", "> 50%", "tối thiểu 50", "phấn đấu 50%"]
)
def test_targets_said_in_other_words_are_refused(value, tmp_path):
    found = grid(tmp_path, [["Huyện", "Chỉ số", "Chỉ tiêu"], ["Chi Lăng", "Hộ có gian hàng số", value]])
    assert found.total == (1, 0, 0, 0, 1)


def test_a_range_of_targets_may_begin_with_from(tmp_path):
    found = grid(tmp_path, [["Huyện", "Chỉ số", "Chỉ tiêu"], ["Chi Lăng", "Hộ có gian hàng số", "từ 50% đến 60%"]])
    assert found.values("targets", "target") == [((Decimal("0.5"), "share"), (Decimal("0.6"), "share"))]


def test_the_sum_of_a_week_among_orders_is_no_order(tmp_path):
    header = ["Mã đơn hàng", "Mã gian hàng", "Sàn", "Ngày đặt", "Số lượng", "Thành tiền", "Trạng thái"]
    numbers = ["D1", "Tuần 37", "Tháng 9/2021", "Tổng tuần 37", "Cộng tháng 9", "Tuần-37-A", "37"]
    orders = [[number, "S1", "voso", "13/09/2021", 1, 150000, "Đã giao"] for number in numbers]
    small.write_xlsx(tmp_path / "o.xlsx", {"1": [header, *orders]})
    small.write_csv(tmp_path / "s.csv", [shop("S1")])
    found = Read(tmp_path)
    assert found.reasons == ["order_is_sum"] * 2 and found.values("orders", "order_id") == ["D1", "Tuần-37-A", "37"]
