"""The forecast of a snapshot: its scenarios by hand from a built curve, its range, and where there is none."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from data import attainment, backtest, outlook, snapshots
from data.paces import Curve

EVERYTHING = snapshots.EVERYTHING


def seen(
    snapshot, day: date | None = None, level: str = "district", indicator: str = "both", phase: int = 2
) -> pd.DataFrame:
    found = outlook.expected(snapshot, EVERYTHING, day or snapshot.as_of, level, indicator, phase)
    return found.set_index("unit_code", drop=False)


def series(snapshot, code: str, level: str = "district") -> pd.Series:
    """Households reached by day number, from what the pages draw."""
    rows = attainment.phase_series(snapshot, EVERYTHING, snapshot.as_of, level, "both")
    return rows[rows["unit_code"] == code].set_index("day_number")["achieved"]


@pytest.mark.parametrize("code", ["188", "182", "189"])
def test_the_scenarios_are_those_of_the_curve(snapshot, code):
    """By whole numbers alone: today + gain of 7 (14) days × days left // 7 (14), no more than all households."""
    row, reached = seen(snapshot).loc[code], series(snapshot, code)
    today, left = int(reached.iloc[-1]), (date(2021, 12, 20) - snapshot.as_of).days
    for name, days in (("week", 7), ("fortnight", 14)):
        gained = today - int(reached.iloc[-1 - days])
        assert row[name] == min(today + gained * left // days, row["households"]), name
        short = int(row["target"]) - today
        wait = -(-short * days // gained)
        expected = snapshot.as_of + timedelta(days=wait) if wait <= left and short > 0 else None
        assert (row[f"{name}_on"].date() if pd.notna(row[f"{name}_on"]) else None) == expected, name
    assert row["needed_per_day"] == -(-(row["target"] - today) // left)
    weeks = [int(reached.iloc[at] - (reached.iloc[at - 7] if at >= 7 else 0)) for at in range(6, len(reached))]
    assert row["best_pace"] == pytest.approx(max(weeks) / 7) and row["pace"] == pytest.approx(weeks[-1] / 7)
    assert row["needed_times"] == pytest.approx(row["needed_per_day"] / (weeks[-1] / 7))
    assert row["needed_times_best"] == pytest.approx(row["needed_per_day"] / (max(weeks) / 7))


def test_the_day_is_that_of_the_mart_where_it_is_in_time(snapshot):
    """One pace, two places: the day projected by the mart's own arithmetic."""
    rows = attainment.units(snapshot, EVERYTHING, snapshot.as_of, "district", "both").set_index("unit_code")
    found = seen(snapshot)
    for code, row in found.iterrows():
        projected = rows.loc[code, "projected_on"]
        expected = projected if pd.notna(projected) and projected.date() <= date(2021, 12, 20) else pd.NaT
        assert (row["week_on"] == expected) or (pd.isna(row["week_on"]) and pd.isna(expected)), code


def test_the_push_is_that_of_the_phase_before(snapshot):
    reached = series(snapshot, "phase-1", "phase")
    eve = 0  # of the pilot's households the small province has none with both
    times = ((reached[63] - reached[49]) / 14) / ((reached[49] - eve) / 49)
    row = seen(snapshot, level="phase").loc["phase-2"]
    assert row["push_times"] == pytest.approx(times, rel=0.05)
    assert outlook.push_times(snapshot, date(2021, 9, 19), "both", 2) is None
    assert (seen(snapshot)["push_times"] == row["push_times"]).all(), "each district's push is the phase's"


def test_a_range_holds_between_today_and_all_households(snapshot):
    for level in ("phase", "district"):
        for indicator in ("shop", "account", "both", "lead"):
            found = seen(snapshot, level=level, indicator=indicator).dropna(subset="low")
            assert len(found) and (found["achieved"] <= found["low"]).all()
            assert (found["low"] <= found["middle"]).all() and (found["middle"] <= found["high"]).all()
            assert (found["high"] <= found["households"]).all() and (found["worlds"] == 37).all()


def test_the_range_narrows_towards_the_deadline(tmp_path):
    """A steady curve at a quarter, a half and nearly all of the time: the same errors in shorter time."""
    widths = []
    for number in (25, 46, 88):
        curve = Curve(np.arange(0, 100 * (number + 1), 100, dtype=float), 92)
        worlds = outlook.learnt("phase", "both")[
            min(outlook.learnt("phase", "both"), key=lambda s: abs(s - number / 92))
        ]
        come = outlook.spread(worlds, curve.gained(7), curve.days_left)
        widths.append((come.at(0.9) - come.at(0.1)) * curve.pace(7) * curve.days_left)
    assert widths[0] > widths[1] > widths[2] > 0


@pytest.mark.parametrize(
    ("day", "phase"),
    [(date(2021, 9, 20), 1), (date(2021, 11, 15), 1), (date(2021, 9, 19), 2)],
    ids=["on the deadline", "after it", "before the phase"],
)
def test_a_phase_that_does_not_run_has_no_forecast(snapshot, day, phase):
    found = seen(snapshot, day, phase=phase)
    assert found.empty and {"week", "low", "probability", "needed_times", "is_reached"} <= set(found.columns)
    assert outlook.paths(snapshot, EVERYTHING, day, "187", "district", "both", phase).empty


def test_on_the_day_before_the_deadline_there_is_one_day_left(snapshot):
    row = seen(snapshot, date(2021, 9, 19), phase=1).loc["187"]
    assert row["days_left"] == 1 and row["week"] == int(row["achieved"] + row["pace"] + 1e-6)


def test_no_range_while_no_phase_is_over_nor_in_the_first_tenth(snapshot):
    first = seen(snapshot, date(2021, 8, 20), phase=1)
    assert first["week"].notna().all() and first["low"].isna().all() and first["push"].isna().all()
    early = seen(snapshot, date(2021, 9, 27))
    assert early["week"].notna().any() and early["low"].isna().all() and early["push"].notna().any()
    assert seen(snapshot, date(2021, 9, 29), level="phase")["low"].notna().all(), "day 10 of 92"


def test_communes_and_indicators_without_errors_have_scenarios_alone(snapshot):
    communes = seen(snapshot, level="commune")
    assert communes["week"].notna().sum() > 50 and communes["low"].isna().all()
    either = seen(snapshot, indicator="either")
    assert either["week"].notna().any() and either["low"].isna().all() and either["week_on"].isna().all()


def test_a_unit_that_has_not_reported_has_no_forecast(snapshot):
    silent = seen(snapshot, level="commune").loc["06238"]
    assert not silent["has_data"] and pd.isna(silent["week"]) and pd.isna(silent["achieved"])


def test_a_forecast_is_the_same_whoever_looks(snapshot):
    own = outlook.expected(snapshot, snapshots.Scope(frozenset({"189"})), snapshot.as_of, "district", "both", 2)
    pd.testing.assert_frame_equal(own.reset_index(drop=True), seen(snapshot).loc[["189"]].reset_index(drop=True))


def test_the_picture_leads_from_today_to_what_the_table_says(snapshot):
    row = seen(snapshot, level="phase").loc["phase-2"]
    lines = outlook.paths(snapshot, EVERYTHING, snapshot.as_of, "phase-2", "phase", "both", 2)
    today = (snapshot.as_of - date(2021, 9, 20)).days + 1
    for name, rows in lines.groupby("name"):
        first, last = rows.iloc[0], rows.iloc[-1]
        if name == "actual":
            assert (first["day_number"], last["day_number"]) == (0, today)
            assert last["coverage"] == pytest.approx(row["coverage"])
        else:
            assert (first["day_number"], last["day_number"]) == (today, 92)
            assert (first["coverage"], last["coverage"]) == pytest.approx((row["coverage"], row[f"{name}_share"]))


def test_a_probability_is_told_where_its_level_passes_alone(snapshot, monkeypatch):
    assert seen(snapshot)["probability"].notna().any() == backtest.tells_probability("district")
    tried = outlook.tried(snapshot, snapshot.as_of, "district", "both", 2)
    assert tried["probability"].dropna().between(0, 1).all() and tried["probability"].notna().any()
    for told in (True, False):
        monkeypatch.setattr(backtest, "tells_probability", lambda level, told=told: told)
        assert seen(snapshot)["probability"].notna().any() == told


def test_the_chance_of_a_target_by_hand():
    come = outlook.Spread(np.array([0.5, 1.0, 1.5, 2.0]), np.full(4, 0.25))
    curve = Curve(np.array([0.0, 100.0]), 11)
    assert outlook.chance(come, curve, 1000, 1100, 5000) == 0.75  # needs a ratio of 1
    assert outlook.chance(come, curve, 1000, 1101, 5000) == 0.5
    assert outlook.chance(come, curve, 1000, 100, 5000) == 1.0 and outlook.chance(come, curve, 1000, 5001, 5000) == 0.0
    assert np.isnan(outlook.chance(come, curve, 1000, float("nan"), 5000))


def test_a_range_of_eighty_per_cent_leaves_a_tenth_beyond_each_end():
    """Ratios from 0 to 2, each as likely: of 1.000 households promised 200 to 1.800 come beside the 100 there are."""
    come = outlook.Spread(np.linspace(0, 2, 2001), np.full(2001, 1 / 2001))
    found = outlook._range(come, Curve(np.array([0.0, 100.0]), 11), 1000, {"households": 5000, "target": 1100})
    assert (found["low"], found["middle"], found["high"]) == pytest.approx((300, 1100, 1900), abs=2)
    assert found["probability"] == pytest.approx(0.5, abs=0.01)
