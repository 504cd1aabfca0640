"""What a figure may be: families of figures and their measures, as `reference/figures.csv` describes them.

The subject of a figure is an indicator (`both`, `orders`), or a family with its choices: `funnel`, `trade-voso-handicraft`.
Choices stand in the order of `figure_families.csv`; 'all' leaves one open and goes without saying at the end.
"""

from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import zip_longest

from data import vocabulary

OPEN, UNKNOWN, BETWEEN = "all", "unknown", "-"
OCOP = "ocop"  # all its stars together
_ANY = "*"


@dataclass(frozen=True)
class Measure:
    """One measure of a family. `words` is the text key of its name, `written` how it is written, `kinds` the files it is counted from.

    `stands_for` names the columns of a table that are no figures themselves and lead to this one; '*' is every other.
    """

    family: str
    code: str
    written: str
    words: str
    stands_for: tuple[str, ...]
    kinds: frozenset[str]
    definition: dict[str, str]
    formula: dict[str, str]


@dataclass(frozen=True)
class Subject:
    """A family and what was chosen in it. `indicator` is the one it is about; None where it is about none."""

    family: str
    choices: dict[str, str]
    indicator: str | None


@cache
def families() -> dict[str, tuple[str, ...]]:
    """The choices of each family, in the order in which a subject tells them."""
    rows = vocabulary.rows("figure_families.csv")
    return {row["family"]: tuple(filter(None, row["choices"].split(";"))) for row in rows}


@cache
def measures() -> dict[tuple[str, str], Measure]:
    """Every measure by its family and code."""
    return {(row["family"], row["measure"]): _measure(row) for row in vocabulary.rows("figures.csv")}


def _measure(row: dict[str, str]) -> Measure:
    return Measure(
        row["family"], row["measure"], row["written"], row["words"], tuple(row["stands_for"].split(";")), _kinds(row),
        {"vi": _defined(row["definition_vi"]), "en": _defined(row["definition_en"])}, {"vi": row["formula_vi"], "en": row["formula_en"]},
    )  # fmt: skip


def _defined(words: str) -> str:
    """A definition with what an office may set."""
    return words.replace("{soon_days}", str(vocabulary.settings()["certificates"]["soon_days"]))


def _kinds(row: dict[str, str]) -> frozenset[str]:
    return frozenset(filter(None, row["kinds"].split(";")))


def of(family: str) -> list[str]:
    """The measures of a family, in their order."""
    return [code for known, code in measures() if known == family]


def code(family: str, **choices: str) -> str:
    """The subject of a family with these choices."""
    told = [choices.get(name, OPEN) for name in families()[family]]
    while told and told[-1] == OPEN:
        told.pop()
    return BETWEEN.join((family, *told))


@lru_cache(maxsize=4096)
def subject(told: str) -> Subject | None:
    """The family and choices of a subject; None for what is none."""
    if known := vocabulary.indicators().get(told):
        return Subject(told if told in families() else known.measure, {}, told)
    family, *chosen = told.split(BETWEEN)
    names = _chosen_families().get(family)
    if names is None or len(chosen) > len(names):
        return None
    choices = dict(zip_longest(names, chosen, fillvalue=OPEN))
    if any(code not in _codes(choice) for choice, code in choices.items()):
        return None
    return Subject(family, choices, choices.get("indicator"))


@cache
def _codes(choice: str) -> frozenset[str]:
    """What may be chosen: the codes of its reference file, and all of them; of indicators those of households."""
    if choice == "indicator":
        return frozenset(vocabulary.household_indicators())
    if choice == "scheme":
        return _codes("certification") | {OCOP}
    return frozenset(row[choice] for row in vocabulary.rows(f"{choice}s.csv")) | {OPEN, UNKNOWN}


def _chosen_families() -> dict[str, tuple[str, ...]]:
    """Families that are their own subject: not those whose subject is an indicator."""
    by_indicator = {known.measure for known in vocabulary.indicators().values()} | set(vocabulary.indicators())
    return {family: choices for family, choices in families().items() if family not in by_indicator}


def measure(told: str, code: str) -> Measure | None:
    """One measure of a subject; None where its family does not have it."""
    known = subject(told)
    return measures().get((known.family, code)) if known else None


def kinds(told: str, code: str) -> frozenset[str]:
    """The kinds of files that a figure is counted from: its own and its indicator's."""
    indicator = subject(told).indicator
    return measure(told, code).kinds | frozenset(vocabulary.indicators()[indicator].kinds if indicator else ())


def led_to(told: str, column: str) -> tuple[str, str]:
    """The subject and measure that a column of a table about `told` shows; one that is no figure leads to the one it belongs to.

    A table about an indicator may also show figures of families that follow an indicator. A column called by something
    that can be chosen in the family shows its main measure under that choice.
    """
    own = subject(told)
    if (own.family, column) in measures():
        return told, column
    if own.family == "household":
        for family, choices in families().items():
            if choices == ("indicator",) and (family, column) in measures():
                return code(family, indicator=told), column
    stands = {name: one.code for one in measures().values() if one.family == own.family for name in one.stands_for}
    for choice in own.choices:
        if column in _codes(choice):
            return code(own.family, **{**own.choices, choice: column}), stands[_ANY]
    return told, stands.get(column, stands[_ANY])
