"""A chart of the screen as a picture for paper: the figure's own marks drawn by matplotlib, in the colours of paper.

Kaleido would need a browser on the server. What is drawn here is what `pages.charts` makes: bars and scatters with
their axes, lines and labels; a figure with any other trace is refused.
"""

import io
import re
from collections import defaultdict
from collections.abc import Callable

import matplotlib.dates as dates
import numpy as np
import pandas as pd
import plotly.graph_objects as go
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from geo import picture
from pages.charts import style
from pages.shared import formats

WIDTH = 9.9  # inches: an A4 page across, within its margins
TALLEST = 4.3  # inches: a heading and a table find room beside it
POINT = 0.65  # points of paper a pixel of the screen
_SYMBOLS = {"line-ns": "|", "diamond": "D", "x": "X", "square": "s", "star-triangle-up": "^", "circle": "o"}
_DASHES = {"dot": ":", "dash": "--"}
_SIDES = {"left": (4, "right"), "center": (0, "center"), "right": (-4, "left")}
_WEEK = 5.5  # days a bar of a week is wide
_LETTERS = 120  # of the legend in one line


def svg(figure: go.Figure) -> bytes:
    """The figure across a page, with real text. Raises TypeError for a trace that paper cannot show."""
    if odd := {trace.type for trace in figure.data} - {"bar", "scatter"}:
        raise TypeError(f"no {', '.join(odd)} on paper")
    with picture.settled(**{"svg.fonttype": "none"}):
        paper = Figure(figsize=(WIDTH, min(figure.layout.height * POINT / 72, TALLEST)), layout="constrained")
        FigureCanvasAgg(paper)
        places = _places(paper, figure)
        _bars(places, figure)
        for trace in figure.data:
            if trace.type == "scatter":
                _scatter(places[_ends(trace)], trace)
        _lines(places, figure)
        for ends, axes in places.items():
            _axis(axes.xaxis, figure.layout[_key(ends[0])], figure.layout.separators, axes.set_xlim)
            _axis(axes.yaxis, figure.layout[_key(ends[1])], figure.layout.separators, axes.set_ylim)
        _words(places, figure)
        _legend(paper, figure)
        target = io.BytesIO()
        paper.savefig(target, format="svg", transparent=True, metadata={"Date": None})
    return target.getvalue()


def _ends(trace: go.Bar | go.Scatter) -> tuple[str, str]:
    return trace.xaxis or "x", trace.yaxis or "y"


def _key(end: str) -> str:
    """'x2' -> 'xaxis2'"""
    return f"{end[0]}axis{end[1:]}"


def _places(paper: Figure, figure: go.Figure) -> dict[tuple[str, str], Axes]:
    """Axes for each pair that a trace is drawn on, in the figure's own grid; one laid over another shares its place."""
    pairs = list(dict.fromkeys(_ends(trace) for trace in figure.data))
    beneath = [pair for pair in pairs if not figure.layout[_key(pair[1])].overlaying]
    starts = {pair: (_start(figure, pair[0]), _start(figure, pair[1])) for pair in beneath}
    columns, rows = (sorted({start[side] for start in starts.values()}) for side in (0, 1))
    grid = paper.add_gridspec(len(rows), len(columns))
    places = {
        pair: paper.add_subplot(grid[len(rows) - 1 - rows.index(bottom), columns.index(left)])
        for pair, (left, bottom) in starts.items()
    }
    for pair in pairs:
        if pair not in places:
            places[pair] = places[pair[0], figure.layout[_key(pair[1])].overlaying].twinx()
    for axes in places.values():
        axes.patch.set_alpha(0)
        axes.spines[:].set_visible(False)
        axes.set_axisbelow(True)
    return places


def _start(figure: go.Figure, end: str) -> float:
    domain = figure.layout[_key(end)].domain
    return round(domain[0], 3) if domain else 0.0


def _bars(places: dict[tuple[str, str], Axes], figure: go.Figure) -> None:
    """Bars lie along one axis; where the figure stacks them each stands on those before it."""
    stacked = figure.layout.barmode == "stack"
    reached: dict[object, float] = defaultdict(float)
    for trace in (one for one in figure.data if one.type == "bar"):
        axes = places[_ends(trace)]
        lying = trace.orientation == "h"
        at, length = (trace.y, trace.x) if lying else (trace.x, trace.y)
        length = np.nan_to_num(np.asarray(length, dtype=float))
        at = [_plain(one) for one in at] if lying else pd.to_datetime(pd.Series(at))
        base = [reached[one] for one in at] if stacked else 0
        look = {
            "color": _fill(trace.marker.color),
            "edgecolor": _ink(trace.marker.line.color),
            "linewidth": (trace.marker.line.width or 0) * POINT,
        }
        if lying:
            axes.barh(at, length, trace.width or 0.8, base, **look)
        else:
            axes.bar(at, length, pd.Timedelta(days=_WEEK), base, **look)
        for one, value in zip(at, length, strict=True):
            reached[one] += value
        _bar_words(axes, trace, at, length)


