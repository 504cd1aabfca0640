"""The map without colours: each class has a letter that stands in its units; states that are no figure are classes."""

import pytest

from data import attainment, snapshots, vocabulary
from pages.charts import style
from pages.charts.style import DARK, LIGHT, PALETTES
from pages.shared import classes, mapping, picturing, place, tables, texts

PROVINCE = vocabulary.unit(vocabulary.PROVINCE)


@pytest.fixture
def communes(published):
    units = attainment.ranking(published, snapshots.EVERYTHING, published.as_of, "commune", "both")
    with texts.spoken("vi"):
        return classes.told(tables.named(units), "pace")


@pytest.mark.parametrize("colour", classes.COLOURS)
def test_classes_can_be_told_apart_by_their_letter(communes, colour, vietnamese):
    bands = classes.bands(communes, colour, LIGHT)
    letters = [band.letter for band in bands]
    assert len(set(letters)) == len(letters) > 1
    assert all(band.name.startswith(f"{band.letter} · ") for band in bands)


@pytest.mark.parametrize("colour", classes.COLOURS)
def test_every_commune_is_in_one_class(communes, colour, vietnamese):
    found = [code for band in classes.bands(communes, colour, LIGHT) for code in band.codes]
    assert sorted(found) == sorted(communes["unit_code"])


@pytest.mark.parametrize("indicator", ["both", "lead"])
def test_colours_part_at_the_target(published, indicator, vietnamese):
    """Whatever the indicator's target: 50% or 10% of the households."""
    units = tables.named(attainment.ranking(published, snapshots.EVERYTHING, published.as_of, "commune", indicator))
    target = units["target_share"].max()
    coverage = units.set_index("unit_code")["coverage"]
    for band in classes.bands(units, "coverage", LIGHT):
        if band.letter.isdigit():
            reached = {bool(coverage[code] >= target) for code in band.codes}
            assert reached == {band.colour in LIGHT.above}


def test_what_the_viewer_may_not_see_is_a_class_of_its_own(published, vietnamese):
    scope = snapshots.Scope(frozenset({"189"}))
    units = classes.told(
        tables.named(attainment.ranking(published, scope, published.as_of, "district", "both")), "pace"
    )
    outside = classes.withheld(snapshots.outside(scope, "district"), PROVINCE, "all")
    bands = {band.letter: band for band in classes.bands(units, "pace", LIGHT, outside)}
    assert len(bands["×"].codes) == 10 and "189" not in bands["×"].codes
    figure = mapping.figure(units, PROVINCE, "district", list(bands.values()), LIGHT)
    told = [words for trace in figure.data if trace.type == "choropleth" and trace.text for words in trace.text]
    assert sum("Ngoài phạm vi" in words for words in told) == 10
    assert not snapshots.outside(snapshots.EVERYTHING, "district")


def test_an_estimate_is_marked_beside_the_letter_and_in_the_legend(communes, vietnamese):
    units = communes.assign(households_is_estimate=communes["unit_code"].isin(["06619", "06613"]))
    bands = classes.bands(units, "pace", LIGHT)
    marked = classes.lettered(units, bands).set_index("unit_code")["letter"]
    assert marked["06619"].endswith(" ≈") and (marked.str.endswith("≈")).sum() == 2
    figure = mapping.figure(units, PROVINCE, "commune", bands, LIGHT)
    assert "≈ · Số hộ là ước tính (2)" in [trace.name for trace in figure.data]
    assert picturing.drawing(units, PROVINCE, "commune", bands, "", "", LIGHT).marks == ("≈ · Số hộ là ước tính (2)",)


def test_communes_carry_their_letter_save_where_a_name_of_a_district_lies(communes, vietnamese):
    bands = classes.bands(communes, "pace", LIGHT)
    figure = mapping.figure(communes, PROVINCE, "commune", bands, LIGHT)
    written = [
        word for trace in figure.data if trace.type == "scattergeo" and trace.text is not None for word in trace.text
    ]
    letters = [word for word in written if word.split()[0] in {band.letter for band in bands}]
    assert len(written) - len(letters) == 10  # the districts without the city
    assert len(communes) * 0.85 <= len(letters) <= len(communes)


def test_the_map_writes_the_value_that_its_colour_stands_for(communes, vietnamese):
    units = classes.told(place.within(communes, vocabulary.unit("189"), "all"), "change")
    bands = classes.bands(units, "change", LIGHT)
    named = mapping.labels("commune", units, bands).set_index("code")["text"]
    gained = units.set_index("unit_code")["coverage_gained"]
    assert f"<br>{gained['06619'] * 100:.1f} điểm % · ".replace(".", ",") in named["06619"]
    assert all("điểm %" in band.name for band in bands if band.letter.isdigit())


def test_a_commune_stands_out_in_its_district(communes, vietnamese):
    bac_xa = vocabulary.unit("06619")
    units = place.within(communes, bac_xa, "all")
    assert len(units) == 12
    figure = mapping.figure(units, bac_xa, "commune", classes.bands(units, "pace", LIGHT), LIGHT)
    thick = [trace for trace in figure.data if trace.type == "choropleth" and trace.marker.line.width == 5]
    assert [list(trace.locations) for trace in thick] == [["06619"]]


def test_paper_says_what_the_screen_says(communes, vietnamese):
    bands = classes.bands(communes, "attainment", DARK)
    drawn = picturing.drawing(communes, PROVINCE, "commune", bands, "", "", DARK)
    assert [known.label for known in drawn.classes] == [band.name for band in bands]
    screen = mapping.figure(communes, PROVINCE, "commune", bands, DARK)
    written = sorted(
        word for trace in screen.data if trace.type == "scattergeo" and trace.text is not None for word in trace.text
    )
    assert sorted(label.words for label in drawn.labels) == written


def test_each_scale_has_a_shade_and_a_hatch_a_class():
    for palette in PALETTES.values():
        assert len(palette.below) == style.TARGET_BREAKS.index(1) + 1
        assert len(palette.below) + len(palette.above) == len(style.TARGET_BREAKS) + 1 == len(style.TARGET_HATCHES)
        assert len(palette.gain) == len(style.CHANGE_BREAKS) + 1 == len(style.CHANGE_HATCHES)


def test_a_colour_of_the_dark_theme_stands_for_one_thing():
    """Else paper could not tell which."""
    pairs = set(zip(style._roles(DARK), style._roles(LIGHT), strict=True))
    assert len({dark for dark, _ in pairs}) == len(pairs)
