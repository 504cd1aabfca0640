"""Where a unit will stand on its deadline, learnt from how the communes of the phase before went on from the same share of time.

The method, plain on purpose: on the day a share s of the phase is over, each finished commune had gained g households in the
last fifth of the phase and still gained r until its deadline. A unit that gained G in its own last fifth is expected to gain
G × (sum of r) / (sum of g). The sums are taken over communes drawn with replacement: first districts, as many as the unit has,
then communes within each, for the communes of a district went on alike. 500 draws give a range (10th to 90th per cent of
them), which holds nothing of how phases differ and is shown as not verified. `replayed` does the same to the finished phase from the same
share of time, each district from the communes of the others.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from data import attainment, ratios, snapshots, vocabulary

WINDOW = 0.2  # of the phase: the recent time whose gain is carried on
ENOUGH_TIME = 0.15  # of the phase: before it, a forecast means nothing
ENOUGH_COMMUNES = 5  # of a district in a draw; fewer swing with single communes
DRAWS = 500
LOW, MIDDLE, HIGH = 0.1, 0.5, 0.9


@dataclass(frozen=True)
class Curve:
    """Households reached on each day of a phase so far, of a phase of `days` days."""

    reached: np.ndarray
    days: int

    @property
    def share_of_time(self) -> float:
        return len(self.reached) / self.days

    def at(self, share: float) -> float:
        """Households reached when a share of the phase was over; between two days in proportion.

        Before the end of the first day it is what that day ended with: what was reached before the phase is no gain of it.
        """
        return float(np.interp(share * self.days, np.arange(1, len(self.reached) + 1), self.reached))


@dataclass(frozen=True)
class Forecast:
    """Households reached on the deadline: low, middle and high."""

    low: float
    middle: float
    high: float


def forecast(
    unit: Curve, finished: dict[str, list[Curve]], households: float, communes: dict[str, int]
) -> Forecast | None:
    """`finished` are the curves of finished communes by district, `communes` counts the unit's communes by district.

    None where it would mean nothing: too early, nothing gained of late, or no finished district to learn from.
    """
    now = unit.share_of_time
    start = max(now - WINDOW, 0)
    recent = unit.at(now) - unit.at(start)
    if now < ENOUGH_TIME or recent <= 0 or len(finished) < 2:
        return None
    gained = [np.array([curve.at(now) - curve.at(start) for curve in curves]) for curves in finished.values()]
    remaining = [np.array([curve.at(1.0) - curve.at(now) for curve in curves]) for curves in finished.values()]
    rates = _rates(np.random.default_rng(2021), gained, remaining, list(communes.values()))
    final = unit.at(now) + recent * rates[np.isfinite(rates)]
    if not len(final):
        return None
    final = np.clip(final, unit.at(now), max(households, unit.at(now)))
    low, middle, high = np.quantile(final, (LOW, MIDDLE, HIGH))
    return Forecast(float(low), float(middle), float(high))


def _rates(
    draw: np.random.Generator, gained: list[np.ndarray], remaining: list[np.ndarray], communes: list[int]
) -> np.ndarray:
    """What was still gained for what had been gained of late, in each draw of districts and their communes; NaN for none."""
    sizes, gains, rests = np.array([len(district) for district in gained]), _table(gained), _table(remaining)
    late, rest = np.zeros(DRAWS), np.zeros(DRAWS)
    for count in communes:
        districts = draw.integers(len(gained), size=DRAWS)
        chosen = draw.integers(sizes[districts, None], size=(DRAWS, max(count, ENOUGH_COMMUNES)))
        late += gains[districts[:, None], chosen].sum(axis=1)
        rest += rests[districts[:, None], chosen].sum(axis=1)
    return np.divide(rest, late, out=np.full(DRAWS, np.nan), where=late > 0)


def _table(districts: list[np.ndarray]) -> np.ndarray:
    """A row a district, as long as the longest; what fills up the others is never drawn."""
    longest = max(map(len, districts))
    return np.array([np.pad(communes, (0, longest - len(communes))) for communes in districts])


def learnt_from(phase: int) -> vocabulary.Phase | None:
    """The phase whose communes tell how those of another one may go on: the one before it; None for the first."""
    return next(iter(vocabulary.phases_before(phase)), None)


def expected(
    snapshot: snapshots.Snapshot, scope: snapshots.Scope, day: date, level: str, indicator: str, phase: int
) -> pd.DataFrame:
    """The forecast of every unit of a running phase, seen from `day`.

    Columns unit_code, achieved, target, households, low, middle, high (NaN: not enough data) and the same as
    shares of the households: coverage, target_share, low_share, middle_share, high_share; the indicator and the day.
    """
    before = learnt_from(phase)
    finished = _finished(snapshot, day, indicator, before) if before else {}
    now = attainment.units(snapshot, scope, day, level, indicator)
    now = now[(now["phase"] == phase) & (now["day_number"] >= 1)].set_index("unit_code")
    curves = _curves(snapshot, scope, day, level, indicator, phase)
    found = [
        _row(code, forecast(curves[code], finished, unit.households, _communes(code)), unit)
        for code, unit in now.iterrows() if code in curves
    ]  # fmt: skip
    frame = pd.DataFrame(found, columns=_COLUMNS)
    shares = {"coverage": "achieved", "target_share": "target"} | {
        f"{end}_share": end for end in ("low", "middle", "high")
    }
    found = {share: ratios.share(frame[count], frame["households"]) for share, count in shares.items()}
    return frame.assign(**found, indicator=indicator, day=pd.Timestamp(day))


def replayed(
    snapshot: snapshots.Snapshot, scope: snapshots.Scope, day: date, indicator: str, share_of_time: float, finished: int
) -> pd.DataFrame:
    """The same method on the districts of a finished phase, as if it were the same share of time there; empty before its end.

    Columns unit_code, low, middle, high, actual, error (middle minus actual, in households), is_within.
    """
    phase = vocabulary.phases()[finished]
    if day < phase.ends_on:
        return pd.DataFrame(columns=["unit_code", "low", "middle", "high", "actual", "error", "is_within"])
    communes = _finished(snapshot, day, indicator, phase)
    districts = _curves(snapshot, scope, day, "district", indicator, finished)
    ends = attainment.units(snapshot, scope, phase.ends_on, "district", indicator).set_index("unit_code")
    found = []
    for code, curve in districts.items():
        then = Curve(curve.reached[: max(round(share_of_time * curve.days), 1)], curve.days)
        others = {district: curves for district, curves in communes.items() if district != code}
        seen = forecast(then, others, ends.loc[code, "households"], _communes(code))
        if seen is not None:
            actual = curve.at(1.0)
            found.append(
                (code, seen.low, seen.middle, seen.high, actual, seen.middle - actual, seen.low <= actual <= seen.high)
            )
    return pd.DataFrame(found, columns=["unit_code", "low", "middle", "high", "actual", "error", "is_within"])


_COLUMNS = ["unit_code", "achieved", "target", "households", "low", "middle", "high"]


def _row(code: str, seen: Forecast | None, unit: pd.Series) -> tuple:
    told = (seen.low, seen.middle, seen.high) if seen else (np.nan,) * 3
    return (code, unit.achieved, unit.target, unit.households, *told)


def _communes(code: str) -> dict[str, int]:
    """How many communes make up a unit, by district."""
    units = [unit for unit in vocabulary.units().values() if unit.vintage == "2021" and unit.level == "commune"]
    phase = code.removeprefix("phase-")
    return dict(Counter(unit.parent for unit in units if code in (unit.code, unit.parent) or phase == str(unit.phase)))


def _finished(
    snapshot: snapshots.Snapshot, day: date, indicator: str, phase: vocabulary.Phase
) -> dict[str, list[Curve]]:
    """The curves to learn from by district; none before the phase is over. A forecast is the same whoever looks: it learns from all."""
    if day < phase.ends_on:
        return {}
    found: dict[str, list[Curve]] = {}
    for commune, curve in _curves(snapshot, snapshots.EVERYTHING, day, "commune", indicator, phase.number).items():
        found.setdefault(vocabulary.unit(commune).parent, []).append(curve)
    return found


def _curves(
    snapshot: snapshots.Snapshot, scope: snapshots.Scope, day: date, level: str, indicator: str, phase: int
) -> dict[str, Curve]:
    """The curves of a phase's units by code, up to its deadline or `day`."""
    series = attainment.phase_series(snapshot, scope, day, level, indicator)
    series = series[series["phase"] == phase].sort_values(["unit_code", "day"])
    days = vocabulary.phases()[phase].days
    codes, starts = np.unique(series["unit_code"].to_numpy(str), return_index=True)
    reached = np.split(series["achieved"].to_numpy(float), starts[1:])
    return {str(code): Curve(line, days) for code, line in zip(codes, reached, strict=False)}
