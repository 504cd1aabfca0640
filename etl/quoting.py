"""What a message may quote of a file: words of the trade, of units and of the lists. Anything else may be a person's."""

import re
from functools import cache

from data import vocabulary
from etl import sources
from etl.text import clean, fold, key

_NUMBER = re.compile(r"\d{1,4}")  # a day, a year, an ordinal; more digits may be a phone


@cache
def _words() -> frozenset[str]:
    """Words, with their diacritics, of the lists of headers, values, phrases and measures."""
    texts = [*(row["header"] for row in sources.header_rows()), *(row["spelling"] for row in sources.value_rows())]
    texts += [row["spelling"] for row in sources.measures()] + sources.words_of_the_trade()
    texts += [
        label for name in ("kinds", "fields") for row in vocabulary.labels(name).values() for label in row.values()
    ]
    return frozenset(word for text in texts for word in key(text).split())


@cache
def _units() -> re.Pattern:
    """Whole names of units: a single syllable of one may be a syllable of anybody's name."""
    names = {key(unit.name) for unit in vocabulary.units().values()}
    forms = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    return re.compile(rf"(?<![\w\u0300-\u036f])(?:{forms})(?![\w\u0300-\u036f])")  # a tone stands behind its letter


@cache
def is_quotable(text: str) -> bool:
    """Whether all words of a header or a name are known ones, and no person's; only then a message may quote it."""
    rest = _units().sub(" ", key(clean(text)))
    return all(word in _words() or _NUMBER.fullmatch(word) for word in rest.split()) and not _may_name_a_person(text)


@cache
def _headers() -> frozenset[str]:
    return frozenset(fold(row["header"]) for row in sources.header_rows())


def _may_name_a_person(text: str) -> bool:
    """Whether words of the trade stand as a person's name: a family's first, then Văn or Thị, or all with capitals."""
    words = _words_outside_places(text)
    run: list[re.Match] = []
    for number, word in enumerate(words):
        is_next = bool(run) and not text[run[-1].end() : word.start()].strip() and word[0][0].isupper()
        run = [*run, word] if is_next else [word] * word[0][0].isupper()
        if len(run) > 1 and _is_family(run[0]) and fold(" ".join(one[0] for one in run)) not in _headers():
            return True
        if _is_family(word) and [one[0].lower() for one in words[number + 1 : number + 2]] in (["văn"], ["thị"]):
            following = words[number + 2 : number + 3]
            return bool(following) and following[0][0].lower() not in ("trấn", "xã")
    return False


def _is_family(word: re.Match) -> bool:
    return word[0].lower() in {name.lower() for name in sources.written_phrases(sources.FAMILY)}


_NAME_WORDS = 4  # a family's name and up to three more
_MIDDLE = {"văn", "thị", "van", "thi"}  # most names have one of these in the middle
_LONG_NUMBER = re.compile(r"(?<!\d)(?!20[12]\d[01]\d[0-3]\d)\d{9,12}(?!\d)")
_WORD = re.compile(r"[^\W\d_]+")


def without_persons(text: str) -> str:
    """A text whose words are not all known, such as the name of a file or a source, with '…' for what may be a person.

    A person is a family's name with the names behind it, each with a capital, or a number as long as a phone's or an
    identity's. Names of units and provinces are none.
    """
    kept = _LONG_NUMBER.sub("…", text)
    words = _words_outside_places(kept)
    out, last, skip = [], 0, 0
    for number, word in enumerate(words):
        if skip:
            skip -= 1
            continue
        if length := _person_from(kept, words, number):
            out.append(kept[last : word.start()] + "…")
            last, skip = words[number + length - 1].end(), length - 1
    return "".join(out) + kept[last:]


def _words_outside_places(text: str) -> list[re.Match]:
    places = [(found.start(), found.end()) for found in _places().finditer(text.lower())]
    return [word for word in _WORD.finditer(text) if not any(start <= word.start() < end for start, end in places)]


@cache
def _places() -> re.Pattern:
    """Names of units and provinces as they are written, with and without diacritics."""
    names = {unit.name for unit in vocabulary.units().values()} | {
        row["province"] for row in vocabulary.rows("provinces.csv")
    }
    forms = {
        form
        for name in names
        for form in (name.lower(), fold(name), fold(name).replace(" ", "-"), fold(name).replace(" ", "_"))
    }
    return re.compile(rf"(?<!\w)(?:{'|'.join(sorted(map(re.escape, forms), key=len, reverse=True))})(?!\w)")


@cache
def _families() -> frozenset[str]:
    names = sources.written_phrases(sources.FAMILY)
    return frozenset({name.lower() for name in names} | {fold(name) for name in names})


@cache
def _plain_words() -> frozenset[str]:
    return _words() | {fold(word) for word in _words()}


def _person_from(text: str, words: list[re.Match], first: int) -> int:
    """How many words from one on are the name of a person; 0 where they are none."""
    group = [words[first]]
    for word in words[first + 1 : first + _NAME_WORDS]:
        if not re.fullmatch(r"[\s_.-]", text[group[-1].end() : word.start()]):
            break
        group.append(word)
    group = [word for word in group if word[0][0].isupper()] if words[first][0][0].isupper() else []
    if len(group) < 2 or group[0] is not words[first] or words[first][0].lower() not in _families():
        return 0
    given = [word[0].lower() for word in group[1:]]
    is_known = [word not in _MIDDLE and (word in _plain_words() or key(word) in _plain_words()) for word in given]
    return len(group) if not all(is_known) else 0


def sheet_called(name: str, number: int) -> str:
    """A sheet as a message may name it: by its tab where all its words are known, else by its place in the file."""
    return f"“{name}”" if is_quotable(name) else str(number)
