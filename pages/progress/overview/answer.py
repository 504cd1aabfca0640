"""What the overview is opened for, on its first screen: one sentence to say aloud, the map, the ladders, the worst three, the end."""

from datetime import date
from functools import partial

import pandas as pd

from data import attainment, changes, records, vocabulary
from data.snapshots import Scope, Snapshot
from pages.charts import progress
from pages.kit import formats, names
from pages.kit.texts import language, text
from pages.kit.view import Chart, Columns, Heading, Link, Part, Sentence, Table, columns
from pages.progress import gains, target, units
from pages.progress.map import small
from pages.progress.map import view as atlas
from pages.progress.outlook import sentence
from pages.progress.overview import ranking

WORST = 3
LACKING = units.picked(units.UNITS, "unit", "coverage", "gap", "needed_per_day")


def parts(
    snapshot: Snapshot, scope: Scope, day: date, indicator: str, phases: list[pd.Series], districts: pd.DataFrame
) -> tuple[Part, ...]:
    """The first screen; `phases` as `target.phases` has them, `districts` are described rows.

    Of a viewer who may not see the province: the map and the lists alone.
    """
    scene = atlas.by_pace(indicator)
    rows = atlas.units_of(snapshot, scope, day, scene)
    drawn = (small.drawn(scope, rows, scene, atlas.caption(snapshot, day)),) if len(rows) else ()
    worst = _furthest(districts)
    beside = (*_ladders(snapshot, scope, day, indicator, phases), *_worst(worst), *_end(phases))
    return (*_said(snapshot, scope, day, indicator, phases, districts, worst), Columns((5, 6), (drawn, beside)))


def _furthest(districts: pd.DataFrame) -> pd.DataFrame:
    """The three furthest behind; once no phase runs any more, the furthest from their target."""
    is_over = districts["is_over"].all()
    return (ranking.missed(districts) if is_over else ranking.behind(districts)).head(WORST)


def _said(
    snapshot: Snapshot, scope: Scope, day: date, indicator: str, phases: list[pd.Series], districts: pd.DataFrame,
    worst: pd.DataFrame,
) -> tuple[Part, ...]:  # fmt: skip
    """The province and its week, then the phases, the lead households and who is furthest behind; else the districts in scope."""
    province = attainment.units(snapshot, scope, day, "province", indicator)
    if province.empty:
        return tuple(Sentence(_own(unit), "answer") for _, unit in districts[districts["has_data"]].iterrows())
    own = province.iloc[0]
    told = {"indicator": names.inside(names.indicator(indicator)), "share": formats.percent(own["coverage"]), "achieved": formats.number(own["achieved"]),
            "households": formats.number(own["households"]), "week": gains.week(own["gained_7_days"])}  # fmt: skip
    if met := changes.since_meeting(snapshot, scope, day, indicator):
        told |= {"met": formats.day(met[0]), "since_met": formats.signed(met[1])}
    key = "overview.answer.met" if met else "overview.answer"
    if not own["has_data"]:
        key = "overview.answer.nothing"
    more = [*map(_phase, phases), *_lead(snapshot, scope, day, indicator), _behind(districts, worst)]
    return Sentence(text(key, **told), "answer"), Sentence(" ".join(more))


def _own(unit: pd.Series) -> str:
    """A district and its week, by its result once its phase is over."""
    told = {"unit": unit["unit"], "indicator": names.inside(names.indicator(unit["indicator"])), "share": formats.percent(unit["coverage"]),
            "achieved": formats.number(unit["achieved"]), "households": formats.number(unit["households"]),
            "week": gains.week(unit["gained_7_days"]), "deadline": formats.day(unit["ends_on"]), "after": gains.after(unit["after_deadline"])}  # fmt: skip
    return text("overview.answer.own.over" if unit["is_over"] else "overview.answer.own", **told)


def _phase(unit: pd.Series) -> str:
    """How a phase stands, by its result once it is over."""
    told = {"phase": names.phase(int(unit["phase"])), "share": formats.percent(unit["coverage"]), "status": names.inside(units.status(unit)),
            "expected": formats.percent(unit["expected_share"]), "target": formats.percent(unit["target_share"], 0),
            "gap": formats.number(unit["gap"]), "start": formats.day(vocabulary.phases()[int(unit["phase"])].starts_on)}  # fmt: skip
    if unit["day_number"] < 1:
        return text("overview.answer.waiting", **told)
    if not unit["has_data"]:
        return text("overview.answer.silent.over" if unit["is_over"] else "overview.answer.silent", **told)
    if not unit["is_over"]:
        return text("overview.answer.running", **told)
    return text("overview.answer.over" if unit["status"] == "reached" else "overview.answer.over.missed", **told)


def _lead(snapshot: Snapshot, scope: Scope, day: date, indicator: str) -> list[str]:
    """The lead households of the province against their own target; nothing where they are what is looked at, or not known."""
    own = attainment.units(snapshot, scope, day, "province", "lead").iloc[0]
    if indicator == "lead" or not own["has_data"]:
        return []
    told = {"share": formats.percent(own["coverage"]), "target": formats.percent(own["target_share"], 0)}
    return [text("overview.answer.lead", **told)]


def _behind(districts: pd.DataFrame, worst: pd.DataFrame) -> str:
    """Those furthest behind, by name."""
    if worst.empty:
        return ranking.nobody(districts)
    named = (
        f"{vocabulary.unit(code).bare_name(language())} {formats.percent(share)}"
        for code, share in zip(worst["unit_code"], worst["coverage"], strict=True)
    )
    key = "overview.answer.missed" if worst["is_over"].all() else "overview.answer.behind"
    return text(key, names=", ".join(named))


def _ladders(snapshot: Snapshot, scope: Scope, day: date, indicator: str, phases: list[pd.Series]) -> tuple[Part, ...]:
    """Each phase by the indicator and by lead households, on bars with both targets."""
    if not phases:
        return ()
    lead = [] if indicator == "lead" else [target.standings(snapshot, scope, day, "lead")]
    rows = pd.concat([pd.DataFrame(phases).drop(columns="outlook"), *lead]).drop(columns="unit_code")
    named = [
        text("overview.ladder", phase=formats.number(phase), indicator=names.short(own))
        for phase, own in zip(rows["phase"], rows["indicator"], strict=True)
    ]
    rows = rows.assign(name=named, letter=[text(f"letter.{status}") for status in rows["status"]])
    said = "; ".join(
        f"{name} {formats.percent(share)}" for name, share in zip(rows["name"], rows["coverage"], strict=True)
    )
    draw = partial(progress.ranking, rows, target.marks(), separators=formats.separators())
    return (Chart("ladders", f"{text('overview.ladders')}: {said}", draw),)


def _worst(worst: pd.DataFrame) -> tuple[Part, ...]:
    """Those furthest behind with what each lacks, each a way to its profile."""
    if worst.empty:
        return ()
    ways = [
        Link(row.unit, "unit", (("unit", row.unit_code), ("indicator", row.indicator))) for row in records.rows(worst)
    ]
    heading, shown = ("overview.missed", ranking.MISSED) if worst["is_over"].all() else ("overview.worst", LACKING)
    return Heading(text(heading)), Table("worst", columns(*shown), worst.assign(leads_to=ways), leads="unit")


def _end(phases: list[pd.Series]) -> tuple[Part, ...]:
    """What the forecast says of the running phase."""
    said = [sentence.said(unit["outlook"], names.phase(int(unit["phase"]))) for unit in phases]
    return tuple(Sentence(words) for words in said if words)
