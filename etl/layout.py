"""From a grid of cells to a table: where the header is, which kind it is, which rows are data."""

import re
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from rapidfuzz import fuzz, process

from etl import dates, sources
from etl.extract import Sheet
from etl.text import clean, fold

HEADER_DEPTH = 40
HEADER_SPAN = 3
SIMULATED = fold("SỐ LIỆU MÔ PHỎNG")

_TOTAL = re.compile(
    r"(tong|cong)( (cong|so|toan \w+|huyen|xa|phuong|thanh pho|tinh|\d+)\b.*)?|(sub |grand )?total|cong don|toan (huyen|xa|thanh pho)"
)
_BARE_TOTAL = re.compile(r"(tong( cong| so)?|cong|(grand )?total|toan (huyen|xa|thanh pho))")
_NAMED_BY = {"unit", "commune", "district", "address", "shop_id", "account_id", "listing_id", "order_id", "scope"}
_NUMBERING = re.compile(r"\(?\d{1,2}\)?(\s*=.*)?|[A-Z]|\(?[A-Za-z]\)")
_ROMAN = re.compile(r"[IVX]{1,5}\.?|[A-Z]\.?")
_FOOTER = re.compile(
    r"(nguoi lap|ghi chu|noi nhan|thu truong|ke toan|ky ten|ky ghi ro|xac nhan cua|kt chu tich|chu tich|pho chu tich|giam doc"
    r"|truong phong|tm uy ban|luu y|nguon so lieu)\b"
    r"|(lang son|\w+( \w+){0,3}) ngay \d* ?thang \d* ?nam"
)
_IGNORED_HEADERS = {"stt", "tt", "so tt", "so thu tu", "ghi chu", "no", ""}
_DISTRICT = re.compile(
    r"(?<!các )(?<!cac )\b(?:huyện|thành phố|tp\.?|huyen|thanh pho)\s+([^\W\d_]+)\s+([^\W\d_]+)", re.IGNORECASE
)
_WITH_DIGITS = {"code", "date", "any_date", "count", "money", "decimal", "target", "identity", "phone"}
_LIKE_DATA = re.compile(r"[\d.,%/:\- ]*\d[\d.,%/:\- ]*|[A-Za-z]{0,6}[-_]?\d{3,}")


@dataclass
class Table:
    """A recognised sheet. `columns` maps fields to positions, `rows` are (row number in the file, cells)."""

    kind: str | None
    columns: dict[str, int]
    headers: list[str]
    rows: list[tuple[int, list]]
    title: str
    stated_on: date | None
    problem: str = ""
    detail: str = ""
    unknown_headers: list[str] = field(default_factory=list)
    sections: dict[int, str] = field(default_factory=dict)
    too_long: list[int] = field(default_factory=list)
    is_of_2025: bool = False
    whole_headers: list[str] = field(default_factory=list)

    @property
    def is_simulated(self) -> bool:
        return SIMULATED in fold(self.title)

    def headers_of(self, type_name: str) -> list[str]:
        """The headers of the columns recognised as fields of a type, with what stands above them in a header of rows."""
        fields = sources.kinds()[self.kind] if self.kind else {}
        positions = [position for name, position in self.columns.items() if fields[name].type == type_name]
        return [headers[position] for headers in (self.headers, self.whole_headers) for position in positions]


def tables(sheet: Sheet) -> list[Table]:
    """The tables of a sheet, one below the other, each under its own header; none if the sheet is empty.

    A table of no kind, or of two, keeps its rows to be counted. What stands right above a header are its titles.
    """
    cells = _unmerged(sheet)
    if not any(_is_filled(row) for row in cells):
        return []
    header = _header_from(cells, 0, HEADER_DEPTH, False)
    if not header.kinds:
        return [_unrecognised(sheet, cells, header)]
    top = _first_title(cells, header.start) if _has_records(cells[: header.start]) else 0
    found, title = [_unrecognised(sheet, cells[:top], _Header(0, 1, [], {}, 0))] if top else [], ""
    while header:
        title = _inherited(title, _title(cells[top : header.start]))
        end, following = _next_header(cells, header, top, title)
        make = _recognised if len(header.kinds) == 1 else _unrecognised
        found.append(make(sheet, cells[:end], header, title, top))
        top, header = end, following
    return [table for table in found if table.rows] or found[:1]


def unprocessed(sheet: Sheet) -> Table:
    """All rows of a sheet that could not be laid out, to be counted and handed back."""
    rows = [(sheet.first_row + index, row) for index, row in enumerate(sheet.cells) if _is_filled(row)]
    width = max((len(row) for _, row in rows), default=0)
    return Table(None, {}, [""] * width, rows, "", None, "not_processed")


@dataclass
class _Header:
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


