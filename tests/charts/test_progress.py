"""What charts of attainment say: whose value stands where, in which colour, under which name."""

import pytest

from pages.charts.style import DARK, LIGHT
from tests.charts.cases import CHARTS, NAMES, UNITS, progress


def named(chart: dict) -> dict[str, dict]:
    return {trace["name"]: trace for trace in chart["data"]}


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
def test_the_marks_of_the_bullet_are_what_they_are_called(look):
    marks = named(CHARTS["progress.bullet"](look))
    assert {name: mark["x"] for name, mark in marks.items()} == {
        "actual": [0.31], "target": [0.5], "expected": [0.33], "local": [0.7, 0.8],
    }  # fmt: skip
    assert marks["actual"]["marker"]["color"] == look.status["slow"]
    assert {name: (mark["marker"].get("symbol"), mark["marker"]["color"]) for name, mark in marks.items()} == {
        "actual": (None, look.status["slow"]), "target": ("line-ns", look.target),
        "expected": ("diamond", look.expected), "local": ("star-triangle-up", look.local),
    }  # fmt: skip
    assert {mark["hovertemplate"] for mark in marks.values()} == {"%{x:.1%}"}


@pytest.mark.parametrize("expected", [0.5, 0.6, None, float("nan")])
def test_what_is_expected_is_no_mark_of_its_own_once_it_is_the_target(expected):
    marks = named(progress.bullet(0.31, expected, 0.5, None, "slow", NAMES, LIGHT, ",."))
    assert list(marks) == ["actual", "target"]


@pytest.mark.parametrize(("coverage", "local", "end"), [(0.31, None, 0.5), (0.9, None, 0.9), (0.31, (0.7, 0.8), 0.8)])
def test_nothing_of_the_bullet_lies_outside(coverage, local, end):
    layout = progress.bullet(coverage, 0.3, 0.5, local, "slow", NAMES, LIGHT, ",.")["layout"]
    assert layout["xaxis"]["range"] == pytest.approx([0, end * 1.12])
    assert layout["height"] == (200 if local else 150)


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
def test_the_ranking_has_the_first_on_top_each_in_the_colour_of_its_status(look):
    chart = CHARTS["progress.ranking"](look)
    marks = named(chart)
    bars = marks["actual"]
    assert bars["y"] == ["Cao Lộc", "Đình Lập", "Bình Gia"]  # from the bottom on
    assert bars["x"] == [None, 0.15, 0.31]
    assert bars["text"] == ["–", "N", "C"]
    assert bars["marker"]["color"] == [look.status["no_data"], look.status["behind"], look.status["slow"]]
    assert bars["textfont"]["color"] == [look.on(fill) for fill in bars["marker"]["color"]]
    assert (marks["target"]["y"], marks["target"]["x"]) == (bars["y"], [0.6, 0.4, 0.5])
    assert (marks["expected"]["y"], marks["expected"]["x"]) == (["Đình Lập", "Bình Gia"], [0.2, 0.3])
    assert (marks["local"]["y"], marks["local"]["x"]) == (["Đình Lập"], [0.55])
    assert [(name, mark["marker"]["symbol"], mark["marker"]["color"]) for name, mark in marks.items() if name != "actual"] == [
        ("target", "line-ns", look.target), ("expected", "diamond", look.expected), ("local", "star-triangle-up", look.local),
        ("slow", "square", look.status["slow"]), ("behind", "square", look.status["behind"]), ("no_data", "square", look.status["no_data"]),
    ]  # fmt: skip


def test_of_a_phase_that_is_over_the_ranking_expects_nothing_more():
    over = UNITS.assign(expected_share=UNITS["target_share"])
    assert "expected" not in named(progress.ranking(over, NAMES, LIGHT, ",."))


def test_the_ranking_writes_each_share_beside_its_unit():
    layout = CHARTS["progress.ranking"](LIGHT)["layout"]
    told = {words["y"]: words["text"] for words in layout["annotations"]}
    assert told == {"Bình Gia": "31,0%", "Đình Lập": "15,0%", "Cao Lộc": "—"}
    assert layout["xaxis"]["range"] == pytest.approx([0, 0.6 * 1.03])
    assert layout["height"] == 90 + 42 * 3


def test_the_outlook_has_its_interval_around_the_middle():
    marks = named(CHARTS["progress.outlook"](LIGHT))
    assert (marks["now"]["y"], marks["now"]["x"]) == (["Cao Lộc", "Đình Lập", "Bình Gia"], [None, 0.15, 0.31])
    dot = marks["outlook"]
    assert (dot["y"], dot["x"]) == (["Đình Lập", "Bình Gia"], [0.3, 0.5])
    assert dot["error_x"]["array"] == pytest.approx([0.2, 0.2])  # up to the high end
    assert dot["error_x"]["arrayminus"] == pytest.approx([0.1, 0.1])
    assert (marks["target"]["x"], marks["target"]["marker"]["symbol"]) == ([0.6, 0.4, 0.5], "line-ns")
    assert marks["target"]["marker"]["color"] == LIGHT.target and dot["marker"]["color"] == LIGHT.accent


def test_the_funnel_begins_on_top():
    chart = CHARTS["progress.funnel"](LIGHT)
    (bars,) = chart["data"]
    assert bars["y"] == ["Đã bán<br><b>3 · còn 33%</b>", "Hộ<br><b>9</b>"] and bars["x"] == [3, 9]
    assert chart["layout"]["xaxis"]["range"] == [0, 9]
