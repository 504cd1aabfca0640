"""Lists that say of all their rows, or of some in a column that is not read, that something was closed, withdrawn or never opened.

What a list says of all its rows, in a title, on its tab, in its file's name or in a heading above some of them, is no
mere remark: rows without a day of it are refused. Of what a column says that is not read, a remark tells.
"""

import re
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache, partial

from etl import cells, dates, numbers, sources
from etl.rows import first_of, is_numeral, texts_of
from etl.sheet import shown
from etl.table import Table
from etl.text import clean, fold, has_diacritics, key, spaced

ENDS = {"shops": "closed_on", "accounts": "closed_on", "listings": "delisted_on", "certificates": "valid_to"}
_STARTS = {"shops": "opened_on", "accounts": "opened_on", "listings": "listed_on", "certificates": "valid_from"}
LONGEST = 60  # characters of a state; what is longer tells a story
_OVER = {"completed", "in_progress"}


def told(table: Table, tab: str, file_name: str) -> Table:
    """A list with the words by which its titles, its tab or its file say that it is of what is not open."""
    if table.kind not in ENDS or table.form:
        return table
    lines = [*table.title.split("\n"), tab, file_name]
    return replace(table, not_open=next(filter(None, (_said_of_all(line, _use(table)) for line in lines)), ""))


def without_day(table: Table, ends: Callable[[int], bool]) -> dict[str, list[int]]:
    """Rows that are not open, as their list or the heading above them says, and whose end no day tells, by the words that say so.

    `ends` tells of a row whether it has such a day.
    """
    if table.kind not in ENDS:
        return {}
    found: dict[str, list[int]] = {}
    heading, start = "", table.columns.get(_STARTS[table.kind], 0)
    end = max(table.columns.values()) + 1  # what was handed back has its reasons behind
    for number, row in table.rows:
        if text := "" if row[start] not in ("", None, first_of(row)) else _heading(row[:end]):
            heading = _said_of_all(text, _use(table))
        elif (said := heading or table.not_open) and not ends(number):
            found.setdefault(said, []).append(number)
    return found


def _heading(row: list) -> str:
    """The one text of a row that is no record, without its number; '' where it has several."""
    texts = {text for text in texts_of(row) if not is_numeral(text) and not text.isdigit()}
    return texts.pop() if len(texts) == 1 else ""


@dataclass(frozen=True)
class _Sign:
    """How a column that is not read says of rows that count that they are over: in its cells, or below a header of such words (`headed`)."""

    rule: str
    is_counted: Callable[[list], bool]
    is_over: Callable[[object], bool]
    headed: str
    is_told: Callable[[object], bool]


def _sign(table: Table, latest: date) -> _Sign | None:
    if table.kind == "orders":
        return _Sign("may_be_returned", partial(_is_counted, table), _is_returned, "refund", _is_sum)
    if table.kind == "field_activity":
        return _Sign("may_not_be_held", bool, partial(_is_not_open, "not held", latest), "not held", _is_day)
    if table.kind not in ENDS:
        return None
    rule, last = ("may_be_withdrawn", latest) if table.kind == "certificates" else ("may_be_closed", date.max)
    end, use = table.columns.get(ENDS[table.kind]), _use(table)
    return _Sign(rule, lambda row: not _has_ended(row, end, last), partial(_is_not_open, use, latest), use, _is_day)


def remarks(table: Table, refused: Collection[int], latest: date) -> list[tuple[str, dict]]:
    """What is to be told of rows that a column which is not read says are over: they count all the same."""
    if (sign := _sign(table, latest)) is None:
        return []
    unread = [position for position in range(len(table.headers)) if position not in table.columns.values()]
    over = {position: _over(table, position, sign, refused) for position in unread}
    return [
        (sign.rule, {"number": len(numbers), "column": table.called(position), "rows": shown(numbers)})
        for position, numbers in over.items() if numbers
    ]  # fmt: skip


