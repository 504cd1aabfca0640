"""The wording that follows the figures: the report's sentences and the questions to ask, from templates in `texts.csv`."""

from itertools import groupby

from data import vocabulary
from pages.charts.style import STATUSES
from pages.documents import tabulation
from pages.documents.facts import Facts, is_waiting
from pages.documents.values import Pack, Section
from pages.documents.words import has, word
from pages.kit import formats
from pages.kit.texts import label, language, text

LEADING_ZERO_BELOW = 10
# The columns that stand upright on A4; the workbook has all of them.
COMPARED = ("phase", "deadline", "households", "target", "achieved", "attainment", "coverage", "after", "status")
LEADS = ("number", "unit", "target", "sold", "attainment", "coverage", "local_share", "designated")


def counted(count: int | None) -> str:
    """A count in running text: administrations write 05, not 5."""
    if count and count < LEADING_ZERO_BELOW and language() == "vi":
        return f"0{count}"
    return formats.number(count)


def question(row: dict) -> str:
    """The question to ask of a unit, by how it stands."""
    if is_waiting(row):
        phase = vocabulary.phases()[row["phase"]]
        return word("question.waiting", phase=phase.number, start=formats.day(phase.starts_on))
    ended = row["days_left"] == 0 and row["gap"]
    values = {
        "gap": counted(row["gap"]), "needed": counted(row["needed_per_day"]), "gained": counted(row["gained_7_days"]),
        "deadline": formats.day(row["ends_on"]),
    }  # fmt: skip
    return word("question.ended" if ended else f"question.{row['status']}", **values)


def questions(facts: Facts) -> dict[str, tuple[str, ...]]:
    """What to ask at each slide."""
    values = {
        key: counted(row[name])
        for row in facts.province
        for key, name in (("gained", "gained_7_days"), ("needed", "needed_per_day"))
    }
    first = tuple(word(f"ask.province.{number}", **values) for number in (1, 2)) if values else ()
    plain = {slide: tuple(word(f"ask.{slide}.{number}") for number in numbers) for slide, numbers in
             (("ranking", (1, 2)), ("map", (1,)), ("phases", (1, 2)), ("products", (1, 2)), ("leads", (1,)), ("findings", (1,)))}  # fmt: skip
    return {"province": first, **plain}


def report(facts: Facts, pack: Pack) -> tuple[Section, ...]:
    """The parts of a progress report. What only the office knows is left as a blank to be filled."""
    blank = (word("report.blank"),)
    return (
        Section(word("report.1"), 1, blank),
        Section(word("report.2"), 1, (word("report.says.simulated"),) if pack.header.simulated else ()),
        Section(word("report.2.1"), 2, tuple(_province(facts, pack))),
        Section(
            word("report.2.2"),
            2,
            (*_phases(facts), *_statuses(facts)),
            (pack.standing, pack.compared.only(*COMPARED)),
            has_map=True,
        ),
        Section(word("report.2.3"), 2, tuple(_leads(facts)), (pack.leads.only(*LEADS),)),
        Section(word("report.2.4"), 2, tuple(_trade(facts, pack)), (pack.products, pack.certifications)),
        Section(word("report.2.5"), 2, (_findings(pack),), (pack.findings,) if pack.findings.rows else ()),
        Section(word("report.2.6"), 2, blank),
        Section(word("report.3"), 1, blank),
        Section(word("report.4"), 1, blank),
        Section(word("report.5"), 1, blank),
    )


def _inside(sentence: str) -> str:
    """A label within a sentence: its first letter is small."""
    return sentence[:1].lower() + sentence[1:]


def _province(facts: Facts, pack: Pack) -> list[str]:
    said = []
    for row in facts.province:
        said.append(word(
            "report.says.province", day=formats.day(row["day"]), indicator=_counted_by(pack.filters.indicator), achieved=counted(row["achieved"]),
            households=formats.number(row["households"]), coverage=formats.percent(row["coverage"]),
            attainment=formats.percent(row["attainment"]), target=formats.number(row["target"]),
        ))  # fmt: skip
        said.append(_change(row["gained_7_days"]))
        said.append(_gap(row))
    return said


def _counted_by(indicator: str) -> str:
    """What is counted, within a sentence; an indicator without words of its own is called as the vocabulary calls it."""
    key = f"report.indicator.{indicator}"
    return word(key) if has(key) else _inside(label(vocabulary.indicators()[indicator].label))


