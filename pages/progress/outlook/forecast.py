"""What the forecast says in words and in its tables."""

from datetime import date

import pandas as pd

from data import ratios, vocabulary
from data.vocabulary import Phase
from pages.kit import formats
from pages.kit.texts import text

UNITS = (
    ("unit", "column.unit"), ("achieved", "column.achieved", "count"), ("target", "column.target", "count"),
    ("low", "outlook.low", "count"), ("middle", "outlook.middle", "count"), ("high", "outlook.high", "count"),
    ("middle_share", "outlook.share", "share"),
)  # fmt: skip
REPLAY = (
    ("unit", "column.unit"), ("low", "outlook.low", "count"), ("middle", "outlook.middle", "count"),
    ("high", "outlook.high", "count"), ("actual", "outlook.actual", "count"), ("error", "outlook.error", "count"),
    ("within", "outlook.within"),
)  # fmt: skip


def marks() -> dict[str, str]:
    """What the marks of the charts are called."""
    return {name: text(f"outlook.{name}") for name in ("now", "outlook", "target", "actual")}


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


def share_of_time(phase: Phase, day: date) -> float:
    """The part of a phase that is over at the end of a day, at most all of it."""
    return min(ratios.share(max((day - phase.starts_on).days + 1, 1), phase.days), 1.0)


def tried(day: date) -> dict[str, int]:
    """Numbers of the phase that the method is tried on, and of the one after it, which this says nothing of."""
    phase = vocabulary.compared_phase(day).number
    return {"finished": next((one.number for one in vocabulary.phases_before(phase)), phase), "phase": phase}
