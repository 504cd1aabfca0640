"""The forecasts made of one world on several days, beside what came: the cases that `data.backtest` judges."""

from datetime import timedelta

import pandas as pd

from bench.backtest.learning import INDICATORS, LEVELS
from bench.backtest.worlds import DEADLINE, PHASE
from data import attainment, outlook, vocabulary
from data.snapshots import EVERYTHING, Snapshot

DAY_NUMBERS = (15, 22, 30, 38, 46, 54, 61, 68, 75, 82, 88)
_KEPT = ("unit_code", "households", "target", "achieved", "low", "middle", "high", "probability")


def of(snapshot: Snapshot, world: str) -> pd.DataFrame:
    """A row a unit, day and indicator that a range was given for."""
    starts = vocabulary.phases()[PHASE].starts_on
    found = []
    for level in LEVELS:
        for indicator in INDICATORS:
            ends = attainment.units(snapshot, EVERYTHING, DEADLINE, level, indicator).set_index("unit_code")["achieved"]
            for number in DAY_NUMBERS:
                day = starts + timedelta(days=number - 1)
                said = outlook.tried(snapshot, day, level, indicator, PHASE).dropna(subset="middle")
                told = {"world": world, "level": level, "indicator": indicator, "day_number": number}
                found.append(said[list(_KEPT)].assign(**told, line=said["week"], actual=said["unit_code"].map(ends)))
    return pd.concat(found, ignore_index=True)
