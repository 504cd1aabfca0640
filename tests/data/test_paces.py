"""Paces and scenarios, worked out by hand on short phases."""

import numpy as np
import pytest

from data import paces
from data.paces import Curve


def gaining(days: int, *gains: float, eve: float = 0) -> Curve:
    """A curve that gains so many households on each day after the eve."""
    return Curve(np.concatenate(([eve], eve + np.cumsum(gains))), days)


def test_a_pace_is_the_mean_of_its_days():
    curve = gaining(40, *[1] * 10, *[3] * 7, *[10] * 7)
    assert (curve.day_number, curve.days_left, curve.latest) == (24, 16, 101)
    assert curve.gained(7) == 70 and curve.pace(7) == 10
    assert curve.gained(14) == 91 and curve.pace(14) == 6.5
    assert curve.best_week() == 10


def test_the_best_week_may_lie_back_and_need_not_begin_on_a_monday():
    curve = gaining(40, 0, 0, 0, *[9] * 6, *[2] * 9)
    assert curve.best_week() == (6 * 9 + 2) / 7 and curve.pace(7) == 2


def test_in_the_first_week_gains_count_from_the_eve_over_the_days_gone_by():
    curve = gaining(40, 8, 4, 6, eve=100)
    assert curve.gained(7) == 18 and curve.pace(7) == curve.pace(14) == curve.best_week() == 6
    ninth = gaining(40, *[1, 1], *[5] * 7)
    assert ninth.pace(7) == 5 and ninth.pace(14) == 37 / 9


def test_a_pace_goes_on_to_the_deadline_in_whole_households():
    curve = gaining(10, *[0] * 0, 2, 1, 2, 1, 2, 1, 2)  # 11 in 7 days, 3 left: 11 + 33/7 = 15.71
    path = paces.whole(paces.carried_on(curve, 7), curve, 1000)
    assert list(path) == [12, 14, 15]
    assert paces.met_after(path, 14) == 2 and paces.met_after(path, 15) == 3
    assert paces.met_after(path, 16) is None, "15.71 households are not 16"


def test_whole_pace_loses_no_household_to_binary_fractions():
    curve = gaining(100, *[0.7] * 10)  # 7.000000000000001 or 6.999999999
    assert paces.whole(paces.carried_on(curve, 7), curve, 1000)[-1] == 70


def test_a_scenario_stays_between_today_and_all_households():
    assert list(paces.whole(paces.carried_on(gaining(10, *[10] * 7), 7), gaining(10, *[10] * 7), 85)) == [80, 85, 85]
    falling = gaining(10, *[10] * 3, *[-1] * 5)
    assert list(paces.whole(paces.carried_on(falling, 7), falling, 100)) == [27, 29]  # 25 and 15 in 7 days
    closing = gaining(20, *[10] * 3, *[-1] * 8)
    assert set(paces.whole(paces.carried_on(closing, 7), closing, 100)) == {22}


def test_the_push_of_a_phase_is_its_last_two_weeks_over_what_went_before():
    """35 days: 21 at 10 a day, then 14 at 18 a day, 1.8 times as fast."""
    finished = gaining(35, *[10] * 21, *[18] * 14, eve=500)
    assert paces.push(finished) == pytest.approx(1.8)
    assert paces.push(finished.up_to(34)) is None, "it is not over"
    assert paces.push(gaining(14, *[5] * 14)) is None, "nothing went before"
    assert paces.push(gaining(20, *[0] * 6, *[5] * 14)) is None


def test_a_push_comes_in_the_last_two_weeks_on_what_went_before_them():
    """40 days, 20 gone at 4 a day, the last 7 at 6: 6 days on at 6 to day 26, then 1.5 times the mean of 26 days."""
    curve = gaining(40, *[4] * 13, *[6] * 7)
    path = paces.pushed(curve, 1.5)
    reached = 13 * 4 + 7 * 6 + 6 * 6  # 130 on day 26: 5 a day
    assert path[5] == reached and len(path) == 20
    assert path[6] == reached + 7.5 and path[-1] == reached + 14 * 7.5


def test_where_fewer_than_two_weeks_are_left_the_push_has_begun():
    """On day 30 of 40: the mean of the 26 days before the push is 4, whatever the days since brought."""
    curve = gaining(40, *[4] * 26, *[20] * 4)
    path = paces.pushed(curve, 1.5)
    assert path[0] == curve.latest + 6 and path[-1] == curve.latest + 10 * 6


def test_a_curve_as_it_was_seen_on_a_day():
    curve = gaining(5, 1, 2, 3, 4, 5)
    assert list(curve.up_to(2).reached) == [0, 1, 3]
