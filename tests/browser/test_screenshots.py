"""The pictures of the README: one that shows nothing where something should be drawn is refused."""

import pytest
from PIL import Image, ImageDraw

from tests.browser import screenshots

BOX = {"x": 20, "y": 20, "width": 100, "height": 100}


def test_an_empty_map_is_refused_and_a_drawn_one_is_not(tmp_path):
    picture = tmp_path / "map.png"
    blank = Image.new("RGB", (200, 200), "white")
    blank.save(picture)
    with pytest.raises(screenshots.Empty, match=r"map\.png"):
        screenshots.refused(picture, [BOX])
    with pytest.raises(screenshots.Empty):
        screenshots.refused(picture, [])
    ImageDraw.Draw(blank).rectangle((40, 40, 60, 60), fill="#00504f")
    blank.save(picture)
    screenshots.refused(picture, [BOX])
    screenshots.refused(picture, [{**BOX, "y": 150}])  # what lies below the picture is not in it
