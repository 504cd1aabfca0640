"""One pack from one snapshot: what the pages show of it, bound once, with the words that only documents have."""

from dataclasses import replace
from datetime import date
from functools import partial

import pandas as pd

from data import changes, figures, sales, vocabulary
from data.snapshots import Scope, Snapshot
from pages.charts.style import LIGHT
from pages.documents import changed, exports, sentences, tabulation
from pages.documents.facts import Facts, gather, records
from pages.documents.header import Header, header
from pages.documents.values import Changed, Curve, District, Filters, Pack, Place, Table, rows
from pages.kit import formats, measures, names, texts, view
from pages.kit.address import Address
from pages.kit.lineage import FigureKey
from pages.kit.texts import label, text
from pages.kit.view import Metric, Metrics
from pages.meeting.conclusions import book, listing
from pages.method.findings import FINDINGS
from pages.method.quality import view as quality
from pages.paper.map import Drawing
from pages.progress import units
from pages.progress.map import figure
from pages.progress.map import view as atlas
from pages.progress.outlook import forecast
from pages.progress.overview import view as overview
from pages.progress.phases import curves
from pages.progress.unit import profile
from pages.trade.products import view as products

HOUSEHOLDS = ("coverage", "achieved", "of_target", "gap", "needed_per_day", "gained_7_days")
OVER = ("coverage", "achieved", "of_target", "gap", "after_deadline")  # of a unit whose phase is over


def build(snapshot: Snapshot, scope: Scope, filters: Filters) -> Pack:
    """Everything the documents say of `snapshot`, in the language of `filters`."""
    filters = replace(filters, day=filters.day or snapshot.as_of)
    with texts.spoken(filters.language):
        return _built(snapshot, scope, filters)


def _built(snapshot: Snapshot, scope: Scope, filters: Filters) -> Pack:
    facts = gather(snapshot, scope, filters)
    province = _province(snapshot, scope, facts, filters.day)
    head = _header(snapshot, filters, facts)
    scene = atlas.by_pace(filters.indicator)
    mapped = atlas.units_of(snapshot, scope, filters.day, scene)
    trade, until = sales.widest(scope), text("document.note.until", as_of=formats.day(snapshot.as_of))
    pack = Pack(
        filters=filters,
        header=head,
        province=province,
        phases=tuple(map(_phase, facts.phases)),
        districts=tuple(_district(row, facts) for row in facts.districts),
        running=vocabulary.running_phase(filters.day).number,
        standing=tabulation.standing(facts),
        compared=tabulation.compared(facts),
        verdict=curves.verdict(facts.series, filters.day) if scope.districts is None else text("phases.outside"),
        outlook=tuple(sentences.outlook(facts)),
        scenarios=_scenarios(facts),
        curves=_curves(facts.series),
        targets={row["unit_code"]: (row["target_share"], row["own_target_share"]) for row in facts.districts},
        products=replace(
            _products(products.sold(snapshot, scope, trade, "orders"), until),
            header=_trade(snapshot, "products", trade.unit),
        ),
        certifications=replace(
            _certifications(snapshot, scope, trade, until), header=_trade(snapshot, "certifications", trade.unit)
        ),
        leads=replace(tabulation.leads(facts), header=_header(snapshot, replace(filters, indicator="lead"), facts)),
        findings=replace(_findings(snapshot, scope), header=_other(snapshot, "findings", head.figure)),
        changed=_changed(snapshot, scope, head.figure),
        conclusions=_concluded(snapshot, scope),
        brief=partial(exports.brief, _overview(snapshot, scope, filters), snapshot),
        sections=(),
        questions=sentences.questions(facts, filters.day),
        drawing=_map(scope, mapped, scene, head),
        map_words=atlas.words(scene, filters.day, atlas.bands(scope, mapped, scene, LIGHT)),
    )
    return replace(pack, sections=sentences.report(facts, pack))


def _concluded(snapshot: Snapshot, scope: Scope) -> Table:
    """The ledger of conclusions as its page lists it."""
    known = [one for one in changes.concluded(snapshot) if book.is_within(one, scope)]
    return exports.table(text("slide.conclusions"), listing.table(known, snapshot, scope))


