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
        ["Người lập biểu", "", "", "Thủ trưởng đơn vị"], ["Ghi chú: số liệu sơ bộ"], ["(2 rows affected)"], ["-- Hết --"], ["Lạng Sơn, ngày 25 tháng 9 năm 2021"],
        ["I", "Giai đoạn 1"], ["Huyện Chi Lăng"],
    ],
)  # fmt: skip
@pytest.mark.parametrize("place", ["below the header", "between", "at the end"])
def test_rows_that_are_no_records(extra, place, tmp_path):
    if place != "at the end" and extra and str(extra[0]).startswith(("Người", "Ghi", "Lạng Sơn", "(2", "--")):
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


REACHED = ["STT", "Xã", "Số gian hàng"]
CHI_LANG = [["HUYỆN CHI LĂNG"], ["Tính đến ngày 15/11/2021"]]


def reached(found) -> list[tuple]:
    current = found.landed["progress_reports"].current
    return sorted(zip(current["unit_code"], current["as_of"], map(int, current["value"]), strict=True))


def test_tables_side_by_side_have_titles_of_their_own(tmp_path):
    cells = [
        ["HUYỆN CHI LĂNG"], ["Ngày 14/11/2021", "", "", "", "Ngày 15/11/2021"], [*REACHED, "", *REACHED],
        [1, "Vạn Linh", 5, "", 1, "Vạn Linh", 7],
    ]  # fmt: skip
    assert reached(grid(tmp_path, cells)) == [("06505", date(2021, 11, 14), 5), ("06505", date(2021, 11, 15), 7)]


def test_districts_side_by_side_with_other_heights_and_one_below(tmp_path):
    cells = [
        ["Tính đến ngày 15/11/2021"], ["HUYỆN CHI LĂNG", "", "", "", "HUYỆN BÌNH GIA"], [*REACHED, "", *REACHED],
        [1, "Hòa Bình", 5, "", 1, "Hòa Bình", 7], [2, "Vạn Linh", 6], [], ["HUYỆN VĂN QUAN"], REACHED, [1, "Hòa Bình", 8],
    ]  # fmt: skip
    found = grid(tmp_path, cells)
    assert [(unit, value) for unit, _, value in reached(found)] == [
        ("06103", 7),
        ("06274", 8),
        ("06505", 6),
        ("06508", 5),
    ]


@pytest.mark.parametrize("gap", [[[]], []])
def test_a_header_that_nobody_knows_ends_a_table_of_figures(gap, tmp_path):
    cells = [*CHI_LANG, REACHED, [1, "Vạn Linh", 5], *gap, ["STT", "Xã", "Số máy bơm"], [1, "Vạn Linh", 99]]
    found = grid(tmp_path, cells)
    assert found.total == (2, 1, 0, 0, 1) and [value for *_, value in reached(found)] == [5]


def test_records_below_a_title_without_a_header_are_of_something_else(tmp_path):
    cells = [*CHI_LANG, REACHED, [1, "Vạn Linh", 5], [], ["Tổng hợp số tiền hỗ trợ"], [1, "Vạn Linh", 80000]]
    found = grid(tmp_path, cells)
    assert found.total == (2, 1, 0, 0, 1) and found.problems == ["header_missing"]


@pytest.mark.parametrize("merged", [("A3:A5", "B3:B5", "C3:F3", "C4:D4", "E4:F4"), ()])
def test_a_header_of_three_rows(merged, tmp_path):
    head = [
        ["STT", "Xã", "Kết quả thực hiện", "", "", ""], ["", "", "Hộ có gian hàng số", "", "Hộ đầu tàu", ""],
        ["", "", "Số hộ", "Tỷ lệ (%)", "Số hộ", "Tỷ lệ (%)"],
    ]  # fmt: skip
    found = grid(tmp_path, [*CHI_LANG, *head, [1, "Vạn Linh", 5, 1.5, 2, 0.2]], merged)
    assert found.total == (2, 2, 0, 0, 0) and [value for *_, value in reached(found)] == [2, 5]


