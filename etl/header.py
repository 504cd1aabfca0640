"""Where the header of a table is, by what paths its columns are known, which kinds they make up, and where the next table begins."""

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from itertools import pairwise

from etl import dates, sources, titles
from etl.header_words import assigned, fields_named, fields_of, says_measure
from etl.rows import (
    has_digit,
    is_filled,
    is_footer,
    is_group,
    is_heading,
    is_like_data,
    is_total,
    is_value,
    texts_of,
    title_of,
)
from etl.sources import PATH
from etl.text import clean, fold

HEADER_DEPTH = 40
HEADER_SPAN = 3
LEAST_WORDS = 3  # in a line that may be the title of a table
_WITH_DIGITS = {"code", "date", "any_date", "count", "money", "decimal", "target", "identity", "phone"}
_PERSONAL = {"full_name", "identity_number", "phone", "household_code"}

Area = tuple[tuple[int, int], tuple[int, int]]  # a merged area: ((top, left), (bottom, right))


@dataclass
class Header:
    """A header of `span` rows from row `start`. `paths` has for each column its texts from the top down.

    `kinds` are the kinds that its columns tell with the position of each field, `indicators` the columns of a wide kind.
    """

    start: int
    span: int
    paths: list[tuple[str, ...]]
    kinds: dict[str, dict[str, int]] = field(default_factory=dict)
    indicators: dict[str, dict[int, str]] = field(default_factory=dict)
    mapped: int = 0

    @property
    def rank(self) -> tuple[bool, int, int]:
        # Of two that recognise the same, the shorter: a title right above the header is no part of it.
        return bool(self.kinds), self.mapped, -self.span

    @property
    def end(self) -> int:
        return self.start + self.span

    @property
    def texts(self) -> list[str]:
        return [PATH.join(path) for path in self.paths]


def first_header(cells: list[list], merged: list[Area], first: int, last: int, title_has_date: bool) -> Header:
    """The first header of a kind among some rows; where there is none, what is most like one."""
    best = Header(first, 1, [])
    for start in range(first, min(len(cells), last)):
        if best.kinds and start >= best.end:
            break
        found = _header_at(cells, merged, start, title_has_date)
        # Of two that recognise the same the lower one: what stands above it is a title.
        if found and (found.rank > best.rank or (found.rank == best.rank and best.paths)):
            best = found
        title_has_date = title_has_date or dates.stated(title_of(cells[start : start + 1])) is not None
    return best


def next_header(
    cells: list[list], merged: list[Area], header: Header, top: int, title: str
) -> tuple[int, Header | None]:
    """Where the table of a header ends, and the header below it: another one, or the same for another day or district.

    Below a table with one figure a unit a header that nobody knows ends it too, and so does a title without a header,
    whose `Header` has no columns: the figures below are of something else.
    """
    known = [texts_of(row) for row in cells[top : header.end]]
    columns = _with_digits(header)
    is_of_figures = bool(header.kinds) and set(header.kinds) <= sources.FIGURES
    for start in range(header.end, len(cells)):
        row = cells[start]
        if any(has_digit(row[position]) for position in columns if position < len(row)) or is_like_data(row):
            continue  # a record
        if (found := _header_at(cells, merged, start, True)) and found.kinds:
            first = first_title(cells, start)
            has_date = dates.stated(f"{title}\n{title_of(cells[first:start])}") is not None
            found = first_header(cells, merged, start, start + HEADER_SPAN, has_date)
            above = [row for row in cells[first : found.start] if is_filled(row)]
            own = [title_of([row]) for row in above if texts_of(row) not in known]
            is_repeated = all(texts_of(row) in known for row in cells[found.start : found.end])
            if found.kinds and (not is_repeated or any(_tells_apart(line) for line in own)):
                return first, found
        elif is_of_figures and texts_of(row) not in known:
            if found and is_other_header(cells, merged, start, columns):
                return first_title(cells, start), found
            if _is_title_without_header(cells, start):
                return start, Header(start, 1, [])
    return len(cells), None


def _with_digits(header: Header) -> list[int]:
    """Columns of a table that hold numbers, days or codes."""
    return [
        *(position for kind, found in header.kinds.items() for name, position in found.items()
          if sources.kinds()[kind][name].type in _WITH_DIGITS),
        *(position for found in header.indicators.values() for position in found),
    ]  # fmt: skip


