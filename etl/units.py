"""Which unit a text means. Prefix and district decide; where they do not, the candidates are named and nothing is guessed."""

import re
from dataclasses import dataclass, field, replace
from functools import cache

from rapidfuzz import fuzz, process

from data import vocabulary
from etl import sources
from etl.text import clean, fold, has_diacritics, key

_TYPES = {
    "xã": "commune", "phường": "commune", "thị trấn": "commune", "huyện": "district", "thành phố": "district", "tỉnh": "province",
}  # fmt: skip
# What stands behind a prefix that needs not be a word by itself: Tĩnh Bắc is a commune, tỉnh lộ a road; TPLạng Sơn.
_BEHIND = {"tỉnh": "(?! lộ)", "tinh": r"(?=\s+lang\s+son\b)", "tp": ""}
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
    words = {f"{level}:{unit_type}": prefix_words(unit_type) for unit_type, level in _TYPES.items()}
    words["hamlet:"] = hamlet_words("house number") + r"\.?"
    return {meaning: re.compile(rf"(?:{one})\s*(?=\S)", re.IGNORECASE) for meaning, one in words.items()}


@cache
def _before_prefix() -> re.Pattern:
    words = "|".join(map(prefix_words, _TYPES))  # a road (tỉnh lộ) behind a name is no part of it
    return re.compile(rf"\s+(?=(?:{words}|tỉnh)\s*[^\W\d_])", re.IGNORECASE)


@dataclass(frozen=True)
class Named:
    """A unit as a name can mean it; `codes` are today's (2021) units, several where a former unit was divided."""

    level: str
    type: str
    name: str
    district: str
    codes: tuple[str, ...]
    is_former: bool

    @property
    def described(self) -> str:
        where = f", {_district_name(self.district)}" if self.level == "commune" else ""
        return f"{self.type} {self.name}{where}"


class Unresolved(Exception):
    """A unit that cannot be told; `choices` name what it may be, in Vietnamese."""

    def __init__(self, reason: str, choices: list[str] | None = None):
        super().__init__(reason)
        self.reason, self.choices = reason, choices or []


@dataclass
class Mention:
    """What a row says of its unit: communes, districts and provinces as (type or '', name), and a code."""

    communes: list[tuple[str, str]] = field(default_factory=list)
    districts: list[tuple[str, str]] = field(default_factory=list)
    province: str = ""
    free: list[str] = field(default_factory=list)
    code: str = ""


def _district_name(code: str) -> str:
    return vocabulary.unit(code).full_name


@cache
def _named() -> list[Named]:
    found = [
        Named(
            unit.level,
            unit.type,
            unit.name,
            unit.code if unit.level == "district" else unit.parent,
            (unit.code,),
            False,
        )
        for (vintage, _), unit in vocabulary.units().items()
        if vintage == "2021"
    ]
    current = {(unit.type, key(unit.name), unit.district) for unit in found}
    former: dict[tuple[str, str, str], list[str]] = {}
    for row in vocabulary.rows("crosswalk_2019_2021.csv"):
        if (row["type_2019"], key(row["name_2019"]), row["district_code"]) not in current:
            former.setdefault((row["type_2019"], row["name_2019"], row["district_code"]), []).append(
                row["commune_2021"]
            )
    return found + [
        Named("commune", kind, name, district, tuple(codes), True) for (kind, name, district), codes in former.items()
    ]


@cache
def _index() -> tuple[dict[str, list[Named]], dict[str, list[Named]]]:
    exact: dict[str, list[Named]] = {}
    folded: dict[str, list[Named]] = {}
    for unit in _named():
        exact.setdefault(key(unit.name), []).append(unit)
        folded.setdefault(fold(unit.name), []).append(unit)
    for row in sources.rows("unit_spellings.csv"):
        meant = [unit for unit in _named() if unit.name == row["name"] and unit.district == row["district_code"]]
        exact.setdefault(key(row["spelling"]), []).extend(meant)
    return exact, folded


@cache
def _former_codes() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for row in vocabulary.rows("crosswalk_2019_2021.csv"):
        found.setdefault(row["code_2019"], []).append(row["commune_2021"])
    return {code: tuple(codes) for code, codes in found.items()}


@cache
def parts_of_2025() -> dict[str, tuple[str, ...]]:
    """The 2021 communes that went, whole or in part, into each of the communes from 1/7/2025."""
    found: dict[str, list[str]] = {}
    for row in vocabulary.rows("crosswalk_2021_2025.csv"):
        found.setdefault(row["commune_2025"], []).append(row["commune_2021"])
    return {code: tuple(codes) for code, codes in found.items()}


def _named_like(name: str) -> list[Named]:
    """Units of a name; without diacritics only where the text has none, so that wrong marks are not guessed right."""
    exact, folded = _index()
    found = exact.get(key(name), [])
    return found or ([] if has_diacritics(name) else folded.get(fold(name), []))


