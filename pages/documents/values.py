"""What a pack is made of: plain frozen values. Figures and columns are those of the views; only tables have more here."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

import pandas as pd

from pages.documents.header import Header
from pages.kit import formats
from pages.kit.texts import text
from pages.kit.view import Column, Metric
from pages.paper.map import Drawing

# How wide a column is on paper, in millimetres, by its key; each document takes them in to the room it has.
_WIDTHS = {
    "number": 11, "unit": 38, "phase": 24, "households": 18, "target": 17, "achieved": 18, "of_target": 18, "coverage": 18,
    "rank": 13, "status_label": 24, "started": 24, "deadline": 24, "after_deadline": 15, "sold": 18, "own_target_share": 23,
    "designated": 18, "name": 80, "orders": 30, "order_value": 40, "severity_label": 22, "detail": 104, "words": 60,
    "owner": 34, "due": 27, "state": 24, "figure": 34, "then": 18, "now": 18, "move_label": 24, "before_label": 24, "now_label": 24,
}  # fmt: skip
_TEXT, _NUMBER = 30, 20  # millimetres of any other
_CENTRED = ("number", "rank")


def width(column: Column) -> int:
    """Millimetres that a column wants."""
    return _WIDTHS.get(column.key, _TEXT if column.kind == "text" else _NUMBER)


def side(column: Column) -> Literal["left", "center", "right"]:
    """Where the values of a column stand."""
    if column.key in _CENTRED:
        return "center"
    return "left" if column.kind == "text" else "right"


@dataclass(frozen=True)
class Filters:
    """What the viewer looked at; without a day it is the snapshot's as-of day."""

    indicator: str = "both"
    day: date | None = None
    language: str = "vi"


@dataclass(frozen=True)
class Cell:
    """A value as Python's own, None where it is missing; `kind` is one of `formats.KINDS`."""

    value: object
    kind: str = "text"

    @property
    def text(self) -> str:
        return formats.write(self.value, self.kind)


def cell(value: object, kind: str) -> Cell:
    """A cell of a value of a frame; words in the place of a figure are text."""
    if isinstance(value, formats.Instead):
        return Cell(value.words)
    return Cell(_plain(value), kind)


def _plain(value: object) -> object:
    if formats.is_missing(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.date()
    return value.item() if hasattr(value, "item") else value


def plain(row: Mapping) -> dict:
    """A row of a frame with Python's own values, None where one is missing."""
    return {name: _plain(value) for name, value in row.items()}


@dataclass(frozen=True)
class Row:
    kind: Literal["unit", "group", "total"]
    cells: tuple[Cell, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(cell.text for cell in self.cells)


@dataclass(frozen=True)
class Table:
    """A table of a document: units, the groups that they belong to, totals, and the notes beneath.

    `header` is its own block on a sheet where it holds something else than the document is about.
    """

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    header: Header | None = None

    def only(self, *keys: str) -> "Table":
        """The same table with fewer columns, where there is less room."""
        kept = [index for index, column in enumerate(self.columns) if column.key in keys]
        rows = tuple(Row(row.kind, tuple(row.cells[index] for index in kept)) for row in self.rows)
        return replace(self, columns=tuple(self.columns[index] for index in kept), rows=rows)

    def first(self, count: int) -> "Table":
        return replace(self, rows=self.rows[:count])


def rows(columns: tuple[Column, ...], values: Iterable[Mapping], kind: str = "unit") -> tuple[Row, ...]:
    """Rows of one kind, each with the values of its columns by their keys."""
    return tuple(Row(kind, tuple(cell(value[column.key], column.kind) for column in columns)) for value in values)


@dataclass(frozen=True)
class Place:
    """A phase or a district: where it stands, its headline figures by their measure, and the question to ask of it."""

    code: str
    name: str
    phase: int
    status: str
    status_label: str
    figures: dict[str, Metric]
    question: str


@dataclass(frozen=True)
class District(Place):
    """A district with its communes: all of them, and the lowest five."""

    summary: str
    communes: Table
    lowest: Table


@dataclass(frozen=True)
class Curve:
    """The coverage of a phase by day number, for a native chart."""

    name: str
    days: tuple[int, ...]
    shares: tuple[float, ...]


@dataclass(frozen=True)
class Section:
    """A part of the report: paragraphs with the figures bound in, then its tables. Blank ones are filled by hand."""

    heading: str
    level: int
    paragraphs: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    has_map: bool = False


@dataclass(frozen=True)
class Changed:
    """What changed since the snapshot before and since the last meeting: paragraphs, and tables where anything moved."""

    paragraphs: tuple[str, ...]
    tables: tuple[Table, ...]


@dataclass(frozen=True)
class Pack:
    """Everything the documents say, from one snapshot."""

    filters: Filters
    header: Header
    province: dict[str, Metric]
    phases: tuple[Place, ...]
    districts: tuple[District, ...]
    running: int  # number of the phase the meeting is about
    standing: Table
    compared: Table
    verdict: str
    outlook: tuple[str, ...]  # what the forecast says of the running phase; nothing where it does not run
    scenarios: Table
    curves: tuple[Curve, ...]
    targets: dict[str, tuple[float | None, float | None]]  # of each district: assigned by the province, set locally
    products: Table
    certifications: Table
    leads: Table
    findings: Table
    changed: Changed
    conclusions: Table
    brief: Callable[[], bytes]  # the answer of the overview on one sheet of A4
    sections: tuple[Section, ...]
    questions: dict[str, tuple[str, ...]]  # by slide
    drawing: Drawing
    map_words: str  # the map for who cannot see it

    @property
    def language(self) -> str:
        return self.filters.language

    @property
    def meeting(self) -> tuple[District, ...]:
        """The districts of the running phase."""
        return tuple(district for district in self.districts if district.phase == self.running)

    @property
    def tables(self) -> tuple[Table, ...]:
        """Every table, as the workbook lists them."""
        return (
            self.standing, self.compared, self.leads, self.products, self.certifications, self.findings, *self.changed.tables,
            *(district.communes for district in self.districts),
        )  # fmt: skip

    @property
    def figures(self) -> tuple[tuple[str, Metric], ...]:
        """Every headline figure, after the name of its place."""
        whole = (
            (text("slide.province"), self.province),
            *((one.name, one.figures) for one in (*self.phases, *self.districts)),
        )
        return tuple((name, figure) for name, figures in whole for figure in figures.values())
