"""One box for all that can be opened: without marks, misspelt, by initials, with type and district to tell namesakes apart."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz

from data import vocabulary
from data.folding import fold

MOST = 8
ALIKE = 84  # of 100: a slip of the finger, not another word
_LEAST = 4  # letters of a word that may be misspelt
_KINDS = (
    "province", "district", "commune", "product", "certification", "platform", "indicator", "page", "commune_2025", "question",
)  # fmt: skip


@dataclass(frozen=True)
class Place:
    """Something that can be opened. `kind` is one of province, district, commune, commune_2025, product, certification,
    platform, indicator, page and question; `within` tells namesakes apart."""

    kind: str
    code: str
    name: str
    type: str = ""
    within: str = ""
    also: tuple[str, ...] = ()  # other names, folded

    @property
    def words(self) -> tuple[str, ...]:
        """The name, the name with its type before it and with what it lies in after it, and other names, folded."""
        return fold(self.name), fold(f"{self.type} {self.name}"), fold(f"{self.name} {self.within}"), *self.also


def find(asked: str, pages: dict[str, str]) -> list[Place]:
    """The best first; `pages` has the name of each page by its address. Nothing asked finds nothing."""
    query = fold(asked)
    if not query:
        return []
    places = [*_known(), *(Place("page", code, name, also=_also()["page", code]) for code, name in pages.items())]
    rated = [(_rate(query, place), place) for place in places]
    found = sorted(
        (one for one in rated if one[0] > 0), key=lambda one: (-one[0], _KINDS.index(one[1].kind), one[1].name)
    )
    return [place for _, place in found[:MOST]]


def _rate(query: str, place: Place) -> float:
    """How well a place answers a query; 0 not at all."""
    best = max(_alike(query, words) for words in place.words)
    if not best:  # a slip is looked for in the names of a place itself, not in what it lies in
        best = max(_misspelt(query, words) for words in (*place.words[:2], *place.also))
    initials = "".join(word[0] for word in place.words[0].split())
    return max(best, 85.0 if query == initials and len(query) > 1 else 0.0)


def _alike(query: str, words: str) -> float:
    """How well words answer a query as it is written: as a whole, from their start, from a word's start, word by word."""
    if words == query:
        return 100.0
    if words.startswith(query):
        return 90.0
    if f" {query}" in f" {words}":
        return 80.0
    if len(query) >= _LEAST and words.replace(" ", "").startswith(query.replace(" ", "")):
        return 75.0
    asked, known = query.split(), words.split()
    if len(asked) > 1 and all(any(word.startswith(one) for word in known) for one in asked):
        return 70.0
    return 0.0


def _misspelt(query: str, words: str) -> float:
    """A slip in the whole, or in words each of which has its counterpart; short words must be written right."""
    if len(query) < _LEAST:
        return 0.0
    whole = fuzz.ratio(query, words)
    if whole >= ALIKE:
        return whole - 30
    known = words.split()
    rates = [max(_word(one, word) for word in known) for one in query.split()] if known else [0.0]
    return min(rates) - 40 if min(rates) >= ALIKE - 4 else 0.0


def _word(asked: str, known: str) -> float:
    return fuzz.ratio(asked, known) if len(asked) >= _LEAST - 1 else 100.0 * (asked == known)


@cache
def _also() -> dict[tuple[str, str], tuple[str, ...]]:
    """Other names by kind and code, from the reference."""
    found = defaultdict(tuple)
    for row in vocabulary.rows("search_words.csv"):
        found[row["kind"], row["code"]] = tuple(map(fold, row["words"].split(";")))
    return found


@cache
def _known() -> list[Place]:
    products = [
        Place("product", row["product"], row["name_vi"], also=(*row["keywords"].split(";"), fold(row["name_en"])))
        for row in vocabulary.rows("products.csv")
    ]
    return [*_units(), *products, *_labelled("certification"), *_labelled("platform"), *_indicators(), *_questions()]


def _units() -> list[Place]:
    return [
        Place(
            "commune_2025" if (vintage, unit.level) == ("2025", "commune") else unit.level, unit.code, unit.name, unit.type,
            vocabulary.unit(unit.parent).name if unit.level == "commune" and vintage == "2021" else "",
        )
        for (vintage, _), unit in vocabulary.units().items() if vintage == "2021" or unit.level == "commune"
    ]  # fmt: skip


def _labelled(kind: str) -> list[Place]:
    """The entries of a vocabulary by their labels."""
    return [
        Place(kind, code, label["vi"], also=(fold(label["en"]), *_also()[kind, code]))
        for code, label in vocabulary.labels(f"{kind}s").items()
        if code != "none"
    ]


def _indicators() -> list[Place]:
    """Those that have a target of their own and can be chosen on a page."""
    known = [vocabulary.indicators()[code] for code in vocabulary.targeted_indicators()]
    return [
        Place("indicator", one.code, one.label["vi"], also=(fold(one.short["vi"]), fold(one.label["en"])))
        for one in known
    ]


def _questions() -> list[Place]:
    return [
        Place("question", row["number"], row["question_vi"], also=_numbered(row["number"], row["question_en"]))
        for row in vocabulary.rows("questions.csv")
    ]


def _numbered(number: str, english: str) -> tuple[str, ...]:
    return f"cau {number}", f"cau hoi {number}", f"q {number}", f"q{number}", fold(english)
