"""Choropleths. Values in, figure out; the shapes are an address that the browser fetches once."""

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from pages.charts.style import Palette

_INSET = {"x": [0.70, 0.995], "y": [0.66, 0.995]}


@dataclass(frozen=True)
class Shapes:
    """A layer as a map needs it: its address, all its codes, the frame (west, south, east, north) to show."""

    url: str
    codes: tuple[str, ...]
    frame: tuple[float, float, float, float]


@dataclass(frozen=True)
class Band:
    """A class of the legend; its name tells also how many units are in it.

    Beside its colour it has a letter, which stands in its units, and on paper a hatch.
    """

    name: str
    colour: str
    codes: tuple[str, ...]
    letter: str = ""
    hatch: str = ""


def choropleth(
    shapes: Shapes, borders: Shapes, bands: list[Band], hover: dict[str, str], labels: pd.DataFrame, marks: list[str],
    inset: Shapes | None, inset_title: str, palette: Palette, height: int, chosen: tuple[str, ...] = (),
) -> go.Figure:  # fmt: skip
    """Units coloured by class, the borders of the level above, names, and an inset for what is too small to see.

    `hover` has the text of each code; `labels` has code, lon, lat, text and the size of its letters; `marks` are what
    the legend says of marks in them. `inset` shows the same classes for its codes, and their labels in it. `chosen`
    units have a thick line around them.
    """
    figure = go.Figure()
    _fill(figure, shapes, bands, hover, "geo", shapes.codes, palette)
    _lines(figure, borders, borders.codes, 1.6, palette.text, "geo")
    if chosen:
        _lines(figure, shapes, chosen, 5, palette.accent, "geo")
    in_inset = labels["code"].isin(inset.codes if inset else ())
    _names(figure, labels[~in_inset], "geo", palette)
    geos = {"geo": _view(shapes.frame, {"x": [0, 1], "y": [0, 1]}, "rgba(0,0,0,0)")}
    if inset is not None:
        _fill(figure, inset, bands, hover, "geo2", inset.codes, palette)
        _lines(figure, inset, inset.codes, 0.8, palette.line, "geo2")
        _names(figure, labels[in_inset], "geo2", palette)
        geos["geo2"] = _view(inset.frame, _INSET, palette.paper)
        figure.add_annotation(x=_INSET["x"][1], y=_INSET["y"][0], xref="paper", yref="paper", xanchor="right", yanchor="top",
                              text=inset_title, showarrow=False, font={"size": 14, "color": palette.text})  # fmt: skip
        figure.add_shape(type="rect", xref="paper", yref="paper", x0=_INSET["x"][0], x1=_INSET["x"][1], y0=_INSET["y"][0],
                         y1=_INSET["y"][1], line={"color": palette.muted, "width": 1})  # fmt: skip
    for mark in marks:
        figure.add_scattergeo(
            lon=[None], lat=[None], mode="markers", marker_color="rgba(0,0,0,0)", name=mark, geo="geo", hoverinfo="skip"
        )
    figure.update_layout(
        height=height, margin={"l": 0, "r": 0, "t": 0, "b": 0}, dragmode=False, uirevision="map",
        paper_bgcolor="rgba(0,0,0,0)", font={"family": "Be Vietnam Pro, sans-serif"},
        legend={"orientation": "h", "x": 0.5, "y": 0, "xanchor": "center", "yanchor": "top", "font": {"size": 16, "color": palette.text}},
        **geos,
    )  # fmt: skip
    return figure


def _names(figure: go.Figure, labels: pd.DataFrame, geo: str, palette: Palette) -> None:
    for size, rows in labels.groupby("size"):
        figure.add_scattergeo(
            lon=rows["lon"], lat=rows["lat"], text=rows["text"], mode="text", showlegend=False, hoverinfo="skip", geo=geo,
            textfont={"size": size, "color": palette.text, "weight": 600, "shadow": _halo(palette)},
        )  # fmt: skip


