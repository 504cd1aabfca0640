"""Lead households: the way to a first sale, who dropped off, which shops sleep, whom to train."""

import pandas as pd

from data import activity, attainment, figures, vocabulary
from data.snapshots import Scope, Snapshot
from data.vocabulary import Unit
from pages.kit import area, formats, measures
from pages.kit.address import Address
from pages.kit.lineage import FigureKey
from pages.kit.texts import text
from pages.kit.view import ALL, Columns, Heading, Metrics, Notice, Part, Sentence, Table, View, columns
from pages.progress import funnel, target, units
from pages.progress.lead import sellers

CHOICES = (area.KEY,)
LEVELS = area.LEVELS
HEADLINE = ("lead", "designated_lead", "only_designated", "only_lead")
BOTH_OR_ONE = ("account_shop", "either", "only_shop", "only_account")
CHOSEN = ("designated_lead", "only_designated", "only_lead")
KINDS = (("name", "column.households_kind"), ("count", "column.count_households", "count"))
UNITS = (
    ("unit", "column.unit"), ("lead_share", "lead.share", "share"), ("estimate", "column.estimate"),
    *((step, f"funnel.{step}", "count") for step in funnel.STEPS), ("only_designated", "lead.only_designated", "count"),
)  # fmt: skip
SHOPS = (
    ("unit", "column.unit"), ("active_share", "lead.active_share", "share"), ("shops", "lead.shops", "count"),
    ("listed", "lead.listed", "count"), ("sold", "lead.sold", "count"), ("sold_30_days", "lead.sold_30_days", "count"),
    ("sleeping_14_days", "lead.sleeping_14_days", "count"), ("open_30_days", "lead.open_30_days", "count"),
    ("sleeping_30_days", "lead.sleeping_30_days", "count"),
    ("sleeping_share", "lead.sleeping_share", "share"),
)  # fmt: skip


def lead(snapshot: Snapshot, scope: Scope, address: Address) -> View:
    unit = area.choice(address, LEVELS)
    place = area.of(unit)
    return View(
        text("lead.title"),
        (Sentence(text("lead.as_of", day=formats.day(snapshot.as_of)), "note"), *_of(snapshot, scope, place)),
        FigureKey(place.code, figures.code("funnel"), "lead", snapshot.as_of),
        (unit,),
    )


def _of(snapshot: Snapshot, scope: Scope, place: Unit) -> tuple[Part, ...]:
    households = activity.household_funnel(snapshot, scope, place.level)
    households = households[(households["unit_code"] == place.code) & households["has_data"]]
    if households.empty:
        return (Notice(text("lead.none")),)
    own = households.iloc[0]
    return (
        *against_target(snapshot, scope, place),
        headline(own),
        Columns(
            (3, 2),
            (
                (Heading(text("lead.funnel")), *funnel.drawn(own)),
                (*_kinds(own, "only", BOTH_OR_ONE), *_kinds(own, "designated", CHOSEN)),
            ),
        ),
        *_below(snapshot, scope, place),
        *_sellers(snapshot, scope, place),
    )


def against_target(snapshot: Snapshot, scope: Scope, place: Unit) -> tuple[Part, ...]:
    """Lead households against both targets; the province as a whole has no phase, hence no pace."""
    found = attainment.units(snapshot, scope, snapshot.as_of, place.level, "lead")
    own = found[found["unit_code"] == place.code].iloc[0]
    share, asked = formats.percent(own["coverage"]), formats.percent(own["target_share"], 0)
    told = {"share": share, "target": asked, "gap": formats.number(own["gap"]), "lacking": target.lacking(own)}
    after = {
        "deadline": formats.day(own["ends_on"]),
        "now": formats.number(own["achieved_now"]),
        "day": formats.day(own["day"]),
    }
    verdict = Sentence(text("lead.target.over" if own["is_over"] else "lead.target", **told, **after), "verdict")
    if place.level == "province":
        return (verdict,)
    return verdict, target.bar(own, "lead-target", formats.unit(place.type, place.name))


def headline(own: pd.Series) -> Metrics:
    """Sold, chosen and sold, merely chosen, sold without being chosen."""
    figure = [FigureKey(own["unit_code"], own["indicator"], name, own["day"].date()) for name in HEADLINE]
    return Metrics(tuple(measures.metric(one, own, text(f"lead.{one.measure}")) for one in figure))


def _kinds(own: pd.Series, name: str, kinds: tuple[str, ...]) -> tuple[Part, ...]:
    rows = funnel.figures(own, {kind: text(f"lead.{kind}") for kind in kinds})
    return Heading(text(f"lead.{name}")), Table(name, columns(*KINDS), rows)


def _below(snapshot: Snapshot, scope: Scope, place: Unit) -> tuple[Part, ...]:
    """Units of the level below: households on their way, and shops that sell or sleep."""
    if place.level == "commune":
        return ()
    level = "district" if place.code == vocabulary.PROVINCE else "commune"
    shops = activity.shop_activity(snapshot, scope, level)
    households = units.estimated(_within(activity.household_funnel(snapshot, scope, level), place))
    return (
        Heading(text("lead.units")),
        Table("units", columns(*UNITS), households),
        *units.estimates(households),
        Heading(text("lead.sleeping")),
        Sentence(text("lead.sleeping.help"), "note"),
        Table("shops", columns(*SHOPS), _within(shops[shops["platform"] == ALL], place)),
    )


def _within(rows: pd.DataFrame, place: Unit) -> pd.DataFrame:
    own = rows if place.code == vocabulary.PROVINCE else rows[rows["parent_code"] == place.code]
    return units.leading(units.named(own))


def _sellers(snapshot: Snapshot, scope: Scope, place: Unit) -> tuple[Part, ...]:
    if not scope.sees_shops:
        return Heading(text("lead.effective")), Notice(text("access.shops"))
    found = sellers.of(snapshot, scope, place.code)
    best = sellers.effective(found).head(sellers.SHOWN)
    return (
        Heading(text("lead.effective")),
        Sentence(text("lead.effective.help", **sellers.asked()), "note"),
        Table("sellers", columns(*sellers.COLUMNS), sellers.described(best, found)),
    )
