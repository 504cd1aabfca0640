"""A map as a picture for documents: SVG or PNG, off line. Shapes and their drawing; colours and words come as values."""

import io
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from math import cos, radians
from pathlib import Path as File

import matplotlib
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, fontManager
from matplotlib.patches import Patch, PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.patheffects import withStroke

from geo import layers

CITY = "178"  # too small to be seen on the province's map: it has an inset
DPI = 300
_INSET = (0.68, 0.66, 0.31, 0.33)  # left, bottom, width, height as parts of the picture
_ONE_AT_A_TIME = threading.Lock()  # matplotlib's settings and typefaces are shared by threads
_SETTINGS = {"svg.hashsalt": "lang-son", "hatch.linewidth": 0.6}  # the same picture from the same values


@dataclass(frozen=True)
class Class:
    """A class of the map: its legend (with the count), colour, a hatch as the second channel, and its units."""

    label: str
    colour: str
    hatch: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Style:
    """Colours of what is not a class."""

    text: str
    line: str
    border: str
    paper: str
    hatch: str


@dataclass(frozen=True)
class Drawing:
    """All a picture says. `labels` is the text of each unit's label, by code; `inset` the words under the city."""

    level: str
    vintage: str
    classes: tuple[Class, ...]
    labels: tuple[tuple[str, str], ...]
    title: str
    caption: str
    inset: str
    style: Style


@contextmanager
def settled(**settings: object) -> Iterator[None]:
    """Alone with matplotlib: its settings, and more of them, hold within; text is in the typeface of the pages."""
    with _ONE_AT_A_TIME, matplotlib.rc_context({**_SETTINGS, "font.family": _typeface(), **settings}):
        yield


@cache
def _typeface() -> str:
    """The name of the typeface, once matplotlib knows it."""
    for weight in ("Regular", "Bold"):
        fontManager.addfont(_file(weight))
    return FontProperties(fname=_file("Regular")).get_name()


def draw(
    drawing: Drawing,
    endings: tuple[str, ...] = ("svg", "png"),
    size: tuple[float, float] = (9.0, 7.6),
    scale: float = 1,
) -> dict[str, bytes]:
    """The picture in each format asked for, drawn once. `size` in inches, `scale` of its type; PNG at 300 dots an inch."""
    with settled():
        figure = _figure(drawing, (size[0] / scale, size[1] / scale))
        return {ending: _saved(figure, ending, scale) for ending in endings}


def _saved(figure: Figure, ending: str, scale: float) -> bytes:
    target = io.BytesIO()
    if ending == "svg":
        figure.savefig(target, format=ending, metadata={"Date": None})
    else:
        figure.savefig(target, format=ending, dpi=DPI * scale, pil_kwargs={"dpi": (DPI, DPI)})
    return target.getvalue()


def _figure(drawing: Drawing, size: tuple[float, float]) -> Figure:
    figure = Figure(figsize=size, facecolor=drawing.style.paper)
    FigureCanvasAgg(figure)
    layer = layers.layer(drawing.level, drawing.vintage)
    axes = figure.add_axes((0.005, 0.075, 0.99, 0.86 if drawing.title else 0.92))
    _fill(axes, drawing, layer, layer.frame(), layer.codes)
    if drawing.vintage == "2021":
        _borders(axes, drawing)
    city = _city(layer)
    axes.set_anchor("W")  # the room beside the province is for the inset and the legend
    _labels(axes, drawing, layer, hidden=frozenset({CITY}) if city else frozenset())
    if city:
        _city_inset(figure, axes, drawing, layer, city)
    _legend(figure, drawing)
    _words(figure, drawing)
    return figure


def _city(layer: layers.Layer) -> tuple[str, ...]:
    """The city, or its communes; nothing on a map without districts."""
    if CITY in layer.codes:
        return (CITY,)
    return tuple(code for code, district in _districts(layer.path) if district == CITY)


@lru_cache(maxsize=8)
def _features(path: File, changed: int) -> tuple[dict, ...]:
    """`changed` is in the key so that an import is seen by a running server."""
    return tuple(json.loads(path.read_text(encoding="utf-8"))["features"])


def _read(path: File) -> tuple[dict, ...]:
    return _features(path, path.stat().st_mtime_ns)


def _districts(path: File) -> list[tuple[str, str]]:
    return [(feature["id"], feature["properties"].get("district", "")) for feature in _read(path)]


def _outline(geometry: dict) -> Path:
    """Rings of a polygon or of several, holes included, as one path."""
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return Path.make_compound_path(
        *(Path([point[:2] for point in ring], closed=True) for rings in polygons for ring in rings)
    )


