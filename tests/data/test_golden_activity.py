"""A small inbox of awkward cases, every figure of the pages' marts worked out a second time in plain Python."""

from datetime import date, timedelta

import pandas as pd
import pytest

from data import (
    activity,
    attainment,
    certificates,
    figures,
    outlook,
    quality,
    sales,
    snapshots,
    support,
    tracing,
    vocabulary,
)
from tests.etl import small
from tests.etl.second_method import COMMUNES
from tests.etl.small import DINH_LAP, VAN_LINH

ALL, EVERYTHING = sales.Trade(), snapshots.EVERYTHING
LAST = date(2021, 11, 15)
NA, HONG, OIL = "Na dai", "Hồng vành khuyên", "Tinh dầu hồi"
PRODUCT = {
    NA: ("custard_apple", "agricultural"),
    HONG: ("vanh_khuyen_persimmon", "agricultural"),
    OIL: ("anise_oil", "processed_food"),
}

SHOPS = [
    # Both platforms, one household; one listing id stands on both.
    small.shop("S1", "both", opened_on="2021-08-01"),
    small.shop("P1", "both", platform="postmart", opened_on="2021-08-10"),
    # Two shops of one household, which moved to another district with the second.
    small.shop("S2", "moves", opened_on="2021-08-01"),
    small.shop("S3", "moves", unit=DINH_LAP, opened_on="2021-10-01", designated_lead="x"),
    small.shop("S4", "closed", opened_on="2021-08-01", closed_on="2021-09-01"),
    small.shop("S5", "too-early", opened_on="2021-11-01"),  # its order is older than itself
    small.shop("S6", "asleep", unit=DINH_LAP, opened_on="2021-10-16"),  # open for 30 days on the last
    small.shop("S7", "young", unit=DINH_LAP, opened_on="2021-10-17", designated_lead="x"),  # for 29
]  # fmt: skip
ACCOUNTS = [
    small.account("T1", "both"), small.account("T2", "moves"), small.account("T3", "account-only", unit=DINH_LAP),
    small.account("T4", "closed"), small.account("T5", "young", unit=DINH_LAP, opened_on="2021-08-01", closed_on="2021-09-01"),
]  # fmt: skip
LISTINGS = [
    small.listing("L1", "S1", name=NA), small.listing("L1", "P1", name=NA, platform="postmart", listed_on="2021-08-12"),
    small.listing("L2", "S1", name=OIL), small.listing("L3", "S2", name=NA), small.listing("L4", "S3", name=HONG, listed_on="2021-11-02"),
    small.listing("L5", "S4", name=NA, delisted_on="2021-08-30"), small.listing("L6", "S6", name=HONG, listed_on="2021-10-16"),
]  # fmt: skip
for row in LISTINGS:
    row.setdefault("platform", "voso")


def line(order_id: str, shop_id: str, listing_id: str, day: str, amount: int | str, quantity: int = 1, **more) -> dict:
    platform = "postmart" if shop_id.startswith("P") else "voso"
    return small.order(order_id, shop_id, listing_id, day, amount=amount, quantity=quantity, platform=platform,
                       unit_of_measure=more.pop("unit_of_measure", "kg"), **more)  # fmt: skip


