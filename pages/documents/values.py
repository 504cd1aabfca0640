"""What a pack is made of: plain frozen values. Each keeps the figure and the words a reader sees for it, bound once."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from pages.paper.map import Drawing


@dataclass(frozen=True)
class Filters:
    """What the viewer looked at; without a day it is the snapshot's as-of day."""

    indicator: str = "both"
    day: date | None = None
    language: str = "vi"


@dataclass(frozen=True)
class Figure:
    """A headline figure: its words, its note, and the passport where a reader finds how it came about."""

    key: str
    label: str
    value: float | None
    text: str
    note: str
    code: str
    address: str


@dataclass(frozen=True)
class Column:
    """A column of a table; its kind says how its values are written and typed."""

    key: str
    title: str
    kind: Literal["text", "count", "decimal", "signed", "share", "day"]


@dataclass(frozen=True)
class Cell:
    value: object
    text: str


@dataclass(frozen=True)
class Row:
    kind: Literal["unit", "group", "total"]
    cells: tuple[Cell, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(cell.text for cell in self.cells)


@dataclass(frozen=True)
class Table:
    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()

    def only(self, *keys: str) -> "Table":
        """The same table with fewer columns, where there is less room."""
        kept = [index for index, column in enumerate(self.columns) if column.key in keys]
        rows = tuple(Row(row.kind, tuple(row.cells[index] for index in kept)) for row in self.rows)
        return Table(self.key, self.title, tuple(self.columns[index] for index in kept), rows, self.notes)

    def first(self, count: int) -> "Table":
        return Table(self.key, self.title, self.columns, self.rows[:count], self.notes)

    def column(self, key: str) -> tuple[Cell, ...]:
        index = [column.key for column in self.columns].index(key)
        return tuple(row.cells[index] for row in self.rows)


@dataclass(frozen=True)
class Header:
    """What every export prints: what it shows, of which day and snapshot, and where its figures are explained."""

    title: str
    subtitle: str
    filters: tuple[tuple[str, str], ...]
    as_of: str
    day: date
    snapshot: str
    built_at: str
    built: datetime
    simulated: str  # the sentence that marks simulated data, empty for real data
    address: str
    footnotes: tuple[str, ...]

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """The header block: label and text."""
        return self.filters


@dataclass(frozen=True)
class Place:
    """A phase or a district: where it stands, and the question to ask of it."""

    code: str
    name: str
    phase: int
    status: str
    status_label: str
    figures: tuple[Figure, ...]
    question: str

    def figure(self, key: str) -> Figure:
        return next(figure for figure in self.figures if figure.key == key)


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
class Pack:
    """Everything the documents say, from one snapshot."""

    filters: Filters
    header: Header
    province: tuple[Figure, ...]
    phases: tuple[Place, ...]
    districts: tuple[District, ...]
    running: int  # number of the phase the meeting is about
    standing: Table
    compared: Table
    verdict: str
    curves: tuple[Curve, ...]
    targets: dict[str, tuple[float | None, float | None]]  # of each district: assigned by the province, set locally
    products: Table
    certifications: Table
    leads: Table
    findings: Table
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
            self.standing, self.compared, self.leads, self.products, self.certifications, self.findings,
            *(district.communes for district in self.districts),
        )  # fmt: skip

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every headline figure."""
        places = (*self.phases, *self.districts)
        return (*self.province, *(figure for place in places for figure in place.figures))
