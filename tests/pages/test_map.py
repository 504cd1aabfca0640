"""The map without colours: each class has a letter that stands in its units."""

import pytest

from data import metrics, vocabulary
from pages.charts.style import LIGHT
from pages.shared import mapping, tables, texts


@pytest.mark.parametrize("colour", mapping.COLOURS)
def test_classes_can_be_told_apart_by_their_letter(published, colour):
    units = tables.named(metrics.ranking(published, metrics.EVERYTHING, published.as_of, "commune", "both"))
    with texts.spoken("vi"):
        classes = mapping.bands(units, colour, LIGHT)
    letters = [band.letter for band in classes]
    assert len(set(letters)) == len(letters) > 1
    assert all(band.name.startswith(f"{band.letter} · ") for band in classes)


def test_communes_carry_their_letter_save_where_a_name_of_a_district_lies(published):
    units = tables.named(metrics.ranking(published, metrics.EVERYTHING, published.as_of, "commune", "both"))
    province = vocabulary.unit(vocabulary.PROVINCE)
    with texts.spoken("vi"):
        classes = mapping.bands(units, "pace", LIGHT)
        figure = mapping.figure(units, province, "commune", classes, LIGHT)
    written = [word for trace in figure.data if trace.type == "scattergeo" for word in trace.text]
    letters = [word for word in written if word in {band.letter for band in classes}]
    assert len(written) - len(letters) == 10  # the districts without the city
    assert len(units) * 0.85 <= len(letters) <= len(units)
