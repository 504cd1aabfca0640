"""What a viewer chose, as it stands in the address: codes by key. Two viewers of one address see one view."""

from collections.abc import Iterator, Mapping
from datetime import date

UNIT = "unit"
FORMER = ("commune", "district")  # how links of old name the unit, the smaller one first
LONGEST = 500  # characters of a value: an agenda of every slide has half as many
DIGITS = 9  # of a number


class Address(Mapping):
    """The choices of an address, never changed; usable as a key. What is not chosen is not there.

    A unit is found under one key, also where an old link names it under another. A value longer than any that is ours is
    not there either, but `is_cut` says so: an address is kept, and what is kept is bounded.
    """

    def __init__(self, chosen: Mapping[str, str] | None = None):
        given = {key: value for key, value in (chosen or {}).items() if value}
        named = {key: value for key, value in given.items() if len(value) <= LONGEST}
        self.is_cut = len(named) < len(given)
        former = [code for name in FORMER if (code := named.pop(name, ""))]
        self._chosen = tuple(sorted({**({UNIT: former[0]} if former else {}), **named}.items()))

    def __getitem__(self, key: str) -> str:
        return dict(self._chosen)[key]

    def __iter__(self) -> Iterator[str]:
        return (key for key, _ in self._chosen)

    def __len__(self) -> int:
        return len(self._chosen)

    def __hash__(self) -> int:
        return hash(self._chosen)

    def of(self, keys: tuple[str, ...]) -> "Address":
        """What of the address a view looks at: the rest must not make another view of it."""
        return Address({key: value for key, value in self._chosen if key in keys})

    def code(self, key: str, options: tuple[str, ...], default: str) -> str:
        """One of some codes; the default where the address has none of them."""
        chosen = self.get(key, default)
        return chosen if chosen in options else default

    def number(self, key: str) -> int | None:
        """A whole number; None where the address has none, or something else."""
        written = self.get(key, "")
        return int(written) if written.isascii() and written.isdigit() and len(written) <= DIGITS else None

    def day(self, first: date, last: date, key: str = "day") -> date:
        """A day between two; the last one where the address has none."""
        try:
            chosen = date.fromisoformat(self.get(key, last.isoformat()))
        except ValueError:
            return last
        return min(max(chosen, first), last)
