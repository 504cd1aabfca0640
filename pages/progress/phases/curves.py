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
    phase = vocabulary.compared_phase(day)
    if day < phase.starts_on:
        return text("phases.verdict.none", phase=phase.number)
    own = series[series["phase"] == phase.number]
    if own.empty:
        return text("phases.verdict.silent", phase=phase.number)
    before = (series[series["phase"] == one.number] for one in vocabulary.phases_before(phase.number))
    last = own.iloc[-1]
    beside = "; ".join(_beside(last, rows, align) for rows in before if len(rows))
    return text(
        f"phases.verdict.{align}", phase=phase.number, day=formats.number(last["day_number"]), share=formats.percent(last["coverage"]),
        time=formats.percent(last["share_of_time"], 0), beside=beside or text("phases.alone"),
    )  # fmt: skip


def _beside(last: pd.Series, before: pd.DataFrame, align: str) -> str:
    """How far a phase was at the same time; at its deadline where it was shorter, on its first day where no day is as early."""
    time = TIME[align]
    found = before[before[time] <= last[time] + 1e-9]
    then = (before.head(1) if found.empty else found).iloc[-1]
    told = text(
        f"phases.then.{'end' if align == 'day' and _is_longer(last, then) else align}", phase=int(then["phase"]),
        share=formats.percent(then["coverage"]), day=formats.number(then["day_number"]),
    )  # fmt: skip
    ahead = last["coverage"] - then["coverage"]
    gap = formats.number(abs(ahead) * 100, 1)
    way = "level" if gap == formats.number(0, 1) else "faster" if ahead > 0 else "slower"
    return text(f"phases.verdict.{way}", then=told, gap=gap)


def _is_longer(last: pd.Series, then: pd.Series) -> bool:
    """Whether a phase runs on a day that another one, which was over by then, did not have."""
    return last["day_number"] > vocabulary.phases()[int(then["phase"])].days


def beside(own: pd.DataFrame, name: str, others: list[tuple[str, pd.DataFrame]]) -> pd.DataFrame:
    """A unit's curve and those it is compared with, one below the other."""
    return pd.concat([rows.assign(name=label) for label, rows in ((name, own), *others)], ignore_index=True)
