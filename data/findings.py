"""What is to be verified, told so that it can be read: one finding a rule and district, the worst first.

Errors stand by themselves, for each is to be mended. A rule that holds in many districts is told of the province. The rules
with their names, pages and sentences are `reference/findings.csv`, the gravest first.
"""

from dataclasses import dataclass
from functools import cache
from itertools import zip_longest

import pandas as pd

from data import records, vocabulary

SEVERITIES = ("error", "warning", "info")
APART = "error"  # findings of this severity are told one by one
LANGUAGES = ("vi", "en")
DETAIL = ("rule", "severity", "unit_code", "group_code", "as_of", "day", "weight", "amount", "detail_vi", "detail_en")
TOLD = ("rule", "severity", "unit_code", "as_of", "detail_vi", "detail_en", "day", "weight", "findings", "units")


@dataclass(frozen=True)
class Rule:
    """A rule of `reference/findings.csv`; `position` is its place there. `is_of_files`: it speaks of files, not of units.

    `group` tells many findings of several units by {count}, {units}, {amount} and {worst}; `advice` is what is to be done.
    """

    code: str
    position: int
    is_of_files: bool
    page: str
    address: str
    label: dict[str, str]
    group: dict[str, str]
    advice: dict[str, str]


@cache
def rules() -> dict[str, Rule]:
    """Every rule by its code, the gravest first."""
    return {
        row["rule"]: Rule(
            row["rule"], position, row["about"] == "files", row["page"], row["address"],
            *({language: row[f"{name}_{language}"] for language in LANGUAGES} for name in ("label", "group", "advice")),
        )
        for position, row in enumerate(_lines().values()) if row["about"] != "words"
    }  # fmt: skip


@cache
def _lines() -> dict[str, dict[str, str]]:
    """The lines of the reference file by their code: rules, and words of sentences."""
    return {row["rule"]: row for row in vocabulary.rows("findings.csv")}


def grouped(details: pd.DataFrame) -> pd.DataFrame:
    """Findings to be read, of those found one by one (columns DETAIL): columns TOLD, the gravest first.

    `findings` and `units` are how many of them each tells, `day` and `weight` those of the worst.
    """
    told = [row for own in _of_one_place(details) for row in _rows(own)]
    return ordered(pd.DataFrame(told, columns=list(TOLD)))


def ordered(found: pd.DataFrame) -> pd.DataFrame:
    """Findings the gravest first: by severity, by the order of the rules, then the worst of each rule."""
    order = pd.DataFrame({
        "severity": found["severity"].map(SEVERITIES.index), "rule": [rules()[code].position for code in found["rule"]],
        "weight": -found["weight"].astype(float), "unit": found["unit_code"],
    })  # fmt: skip
    return found.loc[order.sort_values(list(order), kind="stable").index].reset_index(drop=True)


def _of_one_place(details: pd.DataFrame) -> list[list[tuple]]:
    """The findings of a rule that may be told together, the worst first: those of one district, or of the province where it holds in many."""
    if details.empty:
        return []
    homes = [
        _home(unit, group) for unit, group in zip(details["unit_code"], details["group_code"], strict=True)
    ]  # fmt: skip
    placed = details.assign(home=homes, weight=details["weight"].astype(float))
    is_many = placed.groupby(["rule", "severity"])["home"].transform("nunique") > _limit("districts")
    placed.loc[is_many & (placed["severity"] != APART), "home"] = vocabulary.PROVINCE
    worst_first = placed.sort_values(["weight", "day", "detail_vi"], ascending=[False, True, True], kind="stable")
    found: dict[tuple, list[tuple]] = {}
    for row in records.rows(worst_first):
        found.setdefault((row.rule, row.severity, row.home), []).append(row)
    return list(found.values())


def _home(unit: str, group: object) -> str:
    """What a unit's findings are told of: its district, unless the finding says of what."""
    if isinstance(group, str) and group:
        return group
    return vocabulary.district_of(unit) or unit


def _limit(name: str) -> int:
    return vocabulary.settings()["findings_told"][name]


def _rows(own: list[tuple]) -> list[tuple]:
    """One finding of all, or each by itself: errors, and a few about files."""
    rule = rules()[own[0].rule]
    is_short = rule.is_of_files and len(own) <= _limit("files")
    if own[0].severity == APART or is_short:
        return [_told([one], rule) for one in own]
    return [_told(own, rule)]


def _told(own: list[tuple], rule: Rule) -> tuple:
    first, units = own[0], len({one.unit_code for one in own})
    place = first.unit_code if units == 1 else first.home
    sentences = (_sentence(own, rule, language) for language in LANGUAGES)
    return rule.code, first.severity, place, first.as_of, *sentences, first.day, first.weight, len(own), units


def _sentence(own: list[tuple], rule: Rule, language: str) -> str:
    """What is told of some findings: each of one unit, the worst of several. A note asks for nothing."""
    is_asking = own[0].severity != "info" and rule.advice[language]
    end = f"; {rule.advice[language]}." if is_asking else "."
    clauses = [getattr(one, f"detail_{language}").removesuffix(".") for one in own]
    by_unit: dict[str, list[str]] = {}
    for one, clause in zip(own, clauses, strict=True):
        by_unit.setdefault(one.unit_code, []).append(f"{name(one.unit_code, language)}: {_small(clause)}")
    if len(by_unit) == 1:
        return _worst([*clauses[:1], *map(_small, clauses[1:])], language) + end
    # The worst of each unit before what else was found of it: as many places as there is room for.
    said = [clause for turn in zip_longest(*by_unit.values()) for clause in turn if clause]
    amount = int(sum(one.amount for one in own if pd.notna(one.amount)))
    worst = _worst(said, language)
    return rule.group[language].format(count=len(own), units=len(by_unit), amount=amount, worst=worst) + end


def _worst(clauses: list[str], language: str) -> str:
    """The first of some clauses, and how many there are beyond them."""
    shown = clauses[: _limit("named")]
    left = len(clauses) - len(shown)
    return "; ".join([*shown, *([_lines()["more"][f"label_{language}"].format(count=left)] if left else [])])


def _small(clause: str) -> str:
    """A sentence within another."""
    return clause[:1].lower() + clause[1:]


@cache
def name(code: str, language: str) -> str:
    """A unit of 2021 as sentences call it, a commune with its district: 'xã Hòa Bình (Chi Lăng)'; a phase by its label."""
    known = vocabulary.units().get(("2021", code))
    if known is None:
        labels = {phase.unit_code: phase.label[language] for phase in vocabulary.phases().values()}
        return labels.get(code, code)
    return (
        f"{known.called(language)} ({vocabulary.unit(known.parent).bare_name(language)})"
        if known.level == "commune"
        else known.called(language)
    )


def leads_to(rule: str, unit: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The page where a finding of a unit is looked into, and what its address is to say."""
    known, place = rules()[rule], vocabulary.units().get(("2021", unit))
    if known.address == "":
        return known.page, ()
    key, _, wanted = known.address.partition("=")
    if wanted == "unit":
        is_shown = place is not None and place.level != "province"
        return (known.page, ((key, unit),)) if is_shown or known.page != "unit" else ("quality", ())
    if wanted == "district":
        district = vocabulary.district_of(unit)
        return (known.page, ((key, district),)) if district else (known.page, ())
    return known.page, ((key, wanted),)