def _over(table: Table, position: int, sign: _Sign, refused: Collection[int]) -> list[int]:
    """Numbers of the rows that a column says are over, though they count."""
    is_headed = bool(_said(table.headers[position], sign.headed))
    cells_of = {number: row[position] for number, row in table.rows if position < len(row) and number not in refused}
    over = {value for value in set(cells_of.values()) if sign.is_over(value) or (is_headed and sign.is_told(value))}
    return [number for number, row in table.rows if over and cells_of.get(number) in over and sign.is_counted(row)]


def _use(table: Table) -> str:
    return "ended certificate" if table.kind == "certificates" else "not open"


def _has_ended(row: list, end: int | None, last: date) -> bool:
    """Whether a row has a day of its end, up to a last one."""
    if end is None or end >= len(row) or cells.EMPTY["date"](row[end]):
        return False
    with suppress(ValueError):
        return dates.parse(row[end], True) <= last
    return last == date.max


def _is_day(value: object) -> bool:
    if cells.EMPTY["date"](value):
        return False
    with suppress(ValueError):
        return bool(dates.parse(value, True))
    return False


def _is_sum(value: object) -> bool:
    """Whether a cell holds a sum of money that is not nought."""
    with suppress(ValueError):
        return not cells.is_blank(value) and numbers.parse(value, None) > 0
    return False


def _is_not_open(use: str, latest: date, value: object) -> bool:
    if not isinstance(value, str) or len(value) > LONGEST or not _said(value, use):
        return False
    return (day := dates.only(value)) is None or day <= latest  # 'hết hạn 31/8/2024' is yet to come


@lru_cache(maxsize=10_000)
def _said(text: str, use: str) -> str:
    """The phrase by which a text says so, with its diacritics: 'đã đóng' is not 'đã đồng ý'."""
    if key(text) in _alone(use):
        return text
    known = f" {_told_otherwise().sub(' ', f' {key(text)} ')} "
    return next((phrase for phrase in sources.written_phrases(use) if f" {key(phrase)} " in known), "")


@cache
def _alone(use: str) -> frozenset[str]:
    """Words that say so only where nothing else stands in their cell: 'Trùng' is also a part of communes' names."""
    return frozenset(map(key, sources.written_phrases(f"{use} alone")))


@cache
def _told_otherwise() -> re.Pattern:
    """What only looks like it: 'đã đóng gói', 'chưa bị khóa', 'sắp hết hạn'."""
    others = "|".join(re.escape(key(phrase)) for phrase in sources.written_phrases("otherwise closed"))
    negated = "|".join(re.escape(key(phrase)) for phrase in sources.written_phrases("not yet"))
    over = sorted(
        {key(one) for use in ("not open", "ended certificate", "not held") for one in sources.written_phrases(use)},
        key=len,
        reverse=True,
    )
    return re.compile(rf"(?<= )(?:(?:{others})|(?:{negated}) (?:{'|'.join(map(re.escape, over))}))(?= )")


@cache
def _said_of_all(line: str, use: str) -> str:
    """The phrase by which a title or a name says so of all that it is above; '' where it tells of others as well.

    A name without diacritics is known by the phrases of several words.
    """
    text = clean(spaced(line))
    if sources.says(text, "beside not open"):
        return ""
    if found := _said(text, use) or _said(text, f"{use} yet"):
        return found
    known = "" if has_diacritics(text) else f" {fold(text)} "
    return next((one for one in sources.written_phrases(use) if " " in one and f" {fold(one)} " in known), "")


def _is_counted(table: Table, row: list) -> bool:
    """Whether an order counts by its state; a taught form may tell the state of all of them."""
    position = table.columns.get("status", len(row))
    told = row[position] if position < len(row) else table.constants.get("status", "")
    return sources.meant("order_status", cells.text_or_empty(told)) in _OVER


def _is_returned(value: object) -> bool:
    """Whether a cell is the word for a state in which an order does not count, or says that it was made to try the shop."""
    if not isinstance(value, str) or len(value) > LONGEST:
        return False
    if _said(value, "order of nobody"):
        return True
    return sources.meant("order_status", cells.text_of(value)) in ("cancelled", "returned")
