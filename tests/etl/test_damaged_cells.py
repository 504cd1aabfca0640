"""Cells that people and programmes changed: merged, wrapped, rounded, cut at their thousands, of two things, with a word for nothing."""

from datetime import date
from decimal import Decimal

import pytest

from tests.etl import small
from tests.etl.reading import Read, grid, order_line, orders
from tests.etl.small import shop


def test_noise_of_binary_fractions_is_no_part_of_a_number(tmp_path):
    cells = [["Đơn vị", "Tổng số hộ", "Ngày rà soát"], ["06505", 451.00000000000006, "01/07/2021"]]
    assert grid(tmp_path, cells).values("households", "households") == [451]
    assert orders(tmp_path, [order_line(1000.1 + 0.2)]).values("orders", "amount") == [Decimal("1000.3")]


def test_a_half_household_is_still_none(tmp_path):
    cells = [["Đơn vị", "Tổng số hộ", "Ngày rà soát"], ["06505", 451.5, "01/07/2021"]]
    assert grid(tmp_path, cells).reasons == ["number_not_whole"]


@pytest.mark.parametrize("field, position", [("amount", "E2:E3"), ("quantity", "D2:D3")])
def test_a_number_merged_over_rows_belongs_to_none_of_them(field, position, tmp_path):
    found = orders(
        tmp_path,
        [order_line(300_000, 2, 1), order_line("", "", 2)]
        if field == "amount"
        else [order_line(1, 2, 1), order_line(1, "", 2)],
        merged=(position,),
    )
    assert found.files["o.xlsx"]["rejected"] == 2 and "number_merged" in found.reasons


def test_a_number_merged_over_two_indicators_is_of_neither(tmp_path):
    cells = [
        ["Xã", "Huyện", "Ngày báo cáo", "Số gian hàng", "Số tài khoản"],
        ["Vạn Linh", "Chi Lăng", "04/08/2021", 12, 12],
        ["Y Tịch", "Chi Lăng", "04/08/2021", 2, 3],
    ]
    found = grid(tmp_path, cells, ("D2:E2",))
    assert found.reasons == ["number_merged"] * 2 and sorted(found.values("progress_reports", "value")) == [2, 3]


def test_a_number_in_a_column_that_is_merged_from_two_is_its_own(tmp_path):
    cells = [
        ["Xã", "Huyện", "Ngày rà soát", "Tổng số hộ", "Tổng số hộ"],
        ["Vạn Linh", "Chi Lăng", "04/08/2021", 812, 812],
    ]
    assert grid(tmp_path, cells, ("D1:E1", "D2:E2")).values("households", "households") == [812]


def test_a_date_merged_over_rows_is_of_all(tmp_path):
    cells = [
        ["Mã gian hàng", "Sàn", "Mã hộ", "Đơn vị", "Ngày mở"],
        ["S1", "voso", "H1", "06505", "01/08/2021"],
        ["S2", "voso", "H2", "06505", ""],
    ]
    assert grid(tmp_path, cells, ("E2:E3",)).values("shops", "opened_on") == [date(2021, 8, 1)] * 2


@pytest.mark.parametrize(
    "word",
    [
        "NaT",
        "\\N",
        "0000-00-00",
        "0001-01-01 00:00:00",
        "(null)",
        "[NULL]",
        "chưa đóng",
        "còn hoạt động",
        "9999-12-31",
        "không",
        "00/01/1900",
        0,
    ],
)
def test_words_for_no_date(word, tmp_path):
    found = grid(
        tmp_path,
        [
            ["Mã gian hàng", "Sàn", "Mã hộ", "Đơn vị", "Ngày mở", "Ngày đóng"],
            ["S1", "voso", "H1", "06505", "01/08/2021", word],
        ],
    )
    assert found.total == (1, 1, 0, 0, 0) and found.values("shops", "closed_on") == [None]
    found = grid(tmp_path, [["Mã gian hàng", "Sàn", "Mã hộ", "Đơn vị", "Ngày mở"], ["S1", "voso", "H1", "06505", word]])
    assert found.total == (1, 0, 0, 0, 1)


