"""What a row of a sheet is: data, a total, a numbering of columns, a heading, the block of signatures."""

import re
from functools import cache

from data import vocabulary
from etl import mentions, sources
from etl.sources import any_of, any_written
from etl.text import clean, fold

_NAMED_BY = {"unit", "commune", "district", "address", "shop_id", "account_id", "listing_id", "order_id", "scope"}
_UNITS = {"unit", "commune", "district"}
_NUMBERING = re.compile(r"[(\[]?\d{1,2}[)\]]?(\s*=.*)?|[(\[]\d{1,2}\s*=.*|[A-Z]|[(\[]?[A-Za-z][)\]]")
_FIRST_NUMBER = re.compile(r"[(\[]|(1(\.0)?|[Aa])$")
_ROMAN, _LONGEST_ROMAN = re.compile(r"[IVX]{1,5}\.?|[A-Z]\.?"), len("XVIII.")
_LIKE_DATA = re.compile(r"[\d.,%/:\- ]*\d[\d.,%/:\- ]*|[A-Za-z]{0,6}[-_]?\d{3,}")


def _prefixes(level: str) -> list[str]:
    """The uses of the words before the names of a level's units."""
    return [f"unit prefix {unit_type}" for unit_type, known in vocabulary.unit_types().items() if known.level == level]


@cache
def _sum_of_units() -> re.Pattern:
    """What is no unit's name: 'Tổng số', 'Cộng I', 'Cộng Bình Gia', 'Toàn huyện Chi Lăng', 'Mang sang trang 2', 'Bình quân chung'."""
    names = sources.alternatives(fold(unit.name) for unit in vocabulary.units().values())
    return re.compile(
        rf"(?:{any_of('sum')})(?: (?:(?:{any_of('sum of')}) ?\d*|[ivx]+|\d+)\b.*| (?:{names}))?|{any_of('sum of units')}"
        rf"|(?:{any_of('carried over')})(?: .*)?|(?:{any_of('whole unit')}) .*"
    )


@cache
def _total() -> re.Pattern:
    return re.compile(rf"{_sum_of_units().pattern}|{any_of('total', 'whole unit')}")


@cache
def _total_alone() -> re.Pattern:
    """The word for a total where the code or the name of the thing counted belongs."""
    return re.compile(rf"(?:{any_of('total alone', 'whole unit')})(?: [ivx]+)*")


@cache
def _initials() -> frozenset[str]:
    """Letters that a total may begin with: most cells need not be folded to tell that they are none."""
    uses = ("sum", "sum of units", "carried over", "whole unit", "total")
    texts = [text for use in uses for text in (*sources.phrases(use), *sources.written_phrases(use))]
    return frozenset(letter for text in texts for letter in (text[:1].lower(), text[:1].upper()) if letter)


@cache
def _footer() -> re.Pattern:
    return re.compile(
        rf"(?:{any_of('footer')})\b|(?:{any_of('end')})$|\d+ (?:{any_of('count of rows')})$|(?:trang|page) \d+(?: (?:of |tren )?\d+)?$"
        r"|\w+( \w+){0,3} ngay (\d* ?thang \d* ?nam|\d{1,2} \d{1,2} 20\d\d$)"
    )


@cache
def _heading() -> re.Pattern:
    return re.compile(rf"(?:[ivx]+ )?(?:{any_of('heading', *_prefixes('district'))})\b")


@cache
def _heading_of_list() -> re.Pattern:
    return re.compile(rf"(?:{any_of(*_prefixes('commune'))}|{mentions.hamlet_words()}) ")


def is_filled(row: list) -> bool:
    return any(value is not None and (not isinstance(value, str) or value.strip()) for value in row)


def first_of(row: list) -> object:
    """The first filled cell of a row, as it is."""
    for value in row:  # no generator: this is asked of every row
        if value is not None and value != "":
            return value
    return ""


def texts_of(row: list) -> list[str]:
    return [clean(str(value)) for value in row if value is not None and str(value).strip()]


def title_of(rows: list[list]) -> str:
    return "\n".join(" ".join(dict.fromkeys(clean(str(value)) for value in row if value != "")) for row in rows)


def has_digit(value: object) -> bool:
    return not isinstance(value, str) or any(letter.isdigit() for letter in value)


def is_value(text: str) -> bool:
    """Whether a text is a number, a date or a code."""
    return bool(_LIKE_DATA.fullmatch(text.strip()))


