"""What changed between two snapshots: units that fell behind or caught up, figures that moved and why, who sent nothing.

A figure moves because days went by, or because files tell another past than before: what the later snapshot says of the
earlier one's last day, less what that one said of it, is `revised`; the rest is `gained`.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from data import activity, attainment, conclusions, ledger, quality, snapshots, vocabulary
from data.snapshots import NotInSnapshot, Scope, Snapshot

PREVIOUS, MEETING = "previous", "meeting"
LADDER = ("behind", "slow", "ahead", "reached")  # statuses from the worst
FELL, ROSE, REPORTED, SILENT = "fell", "rose", "reported", "silent"
ADDED, REPLACED, WITHDRAWN = "added", "replaced", "withdrawn"


@dataclass(frozen=True, eq=False)
class Changes:
    """What changed from one snapshot to a later one; the frames are those of the functions below."""

    before: Snapshot
    now: Snapshot
    communes: pd.DataFrame
    districts: pd.DataFrame
    figures: pd.DataFrame
    files: pd.DataFrame
    corrections: pd.DataFrame
    unsent: list[str]


def between(before: Snapshot, now: Snapshot, scope: Scope) -> Changes:
    """Everything that changed. Raises `snapshots.NotInSnapshot` where one of the two was built by another version."""
    return Changes(
        before, now, moved(before, now, scope, "commune"), moved(before, now, scope, "district"), figures(before, now, scope),
        files(before, now, scope), corrections(before, now, scope), unsent(before, now, scope),
    )  # fmt: skip


# Since when.


def since(now: Snapshot, asked: str) -> Snapshot | None:
    """The earlier snapshot that is asked for: PREVIOUS, MEETING, an id, or a day (the newest one with data up to it).

    None where there is none.
    """
    if asked in ("", PREVIOUS):
        return snapshots.earlier(now)
    if asked == MEETING:
        return at_meeting(now)
    found = snapshots.kept(now, asked)
    if found is not None:
        return found if found.id < now.id else None
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        return None
    return next((one for one in earlier(now) if one.as_of <= day), None)


def earlier(now: Snapshot) -> list[Snapshot]:
    """Every snapshot that is kept and was built before one, the newest first."""
    found, one = [], snapshots.earlier(now)
    while one is not None:
        found.append(one)
        one = snapshots.earlier(one)
    return found


def at_meeting(now: Snapshot) -> Snapshot | None:
    """The snapshot of the last meeting: that of the newest conclusion's figure, else the one published when it was recorded."""
    known = concluded(now)
    if not known:
        return None
    last = max(known, key=lambda one: one.concluded_at)
    looked_at = snapshots.kept(now, last.figure.split(".")[0])
    if looked_at is not None:
        return looked_at if looked_at.id < now.id else None
    moment = last.concluded_at.replace(tzinfo=None)  # both are of the programme's own time zone
    return next((one for one in earlier(now) if one.built_at <= moment), None)


def since_meeting(now: Snapshot, scope: Scope, day: date, indicator: str) -> tuple[date, float] | None:
    """The last day of the snapshot that the last meeting looked at, and how many households the province gained from it to a day.

    None where there was no meeting before, where its snapshot does not tell, and for a day before it.
    """
    before = at_meeting(now)
    if before is None or before.as_of > day:
        return None
    try:
        counts = [_of_province(one, scope, on, indicator) for one, on in ((before, before.as_of), (now, day))]
    except NotInSnapshot:
        return None
    return None if None in counts else (before.as_of, counts[1] - counts[0])


def _of_province(snapshot: Snapshot, scope: Scope, day: date, indicator: str) -> float | None:
    """The households of the province that have what is counted; None where it is not known."""
    known = attainment.units(snapshot, scope, day, "province", indicator)["achieved"].dropna()
    return float(known.iloc[0]) if len(known) else None


def has_met(now: Snapshot) -> bool:
    """Whether any conclusion of a meeting is recorded."""
    return bool(concluded(now))


def concluded(now: Snapshot) -> list[conclusions.Conclusion]:
    """What meetings concluded; nothing where the ledger cannot be read, which its own page tells."""
    try:
        return conclusions.latest(_warehouse(now))
    except ledger.Unreadable:
        return []


def _warehouse(snapshot: Snapshot) -> Path:
    return snapshot.path.parent.parent


# What moved.


def moved(before: Snapshot, now: Snapshot, scope: Scope, level: str) -> pd.DataFrame:
    """One row a unit whose status by the 50% target differs: unit_code, parent_code, status and coverage of both, and how.

    `move` is FELL, ROSE, REPORTED (for the first time) or SILENT (it had reported). Those whose phase had not begun are not there.
    """
    old, new = (
        attainment.units(one, scope, one.as_of, level, "both").set_index("unit_code")[
            ["parent_code", "day_number", "status", "coverage", "of_target", "has_data"]
        ]
        for one in (before, now)
    )
    rows = new.join(old[["day_number", "status", "coverage"]].add_suffix("_before"), how="inner")
    rows = rows[(rows["day_number_before"] >= 1) & (rows["status"] != rows["status_before"])]
    moves = [_move(*pair) for pair in zip(rows["status_before"], rows["status"], strict=True)]
    rows = rows.assign(move=pd.Series(moves, index=rows.index, dtype=object)).reset_index()
    return rows.sort_values(["move", "of_target", "unit_code"], ignore_index=True)