@pytest.mark.parametrize(
    "mark, meant", [("✓", "yes"), ("✔", "yes"), ("☑", "yes"), ("x", "yes"), ("☐", "no"), ("?", None)]
)
def test_check_marks(mark, meant, tmp_path):
    found = grid(
        tmp_path,
        [
            ["Mã gian hàng", "Sàn", "Mã hộ", "Đơn vị", "Ngày mở", "Hộ đầu tàu"],
            ["S1", "voso", "H1", "06505", "01/08/2021", mark],
        ],
    )
    assert (found.values("shops", "designated_lead") if found.landed else [None]) == [meant]


def test_an_identifier_wrapped_as_a_formula_is_itself_in_a_workbook_too(tmp_path):
    small.write_csv(tmp_path / "s.csv", [shop("S1")])
    header = ["Mã gian hàng", "Sàn", "Mã hộ", "Đơn vị", "Ngày mở"]
    found = grid(tmp_path, [header, ['="S1"', "voso", '="H-S1"', "06505", "01/08/2021"]])
    assert sorted(found.values("shops", "shop_id")) == ["S1"] and found.total == (2, 1, 1, 0, 0)


@pytest.mark.parametrize(
    "written, meant",
    [
        ('="0012"', "12"),
        ("1.234.567", "1234567"),
        ("'0012", "12"),
        ("12.0", "12"),
        ("1,234,567", "1234567"),
        ("1 234", "1234"),
        ("S\u00ad1", "S1"),
        ("\u202aS1\u202c", "S1"),
        ("Ѕ1", "S1"),
        ("１２", "12"),
        ("VS–01", "VS-01"),
        ('"0012"', "12"),
        ("“S1”", "S1"),
        ("#S1", "S1"),
        ("#1002", "1002"),
    ],
)
def test_what_programmes_do_to_identifiers_is_undone(written, meant, tmp_path):
    found = orders_of_text(tmp_path, written)
    assert found.values("shops", "shop_id") == [meant]


@pytest.mark.parametrize(
    "written, reason",
    [
        ("2,00506E+11", "id_rounded"),
        (date(2021, 1, 2), "id_is_date"),
        (1.0e17, "id_rounded"),
        ("*****1234", "id_masked"),
        ("8409xxxx123", "id_masked"),
        ("8409 XXX 123", "id_masked"),
        ("84…123", "id_masked"),
        ("84••••123", "id_masked"),
    ],
)
@pytest.mark.parametrize("column", [0, 2])
def test_what_cannot_be_undone_is_refused(written, reason, column, tmp_path):
    cells = ["S1", "voso", "H1", "06505", "01/08/2021"]
    cells[column] = written
    found = grid(tmp_path, [["Mã gian hàng", "Sàn", "Mã hộ", "Đơn vị", "Ngày mở"], cells])
    assert found.reasons == [reason] if not (column == 2 and written == 1.0e17) else found.total[1] == 0


@pytest.mark.parametrize(
    "word",
    [
        "không có",
        "Chưa cấp",
        "đang cập nhật",
        "x",
        "?",
        "-nt-",
        "0",
        "000",
        "NA",
        "hộ nghèo",
        "K",
        "k có",
        "chưa cập nhật",
    ],
)
@pytest.mark.parametrize("column, reason", [(0, "missing"), (2, "household_missing")])
def test_a_word_for_no_code_is_no_code(word, column, reason, tmp_path):
    """All rows that have it would be one shop, or one household."""
    if column == 0 and word == "hộ nghèo":
        return  # a shop may be known by its name
    cells = ["S1", "voso", "H1", "06505", "01/08/2021"]
    cells[column] = word
    found = grid(tmp_path, [["Mã gian hàng", "Sàn", "Mã hộ", "Đơn vị", "Ngày mở"], cells])
    assert found.reasons == [reason]


