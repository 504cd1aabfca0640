"""Charts of products and orders. Values in, chart out."""

import pandas as pd

from pages.charts.layout import Chart, axis, counts, layout, values
from pages.charts.style import Palette

REST = "rest"  # the code of a group of all that are not told one by one
_TICKS = 7  # weeks named along the foot, at most


def weekly(
    frame: pd.DataFrame,
    group: str,
    value: str,
    labels: dict[str, str],
    title: str,
    stacked: bool,
    palette: Palette,
    separators: str,
) -> Chart:
    """Weeks as stacked bars where the groups add up, as lines where they overlap; the groups in the order of `labels`.

    A week that a group has no row of is nought: no line runs across it. That of the code REST are all that are not told one by one. Raises ValueError for more groups than `Palette.parts` has colours.
    """
    known = [code for code in labels if code in set(frame[group])]
    hues = dict(zip(known, palette.parts(len(known), REST in known), strict=True))
    draw = _bars if stacked else _line
    shown = frame[frame[group].isin(known)]
    own = {
        code: rows if stacked else _every(rows[["week", value]], shown["week"]) for code, rows in shown.groupby(group)
    }
    end = shown.groupby("week")[value].sum().max() if stacked else shown[value].max()
    up = {**counts(end), "showgrid": True, "title": title, "rangemode": "tozero"}
    return {
        "data": [
            draw(own[code], value, labels[code], hues[code]) for code in known
        ],
        "layout": layout(
            palette, separators, 420, _mondays(shown["week"]), up, {"y": -0.2},
            barmode="stack", hovermode="x unified",
        ),
    }  # fmt: skip


def _mondays(weeks: pd.Series) -> Chart:
    """The axis of weeks: some of them, evenly apart, each by its Monday. Left to itself a chart names Sundays between them."""
    spanned = pd.Series(pd.date_range(weeks.min(), weeks.max(), freq="7D")) if len(weeks) else weeks
    named = spanned.iloc[:: max(1, -(-len(spanned) // _TICKS))]
    return {"tickformat": "%d/%m", "hoverformat": "%d/%m/%Y", "tickmode": "array", "tickvals": values(named)}


def _every(weeks: pd.DataFrame, spanned: pd.Series) -> pd.DataFrame:
    """A group's rows in every week that others span, with noughts where it has none."""
    every = pd.date_range(spanned.min(), spanned.max(), freq="7D", name="week")
    return weeks.set_index("week").reindex(every, fill_value=0).reset_index()


def _bars(weeks: pd.DataFrame, value: str, name: str, colour: str) -> Chart:
    return {
        "type": "bar", "x": values(weeks["week"]), "y": values(weeks[value]), "name": name, "marker": {"color": colour},
        "hovertemplate": _count(name),
    }  # fmt: skip


def _line(weeks: pd.DataFrame, value: str, name: str, colour: str) -> Chart:
    return {
        "type": "scatter", "x": values(weeks["week"]), "y": values(weeks[value]), "name": name, "mode": "lines",
        "line": {"color": colour, "width": 3}, "hovertemplate": _count(name),
    }  # fmt: skip


def _count(name: str) -> str:
    return "%{y:,.0f}<extra>" + name + "</extra>"


def top(frame: pd.DataFrame, value: str, palette: Palette, separators: str) -> Chart:
    """Bars of the first products; `frame` has name and `value`."""
    frame = frame.iloc[::-1]
    bars = {
        "type": "bar", "orientation": "h", "x": values(frame[value]), "y": values(frame["name"]),
        "marker": {"color": palette.accent}, "width": 0.62, "texttemplate": "%{x:,.0f}", "textposition": "auto",
        "insidetextfont": {"color": palette.on(palette.accent)}, "outsidetextfont": {"color": palette.text},
        "hovertemplate": "%{y}: %{x:,.0f}<extra></extra>", "cliponaxis": False,
    }  # fmt: skip
    names = {"tickfont": {"size": 15, "color": palette.text}, "automargin": True}
    look = layout(palette, separators, 80 + 36 * len(frame), counts(frame[value].max()), names, {"y": -0.18})
    return {"data": [bars], "layout": look}


def season(
    weeks: pd.DataFrame, months: tuple[int, ...], titles: dict[str, str], palette: Palette, separators: str
) -> Chart:
    """Quantity a week as bars, price as a line on an axis of its own, the months of the season shaded behind.

    `weeks` has week, quantity, price; `titles` labels quantity, price, season.
    """
    price = {**_line(weeks, "price", titles["price"], palette.series[3]), "yaxis": "y2"}
    sold, asked = ({**counts(weeks[name].max()), "rangemode": "tozero"} for name in ("quantity", "price"))
    return {
        "data": [_bars(weeks, "quantity", titles["quantity"], palette.accent), price],
        "layout": layout(
            palette, separators, 420, _mondays(weeks["week"]), {**sold, "title": titles["quantity"]}, {"y": -0.2},
            yaxis2=axis("y", palette, titles["price"], **asked, overlaying="y", side="right", nticks=6,
                tickmode="linear" if "dtick" in asked else "auto"),
            hovermode="x unified", margin={"r": 90}, shapes=_shades(weeks["week"], months, palette),
        ),
    }  # fmt: skip


def _shades(weeks: pd.Series, months: tuple[int, ...], palette: Palette) -> list[Chart]:
    """The months of the year that the weeks lie in, as spans from their first day to that of the next."""
    found = [month for month in pd.period_range(weeks.min(), weeks.max(), freq="M") if month.month in months]
    return [
        {
            "type": "rect", "xref": "x", "yref": "y domain", "x0": f"{month}-01", "x1": f"{month + 1}-01", "y0": 0, "y1": 1,
            "fillcolor": palette.expected, "opacity": 0.12, "line": {"width": 0}, "layer": "below",
        }
        for month in found
    ]  # fmt: skip


def status(weeks: pd.DataFrame, names: dict[str, str], palette: Palette, separators: str) -> Chart:
    """Orders placed a week by what became of them; `weeks` has week and a column a status, `names` their labels in order."""
    up = {**counts(weeks[list(names)].sum(axis=1).max()), "showgrid": True}
    return {
        "data": [
            _bars(weeks, name, label, colour) for (name, label), colour in zip(names.items(), palette.orders, strict=True)
        ],
        "layout": layout(
            palette, separators, 400, _mondays(weeks["week"]), up, {"y": -0.2}, barmode="stack", hovermode="x unified"
        ),
    }  # fmt: skip
