"""One plot of curves, or of weeks stacked upon one another, as HTML from the same plain figure that plotly and paper draw.

Plotly would take the browser longer than all the rest of a page, and draws a plot twice. Here the lines are one picture,
stretched over the field; what is written stands around it as text, and `plots.js` says what is under the pointer.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import escape
from itertools import groupby

from pages.screen import curves
from pages.screen.marks import form_of, round_values, write

_TAGS = re.compile(r"</?b>")
_SIDES = {"left": "0", "center": "-50%", "right": "-100%"}
_NUMBERS = 10  # ticks along the foot, at most
_HALF, _BAR = 3.5, 0.8  # of a week: days before its middle, and the part of it that its bar is wide
_HEAD = 1.05  # of the largest value: how high the field is
_LEGEND = 50  # pixels of a plot's height


@dataclass(frozen=True)
class _Axis:
    """From one end to the other, numbers or the ordinals of days; `form` as d3 writes formats: .0%, ,.0f or %d/%m."""

    first: float
    end: float
    form: str

    def at(self, value: float | str) -> float:
        """Where a value stands, in parts of the axis."""
        return (_number(value) - self.first) / (self.end - self.first)


def can(figure: dict) -> bool:
    """Whether a figure is one plot of lines or of weeks; lines may have an axis of their own at the right. One without data is an empty plot."""
    is_one = not any("xaxis" in trace for trace in figure["data"])
    return is_one and bool(figure["data"]) and all(_is_line(trace) or _is_week(trace) for trace in figure["data"])


def _is_line(trace: dict) -> bool:
    return trace["type"] == "scatter" and trace["mode"] == "lines" and bool(trace["x"])


def _is_week(trace: dict) -> bool:
    return trace["type"] == "bar" and "orientation" not in trace and bool(trace["x"])


def drawn(figure: dict) -> str:
    """The field with its axes and their titles, what is written in it, and below it what the lines mean."""
    layout, across, up = figure["layout"], _across(figure), _up(figure, "yaxis")
    rungs, steps = _rungs(layout["yaxis"], up), _steps(figure, across)
    foot = "".join(f'<i style="left:{across.at(value):.1%}">{words}</i>' for value, words in steps)
    notes = "".join(_note(note, across, up) for note in layout.get("annotations", ()))
    grid = [*(("y", up.at(value)) for value, _ in rungs), *(("x", across.at(value)) for value, _ in steps)]
    picture = curves.pictured(_lines(figure, across, up, grid))
    legend = _legend(figure)
    high, wide = layout["height"] - (_LEGEND if legend else 0), _width(rungs)
    said = escape(json.dumps(_said(figure, across), ensure_ascii=False, separators=(",", ":")))
    return (
        f'<div class="plane" style="height:{high}px;--wide:{wide}ch">{_scale(layout["yaxis"], "up", up, rungs)}'
        f'<div class="field" data-said="{said}"><img alt="" draggable="false" src="{picture}"/>{notes}</div>{_right(figure)}'
        f'<div class="foot">{foot}</div>{_title(layout["xaxis"], "foot")}</div>{legend}'
    )


def _scale(axis: dict, side: str, up: _Axis, rungs: list[tuple[float, str]]) -> str:
    """The title of an axis of values and its ticks."""
    ticks = "".join(f'<i style="bottom:{up.at(value):.1%}">{words}</i>' for value, words in rungs)
    return f'{_title(axis, side)}<div class="{side}">{ticks}</div>'


def _right(figure: dict) -> str:
    """The axis at the right, which takes its room from the field; nothing where there is none."""
    if "yaxis2" not in figure["layout"]:
        return ""
    axis, up = figure["layout"]["yaxis2"], _up(figure, "yaxis2")
    rungs = _rungs(axis, up)
    return f'<div class="second" style="--wide:{_width(rungs)}ch">{_scale(axis, "right", up, rungs)}</div>'


def _width(rungs: list[tuple[float, str]]) -> int:
    return max(len(words) for _, words in rungs)


def _number(value: float | str) -> float:
    return date.fromisoformat(value).toordinal() if isinstance(value, str) else value


def _across(figure: dict) -> _Axis:
    told = figure["layout"]["xaxis"]
    if "range" in told:
        return _Axis(*told["range"], told["tickformat"])
    ends = [_number(value) for trace in figure["data"] for value in (trace["x"][0], trace["x"][-1])]
    return _Axis(min(ends) - _HALF, max(ends) + _HALF, told["tickformat"])


def _side(trace: dict) -> str:
    """The axis of values that a trace stands on."""
    return trace.get("yaxis", "y").replace("y", "yaxis")


def _up(figure: dict, side: str) -> _Axis:
    told = figure["layout"][side]
    if "range" in told:
        return _Axis(*told["range"], told["tickformat"])
    tops = [top for trace, _, tops in _weeks(figure) if _side(trace) == side for top in tops]
    lines = (trace for trace in figure["data"] if _is_line(trace) and _side(trace) == side)
    tops += [value for trace in lines for value in trace["y"] if value is not None]
    tops += [shape["y1"] for shape in _levels(figure)]
    return _Axis(0, max(tops, default=0) * _HEAD or 1, told["tickformat"])


def _rungs(told: dict, up: _Axis) -> list[tuple[float, str]]:
    """The ticks of the axis of values and how each is written."""
    return [(value, write(value, told["tickformat"])) for value in round_values(up.end, up.form, 7)]


def _steps(figure: dict, across: _Axis) -> list[tuple[float | str, str]]:
    """The ticks along the foot: round numbers, or the weeks that the chart names."""
    if not across.form.startswith("%"):
        return [(value, write(value, across.form)) for value in round_values(across.end, across.form, _NUMBERS)]
    return [(week, _written(week, across.form)) for week in figure["layout"]["xaxis"]["tickvals"]]


def _written(value: float | str, form: str) -> str:
    return date.fromisoformat(value).strftime(form) if isinstance(value, str) else write(value, form)


def _weeks(figure: dict) -> Iterator[tuple[dict, list[float], list[float]]]:
    """Each trace of bars with where they begin and end: each upon those before it."""
    reached: dict[str, float] = {}
    for trace in filter(_is_week, figure["data"]):
        begun = [reached.get(week, 0) for week in trace["x"]]
        ends = [begin + (value or 0) for begin, value in zip(begun, trace["y"], strict=True)]
        reached |= dict(zip(trace["x"], ends, strict=True))
        yield trace, begun, ends


def _lines(figure: dict, across: _Axis, up: _Axis, grid: list[tuple[str, float]]) -> Iterator[str]:
    """What the picture shows, the lowest first: the grid, levels across, bars, lines."""
    layout = figure["layout"]
    for side, at in grid:
        if layout[f"{side}axis"]["showgrid"]:
            ends = [(0, at), (1, at)] if side == "y" else [(at, 0), (at, 1)]
            yield curves.line(ends, layout[f"{side}axis"]["gridcolor"], 1, "solid")
    for shade in _shades(figure):
        left, right = (min(max(across.at(shade[end]), 0), 1) for end in ("x0", "x1"))
        yield curves.bar(left, right - left, 0, 1, shade["fillcolor"], shade["opacity"])
    for shape in _levels(figure):
        look = shape["line"]
        yield curves.line(
            [(0, up.at(shape["y0"])), (1, up.at(shape["y0"]))], look["color"], look["width"], look["dash"]
        )
    width = 2 * _HALF * _BAR / (across.end - across.first)
    for trace, begun, ends in _weeks(figure):
        for week, begin, end in zip(trace["x"], begun, ends, strict=True):
            yield curves.bar(across.at(week) - width / 2, width, up.at(begin), up.at(end), trace["marker"]["color"])
    for trace in filter(_is_line, figure["data"]):
        look, own = trace["line"], up if _side(trace) == "yaxis" else _up(figure, _side(trace))
        for run in _runs(trace):
            points = [(across.at(x), own.at(y)) for x, y in run]
            yield curves.line(points, look["color"], look["width"], look.get("dash", "solid"))


def _levels(figure: dict) -> list[dict]:
    """Lines across the field at a value."""
    return [shape for shape in figure["layout"].get("shapes", ()) if shape["type"] == "line"]


def _shades(figure: dict) -> list[dict]:
    """Spans of days, shaded from the foot to the head of the field."""
    return [shape for shape in figure["layout"].get("shapes", ()) if shape["type"] == "rect"]


def _runs(trace: dict) -> Iterator[list[tuple]]:
    """The points of a line from one gap to the next: no line runs over what is not known."""
    points = zip(trace["x"], trace["y"], strict=True)
    return (list(run) for is_known, run in groupby(points, lambda point: point[1] is not None) if is_known)


def _note(note: dict, across: _Axis, up: _Axis) -> str:
    """Words at a point of the field or at an end of it, on the ground of the page where they have one."""
    left = note["x"] if "domain" in note.get("xref", "") else across.at(note["x"])
    side = _SIDES[note["xanchor"]]
    rise = "0" if note.get("yanchor") == "bottom" else "50%"
    bottom = f"calc({up.at(note['y']):.1%} + {note.get('yshift', 0)}px)"
    ink = f";color:{note['font']['color']}" if "font" in note else ""
    kind = ("strong " if "<b>" in note["text"] else "") + ("ground" if "bgcolor" in note else "")
    return (
        f'<span class="{kind}" style="left:{left:.1%};bottom:{bottom};transform:translate({side},{rise}){ink}">'
        f"{escape(_TAGS.sub('', note['text']))}</span>"
    )


def _title(axis: dict, side: str) -> str:
    words = axis["title"].get("text", "")
    return f'<div class="title {side}">{escape(words)}</div>' if words else ""


def _named(figure: dict) -> list[dict]:
    return [trace for trace in figure["data"] if trace.get("name") and trace.get("showlegend", True)]


def _said(figure: dict, across: _Axis) -> dict:
    """For the pointer: where values stand across and how that is written; of each line its name, colour and values there."""
    told = figure["layout"]["xaxis"]
    known = sorted({value for trace in _named(figure) for value in trace["x"]})
    heads = [_written(value, told.get("hoverformat", told["tickformat"])) for value in known]
    lines = [[trace["name"], _colour(trace), _values(trace, known)] for trace in _named(figure)]
    return {"at": [round(across.at(value), 4) for value in known], "heads": heads, "lines": lines}


def _values(trace: dict, known: list) -> list[str]:
    """What a line says at each place: nothing where it has no value, both ends where it stands upright."""
    found: dict[object, list[str]] = {}
    for x, y in zip(trace["x"], trace["y"], strict=True):
        if y is not None:
            found.setdefault(x, []).append(write(y, form_of(trace)))
    return ["–".join(dict.fromkeys(found.get(value, ()))) for value in known]


def _colour(trace: dict) -> str:
    return trace["line"]["color"] if _is_line(trace) else trace["marker"]["color"]


def _legend(figure: dict) -> str:
    named = _named(figure) if figure["layout"].get("showlegend", True) else []
    items = "".join(
        f'<li><i class="{_sample(trace)}" style="--mark:{_colour(trace)}"></i> {escape(trace["name"])}</li>' for trace in named
    )  # fmt: skip
    return f'<ul class="legend">{items}</ul>' if len(named) > 1 else ""


def _sample(trace: dict) -> str:
    if _is_week(trace):
        return "bar"
    return {"dot": "dotted", "dash": "dashed"}.get(trace["line"].get("dash", ""), "whole")
