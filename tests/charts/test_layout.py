"""Axes say what they show: no tick is rounded to another value, on the screen and on paper."""

import re

import pandas as pd
import pytest

from pages.charts import layout, over_time, trade
from pages.charts.style import LIGHT
from pages.paper import chart
from tests.charts.cases import CHARTS, CURVE

NUMBER = re.compile(r"[\d.]+(,\d+)?%?")


def widest(end: float) -> float:
    """The step between ticks of an axis with ten of them at most, as plotly chooses it: one, two or five of a kind."""
    steps = [count * 10.0**power for power in range(-6, 7) for count in (1, 2, 5)]
    return next(step for step in steps if end / step <= 10)


@pytest.mark.parametrize("end", [0.0008, 0.0031, 0.0099, 0.01, 0.0257, 0.0999, 0.1, 0.12, 0.5, 1.0])
def test_shares_have_the_digits_of_their_ticks(end):
    form = layout.shares(0.0, end, float("nan"))["tickformat"]
    for index in range(10):
        tick = index * widest(end)
        assert float(format(tick, form).rstrip("%")) / 100 == pytest.approx(tick, abs=1e-12), form


@pytest.mark.parametrize(("end", "one_by_one"), [(1, True), (9, True), (10, False), (48_000, False)])
def test_counts_stand_one_by_one_while_they_are_few(end, one_by_one):
    axis = layout.counts(end)
    assert axis["tickformat"] == ",.0f" and (axis.get("dtick") == 1) == one_by_one
    assert one_by_one or widest(end) >= 1


def test_an_axis_of_nothing_is_an_axis():
    assert layout.shares() == layout.shares(1.0) and layout.counts(float("nan")) == layout.counts(1)


def test_lead_households_of_a_few_per_cent_have_a_decimal():
    series = CURVE.assign(coverage=[0.001, 0.0257, 0.002, 0.01])
    drawn = over_time.curves(series, "day_number", {"x": "Ngày", "y": "Tỷ lệ"}, LIGHT, ",.")
    assert drawn["layout"]["yaxis"]["tickformat"] == ".1%"
    whole = over_time.curves(series.assign(coverage=0.5), "day_number", {"x": "Ngày", "y": "Tỷ lệ"}, LIGHT, ",.")
    assert whole["layout"]["yaxis"]["tickformat"] == ".0%"


def test_weeks_that_are_stacked_are_measured_by_their_sum():
    weeks = pd.DataFrame({
        "week": pd.to_datetime(["2021-09-06"] * 2), "orders": [6, 6], "platform": ["voso", "postmart"],
    })  # fmt: skip
    names = {"voso": "Voso", "postmart": "Postmart"}
    stacked, lines = (
        trade.weekly(weeks, "platform", "orders", names, "Đơn", how, LIGHT, ",.") for how in (True, False)
    )
    assert "dtick" not in stacked["layout"]["yaxis"] and lines["layout"]["yaxis"]["dtick"] == 1


@pytest.mark.parametrize("name", [name for name in CHARTS if name.startswith(("progress.", "trade."))])
def test_a_tick_on_paper_says_where_it_stands(name):
    paper = chart._drawn(CHARTS[name](LIGHT))
    paper.canvas.draw()
    told = [
        (label.get_text(), place)
        for axes in paper.axes for axis in (axes.xaxis, axes.yaxis)
        for label, place in zip(axis.get_ticklabels(), axis.get_ticklocs(), strict=True)
        if NUMBER.fullmatch(label.get_text())
    ]  # fmt: skip
    for words, place in told:
        said = float(words.rstrip("%").replace(".", "").replace(",", "."))
        assert said / (100 if words.endswith("%") else 1) == pytest.approx(place, abs=1e-9), (name, words, place)
