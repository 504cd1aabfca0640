"""Units in order: by level, by what is left, by what the last week brought, so that slow starters show."""

from datetime import date

import pandas as pd

from data import vocabulary
from pages.shared import formats, showing, tables
from pages.shared.texts import label, text

ORDERS = ("level", "gap", "improvement")
_BY = {"level": ("coverage", False), "gap": ("gap", False), "improvement": ("coverage_gained", False)}


def moved(ranks: float | None) -> str:
    """Ranks gained or lost in a week."""
    if ranks is None or pd.isna(ranks):
        return "—"
    return "=" if ranks == 0 else f"{'▲' if ranks > 0 else '▼'} {formats.number(abs(ranks))}"


def signed(days: float | None) -> str:
    return "—" if days is None or pd.isna(days) else f"{'+' if days > 0 else ''}{formats.number(days)}"


RANKS = {
    "rank": ("column.rank", tables.COUNT),
    "moved": ("column.moved", None),
    "unit": ("column.unit", None),
    "coverage": ("column.coverage", tables.SHARE),
    "expected_share": ("mark.expected", tables.SHARE),
    "target_share": ("column.target_share", tables.SHARE),
    "local_target_share": ("column.local_share", tables.SHARE),
    "coverage_gained": ("column.coverage_gained", tables.POINTS),
    "days_ahead": ("column.days_ahead", signed),
    "gap": ("column.gap", tables.COUNT),
    "status_label": ("column.status", None),
}
BEHIND = {name: tables.UNITS[name] for name in ("unit", "coverage", "gap", "needed_per_day", "projected_on")}


def explain(day: date) -> None:
    """After a deadline the rows and the card of a phase tell two things: what there is, and what counts as its result."""
    over = [label(phase.label) for phase in vocabulary.phases().values() if phase.ends_on < day]
    if over:
        showing.noted(text("overview.over", phases=", ".join(over)))


def ordered(units: pd.DataFrame, by: str) -> pd.DataFrame:
    """Named rows in one of the orders; units without data last."""
    column, ascending = _BY[by]
    found = tables.named(units).assign(moved=[moved(ranks) for ranks in units["ranks_gained"]])
    return found.sort_values(["has_data", column], ascending=[False, ascending], ignore_index=True)


def behind(units: pd.DataFrame) -> pd.DataFrame:
    """Units below their pace, the lowest first."""
    return units[units["status"].isin(("slow", "behind"))].sort_values("attainment")
