"""The built-in layers: every unit once, no gap, true areas, small, and facing the way the map draws them."""

import gzip
import json

import numpy as np
import pandas as pd
import pytest
import shapely

from geo import coverage, shapes
from geo.build import build
from geo.layers import layer
from geo.publish import publish
from geo.reference import LAYERS, TABLES, Folders, units

LEVELS = pytest.mark.parametrize(("level", "vintage"), LAYERS)
VINTAGES = pytest.mark.parametrize("vintage", ["2021", "2025"])
COUNTS = {"communes_2021": 200, "districts_2021": 11, "province_2021": 1, "communes_2025": 65, "province_2025": 1}


def polygons_of(level, vintage):
    return shapes.read(layer(level, vintage, built_only()).path)


def built_only():
    return Folders(official=Folders().built / "none")


@LEVELS
def test_every_unit_has_exactly_one_shape(level, vintage):
    codes, _ = polygons_of(level, vintage)
    assert codes == list(units(level, vintage).code)
    assert len(codes) == COUNTS[LAYERS[level, vintage]]


@LEVELS
def test_no_gap_and_no_overlap(level, vintage):
    _, polygons = polygons_of(level, vintage)
    assert coverage.is_sound(polygons)
    assert level == "district" or set(shapely.get_type_id(polygons)) == {3}  # Cao Lộc lies on two sides of the city
    whole = shapely.coverage_union_all(polygons)
    assert shapely.get_type_id(whole) == 3 and len(whole.interiors) == 0


@LEVELS
def test_areas_are_those_of_the_reference(level, vintage):
    codes, polygons = polygons_of(level, vintage)
    error = shapely.area(coverage.to_metres(polygons)) / 1e6 / units(level, vintage).area_km2.to_numpy() - 1
    wrong = {code: round(e, 4) for code, e in zip(codes, error, strict=True) if abs(e) > 0.015}
    assert not wrong


@LEVELS
def test_exteriors_run_clockwise(level, vintage):
    _, polygons = polygons_of(level, vintage)
    assert not shapely.is_ccw(shapely.get_exterior_ring(polygons)).any()


def test_districts_are_the_union_of_their_communes():
    _, communes = polygons_of("commune", "2021")
    codes, districts = polygons_of("district", "2021")
    parents, unions = coverage.unite(communes, units("commune", "2021").parent.to_numpy())
    assert list(parents) == codes
    assert shapely.area(shapely.symmetric_difference(unions, districts)).max() == 0


@VINTAGES
def test_province_is_the_union_of_its_communes(vintage):
    _, communes = polygons_of("commune", vintage)
    _, [province] = polygons_of("province", vintage)
    assert shapely.coverage_union_all(communes).symmetric_difference(province).area == 0


@VINTAGES
def test_reference_centroid_lies_in_its_commune(vintage):
    codes, polygons = polygons_of("commune", vintage)
    table = pd.read_csv(TABLES / f"communes_{vintage}.csv", dtype={"commune_code": str})
    table = table.set_index("commune_code").loc[codes]
    assert shapely.contains_xy(polygons, table.centroid_lon, table.centroid_lat).all()


@LEVELS
def test_label_points_lie_inside_and_bounds_fit(level, vintage):
    found = layer(level, vintage, built_only())
    codes, polygons = polygons_of(level, vintage)
    assert list(found.codes) == codes == list(found.label_points.code)
    assert shapely.contains_xy(polygons, found.label_points.lon, found.label_points.lat).all()
    assert np.allclose(found.bounds.loc[codes], shapely.bounds(polygons), atol=1e-4)
    assert np.allclose(found.total_bounds, shapely.total_bounds(polygons), atol=1e-4)


@LEVELS
def test_files_are_small_and_hold_codes_only(level, vintage):
    text = layer(level, vintage, built_only()).path.read_bytes()
    assert len(gzip.compress(text)) < 60_000
    for feature in json.loads(text)["features"]:
        assert feature["properties"]["code"] == feature["id"]
        assert set(feature["properties"]) <= {"code", "district"}


def test_committed_layers_equal_a_fresh_build(tmp_path):
    build(tmp_path)
    fresh = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert fresh == {path.name: path.read_bytes() for path in Folders().built.iterdir()}


def test_frame_around_some_units_holds_them():
    communes = layer("commune", "2021", built_only())
    city = [unit.code for unit in units("commune", "2021").itertuples() if unit.parent == "178"]
    west, south, east, north = communes.frame(city, margin=0.1)
    box = communes.bounds.loc[city]
    assert west < box.west.min() and south < box.south.min() and east > box.east.max() and north > box.north.max()
    assert east - west < 0.2


def test_publish_serves_what_is_in_force_and_removes_the_rest(tmp_path):
    folders = built_only()._replace(static=tmp_path)
    (tmp_path / "shapes").mkdir()
    (tmp_path / "shapes" / "communes_2021.00000000.geojson").write_text("old")
    names = publish(folders)
    assert sorted(path.name for path in (tmp_path / "shapes").iterdir()) == names
    assert layer("commune", "2021", folders).url == f"app/static/shapes/{names[0]}"
    outline = json.loads((tmp_path / "world_110m.json").read_text())
    assert outline["type"] == "Topology" and outline["objects"]["land"]["geometries"] == []


def test_there_are_no_districts_in_2025():
    with pytest.raises(KeyError):
        layer("district", "2025")
