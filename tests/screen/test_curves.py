"""Small curves as HTML: each unit's own line in its own cell, in its colour, between the ghost and the target."""

import re
from urllib.parse import unquote
from xml.etree import ElementTree

import pandas as pd
import pytest

from pages.charts import over_time
from pages.charts.style import LIGHT
from pages.screen import curves

GHOST = pd.DataFrame({"day_number": [1, 60], "coverage": [0.0, 0.4]})
SERIES = pd.DataFrame({
    "name": ["A", "A", "B", "B"], "day_number": [1, 30, 1, 30], "coverage": [0.0, 0.2, 0.0, 0.1],
    "status": ["ahead", "ahead", "behind", "behind"],
})  # fmt: skip


@pytest.fixture
def figure() -> dict:
    return over_time.small_multiples(SERIES, GHOST, "day_number", {"ghost": "Giai đoạn 1"}, 0.5, LIGHT, ",.")


def pictures(written: str) -> list[list[dict]]:
    """The lines of each picture: points, colour."""
    sources = re.findall(r'src="data:image/svg\+xml,([^"]+)"', written)
    return [[line.attrib for line in ElementTree.fromstring(unquote(source))] for source in sources]


def test_each_unit_has_its_line_under_its_name(figure):
    written = curves.drawn(figure)
    assert re.findall(r"<b title=[^>]*>([^<]+)</b>", written) == ["A", "B"]
    end, top = 60 * 1.01, 0.5 * 1.1
    for lines, reached, status in zip(pictures(written), (0.2, 0.1), ("ahead", "behind"), strict=True):
        ghost, own = lines[-2:]
        assert own["stroke"] == LIGHT.status[status] and ghost["stroke"] == LIGHT.muted
        assert own["points"].split()[-1] == f"{30 / end * 100:.2f},{100 - reached / top * 100:.2f}"
        assert ghost["points"].split()[-1] == f"{60 / end * 100:.2f},{100 - 0.4 / top * 100:.2f}"
        target = f"0.00,{100 - 0.5 / top * 100:.2f} 100.00,{100 - 0.5 / top * 100:.2f}"
        assert [line["stroke"] for line in lines if line["points"] == target] == [LIGHT.target]


def test_what_stands_under_the_pointer_and_beside_the_axes(figure):
    written = curves.drawn(figure)
    assert 'title="A: 20,0%"' in written and 'title="B: 10,0%"' in written
    assert written.count(">20%</i>") == 2 and written.count(">40</i>") == 2
    assert written.count("<li>") == 1 and "Giai đoạn 1" in written  # the ghost is said once


def test_only_several_plots_of_lines_are_drawn_so(figure):
    assert curves.can(figure)
    assert not curves.can(over_time.curves(SERIES, "day_number", {"x": "Ngày", "y": "Tỷ lệ"}, LIGHT, ",."))


def test_names_are_escaped(figure):
    hostile = {**figure, "layout": {**figure["layout"], "annotations": [{"text": "<img src=x>"}, {"text": "B"}]}}
    assert "<img src=x>" not in curves.drawn(hostile)
