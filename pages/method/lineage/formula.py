"""How a figure is defined and worked out, with its numbers put in."""

from collections.abc import Mapping

from data import figures, vocabulary
from pages.kit import formats
from pages.kit.lineage import FigureKey
from pages.kit.texts import label


class _Number:
    """A number put into a formula, written as the formula says: {coverage:share}; a count where it says nothing."""

    def __init__(self, value: float | None):
        self.value = value

    def __format__(self, kind: str) -> str:
        return formats.write(self.value, kind or "count")


class _Numbers(dict):
    """The numbers of a formula; one that is not there is missing, not zero."""

    def __missing__(self, name: str) -> _Number:
        return _Number(None)


def formula(figure: FigureKey, row: Mapping) -> str:
    """How the figure is worked out, with the numbers of the row that holds it."""
    known = figures.measure(figure.subject, figure.measure)
    return label(known.formula).format_map(_Numbers({name: _Number(value) for name, value in row.items()}))


def definition(figure: FigureKey) -> str:
    """What the measure is, and what its indicator counts."""
    indicator = figures.subject(figure.subject).indicator
    parts = [label(figures.measure(figure.subject, figure.measure).definition)]
    parts += [label(vocabulary.indicators()[indicator].definition)] if indicator else []
    return " ".join(filter(None, parts))
