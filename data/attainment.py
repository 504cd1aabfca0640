"""Where units stand on their targets: households reached, shares, pace and outlook, day by day."""

from datetime import date, timedelta

import pandas as pd

from data import ratios, shelf
from data.snapshots import EVERYTHING, Scope, Snapshot, ask

FEW = ("province", "phase", "district")  # levels of so few units that all days are asked for at once


def units(snapshot: Snapshot, scope: Scope, day: date, level: str, indicator: str) -> pd.DataFrame:
    """One row a unit of `level` (province, phase, district, commune): counts, shares, pace and what is asked of it on `day`.

    A unit whose phase is over is told as at its deadline (`judged_on`, `is_over`); `achieved_now` and `after_deadline` say what
    there is on `day`. The province has no phase and is told as it is.
    `of_target` is achieved over the target count. `own_target` is what the communes set themselves, those that set none
    counting by the province's (`local_communes` of `communes` did); `communes_gap` what communes that are short still lack.
    Of a unit that has not reported, what it has reached (`snapshots.REACHED`) is missing.
    """
    if level not in FEW:
        return ask(snapshot, scope, "attainment", first=day, last=day, level=level, indicator=indicator)
    days = shelf.kept(snapshot, ("days", scope, level, indicator), lambda: _days(snapshot, scope, level, indicator))
    first, end = (days["day"].searchsorted(pd.Timestamp(day), side) for side in ("left", "right"))
    return days.iloc[first:end].reset_index(drop=True)


def _days(snapshot: Snapshot, scope: Scope, level: str, indicator: str) -> pd.DataFrame:
    """The rows of all days, one after the other: a question costs more than its rows. What is missing on some day is NaN."""
    rows = ask(snapshot, scope, "attainment", first=date.min, last=date.max, level=level, indicator=indicator)
    plain = rows.astype({name: float for name, kind in rows.dtypes.items() if hasattr(kind, "numpy_dtype")})
    return plain.copy()  # its columns as few blocks, as `snapshots.ask` gives them


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


def ranking(snapshot: Snapshot, scope: Scope, day: date, level: str, indicator: str) -> pd.DataFrame:
    """Attainment rows with their rank on `day` among the `ranked` units of their phase, the rank and coverage a week before,
    ranks gained and coverage gained.

    A unit's rank is the same whoever looks. Units that have not reported have none; what came after a deadline is no gain.
    """
    asked = (scope, day, level, indicator)
    return shelf.kept(snapshot, ("ranking", *asked), lambda: _compared(snapshot, *asked))


def _compared(snapshot: Snapshot, scope: Scope, day: date, level: str, indicator: str) -> pd.DataFrame:
    now, before = (
        _ranked(units(snapshot, EVERYTHING, one, level, indicator)) for one in (day, day - timedelta(days=7))
    )
    earlier = before.reindex(now.index)
    ranks = pd.DataFrame({
        "rank": now["rank"], "ranked": now["ranked"], "rank_before": earlier["rank"], "ranks_gained": earlier["rank"] - now["rank"],
        "coverage_gained": (now["coverage"] - earlier["coverage"]).where(now["judged_on"] == now["day"]),
    })  # fmt: skip
    return units(snapshot, scope, day, level, indicator).join(ranks, on="unit_code")


def _ranked(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows by their unit, ranked among those of their phase: phases of other lengths and starts are no race."""
    own = rows[["unit_code", "phase", "day", "judged_on", "coverage"]].set_index("unit_code")
    by_phase = own["coverage"].astype(float).groupby(own["phase"], dropna=False)
    return own.assign(rank=by_phase.rank(ascending=False, method="min"), ranked=by_phase.transform("count"))
