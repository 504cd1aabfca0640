"""The errors of a week's pace, and the range that they leave, by hand."""

import numpy as np
import pytest

from data import spread
from data.paces import Curve
from data.spread import Spread, World

MANY = np.array([1e9])  # households a week, so that chance adds nothing


def straight(*steps: tuple[int, float]) -> Curve:
    """A curve of so many days at so many households a day, one after the other."""
    gains = [pace for days, pace in steps for _ in range(days)]
    return Curve(np.concatenate(([0.0], np.cumsum(gains))), len(gains))


def test_an_error_is_what_came_over_what_the_pace_promised():
    slowed = straight((20, 10), (20, 5))
    assert spread.error(slowed, 20) == (70, 0.5)
    assert spread.error(slowed, 30) == (35, 1.0)
    assert spread.error(straight((20, 0), (20, 5)), 20) is None, "it promised nothing"


def test_a_world_is_seen_at_the_same_share_of_its_own_time():
    found = spread.world([straight((20, 10), (20, 5)), straight((20, 4), (20, 8)), straight((20, 0), (20, 8))], 0.5)
    assert list(found.gained) == [70, 28] and list(found.ratio) == [0.5, 2.0]
    assert spread.day_at(0.5, 63) == 32 and spread.day_at(0.001, 63) == 1 and spread.day_at(1.0, 63) == 62


def test_each_world_weighs_the_same_however_many_units_it_has():
    one, many = World(MANY, np.array([2.0])), World(np.repeat(MANY, 9), np.full(9, 1.0))
    come = spread.spread([one, many], 1e9, 30)
    assert come.weight[come.ratio > 1.5].sum() == pytest.approx(0.5)
    assert come.at_least(1.5) == pytest.approx(0.5) and come.at_least(0.5) == pytest.approx(1.0)


def test_the_ends_lie_where_a_tenth_is_beyond():
    ratios = np.linspace(0, 1, 1001)
    come = Spread(ratios, np.full(1001, 1 / 1001))
    assert [come.at(share) for share in (0.1, 0.5, 0.9)] == pytest.approx([0.1, 0.5, 0.9], abs=0.002)
    lopsided = Spread(np.array([1.0, 5.0]), np.array([0.95, 0.05]))
    assert lopsided.at(0.5) < 1.5


def test_few_households_make_the_range_wider_and_many_leave_it_alone():
    worlds = [World(np.array([700.0]), np.array([ratio])) for ratio in (0.8, 1.0, 1.2)]
    widths = [spread.spread(worlds, gained, 30) for gained in (7, 70, 700, 7000)]
    spans = [come.at(0.9) - come.at(0.1) for come in widths]
    assert spans[0] > 1.5 * spans[1] > 1.5 * spans[2] == pytest.approx(1.5 * spans[3])


def test_what_chance_adds_is_what_counting_adds():
    """7 households a week, seen on a world without chance: the variance is 1/8 of the week and 1/31 of the 30 after it."""
    come = spread.spread([World(MANY, np.array([1.0]))], 7, 30)
    assert np.log(come.ratio).std() == pytest.approx(np.sqrt(1 / 8 + 1 / 31), rel=0.08)