def test_an_order_line_with_a_word_for_no_product_has_none(tmp_path):
    small.write_csv(tmp_path / "s.csv", [shop("S1")])
    lines = [
        small.order("D1", "S1", listing_id=word, amount=amount)
        for word, amount in (("không có", "1000"), ("0", "2000"))
    ]
    small.write_csv(tmp_path / "o.csv", lines)
    assert sorted(Read(tmp_path).values("orders", "amount")) == [1000, 2000]


@pytest.mark.parametrize("error", ["#N/A", "#NAME?", "Err:502", "#SPILL!", "####"])
@pytest.mark.parametrize("column", range(5))
def test_a_failed_formula_refuses_its_row_in_each_column(error, column, tmp_path):
    cells = ["S1", "voso", "H1", "06505", "01/08/2021"]
    cells[column] = error
    found = grid(tmp_path, [["Mã gian hàng", "Sàn", "Mã hộ", "Đơn vị", "Ngày mở"], cells])
    assert found.reasons == ["cell_error"]


def orders_of_text(folder, shop_id: str) -> Read:
    (folder / "a.csv").write_bytes(
        small.csv_bytes(
            [["Mã gian hàng", "Sàn", "Mã hộ", "Đơn vị", "Ngày mở"], [shop_id, "voso", "H1", "06505", "01/08/2021"]]
        )
    )
    return Read(folder)


@pytest.mark.parametrize("ending", [",", ""])
def test_thousands_without_quotes_never_lose_their_noughts(ending, tmp_path):
    small.write_csv(tmp_path / "s.csv", [shop("S1")])
    header = "Mã đơn hàng,Mã gian hàng,Ngày đặt hàng,Số lượng,Trạng thái,Thành tiền,Ghi chú\n"
    (tmp_path / "o.csv").write_text(
        header + f"D1,S1,05/08/2021,1,Hoàn thành,150,000{ending}\nD2,S1,06/08/2021,1,Hoàn thành,90,500{ending}\n",
        encoding="utf-8",
    )
    found = Read(tmp_path)
    assert found.files["o.csv"]["rejected"] == 2


@pytest.mark.parametrize(
    "last, cells",
    [
        (["Thành tiền", "Tỉnh người mua"], "150,000"), (["Thành tiền", "Kho"], "150,000"),
        (["Thành tiền", "Đơn vị tính"], "150,000"), (["Đơn giá", "Thành tiền"], "150,000"),
        (["Đơn giá", "Thành tiền", "Ghi chú", "Kho"], "90,000,180,000"),
    ],
)  # fmt: skip
def test_noughts_that_slip_under_another_header_refuse_the_row(last, cells, tmp_path):
    small.write_csv(tmp_path / "s.csv", [shop("S1")])
    header = ",".join(["Mã đơn hàng,Mã gian hàng,Ngày đặt hàng,Số lượng,Trạng thái", *last])
    (tmp_path / "o.csv").write_text(f"{header}\nD1,S1,05/08/2021,1,Hoàn thành,{cells}\n", encoding="utf-8")
    assert Read(tmp_path).files["o.csv"]["rejected"] == 1


def test_a_small_price_beside_its_amount_is_no_cut_number(tmp_path):
    small.write_csv(tmp_path / "s.csv", [shop("S1")])
    header = "Mã đơn hàng,Mã gian hàng,Ngày đặt hàng,Trạng thái,Số lượng,Đơn giá,Thành tiền\n"
    (tmp_path / "o.csv").write_text(header + "D1,S1,05/08/2021,Hoàn thành,2,450,900\n", encoding="utf-8")
    assert Read(tmp_path).values("orders", "amount") == [900]


