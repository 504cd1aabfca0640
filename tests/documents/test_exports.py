"""A page's own tables as files: the same words and figures as on the screen, with the header block."""

import io

import openpyxl
import pytest
from pages.shared import showing, tables
from pypdf import PdfReader

from data import attainment, snapshots
from pages.charts import trade
from pages.charts.style import DARK
from pages.documents import exports
from pages.kit import formats, lineage
from pages.kit.texts import text

pytestmark = pytest.mark.usefixtures("vietnamese")


@pytest.fixture
def frame(snapshot):
    return tables.named(attainment.units(snapshot, snapshots.EVERYTHING, snapshot.as_of, "commune", "both"))


@pytest.fixture
def head(snapshot):
    figure = lineage.FigureKey("20", "both", "coverage", snapshot.as_of)
    return exports.header(snapshot, "Bản đồ: xã/phường", [("Chỉ số", "Hộ có cả hai")], figure)


def shown(*parts: showing.Part, heading: str = "Xã") -> showing.Shown:
    return showing.Shown(parts={number: (heading, part) for number, part in enumerate(parts)})


def tabled(frame) -> showing.Table:
    return showing.Table(lambda: frame, tables.COMMUNES)


def test_a_table_says_what_the_screen_says(frame):
    listed = exports.table("Xã", frame, tables.COMMUNES)
    assert [column.header for column in listed.columns] == [text(key) for key, _ in tables.COMMUNES.values()]
    for row, (_, source) in zip(listed.rows, frame.iterrows(), strict=True):
        for told, (name, (_, write)) in zip(row.texts, tables.COMMUNES.items(), strict=True):
            assert told == (write(source[name]) if write else source[name]), name


def test_the_workbook_has_typed_cells_and_the_header(frame, head, snapshot):
    book = openpyxl.load_workbook(io.BytesIO(exports.xlsx(head, shown(tabled(frame), heading="Xã: [một] bảng/dài"))))
    (sheet,) = book.worksheets
    told = [str(cell.value) for line in sheet.iter_rows(max_col=1) for cell in line]
    for value in (snapshot.id, head.address, head.simulated, "Hộ có cả hai"):
        assert any(value in words for words in told)
    kinds = {type(cell.value) for line in sheet.iter_rows() for cell in line}
    assert {int, float, str} <= kinds


def test_tables_of_one_name_have_sheets_of_their_own(frame, head):
    found = shown(tabled(frame.head(2)), tabled(frame.head(2)))
    found.parts["odd"] = ("[]", tabled(frame.head(1)))
    assert openpyxl.load_workbook(io.BytesIO(exports.xlsx(head, found))).sheetnames == ["Xã", "Xã 2", "3"]


def test_the_pages_hold_every_row(frame, head, snapshot):
    listed = exports.table("Xã", frame, tables.COMMUNES)
    told = printed(exports.pdf(head, shown(tabled(frame))))
    for row in listed.rows:
        assert "".join(row.texts).replace(" ", "") in told
    assert "".join(head.address.split()) in told and snapshot.id in told


def printed(pdf: bytes) -> str:
    return "".join("".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages)


def test_figures_charts_and_words_are_taken_along(frame, head):
    """In the dark theme too, whose ink would not be seen on paper."""
    best = frame.nlargest(3, "achieved")
    figure = trade.top(best, "achieved", DARK, formats.separators())
    parts = shown(
        showing.Words("Ba xã dẫn đầu", True), showing.Count("Tỷ lệ", 0.314, formats.percent, "của 49.802 hộ"),
        showing.Count("Số hộ", 31248, formats.number, ""), showing.Chart(figure, "Ba xã"),
        showing.Table(lambda: best, tables.COMMUNES, is_folded=True),
    )  # fmt: skip
    pdf = exports.pdf(head, parts)
    told = printed(pdf)
    for words in (
        "Ba xã dẫn đầu",
        "31,4%",
        "của 49.802 hộ",
        "31.248",
        *best["name"],
        *best["achieved"].map(formats.number),
    ):
        assert words.replace(" ", "") in told, words
    assert text("column.households").replace(" ", "") not in told  # the folded table; its chart stands for it
    book = openpyxl.load_workbook(io.BytesIO(exports.xlsx(head, parts)))
    assert book.sheetnames == ["Con số chính", "Xã"]
    cells = {cell.value: cell.number_format for line in book["Con số chính"].iter_rows() for cell in line}
    assert "%" in cells[0.314] and "%" not in cells[31248]


def test_one_sheet_holds_all_in_two_columns(frame, head):
    """However long it is, nothing is left out and nothing lies outside the sheet."""
    for count in (3, 40):
        rows = frame.head(count)
        pages = PdfReader(io.BytesIO(exports.sheet(head, shown(showing.Words("Hạng 3", True), tabled(rows))))).pages
        assert len(pages) == 1
        told = "".join(pages[0].extract_text().split())
        listed = exports.table("", rows, tables.COMMUNES)
        for words in ("Hạng3", *("".join(row.texts).replace(" ", "") for row in listed.rows)):
            assert words in told


def test_points_are_numbers_in_the_workbook(snapshot, head, frame):
    ranked = tables.named(attainment.ranking(snapshot, snapshots.EVERYTHING, snapshot.as_of, "district", "both"))
    gained = showing.Table(
        lambda: ranked, {"unit": ("column.unit", None), "coverage_gained": ("column.coverage_gained", tables.POINTS)}
    )
    (sheet,) = openpyxl.load_workbook(io.BytesIO(exports.xlsx(head, shown(gained)))).worksheets
    cells = [
        cell
        for line in sheet.iter_rows()
        for cell in line
        if "0.0" in cell.number_format and "%" not in cell.number_format
    ]
    found = [cell.value for cell in cells if isinstance(cell.value, int | float)]
    assert found == pytest.approx(list(ranked["coverage_gained"].dropna() * 100))
