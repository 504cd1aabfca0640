"""What holds for every answer: what was not reported is missing."""

from datetime import date

import pandas as pd
import pytest

from data import activity, attainment, snapshots, support
from data.snapshots import EVERYTHING

EARLY = date(2021, 7, 20)  # most communes have sent nothing yet


@pytest.mark.parametrize(
    "answer",
    [
        lambda snapshot: attainment.units(snapshot, EVERYTHING, EARLY, "commune", "both"),
        lambda snapshot: attainment.ranking(snapshot, EVERYTHING, EARLY, "commune", "shop"),
        lambda snapshot: attainment.communes_2025(snapshot, EVERYTHING, EARLY, "both"),
        lambda snapshot: support.communes(snapshot, EVERYTHING, EARLY, "both"),
        lambda snapshot: support.districts(snapshot, EVERYTHING, EARLY, "both"),
    ],
    ids=["units", "ranking", "2025", "support of communes", "support of districts"],
)
def test_what_was_not_reported_is_missing(snapshot, answer):
    found = answer(snapshot)
    silent = found[~found["has_data"]]
    told = [name for name in (*snapshots.REACHED, "rank") if name in found]
    assert len(silent) and {"achieved", "coverage", "attainment"} <= set(told)
    assert silent[told].isna().all(axis=None)
    assert found.loc[found["has_data"], ["achieved", "coverage"]].notna().all(axis=None)


def test_households_of_a_silent_unit_are_missing_on_the_last_day_too(snapshot):
    found = activity.household_funnel(snapshot, EVERYTHING, "commune")
    silent = found[~found["has_data"]]
    assert silent[["account", "lead", "only_shop", "either", "lead_share"]].isna().all(axis=None)
    assert silent["households"].notna().all()


def test_what_came_after_a_deadline_is_not_known_of_a_silent_phase(snapshot):
    unit = attainment.units(snapshot, EVERYTHING, snapshot.as_of, "phase", "both").set_index("phase").loc[1]
    judged, after = attainment.judged_on(
        snapshot, EVERYTHING, snapshot.as_of, pd.Series({**unit, "phase": 1, "achieved": float("nan")})
    )
    assert judged["has_data"] and pd.isna(after)
