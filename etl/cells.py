"""From a single cell to a value: days, numbers, shares, codes and words of a list. What cannot be read says why."""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache, lru_cache

import pandas as pd

from data import vocabulary
from etl import dates, mentions, numbers, sources, titles, units, vintages
from etl.sheet import UNCALCULATED, is_error
from etl.text import clean, fold, identifier, key
from etl.typography import STROKE

BLANK = {
    "", "-", "–", "—", "...", "…", "n/a", "null", "nan", "none", "(null)", "[null]", "\\n", "nat", "<na>", "#null",
}  # not "na": that is a fruit  # fmt: skip
DAYS_TO_1904 = 1462  # from the first day of Excel to that of old Excel for Mac


def is_blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and value.strip().lower() in BLANK) or value != value


def failure(value: str) -> str:
    if STROKE in value:
        return "text_struck"
    return "formula_uncalculated" if value == UNCALCULATED else "cell_error"


def hashable(value: object) -> object:
    # True == 1 and 1 == 1.0 in Python: the type keeps a ticked box apart from a count.
    return (type(value).__name__, value) if isinstance(value, bool) else value


def text_of(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return clean(str(value))


def text_or_empty(value: object) -> str:
    """The text of a cell, '' where it is blank."""
    return "" if is_blank(value) else text_of(value)


def since_1904(value: object) -> object:
    """A serial number of a day that counts from 1904, as it is counted from 1900; what is no serial number stays."""
    if not dates.is_serial(value):
        return value
    return (float(identifier(value).replace(",", ".")) if isinstance(value, str) else value) + DAYS_TO_1904


def several_communes(text: str, district: str, context: frozenset) -> list[str]:
    """The communes that a cell of a column of communes names, where these are several: 'Vạn Linh, Y Tịch'.

    Behind a commune a name that several have is another one, whichever it is; before it, it may be a hamlet's.
    """
    parts = [part for part in _COMMUNES.split(text) if part.strip()]
    if len(parts) < 2:
        return []
    districts = {fold(unit.name) for unit in vocabulary.units().values() if unit.level == "district"}
    found: dict[str, str] = {}
    for part in parts:
        try:
            if fold(part) not in districts:
                code = units.resolve(commune=part, district=district, context=context)
                found |= {code: units.described(code)} if vocabulary.unit(code).level == "commune" else {}
        except mentions.Unresolved as problem:
            if found and problem.reason == "unit_ambiguous" and not set(problem.choices) & set(found.values()):
                found[clean(part)] = " hoặc ".join(problem.choices)
    return [found[one] for one in sorted(found)] if len(found) > 1 else []


_COMMUNES = re.compile(rf"{mentions.SEPARATORS.pattern}|[/+&]|\bvà\b")


def reader(known: sources.Field, is_of_2025: bool) -> Callable:
    if known.type == "code":
        return _code
    if known.type == "name":
        return text_of
    if known.type == "provider":
        return _provider
    if known.type == "scope":
        return lambda value: _scope(value, is_of_2025)
    return _closed_list(known.type)


def is_dong(text: str) -> bool:
    """Whether a text names đồng as the currency of amounts."""
    known = titles.measure(text)
    return known is not None and (known.of, known.factor) == ("money", 1)


def is_phrase(use: str, text: str) -> bool:
    return fold(text) in sources.phrases(use)


def _is_no_date(value: object) -> bool:
    """Whether a cell of a column of days says that there is no day: blank, a word for it, or what programmes write for none."""
    if is_blank(value) or value == time(0, 0):
        return True
    text = text_of(value).lower()
    return text in sources.values("no_date") or key(text) in sources.values("no_date")


_DIGIT = re.compile(r"[1-9]")


def is_no_code(value: object) -> bool:
    """Whether a cell of numbers or codes holds none: blank, a word for it, a mark, or the 0 of a look-up that found nothing."""
    if isinstance(value, str) and (_DIGIT.search(value) or is_error(value)):
        return False
    if isinstance(value, float) and value >= 1:
        return False
    return _says_no_code(text_or_empty(value))


@lru_cache(maxsize=100_000)
def _says_no_code(text: str) -> bool:
    return not text.strip("0 ") or key(text) in sources.values("no_code") or not key(text)


EMPTY = {"date": _is_no_date, "any_date": _is_no_date, "code": is_no_code}


def refusing(reason: str) -> Callable:
    def read(value: object) -> None:
        raise ValueError(reason)

    return read


def date_reader(order: bool | None, column: pd.Series, first: date, last: date) -> Callable:
    is_swapped, is_day_second = dates.has_swapped_days(column), dates.has_day_before_month(set(column))

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


def number_reader(
    type_name: str, mark: str | None, thousands: str | None, factor: Decimal, has_decimals: bool
) -> Callable:
    def read(value: object) -> Decimal | int:
        if numbers.is_two_ways(value, mark, thousands) or (not has_decimals and numbers.is_sloppy(value)):
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


def beside_shares(read: Callable, column: pd.Series) -> Callable:
    """The same reader, for a column of counts: a 1 among fractions below it is 100 %, and no count."""
    has_shares = any(isinstance(value, float) and 0 < value < 1 for value in set(column))

    def read_count(value: object) -> Decimal | int:
        number = read(value)
        if has_shares and number == 1:
            raise ValueError("number_not_whole")
        return number

    return read_count


def whole_thousands(read: Callable, column: pd.Series) -> Callable:
    """The same reader, for a column of đồng or households: what may have lost its thousands is refused."""
    is_lost = numbers.has_lost_thousands(column)

    def read_whole(value: object) -> Decimal | int:
        number = read(value)
        if numbers.is_fraction_below_thousand(value) or (is_lost and 0 < number < 1000):
            raise ValueError("number_thousands_lost")
        return number

    return read_whole


def percents(value: object) -> tuple:
    """((share, 'share'), upper end or None) of a target cell written as 55 for 55 %, or as a range of two."""
    ends = [(numbers.percent(end), "share") for end in numbers.target_range(value) or (value,)]
    if ends[0][0] > ends[-1][0]:
        raise ValueError("target_range")
    if ends[-1][0] > 1:
        raise ValueError("target_ambiguous")
    return ends[0], (ends[1] if len(ends) > 1 else None)


def target(value: object, meaning: str, mark: str | None, is_unclear: Callable[[Decimal], bool]) -> tuple:
    """((number, 'share' or 'count'), upper end or None) of a target cell; `is_unclear` tells what its column leaves open."""
    ends = numbers.target_range(value)
    if ends:
        low, high = (numbers.target(end, meaning, mark) for end in ends)
        if not is_range(low, high):
            raise ValueError("target_range")
        return low, high
    number = numbers.target(value, meaning, mark)
    is_bare = not (isinstance(value, str) and value.strip().endswith(("%", "hộ")))
    if is_bare and is_unclear(numbers.parse(value, mark)):
        raise ValueError("target_ambiguous")
    return number, None


def is_range(low: tuple[Decimal, str], high: tuple[Decimal, str]) -> bool:
    """Whether two targets are the ends of one range: both shares or both counts, the lower one first."""
    return low[1] == high[1] and low[0] <= high[0]


def is_target_range(lower: object, upper: object) -> bool:
    """Whether an upper end that stands in a column of its own fits its target, which then is no range itself."""
    if not isinstance(lower, tuple) or not isinstance(upper, tuple):
        return True
    return lower[1] is None and upper[1] is None and is_range(lower[0], upper[0])


_DAY_FOR_ID = re.compile(
    r"\d{1,2}-(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|thg\d{1,2})(?:-\d{2,4})?", re.IGNORECASE
)


# '8409xxxx123', '*****1234': many have the same digits left.
_MASKED = re.compile(r"[*•●]{2}|[…]|\.{3}|^(?=.*\d)[\d .-]*x{3,}[\d .-]*$", re.IGNORECASE)


def broken_id(value: object) -> str:
    """What a spreadsheet or its sender did to an identifier that cannot be undone: a reason code, '' where it is whole."""
    if isinstance(value, str) and _MASKED.search(value):
        return "id_masked"
    if isinstance(value, datetime | date | time) or _DAY_FOR_ID.fullmatch(text_of(value).strip("'")):
        return "id_is_date"
    is_rounded = isinstance(value, float) and abs(value) >= 10**15  # a spreadsheet keeps 15 digits
    return "id_rounded" if is_rounded or re.fullmatch(r"\d([.,]\d+)?[eE]\+?\d+", text_of(value).strip("'")) else ""


_BETWEEN_IDS = re.compile(r"\s*[;\n]\s*|,\s+|,(?=[^\W\d])|\s+(?:và|&|\+)\s+", re.IGNORECASE)
_LIKE_ID = re.compile(r"[\w./-]*\d[\w./-]*")
_TWO_OF_A_KIND = re.compile(r"([^\W\d_]+[-_]?)\d+\s*/\s*\1\d+|(?=(\d{6,})\s*/\s*(\d{6,})$).*", re.IGNORECASE)


def has_several_ids(value: object) -> bool:
    """Whether a cell names several shops or accounts, or says how many there are: 'GH01, GH02', '2 gian hàng'."""
    if not isinstance(value, str):
        return False
    parts = [clean(part) for part in _BETWEEN_IDS.split(value.strip()) if part.strip()]
    if len(parts) > 1 and all(map(_LIKE_ID.fullmatch, parts)):
        return True
    counted = re.fullmatch(r"\d{1,3}\s+(\D+)", value.strip())
    if counted and (measure := titles.measure(counted[1])) is not None and measure.of == "count":
        return True
    found = _TWO_OF_A_KIND.fullmatch(value.strip())
    return bool(found) and (found[1] is not None or len(found[2]) == len(found[3]))


def _code(value: object) -> str:
    if broken := broken_id(value):
        raise ValueError(broken)
    if has_several_ids(value):
        raise ValueError("id_several")
    text = identifier(text_of(value)).removeprefix("#")  # as shops print it: #1002
    if not text.isalnum():
        text = re.sub(r"^(\d+)\.0+$", r"\1", text)
        # A number shown with marks between thousands, or in groups of digits as banks print it.
        if re.fullmatch(
            r"[1-9]\d{0,2}(?:([., ])\d{3})(?:\1\d{3})*|\d{2,}(?: \d{2,}){2,}|(?=(?:\D*\d){9})\d{2,}([.-])\d{2,}(?:\2\d{2,})+",
            text,
        ):
            text = re.sub("[., -]", "", text)
    # A spreadsheet drops leading zeros: with and without them it is one id.
    return (text.lstrip("0") or "0") if text.isdigit() else text


_BRANCH = re.compile(r"\b(chi nhanh|cn|phong giao dich|pgd)\b.*")
_BANK = re.compile(r"^(?:ngan hang|nh|vi dien tu|vi)\b *(?:tmcp\b *)?")
_COUNTRY = re.compile(r" (?:viet nam|vn)$")


def _provider(value: object) -> str:
    """A bank or wallet as it is compared, however it is written: 'Ngân hàng AGRIBANK' is 'agribank'."""
    text = text_of(value)
    known = sources.values("provider")
    for form in (key(text), text.lower(), fold(text)):
        if form in known:
            return known[form]
    outside, *inside = map(_bare_provider, (titles.BRACKETS.sub(" ", text), *titles.BRACKETS.findall(text)))
    named = next((known[bare] for bare in (outside, *inside) if bare in known), "")
    return named or outside.replace(" ", "") or fold(text)


def _bare_provider(text: str) -> str:
    """The folded name of a bank without the words for banks, and without its branch, district or country behind it."""
    name = _BANK.sub("", _BRANCH.sub("", fold(text))).strip()
    if name not in _districts():
        name = re.sub(rf" (?:(?:huyen|thanh pho|tp|tinh|h) )?(?:{'|'.join(_districts())})$", "", name)
    return _COUNTRY.sub("", name)


@cache
def _districts() -> frozenset[str]:
    """The folded names of the districts, which banks write behind their own."""
    return frozenset(fold(unit.name) for unit in vocabulary.units().values() if unit.level == "district")


_QUALIFIED = re.compile(r"\s*([^\W\d_][^\d]*?)\s*(\d.*)")


def taken_apart(columns: dict[str, pd.Series]) -> dict[str, pd.Series]:
    """Published figures written as 'hơn 37.000' as figure and qualifier, unless the row has another qualifier of its own."""
    if "value" not in columns:
        return {}
    index = columns["value"].index
    own = columns.get("qualifier", pd.Series("", index=index, dtype=object))
    figures, qualifiers = zip(*map(_apart, columns["value"], own), strict=True) if len(index) else ((), ())
    return {
        "value": pd.Series(figures, index=index, dtype=object),
        "qualifier": pd.Series(qualifiers, index=index, dtype=object),
    }


def _apart(value: object, own: object) -> tuple[object, object]:
    found = _QUALIFIED.fullmatch(value) if isinstance(value, str) else None
    known = sources.values("qualifier")
    meant = known.get(key(found[1])) if found else None
    agrees = is_blank(own) or meant == known.get(key(text_of(own)))
    return (found[2], found[1]) if meant and agrees else (value, own)


def without_days(value: object) -> object:
    """A number of a person; what a spreadsheet turned into a day is told as one that cannot be used."""
    return "?" if isinstance(value, datetime | date | time) else value


def _scope(value: object, is_of_2025: bool) -> str:
    text = text_of(value)
    if found := sources.meant("scope", text):
        return found
    try:
        return vintages.resolve(unit=text, is_of_2025=is_of_2025)
    except mentions.Unresolved as problem:
        raise ValueError(problem.reason) from None


_NUMBERED = re.compile(r"\s*(?:\d{1,2}|[IVX]{1,4}|[a-zđ])[.)]\s+", re.IGNORECASE)


def _bare(text: str) -> str:
    """What a list names, without the number or a word for sums before it, and such a word behind it: '1. Hộ có gian hàng số (lũy kế)'."""
    text = _NUMBERED.sub("", text, count=1) if _NUMBERED.match(text) else text
    bare = titles.without_sum(text)
    return titles.BRACKETS.sub(lambda found: "" if is_phrase("summed up", found[1]) else found[0], bare).strip()


_UNKNOWN = {"platform": "platform_unknown", "order_status": "status_unknown"}


def _closed_list(type_name: str) -> Callable:
    def read(value: object) -> str:
        text = ("1" if value else "0") if isinstance(value, bool) else text_of(value)
        found = sources.meant(type_name, text)
        if found is None and type_name in ("indicator", "activity_kind"):
            found = sources.meant(type_name, _bare(text))
        if found is None:
            raise ValueError(_UNKNOWN.get(type_name, "value_unknown"))
        return found

    return read
