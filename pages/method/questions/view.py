"""The questions of the room, from `data/reference/questions.csv`, each a link to the page that answers it."""

from urllib.parse import parse_qsl

from data import vocabulary
from data.snapshots import Scope, Snapshot
from pages.kit.address import Address
from pages.kit.lineage import FigureKey
from pages.kit.texts import language, text
from pages.kit.view import Link, Sentence, View

CHOICES = ()


def questions(snapshot: Snapshot, scope: Scope, address: Address) -> View:
    asked = vocabulary.rows("questions.csv")
    return View(
        text("questions.title"),
        (Sentence(text("questions.help"), "note"), *map(_link, asked)),
        FigureKey(vocabulary.PROVINCE, "both", "coverage", snapshot.as_of),
    )


def _link(row: dict[str, str]) -> Link:
    """The question leads to its answer with the choices that it is answered under."""
    return Link(f"{row['number']}. {row[f'question_{language()}']}", row["page"], tuple(parse_qsl(row["query"])))
