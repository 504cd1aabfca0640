"""The colours of both themes mean what they are taken for."""

import colorsys
import tomllib

import pytest

from pages.charts.style import DARK, LIGHT, NO_DATA, contrast
from tests.conftest import ROOT

looks = pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
THEME = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))["theme"]


def hue(colour: str) -> float:
    """Degrees of the colour wheel: red 0, amber 45, green 120, teal 180."""
    return colorsys.rgb_to_hsv(*bytes.fromhex(colour[1:]))[0] * 360


@looks
def test_what_is_well_is_green_what_is_slow_amber_and_what_is_behind_red(look):
    green, amber, red = (150, 190), (30, 60), (0, 20)
    for status, (low, high) in {"reached": green, "ahead": green, "slow": amber, "behind": red}.items():
        assert low <= hue(look.status[status]) <= high, status
    grey = bytes.fromhex(look.status[NO_DATA][1:])
    assert max(grey) - min(grey) < 20


@looks
def test_what_is_furthest_from_the_target_stands_out_most(look):
    for shades in (look.below, look.above[::-1], look.gain[::-1], (look.status["reached"], look.status["ahead"])):
        seen = [contrast(shade, look.paper) for shade in shades]
        assert seen == sorted(seen, reverse=True), shades


@pytest.mark.parametrize(("name", "look"), [("light", LIGHT), ("dark", DARK)])
def test_charts_lie_on_the_paper_of_the_page(name, look):
    assert (look.paper, look.border, look.accent) == (
        THEME[name]["backgroundColor"], THEME[name]["borderColor"], THEME[name]["primaryColor"],
    )  # fmt: skip
