"""Taught forms: applied on equality only, every column used or ignored, figures turned into one row each."""

from datetime import date
from pathlib import Path

import pytest

from etl import forms
from tests.etl import small
from tests.etl.reading import HEADER, TODAY, Read, row
from tests.etl.small import VAN_LINH

HEAD = ["STT", "Xã, thị trấn", "GH", "TK", "Lạ"]
UNITS = [[1, "Xã Hòa Bình", 12, 7, 1], [2, "Xã Vạn Linh", 30, 9, 2], ["", "Tổng cộng", 42, 16, 3]]
TITLES = [["HUYỆN CHI LĂNG"], ["Tính đến ngày 15/11/2021"]]
FORM = """
name = "Tiến độ các xã"
header = ["STT", "Xã, thị trấn", "GH", "TK", "Lạ"]
[[table]]
kind = "progress_reports"
columns = { commune = "Xã, thị trấn" }
constants = { district = "@title:district", as_of = "@title:date" }
indicators = { "GH" = "shops", "TK" = "accounts" }
value = "value"
ignore = ["STT", "Lạ"]
"""


def taught(*contents: str) -> list[forms.Form]:
    return [forms.parsed(f"mau-{number}", content.encode()) for number, content in enumerate(contents)]


def read(folder: Path, sheets: dict[str, list[list]], *contents: str, merged: tuple = (), name: str = "a.xlsx") -> Read:
    small.write_xlsx(folder / name, sheets, merged)
    return Read(folder, TODAY, taught(*contents))


def rows(found: Read, kind: str, *names: str) -> list[tuple]:
    current = found.landed[kind].current
    return sorted(zip(*(current[name] for name in names), strict=True))


def figures(found: Read) -> list[tuple]:
    return [
        (*rest, int(value))
        for *rest, value in rows(found, "progress_reports", "unit_code", "as_of", "indicator", "value")
    ]


EXPECTED = [
    ("06505", date(2021, 11, 15), "accounts", 9), ("06505", date(2021, 11, 15), "shops", 30),
    ("06508", date(2021, 11, 15), "accounts", 7), ("06508", date(2021, 11, 15), "shops", 12),
]  # fmt: skip


def test_one_row_a_figure(tmp_path):
    found = read(tmp_path, {"T": [*TITLES, HEAD, *UNITS]}, FORM)
    assert found.total == (4, 4, 0, 0, 0) and figures(found) == EXPECTED
    assert {sheet.table.form for sheet in found.inbox.sheets} == {"mau-0"}


@pytest.mark.parametrize("change, words", [
    (["STT", "Xã, thị trấn", "GH", "TK"], "thiếu “lạ”"), ([*HEAD, "Mới"], "thêm “mới”"), ([HEAD[0], HEAD[1], HEAD[3], HEAD[2], HEAD[4]], "thứ tự cột khác"),
])  # fmt: skip
def test_a_header_that_is_not_wholly_equal_is_not_read_and_told(change, words, tmp_path):
    found = read(tmp_path, {"T": [*TITLES, change, *([*unit, 5][: len(change)] for unit in UNITS)]}, FORM)
    assert found.total == (2, 0, 0, 0, 2)
    (sheet,) = found.inbox.sheets
    assert sheet.table.changed_form == "mau-0" and "mau-0" in sheet.problem.detail
    assert words in sheet.problem.detail or "có chữ lạ" in sheet.problem.detail


@pytest.mark.parametrize(
    "title, problem",
    [
        (TITLES[1], "tên một huyện"),
        (TITLES[0], "ngày số liệu"),
        (["HUYỆN CHI LĂNG VÀ HUYỆN ĐÌNH LẬP 15/11/2021"], "tên một huyện"),
    ],
)
def test_what_a_title_does_not_say_is_not_guessed(title, problem, tmp_path):
    found = read(tmp_path, {"T": [title, HEAD, *UNITS]}, FORM)
    assert found.total == (2, 0, 0, 0, 2) and found.reasons == ["form_source_missing"] * 2
    assert problem in found.inbox.sheets[0].problem.detail


