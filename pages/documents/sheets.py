"""The workbook: a typed sheet for every table, each with the header block and its notes."""

import io
import re

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from data import vocabulary
from pages.documents.values import Cell, Column, Figure, Header, Pack, Place, Row, Table
from pages.documents.words import word
from pages.kit.texts import spoken

# [$-42A] is Vietnamese: programs that follow the format's language write 1.234,5 also on an English machine.
NUMBERS = {"vi": {"count": "[$-42A]#,##0", "decimal": "[$-42A]#,##0.0", "signed": "[$-42A]+#,##0;-#,##0;0", "share": "[$-42A]0.0%", "day": "dd/mm/yyyy", "text": "@"},
           "en": {"count": "#,##0", "decimal": "#,##0.0", "signed": "+#,##0;-#,##0;0", "share": "0.0%", "day": "dd/mm/yyyy", "text": "@"}}  # fmt: skip
WIDTHS = {"number": 8, "unit": 28, "phase": 14, "detail": 100, "product": 28, "certification": 34, "status": 16, "figure": 40, "note": 34, "place": 24, "address": 70}  # fmt: skip
CENTRED = ("number", "rank")
HEAD, ROOM = 50, 6  # points of the head's row; columns that the block above needs on paper
UPRIGHT = 95  # characters that an upright page holds
NAME_LENGTH = 31  # Excel's limit
FONT = "Times New Roman"


class _Formats:
    """The formats of a workbook, made once each."""

    def __init__(self, book: xlsxwriter.Workbook, language: str):
        self._book, self._numbers = book, NUMBERS[language]
        self._made: dict[tuple, Format] = {}

    def of(self, kind: str, row: str = "unit", key: str = "") -> Format:
        bold = {"bold": row != "unit"} | ({"bg_color": "#E9EDEF"} if row == "group" else {})
        side = "center" if key in CENTRED else "left" if kind == "text" else "right"
        align = {"text_wrap": kind == "text", "valign": "top", "align": side}
        return self._make(num_format=self._numbers[kind], border=1, **bold, **align)

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
        return write(pack.header, (_figures(pack), *pack.tables), pack.language)


def write(header: Header, tables: tuple[Table, ...], language: str) -> bytes:
    """Any tables as a workbook, each sheet with the header block. Text is written as text, never as a formula."""
    target = io.BytesIO()
    safe = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, safe) as book:
        book.set_properties(
            {"title": header.title, "subject": header.subtitle, "created": header.built, "comments": header.simulated}
        )
        formats = _Formats(book, language)
        for name, table in zip(_names(tables), tables, strict=True):
            _sheet(book.add_worksheet(name), header, table, formats)
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
        unit = vocabulary.unit(table.key.removeprefix("communes-"))
        return f"{unit.full_name[:1].upper()}{unit.full_name[1:]}"[:NAME_LENGTH]
    return word(f"sheet.{table.key}")[:NAME_LENGTH]


def _figures(pack: Pack) -> Table:
    """Every headline figure with the address of its passport."""
    columns = tuple(
        Column(key, word(f"column.{key}"), "text") for key in ("place", "figure", "value", "note", "address")
    )
    whole = [(word("row.province"), figure) for figure in pack.province]
    places: tuple[Place, ...] = (*pack.phases, *pack.districts)
    rows = tuple(_figure(name, figure) for name, figure in (*whole, *((place.name, figure) for place in places for figure in place.figures)))  # fmt: skip
    return Table("figures", word("sheet.figures"), columns, rows)


def _figure(place: str, figure: Figure) -> Row:
    """The value stays a number where it has one; it is shown as the screen shows it."""
    kind = "share" if figure.text.endswith("%") else "count"
    value = Cell((kind, figure.value), figure.text)
    return Row("unit", (Cell(place, place), Cell(figure.label, figure.label), value, Cell(figure.note, figure.note), Cell(figure.address, figure.address)))  # fmt: skip


def _sheet(sheet: Worksheet, header: Header, table: Table, formats: _Formats) -> None:
    sheet.hide_gridlines(2)
    line = _block(sheet, header, table, formats)
    bold = formats.plain(bold=True, border=1, text_wrap=True, align="center", valign="vcenter", bg_color="#D5E5E4")
    sheet.set_row(line, HEAD)
    for index, column in enumerate(table.columns):
        sheet.set_column(index, index, _width(column))
        sheet.write_string(line, index, column.title, bold)
    sheet.freeze_panes(0, 2)  # the block above is too tall to be frozen with the head; on paper the head is repeated
    sheet.repeat_rows(line)
    if table.rows:  # numbers of a list are words here: no office need be warned of them
        sheet.ignore_errors({"number_stored_as_text": xl_range(line + 1, 0, line + len(table.rows), 0)})
    for row in table.rows:
        line += 1
        for index, (column, cell) in enumerate(zip(table.columns, row.cells, strict=True)):
            _cell(sheet, line, index, column, cell, row.kind, formats)
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
        sheet.write_string(line, 0, header.simulated, formats.plain(bold=True, font_color="#B3261E"))
        line += 1
    for label, told in (*header.filters, (word("header.passport"), header.address)):
        sheet.write_string(line, 0, f"{label}: {told}", formats.plain())
        line += 1
    return line + 1


def _cell(sheet: Worksheet, line: int, index: int, column: Column, cell: Cell, row: str, formats: _Formats) -> None:
    kind, value = cell.value if isinstance(cell.value, tuple) else (column.kind, cell.value)
    form = formats.of(kind, row, column.key)
    if value is None or kind == "text":
        sheet.write_string(line, index, cell.text, form)
    elif kind == "day":
        sheet.write_datetime(line, index, value, form)
    else:
        sheet.write_number(line, index, value, form)


def _width(column: Column) -> int:
    return WIDTHS.get(column.key, 22 if column.kind == "text" else 15)


def _page(sheet: Worksheet, header: Header, last: int, columns: tuple[Column, ...]) -> None:
    """How the sheet prints: A4, across where it is wide, the mark and the snapshot on every page."""
    if sum(map(_width, columns)) > UPRIGHT:
        sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.print_area(0, 0, last, max(len(columns), ROOM) - 1)
    sheet.set_footer(f"&L{word('document.simulated.short') if header.simulated else ''}&C{header.snapshot}&R&P/&N")
