"""Coverages: polygons that meet without gap or overlap, and what may be done to them without breaking that.

Every function takes and returns a numpy array of polygons, one a unit, in the same order. A corner shared by several
units is one vertex here, so that whatever moves it moves it for all of them.
"""

from typing import NamedTuple

import numpy as np
import shapely
from pyproj import Transformer

# Areas are only areas in an equal-area projection; this one is true to scale in the middle of the province.
EQUAL_AREA = "+proj=cea +lat_ts=21.8 +lon_0=106.8 +datum=WGS84 +units=m"
_TO_METRES = Transformer.from_crs("EPSG:4326", EQUAL_AREA, always_xy=True)
_DECIMALS = 4  # 11 m
_ROUNDS = 10
_CHIP = 0.001  # degrees: what rounding may chip off where a unit is narrow


class Vertices(NamedTuple):
    """The vertices under a coverage: where each is, which one stands at each coordinate, and the directed edges."""

    xy: np.ndarray  # (vertices, 2)
    at: np.ndarray  # coordinate -> vertex
    start: np.ndarray  # edge -> vertex
    end: np.ndarray  # edge -> vertex
    owner: np.ndarray  # edge -> position of the polygon it bounds


def vertices(polygons: np.ndarray) -> Vertices:
    xy, at = np.unique(shapely.get_coordinates(polygons), axis=0, return_inverse=True)
    at = at.ravel()
    parts, polygon_of_part = shapely.get_parts(polygons, return_index=True)
    rings, part_of_ring = shapely.get_rings(parts, return_index=True)
    sizes = shapely.get_num_coordinates(rings)
    starts = np.delete(np.arange(len(at)), np.cumsum(sizes) - 1)  # a ring's last coordinate starts no edge
    owner = np.repeat(polygon_of_part[part_of_ring], sizes)[starts]
    return Vertices(xy, at, at[starts], at[starts + 1], owner)


def to_metres(polygons: np.ndarray) -> np.ndarray:
    return shapely.transform(polygons, _TO_METRES.transform, interleaved=False)


def to_degrees(polygons: np.ndarray) -> np.ndarray:
    return shapely.transform(polygons, lambda x, y: _TO_METRES.transform(x, y, direction="INVERSE"), interleaved=False)


def smooth(polygons: np.ndarray, rounds: int) -> np.ndarray:
    """Draws each vertex towards its two neighbours: turns the stairs of a lattice into slopes.

    Where three units meet, or two touch at a corner, the vertex stays.
    """
    net = vertices(polygons)
    edges = np.unique(np.sort(np.column_stack([net.start, net.end]), axis=1), axis=0)
    both_ways = np.vstack([edges, edges[:, ::-1]])
    free = (np.bincount(edges.ravel(), minlength=len(net.xy)) == 2)[:, None]
    xy = net.xy
    for _ in range(rounds):
        neighbours = np.zeros_like(xy)
        np.add.at(neighbours, both_ways[:, 0], xy[both_ways[:, 1]])
        xy = np.where(free, xy / 2 + neighbours / 4, xy)
    return _moved(polygons, net, xy)


def fit_areas(polygons: np.ndarray, km2: np.ndarray, rounds: int = 3) -> np.ndarray:
    """Moves the vertices as little as possible (least squares) until each polygon has its area in km².

    A lattice gives a town of 26 cells an area that is wrong by 10%, and simplifying adds to it. The move is some ten
    metres at most places and stays below the half cell by which the lattice itself may be wrong.
    """
    polygons = shapely.orient_polygons(to_metres(polygons))  # counterclockwise: areas have a sign
    for _ in range(rounds):  # an area is quadratic in the vertices: Newton's steps converge at once
        net = vertices(polygons)
        slope = np.zeros((len(polygons), len(net.xy), 2))  # how the area of a polygon changes with each vertex
        (xa, ya), (xb, yb) = net.xy[net.start].T / 2, net.xy[net.end].T / 2
        np.add.at(slope, (net.owner, net.start), np.column_stack([yb, -xb]))
        np.add.at(slope, (net.owner, net.end), np.column_stack([-ya, xa]))
        slope = slope.reshape(len(polygons), -1)
        missing = km2 * 1e6 - shapely.area(polygons)
        move = slope.T @ np.linalg.solve(slope @ slope.T, missing)
        polygons = _moved(polygons, net, net.xy + move.reshape(-1, 2))
    return to_degrees(polygons)


def clean(polygons: np.ndarray, gap: float) -> np.ndarray:
    """Neighbours made to meet: overlaps go to one of them, gaps narrower than `gap` (in the unit of the coordinates) too.

    Without snapping to a distance: that is faster, but has been seen to give whole units to their neighbours.
    """
    return shapely.coverage_clean(polygons, gap_width=gap)


def rounded(polygons: np.ndarray) -> np.ndarray:
    """Coordinates with few decimals and exteriors clockwise, which is what d3-geo takes for the inside.

    Equal coordinates round equally, so shared lines stay shared; where rounding makes two lines meet, cleaning and
    rounding again settles it. Raises ValueError if the result is no coverage.
    """
    for _ in range(_ROUNDS):
        found = shapely.set_precision(polygons, 10.0**-_DECIMALS)
        found = shapely.transform(found, lambda xy: np.round(xy, _DECIMALS))  # set_precision leaves 106.7500000001
        if is_sound(found):
            return shapely.orient_polygons(found, exterior_cw=True)
        polygons = clean(found, _CHIP)
    raise ValueError("the polygons are no valid coverage")


def holes(polygons: np.ndarray) -> np.ndarray:
    """The gaps enclosed by the coverage, as polygons."""
    rings = [ring for part in shapely.get_parts(shapely.coverage_union_all(polygons)) for ring in part.interiors]
    return shapely.polygons(rings) if rings else np.array([])


def fill(polygons: np.ndarray, most: float) -> np.ndarray:
    """Gives each hole of at most that area (in the square of the coordinates' unit) to the longest-bordering polygon."""
    filled = polygons.copy()
    for hole in holes(polygons):
        if shapely.area(hole) <= most:
            border = shapely.length(shapely.intersection(shapely.boundary(filled), hole.exterior))
            filled[border.argmax()] = shapely.coverage_union(filled[border.argmax()], hole)
    return shapely.orient_polygons(filled, exterior_cw=True)


def is_sound(polygons: np.ndarray) -> bool:
    return bool(shapely.is_valid(polygons).all() and shapely.coverage_is_valid(polygons))


def unite(polygons: np.ndarray, keys: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The sorted distinct keys, and for each the union of its polygons, on exactly their lines."""
    names = np.unique(keys)
    unions = np.array([shapely.coverage_union_all(polygons[keys == name]) for name in names])
    return names, shapely.orient_polygons(unions, exterior_cw=True)


def _moved(polygons: np.ndarray, net: Vertices, xy: np.ndarray) -> np.ndarray:
    return shapely.set_coordinates(polygons.copy(), xy[net.at])
