"""What was added to the marts for the pages: parts sum to totals, and the same figures by another way."""

from dataclasses import replace
from datetime import timedelta

import duckdb
import pandas as pd
import pytest

from data import activity, attainment, certificates, rising, sales, snapshots, support, vocabulary

EVERYTHING = snapshots.EVERYTHING
ALL = sales.Trade()


@pytest.fixture(scope="session")
def now(snapshot) -> pd.DataFrame:
    """The province on the as-of day: one row an indicator."""
    with duckdb.connect(str(snapshot.path), read_only=True) as mart:
        return mart.execute(
            "SELECT indicator, achieved FROM mart.attainment WHERE unit_code = '20' AND day = ?", [snapshot.as_of]
        ).df().set_index("indicator")["achieved"]  # fmt: skip


def test_funnel_steps_lie_within_each_other_and_agree_with_the_indicators(snapshot, now):
    for level in ("province", "phase", "district", "commune"):
        funnel = activity.household_funnel(snapshot, EVERYTHING, level)
        steps = (
            funnel[["households", "account", "account_shop", "account_shop_listing", "lead"]].diff(axis=1).iloc[:, 1:]
        )
        assert (steps[funnel["has_data"]] <= 0).all(axis=None)
        total = funnel.sum(numeric_only=True)
        assert (
            total["account"] == now["account"] and total["account_shop"] == now["both"] and total["lead"] == now["lead"]
        )
        assert total["only_account"] + total["only_shop"] + total["account_shop"] == now["either"]
        assert total["designated_lead"] + total["only_designated"] == now["designated"]
        assert total["designated_lead"] + total["only_lead"] == now["lead"]


def test_shop_activity_sums_over_platforms_and_agrees_with_each_shop(snapshot):
    shown = activity.shop_activity(snapshot, EVERYTHING, "province").set_index("platform")
    parts = shown.loc[["voso", "postmart"]]
    for name in ("shops", "listed", "sold", "sold_30_days", "open_30_days", "sleeping_14_days", "sleeping_30_days"):
        assert parts[name].sum() == shown.loc["all", name]
    with duckdb.connect(str(snapshot.path), read_only=True) as mart:
        shops = mart.execute("SELECT orders, last_order_on FROM mart.shop_performance").df()
        (open_shops,) = mart.execute(
            "SELECT shops FROM mart.volume WHERE unit_code = '20' AND platform = 'all' AND day = ?", [snapshot.as_of]
        ).fetchone()
    recent = shops["last_order_on"] > pd.Timestamp(snapshot.as_of - timedelta(days=30))
    assert shown.loc["all", "shops"] == open_shops
    assert 0 < shown.loc["all", "sold_30_days"] <= recent.sum()  # a shop that has closed is no open one
    assert shown.loc["all", "sold"] <= (shops["orders"] > 0).sum()
    assert shown.loc["all", "sleeping_30_days"] <= shown.loc["all", "sleeping_14_days"] < open_shops


def test_orders_by_status_hold_those_that_count(snapshot):
    weeks = sales.order_status(snapshot, EVERYTHING, ALL)
    counted = sales.order_trend(snapshot, EVERYTHING, ALL, "orders", "platform").groupby("week")["orders"].sum()
    counting = weeks.set_index("week")[["completed", "in_progress"]].sum(axis=1)
    assert (counting.reindex(counted.index) >= counted).all() and counting.sum() == pytest.approx(
        counted.sum(), rel=0.01
    )
    assert (weeks["placed"] == weeks[["completed", "in_progress", "cancelled", "returned"]].sum(axis=1)).all()
    assert weeks["lost_share"].between(0, 1).all() and weeks["cancelled"].sum() > 0


def trade_of(snapshot, trade: sales.Trade) -> dict[str, float]:
    """Everything of the trade that can be added up."""
    total = sales.trade_total(snapshot, EVERYTHING, trade).set_index("certification")
    weeks = sales.order_status(snapshot, EVERYTHING, trade)
    listings = sales.product_listings(snapshot, EVERYTHING, trade)
    return {
        "listings": sales.listings_on_sale(snapshot, EVERYTHING, trade),
        "listed": listings["listings"].sum(), "never sold": listings["never_sold"].sum(),
        "top": sales.top_products(snapshot, EVERYTHING, trade, "orders")["orders"].sum(),
        "rising": rising.products(snapshot, EVERYTHING, trade)["recent"].sum(),
        "bought": sales.destinations(snapshot, EVERYTHING, trade)["orders"].sum(),
        "priced": sales.prices(snapshot, EVERYTHING, trade)["order_value"].sum(),
        "sellers": len(sales.sellers(snapshot, EVERYTHING, trade)),
        "certificates": len(certificates.of(snapshot, EVERYTHING, trade)),
        **{f"{name} {code}": total[name].get(code, 0) for name in ("orders", "quantity", "order_value") for code in ("all", "vietgap", "none")},
        **weeks[["completed", "in_progress", "cancelled", "returned"]].sum(),
    }  # fmt: skip


@pytest.mark.parametrize(
    "trade", [sales.Trade("187"), sales.Trade("187", "voso"), sales.Trade("180", product_type="agricultural")]
)
def test_the_trade_of_the_communes_adds_up_to_their_district(snapshot, trade):
    """No order is one of two communes: it stands in that of its first line's shop."""
    whole = trade_of(snapshot, trade)
    assert min(whole[name] for name in ("orders all", "listings", "bought", "completed", "priced")) > 0
    parts = [trade_of(snapshot, replace(trade, commune=unit.code)) for unit in vocabulary.communes(trade.district)]
    assert sum(part["orders all"] > 0 for part in parts) > 3
    for name, value in whole.items():
        assert sum(part[name] for part in parts) == pytest.approx(value), name


