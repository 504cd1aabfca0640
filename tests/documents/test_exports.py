"""A page's own figures and tables as files: the same words and figures as on the screen, with the header block."""

import io
from dataclasses import replace
from functools import partial

import openpyxl
import pytest
from pypdf import PdfReader

from data import attainment, snapshots
from pages.charts import trade
from pages.documents import exports
from pages.kit import formats
from pages.kit.lineage import FigureKey
from pages.kit.texts import text
from pages.kit.view import (
    Chart,
    Choice,
    Heading,
    Metric,
    Metrics,
    Option,
    Part,
    Sentence,
    Table,
    View,
    columns,
)  # fmt: skip
from pages.progress import units

pytestmark = pytest.mark.usefixtures("vietnamese")


@pytest.fixture
def frame(snapshot):
    return units.described(attainment.units(snapshot, snapshots.EVERYTHING, snapshot.as_of, "commune", "both"))


@pytest.fixture
def shown(snapshot):
    """A view of some parts, of the province's coverage by one indicator."""
    chosen = Choice("indicator", "Chỉ số", (Option("both", "Hộ có cả hai"),), "both", "both")
    figure = FigureKey("20", "both", "coverage", snapshot.as_of)

    def view(*parts: Part, heading: str = "Xã") -> View:
        return View("Bản đồ: xã/phường", (Heading(heading), *parts), figure, (chosen,))

    return view


def tabled(frame) -> Table:
    return Table("communes", columns(*units.COMMUNES), frame)


def test_a_table_says_what_the_screen_says(frame):
    listed = exports.table("Xã", tabled(frame))
    assert [column.header for column in listed.columns] == [text(key) for _, key, *_ in units.COMMUNES]
    for row, (_, source) in zip(listed.rows, frame.iterrows(), strict=True):
        for words, column in zip(row.texts, listed.columns, strict=True):
            assert words == formats.write(source[column.key], column.kind), column.key


def test_the_workbook_has_typed_cells_and_the_header(frame, shown, snapshot):
    view = shown(tabled(frame), heading="Xã: [một] bảng/dài")
    book = openpyxl.load_workbook(io.BytesIO(exports.xlsx(view, snapshot)))
    (sheet,) = book.worksheets
    head, first = exports.of(view, snapshot), [str(cell.value) for line in sheet.iter_rows(max_col=1) for cell in line]
    for value in (snapshot.id, head.address, head.simulated, "Hộ có cả hai"):
        assert any(value in words for words in first)
    kinds = {type(cell.value) for line in sheet.iter_rows() for cell in line}
    assert {int, float, str} <= kinds


def test_tables_of_one_name_have_sheets_of_their_own(frame, shown, snapshot):
    view = shown(tabled(frame.head(2)), tabled(frame.head(2)), Heading("[]"), tabled(frame.head(1)))
    assert openpyxl.load_workbook(io.BytesIO(exports.xlsx(view, snapshot))).sheetnames == ["Xã", "Xã 2", "3"]


def test_the_pages_hold_every_row(frame, shown, snapshot):
    view = shown(tabled(frame))
    printed = read(exports.pdf(view, snapshot))
    for row in exports.table("Xã", tabled(frame)).rows:
        assert "".join(row.texts).replace(" ", "") in printed
    assert "".join(exports.of(view, snapshot).address.split()) in printed and snapshot.id in printed


def read(pdf: bytes) -> str:
    return "".join("".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages)


def test_figures_charts_and_words_are_taken_along(frame, shown, snapshot):
    best = frame.nlargest(3, "achieved")
    view = shown(
        Sentence("Ba xã dẫn đầu", "verdict"),
        Metrics((Metric("Tỷ lệ", 0.314, "share", "của 49.802 hộ"), Metric("Số hộ", 31248))),
        Chart("best", "Ba xã", partial(trade.top, best, "achieved", separators=formats.separators())),
        replace(tabled(best), is_folded=True),
    )
    printed = read(exports.pdf(view, snapshot))
    names, counts = best["name"], best["achieved"].map(formats.number)
    for words in ("Ba xã dẫn đầu", "31,4%", "của 49.802 hộ", "31.248", *names, *counts):
        assert words.replace(" ", "") in printed, words
    assert text("column.households").replace(" ", "") not in printed  # the folded table; its chart stands for it
    book = openpyxl.load_workbook(io.BytesIO(exports.xlsx(view, snapshot)))
    assert book.sheetnames == ["Con số chính", "Xã"]
    cells = {cell.value: cell.number_format for line in book["Con số chính"].iter_rows() for cell in line}
    assert "%" in cells[0.314] and "%" not in cells[31248]


def test_one_sheet_holds_all_in_two_columns(frame, shown, snapshot):
    """However long it is, nothing is left out and nothing lies outside the sheet."""
    for count in (3, 40):
        listed = tabled(frame.head(count))
        pages = PdfReader(io.BytesIO(exports.sheet(shown(Sentence("Hạng 3", "verdict"), listed), snapshot))).pages
        assert len(pages) == 1
        printed = "".join(pages[0].extract_text().split())
        for words in ("Hạng3", *("".join(row.texts).replace(" ", "") for row in exports.table("", listed).rows)):
            assert words in printed


@pytest.mark.parametrize(
    ("kind", "mark", "value", "expected"),
    [
        ("points", "#,##0.0", 0.0312, 3.12), ("signed", "+#,##0", -13.0, -13), ("decimal", "#,##0.0", 2.5, 2.5),
        ("money", "#,##0", 4.6e9, 4.6e9), ("days", "#,##0", 35, 35), ("share", "0.0%", 0.5, 0.5), ("count", "#,##0", 7, 7),
    ],
)  # fmt: skip
def test_every_kind_of_number_is_a_number_in_the_workbook(frame, shown, snapshot, kind, mark, value, expected):
    rows = frame.head(1).assign(value=value)
    listed = Table("one", columns(("unit", "column.unit"), ("value", "column.count", kind)), rows)
    (sheet,) = openpyxl.load_workbook(io.BytesIO(exports.xlsx(shown(listed), snapshot))).worksheets
    (cell,) = (
        cell for line in sheet.iter_rows() for cell in line
        if isinstance(cell.value, int | float) and cell.number_format.removeprefix("[$-42A]").startswith(mark)
    )  # fmt: skip
    assert cell.value == pytest.approx(expected)


def test_points_are_numbers_in_the_workbook(snapshot, shown):
    ranked = units.described(
        attainment.ranking(snapshot, snapshots.EVERYTHING, snapshot.as_of, "district", "both")
    )  # fmt: skip
    described = (("unit", "column.unit"), ("coverage_gained", "column.coverage_gained", "points"))
    gained = Table("gained", columns(*described), ranked)
    (sheet,) = openpyxl.load_workbook(io.BytesIO(exports.xlsx(shown(gained), snapshot))).worksheets
    cells = [
        cell.value for line in sheet.iter_rows() for cell in line
        if "0.0" in cell.number_format and "%" not in cell.number_format and isinstance(cell.value, int | float)
    ]  # fmt: skip
    assert cells == pytest.approx(list(ranked["coverage_gained"].dropna() * 100))