ACROSS = """
name = "Theo tuần"
header = ["STT", "Huyện", "<ngày>", "<ngày>"]
[[table]]
kind = "progress_reports"
columns = { district = "Huyện" }
constants = { indicator = "shops" }
dates_across = true
value = "value"
ignore = ["STT"]
"""


@pytest.mark.parametrize(
    "days",
    [[date(2021, 9, 25), date(2021, 10, 2)], ["25/9/2021", "2/10/2021"], ["đến ngày 25/09/2021", "Ngày 02/10/2021"]],
)
def test_days_across_the_top(days, tmp_path):
    found = read(
        tmp_path,
        {"T": [["STT", "Huyện", "Lũy kế", ""], ["", "", *days], [1, "Bình Gia", 360, 854]]},
        ACROSS,
        merged=("C1:D1", "A1:A2", "B1:B2"),
    )
    assert figures(found) == [("181", date(2021, 9, 25), "shops", 360), ("181", date(2021, 10, 2), "shops", 854)]


@pytest.mark.parametrize(
    "days, total", [(["8/1/2021", "8/8/2021"], (1, 0, 0, 0, 1)), (["01/08/2021", "08/08/2021"], (2, 2, 0, 0, 0))]
)
def test_days_across_the_top_that_are_two_days_are_refused(days, total, tmp_path):
    found = read(tmp_path, {"T": [["STT", "Huyện", *days], [1, "Bình Gia", 360, 854]]}, ACROSS)
    assert found.total == total


def test_next_weeks_table_has_one_day_more(tmp_path):
    found = read(
        tmp_path,
        {"T": [["STT", "Huyện", "25/9/2021", "2/10/2021", "9/10/2021"], [1, "Bình Gia", 360, 854, 1245]]},
        ACROSS,
    )
    assert [value for *_, value in figures(found)] == [360, 854, 1245]


BESIDE = """
name = "Hai sàn"
header = ["Xã", "Voso", "Xã", "Postmart"]
[[table]]
kind = "progress_reports"
columns = { commune = "Xã", value = "Voso" }
constants = { district = "Chi Lăng", as_of = "@above:date", indicator = "shops" }
[[table]]
kind = "progress_reports"
columns = { commune = "Xã#2", value = "Postmart" }
constants = { district = "Hữu Lũng", as_of = "@above:date", indicator = "shops" }
"""


def test_tables_side_by_side_and_stacked(tmp_path):
    head = ["Xã", "Voso", "Xã", "Postmart"]
    cells = [
        ["Ngày 15/11/2021"],
        head,
        ["Hòa Bình", 1, "Hòa Bình", 3],
        ["Vạn Linh", 2, "", ""],
        [],
        ["Ngày 22/11/2021"],
        head,
        ["Hòa Bình", 4, "Hòa Bình", 5],
    ]
    found = read(tmp_path, {"T": cells}, BESIDE)
    assert figures(found) == sorted([
        ("06508", date(2021, 11, 15), "shops", 1), ("06505", date(2021, 11, 15), "shops", 2), ("06397", date(2021, 11, 15), "shops", 3),
        ("06508", date(2021, 11, 22), "shops", 4), ("06397", date(2021, 11, 22), "shops", 5),
    ])  # fmt: skip


LIST = """
name = "Theo xã"
header = ["Họ tên", "SĐT", "Mã GH", "Ngày mở"]
[[table]]
kind = "shops"
columns = { full_name = "Họ tên", phone = "SĐT", shop_id = "Mã GH", opened_on = "Ngày mở" }
constants = { commune = "@sheet:commune", district = "@file:district", platform = "@title:say(voso.vn=voso|postmart=postmart)" }
"""


