"""What a figure is made of and why it differs from the snapshot before: the content of its passport."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from data import metrics, vocabulary
from data.metrics import Scope, Snapshot


@dataclass(frozen=True)
class Told:
    """One figure in one snapshot: counts and shares of `mart.attainment`, or the count of `mart.volume`."""

    snapshot: Snapshot
    day: date
    row: pd.Series


def told(snapshot: Snapshot, scope: Scope, unit: str, indicator: str, day: date) -> Told | None:
    """The figure on a day, on the snapshot's last day where it ends earlier; None where it is not there."""
    day = min(day, snapshot.as_of)
    known = vocabulary.indicators().get(indicator)
    if known is None:
        return None
    level = _level(unit)
    if known.measure == "household":
        frame = metrics.attainment(snapshot, scope, day, level, indicator)
        rows = frame[frame["unit_code"] == unit]
    else:
        frame = metrics.volume(snapshot, scope, day, level)
        if indicator not in frame:
            return None
        rows = frame[(frame["unit_code"] == unit) & (frame["platform"] == "all")].rename(
            columns={indicator: "achieved"}
        )
    return None if rows.empty else Told(snapshot, day, rows.iloc[0])


def _level(unit: str) -> str:
    known = vocabulary.units().get(("2021", unit))
    return known.level if known else "phase"


def files(snapshot: Snapshot, scope: Scope, indicator: str) -> pd.DataFrame:
    """The files a figure is counted from, with their row account."""
    kinds = set(vocabulary.indicators()[indicator].kinds)
    ledger = metrics.file_ledger(snapshot, scope)
    of_kind = ledger["kind"].fillna("").map(lambda told: bool(kinds & set(told.split(", "))))
    return ledger[of_kind].sort_values("path")


@dataclass(frozen=True)
class Change:
    """How the files behind a figure differ between two snapshots: names of files, and rows that a later file corrected."""

    added: list[str]
    removed: list[str]
    changed: list[str]
    corrected: int


def change(before: Snapshot, now: Snapshot, scope: Scope, indicator: str) -> Change:
    old, new = (files(one, scope, indicator).set_index("path") for one in (before, now))
    common = [path for path in new.index if path in old.index]
    return Change(
        [path for path in new.index if path not in old.index],
        [path for path in old.index if path not in new.index],
        [path for path in common if new.loc[path, "sha256"] != old.loc[path, "sha256"]],
        int(new["corrected"].sum()) - int(old["corrected"].sum()),
    )
