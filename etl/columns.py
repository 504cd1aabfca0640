"""Columns of cells to columns of values: a header, a unit of measure, the order of day and month hold for a whole column."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import pandas as pd

from data import vocabulary
from etl import cells, dates, numbers, plain, schemes, sources, titles
from etl.measures import Measures
from etl.problems import Problem, Problems
from etl.sheet import is_error
from etl.table import Table

_PLANNED = {"closed_on", "delisted_on"}  # ends that may lie between the as-of day and today
_FIGURE_TYPES = {"count", "money", "decimal", "target"}
_OF_THOUSANDS = {"amount", "order_amount", "households"}  # figures that lose their thousands in a foreign spreadsheet
_OWN_NUMBERS = {("shops", "shop_id"), ("accounts", "account_id"), ("listings", "listing_id")}  # what a row is known by
# Figures whose unit of measure each row may tell in a column of its own.
_MEASURED_BY_ROW = {
    ("households", "households"), ("targets", "target"), ("targets", "target_max"), ("progress_reports", "value"), ("published_figures", "value"),
}  # fmt: skip


@dataclass(frozen=True)
class Days:
    """The last day that an event may have, and today, until which what is planned to end may end."""

    latest: date
    today: date


def by_value(column: pd.Series, function: Callable[[object], object]) -> pd.Series:
    """What a function makes of each cell, asked once for each value."""
    known = {value: function(value) for value in set(column)}
    return pd.Series([known[value] for value in column], index=column.index, dtype=object)


class Columns:
    """The columns of one table by field, cells as they were written; what cannot be read is told to `problems`."""

    def __init__(self, written: dict[str, pd.Series], table: Table, days: Days, problems: Problems):
        self.written, self.table, self.days, self.problems = written, table, days, problems
        self.index = pd.Index([number for number, _ in table.rows], name="row_number")
        self.measures = Measures(table)

    def cells(self, name: str) -> pd.Series:
        """The cells of a column; blank where the table has no such column."""
        return self.written.get(name, pd.Series("", index=self.index, dtype=object))

    def read(self, name: str, known: sources.Field) -> pd.Series:
        """One typed column; None where the cell is blank or was refused."""
        if name not in self.written:
            return pd.Series(None, index=self.index, dtype=object)
        if (self.table.kind, name) in _MEASURED_BY_ROW and (measured := self._measured_by_row(name)):
            return pd.concat([part._column(name, known) for part in measured]).reindex(self.index)
        return self._column(name, known)

    def _measured_by_row(self, name: str) -> list["Columns"]:
        """The rows apart by what they count and the unit of measure that they tell, as if their header told it; none where all are alike."""
        told = self.cells("unit_of_measure").map(cells.text_or_empty)
        has_money = any(measure.of == "money" for measure in self.measures.above) or "money" in self.measures.unknown
        is_apart = has_money or told.any()
        counted = self.cells("indicator").map(lambda cell: _indicator(cell) if is_apart else "")
        groups = told.groupby([told, counted]).groups
        if name not in self.table.columns or set(groups) == {("", "")}:
            return []
        return [self._of_rows(rows, name, *group) for group, rows in groups.items()]

    def _of_rows(self, rows: pd.Index, name: str, measure: str, indicator: str) -> "Columns":
        """Some rows as a table of their own, whose unit of measure stands in the header of their figures."""
        header = self.table.header_of(name)
        own = titles.measure_of_header(header) if measure else None
        if own and own != titles.measure(measure):
            self.problems.refuse(rows, Problem("measure_unfit", name))
        headers = [*self.table.headers]
        headers[self.table.columns[name]] = f"{header} ({measure})" if measure and not own else header
        constants = {**self.table.constants, "indicator": indicator} if indicator else self.table.constants
        table = replace(
            self.table, headers=headers, constants=constants, rows=[(number, row) for number, row in self.table.rows if number in rows]
        )  # fmt: skip
        return Columns({other: cell.loc[rows] for other, cell in self.written.items()}, table, self.days, self.problems)

    def _column(self, name: str, known: sources.Field) -> pd.Series:
        """One typed column whose figures are all of one unit of measure."""
        column = self.written[name]
        is_empty = cells.EMPTY.get(known.type, cells.is_blank)
        read = self._reader(known, name, column)
        self._refuse_shared(known, name, column)
        marks = [cells.hashable(value) for value in column] if bool in set(map(type, column)) else column.tolist()
        told = plain.texts(marks, known.type)
        distinct = {mark: value for mark, value, text in zip(marks, column, told, strict=True) if text is None}
        empty = {mark for mark, value in distinct.items() if is_empty(value)}
        values, reasons = {}, {}
        for mark, value in distinct.items():
            if mark in empty and not (known.type == "yes_no" and value == "-"):
                continue
            if is_error(value):
                reasons[mark] = cells.failure(value)
                continue
            try:
                values[mark] = read(value)
            except ValueError as error:
                reasons[mark] = str(error)
        if reasons:
            for number, mark in zip(self.index, marks, strict=True):
                if mark in reasons:
                    self.problems.refuse([number], Problem(reasons[mark], name))
        if known.required_group and self._only_member(known):
            self.problems.refuse(column.index[[mark in empty for mark in marks]], Problem("missing", name))
        # Not `Series.map`: where cells are blank it would make 839.0 of 839, and that another value than 839.
        found = [values.get(mark) if text is None else text for mark, text in zip(marks, told, strict=True)]
        return pd.Series(found, index=self.index, dtype=object)

    def _reader(self, known: sources.Field, name: str, column: pd.Series) -> Callable:
        """How the cells of a column are read, at the size that its header or the lines above the table say."""
        if known.type in ("date", "any_date"):
            first = _first_day(self.table.kind, known.type)
            last = _last_day(known.type, name, self.days)
            return cells.date_reader(self._order_of(name, column), column, first, last)
        if known.type in ("count", "money", "decimal"):
            try:
                factor = self.measures.factor(name, known)
            except ValueError as problem:
                return cells.refusing(str(problem))
            marks = numbers.decimal_mark(column), self._thousands(name, factor)
            read = cells.number_reader(known.type, *marks, factor, name == "quantity")
            if factor == 1 and (known.type == "count" or name == "value"):
                read = cells.beside_shares(read, column)
            return cells.whole_thousands(read, column) if name in _OF_THOUSANDS and factor == 1 else read
        if known.type == "target":
            return self._target_reader(name, column)
        if known.type == "scheme":
            return schemes.reader(self.table.header_of(name))
        return cells.reader(known, self.table.is_of_2025)

    def _target_reader(self, name: str, column: pd.Series) -> Callable:
        """Targets as their form, their header or the lines above the table say: shares, or counts of households."""
        if self.table.is_percent:
            return cells.percents
        own = titles.measure_of_header(self.table.header_of(name))
        if own and own.of in ("money", "quantity"):
            return cells.refusing("measure_unfit")
        if titles.has_unknown_measure(self.table.header_of(name)):
            return cells.refusing("measure_unknown")
        measures = [own] if own else self.measures.above
        if any(measure.factor != 1 for measure in measures if measure.of == "count"):
            return cells.refusing("measure_unfit")
        if "count" in self.measures.unknown and not own:
            return cells.refusing("measure_unknown")
        told = {measure.of for measure in measures} & {"share", "count"}
        meaning = numbers.target_meaning(self.table.header_of(name)) or (told.pop() if len(told) == 1 else "")
        mark, is_unclear = numbers.decimal_mark(column), numbers.unclear_targets(column, meaning)
        return lambda value: cells.target(numbers.plain_target(value), meaning, mark, is_unclear)

    def _order_of(self, name: str, column: pd.Series) -> bool | None:
        """Whether days come first: as the column proves, else as the other columns of days in the table do.

        None where cells of both habits, or nothing but days that an American programme writes just so, leave it open.
        """
        own = dates.day_first(column)
        if dates.proves_order(column):
            return own
        others = {
            dates.day_first(self.written[other]) for other, known in sources.kinds()[self.table.kind].items()
            if known.type in ("date", "any_date") and other != name and other in self.written and dates.proves_order(self.written[other])
        }  # fmt: skip
        if others:
            return others.pop() if len(others) == 1 else None
        return None if dates.is_two_ways(column) else own

    def open_days(self) -> dict[int, str]:
        """Rows with a day that is read as Vietnamese write it because no column of the table proves another order."""
        fields = sources.kinds()[self.table.kind]
        days = {name: self.written[name] for name in self.written if fields[name].type in ("date", "any_date")}
        texts = {name: {cell for cell in column if isinstance(cell, str)} for name, column in days.items()}
        if any(map(dates.proves_order, texts.values())):
            return {}
        opened = {name: set(filter(dates.is_open, told)) for name, told in texts.items()}
        return {
            number: name for name, told in opened.items() if told for number, cell in days[name].items() if cell in told
        }

    def _thousands(self, name: str, factor: Decimal) -> str | None:
        """The mark between thousands that the table proves, for a column whose cells may have three decimals."""
        if name != "quantity" and factor == 1:
            return ".,"
        kinds = sources.kinds()[self.table.kind]
        told = {other for other in self.written if other == name or kinds[other].type in ("money", "count")}
        plain_sized = {other for other in told if other != name and self.measures.is_plain(other)}
        return numbers.thousands_mark(
            value for other in told for value in set(self.written[other])
            if other in plain_sized or not numbers.is_two_ways(value, None, None)
        )  # fmt: skip

    def _refuse_shared(self, known: sources.Field, name: str, column: pd.Series) -> None:
        """A figure, or the number of a shop, merged over several rows belongs to one row; which of them, nobody can tell."""
        is_own = (self.table.kind, name) in _OWN_NUMBERS
        if (known.type not in _FIGURE_TYPES and not is_own) or name == "order_amount" or name not in self.table.columns:
            return
        position = self.table.columns[name]
        held = [
            number
            for number, value in column.items()
            if position in self.table.shared.get(number, ()) and not cells.is_blank(value)
        ]
        self.problems.refuse(pd.Index(held), Problem("number_merged", name))

    def _only_member(self, known: sources.Field) -> bool:
        fields = sources.kinds()[self.table.kind].values()
        if known.required_group == "as_of":
            return self.table.stated_on is None
        return sum(other.required_group == known.required_group for other in fields) == 1


def _indicator(cell: object) -> str:
    """The indicator that a cell names; '' where it names none."""
    with suppress(ValueError):
        return cells.reader(sources.Field("indicator", "", "indicator"), False)(cell)
    return ""


def _first_day(kind: str, type_name: str) -> date:
    """The first possible day of a column of days: certificates and accounts may be older than the programme."""
    known = vocabulary.settings()["dates"]
    if kind == "accounts":
        return known["first_account"]
    return known["first_certificate" if type_name == "any_date" else "first"]


def _last_day(type_name: str, name: str, days: Days) -> date:
    if type_name == "any_date":
        return date.max if name == "valid_to" else date(2100, 1, 1)
    return days.today if name in _PLANNED else days.latest
