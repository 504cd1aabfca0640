"""Takes official boundaries in place of the built-in ones. All or nothing: a file with a doubt in it is refused."""

import codecs
import os
import shutil
import zipfile
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import pyproj
import shapely

from geo import coverage, messages, shapes
from geo.layers import layer
from geo.matching import Fields, Register, split_name
from geo.messages import Refused, listed
from geo.reference import LAYERS, Folders, units

TOLERANCE = 0.001  # degrees, some 100 m: what a map of the province can show
GAP = 100.0  # metres: narrower gaps between neighbours are slips of the pen
HOLE = 5e-6  # square degrees, some 6 ha: smaller holes come from rounding
THIN = 10.0  # metres: finer bends go before cleaning, which takes long on them
REPAIR = 0.001  # a self-crossing outline is mended if that changes its area by less than this share
OVERLAP = 0.15  # a unit may lose or win this share of its area to overlaps and gaps, not more
FAR = 0.1  # degrees the outline may lie off the built-in one
SAME_PLACE = 0.2  # share of a unit that must lie on its built-in shape, else codes and shapes are mixed up


def take(
    file: Path,
    vintage: str,
    level: str = "commune",
    fields: Fields = Fields(),  # noqa: B008 (immutable)
    crs: str | None = None,
    encoding: str | None = None,
    sheet: str | None = None,
    folders: Folders = Folders(),  # noqa: B008 (immutable)
) -> list[str]:
    """Reads, checks and simplifies a boundary file and writes the layers that follow from it to `folders.official`.

    Returns sentences the user should read. Raises Refused, with nothing written, if the file does not hold every
    unit of the level exactly once, in its place. `sheet` is the layer inside a GeoPackage.
    """
    if (level, vintage) not in LAYERS:
        raise Refused(messages.NO_DISTRICTS)
    if level == "district" and layer("commune", vintage, folders).is_official:
        raise Refused(messages.DISTRICTS_FOLLOW)
    frame = to_wgs84(read(file, encoding, sheet), crs)
    register = Register(units(level, vintage), level)
    fields = register.complete(attributes(frame), checked_fields(frame, fields))
    order, notes = match(attributes(frame), register, fields)
    labels = [label(unit) for unit in register.units.itertuples()]
    _, built = shapes.read(folders.built / f"{LAYERS[level, vintage]}.geojson")
    check_inside(frame.geometry.to_numpy()[order], built)
    polygons, mended = mend(frame.geometry.to_numpy()[order], labels)
    check_place(polygons, built, labels)
    light = lighten(polygons, labels)
    write(light, level, vintage, folders)
    notes += [messages.DISTRICTS_ONLY] if level == "district" else []
    return notes + mended + gaps(light)


def reset(folders: Folders) -> bool:
    """Forgets the official boundaries; False if there were none."""
    had = folders.official.exists()
    shutil.rmtree(folders.official, ignore_errors=True)
    return had


def read(file: Path, encoding: str | None, sheet: str | None) -> gpd.GeoDataFrame:
    """The file as a frame with geometry and attributes. Raises Refused if it cannot be read."""
    if not file.exists():
        raise Refused(messages.NO_FILE.format(file=file.name))
    if encoding and not _is_known(encoding):
        raise Refused(messages.UNKNOWN_ENCODING.format(encoding=encoding))
    try:
        source = _inside_zip(file) if file.suffix.lower() == ".zip" else str(file)
        sheets = [name for name, kind in pyogrio.list_layers(source) if kind]
        if sheet is None and len(sheets) > 1:
            raise Refused(messages.MANY_SHEETS.format(file=file.name, sheets=", ".join(sheets)))
        if sheet is not None and sheet not in sheets:
            raise Refused(messages.NO_SHEET.format(file=file.name, sheet=sheet, sheets=", ".join(sheets)))
        frame = gpd.read_file(source, encoding="ISO-8859-1" if encoding else None, layer=sheet)
        frame = _decoded(frame, encoding) if encoding else frame
    except (OSError, ValueError, LookupError, RuntimeError, zipfile.BadZipFile) as error:
        raise Refused(messages.UNREADABLE.format(file=file.name)) from error
    if not isinstance(frame, gpd.GeoDataFrame) or frame.empty:
        raise Refused(messages.NO_SHAPES.format(file=file.name))
    return frame


