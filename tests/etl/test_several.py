"""Cells and columns that hold what is of several rows: several ids in one cell, the amount of an order on each of its lines."""

import pytest

from tests.etl import small
from tests.etl.reading import HEADER, Read, grid, row
from tests.etl.small import VAN_LINH

ORDER = [
    "Mã đơn hàng",
    "Mã gian hàng",
    "Sàn",
    "Ngày đặt",
    "Tên sản phẩm",
    "Số lượng",
    "Đơn giá",
    "Thành tiền",
    "Trạng thái",
]


@pytest.mark.parametrize(
    "number",
    [
        "GH01, GH02",
        "GH01;GH02",
        "GH01 và GH02",
        "GH01\nGH02",
        "GH01/GH02",
        "1001; 1002",
        "20210001/20210002",
        "2 gian hàng",
    ],
)
def test_a_cell_of_several_ids_is_no_shop(number, tmp_path):
    found = grid(tmp_path, [HEADER, [number, *row(1)[1:]], row(2)])
    assert (found.total, found.reasons) == ((2, 1, 0, 0, 1), ["id_several"])


@pytest.mark.parametrize(
    "number", ["GH-01/2021", "2021/0012", "VS 12", "9704 1234 5678", "1,234,567", "GH01;", "12/GH-CL", "NA-01, loại"]
)
def test_a_code_of_several_parts_is_one(number, tmp_path):
    assert grid(tmp_path, [HEADER, [number, *row(1)[1:]], row(2)]).total == (2, 2, 0, 0, 0)


def orders(folder, *lines: tuple) -> Read:
    cells = [[number, "S1", "voso", "01/09/2021", name, *figures, "Đã giao"] for number, name, *figures in lines]
    small.write_xlsx(folder / "o.xlsx", {"1": [ORDER, *cells]})
    small.write_csv(folder / "s.csv", [small.shop("S1")])
    return Read(folder)


def test_the_amount_of_an_order_on_each_of_its_lines_is_no_amount_of_a_line(tmp_path):
    """300.000 đ is what both lines make together."""
    found = orders(
        tmp_path,
        ("D1", "Na", 1, 100_000, 300_000),
        ("D1", "Hồng", 2, 100_000, 300_000),
        ("D2", "Na", 3, 100_000, 300_000),
    )
    assert found.reasons == ["amount_of_order"] * 2 and found.values("orders", "order_id") == ["D2"]


def test_lines_that_cost_the_same_are_lines(tmp_path):
    """Also with a discount, which no quantity and price tell."""
    found = orders(
        tmp_path, ("D1", "Na", 1, 100_000, 100_000), ("D1", "Hồng", 2, 50_000, 100_000), ("D2", "Na", 1, 100_000, 90_000), ("D2", "Hồng", 2, 50_000, 90_000),
    )  # fmt: skip
    assert found.reasons == [] and len(found.values("orders", "amount")) == 4


def test_a_wallet_is_one_however_its_number_is_written(tmp_path):
    header = ["Số tài khoản", "Ngân hàng", "Mã hộ", "Đơn vị", "Ngày mở"]
    numbers = ["0912345678", "84912345678", "+84 912 345 678", "0912.345.678", 912345678]
    accounts = [[number, "ViettelPay", "H00001", VAN_LINH, "25/08/2021"] for number in numbers]
    found = grid(tmp_path, [header, *accounts, ["84912345678", "Agribank", "H00001", VAN_LINH, "25/08/2021"]])
    assert found.total == (6, 2, 4, 0, 0)
    assert sorted(found.values("accounts", "account_id")) == ["84912345678", "912345678"]


def test_a_cell_of_several_households_is_none(tmp_path):
    found = grid(tmp_path, [HEADER, ["S1", "voso", "H00001, H00002", VAN_LINH, "25/08/2021"], row(2)])
    assert found.reasons == ["id_several"]


@pytest.mark.parametrize(
    "first, measures, amount",
    [
        ("", ("kg", "1.000 đồng"), 100_000),
        ("ĐVT", ("kg", "nghìn đồng"), 100_000),
        ("", ("kg", "đồng"), 100),
        ("ĐVT", ("kg", "1.000đ"), 100_000),
    ],
)
def test_a_row_of_units_of_measure_below_the_header_is_a_part_of_it(first, measures, amount, tmp_path):
    header = ["Mã đơn hàng", "Mã gian hàng", "Sàn", "Ngày đặt", "Số lượng", "Thành tiền", "Trạng thái"]
    small.write_xlsx(
        tmp_path / "o.xlsx",
        {"1": [header, [first, "", "", "", *measures, ""], ["D1", "S1", "voso", "01/09/2021", 2, 100, "Đã giao"]]},
    )
    small.write_csv(tmp_path / "s.csv", [small.shop("S1")])
    found = Read(tmp_path)
    assert found.total == (2, 2, 0, 0, 0) and found.values("orders", "amount") == [amount]


@pytest.mark.parametrize("first", [
    ["(Đơn vị)", "", "", "", "kg", "1.000 đồng", ""], ["", "", "", "", "(kg)", "(1.000đ)", ""], ["-", "-", "-", "-", "kg", "triệu đồng", "-"], ["x", "", "", "", "kg", "1.000 đồng", ""],
])  # fmt: skip
def test_nothing_is_read_below_units_of_measure_that_were_not_understood(first, tmp_path):
    header = ["Mã đơn hàng", "Mã gian hàng", "Sàn", "Ngày đặt", "Số lượng", "Thành tiền", "Trạng thái"]
    orders = [[f"D{n}", "S1", "voso", "01/09/2021", 2, 100 + n, "Đã giao"] for n in range(3)]
    small.write_xlsx(tmp_path / "o.xlsx", {"1": [header, first, *orders]})
    small.write_csv(tmp_path / "s.csv", [small.shop("S1")])
    found = Read(tmp_path)
    assert found.total == (5, 1, 0, 0, 4) and found.reasons.count("measure_unknown") == 3


def test_an_order_of_a_thousand_is_a_sum(tmp_path):
    found = orders(tmp_path, ("D1", "Na", 1, "1.000 đồng", "1.000 đồng"), ("D2", "Na", 1, "20.000 đồng", "20.000 đồng"))
    assert sorted(found.values("orders", "amount")) == [1_000, 20_000]


def test_an_activity_of_several_communes_is_a_row_and_refused(tmp_path):
    """Its commune is not told; it is no sum of the rows of others, as a group's row without a day is."""
    header = ["Đơn vị", "Ngày", "Loại hoạt động", "Số lượng"]
    held = [
        ["06505", "01/09/2021", "Tập huấn", 1],
        ["Các xã Vạn Linh, Hòa Bình", "02/09/2021", "Tập huấn", 1],
        ["Cụm 1", "03/09/2021", "Tập huấn", 1],
    ]
    found = grid(tmp_path, [header, *held, ["Cụm 1", "", "", 3]])
    assert found.total == (3, 1, 0, 0, 2) and found.values("field_activity", "unit_code") == ["06505"]
