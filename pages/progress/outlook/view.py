"""The forecast to the deadline: three scenarios of the running phase or of one of its districts, and how the method was tried."""

from datetime import date
from functools import partial

import pandas as pd

from data import attainment, records, vocabulary
from data import outlook as method
from data.snapshots import Scope, Snapshot
from data.vocabulary import Phase
from pages.charts import over_time, progress
from pages.kit import area, choices, formats, names
from pages.kit.address import Address
from pages.kit.lineage import FigureKey
from pages.kit.texts import text
from pages.kit.view import Chart, Heading, Notice, Part, Sentence, Table, View, columns
from pages.progress import units
from pages.progress.outlook import forecast, sentence

CHOICES = ("indicator", "day", area.KEY)
LEVELS = ("province", "district")
RESULTS = units.picked(units.UNITS, "unit", "coverage", "status_label", "achieved", "target", "gap")


def outlook(snapshot: Snapshot, scope: Scope, address: Address) -> View:
    indicator = choices.indicator(address)
    day = choices.day(address, vocabulary.first_day(), snapshot.as_of)
    unit = area.choice(address, LEVELS)
    district = area.of(unit)
    phase = vocabulary.running_phase(day.chosen)
    own = district.level == "district"
    if own:
        phase = vocabulary.phases()[district.phase]
    code, level = (district.code, "district") if own else (phase.unit_code, "phase")
    asked = (snapshot, scope, day.chosen)
    make = _running if method.is_running(phase.number, day.chosen) else _not_running
    return View(
        text(
            "outlook.title.over" if phase.ends_on <= day.chosen else "outlook.title",
            deadline=formats.day(phase.ends_on),
        ),
        make(*asked, level, code, indicator.chosen, phase),
        FigureKey(vocabulary.PROVINCE, indicator.chosen, "coverage", day.chosen),
        (unit, indicator, day),
    )


def _running(
    snapshot: Snapshot, scope: Scope, day: date, level: str, code: str, indicator: str, phase: Phase
) -> tuple[Part, ...]:
    asked = (snapshot, scope, day)
    row = sentence.of(*asked, level, indicator, phase.number).get(code)
    if not sentence.has_forecast(row):
        return (Sentence(text("outlook.none"), "verdict"), *_districts(*asked, indicator, phase))
    more = [Sentence(words) for words in (sentence.needed(row), sentence.both_ways(row)) if words]
    return (
        Sentence(sentence.said(row, _name(code, phase)), "verdict"),
        *more,
        _picture(*asked, level, code, indicator, phase, row),
        Table("scenarios", columns(*forecast.SCENARIOS), forecast.scenarios(row)),
        Sentence(forecast.origin(row, day), "note"),
        *_districts(*asked, indicator, phase),
        *(forecast.judged(level) if pd.notna(row["low"]) else ()),
        forecast.method(row),
    )


def _name(code: str, phase: Phase) -> str:
    return names.phase(phase.number) if code == phase.unit_code else names.unit(code)


def _picture(
    snapshot: Snapshot, scope: Scope, day: date, level: str, code: str, indicator: str, phase: Phase, row: dict
) -> Chart:
    lines = method.paths(snapshot, scope, day, code, level, indicator, phase.number)
    has_range = pd.notna(row["low"])
    interval = (phase.days, row["low_share"], row["high_share"]) if has_range else None
    target = None if pd.isna(row["target_share"]) else row["target_share"]
    draw = partial(
        over_time.scenarios, lines, interval, target, forecast.titles(row), separators=formats.separators()
    )  # fmt: skip
    return Chart("outlook", sentence.said(row, _name(code, phase)), draw)


def _districts(snapshot: Snapshot, scope: Scope, day: date, indicator: str, phase: Phase) -> tuple[Part, ...]:
    """The same of every district of the phase."""
    found = method.expected(snapshot, scope, day, "district", indicator, phase.number)
    found = found[found["week"].notna()]
    if found.empty:
        return (Notice(text("outlook.none")),)
    rows = units.leading(units.estimated(forecast.named(found)))
    draw = partial(progress.outlook, rows, forecast.marks(), separators=formats.separators())
    shown = [
        column for column in forecast.UNITS if column[0] != "probability_told" or rows["probability"].notna().any()
    ]
    return (
        Heading(text("outlook.districts", phase=phase.number)),
        Chart("districts", text("outlook.alt"), draw),
        Table("units", columns(*shown), rows),
        *units.estimates(rows),
    )


def _not_running(
    snapshot: Snapshot, scope: Scope, day: date, level: str, code: str, indicator: str, phase: Phase
) -> tuple[Part, ...]:
    """Before a phase there is nothing to carry on; from its deadline on its result stands."""
    if day < phase.starts_on:
        start = formats.day(phase.starts_on)
        return (Sentence(text("outlook.waiting", phase=phase.number, start=start), "verdict"),)
    found = attainment.units(snapshot, scope, phase.ends_on, level, indicator)
    whole = found[found["unit_code"] == code]
    words = [forecast.result(phase, row) for row in records.dicts(whole)]
    districts = attainment.units(snapshot, scope, phase.ends_on, "district", indicator)
    rows = units.described(districts[districts["phase"] == phase.number])
    return (
        *(Sentence(one, "verdict") for one in words),
        Sentence(text("outlook.over.note"), "note"),
        Table("results", columns(*RESULTS), rows),
    )
