"""What leaves open what figures count: a period, a plan, hamlets, a part of the households, two rows of one unit."""

from datetime import date

import pytest

from tests.etl import small
from tests.etl.reading import HEADER, Read, grid, row

DAY = ["(Tính đến ngày 15/11/2021)"]
DISTRICT = ["KẾT QUẢ THỰC HIỆN CỦA HUYỆN CHI LĂNG"]
HEAD = ["STT", "Xã", "Số gian hàng", "Hộ đầu tàu"]
UNITS = [[1, "Xã Hòa Bình", 215, 21], [2, "Xã Vạn Linh", 402, 40]]
REGISTER = ["RÀ SOÁT HỘ DÂN CƯ HUYỆN CHI LĂNG"]


def values(found: Read) -> list[int]:
    return sorted(int(value) for value in found.values("progress_reports", "value"))


@pytest.mark.parametrize(
    "title",
    [
        "SỐ LIỆU TĂNG TRONG TUẦN HUYỆN CHI LĂNG", "KẾT QUẢ TRONG NGÀY HUYỆN CHI LĂNG", "SỐ GIAN HÀNG MỚI MỞ HUYỆN CHI LĂNG",
        "SỐ HỘ CÒN PHẢI THỰC HIỆN HUYỆN CHI LĂNG", "KẾT QUẢ DỰ KIẾN HUYỆN CHI LĂNG", "KẾ HOẠCH MỞ GIAN HÀNG HUYỆN CHI LĂNG",
    ],
)  # fmt: skip
def test_figures_of_a_period_or_a_plan_are_not_what_was_reached_in_all(title, tmp_path):
    found = grid(tmp_path, [[title], ["Đến ngày 15/11/2021"], HEAD[:3], *(unit[:3] for unit in UNITS)])
    assert found.total == (2, 0, 0, 0, 2) and found.reasons == ["not_cumulative"] * 2


def test_the_name_of_a_file_may_say_that_figures_are_of_a_period(tmp_path):
    small.write_xlsx(tmp_path / "gian hang mo moi trong tuan.xlsx", {"T": [DISTRICT, DAY, HEAD, *UNITS]})
    assert set(Read(tmp_path).reasons) == {"not_cumulative"}


def test_a_tab_may_say_that_figures_are_of_a_period(tmp_path):
    small.write_xlsx(
        tmp_path / "a.xlsx", {"Trong tuần": [DISTRICT, DAY, HEAD, *UNITS], "Lũy kế": [DISTRICT, DAY, HEAD, *UNITS]}
    )
    assert Read(tmp_path).total == (6, 4, 0, 0, 2)


@pytest.mark.parametrize(
    "pair",
    [("Trong kỳ", "Lũy kế"), ("Kế hoạch", "Thực hiện"), ("Phát sinh trong kỳ", "Lũy kế"), ("Đầu kỳ", "Cuối kỳ"), ("Kỳ trước", "Lũy kế")],
)  # fmt: skip
@pytest.mark.parametrize("merged", [("A3:A4", "B3:B4", "C3:D3", "E3:F3"), ()])
def test_of_a_pair_of_columns_only_what_was_reached_counts(pair, merged, tmp_path):
    head = [["STT", "Xã", "Số gian hàng", "", "Hộ đầu tàu", ""], ["", "", *pair, *pair]]
    found = grid(tmp_path, [DISTRICT, DAY, *head, [1, "Xã Hòa Bình", 5, 100, 1, 9]], merged)
    assert found.total == (2, 2, 0, 0, 0) and values(found) == [9, 100]


@pytest.mark.parametrize(
    "title, header",
    [
        ("SỐ HỘ GIA ĐÌNH ĐÃ MỞ GIAN HÀNG", "Số hộ gia đình"), ("TỔNG HỢP SỐ HỘ DÂN CÓ TÀI KHOẢN", "Tổng số hộ dân"),
        ("RÀ SOÁT HỘ CÓ GIAN HÀNG", "Tổng số hộ"),
    ],
)  # fmt: skip
def test_households_that_reached_something_are_no_register(title, header, tmp_path):
    found = grid(tmp_path, [[title], ["Xã", "Huyện", header], ["Xã Hòa Bình", "Chi Lăng", 71]])
    assert found.reasons == ["register_unclear"]


