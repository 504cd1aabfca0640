"""Names of files: one that is taken gives way to the next number, so that no file takes another's place."""

import unicodedata
from collections.abc import Iterable
from pathlib import PurePath

from data.folding import fold

LONGEST = 200  # bytes; file systems take 255, and a number, a folder's name or an ending may still be added


def free(name: str, taken: Iterable[str]) -> str:
    """The name, or `name (2)`, `name (3)` … where it is taken. Case and the form of accents tell no two names apart."""
    known = {_folded(other) for other in taken}
    stem, ending = _parts(name)
    number, found = 1, _short(stem) + ending
    while _folded(found) in known:
        number += 1
        found = f"{_short(stem)} ({number}){ending}"
    return found


def said(*words: str) -> str:
    """Words as the stem of a file's name that any system takes: 'Bản đồ', 'Huyện Đình Lập' -> ban-do-huyen-dinh-lap."""
    return _short("-".join(fold(one).replace(" ", "-") for one in words if one))


def clean(name: str) -> str:
    """The name of a file that somebody sent: no folders, no letter that cannot be printed, not hidden."""
    plain = "".join(letter if letter.isprintable() else "_" for letter in name.replace("\\", "/").rpartition("/")[2])
    return plain.strip().lstrip(".") or "tep"


def _parts(name: str) -> tuple[str, str]:
    """The stem and the ending, `.csv.gz` being one."""
    path = PurePath(name)
    ending = "".join(path.suffixes[-2:]) if path.suffix.lower() == ".gz" else path.suffix
    return name.removesuffix(ending), ending


def _short(stem: str) -> str:
    return stem.encode()[:LONGEST].decode(errors="ignore")


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
