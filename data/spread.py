"""How far the pace of a week has missed: the errors of past phases, and the range that they leave for a running one.

The error of a unit on a day is the ratio of what it still gained until the deadline to what the pace of its last 7 days
promised. Errors are taken at the same level, by the same indicator and at the same share of time, from each phase of the
snapshot that is over and from simulated phases that ended otherwise (`reference/outlook_errors.csv`). Each phase is one
world and weighs the same, however many units it has: phases differ more than the districts of one.

Where a unit gains fewer households a week than the units that an error was seen on, chance moves it more: counts vary
like the square root of their number, and the error is widened by what that adds.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from data.paces import WEEK, Curve

LOW, MIDDLE, HIGH = 0.1, 0.5, 0.9
_CHANCE = np.array([-1.645, -1.036, -0.674, -0.385, -0.126, 0.126, 0.385, 0.674, 1.036, 1.645])  # deciles' middles


@dataclass(frozen=True)
class World:
    """The errors of one phase's units: what each had gained in a week, what the pace promised, and the ratio that came."""

    gained: np.ndarray
    ratio: np.ndarray


@dataclass(frozen=True)
class Spread:
    """Ratios that may come, and the weight of each; the weights sum to 1."""

    ratio: np.ndarray
    weight: np.ndarray

    def at(self, share: float) -> float:
        """The ratio that a share of the weight lies below."""
        order = np.argsort(self.ratio, kind="stable")
        running = np.cumsum(self.weight[order]) - self.weight[order] / 2
        return float(np.interp(share, running, self.ratio[order]))

    def at_least(self, ratio: float) -> float:
        """The weight of the ratios from one on."""
        return float(self.weight[self.ratio >= ratio].sum())


def error(curve: Curve, day_number: int) -> tuple[float, float] | None:
    """What a unit had gained in the week to a day, and the ratio of what then came to what that pace promised.

    None where it had gained nothing. The curve is of a phase that is over.
    """
    then = curve.up_to(day_number)
    promised = then.pace(WEEK) * then.days_left
    if not promised > 0:
        return None
    return then.gained(WEEK), (curve.latest - then.latest) / promised


def world(curves: Iterable[Curve], share: float) -> World | None:
    """The errors of the units of a phase that is over, from one share of its time; None where none had gained."""
    seen = [error(curve, day_at(share, curve.days)) for curve in curves]
    known = [one for one in seen if one is not None]
    return World(*np.array(known).T) if known else None


def day_at(share: float, days: int) -> int:
    """The day of a phase on which a share of it is over; neither its eve nor its last day."""
    return min(max(round(share * days), 1), days - 1)


def spread(worlds: Iterable[World], gained: float, days_left: int) -> Spread:
    """What may come of a unit that gained so many households in a week, each world weighing the same."""
    ratios, weights = [], []
    known = list(worlds)
    for one in known:
        wider = np.sqrt(
            np.clip(_noise(gained, days_left, one.ratio) - _noise(one.gained, days_left, one.ratio), 0, None)
        )
        ratios.append((one.ratio[:, None] * np.exp(wider[:, None] * _CHANCE)).ravel())
        weights.append(np.full(ratios[-1].size, 1 / ratios[-1].size / len(known)))
    return Spread(np.concatenate(ratios), np.concatenate(weights))


def _noise(gained: np.ndarray | float, days_left: int, ratio: np.ndarray) -> np.ndarray:
    """The variance, of the logarithm, that counting adds to a ratio: of the week, and of what comes after it."""
    after = np.clip(ratio * gained / WEEK * days_left, 0, None)
    return 1 / (gained + 1) + 1 / (after + 1)
