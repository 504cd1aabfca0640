"""The workbook: a typed sheet for every table, each with the header block and its notes."""

import io
import re
from dataclasses import replace

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from pages.charts import style
from pages.documents.header import Header
from pages.documents.values import Cell, Pack, Row, Table, cell, side, width
from pages.kit import names
from pages.kit.texts import language, spoken, text
from pages.kit.view import Column, Metric, columns

# How a workbook, and a chart within a deck, write the values of each kind; `points` are a share's hundredths.
_FORMATS = {
    "text": "@", "count": "#,##0", "days": "#,##0", "money": "#,##0", "decimal": "#,##0.0", "pace": "[<10]#,##0.0;#,##0", "points": "#,##0.0",
    "signed": "+#,##0;-#,##0;0", "share": "0.0%", "day": "dd/mm/yyyy",
}  # fmt: skip
_BARE = ("text", "day")  # the same in every language
# [$-42A] is Vietnamese: programs that follow the format's language write 1.234,5 also on an English machine.
_LOCALE = {"vi": "[$-42A]", "en": ""}
CHARACTERS = 0.75  # of a workbook's width a millimetre
FIGURES = (
    ("place", "document.column.place"), ("figure", "conclusions.figure"), ("value", "document.column.value"),
    ("note", "conclusions.note"),
)  # fmt: skip
ADDRESS = ("address", "document.column.address")
HEAD, ROOM = 50, 6  # points of the head's row; columns that the block above needs on paper
UPRIGHT = 100  # characters that an upright page holds
NAME_LENGTH = 31  # Excel's limit
FONT = "Times New Roman"


def number_format(kind: str) -> str:
    """The format of a kind in the language spoken."""
    return _FORMATS[kind] if kind in _BARE else _LOCALE[language()] + _FORMATS[kind]


