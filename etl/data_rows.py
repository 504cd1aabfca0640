"""Which rows below a header are data, and what is peculiar to some of them: merged numbers, cells too many, a heading above."""

import re

from etl import sources, titles
from etl.header import Header
from etl.header_words import is_explained
from etl.rows import (
    first_of,
    has_digit,
    is_filled,
    is_footer,
    is_group,
    is_heading,
    is_heading_of_list,
    is_like_data,
    is_numbering,
    is_numeral,
    is_total_row,
    opens_numbers,
    texts_of,
    without_numeral,
)
from etl.sheet import Sheet
from etl.sources import FIGURES

LAST_LINES = 10  # below a table, where notes and signatures stand


def too_long(
    sheet: Sheet, header: Header, kind: str, columns: dict[str, int], rows: list[tuple[int, list]]
) -> list[int]:
    """Rows of a text file in which a separator within a cell pushed the rest to the right, as 150,000 without quotes does."""
    if not sheet.encoding:
        return []
    width = len(header.paths)
    figures = _figures(kind, columns)
    beside = _without_figures_beside(header, kind, columns, figures)
    found = [
        number for number, row in rows
        if is_filled(row[width:]) or (len(row) > width and any(map(_is_split, row, row[1:])))
        or any(_is_split(row[position], row[position + 1]) for position in beside)
        or any(_is_rest(row[position - 1], row[position]) for position in figures if position)
    ]  # fmt: skip
    if not found:
        return []
    # One row proves that numbers were cut: a price of 90 beside an amount of 500 is another, in a row of the right length.
    money = {position for name, position in columns.items() if sources.kinds()[kind][name].type == "money"}
    pairs = [position for position in money if position + 1 in money]
    cut = [number for number, row in rows if any(_is_split(row[position], row[position + 1]) for position in pairs)]
    return sorted({*found, *cut})


def _figures(kind: str, columns: dict[str, int]) -> list[int]:
    fields = sources.kinds()[kind]
    return [position for name, position in columns.items() if fields[name].type in ("count", "money", "decimal")]


def _without_figures_beside(header: Header, kind: str, columns: dict[str, int], figures: list[int]) -> list[int]:
    """Columns of figures whose neighbour to the right holds none that could be of three digits: notes, names; beside money nothing unknown does."""
    names = {position: name for name, position in columns.items()}
    fields = sources.kinds()[kind]
    numbered = {"code", "identity", "phone", "unit", "count", "money", "decimal"}
    return [
        position for position in figures if position + 1 < len(header.paths)
        if is_explained(kind, header.paths[position + 1])
        or (position + 1 in names and fields[names[position + 1]].type not in numbered)
        or (position + 1 not in names and fields[names[position]].type == "money")
    ]  # fmt: skip


def _is_split(cell: object, following: object) -> bool:
    """Whether two cells side by side look like one number cut at the mark between its thousands."""
    return bool(re.fullmatch(r"\s*[1-9]\d{0,2}\s*", str(cell)) and re.fullmatch(r"\d{3}\s*", str(following)))


def _is_rest(before: object, cell: object) -> bool:
    """Whether a figure such as 000 or 050 is what is left of a number whose beginning stands in the cell before."""
    return bool(re.fullmatch(r"\s*0\d\d\s*", str(cell))) and _is_split(before, cell)


def shared(sheet: Sheet, header: Header, used: set[int]) -> dict[int, set[int]]:
    """Cells below a header that are merged over several rows, or over several of the `used` columns, by row number.

    What they hold belongs to all or to none.
    """
    found: dict[int, set[int]] = {}
    for (top, left), (bottom, right) in sheet.merged:
        across = set(range(left, right + 1))
        if top >= header.end and (bottom > top or len(across & used) > 1):
            for row in range(top, bottom + 1):
                found.setdefault(sheet.first_row + row, set()).update(across)
    return found


# What makes a row of a group of units one of its own, and no sum of others: a target given to it, an activity of a day.
_OWN = {"targets": {"target"}, "field_activity": {"date", "kind"}}


def data_rows(
    sheet: Sheet,
    cells: list[list],
    header: Header,
    top: int,
    kind: str | None,
    columns: dict[str, int],
    required: list[int],
) -> tuple[list[tuple[int, list]], dict[int, str]]:
    """Rows of data with their numbers, and for each row under a section heading the heading's text."""
    headers: dict[object, list[list[str]]] = {}
    for row in filter(is_filled, cells[top : header.end]):  # titles too come again on each page
        headers.setdefault(first_of(row), []).append(texts_of(row))
    used = [*required, *header.indicators.get(kind or "", ())]
    own = _OWN.get(kind or "", set())
    told = [columns[name] for name in own if name in columns] if own <= columns.keys() else []
    rows, sections, heading, is_signed = [], {}, "", False
    for index in range(header.end, len(cells)):
        row = cells[index]
        if not is_filled(row) or is_numbering(row):
            continue
        first = first_of(row)
        if first in headers and texts_of(row) in headers[first]:
            is_signed = False
            continue
        row = row + [""] * (len(header.paths) - len(row))
        if is_total_row(row, columns, required):
            continue
        is_signed = is_signed and not _is_record(row, used)
        if is_signed or len(required) <= 2 or not _is_whole(row, required):  # whole rows are spared the closer look
            texts, distinct = texts_of(row), len(_distinct(row, required))
            if is_signed or is_footer(texts, distinct):
                is_signed = True
                continue
            if distinct <= 1 and kind and kind not in FIGURES and is_heading_of_list(texts):
                continue
            if distinct <= 1 and is_heading(texts):
                heading = without_numeral(texts)
                continue
        is_own = bool(told) and all(str(row[position]).strip() for position in told)
        if kind in FIGURES and not is_own and isinstance(first, str) and is_group(texts_of(row)):
            heading = ""
            continue
        number = sheet.first_row + index
        rows.append((number, row))
        following = cells[index + 1] if index + 1 < len(cells) else []
        is_numbered = isinstance(first, str) and is_numeral(first.strip())
        if (is_numbered or opens_numbers(row, following)) and is_heading(texts_of(row)[1:2]):
            heading = texts_of(row)[1]  # a district's own row above its communes
        elif heading:
            sections[number] = heading
    return rows, sections


def _is_whole(row: list, required: list[int]) -> bool:
    """Whether half of the cells that must be filled are, each with a text of its own: the first ones tell of nearly all rows."""
    half = (len(required) + 1) // 2
    return len(_distinct(row, required[:half])) == half or len(_distinct(row, required)) >= half


def _distinct(row: list, positions: list[int]) -> set[str]:
    """The texts of some cells. One text over the whole width, as a merged cell holds it, counts once."""
    return {text for position in positions if (text := str(row[position]).strip()) and not is_numeral(text)}


def _is_record(row: list, used: list[int]) -> bool:
    """Whether a row below a note or a signature is a record all the same."""
    filled = {str(row[position]).strip(): row[position] for position in used if str(row[position]).strip()}
    if len(filled) > 1 and any(map(has_digit, filled.values())):
        return True
    return len(set(texts_of(row))) > 2 and is_like_data(row)


def measures_below(rows: list[list]) -> list[str]:
    """Lines among the last ones that say a unit of measure, as others do above their table."""
    texts = [set(texts_of(row)) for row in rows[-LAST_LINES:]]
    return [text for (text,) in (one for one in texts if len(one) == 1) if titles.measures_above(text)[0]]


def is_one_of(row: list, lines: list[str]) -> bool:
    """Whether a row holds nothing but one of some lines."""
    texts = set(texts_of(row))
    return len(texts) == 1 and texts <= set(lines)
