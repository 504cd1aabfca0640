"""Figures as the browser takes them: by their revision plotly.js knows whether a figure is the same again."""

import json

from pages.screen.drawing import PlainFigure

FIGURE = {
    "data": [{"type": "bar", "x": ["a", "b"], "y": [1, 2]}],
    "layout": {"height": 300, "meta": {"names": [["Chi Lăng"]]}},
}


def layout(figure: dict) -> dict:
    return PlainFigure(figure).to_dict()["layout"]


def test_equal_figures_have_one_revision_and_others_another():
    other = {**FIGURE, "data": [{**FIGURE["data"][0], "y": [1, 3]}]}
    assert layout(FIGURE)["datarevision"] == layout(json.loads(json.dumps(FIGURE)))["datarevision"]
    assert layout(FIGURE)["datarevision"] != layout(other)["datarevision"]


def test_what_a_figure_brings_for_other_scripts_is_one_value_and_the_figure_itself_stays_as_it_is():
    assert json.loads(layout(FIGURE)["meta"]) == {"names": [["Chi Lăng"]]}
    assert FIGURE["layout"] == {"height": 300, "meta": {"names": [["Chi Lăng"]]}}
    assert "meta" not in layout({"data": [], "layout": {}})
