"""Which unit each row of a table is of: by its own columns, the heading above it and the title of its table."""

import pandas as pd

from data import vocabulary
from etl import cells, mentions, sources, titles, vintages
from etl.columns import Columns
from etl.problems import Problem
from etl.sheet import is_error
from etl.table import Table

FIELDS = ["unit_code", "unit", "commune", "former_commune", "district", "address"]
COMMUNE_KINDS = {"shops", "accounts"}


def codes(columns: Columns) -> pd.Series:
    """The 2021 code of each row's unit; None where it has none or is refused."""
    table, problems = columns.table, columns.problems
    named = [name for name in FIELDS if name in columns.written]
    if "province" in columns.written:
        elsewhere = columns.cells("province").map(lambda cell: mentions.is_elsewhere(cells.text_or_empty(cell)))
        problems.refuse(columns.index[elsewhere], Problem("unit_elsewhere", "province"))
    _note_vintage(columns, named)
    context = frozenset(titles.districts(table.title))
    known: dict[tuple, str | Problem | None] = {}
    found = []
    for number, *row in zip(columns.index, *(columns.written[name] for name in named), strict=True):
        section = table.sections.get(number, "") if "district" not in named else ""
        mark = (*row, section)
        if mark not in known:
            nearest = frozenset(titles.districts(section)) or context
            known[mark] = _code(dict(zip(named, row, strict=True)), context, nearest, table)
        code = known[mark]
        if isinstance(code, Problem):
            problems.refuse([number], code)
            code = None
        found.append(code)
    return pd.Series(found, index=columns.index, dtype=object)


def _note_vintage(columns: Columns, named: list[str]) -> None:
    """A table whose codes are proven to be those from 1/7/2025 is wholly of that list."""
    told = [name for name in named if name != "former_commune"]
    if columns.table.is_of_2025 or "unit_code" not in told or len(told) == 1:
        return
    rows = set(zip(*(columns.written[name].map(cells.text_or_empty) for name in told), strict=True))
    columns.table.is_of_2025 = vintages.proven_2025(dict(zip(told, row, strict=True)) for row in rows)


def _code(row: dict[str, object], context: frozenset, nearest: frozenset, table: Table) -> str | Problem | None:
    """The unit that the cells of a row name, or why they name none. `context` are the table's districts, `nearest` its section's."""
    for name, cell in row.items():
        if is_error(cell):
            return Problem(cells.failure(cell), name)
    named = {name: cells.text_or_empty(cell) for name, cell in row.items()}
    if not any(named.values()):
        return None if table.kind == "certificates" else Problem("unit_missing", "unit")
    # In a list of persons what stands before the commune may be a hamlet of another commune's name.
    for name in ("commune", "unit") if table.kind in sources.FIGURES else ("commune",):
        choices = cells.several_communes(named.get(name, ""), named.get("district", ""), context)
        if choices and not table.is_of_2025:  # such a list names the former commune beside its own
            return Problem("unit_several", name, "; ".join(choices))
    try:
        code = vintages.resolve(**named, is_of_2025=table.is_of_2025, context=nearest)
    except mentions.Unresolved as problem:
        return Problem(problem.reason, next(iter(named)), "; ".join(problem.choices))
    if table.kind in COMMUNE_KINDS and vocabulary.unit(code).level != "commune":
        return Problem("unit_not_commune", next(iter(named)))
    return code