def _halo(palette: Palette) -> str:
    """Names stay readable on every class."""
    return ", ".join([f"0 0 3px {palette.paper}"] * 6)


def _view(frame: tuple[float, float, float, float], domain: dict, background: str) -> dict:
    west, south, east, north = frame
    return {
        "visible": False, "projection_type": "mercator", "lonaxis_range": [west, east], "lataxis_range": [south, north],
        "domain": domain, "bgcolor": background,
    }  # fmt: skip


def _fill(
    figure: go.Figure,
    shapes: Shapes,
    bands: list[Band],
    hover: dict[str, str],
    geo: str,
    codes: tuple[str, ...],
    palette: Palette,
) -> None:
    """One trace a class, so that the legend counts them and a click on it hides them."""
    for band in bands:
        within = [code for code in band.codes if code in set(codes)]
        figure.add_choropleth(
            geojson=shapes.url, featureidkey="id", locations=within, z=[0] * len(within), zmin=0, zmax=1,
            colorscale=[[0, band.colour], [1, band.colour]], showscale=False, geo=geo, name=band.name, legendgroup=band.name,
            showlegend=geo == "geo", marker_line_width=0.5, marker_line_color=palette.line, unselected_marker_opacity=1,
            text=[hover[code] for code in within], hovertemplate="%{text}<extra></extra>",
        )  # fmt: skip


def _lines(figure: go.Figure, shapes: Shapes, codes: tuple[str, ...], width: float, colour: str, geo: str) -> None:
    """Outlines that let hovers and clicks through to what lies below."""
    figure.add_choropleth(
        geojson=shapes.url, featureidkey="id", locations=list(codes), z=[0] * len(codes), geo=geo, showscale=False,
        colorscale=["rgba(0,0,0,0)"] * 2, hoverinfo="skip", unselected_marker_opacity=1, marker_line_width=width,
        marker_line_color=colour, showlegend=False,
    )  # fmt: skip


def small_multiples(
    shapes: Shapes, borders: Shapes, days: list[tuple[str, list[Band]]], palette: Palette, columns: int, height: int
) -> go.Figure:
    """One small map a day, all in the same classes; `days` has each map's title and bands, the legend is said once."""
    figure = go.Figure()
    rows = -(-len(days) // columns)
    named: set[str] = set()
    geos = {}
    for index, (title, bands) in enumerate(days):
        geo = f"geo{index + 1}" if index else "geo"
        row, column = divmod(index, columns)
        x = [column / columns + 0.005, (column + 1) / columns - 0.005]
        top = 1 - row / rows
        y = [top - 1 / rows + 0.01, top - 0.045]
        for band in bands:
            figure.add_choropleth(
                geojson=shapes.url, featureidkey="id", locations=list(band.codes), z=[0] * len(band.codes), zmin=0, zmax=1,
                colorscale=[[0, band.colour], [1, band.colour]], showscale=False, geo=geo, name=band.name,
                legendgroup=band.name, showlegend=band.name not in named, hoverinfo="skip", marker_line_width=0.2,
                marker_line_color=palette.line, unselected_marker_opacity=1,
            )  # fmt: skip
            named.add(band.name)
        _lines(figure, borders, borders.codes, 0.8, palette.text, geo)
        geos[geo] = _view(shapes.frame, {"x": x, "y": y}, "rgba(0,0,0,0)")
        figure.add_annotation(x=sum(x) / 2, y=top - 0.02, xref="paper", yref="paper", text=title, showarrow=False, xanchor="center",
                              yanchor="middle", font={"size": 16, "color": palette.text})  # fmt: skip
    figure.update_layout(
        height=height, margin={"l": 0, "r": 0, "t": 0, "b": 0}, dragmode=False, paper_bgcolor="rgba(0,0,0,0)",
        font={"family": "Be Vietnam Pro, sans-serif"},
        legend={"orientation": "h", "x": 0, "y": -0.02, "yanchor": "top", "font": {"size": 16, "color": palette.text}}, **geos,
    )  # fmt: skip
    return figure
