"""A layer on disk: NAME.geojson for the map, NAME.csv with where to write a label and where each unit lies."""

import json
import os
from pathlib import Path

import numpy as np
import pandas as pd
import shapely

from geo import coverage
from geo.reference import LAYERS, PROVINCE, units

COLUMNS = ["code", "lon", "lat", "west", "south", "east", "north"]


def write_coverage(communes: np.ndarray, vintage: str, folder: Path) -> list[str]:
    """Writes the layers that follow from the communes of a vintage, given in the order of their codes."""
    table = units("commune", vintage)
    codes, parents = table.code.to_numpy(), table.parent.to_numpy()
    has_districts = ("district", vintage) in LAYERS
    written = [_write("commune", vintage, codes, communes, folder, parents if has_districts else None)]
    if has_districts:
        written.append(_write("district", vintage, *coverage.unite(communes, parents), folder))
    whole = coverage.unite(communes, np.full(len(communes), PROVINCE))
    return [*written, _write("province", vintage, *whole, folder)]


def write_districts(districts: np.ndarray, vintage: str, folder: Path) -> list[str]:
    """Writes districts, given in the order of their codes, and the province they make up."""
    codes = units("district", vintage).code.to_numpy()
    whole = coverage.unite(districts, np.full(len(districts), PROVINCE))
    return [_write("district", vintage, codes, districts, folder), _write("province", vintage, *whole, folder)]


def read(path: Path) -> tuple[list[str], np.ndarray]:
    """The codes and polygons of a GeoJSON layer, in its order."""
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    polygons = np.array([shapely.geometry.shape(feature["geometry"]) for feature in features])
    return [feature["id"] for feature in features], polygons


def replace_file(path: Path, text: str) -> None:
    """Writes a file in one step: a reader sees the old content or the new."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}")
    part.write_text(text, encoding="utf-8", newline="\n")
    os.replace(part, path)


def _write(level, vintage, codes, polygons, folder, parents=None) -> str:
    name = LAYERS[level, vintage]
    replace_file(folder / f"{name}.geojson", _geojson(codes, polygons, parents))
    replace_file(folder / f"{name}.csv", _places(codes, polygons))
    return name


def _geojson(codes, polygons, parents) -> str:
    features = []
    for position, (code, polygon) in enumerate(zip(codes, polygons, strict=True)):
        properties = {"code": str(code)}
        if parents is not None:
            properties["district"] = str(parents[position])
        shape = shapely.geometry.mapping(polygon)
        features.append({"type": "Feature", "id": str(code), "properties": properties, "geometry": shape})
    lines = ",\n".join(json.dumps(feature, separators=(",", ":")) for feature in features)
    return f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n'


def _places(codes, polygons) -> str:
    """The label stands where the polygon is widest, as far from its lines as can be."""
    circles = [shapely.maximum_inscribed_circle(polygon, tolerance=1e-4) for polygon in polygons]
    centres = [shapely.get_coordinates(circle)[0] for circle in circles]
    table = pd.DataFrame(np.column_stack([centres, shapely.bounds(polygons)]).round(4), columns=COLUMNS[1:])
    table.insert(0, "code", codes)
    return table.to_csv(index=False, lineterminator="\n")
