"""What was made of a snapshot, kept for all viewers: snapshots never change, so nothing here goes stale.

Each snapshot has a shelf of its own; with the snapshot goes all that was made of it. Whatever differs from viewer to
viewer (scope, language, theme, address) is part of the key.
"""

from collections.abc import Callable, Hashable
from functools import lru_cache
from threading import Condition

from cachetools import LRUCache, cached

from data.snapshots import Scope, Snapshot
from pages.kit.address import Address
from pages.kit.texts import spoken
from pages.kit.view import View

SNAPSHOTS = 3  # the published one, the one before it, one that somebody froze
MADE = 400  # views and drawings of one snapshot

Make = Callable[[Snapshot, Scope, Address], View]


@lru_cache(maxsize=SNAPSHOTS)
def _shelf(snapshot: Snapshot) -> Callable[[Hashable, Callable[[], object]], object]:
    """Two viewers who ask for the same at once have it made once."""

    @cached(LRUCache(MADE), key=lambda key, make: key, condition=Condition())
    def kept(key: Hashable, make: Callable[[], object]) -> object:
        return make()

    return kept


def kept(snapshot: Snapshot, key: Hashable, make: Callable[[], object]) -> object:
    """What `make` gives, made once for a snapshot and key."""
    return _shelf(snapshot)(key, make)


def view(make: Make, snapshot: Snapshot, scope: Scope, address: Address, language: str) -> View:
    """The view of an address, written in a language."""

    def made() -> View:
        with spoken(language):
            return make(snapshot, scope, address)

    return kept(snapshot, (make, scope, address, language), made)
