"""The units a layer must show, each exactly once: read from the reference tables."""

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from data.vocabulary import PROVINCE

HERE = Path(__file__).parent
TABLES = HERE.parent / "data" / "reference"

# (level, vintage) -> name of the layer's files. There have been no districts since 1/7/2025.
LAYERS = {
    ("commune", "2021"): "communes_2021",
    ("district", "2021"): "districts_2021",
    ("province", "2021"): "province_2021",
    ("commune", "2025"): "communes_2025",
    ("province", "2025"): "province_2025",
}


class Folders(NamedTuple):
    """Where layers live: the ones built from the grid, the imported ones, and what Streamlit serves."""

    built: Path = HERE / "built"
    official: Path = HERE / "official"
    static: Path = HERE.parent / "static"


@lru_cache
def units(level: str, vintage: str) -> pd.DataFrame:
    """The units of a layer, sorted by code: code, name, type, parent (code), parent_name, area_km2.

    `area_km2` is the area of the reference map, not the official one. Raises KeyError for a layer there is not.
    """
    name = LAYERS[level, vintage]
    if level == "province":
        area = units("commune", vintage).area_km2.sum()
        row = {"code": PROVINCE, "name": "Lạng Sơn", "type": "tỉnh", "parent": "", "parent_name": "", "area_km2": area}
        return pd.DataFrame([row])
    table = pd.read_csv(TABLES / f"{name}.csv", dtype=str, keep_default_na=False)
    has_district = level == "commune" and "district_code" in table
    found = pd.DataFrame(
        {
            "code": table[f"{level}_code"],
            "name": table["name"],
            "type": table["type"],
            "parent": table["district_code"] if has_district else PROVINCE,
            "parent_name": table["district_name"] if has_district else "",
            "area_km2": table["area_km2"].astype(float),
        }
    )
    return found.sort_values("code", ignore_index=True)
