"""A chart of the screen as a picture for paper: the chart's own marks drawn by matplotlib, in the colours of paper.

Kaleido would need a browser on the server. What is drawn here is what `pages.charts` makes: bars and scatters with
their axes, lines and labels. Anything else is refused; a test draws every chart there is.
"""

import io
import re
from collections import defaultdict
from collections.abc import Callable

import matplotlib.dates as dates
import matplotlib.ticker as ticker
import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from pages.charts import style
from pages.charts.layout import Chart
from pages.paper import canvas

WIDTH = 9.9  # inches: an A4 page across, within its margins
TALLEST = 4.3  # inches: a heading and a table find room beside it
POINT = 0.65  # points of paper a pixel of the screen
DPI = 150
_SYMBOLS = {"line-ns": "|", "diamond": "D", "x": "X", "star-triangle-up": "^", "circle": "o", "square": "s"}
_DASHES = {"solid": "-", "dot": ":", "dash": "--"}
_WEEK = 5.5  # days a bar of a week is wide
_LETTERS = 120  # of the legend in one line

Ends = tuple[str, str]  # the axes of a trace: ("x", "y2")


def svg(chart: Chart) -> bytes:
    """The chart across a page, with real text. Raises TypeError for a trace that paper cannot show."""
    return _saved(chart, format="svg", transparent=True, metadata={"Date": None})


def png(chart: Chart) -> bytes:
    """The same on white, at 150 dots an inch."""
    return _saved(chart, format="png", dpi=DPI)


def _saved(chart: Chart, **form: object) -> bytes:
    if odd := {trace["type"] for trace in chart["data"]} - {"bar", "scatter"}:
        raise TypeError(f"no {', '.join(odd)} on paper")
    with canvas.settled(**{"svg.fonttype": "none"}):
        target = io.BytesIO()
        _drawn(chart).savefig(target, **form)
    return target.getvalue()


def _drawn(chart: Chart) -> Figure:
    layout = chart["layout"]
    paper = Figure(figsize=(WIDTH, min(layout["height"] * POINT / 72, TALLEST)), layout="constrained")
    FigureCanvasAgg(paper)
    places = _places(paper, chart)
    _bars(places, chart)
    for trace in _of(chart, "scatter"):
        _scatter(places[_ends(trace)], trace)
    _lines(places, layout.get("shapes", []))
    for ends, axes in places.items():
        _axis(axes.xaxis, layout[_key(ends[0])], layout["separators"], axes.set_xlim)
        _axis(axes.yaxis, layout[_key(ends[1])], layout["separators"], axes.set_ylim)
    for told in layout.get("annotations", []):
        _words(places, told, layout)
    _legend(paper, chart)
    return paper


def _of(chart: Chart, kind: str) -> list[Chart]:
    return [trace for trace in chart["data"] if trace["type"] == kind]


def _ends(trace: Chart) -> Ends:
    return trace.get("xaxis", "x"), trace.get("yaxis", "y")


def _key(end: str) -> str:
    """'x2' -> 'xaxis2'"""
    return f"{end[0]}axis{end[1:]}"


def _places(paper: Figure, chart: Chart) -> dict[Ends, Axes]:
    """Axes for each pair that a trace is drawn on, in the chart's own grid; one laid over another shares its place."""
    layout = chart["layout"]
    pairs = list(dict.fromkeys(_ends(trace) for trace in chart["data"]))
    over = {pair: layout[_key(pair[1])].get("overlaying") for pair in pairs}
    starts = {pair: (_start(layout, pair[0]), _start(layout, pair[1])) for pair in pairs if not over[pair]}
    columns, rows = (sorted({start[side] for start in starts.values()}) for side in (0, 1))
    grid = paper.add_gridspec(len(rows), len(columns))
    places = {
        pair: paper.add_subplot(grid[len(rows) - 1 - rows.index(bottom), columns.index(left)])
        for pair, (left, bottom) in starts.items()
    }
    places |= {pair: places[pair[0], below].twinx() for pair, below in over.items() if below}
    for axes in places.values():
        axes.patch.set_alpha(0)
        axes.spines[:].set_visible(False)
        axes.set_axisbelow(True)
    return places


def _start(layout: Chart, end: str) -> float:
    return round(layout[_key(end)].get("domain", [0.0])[0], 3)


