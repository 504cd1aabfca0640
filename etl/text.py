"""Vietnamese text as keys: one spelling for what people write in several ways."""

import unicodedata
from functools import lru_cache

from data.folding import NOT_WORD, clean, fold

__all__ = ["clean", "fold", "has_diacritics", "key"]
_TONES = "\u0300\u0301\u0303\u0309\u0323"  # grave, acute, tilde, hook, dot below


@lru_cache(maxsize=100_000)
def key(text: str) -> str:
    """Like `fold` but with diacritics, equal for old and new tone placement and for y and i: hoà = hòa, Mĩ = Mỹ."""
    words = NOT_WORD.sub(" ", clean(text).lower()).split()
    return " ".join(_syllable(word) for word in words)


def _syllable(word: str) -> str:
    letters = unicodedata.normalize("NFD", word)
    tone = "".join(mark for mark in letters if mark in _TONES)
    bare = unicodedata.normalize("NFC", "".join(letter for letter in letters if letter not in _TONES))
    return bare.replace("y", "i") + tone


@lru_cache(maxsize=100_000)
def has_diacritics(text: str) -> bool:
    return fold(text) != " ".join(NOT_WORD.sub(" ", clean(text).lower()).split())