def test_commune_from_the_tab_district_from_the_file_platform_from_the_title(tmp_path):
    sheets = {
        "DS xã Hòa Bình": [["DANH SÁCH TRÊN SÀN VOSO.VN"], ["Họ tên", "SĐT", "Mã GH", "Ngày mở"], ["Lò Văn Mẫu", "0912345678", "G1", "01/08/2021"]],
        "xã Vạn Linh": [["DANH SÁCH TRÊN POSTMART"], ["Họ tên", "SĐT", "Mã GH", "Ngày mở"], ["Vi Thị Mẫu", "0912345679", "G2", "01/08/2021"]],
    }  # fmt: skip
    found = read(tmp_path, sheets, LIST, name="huyen Chi Lang.xlsx")
    assert rows(found, "shops", "shop_id", "platform", "unit_code") == [
        ("G1", "voso", "06508"),
        ("G2", "postmart", "06505"),
    ]


GROUPS = """
name = "Thôn dưới xã"
header = ["TT", "Xã / Thôn", "Tổng số hộ"]
[[table]]
kind = "households"
columns = { commune = "Xã / Thôn", households = "Tổng số hộ" }
constants = { district = "Chi Lăng", as_of = 2021-07-01 }
rows = "groups"
ignore = ["TT"]
"""


def test_only_the_groups_count(tmp_path):
    cells = [
        ["TT", "Xã / Thôn", "Tổng số hộ"],
        ["I", "Xã Hòa Bình", 718],
        [1, "Thôn Nà Mẫu", 300],
        [2, "Thôn Pá Mẫu", 418],
        ["II", "Xã Vạn Linh", 1340],
        [1, "Vạn Linh", 1340],
    ]
    found = read(tmp_path, {"T": cells}, GROUPS)
    assert rows(found, "households", "unit_code", "as_of", "households") == [
        ("06505", date(2021, 7, 1), 1340),
        ("06508", date(2021, 7, 1), 718),
    ]
    assert found.total == (2, 2, 0, 0, 0)


PERCENT = """
name = "Giao chỉ tiêu"
header = ["Xã", "Gian hàng › Tỷ lệ", "Gian hàng › Số hộ"]
[[table]]
kind = "targets"
columns = { commune = "Xã" }
constants = { district = "Chi Lăng", source = "local" }
indicators = { "Gian hàng › Tỷ lệ" = "shop" }
value = "target"
percent = true
ignore = ["Gian hàng › Số hộ"]
"""


@pytest.mark.parametrize("written, meant", [(55, "0.55"), ("55", "0.55"), ("55%", "0.55"), (62.5, "0.625")])
def test_percent(written, meant, tmp_path):
    found = read(
        tmp_path,
        {"T": [["Xã", "Gian hàng", ""], ["", "Tỷ lệ", "Số hộ"], ["Vạn Linh", written, 700]]},
        PERCENT,
        merged=("B1:C1", "A1:A2"),
    )
    (((number, unit), upper),) = found.values("targets", "target")
    assert (str(number), unit, upper) == (meant, "share", None)


def test_a_percent_of_one_or_less_can_be_read_two_ways(tmp_path):
    found = read(
        tmp_path,
        {"T": [["Xã", "Gian hàng", ""], ["", "Tỷ lệ", "Số hộ"], ["Vạn Linh", 0.55, 700]]},
        PERCENT,
        merged=("B1:C1", "A1:A2"),
    )
    assert found.total == (1, 0, 0, 0, 1) and found.reasons == ["number_ambiguous"]


