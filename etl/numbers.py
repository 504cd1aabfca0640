"""Numbers as people write them: 54.000, 54,000, 54 000, 1.234,5. What a dot means is decided for a whole column."""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from decimal import Decimal, InvalidOperation
from functools import cache

from etl import sources
from etl.text import clean, identifier

_GROUPED = {mark: re.compile(rf"[1-9]\d{{0,2}}(\{mark}\d{{3}})+") for mark in ".,"}
_ONE_MARK = {mark: re.compile(rf"\d+\{mark}\d+") for mark in ".,"}
_SPACED = re.compile(r"\d{1,3}(?:[ '’]\d{3})+(?:[.,]\d+)?")
_UNIT = re.compile(r"\s*(?:vnđ|vnd|đồng|đ|₫|hộ)\.?$", re.IGNORECASE)
LIMIT = 10**12  # no count, weight or amount of one row is larger; the tables hold four more digits
_SCIENTIFIC = re.compile(r"-?\d(?:[.,]\d+)?[eE]\+?\d+")  # the digits behind are rounded away
_SLOPPY = re.compile(r"(?:\d{4}|0\d+)[.,]\d{3}")  # 1500.000: one and a half million, or fifteen hundred
_SHAPES = {
    "thousands": re.compile(r"[1-9]\d{3,}(?:[.,]\d+)?|[1-9]\d{0,2}([., ])\d{3}(?:(?!\1)[.,]\d+)?"),
    "millions": re.compile(r"[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})+"),
    "fraction": re.compile(r"\d{1,3}[.,]\d{1,2}|0[.,]\d+"),
    "small": re.compile(r"[1-9]\d{0,2}"),
}
# So many whole figures to one that is none make that one a slip and no spoiled column.
_SLIP = 20
_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f]")


def decimal_mark(values: Iterable) -> str | None:
    """The decimal mark that a column of texts proves: '.' or ','; None where every mark may separate thousands."""
    marks = set()
    for value in values:
        if not isinstance(value, str):
            continue
        text = _bare(value)
        if "." in text and "," in text:
            marks.add(max(".,", key=text.rfind))
        else:
            marks |= {mark for mark in ".," if _ONE_MARK[mark].fullmatch(text) and not _GROUPED[mark].fullmatch(text)}
    return marks.pop() if len(marks) == 1 else ("both" if marks else None)


def thousands_mark(values: Iterable) -> str | None:
    """The mark that amounts and counts prove to stand between thousands, which have no three decimals; None without proof."""
    marks = {
        mark for value in values if isinstance(value, str) for mark in ".,"
        if _GROUPED[mark].fullmatch(_bare(value)) or (mark in value and _GROUPED[mark].match(_bare(value)))
    }  # fmt: skip
    return marks.pop() if len(marks) == 1 else None


def has_lost_thousands(values: Iterable) -> bool:
    """Whether a programme that took the mark of thousands for that of decimals spoiled a column: then 150 may be 150.000.

    It makes 75.5 of 75.500 and 150 of 150.000, and leaves 1.500.000 a text. A figure of thousands, plain or marked once,
    shows that nothing was lost.
    """
    spoiled, small = 0, 0
    for value in values:
        shape = _shape(value)
        if shape == "thousands":
            return False
        spoiled += shape in ("fraction", "millions")
        small += shape == "small"
    return small < _SLIP * spoiled


def is_fraction_below_thousand(value: object) -> bool:
    """Whether a cell such as 75.5 holds what no sum of đồng is, but what is left of 75.500."""
    return _shape(value) == "fraction"


def _shape(value: object) -> str:
    """How a figure without a sign is written: with its thousands, as a fraction or a whole below them, or millions marked twice."""
    if isinstance(value, str):
        text = _bare(value)
        return next((name for name, pattern in _SHAPES.items() if pattern.fullmatch(text)), "")
    if isinstance(value, bool) or not isinstance(value, int | float) or not value > 0:
        return ""
    value = float(f"{value:.15g}")  # without the noise of binary fractions
    if value >= 1000:
        return "thousands"
    return "small" if value.is_integer() else "fraction"


