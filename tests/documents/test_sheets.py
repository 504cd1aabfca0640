"""The workbook read back: typed cells, the same figures, the header on every sheet, and nothing that computes."""

import io
from dataclasses import replace

import openpyxl
import pytest

from pages.documents import sheets
from pages.documents.values import Cell, Row
from pages.kit import formats


@pytest.fixture(scope="module")
def book(pack):
    return openpyxl.load_workbook(io.BytesIO(sheets.workbook(pack)))


def rows_of(sheet, table):
    """The rows under the table's header row."""
    head = [column.header for column in table.columns]
    lines = [list(line[: len(head)]) for line in sheet.iter_rows()]
    start = next(index for index, line in enumerate(lines) if [cell.value for cell in line] == head)
    return lines[start + 1 : start + 1 + len(table.rows)]


def shown(cell, kind) -> str:
    write = {"count": formats.number, "share": formats.percent, "day": formats.day}.get(kind, str)
    return cell.value if isinstance(cell.value, str) else write(cell.value)


def test_every_cell_reads_back_as_the_screen_shows_it(book, pack, vietnamese):
    for sheet, table in zip(book.worksheets[1:], pack.tables, strict=True):
        for line, row in zip(rows_of(sheet, table), table.rows, strict=True):
            read = tuple(shown(cell, column.kind) for cell, column in zip(line, table.columns, strict=True))
            assert read == row.texts, sheet.title


def test_figures_are_numbers_with_a_format(book, pack):
    line = rows_of(book["Theo đơn vị"], pack.standing)[0]
    assert [type(cell.value) for cell in line[2:7]] == [int, int, int, float, float]
    assert line[2].number_format == "[$-42A]#,##0" and line[5].number_format == "[$-42A]0.0%"


def test_every_sheet_says_what_it_is(book, pack):
    blocks = [pack.header, *(table.header or pack.header for table in pack.tables)]
    for sheet, block in zip(book.worksheets, blocks, strict=True):
        head = " ".join(str(cell.value) for line in sheet.iter_rows(max_row=12, max_col=1) for cell in line)
        for told in (pack.header.snapshot, pack.header.as_of, block.address, "SỐ LIỆU MÔ PHỎNG"):
            assert told in head, sheet.title


def test_every_sheet_is_headed_by_what_it_holds(book):
    """Lead households, products, certifications and findings are not 'Hộ có cả hai', nor explained by it."""
    own = {"Hộ đầu tàu": "lead", "Sản phẩm": "trade.orders", "Chứng nhận": "trade.orders", "Cần xác minh": ""}
    for sheet in book.worksheets:
        cells = [str(cell.value) for line in sheet.iter_rows() for cell in line if cell.value is not None]
        head = cells[: cells.index(next(one for one in cells if one.startswith("Lý lịch con số"))) + 1]
        if sheet.title in own:
            assert head[1] == f"{sheet.title}, tính đến ngày {head[1][-10:]}"
            assert not any(words.startswith(("Hộ có cả hai", "Chỉ số: Hộ có cả hai")) for words in cells), sheet.title
            assert own[sheet.title] in head[-1]
        else:
            assert head[1].startswith("Hộ có cả hai"), sheet.title


def test_every_headline_figure_is_listed_with_its_passport(book, pack):
    listed = [[cell.value for cell in line] for line in book["Con số chính"].iter_rows(min_row=1)]
    for _, figure in pack.figures:
        address = pack.header.lineage(figure.figure)
        assert any(address == line[4] and figure.label == line[1] and same(line[2], figure) for line in listed), address


def same(value, figure) -> bool:
    return value == figure.written if isinstance(value, str) else value == pytest.approx(figure.value, rel=1e-14)


def test_a_unit_named_like_a_formula_is_text(pack):
    named = replace(pack.standing, rows=(Row("unit", (Cell("1"), Cell("=1+1"), *pack.standing.rows[1].cells[2:])),))
    found = openpyxl.load_workbook(io.BytesIO(sheets.write(pack.header, (named,)))).worksheets[0]
    cell = next(cell for line in found.iter_rows() for cell in line if cell.value == "=1+1")
    assert cell.data_type == "s"


def test_no_cell_computes(book):
    assert not [cell.coordinate for sheet in book.worksheets for line in sheet.iter_rows() for cell in line if cell.data_type == "f"]  # fmt: skip


@pytest.mark.parametrize("name", ["+84", "@SUM(A1)", "-2", "\t=1", "=cmd|' /C calc'!A0", '=HYPERLINK("http://x")'])
def test_a_product_named_like_a_command_stays_what_it_is(pack, name):
    rows = (Row("unit", (Cell(name), *pack.products.rows[0].cells[1:])),)
    book = openpyxl.load_workbook(
        io.BytesIO(sheets.workbook(replace(pack, products=replace(pack.products, rows=rows))))
    )
    found = [cell for sheet in book for line in sheet.iter_rows() for cell in line if cell.value == name]
    assert [cell.data_type for cell in found] == ["s"] and not found[0].hyperlink
