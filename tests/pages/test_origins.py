"""Each figure of a table knows its passport."""

import pandas as pd
import pytest

from data import attainment, snapshots
from pages.shared import origins, passport, tables


@pytest.mark.parametrize(
    ("column", "measure"),
    [(name, name) for name in passport.MEASURES] + [("unit", "coverage"), ("target", "attainment")],
)
def test_a_cell_leads_to_the_figure_it_shows(column, measure):
    row = pd.Series({"unit_code": "189", "indicator": "lead", "day": pd.Timestamp("2021-10-01"), "unit": "Đình Lập"})
    told = origins.figure(row, column)
    assert passport.read(passport.code("000001", told)) == ("000001", told)
    assert (told.unit, told.indicator, told.measure) == ("189", "lead", measure)


def test_tables_of_units_have_what_a_passport_needs(published):
    units = attainment.ranking(published, snapshots.EVERYTHING, published.as_of, "district", "both")
    assert set(tables.named(units).columns) >= origins.COLUMNS