def test_the_name_of_a_file_may_say_that_households_are_a_part(tmp_path):
    cells = [["Xã", "Huyện", "Tổng số hộ"], ["Xã Hòa Bình", "Chi Lăng", 3]]
    small.write_xlsx(tmp_path / "Danh sach gian hang 25.8.2021.xlsx", {"Sheet2": cells})
    assert Read(tmp_path).reasons == ["register_unclear"]


def test_households_day_by_day_are_no_register(tmp_path):
    cells = [["Ngày", "Xã", "Huyện", "Số hộ"], ["01/08/2021", "Xã Hòa Bình", "Chi Lăng", 7]]
    assert grid(tmp_path, cells).reasons == ["register_unclear"]


@pytest.mark.parametrize("is_beside", [True, False])
def test_a_summary_on_the_sheet_of_a_list_is_no_register(is_beside, tmp_path):
    summary = [["Xã", "Huyện", "Tổng số hộ"], ["Vạn Linh", "Chi Lăng", 1]]
    cells = [HEADER, row(1)]
    cells = [[*a, "", *b] for a, b in zip(cells, summary, strict=True)] if is_beside else [*cells, [], *summary]
    found = grid(tmp_path, cells)
    assert found.total == (2, 1, 0, 0, 1) and found.reasons == ["register_unclear"]


@pytest.mark.parametrize("is_first", [True, False])
@pytest.mark.parametrize(
    "tab, title, total", [("Tổng hợp", "", (2, 1, 0, 0, 1)), ("Rà soát", "", (2, 2, 0, 0, 0)), ("2", "BIỂU RÀ SOÁT HỘ DÂN CƯ", (2, 2, 0, 0, 0))]
)  # fmt: skip
def test_a_sheet_that_counts_households_in_a_workbook_of_lists_must_say_that_it_is_the_register(
    is_first, tab, title, total, tmp_path
):
    sheets = {
        "DS": small.table([small.shop("S1")]),
        tab: [[title], ["Xã", "Huyện", "Tổng số hộ"], ["Vạn Linh", "Chi Lăng", 3]],
    }
    small.write_xlsx(tmp_path / "DS.xlsx", dict(reversed(sheets.items())) if is_first else sheets)
    found = Read(tmp_path)
    assert found.total == total and set(found.reasons) <= {"register_unclear"}


@pytest.mark.parametrize("header", ["Chốn xưa", ""])
@pytest.mark.parametrize("second", ["Xã Hòa Bình", ""])
def test_hamlets_below_an_unknown_header_are_not_the_commune(header, second, tmp_path):
    cells = [
        REGISTER,
        ["STT", "Xã", header, "Tổng số hộ"],
        [1, "Xã Hòa Bình", "Nà Lốc", 60],
        [2, second, "Pá Phào", 40],
    ]
    found = grid(tmp_path, cells)
    assert found.total == (2, 0, 0, 0, 2) and set(found.reasons) == {"unit_in_parts"}
    assert "cột C" in found.inbox.sheets[0].problem.detail


def test_a_word_for_hamlets_tells_them_where_each_commune_has_one_row(tmp_path):
    cells = [
        REGISTER,
        ["STT", "Xã", "", "Tổng số hộ"],
        [1, "Xã Hòa Bình", "Thôn Nà", 60],
        [2, "Xã Vạn Linh", "Thôn Pá", 40],
    ]
    assert set(grid(tmp_path, cells).reasons) == {"unit_in_parts"}


