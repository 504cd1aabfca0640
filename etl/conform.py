"""From the cells of a table to typed rows of its kind. A row that cannot be read whole is rejected with its reasons."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pandas as pd

from data import vocabulary
from etl import dates, header, households, layout, numbers, sources, units, vintages
from etl.land import PLACE
from etl.text import clean, fold, key

BLANK = {"", "-", "–", "—", "...", "…", "n/a", "null", "nan", "none"}  # not "na": that is a fruit
ERRORS = {"#n/a", "#ref!", "#value!", "#div/0!", "#name?", "#num!", "#null!"}
PLANNED = {"closed_on", "delisted_on"}  # ends that may lie between the as-of day and today
UNIT_FIELDS = ["unit_code", "unit", "commune", "former_commune", "district", "address"]
_COMMUNE_KINDS = {"shops", "accounts"}
DAYS_TO_1904 = 1462  # from the first day of Excel to that of old Excel for Mac
MANY_IN_A_MINUTE = 20  # shops or accounts; more than people can open by hand


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


def is_blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and value.strip().lower() in BLANK) or value != value


def is_error(value: object) -> bool:
    """A formula that failed: no value, but not left empty on purpose either."""
    return isinstance(value, str) and value.strip().lower() in ERRORS


@dataclass(frozen=True)
class Days:
    """The last day that an event may have, and today, until which what is planned to end may end."""

    latest: date
    today: date


def conform(table: layout.Table, days: Days, file_date: date | None, secret: bytes) -> Conformed:
    """Typed rows of a recognised table. `file_date` stands in for a missing as_of."""
    fields = sources.kinds()[table.kind]
    index = pd.Index([number for number, _ in table.rows], name="row_number")
    cells = {
        name: pd.Series(
            [row[position] if position < len(row) else "" for _, row in table.rows], index=index, dtype=object
        )
        for name, position in table.columns.items()
    }
    if table.first_day_is_1904:
        for name in cells.keys() & {name for name, known in fields.items() if known.type in ("date", "any_date")}:
            cells[name] = cells[name].map(_since_1904)
    if "stars" in cells and "scheme" in cells:
        cells["scheme"] = pd.Series(map(_with_stars, cells["scheme"], cells["stars"]), index=index, dtype=object)
    problems: dict[int, list[Problem]] = {number: [Problem("row_too_long")] for number in table.too_long}
    reading = _Reading(cells, table, days, problems)
    for name, column in cells.items():
        is_damaged = [isinstance(value, str) and "\ufffd" in value for value in column]
        reading.refuse(index[is_damaged], Problem("letters_lost", name))
    frame = pd.DataFrame(index=index)
    if any(known.type == "unit" for known in fields.values()):
        frame["unit_code"] = reading.units()
    for name, known in fields.items():
        if known.type not in ("unit", "identity", "phone", "person", "hamlet", "text") and name != "household_code":
            frame[name] = reading.column(name, known)
    notes = {}
    if "household_code" in fields:
        frame, notes = reading.households(frame, secret)
    if table.kind in _COMMUNE_KINDS and dates.busiest_minute(cells["opened_on"]) > MANY_IN_A_MINUTE:
        notes["opened_in_one_minute"] = dates.busiest_minute(cells["opened_on"])
    if "as_of" in fields:
        frame["as_of"] = frame["as_of"].where(frame["as_of"].notna(), table.stated_on or file_date)
    if table.kind == "households" and "hamlet" in cells:
        reading.refuse(index[~cells["hamlet"].map(is_blank)], Problem("unit_is_hamlet", "hamlet"))
    if table.kind == "targets":
        frame["source"] = frame["source"].where(frame["source"].notna(), "province")
    _check_order(table.kind, frame, problems)
    _check_required(table.kind, fields, table.columns, frame, problems)
    is_kept = pd.Series([number not in problems for number in frame.index], index=index)
    refused = frame.loc[~is_kept, [name for name in PLACE if name in frame]]
    return Conformed(table.kind, frame[is_kept], problems, notes, refused)


def _since_1904(value: object) -> object:
    """A serial number of a day that counts from 1904, as it is counted from 1900; what is no serial number stays."""
    is_serial = isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 200_000
    return value + DAYS_TO_1904 if is_serial else value


class _Reading:
    """Reads columns of one table and collects what is wrong with its rows."""

    def __init__(
        self, cells: dict[str, pd.Series], table: layout.Table, days: Days, problems: dict[int, list[Problem]]
    ):
        self.cells, self.table, self.days, self.problems = cells, table, days, problems
        self.index = pd.Index([number for number, _ in table.rows], name="row_number")

    def refuse(self, rows: pd.Index, problem: Problem) -> None:
        for number in rows:
            self.problems.setdefault(number, []).append(problem)

    def column(self, name: str, known: sources.Field) -> pd.Series:
        """One typed column; None where the cell is blank or was refused."""
        if name not in self.cells:
            return pd.Series(None, index=self.index, dtype=object)
        column = self.cells[name]
        header = self.table.headers[self.table.columns[name]]
        read = _reader(known, name, column, header, self.days, self.table.is_of_2025)
        marks = [_hashable(value) for value in column]
        values, reasons = {}, {}
        for mark, value in dict(zip(marks, column, strict=True)).items():
            if is_blank(value) and not (known.type == "yes_no" and value == "-"):
                continue
            if is_error(value):
                reasons[mark] = "cell_error"
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
            blank = {value for value in set(column) if is_blank(value)}
            self.refuse(column.index[[value in blank for value in column]], Problem("missing", name))
        # Not `Series.map`: where cells are blank it would make 839.0 of 839, and that another value than 839.
        return pd.Series([values.get(mark) for mark in marks], index=self.index, dtype=object)

    def _only_member(self, known: sources.Field) -> bool:
        fields = sources.kinds()[self.table.kind].values()
        if known.required_group == "as_of":
            return self.table.stated_on is None
        return sum(other.required_group == known.required_group for other in fields) == 1

    def units(self) -> pd.Series:
        """The 2021 code of each row's unit."""
        named = [name for name in UNIT_FIELDS if name in self.cells]
        context = frozenset(header.district_context(self.table.title))
        required = self.table.kind != "certificates"
        known: dict[tuple, str | None] = {}
        found = []
        if "province" in self.cells:
            elsewhere = self.cells["province"].map(lambda cell: not is_blank(cell) and units.is_elsewhere(_text(cell)))
            self.refuse(self.index[elsewhere], Problem("unit_elsewhere", "province"))
        for number, *cells in zip(self.index, *(self.cells[name] for name in named), strict=True):
            section = self.table.sections.get(number, "") if "district" not in named else ""
            mark = (*cells, section)
            if mark not in known:
                texts = ["" if is_blank(cell) or is_error(cell) else _text(cell) for cell in cells]
                known[mark] = self._resolve(dict(zip(named, texts, strict=True)), section, context, required)
            code = known[mark]
            if isinstance(code, Problem):
                self.problems.setdefault(number, []).append(code)
                code = None
            found.append(code)
        return pd.Series(found, index=self.index, dtype=object)

    def _resolve(self, named: dict[str, str], section: str, context: frozenset, required: bool) -> str | Problem | None:
        if not any(named.values()):
            return Problem("unit_missing", "unit") if required else None
        told = header.district_context(section)
        try:
            code = vintages.resolve(**named, is_of_2025=self.table.is_of_2025, context=frozenset(told) or context)
        except units.Unresolved as problem:
            return Problem(problem.reason, next(iter(named)), "; ".join(problem.choices))
        if self.table.kind in _COMMUNE_KINDS and vocabulary.unit(code).level != "commune":
            return Problem("unit_not_commune", next(iter(named)))
        return code

    def households(self, frame: pd.DataFrame, secret: bytes) -> tuple[pd.DataFrame, dict[str, int]]:
        """The frame with household tokens in place of personal data."""
        personal = pd.DataFrame(
            {name: self.cells[name] for name in households.PERSONAL if name in self.cells}, index=self.index
        )
        if "address" in self.cells:
            told = self.cells["address"].map(lambda value: "" if is_blank(value) else units.hamlet(_text(value)))
            own = personal["hamlet"] if "hamlet" in personal else pd.Series("", index=self.index, dtype=object)
            personal["hamlet"] = own.where(~own.map(is_blank), told)
        for name, column in personal.items():
            empty = {value for value in set(column) if is_blank(value) or is_error(value)}
            personal[name] = pd.Series(["" if value in empty else value for value in column], self.index, dtype=object)
        personal["unit_code"] = frame["unit_code"]
        found = households.tokens(personal, secret)
        if self.table.kind != "certificates":
            self.refuse(found.index[~households.has_household(found)], Problem("household_missing", "household_code"))
        notes = {}
        for name, token in (("identity_number", "identity_token"), ("phone", "phone_token")):
            if name in personal:
                notes[f"{name}_unusable"] = int(((personal[name] != "") & (found[token] == "")).sum())
        return pd.concat([frame, found], axis=1), notes


