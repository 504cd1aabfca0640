"""Charts of attainment: one bar with both targets, districts ranked, curves. Values in, figure out."""

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from pages.charts.style import GRID, Palette


def framed(figure: go.Figure, palette: Palette, separators: str, height: int) -> go.Figure:
    figure.update_layout(
        height=height,
        separators=separators,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        font={"color": palette.text, "size": 15, "family": "Be Vietnam Pro, sans-serif"},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        legend={"orientation": "h", "y": -0.18, "x": 0, "font": {"size": 16, "color": palette.text}},
        hoverlabel={"font": {"size": 14}},
    )
    # The ink of axes is told here: what Streamlit's theme gives them is too pale to read.
    ink = {"tickfont": {"size": 15, "color": palette.muted}, "title": {"font": {"size": 15, "color": palette.muted}}}
    figure.update_xaxes(showgrid=True, gridcolor=GRID, zeroline=False, automargin=True, **ink)
    figure.update_yaxes(showgrid=False, zeroline=False, automargin=True, **ink)
    return figure


def bullet(
    coverage: float,
    expected: float | None,
    target: float,
    local: tuple[float, float] | None,
    status: str,
    names: dict[str, str],
    palette: Palette,
    separators: str,
) -> go.Figure:
    """One unit on one bar: shares of its households reached, expected today, targeted by the province and locally.

    `names` labels the marks: actual, expected, target, local.
    """
    figure = go.Figure()
    figure.add_bar(
        x=[coverage], y=[""], orientation="h", width=0.5, marker_color=palette.status[status], name=names["actual"],
        marker_line={"color": palette.muted, "width": 1},
        hovertemplate="%{x:.1%}",
    )  # fmt: skip
    marks = [("target", target, palette.target, "line-ns", 4)]
    if expected is not None and expected < target:
        marks.append(("expected", expected, palette.expected, "diamond", 1))
    for name, value, colour, symbol, width in marks:
        figure.add_scatter(
            x=[value], y=[""], mode="markers", name=names[name], hovertemplate="%{x:.1%}",
            marker={"symbol": symbol, "size": 34 if symbol == "line-ns" else 13, "color": colour,
                    "line": {"width": width, "color": colour}},
        )  # fmt: skip
    if local is not None:
        low, high = local
        figure.add_scatter(
            x=[low, high], y=["", ""], mode="lines+markers", name=names["local"], hovertemplate="%{x:.1%}",
            line={"color": palette.local, "width": 5}, marker={"size": 11, "color": palette.local},
        )  # fmt: skip
    # On a phone each of the four marks of the legend has a line of its own.
    framed(figure, palette, separators, 150 if local is None else 200)
    figure.update_xaxes(tickformat=".0%", range=[0, max(target, coverage, local[1] if local else 0) * 1.12])
    figure.update_layout(legend={"y": -0.6, "yanchor": "top"})
    return figure


def ranking(units: pd.DataFrame, names: dict[str, str], palette: Palette, separators: str) -> go.Figure:
    """Units ranked by coverage, each with its own target and the share expected today.

    `units` has name, coverage, target_share, expected_share, local_target_share, status, letter (of the status).
    """
    units = units.iloc[::-1]
    figure = go.Figure()
    figure.add_bar(
        x=units["coverage"], y=units["name"], orientation="h", name=names["actual"], width=0.62,
        marker_color=[palette.status[status] for status in units["status"]],
        marker_line={"color": palette.muted, "width": 1},
        text=units["letter"], textposition="inside", insidetextanchor="start", textangle=0, constraintext="none",
        textfont={"size": 16, "weight": 700, "color": [palette.on(palette.status[status]) for status in units["status"]]},
        hovertemplate="%{y}: %{x:.1%}<extra></extra>", showlegend=False, cliponaxis=False,
    )  # fmt: skip
    for name, column, colour, symbol, size in (
        ("target", "target_share", palette.target, "line-ns", 22),
        ("expected", "expected_share", palette.expected, "diamond", 10),
        ("local", "local_target_share", palette.local, "star-triangle-up", 13),
    ):
        known = units[units[column].notna()]
        if len(known):
            figure.add_scatter(
                x=known[column], y=known["name"], mode="markers", name=names[name],
                marker={"symbol": symbol, "size": size, "color": colour,
                        "line": {"width": 3 if symbol == "line-ns" else 1, "color": colour if symbol == "line-ns" else palette.paper}},
                hovertemplate="%{y}: %{x:.1%}<extra>" + names[name] + "</extra>",
            )  # fmt: skip
    # Shares stand in one column right of every bar and mark: whatever a chart's width, nothing lies on them.
    end = units[["coverage", "target_share", "expected_share", "local_target_share"]].astype(float).max().max() * 1.03
    for name, share in zip(units["name"], units["coverage"], strict=True):
        figure.add_annotation(
            x=1, xref="paper", xanchor="left", xshift=4, y=name, text=_written(share, separators), showarrow=False,
            font={"size": 16, "weight": 700, "color": palette.text},
        )  # fmt: skip
    framed(figure, palette, separators, 90 + 42 * len(units))
    figure.update_xaxes(tickformat=".0%", range=[0, end])
    figure.update_yaxes(tickfont={"size": 16, "color": palette.text})
    figure.update_layout(legend={"y": -0.1}, margin={"r": 62})
    return figure


