"""What the look of letters says: struck out, raised as the number of a note, changed and not yet accepted; rows that are hidden."""

from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest
import xlsxwriter
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.run import Run
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style, TextProperties
from odf.table import Table, TableCell, TableRow
from odf.text import P, Span
from openpyxl.styles import Font

from tests.etl.reading import HEADER, Read, row

TITLE = "TIẾN ĐỘ HUYỆN CHI LĂNG TÍNH ĐẾN NGÀY 15/11/2021"
LINES = [[TITLE, ""], ["Xã", "Số gian hàng"], ["Xã Hòa Bình", 215], ["Xã Vạn Linh", 402]]


def values(found: Read) -> list[int]:
    return sorted(int(value) for value in found.values("progress_reports", "value"))


def letter(folder: Path, change: Callable) -> Read:
    """A letter with a table, in which the cell of 215 is changed."""
    document = docx.Document()
    document.add_paragraph(TITLE)
    table = document.add_table(3, 2)
    for line, words in zip(table.rows, LINES[1:], strict=True):
        for cell, word in zip(line.cells, words, strict=True):
            cell.text = str(word)
    change(table.cell(1, 1).paragraphs[0])
    document.save(folder / "a.docx")
    return Read(folder)


def within(run: Run, tag: str) -> None:
    """Put a run within an element, as changes, fields and tags do."""
    around = OxmlElement(tag)
    run._r.addprevious(around)
    around.append(run._r)


def inserted(paragraph) -> None:
    paragraph.runs[0].text = "2"
    within(paragraph.add_run("1"), "w:ins")
    paragraph.add_run("5")


def deleted(paragraph) -> None:
    run = paragraph.add_run("9")
    run._r[-1].tag = qn("w:delText")
    within(run, "w:del")


@pytest.mark.parametrize(
    "change",
    [
        inserted, deleted, lambda paragraph: within(paragraph.runs[0], "w:fldSimple"),
        lambda paragraph: within(paragraph.runs[0], "w:smartTag"), lambda paragraph: within(paragraph.add_run("7"), "w:moveFrom"),
    ],
)  # fmt: skip
def test_a_letter_is_read_as_it_stands_with_all_changes_accepted(change, tmp_path):
    assert values(letter(tmp_path, change)) == [215, 402]


def struck_run(paragraph) -> None:
    paragraph.runs[0].font.strike = True
    paragraph.add_run(" 220")


def raised_run(paragraph) -> None:
    paragraph.add_run("1").font.superscript = True


@pytest.mark.parametrize("change, reason", [(struck_run, "text_struck"), (raised_run, "number_unreadable")])
def test_a_number_of_a_letter_that_is_struck_out_or_has_a_note(change, reason, tmp_path):
    found = letter(tmp_path, change)
    assert values(found) == [402] and found.reasons == [reason]


@pytest.mark.parametrize(
    "cell, reason",
    [
        ("<s>215</s> 220", "text_struck"), ("215<sup>1</sup>", "number_unreadable"), ("<del>215</del>", "text_struck"),
        ("<span style='text-decoration:line-through'>215</span>", "text_struck"),
    ],
)  # fmt: skip
def test_a_number_of_a_page_that_is_struck_out_or_has_a_note(cell, reason, tmp_path):
    lines = [[TITLE], LINES[1], ["Xã Hòa Bình", cell], LINES[3]]
    rows = "".join(f"<tr>{''.join(f'<td>{word}</td>' for word in line)}</tr>" for line in lines)
    (tmp_path / "a.xls").write_text(f"<html><meta charset=utf-8><table>{rows}</table></html>", encoding="utf-8")
    found = Read(tmp_path)
    assert values(found) == [402] and found.reasons == [reason]


def test_a_row_of_a_workbook_that_is_struck_out_is_refused(tmp_path):
    book = openpyxl.Workbook()
    for line in (HEADER, row(1), row(2), row(3)):
        book.active.append(line)
    for cell in book.active[3]:
        cell.font = Font(strike=True)
    for cell in book.active[4]:
        cell.font = Font(strike=False, bold=True)
    book.save(tmp_path / "a.xlsx")
    found = Read(tmp_path)
    assert found.values("shops", "shop_id") == ["S1", "S3"] and found.reasons == ["text_struck"]


@pytest.mark.parametrize("is_shared", [True, False])
@pytest.mark.parametrize(
    "look, reason", [({"font_script": 1}, "number_unreadable"), ({"font_strikeout": True}, "text_struck")]
)
def test_a_number_of_a_workbook_with_parts_that_are_struck_out_or_raised(is_shared, look, reason, tmp_path):
    # In the mode of constant memory texts stand in their cells and are not shared.
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx"), {"constant_memory": not is_shared}) as book:
        sheet, form = book.add_worksheet(), book.add_format(look)
        for number, line in enumerate(LINES):
            sheet.write_string(number, 0, line[0])
            if number == 2:
                sheet.write_rich_string(number, 1, "215", form, "1")
            else:
                sheet.write(number, 1, line[1])
    found = Read(tmp_path)
    assert values(found) == [402] and found.reasons == [reason]


def opendocument(path: Path) -> None:
    """A sheet with a number struck out, one with the number of a note, and one in a row that a filter hides."""
    book, sheet = OpenDocumentSpreadsheet(), Table(name="S")
    for name, family, look in (
        ("ce1", "table-cell", {"textlinethroughstyle": "solid"}),
        ("T1", "text", {"textposition": "super 58%"}),
    ):
        style = Style(name=name, family=family)
        style.addElement(TextProperties(**look))
        book.automaticstyles.addElement(style)
    note = P(text="77")
    note.addElement(Span(text="1", stylename="T1"))
    lines = [
        ({}, (TITLE, {}), ("", {})), ({}, ("Xã", {}), ("Số gian hàng", {})), ({}, ("Xã Hòa Bình", {}), ("215", {"stylename": "ce1"})),
        ({"visibility": "filter"}, ("Xã Vạn Linh", {}), ("402", {})), ({}, ("Xã Lâm Sơn", {}), (note, {})),
    ]  # fmt: skip
    for look, *cells in lines:
        line = TableRow(**look)
        for words, of in cells:
            cell = TableCell(valuetype="string", **of)
            cell.addElement(P(text=words) if isinstance(words, str) else words)
            line.addElement(cell)
        sheet.addElement(line)
    book.spreadsheet.addElement(sheet)
    book.save(str(path))


def test_numbers_of_an_ods_that_are_struck_out_or_have_a_note_and_a_hidden_row(tmp_path):
    opendocument(tmp_path / "a.ods")
    found = Read(tmp_path)
    assert values(found) == [402] and found.reasons == ["number_unreadable", "text_struck"]
    assert found.inbox.sheets[0].remarks == [("rows_hidden", {"number": 1, "rows": "4"})]


def test_hidden_rows_of_a_workbook_are_read_and_told(tmp_path):
    book = openpyxl.Workbook()
    for line in (HEADER, row(1), row(2), row(3)):
        book.active.append(line)
    for number in (3, 9):  # the second is empty
        book.active.row_dimensions[number].hidden = True
    book.save(tmp_path / "a.xlsx")
    found = Read(tmp_path)
    assert found.total == (3, 3, 0, 0, 0)
    assert found.inbox.sheets[0].remarks == [("rows_hidden", {"number": 1, "rows": "3"})]
