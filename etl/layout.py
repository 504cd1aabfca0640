"""From a grid of cells to tables: where their headers are, which kinds they are, which rows are data.

A sheet is read by a taught form where one fits wholly, else by the lists of headers. What neither explains is held back.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from data import vocabulary
from etl import closures, dates, form_places, forms, givers, sources, titles, wholeness
from etl.data_rows import data_rows, is_one_of, measures_below, shared, too_long
from etl.extract import Sheet
from etl.header import (
    HEADER_DEPTH,
    Area,
    Header,
    first_header,
    first_title,
    has_records,
    is_other_header,
    next_header,
)
from etl.header_words import assigned, is_explained
from etl.rows import first_of, is_filled, is_like_data, is_signed_above, numbered_as_groups, texts_of, title_of
from etl.sources import FIGURES, PATH, WIDE
from etl.suggestions import LEAST_KNOWN, called, likely_header, suggestion
from etl.table import Table
from etl.text import spaced


def tables(sheet: Sheet, taught: Sequence[forms.Form] = (), file_name: str = "") -> list[Table]:
    """The tables of a sheet, one below or beside the other, each under its own header; none if the sheet is empty.

    A table of no kind, or of two, keeps its rows to be counted. What stands right above a header are its titles.
    """
    cells = _unmerged(sheet)
    if sheet.encoding:
        _unwrap(cells)
    if not any(is_filled(row) for row in cells):
        return []
    found = _taught(sheet, cells, taught, file_name) or _listed(sheet, cells, file_name)
    found = [_with_district(table, sheet.name, file_name) for table in found]
    found = [givers.told(table, sheet.name, file_name) for table in wholeness.beside_others(found, sheet.name)]
    found = wholeness.drafts(found, sheet.name, file_name)
    found = [closures.told(table, sheet.name, file_name) for table in found]
    found = [table for table in found if table.rows] or found[:1]
    for table in found:
        if table.problem:
            table.changed_form, change = form_places.changed(
                taught, [tuple(text.split(PATH)) for text in table.headers if text]
            )
            table.detail = f"{table.detail} {change}".strip()
    return found


def _with_district(table: Table, tab: str, file_name: str) -> Table:
    """A table whose titles name no district has the one that its tab or its file names with the word for it."""
    if titles.districts(table.title):
        return table
    told = next((text for text in (tab, spaced(file_name)) if titles.districts(text)), "")
    return replace(table, title=f"{table.title}\n{told}") if told else table


def _unwrap(cells: list[list]) -> None:
    """Take identifiers out of ="001", by which text files keep a spreadsheet from making numbers of them."""
    for row in cells:
        for position, value in enumerate(row):
            if isinstance(value, str) and value[:2] == '="' and value[-1:] == '"' and len(value) > 2:
                row[position] = value[2:-1]


def _listed(sheet: Sheet, cells: list[list], file_name: str) -> list[Table]:
    """Tables whose headers are in the lists of headers."""
    header = first_header(cells, sheet.merged, 0, HEADER_DEPTH, False)
    if not header.kinds:
        return [_unrecognised(sheet, cells, _likely(sheet, cells, header))]
    if beside := _side_by_side(sheet, cells, header, file_name):
        return beside
    top = first_title(cells, header.start) if has_records(cells[: header.start]) else 0
    above = [_unrecognised(sheet, cells[:top], likely_header(cells[:top], sheet.merged))] if top else []
    return above + _stacked(sheet, cells, header, "", top, file_name)


def _stacked(sheet: Sheet, cells: list[list], header: Header, title: str, top: int, file_name: str) -> list[Table]:
    """The table of a header and those below it. The titles of the first begin at row `top`, below the `title` of all."""
    found: list[Table] = []
    following: Header | None = header
    while following:
        header, title = following, _inherited(title, title_of(cells[top : following.start]))
        end, following = next_header(cells, sheet.merged, header, top, title)
        found += _understood(sheet, cells[:end], header, title, top, file_name)
        top = end
    return found


def _side_by_side(sheet: Sheet, cells: list[list], header: Header, file_name: str) -> list[Table]:
    """The tables of blocks of columns where each block is a table of its own; none where they are one table."""
    ranges = form_places.blocks(header.paths, cells[header.end :])
    if len(ranges) < 2:
        return []
    found: list[Table] = []
    for (left, right), title in zip(ranges, _titles_beside(cells[: header.start], ranges), strict=True):
        part = _part(sheet, cells, header.start, len(cells), left, right)
        own = first_header(part.cells, part.merged, 0, 1, dates.stated(title) is not None)
        if not own.kinds:
            return []
        tables = _stacked(part, part.cells, own, title, 0, file_name)
        found += [replace(table, area=(table.area[0], left)) for table in tables]
    return found


def _titles_beside(above: list[list], ranges: list[tuple[int, int]]) -> list[str]:
    """For each block of columns its titles: those of all, and those right above it where each block has a day or district."""
    first = len(above)
    while first and is_filled(above[first - 1]) and not _is_of_all(above[first - 1], ranges[0][1]):
        first -= 1
    own = [title_of([row[left:right] for row in above[first:]]) for left, right in ranges]
    days = [dates.stated(title) for title in own]
    if (any(days) and not any(map(is_signed_above, own))) or all(map(titles.districts, own)):
        common = title_of([row for row in above[:first] if is_filled(row)])
        return [_inherited(common, title) for title in own]
    return [title_of([row for row in above if is_filled(row)])] * len(ranges)


def _is_of_all(row: list, end: int) -> bool:
    """Whether a title stands above all blocks: one text that begins in the first, before column `end`."""
    return len(set(texts_of(row))) == 1 and is_filled(row[:end])


def _part(sheet: Sheet, cells: list[list], top: int, bottom: int, left: int, right: int | None) -> Sheet:
    """Some rows and columns as a sheet of their own."""
    return replace(
        sheet, cells=[row[left:right] for row in cells[top:bottom]], first_row=sheet.first_row + top,
        merged=_within(sheet.merged, top, left, right or max(map(len, cells), default=0)),
    )  # fmt: skip


def _within(merged: list[Area], top: int, left: int, right: int) -> list[Area]:
    """Merged areas within some columns from a row on, as a sheet of these columns alone would have them."""
    return [
        ((first - top, start - left), (last - top, end - left)) for (first, start), (last, end) in merged
        if first >= top and start >= left and end < right
    ]  # fmt: skip


def _understood(sheet: Sheet, cells: list[list], header: Header, title: str, top: int, file_name: str) -> list[Table]:
    """The tables below a header: of the one kind that explains it wholly, or one that is held back."""
    if not header.kinds:
        return [_unrecognised(sheet, cells, header, title, top)]
    open_columns = {kind: wholeness.unexplained(kind, header, cells) for kind in header.kinds}
    explained = [kind for kind in header.kinds if not open_columns[kind]]
    without = {kind: wholeness.without_figures(kind, header, cells) for kind in explained}
    whole = [kind for kind in explained if not without[kind]]
    if len(whole) == 2 and set(whole) <= set(WIDE) and all(kind in header.indicators for kind in whole):
        whole = wholeness.told_by_title(title) or whole
    if len(whole) > 1:
        return [_unrecognised(sheet, cells, replace(header, kinds={kind: {} for kind in whole}), title, top)]
    if not whole:
        left, problem = (without, "columns_without_figures") if explained else (open_columns, "columns_unexplained")
        fewest = min(left.values(), key=len)
        if not explained and wholeness.are_words(fewest, header, cells):
            problem = "unit_in_parts"
        detail = ", ".join(f"cột {called(header.paths, position)}" for position in fewest)
        return [_held_back(sheet, cells, header, title, top, problem, detail)]
    (kind,) = whole
    problem, detail = wholeness.problem_of(kind, header, cells, title, sheet.name, file_name)
    if problem:
        return [_held_back(sheet, cells, header, title, top, problem, detail)]
    if kind in header.indicators:
        return _wide(sheet, cells, header, kind, title, top)
    return [_recognised(sheet, cells, header, kind, title, top)]


def _recognised(sheet: Sheet, cells: list[list], header: Header, kind: str, title: str, top: int) -> Table:
    """The table of a header, whose titles begin at row `top`."""
    columns = header.kinds[kind]
    required = [position for name, position in columns.items() if sources.kinds()[kind][name].required_group]
    below = measures_below(cells[header.end :])
    rows, sections = data_rows(sheet, cells, header, top, kind, columns, required)
    rows = [(number, row) for number, row in rows if not is_one_of(row, below)] if below else rows
    used = {*columns.values(), *header.indicators.get(kind, ())}
    unknown = {
        position: text for position, text in enumerate(header.texts)
        if text and position not in used and not is_explained(kind, header.paths[position])
    }  # fmt: skip
    constants = _since(title) if kind == "targets" and "valid_from" not in columns else {}
    return Table(
        kind, columns, header.texts, rows, "\n".join([title, *below]), dates.stated(title), "", "", unknown, sections, too_long(sheet, header, kind, columns, rows),
        constants=constants, shared=shared(sheet, header, used), area=(sheet.first_row + header.start, 0),
    )  # fmt: skip


def _wide(sheet: Sheet, cells: list[list], header: Header, kind: str, title: str, top: int) -> list[Table]:
    """A table for each indicator of a wide one."""
    base = _recognised(sheet, cells, header, kind, title, top)
    if kind == "targets":
        if len(named := givers.said(title)) == 1:
            base.constants["source"] = named.pop()
        if "source" not in base.columns and "source" not in base.constants:
            return [_held_back(sheet, cells, header, title, top, "target_giver_unclear", "")]
    return unpivoted(base, header.indicators[kind], WIDE[kind])


_DEADLINE = re.compile(r"\b(?:đến|trước|hạn)\b[^\n,;()]*", re.IGNORECASE)


def _since(title: str) -> dict[str, object]:
    """From when the targets of a table hold, where its title names one day; a day to reach them by is no such day."""
    day = dates.only(_DEADLINE.sub("", title))
    return {"valid_from": day} if day else {}


def unpivoted(base: Table, indicators: dict[int, str], figure: str) -> list[Table]:
    """A table for each column of figures, of the rows that have one; a blank figure says nothing and is no row."""
    return [
        replace(
            base, columns={**base.columns, figure: position}, constants={**base.constants, "indicator": name},
            rows=[(number, row) for number, row in base.rows if _says(row[position])],
        )
        for position, name in indicators.items()
    ]  # fmt: skip


def _says(value: object) -> bool:
    return is_filled([value]) and str(value).strip() not in ("-", "–", "—", "...", "…")


def _inherited(above: str, own: str) -> str:
    """A table's own titles below those of the table above it, without the day or district that its own replace."""
    has_day, has_district = dates.stated(own) is not None, bool(titles.districts(own))
    kept = [
        line for line in above.split("\n")
        if not (has_day and dates.stated(line)) and not (has_district and titles.districts(line))
    ]  # fmt: skip
    return "\n".join(filter(None, [*kept, own]))


