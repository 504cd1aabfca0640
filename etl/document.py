"""Tables of a letter (docx), one sheet a table; the paragraphs right above it are its titles."""

import io
import zipfile
from collections.abc import Iterator

import docx
from docx.opc.exceptions import OpcError
from docx.table import Table
from lxml import etree

from data import vocabulary
from etl import sheet as grid
from etl.sheet import Sheet, Unreadable
from etl.workbook import check_sheets

TITLES = 8  # so many paragraphs above a table can be about it


def sheets(data: bytes, member: str) -> Iterator[Sheet | Unreadable]:
    try:
        content = list(docx.Document(io.BytesIO(data)).iter_inner_content())
    except (OpcError, KeyError, ValueError, AttributeError, etree.XMLSyntaxError, zipfile.BadZipFile):
        raise Unreadable("file_damaged") from None
    number = sum(isinstance(block, Table) for block in content)
    if not number:
        raise Unreadable("document_without_table")
    check_sheets(number)
    titles, number = [], 0
    for block in content:
        if not isinstance(block, Table):
            titles = [*titles, block.text.strip()][-TITLES:] if block.text.strip() else titles
            continue
        number += 1
        name = f"Bảng {number}"
        try:
            yield _sheet(block, titles, member, name)
        except Unreadable as problem:
            yield Unreadable(problem.reason, problem.detail, sheet=name)
        titles = []


def _sheet(table: Table, titles: list[str], member: str, name: str) -> Sheet:
    _check_size(table)
    cells, places = [[title] for title in titles], {}
    for row in table.rows:
        before = row.grid_cols_before
        line: list = [""] * before
        for column, cell in enumerate(row.cells, start=before):
            first = cell._tc not in places
            places.setdefault(cell._tc, []).append((len(cells), column))
            line.append(" ".join(cell.text.split()) if first else "")
        cells.append(line)
    merged = [
        ((min(rows), min(columns)), (max(rows), max(columns)))
        for rows, columns in (zip(*found, strict=True) for found in places.values() if len(found) > 1)
    ]
    found = Sheet(member, name, grid.bounded(cells), merged)
    return grid.gridded(found)


def _check_size(table: Table) -> None:
    """Before its cells are asked for: one cell may say that it spans a million columns."""
    limits = vocabulary.settings()["limits"]
    rows = table._tbl.tr_lst
    widest = max((sum(cell.grid_span for cell in row.tc_lst) + row.grid_before for row in rows), default=0)
    if widest > limits["sheet_columns"] or len(rows) * widest > limits["sheet_cells"]:
        raise Unreadable("sheet_too_large", f"({widest} cột)")
