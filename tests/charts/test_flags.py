"""Events stand on curves where they happened, none over another."""

import pytest

from pages.charts import flags, over_time
from pages.charts.layout import Chart
from pages.charts.style import LIGHT
from tests.charts.cases import AXES, CHARTS, CURVE, GHOST


def numbers(chart: Chart) -> dict[str, float]:
    return {words["text"]: words["x"] for words in chart["layout"]["annotations"] if words["text"][0].isdigit()}


def test_each_event_has_its_number_over_a_line_where_it_happened():
    chart = CHARTS["flags.flagged"](LIGHT)
    assert numbers(chart) == {"1": 0.05, "2, 3": 0.1, "4": 0.9}  # two that would lie on one another share a line
    lines = [trace for trace in chart["data"] if not trace.get("showlegend", True)]
    assert [trace["x"][0] for trace in lines] == [0.05, 0.1, 0.9] and all(
        trace["x"][0] == trace["x"][1] for trace in lines
    )


def test_numbers_stand_above_every_curve_within_the_chart():
    chart = CHARTS["flags.flagged"](LIGHT)
    top = next(words["y"] for words in chart["layout"]["annotations"] if words["text"] == "4")
    assert 1.1 * CURVE["coverage"].max() < top < chart["layout"]["yaxis"]["range"][1]


def test_what_lies_beyond_the_chart_is_left_out():
    own = over_time.companions(CURVE.head(2), [("GĐ 1", GHOST)], "day_number", "Bình Gia", AXES, 0.5, LIGHT, ",.")
    chart = flags.flagged(own, [(61, "1"), (3, "2")], LIGHT)
    assert numbers(chart) == {"2": 3} and chart["layout"]["yaxis"]["range"][1] == pytest.approx(0.7 * 1.14**2)
    assert flags.flagged(own, [(61, "1")], LIGHT) == own
