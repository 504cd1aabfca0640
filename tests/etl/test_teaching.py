"""Teaching a form: what is shown of a sheet, what a draft makes of it beside the form's own totals, and its file."""

import json
from datetime import date
from pathlib import Path

import pytest

from etl import forms, teaching
from etl.__main__ import main
from tests.etl import small

CELLS = [
    ["UBND HUYỆN CHI LĂNG"], ["Tính đến ngày 15/11/2021"], [], ["STT", "Xã", "GH mở mới", "Tổ"],
    [1, "Xã Hòa Bình", 12, 3], [2, "Xã Vạn Linh", 30, 4], ["", "Tổng cộng", 42, 8],
]  # fmt: skip
DRAFT = {
    "name": "Mẫu của huyện", "header": ["STT", "Xã", "GH mở mới", "Tổ"],
    "table": [{
        "kind": "progress_reports", "columns": {"commune": "Xã"}, "constants": {"district": "@title:district", "as_of": "@title:date"},
        "indicators": {"GH mở mới": "shops", "Tổ": "accounts"}, "value": "value", "ignore": ["STT"],
    }],
}  # fmt: skip


@pytest.fixture
def file(tmp_path) -> Path:
    return small.write_xlsx(
        tmp_path / "bieu.xlsx",
        {
            "Lạ": CELLS,
            "DS": [
                ["shop_id", "platform", "household_code", "unit", "opened_on"],
                ["S1", "voso", "H1", small.VAN_LINH, "2021-08-01"],
            ],
        },
    )


def test_only_sheets_that_nobody_understood_are_to_be_taught(file):
    (sheet,) = teaching.sheets_to_teach(file)
    assert (sheet["place"], sheet["tab"]) == (0, "Lạ") and sheet["problem"].startswith("Chưa nhận diện được")


def test_the_officer_may_name_the_rows_of_the_header(file):
    assert [column["name"] for column in teaching.shown(file, 0, (5, 5))["columns"]] == ["Xã Hòa Bình"]


def test_a_draft_is_tried_against_the_forms_own_total(file):
    told = teaching.tried(file, 0, DRAFT, b"key", date(2022, 1, 31))
    assert (told["problem"], told["read"], told["refused"]) == ("", 4, 0)
    assert told["rows"][0] == {
        "đơn vị": "xã Hòa Bình",
        "ngày số liệu": "15/11/2021",
        "chỉ số": "Gian hàng số",
        "giá trị": "12",
    }
    assert [(row["column"], row["sum"], row["stated"], row["is_equal"]) for row in told["totals"]] == [
        ("GH mở mới", "42", "42", True),
        ("Tổ", "7", "8", False),
    ]


def test_a_draft_that_is_not_complete_says_what_it_lacks(file):
    told = teaching.tried(file, 0, DRAFT | {"table": [DRAFT["table"][0] | {"ignore": []}]}, b"key", date(2022, 1, 31))
    assert "“stt”" in told["problem"] and told["rows"] == []


def test_refused_rows_are_told_with_their_reason(file):
    wrong = DRAFT | {"table": [DRAFT["table"][0] | {"constants": {"district": "Đình Lập", "as_of": "@title:date"}}]}
    told = teaching.tried(file, 0, wrong, b"key", date(2022, 1, 31))
    assert told["refused"] == 4 and sum(row["rows"] for row in told["reasons"]) == 4


def test_a_form_is_remembered_read_and_replaced(file, tmp_path):
    folder = tmp_path / "forms"
    assert teaching.remembered(DRAFT, folder) == "mau-cua-huyen"
    (form,), problems = forms.load(folder)
    assert not problems and form.tables[0].indicators == {"GH mở mới": "shops", "Tổ": "accounts"}
    again = DRAFT | {"table": [DRAFT["table"][0] | {"indicators": {"GH mở mới": "shops"}, "ignore": ["STT", "Tổ"]}]}
    assert teaching.remembered(again, folder) == "mau-cua-huyen"
    other = DRAFT | {"header": [*DRAFT["header"], "Mới"], "table": [DRAFT["table"][0] | {"ignore": ["STT", "Mới"]}]}
    assert teaching.remembered(other, folder) == "mau-cua-huyen-2"
    assert [(form.key, len(form.header)) for form in forms.load(folder)[0]] == [
        ("mau-cua-huyen-2", 5),
        ("mau-cua-huyen", 4),
    ]


def test_the_commands_tell_it_into_a_file_of_the_owner_alone(file, tmp_path, capsys):
    report, draft = tmp_path / "told.json", tmp_path / "draft.json"
    draft.write_text(json.dumps(DRAFT), encoding="utf-8")
    assert main(["look", str(file), "--report", str(report), "--forms", str(tmp_path / "forms")]) == 0
    assert json.loads(report.read_text(encoding="utf-8"))[0]["tab"] == "Lạ" and report.stat().st_mode & 0o777 == 0o600
    assert (
        main(
            [
                "try",
                str(file),
                "--sheet",
                "0",
                "--draft",
                str(draft),
                "--report",
                str(report),
                "--warehouse",
                str(tmp_path),
            ]
        )
        == 0
    )
    assert json.loads(report.read_text(encoding="utf-8"))["read"] == 4
    assert main(["learn", "--draft", str(draft), "--forms", str(tmp_path / "forms")]) == 0
    assert "Hòa Bình" not in capsys.readouterr().out


def test_days_across_the_top_are_one_choice(tmp_path):
    cells = [["Huyện", "25/9/2021", "2/10/2021", "9/10/2021"], ["Bình Gia", 360, 854, 900]]
    told = teaching.shown(small.write_xlsx(tmp_path / "a.xlsx", {"T": cells}), 0)
    assert told["header"] == ["Huyện", "<ngày>", "<ngày>", "<ngày>"]
    assert [(column["name"], column["letter"], column["header"]) for column in told["columns"]] == [
        ("Huyện", "A", "Huyện"), ("<ngày>", "B–D", "25/9/2021 … 9/10/2021")
    ]  # fmt: skip
    assert told["columns"][1]["suggested"]["progress_reports"] == "days"
