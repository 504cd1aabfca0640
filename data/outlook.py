"""Where the units of a running phase may stand on its deadline: three scenarios, the pace needed, and a range.

The scenarios and their paces are those of `paces`; the range is that of `spread`: what the pace of a week promises,
times the ratios that came in other phases. The middle of the range is the best single guess. There is no forecast for a
phase that has not begun or is over (from its deadline on its result stands), for a unit that has not reported, nor where
nothing was gained in the last 14 days. There is no range in a phase's first tenth, before any phase is over, nor at a
level or for an indicator that no errors are stored of (communes): the scenarios stand alone.
A probability is told only at a level whose back-test shows that it comes true as often as it says.
"""

from datetime import date, timedelta
from functools import cache

import numpy as np
import pandas as pd

from data import attainment, backtest, paces, ratios, records, shelf, snapshots, vocabulary
from data.paces import FORTNIGHT, WEEK, Curve
from data.spread import HIGH, LOW, MIDDLE, Spread, World, spread, world

SCENARIOS = ("week", "fortnight", "push")
ENDS = ("low", "middle", "high")
EARLIEST = 0.1  # of the phase: before it, what came of a week's pace differs too much to tell a range
_PLAIN = (
    "unit_code", "achieved", "target", "households", "gap", "days_left", "gained_7_days", "has_data", "status",
    "expected_share", "ends_on", "households_is_estimate",
)  # fmt: skip
_MADE = (
    "pace", "fortnight_pace", "push_pace", "best_pace", "needed_per_day", "needed_times", "needed_times_best", "push_times", "worlds", "probability",
    *SCENARIOS, *(f"{name}_on" for name in SCENARIOS), *ENDS,
)  # fmt: skip
_COUNTED = ("achieved", "target", "households", "gap")
_SHARES = {"coverage": "achieved", "target_share": "target"} | {f"{name}_share": name for name in (*SCENARIOS, *ENDS)}


def is_running(phase: int, day: date) -> bool:
    """Whether a phase has begun and has a day left after `day`."""
    known = vocabulary.phases()[phase]
    return known.starts_on <= day < known.ends_on


def learnt_from(phase: int) -> vocabulary.Phase | None:
    """The phase whose push a running one may repeat: the one before it; None for the first."""
    return next(iter(vocabulary.phases_before(phase)), None)


def expected(
    snapshot: snapshots.Snapshot, scope: snapshots.Scope, day: date, level: str, indicator: str, phase: int
) -> pd.DataFrame:
    """The forecast of every unit of a running phase, seen from `day`; no rows while the phase does not run.

    Columns unit_code, achieved, target, households, gap, days_left, gained_7_days, has_data, status,
    expected_share, ends_on, households_is_estimate as of attainment; is_reached;
    pace, fortnight_pace, push_pace and best_pace (households a day in the last 7 and 14 days, on the last day of the push,
    and in the best 7 so far), needed_per_day with needed_times and
    needed_times_best (multiples of these), push_times (of the phase before); for each of SCENARIOS its households on the
    deadline and the day it meets the target (`week_on`: NaT where it does not by the deadline, or the target is met);
    low, middle, high: the range; worlds: the phases that it comes from; probability of meeting the target; the same as
    shares of the households (coverage, target_share, week_share, low_share and so on); phase, indicator and day.
    What cannot be told is missing.
    """
    asked = (day, level, indicator, phase, scope)
    frame = shelf.kept(snapshot, ("outlook", *asked), lambda: tried(snapshot, *asked))
    return frame if backtest.tells_probability(level) else frame.assign(probability=np.nan)


def tried(
    snapshot: snapshots.Snapshot, day: date, level: str, indicator: str, phase: int,
    scope: snapshots.Scope = snapshots.EVERYTHING,
) -> pd.DataFrame:  # fmt: skip
    """The same with every probability, also where none is told: for the back-test that decides about it."""
    if not is_running(phase, day):
        return _framed([], phase, indicator, day)
    now = attainment.units(snapshot, scope, day, level, indicator)
    units = records.dicts(now[now["phase"] == phase])
    curves = _curves(snapshot, scope, day, level, indicator, phase)
    times = push_times(snapshot, day, indicator, phase)
    worlds = _worlds(snapshot, day, level, indicator, phase, _share(phase, day))
    rows = [
        {**unit, **_made(curves[unit["unit_code"]], unit, times, worlds, day)} for unit in units if unit["unit_code"] in curves
    ]  # fmt: skip
    return _framed(rows, phase, indicator, day)


