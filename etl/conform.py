"""From the cells of a table to typed rows of its kind. A row that cannot be read whole is rejected with its reasons."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import zip_longest

import pandas as pd

from data import vocabulary
from etl import cells, dates, households, keys, land, layout, mentions, numbers, plain, rows, sources, titles, vintages
from etl.measures import Measures
from etl.refusals import NOBODY, REASON, Refused
from etl.sheet import is_error

PLANNED = {"closed_on", "delisted_on"}  # ends that may lie between the as-of day and today
UNIT_FIELDS = ["unit_code", "unit", "commune", "former_commune", "district", "address"]
_COMMUNE_KINDS = {"shops", "accounts"}
_WITHOUT_HAMLETS = {"households", "targets", "progress_reports"}  # their figures are of whole units
_WHOLE_VALUES = {"progress_reports", "published_figures"}  # what they count is whole, but for money
_FIGURE_TYPES = {"count", "money", "decimal", "target"}
_OF_THOUSANDS = {"amount", "order_amount", "households"}  # figures that lose their thousands in a foreign spreadsheet
_OWN_NUMBERS = {("shops", "shop_id"), ("accounts", "account_id"), ("listings", "listing_id")}  # what a row is known by
# Figures whose unit of measure each row may tell in a column of its own.
_MEASURED_BY_ROW = {
    ("households", "households"), ("targets", "target"), ("targets", "target_max"), ("progress_reports", "value"), ("published_figures", "value"),
}  # fmt: skip


@dataclass(frozen=True)
class Problem:
    """Why a row is rejected: a reason code, the field it is about, and what may be meant (never a personal value)."""

    reason: str
    field: str = ""
    detail: str = ""


@dataclass
class Conformed:
    """Typed rows of one table by row number, and the problems of the rejected ones."""

    kind: str
    rows: pd.DataFrame
    rejected: dict[int, list[Problem]]
    notes: dict[str, int]
    refused: pd.DataFrame  # of the rejected rows what tells their unit, as far as it could be read
    is_of_its_day: bool  # whether a day was refused that will be possible later
    open_days: dict[int, str]  # rows with a day whose order nothing in the table proves, with the field that holds it


@dataclass(frozen=True)
class Days:
    """The last day that an event may have, and today, until which what is planned to end may end."""

    latest: date
    today: date


def conform(
    table: layout.Table, days: Days, file_date: date | None, hashed: households.Hashing, refused: Refused = NOBODY
) -> Conformed:
    """Typed rows of a recognised table. `file_date` stands in for a missing as_of. Rows of `refused` households are marked."""
    fields = sources.kinds()[table.kind]
    index = pd.Index([number for number, _ in table.rows], name="row_number")
    by_position = list(zip_longest(*(row for _, row in table.rows), fillvalue=""))
    blank = [""] * len(index)
    columns = {
        name: pd.Series(by_position[position] if position < len(by_position) else blank, index=index, dtype=object)
        for name, position in table.columns.items()
    }  # fmt: skip
    constants = {name: value for name, value in table.constants.items() if name in fields and value is not None}
    columns |= {name: pd.Series([value] * len(index), index=index, dtype=object) for name, value in constants.items()}
    if table.first_day_is_1904:
        for name in columns.keys() & {name for name, known in fields.items() if known.type in ("date", "any_date")}:
            columns[name] = columns[name].map(cells.since_1904)
    columns |= cells.taken_apart(columns) if table.kind == "published_figures" else cells.joined(columns)
    problems: dict[int, list[Problem]] = {number: [Problem("row_too_long")] for number in table.too_long}
    reading = _Reading(columns, table, days, problems)
    for name, column in columns.items():
        reading.refuse(index[_has_lost_letters(column)], Problem("letters_lost", name))
    frame = pd.DataFrame(index=index)
    if any(known.type == "unit" for known in fields.values()):
        frame["unit_code"] = reading.units()
    for name, known in fields.items():
        if known.type not in ("unit", "identity", "phone", "person", "hamlet", "text") and name != "household_code":
            frame[name] = reading.column(name, known)
    notes = {}
    if "household_code" in fields:
        frame, notes = reading.households(frame, hashed, refused)
    if table.kind in _COMMUNE_KINDS:
        busiest = dates.busiest_minute(columns["opened_on"])
        if busiest > vocabulary.settings()["findings"]["opened_in_one_minute"]:
            notes["opened_in_one_minute"] = busiest
    if "as_of" in fields:
        frame["as_of"] = frame["as_of"].where(frame["as_of"].notna(), table.stated_on or file_date)
    if table.kind in land.SEVERAL:
        frame["variant"] = keys.variants(table)
    if table.kind == "orders":
        reading.weigh(frame)
        reading.refuse(index[reading.told_otherwise("currency", cells.is_dong)], Problem("measure_unfit", "currency"))
    if table.kind == "field_activity":
        staff = frame["kind"] == "staff"
        for rows_of, use in ((~staff, "session"), (staff, "staff")):
            is_other = reading.told_otherwise("unit_of_measure", partial(cells.is_phrase, use))
            reading.refuse(index[is_other & rows_of], Problem("measure_unfit", "unit_of_measure"))
    if table.kind in _WITHOUT_HAMLETS:
        communes = frame["unit_code"].map(lambda code: code is not None and vocabulary.unit(code).level == "commune")
        below = rows.below_communes(table.rows, set(index[communes]))
        reading.refuse(reading.of_hamlets().union(below), Problem("unit_is_hamlet", "hamlet"))
        # What a commune lists are its hamlets, though other communes have their names.
        if own := titles.commune(table.title):
            others = frame["unit_code"][communes].map(lambda code: vocabulary.unit(code).full_name != own)
            reading.refuse(others.index[others.astype(bool)], Problem("unit_is_hamlet", "unit"))
    if table.kind in _WHOLE_VALUES:
        told = zip(frame["value"], frame["indicator"], strict=True)
        reading.refuse(index[[_is_in_parts(*one) for one in told]], Problem("number_not_whole", "value"))
    if table.kind == "targets":
        is_range = [
            cells.is_target_range(low, high) for low, high in zip(frame["target"], frame["target_max"], strict=True)
        ]
        reading.refuse(index[[not one for one in is_range]], Problem("target_range", "target_max"))
        frame["source"] = frame["source"].where(frame["source"].notna(), "province")
    _check_order(table.kind, frame, problems)
    _check_required(table.kind, fields, table.columns, frame, problems)
    is_of_its_day = any(one.reason == "date_in_future" for told in problems.values() for one in told)
    if "is_refused" in frame:  # nothing else is told of a row that nobody may keep
        problems |= {number: [Problem(REASON)] for number in frame.index[frame["is_refused"]] if number in problems}
    is_kept = pd.Series([number not in problems for number in frame.index], index=index)
    refused = frame.loc[~is_kept, [name for name in land.PLACE if name in frame]]
    return Conformed(table.kind, frame[is_kept], problems, notes, refused, is_of_its_day, reading.open_days())


class _Reading:
    """Reads columns of one table and collects what is wrong with its rows."""

    def __init__(
        self, columns: dict[str, pd.Series], table: layout.Table, days: Days, problems: dict[int, list[Problem]]
    ):
        self.columns, self.table, self.days, self.problems = columns, table, days, problems
        self.index = pd.Index([number for number, _ in table.rows], name="row_number")
        self.measures = Measures(table)

    def refuse(self, rows: pd.Index, problem: Problem) -> None:
        for number in rows:
            self.problems.setdefault(number, []).append(problem)

    def column(self, name: str, known: sources.Field) -> pd.Series:
        """One typed column; None where the cell is blank or was refused."""
        if name not in self.columns:
            return pd.Series(None, index=self.index, dtype=object)
        if (self.table.kind, name) in _MEASURED_BY_ROW and (measured := self._measured_by_row(name)):
            return pd.concat([part._column(name, known) for part in measured]).reindex(self.index)
        return self._column(name, known)

    def _measured_by_row(self, name: str) -> list["_Reading"]:
        """The rows apart by what they count and the unit of measure that they tell, as if their header told it; none where all are alike."""
        told = self._cells("unit_of_measure").map(cells.text_or_empty)
        has_money = any(measure.of == "money" for measure in self.measures.above) or "money" in self.measures.unknown
        is_apart = has_money or told.any()
        counted = self._cells("indicator").map(lambda cell: _indicator(cell) if is_apart else "")
        groups = told.groupby([told, counted]).groups
        if name not in self.table.columns or set(groups) == {("", "")}:
            return []
        return [self._of_rows(rows, name, *group) for group, rows in groups.items()]

    def _cells(self, name: str) -> pd.Series:
        return self.columns.get(name, pd.Series("", index=self.index, dtype=object))

    def _of_rows(self, rows: pd.Index, name: str, measure: str, indicator: str) -> "_Reading":
        """Some rows as a table of their own, whose unit of measure stands in the header of their figures."""
        header = self.table.header_of(name)
        own = titles.measure_of_header(header) if measure else None
        if own and own != titles.measure(measure):
            self.refuse(rows, Problem("measure_unfit", name))
        headers = [*self.table.headers]
        headers[self.table.columns[name]] = f"{header} ({measure})" if measure and not own else header
        constants = {**self.table.constants, "indicator": indicator} if indicator else self.table.constants
        table = replace(
            self.table, headers=headers, constants=constants, rows=[(number, row) for number, row in self.table.rows if number in rows]
        )  # fmt: skip
        return _Reading(
            {other: cell.loc[rows] for other, cell in self.columns.items()}, table, self.days, self.problems
        )

    def of_hamlets(self) -> pd.Index:
        """Rows that name a hamlet, in a column of hamlets or in the name of their unit."""
        named = ~self._cells("hamlet").map(cells.is_blank)
        for name in ("unit", "commune", "address"):
            named |= _by_value(self._cells(name).map(cells.text_or_empty), mentions.names_hamlet).astype(bool)
        return self.index[named]

    def _column(self, name: str, known: sources.Field) -> pd.Series:
        """One typed column whose figures are all of one unit of measure."""
        column = self.columns[name]
        is_empty = cells.EMPTY.get(known.type, cells.is_blank)
        read = self._reader(known, name, column)
        self._refuse_shared(known, name, column)
        marks = [cells.hashable(value) for value in column] if bool in set(map(type, column)) else column.tolist()
        is_plain = plain.cells(marks, known.type)
        distinct = {mark: value for mark, value, good in zip(marks, column, is_plain, strict=True) if not good}
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
                    self.problems.setdefault(number, []).append(Problem(reasons[mark], name))
        if known.required_group and self._only_member(known):
            self.refuse(column.index[[mark in empty for mark in marks]], Problem("missing", name))
        # Not `Series.map`: where cells are blank it would make 839.0 of 839, and that another value than 839.
        found = [mark if good else values.get(mark) for mark, good in zip(marks, is_plain, strict=True)]
        return pd.Series(found, index=self.index, dtype=object)

    def _reader(self, known: sources.Field, name: str, column: pd.Series) -> Callable:
        """How the cells of a column are read, at the size that its header or the lines above the table say."""
        if known.type in ("date", "any_date"):
            return cells.date_reader(
                known.type, self._order_of(name, column), column, _last_day(known.type, name, self.days)
            )
        if known.type in ("count", "money", "decimal"):
            try:
                factor = self.measures.factor(name, known)
            except ValueError as problem:
                return cells.refusing(str(problem))
            marks = numbers.decimal_mark(column), self._thousands(name, factor)
            read = cells.number_reader(known.type, *marks, factor, name == "quantity")
            return cells.whole_thousands(read, column) if name in _OF_THOUSANDS and factor == 1 else read
        if known.type == "target":
            return self._target_reader(name, column)
        return cells.reader(known, column, self.table.header_of(name), self.table.is_of_2025)

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
        return lambda value: cells.target(value, meaning, mark, is_unclear)

    def _order_of(self, name: str, column: pd.Series) -> bool | None:
        """Whether days come first: as the column proves, else as the other columns of days in the table do.

        None where cells of both habits, or nothing but days that an American programme writes just so, leave it open.
        """
        own = dates.day_first(column)
        if dates.proves_order(column):
            return own
        others = {
            dates.day_first(self.columns[other]) for other, known in sources.kinds()[self.table.kind].items()
            if known.type in ("date", "any_date") and other != name and other in self.columns and dates.proves_order(self.columns[other])
        }  # fmt: skip
        if others:
            return others.pop() if len(others) == 1 else None
        return None if dates.is_two_ways(column) else own

    def open_days(self) -> dict[int, str]:
        """Rows with a day that is read as Vietnamese write it because no column of the table proves another order."""
        fields = sources.kinds()[self.table.kind]
        days = {name: self.columns[name] for name in self.columns if fields[name].type in ("date", "any_date")}
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
        told = {other for other in self.columns if other == name or kinds[other].type in ("money", "count")}
        plain_sized = {other for other in told if other != name and self.measures.is_plain(other)}
        return numbers.thousands_mark(
            value for other in told for value in set(self.columns[other])
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
        self.refuse(pd.Index(held), Problem("number_merged", name))

    def weigh(self, frame: pd.DataFrame) -> None:
        """Quantities of a header like 'Số lượng (tấn)' in kilograms; a row that names another unit of measure is refused."""
        try:
            measure = self.measures.measure("quantity", sources.kinds()["orders"]["quantity"])
        except ValueError:
            return  # its rows are refused already
        if not measure or not measure.unit:
            return
        told = frame["unit_of_measure"]
        differs = told.map(lambda text: isinstance(text, str) and titles.measure(text) != measure)
        self.refuse(frame.index[differs], Problem("measure_unfit", "unit_of_measure"))
        frame["unit_of_measure"] = measure.unit

    def told_otherwise(self, name: str, is_fit: Callable[[str], bool]) -> pd.Series:
        """The rows whose cell of a column tells something that does not fit what the row counts; a blank one tells nothing."""
        told = self._cells(name).map(cells.text_or_empty)
        return _by_value(told, lambda text: bool(text) and not is_fit(text)).astype(bool)

    def _only_member(self, known: sources.Field) -> bool:
        fields = sources.kinds()[self.table.kind].values()
        if known.required_group == "as_of":
            return self.table.stated_on is None
        return sum(other.required_group == known.required_group for other in fields) == 1

    def units(self) -> pd.Series:
        """The 2021 code of each row's unit."""
        named = [name for name in UNIT_FIELDS if name in self.columns]
        context = frozenset(titles.districts(self.table.title))
        required = self.table.kind != "certificates"
        self._note_vintage(named)
        known: dict[tuple, str | None] = {}
        found = []
        if "province" in self.columns:
            elsewhere = self.columns["province"].map(lambda cell: mentions.is_elsewhere(cells.text_or_empty(cell)))
            self.refuse(self.index[elsewhere], Problem("unit_elsewhere", "province"))
        for number, *row in zip(self.index, *(self.columns[name] for name in named), strict=True):
            section = self.table.sections.get(number, "") if "district" not in named else ""
            mark = (*row, section)
            if mark not in known:
                failed = next(
                    (Problem(cells.failure(cell), name) for name, cell in zip(named, row, strict=True) if is_error(cell)), None
                )  # fmt: skip
                texts = [cells.text_or_empty(cell) for cell in row]
                known[mark] = (
                    failed if failed
                    else self._resolve(dict(zip(named, texts, strict=True)), section, context, required)
                )  # fmt: skip
            code = known[mark]
            if isinstance(code, Problem):
                self.problems.setdefault(number, []).append(code)
                code = None
            found.append(code)
        return pd.Series(found, index=self.index, dtype=object)

    def _note_vintage(self, named: list[str]) -> None:
        """A table whose codes are proven to be those from 1/7/2025 is wholly of that list."""
        told = [name for name in named if name != "former_commune"]
        if self.table.is_of_2025 or "unit_code" not in told or len(told) == 1:
            return
        rows = set(zip(*(self.columns[name].map(cells.text_or_empty) for name in told), strict=True))
        self.table.is_of_2025 = vintages.proven_2025(dict(zip(told, row, strict=True)) for row in rows)

    def _resolve(self, named: dict[str, str], section: str, context: frozenset, required: bool) -> str | Problem | None:
        if not any(named.values()):
            return Problem("unit_missing", "unit") if required else None
        told = titles.districts(section)
        choices = cells.several_communes(named.get("commune", ""), named.get("district", ""), context)
        if choices and not self.table.is_of_2025:  # such a list names the former commune beside its own
            return Problem("unit_several", "commune", "; ".join(choices))
        try:
            code = vintages.resolve(**named, is_of_2025=self.table.is_of_2025, context=frozenset(told) or context)
        except mentions.Unresolved as problem:
            return Problem(problem.reason, next(iter(named)), "; ".join(problem.choices))
        if self.table.kind in _COMMUNE_KINDS and vocabulary.unit(code).level != "commune":
            return Problem("unit_not_commune", next(iter(named)))
        return code

    def households(
        self, frame: pd.DataFrame, hashed: households.Hashing, refused: Refused
    ) -> tuple[pd.DataFrame, dict[str, int]]:
        """The frame with household tokens in place of personal data."""
        personal = pd.DataFrame(
            {name: self.columns[name] for name in households.PERSONAL if name in self.columns}, index=self.index
        )
        if "address" in self.columns:
            told = _by_value(self.columns["address"], lambda value: mentions.hamlet(cells.text_or_empty(value)))
            own = personal["hamlet"] if "hamlet" in personal else pd.Series("", index=self.index, dtype=object)
            personal["hamlet"] = own.where(~own.map(cells.is_blank), told)
        for name in personal:
            personal[name] = self._personal(name, personal[name].tolist())
        personal["unit_code"] = frame["unit_code"]
        found = households.tokens(personal, hashed)
        if self.table.kind != "certificates":
            self.refuse(found.index[~households.has_household(found)], Problem("household_missing", "household_code"))
        notes = {}
        for name, token in (("identity_number", "identity_token"), ("phone", "phone_token")):
            if name in personal:
                notes[f"{name}_unusable"] = int(((personal[name] != "") & (found[token] == households.NOTHING)).sum())
        return pd.concat([frame, found, refused.marks(personal).rename("is_refused")], axis=1), notes

    def _personal(self, name: str, column: list) -> list:
        """The cells of a column that tells whose a row is, '' where one holds nothing; what failed or broke is refused."""
        is_empty = cells.is_blank if name == "hamlet" else cells.is_no_code
        is_plain = plain.cells(column, name)
        rest = {value for value, good in zip(column, is_plain, strict=True) if not good}
        known = {value: "" if is_error(value) or is_empty(value) else value for value in rest}
        reasons = {value: cells.failure(value) for value in rest if is_error(value)}
        if name == "household_code":
            reasons |= {value: reason for value in rest if known[value] != "" and (reason := cells.broken_id(value))}
        elif name in ("identity_number", "phone"):
            known = {value: cells.without_days(told) for value, told in known.items()}
        for number, value, good in zip(self.index, column, is_plain, strict=True) if reasons else ():
            if not good and value in reasons:
                self.problems.setdefault(number, []).append(Problem(reasons[value], name))
        return [value if good else known[value] for value, good in zip(column, is_plain, strict=True)]


