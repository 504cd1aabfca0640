"""Curves of phases and units in the time of their phase: their columns, their axes, and what the comparison says."""

from datetime import date

import pandas as pd

from data import vocabulary
from pages.kit import formats, names
from pages.kit.texts import text

TIME = {"day": "day_number", "share": "share_of_time"}  # the column that each way of comparing reads
COLUMNS = (
    ("name", "column.unit"), ("day_number", "phases.align.day", "count"), ("share_of_time", "phases.align.share", "share"),
    ("coverage", "column.coverage", "share"),
)  # fmt: skip


def axes(align: str) -> dict[str, str]:
    """What the axes of curves say."""
    return {"x": text(f"phases.axis.{align}"), "y": text("phases.axis.coverage")}


def named(series: pd.DataFrame) -> pd.DataFrame:
    """Phase curves with the phase's name for the legend."""
    known = {number: names.phase(number) for number in vocabulary.phases()}
    return series.assign(name=series["phase"].map(known))


def compared(day: date) -> dict[str, object]:
    """Numbers of the phase that is compared on a day and of those before it, the latest first."""
    phase = vocabulary.compared_phase(day).number
    return {"phase": phase, "before": ", ".join(str(one.number) for one in vocabulary.phases_before(phase))}


def verdict(series: pd.DataFrame, day: date, align: str = "day") -> str:
    """One sentence: the running phase up to a day, beside each one before it on the same day number or share of time."""
    phase = vocabulary.compared_phase(day).number
    own = series[series["phase"] == phase]
    before = (series[series["phase"] == one.number] for one in vocabulary.phases_before(phase))
    known = [rows for rows in before if len(rows)]
    if own.empty or not known:
        return text("phases.verdict.none", phase=phase)
    last = own.iloc[-1]
    return text(
        f"phases.verdict.{align}", phase=phase, day=formats.number(last["day_number"]), share=formats.percent(last["coverage"]),
        time=formats.percent(last["share_of_time"], 0), beside="; ".join(_beside(last, rows, TIME[align]) for rows in known),
    )  # fmt: skip


def _beside(last: pd.Series, before: pd.DataFrame, time: str) -> str:
    """How far a phase was at the same time; on its own last day where it was shorter, its first where no day is as early."""
    then = before[before[time] <= last[time] + 1e-9]
    then = (before.head(1) if then.empty else then).iloc[-1]
    ahead = last["coverage"] - then["coverage"]
    return text(
        "phases.verdict.faster" if ahead >= 0 else "phases.verdict.slower", phase=int(then["phase"]),
        share=formats.percent(then["coverage"]), gap=formats.number(abs(ahead) * 100, 1),
    )  # fmt: skip


def beside(own: pd.DataFrame, name: str, others: list[tuple[str, pd.DataFrame]]) -> pd.DataFrame:
    """A unit's curve and those it is compared with, one below the other."""
    return pd.concat([rows.assign(name=label) for label, rows in ((name, own), *others)], ignore_index=True)