def is_like_data(row: list) -> bool:
    """Whether a row below a header is a record and no second header: a third of it are numbers, dates or codes."""
    filled = [value for value in row if value is not None and value != ""]
    data = sum(not isinstance(value, str) or is_value(value) for value in filled)
    return data * 3 >= len(filled) > 0


def is_total(row: list) -> bool:
    """Whether one of the first three filled cells is the word for a total."""
    seen = 0
    for value in row:
        if value is None or value == "":
            continue
        if isinstance(value, str) and value.lstrip()[:1] in _initials() and _total().fullmatch(fold(value)):
            return True
        seen += 1
        if seen == 3:
            break
    return False


def is_total_row(row: list, columns: dict[str, int], required: list[int]) -> bool:
    """A total: little beside the word for it, or the word alone where the name of the thing counted belongs."""
    if not is_total(row):
        return False
    return _filled_beside_total(row, required) * 2 <= len(required) or any(
        _says_total(name, fold(str(row[position])))
        for name, position in columns.items() if name in _NAMED_BY
    )  # fmt: skip


def _says_total(name: str, text: str) -> bool:
    """Whether the name of a unit or a code is the word for a total; a code of several words may say of what: 'Tổng tuần 36'."""
    if name in _UNITS:
        return bool(_sum_of_units().fullmatch(text))
    return bool(_total_alone().fullmatch(text)) or (" " in text and bool(_sum_of_units().fullmatch(text)))


def _filled_beside_total(row: list, required: list[int]) -> int:
    """Required cells that hold something else than the word for the total."""
    texts = [fold(str(row[position])) for position in required]
    return sum(bool(text) and not _total().fullmatch(text) for text in texts)


def is_numbering(row: list) -> bool:
    """A row of column numbers: (1) (2) (3)=(2)/(1), or A B 1 2 3=2/1, or A B C D=C/B."""
    if not _FIRST_NUMBER.match(str(first_of(row)).strip()):
        return False  # nearly all rows
    return _is_numbered(row) or _is_counted(row) or _is_lettered(row)


def _is_lettered(row: list) -> bool:
    """Whether the cells of a row count on from A."""
    letters = [re.sub(r"\s*=.*", "", text) for text in texts_of(row)]
    return len(letters) >= 3 and letters == [chr(ord("A") + number) for number in range(len(letters))]


def _is_counted(row: list) -> bool:
    """Whether the cells of a row count on from 1, but for letters before them: nothing that people list does that."""
    texts = [re.sub(r"\.0$", "", text) for text in texts_of(row)]
    numbers = [int(found[1]) for text in texts if (found := re.fullmatch(r"(\d{1,2})(\s*=.*)?", text))]
    letters = [text for text in texts if re.fullmatch(r"[A-Za-z]", text)]
    return len(numbers) + len(letters) == len(texts) >= 3 and numbers == list(range(1, len(numbers) + 1)) != []


def _is_numbered(row: list) -> bool:
    last = next((value for value in reversed(row) if value is not None and value != ""), "")
    if not _NUMBERING.fullmatch(clean(str(last))):
        return False
    if sum(isinstance(value, str) and value.lstrip().startswith(("(", "[")) for value in row) < 2:
        return False
    return all(_NUMBERING.fullmatch(text) for text in texts_of(row))


def is_numeral(text: str) -> bool:
    """Whether a text is a numeral of a section: 'II.', 'A'."""
    return len(text) <= _LONGEST_ROMAN and bool(_ROMAN.fullmatch(text))


def numbered_as_groups(texts: list[str]) -> list[bool]:
    """Which of the first cells of rows number groups: I, II, … or A, B, …, whichever of the two comes first."""
    plain = [text.strip().rstrip(".") if is_numeral(text.strip()) else "" for text in texts]
    is_roman = [bool(re.fullmatch(r"[IVX]+", text)) for text in plain]
    first = next((number for number, text in enumerate(plain) if text), 0)
    if not plain or is_roman[first]:
        return is_roman
    return [
        bool(text) and (not roman or (plain[first] == "A" and text == _after(plain[:number])))
        for number, (text, roman) in enumerate(zip(plain, is_roman, strict=True))
    ]


def _after(texts: list[str]) -> str:
    """The letter after the last one of a list."""
    last = next((text for text in reversed(texts) if len(text) == 1 and text not in "IVX"), "")
    return chr(ord(last) + 1) if last else ""


@cache
def _commune() -> re.Pattern:
    return re.compile(rf"(?:{any_of(*_prefixes('commune'))}) ")


_PART = re.compile(r"[-–—+*•]|[a-zđ][.)]?|\d+\.\d+\.?")