def _taught(sheet: Sheet, cells: list[list], taught: Sequence[forms.Form], file_name: str) -> list[Table]:
    """Tables of the taught forms whose headers are on the sheet, each wholly, and what stands above and below them."""
    places = form_places.places(cells, sheet.merged, taught)
    if not places:
        return []
    top = first_title(cells, places[0].start)
    found = _apart(sheet, cells, 0, top, file_name) if has_records(cells[:top]) else []
    title = title_of(cells[: places[0].start])
    for place in places:
        end = min((other.start for other in places if other.start > place.start), default=len(cells))
        end = first_title(cells, end) if end < len(cells) else end
        last = _end_of(sheet, cells[:end], place)
        beside = [other for other in places if other.start == place.start]
        if unnamed := _unnamed_figures(cells[place.start + place.span : last], beside):
            header = Header(place.start, place.span, [*([()] * place.left), *place.paths])
            detail = ", ".join(f"cột {called(header.paths, position)}" for position in unnamed)
            found.append(_held_back(sheet, cells[:last], header, title, 0, "columns_unexplained", detail))
            continue
        found += _by_form(sheet, cells[:last], place, title, file_name)
        if last < end and place.left == min(other.left for other in places if other.start == place.start):
            found += _apart(sheet, cells, last, end, file_name)
    return found


