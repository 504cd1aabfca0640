"""Field support in words and tables."""

import pandas as pd

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
    "gap": ("column.gap", tables.COUNT),
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


def many_but_low(communes: pd.DataFrame) -> pd.DataFrame:
    """Communes with more teams for their households than most, and a lower coverage than most: ten at most."""
    known = communes[communes["has_data"] & (communes["teams"] > 0)]
    chosen = known[
        (known["teams_per_thousand"] >= known["teams_per_thousand"].median())
        & (known["coverage"] <= known["coverage"].quantile(0.25))
    ]
    return chosen.sort_values("coverage").head(10)