@pytest.mark.parametrize(
    "quantity, price, amount, reasons",
    [
        (2, 50000, 100, ["number_thousands_lost"]), (2, 50, 100000, ["number_thousands_lost"]), (2, 50000, 100000, []),
        (2, 450, 900, []), (500, 100000, 50000, []), (2, 50000, 90000, []),
    ],
)  # fmt: skip
def test_the_rest_of_a_row_tells_that_a_number_lost_its_thousands(quantity, price, amount, reasons, tmp_path):
    """Five hundred grams at 100,000 đồng a kilogram lost nothing."""
    small.write_csv(tmp_path / "s.csv", [shop("S1")])
    header = ["Mã đơn hàng", "Mã gian hàng", "Ngày đặt hàng", "Trạng thái", "Số lượng", "Đơn giá", "Thành tiền"]
    first = ["D1", "S1", "05/08/2021", "Hoàn thành", 3, 60000, 180000]
    small.write_xlsx(tmp_path / "o.xlsx", {"1": [header, first, ["D2", *first[1:4], quantity, price, amount]]})
    assert Read(tmp_path).reasons == reasons


def test_a_row_that_is_too_long_proves_that_numbers_of_others_were_cut(tmp_path):
    small.write_csv(tmp_path / "s.csv", [shop("S1")])
    header = "Mã đơn hàng,Mã gian hàng,Ngày đặt hàng,Số lượng,Đơn giá,Thành tiền,Trạng thái\n"
    rows = [
        "D1,S1,05/08/2021,1,150,000,150,000,Hoàn thành",
        "D2,S1,05/08/2021,1,90,500,Hoàn thành",
        "D3,S1,05/08/2021,2,45000,90000,Hoàn thành",
    ]
    (tmp_path / "o.csv").write_text(header + "\n".join(rows), encoding="utf-8")
    assert Read(tmp_path).values("orders", "amount") == [90_000]


def test_a_separator_at_the_end_of_each_row_is_no_fault(tmp_path):
    small.write_csv(tmp_path / "s.csv", [shop("S1")])
    header = "Mã đơn hàng,Mã gian hàng,Ngày đặt hàng,Số lượng,Trạng thái,Thành tiền\n"
    (tmp_path / "o.csv").write_text(header + "D1,S1,05/08/2021,1,Hoàn thành,150000,\n", encoding="utf-8")
    assert Read(tmp_path).values("orders", "amount") == [150_000]


@pytest.mark.parametrize(
    "written, other, meant",
    [
        ("8/1/2021", "15/08/2021", date(2021, 1, 8)), ("8/1/2021", "08/15/2021", date(2021, 8, 1)), ("8/1/2021", "", None), ("8/1/2021 10:30", "", None),
        ("08/01/2021", "", date(2021, 1, 8)), ("8/1/21", "", None), ("8/1/21 10:00 PM", "", None), ("8/8/2021", "", date(2021, 8, 8)), ("8-1-2021", "", date(2021, 1, 8)), ("10/11/2021", "", date(2021, 11, 10)), ("15/8/2021", "", date(2021, 8, 15)),
    ],
)  # fmt: skip
def test_the_order_of_day_and_month_is_told_by_the_table_or_the_row_is_refused(written, other, meant, tmp_path):
    cells = [
        ["Mã gian hàng", "Sàn", "Mã hộ", "Đơn vị", "Ngày mở", "Ngày đóng"],
        ["S1", "voso", "H1", "06505", written, other],
    ]
    found = grid(tmp_path, cells)
    if meant:
        assert found.values("shops", "opened_on") == [meant]
    else:
        assert found.reasons == ["date_ambiguous"]


@pytest.mark.parametrize(
    "cell", ["Vạn Linh, Y Tịch", "Vạn Linh và Y Tịch", "xã Vạn Linh/xã Y Tịch", "Vạn Linh; Y Tịch"]
)
def test_a_cell_that_names_two_communes_is_neither(cell, tmp_path):
    header = ["Mã gian hàng", "Sàn", "Mã hộ", "Xã", "Huyện", "Ngày mở"]
    assert grid(tmp_path, [header, ["S1", "voso", "H1", cell, "Chi Lăng", "01/08/2021"]]).reasons == ["unit_several"]


