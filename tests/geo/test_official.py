"""Official boundaries: what is taken, in which forms, and what is refused with which words."""

import json
import re
import unicodedata
import zipfile

import geopandas as gpd
import numpy as np
import pytest
import shapely
from shapely import affinity

from geo import coverage, shapes
from geo import official as official_boundaries
from geo.__main__ import main
from geo.layers import layer
from geo.reference import Folders, units

PROVINCIAL = "EPSG:9215"  # VN-2000, central meridian 107°15'


@pytest.fixture
def folders(tmp_path):
    return Folders(official=tmp_path / "official", static=tmp_path / "static")


def official(vintage="2021", level="commune"):
    """A frame as an office would hand it over: in WGS84, with the names and codes in columns of their own."""
    _, polygons = shapes.read(layer(level, vintage, Folders(official=Folders().built / "none")).path)
    table = units(level, vintage)
    columns = {"MA": table.code, "TEN": table["name"], "LOAI": table.type, "HUYEN": table.parent_name}
    return gpd.GeoDataFrame(columns, geometry=polygons, crs=4326)


def save(frame, path, **options):
    frame.to_file(path, **options)
    return path


def take(path, folders, *options, vintage="2021"):
    return main(["import", str(path), "--vintage", vintage, *options], folders)


def refusal(capsys, folders):
    assert not list(folders.official.glob("*")), "a refused file leaves nothing behind"
    return capsys.readouterr().err


def assert_taken(folders, level="commune", vintage="2021"):
    found = layer(level, vintage, folders)
    codes, polygons = shapes.read(found.path)
    assert found.is_official
    assert codes == list(units(level, vintage).code)
    assert coverage.is_sound(polygons)
    assert (folders.static.parent / found.url.replace("app/", "")).exists()
    error = shapely.area(coverage.to_metres(polygons)) / 1e6 / units(level, vintage).area_km2.to_numpy() - 1
    assert np.abs(error).max() < 0.1 and abs(np.median(error)) < 0.005


def test_geojson_by_numeric_code(tmp_path, folders):
    frame = official()
    frame["MA"] = frame["MA"].astype(int)  # the leading zero is lost
    path = save(frame.sample(frac=1, random_state=1), tmp_path / "xa.geojson")
    assert take(path, folders, "--code-field", "MA") == 0
    assert_taken(folders)
    assert_taken(folders, "district")
    _, communes = shapes.read(layer("commune", "2021", folders).path)
    _, districts = shapes.read(layer("district", "2021", folders).path)
    parents = units("commune", "2021").parent.to_numpy()
    assert shapely.area(shapely.symmetric_difference(coverage.unite(communes, parents)[1], districts)).max() == 0


def test_shapefile_in_vn2000_by_name(tmp_path, folders):
    """Decomposed letters, Ð for Đ, hoà for hòa, prefixes; zipped in a folder, as mail brings it."""
    frame = official().drop(columns="MA")
    frame["TEN"] = (frame["LOAI"] + " " + frame["TEN"]).str.replace("Hòa", "Hoà").str.replace("Đ", "Ð")
    frame["TEN"] = [unicodedata.normalize("NFD", name) for name in frame["TEN"]]
    frame["HUYEN"] = "H. " + frame["HUYEN"]
    save(frame.drop(columns="LOAI").to_crs(PROVINCIAL), tmp_path / "xa.shp", encoding="utf-8")
    path = tmp_path / "xa.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for part in tmp_path.glob("xa.*"):
            if part != path:
                archive.write(part, f"ranh giới/{part.name}")
    assert take(path, folders) == 0
    assert_taken(folders)


def test_old_shapefile_in_windows_1258(tmp_path, folders, capsys):
    """VN-2000 in degrees; in this encoding the tone is a character of its own behind the vowel."""
    frame = official().drop(columns="MA")
    columns = ["TEN", "LOAI", "HUYEN"]
    frame[columns] = frame[columns].map(lambda text: windows_1258(text).decode("latin-1"))
    path = save(frame.to_crs(4756), tmp_path / "xa.shp", encoding="ISO-8859-1")
    path.with_suffix(".cpg").unlink(missing_ok=True)
    assert take(path, folders) == 2
    assert "--encoding" in refusal(capsys, folders)
    assert take(path, folders, "--encoding", "nonsense") == 2
    assert take(path, folders, "--encoding", "cp1258") == 0
    assert_taken(folders)


