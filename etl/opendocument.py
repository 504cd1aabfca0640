"""Sheets of an OpenDocument workbook (ods), cell by cell: rows repeated a million times cost nothing."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime

from lxml import etree

from data import vocabulary
from etl import sheet as grid
from etl.sheet import Sheet, Unreadable
from etl.text import clean
from etl.typography import marked
from etl.workbook import changes_size, check_sheets

_TABLE, _TEXT, _OFFICE, _STYLE = (
    f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("table", "text", "office", "style")
)
_HIDDEN = {"collapse", "filter"}
MOST_COLUMNS = 2**14  # of a sheet, as programmes make them
_SHEET = re.compile(rb"<(?:\w+:)?table\s")
_CHUNK = 4 * 1024 * 1024
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")


def is_opendocument(names: set[str]) -> bool:
    return {"mimetype", "content.xml"} <= names


def sheets(data: bytes, member: str) -> Iterator[Sheet | Unreadable]:
    """All sheets of an ods with their merged areas."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise Unreadable("password")
        with archive.open("content.xml") as content:
            check_sheets(sum(len(_SHEET.findall(line)) for line in iter(lambda: content.readline(_CHUNK), b"")))
        with archive.open("content.xml") as content:
            try:
                yield from _read(content, member)
            except (etree.XMLSyntaxError, zipfile.BadZipFile, TypeError, ValueError):
                raise Unreadable("file_damaged") from None


def _read(content: io.BufferedIOBase, member: str) -> Iterator[Sheet | Unreadable]:
    """Row after row, each dropped once it is read."""
    hidden: set[str] = set()
    looks = _Looks()
    name, is_hidden, lines = "", False, _Lines(looks)
    tags = [f"{_TABLE}table", f"{_TABLE}table-row", f"{_STYLE}style"]
    for event, element in etree.iterparse(content, events=("start", "end"), tag=tags, resolve_entities=False):
        if element.tag == f"{_STYLE}style":
            shown = element.find(f"{_STYLE}table-properties")
            if event == "end":
                looks.learn(element)
            if event == "end" and shown is not None and shown.get(f"{_TABLE}display") == "false":
                hidden.add(element.get(f"{_STYLE}name"))
        elif event == "start" and element.tag == f"{_TABLE}table":
            name = clean(element.get(f"{_TABLE}name", ""))
            is_hidden, lines = element.get(f"{_TABLE}style-name") in hidden, _Lines(looks)
        elif event == "end" and element.tag == f"{_TABLE}table-row":
            lines.take(element)
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
        elif event == "end":
            yield _sheet(member, name, is_hidden, lines)
            element.clear()


def _sheet(member: str, name: str, is_hidden: bool, lines: "_Lines") -> Sheet | Unreadable:
    try:
        if lines.problem:
            raise lines.problem
        found = Sheet(member, name, grid.bounded(lines.rows), lines.merged, is_hidden=is_hidden)
        found.hidden_rows = lines.hidden
        return grid.gridded(found)
    except Unreadable as problem:
        return Unreadable(problem.reason, problem.detail, sheet=name)


class _Looks:
    """The styles of a workbook by which cells or parts of a text are struck out or raised."""

    def __init__(self) -> None:
        self.struck: set[str] = set()
        self.raised: set[str] = set()

    def learn(self, style: etree._Element) -> None:
        look, name = style.find(f"{_STYLE}text-properties"), style.get(f"{_STYLE}name", "")
        if look is None:
            return
        lines = {look.get(f"{_STYLE}text-line-through-{of}", "none") for of in ("style", "type")}
        if lines != {"none"}:
            self.struck.add(name)
        if look.get(f"{_STYLE}text-position", "").startswith("super"):
            self.raised.add(name)

    def words(self, element: etree._Element, text: str) -> str:
        """A text as the style of its element makes it look."""
        style = element.get(f"{_TEXT}style-name", "")
        return marked(text, style in self.struck, style in self.raised)

    def cell(self, cell: etree._Element, value: object, text: str) -> object:
        """What a cell holds; what its style strikes out as the text that is shown."""
        is_struck = cell.get(f"{_TABLE}style-name", "") in self.struck
        return marked(text or str(value), True, False) if is_struck and not grid.is_empty(value) else value


