"""The rows that a pack is made of, asked once each: those of the pages, as plain values, missing ones as None."""

from dataclasses import dataclass

import pandas as pd

from data import attainment, vocabulary
from data.snapshots import Scope, Snapshot
from pages.documents.values import Filters, plain
from pages.progress import target, units
from pages.progress.outlook import forecast, sentence
from pages.progress.overview import ranking


@dataclass(frozen=True)
class Facts:
    """Rows of attainment in words by level, by the pack's indicator and by those of lead households; the curves of the phases.

    A viewer's scope may hold no province, no phase or no district: then there are no such rows.
    """

    province: list[dict]
    phases: list[dict]  # the first one first
    running: dict | None  # the row of the phase that the meeting is about
    districts: list[dict]  # the best first
    lead: list[dict]
    designated: list[dict]
    province_lead: list[dict]
    province_designated: list[dict]
    outlook: dict | None  # the forecast of the running phase; None where it does not run
    scenarios: pd.DataFrame  # of that forecast
    districts_outlook: dict[str, dict]  # the forecasts of its districts, by code
    series: pd.DataFrame
    communes: pd.DataFrame  # ranked


def gather(snapshot: Snapshot, scope: Scope, filters: Filters) -> Facts:
    day, indicator = filters.day, filters.indicator

    def districts(code: str) -> list[dict]:
        return records(units.described(attainment.units(snapshot, scope, day, "district", code)))

    def province(code: str) -> list[dict]:
        """The province is judged by its phases and has no status of its own."""
        found = attainment.units(snapshot, scope, day, "province", code)
        return records(units.named(found).assign(status_label=None))

    phases = [plain(row) for row in target.phases(snapshot, scope, day, indicator)][::-1]
    phase = vocabulary.running_phase(day)
    running = phase.number
    seen = sentence.of(snapshot, scope, day, "phase", indicator, running).get(phase.unit_code)
    return Facts(
        province=province(indicator),
        phases=phases,
        running=next((phase for phase in phases if phase["phase"] == running and not phase["is_over"]), None),
        districts=records(
            ranking.ordered(units.described(attainment.ranking(snapshot, scope, day, "district", indicator)), "level")
        ),
        lead=districts("lead"),
        designated=districts("designated"),
        province_lead=province("lead"),
        province_designated=province("designated"),
        outlook=seen if sentence.has_forecast(seen) else None,
        scenarios=forecast.scenarios(seen) if sentence.has_forecast(seen) else pd.DataFrame(),
        districts_outlook=sentence.of(snapshot, scope, day, "district", indicator, running),
        series=attainment.phase_series(snapshot, scope, day, "phase", indicator),
        communes=attainment.ranking(snapshot, scope, day, "commune", indicator),
    )


def records(frame: pd.DataFrame) -> list[dict]:
    """Rows as plain values, missing ones as None."""
    return [plain(row) for row in frame.to_dict("records")]