def _light(values: pd.Series) -> pd.Series:
    """Shares in single precision: the same line on any screen, and half of it to send."""
    return values.astype("float32") if values.dtype == "float64" else values


def _written(share: float, separators: str) -> str:
    return "—" if pd.isna(share) else f"{share * 100:.1f}%".replace(".", separators[0])


def _time(x: str) -> str:
    """How a point in a phase's time is written: a day's number, or a share."""
    return ".0%" if x == "share_of_time" else ",.0f"


def _span(x: str, *parts: pd.DataFrame) -> list[float]:
    """The whole time of a phase, or all the days there are."""
    return (
        [0, 1.01]
        if x == "share_of_time"
        else [0, max((rows[x].max() for rows in parts if len(rows)), default=1) * 1.01]
    )


def curves(series: pd.DataFrame, x: str, titles: dict[str, str], palette: Palette, separators: str) -> go.Figure:
    """Coverage over `x` (day_number or share_of_time), one line per name in the order they come."""
    figure = go.Figure()
    for index, (name, rows) in enumerate(series.groupby("name", sort=False)):
        figure.add_scatter(
            x=_light(rows[x]), y=_light(rows["coverage"]), mode="lines", name=name,
            line={"color": palette.series[index % len(palette.series)], "width": 4},
            hovertemplate="%{y:.1%}<extra>" + name + "</extra>",
        )  # fmt: skip
        figure.add_annotation(
            x=rows[x].iloc[-1], y=rows["coverage"].iloc[-1], text=f"<b>{name}</b>", showarrow=False, xanchor="right",
            yshift=16, font={"color": palette.series[index % len(palette.series)], "size": 16},
        )  # fmt: skip
    framed(figure, palette, separators, 430)
    figure.update_xaxes(
        title_text=titles["x"],
        tickformat=_time(x),
        hoverformat=_time(x),
    )
    figure.update_yaxes(title_text=titles["y"], tickformat=".0%", showgrid=True, gridcolor=GRID, rangemode="tozero")
    figure.update_layout(hovermode="x unified", showlegend=False)
    return figure


