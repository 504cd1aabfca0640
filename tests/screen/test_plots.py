"""One plot as HTML: its lines and bars where their values are, its words beside the axes, and what the pointer is told."""

import json
import re
from html import unescape
from urllib.parse import unquote
from xml.etree import ElementTree

import pandas as pd
import pytest

from pages.charts.flags import flagged
from pages.charts.over_time import companions, curves, scenarios
from pages.charts.style import LIGHT
from pages.charts.trade import season, status, weekly
from pages.kit.view import Chart
from pages.screen import html, plots
from tests.charts import cases

SERIES = pd.DataFrame({
    "name": ["A", "A", "A", "B", "B"], "day_number": [1, 30, 60, 1, 30], "coverage": [0.0, 0.2, 0.4, 0.01, 0.25],
})  # fmt: skip
WEEKS = pd.DataFrame({
    "week": pd.to_datetime(["2021-09-06", "2021-09-13", "2021-09-06", "2021-09-13"]), "kind": ["a", "a", "b", "b"],
    "orders": [1200, 300, 800, None],
})  # fmt: skip
AXES = {"x": "Ngày thứ", "y": "Tỷ lệ", "target": "Tỉnh giao"}


def phases() -> dict:
    return curves(SERIES, "day_number", AXES, LIGHT, ",.")


def stacked() -> dict:
    return weekly(WEEKS, "kind", "orders", {"a": "Na", "b": "Hồi"}, "Đơn hàng", True, LIGHT, ",.")


def picture(written: str) -> list[dict]:
    source = re.search(r'src="data:image/svg\+xml,([^"]+)"', written)[1]
    return [mark.attrib for mark in ElementTree.fromstring(unquote(source))]


def said(written: str) -> dict:
    return json.loads(unescape(re.search(r'data-said="([^"]*)"', written)[1]))


def test_each_line_goes_through_its_values():
    lines = {mark["stroke"]: mark["points"] for mark in picture(plots.drawn(phases())) if "points" in mark}
    end, top = 60 * 1.01, 0.4 * 1.05
    for colour, rows in zip(LIGHT.series, (SERIES.iloc[:3], SERIES.iloc[3:]), strict=False):
        expected = [
            f"{day / end * 100:.2f},{100 - share / top * 100:.2f}"
            for day, share in rows[["day_number", "coverage"]].to_numpy()
        ]
        assert lines[colour].split() == expected


def test_bars_of_a_week_stand_upon_one_another():
    first, second, third, nothing = (mark for mark in picture(plots.drawn(stacked())) if "fill" in mark)
    top = 2000 * 1.05
    assert [float(bar["height"]) for bar in (first, second, third, nothing)] == pytest.approx(
        [1200 / top * 100, 300 / top * 100, 800 / top * 100, 0], abs=0.01
    )
    assert float(third["y"]) == pytest.approx(100 - 2000 / top * 100, abs=0.01) and third["x"] == first["x"]
    assert float(first["x"]) + float(first["width"]) < float(second["x"])


def test_the_pointer_is_told_what_stands_at_each_place():
    told = said(plots.drawn(phases()))
    assert told["heads"] == ["1", "30", "60"] and told["at"] == pytest.approx(
        [1 / 60.6, 30 / 60.6, 60 / 60.6], abs=1e-4
    )
    assert told["lines"] == [
        ["A", LIGHT.series[0], ["0,0%", "20,0%", "40,0%"]],
        ["B", LIGHT.series[1], ["1,0%", "25,0%", ""]],
    ]
    weeks = said(plots.drawn(stacked()))
    assert weeks["heads"] == ["06/09/2021", "13/09/2021"]
    assert [line[::2] for line in weeks["lines"]] == [["Na", ["1.200", "300"]], ["Hồi", ["800", ""]]]


def test_a_range_is_told_by_both_its_ends_and_events_by_their_numbers_alone():
    drawn = flagged(scenarios(cases.LINES, (92, 0.45, 0.72), 0.5, cases.TITLES, LIGHT, ",."), [(30, "1")], LIGHT)
    written = plots.drawn(drawn)
    lines = {name: values for name, _, values in said(written)["lines"]}
    assert lines["Khoảng 80%"][-1] == "45,0%–72,0%" and set(lines["Khoảng 80%"][:-1]) == {""}
    assert len(lines) == 5 and re.search(r"<span [^>]*>1</span>", written)


