"""How the forecast did on simulated phases that it had not seen: the scores, what they must be, and when a probability is told.

A case is one forecast that was made in the past of a phase that is over: a unit, a day, an indicator. Columns of cases:
world, level, indicator, unit_code, day_number, households, target, achieved (on the day), low, middle, high,
probability, line (the pace of 7 days goes on) and actual (on the deadline).
`python -m bench.backtest` makes them and writes `reference/outlook_scores.csv` and `outlook_reliability.csv`.
"""

from functools import cache

import numpy as np
import pandas as pd

from data import ratios, vocabulary

OVERALL = "all"
WITHIN = (0.75, 0.85)  # of all cases that the range of 80% must hold
WITHIN_LEVEL = 0.65  # at least, at each level
BINS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)  # of the probability
ENOUGH_CASES = 30  # of a bin: of fewer nothing can be said
ENOUGH_BINS = 3  # of a level that say something: else its probability was not tried
MOST_APART = 0.15  # between what was said in a bin and how often it came
SCORES = (
    "cases", "worlds", "within", "error", "error_line", "error_last", "brier", "brier_line", "brier_last",
)  # fmt: skip


def scores(cases: pd.DataFrame) -> pd.DataFrame:
    """One row a level, and one over all: the cases and worlds, the part within the range, errors and Brier scores.

    Errors are means in shares of the unit's households: of the middle, of the straight line of 7 days, of the last value.
    """
    known = _judged(cases)
    parts = [(level, rows) for level, rows in known.groupby("level")] + [(OVERALL, known)]
    return pd.DataFrame([{"level": level, **_scored(rows)} for level, rows in parts])


def _judged(cases: pd.DataFrame) -> pd.DataFrame:
    households, came = cases["households"], (cases["actual"] >= cases["target"]).astype(float)
    found = {"within": (cases["low"] <= cases["actual"]) & (cases["actual"] <= cases["high"]), "came": came}
    for name, said in (("error", "middle"), ("error_line", "line"), ("error_last", "achieved")):
        found[name] = ratios.share((cases[said] - cases["actual"]).abs(), households)
    for name, said in (("brier_line", "line"), ("brier_last", "achieved")):
        found[name] = ((cases[said] >= cases["target"]).astype(float) - came) ** 2
    return cases.assign(**found, brier=(cases["probability"] - came) ** 2)


def _scored(rows: pd.DataFrame) -> dict[str, float]:
    means = rows[[name for name in SCORES if name not in ("cases", "worlds")]].mean()
    return {"cases": len(rows), "worlds": rows["world"].nunique(), **means}


def reliability(cases: pd.DataFrame) -> pd.DataFrame:
    """One row a level and bin of the probability: from, to, cases, what was said on average, how often it came."""
    known = _judged(cases)
    place = np.clip(np.searchsorted(BINS, known["probability"], side="right") - 1, 0, len(BINS) - 2)
    rows = [
        {"level": level, "from": BINS[index], "to": BINS[index + 1], "cases": len(found),
         "said": found["probability"].mean(), "came": found["came"].mean()}
        for (level, index), found in known.groupby(["level", place])
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["level", "from", "to", "cases", "said", "came"])


def passes(table: pd.DataFrame, level: str) -> bool:
    """Whether a level's probabilities came true as often as they said, in every bin with enough cases."""
    known = table[(table["level"] == level) & (table["cases"] >= ENOUGH_CASES)]
    return len(known) >= ENOUGH_BINS and bool(((known["said"] - known["came"]).abs() <= MOST_APART).all())


def faults(scored: pd.DataFrame) -> list[str]:
    """What the scores must be and are not; empty where the method may be shown."""
    found = []
    for row in scored.to_dict("records"):
        low, high = WITHIN if row["level"] == OVERALL else (WITHIN_LEVEL, 1.0)
        if not low <= row["within"] <= high:
            found.append(f"{row['level']}: within {row['within']:.3f}")
        found += [
            f"{row['level']}: {name} {row[name]:.4f} above {min(row[f'{name}_line'], row[f'{name}_last']):.4f}"
            for name in ("error", "brier")
            if row[name] > min(row[f"{name}_line"], row[f"{name}_last"])
        ]
    return found


@cache
def tried() -> pd.DataFrame:
    """The scores of the last back-test, a row a level; no rows where none was made."""
    return _stored("outlook_scores.csv", SCORES)


@cache
def said_and_came() -> pd.DataFrame:
    """The reliability table of the last back-test."""
    return _stored("outlook_reliability.csv", ("from", "to", "cases", "said", "came"))


def _stored(name: str, columns: tuple[str, ...]) -> pd.DataFrame:
    try:
        rows = vocabulary.rows(name)
    except FileNotFoundError:
        rows = []
    frame = pd.DataFrame(rows, columns=["level", *columns])
    return frame.astype(dict.fromkeys(columns, float))


def at(level: str) -> dict[str, float] | None:
    """The scores at a level; None where it was not tried."""
    found = tried().set_index("level")
    return found.loc[level].to_dict() if level in found.index else None


@cache
def tells_probability(level: str) -> bool:
    """Whether a probability is told at a level."""
    return passes(said_and_came(), level)