def push_times(snapshot: snapshots.Snapshot, day: date, indicator: str, phase: int) -> float | None:
    """How many times faster the phase before went in its last two weeks; None before it is over."""
    before = learnt_from(phase)
    curve = _finished(snapshot, day, "phase", indicator, before).get(before.unit_code) if before else None
    return paces.push(curve) if curve else None


def paths(
    snapshot: snapshots.Snapshot, scope: snapshots.Scope, day: date, unit: str, level: str, indicator: str, phase: int
) -> pd.DataFrame:
    """How a unit came here and where the scenarios lead: a row a day.

    Columns name (actual or one of SCENARIOS, which begin at today), day_number and coverage. Empty while the phase does not run.
    """
    curve = _curves(snapshot, scope, day, level, indicator, phase).get(unit) if is_running(phase, day) else None
    if curve is None:
        return pd.DataFrame(columns=["name", "day_number", "coverage"])
    now = attainment.units(snapshot, scope, day, level, indicator).set_index("unit_code").loc[unit]
    drawn = {"actual": (0, curve.reached)}
    for name, path in _scenarios(curve, push_times(snapshot, day, indicator, phase)).items():
        held = paces.whole(path, curve, now["households"])
        drawn[name] = curve.day_number, np.concatenate(([curve.latest], held))
    rows = [
        pd.DataFrame({"name": name, "day_number": np.arange(first, first + len(line)), "coverage": line})
        for name, (first, line) in drawn.items()
    ]
    found = pd.concat(rows, ignore_index=True)
    return found.assign(coverage=ratios.share(found["coverage"], float(now["households"])))


def _scenarios(curve: Curve, times: float | None) -> dict[str, np.ndarray]:
    """Households on each day that is left, by scenario; none where nothing was gained of late."""
    if not curve.gained(FORTNIGHT) > 0:
        return {}
    found = {"week": paces.carried_on(curve, WEEK), "fortnight": paces.carried_on(curve, FORTNIGHT)}
    return found if times is None else found | {"push": paces.pushed(curve, times)}


def _made(curve: Curve, unit: dict, times: float | None, worlds: list[World], day: date) -> dict[str, object]:
    """What is said of one unit; empty where there is no forecast."""
    scenarios = _scenarios(curve, times)
    if not unit["has_data"] or not scenarios:
        return {}
    found = _needed(curve, unit) | {"push_times": times}
    if "push" in scenarios:
        found["push_pace"] = scenarios["push"][-1] - np.append(curve.latest, scenarios["push"])[-2]
    for name, path in scenarios.items():
        held = paces.whole(path, curve, unit["households"])
        met = paces.met_after(held, unit["target"]) if unit["gap"] > 0 else None
        found |= {name: held[-1], f"{name}_on": pd.Timestamp(day + timedelta(days=met)) if met else pd.NaT}
    promised = curve.pace(WEEK) * curve.days_left
    if worlds and promised > 0:
        found |= _range(spread(worlds, curve.gained(WEEK), curve.days_left), curve, promised, unit)
        found["worlds"] = len(worlds)
    return found


def _needed(curve: Curve, unit: dict) -> dict[str, float]:
    """The pace needed to the deadline, in whole households a day, and how many times today's and the best week's it is."""
    pace, best = curve.pace(WEEK), curve.best_week()
    needed = float(np.ceil(unit["gap"] / curve.days_left)) if pd.notna(unit["gap"]) else np.nan
    return {
        "pace": pace, "fortnight_pace": curve.pace(FORTNIGHT), "best_pace": best, "needed_per_day": needed,
        "needed_times": ratios.share(needed, pace), "needed_times_best": ratios.share(needed, best),
    }  # fmt: skip


def _range(come: Spread, curve: Curve, promised: float, unit: dict) -> dict[str, float]:
    """Low, middle and high of what may come, and the probability of the target."""
    held = {
        end: float(paces.whole(curve.latest + come.at(share) * promised, curve, unit["households"]))
        for end, share in zip(ENDS, (LOW, MIDDLE, HIGH), strict=True)
    }
    return held | {"probability": chance(come, curve, promised, unit["target"], unit["households"])}


def chance(come: Spread, curve: Curve, promised: float, target: float, households: float) -> float:
    """The part of what may come that meets a target count; NaN without a target."""
    if pd.isna(target):
        return float("nan")
    if target <= curve.latest:
        return 1.0
    return come.at_least((target - curve.latest) / promised) if target <= households else 0.0


