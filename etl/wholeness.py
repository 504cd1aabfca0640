"""Whether a table is understood whole: what in its columns, its titles or its rows leaves open what its figures count."""

import re
from collections import defaultdict
from dataclasses import replace
from functools import cache

from etl import mentions, partial, sources, titles
from etl.header import Header
from etl.header_words import is_explained
from etl.rows import is_filled, is_numbering
from etl.sources import FIGURES, PATH
from etl.suggestions import called
from etl.table import Table
from etl.text import fold, key, spaced

# In these kinds a unit has one figure a day, an indicator or a giver; of two different ones neither can be chosen.
ONE_FIGURE = {"households": {"households"}, "targets": {"target", "target_max"}, "progress_reports": {"value"}}
_NUMBER = re.compile(r"[+-]?\d[\d.,\s]*%?(\s*[-–—]\s*\d[\d.,\s]*%?)?")  # also a range: 50 - 60%


def is_figure(value: object) -> bool:
    """Whether a cell holds a number, or a range of two, as a number or as text."""
    if isinstance(value, str):
        return bool(_NUMBER.fullmatch(value.strip()))
    return isinstance(value, int | float) and not isinstance(value, bool)


def told_by_title(title: str) -> list[str]:
    """Whether a wide table gives targets or tells what was reached, as its title says; [] where it says both or neither."""
    is_progress = sources.says(title, "progress")
    is_given = sources.says(title, "given targets") or (sources.says(title, "planned") and not is_progress)
    if is_progress == is_given:
        return []
    return ["targets"] if is_given else ["progress_reports"]


def unexplained(kind: str, header: Header, cells: list[list]) -> list[int]:
    """Columns that nobody explained, of numbers or of what tells one row of a unit from the next: hamlets, as a rule.

    Only in kinds where a unit has one figure each, which another column would hide.
    """
    if kind not in FIGURES:
        return []
    used = {*header.kinds[kind].values(), *header.indicators.get(kind, ())}
    rows = [row for row in cells[header.end :] if not is_numbering(row)]
    width = max((len(row) for row in cells[header.start :]), default=0)
    left = [
        position for position in range(width)
        if position not in used and not is_explained(kind, _path(header, position))
        and not any(_is_same_column(header, rows, position, other) for other in used)
        and not (position < min(used) and not _path(header, position) and is_count_of_rows(rows, position))
    ]  # fmt: skip
    numbers = [position for position in left if has_figures(rows, position)]
    return numbers or _telling_apart(kind, header, rows, left)


def _is_same_column(header: Header, rows: list[list], position: int, other: int) -> bool:
    """Whether a column holds what another one does, as the second of two merged columns does."""
    return _path(header, position) == _path(header, other) and all(
        row[position : position + 1] == row[other : other + 1] for row in rows
    )


def are_words(positions: list[int], header: Header, cells: list[list]) -> bool:
    """Whether columns hold no numbers."""
    rows = [row for row in cells[header.end :] if not is_numbering(row)]
    return not any(has_figures(rows, position) for position in positions)


def _path(header: Header, position: int) -> tuple[str, ...]:
    return header.paths[position] if position < len(header.paths) else ()


def has_figures(rows: list[list], position: int) -> bool:
    return any(position < len(row) and is_figure(row[position]) for row in rows)


def is_count_of_rows(rows: list[list], position: int) -> bool:
    """Whether a column only numbers the rows: 1, 2, 3."""
    values = [row[position] for row in rows if position < len(row) and is_figure(row[position])]
    return [_plain(value) for value in values] == [str(number) for number in range(1, len(values) + 1)]