def _hashable(value: object) -> object:
    # True == 1 and 1 == 1.0 in Python: the type keeps a ticked box apart from a count.
    return (type(value).__name__, value) if isinstance(value, bool) else value


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return clean(str(value))


def _reader(known: sources.Field, name: str, column: pd.Series, header: str, days: Days, is_of_2025: bool) -> Callable:
    if known.type in ("date", "any_date"):
        return _date_reader(known.type, column, _last_day(known.type, name, days))
    if known.type in ("count", "money", "decimal"):
        return _number_reader(known.type, column)
    if known.type == "target":
        mark, meaning = numbers.decimal_mark(column), numbers.target_meaning(header)
        return lambda value: _target(value, meaning, mark)
    if known.type == "code":
        return _code
    if known.type == "name":
        return _text
    if known.type == "scheme":
        return lambda value: _scheme(_with_stars("OCOP", value) if "sao" in fold(header).split() else value)
    if known.type == "scope":
        return lambda value: _scope(value, is_of_2025)
    return _closed_list(known.type)


def _last_day(type_name: str, name: str, days: Days) -> date:
    if type_name == "any_date":
        return date.max if name == "valid_to" else date(2100, 1, 1)
    return days.today if name in PLANNED else days.latest


def _date_reader(type_name: str, column: pd.Series, last: date) -> Callable:
    order, is_swapped = dates.day_first(column), dates.has_swapped_days(column)
    settings = vocabulary.settings()["dates"]
    first = settings["first_certificate" if type_name == "any_date" else "first"]

    def read(value: object) -> date:
        day = dates.parse(value, order)
        if is_swapped and isinstance(value, date) and day.day != day.month:
            raise ValueError("date_ambiguous")
        if day < first:
            raise ValueError("date_too_early")
        if day > last:
            raise ValueError("date_in_future")
        return day

    return read


