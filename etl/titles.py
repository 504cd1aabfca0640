"""What a title, the line above a table, the tab of a sheet or the name of a file says: a district, a commune, a day, a measure."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from data import vocabulary
from etl import mentions, sources
from etl.text import clean, fold

LEAST_LETTERS = 5  # of a unit of measure that is known without its diacritics
BRACKETS = re.compile(r"[(\[]([^)\]]*)[)\]]")


@dataclass(frozen=True)
class Measure:
    """A unit of measure: `of` money, quantity, count or share; `factor` makes it the unit that tables hold."""

    of: str
    factor: Decimal
    unit: str


@cache
def _district() -> re.Pattern:
    words = "|".join(map(mentions.prefix_words, ("huyện", "thành phố")))
    return re.compile(rf"(?<!các )(?<!cac )\b(?:{words})\s+([^\W\d_]+)\s+([^\W\d_]+)", re.IGNORECASE)


def _words(*uses: str) -> str:
    """A pattern of any phrase of some uses, as it is written or without diacritics."""
    return f"{sources.any_written(*uses)}|{sources.any_of(*uses)}"


@cache
def _measure() -> re.Pattern:
    return re.compile(rf"\b({_words('unit of measure', 'unit or measure')})\s*[:.]\s*([^\n]+)", re.IGNORECASE)


@cache
def _measured_in() -> re.Pattern:
    return re.compile(rf"\b(?:{_words('measured in')})\s+([^\n,;()]+)", re.IGNORECASE)


@cache
def _all_together() -> re.Pattern:
    return re.compile(rf"^\s*(?:{sources.any_written('all together')})\s+(?=\S+\s)", re.IGNORECASE)


def without_sum(text: str) -> str:
    """The name of a figure without the word before it that all is summed: 'Tổng số hộ có gian hàng' -> 'hộ có gian hàng'."""
    return _all_together().sub("", text)


def districts(text: str) -> set[str]:
    """Names that a text gives with the word huyện or thành phố before them, for rows that name only a commune."""
    return {clean(" ".join(words)) for words in _district().findall(text)}


def district(text: str) -> str:
    """The one district that a text names, with its type; '' where it names none or several.

    The name without the word for a district counts too, but for Lạng Sơn, which is the province's as well.
    """
    folded = f" {fold(text)} "
    known = [
        unit for (vintage, _), unit in vocabulary.units().items() if vintage == "2021" and unit.level == "district"
    ]
    told = [unit for unit in known if any(f" {prefix} {fold(unit.name)} " in folded for prefix in _prefixes(unit.type))]
    named = told or [unit for unit in known if unit.name != "Lạng Sơn" and f" {fold(unit.name)} " in folded]
    return named[0].full_name if len(named) == 1 else ""


def commune(text: str) -> str:
    """The one commune that a text names with the word for it, or that the text is the name of; '' for none or several."""
    folded = f" {fold(text)} "
    if any(unit.level == "commune" and fold(unit.name) == folded.strip() for unit in vocabulary.units().values()):
        return clean(text)
    named = {
        unit.full_name: form for (vintage, _), unit in vocabulary.units().items()
        if vintage == "2021" and unit.level == "commune"
        for prefix in _prefixes(unit.type) if (form := f" {prefix} {fold(unit.name)} ") in folded
    }  # fmt: skip
    longest = [
        name for name, form in named.items() if not any(form != other and form in other for other in named.values())
    ]
    return longest[0] if len(longest) == 1 else ""


def _prefixes(unit_type: str) -> tuple[str, ...]:
    return sources.phrases(f"unit prefix {unit_type.lower()}")


def says(text: str, choices: str) -> str:
    """The value of the one choice that a text says, of choices written 'voso.vn=voso|postmart=postmart'; else ''."""
    folded = f" {fold(text)} "
    pairs = [choice.partition("=") for choice in choices.split("|")]
    found = {value.strip() for said, _, value in pairs if f" {fold(said)} " in folded}
    return found.pop() if len(found) == 1 else ""


@cache
def _measures() -> dict[str, Measure]:
    """Units of measure as lists write them, and without diacritics where that is no short word or name such as 'Ngan'."""
    known = {
        _spelled(row["spelling"]): Measure(row["of"], Decimal(row["factor"]), row["unit"]) for row in sources.measures()
    }
    plain = {fold(form).replace(" ", ""): one for form, one in known.items() if form[0].isalpha()}
    return {form: one for form, one in plain.items() if one.factor == 1 or len(form) >= LEAST_LETTERS} | known


def _spelled(text: str) -> str:
    return re.sub(r"\s+|(?<=\D)\.", "", clean(text).lower())


@cache
def _said_before() -> re.Pattern:
    """What may stand before the name of a unit of measure: 'ĐVT:', 'Đơn vị tính -', 'x' before 1.000."""
    words = _words("unit of measure", "unit or measure", "measured in")
    return re.compile(rf"\s*(?:(?:{words})\b\s*[:.=–—-]?|x(?=\s*1))\s*", re.IGNORECASE)


_POWER_OF_TEN = re.compile(r"1(?:[.,]?000)+|10\^(?P<noughts>\d)")


def measure(text: str) -> Measure | None:
    """The unit of measure that a text is the name of, 'ĐVT: triệu đồng' and '1.000.000 đồng' too; None where the list has none."""
    spelled = _spelled(text).rstrip(".")
    if found := _measures().get(spelled):
        return found
    if before := _said_before().match(text):
        return measure(text[before.end() :])
    power = _POWER_OF_TEN.match(spelled)
    counted = _measures().get(spelled[power.end() :]) if power else None
    if not counted or counted.factor != 1:
        return None
    noughts = int(power["noughts"]) if power["noughts"] else power[0].count("0")
    return Measure(counted.of, Decimal(10**noughts), counted.unit)


def measure_of_header(header: str) -> Measure | None:
    """The unit of measure in the brackets of a header or behind its last comma or dash: 'Thành tiền (triệu đồng)'."""
    inside = BRACKETS.findall(header) or [split_measure(header)[1], header.rpartition(sources.PATH)[2]]
    return next((found for text in inside if (found := measure(text))), None)


def split_measure(header: str) -> tuple[str, str]:
    """A header and the unit of measure behind its last comma or dash; ('', '') where none stands there."""
    parts = re.split(r"\s*,\s*|\s+[-–—]\s+", header)
    is_measured = len(parts) > 1 and measure(parts[-1]) is not None
    return (header[: header.rindex(parts[-1])].rstrip(" ,-–—"), parts[-1]) if is_measured else ("", "")


def has_unknown_measure(header: str) -> bool:
    """Whether a bracket of a header holds something that is neither a unit of measure nor a known remark."""
    inside = BRACKETS.findall(re.sub(r"^\s*\(\d{1,2}\)", "", header.rpartition(sources.PATH)[2]))
    return any(
        not measure(text) and (_CURRENCY.search(text) or (fold(text) and fold(text) not in sources.phrases("remark")))
        for text in inside
    )


_CURRENCY = re.compile("[$€£¥]")


def measures_above(title: str) -> tuple[list[Measure], frozenset[str]]:
    """Units of measure that lines above a table state, and of what (money, quantity, count, share) they state one not understood."""
    found, unknown = [], frozenset()
    for word, said in _measure().findall(title):
        texts = [text for text in re.split(r"[,;/)]\s+|\)", said) if text.strip(" ().")]
        known = [measure(text.strip(" ().")) for text in texts]
        if any(fold(text) in sources.phrases("multiple") for text in texts):  # of what, it does not say
            unknown |= {"count"}
        found += [one for one in known if one]
        if None in known and fold(word) not in sources.phrases("unit or measure"):
            unknown = _ANYTHING
    found += [one for text in _measured_in().findall(title) if (one := measure(text.strip()))]
    found += [one for text in _alone(title) if (one := measure(text)) and one.factor != 1]
    if not any(one.of == "money" for one in found) and _names_large_money(title):
        unknown |= {"money"}
    return list(dict.fromkeys(found)), unknown


_ANYTHING = frozenset({"money", "quantity", "count", "share"})


def _alone(title: str) -> list[str]:
    """Lines of a title and what stands in its brackets: '(triệu đồng)', 'Nghìn đồng', 'Ghi chú: ĐVT triệu đồng'."""
    lines = title.split("\n")
    return [*(line.strip(" ()[]*.") for line in lines), *BRACKETS.findall(title), *_without_mark().findall(title)]


@cache
def _without_mark() -> re.Pattern:
    return re.compile(rf"\b(?:{_words('unit of measure')})\s*[=–—-]?\s*([^\n,;():.]+)", re.IGNORECASE)


@cache
def _large_money() -> re.Pattern:
    """Thousands or millions of đồng, and what stands before them: 'giá trị: triệu đồng'."""
    names = [row["spelling"] for row in sources.measures() if row["of"] == "money" and row["factor"] != "1"]
    long = [name for name in names if " " in name and name[0].isalpha()]
    words = sources.alternatives([*long, *map(fold, long)])
    return re.compile(rf"(\S*)\s*\b(?:{words})\b", re.IGNORECASE)


def _names_large_money(title: str) -> bool:
    """Whether a title names millions of đồng that are no sum of money: no number stands before them."""
    before = [clean(word) for word in _large_money().findall(title)]
    return any(not re.search(r"\d", word) and fold(word) not in sources.phrases("number word") for word in before)
