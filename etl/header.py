"""Where the header of a table is, which kind it tells, and where the next table begins."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from etl import dates, sources
from etl.rows import has_digit, is_filled, is_heading, is_like_data, is_value, texts_of, title_of
from etl.text import clean, fold

HEADER_DEPTH = 40
HEADER_SPAN = 3
_DISTRICT = re.compile(
    r"(?<!các )(?<!cac )\b(?:huyện|thành phố|tp\.?|huyen|thanh pho)\s+([^\W\d_]+)\s+([^\W\d_]+)", re.IGNORECASE
)
_WITH_DIGITS = {"code", "date", "any_date", "count", "money", "decimal", "target", "identity", "phone"}


@dataclass
class Header:
    start: int
    span: int
    texts: list[str]
    kinds: dict[str, dict[str, int]]
    mapped: int
    options: list[list[str]] = field(default_factory=list)

    @property
    def rank(self) -> tuple[bool, int, int]:
        # Of two that recognise the same, the shorter: a title right above the header is no part of it.
        return bool(self.kinds), self.mapped, -self.span


def first_header(cells: list[list], first: int, last: int, title_has_date: bool) -> Header:
    """The first header of a kind among some rows; where there is none, what is most like one."""
    best = Header(first, 1, [], {}, 0)
    for start in range(first, min(len(cells), last)):
        if best.kinds and start >= best.start + best.span:
            break
        found = _header_at(cells, start, title_has_date)
        if found and found.rank > best.rank:
            best = found
        title_has_date = title_has_date or dates.stated(title_of(cells[start : start + 1])) is not None
    return best


def next_header(cells: list[list], header: Header, top: int, title: str) -> tuple[int, Header | None]:
    """Where the table of a header ends, and the header below it: another one, or the same for another day or district."""
    known = [texts_of(row) for row in cells[top : header.start + header.span]]
    columns = [
        position for kind, found in header.kinds.items() for name, position in found.items()
        if sources.kinds()[kind][name].type in _WITH_DIGITS
    ]  # fmt: skip
    for start in range(header.start + header.span, len(cells)):
        row = cells[start]
        if any(has_digit(row[position]) for position in columns if position < len(row)) or is_like_data(row):
            continue  # a record
        if not (found := _header_at(cells, start, True)) or not found.kinds:
            continue
        first = first_title(cells, start)
        has_date = dates.stated(f"{title}\n{title_of(cells[first:start])}") is not None
        found = first_header(cells, start, start + HEADER_SPAN, has_date)
        own = [title_of([row]) for row in cells[first : found.start] if is_filled(row) and texts_of(row) not in known]
        is_repeated = all(texts_of(row) in known for row in cells[found.start : found.start + found.span])
        if found.kinds and (not is_repeated or any(_tells_apart(line) for line in own)):
            return first, found
    return len(cells), None


def has_records(cells: list[list]) -> bool:
    """Whether rows above a header are those of another table and no titles."""
    return sum(len(set(texts_of(row))) > 2 and is_like_data(row) for row in cells) > 1


def _header_at(cells: list[list], start: int, title_has_date: bool) -> Header | None:
    """The best header of one to three rows that begins at a row."""
    best = None
    for span in range(1, HEADER_SPAN + 1) if is_filled(cells[start]) else ():
        if start + span > len(cells) or (span > 1 and is_like_data(cells[start + span - 1])):
            break
        texts = _header_texts(cells[start : start + span])
        kinds, mapped = _matching_kinds(texts, title_has_date)
        own = [options[-2] if len(options) > 1 else "".join(options) for options in texts]
        found = Header(start, span, own, kinds, mapped, texts)
        if best is None or found.rank > best.rank:
            best = found
    return best


def first_title(cells: list[list], start: int) -> int:
    """Where the titles right above a header begin: lines of one text in words, and empty ones."""
    while start > 0 and len(texts := set(texts_of(cells[start - 1]))) <= 1:
        if texts and (" " not in (text := texts.pop()) or is_value(text)):
            break
        start -= 1
    return start


def _tells_apart(title: str) -> bool:
    """Whether a title above a repeated header makes another table of it; a mere heading goes on in the same one."""
    return not is_heading([title]) and (dates.stated(title) is not None or bool(district_context(title)))


def district_context(title: str) -> set[str]:
    """Names that a title gives with the word huyện or thành phố before them, for rows that name only a commune."""
    return {clean(" ".join(words)) for words in _DISTRICT.findall(title)}


def _header_texts(rows: list[list]) -> list[list[str]]:
    """For each column the texts it may be known by: parents and child joined, the child, the one above it."""
    width = max(len(row) for row in rows)
    columns = []
    for position in range(width):
        parts: list[str] = []
        for row in rows:
            text = clean(row[position]) if position < len(row) and isinstance(row[position], str) else ""
            if text and (not parts or parts[-1] != text):
                parts.append(text)
        joined = [" ".join(parts)] if len(parts) > 1 else []
        columns.append(joined + parts[-1:] + parts[:1] * (len(parts) > 1))
    return columns


def _matching_kinds(texts: list[list[str]], title_has_date: bool) -> tuple[dict[str, dict[str, int]], int]:
    """The kinds whose required fields are all there with their columns, and the most columns any kind recognised."""
    complete, mapped = {}, 0
    for kind, fields in sources.kinds().items():
        columns = assigned(kind, texts)
        mapped = max(mapped, len(columns))
        required = {known.required_group for known in fields.values() if known.required_group}
        present = {fields[name].required_group for name in columns}
        if title_has_date:
            present.add("as_of")
        if required <= present:
            complete[kind] = columns
    if complete:
        mapped = max(len(columns) for columns in complete.values())
    return {
        kind: columns for kind, columns in complete.items()
        if not any(set(columns.values()) < set(other.values()) for other in complete.values())
    }, mapped  # fmt: skip


def assigned(kind: str, texts: list[list[str]]) -> dict[str, int]:
    """Columns of a kind's fields: a column that can be one field only goes first, then the preferred spelling."""
    candidates = {position: _fields_of(kind, options) for position, options in enumerate(texts)}
    order = sorted((len(found), rank, position, name) for position, found in candidates.items() for name, rank in found)
    columns: dict[str, int] = {}
    for _, _, position, name in order:
        if name not in columns and position not in columns.values():
            columns[name] = position
    return columns


def _fields_of(kind: str, options: list[str]) -> list[tuple[str, int]]:
    return next((found for text in options if (found := fields_named(kind, text))), [])


@lru_cache(maxsize=100_000)
def fields_named(kind: str, text: str) -> list[tuple[str, int]]:
    known = sources.headers(kind)
    bare = re.sub(r"\([^)]*\)", " ", text)
    return next((known[form] for form in (clean(text), fold(text), clean(bare), fold(bare)) if form in known), [])
