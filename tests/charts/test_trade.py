"""What charts of products and orders say."""

from datetime import date

import pandas as pd
import pytest

from pages.charts import trade
from pages.charts.style import DARK, LIGHT, PHASES
from tests.charts.cases import CHARTS


def test_groups_keep_the_order_of_their_labels_and_their_own_weeks():
    chart = CHARTS["trade.weekly"](LIGHT)
    assert [(trace["name"], trace["x"], trace["y"], trace["marker"]["color"]) for trace in chart["data"]] == [
        ("Hồi", ["2021-10-04", "2021-10-11"], [3, 4], LIGHT.groups(2)[0]),
        ("Na", ["2021-09-06", "2021-09-13"], [1200, 900], LIGHT.groups(2)[1]),
    ]  # fmt: skip
    assert {trace["type"] for trace in chart["data"]} == {"bar"} and chart["layout"]["barmode"] == "stack"
    assert chart["layout"]["yaxis"]["title"]["text"] == "Đơn"


def test_groups_that_overlap_are_lines():
    chart = CHARTS["trade.weekly as lines"](LIGHT)
    assert {(trace["type"], trace["mode"]) for trace in chart["data"]} == {("scatter", "lines")}
    assert [trace["line"]["color"] for trace in chart["data"]] == list(LIGHT.groups(2))


def test_a_line_falls_to_nought_in_a_week_without_orders():
    """It once ran from the week before to the week after, as if there had been some."""
    weeks = pd.DataFrame({
        "week": pd.to_datetime(["2021-09-06", "2021-09-20", "2021-09-13"]), "kind": ["a", "a", "b"], "orders": [5, 3, None],
    })  # fmt: skip
    drawn = trade.weekly(weeks, "kind", "orders", {"a": "Na", "b": "Hồi"}, "Đơn", False, LIGHT, ",.")["data"]
    assert [trace["y"] for trace in drawn] == [[5, 0, 3], [0, None, 0]]  # what is withheld stays missing


def test_the_first_product_is_on_top():
    chart = CHARTS["trade.top"](LIGHT)
    (bars,) = chart["data"]
    assert (bars["y"], bars["x"]) == (["Quýt", "Chè", "Hồi", "Na"], [4, 3, 900, 1200])
    assert bars["insidetextfont"]["color"] == LIGHT.on(LIGHT.accent)


def test_price_has_an_axis_of_its_own_and_the_season_is_shaded():
    chart = CHARTS["trade.season"](LIGHT)
    quantity, price = chart["data"]
    layout = chart["layout"]
    assert (quantity["name"], quantity["y"], quantity.get("yaxis")) == ("Số lượng", [5, 6, 7, 8], None)
    assert (price["name"], price["y"], price["yaxis"]) == ("Giá", [54000, None, 52000, 51000], "y2")
    assert (layout["yaxis"]["title"]["text"], layout["yaxis2"]["title"]["text"]) == ("Số lượng", "Giá")
    assert (layout["yaxis2"]["overlaying"], layout["yaxis2"]["side"]) == ("y", "right")
    assert [(span["x0"], span["x1"], span["layer"]) for span in layout["shapes"]] == [
        ("2021-10-01", "2021-11-01", "below")
    ]


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
def test_what_became_of_orders_and_what_is_sold_have_no_colour_of_a_pace_or_a_phase(look):
    fills = {trace["marker"]["color"] for trace in CHARTS["trade.status"](look)["data"]}
    assert len(fills) == 4 and not fills & {*look.status.values(), *look.hues(2)}
    sold = {trace["marker"]["color"] for trace in CHARTS["trade.weekly"](look)["data"]}
    assert not sold & {*look.status.values(), *look.hues(2)}


def test_what_became_of_orders_stands_in_the_order_of_its_names():
    chart = CHARTS["trade.status"](LIGHT)
    assert [(trace["name"], trace["y"][0], trace["marker"]["color"]) for trace in chart["data"]] == [
        ("Xong", 1, LIGHT.orders[0]), ("Đang giao", 2, LIGHT.orders[1]), ("Hủy", 3, LIGHT.orders[2]), ("Trả", 4, LIGHT.orders[3]),
    ]  # fmt: skip


def test_the_price_has_round_ticks_of_its_own():
    """Left alone, the second axis takes ticks where those of the first stand: 59.062, 47.249."""
    price = CHARTS["trade.season"](LIGHT)["layout"]["yaxis2"]
    assert price["tickmode"] == "auto" and price["overlaying"] == "y"


def test_what_is_not_told_one_by_one_has_no_hue_of_its_own():
    named, rest = CHARTS["trade.weekly with others"](LIGHT)["data"]
    assert (named["name"], named["marker"]["color"]) == ("Na", LIGHT.groups(1)[0])
    assert (rest["name"], rest["marker"]["color"]) == ("Còn lại", LIGHT.expected) and LIGHT.expected not in LIGHT.series


def test_more_groups_than_colours_are_refused():
    """Eleven districts once shared seven colours, and nobody could tell which was which."""
    districts = {str(code): f"Huyện {code}" for code in range(len(LIGHT.series) - PHASES + 2)}
    weeks = pd.DataFrame({"week": pd.Timestamp("2021-09-06"), "district": list(districts), "orders": 1})
    with pytest.raises(ValueError, match="colours that can be told apart"):
        trade.weekly(weeks, "district", "orders", districts, "Đơn", True, LIGHT, ",.")
    fewer = dict(list(districts.items())[:-1])
    drawn = trade.weekly(weeks, "district", "orders", fewer, "Đơn", True, LIGHT, ",.")["data"]
    assert len({bars["marker"]["color"] for bars in drawn}) == len(fewer) == 6
    assert drawn[-1]["marker"]["color"] == LIGHT.expected


@pytest.mark.parametrize("name", ["trade.season", "trade.weekly", "trade.status"])
def test_a_chart_of_weeks_names_mondays_alone(name):
    """Left to itself the browser named 04/07, 18/07, 01/08 under bars of 05/07, 12/07, 19/07: Sundays, of no week's name."""
    named = [date.fromisoformat(day) for day in CHARTS[name](LIGHT)["layout"]["xaxis"]["tickvals"]]
    assert 4 <= len(named) <= 7 and {day.weekday() for day in named} == {0}


def test_the_weeks_named_are_few_and_evenly_apart():
    weeks = pd.DataFrame(
        {"week": pd.date_range("2021-07-05", periods=20, freq="7D"), "done": 1, "open": 1, "lost": 1, "back": 1}
    )
    named = trade.status(weeks, {"done": "a", "open": "b", "lost": "c", "back": "d"}, LIGHT, ",.")["layout"]["xaxis"][
        "tickvals"
    ]
    assert named == ["2021-07-05", "2021-07-26", "2021-08-16", "2021-09-06", "2021-09-27", "2021-10-18", "2021-11-08"]
