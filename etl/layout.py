"""From a grid of cells to tables: where their headers are, which kinds they are, which rows are data.

A sheet is read by a taught form where one fits wholly, else by the lists of headers. What neither explains is held back.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from openpyxl.utils import get_column_letter
from rapidfuzz import fuzz, process

from data import vocabulary
from etl import dates, forms, sources, titles
from etl.extract import Sheet
from etl.header import (
    HEADER_DEPTH,
    HEADER_SPAN,
    Area,
    Header,
    assigned,
    fields_of,
    first_header,
    first_title,
    has_records,
    is_explained,
    next_header,
    paths,
    spans,
)
from etl.quoting import is_quotable
from etl.rows import (
    first_of,
    has_digit,
    is_filled,
    is_footer,
    is_group,
    is_heading,
    is_like_data,
    is_numbering,
    is_numeral,
    is_total_row,
    texts_of,
    title_of,
    without_numeral,
)
from etl.sources import FIGURES, PATH, WIDE
from etl.text import fold

SIMULATED = fold("SỐ LIỆU MÔ PHỎNG")
_NUMBER = re.compile(r"[+-]?\d[\d.,\s]*%?")
MOST_NAMED = 8  # columns in a message
LEAST_KNOWN = 2  # so many columns that a list of headers knows make a row likely to be a header


@dataclass
class Table:
    """A recognised table. `columns` maps fields to positions, `rows` are (row number in the file, cells).

    `constants` are the values of fields that stand in no column, `indicator` what a table cut out of a wide one holds.
    """

    kind: str | None
    columns: dict[str, int]
    headers: list[str]
    rows: list[tuple[int, list]]
    title: str
    stated_on: date | None
    problem: str = ""
    detail: str = ""
    unknown: dict[int, str] = field(default_factory=dict)  # columns of a list that are not used, by position
    sections: dict[int, str] = field(default_factory=dict)
    too_long: list[int] = field(default_factory=list)
    is_of_2025: bool = False
    constants: dict[str, object] = field(default_factory=dict)
    shared: dict[int, set[int]] = field(default_factory=dict)  # row numbers -> columns whose number is merged over rows
    is_percent: bool = False
    area: tuple[int, int] = (0, 0)  # row and column where its header begins
    form: str = ""  # the taught form that reads the table
    changed_form: str = ""  # the taught form that it is like, and no longer equal to
    first_day_is_1904: bool = False

    @property
    def is_simulated(self) -> bool:
        return SIMULATED in fold(self.title)

    @property
    def unknown_headers(self) -> list[str]:
        return list(self.unknown.values())

    @property
    def unknown_called(self) -> list[str]:
        """Columns that are not used as a message may name them."""
        return [
            text if is_quotable(text) else f"cột {get_column_letter(position + 1)}"
            for position, text in self.unknown.items()
        ]

    def header_of(self, name: str) -> str:
        """The header of a field's column; '' for a constant."""
        return self.headers[self.columns[name]] if name in self.columns else ""

    def headers_of(self, type_name: str) -> list[str]:
        """The headers of the columns recognised as fields of a type, whole and the lowest of them."""
        fields = sources.kinds()[self.kind] if self.kind else {}
        whole = [self.headers[position] for name, position in self.columns.items() if fields[name].type == type_name]
        return [*whole, *(text.rpartition(PATH)[2] for text in whole)]


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
    found = [table for table in found if table.rows] or found[:1]
    for table in found:
        if table.problem:
            table.changed_form, change = forms.changed(
                taught, [tuple(text.split(PATH)) for text in table.headers if text]
            )
            table.detail = f"{table.detail} {change}".strip()
    return found


def _unwrap(cells: list[list]) -> None:
    """Take identifiers out of ="001", by which text files keep a spreadsheet from making numbers of them."""
    for row in cells:
        for position, value in enumerate(row):
            if isinstance(value, str) and value[:2] == '="' and value[-1:] == '"' and len(value) > 2:
                row[position] = value[2:-1]


def unprocessed(sheet: Sheet) -> Table:
    """All rows of a sheet that could not be laid out, to be counted and handed back."""
    rows = [(sheet.first_row + index, row) for index, row in enumerate(sheet.cells) if is_filled(row)]
    width = max((len(row) for _, row in rows), default=0)
    return Table(None, {}, [""] * width, rows, "", None, "not_processed")


