"""A table as it was found on a sheet: its kind, where its fields stand, its rows, or why it is held back."""

from dataclasses import dataclass, field
from datetime import date

from openpyxl.utils import get_column_letter

from etl import sources
from etl.quoting import is_quotable
from etl.sources import PATH
from etl.text import fold

SIMULATED = fold("SỐ LIỆU MÔ PHỎNG")


@dataclass
class Table:
    """A recognised table. `columns` maps fields to positions, `rows` are (row number in the file, cells).

    `constants` are the values of fields that stand in no column, `indicator` what a table cut out of a wide one holds.
    """

    kind: str | None
    columns: dict[str, int]
    headers: list[str]
    rows: list[tuple[int, list]]
    title: str
    stated_on: date | None
    problem: str = ""
    detail: str = ""
    unknown: dict[int, str] = field(default_factory=dict)  # columns of a list that are not used, by position
    sections: dict[int, str] = field(default_factory=dict)
    too_long: list[int] = field(default_factory=list)
    is_of_2025: bool = False
    constants: dict[str, object] = field(default_factory=dict)
    shared: dict[int, set[int]] = field(default_factory=dict)  # row numbers -> columns whose number is merged over rows
    is_percent: bool = False
    area: tuple[int, int] = (0, 0)  # row and column where its header begins
    not_open: str = ""  # the words by which a list says that all its rows are closed, withdrawn or never opened
    form: str = ""  # the taught form that reads the table
    changed_form: str = ""  # the taught form that it is like, and no longer equal to
    first_day_is_1904: bool = False
    month_first: frozenset[int] = frozenset()  # columns whose days prove together that the month comes first

    @property
    def is_simulated(self) -> bool:
        return SIMULATED in fold(self.title)

    @property
    def unknown_headers(self) -> list[str]:
        return list(self.unknown.values())

    @property
    def unknown_called(self) -> list[str]:
        """Columns that are not used as a message may name them."""
        return list(map(self.called, self.unknown))

    def called(self, position: int) -> str:
        """A column as a message may name it: by its header where all its words are known, else by its letter."""
        header = self.headers[position]
        return header if header and is_quotable(header) else f"cột {get_column_letter(position + 1)}"

    def header_of(self, name: str) -> str:
        """The header of a field's column; '' for a constant."""
        return self.headers[self.columns[name]] if name in self.columns else ""

    def headers_of(self, type_name: str) -> list[str]:
        """The headers of the columns recognised as fields of a type, whole and the lowest of them."""
        fields = sources.kinds()[self.kind] if self.kind else {}
        whole = [self.headers[position] for name, position in self.columns.items() if fields[name].type == type_name]
        return [*whole, *(text.rpartition(PATH)[2] for text in whole)]