@pytest.mark.parametrize("cell", ["Các xã Vạn Linh, Hòa Bình", "2 xã Vạn Linh và Hòa Bình", "xã Vạn Linh - Hòa Bình"])
def test_a_name_of_several_communes_behind_a_commune_is_another_one(cell, tmp_path):
    header = ["Đơn vị", "Ngày", "Loại hoạt động", "Số lượng"]
    assert grid(tmp_path, [header, [cell, "01/09/2021", "Tập huấn", 1]]).reasons == ["unit_several"]


@pytest.mark.parametrize(
    "cell",
    [
        "Vạn Linh, Chi Lăng",
        "xã Vạn Linh (Chi Lăng)",
        "Vạn Linh - huyện Chi Lăng",
        "Thôn 1, xã Vạn Linh",
        "Vạn Linh (trước là Y Tịch)",
    ],
)
def test_a_cell_that_names_a_commune_and_its_district_is_one(cell, tmp_path):
    header = ["Mã gian hàng", "Sàn", "Mã hộ", "Xã", "Huyện", "Ngày mở"]
    found = grid(tmp_path, [header, ["S1", "voso", "H1", cell, "Chi Lăng", "01/08/2021"]])
    assert "unit_several" not in found.reasons


@pytest.mark.parametrize(
    "value, is_refused", [(12.5, True), (0.55, True), ("55%", True), (12.0, False), ("12,0", False)]
)
def test_a_report_counts_whole_things(value, is_refused, tmp_path):
    cells = [
        ["Đơn vị", "Ngày", "Chỉ số", "Giá trị"],
        ["06505", "01/10/2021", "Số gian hàng số", value],
        ["06520", "01/10/2021", "Doanh số", 10012.5],
    ]
    found = grid(tmp_path, cells)
    assert found.values("progress_reports", "value") == (
        [Decimal("10012.5")] if is_refused else [12, Decimal("10012.5")]
    )


@pytest.mark.parametrize("scheme", ["OCOP 3-4 sao", "OCOP 3 sao, 4 sao", "VietGAP, OCOP 4 sao"])
def test_two_certificates_in_one_cell_are_refused(scheme, tmp_path):
    small.write_csv(tmp_path / "s.csv", [shop("S1")])
    small.write_csv(tmp_path / "l.csv", [small.listing("L1", "S1")])
    small.write_csv(tmp_path / "c.csv", [{"listing_id": "L1", "scheme": scheme, "valid_from": "2021-01-01"}])
    assert Read(tmp_path).reasons == ["value_unknown"]


def test_a_sloppy_figure_of_a_report_is_refused(tmp_path):
    cells = [["Đơn vị", "Ngày", "Chỉ số", "Giá trị"], ["06505", "01/10/2021", "Số gian hàng số", "1500.000"]]
    assert grid(tmp_path, cells).reasons == ["number_ambiguous"]


@pytest.mark.parametrize("field, cell, meant", [
    ("platform", "Sàn TMĐT Vỏ Sò", "voso"), ("platform", "https://postmart.vn", "postmart"), ("platform", "Shopee", None), ("platform", "voso, postmart", None),
    ("status", "Hoàn tất", "completed"), ("status", "Đã giao thành công", "completed"), ("status", "Giao không thành công", None), ("status", "Đã hoàn tiền", "returned"),
    ("status", "Đã hoãn", None), ("status", "đã huy", "cancelled"), ("status", "Da huy", "cancelled"), ("platform", "Vỏ so", "voso"), ("platform", "vô số", None),
])  # fmt: skip
def test_words_for_platforms_and_states(field, cell, meant, tmp_path):
    small.write_csv(tmp_path / "s.csv", [shop("S1", **({"platform": cell} if field == "platform" else {}))])
    small.write_csv(tmp_path / "o.csv", [small.order("D1", "S1", **({"status": cell} if field == "status" else {}))])
    found = Read(tmp_path)
    kind = "shops" if field == "platform" else "orders"
    assert (found.values(kind, field) if kind in found.landed else []) == ([meant] if meant else [])


