"""Vietnamese text as keys: one spelling for what people write in several ways."""

import re
import unicodedata
from functools import lru_cache

_TONES = "\u0300\u0301\u0303\u0309\u0323"  # grave, acute, tilde, hook, dot below
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff]")
_SPACES = re.compile(r"[\s\u00a0]+")
_NOT_WORD = re.compile(r"[^\w]+|_")


def clean(text: str) -> str:
    """NFC, no invisible characters, single spaces, Đ for the look-alike Ð (U+00D0) and ð."""
    text = unicodedata.normalize("NFC", text).replace("Ð", "Đ").replace("ð", "đ")
    return _SPACES.sub(" ", _INVISIBLE.sub("", text)).strip()


@lru_cache(maxsize=100_000)
def fold(text: str) -> str:
    """Lower case, no diacritics, no punctuation: 'Đình Lập (*)' -> 'dinh lap'."""
    plain = unicodedata.normalize("NFD", clean(text).lower().replace("đ", "d"))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _SPACES.sub(" ", _NOT_WORD.sub(" ", plain)).strip()


@lru_cache(maxsize=100_000)
def key(text: str) -> str:
    """Like `fold` but with diacritics, equal for old and new tone placement and for y and i: hoà = hòa, Mĩ = Mỹ."""
    words = _NOT_WORD.sub(" ", clean(text).lower()).split()
    return " ".join(_syllable(word) for word in words)


def _syllable(word: str) -> str:
    letters = unicodedata.normalize("NFD", word)
    tone = "".join(mark for mark in letters if mark in _TONES)
    bare = unicodedata.normalize("NFC", "".join(letter for letter in letters if letter not in _TONES))
    return bare.replace("y", "i") + tone


def has_diacritics(text: str) -> bool:
    return fold(text) != _SPACES.sub(" ", _NOT_WORD.sub(" ", clean(text).lower())).strip()
