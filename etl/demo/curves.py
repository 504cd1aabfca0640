"""Cumulative curves through published figures, turned into whole numbers a day."""

import csv
from datetime import date
from pathlib import Path

import numpy as np
from scipy.interpolate import PchipInterpolator

ANCHORS = Path(__file__).with_name("anchors.csv")
EPOCH = date(1970, 1, 1)
FIRST_DAY = (date(2021, 7, 1) - EPOCH).days
LAST_DAY = (date(2022, 2, 28) - EPOCH).days
DAYS = np.arange(FIRST_DAY, LAST_DAY + 1)
# Monday to Sunday: offices and posts work less at weekends.
WEEKDAY = np.array([1.10, 1.10, 1.05, 1.05, 1.05, 0.80, 0.50])


def day_number(day: date) -> int:
    return (day - EPOCH).days


def as_date(day: int) -> date:
    return date.fromordinal(EPOCH.toordinal() + int(day))


def load_anchors(path: Path = ANCHORS) -> dict[tuple[int, str], list[tuple[int, int]]]:
    curves: dict[tuple[int, str], list[tuple[int, int]]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            point = (day_number(date.fromisoformat(row["day"])), int(row["value"]))
            curves.setdefault((int(row["phase"]), row["measure"]), []).append(point)
    return {key: sorted(points) for key, points in curves.items()}


def daily_counts(points: list[tuple[int, int]], scale: float, rng: np.random.Generator) -> np.ndarray:
    """New ones on each of DAYS; the running sum meets every anchor exactly."""
    days = np.array([day for day, _ in points])
    values = np.rint(np.array([value for _, value in points]) * scale).astype(int)
    grid = np.arange(days[0], days[-1] + 1)
    smooth = np.diff(PchipInterpolator(days, values)(grid), prepend=values[0])
    rhythm = WEEKDAY[(grid + 3) % 7] * rng.lognormal(0, 0.16, len(grid))  # 1 January 1970 was a Thursday
    rough = np.clip(smooth, 0, None) * rhythm
    counts = np.zeros(len(DAYS), dtype=int)
    for (start, low), (end, high) in zip(
        zip(days, values, strict=True), list(zip(days, values, strict=True))[1:], strict=False
    ):
        part = rough[start - days[0] + 1 : end - days[0] + 1]
        counts[start + 1 - FIRST_DAY : end + 1 - FIRST_DAY] = whole_numbers(part, high - low)
    return counts


def whole_numbers(parts: np.ndarray, total: int) -> np.ndarray:
    """Integers in proportion to parts that sum to total."""
    if parts.sum() <= 0:
        parts = np.ones(len(parts))
    running = np.rint(np.cumsum(parts) / parts.sum() * total).astype(int)
    return np.diff(running, prepend=0)


def spread(counts: np.ndarray, capacity: np.ndarray, weigh, rng: np.random.Generator) -> np.ndarray:
    """Give each day's count to units: rows are days, columns units, never above a unit's capacity."""
    taken = np.zeros(len(capacity), dtype=int)
    given = np.zeros((len(counts), len(capacity)), dtype=int)
    for day in np.flatnonzero(counts):
        given[day] = draw(counts[day], weigh(day, taken), capacity - taken, rng)
        taken += given[day]
    return given


def draw(count: int, weights: np.ndarray, room: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    taken = np.zeros(len(room), dtype=int)
    while count > 0:
        usable = np.where(room > taken, np.clip(weights, 0, None), 0.0)
        if usable.sum() <= 0:
            usable = np.clip(room - taken, 0, None).astype(float)
        if usable.sum() <= 0:
            break
        more = np.minimum(rng.multinomial(count, usable / usable.sum()), room - taken)
        taken += more
        count -= more.sum()
    return taken