def _framed(rows: list[dict], phase: int, indicator: str, day: date) -> pd.DataFrame:
    made = {name: _made_of(name, [row.get(name) for row in rows]) for name in (*_COUNTED, *_MADE)}
    told = {
        "is_reached": made["achieved"] >= made["target"],
        "phase": phase,
        "indicator": indicator,
        "day": pd.Timestamp(day),
    }
    frame = pd.DataFrame({name: [row[name] for row in rows] for name in _PLAIN} | made | told)
    counts = frame[list(_SHARES.values())].set_axis(list(_SHARES), axis="columns")
    return frame.join(ratios.share(counts, frame["households"]))


def _made_of(name: str, told: list) -> np.ndarray:
    """A column of numbers, or of days where its name says so; what is not told is missing."""
    missing, kind = (np.datetime64("NaT"), "datetime64[s]") if name.endswith("_on") else (np.nan, float)
    return np.array([missing if pd.isna(one) else one for one in told], dtype=kind)


def _share(phase: int, day: date) -> float:
    known = vocabulary.phases()[phase]
    return ratios.share((day - known.starts_on).days + 1, known.days)


def _worlds(
    snapshot: snapshots.Snapshot, day: date, level: str, indicator: str, phase: int, share: float
) -> list[World]:
    """The errors of the same method at the same share of time: of each phase that is over, then of the simulated ones.

    None before a phase of the snapshot is over, early in a phase, and where none are stored.
    """
    before = [known for known in vocabulary.phases_before(phase) if known.ends_on <= day]
    stored = learnt(level, indicator)
    if not before or not stored or share < EARLIEST:
        return []
    nearest = min(stored, key=lambda known: abs(known - share))
    own = [world(_finished(snapshot, day, level, indicator, known).values(), nearest) for known in before]
    return [*(one for one in own if one is not None), *stored[nearest]]


@cache
def learnt(level: str, indicator: str) -> dict[float, list[World]]:
    """The errors of simulated phases at a level, by the share of time; empty where none are stored."""
    found: dict[float, list[World]] = {}
    for row in vocabulary.rows("outlook_errors.csv"):
        if row["indicator"] == indicator and row.get(level):
            pairs = [pair.split(":") for pair in row[level].split()]
            found.setdefault(float(row["share_of_time"]), []).append(World(*np.array(pairs, dtype=float).T))
    return found


def _finished(
    snapshot: snapshots.Snapshot, day: date, level: str, indicator: str, phase: vocabulary.Phase
) -> dict[str, Curve]:
    """The curves to learn from; none before the phase is over. A forecast is the same whoever looks: it learns from all."""
    if day < phase.ends_on:
        return {}
    return _curves(snapshot, snapshots.EVERYTHING, day, level, indicator, phase.number)


def _curves(
    snapshot: snapshots.Snapshot, scope: snapshots.Scope, day: date, level: str, indicator: str, phase: int
) -> dict[str, Curve]:
    """The curves of a phase's units by code, from its eve to its deadline or `day`; none where that is before the phase."""
    gone = (day - vocabulary.phases()[phase].starts_on).days + 1
    asked = (scope, level, indicator, phase)
    known = shelf.kept(snapshot, ("curves", *asked), lambda: _whole(snapshot, *asked)) if gone >= 0 else {}
    return {code: curve.up_to(gone) for code, curve in known.items()}


def _whole(
    snapshot: snapshots.Snapshot, scope: snapshots.Scope, level: str, indicator: str, phase: int
) -> dict[str, Curve]:
    """The curves as far as the snapshot tells them: those of an earlier day are their beginnings."""
    asked = snapshots.ask(snapshot, scope, "phase_curve", day=snapshot.as_of, level=level, indicator=indicator)
    rows, days = asked[asked["phase"] == phase], vocabulary.phases()[phase].days
    return {str(code): Curve(_from_the_eve(unit), days) for code, unit in rows.groupby("unit_code", sort=True)}


def _from_the_eve(rows: pd.DataFrame) -> np.ndarray:
    """What was reached day by day. The eve of the first phase is before the first day that is kept: it is told by the first gain."""
    reached = rows["achieved"].to_numpy(float)
    if rows["day_number"].iloc[0] == 0:
        return reached
    return np.concatenate(([reached[0] - rows["gained_7_days"].iloc[0]], reached))
