"""What maps say: each unit in the colour of its class, on the map or in the inset."""

import pytest

from pages.charts.enlarging import enlarged
from pages.charts.style import DARK, LIGHT
from tests.charts.cases import CHARTS, ENLARGED, MAPS


def fills(chart: dict, geo: str = "geo") -> list[dict]:
    return [trace for trace in chart["data"] if trace["geo"] == geo and "legendgroup" in trace]


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
def test_units_have_the_colour_of_their_class(look):
    chart = MAPS["maps.choropleth"](look)
    found = {code: trace for trace in fills(chart) for code in trace["locations"]}
    assert {code: (trace["name"], trace["colorscale"][0][1]) for code, trace in found.items()} == {
        "1": ("N · Chậm (1)", look.status["behind"]), "2": ("K · Vượt (2)", look.status["ahead"]),
        "3": ("K · Vượt (2)", look.status["ahead"]),
    }  # fmt: skip
    for trace in fills(chart):
        assert trace["colorscale"][0][1] == trace["colorscale"][1][1] and trace["showlegend"]
        assert trace["text"] == [f"<b>{code}</b>" for code in trace["locations"]] and trace["z"] == [0] * len(
            trace["text"]
        )


def test_the_inset_shows_its_own_units_and_the_legend_says_them_once():
    chart = MAPS["maps.choropleth"](LIGHT)
    (inset,) = fills(chart, "geo2")
    assert (inset["locations"], inset["showlegend"], inset["legendgroup"]) == (["3"], False, "K · Vượt (2)")
    layout = chart["layout"]
    assert layout["geo"]["lonaxis"]["range"] == [106.0, 107.0] and layout["geo"]["lataxis"]["range"] == [21.0, 22.5]
    assert layout["geo2"]["lonaxis"]["range"] == [106.7, 106.8] and layout["geo2"]["lataxis"]["range"] == [21.8, 21.9]
    (title,), (frame,) = layout["annotations"], layout["shapes"]
    assert title["text"] == "Thành phố" and [frame["x0"], frame["x1"]] == layout["geo2"]["domain"]["x"]


def test_names_stand_at_their_points_the_small_ones_first_and_are_larger_on_a_wall():
    chart = MAPS["maps.choropleth"](LIGHT)
    names = {frame["geo"]: frame for frame in chart["layout"]["meta"]["names"]}
    told = [names[geo]["points"] for geo in ("geo", "geo2")]
    assert told == [[[106.1, 21.1, ["N"]], [106.2, 21.2, ["Bình Gia"]]], [[106.7, 21.8, ["K"]]]]
    assert names["geo"]["font"] == {"size": [12, 15], "color": LIGHT.text}
    larger = enlarged(chart, 2)["layout"]["meta"]["names"]
    assert larger[0]["font"]["size"] == [24, 30] and larger[0]["points"] == told[0]


def test_borders_let_the_pointer_through_and_the_chosen_one_is_thick():
    chart = MAPS["maps.choropleth"](LIGHT)
    lines = [trace for trace in chart["data"] if trace["type"] == "choropleth" and "legendgroup" not in trace]
    assert [(trace["locations"], trace["marker"]["line"]["width"], trace["marker"]["line"]["color"]) for trace in lines] == [
        (["10", "20"], 1.6, LIGHT.text), (["2"], 5, LIGHT.accent),
    ]  # fmt: skip
    assert {(trace["hoverinfo"], trace["showlegend"]) for trace in lines} == {("skip", False)}


def test_marks_are_said_in_the_legend():
    mark = MAPS["maps.choropleth"](LIGHT)["data"][-1]
    assert mark["name"] == "≈ · Ước tính" and mark.get("showlegend", True) and mark["lon"] == [None]


def test_small_maps_say_each_class_where_it_first_appears():
    chart = MAPS["maps.small_multiples"](LIGHT)
    assert [(trace["geo"], trace["name"], trace["locations"], trace["showlegend"]) for trace in chart["data"] if "name" in trace] == [
        ("geo", "K · Vượt (2)", ["2", "3"], True), ("geo2", "N · Chậm (1)", ["1"], True), ("geo2", "K · Vượt (2)", ["2", "3"], False),
    ]  # fmt: skip
    first, second = (chart["layout"][geo]["domain"]["x"] for geo in ("geo", "geo2"))
    assert first[1] < second[0]
    assert [words["text"] for words in chart["layout"]["annotations"]] == ["1/9", "2/9"]
    assert [words["x"] for words in chart["layout"]["annotations"]] == pytest.approx([sum(first) / 2, sum(second) / 2])


def test_type_is_larger_on_a_wall_and_values_are_not():
    small, large = CHARTS["progress.ranking"](LIGHT), ENLARGED["enlarging.enlarged"](LIGHT)
    assert large["layout"]["legend"]["font"]["size"] == small["layout"]["legend"]["font"]["size"] * 1.7
    assert large["layout"]["xaxis"]["tickfont"]["size"] == 15 * 1.7 and large["layout"]["margin"]["r"] == 62 * 1.7
    assert large["data"][1]["marker"]["size"] == small["data"][1]["marker"]["size"] * 1.7
    assert [trace["x"] for trace in large["data"]] == [trace["x"] for trace in small["data"]]
    assert large["layout"]["height"] == small["layout"]["height"]
