"""Rising products: whole weeks only, and the same orders as the trend has."""

from datetime import date, timedelta

import pandas as pd

from data import rising, sales, snapshots


def test_four_whole_weeks_beside_the_four_before(snapshot):
    found = rising.products(snapshot, snapshots.EVERYTHING, sales.Trade()).set_index("product")
    trend = snapshots.ask(snapshot, snapshots.EVERYTHING, "product_trend")
    # 15/11/2021 is a Monday: its week has just begun, so the last whole one began on 8/11.
    assert snapshot.as_of == date(2021, 11, 15)
    recent = [date(2021, 11, 8) - timedelta(weeks=back) for back in range(4)]
    before = [day - timedelta(weeks=4) for day in recent]
    for product, row in found.iterrows():
        own = trend[(trend["product"] == product) & (trend["certification"] == "all")]
        for name, weeks in (("recent", recent), ("before", before)):
            assert row[name] == own.loc[own["week"].dt.date.isin(weeks), "orders"].sum(), (product, name)
        assert row["gained"] == row["recent"] - row["before"]
    assert found["gained"].is_monotonic_decreasing and len(found) > 10


def test_a_product_without_orders_before_has_no_share_of_change(snapshot):
    found = rising.products(snapshot, snapshots.EVERYTHING, sales.Trade())
    assert found.loc[found["before"] == 0, "change"].isna().all()


def test_what_fell_or_stood_still_has_not_risen():
    """The table of rising products once went on with those that sold a fifth less; what is withheld stays."""
    found = pd.DataFrame({"product": ["na", "hồi", "chè", "mật ong"], "gained": [3, 0, -2, None]})
    assert list(rising.risen(found)["product"]) == ["na", "mật ong"]
