"""Charts of attainment: one bar with both targets, districts ranked, curves. Values in, chart out."""

import pandas as pd

from pages.charts.layout import Chart, axis, counts, curve, layout, numbers, plain, shares, values
from pages.charts.style import STATUSES, Palette

LOCAL = "star-triangle-up"  # the sign of a target that a unit set itself, on every chart
_COLUMNS = 3  # of small curves
_BESIDE, _BETWEEN = 0.04, 0.32  # of the width, and of the height of a line: what is left free


def bullet(
    coverage: float,
    expected: float | None,
    target: float,
    local: tuple[float, float] | None,
    status: str,
    names: dict[str, str],
    palette: Palette,
    separators: str,
) -> Chart:
    """One unit on one bar: shares of its households reached, expected today, targeted by the province and locally.

    `names` labels the marks: actual, expected, target, local.
    """
    bar = {
        "type": "bar", "x": [plain(coverage)], "y": [""], "orientation": "h", "width": 0.5, "name": names["actual"],
        "marker": {"color": palette.status[status], "line": {"color": palette.muted, "width": 1}},
        "hovertemplate": "%{x:.1%}",
    }  # fmt: skip
    data = [bar, _point(target, names["target"], "line-ns", 34, palette.target, 4)]
    if expected is not None and expected < target:
        data.append(_point(expected, names["expected"], "diamond", 13, palette.expected, 1))
    if local is not None:
        data.append({
            "type": "scatter", "x": numbers(local), "y": ["", ""], "mode": "lines+markers", "name": names["local"],
            "line": {"color": palette.local, "width": 3}, "marker": {"symbol": LOCAL, "size": 13, "color": palette.local},
            "hovertemplate": "%{x:.1%}",
        })  # fmt: skip
    end = float(max(target, coverage, local[1] if local else 0) * 1.12)
    across = {**shares(end), "range": [0, end]}
    # On a phone each of the four marks of the legend has a line of its own.
    legend = {"y": -0.6, "yanchor": "top"}
    return {
        "data": data,
        "layout": layout(palette, separators, 150 if local is None else 200, across, {}, legend),
    }


def _point(share: float, name: str, symbol: str, size: int, colour: str, line: int) -> Chart:
    """A mark on the one bar."""
    return {
        "type": "scatter", "x": [plain(share)], "y": [""], "mode": "markers", "name": name, "hovertemplate": "%{x:.1%}",
        "marker": {"symbol": symbol, "size": size, "color": colour, "line": {"width": line, "color": colour}},
    }  # fmt: skip


def ranking(units: pd.DataFrame, names: dict[str, str], palette: Palette, separators: str) -> Chart:
    """Units ranked by coverage, each with its own target and the share expected today.

    `units` has name, coverage, target_share, expected_share, own_target_share, status, letter (of the status). `names`
    labels the marks and the statuses. From a deadline on what is expected is the target, which has its own mark.
    """
    units = units.iloc[::-1]
    units = units.assign(expected_share=units["expected_share"].where(units["expected_share"] < units["target_share"]))
    fills = [palette.status[status] for status in units["status"]]
    bars = {
        "type": "bar", "x": values(units["coverage"]), "y": values(units["name"]), "orientation": "h",
        "name": names["actual"], "width": 0.62, "marker": {"color": fills, "line": {"color": palette.muted, "width": 1}},
        "text": values(units["letter"]), "textposition": "inside", "insidetextanchor": "start", "textangle": 0,
        "constraintext": "none", "textfont": {"size": 16, "weight": 700, "color": [palette.on(fill) for fill in fills]},
        "hovertemplate": _hover("x", ".1%"), "showlegend": False, "cliponaxis": False,
        **_ids(units),
    }  # fmt: skip
    marks = (
        ("target", "target_share", "line-ns", 22, palette.target, {"width": 3, "color": palette.target}),
        ("expected", "expected_share", "diamond", 10, palette.expected, {"width": 1, "color": palette.paper}),
        ("local", "own_target_share", LOCAL, 13, palette.local, {"width": 1, "color": palette.paper}),
    )
    data = [bars]
    for name, column, symbol, size, colour, line in marks:
        known = units[units[column].notna()]
        if len(known):
            mark = {"symbol": symbol, "size": size, "color": colour, "line": line}
            data.append(_marks(known[column], known["name"], names[name], ".1%", mark))
    data += [
        _key(names[status], palette.status[status], units["name"].iloc[-1])
        for status in STATUSES if status in set(units["status"])
    ]  # fmt: skip
    # Shares stand in one column right of every bar and mark: whatever a chart's width, nothing lies on them.
    end = units[["coverage", "target_share", "expected_share", "own_target_share"]].astype(float).max().max() * 1.03
    written = [
        {
            "x": 1, "xref": "paper", "xanchor": "left", "xshift": 4, "y": name, "text": _written(share, separators),
            "showarrow": False, "font": {"size": 16, "weight": 700, "color": palette.text},
        }
        for name, share in zip(units["name"], units["coverage"], strict=True)
    ]  # fmt: skip
    look = layout(
        palette, separators, 90 + 42 * len(units), {**shares(end), "range": [0, float(end)]}, _names(palette), {"y": -0.1},
        margin={"r": 62}, annotations=written,
    )  # fmt: skip
    return {"data": data, "layout": look}


