"""What a viewer who may not follow single shops is told of the trade: every figure is of three shops or more.

The second method counts the shops in the rows that the test wrote, whatever tables there are.
"""

import shutil
from itertools import product

import duckdb
import numpy as np
import pandas as pd
import pytest

import data.trade
from data import activity, certificates, rising, sales, snapshots, tracing, vocabulary
from data.snapshots import EVERYTHING, Scope, Snapshot
from data.trade import Trade, is_told
from data.trade_tables import LEAST
from tests.etl import small

VIEWER = Scope(sees_shops=False)
COMMUNES = ["06613", "06616", "06622", "06463", "06466"]
NAMES = {"Na dai Chi Lăng": "custard_apple", "Khâu nhục Lạng Sơn": "khau_nhuc", "Mật ong rừng": "honey"}
BUYERS = ["Lạng Sơn", "Hà Nội", "Bắc Giang"]
CERTIFIED = ["VietGAP", "OCOP 3 sao"]
SCHEMES = dict(zip(CERTIFIED, ("vietgap", "ocop3"), strict=True))
SHOPS, ORDERS = 60, 900
DAYS = ["2021-08-03", "2021-08-10", "2021-08-17", "2021-08-24"]


def orders() -> pd.DataFrame:
    """Orders of one line each, by shops of five communes: what the files say, and what the figures call it."""
    random = np.random.default_rng(7)
    shops = pd.DataFrame({"shop": [f"S{n}" for n in range(SHOPS)], "commune": random.choice(COMMUNES, SHOPS)})
    shops["platform"] = random.choice(["voso", "postmart"], SHOPS, p=[0.7, 0.3])
    found = shops.iloc[random.integers(0, SHOPS, ORDERS)].reset_index(drop=True)
    found = found.assign(
        order=[f"D{n}" for n in range(ORDERS)], day=random.choice(DAYS, ORDERS), name=random.choice(list(NAMES), ORDERS, p=[0.69, 0.3, 0.01]),
        buyer=random.choice(BUYERS, ORDERS, p=[0.69, 0.3, 0.01]), scheme=random.choice(["", *CERTIFIED], ORDERS, p=[0.69, 0.3, 0.01]),
        status=random.choice(["completed", "cancelled"], ORDERS, p=[0.9, 0.1]), amount=random.integers(50, 500, ORDERS) * 1000,
    )  # fmt: skip
    return found.assign(listing=found["platform"] + found["shop"] + found["name"].map(NAMES) + found["scheme"])


@pytest.fixture(scope="module")
def rows() -> pd.DataFrame:
    found = orders()
    known = found.assign(
        commune_code=found["commune"], district_code=found["commune"].map(vocabulary.district_of), product=found["name"].map(NAMES),
        week=pd.to_datetime(found["day"]) - pd.to_timedelta(pd.to_datetime(found["day"]).dt.day_of_week, unit="D"),
        certification=found["scheme"].map(SCHEMES).fillna("none"), buyer_province=found["buyer"],
    )  # fmt: skip
    return known.assign(product_type=np.where(known["product"] == "custard_apple", "agricultural", "processed_food"))


@pytest.fixture(scope="module")
def sold(made_once) -> Snapshot:
    folder = made_once("trade of few", _written)
    return snapshots.current(folder / "warehouse")


def _written(folder) -> None:
    found, inbox = orders(), folder / "inbox"
    shops = found.drop_duplicates("shop").itertuples()
    small.write_csv(inbox / "s.csv", [small.shop(one.shop, unit=one.commune, platform=one.platform) for one in shops])
    listings = list(found.drop_duplicates("listing").itertuples())
    kinds = {"custard_apple": "Nông sản", "khau_nhuc": "Thực phẩm chế biến", "honey": "Thực phẩm chế biến"}
    small.write_csv(inbox / "p.csv", [
        small.listing(one.listing, one.shop, name=one.name, product_type=kinds[NAMES[one.name]]) for one in listings
    ])  # fmt: skip
    small.write_csv(inbox / "c.csv", [
        {"listing_id": one.listing, "scheme": one.scheme, "number": f"CN-{n}", "valid_from": "2021-01-01"}
        for n, one in enumerate(listings) if one.scheme
    ])  # fmt: skip
    small.write_csv(inbox / "o.csv", [
        small.order(one.order, one.shop, one.listing, one.day, status=one.status, amount=str(one.amount), buyer_province=one.buyer)
        for one in found.itertuples()
    ])  # fmt: skip
    assert small.build_quietly(folder).code == 0


