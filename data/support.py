"""Field support against results: teams, their days, what a district gained with them. Numbers of a page, never causes."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from data import figures, metrics, ratios, vocabulary

DRAWS = 1000


def communes(snapshot: metrics.Snapshot, scope: metrics.Scope, day: date, indicator: str) -> pd.DataFrame:
    """One row a commune: teams standing, team-days, households gained since the first team, teams per 1,000 households."""
    frame = metrics.ask(snapshot, scope, "support", day=day, indicator=indicator)
    weak = {row["commune_code"] for row in vocabulary.rows("weak_telecom_2021.csv")}
    return frame.assign(
        teams_per_thousand=ratios.per_thousand(frame["teams"], frame["households"]),
        has_weak_telecom=frame["unit_code"].isin(weak),
        indicator=indicator, day=pd.Timestamp(day),
    )  # fmt: skip


def districts(snapshot: metrics.Snapshot, scope: metrics.Scope, day: date, indicator: str) -> pd.DataFrame:
    """One row a district: sums of its communes, what came from the field, the gap in team-days at its own productivity."""
    own = communes(snapshot, scope, day, indicator).rename(columns={"parent_code": "district_code"})
    by_district = own.groupby("district_code")
    sums = by_district[["teams", "team_days", "gained_with_teams"]].sum(min_count=1)
    sums = sums.assign(weak_telecom=by_district["has_weak_telecom"].sum())
    reported = metrics.field_activity(snapshot, scope, day).pivot(
        index="district_code", columns="kind", values=["count", "people"]
    )
    units = metrics.attainment(snapshot, scope, day, "district", indicator).set_index("unit_code")
    frame = units.join(sums).assign(
        trainings=_column(reported, "count", "training"), trained=_column(reported, "people", "training"),
        supervisions=_column(reported, "count", "supervision"), staff=_column(reported, "count", "staff"),
    )  # fmt: skip
    productivity = ratios.per_team_day(frame["gained_with_teams"], frame["team_days"])
    return frame.assign(
        productivity=productivity,
        gap_team_days=ratios.team_days(frame["gap"], productivity),
        teams_per_thousand=ratios.per_thousand(frame["teams"], frame["households"]),
        staff_per_thousand=ratios.per_thousand(frame["staff"], frame["households"]),
    ).reset_index()


KINDS = ("support_team", "training", "supervision", "staff")


def reported(field: pd.DataFrame) -> pd.DataFrame:
    """Field reports with one row a unit and one column a kind; what nobody reported stays empty."""
    wide = field.pivot(index=["district_code", "day"], columns="kind", values="count").reindex(columns=KINDS)
    return wide.reset_index().rename(columns={"district_code": "unit_code"}).assign(indicator=figures.code("field"))


def _column(reported: pd.DataFrame, measure: str, kind: str) -> pd.Series:
    """A column of the pivot; empty where nobody reported that kind."""
    return reported[measure, kind] if (measure, kind) in reported else pd.Series(dtype=float)


@dataclass(frozen=True)
class Slope:
    """Points of coverage that go with one more team for 1,000 households: estimate and 90% interval, over `communes`."""

    low: float
    middle: float
    high: float
    communes: int


def slope(frame: pd.DataFrame) -> Slope | None:
    """A straight line through the communes of one phase that have teams; the interval by drawing communes anew.

    None for fewer than ten communes or where all have the same. What goes together need not be cause and effect.
    """
    known = frame[(frame["teams"] > 0) & frame["has_data"] & frame["coverage"].notna()]
    teams, reached = known["teams_per_thousand"].to_numpy(float), known["coverage"].to_numpy(float)
    if len(known) < 10 or np.ptp(teams) == 0:
        return None
    draws = np.random.default_rng(2021).integers(0, len(known), (DRAWS, len(known)))
    x, y = teams[draws], reached[draws]
    x_apart, y_apart = x - x.mean(axis=1, keepdims=True), y - y.mean(axis=1, keepdims=True)
    spread = (x_apart**2).sum(axis=1)
    slopes = (x_apart * y_apart).sum(axis=1)[spread > 0] / spread[spread > 0]
    low, high = np.quantile(slopes, (0.05, 0.95))
    return Slope(float(low), float(np.polyfit(teams, reached, 1)[0]), float(high), len(known))
