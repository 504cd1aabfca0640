"""A price is told of several shops and many lines; each number by hand."""

import pandas as pd
import pytest

from data import sales, snapshots

DAY = pd.Timestamp("2021-10-04")


def sold(product: str, is_certified: bool, shops: int, lines: int, price: int, week: pd.Timestamp = DAY) -> list[dict]:
    """Rows of the mart: `lines` lines of 2 kg, dealt to `shops` shops in turn."""
    rows = [
        {"week": week, "district_code": "187", "commune_code": "06463", "platform": "voso", "shop_code": f"S{number % shops}",
         "product": product, "product_type": "agricultural", "unit_of_measure": "kg", "is_certified": is_certified,
         "lines": 1, "quantity": 2.0, "order_value": 2.0 * price}
        for number in range(lines)
    ]  # fmt: skip
    return rows


@pytest.fixture
def priced(monkeypatch):
    def made(*rows: dict):
        monkeypatch.setattr(sales, "ask", lambda *_, **__: pd.DataFrame(list(rows)))
        return None, snapshots.EVERYTHING, sales.Trade()

    return made


def test_three_shops_and_ten_lines_are_enough_and_fewer_are_not(priced):
    asked = priced(
        *sold("enough", False, 3, 10, 100), *sold("few_lines", False, 3, 9, 100), *sold("few_shops", False, 2, 40, 100),
    )  # fmt: skip
    found = sales.prices(*asked).set_index("product")
    assert found.loc["enough", ["price", "sellers", "lines"]].tolist() == [100, 3, 10]
    for product, sellers, lines in (("few_lines", 3, 9), ("few_shops", 2, 40)):
        assert pd.isna(found.loc[product, "price"]) and found.loc[product, ["sellers", "lines"]].tolist() == [
            sellers,
            lines,
        ]
    assert found.loc["few_shops", "quantity"] == 80  # what was sold is known all the same


@pytest.mark.parametrize(("shops", "lines", "premium"), [(3, 10, 0.25), (3, 9, None), (2, 10, None)])
def test_a_premium_needs_both_sides(priced, shops, lines, premium):
    """The premium of a product that two shops sold was one household's price."""
    asked = priced(*sold("a", False, 4, 20, 100), *sold("a", True, shops, lines, 125))
    (row,) = sales.prices(*asked).to_dict("records")
    assert (row["sellers_plain"], row["lines_plain"], row["sellers_certified"], row["lines_certified"]) == (
        4,
        20,
        shops,
        lines,
    )
    assert row["price_plain"] == 100
    assert (
        row["premium"] == pytest.approx(premium)
        if premium
        else pd.isna(row["premium"]) and pd.isna(row["price_certified"])
    )


def test_a_side_that_nobody_sold_has_no_seller_and_no_price(priced):
    (row,) = sales.prices(*priced(*sold("a", False, 3, 10, 100))).to_dict("records")
    assert row["lines_certified"] == 0 == row["sellers_certified"] and pd.isna(row["price_certified"])


def test_a_week_of_few_sales_has_no_price_of_its_own_but_counts_in_the_whole(priced):
    later = DAY + pd.Timedelta(weeks=1)
    asked = priced(*sold("a", False, 3, 10, 100), *sold("a", False, 1, 2, 400, later))
    weeks = sales.price_trend(*asked, "a").set_index("week")
    assert weeks.loc[DAY, "price"] == 100 and pd.isna(weeks.loc[later, "price"])
    assert weeks.loc[later, ["quantity", "lines", "sellers"]].tolist() == [4, 2, 1]
    whole = sales.whole_price(*asked, "a")
    assert whole["price"] == pytest.approx((20 * 100 + 4 * 400) / 24) and (whole["sellers"], whole["lines"]) == (3, 12)


def test_a_shop_that_sells_week_after_week_is_one_seller(priced):
    later = [DAY + pd.Timedelta(weeks=week) for week in range(6)]
    asked = priced(*(row for week in later for row in sold("a", False, 2, 4, 100, week)))
    (row,) = sales.prices(*asked).to_dict("records")
    assert (row["sellers"], row["lines"]) == (2, 24) and pd.isna(row["price"])