LINES = [
    line("O1", "S1", "L1", "2021-10-20", 120_000, 3, buyer_province="Hà Nội"),
    line(
        "O1", "S1", "L2", "2021-10-20", 90_000, 1, buyer_province="", unit_of_measure="chai"
    ),  # two types, one buyer told once
    line("O1", "P1", "L1", "2021-10-21", 50_000, 1, buyer_province="TP Hà Nội"),  # the same id on the other platform
    line("O2", "S2", "L3", "2021-10-22", 44_000, 1),
    line("O2", "S2", "", "2021-10-22", 10_000, 1, status="cancelled"),  # a line of it cancelled
    line("O3", "S2", "L3", "2021-10-23", 45_000, 1, status="cancelled"),
    line("O4", "S1", "L1", "2021-10-23", 46_000, 1, status="cancelled"),
    line("O4", "S1", "L2", "2021-10-23", 47_000, 1, status="returned"),
    line("O5", "S2", "L3", "2021-10-24", 60_000, 2, status="completed"),
    line("O5", "S3", "L4", "2021-10-24", 70_000, 2, status="in_progress"),  # over two shops and districts
    line("O6", "S4", "L5", "2021-08-15", 48_000, 1, buyer_province="Lạng Sơn"),
    line("O7", "S5", "", "2021-10-30", 5_000, 1, unit_of_measure="thứ lạ"),
    line("O8", "S3", "L4", "2021-11-14", 80_000, 2, status="in_progress"),
    line("O9", "S3", "L4", "2021-11-15", 81_000, 2),
]
WHOLE = [  # the amount is that of the whole order, repeated on its lines
    line("W1", "S1", "L1", "2021-11-01", 300_000, 2, unit_price=50_000),
    line("W1", "S1", "L2", "2021-11-01", 300_000, 4, unit_price=50_000, unit_of_measure="chai"),
    line("W2", "S1", "L1", "2021-11-08", 250_000, 2),  # what each of its lines cost is not known
    line("W2", "S1", "L2", "2021-11-08", 250_000, 1, unit_of_measure="chai"),
    line("W3", "S1", "L1", "2021-11-09", 99_000, 1),  # the only line: the order's amount is its own
]
CERTIFICATES = [
    {"listing_id": "L2", "scheme": "OCOP 4 sao", "valid_from": "2021-01-01", "valid_to": "2021-10-31"},
    {"household_code": "H-moves", "scheme": "VietGAP", "valid_from": "2021-10-25", "valid_to": ""},
    {"household_code": "H-account-only", "scheme": "GlobalGAP", "valid_from": "2021-09-01", "valid_to": "2021-12-01"},
]
FIELD = [
    {"unit": VAN_LINH, "date": "2021-07-25", "kind": "support_team", "count": 0, "people": 0},
    {"unit": VAN_LINH, "date": "2021-08-02", "kind": "support_team", "count": 2, "people": 6},
    {"unit": VAN_LINH, "date": "2021-08-12", "kind": "support_team", "count": 3, "people": 9},
    {"unit": "189", "date": "2021-10-01", "kind": "staff", "count": 20, "people": 20},
    {"unit": "189", "date": "2021-10-08", "kind": "staff", "count": 22, "people": 22},
    {"unit": DINH_LAP, "date": "2021-10-02", "kind": "training", "count": 1, "people": ""},
    {"unit": "189", "date": "2021-10-09", "kind": "training", "count": 2, "people": 40},
]  # fmt: skip


def write(inbox) -> None:
    for kind, rows in (
        ("gian-hang", SHOPS),
        ("tai-khoan", ACCOUNTS),
        ("mat-hang", LISTINGS),
        ("chung-nhan", CERTIFICATES),
        ("ho-tro", FIELD),
    ):
        small.write_csv(inbox / f"{kind}.csv", [
            row | ({"household_code": row["household_code"] if row["household_code"].startswith("H-") else f"H-{row['household_code']}"}
                   if "household_code" in row else {})
            for row in rows
        ])  # fmt: skip
    small.write_csv(inbox / "don-hang.csv", LINES)
    small.write_csv(
        inbox / "don-hang-ca-don.csv",
        [{("order_amount" if k == "amount" else k): v for k, v in row.items()} for row in WHOLE],
    )


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> small.Built:
    folder = tmp_path_factory.mktemp("activity")
    write(folder / "inbox")
    found = small.build_quietly(folder)
    assert found.code == 0
    assert all(file["rejected"] == file["duplicate"] == file["corrected"] == 0 for file in found.report["files"])
    return found


@pytest.fixture(scope="module")
def golden(built) -> snapshots.Snapshot:
    return snapshots.current(built.warehouse)


# The second method.

SHOP = {(row["platform"], row["shop_id"]): row for row in SHOPS}
LISTING = {(row["platform"], row["listing_id"]): row for row in LISTINGS}
ORDERS: dict[tuple[str, str], list[dict]] = {}
for row in LINES + WHOLE:
    ORDERS.setdefault((row["platform"], row["order_id"]), []).append(row)


