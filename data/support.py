"""Field support as it was reported, beside the households reached: teams, sessions, staff. No effect is told of it."""

from datetime import date

import pandas as pd

from data import activity, attainment, figures, ratios, snapshots, vocabulary


def communes(snapshot: snapshots.Snapshot, scope: snapshots.Scope, day: date, indicator: str) -> pd.DataFrame:
    """One row a commune: teams standing, teams per 1,000 households, whether its telecoms are listed as weak."""
    units = attainment.units(snapshot, scope, day, "commune", indicator).sort_values("unit_code", ignore_index=True)
    frame = units.merge(snapshots.ask(snapshot, scope, "support", day=day), on="unit_code", how="left")
    weak = {row["commune_code"] for row in vocabulary.rows("weak_telecom_2021.csv")}
    return frame.assign(
        teams_per_thousand=ratios.per_thousand(frame["teams"], frame["households"]),
        has_weak_telecom=frame["unit_code"].isin(weak),
    )  # fmt: skip


def districts(snapshot: snapshots.Snapshot, scope: snapshots.Scope, day: date, indicator: str) -> pd.DataFrame:
    """One row a district: sums of its communes and what was reported from the field."""
    own = communes(snapshot, scope, day, indicator).rename(columns={"parent_code": "district_code"})
    by_district = own.groupby("district_code")
    sums = by_district[["teams"]].sum(min_count=1).assign(weak_telecom=by_district["has_weak_telecom"].sum())
    reported = activity.field_activity(snapshot, scope, day).pivot(
        index="district_code", columns="kind", values=["count", "people"]
    )
    units = attainment.units(snapshot, scope, day, "district", indicator).set_index("unit_code")
    frame = units.join(sums).assign(
        trainings=_column(reported, "count", "training"), trained=_column(reported, "people", "training"),
        supervisions=_column(reported, "count", "supervision"), staff=_column(reported, "count", "staff"),
    )  # fmt: skip
    return frame.assign(
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
