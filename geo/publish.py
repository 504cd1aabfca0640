"""Puts the layers in force where Streamlit serves static files. Anyone can fetch those: shapes only, never data."""

import json

from geo.layers import layer
from geo.reference import LAYERS, Folders
from geo.shapes import replace_file

# The outline plotly asks for before it draws, by scope and resolution: empty, but with every part it may look for.
_PARTS = ("coastlines", "land", "ocean", "lakes", "rivers", "countries", "subunits")
_NOTHING = {"type": "GeometryCollection", "geometries": []}
EMPTY_OUTLINE = {"type": "Topology", "objects": {part: _NOTHING for part in _PARTS}, "arcs": []}
OUTLINES = ("world_110m.json", "world_50m.json")


def publish(folders: Folders = Folders()) -> list[str]:  # noqa: B008 (immutable)
    """Writes static/shapes/NAME.HASH.geojson for each layer, removes what is out of force, returns the file names."""
    in_force = {}
    for level, vintage in LAYERS:
        found = layer(level, vintage, folders)
        in_force[found.url.rsplit("/", 1)[1]] = found.path
    shapes = folders.static / "shapes"
    for name, path in in_force.items():
        if not (shapes / name).exists():
            replace_file(shapes / name, path.read_text(encoding="utf-8"))
    for old in shapes.glob("*.geojson"):
        if old.name not in in_force:
            old.unlink(missing_ok=True)
    for outline in OUTLINES:
        replace_file(folders.static / outline, json.dumps(EMPTY_OUTLINE, separators=(",", ":")))
    return sorted(in_force)
