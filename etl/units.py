"""Which unit a text means. Prefix and district decide; where they do not, the candidates are named and nothing is guessed."""

from functools import cache

from rapidfuzz import fuzz, process

from data import vocabulary
from etl.mentions import Mention, Unresolved, code_digits, district_codes, mention_of
from etl.text import fold, key
from etl.unit_names import Named, district_name, named, named_like


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
    Raises `Unresolved`: unit_missing, unit_unknown, unit_ambiguous, unit_contradiction, unit_several,
    unit_divided, unit_elsewhere, unit_is_hamlet.
    """
    mention = mention_of(unit_code, unit, commune, district, address)
    if (whole := code_digits(mention.code)) in district_codes() and (mention.communes or mention.free):
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


def _by_name(mention: Mention, context: frozenset[str]) -> str:
    free = list(mention.free)
    if len(free) > 1 and fold(free[-1]) in _COUNTRY:
        free.pop()
    if _is_behind(free, mention) and not mention.province and fold(free[-1]) == "lang son":
        mention.province = free.pop()
    if _is_behind(free, mention) and not mention.districts and _districts("", free[-1]):
        mention.districts.append(("", free.pop()))
    districts = told_districts(mention)
    if mention.communes:
        code = _commune(mention.communes, districts, context)
        _check_alone(code, mention.communes, districts)
        return code
    if free and (districts or len(free) > 1):
        return _commune([("", name) for name in free], districts, context)
    if free and fold(free[0]) == "toan tinh":
        return vocabulary.PROVINCE
    if free:
        return _any_level(free[0], context)
    if districts:
        if len(districts) > 1:
            raise Unresolved("unit_ambiguous", [district_name(code) for code in sorted(districts)])
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
            raise Unresolved("unit_contradiction", [district_name(code) for code in sorted(told | found)])
        told = told & found if told else found
    return told


def _districts(type_name: str, name: str) -> set[str]:
    return {unit.district for unit in named_like(name) if unit.level == "district" and type_name in ("", unit.type)}


def _commune(mentions: list[tuple[str, str]], districts: set[str], context: frozenset[str]) -> str:
    """The commune of one or several mentions; of several unprefixed ones (a hamlet before it) the last that is known."""
    type_name, name = next(
        (
            (kind, text)
            for kind, text in reversed(mentions)
            if kind or any(unit.level == "commune" for unit in named_like(text))
        ),
        mentions[-1],
    )
    candidates = [unit for unit in named_like(name) if unit.level == "commune"]
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


_COUNTRY = ("viet nam", "vn")


def _is_behind(free: list[str], mention: Mention) -> bool:
    """Whether the last part without a prefix stands behind another or behind the commune, as a district and the province do."""
    return len(free) > 1 or (mention.is_free_last and bool(free))


def _check_alone(code: str, mentions: list[tuple[str, str]], districts: set[str]) -> None:
    """Raises `Unresolved` where prefixes or columns name another commune besides: 'xã Hòa Bình (trước ở xã Vạn Linh)'."""
    others: set[str] = set()
    for type_name, name in mentions if len(mentions) > 1 else ():
        meant = {
            one for unit in named_like(name)
            if unit.level == "commune" and type_name in ("", unit.type) and (not districts or unit.district in districts)
            for one in unit.codes
        }  # fmt: skip
        others |= meant if code not in meant else set()
    if others:
        raise Unresolved("unit_several", sorted(map(described, {code} | others)))


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
    return f"{unit.full_name}, {district_name(unit.parent)}"


def _any_level(name: str, context: frozenset[str]) -> str:
    found = named_like(name)
    if not found:
        raise Unresolved("unit_unknown", _similar(name))
    told = {code for district in context for code in _districts("", district)}
    narrowed = [unit for unit in found if unit.level == "commune" and unit.district in told]
    if narrowed and not any(unit.level != "commune" for unit in found):
        found = narrowed
    return _only(found, is_district_known=bool(narrowed))


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
    pool = {unit.described: fold(unit.name) for unit in named() if level in ("", unit.level)}
    close = process.extract(fold(name), pool, scorer=fuzz.ratio, limit=3, score_cutoff=75)
    today = [
        f"{unit.full_name} (đơn vị từ 1/7/2025, gồm {'; '.join(map(described, parts_of_2025()[code]))})"
        for (vintage, code), unit in vocabulary.units().items()
        if vintage == "2025" and unit.level == "commune" and key(unit.name) == key(name)
    ]
    return [like for _, _, like in close] + today
