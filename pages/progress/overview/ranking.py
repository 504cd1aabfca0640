"""Units in order: by level, by what is left, by what the last week brought, so that slow starters show."""

import pandas as pd

from pages.kit import formats
from pages.kit.texts import text
from pages.progress import units

ORDERS = ("level", "gap", "improvement")
_BY = {"level": ("coverage", False), "gap": ("gap", False), "improvement": ("coverage_gained", False)}
RANKS = (
    ("unit", "column.unit"), ("coverage", "column.coverage", "share"), ("phase", "column.phase", "count"),
    ("rank", "column.rank", "count"), ("moved", "column.moved"), ("estimate", "column.estimate"),
    ("expected_share", "mark.expected", "share"), ("target_share", "column.target_share", "share"),
    ("own_target_share", "column.local_share", "share"), ("coverage_gained", "column.coverage_gained", "points"),
    ("days_ahead", "column.days_ahead", "signed"), ("gap", "column.gap", "count"), ("status_label", "column.status"),
)  # fmt: skip
BEHIND = units.picked(units.UNITS, "unit", "coverage", "gap", "needed_per_day", "projected")
MISSED = units.picked(units.UNITS, "unit", "coverage", "gap", "after_deadline")


def moved(ranks: float | None) -> str:
    """Ranks gained or lost in a week."""
    if formats.is_missing(ranks):
        return formats.MISSING
    return "=" if ranks == 0 else f"{'▲' if ranks > 0 else '▼'} {formats.number(abs(ranks))}"


def ordered(described: pd.DataFrame, by: str) -> pd.DataFrame:
    """Described rows in one of the orders, phase by phase, the latest first; units without data last in theirs."""
    column, ascending = _BY[by]
    found = described.assign(moved=[moved(ranks) for ranks in described["ranks_gained"]])
    return found.sort_values(["phase", "has_data", column], ascending=[False, False, ascending], ignore_index=True)


def behind(rows: pd.DataFrame) -> pd.DataFrame:
    """Units below their pace while their phase runs, the lowest first."""
    return rows[rows["status"].isin(("slow", "behind")) & ~rows["is_over"]].sort_values("of_target")


def nobody(rows: pd.DataFrame) -> str:
    """That no unit is behind, or, once no phase runs, that none fell short; where none has data, that."""
    if rows["is_over"].all():
        return text("overview.missed.none" if rows["has_data"].any() else "unit.verdict.none")
    return text("overview.behind.none" if are_known(rows) else "overview.behind.unknown")


def are_known(rows: pd.DataFrame) -> bool:
    """Whether any unit of a phase that runs has data."""
    return bool((rows["has_data"] & ~rows["is_over"]).any())


def missed(rows: pd.DataFrame) -> pd.DataFrame:
    """Units whose phase is over without their target, the lowest first."""
    return rows[rows["is_over"] & rows["has_data"] & (rows["status"] != "reached")].sort_values("of_target")