@pytest.mark.parametrize("content, words", [
    (FORM.replace('ignore = ["STT", "Lạ"]', 'ignore = ["STT"]'), "chưa được dùng hoặc bỏ qua"), (FORM.replace('"TK" = "accounts"', '"TKX" = "accounts"'), "không có trong tiêu đề"),
    (FORM.replace('"progress_reports"', '"lạ"'), "không có trong danh mục"), (FORM.replace("commune =", "xa ="), "không có trong loại dữ liệu"),
    (FORM.replace('columns = { commune = "Xã, thị trấn" }', "").replace('"@title:district"', '"Chi Lăng"').replace("district =", "as_of =").replace(', as_of = "@title:date"', "").replace('"STT", "Lạ"]\n', '"STT", "Lạ", "Xã, thị trấn"]\n'), "thiếu mục bắt buộc"),
    ("name = ", "TOML"), ("name = 'x'", "thiếu hoặc thừa"), (FORM + 'la = "x"', "thiếu hoặc thừa"),
])  # fmt: skip
def test_a_form_that_cannot_be_used_says_why(content, words):
    with pytest.raises(ValueError, match=words):
        taught(content)


def test_two_forms_of_one_header(tmp_path):
    for name in ("a", "b"):
        (tmp_path / f"{name}.toml").write_text(FORM, encoding="utf-8")
    known, problems = forms.load(tmp_path)
    assert [form.key for form in known] == ["a"] and "“a”" in problems["b"]


def test_a_form_beats_the_lists_and_leaves_other_sheets_to_them(tmp_path):
    found = read(tmp_path, {"Mẫu": [*TITLES, HEAD, *UNITS], "DS": [HEADER, row(1)]}, FORM)
    assert found.total == (5, 5, 0, 0, 0) and found.values("shops", "unit_code") == [VAN_LINH]


def test_a_mended_row_of_rejects_is_read_by_the_same_form(tmp_path):
    """Rejects are written in one header row of paths, with three columns added."""
    head = [*HEAD, "Dòng gốc", "Lý do", "Cách sửa"]
    found = read(tmp_path, {"T": [*TITLES, head, [*UNITS[0], 4, "Không có đơn vị", "Sửa tên"]]}, FORM)
    assert found.total == (2, 2, 0, 0, 0) and figures(found) == EXPECTED[2:]


@pytest.fixture
def built(tmp_path, capsys):
    (tmp_path / "forms").mkdir()
    (tmp_path / "forms" / "xa.toml").write_text(FORM, encoding="utf-8")
    small.write_xlsx(tmp_path / "inbox" / "a.xlsx", {"T": [*TITLES, HEAD, *UNITS]})
    small.write_xlsx(
        tmp_path / "inbox" / "b.xlsx", {"Biểu": [*TITLES, [*HEAD, "Mới"], *([*unit, 1] for unit in UNITS)]}
    )
    return small.build(tmp_path, capsys, "--forms", str(tmp_path / "forms"))


def test_forms_are_listed_with_the_files_that_they_read(built, tmp_path, capsys):
    from etl.__main__ import main

    assert main(["forms", "--forms", str(tmp_path / "forms"), "--warehouse", str(built.warehouse)]) == 1
    said = capsys.readouterr().out
    assert "đọc 1 tệp" in said and "    a.xlsx\n" in said and "KHÔNG CÒN KHỚP b.xlsx" in said
    assert any(
        finding["rule"] == "file_not_loaded" and "trang tính “Biểu”" in finding["detail_vi"]
        for finding in built.report["findings"]
    )


def test_a_form_that_changed_makes_the_snapshot_stale(built, tmp_path):
    from etl.__main__ import main

    places = [
        "--inbox",
        str(tmp_path / "inbox"),
        "--warehouse",
        str(built.warehouse),
        "--forms",
        str(tmp_path / "forms"),
    ]
    assert main(["fresh", *places]) == 0
    (tmp_path / "forms" / "xa.toml").write_text(FORM.replace('"accounts"', '"account"'), encoding="utf-8")
    assert main(["fresh", *places]) == 1


