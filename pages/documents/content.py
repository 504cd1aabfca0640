"""One pack from one snapshot: every figure that a document shows is bound here, once, with the words for it."""

from dataclasses import replace
from datetime import date

from data import quality, sales, vocabulary
from data.snapshots import Scope, Snapshot
from pages.charts.style import LIGHT
from pages.documents import sentences, tabulation
from pages.documents.facts import Facts, gather
from pages.documents.values import Curve, District, Figure, Filters, Header, Pack, Place
from pages.documents.words import word
from pages.kit import formats, lineage, texts
from pages.kit.texts import label, text
from pages.paper.map import Drawing
from pages.progress import units
from pages.progress.map import classes, figure, picture
from pages.progress.phases import curves

HOUSEHOLDS = ("coverage", "achieved", "attainment", "gap", "needed_per_day", "gained_7_days")
VOLUMES = ("shops", "accounts", "listings", "orders", "order_value")
SHARES = ("coverage", "attainment")
LOWEST = 5


def build(snapshot: Snapshot, scope: Scope, filters: Filters) -> Pack:
    """Everything the documents say of `snapshot`, in the language of `filters`."""
    filters = replace(filters, day=filters.day or snapshot.as_of)
    with texts.spoken(filters.language):
        return _built(snapshot, scope, filters)


def _built(snapshot: Snapshot, scope: Scope, filters: Filters) -> Pack:
    facts = gather(snapshot, scope, filters)
    running = vocabulary.running_phase(filters.day).number
    province = _province(snapshot, facts, filters.day)
    units = tuple(_district(snapshot, row, facts.communes) for row in facts.districts)
    header = _header(
        snapshot, filters, running, (*province, *(figure for unit in units for figure in unit.figures)), facts
    )
    trade = sales.Trade()
    pack = Pack(
        filters=filters,
        header=header,
        province=province,
        phases=tuple(_phase(snapshot, now, then) for now, (then, _) in zip(facts.phases, facts.judged, strict=True)),
        districts=units,
        running=running,
        standing=tabulation.standing(facts),
        compared=tabulation.compared(facts),
        verdict=curves.verdict(facts.series, filters.day),
        curves=_curves(facts.series),
        targets={row["unit_code"]: (row["target_share"], row["local_target_share"]) for row in facts.districts},
        products=tabulation.products(sales.top_products(snapshot, scope, trade, "orders"), snapshot.as_of),
        certifications=tabulation.certifications(sales.trade_total(snapshot, scope, trade), snapshot.as_of),
        leads=tabulation.leads(facts),
        findings=tabulation.findings(quality.findings(snapshot, scope), snapshot.as_of),
        sections=(),
        questions=sentences.questions(facts),
        map_words="",
        drawing=_map(facts, word("map.caption", line=line(header), source=figure.source())),
    )
    return replace(pack, sections=sentences.report(facts, pack), map_words=_map_words(pack))


def line(header: Header) -> str:
    """As-of day, snapshot and time in one line, for footers and captions; the simulated mark first."""
    told = word("footer.line", day=formats.day(header.day), snapshot=header.snapshot, built_at=header.built_at)
    return f"{word('document.simulated.short')} · {told}" if header.simulated else told


def _map(facts: Facts, caption: str) -> Drawing:
    """The districts by pace."""
    rows = classes.valued(units.described(facts.units), "pace")
    bands = classes.bands(rows, "pace", LIGHT)
    province = vocabulary.unit(vocabulary.PROVINCE)
    return picture.of_2021(rows, province, "district", bands, "", caption, LIGHT)


def _map_words(pack: Pack) -> str:
    told = "; ".join(known.name for known in pack.drawing.classes)
    name = label(vocabulary.indicators()[pack.filters.indicator].label)
    return text("map.alt", indicator=name, day=formats.day(pack.filters.day), classes=told)


def _header(snapshot: Snapshot, filters: Filters, running: int, figures: tuple[Figure, ...], facts: Facts) -> Header:
    known = vocabulary.indicators()[filters.indicator]
    filters_told = (
        (word("header.indicator"), label(known.label)),
        (word("header.day"), formats.day(filters.day)),
        (word("header.phase"), label(vocabulary.phases()[running].label)),
        (word("header.as_of"), formats.day(snapshot.as_of)),
        (word("header.snapshot"), snapshot.id),
        (word("header.built_at"), formats.moment(snapshot.built_at)),
        *_waiting(filters.day),
    )
    is_estimate = any(row["households_is_estimate"] for row in facts.districts)
    notes = [
        word("note.definition", indicator=label(known.label), definition=label(known.definition)),
        word("note.shares"), word("note.rank"), word("note.result"), word("note.missing"),
    ]  # fmt: skip
    return Header(
        title=word("document.title"),
        subtitle=word("document.subtitle", indicator=label(known.label), day=formats.day(filters.day)),
        filters=filters_told,
        as_of=formats.day(snapshot.as_of),
        day=filters.day,
        snapshot=snapshot.id,
        built_at=formats.moment(snapshot.built_at),
        built=snapshot.built_at,
        simulated=word("document.simulated") if snapshot.is_simulated else "",
        address=figures[0].address if figures else lineage.address(snapshot.id),
        footnotes=(*notes, *((word("note.estimate"),) if is_estimate else ())),
    )


