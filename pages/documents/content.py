"""One pack from one snapshot: every figure that a document shows is bound here, once, with the words for it."""

from dataclasses import replace
from datetime import date

from data import metrics, vocabulary
from data.metrics import Scope, Snapshot
from pages.documents import drawing, sentences, tabulation
from pages.documents.values import Curve, District, Figure, Filters, Header, Pack, Place
from pages.documents.words import word
from pages.shared import comparing, formats, mapping, passport, texts
from pages.shared.texts import label

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
    day, indicator = filters.day, filters.indicator
    running = running_phase(day)
    province, phases, districts, communes, leads, designated = (
        tabulation.records(metrics.attainment(snapshot, scope, day, level, code))
        for level, code in (
            ("province", indicator), ("phase", indicator), ("district", indicator), ("commune", indicator),
            *((("district", "lead"), ("district", "designated"))),
        )
    )  # fmt: skip
    province_lead, province_designated = (
        tabulation.records(metrics.attainment(snapshot, scope, day, "province", code))
        for code in ("lead", "designated")
    )
    phases.sort(key=lambda row: row["phase"])
    judged = [_judged(snapshot, scope, filters, row) for row in phases]
    volume = metrics.volume(snapshot, scope, day, "province")
    volume = volume[volume["platform"] == "all"].to_dict("records")
    figures = (
        *(figure for row in province for figure in households(snapshot, row)),
        *(_lead(snapshot, row) for row in province_lead),
        *(figure for row in volume for figure in _volumes(snapshot, row, day)),
    )
    series = metrics.phase_series(snapshot, scope, day, "phase", indicator)
    products = tabulation.products(metrics.top_products(snapshot, scope, metrics.Trade(), "orders"), snapshot.as_of)
    findings = tabulation.findings(metrics.findings(snapshot, scope))
    pack = Pack(
        filters=filters,
        header=_header(snapshot, filters, running, figures, households_estimated=any(row["households_is_estimate"] for row in districts)),
        province=figures,
        phases=tuple(_phase(snapshot, now, then) for now, (then, _) in zip(phases, judged, strict=True)),
        districts=tuple(_district(snapshot, row, communes) for row in districts),
        running=running,
        standing=tabulation.standing(districts, phases, province),
        compared=tabulation.compared(judged, phases),
        verdict=comparing.verdict(series),
        curves=_curves(series),
        targets={row["unit_code"]: row["target_share"] for row in districts},
        products=products,
        certifications=tabulation.certifications(
            metrics.trade_total(snapshot, scope, metrics.Trade()).set_index("certification"), snapshot.as_of
        ),
        leads=tabulation.leads(leads, designated, province_lead, province_designated),
        findings=findings,
        sections=(),
        questions={},
        drawing=drawing.districts(metrics.attainment(snapshot, scope, day, "district", indicator), ""),
    )  # fmt: skip
    pack = replace(
        pack,
        drawing=replace(pack.drawing, caption=word("map.caption", line=line(pack.header), source=mapping.source())),
    )
    facts = sentences.Facts(pack, province, phases, judged, districts, province_lead, province_designated, volume)
    return replace(pack, sections=sentences.report(facts), questions=sentences.questions(facts))


def running_phase(day: date) -> int:
    """The phase a meeting on `day` is about: the last that has begun, else the first."""
    begun = [phase.number for phase in vocabulary.phases().values() if phase.starts_on <= day]
    return max(begun, default=min(vocabulary.phases()))


def line(header: Header) -> str:
    """As-of day, snapshot and time in one line, for footers and captions; the simulated mark first."""
    told = word("footer.line", day=formats.day(header.day), snapshot=header.snapshot, built_at=header.built_at)
    return f"{word('document.simulated.short')} · {told}" if header.simulated else told


def _header(
    snapshot: Snapshot, filters: Filters, running: int, figures: tuple[Figure, ...], households_estimated: bool
) -> Header:
    known = vocabulary.indicators()[filters.indicator]
    filters_told = (
        (word("header.indicator"), label(known.label)),
        (word("header.day"), formats.day(filters.day)),
        (word("header.phase"), label(vocabulary.phases()[running].label)),
        (word("header.as_of"), formats.day(snapshot.as_of)),
        (word("header.snapshot"), snapshot.id),
        (word("header.built_at"), formats.moment(snapshot.built_at)),
    )
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
        address=figures[0].address if figures else "",
        footnotes=(*notes, *((word("note.estimate"),) if households_estimated else ())),
    )


def _figure(snapshot: Snapshot, row: dict, measure: str, note: str, value: float | None) -> Figure:
    code = passport.code(snapshot.id, passport.Figure(row["unit_code"], row["indicator"], measure, row["day"]))
    written = formats.percent(value) if measure in SHARES else formats.number(value)
    return Figure(measure, word(f"figure.{measure}"), value, written, note, code, passport.address(code))


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


def _lead(snapshot: Snapshot, row: dict) -> Figure:
    note = word("figure.note.lead", target=formats.number(row["target"]))
    return replace(_figure(snapshot, row, "achieved", note, row["achieved"]), key="lead", label=word("figure.lead"))


def _volumes(snapshot: Snapshot, row: dict, day: date) -> tuple[Figure, ...]:
    found = []
    for name in VOLUMES:
        value = tabulation.plain(row[name])
        code = passport.code(snapshot.id, passport.Figure(row["unit_code"], name, "achieved", day))
        written = formats.money(value) if name == "order_value" else formats.number(value)
        note = word("figure.note.until", day=formats.day(day))
        found.append(
            Figure(name, label(vocabulary.indicators()[name].label), value, written, note, code, passport.address(code))
        )
    return tuple(found)


def _judged(snapshot: Snapshot, scope: Scope, filters: Filters, row: dict) -> tuple[dict, int | None]:
    """The row a phase is judged by, and what came after its deadline: the deadline's once it is past."""
    frame = metrics.attainment(snapshot, scope, filters.day, "phase", filters.indicator)
    unit = frame[frame["unit_code"] == row["unit_code"]].iloc[0]
    judged, after = metrics.judged_on(snapshot, scope, filters.day, unit)
    return tabulation.record(judged.to_dict()), after


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
        sentences.question(row), communes=listed, lowest=tabulation.lowest(own, LOWEST),
    )  # fmt: skip


def _curves(series) -> tuple[Curve, ...]:
    return tuple(
        Curve(label(vocabulary.phases()[int(number)].label), tuple(int(day) for day in rows["day_number"]), tuple(map(float, rows["coverage"])))
        for number, rows in series.groupby("phase", sort=True)
    )  # fmt: skip
