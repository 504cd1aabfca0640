"""A page's own tables as files: the same words and figures as on the screen, with the header block."""

import io

import openpyxl
import pytest
from pypdf import PdfReader

from data import metrics
from pages.documents import exports
from pages.shared import passport, tables
from pages.shared.texts import text

pytestmark = pytest.mark.usefixtures("vietnamese")


@pytest.fixture
def frame(snapshot):
    return tables.named(metrics.attainment(snapshot, metrics.EVERYTHING, snapshot.as_of, "commune", "both"))


@pytest.fixture
def head(snapshot):
    figure = passport.Figure("20", "both", "coverage", snapshot.as_of)
    return exports.header(snapshot, "Bản đồ: xã/phường", [("Chỉ số", "Hộ có cả hai")], figure)


def test_a_table_says_what_the_screen_says(frame):
    shown = exports.table("Xã", frame, tables.COMMUNES)
    assert [column.title for column in shown.columns] == [text(key) for key, _ in tables.COMMUNES.values()]
    for row, (_, source) in zip(shown.rows, frame.iterrows(), strict=True):
        for told, (name, (_, write)) in zip(row.texts, tables.COMMUNES.items(), strict=True):
            assert told == (write(source[name]) if write else source[name]), name


def test_the_workbook_has_typed_cells_and_the_header(frame, head, snapshot):
    book = openpyxl.load_workbook(
        io.BytesIO(exports.xlsx(head, exports.table("Xã: [một] bảng/dài", frame, tables.COMMUNES)))
    )
    (sheet,) = book.worksheets
    told = [str(cell.value) for line in sheet.iter_rows(max_col=1) for cell in line]
    for value in (snapshot.id, head.address, head.simulated, "Hộ có cả hai"):
        assert any(value in words for words in told)
    kinds = {type(cell.value) for line in sheet.iter_rows() for cell in line}
    assert {int, float, str} <= kinds


def test_tables_of_one_name_have_sheets_of_their_own(frame, head):
    shown = exports.table("Xã", frame.head(2), tables.COMMUNES)
    book = openpyxl.load_workbook(
        io.BytesIO(exports.xlsx(head, shown, shown, exports.table("[]", frame.head(1), tables.COMMUNES)))
    )
    assert book.sheetnames == ["Xã", "Xã 2", "3"]


def test_the_pages_hold_every_row(frame, head, snapshot):
    shown = exports.table("Xã", frame, tables.COMMUNES)
    pages = PdfReader(io.BytesIO(exports.pdf(head, shown))).pages
    told = "".join("".join(page.extract_text().split()) for page in pages)
    for row in shown.rows:
        assert "".join(row.texts).replace(" ", "") in told
    assert "".join(head.address.split()) in told and snapshot.id in told
