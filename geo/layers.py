"""The layers in force, as pages need them: an address for the browser, and where each unit lies.

The map is a `go.Choropleth` whose `geojson` is the layer's `url`: the browser fetches the shapes once, and a change of
colours sends values only. Four things it hangs on:

- plotly fetches a world outline before it draws anything, from outside unless `config={"topojsonURL": TOPOJSON_URL}`;
  `python -m geo publish` puts an empty one there.
- the frame is best given as `lonaxis.range` and `lataxis.range` (`Layer.frame`): `fitbounds` works too, but cannot cut
  an inset of a few units out of a layer, and leaves a wider margin.
- a figure that changes is a new widget to Streamlit and its selection is empty again: keep the clicked `location` in
  state of your own, in an `on_select` callback, and set `unselected_marker_opacity=1`, or the rest of the map fades.
- the name of the file carries its hash: static files are sent without Cache-Control.
"""

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import pandas as pd

from geo.reference import LAYERS, Folders

STATIC_URL = "app/static"  # relative: it must also hold behind a proxy with a path of its own
TOPOJSON_URL = f"{STATIC_URL}/"
CITY = "178"  # too small to be seen on the province's map: it has an inset


@dataclass(frozen=True, eq=False)
class Layer:
    """One layer as it is now: a changed file gives another one. Coordinates are WGS84 degrees."""

    name: str  # "communes_2021"
    path: Path  # the GeoJSON; each feature's id is the unit's code
    url: str  # where the browser finds it once it is published, relative to the app
    codes: tuple[str, ...]
    bounds: pd.DataFrame  # index code; west, south, east, north
    label_points: pd.DataFrame  # code, lon, lat: inside the unit, far from its lines
    is_official: bool

    @property
    def total_bounds(self) -> tuple[float, float, float, float]:
        """west, south, east, north of the whole layer."""
        return self.frame(margin=0)

    def frame(self, codes=None, margin: float = 0.02) -> tuple[float, float, float, float]:
        """west, south, east, north around some units (all by default), with a margin as a share of their extent."""
        box = self.bounds if codes is None else self.bounds.loc[list(codes)]
        west, south, east, north = box.west.min(), box.south.min(), box.east.max(), box.north.max()
        dx, dy = (east - west) * margin, (north - south) * margin
        return float(west - dx), float(south - dy), float(east + dx), float(north + dy)


def layer(level: str, vintage: str = "2021", folders: Folders = Folders()) -> Layer:  # noqa: B008 (immutable)
    """The layer in force for "commune", "district" or "province": the imported one, else the built one.

    Raises KeyError for a layer there is not: there are no districts in 2025.
    """
    name = LAYERS[level, vintage]
    official = folders.official / f"{name}.geojson"
    path = official if official.exists() else folders.built / f"{name}.geojson"
    return _read(name, path, path.stat().st_mtime_ns, path == official)


@lru_cache(maxsize=8)
def neighbours(of: Layer) -> dict[str, set[str]]:
    """The units that each unit shares a line with: in a coverage the two sides of a line have the same points."""
    beside: dict[tuple, set[str]] = {}
    for unit in features(of):
        for ring in rings(unit["geometry"]):
            for start, end in pairwise(ring):
                beside.setdefault(tuple(sorted((tuple(start), tuple(end)))), set()).add(unit["id"])
    found: dict[str, set[str]] = {}
    for units in beside.values():
        for unit in units:
            found.setdefault(unit, set()).update(units - {unit})
    return found


@lru_cache(maxsize=8)
def features(of: Layer) -> tuple[dict, ...]:
    """The units of a layer as GeoJSON has them: id (the unit's code), geometry and properties. They are read, never changed."""
    return tuple(json.loads(of.path.read_text(encoding="utf-8"))["features"])


def rings(geometry: dict) -> list[list]:
    """The outlines of a polygon or of several, those of holes too: each a list of points (lon, lat)."""
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return [ring for polygon in polygons for ring in polygon]


@lru_cache(maxsize=32)
def _read(name: str, path: Path, changed: int, is_official: bool) -> Layer:
    """`changed` is in the key so that an import is seen by a running server."""
    places = pd.read_csv(path.with_suffix(".csv"), dtype={"code": str})
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:8]
    return Layer(
        name=name,
        path=path,
        url=f"{STATIC_URL}/shapes/{name}.{digest}.geojson",
        codes=tuple(places.code),
        bounds=places.set_index("code")[["west", "south", "east", "north"]],
        label_points=places[["code", "lon", "lat"]],
        is_official=is_official,
    )
