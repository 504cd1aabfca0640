"""Field support as it was reported, beside the households reached: teams, sessions, staff. No effect is told of it."""

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from data import activity, attainment, figures, ratios, snapshots, vocabulary
from data.vocabulary import Phase

# Telecoms: on the list, not on it, no list of the district.
WEAK, LISTED_WITHOUT, UNKNOWN = "weak", "not_listed", "unknown"
MOST = 10  # communes of many teams and a low coverage


def communes(snapshot: snapshots.Snapshot, scope: snapshots.Scope, day: date, indicator: str) -> pd.DataFrame:
    """One row a commune: teams standing, teams per 1,000 households, what is known of its telecoms (WEAK and so on)."""
    units = attainment.units(snapshot, scope, day, "commune", indicator).sort_values("by_name", ignore_index=True)
    frame = units.merge(snapshots.ask(snapshot, scope, "support", day=day), on="unit_code", how="left")
    return _measured(frame.assign(telecom=_telecom(frame)))


def _telecom(communes: pd.DataFrame) -> pd.Series:
    """A list of communes says nothing of a district that it does not cover."""
    listed = [row["commune_code"] for row in vocabulary.rows("weak_telecom_2021.csv")]
    covered = {vocabulary.unit(code).parent for code in listed}
    known = communes["unit_code"].isin(listed).map({True: WEAK, False: LISTED_WITHOUT})
    return known.where(communes["parent_code"].isin(covered), UNKNOWN)


def many_but_low(communes: pd.DataFrame) -> pd.DataFrame:
    """Of rows of `communes` those with more teams for their households than most, and a lower coverage than most; MOST of them."""
    known = communes[communes["has_data"] & (communes["teams"] > 0)]
    chosen = known[
        (known["teams_per_thousand"] >= known["teams_per_thousand"].median())
        & (known["coverage"] <= known["coverage"].quantile(0.25))
    ]
    return chosen.sort_values("coverage").head(MOST)


def districts(snapshot: snapshots.Snapshot, scope: snapshots.Scope, day: date, indicator: str) -> pd.DataFrame:
    """One row a district: what was reported from the field, each report once, and what it amounts to for its households.

    Communes with weak telecoms are counted where a list covers the district, else not known.
    """
    own = communes(snapshot, scope, day, indicator).groupby("parent_code")
    known = own["telecom"].agg(lambda told: None if (told == UNKNOWN).all() else int((told == WEAK).sum()))
    field = activity.field_activity(snapshot, scope, day).pivot(
        index="district_code", columns="kind", values=["count", "people"]
    )
    units = attainment.units(snapshot, scope, day, "district", indicator).set_index("unit_code")
    frame = units.assign(
        teams=_column(field, "count", "support_team"),
        trainings=_column(field, "count", "training"), trained=_column(field, "people", "training"),
        supervisions=_column(field, "count", "supervision"), staff=_column(field, "count", "staff"),
        weak_telecom=known.astype(float),
    )  # fmt: skip
    return _measured(frame).assign(
        staff_per_thousand=ratios.per_thousand(frame["staff"], frame["households"]),
        achieved_per_session=ratios.for_each(frame["achieved"], frame["trainings"]),
    ).reset_index()  # fmt: skip


def _measured(units: pd.DataFrame) -> pd.DataFrame:
    """Units with what their teams amount to. What is asked of a team a day exists while the unit's phase runs."""
    is_running = (units["day_number"] >= 1) & ~units["is_over"]
    team_days_left = units["teams"] * units["days_left"]
    return units.assign(
        teams_per_thousand=ratios.per_thousand(units["teams"], units["households"]),
        achieved_per_team=ratios.for_each(units["achieved"], units["teams"]),
        team_days_left=team_days_left.where(is_running),
        needed_per_team_day=ratios.for_each(units["gap"], team_days_left).where(is_running),
    )


KINDS = ("support_team", "training", "supervision", "staff")


def reported(field: pd.DataFrame) -> pd.DataFrame:
    """Field reports with one row a unit, in the order they come, what spans districts last, and one column a kind.

    What nobody reported stays empty.
    """
    wide = field.pivot(index=["district_code", "day"], columns="kind", values="count").reindex(columns=KINDS)
    return (
        wide.loc[sorted(field["district_code"].unique(), key=lambda code: code == vocabulary.PROVINCE)]
        .reset_index()
        .rename(columns={"district_code": "unit_code"})
        .assign(indicator=figures.code("field"))
    )


def _column(reported: pd.DataFrame, measure: str, kind: str) -> pd.Series:
    """A column of the pivot; empty where nobody reported that kind."""
    return reported[measure, kind] if (measure, kind) in reported else pd.Series(dtype=float)


# Before and after a team came.

