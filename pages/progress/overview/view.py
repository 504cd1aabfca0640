"""The overview: both phases against their targets, the districts ranked, who is behind, what else is counted."""

from datetime import date

import pandas as pd

from data import activity, attainment, quality, support, vocabulary
from data.snapshots import Scope, Snapshot
from pages.kit import choices, formats, measures, names
from pages.kit.address import Address
from pages.kit.lineage import FigureKey
from pages.kit.texts import text
from pages.kit.view import Columns, Heading, Link, Metric, Metrics, Notice, Part, Sentence, Table, View, columns
from pages.progress import ladder, target, units
from pages.progress.overview import answer, ranking

CHOICES = ("indicator", "day", "rank")


def overview(snapshot: Snapshot, scope: Scope, address: Address) -> View:
    indicator = choices.indicator(address)
    day = choices.day(address, vocabulary.first_day(), snapshot.as_of)
    asked = (snapshot, scope, day.chosen)
    districts = units.described(attainment.ranking(*asked, "district", indicator.chosen))
    running = target.phases(*asked, indicator.chosen)
    return View(
        text("overview.title", day=day.words),
        (
            *answer.parts(*asked, indicator.chosen, running, districts),
            *cards(running),
            _way_on(day.chosen, indicator.chosen),
            *_ranking(snapshot, scope, day.chosen, districts, address),
            *volumes(*asked),
            *selling(snapshot, scope),
            *field(*asked),
        ),
        FigureKey(vocabulary.PROVINCE, indicator.chosen, "coverage", day.chosen),
        (indicator, day),
    )


def _way_on(day: date, indicator: str) -> Link:
    """To the forecast; once the phase is over, to its result."""
    is_over = vocabulary.running_phase(day).ends_on <= day
    return Link(
        text("overview.outlook.over" if is_over else "overview.outlook"), "outlook", (("indicator", indicator),)
    )


def phases(snapshot: Snapshot, scope: Scope, day: date, indicator: str) -> tuple[Part, ...]:
    """A card a phase, the newest first; none for who may not see the phases as a whole."""
    return cards(target.phases(snapshot, scope, day, indicator))


def cards(phases: list[pd.Series]) -> tuple[Part, ...]:
    shown = tuple((target.phase(unit),) for unit in phases)
    return (Columns((1.0,) * len(shown), shown),) if shown else ()


def _ranking(
    snapshot: Snapshot, scope: Scope, day: date, districts: pd.DataFrame, address: Address
) -> tuple[Part, ...]:
    """Described districts in the order asked for, and who is behind."""
    by = choices.choice(
        address, "rank", {code: text(f"rank.{code}") for code in ranking.ORDERS}, "level", "segments"
    )  # fmt: skip
    districts = ranking.ordered(districts, by.chosen)
    return (
        Heading(text("overview.ranking")),
        by,
        Sentence(text(f"rank.{by.chosen}.help"), "note"),
        *units.over(day),
        Columns(
            (5, 6),
            ((ladder.ranked(districts),), (*_behind(districts), *_missed(districts), _findings(snapshot, scope))),
        ),
        Heading(text("overview.ranks")),
        *units.estimates(districts),
        Table("ranks", columns(*ranking.RANKS), districts),
        Table("districts", columns(*units.UNITS), districts, is_folded=True),
    )


def _behind(districts: pd.DataFrame) -> tuple[Part, ...]:
    if districts["is_over"].all():
        return ()
    found = ranking.behind(districts)
    if found.empty:
        is_known = ranking.are_known(districts)
        return Heading(text("overview.behind")), Notice(ranking.nobody(districts), "good" if is_known else "info")
    return Heading(text("overview.behind")), Table("behind", columns(*ranking.BEHIND), found)


def _missed(districts: pd.DataFrame) -> tuple[Part, ...]:
    """Units of ended phases that fell short, by their results."""
    found = ranking.missed(districts)
    if found.empty:
        return ()
    return Heading(text("overview.missed")), Table("missed", columns(*ranking.MISSED), found)


def _findings(snapshot: Snapshot, scope: Scope) -> Link:
    count = len(quality.findings(snapshot, scope))
    return Link(text("overview.findings", count=formats.number(count)), "quality")


def volumes(snapshot: Snapshot, scope: Scope, day: date) -> tuple[Part, ...]:
    """The counts beside the households: shops, accounts, listings, orders, value."""
    rows = activity.volume(snapshot, scope, day, "province").set_index("platform")
    if rows.empty:
        return ()
    found = rows.loc["all"]

    def metric(name: str) -> Metric:
        kind = "money" if name == "order_value" else "count"
        return Metric(
            names.indicator(name),
            measures.told(found[name]),
            kind,
            figure=FigureKey(vocabulary.PROVINCE, name, "achieved", day),
        )

    return (
        Heading(text("overview.volume")),
        Metrics(tuple(map(metric, activity.VOLUMES))),
        Sentence(text("overview.shops.help"), "note"),
    )


def selling(snapshot: Snapshot, scope: Scope) -> tuple[Part, ...]:
    """At the as-of day: households by what they have, and how many shops sell at all."""
    households = activity.household_funnel(snapshot, scope, "province")
    if households.empty:
        return ()
    funnel = households.iloc[0]
    shops = activity.shop_activity(snapshot, scope, "province").set_index("platform").loc["all"]
    chosen = text("lead.of_chosen", count=formats.number(funnel["only_designated"]))
    of_shops = text("lead.of_shops", shops=formats.number(shops["shops"]))
    shown = (
        (funnel, "account_shop", ""), (funnel, "only_shop", ""), (funnel, "only_account", ""), (funnel, "lead", chosen),
        (shops, "active_share", of_shops),
    )  # fmt: skip
    found = (
        measures.metric(FigureKey(vocabulary.PROVINCE, own["indicator"], name, snapshot.as_of), own, note=note)
        for own, name, note in shown
    )
    return (
        Heading(text("overview.activity")),
        Sentence(text("lead.as_of", day=formats.day(snapshot.as_of)), "note"),
        Metrics(tuple(found)),
        Link(text("overview.lead"), "lead"),
    )


def field(snapshot: Snapshot, scope: Scope, day: date) -> tuple[Part, ...]:
    """Teams, trainings and supervisions reported by district."""
    heading, found = Heading(text("overview.field")), activity.field_activity(snapshot, scope, day)
    if found.empty:
        return heading, Notice(text("overview.field.none"))
    rows = support.reported(found)
    return heading, Table(
        "field", columns(*units.FIELD), rows.assign(unit=[names.unit(code) for code in rows["unit_code"]])
    )
