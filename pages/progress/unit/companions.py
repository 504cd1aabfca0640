"""What the curve of a unit is compared with: the phases before its own as wholes, and the twin of a commune."""

from datetime import date
from functools import partial

import pandas as pd

from data import attainment, likeness, vocabulary
from data.events import Event
from data.snapshots import Scope, Snapshot
from data.vocabulary import Unit
from pages.charts import over_time
from pages.kit import formats, names
from pages.kit.texts import text
from pages.kit.view import Chart, Heading, Notice, Part, Sentence, Table, columns
from pages.progress.phases import curves as phases
from pages.progress.phases import marked

Companion = tuple[str, pd.DataFrame]  # what it is called, and its curve


def drawn(
    mine: pd.DataFrame,
    others: list[Companion],
    unit: Unit,
    households: likeness.Households,
    align: str,
    target: float,
    words: str,
    happened: list[Event],
) -> tuple[Part, ...]:
    """The curve of a unit with its companions, why they are these (by the households of a day), and their table folded below."""
    heading, phase = title(unit, households), vocabulary.phases()[unit.phase]
    if mine.empty:
        return Heading(heading), Notice(text("unit.curve.none"))
    end = max(rows[phases.TIME[align]].max() for _, rows in [("", mine), *others])
    happened = marked.placed(happened, align, end, phase)
    drawn = partial(
        over_time.companions, mine, others, phases.TIME[align], names.short_unit(unit.code), axes(align), target, separators=formats.separators()
    )  # fmt: skip
    return (
        Heading(heading),
        Chart("curve", f"{heading}: {words}", marked.on(drawn, marked.flags(happened, align, phase))),
        *marked.listed(happened),
        Sentence(reason(unit, align, households), "note"),
        Table(
            "curves", columns(*phases.COLUMNS), phases.beside(mine, names.short_unit(unit.code), others), is_folded=True
        ),
    )


def curves(
    snapshot: Snapshot, scope: Scope, day: date, unit: Unit, indicator: str
) -> tuple[pd.DataFrame, list[Companion]]:
    """The unit's curve up to a day, and those it is compared with up to the snapshot's last day."""
    own = attainment.phase_series(snapshot, scope, day, unit.level, indicator)
    whole = attainment.phase_series(snapshot, scope, snapshot.as_of, "phase", indicator)
    others = [(names.phase(number), whole[whole["phase"] == number]) for number in _phases(unit)]
    if twin := _twin(unit, likeness.registered(snapshot, scope, day)):
        communes = attainment.phase_series(snapshot, scope, snapshot.as_of, "commune", indicator)
        name = text("unit.twin", name=names.commune(twin.code), phase=vocabulary.unit(twin.code).phase)
        others.append((name, communes[communes["unit_code"] == twin.code]))
    return own[own["unit_code"] == unit.code], others


def _phases(unit: Unit) -> list[int]:
    """The phases before the unit's own, the latest first; for one of the first phase that phase itself."""
    return [phase.number for phase in vocabulary.phases_before(unit.phase)] or [unit.phase]


def _twin(unit: Unit, households: likeness.Households | None = None) -> likeness.Place | None:
    return likeness.twin(unit.code, households) if unit.level == "commune" else None


def title(unit: Unit, households: likeness.Households | None = None) -> str:
    return text("unit.curve" if _twin(unit, households) else "unit.curve.district", phases=_written(unit))


def _written(unit: Unit) -> str:
    return ", ".join(map(str, _phases(unit)))


def axes(align: str) -> dict[str, str]:
    return {**phases.axes(align), "target": text("mark.target")}


def reason(unit: Unit, align: str, households: likeness.Households | None = None) -> str:
    """What the dotted lines are, and why the twin is the twin: by households, else by the reference estimates."""
    twin = _twin(unit, households)
    if twin is None:
        return text(f"unit.ghost.{align}", phases=_written(unit))
    own = likeness.places(households)[unit.code]
    return text(
        "unit.twin.reason", name=names.commune(twin.code), phase=vocabulary.unit(twin.code).phase,
        own=formats.number(own.households), other=formats.number(twin.households),
        own_far=formats.number(own.remoteness, 1), other_far=formats.number(twin.remoteness, 1),
    )  # fmt: skip