def _ids(units: pd.DataFrame) -> Chart:
    """Which unit each bar is about, where the rows say so."""
    return {"ids": values(units["unit_code"])} if "unit_code" in units else {}


def _key(name: str, colour: str, unit: str) -> Chart:
    """What a letter and its colour mean: in the legend alone, for it has no value."""
    return {
        "type": "scatter", "x": [None], "y": [unit], "mode": "markers", "name": name, "hoverinfo": "skip",
        "marker": {"symbol": "square", "size": 13, "color": colour},
    }  # fmt: skip


def _marks(shares: pd.Series, units: pd.Series, name: str, form: str, mark: Chart, **more: object) -> Chart:
    """One mark a unit."""
    return {
        "type": "scatter", "x": values(shares), "y": values(units), "mode": "markers", "name": name, "marker": mark,
        "hovertemplate": _hover("x", form, name), **more,
    }  # fmt: skip


def _hover(value: str, form: str, name: str = "") -> str:
    """The unit and its value, beside what is shown."""
    return f"%{{y}}: %{{{value}:{form}}}<extra>{name}</extra>"


def _names(palette: Palette) -> Chart:
    """An axis of names is read as text, and takes the room that they need."""
    return {"tickfont": {"size": 16, "color": palette.text}, "automargin": True}


def _written(share: float, separators: str) -> str:
    return "—" if pd.isna(share) else f"{share * 100:.1f}%".replace(".", separators[0])


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


def outlook(units: pd.DataFrame, names: dict[str, str], palette: Palette, separators: str) -> Chart:
    """Where units stand, where they will end and what is asked of them, as shares of their households.

    `units` has name, coverage, low_share, middle_share, high_share, target_share. `names` labels now, outlook, target.
    """
    units = units.iloc[::-1]
    bars = {
        "type": "bar", "x": values(units["coverage"]), "y": values(units["name"]), "orientation": "h", "name": names["now"],
        "width": 0.5, "marker": {"color": palette.waiting, "line": {"color": palette.muted, "width": 1}},
        "hovertemplate": _hover("x", ".1%", names["now"]), **_ids(units),
    }  # fmt: skip
    known = units[units["middle_share"].notna()]
    ends = (known[f"{end}_share"] for end in ("low", "middle", "high"))
    stroke = {"symbol": "line-ns", "size": 30, "color": palette.target, "line": {"width": 4, "color": palette.target}}
    return {
        "data": [
            bars,
            _interval(known["name"], *ends, names["outlook"], ".1%", palette),
            _marks(units["target_share"], units["name"], names["target"], ".1%", stroke),
        ],
        "layout": _forecast(len(units), ".0%", palette, separators),
    }


def _interval(
    units: pd.Series, low: pd.Series, middle: pd.Series, high: pd.Series, name: str, form: str, palette: Palette
) -> Chart:
    """A forecast as a dot with its interval, one a unit."""
    reach = {
        "type": "data", "symmetric": False, "array": values(high - middle), "arrayminus": values(middle - low),
        "thickness": 5, "width": 9, "color": palette.accent,
    }  # fmt: skip
    dot = {"symbol": "circle", "size": 15, "color": palette.accent}
    return _marks(middle, units, name, form, dot, error_x=reach)


def _forecast(units: int, form: str, palette: Palette, separators: str) -> Chart:
    across = {"tickformat": form, "rangemode": "tozero"}
    return layout(palette, separators, 110 + 56 * units, across, _names(palette), {"y": -0.16})


def funnel(steps: list[str], counts: list[float], written: list[str], palette: Palette, separators: str) -> Chart:
    """Bars that shrink from step to step; `written` stands below each step's name, for on a phone no bar has room for it."""
    named = [f"{step}<br><b>{told}</b>" for step, told in zip(steps, written, strict=True)]
    counts = [plain(count) for count in counts]
    bars = {
        "type": "bar", "x": counts[::-1], "y": named[::-1], "orientation": "h", "width": 0.7,
        "marker": {"color": palette.accent}, "hovertemplate": "%{y}<extra></extra>",
    }  # fmt: skip
    across, names = (
        {"visible": False, "range": [0, max(*counts, 1)]},
        {"tickfont": {"size": 15, "color": palette.text}, "automargin": True},
    )
    return {"data": [bars], "layout": layout(palette, separators, 70 + 62 * len(steps), across, names, {"y": -0.18})}


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
