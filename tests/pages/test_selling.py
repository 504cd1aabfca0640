"""Words of the trade in both languages."""

import pandas as pd
import pytest

from data import vocabulary
from pages.shared import selling, texts
from tests.pages.test_pages import is_whole, opened


@pytest.mark.parametrize(("language", "told"), [("vi", ["viên", "kg", "—", "—"]), ("en", ["piece", "kg", "—", "—"])])
def test_units_of_measure_are_told_in_the_viewer_s_language(language, told):
    with texts.spoken(language):
        assert list(selling.measured(pd.Series(["viên", "kg", "", None]))) == told


def test_every_unit_of_measure_has_both_names():
    rows = vocabulary.rows("units_of_measure.csv")
    assert rows and all(row["unit_of_measure"] and row["name_en"] for row in rows)


def labels(shown) -> list[str]:
    return [box.label for box in shown.selectbox]


@pytest.mark.parametrize("page", ["trade/products", "trade/market", "trade/certificates"])
def test_communes_are_offered_of_the_chosen_district_alone(published, page):
    assert "Xã, phường, thị trấn" not in labels(opened(page))
    shown = opened(page, district="187", commune="06463")
    box = next(one for one in shown.selectbox if one.label == "Xã, phường, thị trấn")
    assert box.value == "06463" and len(box.options) == 1 + len(vocabulary.communes("187"))
    assert shown.session_state["shown"].choices["commune"][1] == box.options[1] == "Thị trấn Đồng Mỏ"


@pytest.mark.parametrize("district", ["188", "all"])
def test_a_commune_is_let_go_with_its_district(published, district):
    shown = opened("trade/products", district="187", commune="06463")
    own = shown.metric[0].value
    box = next(one for one in shown.selectbox if one.label == "Huyện, thành phố")
    shown = box.set_value(district).run()
    assert is_whole(shown) and "commune" not in shown.query_params
    assert shown.metric[0].value == opened("trade/products", district=district).metric[0].value != own


def test_a_commune_goes_along_to_the_next_page_of_the_trade(published):
    shown = opened("trade/products", district="187", commune="06463")
    moved = shown.switch_page("pages/trade/certificates.py").run()
    assert is_whole(moved) and "Thị trấn Đồng Mỏ" in moved.session_state["shown"].choices["commune"]
