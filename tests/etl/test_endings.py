"""How the last phase of a simulated programme ends: worlds differ, a world's history does not."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from etl.__main__ import main
from etl.demo import simulate
from etl.demo.curves import day_number, load_anchors
from etl.demo.endings import BENT, ENDS, LAST_PHASE, STARTS, STRENGTHS, Ending

DISTRICTS = ["178", "181", "182", "183", "188", "189"]
STRAIGHT = [(STARTS - 1 + day, 10 * day) for day in (0, 23, 46, 69, 92)]
SMALL, DEADLINE = 0.02, date(2021, 12, 20)


def opened(tables: dict[str, pd.DataFrame], until: str) -> int:
    """Shops of the last phase that were opened by a day."""
    shops = tables["shops"]
    return int(((shops["phase"] == LAST_PHASE) & (shops["opened_on"] <= pd.Timestamp(until))).sum())


def test_a_bent_curve_goes_on_at_its_strength_times_the_pace_of_the_two_weeks_before():
    """By hand: 10 a day for ever; from day 50 on twice as many, without a ramp to speak of: 500 + 42 × 20."""
    line = [*STRAIGHT, (ENDS + 10, 950)]
    ending = Ending(day=STARTS + 49, ramp=0, strength=dict.fromkeys(BENT, 2.0))
    curves = ending.bent({(LAST_PHASE, name): line for name in BENT} | {(1, "shops"): line})
    bent = dict(curves[LAST_PHASE, "shops"])
    assert (bent[STARTS + 49], bent[ENDS]) == (500, 500 + 42 * 20)
    assert bent[ENDS + 10] - bent[ENDS] == 30, "after the deadline it gains what the anchors gain"
    assert curves[1, "shops"] == line, "the phase before is as it was"


def test_the_ramp_is_halfway_between_the_paces():
    ending = Ending(day=STARTS + 49, ramp=10, strength=dict.fromkeys(BENT, 2.0))
    bent = dict(ending.bent({(LAST_PHASE, name): STRAIGHT for name in BENT})[LAST_PHASE, "shops"])
    assert (bent[STARTS + 59], bent[ENDS]) == (500 + 10 * 15, 500 + 10 * 15 + 32 * 20)


@pytest.mark.parametrize("name", STRENGTHS)
def test_an_ending_is_drawn_within_its_bounds_and_by_its_seed(name):
    drawn = [Ending.drawn(name, seed, DISTRICTS) for seed in range(60)]
    days = [one.day - STARTS + 1 for one in drawn]
    assert min(days) >= 37 and max(days) <= 69, "40 to 75% of 92 days"
    low, high = STRENGTHS[name]
    middle = [float(np.mean(list(one.strength.values()))) for one in drawn]
    assert low * 0.85 < min(middle) and max(middle) < high * 1.15
    assert len(set(days)) > 15 and np.ptp(middle) > (high - low) * 0.6
    assert drawn[7] == Ending.drawn(name, 7, DISTRICTS) != drawn[8]
    assert len({round(pull, 6) for pull in drawn[0].pull.values()}) == len(DISTRICTS)


def test_worlds_end_apart_and_begin_alike():
    worlds = {(name, seed): simulate(seed, SMALL, DEADLINE, name) for name in STRENGTHS for seed in (1, 2)}
    before = [opened(tables, "2021-10-20") for tables in worlds.values()]
    assert max(before) - min(before) <= 0.05 * max(before)
    ends = {world: opened(tables, "2021-12-20") for world, tables in worlds.items()}
    for seed in (1, 2):
        assert ends["fade", seed] < 0.9 * ends["steady", seed] < 0.9 * 0.95 * ends["push", seed]
    assert ends["push", 1] != ends["push", 2]


@pytest.mark.parametrize("name", STRENGTHS)
def test_the_history_of_a_world_does_not_depend_on_the_day_it_is_seen(name):
    late, early = (simulate(3, SMALL, day, name) for day in (DEADLINE, date(2021, 11, 25)))
    for table, column in (("shops", "opened_on"), ("accounts", "opened_on"), ("listings", "listed_on")):
        known = late[table][late[table][column] <= pd.Timestamp("2021-11-25")].reset_index(drop=True)
        names = [column, "household", "commune_code"]
        pd.testing.assert_frame_equal(early[table][names], known[names])


def test_without_an_ending_nothing_is_drawn_of_one():
    plain, pushed = simulate(3, SMALL, DEADLINE), simulate(3, SMALL, DEADLINE, "push")
    assert opened(plain, "2021-12-20") != opened(pushed, "2021-12-20")
    anchors = load_anchors()[LAST_PHASE, "shops"]
    reached = dict(anchors)[day_number(DEADLINE)]
    still_open = plain["shops"][(plain["shops"]["phase"] == LAST_PHASE) & plain["shops"]["closed_on"].isna()]
    assert len(still_open) == pytest.approx(reached * SMALL, abs=3), "the anchors hold"


def test_the_command_takes_an_ending(tmp_path, capsys):
    told = ["demo", "--scale", "0.02", "--as-of", "2021-12-20", "--seed", "3"]
    for name, more in (("plain", []), ("fade", ["--ending", "fade"])):
        assert main([*told, "--out", str(tmp_path / name), *more]) == 0
    files = [{path.name: path.read_bytes() for path in (tmp_path / name).rglob("*.csv")} for name in ("plain", "fade")]
    assert files[0].keys() == files[1].keys() and files[0] != files[1]
    with pytest.raises(SystemExit) as refused:
        main([*told, "--out", str(tmp_path / "other"), "--ending", "sideways"])
    assert refused.value.code == 2
