"""The sentences of the documents, in both languages, from `texts.csv` beside this file (key, vi, en)."""

import csv
from functools import cache
from pathlib import Path

from pages.kit.texts import language


@cache
def _all() -> dict[str, dict[str, str]]:
    with open(Path(__file__).parent / "texts.csv", encoding="utf-8", newline="") as file:
        return {row["key"]: row for row in csv.DictReader(file)}


def has(key: str) -> bool:
    """Whether there is a sentence of its own for a key."""
    return key in _all()


def word(key: str, **values: object) -> str:
    """The sentence of a key in the language spoken, with its values put in."""
    return _all()[key][language()].format(**values)
