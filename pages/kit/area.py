"""The one unit that a viewer looks at, on every page: what the address names, and the nearest to it that a page can show.

In the address stands `unit`: the code of the province, of a district or commune of 2021, or of a commune of 2025 with
`2025-` before it, for the two vintages share codes.
"""

from data import vocabulary
from data.snapshots import Scope
from data.vocabulary import Unit
from pages.kit import formats, names
from pages.kit.address import UNIT, Address
from pages.kit.texts import text
from pages.kit.view import ALL, Choice, Option

KEY = UNIT
OF_2025 = "2025-"
LEVELS = ("province", "district", "commune")
NEW = "commune_2025"  # the level of a commune of 2025


def level(unit: Unit) -> str:
    """The level of a unit, which says of a commune whether it is one of 2025."""
    return NEW if unit.vintage == "2025" and unit.level == "commune" else unit.level


def code(unit: Unit) -> str:
    """How the address names a unit."""
    return f"{OF_2025}{unit.code}" if level(unit) == NEW else unit.code


def known(code: str) -> Unit | None:
    """The unit that an address names so; None where there is none."""
    vintage, bare = ("2025", code.removeprefix(OF_2025)) if code.startswith(OF_2025) else ("2021", code)
    return vocabulary.units().get((vintage, bare))


def asked(address: Address) -> Unit:
    """The unit of the address; the province where it names none."""
    return known(address.get(KEY, "")) or vocabulary.unit(vocabulary.PROVINCE)


def nearest(unit: Unit, levels: tuple[str, ...]) -> Unit:
    """The unit itself where it is of one of the levels, else the first of those it lies in that is; at last the province."""
    while level(unit) not in levels and unit.level != "province":
        above = vocabulary.mostly_in(unit.code) if level(unit) == NEW else unit.parent
        unit = vocabulary.unit(above)
    return unit


def shown(address: Address, levels: tuple[str, ...]) -> Unit:
    """The unit of the address, or the nearest one of some levels."""
    return nearest(asked(address), levels)


def within(address: Address, scope: Scope) -> Address:
    """The address for a viewer of some districts alone: the unit that it names where it lies in one, else the first of them."""
    if scope.districts is None or is_within(asked(address), scope):
        return address
    return Address({**address, KEY: min(scope.districts, default=vocabulary.PROVINCE)})


def is_within(unit: Unit, scope: Scope) -> bool:
    """Whether a viewer may see the figures of a unit."""
    if scope.districts is None:
        return True
    own = nearest(unit, LEVELS) if level(unit) == NEW else unit
    return vocabulary.district_of(own.code) in scope.districts


def name(unit: Unit) -> str:
    """A unit with its kind, a commune with its district or its vintage."""
    if unit.level == "province":
        return text("map.province")
    if level(unit) == NEW:
        return text("search.commune_2025", name=formats.unit(unit.type, unit.name))
    return names.commune(unit.code)


def choice(address: Address, levels: tuple[str, ...]) -> Choice:
    """The unit of a page that can show those of some levels; where the province is none of them, the first district."""
    own = shown(address, levels)
    offered = _offered(levels)
    if own.level == "province" and "province" not in levels:
        own = offered[0]
    options = tuple(Option(ALL if one.level == "province" else code(one), name(one)) for one in offered)
    chosen = ALL if own.level == "province" else code(own)
    default = ALL if "province" in levels else ""
    return Choice(KEY, text("choice.unit"), options, chosen, default, "unit", width=3)


def _offered(levels: tuple[str, ...]) -> list[Unit]:
    """The units of some levels, the higher level first."""
    every = [one for (vintage, _), one in vocabulary.units().items() if vintage == "2021" or level(one) == NEW]
    return [one for wanted in (*LEVELS, NEW) if wanted in levels for one in every if level(one) == wanted]


def of(choice: Choice) -> Unit:
    """The unit that a choice stands at."""
    return vocabulary.unit(vocabulary.PROVINCE) if choice.chosen == ALL else known(choice.chosen)
