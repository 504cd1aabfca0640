"""The judgement of a forecast can fail: bad methods do, and what is stored of the good one passes."""

import numpy as np
import pandas as pd
import pytest

from data import backtest, outlook, vocabulary

HOUSEHOLDS, TARGET = 1000, 500


def cases(seed: int = 1, worlds: int = 30, units: int = 6, **changed) -> pd.DataFrame:
    """Made-up worlds whose ends scatter by a tenth of the households around a forecast that knows it; some columns changed."""
    draw = np.random.default_rng(seed)
    rows = []
    for number in range(worlds):
        for level, count in (("phase", 1), ("district", units)):
            for _ in range(count * 10):
                middle = draw.uniform(350, 650)
                actual = np.clip(middle + draw.normal(0, 100), 0, HOUSEHOLDS)
                rows.append((f"w{number}", level, middle, actual, draw.normal(0, 40)))
    found = pd.DataFrame(rows, columns=["world", "level", "middle", "actual", "slip"])
    away = 1.2816 * 100
    normal = pd.Series([_above(TARGET, middle) for middle in found["middle"]])
    found = found.assign(
        indicator="both", unit_code="189", day_number=50, households=HOUSEHOLDS, target=TARGET, achieved=300,
        low=found["middle"] - away, high=found["middle"] + away, probability=normal, line=found["middle"] + found["slip"] + 30,
    )  # fmt: skip
    return found.assign(**changed)


def _above(target: float, middle: float) -> float:
    from scipy.stats import norm

    return float(1 - norm.cdf(target, middle, 100))


def test_scores_by_hand():
    rows = pd.DataFrame({
        "world": ["a", "b"], "level": "district", "indicator": "both", "unit_code": "189", "day_number": 40,
        "households": [1000, 2000], "target": [500, 1000], "achieved": [300, 900], "low": [400, 1000], "middle": [480, 1100],
        "high": [560, 1200], "probability": [0.25, 0.5], "line": [520, 1300], "actual": [500, 900],
    })  # fmt: skip
    scored = backtest.scores(rows).set_index("level")
    assert list(scored.index) == ["district", "all"] and (scored["cases"] == 2).all() and (scored["worlds"] == 2).all()
    assert scored.loc["all", "within"] == 0.5
    assert scored.loc["all", "error"] == pytest.approx((20 / 1000 + 200 / 2000) / 2)
    assert scored.loc["all", "error_line"] == pytest.approx((20 / 1000 + 400 / 2000) / 2)
    assert scored.loc["all", "error_last"] == pytest.approx((200 / 1000 + 0) / 2)
    assert scored.loc["all", "brier"] == pytest.approx((0.75**2 + 0.5**2) / 2)  # met, missed
    assert scored.loc["all", "brier_line"] == pytest.approx((0 + 1) / 2)
    assert scored.loc["all", "brier_last"] == pytest.approx((1 + 0) / 2)
    table = backtest.reliability(rows)
    assert table[["from", "to", "cases", "said", "came"]].to_numpy().tolist() == [
        [0.2, 0.4, 1, 0.25, 1],
        [0.4, 0.6, 1, 0.5, 0],
    ]


def test_a_method_that_knows_its_errors_passes():
    known = cases()
    assert backtest.faults(backtest.scores(known)) == []
    assert backtest.passes(backtest.reliability(known), "district")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"low": lambda rows: rows["middle"] - 40, "high": lambda rows: rows["middle"] + 40}, "all: within"),
        ({"low": 0, "high": HOUSEHOLDS}, "all: within"),
        ({"middle": lambda rows: rows["line"] + 200}, "error"),
        ({"middle": lambda rows: rows["achieved"]}, "error"),
        ({"probability": lambda rows: 1 - rows["probability"]}, "brier"),
    ],
    ids=["too sure", "says nothing", "worse than the line", "last value", "the wrong way round"],
)
def test_a_bad_method_fails(changed, words):
    known = cases()
    made = {name: value(known) if callable(value) else value for name, value in changed.items()}
    found = backtest.faults(backtest.scores(known.assign(**made)))
    assert any(words in fault for fault in found), found


def test_one_level_may_not_be_hidden_by_another():
    known = cases(units=40)
    narrow = known["level"] == "phase"
    known.loc[narrow, ["low", "high"]] = np.column_stack(
        [known.loc[narrow, "middle"] - 30, known.loc[narrow, "middle"] + 30]
    )
    assert [fault.split(":")[0] for fault in backtest.faults(backtest.scores(known))] == ["phase"]


@pytest.mark.parametrize(
    ("said", "came", "cases", "told"),
    [
        ((0.1, 0.5, 0.9), (0.1, 0.5, 0.9), (30, 30, 30), True),
        ((0.1, 0.5, 0.9), (0.24, 0.36, 0.76), (30, 30, 30), True),
        ((0.1, 0.5, 0.9), (0.1, 0.5, 0.74), (30, 30, 30), False),
        ((0.1, 0.5, 0.9), (0.1, 0.9, 0.9), (30, 29, 30), False),
        ((0.1, 0.3, 0.5, 0.9), (0.1, 0.9, 0.5, 0.9), (30, 29, 30, 30), True),
    ],
    ids=["right", "within 15 points", "one bin beyond", "two bins say nothing", "a bin of few is not asked"],
)
def test_a_probability_is_told_only_where_it_came_as_often_as_it_said(said, came, cases, told):
    table = pd.DataFrame({"level": "district", "from": 0.0, "to": 1.0, "cases": cases, "said": said, "came": came})
    assert backtest.passes(table, "district") is told
    assert not backtest.passes(table, "commune")


def test_a_method_that_is_surer_than_it_may_be_tells_no_probability():
    known = cases()
    sure = known.assign(probability=(known["middle"] >= known["target"]) * 0.98 + 0.01)
    assert not backtest.passes(backtest.reliability(sure), "district")


def test_what_is_stored_meets_the_criteria():
    scored = backtest.tried()
    assert backtest.faults(scored) == []
    levels = scored.set_index("level")
    assert set(levels.index) == {"phase", "district", "all"} and levels.loc["all", "worlds"] >= 20
    assert levels.loc["all", "cases"] == levels.loc[["phase", "district"], "cases"].sum()
    table = backtest.said_and_came()
    assert table.groupby("level")["cases"].sum().to_dict() == levels.drop("all")["cases"].to_dict()


def test_errors_are_stored_of_every_ending_and_of_no_world_that_is_tried():
    rows = vocabulary.rows("outlook_errors.csv")
    assert {row["indicator"] for row in rows} == {"shop", "account", "both", "lead"}
    names = {row["world"] for row in rows}
    seeds = {int(name.split("-")[0]) for name in names}
    assert {name.split("-")[1] for name in names} == {"push", "steady", "fade"} and len(names) == 3 * len(seeds) >= 30
    assert (vocabulary.REFERENCE / "outlook_errors.csv").stat().st_size < 150_000
    found = outlook.learnt("district", "both")
    assert {len(worlds) for worlds in found.values()} == {len(names)}
    assert {len(world.ratio) for worlds in found.values() for world in worlds} == {6}
    assert outlook.learnt("commune", "both") == {} and outlook.learnt("district", "either") == {}
