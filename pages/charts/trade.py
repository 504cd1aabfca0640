"""Charts of products and orders. Values in, figure out."""

import pandas as pd
import plotly.graph_objects as go

from pages.charts.progress import framed
from pages.charts.style import GRID, Palette


def weekly(
    frame: pd.DataFrame,
    group: str,
    value: str,
    labels: dict[str, str],
    title: str,
    stacked: bool,
    palette: Palette,
    separators: str,
) -> go.Figure:
    """Weeks as stacked bars where the groups add up, as lines where they overlap."""
    figure = go.Figure()
    for index, code in enumerate(name for name in labels if name in set(frame[group])):
        rows = frame[frame[group] == code]
        colour = palette.series[index % len(palette.series)]
        hover = "%{y:,.0f}<extra>" + labels[code] + "</extra>"
        if stacked:
            figure.add_bar(x=rows["week"], y=rows[value], name=labels[code], marker_color=colour, hovertemplate=hover)
        else:
            figure.add_scatter(x=rows["week"], y=rows[value], name=labels[code], mode="lines+markers",
                               line={"color": colour, "width": 3}, hovertemplate=hover)  # fmt: skip
    framed(figure, palette, separators, 420)
    figure.update_layout(barmode="stack", hovermode="x unified", legend={"y": -0.2})
    figure.update_xaxes(tickformat="%d/%m", hoverformat="%d/%m/%Y")
    figure.update_yaxes(title=title, tickformat=",.0f", showgrid=True, gridcolor=GRID, rangemode="tozero")
    return figure


def top(frame: pd.DataFrame, value: str, palette: Palette, separators: str) -> go.Figure:
    """Bars of the first products; `frame` has name and `value`."""
    frame = frame.iloc[::-1]
    figure = go.Figure(
        go.Bar(
            x=frame[value],
            y=frame["name"],
            orientation="h",
            marker_color=palette.accent,
            width=0.62,
            texttemplate="%{x:,.0f}",
            textposition="auto",
            hovertemplate="%{y}: %{x:,.0f}<extra></extra>",
            cliponaxis=False,
        )
    )
    framed(figure, palette, separators, 80 + 36 * len(frame))
    figure.update_xaxes(tickformat=",.0f")
    figure.update_yaxes(tickfont={"size": 15})
    return figure
