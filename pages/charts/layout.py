"""What all charts have in common: their ink, their axes and their values, as plotly.js in the browser takes them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import pandas as pd

from pages.charts.style import GRID, Palette

Chart = dict[str, Any]  # {"data": [one dict a trace], "layout": {...}}: nothing but what JSON has
FAMILY = "Be Vietnam Pro, sans-serif"
CLEAR = "rgba(0,0,0,0)"
_TICKS = {"l": 58, "b": 34}  # pixels that the ticks of an axis take: known before, so that nothing is drawn twice
_TITLE = 28  # more where it has a title
_ROOM = {"x": 21, "y": 26}  # pixels between the ticks of an axis and its title


def layout(
    palette: Palette, separators: str, height: int, x: Chart, y: Chart, legend: Chart, margin: Chart | None = None,
    **more: object,
) -> Chart:  # fmt: skip
    """The layout of a chart with two axes; `x`, `y`, `legend` and `margin` say what is its own."""
    return {
        "height": height, "separators": separators, "margin": _margin(x, y) | (margin or {}),
        "font": {"color": palette.text, "size": 15, "family": FAMILY}, "paper_bgcolor": CLEAR, "plot_bgcolor": CLEAR,
        "legend": {"orientation": "h", "x": 0, "font": {"size": 16, "color": palette.text}, **legend},
        "hoverlabel": hover_label(palette, 14),
        "xaxis": axis("x", palette, **x), "yaxis": axis("y", palette, **y), **more,
    }  # fmt: skip


def _margin(x: Chart, y: Chart) -> Chart:
    """Room for what the axes say. Left to find it by itself the browser draws every chart a second time."""
    left, below = (_TICKS[side] + (_TITLE if "title" in one else 0) for side, one in (("l", y), ("b", x)))
    return {"l": left, "r": 8, "t": 8, "b": below, "pad": 9}


def axis(side: str, palette: Palette, /, title: str = "", **own: object) -> Chart:
    """One axis, across ("x") or up ("y"). Its ink is told here: what Streamlit's theme gives is too pale to read."""
    ink = {"size": 15, "color": palette.muted}
    return {
        "showgrid": side == "x", "gridcolor": GRID, "zeroline": False, "tickfont": ink,
        "title": {"font": dict(ink), "standoff": _ROOM[side], **({"text": title} if title else {})}, **own,
    }  # fmt: skip


def shares(*ends: float) -> Chart:
    """How an axis of shares up to the largest of some ends writes its ticks: none is rounded to another value.

    An axis has ten ticks at most, one, two or five of a kind apart.
    """
    end = _largest(ends)
    digits = next((digits for digits, least in enumerate((0.1, 0.01, 0.001)) if end >= least), 3)
    return {"tickformat": f".{digits}%"}


def counts(*ends: float) -> Chart:
    """The same for an axis of whole numbers: a few of them stand one by one, for there is nothing between."""
    return {"tickformat": ",.0f", **({"tick0": 0, "dtick": 1} if _largest(ends) < 10 else {})}


def _largest(ends: tuple[float, ...]) -> float:
    """The largest end that is known; one where none is, as an empty plot has it."""
    return float(max((end for end in ends if pd.notna(end)), default=1))


def hover_label(palette: Palette, size: int) -> Chart:
    return {
        "bgcolor": palette.paper, "bordercolor": palette.border,
        "font": {"size": size, "color": palette.text, "family": FAMILY},
    }  # fmt: skip


def values(column: pd.Series) -> list:
    """What a column holds, as JSON has it: days as YYYY-MM-DD, None where there is no value."""
    return [plain(value) for value in column.tolist()]


def curve(column: pd.Series) -> list:
    """The same for the points of a line: five digits look the same on any screen, and are a third of them to send."""
    return [round(value, 5) if isinstance(value, float) else value for value in values(column)]


def plain(value: object) -> object:
    if pd.isna(value):
        return None
    if isinstance(value, date):
        return value.isoformat()[:10]
    return value.item() if hasattr(value, "item") else value


def numbers(parts: Iterable[float]) -> list[float]:
    return [float(part) for part in parts]
