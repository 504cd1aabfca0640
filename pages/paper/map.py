"""A map as a picture for documents: SVG or PNG, off line. Its shapes are those of `geo.layers`; classes and words are values."""

import io
from dataclasses import dataclass
from math import cos, radians

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Patch, PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.patheffects import withStroke

from geo import layers
from geo.layers import CITY
from geo.reference import PROVINCE
from pages.charts.maps import INSET, Band
from pages.charts.style import Palette
from pages.paper import canvas

DPI = 300
POINT = 0.77  # points of paper a pixel of the screen


@dataclass(frozen=True)
class Label:
    """Words at a point (WGS84 degrees) in the unit of a code; `size` in pixels of the screen."""

    code: str
    lon: float
    lat: float
    words: str
    size: float


@dataclass(frozen=True)
class Drawing:
    """All a picture says. `area` is the province or the district shown; `marks` are lines of the legend without a colour;
    `inset` are the words under the city."""

    level: str
    vintage: str
    area: str
    classes: tuple[Band, ...]
    marks: tuple[str, ...]
    labels: tuple[Label, ...]
    title: str
    caption: str
    inset: str
    palette: Palette


def draw(
    drawing: Drawing,
    endings: tuple[str, ...] = ("svg", "png"),
    size: tuple[float, float] = (9.0, 7.6),
    scale: float = 1,
) -> dict[str, bytes]:
    """The picture in each format asked for, drawn once. `size` in inches, `scale` of its type; PNG at 300 dots an inch."""
    with canvas.settled():
        figure = _figure(drawing, (size[0] / scale, size[1] / scale))
        return {ending: _saved(figure, ending, scale) for ending in endings}


