"""Tables with a figure a column: read where every column is understood, held back where one is not, never taken for a register."""

from datetime import date
from fractions import Fraction

import pytest

from tests.etl import small
from tests.etl.reading import HEADER, Read, grid, row

TITLE = ["KẾT QUẢ THỰC HIỆN CỦA HUYỆN CHI LĂNG"]
DAY = ["(Tính đến 17h00 ngày 15/11/2021)"]
LETTER = ["(Kèm theo Báo cáo số 310/BC-UBND ngày 16/11/2021 của UBND huyện Chi Lăng)"]
PARTS = [
    ["STT", "Xã, thị trấn", "Hộ có gian hàng số", "", "Hộ đầu tàu", "", "Ghi chú"],
    ["", "", "Số hộ", "Tỷ lệ (%)", "Số hộ", "Tỷ lệ (%)", ""],
]
MERGED = ("A4:A5", "B4:B5", "C4:D4", "E4:F4", "G4:G5")
UNITS = [[1, "Xã Hòa Bình", 215, 30.0, 21, 2.9, ""], [2, "Xã Vạn Linh", 402, 30.0, 40, 3.0, ""]]
SIGNED = [
    ["", "Tổng cộng (I+II)", 617, "", 61, "", ""], [], ["", "", "", "", "", "Chi Lăng, ngày 16 tháng 11 năm 2021"],
    ["NGƯỜI LẬP BIỂU", "", "", "", "", "TM. TỔ GIÚP VIỆC"], ["", "", "", "", "", "Hoàng Văn Mẫu"],
]  # fmt: skip
FIGURES = [
    ("06508", date(2021, 11, 15), "shop", 215), ("06505", date(2021, 11, 15), "shop", 402),
    ("06508", date(2021, 11, 15), "lead", 21), ("06505", date(2021, 11, 15), "lead", 40),
]  # fmt: skip


def reported(found: Read) -> list[tuple]:
    current = found.landed["progress_reports"].current
    return [
        (unit, day, name, int(value))
        for unit, day, name, value in zip(
            current["unit_code"], current["as_of"], current["indicator"], current["value"], strict=True
        )
    ]


@pytest.mark.parametrize("merged", [MERGED, ()])
@pytest.mark.parametrize(
    "numbers",
    [[], ["(1)", "(2)", "(3)", "(4)=(3)/H", "(5)", "(6)", "(7)"], ["1", "2", "3", "4=3/2", "5", "6=5/2", "7"]],
)
def test_a_progress_table_below_a_letterhead(merged, numbers, tmp_path):
    found = grid(tmp_path, [TITLE, DAY, LETTER, *PARTS, numbers, *UNITS, *SIGNED], merged)
    assert found.total == (4, 4, 0, 0, 0)
    assert sorted(reported(found)) == sorted(FIGURES)


def test_groups_and_subtotals_are_no_units(tmp_path):
    groups = [
        ["I", "Khu vực thành thị", 215, 30.0, 21, 2.9, ""],
        UNITS[0],
        ["II", "Khu vực nông thôn", 402, 30.0, 40, 3.0, ""],
        UNITS[1],
    ]
    found = grid(tmp_path, [TITLE, DAY, LETTER, *PARTS, *groups, *SIGNED], MERGED)
    assert found.total == (4, 4, 0, 0, 0) and sorted(reported(found)) == sorted(FIGURES)


def test_a_blank_figure_is_no_report(tmp_path):
    found = grid(tmp_path, [TITLE, DAY, LETTER, *PARTS, UNITS[0], [2, "Xã Vạn Linh", "-", "", 40, 3.0, ""]], MERGED)
    assert found.total == (3, 3, 0, 0, 0) and ("06505", date(2021, 11, 15), "shop", 0) not in reported(found)


