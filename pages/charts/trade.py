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
    figure.update_yaxes(title_text=title, tickformat=",.0f", showgrid=True, gridcolor=GRID, rangemode="tozero")
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
            insidetextfont={"color": palette.on(palette.accent)},
            outsidetextfont={"color": palette.text},
            hovertemplate="%{y}: %{x:,.0f}<extra></extra>",
            cliponaxis=False,
        )
    )
    framed(figure, palette, separators, 80 + 36 * len(frame))
    figure.update_xaxes(tickformat=",.0f")
    figure.update_yaxes(tickfont={"size": 15, "color": palette.text})
    return figure


def season(
    weeks: pd.DataFrame, months: tuple[int, ...], titles: dict[str, str], palette: Palette, separators: str
) -> go.Figure:
    """Quantity a week as bars, price as a line on an axis of its own, the months of the season shaded behind.

    `weeks` has week, quantity, price; `titles` labels quantity, price, season.
    """
    figure = go.Figure()
    figure.add_bar(x=weeks["week"], y=weeks["quantity"], name=titles["quantity"], marker_color=palette.accent,
                   hovertemplate="%{y:,.0f}<extra>" + titles["quantity"] + "</extra>")  # fmt: skip
    figure.add_scatter(x=weeks["week"], y=weeks["price"], name=titles["price"], mode="lines+markers", yaxis="y2",
                       line={"color": palette.series[1], "width": 3}, hovertemplate="%{y:,.0f}<extra>" + titles["price"] + "</extra>")  # fmt: skip
    for start in pd.period_range(weeks["week"].min(), weeks["week"].max(), freq="M"):
        if start.month in months:
            figure.add_vrect(
                x0=start.start_time,
                x1=start.end_time,
                fillcolor=palette.expected,
                opacity=0.12,
                line_width=0,
                layer="below",
            )
    framed(figure, palette, separators, 420)
    figure.update_layout(
        yaxis2={"overlaying": "y", "side": "right",
                "title": {"text": titles["price"], "font": {"size": 15, "color": palette.muted}},
                "tickfont": {"size": 15, "color": palette.muted}, "rangemode": "tozero", "showgrid": False,
                "tickformat": ",.0f", "tickmode": "auto", "nticks": 6},
        hovermode="x unified", legend={"y": -0.2},
    )  # fmt: skip
    figure.update_xaxes(tickformat="%d/%m", hoverformat="%d/%m/%Y")
    figure.update_yaxes(
        title_text=titles["quantity"], tickformat=",.0f", rangemode="tozero", selector={"overlaying": None}
    )
    return figure


def status(weeks: pd.DataFrame, names: dict[str, str], palette: Palette, separators: str) -> go.Figure:
    """Orders placed a week by what became of them; `weeks` has week and a column a status, `names` their labels in order."""
    colours = dict(
        zip(
            names,
            (palette.status["ahead"], palette.status["slow"], palette.status["behind"], palette.muted),
            strict=False,
        )
    )
    figure = go.Figure()
    for name, label in names.items():
        figure.add_bar(x=weeks["week"], y=weeks[name], name=label, marker_color=colours[name],
                       hovertemplate="%{y:,.0f}<extra>" + label + "</extra>")  # fmt: skip
    framed(figure, palette, separators, 400)
    figure.update_layout(barmode="stack", hovermode="x unified", legend={"y": -0.2})
    figure.update_xaxes(tickformat="%d/%m", hoverformat="%d/%m/%Y")
    figure.update_yaxes(tickformat=",.0f", showgrid=True, gridcolor=GRID)
    return figure
