"""What a message may quote of a file: words of the trade, of units and of the lists. Anything else may be a person's."""

import re
from functools import cache

from data import vocabulary
from etl import sources
from etl.text import clean, key

_NUMBER = re.compile(r"[\d.,/:-]+")


@cache
def _words() -> frozenset[str]:
    """Words, with their diacritics, of the lists of headers, values, phrases and measures."""
    texts = [*(row["header"] for row in sources.header_rows()), *(row["spelling"] for row in sources.value_rows())]
    texts += [row["spelling"] for row in sources.measures()] + list(sources.phrase_texts())
    texts += [
        label for name in ("kinds", "fields") for row in vocabulary.labels(name).values() for label in row.values()
    ]
    return frozenset(word for text in texts for word in key(text).split())


@cache
def _units() -> re.Pattern:
    """Whole names of units: a single syllable of one may be a syllable of anybody's name."""
    names = {key(unit.name) for unit in vocabulary.units().values()}
    return re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, names), key=len, reverse=True))})\b")


@cache
def is_quotable(text: str) -> bool:
    """Whether all words of a header or a name are known ones; only then a message may quote it."""
    rest = _units().sub(" ", key(clean(text)))
    return all(word in _words() or _NUMBER.fullmatch(word) for word in rest.split())


def sheet_called(name: str, number: int) -> str:
    """A sheet as a message may name it: by its tab where all its words are known, else by its place in the file."""
    return f"“{name}”" if is_quotable(name) else str(number)