def _change(gained: int | None) -> str:
    if not gained:
        return word("report.says.gained.same")
    return word(f"report.says.gained.{'more' if gained > 0 else 'less'}", gained=counted(abs(gained)))


def _gap(row: dict) -> str:
    if row["gap"] == 0:
        return word("report.says.reached")
    if row["needed_per_day"] is None:
        return word("report.says.missing", gap=counted(row["gap"]))
    return word(
        "report.says.missing.pace",
        gap=counted(row["gap"]),
        deadline=formats.day(row["ends_on"]),
        needed=counted(row["needed_per_day"]),
    )


def district(row: dict, name: str) -> str:
    """How a district stands, in one sentence, for its annex."""
    if row["achieved"] is None:
        return word("report.says.district.none", name=name, households=formats.number(row["households"]))
    return word(
        "report.says.district", day=formats.day(row["day"]), name=_inside(name), achieved=counted(row["achieved"]),
        indicator=_counted_by(row["indicator"]), households=formats.number(row["households"]),
        coverage=formats.percent(row["coverage"]), attainment=formats.percent(row["attainment"]),
        target=formats.number(row["target"]), gap=_gap_of(row),
    )  # fmt: skip


def _gap_of(row: dict) -> str:
    if row["gap"] == 0:
        return word("report.says.district.reached")
    return word("report.says.district.missing", gap=counted(row["gap"]))


def _phases(facts: Facts) -> list[str]:
    return [_phase(now, judged, after) for now, (judged, after) in zip(facts.phases, facts.judged, strict=True)]


def _phase(now: dict, judged: dict, after: int | None) -> str:
    phase = vocabulary.phases()[now["phase"]]
    values = {
        "phase": phase.number, "start": formats.day(phase.starts_on), "deadline": formats.day(phase.ends_on),
        "number": formats.number(now["day_number"]), "days": formats.number(phase.days), "after": counted(after),
        "achieved": counted(judged["achieved"]), "coverage": formats.percent(judged["coverage"]), "gap": counted(judged["gap"]),
        "attainment": formats.percent(judged["attainment"]), "expected": formats.percent(judged["expected_share"]),
        "status": _inside(text(f"status.{judged['status']}")),
    }  # fmt: skip
    if now["day_number"] < 1:
        return word("report.says.phase.before", **values)
    if after is None:
        return word("report.says.phase.running", **values)
    return word(f"report.says.phase.ended.{'reached' if judged['status'] == 'reached' else 'missed'}", **values)


def _statuses(facts: Facts) -> list[str]:
    if not facts.districts:
        return []
    by_status = sorted(facts.districts, key=lambda row: STATUSES.index(row["status"]))  # stable: the best first in each
    groups = [(told, list(units)) for told, units in groupby(by_status, key=tabulation.status)]
    parts = [
        word(
            "report.says.statuses.part", count=counted(len(units)), status=_inside(status),
            names=", ".join(row["name"] if row["type"] == "huyện" else formats.unit(row["type"], row["name"]) for row in units),
        )
        for status, units in groups if units
    ]  # fmt: skip
    said = [word("report.says.statuses", all=counted(len(facts.districts)), parts="; ".join(parts))]
    known = [row for row in facts.districts if row["attainment"] is not None]
    if len(known) > 1:
        best, last = (formats.unit(row["type"], row["name"]) for row in (known[0], known[-1]))
        said.append(word(
            "report.says.best", name=_inside(best), attainment=formats.percent(known[0]["attainment"]), last=_inside(last),
            lowest=formats.percent(known[-1]["attainment"]),
        ))  # fmt: skip
    return said


def _leads(facts: Facts) -> list[str]:
    return [
        word(
            "report.says.leads", sold=counted(sold["achieved"]), attainment=formats.percent(sold["attainment"]),
            target=formats.number(sold["target"]), designated=counted(chosen["achieved"]),
        )
        for sold, chosen in zip(facts.province_lead, facts.province_designated, strict=True)
    ]  # fmt: skip


def _trade(facts: Facts, pack: Pack) -> list[str]:
    shown = {figure.key: figure.text for figure in pack.province}
    said = [word("report.says.volumes", **{name: shown[name] for name in ("shops", "accounts", "listings", "orders", "order_value")})] if facts.volume else []  # fmt: skip
    if pack.products.rows:
        name, orders, _ = pack.products.rows[0].texts
        said.append(word("report.says.product", name=_inside(name), orders=orders))
    return said


def _findings(pack: Pack) -> str:
    count = len(pack.findings.rows)
    return word("report.says.findings", count=counted(count)) if count else word("report.says.findings.none")
