"""Charts of attainment on a day: one bar with both targets, units ranked, where they may end, what is left from step to step. Values in, chart out."""

import pandas as pd

from pages.charts.layout import Chart, layout, numbers, plain, shares, values
from pages.charts.style import STATUSES, Palette

LOCAL = "star-triangle-up"  # the sign of a target that a unit set itself, on every chart


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
    marks = (
        ("target", "target_share", "line-ns", 22, palette.target, {"width": 3, "color": palette.target}),
        ("expected", "expected_share", "diamond", 10, palette.expected, {"width": 1, "color": palette.paper}),
        ("local", "own_target_share", LOCAL, 13, palette.local, {"width": 1, "color": palette.paper}),
    )
    data = [_lettered(units, names["actual"], palette)]
    for name, column, symbol, size, colour, line in marks:
        known = units[units[column].notna()]
        if len(known):
            mark = {"symbol": symbol, "size": size, "color": colour, "line": line}
            data.append(_marks(known[column], known["name"], names[name], ".1%", mark))
    data += [
        _key(names[status], palette.status[status], units["name"].iloc[-1])
        for status in STATUSES if status in set(units["status"])
    ]  # fmt: skip
    end = units[["coverage", "target_share", "expected_share", "own_target_share"]].astype(float).max().max() * 1.03
    look = layout(
        palette, separators, 90 + 42 * len(units), {**shares(end), "range": [0, float(end)]}, _names(palette), {"y": -0.1},
        margin={"r": 62}, annotations=_shares_beside(units, palette, separators),
    )  # fmt: skip
    return {"data": data, "layout": look}


def _lettered(units: pd.DataFrame, name: str, palette: Palette) -> Chart:
    """A bar a unit in the colour of its status, with its letter."""
    fills = [palette.status[status] for status in units["status"]]
    return {
        "type": "bar", "x": values(units["coverage"]), "y": values(units["name"]), "orientation": "h",
        "name": name, "width": 0.62, "marker": {"color": fills, "line": {"color": palette.muted, "width": 1}},
        "text": values(units["letter"]), "textposition": "inside", "insidetextanchor": "start", "textangle": 0,
        "constraintext": "none", "textfont": {"size": 16, "weight": 700, "color": [palette.on(fill) for fill in fills]},
        "hovertemplate": _hover("x", ".1%"), "showlegend": False, "cliponaxis": False,
        **_ids(units),
    }  # fmt: skip


def _shares_beside(units: pd.DataFrame, palette: Palette, separators: str) -> list[Chart]:
    """Shares stand in one column right of every bar and mark: whatever a chart's width, nothing lies on them."""
    return [
        {
            "x": 1, "xref": "paper", "xanchor": "left", "xshift": 4, "y": name, "text": _written(share, separators),
            "showarrow": False, "font": {"size": 16, "weight": 700, "color": palette.text},
        }
        for name, share in zip(units["name"], units["coverage"], strict=True)
    ]  # fmt: skip


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