def _listed(sheet: Sheet, cells: list[list], file_name: str) -> list[Table]:
    """Tables whose headers are in the lists of headers."""
    header = first_header(cells, sheet.merged, 0, HEADER_DEPTH, False)
    if not header.kinds:
        return [_unrecognised(sheet, cells, header)]
    if beside := _side_by_side(sheet, cells, header, file_name):
        return beside
    top = first_title(cells, header.start) if has_records(cells[: header.start]) else 0
    found, title = [_unrecognised(sheet, cells[:top], Header(0, 1, []))] if top else [], ""
    while header:
        title = _inherited(title, title_of(cells[top : header.start]))
        end, following = next_header(cells, sheet.merged, header, top, title)
        found += _understood(sheet, cells[:end], header, title, top, file_name)
        top, header = end, following
    return found


def _side_by_side(sheet: Sheet, cells: list[list], header: Header, file_name: str) -> list[Table]:
    """The tables of blocks of columns where each block is a table of its own; none where they are one table."""
    ranges = forms.blocks(header.paths, cells[header.end :])
    if len(ranges) < 2:
        return []
    above = [row for row in cells[: header.start] if is_filled(row)]
    found: list[Table] = []
    for left, right in ranges:
        part = replace(
            sheet, cells=[row[left:right] for row in cells[header.start :]], first_row=sheet.first_row + header.start,
            merged=_within(sheet.merged, header.start, left, right),
        )  # fmt: skip
        own = first_header(part.cells, part.merged, 0, 1, dates.stated(title_of(above)) is not None)
        if not own.kinds:
            return []
        tables = _understood(part, part.cells, own, title_of(above), 0, file_name)
        found += [replace(table, area=(table.area[0], left)) for table in tables]
    return found


def _within(merged: list[Area], top: int, left: int, right: int) -> list[Area]:
    """Merged areas within some columns from a row on, as a sheet of these columns alone would have them."""
    return [
        ((first - top, start - left), (last - top, end - left)) for (first, start), (last, end) in merged
        if first >= top and start >= left and end < right
    ]  # fmt: skip


def _understood(sheet: Sheet, cells: list[list], header: Header, title: str, top: int, file_name: str) -> list[Table]:
    """The tables below a header: of the one kind that explains it wholly, or one that is held back."""
    open_columns = {kind: _unexplained(kind, header, cells) for kind in header.kinds}
    whole = [kind for kind in header.kinds if not open_columns[kind] and _holds_figures(kind, header, cells)]
    if len(whole) == 2 and set(whole) <= set(WIDE) and all(kind in header.indicators for kind in whole):
        whole = _told_by_title(title) or whole
    if len(whole) > 1:
        return [_unrecognised(sheet, cells, replace(header, kinds={kind: {} for kind in whole}), title, top)]
    if not whole:
        kind = min(open_columns, key=lambda one: len(open_columns[one]))
        detail = ", ".join(f"cột {_called(header.paths, position)}" for position in open_columns[kind])
        return [
            _held_back(sheet, cells, header, title, top, "columns_unexplained" if detail else "unknown_kind", detail)
        ]
    (kind,) = whole
    if kind == "households" and (problem := _is_no_register(header, title, sheet.name, file_name)):
        return [_held_back(sheet, cells, header, title, top, problem, "")]
    if kind in header.indicators:
        return _wide(sheet, cells, header, kind, title, top)
    return [_recognised(sheet, cells, header, kind, title, top)]


def _told_by_title(title: str) -> list[str]:
    """Whether a wide table gives targets or tells what was reached, as its title says; [] where it says both or neither."""
    told = {"targets": sources.says(title, "given targets"), "progress_reports": sources.says(title, "progress")}
    said = [kind for kind, is_said in told.items() if is_said]
    return said if len(said) == 1 else []


def _unexplained(kind: str, header: Header, cells: list[list]) -> list[int]:
    """Columns with numbers that nobody explained; only where a unit has one figure each would hide another."""
    if kind not in FIGURES:
        return []
    used = {*header.kinds[kind].values(), *header.indicators.get(kind, ())}
    rows = [row for row in cells[header.end :] if not is_numbering(row)]
    width = max((len(row) for row in cells[header.start :]), default=0)
    return [
        position for position in range(width)
        if position not in used and not is_explained(kind, _path(header, position))
        and _has_figures(rows, position) and not _is_count_of_rows(rows, position)
    ]  # fmt: skip


def _path(header: Header, position: int) -> tuple[str, ...]:
    return header.paths[position] if position < len(header.paths) else ()