def resolve(
    *,
    unit_code: str = "",
    unit: str = "",
    commune: str = "",
    district: str = "",
    address: str = "",
    context: frozenset[str] = frozenset(),
) -> str:
    """The 2021 code of the unit that a row names (commune, district or province).

    `context` are district names of the sheet's title; they only narrow what the row itself leaves open.
    Raises `Unresolved`: unit_missing, unit_unknown, unit_ambiguous, unit_contradiction, unit_divided, unit_elsewhere, unit_is_hamlet.
    """
    mention = mention_of(unit_code, unit, commune, district, address)
    if (whole := code_digits(mention.code)) in _district_codes() and (mention.communes or mention.free):
        # The code of the district beside the name of the commune.
        mention.code = ""
        mention.districts.append(("", vocabulary.unit(whole).name))
    try:
        by_name = (
            _by_name(mention, context)
            if (mention.communes or mention.districts or mention.free or mention.province)
            else None
        )
    except Unresolved as problem:
        # A name that several units have, and the code of one of them.
        code = _by_code(mention.code, None) if mention.code and problem.reason == "unit_ambiguous" else ""
        if code and vocabulary.unit(code).level == "commune" and described(code) in problem.choices:
            return code
        raise
    if not mention.code:
        if by_name is None:
            raise Unresolved("unit_missing")
        return by_name
    return _by_code(mention.code, by_name)


def hamlet(address: str) -> str:
    """The hamlet of an address line: the part that says so, else what stands before a commune with its prefix."""
    before: list[str] = []
    for part in _parts(address):
        meaning = next((name for name, prefix in _prefixes().items() if prefix.match(part)), "")
        if meaning.startswith("hamlet") and not _named_like(part):
            return part
        if meaning.startswith("commune"):
            return ", ".join(before)
        if not meaning:
            before.append(part)
    return ""


def mention_of(
    unit_code: str = "", unit: str = "", commune: str = "", district: str = "", address: str = ""
) -> Mention:
    """What the cells of a row say of its unit, sorted by their prefixes and columns."""
    mention = Mention()
    if unit_code:
        mention.code = unit_code
    for text in (address, unit):
        for part in _parts(text):
            _sort(part, mention)
    before = replace(mention, communes=[*mention.communes], districts=[*mention.districts])
    for part in _parts(commune):
        _sort(part, mention, "commune:")
    if commune and _parts(commune) and mention == before:
        raise Unresolved("unit_is_hamlet")  # the district beside it is not what the row is of
    for part in _parts(district):
        _sort(part, mention, "district:")
    if is_elsewhere(mention.province):
        raise Unresolved("unit_elsewhere", [vocabulary.unit(vocabulary.PROVINCE).full_name])
    return mention


def _parts(text: str) -> list[str]:
    """The parts of an address line or a name, each beginning with its prefix where it has one."""
    text = _before_prefix().sub(", ", clean(text))
    return [part.strip(" .-–") for part in SEPARATORS.split(text) if part.strip(" .-–")]


def _sort(part: str, mention: Mention, default: str = "") -> None:
    """Put one part of a text where its prefix says, else where its column says, else among the free ones."""
    if re.fullmatch(r"\d{2,5}(\.0)?", part):
        if default == "district:" and code_digits(part) in _district_codes():
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


def _named_like_with(part: str, meaning: str) -> bool:
    """A whole name that only looks prefixed, such as one that begins with the letters of a short form."""
    return meaning.startswith("hamlet") and bool(_named_like(part))


def _put(mention: Mention, level: str, type_name: str, name: str) -> None:
    if level == "commune":
        mention.communes.append((type_name, name))
    elif level == "district":
        mention.districts.append((type_name, name))
    elif level == "province":
        mention.province = name


def is_elsewhere(province: str) -> bool:
    """Whether the name of a province is that of another one; no name tells nothing."""
    return bool(province) and not re.fullmatch(rf"(.* )?(lang son|ls)|{vocabulary.PROVINCE}", fold(province))


def _by_name(mention: Mention, context: frozenset[str]) -> str:
    free = list(mention.free)
    if len(free) > 1 and not mention.province and fold(free[-1]) == "lang son":
        mention.province = free.pop()
    if not mention.districts and len(free) > 1 and _districts("", free[-1]):
        mention.districts.append(("", free.pop()))
    districts = told_districts(mention)
    if mention.communes:
        return _commune(mention.communes, districts, context)
    if free and (districts or len(free) > 1):
        return _commune([("", name) for name in free], districts, context)
    if free and fold(free[0]) == "toan tinh":
        return vocabulary.PROVINCE
    if free:
        return _any_level(free[0], context)
    if districts:
        if len(districts) > 1:
            raise Unresolved("unit_ambiguous", [_district_name(code) for code in sorted(districts)])
        return next(iter(districts))
    return vocabulary.PROVINCE