def _recognised(sheet: Sheet, cells: list[list], header: _Header, title: str, top: int) -> Table:
    """The table of a header, whose titles begin at row `top`."""
    ((kind, columns),) = header.kinds.items()
    rows, sections = _data_rows(sheet, cells, header, top, columns, kind)
    texts = list(header.texts)
    for position in columns.values():
        texts[position] = next(text for text in header.options[position] if _fields_named(kind, text))
    unknown = [
        text for position, text in enumerate(texts)
        if position not in columns.values() and fold(text) not in _IGNORED_HEADERS
    ]  # fmt: skip
    # In a text file a separator within a cell pushes the rest of the row to the right.
    too_long = [number for number, row in rows if sheet.encoding and _is_filled(row[len(texts) :])]
    whole = [options[0] if options else "" for options in header.options]
    return Table(
        kind, columns, texts, rows, title, dates.stated(title), "", "", unknown, sections, too_long, whole_headers=whole
    )


def _inherited(above: str, own: str) -> str:
    """A table's own titles below those of the table above it, without the day or district that its own replace."""
    has_day, has_district = dates.stated(own) is not None, bool(district_context(own))
    kept = [
        line for line in above.split("\n")
        if not (has_day and dates.stated(line)) and not (has_district and district_context(line))
    ]  # fmt: skip
    return "\n".join(filter(None, [*kept, own]))


def _unrecognised(sheet: Sheet, cells: list[list], header: _Header, title: str = "", top: int = 0) -> Table:
    start = header.start if header.mapped >= 2 else _first_wide_row(cells)
    end = start + (header.span if header.mapped >= 2 else 1)
    texts = header.texts if header.mapped >= 2 else [clean(str(value)) for value in cells[start]]
    rows = [
        (sheet.first_row + index, row) for index, row in enumerate(cells)
        if index >= end and _is_filled(row) and not _is_total(row) and not _is_numbering(row)
    ]  # fmt: skip
    title = title or _title(cells[top:start])
    if len(header.kinds) > 1:
        return Table(None, {}, texts, rows, title, None, "two_kinds", " + ".join(sorted(header.kinds)))
    return Table(None, {}, texts, rows, title, None, "unknown_kind", _suggestion(texts))


def _first_wide_row(cells: list[list]) -> int:
    """The row most like a header where none is known: the first with as many texts as any of the first rows."""
    widths = [sum(isinstance(value, str) and bool(value.strip()) for value in row) for row in cells[:HEADER_DEPTH]]
    return widths.index(max(widths))


def _unmerged(sheet: Sheet) -> list[list]:
    """Cells with each merged area filled with its one value, so that a district spanning its communes holds for all."""
    for (top, left), (bottom, right) in sheet.merged:
        if top >= len(sheet.cells) or left >= len(sheet.cells[top]):
            continue
        value = sheet.cells[top][left]
        for row in sheet.cells[top : bottom + 1]:
            for position in range(left, min(right + 1, len(row))):
                row[position] = value
    return sheet.cells


def _header_from(cells: list[list], first: int, last: int, title_has_date: bool) -> _Header:
    """The first header of a kind among some rows; where there is none, what is most like one."""
    best = _Header(first, 1, [], {}, 0)
    for start in range(first, min(len(cells), last)):
        if best.kinds and start >= best.start + best.span:
            break
        found = _header_at(cells, start, title_has_date)
        if found and found.rank > best.rank:
            best = found
        title_has_date = title_has_date or dates.stated(_title(cells[start : start + 1])) is not None
    return best


def _has_records(cells: list[list]) -> bool:
    """Whether rows above a header are those of another table and no titles."""
    return sum(len(set(_texts(row))) > 2 and _is_like_data(row) for row in cells) > 1


def _header_at(cells: list[list], start: int, title_has_date: bool) -> _Header | None:
    """The best header of one to three rows that begins at a row."""
    best = None
    for span in range(1, HEADER_SPAN + 1) if _is_filled(cells[start]) else ():
        if start + span > len(cells) or (span > 1 and _is_like_data(cells[start + span - 1])):
            break
        texts = _header_texts(cells[start : start + span])
        kinds, mapped = _matching_kinds(texts, title_has_date)
        own = [options[-2] if len(options) > 1 else "".join(options) for options in texts]
        found = _Header(start, span, own, kinds, mapped, texts)
        if best is None or found.rank > best.rank:
            best = found
    return best