def _has_figures(rows: list[list], position: int) -> bool:
    return any(position < len(row) and is_figure(row[position]) for row in rows)


def is_figure(value: object) -> bool:
    """Whether a cell holds a number, as a number or as text."""
    if isinstance(value, str):
        return bool(_NUMBER.fullmatch(value.strip()))
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_count_of_rows(rows: list[list], position: int) -> bool:
    """Whether a column without a header only numbers the rows: 1, 2, 3."""
    values = [row[position] for row in rows if position < len(row) and is_figure(row[position])]
    numbers = [fold(str(value)).removesuffix(" 0") for value in values]
    return numbers == [str(number) for number in range(1, len(numbers) + 1)]


def _holds_figures(kind: str, header: Header, cells: list[list]) -> bool:
    """Whether columns hold what their headers promise: an indicator is named in words, its values are numbers."""
    rows = [row for row in cells[header.end :] if is_filled(row) and not is_numbering(row)]
    columns = header.kinds[kind]
    fields = sources.kinds()[kind]
    for name, position in columns.items():
        if fields[name].type in ("indicator", "activity_kind"):
            filled = [row[position] for row in rows if position < len(row) and is_filled([row[position]])]
            if filled and all(map(is_figure, filled)):
                return False
    return all(_has_figures(rows, position) for position in header.indicators.get(kind, ())) or not rows


def _called(columns: list[tuple[str, ...]], position: int) -> str:
    """A column as a message may name it: by its header where all its words are known, else by its letter."""
    text = PATH.join(columns[position]) if position < len(columns) else ""
    return f"“{text}”" if text and is_quotable(text) else get_column_letter(position + 1)


def _is_no_register(header: Header, title: str, sheet_name: str, file_name: str) -> str:
    """The problem of a table that may count a part of the households: those with a shop, the poor ones; '' for a register.

    'Số hộ' says less than 'Tổng số hộ': it needs a title, a tab, a file or a day column that speaks of the register.
    """
    columns = header.kinds["households"]
    text = fold(header.texts[columns["households"]])
    said = f"{title}\n{sheet_name}"
    if sources.says(said, "part of households") and not re.search(r"\b(dan|gia dinh)\b", text):
        return "register_unclear"
    is_told = "as_of" in columns or sources.says(f"{said}\n{file_name}", "register")
    return "" if is_told or text != "so ho" else "register_unclear"


def _recognised(sheet: Sheet, cells: list[list], header: Header, kind: str, title: str, top: int) -> Table:
    """The table of a header, whose titles begin at row `top`."""
    columns = header.kinds[kind]
    required = [position for name, position in columns.items() if sources.kinds()[kind][name].required_group]
    rows, sections = _data_rows(sheet, cells, header, top, kind, columns, required)
    unknown = {
        position: text for position, text in enumerate(header.texts)
        if position not in columns.values() and text and not is_explained(kind, header.paths[position])
    }  # fmt: skip
    return Table(
        kind, columns, header.texts, rows, title, dates.stated(title), "", "", unknown, sections, _too_long(sheet, header, kind, columns, rows),
        shared=_shared(sheet, header), area=(sheet.first_row + header.start, 0),
    )  # fmt: skip


def _too_long(
    sheet: Sheet, header: Header, kind: str, columns: dict[str, int], rows: list[tuple[int, list]]
) -> list[int]:
    """Rows of a text file in which a separator within a cell pushed the rest to the right, as 150,000 without quotes does."""
    if not sheet.encoding:
        return []
    width = len(header.paths)
    fields = sources.kinds()[kind]
    figures = [position for name, position in columns.items() if fields[name].type in ("count", "money", "decimal")]
    cut = [position for position in figures if position + 1 < width and is_explained(kind, header.paths[position + 1])]
    return [
        number for number, row in rows
        if is_filled(row[width:]) or (len(row) > width and any(map(_is_split, row, row[1:])))
        or any(_is_split(row[position], row[position + 1]) for position in cut)
    ]  # fmt: skip


def _is_split(cell: object, following: object) -> bool:
    """Whether two cells side by side look like one number cut at the mark between its thousands."""
    return bool(re.fullmatch(r"\s*[1-9]\d{0,2}\s*", str(cell)) and re.fullmatch(r"\d{3}\s*", str(following)))


def _shared(sheet: Sheet, header: Header) -> dict[int, set[int]]:
    """Cells below a header that are merged over several rows, by row number: what they hold belongs to all or to none."""
    found: dict[int, set[int]] = {}
    for (top, left), (bottom, right) in sheet.merged:
        if top >= header.end and bottom > top:
            for row in range(top, bottom + 1):
                found.setdefault(sheet.first_row + row, set()).update(range(left, right + 1))
    return found


