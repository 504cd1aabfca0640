"""The passport of a figure in words: what it is, how it is worked out, why it changed."""

from collections.abc import Callable, Mapping

import pandas as pd

from data import figures, vocabulary
from data.tracing import Change, Told
from pages.kit import formats
from pages.kit.lineage import FigureKey
from pages.kit.texts import label, language, text

FACTS = {"name": ("passport.fact", None), "value": ("passport.value", None)}
CHANGES = {"name": ("passport.fact", None), "value": ("passport.value", None)}
_NAMED = 5  # files told by name; of more, the number
_CHOICES = {
    "indicator": "choice.indicator", "platform": "choice.platform", "product_type": "choice.type",
    "certification": "column.certification", "product": "choice.product",
    "scheme": "choice.scheme",
}  # fmt: skip
_WRITTEN = {
    "count": formats.number, "share": formats.percent, "money": formats.money, "decimal": formats.one_decimal,
}  # fmt: skip


class _Put:
    """A number put into a formula, written as the formula says: {coverage:share}; a count where it says nothing."""

    def __init__(self, number: float | None):
        self.number = number

    def __format__(self, written: str) -> str:
        return _WRITTEN[written or "count"](self.number)


class _Numbers(dict):
    """The numbers of a formula; one that is not there is missing, not zero."""

    def __missing__(self, name: str) -> _Put:
        return _Put(None)


def unit_name(code: str) -> str:
    known = vocabulary.units().get(("2021", code))
    if known:
        return formats.unit(known.type, known.name)
    return next((label(phase.label) for phase in vocabulary.phases().values() if phase.unit_code == code), code)


def _choice_name(choice: str, code: str) -> str:
    if code == figures.OPEN:
        return text("choice.all")
    if choice == "indicator":
        return label(vocabulary.indicators()[code].label)
    if choice == "product":
        names = {row["product"]: row[f"name_{language()}"] for row in vocabulary.rows("products.csv")}
        return names.get(code) or text("products.other")
    if code == figures.OCOP:
        return text("choice.ocop")
    known = vocabulary.labels("certifications" if choice == "scheme" else f"{choice}s").get(code)
    return label(known) if known else code


def _subject(figure: FigureKey) -> str:
    """What a figure is about: its indicator, or its measure where the subject is no indicator."""
    known = vocabulary.indicators().get(figure.subject)
    return label(known.label) if known else measure(figure)


def place(figure: FigureKey) -> str:
    """Where a figure holds: what was chosen, then the unit."""
    choices = figures.subject(figure.subject).choices
    chosen = [_choice_name(choice, code) for choice, code in choices.items() if code != figures.OPEN]
    return ", ".join([*chosen, unit_name(figure.unit)])


def heading(figure: FigureKey) -> str:
    return f"{_subject(figure)} · {place(figure)} · {formats.day(figure.day)}"


def measure(figure: FigureKey) -> str:
    return text(figures.measure(figure.subject, figure.measure).words)


def value(row: Mapping, figure: FigureKey) -> str:
    return writer(figure)(number(row, figure))


def number(row: Mapping, figure: FigureKey) -> float | None:
    return row.get(figures.measure(figure.subject, figure.measure).code)


def writer(figure: FigureKey) -> Callable[[float | None], str]:
    """How a figure is written."""
    return _WRITTEN[figures.measure(figure.subject, figure.measure).written]


def formula(told: Told, figure: FigureKey) -> str:
    """How the figure is worked out, with the numbers put in."""
    known = figures.measure(figure.subject, figure.measure)
    return label(known.formula).format_map(_Numbers({name: _Put(number) for name, number in told.row.items()}))


def definition(figure: FigureKey) -> str:
    """What the measure is, and what its indicator counts."""
    indicator = figures.subject(figure.subject).indicator
    parts = [label(figures.measure(figure.subject, figure.measure).definition)]
    parts += [label(vocabulary.indicators()[indicator].definition)] if indicator else []
    return " ".join(filter(None, parts))


def facts(told: Told, figure: FigureKey) -> pd.DataFrame:
    snapshot = told.snapshot
    rows = {
        text("passport.definition"): definition(figure),
        text("passport.formula"): formula(told, figure),
        **{
            text(_CHOICES[choice]): _choice_name(choice, code)
            for choice, code in figures.subject(figure.subject).choices.items()
        },
        text("passport.unit"): f"{unit_name(figure.unit)} ({figure.unit})",
        text("passport.day"): formats.day(told.day),
        text("passport.snapshot"): snapshot.id,
        text("passport.as_of"): formats.day(snapshot.as_of),
        text("passport.built_at"): formats.moment(snapshot.built_at),
        text("passport.simulated"): text("answer.yes" if snapshot.is_simulated else "answer.no"),
    }
    if "households_is_estimate" in told.row:
        rows[text("passport.base")] = text(
            "passport.estimate" if told.row["households_is_estimate"] else "passport.register"
        )
    return pd.DataFrame({"name": list(rows), "value": list(rows.values())})


def files(found: pd.DataFrame, nowhere: int, figure: FigureKey) -> str:
    """Whose rows of these files the figure is counted from, and how many refused rows may be of any unit."""
    if figure.unit == vocabulary.PROVINCE:
        return text("passport.files.all")
    if "unit_kept" not in found:
        return text("passport.files.untold")
    unit, kept = unit_name(figure.unit), formats.number(found["unit_kept"].sum())
    is_given = "targets" in figures.kinds(figure.subject, figure.measure)
    parts = [text("passport.files.of_unit", unit=unit, count=kept)]
    parts += [text("passport.files.targets")] if is_given else []
    parts += [text("passport.files.nowhere", count=formats.number(nowhere))] if nowhere else []
    return " ".join(parts)


def compared(now: Told, before: Told, figure: FigureKey) -> str:
    """One sentence: the figure then and now."""
    return text(
        "passport.same" if value(now.row, figure) == value(before.row, figure) else "passport.other",
        before=value(before.row, figure), now=value(now.row, figure), snapshot=before.snapshot.id,
        as_of=formats.day(before.snapshot.as_of),
    )  # fmt: skip


def changes(found: Change) -> pd.DataFrame:
    rows = {"added": _listed(found.added), "removed": _listed(found.removed), "changed": _listed(found.changed)}
    rows["corrected"] = formats.number(found.corrected)
    rows["rows" if found.is_of_unit else "rows.all"] = text(
        "passport.rows.told", before=formats.number(found.rows_before), now=formats.number(found.rows_now)
    )
    return pd.DataFrame({"name": [text(f"passport.{name}") for name in rows], "value": list(rows.values())})


def _listed(paths: list[str]) -> str:
    if not paths:
        return text("passport.no_file")
    more = text("passport.more", count=formats.number(len(paths) - _NAMED)) if len(paths) > _NAMED else ""
    return ", ".join(paths[:_NAMED]) + more
