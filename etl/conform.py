"""From the cells of a table to typed rows of its kind. A row that cannot be read whole is rejected with its reasons."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache

import pandas as pd

from data import vocabulary
from etl import dates, households, layout, numbers, sources, titles, units, vintages
from etl.land import PLACE
from etl.sheet import UNCALCULATED, is_error
from etl.text import clean, fold, identifier, key

BLANK = {
    "", "-", "–", "—", "...", "…", "n/a", "null", "nan", "none", "(null)", "[null]", "\\n", "nat", "<na>", "#null",
}  # not "na": that is a fruit  # fmt: skip
PLANNED = {"closed_on", "delisted_on"}  # ends that may lie between the as-of day and today
UNIT_FIELDS = ["unit_code", "unit", "commune", "former_commune", "district", "address"]
_COMMUNE_KINDS = {"shops", "accounts"}
_WITHOUT_HAMLETS = {"households", "targets", "progress_reports"}  # their figures are of whole units
_FIGURE_TYPES = {"count", "money", "decimal", "target"}
_OWN_NUMBERS = {("shops", "shop_id"), ("accounts", "account_id"), ("listings", "listing_id")}  # what a row is known by
_MEASURED = {"count": "count", "money": "money", "decimal": "count"}  # what a type counts, where nothing else tells it
DAYS_TO_1904 = 1462  # from the first day of Excel to that of old Excel for Mac


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


def _failure(value: str) -> str:
    return "formula_uncalculated" if value == UNCALCULATED else "cell_error"


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
    constants = {name: value for name, value in table.constants.items() if name in fields and value is not None}
    cells |= {name: pd.Series([value] * len(index), index=index, dtype=object) for name, value in constants.items()}
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
    if table.kind in _COMMUNE_KINDS:
        busiest = dates.busiest_minute(cells["opened_on"])
        if busiest > vocabulary.settings()["findings"]["opened_in_one_minute"]:
            notes["opened_in_one_minute"] = busiest
    if "as_of" in fields:
        frame["as_of"] = frame["as_of"].where(frame["as_of"].notna(), table.stated_on or file_date)
    if table.kind == "orders":
        reading.weigh(frame)
    if table.kind in _WITHOUT_HAMLETS and "hamlet" in cells:
        reading.refuse(index[~cells["hamlet"].map(is_blank)], Problem("unit_is_hamlet", "hamlet"))
    if table.kind == "progress_reports":
        is_part = frame["value"].map(lambda value: value is not None and value != int(value))
        reading.refuse(index[is_part & (frame["indicator"] != "order_value")], Problem("number_not_whole", "value"))
    if table.kind == "targets":
        frame["source"] = frame["source"].where(frame["source"].notna(), "province")
    _check_order(table.kind, frame, problems)
    _check_required(table.kind, fields, table.columns, frame, problems)
    is_kept = pd.Series([number not in problems for number in frame.index], index=index)
    refused = frame.loc[~is_kept, [name for name in PLACE if name in frame]]
    return Conformed(table.kind, frame[is_kept], problems, notes, refused)


def _since_1904(value: object) -> object:
    """A serial number of a day that counts from 1904, as it is counted from 1900; what is no serial number stays."""
    if not dates.is_serial(value):
        return value
    return (float(identifier(value).replace(",", ".")) if isinstance(value, str) else value) + DAYS_TO_1904


class _Reading:
    """Reads columns of one table and collects what is wrong with its rows."""

    def __init__(
        self, cells: dict[str, pd.Series], table: layout.Table, days: Days, problems: dict[int, list[Problem]]
    ):
        self.cells, self.table, self.days, self.problems = cells, table, days, problems
        self.index = pd.Index([number for number, _ in table.rows], name="row_number")
        self.above, self.is_above_unknown = titles.measures_above(table.title)

    def refuse(self, rows: pd.Index, problem: Problem) -> None:
        for number in rows:
            self.problems.setdefault(number, []).append(problem)

    def column(self, name: str, known: sources.Field) -> pd.Series:
        """One typed column; None where the cell is blank or was refused."""
        if name not in self.cells:
            return pd.Series(None, index=self.index, dtype=object)
        column = self.cells[name]
        is_empty = _EMPTY.get(known.type, is_blank)
        read = self._reader(known, name, column)
        self._refuse_shared(known, name, column)
        marks = [_hashable(value) for value in column]
        values, reasons = {}, {}
        for mark, value in dict(zip(marks, column, strict=True)).items():
            if is_empty(value) and not (known.type == "yes_no" and value == "-"):
                continue
            if is_error(value):
                reasons[mark] = _failure(value)
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
            blank = {mark for mark, value in zip(marks, column, strict=True) if is_empty(value)}
            self.refuse(column.index[[mark in blank for mark in marks]], Problem("missing", name))
        # Not `Series.map`: where cells are blank it would make 839.0 of 839, and that another value than 839.
        return pd.Series([values.get(mark) for mark in marks], index=self.index, dtype=object)

    def _reader(self, known: sources.Field, name: str, column: pd.Series) -> Callable:
        """How the cells of a column are read, at the size that its header or the lines above the table say."""
        if known.type in ("date", "any_date"):
            return _date_reader(
                known.type, self._order_of(name, column), column, _last_day(known.type, name, self.days)
            )
        if known.type in ("count", "money", "decimal"):
            try:
                factor = self._factor(name, known)
            except ValueError as problem:
                return _refusing(str(problem))
            return _number_reader(known.type, numbers.decimal_mark(column), self._thousands(name), factor)
        if known.type == "target":
            return self._target_reader(name, column)
        return _reader(known, column, self.table.header_of(name), self.table.is_of_2025)

    def _target_reader(self, name: str, column: pd.Series) -> Callable:
        """Targets as their form, their header or the lines above the table say: shares, or counts of households."""
        if self.table.is_percent:
            return _percents
        is_share_above = any(measure.of == "share" for measure in self.above)
        meaning = numbers.target_meaning(self.table.header_of(name)) or ("share" if is_share_above else "")
        mark, is_written_55 = numbers.decimal_mark(column), meaning == "share" and numbers.are_percents(column)
        return lambda value: _target(value, meaning, mark, is_written_55)

    def _order_of(self, name: str, column: pd.Series) -> bool | None:
        """Whether days come first: as the column proves, else as the other columns of days in the table do.

        None where cells of both habits, or nothing but days that an American programme writes just so, leave it open.
        """
        own = dates.day_first(column)
        if dates.proves_order(column):
            return own
        others = {
            dates.day_first(self.cells[other]) for other, known in sources.kinds()[self.table.kind].items()
            if known.type in ("date", "any_date") and other != name and other in self.cells and dates.proves_order(self.cells[other])
        }  # fmt: skip
        if others:
            return others.pop() if len(others) == 1 else None
        return None if dates.is_two_ways(column) else own

    def _of(self, name: str, known: sources.Field) -> str:
        """What the figures of a column count: money, a quantity, or things."""
        if name == "quantity":
            return "quantity"
        is_value = name == "value" and self.table.constants.get("indicator") == "order_value"
        return "money" if is_value else _MEASURED[known.type]

    def _factor(self, name: str, known: sources.Field) -> Decimal:
        """What a column's figures are to be multiplied by. Raises ValueError where its unit of measure is not understood."""
        measure = self._measure(name, known)
        return measure.factor if measure else Decimal(1)

    def _measure(self, name: str, known: sources.Field) -> titles.Measure | None:
        of, text = self._of(name, known), self.table.header_of(name)
        own = titles.measure_of_header(text)
        if own and (own.of == of or own.factor != 1):
            if own.of != of:
                raise ValueError("measure_unfit")
            return own
        if own and (own.of == "share" or {own.of, of} == {"money", "quantity"}):
            raise ValueError("measure_unfit")
        if titles.has_unknown_measure(text) or (self.is_above_unknown and name in self.table.columns and not own):
            raise ValueError("measure_unknown")
        above = {measure for measure in self.above if measure.of == of}
        if len(above) > 1:
            raise ValueError("measure_unknown")
        return above.pop() if above and not own else None

    def _thousands(self, name: str) -> str | None:
        """The mark between thousands that amounts of the table prove, for a column whose own cells leave it open."""
        if name != "quantity":
            return ".,"
        kinds = sources.kinds()[self.table.kind]
        return numbers.thousands_mark(
            value
            for other, column in self.cells.items()
            if other == name or kinds[other].type in ("money", "count")
            for value in column
            if other != name or not numbers.is_two_ways(value, None, None)
        )

    def _refuse_shared(self, known: sources.Field, name: str, column: pd.Series) -> None:
        """A figure, or the number of a shop, merged over several rows belongs to one row; which of them, nobody can tell."""
        is_own = (self.table.kind, name) in _OWN_NUMBERS
        if (known.type not in _FIGURE_TYPES and not is_own) or name == "order_amount" or name not in self.table.columns:
            return
        position = self.table.columns[name]
        held = [
            number
            for number, value in column.items()
            if position in self.table.shared.get(number, ()) and not is_blank(value)
        ]
        self.refuse(pd.Index(held), Problem("number_merged", name))

    def weigh(self, frame: pd.DataFrame) -> None:
        """Quantities of a header like 'Số lượng (tấn)' in kilograms; a row that names another unit of measure is refused."""
        try:
            measure = self._measure("quantity", sources.kinds()["orders"]["quantity"])
        except ValueError:
            return  # its rows are refused already
        if not measure or not measure.unit:
            return
        told = frame["unit_of_measure"]
        differs = told.map(lambda text: isinstance(text, str) and titles.measure(text) != measure)
        self.refuse(frame.index[differs], Problem("measure_unfit", "unit_of_measure"))
        frame["unit_of_measure"] = measure.unit

    def _only_member(self, known: sources.Field) -> bool:
        fields = sources.kinds()[self.table.kind].values()
        if known.required_group == "as_of":
            return self.table.stated_on is None
        return sum(other.required_group == known.required_group for other in fields) == 1

    def units(self) -> pd.Series:
        """The 2021 code of each row's unit."""
        named = [name for name in UNIT_FIELDS if name in self.cells]
        context = frozenset(titles.districts(self.table.title))
        required = self.table.kind != "certificates"
        self._note_vintage(named)
        known: dict[tuple, str | None] = {}
        found = []
        if "province" in self.cells:
            elsewhere = self.cells["province"].map(lambda cell: not is_blank(cell) and units.is_elsewhere(_text(cell)))
            self.refuse(self.index[elsewhere], Problem("unit_elsewhere", "province"))
        for number, *cells in zip(self.index, *(self.cells[name] for name in named), strict=True):
            section = self.table.sections.get(number, "") if "district" not in named else ""
            mark = (*cells, section)
            if mark not in known:
                failed = next(
                    (Problem(_failure(cell), name) for name, cell in zip(named, cells, strict=True) if is_error(cell)),
                    None,
                )
                texts = ["" if is_blank(cell) else _text(cell) for cell in cells]
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
        rows = set(
            zip(
                *(self.cells[name].map(lambda cell: "" if is_blank(cell) else _text(cell)) for name in told),
                strict=True,
            )
        )
        self.table.is_of_2025 = vintages.proven_2025(dict(zip(told, row, strict=True)) for row in rows)

    def _resolve(self, named: dict[str, str], section: str, context: frozenset, required: bool) -> str | Problem | None:
        if not any(named.values()):
            return Problem("unit_missing", "unit") if required else None
        told = titles.districts(section)
        choices = _several_communes(named.get("commune", ""), named.get("district", ""), context)
        if choices and not self.table.is_of_2025:  # such a list names the former commune beside its own
            return Problem("unit_several", "commune", "; ".join(choices))
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
            for value in {value for value in column if is_error(value)}:
                self.refuse(self.index[column == value], Problem(_failure(value), name))
            is_empty = is_blank if name == "hamlet" else _is_no_code
            empty = {value for value in set(column) if is_empty(value) or is_error(value)}
            personal[name] = pd.Series(["" if value in empty else value for value in column], self.index, dtype=object)
        if "household_code" in personal:
            for reason in ("id_rounded", "id_is_date"):
                broken = personal["household_code"].map(lambda value, reason=reason: _broken_id(value) == reason)
                self.refuse(self.index[broken], Problem(reason, "household_code"))
        personal["unit_code"] = frame["unit_code"]
        found = households.tokens(personal, secret)
        if self.table.kind != "certificates":
            self.refuse(found.index[~households.has_household(found)], Problem("household_missing", "household_code"))
        notes = {}
        for name, token in (("identity_number", "identity_token"), ("phone", "phone_token")):
            if name in personal:
                notes[f"{name}_unusable"] = int(((personal[name] != "") & (found[token] == "")).sum())
        return pd.concat([frame, found], axis=1), notes