def windows_1258(text):
    tones = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
    letters = []
    for letter in text:
        marks = unicodedata.normalize("NFD", letter)
        letters += [unicodedata.normalize("NFC", marks.translate(tones)), *(m for m in marks if ord(m) in tones)]
    return "".join(letters).encode("cp1258")


def test_geopackage_of_2025_with_slips_along_the_lines(tmp_path, folders, capsys):
    frame = official("2025")
    rng = np.random.default_rng(1)
    metre = 1e-5
    frame.geometry = [affinity.translate(shape, *rng.normal(0, metre, 2)) for shape in frame.geometry]
    assert not shapely.coverage_is_valid(frame.geometry.to_numpy())
    assert take(save(frame.to_crs(3405), tmp_path / "xa.gpkg"), folders, vintage="2025") == 0
    assert_taken(folders, vintage="2025")
    assert "65 đơn vị" in capsys.readouterr().out
    assert not layer("commune", "2021", folders).is_official


def test_districts_alone_and_back(tmp_path, folders, capsys):
    path = save(official(level="district"), tmp_path / "huyen.geojson")
    assert take(path, folders, "--level", "district") == 0
    assert_taken(folders, "district")
    assert not layer("commune", "2021", folders).is_official
    assert main(["reset"], folders) == 0
    assert not layer("district", "2021", folders).is_official
    assert "bỏ ranh giới chính thức" in capsys.readouterr().out


def test_missing_commune_is_named(tmp_path, folders, capsys):
    frame = official()
    path = save(frame[frame["MA"] != "06001"], tmp_path / "xa.geojson")
    assert take(path, folders) == 2
    name = units("commune", "2021").set_index("code").name["06001"]
    assert f"Thiếu 1: Xã {name} (06001)" in refusal(capsys, folders)


def test_doubled_and_unknown_units_are_named(tmp_path, folders, capsys):
    frame = official()
    frame.loc[3, "MA"], frame.loc[7, "MA"] = frame.loc[4, "MA"], "99999"
    assert take(save(frame, tmp_path / "xa.geojson"), folders) == 2
    said = refusal(capsys, folders)
    assert f"({frame.loc[4, 'MA']}) × 2" in said and "99999" in said and "Thiếu 2" in said


def test_homonyms_without_district_are_ambiguous(tmp_path, folders, capsys):
    frame = official()[["TEN", "geometry"]]
    assert take(save(frame, tmp_path / "xa.geojson"), folders) == 2
    said = refusal(capsys, folders)
    assert (
        "Thiếu" not in said
        and "Tên trùng" in said
        and "Phường Hoàng Văn Thụ (05971), Xã Hoàng Văn Thụ (06100)" in said
        and "--district-field" in said
    )


def test_metres_without_crs(tmp_path, folders, capsys):
    text = json.loads(official().to_crs(PROVINCIAL).to_json(drop_id=True))
    text.pop("crs", None)
    path = tmp_path / "xa.geojson"
    path.write_text(json.dumps(text))
    assert take(path, folders) == 2
    assert "là mét" in (said := refusal(capsys, folders)) and "--crs" in said
    assert take(path, folders, "--crs", PROVINCIAL) == 0
    assert_taken(folders)


def test_wrong_central_meridian(tmp_path, folders, capsys):
    path = save(official().to_crs(PROVINCIAL), tmp_path / "xa.gpkg")
    assert take(path, folders, "--crs", "EPSG:9214") == 2
    assert "không nằm ở Lạng Sơn" in refusal(capsys, folders)


def test_shapefile_without_crs(tmp_path, folders, capsys):
    path = save(official(), tmp_path / "xa.shp", encoding="utf-8")
    path.with_suffix(".prj").unlink()
    assert take(path, folders) == 2
    assert "không ghi hệ tọa độ" in refusal(capsys, folders)


