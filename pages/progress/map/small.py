"""A small map of the districts for the first page: the colours of the map, and in each district its name and share."""

from functools import partial

import pandas as pd

from data import records
from data.snapshots import Scope
from geo import layers
from geo.outline import Outline as Field
from geo.outline import outline
from pages.charts.style import LIGHT, Palette
from pages.kit import formats
from pages.kit.view import Link, Outline
from pages.progress.map import view as atlas
from pages.progress.map.view import Scene

CITY_DROPS, CITY_ASIDE = (
    0.06,
    0.03,
)  # of height and width: its words stand under the city, which is smaller than they are, off Văn Quan's


def drawn(scope: Scope, rows: pd.DataFrame, scene: Scene, caption: str) -> Outline:
    """The districts of `rows` (as `atlas.units_of` has them) in the classes of a scene, each a way to its profile."""
    day = rows["day"].iloc[0].date()
    links = {
        row.unit_code: Link(formats.unit(row.type, row.name), "unit", (("unit", row.unit_code), ("indicator", row.indicator)))
        for row in records.rows(rows)
    }  # fmt: skip
    return Outline(
        "outline", atlas.words(scene, day, atlas.bands(scope, rows, scene, LIGHT)), partial(figure, scope, rows, scene),
        atlas.paper_of(scope, rows, scene, caption), links,
    )  # fmt: skip


def figure(scope: Scope, rows: pd.DataFrame, scene: Scene, palette: Palette) -> dict:
    """The map as plain data: the size of its field, areas (code, path, fill) and labels (code, x, y as shares of the field, lines, ink, fill)."""
    field = outline(layers.layer("district"))
    bands = atlas.bands(scope, rows, scene, palette)
    fills = {code: band for band in bands for code in band.codes}
    areas = [(code, path, fills[code].colour) for code, path in field.paths.items() if code in fills]
    labels = [
        (
            row.unit_code,
            *_place(field, row.unit_code),
            (row.name, row.written),
            palette.on(fills[row.unit_code].colour),
            fills[row.unit_code].colour,
        )
        for row in records.rows(rows)
    ]
    classes = [(band.colour, band.name) for band in bands]
    return {
        "size": (field.width, field.height),
        "areas": areas,
        "labels": labels,
        "classes": classes,
        "line": palette.paper,
    }


def _place(field: Field, code: str) -> tuple[float, float]:
    """Where the words of a district stand; those of the city below it."""
    x, y = field.points[code]
    return (x + CITY_ASIDE, y + CITY_DROPS) if code == layers.CITY else (x, y)
