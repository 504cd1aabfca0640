"""Where tables are on a sheet, and what their headers are: as people make them."""

from datetime import date

import pytest

from tests.etl import small
from tests.etl.reading import HEADER, Read, grid, row, text
from tests.etl.small import VAN_LINH, shop


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
    assert found.total == (3, 1, 0, 0, 2)
    assert found.reasons == ["sheet_hidden"] * 2
    assert found.problems == ["sheet_hidden", "sheet_hidden", "file_empty"]


def test_a_total_merged_over_the_whole_width(tmp_path):
    cells = [HEADER, row(1), row(2), ["Tổng: 2 gian hàng", "", "", "", ""]]
    assert grid(tmp_path, cells, ("A4:E4",)).total == (2, 2, 0, 0, 0)


def test_a_cell_merged_over_rows_holds_for_all(tmp_path):
    cells = [[*HEADER, "Huyện"], [*row(1, unit="Xã Hòa Bình"), "Huyện Chi Lăng"], [*row(2, unit="Xã Mai Sao"), ""]]
    cells = [[*line[:3], "Xã" if line is cells[0] else line[3], *line[4:]] for line in cells]
    found = grid(tmp_path, cells, ("F2:F3",))
    assert found.values("shops", "unit_code") == ["06508", "06484"]


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
    assert "“Ngày lập gian hàng” chưa được nhận diện, có phải “ngày mở”" in found.inbox.sheets[0].problem.detail


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