def _unnamed_figures(rows: list[list], beside: list[form_places.Place]) -> list[int]:
    """Columns of numbers that have no header, so that no form beside them can name them; only where a unit has one figure."""
    if not any(rule.kind in FIGURES for place in beside for rule in place.form.tables):
        return []
    named = {place.left + offset for place in beside for offset, path in enumerate(place.paths) if path}
    left = set(range(max(map(len, rows), default=0))) - named
    return [
        position for position in sorted(left)
        if wholeness.has_figures(rows, position) and not wholeness.is_count_of_rows(rows, position)
    ]  # fmt: skip


def _apart(sheet: Sheet, cells: list[list], top: int, bottom: int, file_name: str) -> list[Table]:
    """What the lists of headers make of the rows above or below the tables of a form."""
    part = _part(sheet, cells, top, bottom, 0, None)
    return _listed(part, part.cells, file_name) if any(map(is_filled, part.cells)) else []


def _end_of(sheet: Sheet, cells: list[list], place: form_places.Place) -> int:
    """The row at which another table begins below the header of a form."""
    figures = [position for rule in place.form.tables for position in place.positions(rule)]
    for start in range(place.start + place.span, len(cells)):
        if is_other_header(cells, sheet.merged, start, figures):
            return first_title(cells, start)
    return len(cells)