def test_a_column_of_words_that_tells_no_rows_apart_is_no_hamlet(tmp_path):
    cells = [
        REGISTER,
        ["STT", "Xã", "Người ghi", "Tổng số hộ"],
        [1, "Xã Hòa Bình", "A", 60],
        [2, "Xã Vạn Linh", "B", 40],
    ]
    assert grid(tmp_path, cells).total == (2, 2, 0, 0, 0)


def test_two_rows_of_one_unit_hold_each_other_back(tmp_path):
    found = grid(
        tmp_path, [DISTRICT, DAY, HEAD[:3], [1, "Xã Hòa Bình", 215], [2, "Xã Hòa Bình", 7], [3, "Xã Vạn Linh", 402]]
    )
    assert found.total == (3, 1, 0, 0, 2) and found.reasons == ["rows_contradict"] * 2 and values(found) == [402]
    assert {problems[0].detail for problems in found.inbox.sheets[0].rejected.values()} == {"dòng 4, dòng 5"}


def test_the_same_row_twice_is_a_duplicate(tmp_path):
    found = grid(tmp_path, [DISTRICT, DAY, HEAD[:3], [1, "Xã Hòa Bình", 215], [2, "Xã Hòa Bình", 215.0]])
    assert found.total == (2, 1, 1, 0, 0)


def test_a_hamlet_in_the_column_of_communes_is_not_the_district_beside_it(tmp_path):
    cells = [DAY, ["Huyện", "Xã", "Số gian hàng"], ["Chi Lăng", "Xã Hòa Bình", 12], ["Chi Lăng", "Thôn Nà Lốc", 5]]
    found = grid(tmp_path, cells)
    assert found.total == (2, 1, 0, 0, 1) and found.reasons == ["unit_is_hamlet"]


def test_a_message_names_columns_that_lack_figures(tmp_path):
    cells = [["GIAO CHỈ TIÊU"], ["Xã", "Huyện", "Hộ đầu tàu (%)"], ["Xã Hòa Bình", "Chi Lăng", "chưa giao"]]
    found = grid(tmp_path, cells)
    assert found.reasons == ["columns_without_figures"] and "“Hộ đầu tàu (%)”" in found.inbox.sheets[0].problem.detail


def test_a_day_to_reach_targets_by_is_not_the_day_from_which_they_hold(tmp_path):
    title = "GIAO CHỈ TIÊU ĐẾN NGÀY 31/12/2021 (Quyết định ngày 17/09/2021 của UBND huyện Chi Lăng)"
    found = grid(tmp_path, [[title], ["Xã", "Hộ đầu tàu (%)"], ["Xã Hòa Bình", 10]])
    assert found.values("targets", "valid_from") == [date(2021, 9, 17)]


def test_a_range_is_a_target(tmp_path):
    title = "GIAO CHỈ TIÊU (Quyết định ngày 17/09/2021 của UBND huyện Chi Lăng)"
    found = grid(tmp_path, [[title], ["Xã", "Hộ đầu tàu (%)"], ["Xã Hòa Bình", "50 - 60%"]])
    assert found.total == (1, 1, 0, 0, 0)


def test_columns_of_a_wide_table_are_not_called_unknown(tmp_path):
    found = grid(tmp_path, [DISTRICT, DAY, HEAD, *UNITS])
    assert {header for sheet in found.inbox.sheets for header in sheet.table.unknown_headers} == set()


@pytest.mark.parametrize(
    "cells, words",
    [
        ([["SỐ LIỆU TRONG TUẦN"], DAY, HEAD, UNITS[0]], "“trong tuần”"),
        ([["HỘ CÓ GIAN HÀNG"], ["Xã", "Huyện", "Tổng số hộ"], ["Xã Hòa Bình", "Chi Lăng", 3]], "“Tổng số hộ”"),
    ],
)
def test_a_message_names_what_holds_figures_back(cells, words, tmp_path):
    assert words in grid(tmp_path, cells).inbox.sheets[0].problem.detail


