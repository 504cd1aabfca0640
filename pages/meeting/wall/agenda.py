"""The agenda of a meeting: which slides, in which order, and where it stands; the address says all of it."""

from data import attainment, vocabulary
from data.snapshots import Scope, Snapshot
from pages.kit import area, names
from pages.kit.address import Address
from pages.kit.texts import text

SLIDES = ("province", "map", "ranking", "outlook", "phases", "lead", "products", "findings", "conclusions")
OF_THE_WHOLE = {"province", "phases"}  # for who may see the province and its phases as wholes
CONCLUSIONS = SLIDES[-1]
DISTRICT = "district-"
BESIDE = "beside"  # in the address: a unit that is looked at, whatever the agenda


def known(snapshot: Snapshot, scope: Scope) -> list[str]:
    """All slides in their usual order: each district of the running phase in scope has one, the worst first, before the conclusions."""
    phase = vocabulary.running_phase(snapshot.as_of).number
    found = attainment.units(snapshot, scope, snapshot.as_of, "district", "both")
    worst = found[found["phase"] == phase].sort_values("of_target", kind="stable")["unit_code"]
    districts = [
        unit.code
        for unit in vocabulary.units().values()
        if unit.level == "district" and unit.phase == phase and area.is_within(unit, scope)
    ]
    slides = [slide for slide in SLIDES[:-1] if scope.districts is None or slide not in OF_THE_WHOLE]
    return [*slides, *(f"{DISTRICT}{code}" for code in dict.fromkeys([*worst, *districts])), CONCLUSIONS]


def beside(address: Address) -> str | None:
    """The district or commune that is looked at beside the agenda; None where the meeting is at its slide."""
    known = vocabulary.units().get(("2021", address.get(BESIDE, "")))
    return known.code if known and known.level in ("district", "commune") else None


def order(snapshot: Snapshot, scope: Scope, address: Address) -> list[str]:
    """The slides that the address names, in its order; all of them where it names none."""
    named = dict.fromkeys(address.get("agenda", "").split(","))
    slides = known(snapshot, scope)
    return [slide for slide in named if slide in slides] or slides


def position(address: Address, slides: int) -> int | None:
    """The slide on the wall, counted from 0; None before the meeting has begun."""
    number = address.number("slide")
    return None if number is None else min(max(number, 1), max(slides, 1)) - 1


def is_on(address: Address) -> bool:
    """Whether a meeting is on the wall."""
    return address.number("slide") is not None


def name(slide: str) -> str:
    return names.unit(slide.removeprefix(DISTRICT)) if slide.startswith(DISTRICT) else text(f"slide.{slide}")


def moved(order: list[str], slide: str, to: int) -> list[str]:
    """The order with a slide in another place, counted from 0."""
    rest = [other for other in order if other != slide]
    return [*rest[: max(to, 0)], slide, *rest[max(to, 0) :]]


def number(position: int) -> int:
    """A slide's place as a room counts it: from one."""
    return position + 1
