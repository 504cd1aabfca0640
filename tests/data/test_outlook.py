"""The forecast: what must hold whatever the data, and the method tried on phase 1."""

from datetime import date

import numpy as np
import pytest

from data import attainment, outlook, snapshots
from data.outlook import Curve, forecast

EVERYTHING = snapshots.EVERYTHING


def straight(days: int, total: float, reached: int | None = None) -> Curve:
    """A commune that gains the same number of households every day."""
    return Curve(np.linspace(0, total, days + 1)[1 : (reached or days) + 1], days)


FINISHED = {"a": [straight(60, total) for total in (100, 200, 300)], "b": [straight(60, total) for total in (50, 80)]}


def test_a_steady_unit_among_steady_ones_ends_where_its_line_leads():
    seen = forecast(straight(90, 900, reached=45), FINISHED, households=5000, communes={"x": 6})
    assert (seen.low, seen.middle, seen.high) == pytest.approx((900, 900, 900))


def test_a_forecast_never_falls_below_today_nor_above_the_households():
    steep = {
        "a": [Curve(np.concatenate((np.full(30, 1.0), np.full(30, 900.0))), 60), straight(60, 40)],
        "b": [straight(60, 9)],
    }
    seen = forecast(straight(90, 900, reached=60), steep, households=700, communes={"x": 8})
    assert 600 <= seen.low <= seen.middle <= seen.high <= 700


@pytest.mark.parametrize(
    "unit", [straight(90, 900, reached=5), Curve(np.full(60, 10.0), 90)], ids=["too early", "stands still"]
)
def test_not_enough_to_say_anything(unit):
    assert forecast(unit, FINISHED, 5000, {"x": 6}) is None


def test_nothing_finished_to_learn_from():
    assert forecast(straight(90, 900, reached=45), {}, 5000, {"x": 6}) is None


def test_without_a_target_there_is_a_range_all_the_same(snapshot):
    either = outlook.expected(snapshot, EVERYTHING, snapshot.as_of, "district", "either", 2)
    assert either["middle"].notna().any() and either["target"].isna().all()


def test_what_was_reached_before_the_phase_is_no_gain_of_it():
    line = straight(90, 900, reached=16).reached
    fresh, stocked = (forecast(Curve(before + line, 90), FINISHED, 50_000, {"x": 6}) for before in (0.0, 5_000.0))
    assert stocked.middle - 5_000 == pytest.approx(fresh.middle)


def test_a_forecast_is_the_same_whoever_looks(snapshot):
    whole = outlook.expected(snapshot, EVERYTHING, snapshot.as_of, "district", "both", 2).set_index("unit_code")
    own = outlook.expected(
        snapshot, snapshots.Scope(frozenset({"189"})), snapshot.as_of, "district", "both", 2
    ).set_index("unit_code")
    assert own.equals(whole.loc[["189"]])


def test_running_phase_is_forecast_and_the_same_twice(snapshot):
    once = outlook.expected(snapshot, EVERYTHING, snapshot.as_of, "district", "both", 2)
    assert len(once) == 6
    known = once.dropna()
    assert len(known) >= 4
    assert (known["achieved"] <= known["low"]).all() and (known["low"] <= known["middle"]).all()
    assert (known["middle"] <= known["high"]).all()
    assert once.equals(outlook.expected(snapshot, EVERYTHING, snapshot.as_of, "district", "both", 2))


def test_the_first_days_of_phase_2_say_that_there_is_not_enough(snapshot):
    early = outlook.expected(snapshot, EVERYTHING, date(2021, 9, 25), "district", "both", 2)
    assert len(early) == 6 and early["middle"].isna().all()


def test_replay_is_judged_by_what_really_came(snapshot):
    played = outlook.replayed(snapshot, EVERYTHING, snapshot.as_of, "both", 0.62, 1).set_index("unit_code")
    results = attainment.phase_result(snapshot, EVERYTHING, "district", "both").set_index("unit_code")
    assert len(played) == 5
    for code, row in played.iterrows():
        assert row["actual"] == results.loc[code, "result_at_deadline"]
        assert row["is_within"] == (row["low"] <= row["actual"] <= row["high"])


def test_replay_knows_nothing_of_the_district_itself(snapshot, monkeypatch):
    asked = []
    real = outlook.forecast
    monkeypatch.setattr(
        outlook, "forecast", lambda unit, finished, *rest: asked.append(set(finished)) or real(unit, finished, *rest)
    )
    outlook.replayed(snapshot, EVERYTHING, snapshot.as_of, "both", 0.5, 1)
    assert sorted(len(districts) for districts in asked) == [4] * 5 and len({frozenset(one) for one in asked}) == 5


def test_phase_1_is_not_replayed_before_it_is_over(snapshot):
    assert outlook.replayed(snapshot, EVERYTHING, date(2021, 9, 1), "both", 0.5, 1).empty