@pytest.mark.parametrize("header", ["Thực hiện trong kỳ", "Số tổ đã đi", ""])
def test_a_column_of_numbers_that_nobody_explained_holds_the_sheet_back(header, tmp_path):
    cells = [
        TITLE,
        DAY,
        ["STT", "Xã", "Tổng số hộ", "Hộ đầu tàu", header],
        [1, "Xã Hòa Bình", 718, 21, 7],
        [2, "Xã Vạn Linh", 1340, 40, 9],
    ]
    found = grid(tmp_path, cells)
    assert found.total == (2, 0, 0, 0, 2) and found.reasons == ["columns_unexplained"] * 2
    assert (f"“{header}”" if header else "cột E") in found.inbox.sheets[0].problem.detail


def test_the_message_names_a_column_by_its_letter_where_its_words_may_be_a_persons(tmp_path):
    cells = [TITLE, ["STT", "Xã", "Tổng số hộ", "Đàm Quýnh Xuyến"], [1, "Xã Hòa Bình", 718, 7]]
    detail = grid(tmp_path, cells).inbox.sheets[0].problem.detail
    assert "cột D" in detail and "Xuyến" not in detail


REGISTER = [
    ["STT", "Xã, thị trấn", "Tổng số hộ dân cư", "Hộ nghèo", "", "Hộ cận nghèo", ""],
    ["", "", "", "Số hộ", "Tỷ lệ (%)", "Số hộ", "Tỷ lệ (%)"],
]


@pytest.mark.parametrize("merged", [("A3:A4", "B3:B4", "C3:C4", "D3:E3", "F3:G3"), ()])
def test_the_poor_are_not_all_households(merged, tmp_path):
    title = ["TỔNG HỢP KẾT QUẢ RÀ SOÁT HỘ DÂN CƯ, HỘ NGHÈO, HỘ CẬN NGHÈO HUYỆN CHI LĂNG"]
    cells = [
        title,
        ["Tính đến ngày 01/07/2021"],
        *REGISTER,
        [1, "Xã Hòa Bình", 718, 100, 13.9, 72, 10.0],
        [2, "Xã Vạn Linh", 1340, 187, 13.9, 133, 9.9],
    ]
    found = grid(tmp_path, cells, merged)
    assert found.total == (2, 2, 0, 0, 0) and found.values("households", "households") == [718, 1340]


@pytest.mark.parametrize("order", [("Hộ nghèo", "Hộ không nghèo", "Tổng"), ("Tổng", "Hộ nghèo", "Hộ không nghèo")])
def test_a_header_over_others_is_none_of_them(order, tmp_path):
    figures = {"Hộ nghèo": 88, "Hộ không nghèo": 712, "Tổng": 800}
    cells = [
        ["Rà soát hộ huyện Hữu Lũng"],
        ["STT", "Xã", "Số hộ", "", ""],
        ["", "", *order],
        [1, "xã Minh Tiến", *(figures[name] for name in order)],
    ]
    found = grid(tmp_path, cells, ("A2:A3", "B2:B3", "C2:E2"))
    assert found.total == (1, 1, 0, 0, 0) and found.values("households", "households") == [800]


@pytest.mark.parametrize(
    "title, tab, header",
    [
        ("TỔNG HỢP SỐ HỘ ĐÃ MỞ GIAN HÀNG SỐ", "T", "Số hộ"), ("", "Hộ có gian hàng", "Số hộ"), ("TỔNG HỢP HỘ NGHÈO", "T", "Tổng số hộ"), ("", "Tổng hợp", "Số hộ"),
        ("RÀ SOÁT HỘ NGHÈO", "T", "Số hộ"),
    ],
)  # fmt: skip
def test_a_summary_is_no_register(title, tab, header, tmp_path):
    small.write_xlsx(
        tmp_path / "a.xlsx",
        {"DS": [HEADER, row(1)], tab: [[title], ["STT", "Xã", header], [1, "xã Thiện Tân", 10], ["", "Tổng cộng", 10]]},
    )
    found = Read(tmp_path)
    assert found.total == (2, 1, 0, 0, 1) and found.reasons == ["register_unclear"]


