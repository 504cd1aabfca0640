"""What a phase's curve says of its end: how fast it goes, and where that pace leads by the deadline.

Three plain scenarios: the pace of the last 7 days goes on; that of the last 14 days; or the phase ends with a push as
one that is over did. Households are whole: a scenario's value is what is full by the deadline, never above the
households of the unit and never below today's.
"""

from dataclasses import dataclass

import numpy as np

WEEK, FORTNIGHT = 7, 14
PUSH_DAYS = 14  # at the end of a phase
_ROUNDING = 1e-6  # households: what a binary fraction loses


@dataclass(frozen=True)
class Curve:
    """Households reached at the end of each day of a phase of `days` days: first on its eve, then from day 1 to today."""

    reached: np.ndarray
    days: int

    @property
    def day_number(self) -> int:
        return len(self.reached) - 1

    @property
    def days_left(self) -> int:
        return self.days - self.day_number

    @property
    def latest(self) -> float:
        return float(self.reached[-1])

    def up_to(self, day_number: int) -> "Curve":
        """The same curve as it was seen on a day."""
        return Curve(self.reached[: day_number + 1], self.days)

    def gained(self, days: int) -> float:
        """What the last days brought; since the eve of the phase where fewer have gone by."""
        return self.latest - float(self.reached[-1 - min(days, self.day_number)])

    def pace(self, days: int) -> float:
        """Households a day over the last days; over the days gone by where these are fewer. NaN before day 1."""
        gone = min(days, self.day_number)
        return self.gained(days) / gone if gone else float("nan")

    def best_week(self) -> float:
        """Households a day in the best seven days on end so far; over the days gone by in the first week."""
        if self.day_number <= WEEK:
            return self.pace(WEEK)
        return float((self.reached[WEEK:] - self.reached[:-WEEK]).max()) / WEEK


def push(finished: Curve) -> float | None:
    """How many times faster a phase went in its last two weeks than before them, by the households of a day.

    (gain of the last 14 days / 14) / (gain from the eve to 14 days before the deadline / the days of that time).
    None where the phase is not over, was no longer than these days, or had gained nothing before them.
    """
    before = finished.days - PUSH_DAYS
    if finished.days_left > 0 or before < 1:
        return None
    gained = float(finished.reached[before] - finished.reached[0])
    last = float(finished.reached[finished.days] - finished.reached[before])
    return (last / PUSH_DAYS) / (gained / before) if gained > 0 else None


def carried_on(curve: Curve, days: int) -> np.ndarray:
    """Households on each day that is left, if the pace of the last `days` days goes on."""
    return curve.latest + curve.pace(days) * np.arange(1, curve.days_left + 1)


def pushed(curve: Curve, multiple: float) -> np.ndarray:
    """Households on each day that is left, with a push: the pace of the last 7 days up to 14 days before the deadline.

    From there on the daily mean of all days before, times `multiple`. Where fewer days are left, the push has begun.
    """
    before = max(curve.days - PUSH_DAYS, 1)
    ahead = max(before - curve.day_number, 0)
    line = carried_on(curve, WEEK)[:ahead]
    start = float(line[-1]) if ahead else curve.latest
    reached = start if ahead else float(curve.reached[min(before, curve.day_number)])
    daily = (reached - float(curve.reached[0])) / before * multiple
    return np.concatenate((line, start + daily * np.arange(1, curve.days_left - ahead + 1)))


def whole(path: np.ndarray | float, curve: Curve, households: float) -> np.ndarray:
    """Households that are full, between today's and all of them."""
    return np.clip(np.floor(np.asarray(path) + _ROUNDING), curve.latest, max(households, curve.latest))


def met_after(path: np.ndarray, target: float) -> int | None:
    """After how many days a scenario meets a target count; None where it does not by the deadline."""
    found = np.flatnonzero(path >= target)
    return int(found[0]) + 1 if len(found) else None
