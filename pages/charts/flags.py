"""Events on a chart of curves: a thin line up to a number, none over another."""

from pages.charts.layout import Chart
from pages.charts.style import Palette

_OVER, _APART = 1.14, 0.045  # of what curves reach: how high flags stand; of the width: how far apart two of them are


def flagged(drawn: Chart, flags: list[tuple[float, str]], palette: Palette) -> Chart:
    """A chart of curves with events: a thin line up to a number, `flags` are where each lies across and its number.

    Those that lie too close for two numbers share one line; those beyond the end of the chart are left out.
    """
    look, data = drawn["layout"], drawn["data"]
    end = look["xaxis"]["range"][1]
    top = max(value for value in [*_heights(drawn)] if value is not None) * _OVER
    marked = _together([flag for flag in flags if flag[0] <= end], _APART * end)
    if not marked:
        return drawn
    lines = [_upright(at, top, palette) for at, _ in marked]
    numbers = [
        {"x": at, "y": top, "text": told, "showarrow": False, "yanchor": "bottom", "xanchor": "center", "font": {"color": palette.muted, "size": 15}}
        for at, told in marked
    ]  # fmt: skip
    up = {**look["yaxis"], "range": [0, top * _OVER]}
    return {"data": [*lines, *data], "layout": {**look, "yaxis": up, "annotations": [*look["annotations"], *numbers]}}


def _heights(drawn: Chart) -> list[float | None]:
    """How high curves and lines across reach."""
    return [
        *(value for trace in drawn["data"] for value in trace["y"]),
        *(line["y1"] for line in drawn["layout"].get("shapes", ())),
        0.001,
    ]


def _together(flags: list[tuple[float, str]], apart: float) -> list[tuple[float, str]]:
    """Flags from left to right; one that lies too close to that before it stands with it."""
    marked: list[tuple[float, str]] = []
    for at, number in sorted(flags):
        if marked and at - marked[-1][0] < apart:
            marked[-1] = (marked[-1][0], f"{marked[-1][1]}, {number}")
        else:
            marked.append((float(at), number))
    return marked


def _upright(at: float, top: float, palette: Palette) -> Chart:
    return {
        "type": "scatter", "x": [at, at], "y": [0, float(top)], "mode": "lines", "showlegend": False, "hoverinfo": "skip",
        "line": {"color": palette.muted, "width": 1, "dash": "dot"},
    }  # fmt: skip