def _several_communes(text: str, district: str, context: frozenset) -> list[str]:
    """The communes that a cell of a column of communes names, where these are several: 'Vạn Linh, Y Tịch'."""
    parts = [part for part in _COMMUNES.split(text) if part.strip()]
    if len(parts) < 2:
        return []
    districts = {fold(unit.name) for unit in vocabulary.units().values() if unit.level == "district"}
    found = set()
    for part in parts:
        try:
            if fold(part) not in districts:
                code = units.resolve(commune=part, district=district, context=context)
                found |= {code} if vocabulary.unit(code).level == "commune" else set()
        except units.Unresolved:
            continue
    return [units.described(code) for code in sorted(found)] if len(found) > 1 else []


_COMMUNES = re.compile(rf"{units.SEPARATORS.pattern}|[/+&]|\bvà\b")


def _hashable(value: object) -> object:
    # True == 1 and 1 == 1.0 in Python: the type keeps a ticked box apart from a count.
    return (type(value).__name__, value) if isinstance(value, bool) else value


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return clean(str(value))


def _reader(known: sources.Field, column: pd.Series, header: str, is_of_2025: bool) -> Callable:
    if known.type == "code":
        return _code
    if known.type == "name":
        return _text
    if known.type == "provider":
        return _provider
    if known.type == "scheme":
        return lambda value: _scheme(_with_stars("OCOP", value) if "sao" in fold(header).split() else value)
    if known.type == "scope":
        return lambda value: _scope(value, is_of_2025)
    return _closed_list(known.type)


