"""Which 2021 unit a row means, by the list of units that its file is written in: 2021's, or that from 1/7/2025.

A file is of 2025 where a title, the header of a unit, a sheet or file name has one of the phrases of `sources/units_2025.csv` (the
first is the one we write ourselves). Each of
the 65 communes of 2025 was made of several of 2021's, so that its name or code alone never tells one of them: the row
is refused with those as choices. It is placed where it also tells the former commune, in a column of its own ("Xã cũ")
or within the text ("xã Nhân Lý (xã Lâm Sơn cũ)"). A district only narrows the choices, a hamlet decides nothing.
"""

import re
from collections.abc import Iterable
from functools import cache

from data import vocabulary
from etl import mentions, sources, units
from etl.mentions import Unresolved
from etl.text import clean, fold, has_diacritics, key

_IN_BRACKETS = re.compile(r"\s*\((?:cũ|cu)\)", re.IGNORECASE)
_BEFORE = re.compile(r"\b(?:trước (?:đây )?là|tên cũ:?)\s+([^,;()]+)", re.IGNORECASE)
_FORMER = re.compile(r"(.+) cũ", re.IGNORECASE)


@cache
def phrases(place: str) -> list[str]:
    """What says that units are those from 1/7/2025: `anywhere` within a text, or as a whole `header`."""
    return [row["phrase"] for row in sources.rows("units_2025.csv") if row["place"] == place]


def says_2025(titles: list[str], headers: list[str]) -> bool:
    """Whether a title, a name or a header says that units are those from 1/7/2025."""
    texts = [f" {fold(text)} " for text in (*titles, *headers)]
    return any(f" {fold(phrase)} " in text for phrase in phrases("anywhere") for text in texts) or not {
        fold(text) for text in headers
    }.isdisjoint(map(fold, phrases("header")))


def proven_2025(rows: Iterable[dict[str, str]]) -> bool:
    """Whether codes beside names prove the list from 1/7/2025, in which codes of 2021 began again for other places.

    A code that only the list of 2021 has, with its name, proves the other.
    """
    proofs = {_vintage_of(row) for row in rows}
    return "2025" in proofs and "2021" not in proofs


def _vintage_of(named: dict[str, str]) -> str:
    """The only list that a code and a name of one row can both be of; '' where they prove none."""
    try:
        told = mentions.mention_of(**named)
    except Unresolved:
        return ""
    digits = mentions.code_digits(told.code).zfill(5)
    new, old = vocabulary.units().get(("2025", digits)), vocabulary.units().get(("2021", digits))
    names = [name for _, name in told.communes] or told.free
    if old is None or old.level != "commune" or not names:
        return ""
    try:
        units.resolve(**named)
    except Unresolved:
        is_renamed = new is not None and key(new.name) != key(old.name)
        return "2025" if is_renamed and any(_is_called(new, "", name) for name in names) else ""
    return "" if new else "2021"


def resolve(*, is_of_2025: bool, former_commune: str = "", context: frozenset[str] = frozenset(), **named: str) -> str:
    """The 2021 code of the unit that a row names (see `units.resolve`).

    Raises `Unresolved`, also with unit_merged (only the 2025 commune is told) and unit_not_2025.
    """
    if is_of_2025:
        return _of_2025(former_commune, named)
    district = named.get("district", "")
    if not any(text for name, text in named.items() if name != "district"):
        return units.resolve(commune=former_commune, district=district, context=context)
    code = units.resolve(**named, context=context)
    try:
        before = units.resolve(commune=former_commune, district=district, context=context) if former_commune else code
    except Unresolved as problem:
        if problem.reason == "unit_contradiction":
            raise
        return code  # a name that says too little: a former unit that was divided
    if code != before:
        raise Unresolved("unit_contradiction", [units.described(code), units.described(before)])
    return code


def _of_2025(former_commune: str, named: dict[str, str]) -> str:
    texts, former = {}, [former_commune]
    for name, text in named.items():
        texts[name], told = _split(text)
        former += told
    now, before = mentions.mention_of(**texts), mentions.mention_of(commune=", ".join(filter(None, former)))
    new = _unit(now)
    if new is None:
        return _of_2021_only(now, before, texts)
    now.districts += before.districts
    districts = units.told_districts(now)
    all_parts = units.parts_of_2025()[new.code]
    parts = [
        code for code in all_parts
        if (not districts or vocabulary.unit(code).parent in districts)
        and all(_is_called(vocabulary.unit(code), *called) for called in before.communes)
    ]  # fmt: skip
    if len(parts) == 1 and before.communes:
        return parts[0]
    problem = "unit_merged" if parts else "unit_contradiction"
    raise Unresolved(problem, [units.described(code) for code in parts or all_parts])


def _split(text: str) -> tuple[str, list[str]]:
    """A text without the parts that name former units ("xã Lâm Sơn (cũ)", "trước là xã Lâm Sơn"), and those parts."""
    kept, former = [], []
    marked = _BEFORE.sub(r"\1 cũ", _IN_BRACKETS.sub(" cũ", clean(text)))
    for part in map(str.strip, mentions.SEPARATORS.split(marked)):
        found = _FORMER.fullmatch(part)
        (former if found else kept).append(found[1] if found else part)
    return ", ".join(kept), former


def _unit(now: mentions.Mention) -> vocabulary.Unit | None:
    """The 2025 commune of a mention; None where it names no commune or one that only the 2021 list has."""
    digits = mentions.code_digits(now.code).zfill(5) if now.code else ""
    by_code = vocabulary.units().get(("2025", digits))
    by_name = _by_name(now.communes or [("", name) for name in now.free])
    if by_code and by_name and by_code != by_name:
        raise Unresolved("unit_contradiction", [by_code.full_name, by_name.full_name])
    return by_code or by_name


def _by_name(called: list[tuple[str, str]]) -> vocabulary.Unit | None:
    """The commune of the last mention that is known; before it stands a hamlet."""
    for type_name, name in reversed(called):
        for unit in _communes():
            if _is_called(unit, "", name):
                if type_name not in ("", unit.type):
                    raise Unresolved("unit_contradiction", [unit.full_name])
                return unit
    return None


@cache
def _communes() -> list[vocabulary.Unit]:
    return [unit for (vintage, _), unit in vocabulary.units().items() if vintage == "2025" and unit.level == "commune"]


def _is_called(unit: vocabulary.Unit, type_name: str, name: str) -> bool:
    """Whether a unit has a name; without diacritics only where the text has none."""
    if type_name not in ("", unit.type):
        return False
    return key(unit.name) == key(name) or (not has_diacritics(name) and fold(unit.name) == fold(name))


def _of_2021_only(now: mentions.Mention, before: mentions.Mention, texts: dict[str, str]) -> str:
    """The unit of a row that names no 2025 commune: its former commune, or a district or the province."""
    if before.communes and not (now.communes or now.free or now.code):
        districts = ", ".join(name for _, name in now.districts + before.districts)
        former = ", ".join(f"{kind} {name}".strip() for kind, name in before.communes)
        return units.resolve(commune=former, district=districts)
    if not (now.communes or now.free or now.code or now.districts or now.province):
        raise Unresolved("unit_missing")
    try:
        code = units.resolve(**texts)
    except Unresolved as problem:
        raise Unresolved("unit_not_2025", problem.choices) from None
    if vocabulary.unit(code).level == "commune":
        became = [unit.full_name for unit in _communes() if code in units.parts_of_2025()[unit.code]]
        raise Unresolved("unit_not_2025", [f"{units.described(code)} → {' / '.join(became)}"])
    return code
