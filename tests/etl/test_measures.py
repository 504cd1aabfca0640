"""Values at their own size: units of measure in headers, titles and cells, and what can be read two ways."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
import xlsxwriter

from tests.etl import small
from tests.etl.reading import Read, grid
from tests.etl.small import shop

ORDERS = ["Mã đơn hàng", "Mã gian hàng", "Ngày đặt hàng", "Số lượng", "Thành tiền", "Trạng thái"]


def orders(
    folder, lines: list[list], header: list[str] = ORDERS, above: tuple[list, ...] = (), merged: tuple = ()
) -> Read:
    small.write_csv(folder / "s.csv", [shop("S1")])
    small.write_xlsx(folder / "o.xlsx", {"T": [*above, header, *lines]}, merged)
    return Read(folder)


def line(amount: object, quantity: object = 1, number: int = 1) -> list:
    return [f"D{number}", "S1", "05/08/2021", quantity, amount, "Hoàn thành"]


@pytest.mark.parametrize(
    "header, amount, meant",
    [
        ("Thành tiền (triệu đồng)", 15, 15_000_000), ("Thành tiền (1.000 đồng)", 150, 150_000), ("Thành tiền (nghìn đồng)", "150,5", 150_500),
        ("Thành tiền (tr.đ)", 1.5, 1_500_000), ("Thành tiền, triệu đồng", 2, 2_000_000), ("Thành tiền - triệu đồng", 2, 2_000_000), ("Thành tiền [triệu đồng]", 2, 2_000_000), ("Thành tiền (tỷ đồng)", 0.001, 1_000_000), ("Thành tiền (VNĐ)", 5, 5),
        ("Thành tiền (ĐVT: triệu đồng)", 2, 2_000_000), ("Thành tiền (đơn vị tính 1.000đ)", 2, 2_000), ("Thành tiền (x 1.000 đ)", 2, 2_000), ("Thành tiền (1.000.000 đồng)", 2, 2_000_000), ("Thành tiền (10^6 đồng)", 2, 2_000_000), ("Thành tiền › nghìn đồng", 2, 2_000),
    ],
)  # fmt: skip
def test_a_unit_of_measure_in_the_header(header, amount, meant, tmp_path):
    found = orders(tmp_path, [line(amount)], [*ORDERS[:4], header, ORDERS[5]])
    assert found.values("orders", "amount") == [meant]


@pytest.mark.parametrize(
    "above, meant",
    [
        ("Đơn vị tính: 1.000 đồng", 150_000),
        ("ĐVT: triệu đồng", 150_000_000),
        ("Số tiền tính bằng triệu đồng", 150_000_000),
        ("Đơn vị tiền: triệu đồng", 150_000_000),
        ("Unit: million VND", 150_000_000),
        ("tính theo xã", 150),
        ("(Đơn vị: nghìn đồng)", 150_000),
        ("Đơn vị: UBND xã", 150),
        ("ĐVT triệu đồng", 150_000_000),
        ("Đơn vị tính - nghìn đồng", 150_000),
        ("(triệu đồng)", 150_000_000),
        ("Nghìn đồng", 150_000),
        ("ĐVT: 1.000.000 đồng", 150_000_000),
        ("Đơn hàng trên 1 triệu đồng", 150),
        ("Đơn hàng hơn hai triệu đồng", 150),
        ("Don vi tinh: trieu dong", 150_000_000),
        ("DVT: 1.000 dong", 150_000),
        ("Tien tinh bang nghin dong", 150_000),
        ("Loại tiền: VND", 150),
        ("Nguoi lap: Ngan", 150),
    ],
)
def test_a_unit_of_measure_above_the_table(above, meant, tmp_path):
    found = orders(tmp_path, [line(150)], above=(["TỔNG HỢP ĐƠN HÀNG"], ["", "", "", "", above]))
    assert found.values("orders", "amount") == [meant] and found.values("orders", "quantity") == [1]


def test_large_money_named_above_the_table_in_another_way_is_not_passed_over(tmp_path):
    assert orders(tmp_path, [line(150)], above=(["Giá trị: triệu đồng"],)).reasons == ["measure_unknown"]
    assert orders(tmp_path, [line(150)], above=(["Gia tri: trieu dong"],)).reasons == ["measure_unknown"]


@pytest.mark.parametrize("above", ["Currency: USD", "Loại tiền: USD", "Loại tiền tệ: CNY"])
def test_another_currency_above_the_table_refuses_its_rows(above, tmp_path):
    assert "measure_unknown" in orders(tmp_path, [line(150)], above=([above],)).reasons


def test_each_row_may_tell_its_currency(tmp_path):
    told = [
        [*line(150, number=number), currency]
        for number, currency in enumerate(["VND", "đồng", "", "USD", "triệu đồng"])
    ]
    found = orders(tmp_path, told, [*ORDERS, "Loại tiền"])
    assert found.reasons == ["measure_unfit"] * 2 and found.values("orders", "amount") == [150] * 3


@pytest.mark.parametrize("above, meant", [
    ("(Đơn vị: trăm hộ)", 200), ("(trăm hộ)", 200), ("ĐV: nghìn hộ", 2000), ("ĐVT: 100 hộ", 200), ("ĐVT: chục hộ", 20), ("Don vi tinh: nghin ho", 2000), ("ĐVT: nghìn", None), ("ĐVT: vạn hộ", None),
])  # fmt: skip
def test_a_multiple_above_a_table_of_counts(above, meant, tmp_path):
    found = grid(tmp_path, [["TIẾN ĐỘ đến 15/11/2021"], [above], ["Đơn vị", "Số hộ có gian hàng số"], ["06505", 2]])
    assert found.reasons == ([] if meant else ["measure_unknown"])
    assert not meant or found.values("progress_reports", "value") == [meant]


@pytest.mark.parametrize("kind, unit, is_fit", [
    ("Tập huấn", "lớp", True), ("Tập huấn", "", True), ("Tập huấn", "người", False), ("Tập huấn", "triệu đồng", False), ("Cán bộ", "người", True), ("Tổ hỗ trợ", "Tổ", True), ("Tổ hỗ trợ", "xã", False),
])  # fmt: skip
def test_what_a_field_activity_counts(kind, unit, is_fit, tmp_path):
    """62 people are no 62 sessions."""
    header = ["Đơn vị", "Ngày", "Loại hoạt động", "Số lượng", "Đơn vị tính"]
    found = grid(tmp_path, [header, ["06505", "15/11/2021", kind, 62, unit]])
    assert found.reasons == ([] if is_fit else ["measure_unfit"])


@pytest.mark.parametrize(
    "below",
    [
        "Ghi chú: đơn vị tính nghìn đồng",
        "Ghi chú: đơn vị tính: nghìn đồng",
        "Đơn vị tính: nghìn đồng",
        "(ĐVT: 1.000 đồng)",
    ],
)
def test_a_unit_of_measure_below_the_table(below, tmp_path):
    found = orders(tmp_path, [line(150), [], [below], ["", "", "NGƯỜI LẬP BIỂU"]])
    assert found.values("orders", "amount") == [150_000] and found.total[0] == 2


@pytest.mark.parametrize(
    "amounts, meant",
    [
        (["1.500"], []), (["1,500", "2,500"], []), (["1500.000"], []), (["1.500", "2,5"], [1_500_000_000, 2_500_000]),
        (["1.500", "1.234.567"], [1_500_000_000, 1_234_567_000_000]), ([1.5], [1_500_000]),
    ],
)  # fmt: skip
def test_millions_that_can_be_read_two_ways_are_decided_by_their_column_or_refused(amounts, meant, tmp_path):
    lines = [line(amount, number=number) for number, amount in enumerate(amounts)]
    found = orders(tmp_path, lines, [*ORDERS[:4], "Thành tiền (triệu đồng)", ORDERS[5]])
    assert "orders" in found.landed or not meant
    assert (found.values("orders", "amount") if meant else []) == meant
    assert found.reasons == ["number_ambiguous"] * (len(amounts) - len(meant))


def test_a_register_in_thousands_of_households_is_not_taken_a_thousand_times_too_large(tmp_path):
    above = [["BIỂU RÀ SOÁT HỘ DÂN CƯ đến ngày 01/07/2021"], ["ĐVT: nghìn hộ"]]
    rows = [["huyện Hữu Lũng", "29,251"], ["huyện Cao Lộc", "19,512"]]
    assert grid(tmp_path, [*above, ["Huyện", "Tổng số hộ"], *rows]).reasons == ["number_ambiguous"] * 2


@pytest.mark.parametrize("header", ["Thành tiền (USD)", "Thành tiền (tấn)", "Thành tiền ($)", "Thành tiền (€)"])
def test_a_unit_of_measure_that_is_none_of_money_is_refused(header, tmp_path):
    found = orders(tmp_path, [line(15)], [*ORDERS[:4], header, ORDERS[5]])
    assert found.files["o.xlsx"]["rejected"] == 1


def test_an_unknown_unit_of_measure_above_the_table_refuses_its_rows(tmp_path):
    found = orders(tmp_path, [line(150)], above=(["Đơn vị tính: quan tiền"],))
    assert found.reasons == ["measure_unknown"]


@pytest.mark.parametrize("told, kept", [("", True), ("tấn", True), ("kg", False)])
def test_tonnes_in_the_header_are_kilograms(told, kept, tmp_path):
    header = [
        "Mã đơn hàng",
        "Mã gian hàng",
        "Ngày đặt hàng",
        "Số lượng (tấn)",
        "Đơn vị tính",
        "Thành tiền",
        "Trạng thái",
    ]
    found = orders(tmp_path, [["D1", "S1", "05/08/2021", 0.5, told, 15_000_000, "Hoàn thành"]], header)
    if kept:
        assert found.values("orders", "quantity") == [500] and found.values("orders", "unit_of_measure") == ["kg"]
    else:
        assert found.reasons == ["measure_unfit"]


@pytest.mark.parametrize(
    "quantities, amounts, meant",
    [
        (["1.000"], ["15000000"], None), (["1.000"], ["15.000.000"], 1000), (["1,000"], ["15,000,000"], 1000), (["1.000", "0.5"], ["15000000"] * 2, None),
        (["1.000", "2.500.000"], ["15000000"] * 2, 1000),
    ],
)  # fmt: skip
def test_a_quantity_that_can_be_read_two_ways_is_decided_by_its_table_or_refused(quantities, amounts, meant, tmp_path):
    found = orders(
        tmp_path,
        [
            line(amount, quantity, number)
            for number, (quantity, amount) in enumerate(zip(quantities, amounts, strict=True))
        ],
    )
    if meant is None:
        assert "number_ambiguous" in found.reasons
    else:
        assert found.values("orders", "quantity")[0] == meant


@pytest.mark.parametrize("amount", ["150.000 ₫", "₫150,000", "150.000₫", "150.000 đồng"])
def test_the_sign_of_the_dong(amount, tmp_path):
    assert orders(tmp_path, [line(amount)]).values("orders", "amount") == [150_000]


def test_noise_of_binary_fractions_is_no_part_of_a_number(tmp_path):
    cells = [["Đơn vị", "Tổng số hộ", "Ngày rà soát"], ["06505", 451.00000000000006, "01/07/2021"]]
    assert grid(tmp_path, cells).values("households", "households") == [451]
    assert orders(tmp_path, [line(1000.1 + 0.2)]).values("orders", "amount") == [Decimal("1000.3")]


def test_a_half_household_is_still_none(tmp_path):
    cells = [["Đơn vị", "Tổng số hộ", "Ngày rà soát"], ["06505", 451.5, "01/07/2021"]]
    assert grid(tmp_path, cells).reasons == ["number_not_whole"]


@pytest.mark.parametrize("header, value, meant", [
    ("Chỉ tiêu giao (hộ)", 496, (496, "count")), ("Chỉ tiêu giao (%)", 55, (Fraction(55, 100), "share")), ("Chỉ tiêu giao", 0.6000000000000001, (Fraction(6, 10), "share")),
])  # fmt: skip
def test_targets_at_their_own_size(header, value, meant, tmp_path):
    found = grid(tmp_path, [["Đơn vị", "Chỉ số", header], ["06505", "Hộ có cả hai", value]])
    (((number, unit), _),) = found.values("targets", "target")
    assert (Fraction(number), unit) == meant


def test_a_half_beside_whole_per_cents_is_not_guessed(tmp_path):
    lines = [[unit, "Hộ có cả hai", value] for unit, value in (("06505", 55), ("06520", 0.5), ("06508", "0,5%"))]
    found = grid(tmp_path, [["Đơn vị", "Chỉ số", "Chỉ tiêu giao (%)"], *lines])
    assert found.reasons == ["target_ambiguous"]
    assert [number for ((number, _), _) in found.values("targets", "target")] == [Decimal("0.55"), Decimal("0.005")]


@pytest.mark.parametrize("field, position", [("amount", "E2:E3"), ("quantity", "D2:D3")])
def test_a_number_merged_over_rows_belongs_to_none_of_them(field, position, tmp_path):
    found = orders(
        tmp_path,
        [line(300_000, 2, 1), line("", "", 2)] if field == "amount" else [line(1, 2, 1), line(1, "", 2)],
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


def test_a_header_of_money_in_kilograms_contradicts_itself(tmp_path):
    header = ["Thành tiền (kg)" if name == "Thành tiền" else name for name in ORDERS]
    assert orders(tmp_path, [line(1000)], header).reasons == ["measure_unfit"]


def test_a_value_of_orders_below_a_thousand_has_no_part(tmp_path):
    """1,5 is no sum of đồng: nobody says whether it is millions or milliards."""
    lines = [[unit, "01/10/2021", "Giá trị đơn hàng", value] for unit, value in (("06505", 1.5), ("06508", 1500.5))]
    found = grid(tmp_path, [["Đơn vị", "Ngày", "Chỉ số", "Giá trị"], *lines])
    assert found.reasons == ["number_not_whole"] and found.values("progress_reports", "value") == [Decimal("1500.5")]


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
    found = orders(tmp_path, [line(amount, 1, number) for number, amount in enumerate(amounts)])
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


@pytest.mark.parametrize("form, is_another_size", [
    ('0.0" triệu"', True), ('#,##0",000"', True), ("0.0\\ \\t\\r", True), ('0" tấn"', True), ('#,##0" đ"', False), ('#,##0" hộ"', False), ("0.00", False),
    ('#,##0," nghìn"', False), ('[Red]#,##0;-#,##0" triệu"', False),
])  # fmt: skip
def test_a_number_that_its_format_shows_at_another_size_is_refused(form, is_another_size, tmp_path):
    """With a comma behind its digits a format shows the thousands of a number that is whole in its cell."""
    small.write_csv(tmp_path / "s.csv", [shop("S1")])
    with xlsxwriter.Workbook(str(tmp_path / "o.xlsx")) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ORDERS)
        sheet.write_row(1, 0, line(0, 1, 1))
        sheet.write_number(1, ORDERS.index("Thành tiền"), 1500.5, book.add_format({"num_format": form}))
    found = Read(tmp_path)
    assert bool(found.reasons) == is_another_size


@pytest.mark.parametrize("area, counts", [("A2:A3", (3, 1, 0, 0, 2)), ("C2:C3", (3, 3, 0, 0, 0))])
def test_a_shops_own_number_merged_over_rows_is_of_none_of_them(area, counts, tmp_path):
    lines = [[f"S{number}", "voso", f"H{number}", "06505", "01/08/2021"] for number in range(3)]
    found = grid(tmp_path, [["Mã gian hàng", "Sàn", "Mã hộ", "Đơn vị", "Ngày mở"], *lines], (area,))
    assert found.total == counts


REPORT = ["Huyện", "Ngày báo cáo", "Chỉ số", "ĐVT", "Kết quả"]


@pytest.mark.parametrize(
    "indicator, measure, value, meant",
    [
        ("Doanh số", "triệu đồng", "5,5", 5_500_000), ("Doanh số", "đồng", 5, 5), ("Số gian hàng số", "gian hàng", "1.600", 1600),
        ("Số gian hàng số", "", 5, 5), ("Số gian hàng số", "triệu đồng", 5, "measure_unfit"), ("Số gian hàng số", "%", 5, "measure_unfit"),
        ("Doanh số", "quan tiền", 5, "measure_unknown"), ("Số gian hàng số", "nghìn gian hàng", "1,5", 1500),
    ],
)  # fmt: skip
def test_each_row_of_a_report_may_tell_its_unit_of_measure(indicator, measure, value, meant, tmp_path):
    other = ["Hữu Lũng", "01/10/2021", "Số mặt hàng", "mặt hàng", 7]
    found = grid(tmp_path, [REPORT, ["Chi Lăng", "01/10/2021", indicator, measure, value], other])
    told = dict(
        zip(found.values("progress_reports", "unit_code"), found.values("progress_reports", "value"), strict=True)
    )
    assert told["186"] == 7
    assert found.reasons == [meant] if isinstance(meant, str) else told["187"] == meant


def test_a_published_figure_and_a_target_at_the_size_that_their_rows_tell(tmp_path):
    figures = [
        ["Phạm vi", "Ngày", "Chỉ số", "ĐVT", "Giá trị", "Nguồn"],
        ["Giai đoạn 1", "15/09/2021", "Doanh số", "tỷ đồng", "5,4", "Báo"],
    ]
    targets = [
        ["Đơn vị", "Chỉ số", "ĐVT", "Mục tiêu"],
        ["06505", "Hộ có cả hai", "%", 55],
        ["06520", "Hộ có cả hai", "hộ", 50],
        ["06517", "Hộ có cả hai", "nghìn hộ", 160],
    ]
    small.write_xlsx(tmp_path / "a.xlsx", {"1": figures, "2": targets})
    found = Read(tmp_path)
    assert found.values("published_figures", "value") == [5_400_000_000]
    assert sorted(target[0] for target in found.values("targets", "target")) == [
        (Decimal("0.55"), "share"),
        (50, "count"),
    ]
    assert found.reasons == ["measure_unfit"]


def test_money_above_a_report_of_several_indicators_is_of_its_rows_of_money(tmp_path):
    rows = [["Chi Lăng", "01/10/2021", "Doanh số", 5], ["Chi Lăng", "01/10/2021", "Số gian hàng số", 6]]
    found = grid(tmp_path, [["ĐVT: triệu đồng"], [*REPORT[:3], "Kết quả"], *rows])
    indicators, figures = found.values("progress_reports", "indicator"), found.values("progress_reports", "value")
    assert dict(zip(indicators, figures, strict=True)) == {"order_value": 5_000_000, "shops": 6}


def test_a_published_share_is_no_count(tmp_path):
    header = ["Phạm vi", "Ngày", "Chỉ số", "Giá trị", "Nguồn"]
    found = grid(tmp_path, [header, ["Toàn tỉnh", "15/09/2021", "Hộ có gian hàng số", 0.627, "Báo"]])
    assert found.reasons == ["number_not_whole"]


def test_a_target_in_money_is_refused(tmp_path):
    cells = [["Đơn vị", "Chỉ số", "Mục tiêu (triệu đồng)"], ["06505", "Hộ có cả hai", 500]]
    assert grid(tmp_path, cells).reasons == ["measure_unfit"]


def test_per_cent_above_the_table_is_of_its_targets(tmp_path):
    found = grid(tmp_path, [["Đơn vị tính: %"], ["Đơn vị", "Chỉ số", "Chỉ tiêu giao"], ["06505", "Hộ có cả hai", 55]])
    (((number, unit), _),) = found.values("targets", "target")
    assert (number, unit) == (Decimal("0.55"), "share")


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
    "above, header, meant",
    [
        ("ĐVT: hộ", "Mục tiêu", ("count", 50)), ("ĐVT: %", "Mục tiêu", ("share", Decimal("0.5"))), ("", "Mục tiêu", "target_ambiguous"),
        ("ĐVT: %, hộ", "Mục tiêu", "target_ambiguous"), ("ĐVT: nghìn hộ", "Mục tiêu", "measure_unfit"), ("", "Mục tiêu (nghìn hộ)", "measure_unfit"),
        ("ĐVT: hộ", "Mục tiêu (%)", ("share", Decimal("0.5"))),
    ],
)  # fmt: skip
def test_what_targets_are_is_told_above_their_table(above, header, meant, tmp_path):
    found = grid(tmp_path, [[above], ["Xã", "Huyện", "Chỉ tiêu", header], ["Vạn Linh", "Chi Lăng", "hộ có cả hai", 50]])
    if isinstance(meant, str):
        assert found.reasons == [meant]
    else:
        (((number, meaning), _),) = found.values("targets", "target")
        assert (meaning, number) == meant


@pytest.mark.parametrize("above, reasons", [("Đơn vị tính: %", ["measure_unfit"]), ("ĐVT: hộ", []), ("ĐVT: hộ, %", [])])
def test_per_cent_above_a_table_of_counts_refuses_them(above, reasons, tmp_path):
    cells = [
        ["TIẾN ĐỘ (Tính đến ngày 31/07/2021)"],
        [above],
        ["TT", "Xã", "Huyện", "Hộ có gian hàng số"],
        [1, "Vạn Linh", "Chi Lăng", 12],
    ]
    assert grid(tmp_path, cells).reasons == reasons


@pytest.mark.parametrize(
    "code, kept", [("1-Aug", False), ("01-Thg8", False), ("8-Dec-21", False), ("1-AUG7", True), ("VS-12", True)]
)
def test_a_code_that_a_spreadsheet_wrote_as_a_day(code, kept, tmp_path):
    found = orders(tmp_path, [[code, *line(100)[1:]]])
    assert found.reasons == ([] if kept else ["id_is_date"])


def test_a_dear_line_is_priced_by_its_quantity(tmp_path):
    """Twenty thousand at 600,000 đồng: more digits than each of the two has."""
    small.write_csv(tmp_path / "inbox" / "s.csv", [shop("S1")])
    lines = [
        {**small.order("D1", "S1", listing, quantity="20000", amount=""), "unit_price": "600000", "order_amount": "24000000000"}
        for listing in ("L1", "L2")
    ]  # fmt: skip
    small.write_csv(tmp_path / "inbox" / "d.csv", lines)
    built = small.build_quietly(tmp_path)
    assert built.ask("SELECT lines, quantity, order_value FROM mart.product_price") == [(2, 40_000.0, 24_000_000_000.0)]


def test_a_quantity_that_its_row_reads_otherwise_than_its_column_is_refused(tmp_path):
    """1.000 kg at 15.000 are a thousand; 2.500 kg at 20.000 for 50.000 are two and a half."""
    small.write_csv(tmp_path / "s.csv", [shop("S1")])
    header = ["Mã đơn hàng", "Mã gian hàng", "Ngày đặt hàng", "Trạng thái", "Số lượng", "Đơn giá", "Thành tiền"]
    lines = [["1.000", "15.000", "15.000.000"], ["2.500", "20.000", "50.000"], ["2.500", "20.000", "50.000.000"]]
    cells = [[f"D{number}", "S1", "05/08/2021", "Hoàn thành", *line] for number, line in enumerate(lines)]
    small.write_xlsx(tmp_path / "o.xlsx", {"1": [header, *cells]})
    found = Read(tmp_path)
    assert (found.reasons, found.values("orders", "quantity")) == (["number_ambiguous"], [1000, 2500])
