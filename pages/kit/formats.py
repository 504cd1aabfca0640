"""Figures as official reports write them: 1.234.567,8, 53,1%, dd/mm/yyyy. English keeps the date order."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

import pandas as pd
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal, get_decimal_symbol, get_group_symbol

from data import vocabulary
from pages.kit import foreign
from pages.kit.texts import agreeing, language, text

MISSING = "—"
WHOLE_PACES = 10  # a day: from so many on a decimal says nothing
DAY, MOMENT = "dd/MM/yyyy", "HH:mm dd/MM/yyyy"


@lru_cache(maxsize=4096)
def _decimal(value: float, digits: int, spoken: str) -> str:
    """Halves go up, as a workbook shows the same value: 53,25% is 53,3% on the screen and in the sheet."""
    shown = Decimal(f"{value:.12g}").quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    places = f".{'0' * digits}" if digits else ""
    return format_decimal(shown or Decimal(0), format=f"#,##0{places};-#,##0{places}", locale=spoken)


def separators() -> str:
    """Decimal and thousands mark, as plotly wants them."""
    return get_decimal_symbol(language()) + get_group_symbol(language())


def is_missing(value: object) -> bool:
    return value is None or pd.isna(value)


def number(value: float | None, digits: int = 0) -> str:
    """A count or an amount; an em dash where there is none, for missing is not zero."""
    return MISSING if is_missing(value) else _decimal(float(value), digits, language())


def one_decimal(value: float | None) -> str:
    return number(value, 1)


def pace(value: float | None) -> str:
    """So many a day, a small part of one too: a household a week is 0,1, not 0."""
    return number(value, 0 if is_missing(value) or abs(value) >= WHOLE_PACES else 1)


def percent(share: float | None, digits: int = 1) -> str:
    """A share as per cent."""
    return MISSING if is_missing(share) else f"{number(share * 100, digits)}%"


def points(share: float | None, digits: int = 1) -> str:
    """A difference of shares, in percentage points."""
    return MISSING if is_missing(share) else number(share * 100, digits)


def signed(value: float | None) -> str:
    """A count with its sign, also where it is a gain: +13."""
    return MISSING if is_missing(value) else f"{'+' if value > 0 else ''}{number(value)}"


def day(value: date | None) -> str:
    return MISSING if is_missing(value) else _day(value, language())


@lru_cache(maxsize=4096)
def _day(value: date, spoken: str) -> str:
    return format_date(value, DAY, locale=spoken)


def moment(value: datetime) -> str:
    return format_datetime(value, MOMENT, locale=language())


def money(value: float | None) -> str:
    """VND in millions or billions, as reports round it."""
    if is_missing(value):
        return MISSING
    if abs(value) >= 1e9:
        return text("money.billion", value=number(value / 1e9, 1))
    if abs(value) >= 1e6:
        return text("money.million", value=number(value / 1e6, 1))
    return text("money.dong", value=number(value))


GIGABYTE = 10**9


def gigabytes(size: int) -> str:
    """Bytes in whole gigabytes."""
    return text("format.gigabytes", count=number(size // GIGABYTE))


def days(count: float | None) -> str:
    """A number of days, with the word."""
    return MISSING if is_missing(count) else text("overview.days", days=number(count))


def words(value: object) -> str:
    return MISSING if is_missing(value) else foreign.plain(str(value))


# How the values of a column are written, by its kind.
KINDS: dict[str, Callable[[object], str]] = {
    "text": words, "count": number, "share": percent, "points": points, "decimal": one_decimal, "pace": pace, "signed": signed,
    "day": day, "days": days, "money": money,
}  # fmt: skip


@dataclass(frozen=True)
class Instead:
    """Words in the place of a figure that is known and not told, whatever its kind: neither missing nor zero."""

    words: str


def write(value: object, kind: str) -> str:
    """A value as a reader of its kind reads it."""
    return value.words if isinstance(value, Instead) else KINDS[kind](value)


def unit(type_name: str, name: str) -> str:
    """'huyện', 'Chi Lăng' -> 'Huyện Chi Lăng', in English 'Chi Lăng district'."""
    called = vocabulary.with_kind(type_name, name, language())
    return f"{called[:1].upper()}{called[1:]}"


def short(type_name: str, name: str) -> str:
    """A unit where there is little room: by its bare name, but the city, which is never called as the province."""
    return text("unit.city", name=name) if type_name == "thành phố" else name


def written(value: str | None) -> str:
    """A stored value as a reader writes it: 2021-08-29 is 29/08/2021."""
    if is_missing(value):
        return MISSING
    return day(date.fromisoformat(value)) if _ISO.fullmatch(value) else value


_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_LONG = re.compile(r"“[^”]*”|(?<![\d/.,])(\d{4,})(?![\d/])")


def sentence(said: str) -> str:
    """A finding's sentence with its long numbers grouped and its counts of one said as one; dates and names of files, which stand in quotes, are left as they are."""
    return agreeing(_LONG.sub(lambda found: number(int(found[1])) if found[1] else found[0], said))
