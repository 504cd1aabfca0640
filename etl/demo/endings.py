"""How the last phase of a simulated programme ends: with a push, steadily, or fading.

Without an ending its curves run through the anchors alone. With one they leave them on a day that is drawn: from there
on the pace of the two weeks before, times a strength that is drawn too, goes on to the deadline. After the deadline the
curves gain what the anchors gain. All is drawn from a generator of its own, by seed and ending: the rest of the
programme is drawn as it is without an ending.
"""

from dataclasses import dataclass, field
from datetime import date

import numpy as np
from scipy.interpolate import PchipInterpolator

from etl.demo.curves import DAYS, FIRST_DAY, day_number

Curves = dict[tuple[int, str], list[tuple[int, int]]]

# The pace after the bend, in parts of the pace before it: from, to.
STRENGTHS = {"push": (1.3, 2.2), "steady": (0.9, 1.1), "fade": (0.3, 0.75)}
LAST_PHASE = 2
STARTS, ENDS = day_number(date(2021, 9, 20)), day_number(date(2021, 12, 20))
BEND = (0.40, 0.75)  # of the phase
RAMP = (5, 15)  # days from the old pace to the new one
BEFORE = 14  # days whose pace is bent
BENT = ("shops", "accounts", "listings", "lead", "orders", "designated")
MEASURE_SPREAD, DISTRICT_SPREAD = 0.06, 0.12  # of the logarithm of the strength


@dataclass(frozen=True)
class Ending:
    """One drawn ending: the day it bends, how long the bend takes, how strong it is, for each measure and district."""

    day: int
    ramp: int
    strength: dict[str, float]  # by measure
    pull: dict[str, float] = field(default_factory=dict)  # by district, beside the others

    @classmethod
    def drawn(cls, name: str, seed: int, districts: list[str]) -> "Ending":
        """The ending of a world. Raises KeyError for one that there is not."""
        low, high = STRENGTHS[name]
        rng = np.random.default_rng([seed, list(STRENGTHS).index(name)])
        length = ENDS - STARTS + 1
        day = STARTS + round(rng.uniform(*BEND) * length) - 1
        ramp, strength = int(rng.integers(*RAMP, endpoint=True)), rng.uniform(low, high)
        own = strength * np.exp(rng.normal(0, MEASURE_SPREAD, len(BENT)))
        pull = np.exp(rng.normal(0, DISTRICT_SPREAD, len(districts)))
        return cls(
            day,
            ramp,
            dict(zip(BENT, map(float, own), strict=True)),
            dict(zip(districts, map(float, pull), strict=True)),
        )

    def bent(self, curves: Curves) -> Curves:
        """The curves of a programme whose last phase ends like this."""
        own = {(LAST_PHASE, name): self._bent(curves[LAST_PHASE, name], name) for name in BENT}
        return {**curves, **own}

    def _bent(self, points: list[tuple[int, int]], measure: str) -> list[tuple[int, int]]:
        days, values = np.array(points).T
        smooth = PchipInterpolator(days, values)
        reached = float(smooth(self.day))
        pace = (reached - float(smooth(self.day - BEFORE))) / BEFORE
        halfway = reached + pace * self.ramp * (1 + self.strength[measure]) / 2
        ended = halfway + pace * self.strength[measure] * (ENDS - self.day - self.ramp)
        more = ended - float(smooth(ENDS))
        return [
            *((day, value) for day, value in points if day < self.day),
            (self.day, round(reached)),
            (self.day + self.ramp, round(halfway)),
            (ENDS, round(ended)),
            *((day, round(value + more)) for day, value in points if day > ENDS),
        ]

    def drive(self, districts: np.ndarray) -> np.ndarray:
        """How much faster or slower than the others each commune is on each day: days by communes, by their districts."""
        pull = np.array([self.pull.get(code, 1.0) for code in districts])
        return np.where((self.day - FIRST_DAY < np.arange(len(DAYS)))[:, None], pull, 1.0)
