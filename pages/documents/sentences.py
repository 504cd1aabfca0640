"""The wording that follows the figures: the report's sentences and the questions to ask."""

from datetime import date
from itertools import groupby

from data import activity, vocabulary
from pages.charts.style import STATUSES
from pages.documents.facts import Facts
from pages.documents.tabulation import is_waiting
from pages.documents.values import Pack, Section
from pages.kit import formats, names
from pages.kit.texts import language, sayings, text
from pages.progress import gains, units
from pages.progress.outlook import sentence
from pages.progress.phases import curves

LEADING_ZERO_BELOW = 10
_SLIDES = ("ranking", "map", "phases", "outlook", "products", "leads", "findings", "changed", "conclusions")
# The columns that stand upright on A4; the workbook has all of them.
COMPARED = (
    "phase",
    "deadline",
    "households",
    "target",
    "achieved",
    "of_target",
    "coverage",
    "after_deadline",
    "status_label",
)
LEADS = ("number", "unit", "target", "achieved", "of_target", "coverage", "own_target_share", "designated")


def counted(count: int | None) -> str:
    """A count in running text: administrations write 05, not 5."""
    if count and 0 < count < LEADING_ZERO_BELOW and language() == "vi":
        return f"0{formats.number(count)}"
    return formats.number(count)


def question(row: dict) -> str:
    """The question to ask of a unit, by how it stands."""
    if is_waiting(row):
        phase = vocabulary.phases()[row["phase"]]
        return text("document.question.waiting", phase=phase.number, start=formats.day(phase.starts_on))
    ended = row["is_over"] and row["gap"]
    values = {
        "gap": counted(row["gap"]), "needed": counted(row["needed_per_day"]), "week": gains.week(row["gained_7_days"], counted),
        "after": gains.after(row["after_deadline"], counted), "deadline": formats.day(row["ends_on"]),
    }  # fmt: skip
    return text("document.question.ended" if ended else f"document.question.{row['status']}", **values)


def questions(facts: Facts, day: date) -> dict[str, tuple[str, ...]]:
    """What to ask at each slide."""
    compared = {key: str(value) for key, value in curves.compared(day).items()}
    found = {slide: _asked(slide, **compared) for slide in _SLIDES}
    if facts.running and facts.running["needed_per_day"] is not None:
        week, needed = gains.week(facts.running["gained_7_days"], counted), counted(facts.running["needed_per_day"])
        found["province"] = _asked("province", phase=names.phase(facts.running["phase"]), week=week, needed=needed)
    return found


def _asked(slide: str, **values: str) -> tuple[str, ...]:
    """The questions of a slide: as many as there are texts."""
    keys = sorted(key for key in sayings() if key.startswith(f"document.ask.{slide}."))
    return tuple(text(key, **values) for key in keys)


def report(facts: Facts, pack: Pack) -> tuple[Section, ...]:
    """The parts of a progress report. What only the office knows is left as a blank to be filled."""
    blank = (text("document.report.blank"),)
    return (
        Section(text("document.report.1"), 1, blank),
        Section(
            text("document.report.2"), 1, (text("document.report.says.simulated"),) if pack.header.simulated else ()
        ),
        Section(text("document.report.2.1"), 2, tuple(_province(facts, pack))),
        Section(
            text("document.report.2.2"),
            2,
            (*_phases(facts), *outlook(facts), *_statuses(facts)),
            (pack.standing, pack.compared.only(*COMPARED)),
            has_map=True,
        ),
        Section(text("document.report.2.3"), 2, tuple(_leads(facts)), (pack.leads.only(*LEADS),)),
        Section(text("document.report.2.4"), 2, tuple(_trade(pack)), (pack.products, pack.certifications)),
        Section(text("document.report.2.5"), 2, (_findings(pack),), (pack.findings,) if pack.findings.rows else ()),
        Section(text("document.report.2.6"), 2, blank),
        Section(text("document.report.2.7"), 2, pack.changed.paragraphs, pack.changed.tables),
        Section(text("document.report.3"), 1, blank),
        Section(text("document.report.4"), 1, blank),
        Section(text("document.report.5"), 1, blank),
    )


def _indicator(code: str) -> str:
    """An indicator within a sentence: in the words of reports, else by its label."""
    key = f"document.report.indicator.{code}"
    return text(key) if key in sayings() else names.inside(names.indicator(code))


def _province(facts: Facts, pack: Pack) -> list[str]:
    found = []
    for row in facts.province:
        found.append(text(
            "document.report.says.province", day=formats.day(row["day"]), indicator=_indicator(pack.filters.indicator), achieved=counted(row["achieved"]),
            households=formats.number(row["households"]), coverage=formats.percent(row["coverage"]),
            attainment=formats.percent(row["of_target"]), target=formats.number(row["target"]),
        ))  # fmt: skip
        found.append(_change(row["gained_7_days"]))
        found.append(_gap(row, facts.running))
    return found


def _change(gained: int | None) -> str:
    if not gained:
        return text("document.report.says.gained.same")
    return text(f"document.report.says.gained.{'more' if gained > 0 else 'less'}", gained=counted(abs(gained)))