def _overview(snapshot: Snapshot, scope: Scope, filters: Filters) -> view.View:
    address = Address({"indicator": filters.indicator, "day": filters.day.isoformat()})
    return overview.overview(snapshot, scope, address)


def _map(scope: Scope, mapped: pd.DataFrame, scene: atlas.Scene, head: Header) -> Drawing:
    """The map of the page; a document has the title elsewhere, and says beneath what every export says."""
    caption = f"{head.line}\n{figure.source()}"
    return replace(atlas.drawing(scope, mapped, scene, caption, LIGHT), title="")


def _header(snapshot: Snapshot, filters: Filters, facts: Facts) -> Header:
    """The figure explained is the coverage of the province; of a district for who sees no more."""
    known = vocabulary.indicators()[filters.indicator]
    seen = (row["unit_code"] for row in (*facts.province, *facts.districts))
    figure = FigureKey(next(seen, vocabulary.PROVINCE), filters.indicator, "coverage", filters.day)
    shown = (
        (text("column.indicator"), label(known.label)),
        (text("document.header.day"), formats.day(filters.day)),
        (text("document.header.phase"), names.phase(vocabulary.running_phase(filters.day).number)),
        *_waiting(filters.day),
    )
    is_estimate = any(row["households_is_estimate"] for row in facts.districts)
    notes = (
        text("document.note.definition", indicator=label(known.label), definition=label(known.definition)),
        text("document.note.shares"), text("document.note.rank"), text("document.note.result"),
        *((text("document.note.estimate"),) if is_estimate else ()),
    )  # fmt: skip
    subtitle = text("document.subtitle", indicator=label(known.label), day=formats.day(filters.day))
    return replace(header(snapshot, text("document.title"), shown, figure, notes), subtitle=subtitle)


def _trade(snapshot: Snapshot, key: str, unit: str) -> Header:
    """What stands above a table of the trade of a unit: it is counted to the snapshot's last day, whatever the indicator."""
    figure = FigureKey(unit, figures.code("trade"), "orders", snapshot.as_of)
    return _other(snapshot, key, figure)


def _other(snapshot: Snapshot, key: str, figure: FigureKey) -> Header:
    """What stands above a table that does not follow the document's indicator: what it holds, up to the snapshot's last day."""
    shown, day = text(f"document.sheet.{key}"), formats.day(snapshot.as_of)
    if figure.unit != vocabulary.PROVINCE:
        shown = f"{shown}, {names.unit(figure.unit)}"
    filters = ((text("document.header.content"), shown), (text("document.header.day"), day))
    block = header(snapshot, text("document.title"), filters, figure)
    return replace(block, subtitle=text("document.subtitle", indicator=shown, day=day))


def _waiting(day: date) -> tuple[tuple[str, str], ...]:
    """The phases that have not begun, for a young snapshot."""
    begins = [
        text("app.from", phase=label(phase.label), day=formats.day(phase.starts_on))
        for phase in vocabulary.waiting_phases(day)
    ]
    return ((text("document.header.not_begun"), ", ".join(begins)),) if begins else ()


def _key(row: dict, measure: str) -> FigureKey:
    return FigureKey(row["unit_code"], row["indicator"], measure, row["day"])


def households(row: dict) -> dict[str, Metric]:
    """The headline figures of one unit by a household indicator, by their measure."""
    target = formats.number(row["target"])
    notes = {
        "coverage": text("document.figure.note.coverage", target=formats.percent(row["target_share"], 0), households=formats.number(row["households"])),
        "achieved": text("document.figure.note.achieved", target=target),
        "of_target": "" if row["achieved"] is None else text("document.figure.note.attainment", achieved=formats.number(row["achieved"]), target=target),
        "gained_7_days": text("document.figure.note.until", day=formats.day(row["day"])),
    }  # fmt: skip
    deadline = text("overview.deadline", deadline=formats.day(row["ends_on"]))
    return {
        measure: measures.metric(_key(row, measure), row, note=notes.get(measure, deadline))
        for measure in (OVER if row["is_over"] else HOUSEHOLDS)
    }


