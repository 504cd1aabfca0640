"""What the figures rest on: files with their row account, rejects, corrections, findings, and figures told elsewhere."""

import pandas as pd

from data import shelf, vocabulary
from data.findings import grouped, ordered
from data.snapshots import EVERYTHING, NotInSnapshot, Scope, Snapshot, ask

STOOD_IN_FOR = {"households", "targets"}  # kinds that the reference stands in for, marked as such
STATES = ("loaded", "duplicate", "corrected", "rejected")  # of a row that was read


def file_ledger(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """One row a file: path, kind, read, loaded, duplicate, corrected, rejected, encoding, problem.

    Within a scope the files with rows of its districts, counted by these rows alone; what the households of all were merged
    to is not told.
    """
    ledger = ask(snapshot, EVERYTHING, "file_ledger")
    if scope.districts is None:
        return ledger
    own = file_units(snapshot, scope).groupby("path")[list(STATES)].sum()
    found = ledger[ledger["path"].isin(own.index)].drop(columns=["read", *STATES, "households_merged"])
    return found.join(own.assign(read=own.sum(axis=1), households_merged=None), on="path")[list(ledger)]


def counted_kinds(snapshot: Snapshot, scope: Scope) -> set[str]:
    """The kinds of files that any row counts from."""
    return shelf.kept(snapshot, ("counted kinds", scope), lambda: _counted(file_units(snapshot, scope)))


def _counted(rows: pd.DataFrame) -> set[str]:
    return set(rows[(rows["loaded"] > 0) | (rows["corrected"] > 0)]["kind"])


def absent_kinds(snapshot: Snapshot) -> list[str]:
    """The kinds of files that indicators are counted from and that no row of the snapshot is of: what hangs on them is not known to be nought.

    Of an older snapshot that does not tell it, none.
    """
    try:
        known = counted_kinds(snapshot, EVERYTHING) | STOOD_IN_FOR
    except NotInSnapshot:
        return []
    wanted = dict.fromkeys(kind for one in vocabulary.indicators().values() for kind in one.kinds if kind)
    return [kind for kind in wanted if kind not in known]


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
    """One row a reason: its sentence in both languages, rows and files. For who may see all: a reason is of no unit."""
    return ask(snapshot, scope, "rejects")


def findings(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """One row a finding as it is to be read (columns `findings.TOLD`), the gravest first.

    Within a scope those of its districts are told together anew: what the province is told holds for all districts.
    """
    return shelf.kept(snapshot, ("findings in order", scope), lambda: _in_order(snapshot, scope))


def _in_order(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    if scope.districts is None:
        return ordered(ask(snapshot, scope, "findings"))
    return grouped(finding_details(snapshot, scope))


def finding_details(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """One row a finding of one unit, before it was told together with others (columns `findings.DETAIL`)."""
    return ask(snapshot, scope, "finding_detail")


def findings_of(snapshot: Snapshot, scope: Scope, units: set[str]) -> pd.DataFrame:
    """What is to be verified of some units, told together by district."""
    details = finding_details(snapshot, scope)
    own = frozenset(units)
    return shelf.kept(snapshot, ("findings of", scope, own), lambda: grouped(details[details["unit_code"].isin(own)]))


def reconciliation(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """One row a published figure: reported, computed, difference."""
    return ask(snapshot, scope, "reconciliation")


def reports(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """One row a reported figure, the newest first: unit with its district, as_of, indicator, reported, computed, difference."""
    return ask(snapshot, scope, "report")


def corrections(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """One row a changed field: earlier and later value with their files. Personal fields are told as changed only.

    For who may see all: a correction does not say its unit.
    """
    return ask(snapshot, scope, "corrections")