def _gap(row: dict, running: dict | None) -> str:
    """What the province lacks, and what the running phase needs a day: an ended one has no days left."""
    if row["gap"] == 0:
        return text("document.report.says.reached")
    if running is None or running["needed_per_day"] is None:
        return text("document.report.says.missing", gap=counted(row["gap"]))
    return text(
        "document.report.says.missing.pace", gap=counted(row["gap"]), phase=names.inside(names.phase(running["phase"])),
        deadline=formats.day(running["ends_on"]), needed=counted(running["needed_per_day"]),
    )  # fmt: skip


def district(row: dict, forecast: dict | None = None) -> str:
    """How a district stands and what the forecast says of it, for its annex."""
    return " ".join(filter(None, (_standing(row), sentence.said(forecast, row["unit"]), sentence.both_ways(forecast))))


def _standing(row: dict) -> str:
    name = row["unit"]
    if row["achieved"] is None:
        return text("document.report.says.district.none", name=name, households=formats.number(row["households"]))
    return text("document.report.says.district", day=formats.day(row["judged_on"]), name=names.within(row["unit_code"]), achieved=counted(row["achieved"]),
        indicator=_indicator(row["indicator"]), households=formats.number(row["households"]),
        coverage=formats.percent(row["coverage"]), attainment=formats.percent(row["of_target"]),
        target=formats.number(row["target"]), gap=_gap_of(row),
    )  # fmt: skip


def _gap_of(row: dict) -> str:
    met = "reached" if row["gap"] == 0 else "missing"
    said = text(f"document.report.says.district.{met}", gap=counted(row["gap"]))
    if not row["is_over"]:
        return said
    return text("document.report.says.district.over", said=said, after=gains.after(row["after_deadline"], counted))


def _phases(facts: Facts) -> list[str]:
    return list(map(_phase, facts.phases))


def _phase(row: dict) -> str:
    phase = vocabulary.phases()[row["phase"]]
    values = {
        "phase": phase.number, "start": formats.day(phase.starts_on), "deadline": formats.day(phase.ends_on),
        "number": formats.number(row["day_number"]), "days": formats.number(phase.days), "after": gains.apart(row["after_deadline"], counted),
        "achieved": counted(row["achieved"]), "coverage": formats.percent(row["coverage"]), "gap": counted(row["gap"]),
        "attainment": formats.percent(row["of_target"]), "expected": formats.percent(row["expected_share"]),
        "status": names.inside(units.status(row)),
    }  # fmt: skip
    if is_waiting(row):
        return text("document.report.says.phase.before", **values)
    if row["achieved"] is None:
        return text(f"document.report.says.phase.silent{'.over' if row['is_over'] else ''}", **values)
    if not row["is_over"]:
        return text("document.report.says.phase.running", **values)
    return text(f"document.report.says.phase.ended.{'reached' if row['status'] == 'reached' else 'missed'}", **values)


def outlook(facts: Facts) -> list[str]:
    """What the forecast says of the running phase, and the pace that its target needs."""
    if facts.outlook is None:
        return []
    name = names.phase(int(facts.outlook["phase"]))
    said = (sentence.said(facts.outlook, name), sentence.needed(facts.outlook), sentence.both_ways(facts.outlook))
    return [words for words in said if words]


def _statuses(facts: Facts) -> list[str]:
    if not facts.districts:
        return []
    by_status = sorted(facts.districts, key=lambda row: STATUSES.index(row["status"]))  # stable: the best first in each
    parts = [_of_status(status, list(rows)) for status, rows in groupby(by_status, key=lambda row: row["status_label"])]
    found = [text("document.report.says.statuses", all=counted(len(facts.districts)), parts="; ".join(parts))]
    return [*found, *(_ends(phase, facts.districts) for phase in facts.phases if _ends(phase, facts.districts))]


def _ends(phase: dict, districts: list[dict]) -> str:
    """The first and the last unit of a phase: those of two phases are no race. Nothing of fewer than two."""
    known = [row for row in districts if row["phase"] == phase["phase"] and row["of_target"] is not None]
    if len(known) < 2 or is_waiting(phase):
        return ""
    best, last = known[0], known[-1]
    return text(
        "document.report.says.best", phase=names.inside(names.phase(phase["phase"])), name=names.within(best["unit_code"]),
        attainment=formats.percent(best["of_target"]), last=names.within(last["unit_code"]), lowest=formats.percent(last["of_target"]),
    )  # fmt: skip


def _of_status(status: str, rows: list[dict]) -> str:
    named = ", ".join(row["name"] if row["type"] == "huyện" else row["unit"] for row in rows)
    return text(
        "document.report.says.statuses.part", count=counted(len(rows)), status=names.inside(status), names=named
    )


def _leads(facts: Facts) -> list[str]:
    return [
        text("document.report.says.leads", sold=counted(sold["achieved"]), attainment=formats.percent(sold["of_target"]),
            target=formats.number(sold["target"]), designated=counted(chosen["achieved"]),
        )
        for sold, chosen in zip(facts.province_lead, facts.province_designated, strict=True)
    ]  # fmt: skip


def _trade(pack: Pack) -> list[str]:
    found = []
    if "orders" in pack.province:
        volumes = {name: pack.province[name].written for name in activity.VOLUMES}
        found.append(text("document.report.says.volumes", **volumes))
    if pack.products.rows:
        name, orders, _ = pack.products.rows[0].texts
        found.append(text("document.report.says.product", name=names.inside(name), orders=orders))
    return found


def _findings(pack: Pack) -> str:
    count = len(pack.findings.rows)
    return (
        text("document.report.says.findings", count=counted(count))
        if count
        else text("document.report.says.findings.none")
    )