def _bar_words(axes: Axes, trace: go.Bar, at: list[str], length: np.ndarray) -> None:
    """What a bar says: inside at its foot, or the value at its end."""
    ink = style.LIGHT.text
    if trace.texttemplate:
        for one, value in zip(at, length, strict=True):
            _write(axes, formats.number(value), (value, one), (4, 0), "left", ink, 14)
    elif trace.text is not None:
        fills = _each(_fill(trace.marker.color), len(length))
        for one, value, words, fill in zip(at, length, trace.text, fills, strict=True):
            inside = trace.insidetextanchor == "start"
            spot, colour = (0, style.LIGHT.on(fill)) if inside else (value, ink)
            _write(axes, _plain(words), (spot, one), (4, 0), "left", colour, 14)


def _write(
    axes: Axes, words: str, at: tuple, shift: tuple[float, float], side: str, colour: str, size: float, **more: object
) -> None:
    axes.annotate(
        words, at, shift, textcoords="offset points", ha=side, va=more.pop("va", "center"), color=_ink(colour),
        fontsize=size * POINT, annotation_clip=False, **more,
    )  # fmt: skip


def _scatter(axes: Axes, trace: go.Scatter) -> None:
    x, y = _values(trace.x), _values(trace.y)
    mode = trace.mode or "lines"
    if "lines" in mode:
        axes.plot(
            x, y, color=_ink(trace.line.color), linewidth=(trace.line.width or 2) * POINT,
            linestyle=_DASHES.get(trace.line.dash, "-"), solid_capstyle="round", zorder=3,
        )  # fmt: skip
    if trace.error_x.array is not None:
        axes.errorbar(
            x, y, xerr=[trace.error_x.arrayminus, trace.error_x.array], fmt="none", ecolor=_ink(trace.error_x.color),
            elinewidth=trace.error_x.thickness * POINT, capsize=trace.error_x.width * POINT, zorder=3,
        )  # fmt: skip
    if "markers" in mode:
        axes.plot(x, y, linestyle="none", zorder=4, **_mark(trace))
    if "text" in mode:
        sides = _each(trace.textposition, len(x))
        for left, up, words, side in zip(x, y, trace.text, sides, strict=True):
            height, across = (side or "middle center").split()
            away, align = _SIDES[across]
            lift = {"top": 7, "middle": 0, "bottom": -7}[height]
            _write(axes, _plain(words), (left, up), (-away, lift), align, trace.textfont.color or style.LIGHT.text, 14)


def _mark(trace: go.Scatter) -> dict[str, object]:
    """A mark as matplotlib draws it; an upright stroke is all edge."""
    symbol = trace.marker.symbol or "circle"
    colour = _ink(trace.marker.color or trace.line.color)
    edge = _ink(trace.marker.line.color) if symbol == "line-ns" else style.LIGHT.paper
    return {
        "marker": _SYMBOLS[symbol], "markersize": (trace.marker.size or 6) * POINT, "color": colour,
        "markeredgecolor": edge, "markeredgewidth": (trace.marker.line.width or 0.6) * POINT,
    }  # fmt: skip


def _lines(places: dict[tuple[str, str], Axes], figure: go.Figure) -> None:
    """Lines across the plot, and spans shaded behind it."""
    for shape in figure.layout.shapes:
        pair = tuple(end.split()[0] for end in (shape.xref, shape.yref))
        if shape.type == "line":
            places[pair].axhline(
                shape.y0, color=_ink(shape.line.color), linewidth=(shape.line.width or 1) * POINT,
                linestyle=_DASHES.get(shape.line.dash, "-"), zorder=2,
            )  # fmt: skip
        else:
            places[pair].axvspan(
                pd.Timestamp(shape.x0), pd.Timestamp(shape.x1), color=_ink(shape.fillcolor), alpha=shape.opacity, linewidth=0, zorder=0,
            )  # fmt: skip