@pytest.mark.parametrize(
    "cells, words",
    [
        ([["LŨY KẾ SỐ GIAN HÀNG"], ["TT", "Xã", "01/11/2021", "08/11/2021", "15/11/2021"], [1, "Hòa Bình", 4, 5, 6]], "“15/11/2021”"),
        ([["TT", "Xã", "Số hộ nghèo"], [1, "Hòa Bình", 4]], "còn thiếu: “số hộ”"),
    ],
)  # fmt: skip
def test_a_sheet_that_nobody_understood_is_told_by_its_columns(cells, words, tmp_path):
    found = grid(tmp_path, cells)
    assert words in found.inbox.sheets[0].problem.detail and found.total == (1, 0, 0, 0, 1)


def test_a_suggestion_hears_diacritics(tmp_path):
    cells = [["Họ và tên", "Xã", "Huyện", "Số lượng sản phẩm"], ["Lò Văn Mẫu", "Hòa Bình", "Chi Lăng", 3]]
    detail = grid(tmp_path, cells).inbox.sheets[0].problem.detail
    assert "“sàn”" in detail and "có phải “sàn”" not in detail


def test_a_register_beside_the_targets_worked_out_from_it(tmp_path):
    register = [["Đơn vị", "Tổng số hộ", "Thời điểm rà soát"], ["xã Vạn Linh, huyện Chi Lăng", 500, "01/07/2021"]]
    targets = [["Đơn vị", "Chỉ số", "Mức chỉ tiêu"], ["xã Vạn Linh, huyện Chi Lăng", "Hộ có cả hai", 0.6]]
    small.write_xlsx(tmp_path / "chi-tieu.xlsx", {"RS": register, "CT": targets})
    assert Read(tmp_path).total == (2, 2, 0, 0, 0)


def test_hamlets_below_a_numbered_commune_are_no_communes_of_their_names(tmp_path):
    above = [["BIỂU RÀ SOÁT HỘ HUYỆN CHI LĂNG"], ["(tính đến ngày 01/07/2021)"], ["TT", "Đơn vị", "Tổng số hộ"]]
    rows = [
        ["I", "Xã Mai Sao", 500], [1, "Lạng Nắc", 480], [2, "Vạn Linh", 20],
        ["II", "Huyện Hữu Lũng", 900], [1, "Xã Minh Sơn", 900],
    ]  # fmt: skip
    found = grid(tmp_path, [*above, *rows])
    assert sorted(found.landed["households"].current["households"]) == [500, 900, 900]
    assert "unit_is_hamlet" in found.reasons and found.total == (5, 3, 0, 0, 2)


@pytest.mark.parametrize("first, second", [("1.1", "1.2"), (1.1, 1.2), ("-", "-"), ("a", "b"), ("+", "+")])
def test_hamlets_marked_below_a_commune_numbered_1_are_no_communes_of_their_names(first, second, tmp_path):
    above = [["BIỂU RÀ SOÁT HỘ HUYỆN CHI LĂNG"], ["(tính đến ngày 01/07/2021)"], ["TT", "Đơn vị", "Tổng số hộ"]]
    rows = [[1, "Xã Mai Sao", 500], [first, "Quan Sơn", 480], [second, "Vạn Linh", 20], [2, "Xã Y Tịch", 300]]
    found = grid(tmp_path, [*above, *rows])
    assert sorted(found.values("households", "households")) == [300, 500] and found.reasons == ["unit_is_hamlet"] * 2


@pytest.mark.parametrize("numbers", [("I", 1, 2, "II"), (1, "1.1", "1.2", 2)])
def test_hamlets_below_a_commune_without_its_word_are_no_communes_of_their_names(numbers, tmp_path):
    above = [["BIỂU RÀ SOÁT HỘ HUYỆN CHI LĂNG"], ["(tính đến ngày 01/07/2021)"], ["TT", "Đơn vị", "Tổng số hộ"]]
    names = [("Mai Sao", 500), ("Quan Sơn", 480), ("Vạn Linh", 20), ("Y Tịch", 300)]
    found = grid(tmp_path, [*above, *([number, *row] for number, row in zip(numbers, names, strict=True))])
    assert sorted(found.values("households", "households")) == [300, 500] and found.reasons == ["unit_is_hamlet"] * 2


