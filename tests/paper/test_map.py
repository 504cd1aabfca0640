"""Pictures of maps: every unit drawn once, in its class's colour, with the city in an inset."""

import io
import xml.etree.ElementTree as ElementTree
from dataclasses import replace

import pytest
from PIL import Image

from geo import layers
from pages.charts.maps import Band
from pages.charts.style import LIGHT
from pages.paper import map as picture


def drawing(level="district", vintage="2021", area="20", labels=(), marks=()) -> picture.Drawing:
    codes = layers.layer(level, vintage).codes
    classes = (
        Band("Đã đạt (1)", "#00504f", codes[:1]),
        Band(f"Chậm nhiều ({len(codes) - 1})", "#c8442e", codes[1:], hatch="//"),
    )
    return picture.Drawing(
        level, vintage, area, classes, marks, labels, "Nhịp độ", "Nguồn: ranh giới minh họa", "TP Lạng Sơn", LIGHT
    )


def svg(values: picture.Drawing) -> ElementTree.Element:
    return ElementTree.fromstring(picture.draw(values, ("svg",))["svg"])


def ids(root: ElementTree.Element, prefix: str) -> list[str]:
    return [node.get("id") for node in root.iter() if (node.get("id") or "").startswith(prefix)]


@pytest.mark.parametrize(("level", "vintage"), [("district", "2021"), ("commune", "2021"), ("commune", "2025")])
def test_one_path_a_unit(level, vintage):
    root = svg(drawing(level, vintage))
    codes = layers.layer(level, vintage).codes
    assert sorted(ids(root, "unit-")) == sorted(f"unit-{code}" for code in codes)


def test_a_unit_has_the_colour_of_its_class():
    values = drawing()
    root = svg(values)
    for known in values.classes:
        for code in known.codes:
            (group,) = (node for node in root.iter() if node.get("id") == f"unit-{code}")
            (path,) = (node for node in group.iter() if node.tag.endswith("path"))
            assert f"fill: {known.colour}" in path.get("style")


@pytest.mark.parametrize(("level", "count"), [("district", 1), ("commune", 8)])
def test_the_city_has_an_inset(level, count):
    assert len(ids(svg(drawing(level)), "inset-")) == count


def test_a_map_without_districts_has_no_inset():
    assert ids(svg(drawing("commune", "2025")), "inset-") == []


def test_png_has_three_hundred_dots_an_inch():
    image = Image.open(io.BytesIO(picture.draw(drawing(), ("png",), size=(4, 3))["png"]))
    assert image.size == (1200, 900)
    assert [round(dots) for dots in image.info["dpi"]] == [300, 300]


@pytest.mark.parametrize(("level", "vintage", "area"), [
    ("district", "2021", "20"), ("commune", "2021", "20"), ("commune", "2021", "189"), ("commune", "2025", "20"),
])  # fmt: skip
def test_the_map_is_not_empty(level, vintage, area):
    """A fifth of the picture and more is land or its legend, not paper."""
    image = Image.open(io.BytesIO(picture.draw(drawing(level, vintage, area), ("png",), (4, 3.4))["png"])).convert(
        "RGB"
    )
    found = dict((colour, count) for count, colour in image.getcolors(image.width * image.height))
    assert found[255, 255, 255] < image.width * image.height * 0.8
    assert found[200, 68, 46] > image.width * image.height * 0.05  # its many units, between the strokes of their hatch


def test_the_same_values_give_the_same_picture():
    assert picture.draw(drawing(), ("svg",)) == picture.draw(drawing(), ("svg",))


def test_labels_of_units_stand_on_the_map():
    place = layers.layer("district").label_points.iloc[1]
    label = picture.Label(place["code"], place["lon"], place["lat"], "Tràng Định", 15)
    bare, named = (len(picture.draw(drawing(labels=labels), ("svg",))["svg"]) for labels in ((), (label,)))
    assert named > bare


def test_a_mark_has_a_line_of_the_legend():
    bare, marked = (len(picture.draw(drawing(marks=marks), ("svg",))["svg"]) for marks in ((), ("≈ · ước tính (1)",)))
    assert marked > bare


def test_a_district_stands_alone():
    root = svg(drawing("commune", area="189"))
    assert len(ids(root, "unit-")) == 12 and ids(root, "inset-") == []


def test_small_maps_share_one_legend():
    days = [replace(drawing(), title=title) for title in ("1/9", "2/9", "3/9")]
    root = ElementTree.fromstring(picture.draw_many(days, 2))
    assert len([code for code in ids(root, "day") if code.endswith("-189")]) == 3
    assert len(ids(root, "legend")) == 1


def test_nothing_is_fetched_or_linked():
    drawn = picture.draw(drawing(), ("svg",))["svg"].decode()
    assert "<image" not in drawn and "<script" not in drawn and "@import" not in drawn
