"""The profile of one unit: where it stands, its curve, its households on their way, its communes, neighbours and products."""

from datetime import date

from data import activity, attainment, events, likeness, quality, sales, support, vocabulary
from data.snapshots import Scope, Snapshot
from data.vocabulary import Unit
from pages.kit import area, choices, formats, names
from pages.kit.address import Address
from pages.kit.lineage import FigureKey
from pages.kit.texts import language, text
from pages.kit.view import Columns, Heading, Notice, Part, Sentence, Table, View, columns
from pages.method import findings
from pages.progress import funnel, target, units
from pages.progress.outlook import sentence
from pages.progress.unit import companions, profile

CHOICES = (area.KEY, "indicator", "day", "align")
LEVELS = ("district", "commune")
PRODUCTS = (("name", "column.product"), ("orders", "column.orders", "count"), ("order_value", "column.value", "count"))
MOST = 8  # products


def unit(snapshot: Snapshot, scope: Scope, address: Address) -> View:
    chosen = area.choice(address, LEVELS)
    indicator, align = choices.indicator(address), choices.align(address, "share")
    day = choices.day(address, vocabulary.first_day(), snapshot.as_of)
    own = area.of(chosen)
    return View(
        title(own),
        (
            *_unknown(address, own),
            *_standing(snapshot, scope, day.chosen, own, indicator.chosen, align.chosen),
            Columns((1, 1), (_neighbours(snapshot, scope, day.chosen, own, indicator.chosen), _sold(snapshot, scope, own))),
            *_field(snapshot, scope, day.chosen, own),
            *_findings(snapshot, scope, own),
        ),
        FigureKey(own.code, indicator.chosen, profile.HEADLINE[0], day.chosen),
        (chosen, indicator, day, align),
    )  # fmt: skip


def _unknown(address: Address, own: Unit) -> tuple[Part, ...]:
    """That the address names a unit there is not, without repeating it: anybody may have written the address."""
    asked = address.get(area.KEY, "")
    return (
        (Notice(text("app.unknown_unit", unit=names.within(own.code))),) if asked and area.known(asked) is None else ()
    )


def title(unit: Unit) -> str:
    name = formats.unit(unit.type, unit.name)
    place = name if unit.level == "district" else f"{name}, {vocabulary.unit(unit.parent).called(language())}"
    return text("unit.title", unit=place)


def _standing(snapshot: Snapshot, scope: Scope, day: date, unit: Unit, indicator: str, align: str) -> tuple[Part, ...]:
    ranked = attainment.ranking(snapshot, scope, day, unit.level, indicator)
    own = units.described(ranked[ranked["unit_code"] == unit.code]).iloc[0]
    verdict = profile.verdict(own)
    mine, others = companions.curves(snapshot, scope, day, unit, indicator)
    curve = companions.drawn(
        mine,
        others,
        unit,
        likeness.registered(snapshot, scope, day),
        align,
        own["target_share"],
        verdict,
        _happened(snapshot, scope, unit),
    )
    bar = (target.bar(own, "bar", formats.unit(unit.type, unit.name)),) if own["has_data"] else ()
    return (
        Sentence(verdict, "verdict"),
        *_outlook(snapshot, scope, day, unit, indicator),
        profile.headline(own),
        *bar,
        Columns((3, 2), (curve, _way(snapshot, scope, unit))),
        *_communes(snapshot, scope, day, unit, indicator),
    )


def _happened(snapshot: Snapshot, scope: Scope, unit: Unit) -> list[events.Event]:
    """What happened to the unit, its district, its phase or all."""
    phase = vocabulary.phases()[unit.phase].unit_code
    return events.concerning(events.known(snapshot, scope), {unit.code, vocabulary.district_of(unit.code), phase})


def _outlook(snapshot: Snapshot, scope: Scope, day: date, unit: Unit, indicator: str) -> tuple[Part, ...]:
    """What the forecast says of the unit, while its phase runs."""
    row = sentence.of(snapshot, scope, day, unit.level, indicator, unit.phase).get(unit.code)
    said = (sentence.said(row, formats.unit(unit.type, unit.name)), sentence.both_ways(row))
    return tuple(Sentence(words) for words in said if words)


def _way(snapshot: Snapshot, scope: Scope, unit: Unit) -> tuple[Part, ...]:
    """Households on their way to a first sale."""
    found = activity.household_funnel(snapshot, scope, unit.level)
    found = found[(found["unit_code"] == unit.code) & found["has_data"]]
    drawn = (Notice(text("lead.none")),) if found.empty else funnel.drawn(found.iloc[0])
    return Heading(text("lead.funnel")), _as_of(snapshot), *drawn


def _as_of(snapshot: Snapshot) -> Sentence:
    """That what follows is counted to the snapshot's last day, whatever the day chosen."""
    return Sentence(text("unit.as_of", day=formats.day(snapshot.as_of)), "note")


def _communes(snapshot: Snapshot, scope: Scope, day: date, unit: Unit, indicator: str) -> tuple[Part, ...]:
    if unit.level != "district":
        return ()
    ranked = attainment.ranking(snapshot, scope, day, "commune", indicator)
    return (
        Heading(text("unit.communes")),
        Sentence(text("unit.communes.help"), "note"),
        Table("communes", columns(*profile.COMMUNES), profile.communes(ranked, unit.code)),
    )


def _neighbours(snapshot: Snapshot, scope: Scope, day: date, unit: Unit, indicator: str) -> tuple[Part, ...]:
    rows = profile.neighbours(attainment.ranking(snapshot, scope, day, unit.level, indicator), unit)
    return Heading(text("unit.neighbours")), Table("neighbours", columns(*profile.NEIGHBOURS), rows)


def _sold(snapshot: Snapshot, scope: Scope, unit: Unit) -> tuple[Part, ...]:
    """What sells best in the unit, by orders."""
    heading = Heading(text("products.top")), _as_of(snapshot)
    own = sales.sellers(snapshot, scope, sales.Trade(vocabulary.district_of(unit.code)))
    own = own if unit.level == "district" else own[own["commune_code"] == unit.code]
    if own.empty:
        return *heading, Notice(text("unit.products.none"))
    total = own.groupby("product", as_index=False)[["orders", "order_value"]].sum()
    best = total.sort_values("orders", ascending=False, kind="stable").head(MOST)
    return *heading, Table("products", columns(*PRODUCTS), best.assign(name=best["product"].map(names.product)))


def _field(snapshot: Snapshot, scope: Scope, day: date, unit: Unit) -> tuple[Part, ...]:
    """Field support of the unit's district."""
    heading, found = Heading(text("overview.field")), activity.field_activity(snapshot, scope, day)
    own = found[found["district_code"] == vocabulary.district_of(unit.code)]
    if own.empty:
        return heading, Notice(text("overview.field.none"))
    rows = support.reported(own)
    return heading, Table("field", columns(*units.FIELD), rows.assign(unit=rows["unit_code"].map(names.unit)))


def _findings(snapshot: Snapshot, scope: Scope, unit: Unit) -> tuple[Part, ...]:
    """What is to be verified about the unit or its communes."""
    own = {unit.code, *(one.code for one in vocabulary.communes(unit.code))}
    heading, found = Heading(text("quality.findings")), quality.findings_of(snapshot, scope, own)
    if found.empty:
        return heading, Notice(text("quality.findings.none"), "good")
    return heading, findings.table(found)