@pytest.mark.parametrize("numbers", [["A", "B", "C=B/A"], ["[1]", "[2]", "[3]"], ["(1)", "(2)", "(3=2/1)"]])
def test_a_row_that_numbers_the_columns_is_no_row(numbers, tmp_path):
    assert grid(tmp_path, [*CHI_LANG, REACHED, numbers, [1, "Vạn Linh", 5]]).total == (1, 1, 0, 0, 0)


@pytest.mark.parametrize(
    "words",
    [
        "Cộng cụm 1",
        "Tổng cụm 2",
        "Cộng GĐ1",
        "Bình quân",
        "Toàn huyện Chi Lăng",
        "Cộng tháng 8",
        "Tổng quý III",
        "Cộng Bình Gia",
        "Tổng Vạn Linh",
    ],
)
def test_sums_of_groups_are_no_rows(words, tmp_path):
    assert grid(tmp_path, [*CHI_LANG, REACHED, [1, "Vạn Linh", 5], ["", words, 5]]).total == (1, 1, 0, 0, 0)


def test_a_commune_whose_name_begins_like_a_total_is_a_row(tmp_path):
    cells = [["HUYỆN CAO LỘC"], ["Tính đến ngày 15/11/2021"], REACHED, [1, "Công Sơn", 5], [2, "Cao Lâu", 6]]
    assert grid(tmp_path, cells).total == (2, 2, 0, 0, 0)


def test_the_whole_province_may_be_a_row(tmp_path):
    cells = [
        ["Phạm vi", "Ngày", "Chỉ số", "Giá trị", "Nguồn"],
        ["Toàn tỉnh", "15/09/2021", "Gian hàng số", 48706, "Báo"],
    ]
    assert grid(tmp_path, cells).total == (1, 1, 0, 0, 0)


def test_communes_numbered_below_their_district(tmp_path):
    cells = [
        ["Tính đến ngày 15/11/2021"], ["STT", "Đơn vị", "Số gian hàng"], ["1", "Huyện Chi Lăng", 5], ["1.1", "Xã Hòa Bình", 5],
        ["2", "Huyện Bình Gia", 7], ["2.1", "Xã Hòa Bình", 7],
    ]  # fmt: skip
    assert [unit for unit, *_ in reached(grid(tmp_path, cells))] == ["06103", "06508", "181", "187"]


@pytest.mark.parametrize("tab, name", [("Huyện Chi Lăng", "a.xlsx"), ("T", "tien_do_huyen_Chi_Lang.xlsx")])
def test_a_tab_or_a_file_names_the_district(tab, name, tmp_path):
    small.write_xlsx(tmp_path / name, {tab: [["Tính đến ngày 15/11/2021"], REACHED, [1, "Hòa Bình", 5]]})
    assert [unit for unit, *_ in reached(Read(tmp_path))] == ["06508"]


def test_one_record_above_another_table_is_no_title(tmp_path):
    cells = [["STT", "Số điện thoại", "Giá"], [1, "0900000001", 5], [], HEADER, row(1)]
    assert grid(tmp_path, cells).total == (2, 1, 0, 0, 1)


def test_a_note_in_the_midst_of_a_table_ends_nothing(tmp_path):
    cells = [*CHI_LANG, REACHED, [1, "Vạn Linh", 5], ["Ghi chú: còn một xã"], [2, "Hòa Bình", 6]]
    assert grid(tmp_path, cells).total == (2, 2, 0, 0, 0)


def test_a_signature_with_its_day_in_digits_is_no_row(tmp_path):
    signed = [
        ["", "", "Chi Lăng, ngày 16/11/2021"],
        ["Người lập biểu", "", "Trưởng phòng"],
        ["Lò Văn Mẫu", "", "Vi Thị Mẫu"],
    ]
    assert grid(tmp_path, [*CHI_LANG, REACHED, [1, "Vạn Linh", 5], [], *signed]).total == (1, 1, 0, 0, 0)


