"""Tables of a letter (docx), one sheet a table; the paragraphs right above it are its titles."""

import io
import zipfile
from collections.abc import Iterator

import docx
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.oxml.table import CT_Row, CT_Tbl, CT_Tc
from lxml import etree

from data import vocabulary
from etl import sheet as grid
from etl.sheet import Area, Sheet, Unreadable
from etl.typography import marked
from etl.workbook import check_sheets

TITLES = 8  # so many paragraphs above a table can be about it
_PARAGRAPH, _TABLE, _ROW, _CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_RUN, _LOOK, _PIECES = qn("w:r"), qn("w:rPr"), (qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:cr"), qn("w:noBreakHyphen"))
_WRITTEN = dict(zip(_PIECES[1:], ("\t", "\n", "\n", "-"), strict=True))
_GONE = (qn("w:del"), qn("w:moveFrom"))  # what a change that is not yet accepted takes out
_OFF = {"0", "false", "off", "none"}


def sheets(data: bytes, member: str) -> Iterator[Sheet | Unreadable]:
    """All tables, also those within a cell or a form field."""
    try:
        body = docx.Document(io.BytesIO(data)).element.body
    except (OpcError, KeyError, ValueError, AttributeError, etree.XMLSyntaxError, zipfile.BadZipFile):
        raise Unreadable("file_damaged") from None
    number = sum(1 for _ in body.iter(_TABLE))
    if not number:
        raise Unreadable("document_without_table")
    check_sheets(number)
    titles, number = [], 0
    for block in body.iter(_PARAGRAPH, _TABLE):
        if block.tag == _TABLE:
            number += 1
            yield _read(block, titles, member, f"Bảng {number}")
            titles = []
        elif next(block.iterancestors(_CELL), None) is None and (title := _words(block).strip()):
            titles = [*titles, title][-TITLES:]


def _read(table: CT_Tbl, titles: list[str], member: str, name: str) -> Sheet | Unreadable:
    try:
        cells, merged = _grid(table)
        below = len(titles)
        merged = [((top + below, left), (bottom + below, right)) for (top, left), (bottom, right) in merged]
        return grid.gridded(Sheet(member, name, grid.bounded([*([title] for title in titles), *cells]), merged))
    except Unreadable as problem:
        return Unreadable(problem.reason, problem.detail, sheet=name)


def _grid(table: CT_Tbl) -> tuple[list[list[str]], list[Area]]:
    """The texts of a table's cells, and the areas of those over several rows or columns."""
    widest = vocabulary.settings()["limits"]["sheet_columns"]
    rows: list[list[str]] = []
    areas: dict[tuple[int, int], tuple[int, int]] = {}  # top left corner -> bottom right one
    above: dict[int, tuple[int, int]] = {}  # column -> corner of the cell that may go on below
    for number, line in enumerate(_own(table, _ROW)):
        row = [""] * _within(line.grid_before, widest)
        for cell in _own(line, _CELL):
            left = len(row)
            right = left + _within(cell.grid_span, widest) - 1
            goes_on = cell.vMerge == "continue" and left in above
            corner = above[left] if goes_on else (number, left)
            areas[corner] = (number, max(right, areas.get(corner, (0, 0))[1]))
            if cell.vMerge:
                above[left] = corner
            else:
                above.pop(left, None)
            row += ["" if goes_on else _text(cell), *[""] * (right - left)]
            _within(len(row), widest)
        rows.append(row)
    return rows, [(corner, end) for corner, end in areas.items() if corner != end]


def _within(columns: int, widest: int) -> int:
    if columns > widest:
        raise Unreadable("sheet_too_large", f"(mức cho phép {widest} cột)")
    return columns


def _own(parent: CT_Tbl | CT_Row | CT_Tc, tag: str) -> Iterator[etree._Element]:
    """The rows of a table, the cells of a row or the paragraphs of a cell, but those of a table within a cell."""
    return (element for element in parent.iter(tag) if next(element.iterancestors(parent.tag)) is parent)


def _text(cell: CT_Tc) -> str:
    return " ".join(" ".join(map(_words, _own(cell, _PARAGRAPH))).split())


def _words(paragraph: etree._Element) -> str:
    """The text of a paragraph as it would be printed with all changes accepted, also that of fields, links and tags."""
    runs = [run for run in paragraph.iter(_RUN) if next(run.iterancestors(_PARAGRAPH)) is paragraph]
    return "".join(_said(run) for run in runs if next(run.iterancestors(*_GONE), None) is None)


def _said(run: etree._Element) -> str:
    text = "".join(_WRITTEN.get(piece.tag, piece.text or "") for piece in run.iterchildren(*_PIECES))
    look = run.find(_LOOK)
    if look is None:
        return text
    return marked(
        text, _is_on(look, "w:strike") or _is_on(look, "w:dstrike"), _value(look, "w:vertAlign") == "superscript"
    )


def _is_on(look: etree._Element, name: str) -> bool:
    return look.find(qn(name)) is not None and _value(look, name) not in _OFF


def _value(look: etree._Element, name: str) -> str:
    found = look.find(qn(name))
    return "" if found is None else found.get(qn("w:val"), "")
