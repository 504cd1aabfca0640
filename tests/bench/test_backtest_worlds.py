"""The worlds of the back-test: unseen ones, counted as the marts count."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from bench.backtest import __main__ as command
from bench.backtest import cases, learning, worlds
from bench.backtest.worlds import Simulated
from data import attainment, outlook, snapshots, vocabulary
from etl.demo.endings import STRENGTHS

WORLD, SCALE = Simulated(999, "fade"), 0.03


@pytest.fixture(scope="module")
def built(made_once) -> snapshots.Snapshot:
    folder = made_once("backtest", lambda folder: worlds.built(WORLD, folder, SCALE))
    return worlds.built(WORLD, folder, SCALE)


def test_no_world_is_learnt_from_and_tried():
    assert not set(worlds.TRAINING_SEEDS) & set(worlds.TEST_SEEDS)
    tried = worlds.of(worlds.TEST_SEEDS)
    assert len(tried) >= 20 and {world.ending for world in tried} == set(STRENGTHS)
    learnt = {row["world"] for row in vocabulary.rows("outlook_errors.csv")}
    assert learnt == {world.name for world in worlds.of(worlds.TRAINING_SEEDS)}
    assert not learnt & {world.name for world in tried}


def test_days_of_the_back_test_are_not_those_of_the_errors_alone():
    learnt = {round(share * 92) for share in learning.SHARES}
    assert not set(cases.DAY_NUMBERS) <= learnt and cases.DAY_NUMBERS[0] == 15 and 85 < cases.DAY_NUMBERS[-1] < 92


def test_a_training_world_counts_as_the_marts_do(built):
    """Two methods: the simulator's tables counted here, the files read, linked and counted by the ETL."""
    own = learning.curves(WORLD, SCALE)
    for level, indicator in own:
        series = attainment.phase_series(built, snapshots.EVERYTHING, worlds.DEADLINE, level, indicator)
        series = series[series["phase"] == worlds.PHASE]
        for curve, (code, rows) in zip(own[level, indicator], series.groupby("unit_code", sort=True), strict=True):
            apart = np.abs(curve.reached[1:] - rows["achieved"].to_numpy())
            assert apart.max() <= max(2, 0.02 * curve.latest), (level, indicator, code)


def test_a_case_is_what_the_page_would_have_said_beside_what_came(built):
    found = cases.of(built, WORLD.name)
    one = found[(found["level"] == "district") & (found["indicator"] == "shop") & (found["day_number"] == 61)]
    own = one.set_index("unit_code").loc["188"]
    said = outlook.expected(built, snapshots.EVERYTHING, date(2021, 11, 19), "district", "shop", 2).set_index(
        "unit_code"
    )
    assert (own["low"], own["high"], own["line"]) == tuple(said.loc["188", ["low", "high", "week"]])
    ends = attainment.units(built, snapshots.EVERYTHING, worlds.DEADLINE, "district", "shop").set_index("unit_code")
    assert own["actual"] == ends.loc["188", "achieved"] > own["achieved"]


def test_the_registers_of_a_small_world_are_there_from_the_start(built):
    early = attainment.units(built, snapshots.EVERYTHING, date(2021, 10, 1), "district", "both").set_index("unit_code")
    assert not early["households_is_estimate"].any() and early.loc["181", "households"] < 600


def test_an_error_is_written_as_it_is_read(tmp_path, monkeypatch):
    rows = learning.errors(WORLD, learning.curves(WORLD, SCALE))
    learning.write(tmp_path / "outlook_errors.csv", rows)
    monkeypatch.setattr(vocabulary, "REFERENCE", tmp_path)
    outlook.learnt.cache_clear()
    try:
        found = outlook.learnt("phase", "shop")
        assert list(found) == list(learning.SHARES)
        (row,) = (row for row in rows if (row["share_of_time"], row["indicator"]) == ("0.55", "shop"))
        (world,) = found[0.55]
        gained, ratio = row["phase"].split(":")
        assert (world.gained[0], world.ratio[0]) == (float(gained), float(ratio))
    finally:
        monkeypatch.undo()
        outlook.learnt.cache_clear()


def test_a_bad_method_is_not_to_be_shown(tmp_path):
    draw = np.random.default_rng(1)
    told = pd.DataFrame({
        "world": [f"w{number % 20}" for number in range(400)], "level": ["phase", "district"] * 200, "indicator": "both",
        "unit_code": "189", "day_number": 50, "households": 1000, "target": 500, "achieved": 300, "low": 480, "middle": 500,
        "high": 520, "probability": 0.5, "line": 500, "actual": draw.integers(300, 700, 400),
    })  # fmt: skip
    said: list[str] = []
    assert command.judge(told, tmp_path, said.append) == 1
    assert "may NOT be shown" in said[-1] and "within" in said[-1]
    assert len((tmp_path / "outlook_scores.csv").read_text().splitlines()) == 4
    wide = told.assign(low=340, high=660)
    assert command.judge(wide, tmp_path, said.append) == 0, said[-1]