def test_mixed_up_codes(tmp_path, folders, capsys):
    frame = official()
    frame.loc[[10, 150], "MA"] = frame.loc[[150, 10], "MA"].to_numpy()
    assert take(save(frame, tmp_path / "xa.geojson"), folders) == 2
    assert "Nằm sai chỗ 2" in refusal(capsys, folders)


def test_a_fault_of_ours_is_told_with_its_place(folders, capsys, monkeypatch):
    def failing(*_, **__):
        raise TypeError("no folder")

    monkeypatch.setattr(official_boundaries.shutil, "rmtree", failing)
    assert main(["reset"], folders) == 1
    assert re.search(r"\(TypeError: no folder; official\.py:\d+\)", capsys.readouterr().err)


def test_torn_outline(tmp_path, folders, capsys):
    frame = official()
    west, south, east, north = frame.geometry[5].bounds
    frame.loc[5, "geometry"] = shapely.Polygon([(west, south), (east, north), (east, south), (west, north)])
    assert take(save(frame, tmp_path / "xa.geojson"), folders) == 2
    assert "Hình bị lỗi 1" in refusal(capsys, folders)


def test_overlapping_units(tmp_path, folders, capsys):
    frame = official()
    frame.loc[100, "geometry"] = frame.geometry[100].buffer(0.02)
    assert take(save(frame, tmp_path / "xa.geojson"), folders) == 2
    assert "Chồng lấn" in refusal(capsys, folders)


@pytest.mark.parametrize("content", [b"", b"not a map", b'{"type":"FeatureCollection","features":[]}'])
def test_unreadable_file(tmp_path, folders, capsys, content):
    path = tmp_path / "xa.geojson"
    path.write_bytes(content)
    assert take(path, folders) == 2
    assert "xa.geojson" in refusal(capsys, folders)


@pytest.mark.parametrize("argv", [[], ["nonsense"], ["import"], ["import", "x.geojson"], ["build", "more"]])
def test_wrong_usage(argv, capsys):
    assert main(argv) == 2
    assert "Cách dùng" in capsys.readouterr().err


def test_districts_of_2025(tmp_path, folders, capsys):
    assert take(tmp_path / "x.geojson", folders, "--level", "district", vintage="2025") == 2
    assert "không còn cấp huyện" in refusal(capsys, folders)


def test_a_hole_in_the_province_is_told_and_a_small_one_closed(tmp_path, folders, capsys):
    frame = official()
    spot = frame.geometry[60].representative_point()
    small, large = spot.buffer(0.0003), affinity.translate(spot, 0.008).buffer(0.004)
    frame.loc[60, "geometry"] = frame.geometry[60].difference(small).difference(large)
    assert take(save(frame, tmp_path / "xa.geojson"), folders) == 0
    assert "1: " in (said := capsys.readouterr().out) and "khoảng trống" in said


def test_what_cannot_be_read_is_told_without_a_foreign_word(tmp_path, folders, capsys):
    for name, content in (("a.geojson", b"no shapes"), ("b.gpkg", b""), ("c.zip", b"PK"), ("d.xlsx", b"x")):
        (tmp_path / name).write_bytes(content)
        assert take(tmp_path / name, folders) == 2
        told = refusal(capsys, folders)
        assert f"Không đọc được tệp {name}: không phải GeoJSON, Shapefile hay GeoPackage" in told
        assert not re.search(r"\b(not|file|format|driver|supported)\b", told, re.IGNORECASE), told


def test_a_layer_and_letters_that_are_not_there_are_named(tmp_path, folders, capsys):
    file = save(official(), tmp_path / "a.gpkg", layer="xa")
    assert take(file, folders, "--layer", "huyen") == 2
    assert "không có lớp «huyen». Các lớp trong tệp: xa." in refusal(capsys, folders)
    assert take(file, folders, "--encoding", "cp9999") == 2
    assert "Không có bảng mã chữ «cp9999»" in refusal(capsys, folders)