def _bars(places: dict[Ends, Axes], chart: Chart) -> None:
    """Bars lie along one axis; where the chart stacks them each stands on those before it."""
    stacked = chart["layout"].get("barmode") == "stack"
    reached: dict[object, float] = defaultdict(float)
    for trace in _of(chart, "bar"):
        axes = places[_ends(trace)]
        lying = trace.get("orientation") == "h"
        along, length = (trace["y"], trace["x"]) if lying else (trace["x"], trace["y"])
        at = _positions(along)
        length = np.nan_to_num(np.asarray(length, dtype=float))
        base = [reached[one] for one in at] if stacked else 0
        line = trace["marker"].get("line", {"width": 0, "color": style.LIGHT.muted})
        look = {
            "color": _fill(trace["marker"]["color"]), "edgecolor": _ink(line["color"]), "linewidth": line["width"] * POINT,
        }  # fmt: skip
        if lying:
            axes.barh(at, length, trace["width"], base, **look)
        else:
            axes.bar(at, length, pd.Timedelta(days=_WEEK), base, **look)
        for one, value in zip(at, length, strict=True):
            reached[one] += value
        _bar_words(axes, trace, at, length, chart["layout"]["separators"])


def _bar_words(axes: Axes, trace: Chart, at: list[str], length: np.ndarray, separators: str) -> None:
    """What a bar says: its letter inside at its foot, or its value at its end."""
    if template := trace.get("texttemplate"):
        form = re.fullmatch(r"%\{x:(.*)\}", template)[1]
        for one, value in zip(at, length, strict=True):
            _write(axes, _told(value, form, separators), (value, one), (4, 0), "left", style.LIGHT.text, 14)
    for one, words, fill in zip(
        at, trace.get("text", []), _each(_fill(trace["marker"]["color"]), len(at)), strict=False
    ):
        _write(axes, _plain(words), (0, one), (4, 0), "left", style.LIGHT.on(fill), 14)


def _write(
    axes: Axes, words: str, at: tuple, shift: tuple[float, float], side: str, colour: str, size: float, **more: object
) -> None:
    axes.annotate(
        words, at, shift, textcoords="offset points", ha=side, va=more.pop("va", "center"), color=_ink(colour),
        fontsize=size * POINT, annotation_clip=False, **more,
    )  # fmt: skip


def _scatter(axes: Axes, trace: Chart) -> None:
    x, y = _positions(trace["x"]), _positions(trace["y"])
    if "lines" in trace["mode"]:
        axes.plot(x, y, color=_ink(trace["line"]["color"]), **_stroke(trace["line"]), solid_capstyle="round", zorder=3)
    if reach := trace.get("error_x"):
        axes.errorbar(
            x, y, xerr=[reach["arrayminus"], reach["array"]], fmt="none", ecolor=_ink(reach["color"]),
            elinewidth=reach["thickness"] * POINT, capsize=reach["width"] * POINT, zorder=3,
        )  # fmt: skip
    if "markers" in trace["mode"]:
        axes.plot(x, y, linestyle="none", zorder=4, **_mark(trace))


def _stroke(line: Chart) -> dict[str, object]:
    return {"linewidth": line["width"] * POINT, "linestyle": _DASHES[line.get("dash", "solid")]}


def _mark(trace: Chart) -> dict[str, object]:
    """A mark as matplotlib draws it; an upright stroke is all edge. A line's own mark has its colour."""
    marker = {"symbol": "circle", "size": 6, "line": {}, **trace.get("marker", {})}
    is_stroke = marker["symbol"] == "line-ns"
    return {
        "marker": _SYMBOLS[marker["symbol"]], "markersize": marker["size"] * POINT,
        "color": _ink(marker["color"] if "color" in marker else trace["line"]["color"]),
        "markeredgecolor": _ink(marker["line"]["color"]) if is_stroke else style.LIGHT.paper,
        "markeredgewidth": marker["line"].get("width", 0.6) * POINT,
    }  # fmt: skip


def _lines(places: dict[Ends, Axes], shapes: list[Chart]) -> None:
    """Lines across the plot, and spans of days shaded behind it."""
    for shape in shapes:
        across, up = (shape[ref].split()[0] for ref in ("xref", "yref"))
        axes = places[across, up]
        if shape["type"] == "line":
            axes.axhline(shape["y0"], color=_ink(shape["line"]["color"]), **_stroke(shape["line"]), zorder=2)
        else:
            first, last = pd.Timestamp(shape["x0"]), pd.Timestamp(shape["x1"])
            axes.axvspan(first, last, color=_ink(shape["fillcolor"]), alpha=shape["opacity"], linewidth=0, zorder=0)