def choices() -> list[Trade]:
    units = [{}, {"district": "189"}, {"district": "187"}, {"district": "189", "commune": "06613"}]
    kinds = [("all", "all"), ("voso", "all"), ("all", "processed_food"), ("postmart", "agricultural")]
    return [Trade(**unit, platform=platform, product_type=kind) for (platform, kind), unit in product(kinds, units)]


def told_of(snapshot: Snapshot, scope: Scope, trade: Trade) -> list[tuple[str, pd.DataFrame, list[str]]]:
    """Every answer about the trade: its name, its rows, and the columns that are figures."""
    groups = ("certification", "product_type", "platform", "district_code", "commune_code", "all")
    return [
        *((f"weeks by {by}", sales.order_trend(snapshot, scope, trade, "orders", by), ["orders"]) for by in groups),
        ("total", sales.trade_total(snapshot, scope, trade), sales.AMOUNTS),
        ("week", sales.trade_total(snapshot, scope, trade, pd.Timestamp("2021-08-09").date()), sales.AMOUNTS),
        ("products", sales.top_products(snapshot, scope, trade, "orders"), sales.AMOUNTS),
        ("destinations", sales.destinations(snapshot, scope, trade), ["orders", "order_value", "share"]),
        ("prices", sales.prices(snapshot, scope, trade), ["quantity", "order_value", "price"]),
        ("communes", sales.commune_trade(snapshot, scope, trade).rename(columns={"unit_code": "commune_code"}), ["orders", "order_value"])
        if trade.district != "all" else ("communes", pd.DataFrame(), []),
        ("season", sales.price_trend(snapshot, scope, trade, "custard_apple").assign(product="custard_apple"), sales.PRICED),
    ]  # fmt: skip


def shops_behind(rows: pd.DataFrame, trade: Trade, row: dict) -> int:
    """In how many shops the rows of a figure are."""
    wanted = {
        "commune_code": trade.commune,
        "district_code": trade.district,
        "platform": trade.platform,
        "product_type": trade.product_type,
    }
    wanted |= {
        name: row[name]
        for name in (
            "week",
            "certification",
            "product",
            "product_type",
            "platform",
            "buyer_province",
            "district_code",
            "commune_code",
        )
        if name in row
    }
    for name, value in wanted.items():
        if value != "all":
            rows = rows[rows[name] == value]
    return rows["shop"].nunique()


def test_every_figure_that_a_viewer_is_told_is_of_three_shops(sold, rows):
    counted, told, kept = rows[rows["status"] == "completed"], 0, 0
    for trade in choices():
        for name, found, figures in told_of(sold, VIEWER, trade):
            for row in found.to_dict("records"):
                behind = shops_behind(counted, trade, row)
                known = [row[figure] for figure in figures if pd.notna(row[figure]) and row[figure] != 0]
                assert not known or behind >= LEAST, (name, trade, row)
                told, kept = told + bool(known), kept + (behind >= LEAST and not known)
    assert told > 150 and kept < told


def test_who_may_follow_shops_is_told_all_of_it(sold, rows):
    """The same answers for a steward hold figures of fewer shops: the test above could fail."""
    counted = rows[rows["status"] == "completed"]
    few = [
        name for trade in choices()[4:8] for name, found, _ in told_of(sold, EVERYTHING, trade) for row in found.to_dict("records")
        if shops_behind(counted, trade, row) < LEAST
    ]  # fmt: skip
    assert {name for name in few} >= {"total", "destinations", "weeks by certification"}


def test_what_is_told_is_the_figure_itself(sold):
    for trade in choices()[:6]:
        for (name, found, figures), (_, all_of_it, _) in zip(
            told_of(sold, VIEWER, trade), told_of(sold, EVERYTHING, trade), strict=True
        ):
            keys = [
                column
                for column in found
                if column not in {*figures, "listings", "sellers", "lines", "premium"}
                and not column.startswith(("price_", "lines_", "sellers_"))
            ]
            if not keys:
                continue
            beside = found[[*keys, *figures]].merge(
                all_of_it[[*keys, *figures]], on=keys, suffixes=("", "_all"), validate="1:1"
            )
            assert len(beside) == len(found)  # of tables that are not told there is no row
            for figure in figures:
                known = beside[beside[figure].notna()]
                assert (known[figure] == known[f"{figure}_all"]).all(), (name, trade)


