"""An answer as a value, and the sentence that tells it: the words are rows of `data/reference/answers.csv`.

A case of a question is a sentence with its figures as `{name:kind}`; the kinds are those of `formats`, and codes that are
told by their names. A list is told one by one: its items by the case that stands as their kind (`{late:needed}`, an item
may name another one as its `case`), or as codes; what stands between them follows a bar, '; ' where it says nothing.
"""

import string
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from data import findings, vocabulary
from pages.kit import formats, names
from pages.kit.lineage import FigureKey
from pages.kit.texts import agreeing, language
from pages.trade import goods

BETWEEN, BAR = "; ", "|"
FEW = 5  # places named one by one


@dataclass(frozen=True, eq=False)
class Answer:
    """The cases that are told, in their order, their values by name, and the figure that the sentence stands on."""

    cases: tuple[str, ...]
    values: dict[str, object]
    figure: FigureKey | None = field(default=None)


@cache
def _sentences() -> dict[tuple[str, str], dict[str, str]]:
    return {(row["number"], row["case"]): row for row in vocabulary.rows("answers.csv")}


def sentence(number: str, answer: Answer) -> str:
    """The answer of a question in the language spoken."""
    teller = _Teller(number)
    return agreeing(" ".join(teller.told(case, answer.values) for case in answer.cases))


class _Teller(string.Formatter):
    """Fills in the sentences of one question."""

    def __init__(self, number: str):
        self._number = number

    def told(self, case: str, values: dict[str, object]) -> str:
        return self.vformat(_sentences()[self._number, case][f"sentence_{language()}"], (), values)

    def format_field(self, value: object, kind: str) -> str:
        if not isinstance(value, list):
            return WRITTEN[kind](value)
        kind, bar, between = kind.partition(BAR)
        return (between if bar else BETWEEN).join(self._item(item, kind) for item in value)

    def _item(self, item: object, kind: str) -> str:
        return self.told(item.get("case", kind), item) if isinstance(item, dict) else WRITTEN[kind](item)


def few(items: list) -> list:
    """The first of some items, and how many there are beyond them as one of the case `rest`."""
    left = len(items[FEW:])
    return [*items[:FEW], *([{"case": "rest", "count": left}] if left else [])]


def _district(code: str) -> str:
    """A district by its bare name; the city never as the province."""
    return vocabulary.unit(code).bare_name(language())


WRITTEN: dict[str, Callable[[object], str]] = formats.KINDS | {
    "target": lambda share: formats.percent(share, 0),
    "points0": lambda share: formats.points(share, 0),
    "moment": formats.moment,
    "district": _district,
    "place": lambda code: vocabulary.unit(code).called(language()),
    "commune": lambda code: findings.name(code, language()),
    "new_commune": lambda code: vocabulary.unit(code, "2025").called(language()),
    "Unit": names.unit,
    "product": names.product,
    "product_small": lambda code: names.inside(names.product(code)),
    "measure": goods.unit_of_measure,
    "platform": lambda code: names.labels("platforms")[code],
    "scheme": lambda code: names.labels("certifications")[code],
}
