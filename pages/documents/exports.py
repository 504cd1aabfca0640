"""What a page shows, as a file: a workbook of its figures and tables, or A4 pages, with the header block of every export."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

import pandas as pd

from data.snapshots import Snapshot
from pages.documents import chart, sheets
from pages.documents import print as printing
from pages.documents.facts import plain
from pages.documents.values import Cell, Column, Header, Row, Table
from pages.documents.words import word
from pages.shared import formats, passport, showing, tables
from pages.shared.showing import Part, Shown
from pages.shared.texts import language, text

_KINDS = {
    tables.COUNT: "count", tables.SHARE: "share", tables.DAY: "day", tables.POINTS: "decimal", formats.one_decimal: "decimal",
}  # fmt: skip


def header(
    snapshot: Snapshot,
    title: str,
    filters: Sequence[tuple[str, str]],
    figure: passport.Figure,
    notes: Sequence[str] = (),
) -> Header:
    """`filters` are the choices of the moment in the reader's words; `figure` is the one whose passport is printed."""
    told = (
        *filters,
        (word("header.as_of"), formats.day(snapshot.as_of)),
        (word("header.snapshot"), snapshot.id),
        (word("header.built_at"), formats.moment(snapshot.built_at)),
    )
    return Header(
        title=title,
        subtitle=" · ".join(words for _, words in filters),
        filters=told,
        as_of=formats.day(snapshot.as_of),
        day=figure.day,
        snapshot=snapshot.id,
        built_at=formats.moment(snapshot.built_at),
        built=snapshot.built_at,
        simulated=word("document.simulated") if snapshot.is_simulated else "",
        address=passport.address(passport.code(snapshot.id, figure)),
        footnotes=(*notes, word("note.missing")),
    )


def table(
    title: str, frame: pd.DataFrame, columns: dict[str, tuple[str, Callable | None]], notes: Sequence[str] = ()
) -> Table:
    """A table as `tables.show` takes it: column -> (text key of its header, formatter or None for plain text)."""
    kept = tuple(Column(name, text(key), _KINDS.get(write, "text")) for name, (key, write) in columns.items())
    rows = tuple(
        Row("unit", tuple(_cell(row[name], write) for name, (_, write) in columns.items()))
        for row in frame.to_dict("records")
    )
    return Table("page", title, kept, rows, tuple(notes))


def _cell(value: object, write: Callable | None) -> Cell:
    value = plain(value)
    if value is None:
        return Cell(None, "—")
    told = write(value) if write else str(value)
    return Cell(value * 100 if write is tables.POINTS else value, told)


def xlsx(head: Header, shown: Shown) -> bytes:
    """A sheet with the headline figures, then one a table, those folded below charts too."""
    counts = [(heading, part) for heading, part in shown.parts.values() if isinstance(part, showing.Count)]
    found = [
        table(heading or head.title, part.rows(), part.columns)
        for heading, part in shown.parts.values() if isinstance(part, showing.Table)
    ]  # fmt: skip
    return sheets.write(head, (*([_figures(counts)] if counts else []), *found), language())


def _figures(counts: list[tuple[str, showing.Count]]) -> Table:
    columns = tuple(Column(key, word(f"column.{key}"), "text") for key in ("place", "figure", "value", "note"))
    rows = tuple(
        Row("unit", (
            Cell(heading, heading), Cell(part.label, part.label), _typed(part.value, part.write), Cell(part.note, part.note),
        ))
        for heading, part in counts
    )  # fmt: skip
    return Table("figures", word("sheet.figures"), columns, rows)


def _typed(value: object, write: Callable) -> Cell:
    """A figure among figures of other kinds carries its own kind."""
    told = plain(value)
    return Cell((_KINDS.get(write, "count"), told) if isinstance(told, int | float) else told, write(value))


def pdf(head: Header, shown: Shown) -> bytes:
    """The page on A4 across, in the order of the screen: figures, charts, maps, tables and what is said of them."""
    return printing.page(head, _parts(shown))


def sheet(head: Header, shown: Shown) -> bytes:
    """The same on one sheet of A4."""
    return printing.sheet(head, _parts(shown))


def _parts(shown: Shown) -> list[dict]:
    parts: list[dict] = []
    for heading, group in groupby(shown.parts.values(), key=lambda kept: kept[0]):
        printed = list(_printed([part for _, part in group]))
        parts += [printing.title(heading), *printed] if heading and printed else printed
    return parts


def _printed(parts: list[Part]) -> Iterator[dict]:
    """The parts below one heading; figures that stand beside one another stay so."""
    for kind, same in groupby(parts, key=type):
        if kind is showing.Count:
            yield printing.counts([(part.label, part.write(part.value), part.note) for part in same])
        else:
            yield from (_PRINTED[kind](part) for part in same if not getattr(part, "is_folded", False))


_PRINTED: dict[type, Callable[[Part], dict]] = {
    showing.Words: lambda part: printing.sentence(part.words, part.is_verdict),
    showing.Chart: lambda part: printing.drawing(chart.svg(part.figure), 100, part.words),
    showing.Picture: lambda part: printing.drawing(part.draw(), 60, part.words),
    showing.Table: lambda part: printing.listed(table("", part.rows(), part.columns)),
}
