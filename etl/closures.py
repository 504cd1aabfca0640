"""Rows of a list that say, in a column which is not read, that something was closed or never opened, and tell no day of it."""

from collections.abc import Collection
from functools import cache

from etl import cells, sources
from etl.sheet import shown
from etl.table import Table
from etl.text import key

ENDS = {"shops": "closed_on", "accounts": "closed_on", "listings": "delisted_on"}
LONGEST = 60  # characters of a state; what is longer tells a story


def remarks(table: Table, refused: Collection[int]) -> list[tuple[str, dict]]:
    """What is to be told of such rows: without a day they count as open."""
    if table.kind not in ENDS:
        return []
    end = table.columns.get(ENDS[table.kind])
    open_rows = [(number, row) for number, row in table.rows if number not in refused and not _has_day(row, end)]
    found = []
    for position, called in zip(table.unknown, table.unknown_called, strict=True):
        numbers = [number for number, row in open_rows if position < len(row) and _is_not_open(row[position])]
        if numbers:
            found.append(("may_be_closed", {"number": len(numbers), "column": called, "rows": shown(numbers)}))
    return found


def _has_day(row: list, end: int | None) -> bool:
    return end is not None and end < len(row) and not cells.EMPTY["date"](row[end])


def _is_not_open(value: object) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST and _says_not_open(value)


@cache
def _says_not_open(text: str) -> bool:
    """Whether a text says so, with its diacritics: 'đã đóng' is not 'đã đồng ý'."""
    told = f" {key(text)} "
    return any(f" {key(phrase)} " in told for phrase in sources.written_phrases("not open"))