def below_communes(rows: list[tuple[int, list]], communes: set[int]) -> list[int]:
    """Numbers of the rows below one that is numbered I, II, … and is a commune's: these are hamlets, unless named as communes.

    Where the communes are numbered 1, 2, …, these are the rows marked 1.1, a) or with a dash below them. `communes` are
    the rows whose unit was found to be one.
    """
    firsts, names = zip(*(_numbered(row) for _, row in rows), strict=True) if rows else ((), ())
    groups = numbered_as_groups([*firsts])
    is_roman = any(groups)
    if not is_roman:
        groups = [first.rstrip(".").isdigit() for first in firsts]
    found, is_below = [], False
    for (number, row), first, name, is_group_row in zip(rows, firsts, names, groups, strict=True):
        is_commune = any(_commune().match(fold(text)) for text in (name, *texts_of(row)[1:2]))
        is_below = is_commune or number in communes if is_group_row else is_below
        if is_below and not is_group_row and not is_commune and (is_roman or _PART.fullmatch(first)):
            found.append(number)
    return found


_NUMBER_BEFORE = re.compile(r"([IVX]{1,5}\.?|\d+(?:\.\d+)*\.?|[a-zđ][.)]|[-–—+*•])\s+(?=[^\W\d])")


def _numbered(row: list) -> tuple[str, str]:
    """The number at the beginning of a row, be it in the cell of a name, and the name: 'I. Xã Hòa Bình'; the whole cell where it is one of both."""
    text = re.sub(r"\.0$", "", str(first_of(row)).strip())
    found = _NUMBER_BEFORE.match(text)
    return (found[1], text[found.end() :]) if found else (text, text)


def opens_numbers(row: list, following: list) -> bool:
    """Whether a row numbered 1 stands above rows that are numbered 1.1, 1.2, …"""
    first = first_of(following)
    if "." not in str(first) or (isinstance(first, float) and first.is_integer()):
        return False  # nearly all rows
    number, below = (re.sub(r"\.0$", "", str(one).strip()) for one in (first_of(row), first))
    return number.rstrip(".").isdigit() and below.startswith(f"{number.rstrip('.')}.")


def is_signed_above(title: str) -> bool:
    """Whether a letterhead tells place and day of a letter: 'Lạng Sơn, ngày 16 tháng 11 năm 2021'."""
    return bool(re.search(r"\w,\s*ngày\s*\d+\s*tháng", title, re.IGNORECASE))


def is_footer(texts: list[str], filled: int) -> bool:
    """'Người lập biểu', 'Ghi chú: …', 'Lạng Sơn, ngày … tháng … năm …': a signature block holds nothing else."""
    distinct = list(dict.fromkeys(texts))
    if filled <= 1 and _footer().match(fold(" ".join(distinct))):
        return True
    return all(_footer().match(fold(text)) for text in distinct)


def is_group(texts: list[str]) -> bool:
    """A row that sums a group of units, which is no unit itself: 'I', 'Giai đoạn 1', its figures."""
    name = fold(texts[1] if len(texts) > 1 and is_numeral(texts[0]) else texts[0]) if texts else ""
    return any(name == phrase or name.startswith(f"{phrase} ") for phrase in sources.phrases("group of units"))


@cache
def _example() -> re.Pattern:
    return re.compile(rf"\W*(?:{any_written('example')})\s*(?:[:)].*|$)", re.IGNORECASE | re.DOTALL)


def is_example(row: list) -> bool:
    """The row of a form that shows how to fill it in, which its sender left there: 'VD: VS001', or 'Ví dụ' for a number."""
    return any(isinstance(value, str) and bool(_example().match(clean(value))) for value in row[:2])


def is_heading(texts: list[str]) -> bool:
    """A row that only says what comes below: 'I. Giai đoạn 1', 'Huyện Chi Lăng'."""
    distinct = list(dict.fromkeys(texts))
    numbered = len(distinct) == 2 and bool(_ROMAN.fullmatch(distinct[0]))
    return (numbered or len(distinct) == 1) and bool(_heading().match(fold(" ".join(distinct))))


def is_heading_of_list(texts: list[str]) -> bool:
    """A row of a list that only names the commune or hamlet of the rows below: 'I', 'Xã Hòa Bình'."""
    names = [text for text in dict.fromkeys(texts) if not is_numeral(text)]
    return len(names) == 1 and bool(_heading_of_list().match(fold(names[0])))


def without_numeral(texts: list[str]) -> str:
    return " ".join(text for text in dict.fromkeys(texts) if not _ROMAN.fullmatch(text))
