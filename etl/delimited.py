"""Text files with a separator (csv, tsv, txt), and pages of HTML under a spreadsheet's name."""

import csv
import io
import sys
from collections import Counter
from collections.abc import Iterator

from data import vocabulary
from etl import encodings, html
from etl import sheet as grid
from etl.sheet import Sheet, Unreadable
from etl.workbook import check_sheets

csv.field_size_limit(sys.maxsize)  # a cell may be as long as its file
TEXT_ROWS = 10  # a text file may have so many times more rows than a sheet
LOST = "\ufffd"  # stands where a letter could not be read


def sheets(data: bytes, member: str) -> Iterator[Sheet | Unreadable]:
    data = _without_padding(data)
    if b"\x00" in data[:4096] and not _looks_like_utf16(data):
        raise Unreadable("file_format_unknown")
    text, encoding = encodings.decode(data)
    if not encodings.is_text(text[:4000].replace(LOST, "") if encoding == "UTF-8" else text[:4000]):
        raise Unreadable("file_format_unknown")
    if html.is_page(text):
        yield from _page(text, member, encoding)
        return
    lines = _lines(text.rstrip("\x1a"))  # how DOS programmes end a file
    yield _with_losses(Sheet(member, "", lines, encoding=encoding))


def _without_padding(data: bytes) -> bytes:
    """The bytes of a file without the NULs that a disk or a transfer filled it up with."""
    bare = data.rstrip(b"\x00\x1a")
    return data if b"\x00" in bare[:4096] or bare[:2] in (b"\xff\xfe", b"\xfe\xff") else bare


def _page(text: str, member: str, encoding: str) -> Iterator[Sheet | Unreadable]:
    found = html.tables(text)
    if not found:
        raise Unreadable("file_format_unknown")
    check_sheets(len(found))
    for number, table in enumerate(found, start=1):
        name = f"Bảng {number}"
        try:
            cells, merged = html.grid(table)
            sheet = Sheet(member, name, grid.bounded(cells), merged, f"HTML, {encoding}")
            yield _with_losses(grid.gridded(sheet))
        except Unreadable as problem:
            yield Unreadable(problem.reason, problem.detail, sheet=name)


def _with_losses(sheet: Sheet) -> Sheet:
    """The sheet with its account of letters that could not be read."""
    lost = {
        number: sum(value.count(LOST) for value in row if isinstance(value, str))
        for number, row in enumerate(sheet.cells, sheet.first_row)
    }
    sheet.replaced_rows = [number for number, letters in lost.items() if letters]
    sheet.replaced_letters = sum(lost.values())
    return sheet


def _lines(text: str) -> list[list[str]]:
    """The cells of a delimited text. A quote that is never closed would swallow all lines after it: then it is a letter."""
    delimiter = _delimiter(text)
    most = vocabulary.settings()["limits"]["sheet_rows"] * TEXT_ROWS
    try:
        for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
            lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting)
            cells = grid.within_columns(grid.counted(lines, most))
            if not _has_open_quote(cells, text, delimiter):
                break
    except csv.Error:
        raise Unreadable("file_format_unknown") from None
    return cells


def _has_open_quote(cells: list[list[str]], text: str, delimiter: str) -> bool:
    """Whether a quoted cell swallowed lines: it then holds as many separators as whole lines have, or never ends."""
    broken = [(row, cell) for row in cells for cell in row if "\n" in cell]
    if not broken:
        return False
    width = Counter(map(len, cells)).most_common(1)[0][0]
    for row, cell in broken:
        separators, breaks = cell.count(delimiter), cell.strip("\n").count("\n")
        if width > 1 and breaks and separators >= breaks * (width - 1):
            return True
        if breaks > 2 and separators and len(row) != width:
            return True
    last = next((row[-1] for row in reversed(cells) if row), "")
    return "\n" in last.strip() and not text.rstrip().endswith('"')


def _looks_like_utf16(data: bytes) -> bool:
    return data[:2] in (b"\xff\xfe", b"\xfe\xff") or data[:200].count(0) > len(data[:200]) // 4


def _delimiter(text: str) -> str:
    """The separator that gives the most columns consistently over the first lines."""
    lines = [line for line in text[:20_000].splitlines()[:60] if line.strip()]

    def rank(delimiter: str) -> tuple[int, int]:
        widths = [len(row) for row in csv.reader(lines, delimiter=delimiter)]
        widest = max(set(widths), key=lambda width: (widths.count(width) * (width - 1), width))
        return widths.count(widest) * (widest - 1), widest

    try:
        return max(",;\t|", key=rank) if lines else ","
    except csv.Error:
        return ","
