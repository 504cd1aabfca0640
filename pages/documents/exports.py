"""What a view shows, as a file: a workbook of its figures and tables, or A4 pages, with the header block of every export."""

from collections.abc import Iterator
from itertools import groupby

from data.snapshots import Snapshot
from pages.charts.style import LIGHT
from pages.documents import a4, sheets
from pages.documents.header import Header, header
from pages.documents.sheets import FIGURES, figure_cells
from pages.documents.values import Row, Table, rows
from pages.kit import view
from pages.kit.texts import text
from pages.kit.view import View
from pages.paper import chart


def of(shown: View, snapshot: Snapshot) -> Header:
    """The header block of a view."""
    return header(snapshot, shown.title, [(choice.label, choice.words) for choice in shown.chosen()], shown.figure)


def table(title: str, shown: view.Table) -> Table:
    """A table of a view, its cells typed."""
    return Table("page", title, shown.columns, rows(shown.columns, shown.rows.to_dict("records")))


def xlsx(shown: View, snapshot: Snapshot) -> bytes:
    """A sheet with the headline figures, then one a table, those folded below charts too."""
    parts = [(heading, part) for heading, group in _headed(shown) for part in group]
    figures = [Row("unit", figure_cells(heading, metric)) for heading, part in parts for metric in _metrics(part)]
    tables = [table(heading or shown.title, part) for heading, part in parts if isinstance(part, view.Table)]
    return sheets.write(of(shown, snapshot), (*([_figures(figures)] if figures else []), *tables))


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
    return a4.page(of(shown, snapshot), _printed(shown))


def sheet(shown: View, snapshot: Snapshot) -> bytes:
    """The same on one sheet of A4."""
    return a4.sheet(of(shown, snapshot), _printed(shown))


def _printed(shown: View) -> list[dict]:
    parts: list[dict] = []
    for heading, group in _headed(shown):
        printed = list(_parts(group))
        parts += [a4.title(heading), *printed] if heading and printed else printed
    return parts


def _parts(group: list[view.Part]) -> Iterator[dict]:
    """The parts below one heading; figures that follow one another stand side by side."""
    for are_figures, same in groupby(group, key=lambda part: bool(_metrics(part))):
        if are_figures:
            yield a4.metrics([metric for part in same for metric in _metrics(part)])
        else:
            yield from (_PRINTED[type(part)](part) for part in same if _is_printed(part, group))


def _is_printed(part: view.Part, group: list[view.Part]) -> bool:
    """Nothing to press; not a folded table, unless it is the first under its heading to show figures at all."""
    if getattr(part, "is_folded", False):
        return part is next(one for one in group if isinstance(one, view.Chart | view.Map | view.Table))
    return type(part) in _PRINTED


_PRINTED = {
    view.Sentence: lambda part: a4.sentence(part.words.replace("**", ""), part.role == "verdict"),
    view.Notice: lambda part: a4.sentence(part.words.replace("**", ""), False),
    view.Chart: lambda part: a4.drawing(chart.svg(part.draw(LIGHT)), 100, part.words),
    view.Map: lambda part: a4.drawing(part.paper("svg", LIGHT), 60, part.words),
    view.Table: lambda part: a4.listed(table("", part)),
}
