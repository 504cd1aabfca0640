"""What the forecast says in words and in its tables."""

from datetime import date

import pandas as pd

from data import ratios, vocabulary
from pages.shared import formats, tables
from pages.shared.texts import text

UNITS = {
    "unit": ("column.unit", None),
    "achieved": ("column.achieved", tables.COUNT),
    "target": ("column.target", tables.COUNT),
    "low": ("outlook.low", tables.COUNT),
    "middle": ("outlook.middle", tables.COUNT),
    "high": ("outlook.high", tables.COUNT),
    "middle_share": ("outlook.share", tables.SHARE),
}
REPLAY = {
    "unit": ("column.unit", None),
    "low": ("outlook.low", tables.COUNT),
    "middle": ("outlook.middle", tables.COUNT),
    "high": ("outlook.high", tables.COUNT),
    "actual": ("outlook.actual", tables.COUNT),
    "error": ("outlook.error", tables.COUNT),
    "within": ("outlook.within", None),
}


def named(rows: pd.DataFrame) -> pd.DataFrame:
    units = [vocabulary.unit(code) for code in rows["unit_code"]]
    return rows.assign(name=[unit.name for unit in units], unit=[formats.unit(unit.type, unit.name) for unit in units])


def verdict(whole: pd.DataFrame) -> str:
    """One sentence: the range in which the phase as a whole is expected to end, which is not verified."""
    if whole.empty or whole["middle"].isna().all():
        return text("outlook.verdict.none")
    phase = whole.iloc[0]
    return text("outlook.verdict", low=formats.percent(phase["low_share"]), high=formats.percent(phase["high_share"]))


def replayed(rows: pd.DataFrame) -> pd.DataFrame:
    return named(rows).assign(within=[text("answer.yes" if within else "answer.no") for within in rows["is_within"]])


def judgement(played: pd.DataFrame) -> str:
    return text(
        "outlook.judgement", within=formats.number(played["is_within"].sum()), all=formats.number(len(played)),
        error=formats.number(played["error"].abs().median()),
    )  # fmt: skip


def share_of_time(phase: vocabulary.Phase, day: date) -> float:
    """The part of a phase that is over at the end of a day, at most all of it."""
    return min(ratios.share(max((day - phase.starts_on).days + 1, 1), phase.days), 1.0)