def _province(snapshot: Snapshot, scope: Scope, facts: Facts, day: date) -> dict[str, Metric]:
    """The province's headline figures by measure or indicator; what is needed a day is that of the running phase."""
    found: dict[str, Metric] = {}
    for row in facts.province:
        found |= households(row)
    found.pop("needed_per_day", None)
    if facts.running:
        phase = names.phase(facts.running["phase"])
        words = text("document.figure.needed_per_day", phase=names.inside(phase))
        found["needed_per_day"] = replace(households(facts.running)["needed_per_day"], label=words)
    for row in facts.province_lead:
        note = text("document.figure.note.achieved", target=formats.number(row["target"]))
        found["lead"] = measures.metric(_key(row, "achieved"), row, text("document.figure.lead"), note)
    return found | _volumes(snapshot, scope, day)


def _volumes(snapshot: Snapshot, scope: Scope, day: date) -> dict[str, Metric]:
    """The counts beside the households, as the overview has them."""
    shown = [part for part in overview.volumes(snapshot, scope, day) if isinstance(part, Metrics)]
    note = text("document.figure.note.until", day=formats.day(day))
    return {metric.figure.subject: replace(metric, note=note) for part in shown for metric in part.metrics}


def _phase(row: dict) -> Place:
    """A phase as its card on the screen shows it: by its result once it is over."""
    return Place(
        row["unit_code"], names.phase(row["phase"]), row["phase"], row["status"], units.status(row), households(row),
        sentences.question(row),
    )  # fmt: skip


def _district(row: dict, facts: Facts) -> District:
    lowest = profile.communes(facts.communes, row["unit_code"])
    best = lowest.sort_values(["has_data", "coverage"], ascending=False, kind="stable")
    return District(
        row["unit_code"], row["unit"], row["phase"], row["status"], row["status_label"], households(row),
        sentences.question(row), summary=sentences.district(row, facts.districts_outlook.get(row["unit_code"])), communes=tabulation.communes(records(best), row),
        lowest=_lowest(profile.lowest(lowest)),
    )  # fmt: skip


def _lowest(shown: view.Table) -> Table:
    return Table("lowest", text("slide.lowest"), shown.columns, rows(shown.columns, shown.rows.to_dict("records")))


def _scenarios(facts: Facts) -> Table:
    """The scenarios of the running phase, as its page has them; no rows where there is no forecast."""
    shown, told = view.columns(*forecast.SCENARIOS), facts.scenarios.to_dict("records")
    notes = (forecast.origin(facts.outlook, facts.outlook["day"].date()),) if facts.outlook else ()
    return Table("scenarios", text("slide.outlook"), shown, rows(shown, told), notes)


def _products(shown: view.Table, until: str) -> Table:
    return tabulation.taken(shown, "products", (until,)).first(tabulation.TOP)


def _certifications(snapshot: Snapshot, scope: Scope, trade: sales.Trade, until: str) -> Table:
    """Certifications overlap: the total is counted apart, and the note says so."""
    total = sales.trade_total(snapshot, scope, trade).set_index("certification")
    return tabulation.totalled(
        products.certified(total, trade, snapshot), "certifications", (text("products.overlap"), until)
    )  # fmt: skip


def _findings(snapshot: Snapshot, scope: Scope) -> Table:
    """What is to be verified in the snapshot as a whole, whatever day is looked at: the note says so."""
    shown, notes = (
        quality.unverified(snapshot, scope),
        (text("document.note.findings", as_of=formats.day(snapshot.as_of)),),
    )
    if isinstance(shown, view.Table):
        return tabulation.taken(shown, "findings", notes)
    return Table("findings", text("document.table.findings"), view.columns(*FINDINGS), (), notes)


def _changed(snapshot: Snapshot, scope: Scope, figure: FigureKey) -> Changed:
    """What changed since earlier snapshots, up to this one's last day whatever day is looked at: each sheet says so."""
    found = changed.since(snapshot, scope)
    return replace(
        found, tables=tuple(replace(table, header=_other(snapshot, table.key, figure)) for table in found.tables)
    )


def _curves(series: pd.DataFrame) -> tuple[Curve, ...]:
    return tuple(
        Curve(names.phase(int(number)), tuple(int(day) for day in found["day_number"]), tuple(map(float, found["coverage"])))
        for number, found in series.groupby("phase", sort=True)
    )  # fmt: skip