def _last_day(type_name: str, name: str, days: Days) -> date:
    if type_name == "any_date":
        return date.max if name == "valid_to" else date(2100, 1, 1)
    return days.today if name in PLANNED else days.latest


def _is_no_date(value: object) -> bool:
    """Whether a cell of a column of days says that there is no day: blank, a word for it, or what programmes write for none."""
    if is_blank(value) or value == time(0, 0):
        return True
    text = _text(value).lower()
    return text in sources.values("no_date") or key(text) in sources.values("no_date")


_DIGIT = re.compile(r"[1-9]")


def _is_no_code(value: object) -> bool:
    """Whether a cell of numbers or codes holds none: blank, a word for it, a mark, or the 0 of a look-up that found nothing."""
    if isinstance(value, str) and (_DIGIT.search(value) or is_error(value)):
        return False
    text = "" if is_blank(value) else _text(value)
    return not text.strip("0 ") or key(text) in sources.values("no_code") or not key(text)


_EMPTY = {"date": _is_no_date, "any_date": _is_no_date, "code": _is_no_code}


def _refusing(reason: str) -> Callable:
    def read(value: object) -> None:
        raise ValueError(reason)

    return read


def _date_reader(type_name: str, order: bool | None, column: pd.Series, last: date) -> Callable:
    is_swapped, is_day_second = dates.has_swapped_days(column), dates.has_day_before_month(set(column))
    settings = vocabulary.settings()["dates"]
    first = settings["first_certificate" if type_name == "any_date" else "first"]

    def read(value: object) -> date:
        day = dates.parse(value, order)
        is_doubtful = (is_swapped and isinstance(value, date)) or (is_day_second and dates.is_year_first(value))
        if is_doubtful and day.day != day.month and day.day <= 12:
            raise ValueError("date_ambiguous")
        if day < first:
            raise ValueError("date_too_early")
        if day > last:
            raise ValueError("date_in_future")
        return day

    return read


