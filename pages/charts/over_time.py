"""Curves of coverage in the time of a phase, by its days or by shares of it. Values in, chart out."""

import pandas as pd

from pages.charts.layout import Chart, axis, counts, curve, layout, numbers, plain, shares
from pages.charts.style import Palette

_COLUMNS = 3  # of small curves
_BESIDE, _BETWEEN = 0.04, 0.32  # of the width, and of the height of a line: what is left free


def curves(series: pd.DataFrame, x: str, titles: dict[str, str], palette: Palette, separators: str) -> Chart:
    """Coverage over `x` (day_number or share_of_time), one line per name in the order they come."""
    data, ends = [], []
    hues = palette.hues(series["name"].nunique())
    for colour, (name, rows) in zip(hues, series.groupby("name", sort=False), strict=True):
        data.append(_curve(rows, x, name, {"color": colour, "width": 4}))
        ends.append({
            "x": plain(rows[x].iloc[-1]), "y": plain(rows["coverage"].iloc[-1]), "text": f"<b>{name}</b>", "showarrow": False,
            "xanchor": "right", "yshift": 16, "font": {"color": colour, "size": 16}, "bgcolor": palette.paper,
        })  # fmt: skip
    look = layout(
        palette, separators, 430, {"title": titles["x"], **_time_axis(x, series), "hoverformat": _time(x), "range": _span(x, series)},
        {**shares(series["coverage"].max()), "title": titles["y"], "showgrid": True, "rangemode": "tozero"}, {"y": -0.18},
        hovermode="x unified", showlegend=False, annotations=ends,
    )  # fmt: skip
    return {"data": data, "layout": look}


