"""What the cells of a row mention of its unit: a prefix or a column tells commune, district and province; nothing is resolved."""

import re
from dataclasses import dataclass, field, replace
from functools import cache

from data import vocabulary
from etl import free_text, sources
from etl.text import clean, fold
from etl.unit_names import named_like

# What stands behind a prefix that needs not be a word by itself: Tĩnh Bắc is a commune, tỉnh lộ a road; TPLạng Sơn.
_BEHIND = {"tỉnh": "(?! lộ)", "tinh": r"(?=\s+lang\s+son\b)", "tp": ""}
_AND = re.compile(r"\s+(?:và|&|\+)\s*$", re.IGNORECASE)
SEPARATORS = re.compile(r"[,;()\n]|\s[-–—]\s")


def prefix_words(unit_type: str) -> str:
    """A pattern of the words and short forms before the name of a unit of a type: 'thị trấn', 'TT.'."""
    return sources.any_written(f"unit prefix {unit_type}", form=_bounded)


def _bounded(phrase: str) -> str:
    """Without diacritics or a dot a prefix is a word by itself, else it may be the beginning of any other."""
    is_plain = phrase.isascii() and "." not in phrase
    return sources.literal(phrase) + _BEHIND.get(phrase, r"\b" if is_plain else "")


def hamlet_words(*more: str) -> str:
    """A pattern of the words before the name of a hamlet, and of `more` uses, for texts with diacritics and without.

    Without them 'to' may be the beginning of a name (Tô): what is not listed so counts before a number only.
    """
    uses = ("hamlet", *more)
    return rf"(?:(?:{sources.any_of(*uses)})(?=[ .:]+\d)|(?:{sources.any_written(*uses)})\b)"


@cache
def _prefixes() -> dict[str, re.Pattern]:
    """The beginning of a part of an address by what it means, 'level:type'."""
    words = {
        f"{known.level}:{unit_type}": prefix_words(unit_type) for unit_type, known in vocabulary.unit_types().items()
    }
    words["hamlet:"] = hamlet_words("house number") + r"\.?"
    return {meaning: re.compile(rf"(?:{one})\s*(?=\S)", re.IGNORECASE) for meaning, one in words.items()}


@cache
def _before_prefix() -> re.Pattern:
    words = "|".join(map(prefix_words, vocabulary.unit_types()))  # a road (tỉnh lộ) behind a name is no part of it
    return re.compile(rf"\s+(?=(?:{words}|tỉnh)\s*[^\W\d_])", re.IGNORECASE)


@cache
def _behind_name() -> re.Pattern:
    """The word for a kind of unit in brackets behind its name: 'Chi Lăng (TT)'."""
    words = "|".join(
        prefix_words(unit_type) for unit_type, known in vocabulary.unit_types().items() if known.level != "province"
    )
    return re.compile(rf"([^\W\d_][^,;()\n]*?)\s*\(\s*((?:{words})\.?)\s*\)", re.IGNORECASE)


_NUMBERED = re.compile(r"(?:\d{1,3}|I{1,3}|IV|VI{0,3}|IX)[.)]\s+(?=[^\W\d])")  # no 'X.', which is xã


class Unresolved(Exception):
    """A unit that cannot be told; `choices` name what it may be, in Vietnamese."""

    def __init__(self, reason: str, choices: list[str] | None = None):
        super().__init__(reason)
        self.reason, self.choices = reason, choices or []


@dataclass
class Mention:
    """What a row says of its unit: communes, districts and provinces as (type or '', name), and a code.

    `free` are parts without a prefix; `is_free_last` where the last of them stands behind the commune.
    """

    communes: list[tuple[str, str]] = field(default_factory=list)
    districts: list[tuple[str, str]] = field(default_factory=list)
    province: str = ""
    free: list[str] = field(default_factory=list)
    is_free_last: bool = False
    code: str = ""


def hamlet(address: str) -> str:
    """The hamlet of an address line: the part that says so, else what stands before a commune with its prefix."""
    before: list[str] = []
    for part in _parts(address):
        meaning = next((name for name, prefix in _prefixes().items() if prefix.match(part)), "")
        if meaning.startswith("hamlet") and not named_like(part):
            return part
        if meaning.startswith("commune"):
            return ", ".join(before)
        if not meaning:
            before.append(part)
    return ""


