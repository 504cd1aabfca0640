"""Teaching a form on the page: nothing is chosen by itself, the outcome stands beside the form's own total, and it is read from then on."""

import io

import pytest
import xlsxwriter

from data import quality, snapshots, vocabulary
from pages.method.load import commands, draft
from tests.etl import forms_cells
from tests.pages import seen
from tests.pages.test_load import alone, checked, in_one_process, office, published, told  # noqa: F401
from tests.pages.test_pages import is_whole


@pytest.fixture
def desk(office, monkeypatch):  # noqa: F811
    monkeypatch.setattr(commands, "FORMS", office / "forms")
    return office


def workbook(cells: list[list], tab: str = "Biểu") -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        sheet = book.add_worksheet(tab)
        for line, row in enumerate(cells):
            for position, value in enumerate(row):
                sheet.write(line, position, value)
    return content.getvalue()


def test_a_platform_more_is_offered_by_its_row(monkeypatch):
    """Where a title names one, the form may take the platform from it; the words are those of the reference."""
    told = {
        "kinds": {"shops": {"fields": {"platform": {"type": "platform", "group": ""}}}}, "said": {},
        "texts": {"title": "Gian hàng trên Chợ Quê", "sheet": "Sheet1", "file": "voso 2021"},
    }  # fmt: skip
    words = "voso.vn=voso|voso=voso|vỏ sò=voso|postmart.vn=postmart|postmart=postmart"
    assert list(draft.places(told, "shops", "platform")) == [f"@file:say({words})"]
    rows = [*vocabulary.rows("platforms.csv"), {"platform": "cho_que", "written": "chợ quê"}]
    monkeypatch.setattr(vocabulary, "rows", lambda name: rows)
    assert list(draft.places(told, "shops", "platform")) == [
        f"@{place}:say({words}|chợ quê=cho_que)" for place in ("title", "file")
    ]


def choose(test, start: str, value: str):
    """Choose an option of the box whose key begins so."""
    box = next(one for one in test.selectbox if one.key and one.key.startswith(start))
    return box.set_value(value).run(timeout=60)


def column(test, position: int, value: str):
    box = next(
        one
        for one in test.selectbox
        if one.key and one.key.startswith("teach-upload") and one.key.endswith(f"-{position}")
    )
    return box.set_value(value).run(timeout=60)


def test_an_unknown_table_becomes_published_figures(desk):
    test = checked(("tien-do.xlsx", workbook(forms_cells.WEEKLY)))
    assert "Dạy mẫu mới" in [one.value for one in test.subheader]
    assert all(box.value is None for box in test.selectbox if box.key and box.key.startswith("teach-upload"))
    choose(test, "teach-kind", "progress_reports")
    for position, value in enumerate(["ignored", "district", "indicator:shops", "indicator:accounts"]):
        column(test, position, value)
    choose(test, "teach-source", "@title:date")
    totals = next(rows for rows in seen.tables(test) if "Bảng ghi" in rows[0])
    assert [row["So sánh"] for row in totals] == ["✓ bằng nhau", "✗ khác nhau"]
    assert "Bấm Nhớ mẫu này để nạp 4 dòng" in told(test) and "Không có dòng nào nạp được" not in told(test)
    next(one for one in test.button if one.label == "Nhớ mẫu này").click().run(timeout=120)
    assert is_whole(test) and "Đã nhớ mẫu" in told(test)
    assert [path.name for path in (desk / "forms").iterdir()] == ["bieu.toml"]
    published(test)
    ledger = quality.file_ledger(snapshots.current(), snapshots.EVERYTHING)
    assert ledger.loc[ledger["path"].str.endswith("tien-do.xlsx"), "loaded"].tolist() == [4]


def test_what_is_missing_is_named_before_anything_is_tried():
    told = {
        "tab": "T", "texts": {"title": "", "sheet": "T", "file": "a"}, "said": {},
        "kinds": {"progress_reports": {"figure": "value", "has_hamlets": True, "fields": {
            "commune": {"group": "unit", "type": "unit"}, "district": {"group": "unit", "type": "unit"}, "as_of": {"group": "as_of", "type": "date"},
            "indicator": {"group": "indicator", "type": "indicator"}, "value": {"group": "value", "type": "decimal"},
        }}},
    }  # fmt: skip
    choices = {"Xã": "commune", "GH": "value"}
    assert draft.needed(told, "progress_reports", choices) == ["district", "as_of", "indicator"]
    assert draft.missing(told, "progress_reports", {"Xã": "commune", "GH": None}, {}) == [
        "“GH”",
        "Huyện, thành phố",
        "Ngày số liệu",
        "Chỉ số",
    ]
    wide = {"Xã": "commune", "GH": "indicator:shops"}
    assert draft.needed(told, "progress_reports", wide) == ["district", "as_of"]
    made = draft.form(
        told,
        "progress_reports",
        wide,
        {"as_of": "@title:date", "district": None},
        "Mẫu",
        is_grouped=False,
        is_percent=False,
    )
    assert made == {"name": "Mẫu", "header": ["Xã", "GH"], "table": [{
        "kind": "progress_reports", "columns": {"commune": "Xã"}, "constants": {"as_of": "@title:date"}, "indicators": {"GH": "shops"},
        "dates_across": False, "value": "value", "percent": False, "rows": "", "ignore": [],
    }]}  # fmt: skip
