"""Every chart is plain data that plotly takes as it is: the screen sends it unchecked, so it is checked here."""

import inspect
import json

import plotly.graph_objects as go
import pytest

from pages.charts import enlarging, flags, maps, over_time, progress, trade
from pages.charts.style import PALETTES
from tests.charts.cases import EVERY

every = pytest.mark.parametrize("name", EVERY)
both = pytest.mark.parametrize("look", PALETTES.values(), ids=PALETTES)


def test_no_chart_is_left_out():
    made = {
        f"{module.__name__.rpartition('.')[2]}.{name}"
        for module in (maps, over_time, progress, trade, enlarging, flags)
        for name, part in vars(module).items()
        if inspect.isfunction(part) and part.__module__ == module.__name__ and not name.startswith("_")
    }
    assert made == {name.split()[0] for name in EVERY}


@both
@every
def test_plotly_knows_every_word_of_it(name, look):
    chart = EVERY[name](look)
    known = go.Figure(chart).to_plotly_json()
    del known["layout"]["template"]
    assert known == chart


def kinds(part: object) -> set[type]:
    if isinstance(part, dict):
        return {dict, *map(type, part)}.union(*map(kinds, part.values()))
    if isinstance(part, list):
        return {list}.union(*map(kinds, part))
    return {type(part)}


@both
@every
def test_it_is_nothing_but_json(name, look):
    chart = EVERY[name](look)
    assert kinds(chart) <= {dict, list, str, int, float, bool, type(None)}
    assert json.loads(json.dumps(chart, allow_nan=False)) == chart


@both
@every
def test_a_call_does_not_change_another(name, look):
    """What charts have in common is not passed from one to the next."""
    first = EVERY[name](look)
    before = json.dumps(first)
    again = EVERY[name](look)
    again["layout"]["height"] = again["layout"]["font"]["size"] = 1
    assert json.dumps(first) == before == json.dumps(EVERY[name](look))


@both
@every
def test_the_ink_does_not_come_from_the_theme_of_streamlit(name, look):
    layout = EVERY[name](look)["layout"]
    assert (layout["font"]["color"], layout["legend"]["font"]["color"]) == (look.text, look.text)
    assert layout["hoverlabel"]["bgcolor"] == look.paper and layout["hoverlabel"]["font"]["color"] == look.text
    for key, axis in layout.items():
        if key.startswith(("xaxis", "yaxis")):
            assert axis["tickfont"]["color"] in (look.text, look.muted)
            assert axis["title"]["font"]["color"] == look.muted and axis["zeroline"] is False
