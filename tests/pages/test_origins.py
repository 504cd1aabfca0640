"""Each figure of a table knows its passport."""

import pandas as pd
import pytest

from data import attainment, snapshots
from pages.kit import lineage
from pages.kit.view import TRACED, Table
from pages.progress import units


@pytest.mark.usefixtures("vietnamese")
@pytest.mark.parametrize(
    ("column", "measure"),
    [(name, name) for name in lineage.MEASURES] + [("unit", "coverage"), ("target", "of_target")],
)
def test_a_cell_leads_to_the_figure_it_shows(column, measure):
    row = {"unit_code": "189", "indicator": "lead", "day": pd.Timestamp("2021-10-01"), "unit": "Đình Lập"}
    figure = Table("units", (), pd.DataFrame([row])).figure(row, column)
    assert lineage.parse(lineage.code("000001", figure)) == ("000001", figure)
    assert (figure.unit, figure.subject, figure.measure) == ("189", "lead", measure)


def test_a_table_that_does_not_tell_its_unit_leads_nowhere():
    row = {"indicator": "lead", "coverage": 0.5}
    assert Table("units", (), pd.DataFrame([row])).figure(row, "coverage") is None


def test_tables_of_units_have_what_a_passport_needs(published, vietnamese):
    rows = attainment.ranking(published, snapshots.EVERYTHING, published.as_of, "district", "both")
    assert set(units.described(rows).columns) >= TRACED