def _wide(sheet: Sheet, cells: list[list], header: Header, kind: str, title: str, top: int) -> list[Table]:
    """A table for each indicator of a wide one."""
    base = _recognised(sheet, cells, header, kind, title, top)
    if kind == "targets":
        base.constants |= _decision(title)
        if "source" not in base.columns and "source" not in base.constants:
            return [_held_back(sheet, cells, header, title, top, "target_giver_unclear", "")]
    return unpivoted(base, header.indicators[kind], WIDE[kind])


def _decision(title: str) -> dict[str, object]:
    """Who gave the targets of an annex and from when, as far as its title says so."""
    folded = fold(title)
    told: dict[str, object] = {}
    givers = {"local" for _ in re.findall(r"\bubnd (?:huyen|thanh pho|tp|xa|phuong|thi tran)\b", folded)}
    givers |= {"province" for _ in re.findall(r"\bubnd tinh\b|\btinh giao\b", folded)}
    if len(givers) == 1:
        told["source"] = givers.pop()
    if day := dates.only(title):
        told["valid_from"] = day
    return told


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
    """Tables of the taught forms whose headers are on the sheet, each wholly; none where no form fits."""
    found: list[Table] = []
    places = forms.places(cells, sheet.merged, taught)
    for place in places:
        below = [other.start for other in places if other.start > place.start]
        end = first_title(cells, min(below)) if below else len(cells)
        found += _by_form(sheet, cells[:end], place, title_of(cells[: places[0].start]), file_name)
    if found and (top := first_title(cells, places[0].start)) and has_records(cells[:top]):
        found.insert(0, _unrecognised(sheet, cells[:top], Header(0, 1, [])))
    return found


def _by_form(sheet: Sheet, cells: list[list], place: forms.Place, title: str, file_name: str) -> list[Table]:
    """The tables that a form makes of one place where its header stands."""
    above = title_of([row[place.left : place.right] for row in cells[first_title(cells, place.start) : place.start]])
    said = {"title": title, "above": above or title, "sheet": sheet.name, "file": file_name}
    title = "\n".join(dict.fromkeys(filter(None, [*title.split("\n"), *above.split("\n")])))
    part = replace(
        sheet, cells=[row[: place.right] for row in cells], merged=[area for area in sheet.merged if area[1][1] < place.right]
    )  # fmt: skip
    header = Header(place.start, place.span, [*([()] * place.left), *place.paths])
    found = []
    for rule in place.form.tables:
        try:
            constants = rule.told(said)
        except forms.NotSaid as missing:
            return [_held_back(part, part.cells, header, title, 0, "form_source_missing", str(missing))]
        found += _by_rule(part, header, place, rule, constants, title)
    return found