def _number_reader(type_name: str, mark: str | None, thousands: str | None, factor: Decimal) -> Callable:
    def read(value: object) -> Decimal | int:
        if numbers.is_two_ways(value, mark, thousands) or (thousands == ".," and numbers.is_sloppy(value)):
            raise ValueError("number_ambiguous")
        number = numbers.parse(value, mark) * factor
        if number < 0:
            raise ValueError("number_negative")
        if type_name != "count":
            return number
        if number != int(number):
            raise ValueError("number_not_whole")
        return int(number)

    return read


def _percents(value: object) -> tuple:
    """((share, 'share'), upper end or None) of a target cell written as 55 for 55 %, or as a range of two."""
    ends = [(numbers.percent(end), "share") for end in numbers.target_range(value) or (value,)]
    if ends[-1][0] > 1 or ends[0][0] > ends[-1][0]:
        raise ValueError("target_ambiguous")
    return ends[0], (ends[1] if len(ends) > 1 else None)


def _target(value: object, meaning: str, mark: str | None, is_written_55: bool) -> tuple:
    """((number, 'share' or 'count'), upper end or None) of a target cell, in a column of shares written as 55 or as 0.55."""
    ends = numbers.target_range(value)
    if ends:
        low, high = (numbers.target(end, meaning, mark) for end in ends)
        if low[1] != high[1] or low[0] > high[0]:
            raise ValueError("target_ambiguous")
        return low, high
    number = numbers.target(value, meaning, mark)
    if is_written_55 and "%" not in str(value) and 0 < numbers.parse(value, mark) <= 1:
        raise ValueError("target_ambiguous")
    return number, None


