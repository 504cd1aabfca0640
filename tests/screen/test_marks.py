"""Charts of units as HTML: every bar and mark where its value is, in the colour and under the name that the figure has."""

import re

import pandas as pd
import pytest

from pages.charts import progress, trade
from pages.charts.style import LIGHT
from pages.kit import texts
from pages.screen import marks

NAMES = {
    "actual": "Đã đạt",
    "expected": "Cần có",
    "target": "Tỉnh giao",
    "local": "Tự đặt",
    "ahead": "K · Kịp",
    "behind": "N · Chậm nhiều",
}
UNITS = pd.DataFrame({
    "name": ["Chi Lăng", "Đình Lập"], "coverage": [0.4, 0.1], "target_share": [0.5, 0.5], "expected_share": [0.3, 0.3],
    "own_target_share": [None, 0.4], "status": ["ahead", "behind"], "letter": ["K", "N"],
})  # fmt: skip


def lines(written: str) -> list[str]:
    return re.findall(r'<div class="row">.*?</div>(?:<b>.*?</b>)?</div>', written)


def at(line: str, symbol: str) -> list[float]:
    """Where the marks of a symbol stand, in per cent of the line."""
    return [float(place) for place in re.findall(rf'class="{symbol}" style="left:([\d.]+)%', line)]


def test_units_stand_in_their_order_with_their_bars_marks_and_shares():
    written = marks.drawn(progress.ranking(UNITS, NAMES, LIGHT, ",."))
    first, second, *_ = lines(written)
    assert "<span>Chi Lăng</span>" in first and "<b>40,0%</b>" in first
    assert "<span>Đình Lập</span>" in second and "<b>10,0%</b>" in second
    end = 0.5 * 1.03
    assert f'class="bar" style="width:{0.4 / end:.2%};--mark:{LIGHT.status["ahead"]}' in first
    assert f'class="bar" style="width:{0.1 / end:.2%};--mark:{LIGHT.status["behind"]}' in second
    assert at(first, "stroke") == at(second, "stroke") == [pytest.approx(50 / end, abs=0.01)]
    assert at(first, "diamond") == [pytest.approx(30 / end, abs=0.01)]
    assert at(first, "triangle") == [] and at(second, "triangle") == [pytest.approx(40 / end, abs=0.01)]


def test_the_legend_says_what_each_mark_means():
    legend = marks.drawn(progress.ranking(UNITS, NAMES, LIGHT, ",.")).split('<ul class="legend">')[1]
    assert re.findall(r'class="(\w+)"[^>]*></i> ([^<]+)', legend) == [
        ("stroke", "Tỉnh giao"), ("diamond", "Cần có"), ("triangle", "Tự đặt"), ("square", "K · Kịp"), ("square", "N · Chậm nhiều"),
    ]  # fmt: skip


def test_a_letter_that_has_no_room_in_its_bar_stands_beside_it():
    thin = UNITS.assign(coverage=[0.4, 0.01])
    first, second, *_ = lines(marks.drawn(progress.ranking(thin, NAMES, LIGHT, ",.")))
    assert '">K</i>' in first and "</b>" not in first.split("K</i>")[0]
    assert f'></i><b style="left:{0.01 / (0.5 * 1.03):.2%}">N</b>' in second


def test_a_letter_beside_its_bar_does_not_lie_under_a_mark():
    crowded = UNITS.assign(coverage=[0.4, 0.01], expected_share=[0.3, 0.05], own_target_share=[None, 0.1])
    _, second, *_ = lines(marks.drawn(progress.ranking(crowded, NAMES, LIGHT, ",.")))
    assert f'<b style="left:{0.1 / (0.5 * 1.03):.2%}">N</b>' in second


def test_a_single_bar_says_how_much_each_mark_is():
    written = marks.drawn(progress.bullet(0.314, 0.31, 0.5, (0.4, 0.6), "ahead", NAMES, LIGHT, ",."))
    assert re.findall(r"</i> ([^<]+): <b>([^<]+)</b>", written) == [
        ("Đã đạt", "31,4%"), ("Tỉnh giao", "50,0%"), ("Cần có", "31,0%"), ("Tự đặt", "40,0%–60,0%"),
    ]  # fmt: skip