def _is_known(encoding: str) -> bool:
    try:
        codecs.lookup(encoding)
    except LookupError:
        return False
    return True


def _decoded(frame: gpd.GeoDataFrame, encoding: str) -> gpd.GeoDataFrame:
    """Texts read byte by byte as Latin-1, in their true encoding. GDAL itself loses the last letter of cp1258."""

    def decoded(value):
        return value.encode("latin-1").decode(encoding) if isinstance(value, str) else value

    table = attributes(frame).map(decoded).rename(columns=decoded)
    return gpd.GeoDataFrame(table, geometry=frame.geometry.to_numpy(), crs=frame.crs)


def _inside_zip(file: Path) -> str:
    with zipfile.ZipFile(file) as archive:
        inside = [name for name in archive.namelist() if Path(name).suffix.lower() in (".shp", ".gpkg", ".geojson")]
    if len(inside) != 1:
        raise Refused(messages.ZIP_CONTENT.format(file=file.name, count=len(inside)))
    return f"/vsizip/{file.resolve()}/{inside[0]}"


def to_wgs84(frame: gpd.GeoDataFrame, crs: str | None) -> gpd.GeoDataFrame:
    """In WGS84 degrees, flat; the user's coordinate system goes before the file's. Raises Refused without one."""
    try:
        system = pyproj.CRS.from_user_input(crs) if crs else frame.crs
    except pyproj.exceptions.CRSError as error:
        raise Refused(messages.UNKNOWN_CRS.format(crs=crs)) from error
    if system is None:
        raise Refused(messages.NO_CRS)
    frame = frame.set_geometry(frame.geometry.force_2d()).set_crs(system, allow_override=True)
    if system.is_geographic and np.nanmax(np.abs(frame.total_bounds)) > 360:
        raise Refused(messages.METRES.format(example=_first_point(frame)))
    return frame.to_crs(4326)


def _first_point(frame: gpd.GeoDataFrame) -> str:
    x, y = shapely.get_coordinates(frame.geometry.to_numpy())[0]
    return f"{x:.0f}; {y:.0f}"


def attributes(frame: gpd.GeoDataFrame) -> pd.DataFrame:
    return pd.DataFrame(frame.drop(columns=frame.geometry.name))


def checked_fields(frame: gpd.GeoDataFrame, fields: Fields) -> Fields:
    for field in fields:
        if field is not None and field not in frame.columns:
            columns = ", ".join(attributes(frame).columns)
            raise Refused(messages.NO_FIELD.format(field=field, columns=columns))
    return fields


def match(table: pd.DataFrame, register: Register, fields: Fields) -> tuple[list[int], list[str]]:
    """For each unit in the order of its code the row that is it, and notes. Raises Refused naming every doubt."""
    if not fields.code and not fields.name:
        raise Refused(messages.NO_MATCHING_FIELD.format(columns=", ".join(table.columns)))
    names = {unit.code: label(unit) for unit in register.units.itertuples()}
    rows_of, maybe = {code: [] for code in names}, set()
    unknown, ambiguous, renamed = [], [], []
    for position, row in enumerate(table.to_dict("records")):
        found = register.find(row, fields)
        written = " ".join(str(row[field]) for field in (fields.code or fields.name, fields.district) if field)
        if len(found) == 1:
            rows_of[found[0]].append(position)
            if fields.code and fields.name and not _same_name(row[fields.name], found[0], register):
                renamed.append(f"{names[found[0]]}: {row[fields.name]}")
        elif found:
            maybe.update(found)
            ambiguous.append(f"{written} ({', '.join(names[code] for code in found)})")
        else:
            unknown.append(written)
    doubts = {
        messages.MISSING: [names[code] for code, rows in rows_of.items() if not rows and code not in maybe],
        messages.DUPLICATE: [f"{names[code]} × {len(rows)}" for code, rows in rows_of.items() if len(rows) > 1],
        messages.UNKNOWN: unknown,
        messages.AMBIGUOUS: ambiguous,
    }
    if any(doubts.values()):
        raise Refused("\n".join(sentence.format(units=listed(found)) for sentence, found in doubts.items() if found))
    notes = [messages.RENAMED.format(units=listed(renamed))] if renamed else []
    return [rows[0] for rows in rows_of.values()], notes