def is_sloppy(value: object) -> bool:
    """Whether an amount such as 1500.000 has its thousands half marked, or three decimals: nobody can tell."""
    return isinstance(value, str) and bool(_SLOPPY.fullmatch(_bare(value)))


def is_two_ways(value: object, column_mark: str | None, thousands: str | None) -> bool:
    """Whether a cell such as 1.000 may be one or a thousand: where neither its column nor the amounts beside it tell."""
    if not isinstance(value, str) or column_mark is not None:
        return False
    text = _bare(value)
    return any(
        _GROUPED[mark].fullmatch(text) and text.count(mark) == 1 and mark not in (thousands or "") for mark in ".,"
    )


def _bare(value: str) -> str:
    text = value if value.isascii() else identifier(_SPACES.sub(" ", value))
    return _UNIT.sub("", text.strip().lstrip("₫").strip()).lstrip("'+")


def parse(value: object, column_mark: str | None) -> Decimal:
    """The number a cell means. Raises ValueError with a reason code: number_unreadable, number_ambiguous, number_rounded, number_too_large."""
    number = _parsed(value, column_mark)
    if not number.is_finite():
        raise ValueError("number_unreadable")
    if abs(number) >= LIMIT:
        raise ValueError("number_too_large")
    # One form for one value: 54000 of a text file is the 54000.0 of a workbook.
    return Decimal(int(number)) if number == number.to_integral_value() else number.normalize()


def _parsed(value: object, column_mark: str | None) -> Decimal:
    if isinstance(value, bool):
        raise ValueError("number_unreadable")
    if isinstance(value, int | Decimal):
        return Decimal(value)
    if isinstance(value, float):
        if value != value or value in (float("inf"), float("-inf")):
            raise ValueError("number_unreadable")
        return Decimal(f"{value:.15g}")  # a spreadsheet keeps 15 digits: the noise of binary fractions is behind them
    text = _bare(str(value))
    if text.startswith("(") and text.endswith(")"):
        text = "-" + text[1:-1]
    if text.endswith("-") and text[:1].isdigit():
        text = "-" + text[:-1]  # how book-keeping programmes write what is below nought
    if _SCIENTIFIC.fullmatch(text):
        raise ValueError("number_rounded")
    sign = -1 if text[:1] == "-" else 1
    return sign * _unsigned(text.lstrip("-").strip(), column_mark)


def _unsigned(text: str, column_mark: str | None) -> Decimal:
    if _SPACED.fullmatch(text):
        text = re.sub(r"[ '’]", "", text)
        return _decimal(text.replace(",", "."))
    if "." in text and "," in text:
        decimal = max(".,", key=text.rfind)
        thousands = "," if decimal == "." else "."
        whole, _, part = text.rpartition(decimal)
        if not (_GROUPED[thousands].fullmatch(whole) and part.isdigit()):
            raise ValueError("number_unreadable")
        return _decimal(f"{whole.replace(thousands, '')}.{part}")
    for mark in ".,":
        if _GROUPED[mark].fullmatch(text):
            single = text.count(mark) == 1
            if single and column_mark in (mark, "both"):
                # 54.000 beside 1.5: fifty-four thousand or fifty-four, nobody can tell.
                raise ValueError("number_ambiguous")
            return _decimal(text.replace(mark, ""))
    return _decimal(text.replace(",", "."))


def _decimal(text: str) -> Decimal:
    if not re.fullmatch(r"\d+(\.\d+)?", text):
        raise ValueError("number_unreadable")
    try:
        return Decimal(text)
    except InvalidOperation:
        raise ValueError("number_unreadable") from None


_RANGE = re.compile(r"\s*(.+?)\s*(?:[-–—]|đến)\s*(.+?)\s*")


def target_meaning(header: str) -> str:
    """What a header says of its targets: 'share' for one with % or a rate, 'count' for a number of households, else ''."""
    text = header.lower()
    if "%" in text or re.search(r"\bt[ỷỉ] lệ\b", text):
        return "share"
    return "count" if re.search(r"\(\s*hộ\s*\)|\bsố hộ\b", text) else ""


