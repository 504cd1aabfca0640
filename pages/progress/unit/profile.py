"""A unit among the others: its verdict and figures, the communes of a district, its neighbours."""

import pandas as pd

from data.vocabulary import Unit
from geo import layers
from pages.kit import formats, measures
from pages.kit.lineage import FigureKey
from pages.kit.texts import text
from pages.kit.view import Metrics, Table, columns
from pages.progress import gains, target, units

HEADLINE = ("achieved", "coverage", "of_target", "gap", "gained_7_days")
OVER = ("achieved", "coverage", "of_target", "gap", "after_deadline")
COMMUNES = (
    ("unit", "column.unit"), ("coverage", "column.coverage", "share"), ("rank_in", "column.rank", "count"),
    ("status_label", "column.status"), ("estimate", "column.estimate"), ("achieved", "column.achieved", "count"),
    ("target", "column.target", "count"), ("target_share", "column.target_share", "share"), ("local", "column.local_share"), ("gap", "column.gap", "count"),
    ("coverage_gained", "column.coverage_gained", "points"), ("after_deadline", "column.after", "count"),
)  # fmt: skip
LOWEST = units.picked(COMMUNES, "unit", "coverage", "gap")
FEW = 5  # of the lowest communes
NEIGHBOURS = (
    ("unit", "column.unit"), ("coverage", "column.coverage", "share"), ("phase", "column.phase", "count"),
    ("rank", "column.rank", "count"), ("status_label", "column.status"), ("coverage_gained", "column.coverage_gained", "points"),
)  # fmt: skip


def verdict(own: pd.Series) -> str:
    """One sentence: rank in its phase, status, ahead or behind, and what is asked of each day; once its phase is over, its result."""
    if not own["has_data"]:
        return units.silent(own)
    level = text(f"level.{own['level']}").lower()
    ranks = {
        "rank": formats.number(own["rank"]),
        "units": formats.number(own["ranked"]),
        "phase": formats.number(own["phase"]),
    }
    rank = [text("unit.verdict.rank", **ranks, level=level)] if own["ranked"] > 1 else []
    parts = [*rank, units.status(own).lower()]
    if own["is_over"]:
        return _one([*parts, *_result(own)])
    if pd.notna(own["days_ahead"]):
        key = "unit.verdict.ahead" if own["days_ahead"] >= 0 else "unit.verdict.late"
        parts.append(text(key, days=formats.number(abs(own["days_ahead"]))))
    if pd.notna(own["needed_per_day"]) and own["gap"] > 0:
        parts.append(text("unit.verdict.needed", needed=formats.number(own["needed_per_day"])))
    return _one(parts)


def _one(parts: list[str]) -> str:
    """Some parts as one sentence."""
    said = "; ".join(parts)
    return f"{said[:1].upper()}{said[1:]}."


def _result(own: pd.Series) -> list[str]:
    """What a unit of an ended phase is judged by, and what came after."""
    asked = {"share": formats.percent(own["of_target"]), "target": formats.number(own["target"])}
    after = gains.apart(own["after_deadline"])
    return [text("unit.verdict.over", deadline=formats.day(own["ends_on"]), **asked), after]


def headline(own: pd.Series) -> Metrics:
    """Reached, coverage, attainment, gap, the week's gain of a described row."""
    shown = OVER if own["is_over"] else HEADLINE
    figures = (FigureKey(own["unit_code"], own["indicator"], name, own["day"].date()) for name in shown)
    return Metrics(tuple(measures.metric(figure, own, note=_note(figure.measure, own)) for figure in figures))


def _note(measure: str, own: pd.Series) -> str:
    """What a headline figure of a district leaves open: what its communes that are short lack, whatever others have beyond."""
    if measure == "gap" and own["level"] != "commune":
        return target.lacking(own)
    return text("map.estimate") if measure == "coverage" and own["households_is_estimate"] else ""


def communes(ranked: pd.DataFrame, district: str) -> pd.DataFrame:
    """The communes of a district, the lowest first."""
    own = units.described(ranked[ranked["parent_code"] == district])
    own = own.assign(
        rank_in=own["coverage"].rank(ascending=False, method="min"),
        local=[_local(low, high) for low, high in zip(own["local_target_share"], own["local_target_share_max"], strict=True)],
    )  # fmt: skip
    return own.sort_values(["has_data", "coverage"], ascending=[False, True])


def lowest(listed: pd.DataFrame) -> Table:
    """The communes furthest from their target, of those that are listed the lowest first; who has not reported is not low."""
    return Table("lowest", columns(*LOWEST), listed[listed["has_data"]].head(FEW))


def _local(low: float | None, high: float | None) -> str:
    """A commune's own target, a range where it is one: 70–80%."""
    if pd.isna(low) or pd.isna(high) or high == low:
        return formats.percent(low, 0)
    return f"{formats.number(low * 100)}–{formats.percent(high, 0)}"


def neighbours(ranked: pd.DataFrame, unit: Unit) -> pd.DataFrame:
    beside = layers.neighbours(layers.layer(unit.level)).get(unit.code, set())
    return units.described(ranked[ranked["unit_code"].isin(beside | {unit.code})]).sort_values(
        ["phase", "rank"], ascending=[False, True]
    )
