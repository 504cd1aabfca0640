"""What the figures rest on: findings, published figures beside computed ones, rejected rows, files, corrections, definitions."""

import pandas as pd

from data import quality as ledger
from data import vocabulary
from data.snapshots import Scope, Snapshot
from pages.kit import choices, formats, names
from pages.kit.address import Address
from pages.kit.lineage import FigureKey
from pages.kit.texts import label, language, text
from pages.kit.view import ALL, Choice, Heading, Notice, Part, Sentence, Table, Tabs, View, columns
from pages.method import files, findings
from pages.method.questions import selling
from pages.method.questions.answer import sentence

CHOICES = ("report_unit",)
RECONCILIATION = (
    ("unit", "column.unit"), ("as_of", "column.day", "day"), ("indicator_label", "column.indicator"),
    ("qualifier_label", "column.qualifier"), ("reported", "column.reported", "count"),
    ("computed", "column.computed", "count"), ("difference", "column.difference", "count"), ("source", "column.source"),
)  # fmt: skip
REPORTS = (
    ("unit", "column.unit"), ("district", "column.district"), ("as_of", "column.day", "day"),
    ("indicator_label", "column.indicator"), ("reported", "column.told", "count"),
    ("computed", "column.computed", "count"), ("difference", "column.difference", "count"),
)  # fmt: skip
REASONS = (("reason", "column.reason"), ("rows", "column.rows", "count"), ("files", "column.files", "count"))
WITHDRAWN = (
    ("path", "column.file"), ("kind_label", "column.kind"), ("rows", "column.rows", "count"),
    ("last_snapshot", "column.last_snapshot"),
)  # fmt: skip
UNUSED = (("path", "column.file"), ("sheet", "column.sheet"), ("columns", "column.unused"), ("remark", "column.remark"))
CORRECTIONS = (
    ("kind_label", "column.kind"), ("field", "column.field"), ("earlier_value", "column.earlier"),
    ("later_value", "column.later"), ("file", "column.file"), ("row_number", "column.row", "count"),
)  # fmt: skip
DEFINITIONS = (
    ("indicator_label", "column.indicator"), ("definition", "column.definition"), ("target", "mark.target", "share"),
)  # fmt: skip


def quality(snapshot: Snapshot, scope: Scope, address: Address) -> View:
    found = ledger.file_ledger(snapshot, scope)
    groups = {
        "findings": (unverified(snapshot, scope), *_one_by_one(snapshot, scope)),
        "reconciliation": (*_published(snapshot, scope), *_reports(snapshot, scope, address)),
        "rejects": _rejects(snapshot, scope),
        "files": (*_files(found), *_unused(snapshot, scope), *_withdrawn(snapshot, scope)),
        "corrections": (_corrections(snapshot, scope),),
        "definitions": (_definitions(),),
    }
    return View(
        text("quality.title"),
        (
            Sentence(sentence("24", selling.basis(snapshot, scope)), "verdict"),
            files.account(found),
            Tabs("quality", tuple(text(f"quality.{name}") for name in groups), tuple(groups.values())),
        ),
        FigureKey(vocabulary.PROVINCE, "both", "coverage", snapshot.as_of),
    )


def unverified(snapshot: Snapshot, scope: Scope) -> Part:
    found = ledger.findings(snapshot, scope)
    if found.empty:
        return Notice(text("quality.findings.none"), "good")
    return findings.table(found)


def _one_by_one(snapshot: Snapshot, scope: Scope) -> tuple[Part, ...]:
    """What was found of each unit, before it was told together."""
    found = ledger.finding_details(snapshot, scope)
    if found.empty:
        return ()
    return (
        Heading(text("quality.finding_details")),
        Sentence(text("quality.finding_details.help"), "note"),
        findings.details(found),
    )


