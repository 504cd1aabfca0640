"""What a view shows, as a file: a workbook of its figures and tables, or A4 pages, with the header block of every export."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from data import figures
from data.snapshots import Snapshot
from pages.charts.style import LIGHT
from pages.documents import a4, sheets
from pages.documents.header import Header, header
from pages.documents.sheets import FIGURES, figure_cells
from pages.documents.values import Row, Table, rows
from pages.kit import foreign, formats, view
from pages.kit.texts import text
from pages.kit.view import View
from pages.paper import chart

PRINTED = 30  # rows of a list on paper, about a page; the workbook has them all


def of(shown: View, snapshot: Snapshot) -> Header:
    """The header block of a view."""
    return _block(shown, snapshot, shown.chosen())


def _block(shown: View, snapshot: Snapshot, chosen: list[view.Choice | view.DayChoice]) -> Header:
    """What was chosen, each by its name; the line below the title has what narrows it."""
    block = header(snapshot, shown.title, [(choice.label, choice.words) for choice in chosen], shown.figure)
    return replace(block, subtitle=" · ".join(choice.words for choice in chosen if choice.chosen != view.ALL))


def _of_table(shown: View, snapshot: Snapshot, part: view.Table) -> Header | None:
    """The block of a table that does not follow the indicator chosen on its page: without that choice."""
    if not part.is_traced or part.rows.empty:
        return None
    subjects = map(figures.subject, part.rows["indicator"].unique())
    about = {subject.indicator for subject in subjects if subject}
    kept = [choice for choice in shown.chosen() if choice.key != "indicator" or choice.chosen in about]
    return None if len(kept) == len(shown.chosen()) else _block(shown, snapshot, kept)


def table(title: str, shown: view.Table) -> Table:
    """A table of a view, its cells typed."""
    return Table("page", title, shown.columns, rows(shown.columns, shown.rows.to_dict("records")))


def xlsx(shown: View, snapshot: Snapshot) -> bytes:
    """A sheet with the headline figures, then one a table, those folded below charts too."""
    parts = [(heading, part) for heading, group in _headed(shown) for part in group]
    counted = [Row("unit", figure_cells(heading, metric)) for heading, part in parts for metric in _metrics(part)]
    tables = [
        replace(table(heading or shown.title, part), header=_of_table(shown, snapshot, part))
        for heading, part in parts if isinstance(part, view.Table)
    ]  # fmt: skip
    return sheets.write(of(shown, snapshot), (*([_figures(counted)] if counted else []), *tables))


def _headed(shown: View) -> Iterator[tuple[str, list[view.Part]]]:
    """The parts of a view under the heading that each belongs to, in the order of reading."""
    heading, group = "", []
    for part in view.flat(shown.parts):
        if isinstance(part, view.Heading):
            if group:
                yield heading, group
            heading, group = part.words, []
        else:
            group.append(part)
    if group:
        yield heading, group


def _metrics(part: view.Part) -> tuple[view.Metric, ...]:
    if isinstance(part, view.Metrics):
        return part.metrics
    return (part.share,) if isinstance(part, view.Status) else ()


def _figures(listed: list[Row]) -> Table:
    return Table("figures", text("document.sheet.figures"), view.columns(*FIGURES), tuple(listed))


def pdf(shown: View, snapshot: Snapshot) -> bytes:
    """The view on A4 across, in the order of the screen: figures, charts, maps, tables and what is said of them."""
    return a4.page(of(shown, snapshot), _printed(shown, PRINTED))


def sheet(shown: View, snapshot: Snapshot) -> bytes:
    """The same on one sheet of A4."""
    return a4.sheet(of(shown, snapshot), _printed(shown, sys.maxsize))


def brief(shown: View, snapshot: Snapshot) -> bytes:
    """What the overview answers first, on one sheet of A4: all above the first way onward."""
    ways = (number for number, part in enumerate(shown.parts) if isinstance(part, view.Link))
    return sheet(replace(shown, parts=shown.parts[: next(ways, None)]), snapshot)


def _printed(shown: View, most: int) -> list[dict]:
    """The parts of a view as they are printed, with so many rows of a list at most."""
    parts: list[dict] = []
    for heading, group in _headed(shown):
        printed = list(_parts(group, most))
        parts += a4.together([a4.title(heading), *printed] if heading and printed else printed)
    return parts


def _parts(group: list[view.Part], most: int) -> Iterator[dict]:
    """The parts below one heading; figures that follow one another stand side by side."""
    for are_figures, same in groupby(group, key=lambda part: bool(_metrics(part))):
        if are_figures:
            yield a4.metrics([metric for part in same for metric in _metrics(part)])
        else:
            yield from (one for part in same if _is_printed(part, group) for one in _on_paper(part, most))


def _on_paper(part: view.Part, most: int) -> Iterator[dict]:
    """A part; a list too long to be read on paper is cut, and says where the rest is. Figures of units are what a page is about."""
    if not isinstance(part, view.Table):
        yield _PRINTED[type(part)](part)
        return
    whole = table("", part)
    yield a4.listed(whole if part.is_traced else whole.first(most))
    if len(whole.rows) > most and not part.is_traced:
        counts = {"shown": formats.number(most), "rows": formats.number(len(whole.rows))}
        yield a4.sentence(text("export.cut", **counts), False)


def _is_printed(part: view.Part, group: list[view.Part]) -> bool:
    """Nothing to press; not a folded table, unless it is the first under its heading to show figures at all."""
    if getattr(part, "is_folded", False):
        return part is next(one for one in group if isinstance(one, view.Chart | view.Map | view.Outline | view.Table))
    return type(part) in _PRINTED or isinstance(part, view.Table)


_PRINTED = {
    view.Sentence: lambda part: a4.sentence(foreign.unmarked(part.words), part.role in ("answer", "verdict")),
    view.Notice: lambda part: a4.sentence(foreign.unmarked(part.words), False),
    view.Chart: lambda part: a4.drawing(chart.svg(part.draw(LIGHT)), 100, part.words),
    view.Map: lambda part: a4.drawing(part.paper("svg", LIGHT), 60, part.words),
    view.Outline: lambda part: a4.drawing(part.paper("svg", LIGHT), 60, part.words),
}