def _plain(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else fold(str(value))


def _telling_apart(kind: str, header: Header, rows: list[list], positions: list[int]) -> list[int]:
    """Columns of words that differ between rows which otherwise are of one unit; a blank unit is that of the row above."""
    if kind not in ONE_FIGURE or not positions:
        return []
    columns = header.kinds[kind]
    figures = {columns[name] for name in ONE_FIGURE[kind] if name in columns} | set(header.indicators.get(kind, ()))
    keys = [position for position in columns.values() if position not in figures]
    said: dict[int, dict[tuple, set[str]]] = {position: defaultdict(set) for position in positions}
    last: tuple = ()
    for row in rows:
        if not any(position < len(row) and is_figure(row[position]) for position in figures):
            continue
        own = tuple(fold(str(row[position])) if position < len(row) else "" for position in keys)
        last = own if any(own) else last
        for position in positions:
            if position < len(row) and (text := fold(str(row[position]))):
                said[position][last].add(text)
    return [
        position for position, texts_of_unit in said.items()
        if any(len(texts) > 1 for texts in texts_of_unit.values()) or _are_hamlets(set().union(*texts_of_unit.values()))
    ]  # fmt: skip


def _are_hamlets(texts: set[str]) -> bool:
    """Whether most of some texts begin with a word for a part of a commune."""
    return sum(bool(_hamlet().match(text)) for text in texts) * 2 > len(texts)


@cache
def _hamlet() -> re.Pattern:
    return re.compile(mentions.hamlet_words())


def without_figures(kind: str, header: Header, cells: list[list]) -> list[int]:
    """Columns that do not hold what their headers promise: an indicator is named in words, its values are numbers."""
    fields = sources.kinds()[kind]
    named = [
        position for name, position in header.kinds[kind].items() if fields[name].type in ("indicator", "activity_kind")
    ]
    indicators = header.indicators.get(kind, {})
    if not named and not indicators:
        return []
    rows = [row for row in cells[header.end :] if is_filled(row) and not is_numbering(row)]
    found = []
    for position in named:
        filled = [row[position] for row in rows if position < len(row) and is_filled([row[position]])]
        if filled and all(map(is_figure, filled)):
            found.append(position)
    return found + [position for position in indicators if rows and not has_figures(rows, position)]


def problem_of(kind: str, header: Header, cells: list[list], title: str, tab: str, file_name: str) -> tuple[str, str]:
    """Why the figures of a table may count something else than its columns say, and what tells it; ('', '') where nothing does."""
    if kind == "households":
        if said := _estimated(header, f"{title}\n{tab}\n{file_name}"):
            return "register_estimated", f"Có chữ “{said}”."
        problem = _problem_of_register(header, title, tab, file_name)
        return problem, f"Cột {called(header.paths, header.kinds[kind]['households'])}." if problem else ""
    if kind == "progress_reports" and (said := _no_sum_of_all(header, f"{title}\n{tab}", file_name)):
        return "not_cumulative", f"Có chữ “{said}”."
    if kind == "progress_reports" and (told := partial.said(header, cells, title, tab, file_name)):
        return "figures_of_a_part", told
    if kind == "targets" and (said := sources.written(spaced(f"{title}\n{tab}\n{file_name}"), "added target")):
        return "target_added", f"Có chữ “{said}”."
    if kind == "field_activity" and (said := sources.said(_said_of_activity(header, f"{title}\n{tab}"), "summed up")):
        return "activity_cumulative", f"Có chữ “{said}”."
    if kind == "field_activity" and (said := _planned(f"{title}\n{tab}\n{file_name}")):
        return "activity_planned", f"Có chữ “{said}”."
    return "", ""


def _planned(said: str) -> str:
    """The words by which a line says that activities are only planned; a plan that has a number is that of a letter."""
    lines = [*map(spaced, said.split("\n"))]
    return next(
        (
            found for line in lines
            if (found := sources.written(line, "planned activity")) and not sources.says(line, "progress")
            and not re.search(rf"\b{fold(found)} (?:so )?\d", fold(line)) and not sources.says(line, "letter")
        ),
        "",
    )  # fmt: skip


def _estimated(header: Header, said: str) -> str:
    """The words by which a title or the header of its figures says that households are estimated or foreseen, and not counted."""
    lines = [*said.split("\n"), header.texts[header.kinds["households"]["households"]]]
    return next((found for line in lines if (found := sources.written(spaced(line), "estimated"))), "")


def _said_of_activity(header: Header, said: str) -> str:
    """The titles of a table of activities with the headers of its figures: activities are summed, so none may be a sum itself."""
    columns = header.kinds["field_activity"]
    return "\n".join([said, *(header.texts[columns[name]] for name in ("count", "people") if name in columns)])


def _problem_of_register(header: Header, title: str, tab: str, file_name: str) -> str:
    """Whether a table may count a part of the households only: those with a shop, the poor ones.

    'Số hộ' says less than 'Tổng số hộ': it needs a title, a tab, a file or a column of days that speaks of the register.
    """
    columns = header.kinds["households"]
    text, said = header.texts[columns["households"]], f"{title}\n{tab}"
    if sources.says(text, "all households"):
        return ""
    is_of_a_day = "as_of" in columns and _tells_one_day(header.texts[columns["as_of"]])
    is_said = sources.says(said, "register")
    # A workbook named for its targets may hold the register that they were worked out from.
    is_named_otherwise = sources.says(file_name, "reached by households") and not is_said and not is_of_a_day
    if sources.says(said, "reached by households") or is_named_otherwise:
        return "register_unclear"
    if sources.says(said, "part of households") and not re.search(r"\b(dan|gia dinh)\b", fold(text)):
        return "register_unclear"
    is_told = is_said or is_of_a_day or sources.says(file_name, "register")
    return "" if is_told or fold(text) not in sources.phrases("households alone") else "register_unclear"


def _tells_one_day(header: str) -> bool:
    """Whether a column of days tells the day of a register; one headed 'Ngày' may as well tell what came day by day."""
    return fold(header) not in sources.phrases("day by day")


def _no_sum_of_all(header: Header, said: str, file_name: str) -> str:
    """The words by which figures may be those of a period, of what is lacking or of a plan; '' where they are what was reached."""
    columns = header.kinds["progress_reports"]
    own = [columns["value"]] if "value" in columns else header.indicators.get("progress_reports", ())
    texts = [header.texts[position] for position in own]
    if new := next((inside for text in texts for inside in titles.BRACKETS.findall(text) if _is_of_period(inside)), ""):
        return new
    everywhere = f"{said}\n{file_name}"
    in_period = (
        "" if all(sources.says(text, "cumulative") for text in texts) else sources.said(everywhere, "in a period")
    )
    is_reached = sources.says("\n".join([said, *texts]), "progress") or sources.says(said, "cumulative")
    planned = "" if is_reached else sources.said(said, "planned")
    return in_period or sources.said(everywhere, "still lacking") or planned


def _is_of_period(inside: str) -> bool:
    """Whether what stands in brackets behind a header says that its figures are new ones: 'Số gian hàng (mới)'."""
    return key(inside) in map(key, sources.written_phrases("in a period alone"))


def beside_others(found: list[Table], tab: str) -> list[Table]:
    """The tables of a sheet; a count of households beside or below another table sums that one, if nothing says register."""
    if len({table.kind for table in found if table.kind}) < 2:
        return found
    return [
        held_back(table, "register_unclear", f"Cột {called([tuple(text.split(PATH)) for text in table.headers], table.columns['households'])}.")
        if table.kind == "households" and not table.form and not sources.says(table.header_of("households"), "all households")
        and not sources.says(f"{table.title}\n{tab}", "register") else table
        for table in found
    ]  # fmt: skip


def may_sum_a_list(table: Table, tab: str, file_name: str) -> bool:
    """Whether a count of households in a workbook of lists may be of those in the lists: nothing says that it is the register."""
    is_of_a_day = "as_of" in table.columns and _tells_one_day(table.header_of("as_of"))
    said = f"{table.title}\n{tab}\n{file_name}"
    return (
        not table.form and not is_of_a_day and not sources.says(f"{said}\n{table.header_of('households')}", "register")
    )


def drafts(found: list[Table], tab: str, file_name: str) -> list[Table]:
    """The tables of a sheet; those of a draft, a form to be filled in or an example are held back."""
    alone = next((tab for phrase in sources.written_phrases("draft alone") if key(tab) == key(phrase)), "")
    return [
        held_back(table, "table_is_draft", f"Có chữ “{said}”.")
        if table.kind and not table.form and (said := alone or sources.written(f"{table.title}\n{tab}\n{file_name}", "draft")) else table
        for table in found
    ]  # fmt: skip


def held_back(table: Table, problem: str, detail: str) -> Table:
    """A table whose rows are counted and handed back."""
    return replace(table, kind=None, columns={}, constants={}, unknown={}, problem=problem, detail=detail, form="")
