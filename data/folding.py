"""Vietnamese text made alike, for files and for the search box: clean, and without diacritics."""

import re
import unicodedata
from functools import lru_cache

# Zero-width letters, marks of direction, the soft hyphen: programmes leave them behind, nobody sees them.
_INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
NOT_WORD = re.compile(r"[^\w]+|_")


def clean(text: str) -> str:
    """NFC, no invisible characters, single spaces, Đ for the look-alike Ð (U+00D0) and ð."""
    if not text.isascii():
        text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text).replace("Ð", "Đ").replace("ð", "đ"))
    return " ".join(text.split())


@lru_cache(maxsize=100_000)
def fold(text: str) -> str:
    """Lower case, no diacritics, no punctuation: 'Đình Lập (*)' -> 'dinh lap'."""
    plain = unicodedata.normalize("NFD", clean(text).lower().replace("đ", "d"))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(NOT_WORD.sub(" ", plain).split())