@pytest.mark.parametrize("name", ["ra-soat-ho.xlsx", "a.xlsx"])
def test_a_short_register_is_told_by_its_file_or_its_day(name, tmp_path):
    header, units = ["Xã", "Huyện", "Số hộ"], [["Xã Hòa Bình", "Chi Lăng", 718]]
    if name == "a.xlsx":
        header, units = [*header, "Ngày rà soát"], [[*units[0], "01/07/2021"]]
    small.write_xlsx(tmp_path / name, {"T": [header, *units]})
    assert Read(tmp_path).total == (1, 1, 0, 0, 0)


def test_figures_of_hamlets_are_not_those_of_their_commune(tmp_path):
    for number, header in enumerate(("Tên thôn", "Xóm", "Tên thôn/bản", "Khu dân cư")):
        cells = [
            ["Rà soát số hộ xã Hưng Vũ, huyện Bắc Sơn"],
            ["STT", "Xã", header, "Số hộ"],
            [1, "xã Hưng Vũ", "Nà Lốc", 430],
            [2, "xã Hưng Vũ", "Đông Mồ", 354],
        ]
        small.write_xlsx(tmp_path / f"{number}.xlsx", {"RS": cells})
    found = Read(tmp_path)
    assert found.total == (8, 0, 0, 0, 8) and set(found.reasons) == {"unit_is_hamlet"}


def test_two_tables_side_by_side(tmp_path):
    head = ["TT", "Huyện", "Tổng số hộ", "Số gian hàng", "Tỷ lệ %"]
    cells = [
        ["TIẾN ĐỘ ĐẾN NGÀY 14/11/2021"], [], ["GIAI ĐOẠN 1", *[""] * 5, "GIAI ĐOẠN 2"], [*head, "", *head],
        [1, "Tràng Định", 14957, 5982, 40.0, "", 1, "TP Lạng Sơn", 25821, 10328, 40.0], [2, "Văn Quan", 13550, 5420, 40.0, "", 2, "Bình Gia", 13172, 5268, 40.0],
        ["", "", "", "", "", "", 3, "Văn Lãng", 12424, 4969, 40.0],
    ]  # fmt: skip
    found = grid(tmp_path, cells)
    assert found.total == (5, 5, 0, 0, 0)
    assert sorted(value for *_, value in reported(found)) == [4969, 5268, 5420, 5982, 10328]


@pytest.mark.parametrize("gap", [[""], []])
def test_the_halves_of_one_list_side_by_side(gap, tmp_path):
    found = grid(tmp_path, [[*HEADER, *gap, *HEADER], [*row(1), *gap, *row(2)], [*row(3), *gap, *[""] * 5]])
    assert found.total == (3, 3, 0, 0, 0)
    assert sorted(found.values("shops", "shop_id")) == ["S1", "S2", "S3"]


def test_an_annex_of_targets(tmp_path):
    title = [
        ["GIAO CHỈ TIÊU PHÁT TRIỂN KINH TẾ SỐ CHO CÁC XÃ"],
        ["(Kèm theo Quyết định số 12/QĐ-UBND ngày 17/09/2021 của UBND huyện Chi Lăng)"],
    ]
    head = [
        ["STT", "Xã, thị trấn", "Tổng số hộ", "Hộ có gian hàng số", "", "Hộ đầu tàu", ""],
        ["", "", "", "Tỷ lệ (%)", "Số hộ", "Tỷ lệ (%)", "Số hộ"],
    ]
    found = grid(
        tmp_path,
        [*title, *head, [1, "Xã Hòa Bình", 718, 55, 395, 10, 72]],
        ("A3:A4", "B3:B4", "C3:C4", "D3:E3", "F3:G3"),
    )
    assert found.total == (2, 2, 0, 0, 0) and "households" not in found.landed
    current = found.landed["targets"].current
    assert [(name, Fraction(low[0]), low[1]) for name, (low, _) in zip(current["indicator"], current["target"], strict=True)] == [
        ("shop", Fraction(55, 100), "share"), ("lead", Fraction(10, 100), "share")
    ]  # fmt: skip
    assert set(current["source"]) == {"local"} and set(current["valid_from"]) == {date(2021, 9, 17)}