@pytest.mark.parametrize("unit, reasons", [("Quan Sơn", ["unit_is_hamlet"]), ("Xã Vạn Linh", [])])
@pytest.mark.parametrize("title", ["UBND XÃ VẠN LINH", "BIỂU RÀ SOÁT HỘ XÃ VẠN LINH, HUYỆN CHI LĂNG"])
def test_a_commune_lists_its_hamlets_and_no_other_commune(title, unit, reasons, tmp_path):
    above = [[title], ["RÀ SOÁT HỘ DÂN CƯ (tính đến ngày 01/07/2021)"], ["TT", "Địa bàn", "Tổng số hộ"]]
    assert grid(tmp_path, [*above, [1, unit, 60]]).reasons == reasons


def test_a_column_of_hamlets_is_not_passed_over_in_a_report(tmp_path):
    cells = [
        DAY,
        ["Xã", "Huyện", "Thôn", "Số gian hàng"],
        ["Hòa Bình", "Chi Lăng", "Nà Lốc", 12],
        ["Y Tịch", "Chi Lăng", "", 9],
    ]
    found = grid(tmp_path, cells)
    assert values(found) == [9] and found.reasons == ["unit_is_hamlet"]


@pytest.mark.parametrize("header", ["Địa chỉ", "Đơn vị", "Xã"])
@pytest.mark.parametrize(
    "unit",
    ["Thôn Phố Cũ, xã Y Tịch, huyện Chi Lăng", "Bản Đăng - xã Vạn Linh - huyện Chi Lăng", "Khu 3, TT Đồng Mỏ, huyện Chi Lăng", "xã Y Tịch (thôn A), huyện Chi Lăng"],
)  # fmt: skip
def test_the_name_of_a_hamlet_before_its_commune_is_not_the_commune(header, unit, tmp_path):
    found = grid(tmp_path, [[header, "Tổng số hộ", "Ngày rà soát"], [unit, 75, "30/06/2021"]])
    assert found.reasons == ["unit_is_hamlet"]


@pytest.mark.parametrize(
    "title, header", [("LŨY KẾ HOẠT ĐỘNG HỖ TRỢ", "Số lượng"), ("HOẠT ĐỘNG HỖ TRỢ", "Số lượng (lũy kế)")]
)
def test_sums_of_activities_so_far_are_no_activities(title, header, tmp_path):
    """10 on one day and 12 a week later are 12, not 22."""
    days = [["15/9/2021", "Xã Vạn Linh", "Tập huấn", 10], ["22/9/2021", "Xã Vạn Linh", "Tập huấn", 12]]
    cells = [[title], ["Ngày", "Xã", "Hoạt động", header], *days]
    assert grid(tmp_path, cells).reasons == ["activity_cumulative"] * 2


def test_activities_up_to_a_day_are_those_of_each_day(tmp_path):
    cells = [
        ["HOẠT ĐỘNG HỖ TRỢ (tính đến ngày 22/9/2021)"],
        ["Ngày", "Xã", "Hoạt động", "Số lượng"],
        ["15/9/2021", "Xã Vạn Linh", "Tập huấn", 1],
    ]
    assert grid(tmp_path, cells).total == (1, 1, 0, 0, 0)


def test_hamlets_numbered_within_their_cells_are_no_communes(tmp_path):
    """Hòa Bình is a commune elsewhere in the district."""
    cells = [
        ["Huyện Chi Lăng, kết quả đến ngày 15/11/2021"], ["Đơn vị", "Hộ có gian hàng số"],
        ["I. Xã Vạn Linh", 100], ["1. Hòa Bình", 40], ["2. Quan Sơn", 60], ["II. Xã Y Tịch", 50], ["1. Hòa Bình", 50],
    ]  # fmt: skip
    found = grid(tmp_path, cells)
    assert sorted(found.values("progress_reports", "value")) == [50, 100]
    assert set(found.reasons) == {"unit_is_hamlet"}