def _by_rule(
    sheet: Sheet, header: Header, place: forms.Place, rule: forms.Rule, constants: dict[str, object], title: str
) -> list[Table]:
    """The tables of one rule of a form: one, or one for each column of figures."""
    columns = {name: place.position(path) for name, path in rule.columns.items()}
    figures = rule.figures(place)
    fields = sources.kinds()[rule.kind]
    required = [position for name, position in columns.items() if fields[name].required_group]
    required += [position for position, _ in figures]
    rows, sections = _data_rows(sheet, sheet.cells, header, 0, rule.kind, columns, required)
    if rule.rows == "groups":
        rows = [(number, row) for number, row in rows if is_numeral(str(first_of(row[place.left :])).strip())]
    base = Table(
        rule.kind, columns, header.texts, [(number, [""] * place.left + row[place.left :]) for number, row in rows], title,
        dates.stated(title), sections=sections, constants=constants, shared=_shared(sheet, header),
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
    rows, _ = _data_rows(sheet, cells, header, top, kind, columns, list(columns.values())[:2])
    return Table(None, {}, header.texts, rows, title, None, problem, detail)


def header_to_teach(sheet: Sheet) -> tuple[list[list], Header]:
    """Cells of a sheet, merged ones filled, and what its header most likely is: what is shown to those who teach a form."""
    cells = _unmerged(sheet)
    header = first_header(cells, sheet.merged, 0, HEADER_DEPTH, False)
    return cells, header if header.mapped >= LEAST_KNOWN else _likely_header(cells, sheet.merged)


def _unrecognised(sheet: Sheet, cells: list[list], header: Header, title: str = "", top: int = 0) -> Table:
    if header.mapped < LEAST_KNOWN:
        header = _likely_header(cells, sheet.merged)
    rows, _ = _data_rows(sheet, cells, header, top, None, {}, [])
    title = title or title_of(cells[top : header.start])
    if len(header.kinds) > 1:
        named = " + ".join(f"“{vocabulary.labels('kinds')[kind]['vi']}”" for kind in sorted(header.kinds))
        return Table(None, {}, header.texts, rows, title, None, "two_kinds", named)
    return Table(None, {}, header.texts, rows, title, None, "unknown_kind", _suggestion(header.paths))


def _likely_header(cells: list[list], merged: list[Area]) -> Header:
    """What is most like a header where none is known: the words right above the first run of figures, else the widest row."""
    last = max(index for index, row in enumerate(cells) if is_filled(row))
    widths = [len(set(texts_of(row))) for row in cells[: min(HEADER_DEPTH, last)]]
    in_words = [0 if is_like_data(row) else width for row, width in zip(cells, widths, strict=False)]
    widest = in_words if any(in_words) else widths
    start = widest.index(max(widest)) if widest else last
    span = next(iter(spans(cells, merged, start)), 1)
    return Header(start, min(span, HEADER_SPAN), paths(cells[start : start + span]))


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
        # One text over the whole width, as a merged cell holds it, counts once.
        distinct = len({t for position in required if (t := str(row[position]).strip()) and not is_numeral(t)})
        is_signed = is_signed and (
            distinct <= 1 or not any(has_digit(row[position]) for position in required if row[position] != "")
        )
        if is_signed or distinct * 2 < len(required) or len(required) <= 2:  # whole rows are spared the closer look
            texts = texts_of(row)
            if is_signed or is_footer(texts, distinct):
                is_signed = True
                continue
            if distinct <= 1 and is_heading(texts):
                heading = without_numeral(texts)
                continue
        if kind in FIGURES and isinstance(first, str) and is_group(texts_of(row)):
            heading = ""
            continue
        number = sheet.first_row + index
        rows.append((number, row))
        if isinstance(first, str) and is_numeral(first.strip()) and is_heading(texts_of(row)[:2]):
            heading = without_numeral(texts_of(row)[:2])  # a district's own row above its communes
        elif heading:
            sections[number] = heading
    return rows, sections


def _suggestion(columns: list[tuple[str, ...]]) -> str:
    """For a sheet of no kind, in the words of the office: the nearest kind, what it lacks, which headers might be meant."""
    kind = max(sources.kinds(), key=lambda name: len(assigned(name, columns)[0]))
    known = assigned(kind, columns)[0]
    labels, words = vocabulary.labels("fields"), vocabulary.labels("kinds")
    unknown = {position: path for position, path in enumerate(columns) if path and not fields_of(kind, path)}
    if len(known) < LEAST_KNOWN:
        named = [_called(columns, position) for position in unknown]
        return f"Cột chưa hiểu: {', '.join(named[:MOST_NAMED])}." if named else ""
    fields = sources.kinds()[kind]
    present = {fields[name].required_group for name in known}
    groups = dict.fromkeys(one.required_group for one in fields.values() if one.required_group not in ("", *present))
    missing = [
        "commune" if group == "unit" else group if group in labels else _first_of(fields, group) for group in groups
    ]
    lacking = ", ".join(f"“{labels[name]['vi']}”" for name in missing)
    parts = [f"Gần giống loại “{words[kind]['vi']}”, còn thiếu: {lacking}."] if missing else []
    among = [name for name, one in fields.items() if one.required_group in groups]
    for position, path in unknown.items():
        if near := nearest_field(kind, PATH.join(path), among):
            parts.append(f"Cột {_called(columns, position)} chưa được nhận diện, có phải “{labels[near]['vi']}”?")
    return " ".join(parts)


def _first_of(fields: dict[str, sources.Field], group: str) -> str:
    return next(name for name, one in fields.items() if one.required_group == group)


def nearest_field(kind: str, header: str, among: list[str]) -> str | None:
    """The field of `among` whose accepted headers are most like an unknown one; for messages only, never applied."""
    spellings = {form: found[0][0] for form, found in sources.headers(kind).items() if found[0][0] in among}
    match = process.extractOne(fold(header), list(spellings), scorer=fuzz.token_set_ratio, score_cutoff=70)
    return spellings[match[0]] if match else None
