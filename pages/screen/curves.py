"""Small curves beside one another, drawn as HTML from the same plain figure that paper draws.

A dozen small plots would take the browser longer than all the rest of a page. Here the lines of each are one picture,
and what is written stands around it as text.
"""

from collections.abc import Iterable, Iterator
from html import escape
from urllib.parse import quote

from pages.screen.marks import round_values, write

_DASHES = {"dot": "3 3", "dash": "7 5", "solid": "0"}


def can(figure: dict) -> bool:
    """Whether a figure is lines only, in several plots that share their axes."""
    plots = {(trace.get("xaxis"), trace.get("yaxis")) for trace in figure["data"]}
    return len(plots) > 1 and all(trace["type"] == "scatter" and trace["mode"] == "lines" for trace in figure["data"])


def drawn(figure: dict) -> str:
    """A cell a plot, in the order of reading: its name above the picture, ticks at the left and at the foot of each."""
    layout, names = figure["layout"], [note["text"] for note in figure["layout"]["annotations"]]
    plots: dict[tuple[str, str], list[dict]] = {}
    for trace in figure["data"]:
        plots.setdefault((trace["xaxis"], trace["yaxis"]), []).append(trace)
    cells = "".join(_cell(name, traces, layout) for name, traces in zip(names, plots.values(), strict=True))
    return f'<div class="curves">{cells}</div>{_legend(figure)}'


def _cell(name: str, traces: list[dict], layout: dict) -> str:
    across, up = layout["xaxis"], layout["yaxis"]
    last = next(value for value in reversed(traces[-1]["y"]) if value is not None)
    said = escape(f"{name}: {write(last, '.1%')}")
    ticks = "".join(f'<i style="bottom:{at:.1%}">{write(value, up["tickformat"])}</i>' for value, at in _ticks(up))
    foot = "".join(f'<i style="left:{at:.1%}">{write(value, across["tickformat"])}</i>' for value, at in _ticks(across))
    picture = f'<img alt="" title="{said}" src="{pictured(_lines(traces, layout))}"/>'
    return (
        f'<div class="plot"><b title="{said}">{escape(name)}</b><div class="up">{ticks}</div>{picture}'
        f'<div class="foot">{foot}</div></div>'
    )


def _ticks(axis: dict) -> Iterator[tuple[float, float]]:
    """Round values of an axis, few enough to be read, and where each stands in parts of it."""
    end = axis["range"][1]
    return ((value, value / end) for value in round_values(end, axis["tickformat"], 5))


def _lines(traces: list[dict], layout: dict) -> Iterator[str]:
    """The grid and the levels across, then the curves."""
    end, top = layout["xaxis"]["range"][1], layout["yaxis"]["range"][1]
    grid = layout["xaxis"]["gridcolor"]
    for _, at in _ticks(layout["yaxis"]):
        yield line([(0, at), (1, at)], grid, 1, "solid")
    for level in {shape["y0"]: shape["line"] for shape in layout.get("shapes", ())}.items():
        yield line([(0, level[0] / top), (1, level[0] / top)], level[1]["color"], 1, level[1]["dash"])
    for trace in traces:
        points = [(x / end, y / top) for x, y in zip(trace["x"], trace["y"], strict=True) if y is not None]
        look = trace["line"]
        yield line(points, look["color"], look["width"], look.get("dash", "solid"))


def pictured(lines: Iterable[str]) -> str:
    """The address of a picture of lines and bars, stretched over a field however wide and high that is."""
    start = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" preserveAspectRatio="none" fill="none">'
    return "data:image/svg+xml," + quote(f"{start}{''.join(lines)}</svg>")


def bar(left: float, width: float, bottom: float, top: float, colour: str, opacity: float = 1) -> str:
    """An upright bar, in parts of the field."""
    where = (
        f'x="{left * 100:.2f}" y="{100 - top * 100:.2f}" width="{width * 100:.2f}" height="{(top - bottom) * 100:.2f}"'
    )
    look = f'fill="{colour}"' if opacity == 1 else f'fill="{colour}" fill-opacity="{opacity:g}"'
    return f"<rect {where} {look}/>"


def line(points: list[tuple[float, float]], colour: str, width: float, dash: str) -> str:
    """A line through points, in parts of the field; its width is in pixels, however the field is stretched."""
    path = " ".join(f"{x * 100:.2f},{100 - y * 100:.2f}" for x, y in points)
    return (
        f'<polyline points="{path}" stroke="{colour}" stroke-width="{width:g}" stroke-dasharray="{_DASHES[dash]}" '
        'vector-effect="non-scaling-stroke"/>'
    )


def _legend(figure: dict) -> str:
    named = [trace for trace in figure["data"] if trace.get("showlegend")]
    items = "".join(
        f'<li><i class="dotted" style="--mark:{trace["line"]["color"]}"></i> {escape(trace["name"])}</li>'
        for trace in named
    )
    return f'<ul class="legend">{items}</ul>' if items else ""