def _axis(axis: Artist, layout: Chart, separators: str, limit: Callable) -> None:
    """Ticks, title, grid and range of one axis as the chart has them."""
    if not layout.get("visible", True):
        axis.set_visible(False)
    if layout["showgrid"]:
        axis.grid(True, color=_ink(layout["gridcolor"]), linewidth=0.6)
    size, colour = layout["tickfont"]["size"] * POINT, _ink(layout["tickfont"]["color"])
    axis.set_tick_params(length=0, labelsize=size, labelcolor=colour)
    form = layout.get("tickformat", "")
    if form.startswith("%"):
        axis.set_major_locator(ticker.FixedLocator(dates.datestr2num(layout["tickvals"])))
        axis.set_major_formatter(dates.DateFormatter(form))
    elif form:
        if "dtick" in layout:
            axis.set_major_locator(ticker.MultipleLocator(layout["dtick"]))
        else:  # as on the screen: one, two or five of a kind apart, which the format writes as they are
            axis.set_major_locator(ticker.MaxNLocator("auto", steps=[1, 2, 5, 10]))
        axis.set_major_formatter(lambda value, _: _told(value, form, separators))
    if title := layout["title"].get("text"):
        axis.set_label_text(title, fontsize=size, color=colour)
    if not layout.get("showticklabels", True):
        axis.set_tick_params(labelbottom=False, labelleft=False)
    if "range" in layout:
        limit(*layout["range"])
    elif layout.get("rangemode") == "tozero":
        limit(0, None)


def _told(value: float, form: str, separators: str) -> str:
    """A number as the chart's own format (`.0%`, `,.1f`) and marks write it."""
    return format(value, form).translate(str.maketrans(".,", separators))


def _words(places: dict[Ends, Axes], told: Chart, layout: Chart) -> None:
    """The title of a small chart, or words at a point of the plot or at its side."""
    across, up = told.get("xref", "x"), told.get("yref", "y")
    if across == up == "paper":
        _titled(places, told, layout)
        return
    axes = places["x" if across == "paper" else across.split()[0], up]
    is_point = across == "x"
    _write(
        axes, _plain(told["text"]), (told["x"], told["y"] if is_point else axes.convert_yunits(told["y"])),
        (told.get("xshift", 0) * POINT, told.get("yshift", 0) * POINT), told["xanchor"],
        told.get("font", {}).get("color", style.LIGHT.text), told.get("font", {}).get("size", 14),
        va="bottom" if told.get("yanchor") == "bottom" else "center",
        xycoords="data" if is_point else axes.get_yaxis_transform(), fontweight="bold" if "<b>" in told["text"] else "normal",
    )  # fmt: skip


def _titled(places: dict[Ends, Axes], told: Chart, layout: Chart) -> None:
    for (across, up), axes in places.items():
        (left, right), (_, top) = layout[_key(across)]["domain"], layout[_key(up)]["domain"]
        if abs((left + right) / 2 - told["x"]) < 0.01 and abs(top - told["y"]) < 0.01:
            axes.set_title(told["text"], fontsize=told["font"]["size"] * POINT, color=style.LIGHT.text)


def _legend(paper: Figure, chart: Chart) -> None:
    """Below the plot, on as many lines as the names need."""
    named = [trace for trace in chart["data"] if "name" in trace and trace.get("showlegend", True)]
    is_one = len(named) < 2 and not any(trace.get("showlegend") for trace in named)
    if is_one or not chart["layout"].get("showlegend", True):
        return
    longest = max(len(trace["name"]) for trace in named) + 6
    paper.legend(
        handles=[_handle(trace) for trace in named], loc="outside lower left", frameon=False,
        ncols=min(len(named), max(_LETTERS // longest, 1)), fontsize=chart["layout"]["legend"]["font"]["size"] * POINT,
        labelcolor=style.LIGHT.text,
    )  # fmt: skip


def _handle(trace: Chart) -> Artist:
    if trace["type"] == "bar":
        fill = _each(_fill(trace["marker"]["color"]), 1)[0]
        return Patch(facecolor=fill, edgecolor=style.LIGHT.muted, label=trace["name"])
    look = _mark(trace) if "markers" in trace["mode"] else {"color": _ink(trace["line"]["color"])}
    line = _stroke(trace["line"]) if "lines" in trace["mode"] else {"linestyle": "none"}
    return Line2D([], [], label=trace["name"], **look, **line)


def _positions(told: list) -> list | pd.Series:
    """Where marks stand on an axis: days as such, names as they are read, numbers as they are."""
    words = [one for one in told if isinstance(one, str)]
    if not words:
        return pd.Series(told)
    if all(re.fullmatch(r"\d{4}-\d\d-\d\d", one) for one in words):
        return pd.to_datetime(pd.Series(told))
    return [_plain(one) for one in told]


def _plain(words: str) -> str:
    """The screen's marks of lines and weight taken out."""
    return re.sub(r"<[^>]*>", "", words.replace("<br>", "\n"))


def _each(told: object, count: int) -> list:
    """One value for each mark, where the chart has one for all."""
    return told if isinstance(told, list) else [told] * count


def _fill(colour: str | list[str]) -> object:
    return [_ink(one) for one in colour] if isinstance(colour, list) else _ink(colour)


def _ink(colour: str) -> object:
    """A colour of the screen on paper."""
    if colour.startswith("rgba"):
        *parts, alpha = re.findall(r"[\d.]+", colour)
        return (*(int(part) / 255 for part in parts), float(alpha))
    return style.on_paper(colour)
