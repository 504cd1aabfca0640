"""What the words of a header tell: of which field of a kind a column may be, by its own header and those above it."""

import re
from functools import lru_cache

from etl import sources, titles, vintages
from etl.sources import GROUP, IGNORED, INDICATOR
from etl.text import clean, fold

_LONGEST = 12  # words of a header that may say the same in two ways
_NUMBERED = re.compile(r"^\s*\(?\d{1,2}\s*[.)]\s*(?=[^\W\d])")


def assigned(kind: str, columns: list[tuple[str, ...]]) -> tuple[dict[str, int], dict[int, str]]:
    """Columns of a kind's fields, and of its indicators where it is wide.

    A column that can be one field only goes first, then the preferred spelling.
    """
    candidates = {position: fields_of(kind, path) for position, path in enumerate(columns)}
    fields = {
        position: [(name, rank) for name, rank in found if name in sources.kinds()[kind]]
        for position, found in candidates.items()
    }
    order = sorted((len(found), rank, position, name) for position, found in fields.items() for name, rank in found)
    known: dict[str, int] = {}
    for _, _, position, name in order:
        if name not in known and position not in known.values():
            known[name] = position
    ranked = sorted(
        (rank, position, name.removeprefix(INDICATOR))
        for position, found in candidates.items() for name, rank in found if name.startswith(INDICATOR)
    )  # fmt: skip
    indicators: dict[int, str] = {}
    for _, position, name in ranked:
        if name not in indicators.values() and position not in known.values():
            indicators[position] = name
    return known, indicators


def is_explained(kind: str, path: tuple[str, ...]) -> bool:
    """Whether a column that no field took is understood all the same: not used, or a second form of a target."""
    named = [name for name, _ in fields_of(kind, path)]
    return IGNORED in named or (kind == "targets" and any(name.startswith(INDICATOR) for name in named))


def fields_of(kind: str, path: tuple[str, ...]) -> list[tuple[str, int]]:
    """What a column may be, by its whole path; only a parent that adds nothing (`group`) may be left out.

    A unit of measure below a header ('Thành tiền › nghìn đồng') is that of its figures.
    """
    if len(path) > 1 and (measure := titles.measure(path[-1])) and measure.of in ("money", "quantity"):
        path = path[:-1]
    if len(path) > 1 and says_measure(path[-1]):
        path = path[:-1]
    for first in range(len(path)):
        if first and not _is_group(kind, path[first - 1]):
            break
        if found := fields_named(kind, " ".join(path[first:])):
            return found
    return sources.headers(kind).get(sources.below_any(path[-1]), []) if len(path) > 1 else []


@lru_cache(maxsize=10_000)
def _is_group(kind: str, text: str) -> bool:
    """Whether a header above others adds nothing to them; above figures only where the list of headers says so."""
    if any(name == GROUP for name, _ in fields_named(kind, text)):
        return True
    bare = titles.BRACKETS.sub(lambda bracket: " " if _is_remark(bracket[1]) else bracket[0], text)
    neutral = {
        word for use in ("parent", f"parent of {kind}") for phrase in sources.phrases(use) for word in phrase.split()
    }
    return kind not in sources.FIGURES and set(fold(bare).split()) <= neutral


@lru_cache(maxsize=100_000)
def fields_named(kind: str, text: str) -> list[tuple[str, int]]:
    """What an accepted header may name. A number before it is left out, and a remark in brackets that says nothing."""
    known = sources.headers(kind)
    text = _NUMBERED.sub("", text)
    forms = [clean(text), fold(text)]
    if all(_is_remark(inside) for inside in titles.BRACKETS.findall(text)):
        bare = titles.BRACKETS.sub(" ", text)
        before, _ = titles.split_measure(text)
        forms += [form for form in (clean(bare), fold(bare), clean(before), fold(before)) if form]
    found = next((known[form] for form in forms if form in known), []) or _named_twice(known, fold(text).split())
    bare = titles.without_sum(text)
    if found or kind not in sources.WIDE or bare == text:
        return found
    return [(name, rank) for name, rank in fields_named(kind, bare) if name.startswith(INDICATOR)]


def _named_twice(known: dict[str, list[tuple[str, int]]], words: list[str]) -> list[tuple[str, int]]:
    """What a header names whose two parts name the same: 'Mã hộ (Household code)', 'Huyện / District'."""
    for cut in range(1, min(len(words), _LONGEST)):
        first, second = (known.get(" ".join(part), []) for part in (words[:cut], words[cut:]))
        if same := [one for one in first if one[0] != GROUP and one[0] in {name for name, _ in second}]:
            return same
    return []


def _is_remark(text: str) -> bool:
    """Whether a bracket behind a header only explains it: a unit of measure, how to fill the column in."""
    folded = fold(text)
    is_known = folded in sources.phrases("remark") or titles.measure(text) is not None
    return not folded or is_known or vintages.says_2025([text], [])


def says_measure(value: object) -> bool:
    """Whether a cell says that those beside it are units of measure: 'ĐVT'."""
    return isinstance(value, str) and fold(value) in sources.phrases("unit of measure")