def counting(lines: list[dict]) -> list[dict]:
    return [one for one in lines if one["status"] in ("completed", "in_progress")]


def placed(lines: list[dict]) -> tuple[date, str]:
    """The week and commune an order stands in: its first day, the shop of its first line."""
    first = min(date.fromisoformat(one["ordered_on"]) for one in lines)
    shop = min(lines, key=lambda one: one["shop_id"])
    return first - timedelta(days=first.weekday()), SHOP[shop["platform"], shop["shop_id"]]["unit"]


def value(lines: list[dict]) -> int:
    return int(lines[0]["amount"]) if lines[0] in WHOLE else sum(int(one["amount"]) for one in lines)


def product(one: dict) -> tuple[str, str]:
    listing = LISTING.get((one["platform"], one["listing_id"]))
    return PRODUCT[listing["name"]] if listing else ("unknown", "unknown")


def day_of(row: dict, name: str) -> date | None:
    return date.fromisoformat(row[name]) if row.get(name) else None


def is_open(row: dict) -> bool:
    return not row.get("closed_on") or day_of(row, "closed_on") > LAST


def test_an_order_has_one_status_and_the_counting_ones_are_the_orders_of_every_page(golden):
    expected: dict[tuple, int] = {}
    for (platform, _), lines in ORDERS.items():
        counted = counting(lines)
        states = {one["status"] for one in counted or lines}
        state = next(one for one in ("completed", "in_progress", "returned", "cancelled") if one in states)
        mark = (*placed(counted or lines), platform, state)
        expected[mark] = expected.get(mark, 0) + 1
    asked = snapshots.ask(golden, EVERYTHING, "order_status")
    found = {(row.week.date(), row.commune_code, row.platform, row.status): row.orders for row in asked.itertuples()}
    assert found == expected
    weeks = sales.order_status(golden, EVERYTHING, ALL).set_index("week")
    assert weeks["placed"].sum() == len(ORDERS)
    trend = sales.order_trend(golden, EVERYTHING, ALL, "orders", "platform").groupby("week")["orders"].sum()
    counts = weeks["completed"] + weeks["in_progress"]
    assert counts[counts > 0].to_dict() == trend.to_dict()


def test_an_order_of_shops_of_two_communes_counts_in_the_first_one_alone(golden):
    counted = [lines for lines in map(counting, ORDERS.values()) if lines]
    homes = [{SHOP[one["platform"], one["shop_id"]]["unit"] for one in lines} for lines in counted]
    assert max(map(len, homes)) == 2, "there is such an order among these"
    expected: dict[str, int] = {}
    for lines in counted:
        commune = placed(lines)[1]
        expected[commune] = expected.get(commune, 0) + 1
    found = {
        row.unit_code: row.orders
        for code in set(COMMUNES.values())
        for row in sales.commune_trade(golden, EVERYTHING, sales.Trade(code)).itertuples()
    }
    assert {code: orders for code, orders in found.items() if orders} == expected


def test_an_order_of_two_types_goes_to_one_buyer_once(golden):
    counted = {mark: counting(lines) for mark, lines in ORDERS.items() if counting(lines)}
    buyers: dict[str, list] = {}
    for mark, lines in counted.items():
        told = {one.get("buyer_province", "").removeprefix("TP ") for one in lines} - {""}
        buyers.setdefault(told.pop() if told else "", []).append(mark)
    found = sales.destinations(golden, EVERYTHING, ALL).set_index("buyer_province")
    assert found["orders"].to_dict() == {name: len(marks) for name, marks in buyers.items()}
    assert found["order_value"].to_dict() == {
        name: sum(value(counted[mark]) for mark in marks) for name, marks in buyers.items()
    }
    assert found["share"].sum() == pytest.approx(1) and found["orders"].sum() == len(counted)
    oil = sales.destinations(golden, EVERYTHING, sales.Trade(product_type="processed_food")).set_index("buyer_province")
    assert oil["orders"].to_dict() == {"Hà Nội": 1, "": 2}