def told_districts(mention: Mention) -> set[str]:
    """Codes of the districts that a mention allows; empty where it names none."""
    told: set[str] = set()
    for type_name, name in mention.districts:
        found = _districts(type_name, name)
        if not found:
            raise Unresolved("unit_unknown", _similar(name, "district"))
        if told and not told & found:
            raise Unresolved("unit_contradiction", [_district_name(code) for code in sorted(told | found)])
        told = told & found if told else found
    return told


def _districts(type_name: str, name: str) -> set[str]:
    return {unit.district for unit in _named_like(name) if unit.level == "district" and type_name in ("", unit.type)}


def _commune(mentions: list[tuple[str, str]], districts: set[str], context: frozenset[str]) -> str:
    """The commune of one or several mentions; of several unprefixed ones (a hamlet before it) the last that is known."""
    type_name, name = next(
        (
            (kind, text)
            for kind, text in reversed(mentions)
            if kind or any(unit.level == "commune" for unit in _named_like(text))
        ),
        mentions[-1],
    )
    candidates = [unit for unit in _named_like(name) if unit.level == "commune"]
    if not candidates:
        raise Unresolved("unit_unknown", _similar(name, "commune"))
    fitting = [
        unit for unit in candidates if type_name in ("", unit.type) and (not districts or unit.district in districts)
    ]
    if not fitting:
        raise Unresolved("unit_contradiction", [unit.described for unit in candidates])
    if not districts and len(fitting) > 1 and context:
        told = {code for district in context for code in _districts("", district)}
        fitting = [unit for unit in fitting if unit.district in told] or fitting
    return _only(fitting, is_district_known=bool(districts or context))


def _only(fitting: list[Named], is_district_known: bool) -> str:
    """The single meaning. Former units step back behind today's only where the district is known."""
    current = [unit for unit in fitting if not unit.is_former]
    if current and (is_district_known or len({unit.district for unit in fitting}) == 1):
        fitting = current
    distinct = {(unit.level, unit.type, unit.name, unit.district): unit for unit in fitting}
    if len(distinct) > 1:
        raise Unresolved("unit_ambiguous", [unit.described for unit in distinct.values()])
    found = next(iter(distinct.values()))
    if len(found.codes) > 1:
        raise Unresolved("unit_divided", [described(code) for code in found.codes])
    return found.codes[0]


def described(code: str) -> str:
    """A 2021 commune with its district, as choices name it."""
    unit = vocabulary.unit(code)
    return f"{unit.full_name}, {_district_name(unit.parent)}"


def _any_level(name: str, context: frozenset[str]) -> str:
    found = _named_like(name)
    if not found:
        raise Unresolved("unit_unknown", _similar(name))
    told = {code for district in context for code in _districts("", district)}
    narrowed = [unit for unit in found if unit.level == "commune" and unit.district in told]
    if narrowed and not any(unit.level != "commune" for unit in found):
        found = narrowed
    return _only(found, is_district_known=bool(narrowed))


def code_digits(code: str) -> str:
    return re.sub(r"\.0$", "", code.strip())


@cache
def _district_codes() -> frozenset[str]:
    return frozenset(unit.code for (vintage, _), unit in vocabulary.units().items() if unit.level == "district")


def _by_code(code: str, by_name: str | None) -> str:
    digits = code_digits(code)
    if not digits.isdigit():
        raise Unresolved("unit_unknown")
    known = vocabulary.units()
    for form in (digits, digits.zfill(5)):
        if ("2021", form) in known:
            if by_name not in (None, form, known["2021", form].parent, vocabulary.PROVINCE):
                raise Unresolved("unit_contradiction", [_told(form), _told(by_name)])
            return form
    today = _former_codes().get(digits.zfill(5), ())
    if by_name is not None and by_name in today:
        return by_name
    if len(today) == 1:
        return today[0]
    if today:
        raise Unresolved("unit_divided", [described(form) for form in today])
    raise Unresolved("unit_unknown")


def _told(code: str) -> str:
    unit = vocabulary.unit(code)
    return described(code) if unit.level == "commune" else unit.full_name


def _similar(name: str, level: str = "") -> list[str]:
    """Names most like an unknown one and 2025 units of the name, for the message only."""
    pool = {unit.described: fold(unit.name) for unit in _named() if level in ("", unit.level)}
    close = process.extract(fold(name), pool, scorer=fuzz.ratio, limit=3, score_cutoff=75)
    today = [
        f"{unit.full_name} (đơn vị từ 1/7/2025, gồm {'; '.join(map(described, parts_of_2025()[code]))})"
        for (vintage, code), unit in vocabulary.units().items()
        if vintage == "2025" and unit.level == "commune" and key(unit.name) == key(name)
    ]
    return [like for _, _, like in close] + today
