"""Field support beside the households reached: districts, communes, and where many teams go with a low coverage."""

import pandas as pd

from data import support as field
from data import vocabulary
from data.snapshots import Scope, Snapshot
from pages.kit import choices, names
from pages.kit.address import Address
from pages.kit.lineage import FigureKey
from pages.kit.texts import text
from pages.kit.view import ALL, Heading, Notice, Part, Sentence, Table, View, columns
from pages.progress import units

CHOICES = ("indicator", "phase", "day")
DISTRICTS = (
    ("unit", "column.unit"), ("status_label", "column.status"), ("coverage", "column.coverage", "share"),
    ("teams", "activity.support_team", "count"), ("teams_per_thousand", "column.teams_per_thousand", "decimal"),
    ("trainings", "column.trainings", "count"), ("trained", "column.trained", "count"),
    ("supervisions", "column.supervisions", "count"), ("staff_per_thousand", "column.staff_per_thousand", "decimal"),
    ("weak_telecom", "column.weak_telecom", "count"), ("gap", "column.gap", "count"),
)  # fmt: skip
COMMUNES = (
    ("unit", "column.unit"), ("parent_name", "column.district"), ("status_label", "column.status"),
    ("coverage", "column.coverage", "share"), ("teams", "activity.support_team", "count"),
    ("teams_per_thousand", "support.teams_per_thousand", "decimal"), ("gap", "column.gap", "count"),
    ("telecom", "support.telecom"),
)  # fmt: skip
MOST = 10  # communes of many teams and a low coverage


def support(snapshot: Snapshot, scope: Scope, address: Address) -> View:
    indicator, phase = choices.indicator(address), choices.phase(address)
    day = choices.day(address, vocabulary.first_day(), snapshot.as_of)
    asked = (snapshot, scope, day.chosen, indicator.chosen)
    communes = _named(_of_phase(field.communes(*asked), phase.chosen))
    districts = units.described(_of_phase(field.districts(*asked), phase.chosen))
    return View(
        text("support.title"),
        _parts(communes, districts) if communes["teams"].sum() else (Notice(text("support.none")),),
        FigureKey(vocabulary.PROVINCE, indicator.chosen, "coverage", day.chosen),
        (indicator, phase, day),
    )


def _parts(communes: pd.DataFrame, districts: pd.DataFrame) -> tuple[Part, ...]:
    return (
        Heading(text("support.districts")),
        Table("districts", columns(*DISTRICTS), districts),
        Table("communes", columns(*COMMUNES), communes, is_folded=True),
        Heading(text("support.many_but_low")),
        Sentence(text("support.many_but_low.help"), "note"),
        Table("many_but_low", columns(*COMMUNES), many_but_low(communes)),
    )


def _of_phase(rows: pd.DataFrame, phase: str) -> pd.DataFrame:
    return rows if phase == ALL else rows[rows["phase"] == int(phase)]


def _named(communes: pd.DataFrame) -> pd.DataFrame:
    return units.described(communes).assign(
        parent_name=communes["parent_code"].map(names.districts()),
        telecom=[text("support.weak") if weak else "" for weak in communes["has_weak_telecom"]],
    )


def many_but_low(communes: pd.DataFrame) -> pd.DataFrame:
    """Communes with more teams for their households than most, and a lower coverage than most: ten at most."""
    known = communes[communes["has_data"] & (communes["teams"] > 0)]
    chosen = known[
        (known["teams_per_thousand"] >= known["teams_per_thousand"].median())
        & (known["coverage"] <= known["coverage"].quantile(0.25))
    ]
    return chosen.sort_values("coverage").head(MOST)