@pytest.mark.parametrize("title, header", [
    ("DỰ KIẾN SỐ HỘ DÂN CƯ NĂM 2022", "Tổng số hộ"), ("BIỂU RÀ SOÁT HỘ DÂN CƯ (SỐ ƯỚC)", "Tổng số hộ dân cư"), ("Dự báo hộ dân cư", "Tổng số hộ"),
])  # fmt: skip
def test_households_that_are_foreseen_are_no_register(title, header, tmp_path):
    found = grid(
        tmp_path, [[title], ["Xã", "Huyện", header], ["Vạn Linh", "Chi Lăng", 1200], ["Y Tịch", "Chi Lăng", 900]]
    )
    assert found.problems == ["register_estimated"] and found.total == (2, 0, 0, 0, 2)


def test_what_a_row_gives_to_several_communes_is_of_none_of_them(tmp_path):
    cells = [
        ["Đơn vị", "Chỉ số", "Chỉ tiêu"], ["Vạn Linh, Y Tịch (Chi Lăng)", "Hộ có gian hàng số", "60%"], ["Vạn Linh và Y Tịch", "Hộ có gian hàng số", "60%"],
        ["Vạn Linh - Chi Lăng", "Hộ có gian hàng số", "50%"],
    ]  # fmt: skip
    found = grid(tmp_path, cells)
    assert found.total == (3, 1, 0, 0, 2) and found.reasons == ["unit_several"] * 2


TARGETS = [["Huyện", "Chỉ số", "Chỉ tiêu"], ["Chi Lăng", "Hộ có gian hàng số", "50%"]]


@pytest.mark.parametrize("title, tab, name", [
    ("DỰ THẢO giao chỉ tiêu", "Trang 1", "a"), ("Giao chỉ tiêu", "Bản nháp", "a"), ("Giao chỉ tiêu", "Mẫu", "a"), ("Giao chỉ tiêu", "Trang 1", "Dự thảo chỉ tiêu"),
    ("Giao chỉ tiêu", "Ví dụ", "a"), ("Giao chỉ tiêu", "Trang 1", "du thao"),
])  # fmt: skip
def test_a_draft_gives_nothing(title, tab, name, tmp_path):
    small.write_xlsx(tmp_path / f"{name}.xlsx", {tab: [[title], *TARGETS]})
    found = Read(tmp_path)
    assert found.problems == ["table_is_draft"] and found.total == (1, 0, 0, 0, 1)


@pytest.mark.parametrize("tab", ["Mẫu số 01", "Nhập", "Bản nhập", "Biểu 2"])
def test_a_tab_that_only_looks_like_a_draft_is_read(tab, tmp_path):
    small.write_xlsx(tmp_path / "a.xlsx", {tab: [["Giao chỉ tiêu"], *TARGETS]})
    assert Read(tmp_path).total == (1, 1, 0, 0, 0)


def test_a_whole_share_among_shares_is_no_count(tmp_path):
    title = "Kết quả đến ngày 15/11/2021, huyện Chi Lăng"
    found = grid(tmp_path, [[title], ["Xã", "Hộ có gian hàng số"], ["Vạn Linh", 0.87], ["Y Tịch", 1], ["Quan Sơn", 0]])
    assert found.reasons == ["number_not_whole"] * 2 and found.values("progress_reports", "value") == [0]


@pytest.mark.parametrize(
    "header, meant",
    [("Tổng số hộ có gian hàng số", "shop"), ("Tổng số gian hàng số", "shops"), ("Lũy kế số tài khoản", "accounts")],
)
def test_a_header_that_says_that_its_figures_are_all_together(header, meant, tmp_path):
    found = grid(tmp_path, [["Kết quả đến ngày 15/11/2021, huyện Chi Lăng"], ["Xã", header], ["Vạn Linh", 87]])
    assert found.values("progress_reports", "indicator") == [meant]