def _number_reader(type_name: str, column: pd.Series) -> Callable:
    mark = numbers.decimal_mark(column)

    def read(value: object) -> Decimal | int:
        number = numbers.parse(value, mark)
        if number < 0:
            raise ValueError("number_negative")
        if type_name != "count":
            return number
        if number != int(number):
            raise ValueError("number_not_whole")
        return int(number)

    return read


def _target(value: object, meaning: str, mark: str | None) -> tuple:
    """((number, 'share' or 'count'), upper end or None) of a target cell."""
    ends = numbers.target_range(value)
    if ends:
        low, high = (numbers.target(end, meaning, mark) for end in ends)
        if low[1] != high[1] or low[0] > high[0]:
            raise ValueError("target_ambiguous")
        return low, high
    return numbers.target(value, meaning, mark), None


def _code(value: object) -> str:
    text = _text(value).strip("'")
    if "." in text:
        text = re.sub(r"^(\d+)\.0+$", r"\1", text)
    is_rounded = isinstance(value, int | float) and abs(value) >= 10**15  # a spreadsheet keeps 15 digits
    if is_rounded or re.fullmatch(r"\d([.,]\d+)?[eE]\+?\d+", text):
        raise ValueError("id_rounded")
    # A spreadsheet drops leading zeros: with and without them it is one id.
    return (text.lstrip("0") or "0") if text.isdigit() else text


def _with_stars(scheme: object, stars: object) -> object:
    """'OCOP' with the number of stars from beside it, where the name itself has none."""
    found = re.search(r"[1-5]", _text(stars)) if not is_blank(stars) else None
    if found and "ocop" in fold(str(scheme)) and not re.search(r"[1-5★⭐*]", str(scheme)):
        return f"OCOP {found[0]} sao"
    return stars if is_blank(scheme) or (scheme == "OCOP" and not found) else scheme


def _scheme(value: object) -> str:
    text = _text(value)
    if len(set(re.findall(r"ocop|viet ?gap|global ?g ?a ?p", fold(text)))) > 1:
        raise ValueError("value_unknown")  # two certificates in one cell
    known = sources.values("scheme")
    for form in (key(text), text.lower(), fold(text)):
        if form in known:
            return known[form]
    stars = re.search(r"ocop\D{0,12}([345])", fold(text)) or re.search(r"([345]) sao", fold(text))
    if stars:
        return f"ocop{stars[1]}"
    if stars := re.fullmatch(r"(?:OCOP\s*)?([★⭐*]{3,5})", text, re.IGNORECASE):
        return f"ocop{len(stars[1])}"
    raise ValueError("value_unknown")


def _scope(value: object, is_of_2025: bool) -> str:
    text = _text(value)
    known = sources.values("scope")
    for form in (key(text), text.lower(), fold(text)):
        if form in known:
            return known[form]
    try:
        return vintages.resolve(unit=text, is_of_2025=is_of_2025)
    except units.Unresolved as problem:
        raise ValueError(problem.reason) from None


_UNKNOWN = {"platform": "platform_unknown", "order_status": "status_unknown"}


def _closed_list(type_name: str) -> Callable:
    known = sources.values(type_name)

    def read(value: object) -> str:
        text = ("1" if value else "0") if isinstance(value, bool) else _text(value)
        for form in (key(text), text.lower(), fold(text)):
            if form in known:
                return known[form]
        raise ValueError(_UNKNOWN.get(type_name, "value_unknown"))

    return read


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