def _waiting(day: date) -> tuple[tuple[str, str], ...]:
    """The phases that have not begun, for a young snapshot."""
    phases = vocabulary.waiting_phases(day)
    told = [text("app.from", phase=label(phase.label), day=formats.day(phase.starts_on)) for phase in phases]
    return ((word("header.not_begun"), ", ".join(told)),) if told else ()


def _figure(snapshot: Snapshot, row: dict, measure: str, note: str, value: float | None) -> Figure:
    code = lineage.code(snapshot.id, lineage.FigureKey(row["unit_code"], row["indicator"], measure, row["day"]))
    written = formats.percent(value) if measure in SHARES else formats.number(value)
    return Figure(measure, word(f"figure.{measure}"), value, written, note, code, lineage.address(code))


def households(snapshot: Snapshot, row: dict) -> tuple[Figure, ...]:
    """The headline figures of one unit by a household indicator."""
    notes = {
        "coverage": word("figure.note.coverage", target=formats.percent(row["target_share"], 0), households=formats.number(row["households"])),
        "achieved": word("figure.note.achieved", target=formats.number(row["target"])),
        "attainment": word("figure.note.attainment", achieved=formats.number(row["achieved"]), target=formats.number(row["target"])),
        "gained_7_days": word("figure.note.until", day=formats.day(row["day"])),
    }  # fmt: skip
    deadline = word("figure.note.deadline", deadline=formats.day(row["ends_on"]))
    return tuple(_figure(snapshot, row, measure, notes.get(measure, deadline), row[measure]) for measure in HOUSEHOLDS)


def _province(snapshot: Snapshot, facts: Facts, day: date) -> tuple[Figure, ...]:
    return (
        *(figure for row in facts.province for figure in households(snapshot, row)),
        *(_lead(snapshot, row) for row in facts.province_lead),
        *(figure for row in facts.volume for figure in _volumes(snapshot, row, day)),
    )


def _lead(snapshot: Snapshot, row: dict) -> Figure:
    note = word("figure.note.lead", target=formats.number(row["target"]))
    return replace(_figure(snapshot, row, "achieved", note, row["achieved"]), key="lead", label=word("figure.lead"))


def _volumes(snapshot: Snapshot, row: dict, day: date) -> tuple[Figure, ...]:
    found = []
    for name in VOLUMES:
        value = row[name]
        code = lineage.code(snapshot.id, lineage.FigureKey(row["unit_code"], name, "achieved", day))
        written = formats.money(value) if name == "order_value" else formats.number(value)
        note = word("figure.note.until", day=formats.day(day))
        found.append(
            Figure(name, label(vocabulary.indicators()[name].label), value, written, note, code, lineage.address(code))
        )
    return tuple(found)


def _phase(snapshot: Snapshot, now: dict, judged: dict) -> Place:
    """A phase as its card on the screen shows it: judged at the deadline once that is past, its pace of today."""
    then = {figure.key: figure for figure in households(snapshot, judged)}
    today = {figure.key: figure for figure in households(snapshot, now)}
    figures = tuple(today[key] if key in ("needed_per_day", "gained_7_days") else then[key] for key in HOUSEHOLDS)
    phase = vocabulary.phases()[now["phase"]]
    return Place(
        now["unit_code"], label(phase.label), phase.number, judged["status"], tabulation.status(judged), figures,
        sentences.question(now),
    )  # fmt: skip


def _district(snapshot: Snapshot, row: dict, communes: list[dict]) -> District:
    name = formats.unit(row["type"], row["name"])
    own = [commune for commune in communes if commune["parent_code"] == row["unit_code"]]
    listed = tabulation.communes(own, row, name)
    return District(
        row["unit_code"], name, row["phase"], row["status"], tabulation.status(row), households(snapshot, row),
        sentences.question(row), summary=sentences.district(row, name), communes=listed, lowest=tabulation.lowest(own, LOWEST),
    )  # fmt: skip


def _curves(series) -> tuple[Curve, ...]:
    return tuple(
        Curve(label(vocabulary.phases()[int(number)].label), tuple(int(day) for day in rows["day_number"]), tuple(map(float, rows["coverage"])))
        for number, rows in series.groupby("phase", sort=True)
    )  # fmt: skip