def test_a_price_is_of_lines_whose_own_cost_is_known(golden, monkeypatch):
    expected: dict[tuple, list[float]] = {}
    for lines in ORDERS.values():
        for one in counting(lines):
            own = (
                int(one["amount"])
                if one not in WHOLE or len(lines) == 1
                else one.get("unit_price", 0) * one["quantity"]
            )
            if own:
                measure = one["unit_of_measure"] if one["unit_of_measure"] in ("kg", "chai") else ""
                total = expected.setdefault((*product(one), measure), [0, 0])
                total[0] += one["quantity"]
                total[1] += own
    for name in ("sellers_least", "lines_least"):
        monkeypatch.setitem(vocabulary.settings()["prices"], name, 1)
    found = sales.prices(golden, EVERYTHING, ALL).set_index(["product", "product_type", "unit_of_measure"])
    assert {mark: [row["quantity"], row["order_value"]] for mark, row in found.iterrows()} == expected
    assert found["price"].to_dict() == {mark: total / quantity for mark, (quantity, total) in expected.items()}
    na = found.loc[("custard_apple", "agricultural", "kg")]
    # VietGAP of the household holds from 25 October; O5 began the day before, O2 earlier: no kilogram of na was certified.
    assert pd.isna(na["price_certified"]) and na["price_plain"] == na["price"]
    persimmon = found.loc[("vanh_khuyen_persimmon", "agricultural", "kg")]
    assert persimmon["price_certified"] == (80_000 + 81_000) / 4 and persimmon["price_plain"] == 70_000 / 2
    weeks = sales.price_trend(golden, EVERYTHING, ALL, "custard_apple")
    assert weeks["quantity"].sum() == na["quantity"] and set(weeks["unit_of_measure"]) == {"kg"}


def test_the_funnel_counts_each_household_once_where_its_newest_shop_or_account_is(golden):
    households = {row["household_code"] for row in SHOPS + ACCOUNTS}
    listed = {(row["platform"], row["shop_id"]) for row in LISTINGS}
    sold = {(one["platform"], one["shop_id"]) for one in LINES + WHOLE if one["status"] == "completed"}
    expected: dict[str, dict[str, int]] = {}
    for household in households:
        shops = [row for row in SHOPS if row["household_code"] == household]
        accounts = [row for row in ACCOUNTS if row["household_code"] == household]
        shop, account = any(map(is_open, shops)), any(map(is_open, accounts))
        marks = {(row["platform"], row["shop_id"]) for row in shops}
        listing, lead = bool(marks & listed), shop and account and bool(marks & listed) and bool(marks & sold)
        designated = any(is_open(row) and row.get("designated_lead") for row in shops)
        where = max(accounts + shops, key=lambda row: row["opened_on"])["unit"]
        own = {
            "account": account, "account_shop": account and shop, "account_shop_listing": account and shop and listing, "lead": lead,
            "only_account": account and not shop, "only_shop": shop and not account, "designated_lead": designated and lead,
            "only_designated": designated and not lead, "only_lead": lead and not designated,
        }  # fmt: skip
        for unit in (where, COMMUNES[where], "phase-1" if where == VAN_LINH else "phase-2", "20"):
            total = expected.setdefault(unit, dict.fromkeys(own, 0))
            for name, is_so in own.items():
                total[name] += bool(is_so)
    for level, size in (("province", 1), ("phase", 2), ("district", 11), ("commune", 200)):
        found = activity.household_funnel(golden, EVERYTHING, level).set_index("unit_code")
        assert len(found) == size
        for code, row in found.iterrows():
            told = expected.get(code, dict.fromkeys(next(iter(expected.values())), 0))
            assert row["has_data"] == (code in expected)
            if row["has_data"]:
                assert {name: row[name] for name in told} == told, code
            else:
                assert row[list(told)].isna().all(), code


