"""What curves in the time of a phase say: whose value stands where, in which colour, under which name."""

from itertools import pairwise

import pytest

from pages.charts import over_time
from pages.charts.style import DARK, LIGHT
from tests.charts.cases import CHARTS, CURVE, GHOST, LINES, NAMES, TITLES
from tests.charts.test_progress import named


def test_curves_have_the_ink_of_their_name():
    chart = CHARTS["over_time.curves"](LIGHT)
    curves, ends = named(chart), {words["text"]: words for words in chart["layout"]["annotations"]}
    assert curves["Bình Gia"]["x"] == [1, 2] and curves["Bình Gia"]["y"] == [0.1, 0.2]
    assert curves["Đình Lập"]["y"] == [0.3, 0.4]
    for index, (name, curve) in enumerate(curves.items()):
        end = ends[f"<b>{name}</b>"]
        assert curve["line"]["color"] == end["font"]["color"] == LIGHT.series[index]
        assert (end["x"], end["y"]) == (curve["x"][-1], curve["y"][-1])
    layout = chart["layout"]
    assert (layout["xaxis"]["title"]["text"], layout["yaxis"]["title"]["text"]) == ("Ngày thứ", "Tỷ lệ")
    assert (layout["xaxis"]["tickformat"], layout["yaxis"]["tickformat"]) == (",.0f", ".0%")


def test_small_curves_stand_in_their_cell_with_the_other_phase_behind():
    chart = CHARTS["over_time.small_multiples"](LIGHT)
    layout = chart["layout"]
    ghosts = [trace for trace in chart["data"] if trace["name"] == "ghost"]
    curves = {trace["name"]: trace for trace in chart["data"] if trace["name"] != "ghost"}
    assert [(ghost["x"], ghost["y"]) for ghost in ghosts] == [([1, 60], [0.05, 0.7])] * 2
    assert [ghost["showlegend"] for ghost in ghosts] == [True, False]  # said once
    assert {name: (trace["y"], trace["line"]["color"]) for name, trace in curves.items()} == {
        "Bình Gia": ([0.1, 0.2], LIGHT.status["slow"]), "Đình Lập": ([0.3, 0.4], LIGHT.status["behind"]),
    }  # fmt: skip
    assert [trace["name"] for trace in chart["data"]][::2] == ["ghost", "ghost"]  # below the curve
    for words, name in zip(layout["annotations"], curves, strict=True):
        across = layout[f"xaxis{curves[name]['xaxis'][1:]}"]["domain"]
        up = layout[f"yaxis{curves[name]['yaxis'][1:]}"]["domain"]
        assert words["text"] == name and across[0] < words["x"] < across[1] and words["y"] == up[1]
    assert [(line["yref"], line["y0"], line["y1"]) for line in layout["shapes"]] == [("y", 0.5, 0.5)] * 2
    assert [line["xref"] for line in layout["shapes"]] == ["x domain", "x2 domain"]
    assert layout["xaxis"]["range"] == pytest.approx([0, 60.6]) and layout["yaxis"]["range"] == pytest.approx([0, 0.77])


@pytest.mark.parametrize("count", [1, 3, 4, 11])
def test_small_curves_lie_beside_and_below_one_another(count):
    series = CURVE.head(1).loc[[0] * count].assign(name=[f"{index}" for index in range(count)])
    layout = over_time.small_multiples(series, GHOST, "day_number", NAMES, None, LIGHT, ",.")["layout"]
    lines = [layout[f"yaxis{number}"]["domain"] for number in ("", "2", "3", "4")[: -(-count // 3)]]
    columns = [layout[f"xaxis{number}"]["domain"] for number in ("", "2", "3")]
    assert not {"xaxis4", f"yaxis{len(lines) + 1}"} & set(layout), "an axis a column and one a line, no more"
    cells = [(*across, *up) for up in lines for across in columns]
    assert all(0 <= left < right <= 1 + 1e-9 and -1e-9 <= low < high <= 1 + 1e-9 for left, right, low, high in cells)
    for one, other in pairwise(cells):
        assert other[0] > one[1] or other[3] < one[2]  # to the right, or below
    assert {layout[f"xaxis{number}"]["anchor"] for number in ("", "2", "3")} == {f"y{len(lines)}".replace("y1", "y")}
    assert layout["shapes"] == []


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
def test_the_scenarios_go_on_from_today_to_the_deadline_with_the_range_there(look):
    chart = CHARTS["over_time.scenarios"](look)
    marks = named(chart)
    assert list(marks) == ["Khoảng 80%", "Thực hiện", "7 ngày", "14 ngày", "Về đích"]  # the range lies beneath
    assert marks["Thực hiện"]["x"] == [0, 30, 60] and marks["Thực hiện"]["y"] == [0.01, 0.15, 0.33]
    assert {name: marks[name]["y"] for name in ("7 ngày", "14 ngày", "Về đích")} == {
        "7 ngày": [0.33, 0.55], "14 ngày": [0.33, 0.5], "Về đích": [0.33, 0.62],
    }  # fmt: skip
    assert (marks["Khoảng 80%"]["x"], marks["Khoảng 80%"]["y"]) == ([92, 92], [0.4, 0.7])
    inks = [mark["line"]["color"] for mark in marks.values()]
    assert len(set(inks)) == 5 and len({mark["line"].get("dash") for mark in marks.values()}) == 3
    layout = chart["layout"]
    (target,) = layout["shapes"]
    assert target["y0"] == target["y1"] == 0.5 and target["line"]["color"] == look.target
    assert [(told["text"], told["y"]) for told in layout["annotations"]] == [("Chỉ tiêu", 0.5)]
    assert layout["xaxis"]["range"] == [0, pytest.approx(92 * 1.02)]


def test_without_a_range_or_a_target_there_is_no_mark_of_one():
    chart = over_time.scenarios(LINES, None, None, TITLES, LIGHT, ",.")
    assert "Khoảng 80%" not in named(chart) and "shapes" not in chart["layout"]


def test_a_unit_stands_out_among_its_companions():
    chart = CHARTS["over_time.companions"](LIGHT)
    curves = named(chart)
    assert list(curves) == ["Giai đoạn 1", "Cao Lộc", "Bình Gia"]  # it lies on top
    assert curves["Bình Gia"]["line"] == {"color": LIGHT.accent, "width": 5}
    assert curves["Bình Gia"]["x"] == [0.1, 0.2] and curves["Giai đoạn 1"]["x"] == [0.1, 0.9]
    assert [curves[name]["line"]["dash"] for name in ("Giai đoạn 1", "Cao Lộc")] == ["dot", "dash"]
    layout = chart["layout"]
    assert (layout["shapes"][0]["y0"], layout["annotations"][0]["y"], layout["annotations"][0]["text"]) == (
        0.5,
        0.5,
        "Tỉnh giao",
    )
    assert layout["xaxis"]["range"] == [0, 1.01] and layout["xaxis"]["tickformat"] == ".0%"
