"""What a view shows, as a file: a workbook of its figures and tables, or A4 pages, with the header block of every export."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from data.snapshots import Snapshot
from pages.charts.style import LIGHT
from pages.documents import print as printing
from pages.documents import sheets
from pages.documents.facts import plain
from pages.documents.values import Cell, Column, Header, Row, Table
from pages.documents.words import word
from pages.kit import formats, lineage, view
from pages.kit.lineage import FigureKey
from pages.kit.texts import language
from pages.kit.view import View
from pages.paper import chart

# How a workbook types what the screen writes; `points` are a share's hundredths.
_TYPES = {
    "text": "text", "count": "count", "share": "share", "points": "decimal", "decimal": "decimal", "signed": "signed",
    "day": "day", "days": "count", "money": "count",
}  # fmt: skip


def header(
    snapshot: Snapshot, title: str, filters: Sequence[tuple[str, str]], figure: FigureKey, notes: Sequence[str] = ()
) -> Header:
    """`filters` are the choices of the moment in the reader's words; `figure` is the one whose lineage is printed."""
    lines = (
        *filters,
        (word("header.as_of"), formats.day(snapshot.as_of)),
        (word("header.snapshot"), snapshot.id),
        (word("header.built_at"), formats.moment(snapshot.built_at)),
    )
    return Header(
        title=title,
        subtitle=" · ".join(words for _, words in filters),
        filters=lines,
        as_of=formats.day(snapshot.as_of),
        day=figure.day,
        snapshot=snapshot.id,
        built_at=formats.moment(snapshot.built_at),
        built=snapshot.built_at,
        simulated=word("document.simulated") if snapshot.is_simulated else "",
        address=lineage.address(lineage.code(snapshot.id, figure)),
        footnotes=(*notes, word("note.missing")),
    )


def of(shown: View, snapshot: Snapshot) -> Header:
    """The header block of a view."""
    return header(snapshot, shown.title, [(choice.label, choice.words) for choice in shown.chosen()], shown.figure)


def table(title: str, shown: view.Table) -> Table:
    """A table of a view, its cells typed and written."""
    kept = tuple(Column(column.key, column.header, _TYPES[column.kind]) for column in shown.columns)
    rows = tuple(
        Row("unit", tuple(_cell(row[column.key], column.kind) for column in shown.columns))
        for row in shown.rows.to_dict("records")
    )
    return Table("page", title, kept, rows)


def _cell(value: object, kind: str) -> Cell:
    value = plain(value)
    if value is None:
        return Cell(None, formats.MISSING)
    return Cell(value * 100 if kind == "points" else value, formats.write(value, kind))


def xlsx(shown: View, snapshot: Snapshot) -> bytes:
    """A sheet with the headline figures, then one a table, those folded below charts too."""
    parts = [(heading, part) for heading, group in _headed(shown) for part in group]
    counts = [(heading, metric) for heading, part in parts for metric in _metrics(part)]
    tables = [table(heading or shown.title, part) for heading, part in parts if isinstance(part, view.Table)]
    return sheets.write(of(shown, snapshot), (*([_figures(counts)] if counts else []), *tables), language())


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


def _figures(counts: list[tuple[str, view.Metric]]) -> Table:
    columns = tuple(Column(key, word(f"column.{key}"), "text") for key in ("place", "figure", "value", "note"))
    rows = tuple(
        Row("unit", (Cell(heading, heading), Cell(metric.label, metric.label), _typed(metric), Cell(metric.note, metric.note)))
        for heading, metric in counts
    )  # fmt: skip
    return Table("figures", word("sheet.figures"), columns, rows)


def _typed(metric: view.Metric) -> Cell:
    """A figure among figures of other kinds carries its own kind."""
    cell = _cell(metric.value, metric.kind)
    is_number = isinstance(cell.value, int | float)
    return Cell((_TYPES[metric.kind], cell.value) if is_number else cell.value, cell.text)


def pdf(shown: View, snapshot: Snapshot) -> bytes:
    """The view on A4 across, in the order of the screen: figures, charts, maps, tables and what is said of them."""
    return printing.page(of(shown, snapshot), _printed(shown))


def sheet(shown: View, snapshot: Snapshot) -> bytes:
    """The same on one sheet of A4."""
    return printing.sheet(of(shown, snapshot), _printed(shown))


def _printed(shown: View) -> list[dict]:
    parts: list[dict] = []
    for heading, group in _headed(shown):
        printed = list(_parts(group))
        parts += [printing.title(heading), *printed] if heading and printed else printed
    return parts


def _parts(group: list[view.Part]) -> Iterator[dict]:
    """The parts below one heading; figures that follow one another stand side by side."""
    for are_figures, same in groupby(group, key=lambda part: bool(_metrics(part))):
        if are_figures:
            yield printing.counts([_count(metric) for part in same for metric in _metrics(part)])
        else:
            yield from (_PRINTED[type(part)](part) for part in same if _is_printed(part, group))


def _count(metric: view.Metric) -> tuple[str, str, str]:
    return metric.label, formats.write(metric.value, metric.kind), metric.note


def _is_printed(part: view.Part, group: list[view.Part]) -> bool:
    """Nothing to press; not a folded table, unless it is the first under its heading to show figures at all."""
    if getattr(part, "is_folded", False):
        return part is next(one for one in group if isinstance(one, view.Chart | view.Map | view.Table))
    return type(part) in _PRINTED


_PRINTED = {
    view.Sentence: lambda part: printing.sentence(part.words.replace("**", ""), part.role == "verdict"),
    view.Notice: lambda part: printing.sentence(part.words.replace("**", ""), False),
    view.Chart: lambda part: printing.drawing(chart.svg(part.draw(LIGHT)), 100, part.words),
    view.Map: lambda part: printing.drawing(part.paper("svg", LIGHT), 60, part.words),
    view.Table: lambda part: printing.listed(table("", part)),
}