def test_open_shops_by_what_they_did(golden):
    expected: dict[tuple[str, str], list[int]] = {}
    for mark, row in SHOP.items():
        if not is_open(row):
            continue
        days = [placed(counting(lines)) and min(day_of(one, "ordered_on") for one in counting(lines))
                for lines in ORDERS.values()
                if any((one["platform"], one["shop_id"]) == mark for one in counting(lines))]  # fmt: skip
        listed = [day_of(one, "listed_on") for one in LISTINGS if (one["platform"], one["shop_id"]) == mark]
        since = min((LAST - day).days for day in [*days, *listed, date(1900, 1, 1)])
        age = (LAST - day_of(row, "opened_on")).days
        own = [
            True, bool(listed), bool(days), any((LAST - day).days < 30 for day in days),
            age >= 14 and since >= 14, age >= 30 and since >= 30, age >= 14, age >= 30,
        ]  # fmt: skip
        for unit in (row["unit"], COMMUNES[row["unit"]], "20"):
            for platform in (row["platform"], "all"):
                total = expected.setdefault((unit, platform), [0] * 8)
                expected[unit, platform] = [a + b for a, b in zip(total, own, strict=True)]
    names = [
        "shops",
        "listed",
        "sold",
        "sold_30_days",
        "sleeping_14_days",
        "sleeping_30_days",
        "open_14_days",
        "open_30_days",
    ]
    for level, size in (("province", 3), ("district", 33), ("commune", 600)):
        found = activity.shop_activity(golden, EVERYTHING, level)
        assert len(found) == size
        for _, row in found.iterrows():
            assert list(row[names]) == expected.get((row["unit_code"], row["platform"]), [0] * 8), tuple(row)
            assert pd.isna(row["active_share"]) == (row["shops"] == 0)  # no shop is no share, not none of them
            asleep, old = row["sleeping_30_days"], row["open_30_days"]
            assert row["sleeping_share"] == (asleep / old if old else pytest.approx(float("nan"), nan_ok=True))
    # S6 sleeps and is open for 30 days; S7, of 29 days, and S5, of 14, are too young to sleep so long: one of five, not of seven.
    assert expected["20", "all"] == [7, 5, 5, 5, 5, 1, 7, 5]


def test_listings_never_sold_are_told_apart_by_platform(golden):
    sold = {(one["platform"], one["listing_id"]) for lines in ORDERS.values() for one in counting(lines)}
    expected: dict[str, list[int]] = {}
    for mark, row in LISTING.items():
        total = expected.setdefault(PRODUCT[row["name"]][0], [0, 0])
        total[0] += 1
        total[1] += mark not in sold
    found = sales.product_listings(golden, EVERYTHING, ALL).set_index("product")
    assert {name: [row["listings"], row["never_sold"]] for name, row in found.iterrows()} == expected
    assert found.loc["custard_apple", "first_sold_on"] == pd.Timestamp("2021-08-15")


def test_a_shop_counts_its_orders_once_whatever_they_hold(golden):
    found = sales.sellers(golden, EVERYTHING, ALL)
    shops = {
        mark for lines in ORDERS.values() for one in counting(lines) if (mark := (one["platform"], one["shop_id"]))
    }
    expected = []
    for mark in shops:
        own = [
            lines
            for lines in map(counting, ORDERS.values())
            if any((one["platform"], one["shop_id"]) == mark for one in lines)
        ]
        kinds = {product(one)[0] for lines in own for one in lines if (one["platform"], one["shop_id"]) == mark}
        expected += [(mark[0], kind, len(own), len({placed(lines)[0] for lines in own})) for kind in kinds]
    told = found[["platform", "product", "shop_orders", "shop_weeks"]].itertuples(index=False, name=None)
    assert sorted(told) == sorted(expected)
    assert ("voso", "anise_oil", 4, 3) in expected  # O1, W1, W2, W3 of S1


def test_sellers_of_any_certificate_are_those_that_sold_under_one(golden):
    sold = [sales.sellers(golden, EVERYTHING, ALL, scheme) for scheme in ("", "all", "ocop", "vietgap", "globalgap")]
    assert [len(found) for found in sold] == [7, 2, 1, 1, 0]
    assert set(sold[1]["certifications"]) == {"ocop4", "vietgap"}


