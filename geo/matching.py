"""Which unit a row of a boundary file means: by its code, or by its name with the district where names repeat.

A name is never guessed: it is read exactly (the tone mark may sit where it likes), else without diacritics, and what
then still fits several units is ambiguous.
"""

import re
import unicodedata
from functools import cache
from typing import NamedTuple

import pandas as pd

_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_STROKES = str.maketrans({"Đ": "đ", "Ð": "đ", "ð": "đ"})  # U+0110, U+00D0, U+00F0
_CODE_LENGTH = {"commune": 5, "district": 3}
_SHORT_FORMS = {"nt thái bình": "nông trường thái bình"}
_TYPES = {
    "commune": {"xã": "xã", "x": "xã", "phường": "phường", "p": "phường", "thị trấn": "thị trấn", "tt": "thị trấn"},
    "district": {"huyện": "huyện", "h": "huyện", "thành phố": "thành phố", "tp": "thành phố"},
}


class Fields(NamedTuple):
    """The columns of the file that say which unit a row is; None where there is none."""

    code: str | None = None
    name: str | None = None
    type: str | None = None
    district: str | None = None


class Name(NamedTuple):
    """A name taken apart: its spelling key, the type before it, the district behind it ("" where there is none)."""

    key: str
    type: str
    district: str


@cache
def spelling(text: str) -> str:
    """One key for each way to write a text: lower case, Đ for Ð, each syllable's tone at its end (hoà = hòa)."""
    lowered = unicodedata.normalize("NFD", text.translate(_STROKES).lower())
    syllables = []
    for syllable in re.split(r"[\s_]+", lowered.strip()):
        tone = "".join(letter for letter in syllable if letter in _TONES)
        syllables.append(unicodedata.normalize("NFC", "".join(c for c in syllable if c not in _TONES)) + tone)
    return " ".join(syllables)


@cache
def plain(key: str) -> str:
    """A spelling key without any diacritics."""
    letters = unicodedata.normalize("NFD", key.replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


@cache
def split_name(text: str, level: str) -> Name:
    """Takes "Xã Mẫu Sơn (huyện Cao Lộc)" or "TT. Na Sầm, huyện Văn Lãng" apart."""
    head, _, tail = re.sub(r"[(,]", "|", text.strip(), count=1).partition("|")
    district = split_name(tail.split(",")[0].rstrip(") "), "district").key if tail else ""
    key = spelling(head)
    for prefix, kind in _TYPES[level].items():
        written = {spelling(prefix), plain(spelling(prefix))}
        rest = re.match(rf"(?:{'|'.join(map(re.escape, written))})[.\s]\s*(.+)", key)
        if rest:
            return Name(_SHORT_KEYS.get(rest[1], rest[1]), kind, district)
    return Name(_SHORT_KEYS.get(key, key), "", district)


_SHORT_KEYS = {spelling(short): spelling(meant) for short, meant in _SHORT_FORMS.items()}


def type_of(value, level: str) -> str:
    """The type a cell holds ("TT." -> "thị trấn"), "" if it holds none."""
    return split_name(f"{_text(value)} ?", level).type


def code_text(value, level: str) -> str:
    """A unit code with the leading zero it lost as a number; "" for what is no code."""
    text = re.sub(r"\.0+$", "", _text(value))
    return text.zfill(_CODE_LENGTH[level]) if text.isascii() and text.isdigit() else ""


class Register:
    """The units of a layer, to be found by what a file writes. `units` as `geo.reference.units` gives them."""

    def __init__(self, units: pd.DataFrame, level: str):
        self.level = level
        self.units = units
        self.keys = [split_name(name, level).key for name in units.name]
        self.known_keys = {*self.keys, *map(plain, self.keys)}
        pairs = units.loc[units.parent_name != "", ["parent", "parent_name"]].drop_duplicates()
        exact = {spelling(name): code for code, name in pairs.itertuples(index=False)}
        self.districts = {plain(key): code for key, code in exact.items()} | exact

    def find(self, row: dict, fields: Fields) -> list[str]:
        """The codes a row may mean: one if it is clear, none if it is unknown, several if it is ambiguous."""
        if fields.code:
            code = code_text(row[fields.code], self.level)
            return [code] if code in set(self.units.code) else []
        name = split_name(_text(row[fields.name]), self.level)
        kind = type_of(row[fields.type], self.level) if fields.type else ""
        district = _text(row[fields.district]) if fields.district else name.district
        return self.named(name.key, kind or name.type, self.district_code(district))

    def named(self, key: str, kind: str = "", district: str = "") -> list[str]:
        """The codes of the units of that name; without type or district ("") all that bear it."""
        fits = [known == key for known in self.keys]
        if not any(fits):
            fits = [plain(known) == plain(key) for known in self.keys]
        found = self.units[fits]
        if kind:
            found = found[found.type == kind]
        if district:
            found = found[found.parent == district]
        return list(found.code)

    def district_code(self, value) -> str:
        """The code of the district a cell names or numbers, "" if it does neither."""
        key = split_name(_text(value), "district").key
        number = code_text(value, "district")
        return self.districts.get(key) or self.districts.get(plain(key)) or number * (number in {*self.units.parent})

    def complete(self, table: pd.DataFrame, given: Fields) -> Fields:
        """The fields given; in place of each other one the column whose values name the most units."""
        codes = set(self.units.code)
        tests = {
            "code": (lambda value: code_text(value, self.level) in codes, len(codes) / 2),
            "name": (self._is_name, len(set(self.keys)) / 2),
            "type": (lambda value: type_of(value, self.level) != "", 1),
            "district": (lambda value: self.district_code(value) != "", 2),
        }
        found = given._asdict()
        if given.name:
            del tests["code"]  # the caller wants the name to decide
        for field, (fits, least) in tests.items():
            if found[field] is None and (field != "district" or self.districts):
                free = [column for column in table.columns if column not in found.values()]
                found[field] = _best_column(table[free], fits, least)
        return Fields(**found)

    def _is_name(self, value) -> bool:
        key = split_name(_text(value), self.level).key
        return key in self.known_keys or plain(key) in self.known_keys


def _best_column(table: pd.DataFrame, fits, least: float) -> str | None:
    """The column with the most distinct fitting values, if they fill half of its rows."""
    scores = {}
    for column in table.columns:
        fitting = {_text(value): bool(fits(value)) for value in table[column].unique()}
        filled = table[column].map(lambda value, fitting=fitting: fitting[_text(value)]).mean()
        if filled >= 0.5 and sum(fitting.values()) >= least:
            scores[column] = sum(fitting.values())
    return max(scores, key=scores.get) if scores else None


def _text(value) -> str:
    return "" if pd.isna(value) else str(value).strip()