def draw_many(drawings: list[Drawing], columns: int, width: float = 9.9) -> bytes:
    """Small maps under their titles as one SVG, `width` inches wide, with one legend of all their classes."""
    with canvas.settled():
        rows = -(-len(drawings) // columns)
        figure = Figure(
            figsize=(width, rows * width / columns * 0.95 + 0.4),
            facecolor=drawings[0].palette.paper,
            layout="constrained",
        )
        FigureCanvasAgg(figure)
        for number, drawing in enumerate(drawings, 1):
            layer = layers.layer(drawing.level, drawing.vintage)
            axes = figure.add_subplot(rows, columns, number)
            axes.set_title(drawing.title, color=drawing.palette.text, fontsize=10)
            _fill(axes, drawing, layer, layer.frame(), layer.codes, prefix=f"day{number}")
            _borders(axes, drawing)
        known = {one.name: _handle(one, drawing.palette) for drawing in drawings for one in drawing.classes}
        figure.legend(handles=list(known.values()), loc="outside lower center", ncols=3, frameon=False, fontsize=9)
        return _saved(figure, "svg", 1)


def _saved(figure: Figure, ending: str, scale: float) -> bytes:
    target = io.BytesIO()
    if ending == "svg":
        figure.savefig(target, format=ending, metadata={"Date": None})
    else:
        figure.savefig(target, format=ending, dpi=DPI * scale, pil_kwargs={"dpi": (DPI, DPI)})
    return target.getvalue()


def _figure(drawing: Drawing, size: tuple[float, float]) -> Figure:
    figure = Figure(figsize=size, facecolor=drawing.palette.paper)
    FigureCanvasAgg(figure)
    layer = layers.layer(drawing.level, drawing.vintage)
    codes = _codes(drawing, layer)
    city = _city(drawing, layer)
    wide = 0.99 if drawing.area == PROVINCE else 0.7  # a district leaves no corner free for the legend
    axes = figure.add_axes((0.005, 0.075, wide, 0.86 if drawing.title else 0.92))
    _fill(axes, drawing, layer, layer.frame(codes), codes)
    if drawing.vintage == "2021":
        _borders(axes, drawing)
    axes.set_anchor("W")  # the room beside the province is for the inset and the legend
    _labels(axes, drawing, [label for label in drawing.labels if label.code not in city])
    if city:
        _city_inset(figure, drawing, layer, city)
    _legend(figure, drawing)
    _words(figure, drawing)
    return figure


def _codes(drawing: Drawing, layer: layers.Layer) -> tuple[str, ...]:
    """The units drawn: all, or those of one district."""
    if drawing.area == PROVINCE:
        return layer.codes
    return _of_district(layer, drawing.area)


def _city(drawing: Drawing, layer: layers.Layer) -> tuple[str, ...]:
    """The city, or its communes; nothing on a map of one district or without districts."""
    if drawing.area != PROVINCE:
        return ()
    if CITY in layer.codes:
        return (CITY,)
    return _of_district(layer, CITY)


def _of_district(layer: layers.Layer, code: str) -> tuple[str, ...]:
    """The communes of a district."""
    return tuple(unit["id"] for unit in layers.features(layer) if unit["properties"].get("district") == code)


def _outline(geometry: dict) -> Path:
    """Rings of a polygon or of several, holes included, as one path."""
    return Path.make_compound_path(
        *(Path([point[:2] for point in ring], closed=True) for ring in layers.rings(geometry))
    )


def _fill(
    axes: Axes, drawing: Drawing, layer: layers.Layer, frame: tuple, codes: tuple[str, ...], prefix: str = "unit"
) -> None:
    """One path a unit, found again by its id `unit-<code>`."""
    class_of = {code: known for known in drawing.classes for code in known.codes}
    shown = set(codes)
    for feature in layers.features(layer):
        if feature["id"] not in shown:
            continue
        known = class_of.get(feature["id"])
        patch = PathPatch(
            _outline(feature["geometry"]), facecolor=known.colour if known else drawing.palette.paper,
            edgecolor=drawing.palette.line, linewidth=0.5, gid=f"{prefix}-{feature['id']}",
        )  # fmt: skip
        axes.add_patch(patch)
        if known and known.hatch:
            # A hatch of its own patch: it takes the colour of the edge, which is the line between units.
            axes.add_patch(PathPatch(patch.get_path(), facecolor="none", edgecolor=drawing.palette.muted, linewidth=0, hatch=known.hatch))  # fmt: skip
    _framed(axes, frame)


def _framed(axes: Axes, frame: tuple[float, float, float, float]) -> None:
    west, south, east, north = frame
    axes.set_xlim(west, east)
    axes.set_ylim(south, north)
    axes.set_aspect(1 / cos(radians(south + north) * 0.5))
    axes.axis("off")


def _borders(axes: Axes, drawing: Drawing) -> None:
    for feature in layers.features(layers.layer("district", drawing.vintage)):
        if drawing.area in (PROVINCE, feature["id"]):
            axes.add_patch(PathPatch(_outline(feature["geometry"]), facecolor="none", edgecolor=drawing.palette.text, linewidth=1.3))  # fmt: skip


def _labels(axes: Axes, drawing: Drawing, labels: list[Label]) -> None:
    halo = [withStroke(linewidth=3, foreground=drawing.palette.paper)]
    for label in labels:
        axes.text(
            label.lon, label.lat, label.words, ha="center", va="center", color=drawing.palette.text,
            fontproperties=canvas.font("SemiBold", label.size * POINT), path_effects=halo, linespacing=1.15,
        )  # fmt: skip


def _city_inset(figure: Figure, drawing: Drawing, layer: layers.Layer, codes: tuple[str, ...]) -> None:
    (left, right), (bottom, top) = INSET["x"], INSET["y"]
    width, height = right - left, top - bottom
    inset = figure.add_axes((left, bottom + 0.05, width, height - 0.05), facecolor=drawing.palette.paper)
    _fill(inset, drawing, layer, layer.frame(codes, 0.08), codes, prefix="inset")
    if drawing.level == "commune":
        _labels(inset, drawing, [label for label in drawing.labels if label.code in codes])
    figure.add_artist(Rectangle((left, bottom), width, height, transform=figure.transFigure, facecolor="none", edgecolor=drawing.palette.text, linewidth=0.8))  # fmt: skip
    figure.text(
        left + width * 0.5, bottom + 0.012, drawing.inset, ha="center", va="bottom", color=drawing.palette.text,
        fontproperties=canvas.font("SemiBold", 12.5),
    )  # fmt: skip


def _legend(figure: Figure, drawing: Drawing) -> None:
    """Under the inset, or in its place: the one corner that the province leaves free."""
    handles = [_handle(known, drawing.palette) for known in drawing.classes]
    handles += [Patch(facecolor="none", edgecolor="none", label=mark) for mark in drawing.marks]
    figure.legend(
        handles=handles, loc="upper right", bbox_to_anchor=(0.995, INSET["y"][0] - 0.01 if drawing.inset else 0.93), frameon=False,
        prop=canvas.font("Regular", 13.5 if len(handles) <= 6 else 11.5), handlelength=1.7, labelspacing=0.35, handleheight=1.2, labelcolor=drawing.palette.text, borderaxespad=0,
    )  # fmt: skip


def _handle(known: Band, palette: Palette) -> Patch:
    return Patch(facecolor=known.colour, edgecolor=palette.muted, linewidth=0.4, hatch=known.hatch, label=known.name)


def _words(figure: Figure, drawing: Drawing) -> None:
    if drawing.title:
        figure.text(0.01, 0.985, drawing.title, ha="left", va="top", color=drawing.palette.text, fontproperties=canvas.font("Bold", 16))  # fmt: skip
    figure.text(0.01, 0.012, drawing.caption, ha="left", va="bottom", color=drawing.palette.text, fontproperties=canvas.font("Regular", 9), linespacing=1.3)  # fmt: skip
