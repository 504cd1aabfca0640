"""Vietnamese text as keys: one spelling for what people write in several ways."""

import re
import unicodedata
from functools import lru_cache

from data.folding import NOT_WORD, clean, fold

__all__ = ["clean", "fold", "has_diacritics", "identifier", "key", "spaced"]
_ALIKE = str.maketrans(
    "АВЕЅІЈКМНОРСТХУасеіјорѕхуΑΒΕΖΗΙΚΜΝΟΡΤΥΧο‐‑‒–—―−",  # Cyrillic, Greek and dashes
    "ABESIJKMHOPCTXYaceijopsxyABEZHIKMNOPTYXo-------",
)
_QUOTES = "'\"`´‘’“” "
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}  # letters and digits as wide as a Chinese one
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


def identifier(text: str) -> str:
    """A number or code in plain letters and digits: nobody sees that an A is Cyrillic, or a digit of another script.

    Quotes and apostrophes around it, and ="001", keep a spreadsheet from making a number of it.
    """
    text = clean(text)
    text = (text[1:] if text[:2] == '="' else text).strip(_QUOTES)
    if text.isascii():
        return text
    plain = text.translate(_WIDE).translate(_ALIKE)
    return "".join(str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in plain)


@lru_cache(maxsize=100_000)
def spaced(name: str) -> str:
    """The name of a file or a tab with spaces for its dashes: 'gian_hang-da_dong' -> 'gian hang da dong'."""
    return re.sub(r"[_-]+", " ", name)


def has_diacritics(text: str) -> bool:
    return fold(text) != " ".join(NOT_WORD.sub(" ", clean(text).lower()).split())
