"""A view as a value: what a page, a slide or a sheet shows, before anything draws it.

A view is made of the answers of one snapshot within a scope, for an address and a language, and never changes: it is
made once for all viewers. The screen, the wall and the documents draw the same parts.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import pandas as pd

from data import figures
from pages.charts.style import Palette
from pages.kit import formats
from pages.kit.lineage import FigureKey
from pages.kit.texts import text

TRACED = {"unit_code", "indicator", "day"}  # the columns by which a row's figures are found again
ALL = "all"  # the code of a choice that leaves something open


@dataclass(frozen=True)
class Column:
    """A column of a table: its key in the rows, its header, and the kind that says how its values are written.

    `kind` is one of `formats.KINDS`.
    """

    key: str
    header: str
    kind: str = "text"


def columns(*described: tuple[str, ...]) -> tuple[Column, ...]:
    """Columns by their key, the text key of their header and their kind (text where it is left out)."""
    return tuple(Column(key, text(header), *kind) for key, header, *kind in described)


@dataclass(frozen=True)
class Heading:
    """What follows belongs to it, up to the next one."""

    words: str


@dataclass(frozen=True)
class Sentence:
    """Words of a view. `role` is answer (what the page is opened for), verdict, plain, heading (of a few words), events (what numbers on a chart mean), or note."""

    words: str
    role: str = "plain"


@dataclass(frozen=True)
class Notice:
    """What must not be missed, or why there is nothing here. `role` is info, good, warning or error."""

    words: str
    role: str = "info"


@dataclass(frozen=True)
class Metric:
    """A headline figure: its value as a number or words, the kind it is written in, a note, and where it comes from.

    `tone` is good, bad or nothing; `badge` a status beside the value: its code and its words.
    """

    label: str
    value: object
    kind: str = "count"
    note: str = ""
    figure: FigureKey | None = None
    tone: str = ""

    @property
    def written(self) -> str:
        """The value as a reader reads it."""
        return formats.write(self.value, self.kind)


@dataclass(frozen=True)
class Metrics:
    """Headline figures that stand side by side."""

    metrics: tuple[Metric, ...]
    name: str = ""


@dataclass(frozen=True)
class Status:
    """The great figure of a card: a share, what stands beside it, and its status as a code of the palette and in words."""

    share: Metric
    beside: str
    status: str
    words: str


@dataclass(frozen=True, eq=False)
class Table:
    """Rows under columns. Where the rows have the columns of TRACED, each number leads to its lineage.

    `is_folded`: beneath a chart, sent when it is unfolded; paper has the chart instead. `leads` is the key of the column
    whose words lead to the page that the row's `leads_to` links, where rows have one.
    """

    name: str
    columns: tuple[Column, ...]
    rows: pd.DataFrame
    is_folded: bool = False
    leads: str = "unit"

    @cached_property
    def is_traced(self) -> bool:
        """Whether its rows tell where their figures come from."""
        return set(self.rows.columns) >= TRACED

    def figure(self, row: dict, column: str) -> FigureKey | None:
        """Where the figure of a cell comes from; None in a table whose rows do not tell, and of words in its place.

        One that is no figure itself leads to the figure it belongs to. Where each row shows another measure, its
        column `measure` says which.
        """
        if not self.is_traced or isinstance(row.get(column), formats.Instead):
            return None
        subject, measure = figures.led_to(row["indicator"], row.get("measure", column))
        return FigureKey(row["unit_code"], subject, measure, row["day"].date())


@dataclass(frozen=True, eq=False)
class Chart:
    """A chart: `draw` gives the figure as plain data in the colours of a theme; `words` say it to who cannot see it.

    `fills`: it takes the room that is left, on a wall; else the height that its figure has.
    """

    name: str
    words: str
    draw: Callable[[Palette], dict]
    fills: bool = False


@dataclass(frozen=True, eq=False)
class Map:
    """A map: for the screen a figure as plain data; `paper` gives it as a picture, svg or png, in the colours of a theme.

    `selects` is the key of the address that a click on a unit sets; empty where a click does nothing. `fills` is as of a chart.
    """

    name: str
    words: str
    draw: Callable[[Palette], dict]
    paper: Callable[[str, Palette], bytes]
    selects: str = ""
    fills: bool = False


@dataclass(frozen=True, eq=False)
class Outline:
    """A small map: `draw` gives it as plain data in the colours of a theme, `paper` as a picture; `links` is where units lead."""

    name: str
    words: str
    draw: Callable[[Palette], dict]
    paper: Callable[[str, Palette], bytes]
    links: "dict[str, Link]"


@dataclass(frozen=True)
class Option:
    code: str
    words: str


@dataclass(frozen=True)
class Choice:
    """One of some codes, kept in the address under its key unless it is the default.

    `shape` is how it is asked for: list, segments, or unit (a box that lists units); `width` its share of the row of choices.
    """

    key: str
    label: str
    options: tuple[Option, ...]
    chosen: str
    default: str
    shape: str = "list"
    width: float = 2

    @property
    def words(self) -> str:
        return next(option.words for option in self.options if option.code == self.chosen)

    @property
    def told(self) -> str:
        """How a file's name tells what was chosen; empty where it is what the page begins with."""
        return "" if self.chosen == self.default else self.words


