"""What was made of a snapshot, kept for all viewers: snapshots never change, so nothing here goes stale.

Each snapshot has a shelf of its own; with the snapshot goes all that was made of it, answers and views alike. Whatever
differs from viewer to viewer (scope, language, theme, address) is part of the key.
"""

from collections.abc import Callable, Hashable
from functools import lru_cache
from threading import Condition

from cachetools import LRUCache, cached

SNAPSHOTS = 3  # the published one, the one before it, one that somebody froze
MADE = 900  # answers, views and drawings of one snapshot


@lru_cache(maxsize=SNAPSHOTS)
def _shelf(snapshot: Hashable) -> Callable[[Hashable, Callable[[], object]], object]:
    """Two viewers who ask for the same at once have it made once."""

    @cached(LRUCache(MADE), key=lambda key, make: key, condition=Condition())
    def kept(key: Hashable, make: Callable[[], object]) -> object:
        return make()

    return kept


def kept(snapshot: Hashable, key: Hashable, make: Callable[[], object]) -> object:
    """What `make` gives, made once for a snapshot and key. What it raises is not kept."""
    return _shelf(snapshot)(key, make)
