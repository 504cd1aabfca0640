"""Makes a view once for all viewers of a snapshot, scope, address and language."""

from collections.abc import Callable

from data import shelf
from data.snapshots import Scope, Snapshot
from pages.kit import area
from pages.kit.address import Address
from pages.kit.texts import spoken
from pages.kit.view import View

Make = Callable[[Snapshot, Scope, Address], View]


def view(make: Make, snapshot: Snapshot, scope: Scope, address: Address, language: str) -> View:
    """The view of an address, written in a language; of a unit that the viewer may see."""
    address = area.within(address, scope)

    def made() -> View:
        with spoken(language):
            return make(snapshot, scope, address)

    return shelf.kept(snapshot, (make, scope, address, language), made)