def _next_header(cells: list[list], header: _Header, top: int, title: str) -> tuple[int, _Header | None]:
    """Where the table of a header ends, and the header below it: another one, or the same for another day or district."""
    known = [_texts(row) for row in cells[top : header.start + header.span]]
    columns = [
        position for kind, found in header.kinds.items() for name, position in found.items()
        if sources.kinds()[kind][name].type in _WITH_DIGITS
    ]  # fmt: skip
    for start in range(header.start + header.span, len(cells)):
        row = cells[start]
        if any(_has_digit(row[position]) for position in columns if position < len(row)) or _is_like_data(row):
            continue  # a record
        if not (found := _header_at(cells, start, True)) or not found.kinds:
            continue
        first = _first_title(cells, start)
        has_date = dates.stated(f"{title}\n{_title(cells[first:start])}") is not None
        found = _header_from(cells, start, start + HEADER_SPAN, has_date)
        own = [_title([row]) for row in cells[first : found.start] if _is_filled(row) and _texts(row) not in known]
        is_repeated = all(_texts(row) in known for row in cells[found.start : found.start + found.span])
        if found.kinds and (not is_repeated or any(_tells_apart(line) for line in own)):
            return first, found
    return len(cells), None


def _tells_apart(title: str) -> bool:
    """Whether a title above a repeated header makes another table of it; a mere heading goes on in the same one."""
    return not _is_heading([title]) and (dates.stated(title) is not None or bool(district_context(title)))


def _has_digit(value: object) -> bool:
    return not isinstance(value, str) or any(letter.isdigit() for letter in value)


def _first_title(cells: list[list], start: int) -> int:
    """Where the titles right above a header begin: lines of one text in words, and empty ones."""
    while start > 0 and len(texts := set(_texts(cells[start - 1]))) <= 1:
        if texts and (" " not in (text := texts.pop()) or _LIKE_DATA.fullmatch(text)):
            break
        start -= 1
    return start


def _is_like_data(row: list) -> bool:
    """Whether a row below a header is a record and no second header: a third of it are numbers, dates or codes."""
    filled = [value for value in row if value is not None and value != ""]
    data = sum(not isinstance(value, str) or bool(_LIKE_DATA.fullmatch(value.strip())) for value in filled)
    return data * 3 >= len(filled) > 0


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
        columns = _assign(kind, texts)
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


def _assign(kind: str, texts: list[list[str]]) -> dict[str, int]:
    """Columns of a kind's fields: a column that can be one field only goes first, then the preferred spelling."""
    candidates = {position: _fields_of(kind, options) for position, options in enumerate(texts)}
    order = sorted((len(found), rank, position, name) for position, found in candidates.items() for name, rank in found)
    columns: dict[str, int] = {}
    for _, _, position, name in order:
        if name not in columns and position not in columns.values():
            columns[name] = position
    return columns


def _fields_of(kind: str, options: list[str]) -> list[tuple[str, int]]:
    return next((found for text in options if (found := _fields_named(kind, text))), [])


@lru_cache(maxsize=100_000)
def _fields_named(kind: str, text: str) -> list[tuple[str, int]]:
    known = sources.headers(kind)
    bare = re.sub(r"\([^)]*\)", " ", text)
    return next((known[form] for form in (clean(text), fold(text), clean(bare), fold(bare)) if form in known), [])


def _title(rows: list[list]) -> str:
    return "\n".join(" ".join(dict.fromkeys(clean(str(value)) for value in row if value != "")) for row in rows)


def _is_filled(row: list) -> bool:
    return any(value is not None and (not isinstance(value, str) or value.strip()) for value in row)


def _first(row: list) -> object:
    """The first filled cell of a row, as it is."""
    return next((value for value in row if value is not None and value != ""), "")


def _texts(row: list) -> list[str]:
    return [clean(str(value)) for value in row if value is not None and str(value).strip()]


def _is_total(row: list) -> bool:
    """Whether one of the first three filled cells is the word for a total."""
    seen = 0
    for value in row:
        if value is None or value == "":
            continue
        if isinstance(value, str) and value.lstrip()[:1] in "tcsgTCSG" and _TOTAL.fullmatch(fold(value)):
            return True
        seen += 1
        if seen == 3:
            break
    return False


def _is_numbering(row: list) -> bool:
    """A row of column numbers: (1) (2) (3)=(2)/(1)."""
    last = next((value for value in reversed(row) if value is not None and value != ""), "")
    if not _NUMBERING.fullmatch(clean(str(last))):
        return False
    if sum(isinstance(value, str) and value.lstrip().startswith("(") for value in row) < 2:
        return False
    return all(_NUMBERING.fullmatch(text) for text in _texts(row))


