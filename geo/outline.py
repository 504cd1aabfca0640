"""The units of a layer as small outlines: paths on a field of whole pixels, for a picture of a few hundred pixels.

Coordinates are rounded to the pixel, so that a border takes as few numbers as can be seen.
"""

from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians

from geo.layers import Layer, features, rings


@dataclass(frozen=True)
class Outline:
    """A field of pixels; the path of each unit as SVG writes it, and where its words stand in parts of the field, by code."""

    width: int
    height: int
    paths: dict[str, str]
    points: dict[str, tuple[float, float]]


@lru_cache(maxsize=8)
def outline(layer: Layer, width: int = 280) -> Outline:
    """The outlines of a layer on a field of this width."""
    field = _Field(width, layer.total_bounds)
    points = {row.code: field.part(row.lon, row.lat) for row in layer.label_points.itertuples()}
    paths = {
        unit["id"]: "".join(_ring([field.at(*point) for point in ring]) for ring in rings(unit["geometry"]))
        for unit in features(layer)
    }
    return Outline(width, field.height, paths, points)


@dataclass(frozen=True)
class _Field:
    """A field of pixels that spans degrees from west to east and south to north."""

    width: int
    bounds: tuple[float, float, float, float]

    @property
    def across(self) -> float:
        """Pixels of a degree of longitude."""
        west, _, east, _ = self.bounds
        return (self.width - 2) / (east - west)

    @property
    def up(self) -> float:
        """Pixels of a degree of latitude, which is longer than one of longitude here."""
        _, south, _, north = self.bounds
        return self.across / cos(radians((south + north) / 2))

    @property
    def height(self) -> int:
        _, south, _, north = self.bounds
        return round(2 + (north - south) * self.up)

    def part(self, lon: float, lat: float) -> tuple[float, float]:
        """A place in parts of the field."""
        x, y = self.at(lon, lat)
        return x / self.width, y / self.height

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        """A place in pixels."""
        west, _, _, north = self.bounds
        return 1 + (lon - west) * self.across, 1 + (north - lat) * self.up


def _ring(points: list[tuple[float, float]]) -> str:
    """A closed line through the pixels it passes, each once; nothing where it is smaller than a pixel."""
    pixels = list(dict.fromkeys((round(x), round(y)) for x, y in points))
    if len(pixels) < 3:
        return ""
    return "M" + "L".join(f"{x},{y}" for x, y in pixels) + "z"
