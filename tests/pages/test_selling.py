"""Words of the trade in both languages."""

import pandas as pd
import pytest

from data import vocabulary
from pages.shared import selling, texts


@pytest.mark.parametrize(("language", "told"), [("vi", ["viên", "kg", "—", "—"]), ("en", ["piece", "kg", "—", "—"])])
def test_units_of_measure_are_told_in_the_viewer_s_language(language, told):
    with texts.spoken(language):
        assert list(selling.measured(pd.Series(["viên", "kg", "", None]))) == told


def test_every_unit_of_measure_has_both_names():
    rows = vocabulary.rows("units_of_measure.csv")
    assert rows and all(row["unit_of_measure"] and row["name_en"] for row in rows)