def _data_rows(
    sheet: Sheet, cells: list[list], header: _Header, top: int, columns: dict[str, int], kind: str
) -> tuple[list[tuple[int, list]], dict[int, str]]:
    """Rows of data with their numbers, and for each row under a section heading the heading's text."""
    headers: dict[object, list[list[str]]] = {}
    for row in filter(_is_filled, cells[top : header.start + header.span]):  # titles too come again on each page
        headers.setdefault(_first(row), []).append(_texts(row))
    required = [position for name, position in columns.items() if sources.kinds()[kind][name].required_group]
    rows, sections, heading, is_footer = [], {}, "", False
    for index in range(header.start + header.span, len(cells)):
        row = cells[index]
        if not _is_filled(row) or _is_numbering(row):
            continue
        first = _first(row)
        if first in headers and _texts(row) in headers[first]:
            is_footer = False
            continue
        row = row + [""] * (len(header.texts) - len(row))
        if _is_total_row(row, columns, required):
            continue
        # One text over the whole width, as a merged cell holds it, counts once.
        distinct = len({t for position in required if (t := str(row[position]).strip()) and not _ROMAN.fullmatch(t)})
        is_footer = is_footer and distinct <= 1
        if distinct * 2 < len(required) or len(required) <= 2:  # whole rows are spared the closer look
            texts = _texts(row)
            if is_footer or _is_footer(texts, distinct):
                is_footer = True
                continue
            if distinct <= 1 and _is_heading(texts):
                heading = _without_numeral(texts)
                continue
        number = sheet.first_row + index
        rows.append((number, row))
        if isinstance(first, str) and _ROMAN.fullmatch(first.strip()) and _is_heading(_texts(row)[:2]):
            heading = _without_numeral(_texts(row)[:2])  # a district's own row above its communes
        elif heading:
            sections[number] = heading
    return rows, sections


def _is_total_row(row: list, columns: dict[str, int], required: list[int]) -> bool:
    """A total: little beside the word for it, or the word alone where the name of the thing counted belongs."""
    if not _is_total(row):
        return False
    return _filled_beside_total(row, required) * 2 <= len(required) or any(
        _BARE_TOTAL.fullmatch(fold(str(row[position]))) for name, position in columns.items() if name in _NAMED_BY
    )


def _filled_beside_total(row: list, required: list[int]) -> int:
    """Required cells that hold something else than the word for the total."""
    texts = [fold(str(row[position])) for position in required]
    return sum(bool(text) and not _TOTAL.fullmatch(text) for text in texts)


def _is_footer(texts: list[str], filled: int) -> bool:
    """'Người lập biểu', 'Ghi chú: …', 'Lạng Sơn, ngày … tháng … năm …': a signature block holds nothing else."""
    distinct = list(dict.fromkeys(texts))
    if filled <= 1 and _FOOTER.match(fold(" ".join(distinct))):
        return True
    return all(_FOOTER.match(fold(text)) for text in distinct)


def _is_heading(texts: list[str]) -> bool:
    """A row that only says what comes below: 'I. Giai đoạn 1', 'Huyện Chi Lăng'."""
    distinct = list(dict.fromkeys(texts))
    numbered = len(distinct) == 2 and bool(_ROMAN.fullmatch(distinct[0]))
    return (numbered or len(distinct) == 1) and bool(
        re.match(r"([ivx]+ )?(giai doan|huyen|thanh pho|tp|cac huyen|cum)\b", fold(" ".join(distinct)))
    )


def _without_numeral(texts: list[str]) -> str:
    return " ".join(text for text in dict.fromkeys(texts) if not _ROMAN.fullmatch(text))


def district_context(title: str) -> set[str]:
    """Names that a title gives with the word huyện or thành phố before them, for rows that name only a commune."""
    return {clean(" ".join(words)) for words in _DISTRICT.findall(title)}


def _suggestion(texts: list[str]) -> str:
    """For a sheet of no kind: the nearest kind, what it lacks and which unknown headers might be meant."""
    options = [[text] for text in texts]
    kind = max(sources.kinds(), key=lambda name: len(_assign(name, options)))
    columns = _assign(kind, options)
    if len(columns) < 2:
        return ""
    fields = sources.kinds()[kind]
    present = {fields[name].required_group for name in columns}
    missing = [name for name, known in fields.items() if known.required_group and known.required_group not in present]
    free = [text for position, text in enumerate(texts) if position not in columns.values() and text]
    parts = [f"gần giống loại {kind}, còn thiếu: {', '.join(missing)}"]
    for text in free:
        if near := nearest_field(kind, text, missing):
            parts.append(f"cột “{text}” chưa được nhận diện, có phải {near}?")
    return "; ".join(parts)


def nearest_field(kind: str, header: str, among: list[str]) -> str | None:
    """The field of `among` whose accepted headers are most like an unknown one; for messages only, never applied."""
    spellings = {form: found[0][0] for form, found in sources.headers(kind).items() if found[0][0] in among}
    match = process.extractOne(fold(header), list(spellings), scorer=fuzz.token_set_ratio, score_cutoff=70)
    return spellings[match[0]] if match else None