def percent(value: object) -> Decimal:
    """The share that a cell written as 55 for 55 % means. Raises ValueError with a reason code.

    One or less may be a cell formatted as per cent, or less than one per cent: nobody can tell.
    """
    text = value.strip() if isinstance(value, str) else ""
    number = parse(text.rstrip("% ") if text else value, None)
    if number < 0:
        raise ValueError("number_negative")
    if 0 < number <= 1 and not text.endswith("%"):
        raise ValueError("number_ambiguous")
    return number / 100


def unclear_targets(values: Iterable, meaning: str) -> Callable[[Decimal], bool]:
    """Which figures without a sign a column of targets leaves open, whose header says that it holds `meaning`.

    In a column of shares written as 55 for 55 %, 0.5 may be a half or 0,5 %. Where no header tells, 1 beside 820
    households is no whole share, and 100 beside 55, or alone, no count for certain.
    """
    bare = set(_bare_targets(values)) if meaning != "count" else set()
    if meaning:
        is_written_55 = any(number > 1 for number in bare)
        return lambda number: is_written_55 and 0 < number <= 1
    is_one_open = any(number > 1 for number in bare)
    is_hundred_open = any(1 < number < 100 for number in bare) or not any(number > 100 for number in bare)
    return lambda number: (number == 1 and is_one_open) or (number == 100 and is_hundred_open)


def _bare_targets(values: Iterable) -> Iterator[Decimal]:
    for value in values:
        with suppress(ValueError):
            if not (isinstance(value, str) and value.strip().endswith(("%", "hộ"))):
                yield parse(value, None)


def target(value: object, meaning: str, column_mark: str | None) -> tuple[Decimal, str]:
    """(number, 'share' or 'count') of one target cell: 0.55, 55%, 3.500. Raises ValueError with a reason code.

    Between 1 and 100 without a per cent sign nobody can tell 55 % from 55 households, unless the header says so: refused.
    """
    text = str(value).strip() if isinstance(value, str) else ""
    is_percent = meaning == "share" or text.endswith("%")
    number = parse(text.rstrip("% ") if text else value, column_mark)
    if number < 0:
        raise ValueError("number_negative")
    if is_percent:
        # A cell formatted as per cent holds 0.55 under a header that says (%).
        return (number if not text.endswith("%") and number <= 1 else number / 100), "share"
    if meaning == "count" or text.endswith("hộ"):
        if number != int(number):
            raise ValueError("number_not_whole")
        return number, "count"
    if number <= 1:
        return number, "share"
    if number < 100 or number != int(number):
        raise ValueError("target_ambiguous")
    return number, "count"


@cache
def _at_least() -> re.Pattern:
    """What a letter says around a target: 'tối thiểu 50%', 'từ 50% số hộ trở lên'. 'Trên 50%' says another one."""
    before, behind = (sources.any_written(use) for use in ("at least", "or more"))
    of_all = sources.any_written("of all households")
    return re.compile(
        rf"(?:(?:{before})\s*)*(?P<figure>\d[\d.,\s]*?)\s*(?P<sign>%|phần trăm)?\s*(?P<of>{of_all})?\s*(?:{behind})?",
        re.IGNORECASE,
    )


def plain_target(value: object) -> object:
    """A target without the words that say that it is the least; a cell that says anything else stays as it is."""
    text = (
        re.sub(r"^từ\s+(?=\d.*(?:[-–—]|đến))", "", clean(value), flags=re.IGNORECASE) if isinstance(value, str) else ""
    )
    found = _at_least().fullmatch(text)
    if not found:
        return text or value
    sign = "%" if found["sign"] else " hộ" if found["of"] else ""
    return f"{found['figure']}{sign}"


def target_range(value: object) -> tuple[str, str] | None:
    """The two ends of a range such as '70 – 80%', each with its own per cent sign; None if it is no range."""
    found = _RANGE.fullmatch(value) if isinstance(value, str) else None
    if not found or not found[1][:1].isdigit():
        return None
    sign = "%" if found[2].endswith("%") and not found[1].endswith("%") else ""
    return found[1] + sign, found[2]


def has_one_mark_before_three(value: object) -> bool:
    """Whether a cell such as 2.500 or 2,500 may be two and a half as well as two thousand and five hundred."""
    return isinstance(value, str) and bool(re.fullmatch(r"\s*[1-9]\d{0,2}[.,]\d{3}\s*", value))