def test_rejected_rows_of_a_wide_table_come_back_once_and_can_be_mended(built, tmp_path, capsys):
    import openpyxl

    small.write_xlsx(
        tmp_path / "inbox" / "a.xlsx",
        {"T": [*TITLES, HEAD, [1, "Xã Hòa Bìnhh", 12, 7, 1], [2, "Xã Vạn Linh", "ba mươi", 9, 2]]},
    )
    forms_folder = ("--forms", str(tmp_path / "forms"))
    first = small.build(tmp_path, capsys, *forms_folder)
    assert first.counts("a.xlsx") == (4, 1, 0, 0, 3)
    book = openpyxl.load_workbook(first.warehouse / "rejects" / first.report["snapshot"] / "a.xlsx.xlsx")
    assert [sheet.max_row for sheet in book] == [5]  # two titles, the header, each row once
    for sheet in book:
        for line in sheet.iter_rows():
            for cell in line:
                cell.value = {"Xã Hòa Bìnhh": "Xã Hòa Bình", "ba mươi": 30}.get(cell.value, cell.value)
    book.save(tmp_path / "inbox" / "mended.xlsx")
    second = small.build(tmp_path, capsys, *forms_folder)
    assert second.counts("mended.xlsx") == (4, 3, 1, 0, 0)


@pytest.mark.parametrize("where", ["@title", "@above"])
def test_a_table_further_down_is_of_the_district_and_day_above_it(where, tmp_path):
    cells = [
        *TITLES,
        HEAD,
        UNITS[0],
        [],
        ["HUYỆN BÌNH GIA"],
        ["Tính đến ngày 16/11/2021"],
        HEAD,
        [1, "Xã Hòa Bình", 99, 98, 1],
    ]
    found = read(tmp_path, {"T": cells}, FORM.replace("@title", where))
    assert found.total == (4, 4, 0, 0, 0)
    assert ("06103", date(2021, 11, 16), "shops", 99) in figures(found)


def test_the_same_communes_again_below_no_title_are_held_back(tmp_path):
    found = read(tmp_path, {"T": [*TITLES, HEAD, UNITS[0], [], HEAD, [1, "Xã Hòa Bình", 99, 98, 1]]}, FORM)
    assert found.reasons == ["rows_contradict"] * 4  # two figures of two rows


@pytest.mark.parametrize("is_above", [True, False])
def test_a_list_above_or_below_a_taught_table_is_read(is_above, tmp_path):
    shops = [HEADER, row(1)]
    cells = [*shops, [], *TITLES, HEAD, *UNITS] if is_above else [*TITLES, HEAD, *UNITS, [], *shops]
    found = read(tmp_path, {"T": cells}, FORM)
    assert found.total == (5, 5, 0, 0, 0) and found.values("shops", "shop_id") == ["S1"] and figures(found) == EXPECTED


def test_an_unknown_table_below_a_taught_one_is_not_read_by_its_form(tmp_path):
    cells = [*TITLES, HEAD, *UNITS, [], ["STT", "Xã", "Máy", "Bơm", "Khác"], [1, "Xã Hòa Bình", 777, 888, 9]]
    found = read(tmp_path, {"T": cells}, FORM)
    assert found.total == (5, 4, 0, 0, 1) and figures(found) == EXPECTED


NUMBERED = FORM.replace("ignore =", 'rows = "groups"\nignore =')


@pytest.mark.parametrize("numerals", [("I", "II", "1"), ("A", "B", "I")])
def test_of_two_ways_to_number_groups_the_outer_one_counts(numerals, tmp_path):
    first, second, inner = numerals
    cells = [[first, *UNITS[0][1:]], [inner, "Nà Lốc", 5, 3, 0], [second, *UNITS[1][1:]], [inner, "Pá Phào", 8, 3, 0]]
    found = read(tmp_path, {"T": [*TITLES, HEAD, *cells]}, NUMBERED)
    assert found.total == (4, 4, 0, 0, 0) and figures(found) == EXPECTED


def test_a_form_of_groups_says_where_none_is_numbered(tmp_path):
    found = read(tmp_path, {"T": [*TITLES, HEAD, *UNITS]}, NUMBERED)
    assert found.total == (2, 0, 0, 0, 2) and found.problems == ["groups_missing"]


