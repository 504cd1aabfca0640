"""Events on the curves of phases and units: a number where each lies in the time of its phase, and what the numbers mean."""

from collections.abc import Callable

from data import ratios, vocabulary
from data.events import Event
from data.vocabulary import Phase
from pages.charts.flags import flagged
from pages.charts.layout import Chart
from pages.charts.style import Palette
from pages.kit import foreign, formats
from pages.kit.texts import label, text
from pages.kit.view import Sentence

LONGEST = 90  # letters of a conclusion
Flag = tuple[float, str]  # where it lies in the time of its phase, by day number or share of time, and its number


def phase_of(event: Event) -> Phase:
    """The phase in whose time an event of all lies: its own, else that which ran on its day."""
    own = [phase for phase in vocabulary.phases().values() if phase.unit_code == event.unit]
    return own[0] if own else vocabulary.running_phase(event.day)


def placed(events: list[Event], align: str, end: float, phase: Phase | None = None) -> list[Event]:
    """Those events that have a place on curves which reach from the first day of a phase to `end`, as of `flags`."""
    return [event for event in events if 0 <= _at(event, phase or phase_of(event), align) <= end]


def flags(events: list[Event], align: str, phase: Phase | None = None) -> list[Flag]:
    """Events by the time of one phase, or each by that of its own; what lies before a phase has no place."""
    placed = [
        (_at(event, phase or phase_of(event), align), formats.number(number)) for number, event in enumerate(events, 1)
    ]
    return [(at, number) for at, number in placed if at >= 0]


def _at(event: Event, phase: Phase, align: str) -> float:
    day = (event.day - phase.starts_on).days + 1
    return float(ratios.share(day, phase.days)) if align == "share" else float(day)


def listed(events: list[Event]) -> tuple[Sentence, ...]:
    """What each number means, with its source."""
    if not events:
        return ()
    told = (_told(number, event) for number, event in enumerate(events, 1))
    return (Sentence(text("events.listed", events="; ".join(told)), "events"),)


def _told(number: int, event: Event) -> str:
    words = event.words if len(event.words) <= LONGEST else f"{event.words[:LONGEST].rstrip()}…"
    named = label(event.label) if event.label else ""
    told = text(f"events.{event.kind}", words=foreign.literal(words), label=named, count=formats.number(event.count))
    source = event.source or text(f"events.{event.kind}.source")
    return text("events.one", number=formats.number(number), day=formats.day(event.day), told=told, source=source)


def on(draw: Callable[[Palette], Chart], flags: list[Flag]) -> Callable[[Palette], Chart]:
    """A chart of curves with the flags of events."""
    return lambda palette: flagged(draw(palette), flags, palette)