class _Formats:
    """The formats of a workbook, made once each."""

    def __init__(self, book: xlsxwriter.Workbook):
        self._book = book
        self._made: dict[tuple, Format] = {}

    def of(self, column: Column, row: str) -> Format:
        bold = {"bold": row != "unit"} | ({"bg_color": style.SHEET_GROUP} if row == "group" else {})
        align = {"text_wrap": column.kind == "text", "valign": "top", "align": side(column)}
        return self._make(num_format=number_format(column.kind), border=1, **bold, **align)

    def plain(self, **wanted: object) -> Format:
        return self._make(**wanted)

    def _make(self, **wanted: object) -> Format:
        key = tuple(sorted(wanted.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format({"font_name": FONT, "font_size": 12, **wanted})
        return self._made[key]


def workbook(pack: Pack) -> bytes:
    """One xlsx: the headline figures, then every table of the pack."""
    with spoken(pack.language):
        return write(pack.header, (_figures(pack), *pack.tables))


def write(header: Header, tables: tuple[Table, ...]) -> bytes:
    """Any tables as a workbook in the language spoken, each sheet with its header block. Text is written as text, never as a formula."""
    target = io.BytesIO()
    safe = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, safe) as book:
        book.set_properties(
            {"title": header.title, "subject": header.subtitle, "created": header.built, "comments": header.simulated}
        )
        formats = _Formats(book)
        for name, table in zip(_names(tables), tables, strict=True):
            _sheet(book.add_worksheet(name), table.header or header, table, formats)
    return target.getvalue()


def _names(tables: tuple[Table, ...]) -> list[str]:
    """A name for each sheet; Excel refuses two alike, whatever their case."""
    found: list[str] = []
    for number, table in enumerate(tables, 1):
        name = _name(table) or str(number)
        is_taken = name.casefold() in {known.casefold() for known in found}
        found.append(f"{name[: NAME_LENGTH - 4]} {number}" if is_taken else name)
    return found


def _name(table: Table) -> str:
    """A sheet's name: of the table, of the district, or a page's own title without what Excel refuses."""
    if table.key == "page":
        return re.sub(r"[\[\]:*?/\\]", " ", table.title).strip("' ")[:NAME_LENGTH]
    if table.key.startswith("communes-"):
        return names.unit(table.key.removeprefix("communes-"))[:NAME_LENGTH]
    return text(f"document.sheet.{table.key}")[:NAME_LENGTH]


def _figures(pack: Pack) -> Table:
    """Every headline figure with the address of its lineage."""
    listed = tuple(
        Row("unit", (*figure_cells(place, figure), Cell(pack.header.lineage(figure.figure))))
        for place, figure in pack.figures
    )
    return Table("figures", text("document.sheet.figures"), columns(*FIGURES, ADDRESS), listed)


def figure_cells(place: str, figure: Metric) -> tuple[Cell, ...]:
    """A figure among figures of other kinds: its value carries a kind of its own."""
    return Cell(place), Cell(figure.label), cell(figure.value, figure.kind), Cell(figure.note)


def _sheet(sheet: Worksheet, header: Header, table: Table, formats: _Formats) -> None:
    sheet.hide_gridlines(2)
    line = _block(sheet, header, table, formats)
    bold = formats.plain(
        bold=True, border=1, text_wrap=True, align="center", valign="vcenter", bg_color=style.SHEET_HEAD
    )
    sheet.set_row(line, HEAD)
    for index, column in enumerate(table.columns):
        sheet.set_column(index, index, _width(column))
        sheet.write_string(line, index, column.header, bold)
    sheet.freeze_panes(0, 2)  # the block above is too tall to be frozen with the head; on paper the head is repeated
    sheet.repeat_rows(line)
    if table.rows:  # numbers of a list are words here: no office need be warned of them
        sheet.ignore_errors({"number_stored_as_text": xl_range(line + 1, 0, line + len(table.rows), 0)})
    for row in table.rows:
        line += 1
        for index, (column, one) in enumerate(zip(table.columns, row.cells, strict=True)):
            _cell(sheet, line, index, column, one, row.kind, formats)
    line += 1
    for note in dict.fromkeys((*table.notes, *header.footnotes)):
        line += 1
        sheet.write_string(line, 0, note, formats.plain(italic=True, font_size=11))
    _page(sheet, header, line, table.columns)


def _block(sheet: Worksheet, header: Header, table: Table, formats: _Formats) -> int:
    """Title, simulated mark, filters, snapshot and passport; the next free line."""
    sheet.write_string(0, 0, table.title, formats.plain(bold=True, font_size=15))
    sheet.write_string(1, 0, header.subtitle, formats.plain())
    line = 2
    if header.simulated:
        sheet.write_string(line, 0, header.simulated, formats.plain(bold=True, font_color=style.NOT_OVERLOOKED))
        line += 1
    for label, words in (*header.filters, (text("document.header.passport"), header.address)):
        sheet.write_string(line, 0, f"{label}: {words}", formats.plain())
        line += 1
    return line + 1


def _cell(sheet: Worksheet, line: int, index: int, column: Column, one: Cell, row: str, formats: _Formats) -> None:
    """A value as it is, of the kind that its cell has; one that is no number is written as it is read."""
    form = formats.of(replace(column, kind=one.kind), row)
    if one.value is None or one.kind == "text":
        sheet.write_string(line, index, one.text, form)
    elif one.kind == "day":
        sheet.write_datetime(line, index, one.value, form)
    else:
        sheet.write_number(line, index, one.value * 100 if one.kind == "points" else one.value, form)


def _width(column: Column) -> int:
    """In characters."""
    return round(width(column) * CHARACTERS)


def _page(sheet: Worksheet, header: Header, last: int, columns: tuple[Column, ...]) -> None:
    """How the sheet prints: A4, across where it is wide, the mark and the snapshot on every page."""
    if sum(map(_width, columns)) > UPRIGHT:
        sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.print_area(0, 0, last, max(len(columns), ROOM) - 1)
    sheet.set_footer(f"&L{text('document.simulated.short') if header.simulated else ''}&C{header.snapshot}&R&P/&N")
