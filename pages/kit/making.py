"""Makes a view once for all viewers of a snapshot, scope, address and language."""

from collections.abc import Callable

from data import conclusions, shelf
from data.snapshots import Scope, Snapshot
from pages.kit import area
from pages.kit.address import Address
from pages.kit.texts import spoken
from pages.kit.view import View

Make = Callable[[Snapshot, Scope, Address], View]


def view(make: Make, snapshot: Snapshot, scope: Scope, address: Address, language: str) -> View:
    """The view of an address, of a unit that the viewer may see; made anew when a conclusion was recorded, of which some tell."""
    address = area.within(address, scope)

    def made() -> View:
        with spoken(language):
            return make(snapshot, scope, address)

    recorded = conclusions.written(snapshot.path.parents[1])
    return shelf.kept(snapshot, (make, scope, address, language, recorded), made)
