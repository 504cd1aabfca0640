"""Figures in words: what a measure is called, in which kind it is written, where it holds."""

from collections.abc import Mapping

from data import figures, vocabulary
from pages.kit import formats, names
from pages.kit.lineage import FigureKey
from pages.kit.texts import label, text
from pages.kit.view import Metric

_VOCABULARIES = {
    "platform": "platforms",
    "product_type": "product_types",
    "certification": "certifications",
    "scheme": "certifications",
}


def name(figure: FigureKey) -> str:
    return text(figures.measure(figure.subject, figure.measure).words)


def kind(figure: FigureKey) -> str:
    """How the figure is written: one of `formats.KINDS`."""
    return figures.measure(figure.subject, figure.measure).written


def value(figure: FigureKey, row: Mapping) -> float | None:
    """The figure in the row that holds it."""
    return row.get(figures.measure(figure.subject, figure.measure).code)


def metric(figure: FigureKey, row: Mapping, words: str = "", note: str = "") -> Metric:
    """A headline figure that leads to where it comes from; called by its measure unless `words` say more."""
    return Metric(words or name(figure), value(figure, row), kind(figure), note, figure)


def told(value: object) -> object:
    """A figure of the trade, or that it is withheld from the viewer: what nobody traded is nought, never missing."""
    return formats.Instead(text("trade.withheld")) if formats.is_missing(value) else value


def subject(figure: FigureKey) -> str:
    """What a figure is about: its indicator, or its measure where the subject is no indicator."""
    known = vocabulary.indicators().get(figure.subject)
    return label(known.label) if known else name(figure)


def place(figure: FigureKey) -> str:
    """Where a figure holds: what was chosen, then the unit."""
    choices = figures.subject(figure.subject).choices
    chosen = [choice(key, code) for key, code in choices.items() if code != figures.OPEN]
    return ", ".join([*chosen, names.unit(figure.unit)])


def choice(key: str, code: str) -> str:
    """What was chosen in a family of figures, in words."""
    if code == figures.OPEN:
        return text("choice.all")
    if key == "indicator":
        return names.indicator(code)
    if key == "product":
        return names.product(code)
    if code == figures.OCOP:
        return text("choice.ocop")
    known = vocabulary.labels(_VOCABULARIES[key]).get(code)
    return label(known) if known else code
