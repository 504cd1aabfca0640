"""Choropleths. Values in, chart out; the shapes are an address that the browser fetches once."""

from dataclasses import dataclass

import pandas as pd

from pages.charts.layout import CLEAR, FAMILY, Chart, hover_label, numbers, values
from pages.charts.style import Palette

# Where the inset stands, on the screen and on paper, in parts of the picture: the corner that the province leaves free.
INSET = {"x": [0.70, 0.995], "y": [0.66, 0.995]}


@dataclass(frozen=True)
class Shapes:
    """A layer as a map needs it: its address, all its codes, the frame (west, south, east, north) to show."""

    url: str
    codes: tuple[str, ...]
    frame: tuple[float, float, float, float]


@dataclass(frozen=True)
class Band:
    """A class of the legend; its name may tell also how many units are in it, its label does not.

    Beside its colour it has a letter, which stands in its units, and on paper a hatch.
    """

    name: str
    colour: str
    codes: tuple[str, ...]
    letter: str = ""
    hatch: str = ""
    label: str = ""


@dataclass(frozen=True)
class Ground:
    """What a map is drawn on: its units, the borders of the level above, units with a thick line around them.

    `inset` shows the same classes for its codes, which are too small to see, and their labels in it.
    """

    shapes: Shapes
    borders: Shapes
    chosen: tuple[str, ...] = ()
    inset: Shapes | None = None
    inset_title: str = ""


def choropleth(
    ground: Ground, bands: list[Band], hover: dict[str, str], labels: pd.DataFrame, marks: list[str], palette: Palette, height: int
) -> Chart:  # fmt: skip
    """Units coloured by class, with their names.

    `hover` has the text of each code; `labels` has code, lon, lat, text and the size of its letters; `marks` are what
    the legend says of marks in them.
    """
    inset = ground.inset
    in_inset = labels["code"].isin(inset.codes if inset else ())
    data = [
        *_fills(ground.shapes, bands, hover, "geo", 0.5, palette),
        _lines(ground.borders, ground.borders.codes, 1.6, palette.text, "geo"),
        *([_lines(ground.shapes, ground.chosen, 5, palette.accent, "geo")] if ground.chosen else []),
    ]
    layout = _layout(palette, height, {"x": 0.5, "y": 0, "xanchor": "center"})
    names = [*_names(labels[~in_inset], "geo", palette), *_names(labels[in_inset], "geo2", palette)]
    layout |= {
        "uirevision": "map",
        "geo": _view(ground.shapes.frame, {"x": [0, 1], "y": [0, 1]}, CLEAR),
        "meta": {"names": names},
    }
    if inset is not None:
        data += _fills(inset, bands, hover, "geo2", 0.8, palette)
        layout |= {"geo2": _view(inset.frame, INSET, palette.paper), **_framed(ground.inset_title, palette)}
    return {"data": [*data, *map(_mark, marks)], "layout": layout}


