"""Field support in words, groups and tables."""

import pandas as pd

from data import support
from pages.shared import formats, tables
from pages.shared.texts import text

DISTRICTS = {
    "unit": ("column.unit", None),
    "status_label": ("column.status", None),
    "coverage": ("column.coverage", tables.SHARE),
    "teams": ("activity.support_team", tables.COUNT),
    "teams_per_thousand": ("column.teams_per_thousand", formats.one_decimal),
    "trainings": ("column.trainings", tables.COUNT),
    "trained": ("column.trained", tables.COUNT),
    "supervisions": ("column.supervisions", tables.COUNT),
    "staff_per_thousand": ("column.staff_per_thousand", formats.one_decimal),
    "weak_telecom": ("column.weak_telecom", tables.COUNT),
    "productivity": ("column.productivity", formats.one_decimal),
    "gap": ("column.gap", tables.COUNT),
    "gap_team_days": ("column.gap_team_days", tables.COUNT),
}
COMMUNES = {
    "unit": ("column.unit", None),
    "parent_name": ("column.district", None),
    "status_label": ("column.status", None),
    "coverage": ("column.coverage", tables.SHARE),
    "teams": ("activity.support_team", tables.COUNT),
    "teams_per_thousand": ("support.teams_per_thousand", formats.one_decimal),
    "gap": ("column.gap", tables.COUNT),
    "telecom": ("support.telecom", None),
}


def of_phase(units: pd.DataFrame, phase: str) -> pd.DataFrame:
    return units if phase == "all" else units[units["phase"] == int(phase)]


def named(communes: pd.DataFrame) -> pd.DataFrame:
    names = {unit.code: unit.name for unit in tables.districts()}
    found = tables.named(communes)
    return found.assign(
        parent_name=found["parent_code"].map(names),
        telecom=[text("support.weak") if weak else "" for weak in found["has_weak_telecom"]],
    )


def groups(districts: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """One group a phase."""
    shown = districts.assign(unit=districts["name"])
    return [(text("phases.phase", phase=int(phase)), rows) for phase, rows in shown.groupby("phase")]


def by_telecom(communes: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """Communes with weak telecoms marked apart."""
    known = communes[communes["teams"] > 0]
    parts = ((text("support.strong"), ~known["has_weak_telecom"]), (text("support.weak"), known["has_weak_telecom"]))
    return [(label, known[chosen]) for label, chosen in parts if chosen.any()]


def verdict(slope: support.Slope | None) -> str:
    """One sentence: what goes with one more team, with its interval."""
    if slope is None:
        return text("support.verdict.none")
    key = "support.verdict.open" if slope.low <= 0 <= slope.high else "support.verdict.clear"
    points = {
        name: f"{'+' if value > 0 else ''}{formats.number(value * 100, 1)}"
        for name, value in (("low", slope.low), ("middle", slope.middle), ("high", slope.high))
    }
    return text(key, communes=formats.number(slope.communes), **points)


def many_but_low(communes: pd.DataFrame) -> pd.DataFrame:
    """Communes with more teams for their households than most, and a lower coverage than most: ten at most."""
    known = communes[communes["has_data"] & (communes["teams"] > 0)]
    chosen = known[
        (known["teams_per_thousand"] >= known["teams_per_thousand"].median())
        & (known["coverage"] <= known["coverage"].quantile(0.25))
    ]
    return chosen.sort_values("coverage").head(10)
