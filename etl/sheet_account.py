"""What became of one table of a sheet: its rows, how many were refused and why, and what is to be told of it."""

from dataclasses import dataclass, field, replace

import pandas as pd

from etl import dates, sources
from etl.land import PLACE
from etl.problems import Problem
from etl.table import Table


@dataclass
class SheetAccount:
    """The account of one table. `rejected` holds the problems of refused rows by row number, `refused` what tells their unit.

    `table` has the rows refused on reading as they stand in the file; None where the file was not read anew, or has no table.
    """

    file: str
    member: str
    name: str
    kind: str | None
    encoding: str
    table: Table | None = None
    rejected: dict[int, list[Problem]] = field(default_factory=dict)
    problem: Problem | None = None
    notes: dict[str, int] = field(default_factory=dict)
    refused: pd.DataFrame = field(default_factory=pd.DataFrame)
    remarks: list[tuple[str, dict]] = field(default_factory=list)  # rules of `sources/findings.csv` with their values
    number: int = 1  # the sheet's place in its file or member
    read: int = 0  # rows of the table
    unknown_headers: list[str] = field(default_factory=list)  # columns that are not used, as a message may name them
    form: str = ""
    changed_form: str = ""
    is_simulated: bool = False
    is_of_its_day: bool = False  # whether a later day would read it otherwise
    open_days: dict[int, str] = field(default_factory=dict)  # see `conform.Conformed`, until the file is read whole
    reading: str = ""  # what its file was read as; see `readings`

    def take(self, table: Table | None) -> None:
        """Note what is told of a table once it is conformed."""
        self.table = table
        if table is not None:
            self.read, self.unknown_headers = len(table.rows), table.unknown_called
            self.form, self.changed_form, self.is_simulated = table.form, table.changed_form, table.is_simulated
            table.month_first = _month_first(table)

    def refuse_open_days(self, rows: pd.DataFrame) -> pd.DataFrame:
        """The rows less those of open days, which are refused: another table of the file proves that its months come first."""
        is_open = rows["row_number"].isin(self.open_days.keys())
        opened = rows[is_open].set_index("row_number")
        self.rejected |= {number: [Problem("date_ambiguous", self.open_days[number])] for number in opened.index}
        told = opened[[name for name in PLACE if name in opened]]
        self.refused = pd.concat([self.refused, told]) if len(self.refused) else told
        return rows[~is_open]

    def let_go(self) -> None:
        """Of the rows of the table keep those that were refused, which their sender gets back: all others are typed by now."""
        if self.table is not None:
            self.table = replace(self.table, rows=[row for row in self.table.rows if row[0] in self.rejected])

    @property
    def lacks_rows(self) -> bool:
        """Whether rows were refused since, or before this build, that are not at hand as they stand in the file."""
        at_hand = {number for number, _ in self.table.rows} if self.table else set()
        return self.read > 0 and not self.rejected.keys() <= at_hand


def _month_first(table: Table) -> frozenset[int]:
    """What the few refused rows alone would no longer prove."""
    known = sources.kinds()[table.kind] if table.kind else {}
    days = [position for name, position in table.columns.items() if known[name].type in ("date", "any_date")]
    told = {position: [row[position] for _, row in table.rows if position < len(row)] for position in days}
    return frozenset(position for position, values in told.items() if dates.day_first(values) is False)