def is_other_header(cells: list[list], merged: list[Area], start: int, columns: list[int]) -> bool:
    """Whether a row among records is the header of another table: headers that lists know, words where figures belong."""
    row, texts = cells[start], dict.fromkeys(texts_of(cells[start]))
    if len(texts) < 3 or is_like_data(row) or is_total(row) or not spans(cells, merged, start):
        return False
    if any(is_filled([row[position]]) and is_value(str(row[position])) for position in columns if position < len(row)):
        return False
    below = [line for line in cells[start + 1 : start + 1 + HEADER_SPAN] if is_filled(line)]
    known = sum(_is_known(text) for text in texts)
    return any(map(is_like_data, below)) and known * (1 if columns else 2) >= (1 if columns else len(texts))


@lru_cache(maxsize=10_000)
def _is_known(text: str) -> bool:
    """Whether a text is a header of any kind and no name of an indicator, which stands in rows as well."""
    is_indicator = fold(text) in sources.values("indicator") or text.lower() in sources.values("indicator")
    return not is_indicator and any(fields_named(kind, text) for kind in sources.kinds())


def _is_title_without_header(cells: list[list], start: int) -> bool:
    """Whether a line of words below an empty one says that the records below it are of something else."""
    texts = list(dict.fromkeys(texts_of(cells[start])))
    if len(texts) != 1 or len(texts[0].split()) < LEAST_WORDS or is_filled(cells[start - 1]):
        return False
    if is_heading(texts) or is_group(texts) or is_footer(texts, 1) or _tells_apart(texts[0]) or is_total(cells[start]):
        return False
    below = next((cells[row] for row in range(start + 1, len(cells)) if is_filled(cells[row])), [])
    return len(set(texts_of(below))) > 2 and is_like_data(below)


def has_records(cells: list[list]) -> bool:
    """Whether rows above a header are those of another table and no titles."""
    wide = [(row, above) for above, row in pairwise([[], *cells]) if len(set(texts_of(row))) > 2 and is_like_data(row)]
    return len(wide) > 1 or any(sum(map(_is_known, texts_of(above))) > 1 for _, above in wide)


def _header_at(cells: list[list], merged: list[Area], start: int, title_has_date: bool) -> Header | None:
    """The best header of one to three rows that begins at a row."""
    best = None
    for span in spans(cells, merged, start):
        if span > 1 and is_like_data(cells[start + span - 1]):
            break
        found = Header(start, span, paths(cells[start : start + span]))
        _recognise(found, title_has_date)
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
    return not is_heading([title]) and (dates.stated(title) is not None or bool(titles.districts(title)))


def spans(cells: list[list], merged: list[Area], start: int) -> list[int]:
    """How many rows a header that begins at a row may have: none that would cut through its merged or divided cells."""
    if not is_filled(cells[start]) or _is_within(cells, merged, start):
        return []
    most = min(HEADER_SPAN, len(cells) - start)
    return [span for span in range(1, most + 1) if not _is_cut(cells, merged, start, start + span)] or [most]


def _is_cut(cells: list[list], merged: list[Area], start: int, end: int) -> bool:
    """Whether a header of the rows `start` to `end` (not included) would go on below them."""
    if any(_levels(cells, row) > end - row for row in range(start, end)):
        return True
    return any(
        start <= top < end and bottom + 1 + (right > left and _is_divided(cells, bottom + 1, left, right)) > end
        for (top, left), (bottom, right) in merged
    )


def _is_within(cells: list[list], merged: list[Area], start: int) -> bool:
    """Whether a row is the lower part of a header: what stands above its columns belongs to their paths."""
    if any(_levels(cells, row) > start - row for row in range(max(start - HEADER_SPAN + 1, 0), start)):
        return True
    if start == 0 or len(set(texts_of(cells[start - 1]))) < 3:
        return False  # a title
    return any(
        (top < start <= bottom) or (bottom == start - 1 and right > left and _is_divided(cells, start, left, right))
        for (top, left), (bottom, right) in merged
    )