def small_multiples(
    series: pd.DataFrame,
    ghost: pd.DataFrame,
    x: str,
    titles: dict[str, str],
    target: float | None,
    palette: Palette,
    separators: str,
) -> go.Figure:
    """One small curve per unit, all on one scale, with the other phase as a grey line behind.

    `series` has name, `x` (day_number or share_of_time), coverage, status; `ghost` has `x` and coverage.
    """
    names = list(dict.fromkeys(series["name"]))
    columns = 3
    lines = -(-len(names) // columns)
    figure = make_subplots(rows=lines, cols=columns, shared_xaxes=True, shared_yaxes=True, subplot_titles=names,
                           horizontal_spacing=0.04, vertical_spacing=0.32 / max(lines, 1))  # fmt: skip
    for index, name in enumerate(names):
        row, column = index // columns + 1, index % columns + 1
        rows = series[series["name"] == name]
        figure.add_scatter(x=_light(ghost[x]), y=_light(ghost["coverage"]), mode="lines", line={"color": palette.muted, "width": 2, "dash": "dot"},
                           name=titles["ghost"], showlegend=index == 0, hoverinfo="skip", row=row, col=column)  # fmt: skip
        figure.add_scatter(x=_light(rows[x]), y=_light(rows["coverage"]), mode="lines", name=name, showlegend=False,
                           line={"color": palette.status[rows["status"].iloc[-1]], "width": 4},
                           hovertemplate="%{x:" + _time(x) + "}: %{y:.1%}<extra>" + name + "</extra>", row=row, col=column)  # fmt: skip
        if target is not None:
            figure.add_hline(y=target, line={"color": palette.target, "width": 1, "dash": "dash"}, row=row, col=column)
    framed(figure, palette, separators, 60 + 210 * lines)
    figure.update_xaxes(tickformat=_time(x), range=_span(x, series, ghost), nticks=5)
    top = max(series["coverage"].max(), ghost["coverage"].max(), target or 0) * 1.1
    figure.update_yaxes(tickformat=".0%", range=[0, top], showgrid=True, gridcolor=GRID)
    figure.update_layout(margin={"t": 34}, legend={"y": -0.08})
    return figure


def outlook(units: pd.DataFrame, names: dict[str, str], palette: Palette, separators: str) -> go.Figure:
    """Where units stand, where they will end and what is asked of them, as shares of their households.

    `units` has name, coverage, low_share, middle_share, high_share, target_share. `names` labels now, outlook, target.
    """
    units = units.iloc[::-1]
    figure = go.Figure()
    figure.add_bar(
        x=units["coverage"], y=units["name"], orientation="h", name=names["now"], width=0.5, marker_color=palette.waiting,
        marker_line={"color": palette.muted, "width": 1}, hovertemplate="%{y}: %{x:.1%}<extra>" + names["now"] + "</extra>",
    )  # fmt: skip
    known = units[units["middle_share"].notna()]
    shares = {end: known[f"{end}_share"] for end in ("low", "middle", "high")}
    _interval(figure, known["name"], **shares, label=names["outlook"], form=".1%", palette=palette)
    figure.add_scatter(
        x=units["target_share"], y=units["name"], mode="markers", name=names["target"],
        marker={"symbol": "line-ns", "size": 30, "color": palette.target, "line": {"width": 4, "color": palette.target}},
        hovertemplate="%{y}: %{x:.1%}<extra>" + names["target"] + "</extra>",
    )  # fmt: skip
    framed(figure, palette, separators, 110 + 56 * len(units))
    figure.update_xaxes(tickformat=".0%", rangemode="tozero")
    figure.update_yaxes(tickfont={"size": 16, "color": palette.text})
    figure.update_layout(legend={"y": -0.16})
    return figure


def _interval(
    figure: go.Figure, units: pd.Series, low: pd.Series, middle: pd.Series, high: pd.Series, label: str, form: str,
    palette: Palette,
) -> None:  # fmt: skip
    """A forecast as a dot with its interval, one a unit."""
    figure.add_scatter(
        x=middle, y=units, mode="markers", name=label, marker={"symbol": "circle", "size": 15, "color": palette.accent},
        error_x={
            "type": "data", "symmetric": False, "array": high - middle, "arrayminus": middle - low, "thickness": 5,
            "width": 9, "color": palette.accent,
        },
        hovertemplate="%{y}: %{x:" + form + "}<extra>" + label + "</extra>",
    )  # fmt: skip


def replay(rows: pd.DataFrame, names: dict[str, str], palette: Palette, separators: str) -> go.Figure:
    """What the method would have said beside what came: `rows` has name, low, middle, high, actual (households)."""
    rows = rows.iloc[::-1]
    figure = go.Figure()
    counts = {end: rows[end] for end in ("low", "middle", "high")}
    _interval(figure, rows["name"], **counts, label=names["outlook"], form=",.0f", palette=palette)
    figure.add_scatter(
        x=rows["actual"], y=rows["name"], mode="markers", name=names["actual"],
        marker={"symbol": "x", "size": 14, "color": palette.status["behind"]},
        hovertemplate="%{y}: %{x:,.0f}<extra>" + names["actual"] + "</extra>",
    )  # fmt: skip
    framed(figure, palette, separators, 110 + 56 * len(rows))
    figure.update_xaxes(tickformat=",.0f", rangemode="tozero")
    figure.update_yaxes(tickfont={"size": 16, "color": palette.text})
    figure.update_layout(legend={"y": -0.16})
    return figure


def funnel(steps: list[str], counts: list[float], written: list[str], palette: Palette, separators: str) -> go.Figure:
    """Bars that shrink from step to step; `written` stands below each step's name, for on a phone no bar has room for it."""
    named = [f"{step}<br><b>{told}</b>" for step, told in zip(steps, written, strict=True)]
    figure = go.Figure()
    figure.add_bar(
        x=counts[::-1], y=named[::-1], orientation="h", width=0.7, marker_color=palette.accent,
        hovertemplate="%{y}<extra></extra>",
    )  # fmt: skip
    framed(figure, palette, separators, 70 + 62 * len(steps))
    figure.update_xaxes(visible=False, range=[0, max(*counts, 1)])
    figure.update_yaxes(tickfont={"size": 15, "color": palette.text})
    return figure


def companions(
    own: pd.DataFrame, others: list[tuple[str, pd.DataFrame]], x: str, name: str, titles: dict[str, str], target: float,
    palette: Palette, separators: str,
) -> go.Figure:  # fmt: skip
    """A unit's curve over `x` (day_number or share_of_time), with the ghosts it is compared with as dotted lines."""
    figure = go.Figure()
    for index, (label, rows) in enumerate(others):
        figure.add_scatter(
            x=_light(rows[x]), y=_light(rows["coverage"]), mode="lines", name=label,
            line={"color": palette.series[index + 1], "width": 3, "dash": ("dot", "dash")[index % 2]},
            hovertemplate="%{y:.1%}<extra>" + label + "</extra>",
        )  # fmt: skip
    figure.add_scatter(
        x=_light(own[x]), y=_light(own["coverage"]), mode="lines", name=name, line={"color": palette.accent, "width": 5},
        hovertemplate="%{y:.1%}<extra>" + name + "</extra>",
    )  # fmt: skip
    figure.add_hline(
        y=target, line={"color": palette.target, "width": 2, "dash": "dash"}, annotation_text=titles["target"]
    )
    framed(figure, palette, separators, 400)
    figure.update_xaxes(title_text=titles["x"], tickformat=_time(x), range=_span(x, own, *(rows for _, rows in others)))
    figure.update_yaxes(title_text=titles["y"], tickformat=".0%", showgrid=True, gridcolor=GRID, rangemode="tozero")
    figure.update_layout(hovermode="x unified", legend={"y": -0.25})
    return figure