def _broken_id(value: object) -> str:
    """What a spreadsheet did to an identifier that cannot be undone: a reason code, '' where it is whole."""
    if isinstance(value, datetime | date | time):
        return "id_is_date"
    is_rounded = isinstance(value, float) and abs(value) >= 10**15  # a spreadsheet keeps 15 digits
    return "id_rounded" if is_rounded or re.fullmatch(r"\d([.,]\d+)?[eE]\+?\d+", _text(value).strip("'")) else ""


def _code(value: object) -> str:
    if broken := _broken_id(value):
        raise ValueError(broken)
    text = identifier(_text(value))
    if not text.isalnum():
        text = re.sub(r"^(\d+)\.0+$", r"\1", text)
        # A number shown with marks between thousands, or in groups of digits as banks print it.
        if re.fullmatch(r"[1-9]\d{0,2}(?:([., ])\d{3})(?:\1\d{3})*|\d{2,}(?: \d{2,}){2,}", text):
            text = re.sub("[., ]", "", text)
    # A spreadsheet drops leading zeros: with and without them it is one id.
    return (text.lstrip("0") or "0") if text.isdigit() else text


_BRANCH = re.compile(r"\b(chi nhanh|cn|phong giao dich|pgd)\b.*")
_BANK = re.compile(r"^(ngan hang|nh)\b *(tmcp\b *)?")


def _provider(value: object) -> str:
    """A bank or wallet as it is compared, however it is written: 'Ngân hàng AGRIBANK' is 'agribank'."""
    text = _text(value)
    known = sources.values("provider")
    for form in (key(text), text.lower(), fold(text)):
        if form in known:
            return known[form]
    name = fold(text)
    bare = _BANK.sub("", _BRANCH.sub("", name)).strip()
    bare = (
        bare
        if " ".join(bare.split()) in _districts()
        else re.sub(rf" (?:(?:huyen|thanh pho|tp|tinh|h) )?(?:{'|'.join(_districts())})$", "", bare)
    )
    return known.get(bare) or bare.replace(" ", "") or name


@cache
def _districts() -> frozenset[str]:
    """The folded names of the districts, which banks write behind their own."""
    return frozenset(fold(unit.name) for unit in vocabulary.units().values() if unit.level == "district")


def _with_stars(scheme: object, stars: object) -> object:
    """'OCOP' with the number of stars from beside it, where the name itself has none."""
    found = re.search(r"[1-5]", _text(stars)) if not is_blank(stars) else None
    if found and "ocop" in fold(str(scheme)) and not re.search(r"[1-5★⭐*]", str(scheme)):
        return f"OCOP {found[0]} sao"
    return stars if is_blank(scheme) or (scheme == "OCOP" and not found) else scheme


_STARS = re.compile(r"\b[1-5] (?:sao )?(?:va |den |hoac )?[1-5] sao\b")  # two numbers of stars


def _scheme(value: object) -> str:
    text = _text(value)
    if len(set(re.findall(r"ocop|viet ?gap|global ?g ?a ?p", fold(text)))) > 1 or _STARS.search(fold(text)):
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