def test_a_certificate_counts_what_it_covered_while_it_held(golden):
    found = certificates.of(golden, EVERYTHING, ALL).set_index("scheme")
    columns = ["district_code", "product", "listings", "orders", "days_left"]
    assert list(found.loc["ocop4", columns]) == ["187", "anise_oil", 1, 1, -15]  # O1; W1 and W2 came after its last day
    own = found.loc["vietgap"]
    # The household lives where it opened its newest shop; it sells na and persimmons, so neither stands for the whole.
    assert own["district_code"] == "189" and pd.isna(own["product"]) and pd.isna(own["days_left"])
    assert (own["listings"], own["orders"]) == (2, 2)  # O8, O9; O5 was ordered the day before it held
    account = found.loc["globalgap"]
    assert account["district_code"] == "189" and (account["listings"], account["orders"]) == (0, 0)


@pytest.mark.parametrize("platform", ["all", "voso", "postmart"])
@pytest.mark.parametrize("unit", ["20", "187", "189", VAN_LINH, DINH_LAP])
def test_the_passport_of_the_trade_counts_the_orders_themselves(golden, unit, platform):
    own = [
        counting(lines) for (on, _), lines in ORDERS.items()
        if counting(lines) and platform in ("all", on)
        and unit in ("20", COMMUNES[placed(counting(lines))[1]], placed(counting(lines))[1])
    ]  # fmt: skip
    on_sale = [
        row for mark, row in LISTING.items()
        if not row.get("delisted_on") and platform in ("all", mark[0])
        and unit in ("20", COMMUNES[SHOP[mark[0], row["shop_id"]]["unit"]], SHOP[mark[0], row["shop_id"]]["unit"])
    ]  # fmt: skip
    told = tracing.told(golden, EVERYTHING, unit, figures.code("trade", platform=platform), LAST).row
    assert (told["orders"], told["order_value"]) == (len(own), sum(value(lines) for lines in own))
    assert told["quantity"] == sum(int(one["quantity"]) for lines in own for one in lines)
    assert told["listings"] == len(on_sale)
    week = tracing.told(golden, EVERYTHING, unit, figures.code("week", platform=platform), date(2021, 11, 8)).row
    assert week["orders"] == sum(date(2021, 11, 8) <= placed(lines)[0] <= date(2021, 11, 14) for lines in own)


@pytest.mark.parametrize(
    ("scheme", "counts"), [("all", (2, 1, 1, 1)), ("ocop", (0, 0, 0, 1)), ("vietgap", (1, 1, 0, 0))]
)
def test_certificates_in_force_on_sale_soon_to_expire_and_expired(golden, scheme, counts):
    told = tracing.told(golden, EVERYTHING, "20", figures.code("certificate", scheme=scheme), LAST).row
    assert tuple(told[["in_force", "on_sale", "soon", "expired"]]) == counts


def test_teams_stand_and_trainings_add_up(golden):
    communes = support.communes(golden, EVERYTHING, LAST, "both").set_index("unit_code")
    own = communes.loc[VAN_LINH]
    assert own["teams"] == 3
    assert pd.isna(communes.loc[DINH_LAP, "teams"])
    districts = support.districts(golden, EVERYTHING, LAST, "both").set_index("unit_code")
    dinh_lap = districts.loc["189"]
    assert (dinh_lap["staff"], dinh_lap["trainings"], dinh_lap["trained"]) == (22, 3, 40)
    assert pd.isna(dinh_lap["teams"]) and pd.isna(dinh_lap["teams_per_thousand"])
    early = support.communes(golden, EVERYTHING, date(2021, 7, 30), "both").set_index("unit_code").loc[VAN_LINH]
    assert early["teams"] == 0  # the report of no team is no team


def test_days_ahead_are_unknown_where_nothing_was_reported(golden):
    units = attainment.units(golden, EVERYTHING, LAST, "commune", "both")
    assert units.loc[~units["has_data"], "days_ahead"].isna().all()
    own = units.set_index("unit_code").loc[DINH_LAP]
    even = (own["achieved"] / own["households"]) / own["target_share"] * 92
    assert own["days_ahead"] == int(even) - own["day_number"]