def test_words_stand_beside_the_axes_and_at_the_lines():
    written = plots.drawn(phases())
    for words in (">Ngày thứ<", ">Tỷ lệ<", ">20%<", ">40<", ">A</span>", ">B</span>"):
        assert words in written
    assert 'class="legend"' not in written, "the lines are named at their ends"
    mine, other = SERIES[SERIES["name"] == "A"], SERIES[SERIES["name"] == "B"]
    beside = plots.drawn(companions(mine, [("Giai đoạn 1", other)], "day_number", "Chi Lăng", AXES, 0.5, LIGHT, ",."))
    assert re.findall(r"</i> ([^<]+)</li>", beside) == ["Giai đoạn 1", "Chi Lăng"] and "Tỉnh giao" in beside


def priced(prices: list[float | None]) -> dict:
    weeks = pd.date_range("2021-08-16", periods=len(prices), freq="7D")
    told = pd.DataFrame({"week": weeks, "quantity": [40, 100, 80, 20, 60][: len(prices)], "price": prices})
    return season(told, (9,), cases.SEASON, LIGHT, ",.")


def test_a_price_stands_on_an_axis_of_its_own_with_the_season_behind():
    written = plots.drawn(priced([50_000, 60_000, 40_000, 45_000]))
    left, right = (re.findall(rf'<div class="{side}">(.*?)</div>', written)[0] for side in ("up", "right"))
    assert ">100<" in left and ">60.000<" not in left and ">60.000<" in right
    assert cases.SEASON["price"] in written.split('class="second"')[1]
    (line,) = (mark["points"] for mark in picture(written) if mark.get("stroke") == LIGHT.series[3])
    assert [point.split(",")[1] for point in line.split()] == [
        f"{100 - price / (60_000 * 1.05) * 100:.2f}" for price in (50_000, 60_000, 40_000, 45_000)
    ]
    (shade,) = (mark for mark in picture(written) if "fill-opacity" in mark)
    days = (pd.Timestamp("2021-09-06") - pd.Timestamp("2021-08-16")).days + 7  # of the axis, half a week at each end
    begins = (pd.Timestamp("2021-09-01") - pd.Timestamp("2021-08-16")).days + 3.5
    assert float(shade["x"]) == pytest.approx(begins / days * 100, abs=0.01)
    assert float(shade["x"]) + float(shade["width"]) == pytest.approx(100, abs=0.01) and shade["height"] == "100.00"


def test_no_price_runs_over_weeks_that_have_none():
    marks = picture(plots.drawn(priced([50_000, 60_000, None, 40_000, 45_000])))
    lines = [mark["points"].split() for mark in marks if mark.get("stroke") == LIGHT.series[3]]
    assert [len(line) for line in lines] == [2, 2] and lines[0][-1] != lines[1][0]


def test_ticks_of_weeks_are_few_and_begin_with_the_first():
    weeks = pd.DataFrame({"week": pd.date_range("2021-07-05", periods=20, freq="7D"), "kind": "a", "orders": 5})
    written = plots.drawn(weekly(weeks, "kind", "orders", {"a": "Na"}, "Đơn hàng", False, LIGHT, ",."))
    ticks = re.findall(r'<div class="foot">(.*?)</div>', written)[0]
    assert re.findall(r">(\d\d/\d\d)<", ticks) == ["05/07", "26/07", "16/08", "06/09", "27/09", "18/10", "08/11"]


def test_only_one_plot_of_lines_or_weeks_is_drawn_so():
    assert plots.can(phases()) and plots.can(stacked()) and plots.can(status(cases.WEEKS, cases.STATUSES, LIGHT, ",."))
    assert plots.can(season(cases.WEEKS, (9,), cases.SEASON, LIGHT, ","))
    assert not plots.can(cases.CHARTS["over_time.small_multiples"](LIGHT)) and not plots.can(
        cases.CHARTS["progress.ranking"](LIGHT)
    )
    assert not plots.can({"data": [], "layout": {}})


def test_on_a_wall_such_a_plot_fills_its_room_and_is_plotlys():
    writer = html.Writer("", LIGHT)
    assert writer.can(Chart("a", "", lambda _: phases()))
    assert not writer.can(Chart("a", "", lambda _: phases(), fills=True))


def test_names_are_escaped():
    hostile = SERIES.assign(name="<img src=x>")
    assert "<img src=x>" not in plots.drawn(curves(hostile, "day_number", AXES, LIGHT, ",."))
