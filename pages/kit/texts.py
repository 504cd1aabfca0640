"""Every sentence of the dashboard, in both languages, from `texts.csv` (key, vi, en)."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

from pages.kit import foreign, grammar

LANGUAGES = ("vi", "en")
_spoken: ContextVar[str] = ContextVar("language", default=LANGUAGES[0])


@cache
def _all() -> dict[str, dict[str, str]]:
    with open(Path(__file__).parent / "texts.csv", encoding="utf-8", newline="") as file:
        return {row["key"]: row for row in csv.DictReader(file)}


def sayings() -> dict[str, dict[str, str]]:
    """All rows by their key: what stands in both languages."""
    return _all()


@contextmanager
def spoken(chosen: str) -> Iterator[None]:
    """Everything within is written in this language."""
    token = _spoken.set(chosen)
    try:
        yield
    finally:
        _spoken.reset(token)


def language() -> str:
    """The language spoken at the moment: vi or en."""
    return _spoken.get()


def text(key: str, **values: object) -> str:
    """The sentence of a key in the language spoken, with its values put in: words among them without what cannot be seen."""
    seen = {name: foreign.plain(value) if isinstance(value, str) else value for name, value in values.items()}
    return agreeing(_all()[key][_spoken.get()].format(**seen))


def agreeing(said: str) -> str:
    """A sentence with its counts filled in, as the language spoken says them: Vietnamese has no plural, English has."""
    return grammar.agreed(said) if _spoken.get() == "en" else said


def label(labels: dict[str, str]) -> str:
    """One of a vocabulary entry's labels in the language spoken."""
    return labels[_spoken.get()]