def names_hamlet(text: str) -> bool:
    """Whether a part of a name or an address begins with a word for a hamlet and is no unit's own name."""
    return any(_prefixes()["hamlet:"].match(part) and not named_like(part) for part in _parts(text))


def mention_of(
    unit_code: str = "", unit: str = "", commune: str = "", district: str = "", address: str = ""
) -> Mention:
    """What the cells of a row say of its unit, sorted by their prefixes and columns."""
    mention = Mention()
    if unit_code:
        mention.code = unit_code
    for text in (address, unit):
        for part in _within_province(text, mention):
            _sort(part, mention)
    before = replace(mention, communes=[*mention.communes], districts=[*mention.districts])
    for position, part in enumerate(_within_province(commune, mention)):
        _sort(part, mention, _behind_commune(part) if position else "commune:")
    if commune and _parts(commune) and mention == before:
        raise Unresolved("unit_is_hamlet")  # the district beside it is not what the row is of
    for part in _within_province(district, mention):
        _sort(part, mention, "district:")
    if is_elsewhere(mention.province):
        raise Unresolved("unit_elsewhere", [vocabulary.unit(vocabulary.PROVINCE).full_name])
    return mention


def _within_province(text: str, mention: Mention) -> list[str]:
    """The parts of a text before another province's name at its end, which no unit here has: 'Tân Liên, Hải Phòng, Việt Nam'."""
    parts = _parts(text)
    if parts and fold(parts[-1]) in _COUNTRY:
        del parts[-1]
    if len(parts) > 1 and is_elsewhere(free_text.province(parts[-1]) or "") and not named_like(parts[-1]):
        mention.province = parts.pop()
    return parts


_COUNTRY = {"viet nam", "vietnam", "vn"}


def _behind_commune(part: str) -> str:
    """What a part without a prefix means behind another in a column of communes: the district or province, where it is the name of one."""
    if fold(part) == "lang son":
        return "province:"
    return "district:" if any(unit.level == "district" for unit in named_like(part)) else "commune:"


def _parts(text: str) -> list[str]:
    """The parts of an address line or a name, each beginning with its prefix where it has one.

    The number of a list before it is none of them, and a prefix that stands in brackets behind its name is put before it.
    """
    text = _behind_name().sub(r"\2 \1", _NUMBERED.sub("", clean(text), count=1))
    text = _before_prefix().sub(", ", text)
    parts = (_AND.sub("", part).strip(" .-–'’`") for part in SEPARATORS.split(text))
    return [part for part in parts if part]


def _sort(part: str, mention: Mention, default: str = "") -> None:
    """Put one part of a text where its prefix says, else where its column says, else among the free ones."""
    if re.fullmatch(r"\d{2,5}(\.0)?", part):
        if default == "district:" and code_digits(part) in district_codes():
            mention.districts.append(("", vocabulary.unit(code_digits(part)).name))
        else:
            mention.code = mention.code or part
        return
    for meaning, prefix in _prefixes().items():
        found = prefix.match(part)
        if found and found.end() < len(part) and not _named_like_with(part, meaning):
            level, type_name = meaning.split(":")
            _put(mention, level, type_name, part[found.end() :])
            return
    if default:
        level, type_name = default.split(":")
        _put(mention, level, type_name, part)
    else:
        mention.free.append(part)
        mention.is_free_last = bool(mention.communes)


def _named_like_with(part: str, meaning: str) -> bool:
    """A whole name that only looks prefixed, such as one that begins with the letters of a short form."""
    return meaning.startswith("hamlet") and bool(named_like(part))


def _put(mention: Mention, level: str, type_name: str, name: str) -> None:
    if level == "commune":
        mention.communes.append((type_name, name))
        mention.is_free_last = False
    elif level == "district":
        mention.districts.append((type_name, name))
    elif level == "province":
        mention.province = name


def is_elsewhere(province: str) -> bool:
    """Whether the name of a province is that of another one; no name tells nothing."""
    return bool(province) and not re.fullmatch(rf"(.* )?(lang son|ls)|{vocabulary.PROVINCE}", fold(province))


def code_digits(code: str) -> str:
    """A code without the decimals that a spreadsheet gave it."""
    return re.sub(r"\.0$", "", code.strip())


@cache
def district_codes() -> frozenset[str]:
    return frozenset(unit.code for (vintage, _), unit in vocabulary.units().items() if unit.level == "district")