def _published(snapshot: Snapshot, scope: Scope) -> tuple[Part, ...]:
    """What was published elsewhere beside what is computed."""
    found = ledger.reconciliation(snapshot, scope)
    rows = found.assign(
        unit=findings.units(found, "scope"),
        indicator_label=[names.indicator(code) for code in found["indicator"]],
        qualifier_label=[text(f"qualifier.{qualifier}") for qualifier in found["qualifier"]],
    )
    return Heading(text("quality.published")), Table("reconciliation", columns(*RECONCILIATION), rows)


def _reports(snapshot: Snapshot, scope: Scope, address: Address) -> tuple[Part, ...]:
    """What units reported beside what is computed; one of them may be chosen."""
    found = ledger.reports(snapshot, scope)
    if found.empty:
        return ()
    districts = zip(found["district_type"], found["district_name"], strict=True)
    rows = found.assign(
        unit=findings.units(found, "scope"),
        district=[formats.unit(kind, name) if isinstance(name, str) else "" for kind, name in districts],
        indicator_label=[names.indicator(code) for code in found["indicator"]],
    )
    unit = _unit(rows, address)
    chosen = rows if unit.chosen == ALL else rows[rows["scope"] == unit.chosen]
    return Heading(text("quality.reports")), unit, Table("reports", columns(*REPORTS), chosen)


def _unit(rows: pd.DataFrame, address: Address) -> Choice:
    """One of the units that have reported, each named with its district, or all of them."""
    units = rows.drop_duplicates("scope").sort_values("scope")
    named = {
        code: f"{unit}, {district}" if district else unit
        for code, unit, district in zip(units["scope"], units["unit"], units["district"], strict=True)
    }
    return choices.choice(address, "report_unit", {ALL: text("choice.all"), **named}, ALL)


def _rejects(snapshot: Snapshot, scope: Scope) -> tuple[Part, ...]:
    found = ledger.rejects(snapshot, scope)
    if found.empty:
        return (Notice(text("quality.rejects.none"), "good"),)
    rows = found.assign(reason=found[f"reason_{language()}"])
    return Table("rejects", columns(*REASONS), rows), Sentence(text("quality.rejects.help"), "note")


def _files(found: pd.DataFrame) -> tuple[Part, ...]:
    return Sentence(text("quality.balance"), "note"), Table("files", columns(*files.FILES), files.described(found))


def _unused(snapshot: Snapshot, scope: Scope) -> tuple[Part, ...]:
    """Sheets with columns that are not used; a text file has no tabs."""
    found = ledger.unused_columns(snapshot, scope)
    if found.empty:
        return ()
    rows = found.assign(sheet=found["sheet"].replace("", formats.MISSING), remark=found[f"remark_{language()}"])
    return Heading(text("quality.unused")), Table("unused", columns(*UNUSED), rows)


def _withdrawn(snapshot: Snapshot, scope: Scope) -> tuple[Part, ...]:
    """Files that left the inbox since the snapshot before."""
    heading, found = Heading(text("quality.withdrawn")), ledger.withdrawn_files(snapshot, scope)
    if found.empty:
        return heading, Notice(text("quality.withdrawn.none"), "good")
    rows = found.assign(kind_label=files.kinds(found["kind"]))
    return heading, Sentence(text("quality.withdrawn.help"), "note"), Table("withdrawn", columns(*WITHDRAWN), rows)


def _corrections(snapshot: Snapshot, scope: Scope) -> Part:
    """Changed fields by the names readers know, days as they write them."""
    found = ledger.corrections(snapshot, scope)
    if found.empty:
        return Notice(text("quality.corrections.none"), "good")
    known = names.labels("fields")
    rows = found.assign(
        kind_label=files.kinds(found["kind"]),
        field=found["field"].map(known),
        **{name: found[name].map(formats.written) for name in ("earlier_value", "later_value")},
    )
    return Table("corrections", columns(*CORRECTIONS), rows)


def _definitions() -> Table:
    """The indicators as the vocabulary defines them."""
    known = vocabulary.indicators().values()
    rows = pd.DataFrame(
        [(label(one.label), label(one.definition), one.province_target) for one in known],
        columns=[key for key, *_ in DEFINITIONS],
    )
    return Table("definitions", columns(*DEFINITIONS), rows)