def _axis(axis: Artist, layout: go.layout.XAxis, separators: str, limit: Callable) -> None:
    """Ticks, title, grid and range of one axis as the figure has them."""
    if layout.visible is False:
        axis.set_visible(False)
    if layout.showgrid:
        axis.grid(True, color=_ink(style.GRID), linewidth=0.6)
    size, colour = (layout.tickfont.size or 13) * POINT, _ink(layout.tickfont.color or style.LIGHT.text)
    axis.set_tick_params(length=0, labelsize=size, labelcolor=colour)
    form = layout.tickformat or ""
    if form.startswith("%"):
        axis.set_major_locator(dates.AutoDateLocator(minticks=4, maxticks=10))
        axis.set_major_formatter(dates.DateFormatter(form))
    elif form:
        axis.set_major_formatter(lambda value, _: _told(value, form, separators))
    if layout.title.text:
        axis.set_label_text(layout.title.text, fontsize=size, color=colour)
    if layout.showticklabels is False:
        axis.set_tick_params(labelbottom=False, labelleft=False)
    if layout.range:
        limit(*layout.range)
    elif layout.rangemode == "tozero":
        limit(0, None)


def _told(value: float, form: str, separators: str) -> str:
    """A tick as the figure's own format (`.0%`, `,.1f`) and marks write it."""
    told = format(value, form)
    return told.translate(str.maketrans(".,", separators))


def _words(places: dict[tuple[str, str], Axes], figure: go.Figure) -> None:
    """Titles of small charts, and words that stand at a point of the plot or at its side."""
    for told in figure.layout.annotations:
        if told.xref == told.yref == "paper":
            _titled(places, figure, told)
            continue
        across, up = (told.xref or "x").split()[0], (told.yref or "y").split()[0]
        is_point = told.xref in (None, across) and across != "paper"
        axes = places["x" if across == "paper" else across, up]
        _write(
            axes, _plain(told.text), (told.x, told.y if is_point else axes.convert_yunits(told.y)), ((told.xshift or 0) * POINT, (told.yshift or 0) * POINT),
            told.xanchor or "center", told.font.color or style.LIGHT.text, told.font.size or 14,
            va="bottom" if told.yanchor == "bottom" else "center",
            xycoords="data" if is_point else axes.get_yaxis_transform(), fontweight="bold" if "<b>" in told.text else "normal",
        )  # fmt: skip


def _titled(places: dict[tuple[str, str], Axes], figure: go.Figure, told: go.layout.Annotation) -> None:
    for (across, up), axes in places.items():
        left, right = figure.layout[_key(across)].domain
        if abs((left + right) / 2 - told.x) < 0.01 and abs(figure.layout[_key(up)].domain[1] - told.y) < 0.01:
            axes.set_title(told.text, fontsize=told.font.size * POINT, color=style.LIGHT.text)


def _legend(paper: Figure, figure: go.Figure) -> None:
    """Below the plot, on as many lines as the names need."""
    if figure.layout.showlegend is False:
        return
    named = [trace for trace in figure.data if trace.name and trace.showlegend is not False]
    if len(named) < 2 and not any(trace.showlegend for trace in named):
        return
    longest = max(len(trace.name) for trace in named) + 6
    paper.legend(
        handles=[_handle(trace) for trace in named], loc="outside lower left", frameon=False, ncols=min(len(named), max(_LETTERS // longest, 1)),
        fontsize=(figure.layout.legend.font.size or 14) * POINT, labelcolor=style.LIGHT.text,
    )  # fmt: skip


def _handle(trace: go.Bar | go.Scatter) -> Artist:
    if trace.type == "bar":
        fill = _fill(trace.marker.color)
        return Patch(
            facecolor=fill if isinstance(fill, str) else fill[0], edgecolor=style.LIGHT.muted, label=trace.name
        )
    look = _mark(trace) if "markers" in trace.mode else {"color": _ink(trace.line.color)}
    line = {"linewidth": (trace.line.width or 2) * POINT, "linestyle": _DASHES.get(trace.line.dash, "-")}
    return Line2D([], [], label=trace.name, **look, **(line if "lines" in trace.mode else {"linestyle": "none"}))


def _values(told: object) -> list | pd.Series:
    """Names as they are written, days and numbers as they are."""
    series = pd.Series(told)
    return [_plain(one) for one in series] if pd.api.types.is_string_dtype(series) else series


def _plain(words: str) -> str:
    """The screen's marks of lines and weight taken out."""
    return re.sub(r"<[^>]*>", "", str(words).replace("<br>", "\n"))


def _each(told: object, count: int) -> list:
    """One value for each mark, where the figure has one for all."""
    return list(told) if isinstance(told, list | tuple | np.ndarray) else [told] * count


def _fill(colour: object) -> object:
    return [_ink(one) for one in colour] if isinstance(colour, list | tuple | np.ndarray) else _ink(colour)


def _ink(colour: str | None) -> object:
    """A colour of the screen on paper."""
    if colour is None:
        return style.LIGHT.muted
    if colour.startswith("rgba"):
        *parts, alpha = re.findall(r"[\d.]+", colour)
        return (*(int(part) / 255 for part in parts), float(alpha))
    return style.on_paper(colour)