class _Lines:
    """The rows of one sheet as they come. Once they are too many, `problem` says so and the rest is passed over."""

    def __init__(self, looks: "_Looks") -> None:
        self.rows: list[list] = []
        self.hidden: list[int] = []  # numbers of rows, from 1
        self.looks = looks
        self.merged: list[grid.Area] = []
        self.problem: Unreadable | None = None
        self._cells, self._empty = 0, 0

    def take(self, element: etree._Element) -> None:
        if self.problem:
            return
        limits = vocabulary.settings()["limits"]
        times = _number(element, "number-rows-repeated")
        row = self._row(element)
        if not row:
            self._empty += times
            return
        self._cells += len(row) * times
        if len(self.rows) + self._empty + times > limits["sheet_rows"] or self._cells > limits["sheet_cells"]:
            self.problem = Unreadable("sheet_too_large")
            return
        self.rows += [[] for _ in range(self._empty)]
        if element.get(f"{_TABLE}visibility") in _HIDDEN:
            self.hidden += range(len(self.rows) + 1, len(self.rows) + times + 1)
        self.rows += [list(row) for _ in range(times)]
        self._empty = 0

    def _row(self, element: etree._Element) -> list:
        """The cells of a row up to the last one that holds something."""
        row: list = []
        blanks, number = 0, len(self.rows) + self._empty
        for cell in element.iterchildren(*_CELLS):
            times = _number(cell, "number-columns-repeated")
            down, across = _number(cell, "number-rows-spanned"), _number(cell, "number-columns-spanned")
            if down * across > 1 and cell.tag == _CELLS[0]:
                left = len(row) + blanks
                self.merged.append(((number, left), (number + down - 1, left + across - 1)))
                if len(self.merged) > vocabulary.settings()["limits"]["merged_areas"]:
                    self.problem = Unreadable("sheet_merged")
                    return []
            value = _value(cell, self.looks)
            if grid.is_empty(value):
                blanks += times
                continue
            if len(row) + blanks + times > MOST_COLUMNS:
                self.problem = Unreadable("sheet_too_large")
                return []
            row += [""] * blanks + [value] * times
            blanks = 0
        return row


def _number(element: etree._Element, name: str) -> int:
    stated = element.get(f"{_TABLE}{name}", "1")
    return max(int(stated), 1) if stated.isdecimal() and len(stated) < 12 else 1


def _value(cell: etree._Element, looks: _Looks) -> object:
    """What a cell holds: a number, a day, a truth or its text, line by line; what is struck out as it looks."""
    text = "\n".join(_words(paragraph, looks) for paragraph in cell.iterchildren(f"{_TEXT}p"))
    return looks.cell(cell, _plain(cell, text), text) if looks.struck else _plain(cell, text)


def _plain(cell: etree._Element, text: str) -> object:
    kind = cell.get(f"{_OFFICE}value-type", "")
    if cell.get(f"{_TABLE}formula") and not kind and not text:
        return grid.UNCALCULATED
    if grid.is_error(text):  # beside which older programmes write the value 0
        return text
    if kind in ("float", "currency") and _is_shown_larger(text, cell.get(f"{_OFFICE}value")):
        return text
    if kind in ("float", "percentage", "currency"):
        return float(cell.get(f"{_OFFICE}value"))
    if kind == "date":
        return _day(cell.get(f"{_OFFICE}date-value", ""))
    if kind == "boolean":
        return cell.get(f"{_OFFICE}boolean-value") == "true"
    return text or cell.get(f"{_OFFICE}string-value", "")


def _is_shown_larger(text: str, value: str) -> bool:
    """Whether words of its format make another number of a value: 1.5 as '1,5 triệu', but not 1500000 as '1,5 triệu'."""
    shown = "".join(letter for letter in text if letter.isdigit())
    return changes_size(text.lstrip("-0123456789., ")) and shown.startswith(str(abs(int(float(value)))))


def _day(stated: str) -> object:
    try:
        return date.fromisoformat(stated) if len(stated) == 10 else datetime.fromisoformat(stated)
    except ValueError:
        return stated


def _words(paragraph: etree._Element, looks: _Looks) -> str:
    """The text of a paragraph. Spaces, tabs and line breaks are elements of their own; a remark is no text of the cell."""
    words = [paragraph.text or ""]
    for element in paragraph:
        if element.tag == f"{_TEXT}s":
            words.append(" " * _spaces(element))
        elif element.tag in (f"{_TEXT}tab", f"{_TEXT}line-break"):
            words.append("\t" if element.tag.endswith("tab") else "\n")
        elif element.tag != f"{_OFFICE}annotation":
            words.append(looks.words(element, _words(element, looks)))
        words.append(element.tail or "")
    return "".join(words)


def _spaces(element: etree._Element) -> int:
    stated = element.get(f"{_TEXT}c", "1")
    return int(stated) if stated.isdecimal() and len(stated) < 4 else 1