def small_multiples(
    shapes: Shapes, borders: Shapes, days: list[tuple[str, list[Band]]], palette: Palette, columns: int, height: int
) -> Chart:
    """One small map a day, all in the same classes; `days` has each map's title and bands, the legend is said once."""
    data, titles, geos = [], [], {}
    named: set[str] = set()
    rows = -(-len(days) // columns)
    for index, (title, bands) in enumerate(days):
        geo = f"geo{index + 1}" if index else "geo"
        row, column = divmod(index, columns)
        left, right, top = column / columns + 0.005, (column + 1) / columns - 0.005, 1 - row / rows
        for band in bands:
            if band.codes:
                data.append(_fill(shapes, band, band.codes, geo, 0.2, palette))
                data[-1] |= {"showlegend": band.name not in named, "hoverinfo": "skip"}
                named.add(band.name)
        data.append(_lines(borders, borders.codes, 0.8, palette.text, geo))
        geos[geo] = _view(shapes.frame, {"x": [left, right], "y": [top - 1 / rows + 0.01, top - 0.045]}, CLEAR)
        titles.append(_words(title, (left + right) / 2, top - 0.02, "center", "middle", 16, palette))
    return {"data": data, "layout": {**_layout(palette, height, {"x": 0, "y": -0.02}), **geos, "annotations": titles}}


def _layout(palette: Palette, height: int, legend: Chart) -> Chart:
    return {
        "height": height, "margin": {"l": 0, "r": 0, "t": 0, "b": 0}, "dragmode": False, "paper_bgcolor": CLEAR,
        "font": {"family": FAMILY, "color": palette.text}, "hoverlabel": hover_label(palette, 15),
        "legend": {"orientation": "h", "yanchor": "top", "font": {"size": 16, "color": palette.text}, **legend},
    }  # fmt: skip


def _view(frame: tuple[float, float, float, float], domain: Chart, background: str) -> Chart:
    west, south, east, north = numbers(frame)
    return {
        "visible": False, "projection": {"type": "mercator"}, "lonaxis": {"range": [west, east]},
        "lataxis": {"range": [south, north]}, "domain": domain, "bgcolor": background,
    }  # fmt: skip


def _framed(title: str, palette: Palette) -> Chart:
    """A line around the inset, and its title below."""
    (left, right), (bottom, top) = INSET["x"], INSET["y"]
    line = {
        "type": "rect", "xref": "paper", "yref": "paper", "x0": left, "x1": right, "y0": bottom, "y1": top,
        "line": {"color": palette.muted, "width": 1},
    }  # fmt: skip
    return {"annotations": [_words(title, right, bottom, "right", "top", 14, palette)], "shapes": [line]}


def _words(words: str, x: float, y: float, across: str, up: str, size: int, palette: Palette) -> Chart:
    return {
        "text": words, "x": x, "y": y, "xref": "paper", "yref": "paper", "xanchor": across, "yanchor": up,
        "showarrow": False, "font": {"size": size, "color": palette.text},
    }  # fmt: skip


def _fills(
    shapes: Shapes, bands: list[Band], hover: dict[str, str], geo: str, line: float, palette: Palette
) -> list[Chart]:
    """One trace a class, so that the legend counts them and a click on it hides them. One without units shows nothing."""
    codes = set(shapes.codes)
    filled = []
    for band in bands:
        if within := [code for code in band.codes if code in codes]:
            texts = {"text": [hover[code] for code in within], "hovertemplate": "%{text}<extra></extra>"}
            filled.append({**_fill(shapes, band, within, geo, line, palette), "showlegend": geo == "geo", **texts})
    return filled


def _fill(shapes: Shapes, band: Band, codes: list[str], geo: str, line: float, palette: Palette) -> Chart:
    return {
        **_choropleth(shapes, codes, geo, line, palette.line), "zmin": 0, "zmax": 1, "name": band.name,
        "colorscale": [[0, band.colour], [1, band.colour]], "legendgroup": band.name,
    }  # fmt: skip


def _lines(shapes: Shapes, codes: tuple[str, ...], width: float, colour: str, geo: str) -> Chart:
    """Outlines that let hovers and clicks through to what lies below."""
    return {
        **_choropleth(shapes, codes, geo, width, colour), "colorscale": [[0, CLEAR], [1, CLEAR]], "hoverinfo": "skip",
        "showlegend": False,
    }  # fmt: skip


def _choropleth(shapes: Shapes, codes: list[str] | tuple[str, ...], geo: str, width: float, line: str) -> Chart:
    return {
        "type": "choropleth", "geo": geo, "geojson": shapes.url, "featureidkey": "id", "locations": list(codes),
        "z": [0] * len(codes), "showscale": False, "marker": {"line": {"width": width, "color": line}},
        "unselected": {"marker": {"opacity": 1}},
    }  # fmt: skip


def _names(labels: pd.DataFrame, geo: str, palette: Palette) -> list[Chart]:
    """What stands in the units of a frame: small letters first, for the first has the room. `labels.js` writes it."""
    if labels.empty:
        return []
    rows = labels.sort_values("size", kind="stable")
    lines = [words.split("<br>") for words in rows["text"]]
    points = [list(point) for point in zip(values(rows["lon"]), values(rows["lat"]), lines, strict=True)]
    return [{"geo": geo, "points": points, "font": {"size": values(rows["size"]), "color": palette.text}}]


def _mark(words: str) -> Chart:
    """A line of the legend without a colour."""
    return {
        "type": "scattergeo", "geo": "geo", "lon": [None], "lat": [None], "mode": "markers", "marker": {"color": CLEAR},
        "name": words, "hoverinfo": "skip",
    }  # fmt: skip