def _is_divided(cells: list[list], below: int, left: int, right: int) -> bool:
    """Whether several headers stand below a merged one."""
    if below >= len(cells) or is_like_data(cells[below]):
        return False
    return len(set(texts_of(cells[below][left : right + 1]))) > 1


def _levels(cells: list[list], start: int) -> int:
    """How many rows a header has although nothing is merged: those below go on in words, none below the first column."""
    row = cells[start]
    if len(set(texts_of(row))) < 3 or is_like_data(row):
        return 1
    first = next(position for position, value in enumerate(row) if is_filled([value]))
    levels = 1
    for below in cells[start + 1 : start + HEADER_SPAN]:
        in_words = not any(has_digit(value) and not _is_measure(value) for value in below if is_filled([value]))
        begins = [value for value in below[: first + 1] if is_filled([value]) and not says_measure(value)]
        if len(texts_of(below)) < 2 or is_total(below) or begins or not in_words:
            break
        levels += 1
    return levels


def _is_measure(value: object) -> bool:
    """Whether a cell names a unit of measure, which may have digits: '1.000 đồng'."""
    return isinstance(value, str) and titles.measure(value) is not None


def paths(rows: list[list]) -> list[tuple[str, ...]]:
    """For each column of a header its texts from the top down. A blank beside a parent of several belongs to it too."""
    width = max(len(row) for row in rows)
    grid = [[_header_text(row[position]) if position < len(row) else "" for position in range(width)] for row in rows]
    for level, line in enumerate(grid[:-1]):
        if level == 0 and len({*line, ""}) <= 3:
            continue  # a title above, of one text or two
        above = grid[level - 1] if level and len({*grid[level - 1], ""}) > 3 else [""] * width
        below = [
            any(lower[position] not in ("", line[position]) for lower in grid[level + 1 :]) for position in range(width)
        ]
        for position in range(1, width):
            is_beside = below[position] and below[position - 1] and above[position] == above[position - 1]
            if not line[position] and is_beside:
                line[position] = line[position - 1]
    return [_path([line[position] for line in grid]) for position in range(width)]


def _path(texts: list[str]) -> tuple[str, ...]:
    parts: list[str] = []
    for text in texts:
        for part in filter(None, map(str.strip, text.split(PATH.strip()))):
            if not parts or parts[-1] != part:
                parts.append(part)
    return tuple(parts)


def _header_text(value: object) -> str:
    if isinstance(value, datetime | date):
        return f"{value:%d/%m/%Y}"
    return clean(value) if isinstance(value, str) else ""


def _recognise(header: Header, title_has_date: bool) -> None:
    """Put into a header the kinds whose required fields are all there, and the most columns any kind recognised."""
    complete: dict[str, dict[str, int]] = {}
    for kind in sources.kinds():
        columns, indicators = assigned(kind, header.paths)
        header.mapped = max(header.mapped, len(columns) + len(indicators))
        if _is_complete(kind, columns, indicators, title_has_date) and not _is_a_list(kind, header.paths):
            complete[kind] = columns
            if kind in sources.WIDE and sources.WIDE[kind] not in columns:
                header.indicators[kind] = indicators
    used = {kind: {*columns.values(), *header.indicators.get(kind, ())} for kind, columns in complete.items()}
    if complete:
        header.mapped = max(len(positions) for positions in used.values())
    header.kinds = {
        kind: columns for kind, columns in complete.items()
        if not any(used[kind] < other for other in used.values())
    }  # fmt: skip


def _is_complete(kind: str, columns: dict[str, int], indicators: dict[int, str], title_has_date: bool) -> bool:
    fields = sources.kinds()[kind]
    required = {known.required_group for known in fields.values() if known.required_group}
    present = {fields[name].required_group for name in columns}
    if title_has_date:
        present.add("as_of")
    if required <= present:
        return True
    return bool(indicators) and "indicator" not in columns and "unit" in present


def _is_a_list(kind: str, columns: list[tuple[str, ...]]) -> bool:
    """Whether a table with a column of persons pretends to hold one figure a unit."""
    if kind not in sources.FIGURES:
        return False
    named = {name for path in columns for name, _ in fields_of("shops", path)}
    return bool(named & _PERSONAL)