def test_lost_orders_are_told_of_three_shops(sold, rows):
    found = sales.order_status(sold, VIEWER, Trade())
    for row in found.to_dict("records"):
        for status in ("completed", "cancelled"):
            own = rows[(rows["week"] == row["week"]) & (rows["status"] == status)]["shop"].nunique()
            assert pd.isna(row[status]) or row[status] == 0 or own >= LEAST
    assert found["completed"].notna().all() and not is_told(VIEWER, Trade("189"), "week", "status")
    assert sales.order_status(sold, VIEWER, Trade("189"))["placed"].isna().all()


def test_the_orders_of_a_certificate_are_for_who_may_follow_shops(sold):
    assert certificates.of(sold, EVERYTHING, Trade())["orders"].sum() > 0
    assert certificates.of(sold, VIEWER, Trade())["orders"].isna().all()


def test_no_two_days_are_told_whose_difference_is_one_shops(sold):
    last, before = (
        activity.volume(sold, VIEWER, sold.as_of, "province"),
        activity.volume(sold, VIEWER, pd.Timestamp("2021-08-23").date(), "province"),
    )
    assert last["orders"].notna().any() and before["orders"].isna().all() and before["shops"].notna().all()


@pytest.mark.parametrize(
    "level, unit", [("commune", "06613"), ("district", "189"), ("province", "20"), ("phase", "phase-1")]
)
def test_orders_of_a_unit_are_told_as_its_trade_is(sold, level, unit):
    found = activity.volume(sold, VIEWER, sold.as_of, level)
    own = found[(found["unit_code"] == unit) & (found["platform"] == "all")]["orders"]
    if level == "phase":
        assert own.isna().all()
    else:
        trade = {"commune": Trade("189", commune=unit), "district": Trade(unit), "province": Trade()}[level]
        assert own.tolist() == pytest.approx(
            sales.trade_total(sold, VIEWER, trade).set_index("certification").loc[["all"], "orders"].tolist(),
            nan_ok=True,
        )


def test_a_rise_with_a_week_that_is_withheld_is_withheld(sold):
    assert (
        rising.products(sold, VIEWER, Trade("189")).empty and len(rising.products(sold, EVERYTHING, Trade("189"))) == 3
    )
    found = rising.products(sold, VIEWER, Trade()).set_index("product")
    assert found.loc["custard_apple", "recent"] > 100 and pd.isna(found.loc["honey", "recent"])


def test_a_passport_tells_no_more_than_the_page(sold):
    """A viewer may write any figure into the address."""
    for subject, measure in (
        ("trade-voso-agricultural-vietgap", "orders"),
        ("product-all-all-honey", "order_value"),
        ("week-all-all-ocop3", "orders"),
    ):
        day = pd.Timestamp("2021-08-23").date() if subject.startswith("week") else sold.as_of
        assert tracing.told(sold, EVERYTHING, "06613", subject, day) is not None
        assert pd.isna(tracing.told(sold, VIEWER, "06613", subject, day).row[measure])


def test_a_snapshot_of_a_version_that_withheld_nothing_tells_a_viewer_nothing(sold, tmp_path):
    path = tmp_path / "000009.duckdb"
    shutil.copy(sold.path, path)
    with duckdb.connect(str(path)) as older:
        older.execute("DROP TABLE mart.withheld")
        older.execute("UPDATE mart.snapshot SET snapshot_id = '000009', snapshot = '000009', code_version = 'another'")
    found = sales.trade_total(snapshots.opened(path), VIEWER, Trade())
    assert len(found) and found["orders"].isna().all()


def test_a_product_of_several_types_is_told_to_nobody_else(sold, monkeypatch):
    known = data.trade._withheld(sold) | {("", "", frozenset({("product", "custard_apple")}))}
    monkeypatch.setattr(data.trade, "_withheld", lambda snapshot: known)
    found = sales.top_products(sold, VIEWER, Trade(), "orders").set_index("product")["orders"]
    assert pd.isna(found["custard_apple"]) and found["khau_nhuc"] > 0


def test_some_divisions_are_told_of_a_unit_and_some_are_not():
    assert is_told(VIEWER, Trade(), "week", "certification") and is_told(VIEWER, Trade(), "week", "district_code")
    assert not is_told(VIEWER, Trade("189"), "week", "certification") and is_told(VIEWER, Trade("189"), "week")
    assert not is_told(VIEWER, Trade("189", platform="voso"), "week") and is_told(
        EVERYTHING, Trade("189", platform="voso"), "week"
    )
