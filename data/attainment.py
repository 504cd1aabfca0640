"""Where units stand on their targets: households reached, shares, pace and outlook, day by day."""

from datetime import date, timedelta

import pandas as pd

from data import ratios, vocabulary
from data.snapshots import EVERYTHING, Scope, Snapshot, ask


def units(snapshot: Snapshot, scope: Scope, day: date, level: str, indicator: str) -> pd.DataFrame:
    """One row a unit of `level` (province, phase, district, commune): counts, shares, pace and outlook on `day`.

    Of a unit that has not reported, what it has reached (`snapshots.REACHED`) is missing.
    """
    return ask(snapshot, scope, "attainment", day=day, level=level, indicator=indicator)


def communes_2025(snapshot: Snapshot, scope: Scope, day: date, indicator: str) -> pd.DataFrame:
    """One row a commune of 2025, carried over from 2021 by population share; the sum over all is the province's of 2021."""
    frame = ask(snapshot, scope, "attainment_2025", day=day, indicator=indicator)
    coverage = ratios.share(frame["achieved"], frame["households"])
    target = units(snapshot, EVERYTHING, day, "province", indicator)["target_share"].max()
    return frame.assign(coverage=coverage, attainment=ratios.share(coverage, target), target_share=target)


def phase_series(snapshot: Snapshot, scope: Scope, day: date, level: str, indicator: str) -> pd.DataFrame:
    """One row a unit and day of its phase, up to its deadline or `day`: day_number, share_of_time, coverage, achieved."""
    frame = ask(snapshot, scope, "phase_series", day=day, level=level, indicator=indicator)
    return frame.assign(indicator=indicator)


def phase_result(snapshot: Snapshot, scope: Scope, level: str, indicator: str) -> pd.DataFrame:
    """One row a unit: the value at its phase's deadline (null before it, or where it had not reported by then) and what came after."""
    frame = ask(snapshot, scope, "phase_result", level=level, indicator=indicator)
    return frame.assign(indicator=indicator, day=pd.Timestamp(snapshot.as_of))


def judged_on(snapshot: Snapshot, scope: Scope, day: date, unit: pd.Series) -> tuple[pd.Series, float | None]:
    """The row a unit of a phase is judged by, and what came after the deadline (None before it, NaN where it is not known).

    A phase's result is the value at its deadline, also when it is looked at later.
    """
    phase = vocabulary.phases()[int(unit["phase"])]
    if day < phase.ends_on:
        return unit, None
    frame = units(snapshot, scope, phase.ends_on, unit["level"], unit["indicator"])
    judged = frame[frame["unit_code"] == unit["unit_code"]].iloc[0]
    after = unit["achieved"] - judged["achieved"]
    return judged, int(after) if pd.notna(after) else after


def ranking(snapshot: Snapshot, scope: Scope, day: date, level: str, indicator: str) -> pd.DataFrame:
    """Attainment rows with their rank on `day`, the rank and coverage a week before, ranks gained and coverage gained.

    Units that have not reported have no rank.
    """
    now = units(snapshot, scope, day, level, indicator)
    before = units(snapshot, scope, day - timedelta(days=7), level, indicator).set_index("unit_code")
    earlier = before["coverage"].reindex(now["unit_code"]).to_numpy()
    rank = now["coverage"].rank(ascending=False, method="min")
    rank_before = pd.Series(earlier, index=now.index, dtype=float).rank(ascending=False, method="min")
    return now.assign(
        rank=rank, rank_before=rank_before, ranks_gained=rank_before - rank, coverage_gained=now["coverage"] - earlier
    )