def test_numbered_headers(tmp_path):
    head = ["1. STT", "2. Xã", "(3) Số gian hàng"]
    assert grid(tmp_path, [*CHI_LANG, head, [1, "Vạn Linh", 5]]).total == (1, 1, 0, 0, 0)


@pytest.mark.parametrize(
    "header",
    [
        ["Mã gian hàng/Shop ID", "Sàn / Platform", "Mã hộ (Household code)", "Đơn vị - Unit", "Ngày mở | Opened on"],
        ["Shop ID\nMã gian hàng", "Platform (Sàn)", "Household code: Mã hộ", "Unit/Đơn vị", "Opened on (Ngày mở)"],
    ],
)  # fmt: skip
def test_headers_in_two_languages(header, tmp_path):
    assert grid(tmp_path, [header, row(1), row(2)]).total == (2, 2, 0, 0, 0)


def test_a_header_of_two_things_is_neither(tmp_path):
    found = grid(tmp_path, [*CHI_LANG, ["STT", "Xã", "Số gian hàng/Số tài khoản"], [1, "Vạn Linh", 5]])
    assert found.total == (1, 0, 0, 0, 1)


@pytest.mark.parametrize("word", ["Tổng Cuối", "Tổng chung", "Grand Total"])
def test_the_total_of_a_pivot_is_no_row(word, tmp_path):
    assert grid(tmp_path, [*CHI_LANG, REACHED, [1, "Vạn Linh", 5], ["", word, 5]]).total == (1, 1, 0, 0, 0)


def test_the_signatures_of_a_book_of_accounts_are_no_rows(tmp_path):
    signed = [["", "", "", "Chi Lăng, ngày 31 tháng 8 năm 2021"], ["Người ghi sổ", "", "Kế toán trưởng", "Chủ tịch"]]
    assert grid(tmp_path, [HEADER, row(1), *signed]).total == (1, 1, 0, 0, 0)


def test_a_heading_with_the_commune_of_the_rows_below_is_no_row_of_a_list(tmp_path):
    found = grid(tmp_path, [["STT", *HEADER], ["I", "Xã Vạn Linh"], [1, *row(1)], ["", "Xã Hòa Bình"], [2, *row(2)]])
    assert found.total == (2, 2, 0, 0, 0)


@pytest.mark.parametrize(
    "words", ["Cộng trang 1", "Mang sang", "Chuyển trang sau", "Cộng mang sang", "TC", "T.C", "Sum"]
)
def test_what_a_page_carries_over_is_no_row(words, tmp_path):
    assert grid(tmp_path, [*CHI_LANG, REACHED, [1, "Vạn Linh", 5], ["", words, 5]]).total == (1, 1, 0, 0, 0)


@pytest.mark.parametrize(
    "first, problem, read",
    [(["S1", "voso", "H00001", "06505", "2021-08-01"], "header_missing", 2), (["TT", "Xã", "2019", "2020", "2021"], "unknown_kind", 1)],
)  # fmt: skip
def test_a_record_where_the_header_would_be_is_a_row(first, problem, read, tmp_path):
    found = grid(tmp_path, [first, ["S2", "voso", "H00002", "06505", "2021-08-02"]])
    assert found.problems == [problem] and found.total == (read, 0, 0, 0, read)


@pytest.mark.parametrize("page", ["Trang 1/2", "Trang 1", "- Trang 1 -", "Page 1 of 2"])
def test_the_number_of_a_page_is_no_row(page, tmp_path):
    cells = [HEADER, row(1), ["", page], HEADER, row(2), ["", page], row(3)]
    assert grid(tmp_path, cells).total == (3, 3, 0, 0, 0)