@dataclass(frozen=True)
class DayChoice:
    """A day between two, the last by default. `shape` is a date to write, or a line of days that can be played."""

    key: str
    label: str
    first: date
    last: date
    chosen: date
    words: str
    shape: str = "date"
    width: float = 1

    @property
    def told(self) -> str:
        return f"{self.chosen:%Y%m%d}"


@dataclass(frozen=True)
class Link:
    """The way to another page: its slug and what its address is to say; `anchor` are the words of the heading to begin at."""

    words: str
    page: str
    address: tuple[tuple[str, str], ...] = ()
    icon: str = ""
    anchor: str = ""


@dataclass(frozen=True)
class Download:
    """A file of its own beside the page's exports, made when it is asked for."""

    words: str
    name: str
    mime: str
    make: Callable[[], bytes]


@dataclass(frozen=True)
class Code:
    """A code to copy: the reader writes it elsewhere."""

    words: str


@dataclass(frozen=True)
class Columns:
    """Parts side by side; `widths` are relative."""

    widths: tuple[float, ...]
    columns: tuple[tuple["Part", ...], ...]


@dataclass(frozen=True)
class Card:
    """Parts within one border."""

    name: str
    parts: tuple["Part", ...]


@dataclass(frozen=True)
class Tabs:
    """Parts of which one group is seen at a time; `names` head them."""

    name: str
    names: tuple[str, ...]
    groups: tuple[tuple["Part", ...], ...]


@dataclass(frozen=True)
class Folded:
    """Words in Markdown, unfolded by who wants to know."""

    title: str
    words: str


Part = (
    Heading | Sentence | Notice | Metrics | Status | Table | Chart | Map | Outline | Choice | DayChoice | Link | Download | Columns | Card
    | Tabs | Folded | Code
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class View:
    """A page, a slide or a sheet. `figure` is the one whose lineage its exports print."""

    title: str
    parts: tuple[Part, ...]
    figure: FigureKey
    choices: tuple[Choice | DayChoice, ...] = ()
    trail: tuple[Link, ...] = field(default=())

    def chosen(self) -> list[Choice | DayChoice]:
        """Every choice, in the row at the top and further down."""
        return [*self.choices, *(part for part in flat(self.parts) if isinstance(part, Choice | DayChoice))]

    def part(self, name: str) -> Table | Chart | Map:
        """The part of a name, wherever it stands. Raises KeyError where there is none."""
        for part in flat(self.parts):
            if getattr(part, "name", None) == name:
                return part
        raise KeyError(name)


def flat(parts: tuple[Part, ...]) -> Iterator[Part]:
    """Every part in the order of reading, those within cards, columns and tabs after what holds them; a tab's name heads it."""
    for part in parts:
        yield part
        for group in _groups(part):
            yield from flat(group)


def _groups(part: Part) -> tuple[tuple[Part, ...], ...]:
    """The parts that a part holds, as they stand together."""
    if isinstance(part, Columns):
        return part.columns
    if isinstance(part, Tabs):
        return tuple((Heading(name), *group) for name, group in zip(part.names, part.groups, strict=True))
    return (part.parts,) if isinstance(part, Card) else ()