def test_communes_are_listed_with_what_each_has_when_it_is_asked_for(snapshot):
    for trade in (sales.Trade("187"), sales.Trade("187", "voso", "agricultural", "06463")):
        found = sales.commune_trade(snapshot, EVERYTHING, trade)
        assert set(found["unit_code"]) == {unit.code for unit in vocabulary.communes("187")}
        assert found["orders"].is_monotonic_decreasing and found["orders"].iloc[0] > 0
        for row in found.itertuples():
            own = trade_of(snapshot, replace(trade, commune=row.unit_code))
            assert (row.orders, row.order_value, row.listings) == (
                own["orders all"],
                own["order_value all"],
                own["listings"],
            )
    assert sales.commune_trade(snapshot, snapshots.Scope(frozenset({"189"})), sales.Trade("187")).empty


def test_destinations_shares_add_up_and_home_is_among_them(snapshot):
    found = sales.destinations(snapshot, EVERYTHING, ALL)
    assert found["share"].sum() == pytest.approx(1)
    assert "Lạng Sơn" in set(found["buyer_province"])


def test_prices_lie_between_the_plain_and_the_certified_one(snapshot, monkeypatch):
    for name in ("sellers_least", "lines_least"):
        monkeypatch.setitem(vocabulary.settings()["prices"], name, 1)
    prices = sales.prices(snapshot, EVERYTHING, ALL).dropna(subset=["price_plain", "price_certified"])
    assert len(prices) > 3
    low, high = (
        prices[["price_plain", "price_certified"]].min(axis=1),
        prices[["price_plain", "price_certified"]].max(axis=1),
    )
    assert ((low - 1e-6 <= prices["price"]) & (prices["price"] <= high + 1e-6)).all()


def test_communes_of_2025_hold_the_households_of_2021(snapshot):
    for day in (snapshot.as_of, snapshot.as_of - timedelta(days=40)):
        new = attainment.communes_2025(snapshot, EVERYTHING, day, "both")
        old = attainment.units(snapshot, EVERYTHING, day, "province", "both").iloc[0]
        assert (
            len(new) == 65 and new["achieved"].sum() == old["achieved"] and new["households"].sum() == old["households"]
        )
        assert new.loc[new["is_split"], "name"].nunique() >= 2
        assert (new.loc[new["has_data"], "achieved"] >= 0).all()


def test_rank_changes_are_those_of_a_week(snapshot):
    ranked = attainment.ranking(snapshot, EVERYTHING, snapshot.as_of, "district", "both").set_index("unit_code")
    before = attainment.units(snapshot, EVERYTHING, snapshot.as_of - timedelta(days=7), "district", "both")
    for phase, own in ranked.groupby("phase"):
        earlier = (
            before[before["phase"] == phase].sort_values("coverage", ascending=False).set_index("unit_code")["coverage"]
        )
        assert list(own.sort_values("coverage", ascending=False)["rank"]) == list(range(1, len(own) + 1))
        for code, row in own.iterrows():
            assert row["ranks_gained"] == list(earlier.index).index(code) + 1 - row["rank"] and row["ranked"] == len(
                own
            )
            if phase == 2:  # phase 1 is over: what came after its deadline is no gain
                assert row["coverage_gained"] == pytest.approx(row["coverage"] - earlier[code])
    assert ranked.loc[ranked["phase"] == 1, "coverage_gained"].isna().all()


def test_days_ahead_are_days_of_an_even_pace(snapshot):
    units = attainment.units(snapshot, EVERYTHING, snapshot.as_of, "district", "both").set_index("unit_code")
    for code, unit in units[units["phase"] == 2].iterrows():
        on_pace = sum(unit["target_share"] * day / 92 <= unit["coverage"] + 1e-12 for day in range(1, 10_000))
        assert unit["days_ahead"] == on_pace - unit["day_number"], code
    assert units.loc[units["phase"] == 1, "days_ahead"].isna().all()


def test_teams_of_a_commune_are_those_of_its_report_and_add_up(snapshot):
    with duckdb.connect(str(snapshot.path), read_only=True) as mart:
        reports = mart.execute(
            "SELECT unit_code, date, count FROM mart.field_activity WHERE kind = 'support_team'"
        ).df()
    communes = support.communes(snapshot, EVERYTHING, snapshot.as_of, "both").set_index("unit_code")
    for code, told in reports.groupby("unit_code"):
        if len(told) == 1 and code in communes.index:
            assert communes.loc[code, "teams"] == told["count"].iloc[0]
    districts = support.districts(snapshot, EVERYTHING, snapshot.as_of, "both").set_index("unit_code")
    assert districts["teams"].sum() == communes["teams"].sum() > 0


def test_certificates_say_how_long_they_hold(snapshot):
    found = certificates.of(snapshot, EVERYTHING, ALL).dropna(subset=["valid_to"])
    left = (found["valid_to"] - pd.Timestamp(snapshot.as_of)).dt.days
    assert (found["days_left"] == left).all() and found["days_left"].is_monotonic_increasing


def test_ocop_sellers_sold_under_ocop(snapshot):
    sellers = sales.sellers(snapshot, EVERYTHING, ALL, "ocop")
    assert (
        len(sellers)
        and sellers["certifications"].str.contains("ocop").all()
        and sellers["orders"].is_monotonic_decreasing
    )
    assert set(sellers["shop_code"].str[0]) == {"S"}


def test_weak_telecom_communes_are_the_nine_of_dinh_lap():
    codes = [row["commune_code"] for row in vocabulary.rows("weak_telecom_2021.csv")]
    assert len(codes) == 9 and {vocabulary.unit(code).parent for code in codes} == {"189"}