def test_the_name_of_a_commune_alone_on_a_tab(tmp_path):
    form = FORM.replace('columns = { commune = "Xã, thị trấn" }', "columns = {}").replace(
        "ignore = [", 'ignore = ["Xã, thị trấn", '
    )
    form = form.replace("constants = {", 'constants = { commune = "@sheet:commune",')
    cells = [*TITLES, HEAD, [1, "Nà Lốc", 30, 9, 2]]
    found = read(tmp_path, {"Vạn Linh": cells, "Tổng hợp": cells}, form)
    assert found.total == (3, 2, 0, 0, 1) and {unit for unit, *_ in figures(found)} == {VAN_LINH}


ABOVE = """
name = "Ngày ở trên"
header = ["Huyện", "<ngày> › GH", "<ngày> › TK"]
[[table]]
kind = "progress_reports"
columns = { district = "Huyện" }
indicators = { "<ngày> › GH" = "shops", "<ngày> › TK" = "accounts" }
dates_across = true
value = "value"
"""


def test_days_above_the_columns(tmp_path):
    head = [["Huyện", "25/9/2021", "", "2/10/2021", ""], ["", "GH", "TK", "GH", "TK"]]
    found = read(tmp_path, {"T": [*head, ["Bình Gia", 1, 2, 3, 4]]}, ABOVE, merged=("A1:A2", "B1:C1", "D1:E1"))
    first, second = date(2021, 9, 25), date(2021, 10, 2)
    assert figures(found) == [
        ("181", first, "accounts", 2), ("181", first, "shops", 1), ("181", second, "accounts", 4), ("181", second, "shops", 3),
    ]  # fmt: skip


@pytest.mark.parametrize("lower", [["GH", "TK", "TK", "GH"], ["GH", "TK", "GH", "Mới"]])
def test_days_above_other_columns_are_another_form(lower, tmp_path):
    head = [["Huyện", "25/9/2021", "", "2/10/2021", ""], ["", *lower]]
    found = read(tmp_path, {"T": [*head, ["Bình Gia", 1, 2, 3, 4]]}, ABOVE, merged=("A1:A2", "B1:C1", "D1:E1"))
    assert found.total == (1, 0, 0, 0, 1)


def test_a_column_of_a_day_that_is_ignored_holds_no_figure(tmp_path):
    form = ACROSS.replace('"<ngày>", "<ngày>"]', '"GH › <ngày>", "Tỷ lệ › <ngày>"]').replace(
        '["STT"]', '["STT", "Tỷ lệ › <ngày>"]'
    )
    head = [["STT", "Huyện", "GH", "Tỷ lệ"], ["", "", "25/9/2021", "25/9/2021"]]
    found = read(tmp_path, {"T": [*head, [1, "Bình Gia", 360, 40]]}, form, merged=("A1:A2", "B1:B2"))
    assert [value for *_, value in figures(found)] == [360]


@pytest.mark.parametrize(
    "written, meant", [("50 - 60", ("0.5", "0.6")), ("50 - 60%", ("0.5", "0.6")), (395, None), ("60 - 50", None)]
)
def test_a_range_of_per_cents_and_what_is_no_share(written, meant, tmp_path):
    cells = [["Xã", "Gian hàng", ""], ["", "Tỷ lệ", "Số hộ"], ["Vạn Linh", written, 700]]
    found = read(tmp_path, {"T": cells}, PERCENT, merged=("B1:C1", "A1:A2"))
    if meant is None:
        assert found.reasons == ["target_range" if written == "60 - 50" else "target_ambiguous"]
    else:
        ((low, high),) = found.values("targets", "target")
        assert (str(low[0]), str(high[0])) == meant


def test_numbers_without_a_header_beside_a_taught_table_hold_it_back(tmp_path):
    found = read(tmp_path, {"T": [*TITLES, HEAD, [*UNITS[0], 55], UNITS[1]]}, FORM)
    assert found.reasons == ["columns_unexplained"] * 2 and "cột F" in found.inbox.sheets[0].problem.detail
