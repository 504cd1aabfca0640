"""Pace, outlook, rank and result of a few households, counted by hand."""

from datetime import date

import pandas as pd
import pytest

from data import attainment, snapshots
from data.snapshots import EVERYTHING
from tests.etl import small
from tests.etl.small import DINH_LAP, VAN_LINH, account, shop

LAST = date(2021, 10, 15)
OPENED = {  # households with both, by commune and day
    DINH_LAP: {"2021-10-01": 10, "2021-10-08": 3, "2021-10-09": 4, "2021-10-15": 2},
    VAN_LINH: {"2021-09-20": 5, "2021-09-21": 2},
    "06466": {"2021-09-25": 1},  # of phase 1, which was over by then
}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory) -> snapshots.Snapshot:
    folder = tmp_path_factory.mktemp("pace")
    households = [
        (f"{unit}-{day}-{number}", unit, day)
        for unit, days in OPENED.items() for day, count in days.items() for number in range(count)
    ]  # fmt: skip
    small.write_csv(folder / "inbox" / "shops.csv", [shop(code, code, unit, day) for code, unit, day in households])
    small.write_csv(
        folder / "inbox" / "accounts.csv", [account(code, code, unit, day) for code, unit, day in households]
    )
    small.write_csv(
        folder / "inbox" / "register.csv", [{"unit": unit, "households": 100, "as_of": "2021-07-01"} for unit in OPENED]
    )
    return snapshots.current(small.build_quietly(folder, "--as-of", str(LAST)).warehouse)


def of(frame: pd.DataFrame, unit: str) -> pd.Series:
    return frame.set_index("unit_code").loc[unit]


def test_what_is_needed_and_when_it_will_be_reached(snapshot):
    own = of(attainment.units(snapshot, EVERYTHING, LAST, "commune", "both"), DINH_LAP)
    assert (own["achieved"], own["target"], own["gap"]) == (19, 50, 31)
    assert own["gained_7_days"] == 6  # since the end of 8 October
    assert (own["days_left"], own["needed_per_day"]) == (66, 1)  # a whole household, though half a one a day would do
    assert own["projected_on"].date() == date(2021, 11, 21)  # 31 at 6 in 7 days: 36.2 days, so the 37th


def test_the_first_of_a_phase_is_the_one_with_the_highest_coverage(snapshot):
    found = attainment.ranking(snapshot, EVERYTHING, LAST, "commune", "both").set_index("unit_code")
    assert list(found.loc[[DINH_LAP, VAN_LINH], "rank"]) == [1, 1] and found["rank"].notna().sum() == 2
    assert pd.isna(found.loc["06466", "rank"])  # it had reported nothing by its deadline
    assert found.loc[DINH_LAP, "coverage_gained"] == pytest.approx(0.06)


def test_a_result_is_that_of_the_deadline_and_missing_where_nothing_had_been_reported(snapshot):
    found = attainment.phase_result(snapshot, EVERYTHING, "commune", "both").set_index("unit_code")
    assert list(found.loc[VAN_LINH, ["result_at_deadline", "after_deadline", "achieved_now"]]) == [5, 2, 7]
    late = found.loc["06466"]
    assert late["achieved_now"] == 1 and pd.isna(late["result_at_deadline"]) and pd.isna(late["after_deadline"])
    silent = found[(found["phase"] == 1) & ~found["has_data"]]
    assert len(silent) and silent[["achieved_now", "result_at_deadline", "after_deadline"]].isna().all(axis=None)
    assert pd.isna(found.loc[DINH_LAP, "result_at_deadline"])  # its phase runs