def small_multiples(
    series: pd.DataFrame,
    ghost: pd.DataFrame,
    x: str,
    titles: dict[str, str],
    target: float | None,
    palette: Palette,
    separators: str,
) -> Chart:
    """One small curve per unit, all on one scale, with the other phase as a grey line behind.

    `series` has name, `x` (day_number or share_of_time), coverage, status; `ghost` has `x` and coverage.
    """
    names = list(dict.fromkeys(series["name"]))
    lines = -(-len(names) // _COLUMNS)
    top = max(series["coverage"].max(), ghost["coverage"].max(), target or 0) * 1.1
    across = {**_time_axis(x, series, ghost), "range": _span(x, series, ghost), "nticks": 5}
    up = {**shares(top), "range": [0, float(top)], "showgrid": True}
    behind = _curve(ghost, x, titles["ghost"], {"color": palette.muted, "width": 2, "dash": "dot"}, hoverinfo="skip")
    del behind["hovertemplate"]
    data, shapes, headings = [], [], []
    for index, name in enumerate(names):
        rows, (line, column) = series[series["name"] == name], divmod(index, _COLUMNS)
        ends = {"xaxis": f"x{_number(column)}", "yaxis": f"y{_number(line)}", "showlegend": False}
        look = {"color": palette.status[rows["status"].iloc[-1]], "width": 4}
        hover = "%{x:" + _time(x) + "}: %{y:.1%}<extra>" + name + "</extra>"
        data += [
            {**behind, **ends, "showlegend": index == 0},
            {**_curve(rows, x, name, look), **ends, "hovertemplate": hover},
        ]
        if target is not None:
            shapes.append(
                _level(target, _number(column), _number(line), {"color": palette.target, "width": 1, "dash": "dash"})
            )
        headings.append(_heading(name, *_cell(index, lines)))
    frame = layout(
        palette, separators, 60 + 210 * lines, {}, {}, {"y": -0.08}, {"t": 34}, annotations=headings, shapes=shapes
    )
    return {"data": data, "layout": frame | _axes(lines, across, up, palette)}


def _number(index: int) -> str:
    """Axes are numbered from the second on: x, x2, x3."""
    return str(index + 1) if index else ""


def _cell(index: int, lines: int) -> tuple[list[float], list[float]]:
    """Where a small plot stands: from left to right and from bottom to top, in parts of the chart."""
    line, column = divmod(index, _COLUMNS)
    wide, between = (1 - _BESIDE * (_COLUMNS - 1)) / _COLUMNS, _BETWEEN / lines
    high = (1 - between * (lines - 1)) / lines
    left, bottom = column * (wide + _BESIDE), (lines - 1 - line) * (high + between)
    return [left, left + wide], [bottom, bottom + high]


def _heading(name: str, across: list[float], up: list[float]) -> Chart:
    return {
        "text": name, "x": sum(across) / 2, "y": up[1], "xref": "paper", "yref": "paper", "xanchor": "center",
        "yanchor": "bottom", "showarrow": False, "font": {"size": 16},
    }  # fmt: skip


def _axes(lines: int, across: Chart, up: Chart, palette: Palette) -> Chart:
    """An axis a column and one a line, shared by all plots of theirs: a pair a plot would take the browser thrice as long."""
    found = {}
    for column in range(_COLUMNS):
        horizontal, _ = _cell(column, lines)
        found[f"xaxis{_number(column)}"] = axis(
            "x", palette, **across, anchor=f"y{_number(lines - 1)}", domain=horizontal
        )
    for line in range(lines):
        _, vertical = _cell(line * _COLUMNS, lines)
        found[f"yaxis{_number(line)}"] = axis("y", palette, **up, anchor="x", domain=vertical)
    return found


def scenarios(
    lines: pd.DataFrame, interval: tuple[float, float, float] | None, target: float | None, titles: dict[str, str],
    palette: Palette, separators: str,
) -> Chart:  # fmt: skip
    """How a phase came here and where its scenarios lead: coverage by day number, with the range on the deadline.

    `lines` has name (actual, week, fortnight, push), day_number and coverage; `interval` is the deadline's day number and
    the range's two ends. `titles` labels the names, the target, the range (outlook) and the axes x and y.
    """
    looks = {
        "actual": {"color": palette.text, "width": 5}, "week": {"color": palette.series[0], "width": 4},
        "fortnight": {"color": palette.series[4], "width": 3, "dash": "dash"},
        "push": {"color": palette.series[1], "width": 3, "dash": "dot"},
    }  # fmt: skip
    data = [_curve(rows, "day_number", titles[name], looks[name]) for name, rows in lines.groupby("name", sort=False)]
    if interval is not None:
        day, low, high = interval
        data.insert(0, {
            "type": "scatter", "x": numbers((day, day)), "y": numbers((low, high)), "mode": "lines", "name": titles["outlook"],
            "line": {"color": palette.series[2], "width": 14}, "hovertemplate": "%{y:.1%}<extra>" + titles["outlook"] + "</extra>",
        })  # fmt: skip
    line = {"color": palette.target, "width": 2, "dash": "dash"}
    told = {
        "text": titles["target"], "x": 0, "y": target, "xref": "x domain", "yref": "y", "xanchor": "left", "yanchor": "bottom",
        "showarrow": False,
    }  # fmt: skip
    end = max([*lines["day_number"], *([interval[0]] if interval else [])], default=1)
    marks = {} if target is None else {"annotations": [told], "shapes": [_level(target, "", "", line)]}
    return {
        "data": data,
        "layout": layout(
            palette, separators, 460, {"title": titles["x"], "tickformat": ",.0f", "range": [0, float(end * 1.02)]},
            {**shares(lines["coverage"].max(), target, *(interval or ())[1:]), "title": titles["y"], "showgrid": True, "rangemode": "tozero"},
            {"y": -0.22}, **marks,
        ),
    }  # fmt: skip


def companions(
    own: pd.DataFrame, others: list[tuple[str, pd.DataFrame]], x: str, name: str, titles: dict[str, str], target: float,
    palette: Palette, separators: str,
) -> Chart:  # fmt: skip
    """A unit's curve over `x` (day_number or share_of_time), with the ghosts it is compared with as dotted lines."""
    hues = palette.hues(len(others) + 1)
    ghosts = [
        _curve(rows, x, label, {"color": hues[index + 1], "width": 3, "dash": ("dot", "dash")[index % 2]})
        for index, (label, rows) in enumerate(others)
    ]
    told = {
        "text": titles["target"], "x": 1, "y": float(target), "xref": "x domain", "yref": "y", "xanchor": "right",
        "yanchor": "bottom", "showarrow": False, "bgcolor": palette.paper,
    }  # fmt: skip
    whole = (own, *(rows for _, rows in others))
    across = {"title": titles["x"], **_time_axis(x, *whole), "range": _span(x, *whole)}
    up = shares(target, *(rows["coverage"].max() for rows in whole))
    look = layout(
        palette, separators, 400, across, {**up, "title": titles["y"], "showgrid": True, "rangemode": "tozero"},
        {"y": -0.25}, hovermode="x unified", annotations=[told],
        shapes=[_level(target, "", "", {"color": palette.target, "width": 2, "dash": "dash"})],
    )  # fmt: skip
    return {"data": [*ghosts, _curve(own, x, name, {"color": palette.accent, "width": 5})], "layout": look}


def _time_axis(x: str, *parts: pd.DataFrame) -> Chart:
    """The axis of a phase's time: days one by one while they are few."""
    if x == "share_of_time":
        return {"tickformat": _time(x)}
    return counts(*(rows[x].max() for rows in parts if len(rows)))


def _time(x: str) -> str:
    """How a point in a phase's time is written: a day's number, or a share."""
    return ".0%" if x == "share_of_time" else ",.0f"


def _span(x: str, *parts: pd.DataFrame) -> list[float]:
    """The whole time of a phase, or all the days there are."""
    if x == "share_of_time":
        return [0, 1.01]
    return [0, float(max((rows[x].max() for rows in parts if len(rows)), default=1) * 1.01)]


def _curve(rows: pd.DataFrame, x: str, name: str, line: Chart, **more: object) -> Chart:
    """Coverage over `x`."""
    return {
        "type": "scatter", "x": curve(rows[x]), "y": curve(rows["coverage"]), "mode": "lines", "name": name, "line": line,
        "hovertemplate": "%{y:.1%}<extra>" + name + "</extra>", **more,
    }  # fmt: skip


def _level(share: float, across: str, up: str, line: Chart) -> Chart:
    """A line at a share across the plot of the axes of these numbers."""
    return {
        "type": "line", "xref": f"x{across} domain", "yref": f"y{up}", "x0": 0, "x1": 1, "y0": float(share),
        "y1": float(share), "line": line,
    }  # fmt: skip
