"""Which encoding makes Vietnamese of a file: Unicode, Windows-1258, TCVN3 (ABC), VNI, or UTF-8 read wrongly."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from functools import cache, lru_cache
from itertools import islice, zip_longest

from data import vocabulary
from etl import sources
from etl.text import clean, key

# TCVN 5712:1993 VN3 as it appears when its bytes are taken for Windows-1252.
_TCVN3_CODES = "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\xadõøö÷ùúýûüþ¡¢§£¤¥¦"
_TCVN3_LETTERS = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ"
TCVN3 = dict(zip(_TCVN3_CODES, _TCVN3_LETTERS, strict=True))

# VNI-Windows: a base letter followed by a mark, plus a few single codes (Windows-1252 view).
_VNI_MARKS = {
    "ø": "\u0300", "ù": "\u0301", "û": "\u0309", "õ": "\u0303", "ï": "\u0323",
    "â": "\u0302", "à": "\u0302\u0300", "á": "\u0302\u0301", "å": "\u0302\u0309", "ã": "\u0302\u0303", "ä": "\u0302\u0323",
    "ê": "\u0306", "è": "\u0306\u0300", "é": "\u0306\u0301", "ú": "\u0306\u0309", "ü": "\u0306\u0303", "ë": "\u0306\u0323",
}  # fmt: skip
_VNI_MARKS |= {mark.upper(): accents for mark, accents in _VNI_MARKS.items()}
_VNI_SINGLE = {"ô": "ơ", "Ô": "Ơ", "ö": "ư", "Ö": "Ư", "ñ": "đ", "Ñ": "Đ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị",
               "Í": "Í", "Ì": "Ì", "Æ": "Ỉ", "Ó": "Ĩ", "Ò": "Ị", "î": "ỵ", "Î": "Ỵ"}  # fmt: skip
_VNI_PAIR = re.compile("([aeouyAEOUYôÔöÖ])([" + "".join(_VNI_MARKS) + "])")

WHOLE_LETTERS = 4  # so many letters whole for one damaged: by chance no other encoding looks like UTF-8 so often
TELLING_LETTERS = 1000  # so many letters of a cell tell what it is written in
LETTERED_CELLS = 1000  # so many cells with letters beyond ASCII tell what a column is written in

_WORD = re.compile(r"[^\W\d_]+")
# Letters of Vietnamese that no font encoding read as Windows-1252 can bring forth: they prove Unicode.
_UNICODE_ONLY = re.compile("[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]")


def from_tcvn3(text: str) -> str:
    """TCVN3 text that was read as Windows-1252, in Unicode. Capitals are a matter of the font there and stay small."""
    return text.translate(str.maketrans(TCVN3))


def from_vni(text: str) -> str:
    """VNI-Windows text that was read as Windows-1252, in Unicode (NFC)."""
    pairs = _VNI_PAIR.sub(lambda found: _VNI_SINGLE.get(found[1], found[1]) + _VNI_MARKS[found[2]], text)
    singles = pairs.translate(str.maketrans(_VNI_SINGLE)) if pairs == text else _translate_rest(text)
    return unicodedata.normalize("NFC", singles)


def _translate_rest(text: str) -> str:
    """Pairs first, so that ô + mark is ơ with the mark and never ơ after a mark was taken for a letter."""
    out, last = [], 0
    for found in _VNI_PAIR.finditer(text):
        out.append(text[last : found.start()].translate(str.maketrans(_VNI_SINGLE)))
        out.append(_VNI_SINGLE.get(found[1], found[1]) + _VNI_MARKS[found[2]])
        last = found.end()
    return "".join(out) + text[last:].translate(str.maketrans(_VNI_SINGLE))


def from_misread_utf8(text: str, encoding: str = "cp1252") -> str:
    """UTF-8 that was read as Windows-1252 ('Láº¡ng SÆ¡n') or as Windows-1258, mended line by line where it can be."""
    return "\n".join(_reread(line, encoding) for line in text.split("\n"))


def from_utf8_as_1258(text: str) -> str:
    return from_misread_utf8(text, "cp1258")


def _reread(text: str, encoding: str) -> str:
    try:
        return text if text.isascii() else _bytes_of(text, encoding).decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return text


def _bytes_of(text: str, encoding: str) -> bytes:
    """The bytes that a reader took for `encoding`. Codes that it leaves open come through as C1 controls."""
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        letters = {letter: _bytes_of_letter(letter, encoding) for letter in set(text)}
        return b"".join(map(letters.__getitem__, text))


def _bytes_of_letter(letter: str, encoding: str) -> bytes:
    if 0x80 <= ord(letter) <= 0x9F:
        return bytes([ord(letter)])
    try:
        return letter.encode(encoding)
    except UnicodeEncodeError:  # Windows-1258 writes some letters as two: 'Ằ' is Ă and a grave
        return unicodedata.normalize("NFD", letter).encode(encoding)


def from_windows_1258(data: bytes) -> str:
    return unicodedata.normalize("NFC", data.decode("cp1258"))


@cache
def known_words() -> frozenset[str]:
    """Words with diacritics that the files are bound to contain: headers, statuses and unit names (as `text.key`)."""
    texts = [row["header"] for row in sources.header_rows()] + [row["spelling"] for row in sources.value_rows()]
    texts += [unit.full_name for unit in vocabulary.units().values()]
    texts += [
        "danh sách",
        "số liệu",
        "tổng cộng",
        "thôn",
        "huyện",
        "Nguyễn",
        "Hoàng",
        "Nông",
        "Lý",
        "Vi Thị",
        "Đặng",
        "Hà",
    ]
    words = {word for text in texts for word in _WORD.findall(clean(text).lower())}
    return frozenset(key(word) for word in words if not word.isascii())


def vietnamese_score(text: str) -> float:
    """How many of the words with letters beyond ASCII are known Vietnamese words, less those that are not."""
    words = [word for word in _WORD.findall(clean(text).lower()) if not word.isascii()]
    known = sum(key(word) in known_words() for word in words)
    return known - 0.25 * (len(words) - known)


LEGACY = {
    "TCVN3": from_tcvn3, "VNI": from_vni, "UTF-8/1252": from_misread_utf8, "UTF-8/1258": from_utf8_as_1258,
}  # fmt: skip


def is_text(text: str) -> bool:
    """Whether people can have written it: next to no control characters, no letters that nobody has assigned."""
    odd = sum(
        (letter < " " and letter not in "\t\r\n\v\f")
        or letter == "\ufffd"
        or unicodedata.category(letter) in ("Cn", "Co", "Cs")
        for letter in text
    )
    return odd * 50 <= len(text)


@lru_cache(maxsize=100_000)
def is_unicode(text: str) -> bool:
    """Whether a text has a letter that only Unicode has, so that it is in no legacy font encoding.

    Windows-1258 has some of these letters too: UTF-8 that was read by it is no proof.
    """
    start = text[:TELLING_LETTERS]
    return bool(_UNICODE_ONLY.search(text)) and _reread(start, "cp1258") == start


@lru_cache(maxsize=100_000)
def mended(text: str, mend: Callable[[str], str]) -> str:
    """A cell of a column in a legacy font; what is better Vietnamese as it stands, such as a header, stays."""
    if text.isascii() or is_unicode(text):
        return text
    turned = mend(text)
    return text if vietnamese_score(text) > max(vietnamese_score(turned), 0) else turned


def mending(texts: list[str]) -> tuple[str | None, object]:
    """(name, function) of the legacy font encoding that makes Vietnamese of cell texts; (None, None) if they are fine."""
    sample = "\n".join(texts)[:200_000]
    if sample.isascii():
        return None, None
    scores = {name: vietnamese_score(mend(sample)) for name, mend in LEGACY.items()}
    best = max(scores, key=scores.__getitem__)
    if scores[best] > max(vietnamese_score(sample), 0) + 0.5:
        return best, LEGACY[best]
    return None, None


def decode(data: bytes) -> tuple[str, str]:
    """(text, encoding) of a text file. Legacy fonts that hide inside Unicode are left to `mending`."""
    for mark, encoding, name in (
        (b"\xef\xbb\xbf", "utf-8-sig", "UTF-8 BOM"),
        (b"\xff\xfe", "utf-16", "UTF-16"),
        (b"\xfe\xff", "utf-16", "UTF-16"),
    ):
        if data.startswith(mark):
            return data.decode(encoding, errors="replace"), name
    if data[:200].count(0) > len(data[:200]) // 4:
        little = data[1:200:2].count(0) >= data[0:200:2].count(0)
        return data.decode("utf-16-le" if little else "utf-16-be", errors="replace"), "UTF-16"
    try:
        return data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        pass
    damaged = data.decode("utf-8", errors="replace")
    letters, lost = sum(not letter.isascii() for letter in damaged), damaged.count("\ufffd")
    if letters - lost > WHOLE_LETTERS * lost:
        return damaged, "UTF-8"
    one_byte = data.decode("cp1252", errors="replace") if _decodes(data, "cp1252") else data.decode("latin-1")
    candidates = {
        "Windows-1258": _windows_1258_or(one_byte, data),
        "TCVN3": from_tcvn3(one_byte),
        "VNI": from_vni(one_byte),
    }
    if letters > lost:
        candidates["UTF-8"] = damaged
    best = max(candidates, key=lambda name: vietnamese_score(candidates[name][:200_000]))
    return candidates[best], best


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _windows_1258_or(fallback: str, data: bytes) -> str:
    return from_windows_1258(data) if _decodes(data, "cp1258") else fallback


def mended_cells(cells: list[list]) -> tuple[list[list], str]:
    """(cells, legacy encoding or ''): with text in legacy fonts turned to Unicode, column by column, but for cells that prove to be Unicode."""
    foreign: dict[int, list[str]] = {}
    proven: Counter = Counter()
    for position, column in enumerate(zip_longest(*cells)):
        texts = [value for value in column if isinstance(value, str)]
        if "".join(texts).isascii():
            continue
        lettered = (text for text in texts if not text.isascii())
        for value in islice(lettered, LETTERED_CELLS):
            if is_unicode(value):
                proven[position] += 1
            else:
                foreign.setdefault(position, []).append(value)
    # A Unicode header over a column in a legacy font is met; a column that is mostly Unicode tells nothing of the font.
    telling = [texts for position, texts in foreign.items() if len(texts) > 2 * proven[position]]
    name, mend = mending([text for texts in telling for text in texts[:500]])
    if name is None:
        return cells, ""
    samples = {position: "\n".join(texts[:500]) for position, texts in foreign.items()}
    columns = {
        position for position, text in samples.items()
        if vietnamese_score(mend(text)) >= vietnamese_score(text) + bool(proven[position])
    }  # fmt: skip
    return [
        [
            mended(value, mend) if position in columns and isinstance(value, str) else value
            for position, value in enumerate(row)
        ]
        for row in cells
    ], name