def _same_name(value, code: str, register: Register) -> bool:
    return code in register.named(split_name(str(value), register.level).key)


def label(unit) -> str:
    """ "Xã Kháng Chiến (06001)" """
    return f"{unit.type.capitalize()} {unit.name} ({unit.code})"


def mend(polygons: np.ndarray, labels: list[str]) -> tuple[np.ndarray, list[str]]:
    """The polygons with small slips (self-touching outlines) mended, and which. Raises Refused for larger ones."""
    fits = np.isin(shapely.get_type_id(polygons), (3, 6)) & ~shapely.is_empty(polygons)
    if not fits.all():
        raise Refused(messages.NO_POLYGON.format(units=listed([labels[i] for i in np.flatnonzero(~fits)])))
    wrong = np.flatnonzero(~shapely.is_valid(polygons))
    mended = shapely.make_valid(polygons, method="structure", keep_collapsed=False)
    area = shapely.area(mended)
    change = np.abs(area - shapely.area(polygons))
    torn = [f"{labels[i]}: {shapely.is_valid_reason(polygons[i])}" for i in wrong if not change[i] < REPAIR * area[i]]
    if torn:
        raise Refused(messages.TORN.format(units=listed(torn)))
    return mended, [messages.MENDED.format(units=listed([labels[i] for i in wrong]))] if len(wrong) else []


def check_inside(polygons: np.ndarray, built: np.ndarray) -> None:
    """Raises Refused if the shapes do not lie in the province."""
    found, expected = shapely.total_bounds(polygons), shapely.total_bounds(built)
    if not np.abs(found - expected).max() <= FAR:
        raise Refused(messages.OUTSIDE.format(found=_box(found), expected=_box(expected)))


def check_place(polygons: np.ndarray, built: np.ndarray, labels: list[str]) -> None:
    """Raises Refused if a unit does not lie where its built-in shape does."""
    shared = shapely.area(shapely.intersection(polygons, built))
    share = shared / np.minimum(shapely.area(polygons), shapely.area(built))
    misplaced = [labels[i] for i in np.flatnonzero(~(share >= SAME_PLACE))]
    if misplaced:
        raise Refused(messages.MISPLACED.format(units=listed(misplaced)))


def _box(bounds) -> str:
    west, south, east, north = bounds
    return messages.BOX.format(west=west, south=south, east=east, north=north)


def lighten(polygons: np.ndarray, labels: list[str]) -> np.ndarray:
    """A light, valid coverage of the same units. Raises Refused where they overlap too much to say whose land it is."""
    metres = coverage.to_metres(polygons)
    clean = coverage.clean(shapely.simplify(metres, THIN), GAP)
    change = np.abs(shapely.area(clean) / shapely.area(metres) - 1)
    overlapping = [labels[i] for i in np.flatnonzero(~(change <= OVERLAP))]
    if overlapping:
        raise Refused(messages.OVERLAP.format(units=listed(overlapping)))
    light = shapely.coverage_simplify(coverage.to_degrees(clean), TOLERANCE)
    try:
        return coverage.fill(coverage.rounded(light), HOLE)
    except ValueError as error:
        raise Refused(messages.NO_COVERAGE) from error


def gaps(polygons: np.ndarray) -> list[str]:
    """A sentence on the holes inside the province that were too wide to close, if there are any."""
    places = [f"{hole.centroid.x:.3f}; {hole.centroid.y:.3f}" for hole in coverage.holes(polygons)]
    return [messages.HOLES.format(places=listed(places))] if places else []


def write(polygons: np.ndarray, level: str, vintage: str, folders: Folders) -> None:
    """Everything is on disk before the first file gets its place; a layer's table comes before its shapes."""
    part = folders.official / ".part"
    shutil.rmtree(part, ignore_errors=True)
    writer = shapes.write_coverage if level == "commune" else shapes.write_districts
    names = writer(polygons, vintage, part)
    for suffix in (".csv", ".geojson"):
        for name in names:
            os.replace(part / f"{name}{suffix}", folders.official / f"{name}{suffix}")
    part.rmdir()
