"""Certificates by their names: OCOP with its stars, VietGAP, GlobalGAP."""

import re
from collections.abc import Callable

import pandas as pd

from etl import sources
from etl.cells import is_blank, text_of
from etl.text import fold, key

_STARS = re.compile(r"\b[1-5] (?:sao )?(?:va |den |hoac )?[1-5] sao\b")  # two numbers of stars
_IN_WORDS = {"mot": "1", "hai": "2", "ba": "3", "bon": "4", "nam": "5"}
_BARE_STARS = re.compile(r"(?:(?:ocop|hang|dat) )*([1-5])(?: \D*)?")
_NUMBER_OF_STARS = re.compile(r"\b(\d+) ?sao\b")
_OCOP = re.compile(r"\bocop ?(?:(?:hang|dat|muc|loai|chuan) )*([345])\b(?! nam$)")  # not 'OCOP đợt 3', 'OCOP (QĐ 456)'
_DRAWN_STARS = re.compile(r"(?:OCOP\s*)?([★⭐*]{3,5})", re.IGNORECASE)


def reader(header: str) -> Callable:
    """How the cells of a column of schemes are read; one headed by stars alone is of OCOP."""
    if "sao" in fold(header).split():
        return lambda value: _scheme(_with_stars("OCOP", value))
    return _scheme


def joined(columns: dict[str, pd.Series]) -> dict[str, pd.Series]:
    """The schemes of certificates with the stars that stand in a column of their own."""
    if not {"stars", "scheme"} <= columns.keys():
        return {}
    schemes = list(map(_with_stars, columns["scheme"], columns["stars"]))
    return {"scheme": pd.Series(schemes, index=columns["scheme"].index, dtype=object)}


def _with_stars(scheme: object, stars: object) -> object:
    """'OCOP' with the number of stars from beside it; of two numbers that differ neither holds."""
    found = "" if is_blank(stars) else _stars_of_cell(text_of(stars))
    if found and "ocop" in fold(str(scheme)):
        own = _stars_of_scheme(text_of(scheme))
        return scheme if own == found else f"{own} sao, {found} sao" if own else f"{scheme} hạng {found} sao"
    return stars if is_blank(scheme) or (scheme == "OCOP" and not found) else scheme


def _stars_of_cell(text: str) -> str:
    """The number in a cell for stars, '' where it is none or more than one: '4', '4 sao (82 điểm)', but not 3,5 or 3-4."""
    drawn = _DRAWN_STARS.fullmatch(text)
    folded = str(len(drawn[1])) if drawn else fold(re.sub(r"[.,]0+$", "", text))
    folded = re.sub(r"^(?:(?:ocop|hang|dat) )*(mot|hai|ba|bon|nam)(?= sao$)", lambda word: _IN_WORDS[word[1]], folded)
    found = _BARE_STARS.fullmatch(folded)
    told = {found[1]} if found else set(_NUMBER_OF_STARS.findall(folded))
    return told.pop() if len(told) == 1 and not _STARS.search(folded) else ""


def _stars_of_scheme(text: str) -> str:
    """The number of stars that the name of a certificate tells, '' where it tells none of 3 to 5."""
    folded = fold(text)
    if found := re.search(r"\b([345]) ?sao\b", folded) or _OCOP.search(folded):
        return found[1]
    drawn = _DRAWN_STARS.fullmatch(text)
    return str(len(drawn[1])) if drawn else ""


def _scheme(value: object) -> str:
    text = text_of(value)
    folded = fold(text)
    is_of_several = len(set(re.findall(r"ocop|viet ?gap|global ?g ?a ?p", folded))) > 1
    if is_of_several or _STARS.search(folded) or len(set(_NUMBER_OF_STARS.findall(folded))) > 1:
        raise ValueError("value_unknown")  # two certificates in one cell
    if sources.says(text, "ended certificate") or sources.says(re.split(r"\d", text)[0], "no certificate"):
        raise ValueError("value_unknown")  # 'Đề nghị OCOP 4 sao', 'hết hạn': not one that holds
    known = sources.values("scheme")
    for form in (key(text), text.lower(), folded):
        if form in known:
            return known[form]
    if stars := _stars_of_scheme(text):
        return f"ocop{stars}"
    raise ValueError("value_unknown")
