"""Vietnamese text made alike, for files and for the search box: clean, and without diacritics."""

import re
import unicodedata
from functools import lru_cache

_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff]")
_SPACES = re.compile(r"[\s\u00a0]+")
NOT_WORD = re.compile(r"[^\w]+|_")


def clean(text: str) -> str:
    """NFC, no invisible characters, single spaces, Đ for the look-alike Ð (U+00D0) and ð."""
    text = unicodedata.normalize("NFC", text).replace("Ð", "Đ").replace("ð", "đ")
    return _SPACES.sub(" ", _INVISIBLE.sub("", text)).strip()


@lru_cache(maxsize=100_000)
def fold(text: str) -> str:
    """Lower case, no diacritics, no punctuation: 'Đình Lập (*)' -> 'dinh lap'."""
    plain = unicodedata.normalize("NFD", clean(text).lower().replace("đ", "d"))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _SPACES.sub(" ", NOT_WORD.sub(" ", plain)).strip()