def _move(before: str, now: str) -> str:
    if before not in LADDER:
        return REPORTED
    if now not in LADDER:
        return SILENT
    return ROSE if LADDER.index(now) > LADDER.index(before) else FELL


def figures(before: Snapshot, now: Snapshot, scope: Scope) -> pd.DataFrame:
    """One row a figure of the province, a phase or a district: level, unit_code, indicator, before, now, difference, revised, gained.

    A unit of an ended phase is told as at its deadline, so that only a revision moves it. What is missing in one of the
    two has no difference.
    """
    found = [
        _household(before, now, scope, level, indicator)
        for level in ("province", "phase", "district") for indicator in vocabulary.targeted_indicators()
    ]  # fmt: skip
    found += [_volume(before, now, scope, indicator) for indicator in activity.VOLUMES]
    rows = pd.concat([one for one in found if len(one)] or found, ignore_index=True)
    order = [vocabulary.PROVINCE, *(phase.unit_code for phase in vocabulary.phases().values()), *_by_name(now, scope)]
    rows = rows.loc[rows["unit_code"].map(order.index).sort_values(kind="stable").index].reset_index(drop=True)
    difference = rows["now"] - rows["before"]
    revised = rows["then"] - rows["before"]
    return rows.assign(difference=difference, revised=revised, gained=difference - revised).drop(columns="then")


def _household(before: Snapshot, now: Snapshot, scope: Scope, level: str, indicator: str) -> pd.DataFrame:
    day = min(before.as_of, now.as_of)
    counts = {
        name: attainment.units(one, scope, on, level, indicator).set_index("unit_code")["achieved"].astype(float)
        for name, one, on in (("before", before, before.as_of), ("then", now, day), ("now", now, now.as_of))
    }
    return _together(counts, level, indicator)


def _volume(before: Snapshot, now: Snapshot, scope: Scope, indicator: str) -> pd.DataFrame:
    day = min(before.as_of, now.as_of)
    counts = {}
    for name, one, on in (("before", before, before.as_of), ("then", now, day), ("now", now, now.as_of)):
        rows = activity.volume(one, scope, on, "province")
        counts[name] = rows[rows["platform"] == "all"].set_index("unit_code")[indicator].astype(float)
    return _together(counts, "province", indicator)


def _together(counts: dict[str, pd.Series], level: str, indicator: str) -> pd.DataFrame:
    """Counts of units side by side, in the order of the later snapshot."""
    rows = pd.DataFrame({name: series.reindex(counts["now"].index) for name, series in counts.items()})
    return rows.reset_index().assign(level=level, indicator=indicator)


# Why.


def files(before: Snapshot, now: Snapshot, scope: Scope) -> pd.DataFrame:
    """One row a file that came, has another content or left: path, kind, state, rows that count (counted, of one that left). A renamed file is the same."""
    old, new = (quality.file_ledger(one, scope) for one in (before, now))
    old, new = (one.assign(rows=one["loaded"] + one["corrected"]) for one in (old, new))
    is_new = ~new["sha256"].isin(old["sha256"])
    is_gone = ~old["path"].isin(new["path"]) & ~old["sha256"].isin(new["sha256"])
    state = new["path"].isin(old["path"]).map({True: REPLACED, False: ADDED})
    found = pd.concat([new.assign(state=state)[is_new], old.assign(state=WITHDRAWN)[is_gone]])
    return found[["path", "kind", "state", "rows"]].sort_values(["state", "path"], ignore_index=True)


def corrections(before: Snapshot, now: Snapshot, scope: Scope) -> pd.DataFrame:
    """One row a changed field that the earlier snapshot did not have: kind, field, values and files. Personal fields as changed only."""
    old, new = (quality.corrections(one, scope) for one in (before, now))
    known = set(old.astype(str).itertuples(index=False, name=None))
    is_new = [row not in known for row in new.astype(str).itertuples(index=False, name=None)]
    return new[is_new].reset_index(drop=True)


def unsent(before: Snapshot, now: Snapshot, scope: Scope) -> list[str]:
    """The districts whose phase has begun and of which no kind of file has more rows that count than before, by name.

    A file that came anew with the old rows of a district brings nothing of it.
    """
    old, new = (_rows_of_districts(one, scope) for one in (before, now))
    more = new[new > old.reindex(new.index, fill_value=0)]
    sent = set(more.index.get_level_values("district"))
    units = attainment.units(now, scope, now.as_of, "district", "both")
    begun = set(units[units["day_number"] >= 1]["unit_code"])
    return [code for code in _by_name(now, scope) if code in begun - sent]


def _by_name(snapshot: Snapshot, scope: Scope) -> list[str]:
    """The districts in the order of their names."""
    return list(activity.household_funnel(snapshot, scope, "district")["unit_code"])


def _rows_of_districts(snapshot: Snapshot, scope: Scope) -> pd.Series:
    """Rows that count by district and kind of file."""
    rows = quality.file_units(snapshot, scope).dropna(subset=["unit_code"])
    placed = rows.assign(
        district=rows["unit_code"].map(vocabulary.district_of), counted=rows["loaded"] + rows["corrected"]
    )
    return placed.groupby(["district", "kind"])["counted"].sum()
