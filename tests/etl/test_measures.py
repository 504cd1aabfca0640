"""Values at their own size: units of measure in headers, titles and cells."""

from decimal import Decimal
from fractions import Fraction

import pytest
import xlsxwriter

from tests.etl import small
from tests.etl.reading import ORDERS, Read, grid, order_line, orders
from tests.etl.small import shop


@pytest.mark.parametrize(
    "header, amount, meant",
    [
        ("Thành tiền (triệu đồng)", 15, 15_000_000), ("Thành tiền (1.000 đồng)", 150, 150_000), ("Thành tiền (nghìn đồng)", "150,5", 150_500),
        ("Thành tiền (tr.đ)", 1.5, 1_500_000), ("Thành tiền, triệu đồng", 2, 2_000_000), ("Thành tiền - triệu đồng", 2, 2_000_000), ("Thành tiền [triệu đồng]", 2, 2_000_000), ("Thành tiền (tỷ đồng)", 0.001, 1_000_000), ("Thành tiền (VNĐ)", 5, 5),
        ("Thành tiền (ĐVT: triệu đồng)", 2, 2_000_000), ("Thành tiền (đơn vị tính 1.000đ)", 2, 2_000), ("Thành tiền (x 1.000 đ)", 2, 2_000), ("Thành tiền (1.000.000 đồng)", 2, 2_000_000), ("Thành tiền (10^6 đồng)", 2, 2_000_000), ("Thành tiền › nghìn đồng", 2, 2_000),
    ],
)  # fmt: skip
def test_a_unit_of_measure_in_the_header(header, amount, meant, tmp_path):
    found = orders(tmp_path, [order_line(amount)], [*ORDERS[:4], header, ORDERS[5]])
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
    found = orders(tmp_path, [order_line(150)], above=(["TỔNG HỢP ĐƠN HÀNG"], ["", "", "", "", above]))
    assert found.values("orders", "amount") == [meant] and found.values("orders", "quantity") == [1]


def test_large_money_named_above_the_table_in_another_way_is_not_passed_over(tmp_path):
    assert orders(tmp_path, [order_line(150)], above=(["Giá trị: triệu đồng"],)).reasons == ["measure_unknown"]
    assert orders(tmp_path, [order_line(150)], above=(["Gia tri: trieu dong"],)).reasons == ["measure_unknown"]


@pytest.mark.parametrize("above", ["Currency: USD", "Loại tiền: USD", "Loại tiền tệ: CNY"])
def test_another_currency_above_the_table_refuses_its_rows(above, tmp_path):
    assert "measure_unknown" in orders(tmp_path, [order_line(150)], above=([above],)).reasons


def test_each_row_may_tell_its_currency(tmp_path):
    told = [
        [*order_line(150, number=number), currency]
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
    ("Tập huấn", "lớp", True), ("Tập huấn", "", True), ("Mở lớp tập huấn", "lớp", True), ("Tổ CNSCĐ", "tổ", True), ("Đoàn kiểm tra", "", True), ("Tập huấn", "người", False), ("Tập huấn", "triệu đồng", False), ("Cán bộ", "người", True), ("Tổ hỗ trợ", "Tổ", True), ("Tổ hỗ trợ", "xã", False),
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
    found = orders(tmp_path, [order_line(150), [], [below], ["", "", "NGƯỜI LẬP BIỂU"]])
    assert found.values("orders", "amount") == [150_000] and found.total[0] == 2


@pytest.mark.parametrize(
    "amounts, meant",
    [
        (["1.500"], []), (["1,500", "2,500"], []), (["1500.000"], []), (["1.500", "2,5"], [1_500_000_000, 2_500_000]),
        (["1.500", "1.234.567"], [1_500_000_000, 1_234_567_000_000]), ([1.5], [1_500_000]),
    ],
)  # fmt: skip
def test_millions_that_can_be_read_two_ways_are_decided_by_their_column_or_refused(amounts, meant, tmp_path):
    lines = [order_line(amount, number=number) for number, amount in enumerate(amounts)]
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
    found = orders(tmp_path, [order_line(15)], [*ORDERS[:4], header, ORDERS[5]])
    assert found.files["o.xlsx"]["rejected"] == 1


def test_an_unknown_unit_of_measure_above_the_table_refuses_its_rows(tmp_path):
    found = orders(tmp_path, [order_line(150)], above=(["Đơn vị tính: quan tiền"],))
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
            order_line(amount, quantity, number)
            for number, (quantity, amount) in enumerate(zip(quantities, amounts, strict=True))
        ],
    )
    if meant is None:
        assert "number_ambiguous" in found.reasons
    else:
        assert found.values("orders", "quantity")[0] == meant


@pytest.mark.parametrize("amount", ["150.000 ₫", "₫150,000", "150.000₫", "150.000 đồng"])
def test_the_sign_of_the_dong(amount, tmp_path):
    assert orders(tmp_path, [order_line(amount)]).values("orders", "amount") == [150_000]


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


def test_a_header_of_money_in_kilograms_contradicts_itself(tmp_path):
    header = ["Thành tiền (kg)" if name == "Thành tiền" else name for name in ORDERS]
    assert orders(tmp_path, [order_line(1000)], header).reasons == ["measure_unfit"]


def test_a_value_of_orders_below_a_thousand_has_no_part(tmp_path):
    """1,5 is no sum of đồng: nobody says whether it is millions or milliards."""
    lines = [[unit, "01/10/2021", "Giá trị đơn hàng", value] for unit, value in (("06505", 1.5), ("06508", 1500.5))]
    found = grid(tmp_path, [["Đơn vị", "Ngày", "Chỉ số", "Giá trị"], *lines])
    assert found.reasons == ["number_not_whole"] and found.values("progress_reports", "value") == [Decimal("1500.5")]


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
        sheet.write_row(1, 0, order_line(0, 1, 1))
        sheet.write_number(1, ORDERS.index("Thành tiền"), 1500.5, book.add_format({"num_format": form}))
    found = Read(tmp_path)
    assert bool(found.reasons) == is_another_size


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