def _is_in_parts(value: Decimal | None, indicator: str | None) -> bool:
    """Whether a figure has decimals though it counts things, or is a sum of đồng too small to have them."""
    if value is None or value == int(value):
        return False
    return indicator != "order_value" or value < 1000


def _indicator(cell: object) -> str:
    """The indicator that a cell names; '' where it names none."""
    with suppress(ValueError):
        return cells.reader(sources.Field("indicator", "", "indicator"), pd.Series(), "", False)(cell)
    return ""


def _has_lost_letters(column: pd.Series) -> list[bool]:
    """Which cells hold the sign for a letter that could not be read."""
    texts = [value if isinstance(value, str) else "" for value in column]
    return ["\ufffd" in text for text in texts] if "\ufffd" in "".join(texts) else [False] * len(texts)


def _by_value(column: pd.Series, function: Callable[[object], object]) -> pd.Series:
    """What a function makes of each cell, asked once for each value."""
    known = {value: function(value) for value in set(column)}
    return pd.Series([known[value] for value in column], index=column.index, dtype=object)


def _last_day(type_name: str, name: str, days: Days) -> date:
    if type_name == "any_date":
        return date.max if name == "valid_to" else date(2100, 1, 1)
    return days.today if name in PLANNED else days.latest


def _check_order(kind: str, frame: pd.DataFrame, problems: dict[int, list[Problem]]) -> None:
    """An end before its start is impossible."""
    for start, end in (("opened_on", "closed_on"), ("listed_on", "delisted_on"), ("valid_from", "valid_to")):
        if start in frame and end in frame:
            known = frame[frame[start].notna() & frame[end].notna()]
            for number in known.index[known[end] < known[start]]:
                problems.setdefault(number, []).append(Problem("date_order", end))


def _check_required(
    kind: str,
    fields: dict[str, sources.Field],
    columns: dict[str, int],
    frame: pd.DataFrame,
    problems: dict[int, list[Problem]],
) -> None:
    """Groups of which at least one field must be filled in each row: the amount of an order, the owner of a certificate."""
    if kind == "orders":
        blank = frame["amount"].isna() & frame["order_amount"].isna()
        column = "amount" if "amount" in columns else "order_amount"
        _refuse_unless_known(frame.index[blank], Problem("missing", column), problems)
    if kind == "certificates":
        blank = frame["listing_id"].isna() & ~households.has_household(frame)
        _refuse_unless_known(frame.index[blank], Problem("missing", "listing_id"), problems)
    if "as_of" in fields and fields["as_of"].required_group:
        _refuse_unless_known(frame.index[frame["as_of"].isna()], Problem("missing", "as_of"), problems)


def _refuse_unless_known(rows: pd.Index, problem: Problem, problems: dict[int, list[Problem]]) -> None:
    for number in rows:
        if all(known.field != problem.field for known in problems.get(number, [])):
            problems.setdefault(number, []).append(problem)
