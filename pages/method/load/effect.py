"""What a check found, in words: every file with its reasons, every district before and after."""

from functools import partial
from pathlib import Path

import pandas as pd

from pages.kit import foreign, formats
from pages.kit.texts import language, text
from pages.kit.view import Download, Heading, Notice, Part, Sentence, Table, columns
from pages.method import files
from pages.method.load import build
from pages.method.load.check import Check

DISTRICTS = (
    ("unit", "column.unit"), ("attainment_before", "load.attainment_before", "share"),
    ("attainment_after", "load.attainment_after", "share"), ("changed", "load.changed"),
    ("achieved_before", "load.achieved_before", "count"), ("achieved_after", "load.achieved_after", "count"),
    ("households_before", "load.households_before", "count"), ("households_after", "load.households_after", "count"),
)  # fmt: skip
FILES = (("name", "column.file"), ("kind_label", "column.kind"), *files.COUNTS)
REASONS = (("name", "column.file"), ("reason", "column.reason"), ("rows", "column.rows", "count"))
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def of_files(check: Check) -> tuple[Part, ...]:
    """What becomes of each file: its rows, and why some or all are not taken."""
    return (
        Heading(text("load.effect")),
        *build.renamed(check.aside.sent, check.found["added"]),
        *_account(check),
        *_refused(check),
    )


def _account(check: Check) -> tuple[Part, ...]:
    """The rows of the files that have any; of one without rows only the reason says something."""
    rows = pd.DataFrame([file for file in check.files if file["read"]])
    if rows.empty:
        return ()
    return (Table("files", columns(*FILES), rows.assign(kind_label=files.kinds(rows["kind"]))),)


def _refused(check: Check) -> tuple[Part, ...]:
    """One row a file and reason: of a whole file or sheet, or of single rows."""
    rows = pd.DataFrame([
        {"name": file["name"], "reason": reason[language()], "rows": reason["rows"] or None}
        for file in check.files for reason in (*file["problems"], *file["reasons"])
    ], columns=[key for key, *_ in REASONS])  # fmt: skip
    if rows.empty:
        return ()
    refused = sum(file["rejected"] for file in check.files)
    words = text("load.rejected", rows=formats.number(refused)) if refused else text("load.unread")
    return Notice(words, "warning"), Table("reasons", columns(*REASONS), rows)


def rejects(check: Check) -> tuple[Download, ...]:
    """The refused rows of each file, to mend."""
    return tuple(
        _workbook(check.aside.rejects / file["rejects"], file["name"]) for file in check.files if file["rejects"]
    )  # fmt: skip


def _workbook(path: Path, name: str) -> Download:
    words = text("load.rejects", file=foreign.literal(name))  # what stands on a button is Markdown
    return Download(words, f"{name}.xlsx", _XLSX, partial(path.read_bytes))


def of_districts(check: Check) -> tuple[Part, ...]:
    """Each district before and after, with a mark where something changes."""
    findings = Sentence(text("load.findings", count=formats.number(len(check.found["findings"]))), "note")
    if not check.found["districts"]:
        return (findings,)
    rows = districts(check.found["districts"])
    return findings, Sentence(text("load.effect.help"), "note"), Table("districts", columns(*DISTRICTS), rows)


def districts(found: list[dict]) -> pd.DataFrame:
    """Rows of units in words, and whether any of their figures changes."""
    rows = pd.DataFrame(found)
    same = pd.DataFrame({
        name: rows[f"{name}_before"].eq(rows[f"{name}_after"]) | (rows[f"{name}_before"].isna() & rows[f"{name}_after"].isna())
        for name in ("households", "achieved", "attainment")
    })  # fmt: skip
    return rows.assign(
        unit=[formats.unit(kind, name) for kind, name in zip(rows["type"], rows["name"], strict=True)],
        changed=["" if unchanged else text("load.change") for unchanged in same.all(axis=1)],
    )
