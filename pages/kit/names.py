"""How units, products and the entries of vocabularies are called, in the language spoken."""

from functools import cache

from data import vocabulary
from pages.kit import formats
from pages.kit.texts import label, language, text


def unit(code: str) -> str:
    """A unit of 2021 with its kind, 'Huyện Chi Lăng'; a phase by its label; a code that is neither as it is."""
    known = vocabulary.units().get(("2021", code))
    if known:
        return formats.unit(known.type, known.name)
    return next((label(phase.label) for phase in vocabulary.phases().values() if phase.unit_code == code), code)


def commune(code: str) -> str:
    """A unit of 2021 that may be a commune, which is told with its district: 'Xã Bắc Xa (Đình Lập)'."""
    known = vocabulary.unit(code)
    return f"{unit(code)} ({short_unit(known.parent)})" if known.level == "commune" else unit(code)


def short_unit(code: str) -> str:
    """A unit of 2021 as charts and maps call it: 'Chi Lăng', 'TP Lạng Sơn'."""
    known = vocabulary.unit(code)
    return formats.short(known.type, known.name)


def within(code: str) -> str:
    """A unit of 2021 within a sentence: 'huyện Chi Lăng', 'Chi Lăng district'."""
    return vocabulary.unit(code).called(language())


def inside(words: str) -> str:
    """A label within a sentence: its first letter is small, the others stay as they are ('hộ có tài khoản TTĐT').

    Not so where it begins with an abbreviation or, in English, with a place ('OCOP 3 sao', 'Bảo Lâm persimmon').
    """
    first, _, rest = words.partition(" ")
    is_name = first[1:2].isupper() or (language() == "en" and rest[:1].isupper())
    return words if is_name else f"{words[:1].lower()}{words[1:]}"


def phase(number: int) -> str:
    """The label of a phase, 'Giai đoạn 2'."""
    return label(vocabulary.phases()[number].label)


def not_begun(phases: list[vocabulary.Phase]) -> str:
    """That phases have not begun, and when they will."""
    begins = [text("app.from", phase=label(one.label), day=formats.day(one.starts_on)) for one in phases]
    return text("app.not_begun", phases=", ".join(begins))


def kinds(codes: list[str]) -> str:
    """Kinds of files, listed."""
    known = labels("kinds")
    return ", ".join(known[code] for code in codes)


def indicator(code: str) -> str:
    return label(vocabulary.indicators()[code].label)


def short(code: str) -> str:
    """An indicator where there is little room."""
    return label(vocabulary.indicators()[code].short)


@cache
def _products() -> dict[str, dict[str, str]]:
    return {row["product"]: row for row in vocabulary.rows("products.csv")}


def product(code: str) -> str:
    """A product of the reference; the others together have one name."""
    row = _products().get(code)
    return row[f"name_{language()}"] if row else text("products.other")


def products() -> dict[str, str]:
    """Every product of the reference by its code, in the order of the file."""
    return {code: product(code) for code in _products()}


def labels(vocabulary_name: str) -> dict[str, str]:
    """The entries of a vocabulary (`platforms`, `product_types`, `certifications`) by their code, in their order."""
    return {code: label(names) for code, names in vocabulary.labels(vocabulary_name).items()}


def districts() -> dict[str, str]:
    """The districts' short names by their code."""
    return {
        unit.code: formats.short(unit.type, unit.name)
        for unit in vocabulary.units().values()
        if unit.level == "district"
    }
