"""What the checks found, in the reader's words."""

import pandas as pd

from data import findings, vocabulary
from pages.kit import formats, names
from pages.kit.texts import label, language, text
from pages.kit.view import Link, Table, columns

FINDINGS = (("severity_label", "column.severity"), ("unit", "column.unit"), ("detail", "column.detail"))
ON_A_SLIDE = 4  # findings that the smallest wall shows whole: each is a sentence or two
DETAILS = (
    FINDINGS[0],
    ("rule_label", "column.rule"),
    ("unit", "column.unit"),
    ("day", "column.day", "day"),
    ("detail", "column.detail"),
)


def units(rows: pd.DataFrame, code: str) -> list[str]:
    """The unit of each row, of either vintage: by its `type` and `name` where the snapshot has them, or a phase by its label."""
    phases = {phase.unit_code: label(phase.label) for phase in vocabulary.phases().values()}
    return [
        phases.get(unit) or (formats.unit(kind, name) if isinstance(name, str) else str(unit))
        for unit, kind, name in zip(rows[code], rows["type"], rows["name"], strict=True)
    ]


def described(found: pd.DataFrame) -> pd.DataFrame:
    """Findings with severity, rule, unit (a commune with its district) and sentence; each leads to its page."""
    ways = [findings.leads_to(rule, unit) for rule, unit in zip(found["rule"], found["unit_code"], strict=True)]
    places = [_place(code) for code in found["unit_code"]]
    return found.assign(
        severity_label=[text(f"severity.{severity}") for severity in found["severity"]],
        rule_label=[label(findings.rules()[rule].label) for rule in found["rule"]],
        unit=places, detail=found[f"detail_{language()}"].map(formats.sentence),
        leads_to=[Link(place, page, query) for place, (page, query) in zip(places, ways, strict=True)],
    )  # fmt: skip


def _place(code: str) -> str:
    return names.commune(code) if ("2021", code) in vocabulary.units() else names.unit(code)


def table(found: pd.DataFrame) -> Table:
    """Findings as they are to be read; a unit leads to the page where it is looked into."""
    return Table("findings", columns(*FINDINGS), described(found), leads="unit")


def details(found: pd.DataFrame) -> Table:
    """Findings one by one, folded below those told together."""
    return Table("finding_details", columns(*DETAILS), described(found), is_folded=True, leads="unit")
