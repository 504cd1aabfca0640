"""Figures as official reports write them: 1.234.567,8, 53,1%, dd/mm/yyyy. English keeps the date order."""

import re
from datetime import date, datetime

import pandas as pd

from pages.shared.texts import language, text

SEPARATORS = {"vi": ",.", "en": ".,"}


def separators() -> str:
    """Decimal and thousands mark, as plotly wants them."""
    return SEPARATORS[language()]


def number(value: float | None, digits: int = 0) -> str:
    """A count or an amount; an em dash where there is none, for missing is not zero."""
    if value is None or pd.isna(value):
        return "—"
    plain = f"{value:,.{digits}f}"
    decimal, thousands = separators()
    return plain.translate(str.maketrans({",": thousands, ".": decimal}))


def one_decimal(value: float | None) -> str:
    return number(value, 1)


def percent(share: float | None, digits: int = 1) -> str:
    """A share as per cent."""
    return "—" if share is None or pd.isna(share) else f"{number(share * 100, digits)}%"


def points(share: float | None, digits: int = 1) -> str:
    """A difference of shares, in percentage points."""
    return "—" if share is None or pd.isna(share) else number(share * 100, digits)


def day(value: date | None) -> str:
    return "—" if value is None or pd.isna(value) else f"{value:%d/%m/%Y}"


def moment(value: datetime) -> str:
    return f"{value:%H:%M %d/%m/%Y}"


def money(value: float | None) -> str:
    """VND in millions or billions, as reports round it."""
    if value is None or pd.isna(value):
        return "—"
    if abs(value) >= 1e9:
        return text("money.billion", value=number(value / 1e9, 1))
    if abs(value) >= 1e6:
        return text("money.million", value=number(value / 1e6, 1))
    return text("money.dong", value=number(value))


def unit(type_name: str, name: str) -> str:
    """'huyện', 'Chi Lăng' -> 'Huyện Chi Lăng'."""
    return f"{type_name[:1].upper()}{type_name[1:]} {name}"


def written(value: str | None) -> str:
    """A stored value as a reader writes it: 2021-08-29 is 29/08/2021."""
    if value is None or pd.isna(value):
        return "—"
    return day(date.fromisoformat(value)) if _ISO.fullmatch(value) else value


_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_LONG = re.compile(r"“[^”]*”|(?<![\d/.,])(\d{4,})(?![\d/])")
_SIGNS = re.compile(r"[\\`*_{}\[\]<>#!|~$:]")


def sentence(words: str) -> str:
    """A finding's sentence with its long numbers grouped; dates and names of files, which stand in quotes, are left as they are."""
    return _LONG.sub(lambda found: number(int(found[1])) if found[1] else found[0], words)


def literal(words: str) -> str:
    """Words of a file or its sender within a sentence of the page: no sign of theirs is an instruction to it."""
    return _SIGNS.sub(r"\\\g<0>", words)
