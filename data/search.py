"""One box for units, products and pages: without diacritics, by initials, with type and district to tell namesakes apart."""

from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz

from data import vocabulary
from data.folding import fold

MOST = 8
ALIKE = 84  # of 100: a slip of the finger, not another word


@dataclass(frozen=True)
class Place:
    """Something that can be opened. `kind` is district, commune, commune_2025, product or page; `within` tells namesakes apart."""

    kind: str
    code: str
    name: str
    type: str = ""
    within: str = ""
    also: tuple[str, ...] = ()  # other names, folded

    @property
    def words(self) -> tuple[str, ...]:
        """The name, the name with its type before it, and other names, folded."""
        return fold(self.name), fold(f"{self.type} {self.name}"), *self.also


def find(asked: str, pages: dict[str, str]) -> list[Place]:
    """The best first; `pages` has the name of each page by its address. Nothing asked finds nothing."""
    query = fold(asked)
    if not query:
        return []
    places = [*_known(), *(Place("page", code, name) for code, name in pages.items())]
    rated = [(_rate(query, place), place) for place in places]
    found = sorted(
        (one for one in rated if one[0] > 0), key=lambda one: (-one[0], _KINDS.index(one[1].kind), one[1].name)
    )
    return [place for _, place in found[:MOST]]


_KINDS = ("district", "commune", "product", "page", "commune_2025")


def _rate(query: str, place: Place) -> float:
    """How well a place answers a query; 0 not at all."""
    best = 0.0
    for words in place.words:
        if words == query:
            best = 100.0
        elif words.startswith(query):
            best = max(best, 90.0)
        elif f" {query}" in f" {words}":
            best = max(best, 80.0)
        elif len(query) > 3 and (alike := fuzz.ratio(query, words)) >= ALIKE:
            best = max(best, alike - 30)
    initials = "".join(word[0] for word in place.words[0].split())
    return max(best, 85.0 if query == initials and len(query) > 1 else 0.0)


@cache
def _known() -> list[Place]:
    units = [
        Place(
            unit.level if vintage == "2021" else "commune_2025", unit.code, unit.name, unit.type,
            vocabulary.unit(unit.parent).name if unit.level == "commune" and vintage == "2021" else "",
        )
        for (vintage, _), unit in vocabulary.units().items() if unit.level != "province"
    ]  # fmt: skip
    products = [
        Place("product", row["product"], row["name_vi"], also=(*row["keywords"].split(";"), fold(row["name_en"])))
        for row in vocabulary.rows("products.csv")
    ]
    return units + products
