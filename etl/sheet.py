"""A sheet as people made it, the file that cannot be read, and the bounds that a grid of cells is held to."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from openpyxl.utils import get_column_letter

from data import vocabulary
from etl.typography import STROKE

SHOWN_ROWS = 10  # of those that a finding names
FAR = 100  # so many empty columns between a table and a cell, and the cell is no part of the table
FEW = 20  # so many cells far from the table are strays; more are a table of their own
ROW_CELLS = 4  # a row, be it empty, takes as much memory as so many cells
DENSE_CELLS = 3_000_000  # a grid up to this size is filled up to a rectangle
UNCALCULATED = "(công thức chưa tính)"  # stands in a cell whose formula has no value, for people to see it
# What a spreadsheet writes for a formula that failed: #N/A, #REF!, Err:502; and for a number wider than its column.
_ERROR = re.compile(
    r"\s*(?:#(?:n/a|(?:ref|value|div/0|num|null|error|spill|calc|field|blocked|connect|unknown|busy|python)!|name\?|#+)|err:\d{3})\s*",
    re.IGNORECASE,
)

Area = tuple[tuple[int, int], tuple[int, int]]


class Unreadable(Exception):
    """A file, member or sheet that cannot be read; `reason` is a code of `sources/reasons.csv`."""

    def __init__(self, reason: str, detail: str = "", member: str = "", sheet: str = "", number: int = 1):
        super().__init__(reason)
        self.reason, self.detail, self.member, self.sheet, self.number = reason, detail, member, sheet, number


@dataclass
class Sheet:
    """One sheet. `cells[0]` is row `first_row` of the file; empty cells are ''; a row may be shorter than others.

    `merged` are areas (top, left), (bottom, right) within `cells`, both ends included, counted from 0. `strays` are
    cells (row of the file, column from 0) that were left out, far to the right of all others. `replaced_rows` are rows
    of the file with letters that could not be read, `replaced_letters` how many letters these are. `number` is the sheet's place in its file, from 1.
    `hidden_rows` are rows of the file that hold something and are hidden, by a filter or by hand: they are read as all others.
    """

    member: str
    name: str
    cells: list[list]
    merged: list[Area] = field(default_factory=list)
    encoding: str = ""
    first_row: int = 1
    is_hidden: bool = False
    first_day_is_1904: bool = False
    strays: list[tuple[int, int]] = field(default_factory=list)
    replaced_rows: list[int] = field(default_factory=list)
    replaced_letters: int = 0
    number: int = 1
    hidden_rows: list[int] = field(default_factory=list)

    @property
    def remarks(self) -> list[tuple[str, dict]]:
        """What is to be told of a sheet that is read: cells far from its table, rows that are hidden, rows with letters that could not be read."""
        found = []
        if self.strays:
            places = ", ".join(f"{get_column_letter(column + 1)}{row}" for row, column in self.strays)
            found.append(("cells_far_away", {"number": len(self.strays), "places": places}))
        if rows := self.hidden_rows:
            found.append(("rows_hidden", {"number": len(rows), "rows": shown(rows)}))
        if rows := self.replaced_rows:
            found.append(("letters_lost", {"number": self.replaced_letters, "rows": shown(rows)}))
        return found


def shown(rows: Sequence[object]) -> str:
    """The first of some rows as a finding names them, '…' for the others."""
    return ", ".join(map(str, rows[:SHOWN_ROWS])) + (", …" if len(rows) > SHOWN_ROWS else "")


def is_empty(value: object) -> bool:
    """Whether a cell holds nothing, or nothing but blanks."""
    return value is None or (isinstance(value, str) and (not value or value.isspace()))


def is_error(value: object) -> bool:
    """A formula that failed, or what was struck out: no value, but not left empty on purpose either."""
    if not isinstance(value, str):
        return False
    if "#" not in value and ":" not in value and STROKE not in value and value != UNCALCULATED:
        return False  # nearly all cells
    return value == UNCALCULATED or STROKE in value or bool(_ERROR.fullmatch(value))


def bounded(rows: Iterable[list]) -> list[list]:
    """Rows of a workbook without the blanks behind their last cell and below the last row, within the bounds."""
    limit = vocabulary.settings()["limits"]["sheet_rows"]
    found = counted((_without_blanks(row) if row and is_empty(row[-1]) else row for row in rows), limit)
    while found and not found[-1]:
        found.pop()
    return found


def counted(rows: Iterable[list], most_rows: int) -> list[list]:
    """All rows; raises as soon as they or their cells are more than allowed."""
    most_cells = vocabulary.settings()["limits"]["sheet_cells"]
    found, cells = [], 0
    for number, row in enumerate(rows, start=1):
        cells += len(row) + ROW_CELLS
        if number > most_rows:
            raise Unreadable("sheet_too_large", f"(mức cho phép {most_rows} dòng)")
        if cells > most_cells:
            raise Unreadable("sheet_too_large", f"(mức cho phép {most_cells} ô)")
        found.append(row)
    return found


def _without_blanks(row: list) -> list:
    end = len(row)
    while end and is_empty(row[end - 1]):
        end -= 1
    return list(row[:end])


def within_columns(rows: list[list]) -> list[list]:
    """The rows, none of them wider than allowed."""
    widest = vocabulary.settings()["limits"]["sheet_columns"]
    if max(map(len, rows), default=0) > widest:
        raise Unreadable("sheet_too_large", f"(mức cho phép {widest} cột)")
    return rows


def gridded(sheet: Sheet) -> Sheet:
    """The sheet of a workbook within its bounds: strays are put aside, rows filled up, merged areas cut to the cells."""
    sheet.strays = [(sheet.first_row + row, column) for row, column in _strays(sheet.cells)]
    for row, column in sheet.strays:
        line = sheet.cells[row - sheet.first_row]
        line[column] = ""
    sheet.cells = within_columns(bounded(sheet.cells))
    width = max(map(len, sheet.cells), default=0)
    if len(sheet.cells) * width <= DENSE_CELLS:
        sheet.cells = [row + [""] * (width - len(row)) for row in sheet.cells]
    else:  # rows with nothing on them stay empty: there may be a million
        sheet.cells = [row + [""] * (width - len(row)) if row else [] for row in sheet.cells]
    sheet.merged = _merged_within(sheet.merged, len(sheet.cells), width)
    return sheet


def _strays(cells: list[list]) -> list[tuple[int, int]]:
    """Positions of the few cells that lie far to the right of all others."""
    ends = sorted({0, *map(len, cells)})
    table = next((end for end, further in pairwise(ends) if further - end > FAR), None)
    if table is None:
        return []
    found = []
    for row, line in enumerate(cells):
        if len(line) <= FAR:
            continue
        filled = [column for column, value in enumerate(line) if not is_empty(value)]
        far = next((n for n, (a, b) in enumerate(pairwise(filled), 1) if b - a > FAR), None)
        beyond = filled[far:] if far is not None else filled if filled[0] > table + FAR else []
        found += [(row, column) for column in beyond]
        if len(found) > FEW:
            return []
    return found


def _merged_within(merged: list[Area], height: int, width: int) -> list[Area]:
    """Merged areas that hold a cell, cut to the grid. They lie side by side: together they are no more than the grid."""
    found, covered = [], 0
    for (top, left), (bottom, right) in merged:
        if top >= height or left >= width:
            continue
        bottom, right = min(bottom, height - 1), min(right, width - 1)
        covered += (bottom - top + 1) * (right - left + 1)
        if covered > height * width:
            raise Unreadable("sheet_merged")
        found.append(((top, left), (bottom, right)))
    return found