def _by_form(sheet: Sheet, cells: list[list], place: form_places.Place, title: str, file_name: str) -> list[Table]:
    """The tables that a form makes of one place where its header stands."""
    above = title_of([row[place.left : place.right] for row in cells[first_title(cells, place.start) : place.start]])
    said = {"title": title, "above": above or title, "sheet": sheet.name, "file": file_name}
    title = _inherited(title, "\n".join(line for line in above.split("\n") if line not in title.split("\n")))
    said["title"] = title
    part = replace(
        sheet, cells=[row[: place.right] for row in cells], merged=[area for area in sheet.merged if area[1][1] < place.right]
    )  # fmt: skip
    header = Header(place.start, place.span, [*([()] * place.left), *place.paths])
    found = []
    for rule in place.form.tables:
        try:
            if rule.dates_across:
                place.check_days()
            constants = rule.told(said)
        except forms.NotSaid as missing:
            return [_held_back(part, part.cells, header, title, 0, "form_source_missing", str(missing))]
        found += _by_rule(part, header, place, rule, constants, title)
    return found


def _by_rule(
    sheet: Sheet, header: Header, place: form_places.Place, rule: forms.Rule, constants: dict[str, object], title: str
) -> list[Table]:
    """The tables of one rule of a form: one, or one for each column of figures."""
    columns = {name: place.position(path) for name, path in rule.columns.items()}
    figures = place.figures(rule)
    fields = sources.kinds()[rule.kind]
    required = [position for name, position in columns.items() if fields[name].required_group]
    required += [position for position, _ in figures]
    rows, sections = data_rows(sheet, sheet.cells, header, 0, rule.kind, columns, required)
    if rule.rows == "groups":
        counted = numbered_as_groups([str(first_of(row[place.left :])) for _, row in rows])
        if rows and not any(counted):
            return [Table(None, {}, header.texts, rows, title, None, "groups_missing")]
        rows = [line for line, is_counted in zip(rows, counted, strict=True) if is_counted]
    base = Table(
        rule.kind, columns, header.texts, [(number, [""] * place.left + row[place.left :]) for number, row in rows], title,
        dates.stated(title), sections=sections, constants=constants, shared=shared(sheet, header, {*columns.values(), *(position for position, _ in figures)}),
        is_percent=rule.percent, form=place.form.key, area=(sheet.first_row + place.start, place.left),
    )  # fmt: skip
    if not figures:
        return [base]
    return [
        replace(table, constants={**table.constants, **own})
        for position, own in figures
        for table in unpivoted(base, {position: own.get("indicator", base.constants.get("indicator"))}, rule.value)
    ]


def _held_back(
    sheet: Sheet, cells: list[list], header: Header, title: str, top: int, problem: str, detail: str
) -> Table:
    """A table whose kind is known and that is not understood whole: its rows are counted and handed back."""
    kind, columns = next(iter(header.kinds.items()), (None, {}))
    rows, _ = data_rows(sheet, cells, header, top, kind, columns, list(columns.values())[:2])
    return Table(None, {}, header.texts, rows, title, None, problem, detail)


def header_to_teach(sheet: Sheet) -> tuple[list[list], Header]:
    """Cells of a sheet, merged ones filled, and what its header most likely is: what is shown to those who teach a form."""
    cells = _unmerged(sheet)
    header = first_header(cells, sheet.merged, 0, HEADER_DEPTH, False)
    return cells, _likely(sheet, cells, header)


def _likely(sheet: Sheet, cells: list[list], header: Header) -> Header:
    return header if header.mapped >= LEAST_KNOWN else likely_header(cells, sheet.merged)


def _unrecognised(sheet: Sheet, cells: list[list], header: Header, title: str = "", top: int = 0) -> Table:
    if _is_record(cells, header):
        header = Header(header.start, 0, [])
    rows, _ = data_rows(sheet, cells, header, top, None, {}, [])
    title = title or title_of(cells[top : header.start])
    if not header.paths:
        return Table(None, {}, [], rows, title, None, "header_missing")
    if len(header.kinds) > 1:
        named = " + ".join(f"“{vocabulary.labels('kinds')[kind]['vi']}”" for kind in sorted(header.kinds))
        return Table(None, {}, header.texts, rows, title, None, "two_kinds", named)
    return Table(None, {}, header.texts, rows, title, None, "unknown_kind", suggestion(header.paths))


def _is_record(cells: list[list], header: Header) -> bool:
    """Whether what stands where a header would be is a record like those below: then the table has no header."""
    is_single = len(header.paths) > 0 and header.end == header.start + 1
    return (
        is_single
        and is_like_data(cells[header.start])
        and not any(assigned(kind, header.paths)[0] for kind in sources.kinds())
    )


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
