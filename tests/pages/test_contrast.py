"""What is read stands off from what it is written on: WCAG AA for every pair of colours of both themes."""

import tomllib

import pytest

from pages.charts.style import PALETTES, contrast
from tests.conftest import ROOT

THEMES = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))["theme"]
TEXT, MARK = 4.5, 3.0  # the least ratio of WCAG AA for text and for marks that tell something
FADED = 0.6  # how much of the text's ink Streamlit gives to captions, labels of menus and heads of tables

themes = pytest.mark.parametrize("name", PALETTES)


def faded(ink: str, paper: str) -> str:
    """Ink laid thinly on paper."""
    parts = [(int(ink[at : at + 2], 16), int(paper[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(FADED * one + (1 - FADED) * other):02X}" for one, other in parts)


def papers(name: str) -> tuple[str, str]:
    return THEMES[name]["backgroundColor"], THEMES[name]["secondaryBackgroundColor"]


@pytest.mark.parametrize(("one", "other", "ratio"), [("#000000", "#FFFFFF", 21), ("#777777", "#FFFFFF", 4.48)])
def test_the_ratio_is_that_of_wcag(one, other, ratio):
    assert contrast(one, other) == contrast(other, one) == pytest.approx(ratio, abs=0.005)


@themes
def test_words_of_a_page_can_be_read(name):
    ink, link = THEMES[name]["textColor"], THEMES[name]["primaryColor"]
    for paper in papers(name):
        assert contrast(ink, paper) >= 7
        assert contrast(faded(ink, paper), paper) >= TEXT
        assert contrast(link, paper) >= TEXT


@themes
def test_charts_stand_on_the_paper_of_the_page(name):
    assert PALETTES[name].paper == THEMES[name]["backgroundColor"]
    assert PALETTES[name].accent == THEMES[name]["primaryColor"]


@themes
def test_words_of_a_chart_can_be_read(name):
    palette = PALETTES[name]
    for paper in papers(name):
        for ink in (palette.text, palette.muted, palette.accent):
            assert contrast(ink, paper) >= TEXT
    # A line's name stands beside it in its colour.
    assert {
        ink: round(contrast(ink, palette.paper), 2) for ink in palette.series if contrast(ink, palette.paper) < TEXT
    } == {}


@themes
def test_letters_on_filled_areas_can_be_read(name):
    palette = PALETTES[name]
    for fill in (*palette.status.values(), palette.accent):
        assert contrast(palette.on(fill), fill) >= TEXT, fill


@themes
def test_marks_stand_off_from_the_paper(name):
    palette = PALETTES[name]
    for mark in (palette.target, palette.local, palette.expected, palette.status["behind"], palette.status["reached"]):
        assert contrast(mark, palette.paper) >= MARK, mark
    # Paler bars have an outline, paler areas of a map the lines between them.
    assert contrast(palette.muted, palette.paper) >= MARK and contrast(palette.text, palette.paper) >= MARK
