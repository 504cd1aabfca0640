"""The questions of the room, each with its sentence, the way to the picture and to where its figure comes from.

Questions are rows of `data/reference/questions.csv`, the sentences rows of `answers.csv`.
"""

from collections.abc import Callable
from functools import partial
from urllib.parse import parse_qsl

from data import quality, vocabulary
from data.snapshots import Scope, Snapshot
from pages.kit import formats, lineage, names
from pages.kit.address import Address
from pages.kit.lineage import FigureKey
from pages.kit.texts import language, text
from pages.kit.view import Card, Link, Notice, Part, Sentence, View
from pages.method.questions import local, progress, selling, trade
from pages.method.questions.answer import Answer, sentence

CHOICES = ()
BETWEEN = ";"
ANSWERS: dict[str, Callable[..., Answer | None]] = {
    "1": progress.province, "2": selling.both, "3": progress.short, "4": progress.late, "5": progress.ranks,
    "6": progress.lowest, "7": progress.silent, "8": local.raised, "9": local.leads, "10": local.ranged,
    "11": selling.leads, "12": selling.active, "13": trade.week, "14": trade.platforms, "15": progress.compared,
    "16": progress.held, "17": trade.sellers, "18": trade.ocop, "19": trade.certified, "20": trade.custard_apple,
    "21": trade.out_of_season, "22": trade.buyers, "23": selling.many_but_low, "24": selling.basis, "25": progress.new_communes,
}  # fmt: skip


def questions(snapshot: Snapshot, scope: Scope, address: Address) -> View:
    asked = vocabulary.rows("questions.csv")
    return View(
        text("questions.title"),
        (
            Sentence(text("questions.help", day=formats.day(snapshot.as_of)), "note"),
            *_limits(scope),
            *(_card(snapshot, scope, row) for row in asked),
        ),
        FigureKey(vocabulary.PROVINCE, "both", "coverage", snapshot.as_of),
    )


def _limits(scope: Scope) -> tuple[Part, ...]:
    """That the figures are of some districts alone."""
    if scope.districts is None:
        return ()
    seen = [name for code, name in names.districts().items() if code in scope.districts]
    return (Notice(text("questions.scope", units=", ".join(seen))),)


def _card(snapshot: Snapshot, scope: Scope, row: dict[str, str]) -> Card:
    """A question that leads to its picture, and beneath it what is to be said."""
    found = answer(snapshot, scope, row)
    told = Sentence(sentence(row["number"], found), "answer") if found else Notice(_why_not(snapshot, scope, row))
    return Card("question", (_link(row), told, *_source(snapshot, scope, found)))


def answer(snapshot: Snapshot, scope: Scope, row: dict[str, str]) -> Answer | None:
    """The answer to a row of the questions; None where the data have none. Of a district it is asked with its code.

    Without one of the files that it is counted from it would be a nought that nobody counted.
    """
    if _missing(snapshot, scope, row):
        return None
    make = ANSWERS[row["number"]]
    asked = partial(make, snapshot, scope)
    return asked() if row["about"] == vocabulary.PROVINCE else asked(row["about"])


def _link(row: dict[str, str]) -> Link:
    """The question leads to its answer with the choices that it is answered under, at the heading where it stands."""
    anchor = text(row["anchor"]) if row["anchor"] else ""
    words = f"{row['number']}. {row[f'question_{language()}']}"
    return Link(words, row["page"], tuple(parse_qsl(row["query"])), anchor=anchor)


def _source(snapshot: Snapshot, scope: Scope, found: Answer | None) -> tuple[Link, ...]:
    """The lineage of the sentence's figure; the province's is not for who sees some districts."""
    if (
        found is None
        or found.figure is None
        or (scope.districts is not None and found.figure.unit == vocabulary.PROVINCE)
    ):
        return ()
    return (Link(text("passport.open"), "passport", (("id", lineage.code(snapshot.id, found.figure)),)),)


def _why_not(snapshot: Snapshot, scope: Scope, row: dict[str, str]) -> str:
    """Why there is no answer: it is not this viewer's, its phase has not begun, or which file is missing."""
    if not scope.sees(row["about"]):
        return text("questions.outside")
    begins = _begins(row)
    if snapshot.as_of < begins:
        return text("questions.waiting", day=formats.day(begins))
    missing = _missing(snapshot, scope, row)
    told = names.kinds(missing or row["kinds"].split(BETWEEN))
    return text("questions.missing" if missing else "questions.nothing", files=told, day=formats.day(snapshot.as_of))


def _missing(snapshot: Snapshot, scope: Scope, row: dict[str, str]) -> list[str]:
    """The kinds of files that a question is answered from and that no row counts from."""
    counted = quality.counted_kinds(snapshot, scope)
    return [kind for kind in row["kinds"].split(BETWEEN) if kind and kind not in counted]


def _begins(row: dict[str, str]) -> object:
    """The first day of the phase that a question is about; of the programme where it is about all."""
    phase = vocabulary.unit(row["about"]).phase
    return vocabulary.first_day() if phase is None else vocabulary.phases()[phase].starts_on