def test_a_local_target_has_one_sign_on_a_single_bar_and_in_a_ranking():
    single, ranked = (
        marks.drawn(one)
        for one in (
            progress.bullet(0.314, 0.31, 0.5, (0.55, 0.55), "ahead", NAMES, LIGHT, ",."),
            progress.ranking(UNITS.assign(own_target_share=[0.55, None]), NAMES, LIGHT, ",."),
        )
    )
    for written in (single, ranked):
        assert (
            len(re.findall(f'class="triangle" style="[^"]*--mark:{LIGHT.local}"', written)) == 2
        )  # drawn, and in the legend
        assert 'class="span"' not in written
    between = marks.drawn(progress.bullet(0.314, 0.31, 0.5, (0.4, 0.6), "ahead", NAMES, LIGHT, ",."))
    assert between.count('class="triangle"') == 3 and between.count('class="span"') == 1


def test_a_forecast_shows_its_range_around_its_middle():
    rows = pd.DataFrame({
        "name": ["A"], "coverage": [0.3], "low_share": [0.4], "middle_share": [0.5], "high_share": [0.7], "target_share": [0.8],
    })  # fmt: skip
    written = marks.drawn(
        progress.outlook(rows, {"now": "Nay", "outlook": "Dự báo", "target": "Chỉ tiêu"}, LIGHT, ",.")
    )
    assert f'class="span" style="left:{0.4 / 0.84:.2%};width:{0.3 / 0.84:.2%}' in written
    assert at(written, "dot") == [pytest.approx(50 / 0.84, abs=0.01)]


def test_a_unit_without_a_value_has_no_bar():
    silent = UNITS.assign(coverage=[0.4, None])
    _, second, *_ = lines(marks.drawn(progress.ranking(silent, NAMES, LIGHT, ",.")))
    assert 'class="bar"' not in second and "<b>—</b>" in second


def test_names_of_a_figure_are_escaped():
    hostile = UNITS.assign(name=["<img src=x>", "B"])
    assert "<img" not in marks.drawn(progress.ranking(hostile, NAMES, LIGHT, ",."))


def test_only_bars_and_marks_on_names_are_drawn_so():
    weeks = pd.DataFrame({"week": pd.to_datetime(["2021-09-06"]), "orders": [3], "platform": ["voso"]})
    assert not marks.can(trade.weekly(weeks, "platform", "orders", {"voso": "Voso"}, "Đơn", True, LIGHT, ",."))
    nothing = weeks.head(0)
    assert not marks.can(trade.weekly(nothing, "platform", "orders", {"voso": "Voso"}, "Đơn", True, LIGHT, ",."))
    assert marks.can(progress.funnel(["A", "B"], [10, 4], ["10 · tất cả", "4 · 40%"], LIGHT, ",."))
    assert marks.can(trade.top(pd.DataFrame({"name": ["Na"], "orders": [12]}), "orders", LIGHT, ",."))


@pytest.mark.parametrize(
    ("end", "form"),
    [
        (0.0312, ".1%"), (0.004, ".2%"), (0.099, ".1%"), (0.5, ".0%"), (0.175, ".0%"), (1.12, ".0%"), (3, ",.0f"), (7, ",.0f"),
        (15, ",.0f"), (42, ",.0f"), (999, ",.0f"), (31_248, ",.0f"), (2_000_000, ",.0f"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("most", [5, 7])
def test_an_axis_of_any_length_has_a_few_round_ticks_that_say_what_they_are(end, form, most):
    """The ticks 0%, 1%, 1%, 2%, 2%, 3% stood at 0, 0.5, 1, 1.5, 2 and 2.5."""
    ticks = list(marks.round_values(end, form, most))
    assert ticks[0] == 0 and 2 <= len(ticks) <= most and ticks[-1] <= end
    with texts.spoken("en"):
        told = [marks.write(tick, form) for tick in ticks]
    said = [float(words.replace(",", "").rstrip("%")) / (100 if form.endswith("%") else 1) for words in told]
    assert said == pytest.approx(ticks, rel=1e-9)


def test_the_name_of_a_unit_leads_to_its_profile_and_that_of_a_phase_nowhere():
    written = marks.drawn(progress.ranking(UNITS.assign(unit_code=["177", "189"]), NAMES, LIGHT, ",."))
    assert '<div class="row" data-unit="177"><span><a href="./unit?unit=177">Chi Lăng</a></span>' in written
    assert "<a" not in marks.drawn(progress.ranking(UNITS, NAMES, LIGHT, ",."))
