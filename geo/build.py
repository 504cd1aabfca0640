"""From the committed grid of cells to the built-in layers."""

import json
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo import coverage
from geo.reference import HERE, units
from geo.shapes import write_coverage

GRID = HERE / "grid"
VINTAGES = ("2021", "2025")
SMOOTHING = 3  # rounds: with fewer the stairs of the lattice show, with more the bends go
TOLERANCE = 0.002  # degrees, some 200 m: below the width of a cell the stairs come back


def build(folder: Path) -> list[str]:
    """Writes every built-in layer to the folder (the same bytes each time) and returns their names."""
    return [name for vintage in VINTAGES for name in write_coverage(communes(vintage), vintage, folder)]


def communes(vintage: str) -> np.ndarray:
    """The communes of a vintage as a light coverage in WGS84, in the order of their codes."""
    lattice = json.loads((GRID / "commune_grid.json").read_text(encoding="utf-8"))
    origin, cell = np.array([lattice["origin_lon"], lattice["origin_lat"]]), lattice["cell_degrees"]
    table = units("commune", vintage)
    stepped = cells(vintage).reindex(table.code).to_numpy()
    smooth = coverage.smooth(shapely.segmentize(stepped, 1), SMOOTHING)
    light = shapely.coverage_simplify(shapely.transform(smooth, lambda xy: origin + xy * cell), TOLERANCE)
    return coverage.rounded(coverage.fit_areas(light, table.area_km2.to_numpy()))


def cells(vintage: str) -> gpd.GeoSeries:
    """The dissolved cells of each commune by code, counted in cells: whole numbers, so that corners meet exactly."""
    runs = pd.read_csv(GRID / f"commune_grid_{vintage}.csv.gz", dtype={"commune_code": str})
    boxes = gpd.GeoSeries(shapely.box(runs.col_start, runs.row, runs.col_end + 1, runs.row + 1))
    return boxes.groupby(runs.commune_code).apply(lambda run: shapely.union_all(run.to_numpy()))
