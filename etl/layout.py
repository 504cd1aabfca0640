"""From a grid of cells to a table: where the header is, which kind it is, which rows are data."""

from dataclasses import dataclass, field
from datetime import date

from rapidfuzz import fuzz, process

from etl import dates, sources
from etl.extract import Sheet
from etl.header import (
    HEADER_DEPTH,
    Header,
    assigned,
    district_context,
    fields_named,
    first_header,
    first_title,
    has_records,
    next_header,
)
from etl.rows import (
    first_of,
    is_filled,
    is_footer,
    is_heading,
    is_numbering,
    is_numeral,
    is_total,
    is_total_row,
    texts_of,
    title_of,
    without_numeral,
)
from etl.text import clean, fold

SIMULATED = fold("SỐ LIỆU MÔ PHỎNG")
_IGNORED_HEADERS = {"stt", "tt", "so tt", "so thu tu", "ghi chu", "no", ""}


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
    first_day_is_1904: bool = False
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
    if not any(is_filled(row) for row in cells):
        return []
    header = first_header(cells, 0, HEADER_DEPTH, False)
    if not header.kinds:
        return [_unrecognised(sheet, cells, header)]
    top = first_title(cells, header.start) if has_records(cells[: header.start]) else 0
    found, title = [_unrecognised(sheet, cells[:top], Header(0, 1, [], {}, 0))] if top else [], ""
    while header:
        title = _inherited(title, title_of(cells[top : header.start]))
        end, following = next_header(cells, header, top, title)
        make = _recognised if len(header.kinds) == 1 else _unrecognised
        found.append(make(sheet, cells[:end], header, title, top))
        top, header = end, following
    return [table for table in found if table.rows] or found[:1]


def unprocessed(sheet: Sheet) -> Table:
    """All rows of a sheet that could not be laid out, to be counted and handed back."""
    rows = [(sheet.first_row + index, row) for index, row in enumerate(sheet.cells) if is_filled(row)]
    width = max((len(row) for _, row in rows), default=0)
    return Table(None, {}, [""] * width, rows, "", None, "not_processed")


def _recognised(sheet: Sheet, cells: list[list], header: Header, title: str, top: int) -> Table:
    """The table of a header, whose titles begin at row `top`."""
    ((kind, columns),) = header.kinds.items()
    rows, sections = _data_rows(sheet, cells, header, top, columns, kind)
    texts = list(header.texts)
    for position in columns.values():
        texts[position] = next(text for text in header.options[position] if fields_named(kind, text))
    unknown = [
        text for position, text in enumerate(texts)
        if position not in columns.values() and fold(text) not in _IGNORED_HEADERS
    ]  # fmt: skip
    # In a text file a separator within a cell pushes the rest of the row to the right.
    too_long = [number for number, row in rows if sheet.encoding and is_filled(row[len(texts) :])]
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


def _unrecognised(sheet: Sheet, cells: list[list], header: Header, title: str = "", top: int = 0) -> Table:
    start = header.start if header.mapped >= 2 else _first_wide_row(cells)
    end = start + (header.span if header.mapped >= 2 else 1)
    texts = header.texts if header.mapped >= 2 else [clean(str(value)) for value in cells[start]]
    rows = [
        (sheet.first_row + index, row) for index, row in enumerate(cells)
        if index >= end and is_filled(row) and not is_total(row) and not is_numbering(row)
    ]  # fmt: skip
    title = title or title_of(cells[top:start])
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


def _data_rows(
    sheet: Sheet, cells: list[list], header: Header, top: int, columns: dict[str, int], kind: str
) -> tuple[list[tuple[int, list]], dict[int, str]]:
    """Rows of data with their numbers, and for each row under a section heading the heading's text."""
    headers: dict[object, list[list[str]]] = {}
    for row in filter(is_filled, cells[top : header.start + header.span]):  # titles too come again on each page
        headers.setdefault(first_of(row), []).append(texts_of(row))
    required = [position for name, position in columns.items() if sources.kinds()[kind][name].required_group]
    rows, sections, heading, is_signed = [], {}, "", False
    for index in range(header.start + header.span, len(cells)):
        row = cells[index]
        if not is_filled(row) or is_numbering(row):
            continue
        first = first_of(row)
        if first in headers and texts_of(row) in headers[first]:
            is_signed = False
            continue
        row = row + [""] * (len(header.texts) - len(row))
        if is_total_row(row, columns, required):
            continue
        # One text over the whole width, as a merged cell holds it, counts once.
        distinct = len({t for position in required if (t := str(row[position]).strip()) and not is_numeral(t)})
        is_signed = is_signed and distinct <= 1
        if distinct * 2 < len(required) or len(required) <= 2:  # whole rows are spared the closer look
            texts = texts_of(row)
            if is_signed or is_footer(texts, distinct):
                is_signed = True
                continue
            if distinct <= 1 and is_heading(texts):
                heading = without_numeral(texts)
                continue
        number = sheet.first_row + index
        rows.append((number, row))
        if isinstance(first, str) and is_numeral(first.strip()) and is_heading(texts_of(row)[:2]):
            heading = without_numeral(texts_of(row)[:2])  # a district's own row above its communes
        elif heading:
            sections[number] = heading
    return rows, sections


def _suggestion(texts: list[str]) -> str:
    """For a sheet of no kind: the nearest kind, what it lacks and which unknown headers might be meant."""
    options = [[text] for text in texts]
    kind = max(sources.kinds(), key=lambda name: len(assigned(name, options)))
    columns = assigned(kind, options)
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