@pytest.mark.parametrize("amounts, refused", [
    ([150, 75.5, "1.500.000"], 2), ([150, 220, "1.500.000", "2.350.000"], 2), ([150.255, 75.25, 220], 3), (["150", "1.500.000"], 1), (["150", "75,5"], 2),
    ([500, 150000, "1.500.000"], 0), (["500", "150.000", "1.500.000"], 0), ([500, 700], 0), ([150000, 75.5], 1), ([0, "1.500.000"], 0), ([33333.33, 500], 0),
])  # fmt: skip
def test_amounts_that_lost_their_thousands_are_refused(amounts, refused, tmp_path):
    """A spreadsheet in English makes 150 of 150.000 and 75.5 of 75.500, and leaves 1.500.000 a text."""
    found = orders(tmp_path, [order_line(amount, 1, number) for number, amount in enumerate(amounts)])
    assert found.reasons == ["number_thousands_lost"] * refused
    assert found.files["o.xlsx"]["rejected"] == refused


def test_households_beside_lost_thousands_are_refused(tmp_path):
    cells = [
        ["Đơn vị", "Tổng số hộ", "Ngày rà soát"],
        *([unit, one, "01/07/2021"] for unit, one in zip(["06505", "06508", "06520"], [1.25, 2, 718], strict=True)),
    ]
    assert grid(tmp_path, cells).reasons == ["number_not_whole", "number_thousands_lost", "number_thousands_lost"]
    cells[2][1] = 2045
    assert grid(tmp_path, cells).reasons == ["number_not_whole"]


@pytest.mark.parametrize("area, counts", [("A2:A3", (3, 1, 0, 0, 2)), ("C2:C3", (3, 3, 0, 0, 0))])
def test_a_shops_own_number_merged_over_rows_is_of_none_of_them(area, counts, tmp_path):
    lines = [[f"S{number}", "voso", f"H{number}", "06505", "01/08/2021"] for number in range(3)]
    found = grid(tmp_path, [["Mã gian hàng", "Sàn", "Mã hộ", "Đơn vị", "Ngày mở"], *lines], (area,))
    assert found.total == counts


@pytest.mark.parametrize(
    "value, own, meant",
    [
        ("hơn 37.000", "", (37_000, "over")), ("Khoảng 37.000 hộ", None, (37_000, "about")), ("trên 37.000", "hơn", (37_000, "over")),
        ("trên 37.000", "khoảng", None), ("dưới 37.000", "", None), ("37.000", "hơn", (37_000, "over")),
    ],
)  # fmt: skip
def test_a_qualifier_before_a_published_figure(value, own, meant, tmp_path):
    header = ["Phạm vi", "Ngày", "Chỉ tiêu", "Giá trị", "Nguồn", *(["Mức độ"] if own is not None else [])]
    cells = ["Giai đoạn 1", "15/09/2021", "gian hàng số", value, "Báo Lạng Sơn", *([own] if own is not None else [])]
    found = grid(tmp_path, [header, cells])
    if meant:
        kept = found.landed["published_figures"].current
        assert (kept["value"].item(), kept["qualifier"].item()) == meant
    else:
        assert found.reasons == ["number_unreadable"]


@pytest.mark.parametrize(
    "code, kept", [("1-Aug", False), ("01-Thg8", False), ("8-Dec-21", False), ("1-AUG7", True), ("VS-12", True)]
)
def test_a_code_that_a_spreadsheet_wrote_as_a_day(code, kept, tmp_path):
    found = orders(tmp_path, [[code, *order_line(100)[1:]]])
    assert found.reasons == ([] if kept else ["id_is_date"])