def test_an_annex_that_does_not_say_who_gave_the_targets(tmp_path):
    cells = [["GIAO CHỈ TIÊU"], ["Xã", "Huyện", "Hộ đầu tàu › Tỷ lệ (%)"], ["Xã Hòa Bình", "Chi Lăng", 10]]
    found = grid(tmp_path, cells)
    assert found.total == (1, 0, 0, 0, 1) and found.reasons == ["target_giver_unclear"]


LIST = ["Xã", "Huyện", "Chỉ số", "Chỉ tiêu"]


@pytest.mark.parametrize("title, tab, giver", [
    ("CHỈ TIÊU DO UBND HUYỆN CHI LĂNG TỰ ĐẶT", "1", "local"), ("Chỉ tiêu phấn đấu của địa phương", "1", "local"), ("Chỉ tiêu tỉnh giao", "1", "province"),
    ("(Kèm theo Quyết định số 12/QĐ-UBND ngày 17/09/2021 của UBND huyện Chi Lăng)", "1", "local"), ("UBND HUYỆN CHI LĂNG: chỉ tiêu UBND tỉnh giao", "1", "province"),
    ("CHỈ TIÊU", "Huyện tự đặt", "local"), ("CHỈ TIÊU", "1", "province"), ("Chỉ tiêu tỉnh giao và huyện tự đặt", "1", None), ("UBND HUYỆN CHI LĂNG, theo văn bản của UBND tỉnh", "1", None),
])  # fmt: skip
def test_who_gave_a_list_of_targets(title, tab, giver, tmp_path):
    small.write_xlsx(tmp_path / "a.xlsx", {tab: [[title], [], LIST, ["Xã Hòa Bình", "Chi Lăng", "Hộ đầu tàu", "10%"]]})
    found = Read(tmp_path)
    assert found.reasons == ([] if giver else ["target_giver_unclear"])
    assert not giver or found.values("targets", "source") == [giver]


@pytest.mark.parametrize(
    "words, is_clear",
    [(["Huyện tự đặt", "UBND tỉnh"], False), (["Huyện tự đặt", ""], False), (["Đợt 1", "Đợt 2"], True)],
)
def test_a_column_that_nobody_explained_may_say_who_gave_the_targets(words, is_clear, tmp_path):
    lines = [["Xã Hòa Bình", "Chi Lăng", "Hộ đầu tàu", "10%"], ["Xã Y Tịch", "Chi Lăng", "Hộ đầu tàu", "20%"]]
    found = grid(tmp_path, [[*LIST, "Người quyết"], *([*line, word] for line, word in zip(lines, words, strict=True))])
    assert found.reasons == ([] if is_clear else ["target_giver_unclear"] * 2)


def test_a_list_with_a_column_missing_is_no_table_of_figures(tmp_path):
    """Without 'Ngân hàng' it is no list of accounts; its account numbers are not a count of accounts."""
    cells = [
        ["DANH SÁCH đến ngày 01/08/2021"],
        ["STT", "Số tài khoản", "Họ tên", "Số CCCD", "Xã", "Huyện"],
        [1, "8400123", "Lò Văn Mẫu", "020085001234", "Hòa Bình", "Chi Lăng"],
    ]
    found = grid(tmp_path, cells)
    assert found.total == (1, 0, 0, 0, 1) and found.reasons == ["unknown_kind"]


@pytest.mark.parametrize("parent", ["Người giới thiệu", "Cán bộ hỗ trợ", "Tài khoản"])
def test_in_a_list_a_column_below_another_matter_is_not_the_shops_own(parent, tmp_path):
    cells = [
        ["Mã gian hàng", "Sàn", "Đơn vị", "Mã hộ", parent, ""],
        ["", "", "", "", "Ngày mở", "Họ tên"],
        ["S1", "voso", "06505", "H1", "01/08/2021", "Lò Văn Mẫu"],
    ]
    found = grid(tmp_path, cells, ("A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:F1"))
    assert found.total == (1, 0, 0, 0, 1)
