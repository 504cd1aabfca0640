"""The forecast to the deadline, not verified, and the same method tried on the phase before."""

from datetime import date
from functools import partial

from data import outlook as method
from data import vocabulary
from data.snapshots import Scope, Snapshot
from data.vocabulary import Phase
from pages.charts import progress
from pages.kit import choices, formats
from pages.kit.address import Address
from pages.kit.lineage import FigureKey
from pages.kit.texts import text
from pages.kit.view import Chart, Folded, Heading, Notice, Part, Sentence, Table, View, columns
from pages.progress.outlook import forecast

CHOICES = ("indicator", "day")


def outlook(snapshot: Snapshot, scope: Scope, address: Address) -> View:
    indicator = choices.indicator(address)
    day = choices.day(address, vocabulary.first_day(), snapshot.as_of)
    phase = vocabulary.running_phase(day.chosen)
    asked = (snapshot, scope, day.chosen)
    whole = method.expected(*asked, "phase", indicator.chosen, phase.number)
    units = forecast.named(method.expected(*asked, "district", indicator.chosen, phase.number))
    draw = partial(progress.outlook, units, forecast.marks(), separators=formats.separators())
    return View(
        text("outlook.title", deadline=formats.day(phase.ends_on)),
        (
            Sentence(forecast.verdict(whole), "verdict"),
            Chart("outlook", text("outlook.alt"), draw),
            Table("units", columns(*forecast.UNITS), units),
            *_replay(*asked, indicator.chosen, phase),
            Folded(text("outlook.method.title"), text("outlook.method", **forecast.tried(day.chosen))),
        ),
        FigureKey(vocabulary.PROVINCE, indicator.chosen, "coverage", day.chosen),
        (indicator, day),
    )


def _replay(snapshot: Snapshot, scope: Scope, day: date, indicator: str, phase: Phase) -> tuple[Part, ...]:
    """The method on the phase before, from the same share of time, beside what came."""
    tried, before = forecast.tried(day), method.learnt_from(phase.number)
    heading = text("outlook.replay", **tried)
    words = Heading(heading), Sentence(text("outlook.replay.help", **tried), "note")
    nothing = (*words, Notice(text("outlook.replay.none", **tried)))
    if before is None:
        return nothing
    share = forecast.share_of_time(phase, day)
    played = forecast.replayed(method.replayed(snapshot, scope, day, indicator, share, before.number))
    if played.empty:
        return nothing
    draw = partial(progress.replay, played, forecast.marks(), separators=formats.separators())
    return (
        *words,
        Sentence(forecast.judgement(played)),
        Chart("replay", heading, draw),
        Table("replayed", columns(*forecast.REPLAY), played),
    )