def test_a_province_target_from_a_file_holds_for_the_communes_of_2025(tmp_path):
    write(tmp_path / "inbox")
    small.write_csv(
        tmp_path / "inbox" / "chi-tieu.csv",
        [{"unit": "20", "indicator": "both", "target": "60%", "source": "province", "valid_from": "2021-07-01"}],
    )
    snapshot = snapshots.current(small.build_quietly(tmp_path).warehouse)
    found = attainment.communes_2025(snapshot, EVERYTHING, LAST, "both")
    reached = found[found["achieved"] > 0]
    assert len(reached) and (reached["attainment"] - reached["coverage"] / 0.6).abs().max() < 1e-12


def test_the_same_inbox_gives_the_same_marts(built):
    again = small.build_quietly(built.warehouse.parent)
    tables = [
        name for (name,) in built.ask("SELECT table_name FROM information_schema.tables WHERE table_schema = 'mart'")
    ]
    assert len(tables) > 20
    for name in sorted({*tables} - {"snapshot", "file_ledger"}):
        assert built.ask(f"SELECT * FROM mart.{name}") == again.ask(f"SELECT * FROM mart.{name}"), name


def test_absurd_numbers_do_not_stop_a_build(tmp_path):
    small.write_csv(tmp_path / "inbox" / "gian-hang.csv", SHOPS[:1])
    small.write_csv(tmp_path / "inbox" / "tai-khoan.csv", [small.account("T1", "both")])
    sold = [
        {key: value for key, value in row.items() if key != "amount"}
        | {"order_amount": "1", "quantity": 10**12, "unit_price": 10**12}
        for row in (line("W1", "S1", listing, "2021-08-20", 1) for listing in ("L1", "L2"))
    ]
    small.write_csv(tmp_path / "inbox" / "don-hang.csv", sold)
    small.write_csv(
        tmp_path / "inbox" / "chi-tieu.csv",
        [{"unit": "20", "indicator": "both", "target": "0.0000000001%", "valid_from": "2021-07-01"}],
    )
    built = small.build_quietly(tmp_path)
    assert built.code == 0
    assert built.ask("SELECT max(days_ahead) > 30000 FROM mart.attainment") == [(True,)]


def ask_everything(snapshot: snapshots.Snapshot, scope: snapshots.Scope) -> dict[str, pd.DataFrame]:
    """Every question that takes no choice beyond a level and an indicator."""
    day = snapshot.as_of
    found = {
        f"{name} {level}": question(level)
        for level in ("province", "phase", "district", "commune")
        for name, question in {
            "attainment": lambda level: attainment.units(snapshot, scope, day, level, "both"),
            "ranking": lambda level: attainment.ranking(snapshot, scope, day, level, "both"),
            "phase_series": lambda level: attainment.phase_series(snapshot, scope, day, level, "both"),
            "phase_result": lambda level: attainment.phase_result(snapshot, scope, level, "both"),
            "volume": lambda level: activity.volume(snapshot, scope, day, level),
            "funnel": lambda level: activity.household_funnel(snapshot, scope, level),
            "shops": lambda level: activity.shop_activity(snapshot, scope, level),
            "expected": lambda level: outlook.expected(snapshot, scope, day, level, "both", 2),
        }.items()
    }  # fmt: skip
    return found | {
        "2025": attainment.communes_2025(snapshot, scope, day, "both"),
        "order_trend": snapshots.ask(snapshot, scope, "order_trend"),
        "product_trend": snapshots.ask(snapshot, scope, "product_trend"),
        "listing_trend": snapshots.ask(snapshot, scope, "listing_trend"),
        "order_status": snapshots.ask(snapshot, scope, "order_status"),
        "destination": snapshots.ask(snapshot, scope, "order_destination"),
        "price": snapshots.ask(snapshot, scope, "product_price"),
        "listing": snapshots.ask(snapshot, scope, "product_listing"),
        "seller": sales.sellers(snapshot, scope, ALL),
        "certificate": certificates.of(snapshot, scope, ALL),
        "field_activity": activity.field_activity(snapshot, scope, day),
        "support communes": support.communes(snapshot, scope, day, "both"),
        "support districts": support.districts(snapshot, scope, day, "both"),
        "findings": quality.finding_details(snapshot, scope),
        "reconciliation": quality.reconciliation(snapshot, scope),
    }


