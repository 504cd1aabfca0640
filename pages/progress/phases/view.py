"""Phases beside one another: their curves, the districts of each, and what each had reached at its deadline."""

from datetime import date
from functools import partial

import pandas as pd

from data import attainment, events, records, vocabulary
from data.snapshots import Scope, Snapshot
from data.vocabulary import Phase
from pages.charts import over_time
from pages.kit import choices, formats, names
from pages.kit.address import Address
from pages.kit.lineage import FigureKey
from pages.kit.texts import label, text
from pages.kit.view import Chart, Heading, Notice, Part, Sentence, Table, Tabs, View, columns
from pages.progress import units
from pages.progress.phases import curves, marked

CHOICES = ("indicator", "align")
RESULTS = (
    ("unit", "column.unit"), ("coverage", "column.coverage", "share"), ("status_label", "column.status"), ("phase", "column.phase", "count"),
    ("achieved_now", "overview.now", "count"), ("result_at_deadline", "column.result", "count"),
    ("after_deadline", "column.after", "count"),
)  # fmt: skip


def phases(snapshot: Snapshot, scope: Scope, address: Address) -> View:
    indicator, align = choices.indicator(address), choices.align(address, "day")
    series = attainment.phase_series(snapshot, scope, snapshot.as_of, "phase", indicator.chosen)
    return View(
        text("phases.title", **curves.compared(snapshot.as_of)),
        (
            *compared(snapshot, scope, snapshot.as_of, indicator.chosen, align.chosen),
            Heading(text("phases.multiples")),
            Sentence(text("phases.multiples.help", **curves.axes(align.chosen)), "note"),
            _districts(snapshot, scope, series, indicator.chosen, align.chosen),
            *_results(snapshot, scope, indicator.chosen),
        ),
        FigureKey(vocabulary.PROVINCE, indicator.chosen, "coverage", snapshot.as_of),
        (indicator, align),
    )


def compared(snapshot: Snapshot, scope: Scope, day: date, indicator: str, align: str) -> tuple[Part, ...]:
    """What the comparison of a day says, the curves up to it, and their table folded below; phases are wholes.

    Without any data there is no curve: an empty plot would look like one of nought.
    """
    if scope.districts is not None:
        return (Notice(text("phases.outside")),)
    series = attainment.phase_series(snapshot, scope, day, "phase", indicator)
    named, verdict = curves.named(series), curves.verdict(series, day, align)
    if named.empty:
        return Sentence(verdict, "verdict"), Notice(text("phases.nothing"))
    happened = events.concerning(
        events.known(snapshot, scope), {phase.unit_code for phase in vocabulary.phases().values()}
    )
    happened = marked.placed(happened, align, named[curves.TIME[align]].max())
    drawn = partial(over_time.curves, named, curves.TIME[align], curves.axes(align), separators=formats.separators())
    return (
        Sentence(verdict, "verdict"),
        Chart("phases", verdict, marked.on(drawn, marked.flags(happened, align))),
        *marked.listed(happened),
        Table("days", columns(*curves.COLUMNS), named, is_folded=True),
    )


def _districts(snapshot: Snapshot, scope: Scope, whole: pd.DataFrame, indicator: str, align: str) -> Tabs:
    """The districts of each phase that the viewer sees some of, the last phase first, its neighbour in time as a whole behind."""
    series = attainment.phase_series(snapshot, scope, snapshot.as_of, "district", indicator)
    now = attainment.units(snapshot, scope, snapshot.as_of, "district", indicator).set_index("unit_code")["status"]
    series = series.assign(status=series["unit_code"].map(now), name=series["unit_code"].map(names.districts()))
    seen = [phase for phase in vocabulary.phases().values() if _sees_some(scope, phase)]
    order = sorted(seen, key=lambda phase: phase.starts_on, reverse=True)
    groups = tuple(_of_phase(phase, series, whole, indicator, align) for phase in order)
    return Tabs("multiples", tuple(names.phase(phase.number) for phase in order), groups)


def _sees_some(scope: Scope, phase: Phase) -> bool:
    return scope.districts is None or any(vocabulary.unit(code).phase == phase.number for code in scope.districts)


def _of_phase(phase: Phase, series: pd.DataFrame, whole: pd.DataFrame, indicator: str, align: str) -> tuple[Part, ...]:
    own = series[series["phase"] == phase.number]
    if own.empty:
        return (Notice(names.not_begun([phase])),)
    behind = ghost(phase.number)
    drawn = (
        own, whole[whole["phase"] == behind], curves.TIME[align], {"ghost": text("phases.ghost", phase=names.phase(behind))},
        vocabulary.indicators()[indicator].province_target,
    )  # fmt: skip
    return (
        Chart(
            f"multiples.{phase.number}", f"{text('phases.multiples')}, {names.phase(phase.number)}",
            partial(over_time.small_multiples, *drawn, separators=formats.separators()),
        ),
        Table(f"multiples-{phase.number}", columns(*curves.COLUMNS), own, is_folded=True),
    )  # fmt: skip


def ghost(number: int) -> int:
    """The phase that another one is compared with: the one before it; for the first, the one after."""
    before = vocabulary.phases_before(number)
    after = sorted(vocabulary.phases().values(), key=lambda phase: phase.starts_on)[1:2]
    return next((phase.number for phase in (*before, *after)), number)


def _results(snapshot: Snapshot, scope: Scope, indicator: str) -> tuple[Part, ...]:
    found = attainment.phase_result(snapshot, scope, "district", indicator)
    shares = attainment.units(snapshot, scope, snapshot.as_of, "district", indicator)[["unit_code", "coverage"]]
    found = found.merge(shares, on="unit_code", how="left")
    rows = found.assign(
        unit=[names.short_unit(code) for code in found["unit_code"]],
        status_label=[units.status(row) for row in records.dicts(found)],
    )
    return (
        Heading(text("phases.results")),
        Sentence(label(vocabulary.indicators()[indicator].definition), "note"),
        Table("results", columns(*RESULTS), rows),
    )