CAME, WITHOUT, PLACEBO_CAME, PLACEBO_WITHOUT = "came", "without", "placebo_came", "placebo_without"


def window() -> int:
    """Days before, and days from, the first report of a team that are set side by side."""
    return vocabulary.settings()["support"]["window_days"]


@dataclass(frozen=True)
class _Curves:
    """Households reached by the communes of a phase, a row a day and a column a commune, and their households."""

    achieved: pd.DataFrame
    households: pd.Series
    first_on: pd.Series  # of communes that a team came to

    def gains(self, day: date) -> pd.DataFrame | None:
        """What each commune gained in the days before a day and in those from it on; None where they are not all known."""
        span = timedelta(days=window())
        ends = [pd.Timestamp(day + step - timedelta(days=1)) for step in (-span, timedelta(0), span)]
        if not set(ends) <= set(self.achieved.index):
            return None
        start, eve, end = (self.achieved.loc[one] for one in ends)
        return pd.DataFrame({"before": eve - start, "after": end - eve, "households": self.households})

    def without(self, day: date) -> pd.Index:
        """The communes that no team comes to before the days from a day on are over."""
        first = self.first_on.reindex(self.achieved.columns)
        return self.achieved.columns[first.isna() | (first >= pd.Timestamp(day + timedelta(days=window())))]


def arrivals(snapshot: snapshots.Snapshot, scope: snapshots.Scope, day: date, indicator: str) -> pd.DataFrame:
    """One row a commune that a team came to: the day of the first report, households gained before and from it on.

    Of communes whose phase holds all these days up to `day`.
    """
    found = [_arrived(curves) for _, curves in _phases(snapshot, scope, day, indicator)]
    return (
        pd.concat(found, ignore_index=True)
        if found
        else pd.DataFrame(columns=["unit_code", "first_on", "before", "after"])
    )


def _arrived(curves: _Curves) -> pd.DataFrame:
    rows = [
        (code, first, *gains.loc[code, ["before", "after"]])
        for code, first in curves.first_on.items() if (gains := curves.gains(first.date())) is not None
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["unit_code", "first_on", "before", "after"])


def before_after(snapshot: snapshots.Snapshot, scope: snapshots.Scope, day: date, indicator: str) -> pd.DataFrame:
    """Households gained per 1,000 before and from the first report of a team on, beside communes without one in the same days.

    Rows by phase and group (CAME, WITHOUT, and the same for days before any team came: the placebo), with the number of
    communes that a team came to. WITHOUT has the households of CAME at the pace of the others, so that the days weigh the
    same. It is a description: where and when teams go is chosen, and a phase has a pace of its own.
    """
    rows = []
    for phase, curves in _phases(snapshot, scope, day, indicator):
        for groups, days in (((CAME, WITHOUT), 0), ((PLACEBO_CAME, PLACEBO_WITHOUT), window())):
            rows += _compared(phase.number, curves, groups, timedelta(days=days))
    return pd.DataFrame(rows, columns=["phase", "group", "communes", "before", "after"])


def _compared(phase: int, curves: _Curves, groups: tuple[str, str], earlier: timedelta) -> list[tuple]:
    """A row for the communes that a team came to and one for the others; none where no days can be compared."""
    came, others = [], []
    for first, same_day in curves.first_on.groupby(curves.first_on):
        when = (first - earlier).date()
        gains, codes = curves.gains(when), same_day.index
        beside = curves.without(when).difference(codes)
        if gains is None or beside.empty:
            continue
        own, known = gains.loc[codes], gains.loc[beside]
        pace = ratios.share(known[["before", "after"]].sum(), known["households"].sum())
        came.append(own)
        others.append(pace * own["households"].sum())
    if not came:
        return []
    own = pd.concat(came)
    households = own["households"].sum()
    return [
        (phase, group, len(own), *ratios.per_thousand(total[["before", "after"]], households))
        for group, total in zip(groups, (own.sum(), sum(others)), strict=True)
    ]


def _phases(
    snapshot: snapshots.Snapshot, scope: snapshots.Scope, day: date, indicator: str
) -> list[tuple[Phase, _Curves]]:
    """The curves of the communes of each phase that have reported, those of the first phase first."""
    series = attainment.phase_series(snapshot, scope, day, "commune", indicator)
    households = attainment.units(snapshot, scope, day, "commune", indicator).set_index("unit_code")["households"]
    first = snapshots.ask(snapshot, scope, "first_team", day=day).set_index("unit_code")["first_on"]
    found = []
    for number, own in series.groupby("phase"):
        achieved = own.assign(day=pd.to_datetime(own["day"])).pivot(index="day", columns="unit_code", values="achieved")
        came = pd.to_datetime(first.reindex(achieved.columns).dropna())
        found.append((vocabulary.phases()[int(number)], _Curves(achieved, households.reindex(achieved.columns), came)))
    return found