def _fill(
    axes: Axes, drawing: Drawing, layer: layers.Layer, frame: tuple, codes: tuple[str, ...], prefix: str = "unit"
) -> None:
    """One path a unit, found again by its id `unit-<code>`."""
    class_of = {code: known for known in drawing.classes for code in known.codes}
    shown = set(codes)
    for feature in _read(layer.path):
        if feature["id"] not in shown:
            continue
        known = class_of.get(feature["id"])
        patch = PathPatch(
            _outline(feature["geometry"]), facecolor=known.colour if known else drawing.style.paper,
            edgecolor=drawing.style.line, linewidth=0.5, gid=f"{prefix}-{feature['id']}",
        )  # fmt: skip
        axes.add_patch(patch)
        if known and known.hatch:
            # A hatch of its own patch: it takes the colour of the edge, which is the line between units.
            axes.add_patch(PathPatch(patch.get_path(), facecolor="none", edgecolor=drawing.style.hatch, linewidth=0, hatch=known.hatch))  # fmt: skip
    _framed(axes, frame)


def _framed(axes: Axes, frame: tuple[float, float, float, float]) -> None:
    west, south, east, north = frame
    axes.set_xlim(west, east)
    axes.set_ylim(south, north)
    axes.set_aspect(1 / cos(radians(south + north) * 0.5))
    axes.axis("off")


def _borders(axes: Axes, drawing: Drawing) -> None:
    for feature in _read(layers.layer("district", drawing.vintage).path):
        axes.add_patch(PathPatch(_outline(feature["geometry"]), facecolor="none", edgecolor=drawing.style.border, linewidth=1.3))  # fmt: skip


def _labels(axes: Axes, drawing: Drawing, layer: layers.Layer, hidden: frozenset[str]) -> None:
    halo = [withStroke(linewidth=3, foreground=drawing.style.paper)]
    level = (
        layer if drawing.level == "district" or drawing.vintage != "2021" else layers.layer("district", drawing.vintage)
    )
    points = level.label_points.set_index("code")
    for code, words in drawing.labels:
        if code not in hidden and code in points.index:
            axes.text(
                points.at[code, "lon"], points.at[code, "lat"], words, ha="center", va="center",
                color=drawing.style.text, fontproperties=_font("SemiBold", 11.5), path_effects=halo, linespacing=1.15,
            )  # fmt: skip


def _city_inset(figure: Figure, axes: Axes, drawing: Drawing, layer: layers.Layer, codes: tuple[str, ...]) -> None:
    left, bottom, width, height = _INSET
    inset = figure.add_axes((left, bottom + 0.05, width, height - 0.05), facecolor=drawing.style.paper)
    _fill(inset, drawing, layer, layer.frame(codes, 0.08), codes, prefix="inset")
    figure.add_artist(Rectangle((left, bottom), width, height, transform=figure.transFigure, facecolor="none", edgecolor=drawing.style.border, linewidth=0.8))  # fmt: skip
    figure.text(
        left + width * 0.5, bottom + 0.012, drawing.inset, ha="center", va="bottom", color=drawing.style.text,
        fontproperties=_font("SemiBold", 12.5),
    )  # fmt: skip


def _legend(figure: Figure, drawing: Drawing) -> None:
    """Under the inset: the one corner that the province leaves free."""
    handles = [
        Patch(
            facecolor=known.colour, edgecolor=drawing.style.hatch, linewidth=0.4, hatch=known.hatch, label=known.label
        )
        for known in drawing.classes
    ]
    figure.legend(
        handles=handles, loc="upper right", bbox_to_anchor=(0.995, _INSET[1] - 0.01), frameon=False,
        prop=_font("Regular", 13.5 if len(handles) <= 6 else 11.5), handlelength=1.7, labelspacing=0.35, handleheight=1.2, labelcolor=drawing.style.text, borderaxespad=0,
    )  # fmt: skip


def _words(figure: Figure, drawing: Drawing) -> None:
    if drawing.title:
        figure.text(0.01, 0.985, drawing.title, ha="left", va="top", color=drawing.style.text, fontproperties=_font("Bold", 16))  # fmt: skip
    figure.text(0.01, 0.012, drawing.caption, ha="left", va="bottom", color=drawing.style.text, fontproperties=_font("Regular", 9), linespacing=1.3)  # fmt: skip


def _font(weight: str, size: float = 10) -> FontProperties:
    """The typeface with all Vietnamese glyphs, from its package: no font of the machine is needed."""
    return FontProperties(fname=_file(weight), size=size)


def _file(weight: str) -> str:
    return str(files("fontpkg_be_vietnam_pro") / "files" / f"BeVietnamPro-{weight}.ttf")
