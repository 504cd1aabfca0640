"""How taught forms name the columns of a header: their paths, days as `<ngày>`, a second one of a name with its number."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from etl import dates
from etl.sources import PATH, REJECTS_ADD
from etl.text import clean

DAY = "<ngày>"  # in a form, a header that is a date
DATED = re.compile(r"(?:(?:tính|lũy kế|luỹ kế|cộng dồn)?\s*(?:đến)?\s*(?:hết)?\s*ngày\s*)?(\d.*)", re.IGNORECASE)


def name_of(path: tuple[str, ...], has_days_above: bool = False) -> str:
    """The name of a column as forms write it."""
    last = len(path) - 1
    return PATH.join(
        DAY if (has_days_above or place == last) and day_of(part) else part for place, part in enumerate(path)
    )


def names_of(columns: Sequence[tuple[str, ...]]) -> list[str]:
    """The header of a form to be taught from the paths of a table's filled columns."""
    return [name_of(path) for path in columns if path and not is_added(path)]


@lru_cache(maxsize=100_000)
def same(name: str) -> str:
    """Headers are equal that differ only in spaces, capitals and the form of their letters."""
    return clean(name).lower()


def is_added(path: tuple[str, ...]) -> bool:
    """Whether a column is one that rejects add."""
    return same(PATH.join(path)) in map(same, REJECTS_ADD)


def day_of(text: str) -> date | None:
    """The day that a header is, as 25/9/2021 or 'đến ngày 25/9/2021'; None where it is no date."""
    found = DATED.fullmatch(text.strip())
    if not found or not re.search(r"[/-]", found[1]):
        return None
    try:
        return dates.parse(found[1], True)
    except ValueError:
        return None


def numbered(header: Sequence[str]) -> list[str]:
    """The names of a header with '#2' behind the second of a name; days, of which there may be any number, without."""
    seen: Counter = Counter()
    found = []
    for name in header:
        plain = same(re.sub(r"#\d+$", "", name))
        seen[plain] += 1
        found.append(plain if seen[plain] == 1 or DAY in plain else f"{plain}#{seen[plain]}")
    return found


def one_day(names: list[str]) -> list[str]:
    """A header in which a run of days, or of the same columns below days, counts as one: next week's table has one more."""
    found: list[str] = []
    run: list[str] = []
    for name in [*names, ""]:
        if DAY in name:
            run += [name] * (name != run[-1] if run else True)
        else:
            found += [*_period(run), *([name] if name else [])]
            run = []
    return found


def _period(run: list[str]) -> list[str]:
    """The shortest beginning of a list of which the whole list is a repetition."""
    fits = (
        run[:size] for size in range(1, len(run) + 1) if len(run) % size == 0 and run[:size] * (len(run) // size) == run
    )
    return next(fits, run)
