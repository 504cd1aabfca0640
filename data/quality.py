"""What the figures rest on: files with their row account, rejects, corrections, findings, and figures told elsewhere."""

import pandas as pd

from data.snapshots import Scope, Snapshot, ask


def file_ledger(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """One row a file: path, kind, read, loaded, duplicate, corrected, rejected, encoding, problem."""
    return ask(snapshot, scope, "file_ledger")


def file_units(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """One row a file, kind and unit (missing where a row does not tell it): loaded, duplicate, corrected, rejected rows."""
    return ask(snapshot, scope, "file_unit")


def unused_columns(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """One row a sheet with columns that are not used, or with a remark: path, sheet, columns, remark in both languages."""
    return ask(snapshot, scope, "unused_columns")


def withdrawn_files(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """One row a file that left the inbox since the snapshot before: path, kind, rows it had, that snapshot."""
    return ask(snapshot, scope, "withdrawn_file")


def rejects(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """One row a reason: its sentence in both languages, rows and files."""
    return ask(snapshot, scope, "rejects")


def findings(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """One row a finding, the gravest first, with a sentence in both languages."""
    return ask(snapshot, scope, "findings")


def reconciliation(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """One row a published figure: reported, computed, difference."""
    return ask(snapshot, scope, "reconciliation")


def reports(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """One row a reported figure, the newest first: unit with its district, as_of, indicator, reported, computed, difference."""
    return ask(snapshot, scope, "report")


def corrections(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """One row a changed field: earlier and later value with their files. Personal fields are told as changed only."""
    return ask(snapshot, scope, "corrections")
