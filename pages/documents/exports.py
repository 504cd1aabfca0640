"""What a page shows, as a file: its tables as a workbook or as A4 pages, with the header block that every export prints."""

from collections.abc import Callable, Sequence

import pandas as pd

from data.metrics import Snapshot
from pages.documents import print as printing
from pages.documents import sheets
from pages.documents.facts import plain
from pages.documents.values import Cell, Column, Header, Row, Table
from pages.documents.words import word
from pages.shared import formats, passport, tables
from pages.shared.texts import language, text

_KINDS = {tables.COUNT: "count", tables.SHARE: "share", tables.DAY: "day"}


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
    return Cell(value, write(value) if write else str(value))


def xlsx(head: Header, *shown: Table) -> bytes:
    """The tables as a workbook, one sheet each, in the viewer's language."""
    return sheets.write(head, shown, language())


def pdf(head: Header, *shown: Table, figures: tuple[bytes, ...] = ()) -> bytes:
    """The figures (SVG) and tables as A4 pages across, in the viewer's language."""
    return printing.page(head, figures, shown, language())