def district(row: pd.Series) -> str | None:
    """The district of a row by its codes alone."""
    if "district_code" in row:
        return row["district_code"]
    code = row["unit_code"] if "unit_code" in row else row["scope"]
    return COMMUNES.get(code, code)


def test_every_question_gives_the_rows_of_the_districts_in_scope(snapshot):
    some = frozenset({"187", "189"})
    whole, part = ask_everything(snapshot, EVERYTHING), ask_everything(snapshot, snapshots.Scope(some))
    for name, frame in whole.items():
        expected = frame[[district(row) in some for _, row in frame.iterrows()]] if len(frame) else frame
        pd.testing.assert_frame_equal(
            part[name].reset_index(drop=True),
            expected.reset_index(drop=True),
            obj=name,
            check_dtype=False,
        )
        assert len(part[name]) or not len(frame) or name.split()[-1] in ("province", "phase"), name
    assert len(part["attainment district"]) == 2 and set(part["attainment commune"]["parent_code"]) == some
    assert part["attainment province"].empty and part["attainment phase"].empty


@pytest.mark.parametrize(
    ("files", "as_of"),
    [
        ({"ra-soat": [{"unit": VAN_LINH, "households": 820, "as_of": "2021-10-01"}]}, "2021-10-05"),
        ({"gian-hang": SHOPS[:1]}, "2021-08-02"),
        ({"gian-hang": [small.shop("S1", opened_on="2021-07-20")]}, "2021-07-20"),
        ({"gian-hang": [small.shop("S1", opened_on="2021-07-01")]}, "2021-07-10"),
    ],
    ids=["a register alone", "before phase 2", "the first day", "before the first phase"],
)
def test_a_snapshot_of_little_answers_every_question(tmp_path, files, as_of):
    for name, rows in files.items():
        small.write_csv(tmp_path / "inbox" / f"{name}.csv", rows)
    built = small.build_quietly(tmp_path, "--as-of", as_of)
    assert built.code == 0
    snapshot = snapshots.current(built.warehouse)
    found = ask_everything(snapshot, EVERYTHING)
    for name in ("order_status", "destination", "price", "seller", "certificate", "field_activity"):
        assert found[name].empty, name
    assert sales.order_status(snapshot, EVERYTHING, ALL).empty
    assert sales.destinations(snapshot, EVERYTHING, ALL).empty
    assert sales.prices(snapshot, EVERYTHING, ALL).empty
    assert sales.price_trend(snapshot, EVERYTHING, ALL, "custard_apple").empty
    assert sales.product_listings(snapshot, EVERYTHING, ALL).empty
    assert found["expected district"]["week"].isna().all() or found["expected district"]["low"].isna().all()
    if len(found["attainment commune"]):
        assert not found["attainment commune"].set_index("unit_code").loc[DINH_LAP, "has_data"]


def test_the_last_thirty_days_begin_on_the_twenty_ninth_day_before_the_last(tmp_path):
    for number, day in enumerate(("2021-10-16", "2021-10-17", "2021-11-15")):
        shop = small.shop(f"S{number}", f"household-{number}", opened_on="2021-08-01")
        small.write_csv(tmp_path / "inbox" / f"gian-hang-{number}.csv", [shop])
        small.write_csv(
            tmp_path / "inbox" / f"don-hang-{number}.csv", [line(f"O{number}", f"S{number}", "", day, 10_000)]
        )
    found = activity.shop_activity(snapshots.current(small.build_quietly(tmp_path).warehouse), EVERYTHING, "province")
    own = found[found["platform"] == "all"].iloc[0]
    assert (own["shops"], own["sold"], own["sold_30_days"], own["sleeping_30_days"]) == (3, 3, 2, 1)
