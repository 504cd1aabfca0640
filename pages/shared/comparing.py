"""What the comparison of phases says in words and in its table."""

import pandas as pd

from pages.shared import formats, tables
from pages.shared.texts import text

RESULTS = {
    "unit": ("column.unit", None),
    "phase": ("column.phase", tables.COUNT),
    "status_label": ("column.status", None),
    "achieved": ("column.achieved", tables.COUNT),
    "result_at_deadline": ("column.result", tables.COUNT),
    "after_deadline": ("column.after", tables.COUNT),
}

TIME = {"day": "day_number", "share": "share_of_time"}  # the column that each way of comparing reads
CURVES = {
    "name": ("column.unit", None),
    "day_number": ("phases.align.day", tables.COUNT),
    "share_of_time": ("phases.align.share", tables.SHARE),
    "coverage": ("column.coverage", tables.SHARE),
}


def axes(align: str) -> dict[str, str]:
    """What the axes of curves say."""
    return {"x": text(f"phases.axis.{align}"), "y": text("phases.axis.coverage")}


def named(series: pd.DataFrame) -> pd.DataFrame:
    """Phase curves with the phase's name for the legend."""
    return series.assign(name=[text("phases.phase", phase=int(number)) for number in series["phase"]])


def verdict(phases: pd.DataFrame) -> str:
    """One sentence: phase 2 at its last day beside phase 1 on the same day number."""
    second = phases[phases["phase"] == 2]
    if second.empty:
        return text("phases.verdict.none")
    last = second.iloc[-1]
    first = phases[(phases["phase"] == 1) & (phases["day_number"] == last["day_number"])]
    if first.empty:
        first = phases[phases["phase"] == 1].tail(1)
    one, two = first.iloc[0]["coverage"], last["coverage"]
    return text(
        "phases.verdict.faster" if two >= one else "phases.verdict.slower",
        day=formats.number(last["day_number"]), two=formats.percent(two), one=formats.percent(one),
        gap=formats.number(abs(two - one) * 100, 1),
    )  # fmt: skip


def results(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(unit=frame["name"], status_label=[text(f"status.{status}") for status in frame["status"]])


def beside(own: pd.DataFrame, name: str, others: list[tuple[str, pd.DataFrame]]) -> pd.DataFrame:
    """A unit's curve and those it is compared with, one below the other."""
    return pd.concat([rows.assign(name=label) for label, rows in ((name, own), *others)], ignore_index=True)
