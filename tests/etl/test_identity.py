"""Who is who: codes that begin again from commune to commune or shop to shop, spellings of banks, lines and sessions of one day."""

import pytest

from tests.etl import reading, small
from tests.etl.reading import Read
from tests.etl.small import DINH_LAP, VAN_LINH, account, listing, order, shop

MAI_SAO = "06484"


def files(folder, **tables: list[dict]) -> Read:
    """One csv a table, read in the order of their names."""
    for name, rows in tables.items():
        small.write_csv(folder / f"{name}.csv", rows)
    return Read(folder)


def published(folder, **tables: list[dict]) -> small.Built:
    for name, rows in tables.items():
        small.write_csv(folder / "inbox" / f"{name}.csv", rows)
    built = small.build_quietly(folder)
    assert built.code == 0
    return built


def total(built: small.Built) -> tuple[int, float]:
    """Orders and their value in the whole province on the last day."""
    query = "SELECT orders, order_value FROM mart.volume WHERE unit_code = '20' AND platform = 'all' ORDER BY day DESC LIMIT 1"
    return built.ask(query)[0]


# Household codes.


@pytest.mark.parametrize(
    "codes, households",
    [
        (("001", "001"), 2), (("1", "001"), 2), (("H-1", "H-1"), 2), (("12345", "12345"), 2),
        (("200506", "200506"), 1), (("000123", "000123"), 1), (("H-0001", "H-0001"), 1),
    ],
)  # fmt: skip
def test_a_short_code_begins_again_in_each_commune(codes, households, tmp_path):
    there, here = (
        shop(f"S{n}", code, unit=unit) for n, (code, unit) in enumerate(zip(codes, (VAN_LINH, MAI_SAO), strict=True))
    )
    built = published(tmp_path, a=[there], b=[here])
    assert built.achieved("187", "shop") == households


@pytest.mark.parametrize("codes", [("001", "1"), ("001", 1.0), ("000123", "123"), ("H-0001", "h0001")])
def test_lost_zeros_and_marks_are_the_same_code_in_one_commune(codes, tmp_path):
    small.write_xlsx(
        tmp_path / "inbox" / "a.xlsx",
        {"1": small.table([shop(f"S{number}") | {"household_code": code} for number, code in enumerate(codes)])},
    )
    built = small.build_quietly(tmp_path)
    assert built.achieved(VAN_LINH, "shop") == 1


def test_a_certificate_with_a_short_code_needs_a_commune_where_two_have_it(tmp_path):
    certificate = {"scheme": "VietGAP", "valid_from": "2021-01-01", "household_code": "001"}
    rows = [certificate, certificate | {"unit": MAI_SAO}, certificate | {"household_code": "007"}]
    found = files(tmp_path, a=[shop("S1", "001"), shop("S2", "001", unit=MAI_SAO), shop("S3", "007")], c=rows)
    assert found.reasons == ["code_needs_commune"]
    assert len(found.landed["certificates"].current) == 2


def test_a_certificate_with_a_short_code_is_the_one_household_s_that_has_it(tmp_path):
    certificate = {"scheme": "VietGAP", "valid_from": "2021-01-01", "household_code": "7"}
    built = published(tmp_path, a=[shop("S3", "007")], b=[order("D1", "S3")], c=[certificate])
    assert built.ask("SELECT orders FROM mart.order_week WHERE certification = 'vietgap'") == [(1,)]


# Banks.


@pytest.mark.parametrize(
    "spelling",
    ["AGRIBANK", "Ngân hàng Agribank", "NH Agribank", "agri bank", "Agribank Chi nhánh Chi Lăng", "NHNo&PTNT"],
)
def test_one_bank_however_it_is_written(spelling, tmp_path):
    found = files(tmp_path, a=[account("1")], b=[account("1", provider=spelling)])
    assert found.total == (2, 1, 1, 0, 0)


@pytest.mark.parametrize(
    "one, other",
    [
        ("Ví MoMo", "momo"),
        ("NH TMCP Ngoại thương VN", "Vietcombank"),
        ("TCB", "NH Kỹ thương"),
        ("NH CSXH", "Ngân hàng Chính sách xã hội"),
    ],
)
def test_one_provider_by_its_short_and_its_long_name(one, other, tmp_path):
    assert files(tmp_path, a=[account("1", provider=one)], b=[account("1", provider=other)]).total == (2, 1, 1, 0, 0)


def test_two_banks_are_two(tmp_path):
    assert files(tmp_path, a=[account("1")], b=[account("1", provider="BIDV")]).total == (2, 2, 0, 0, 0)


# Listings and orders.

SHOPS = [shop("S1", opened_on="2021-07-25"), shop("S2", unit=DINH_LAP, opened_on="2021-07-25")]


def test_listing_numbers_that_begin_again_are_two_listings(tmp_path):
    rows = [listing("1", "S1", name="Na dai"), listing("1", "S2", name="Tinh dầu hồi")]
    lines = [order("D1", "S1", "1", amount="10"), order("D2", "S2", "1", amount="20")]
    certificates = [{"listing_id": "1", "shop_id": "S2", "scheme": "VietGAP", "valid_from": "2021-01-01"}]
    built = published(tmp_path, a=SHOPS, b=rows, c=lines, d=certificates)
    assert built.counts("b.csv") == (2, 2, 0, 0, 0) and built.counts("d.csv") == (1, 1, 0, 0, 0)
    query = "SELECT commune_code, product, order_value FROM mart.product_trend WHERE certification = ? ORDER BY product"
    assert built.ask(query, "all") == [(DINH_LAP, "anise_oil", 20.0), (VAN_LINH, "custard_apple", 10.0)]
    assert built.ask(query, "vietgap") == [(DINH_LAP, "anise_oil", 20.0)]


@pytest.mark.parametrize(
    "told, meant",
    [
        ({}, None), ({"shop_id": "S2"}, DINH_LAP), ({"unit": VAN_LINH}, VAN_LINH), ({"household_code": "H-S2", "unit": DINH_LAP}, DINH_LAP),
        ({"unit": MAI_SAO}, None),
    ],
)  # fmt: skip
def test_a_certificate_of_a_number_at_two_shops(told, meant, tmp_path):
    certificate = {"listing_id": "1", "scheme": "VietGAP", "valid_from": "2021-01-01"}
    rows = [listing("1", "S1"), listing("1", "S2")]
    found = files(tmp_path, a=SHOPS, b=rows, c=[certificate | told])
    if meant is None:
        assert found.reasons == ["listing_ambiguous"]
        (problem,) = [problems[0] for sheet in found.inbox.sheets for problems in sheet.rejected.values()]
        assert "Vạn Linh" in problem.detail and "Đình Lập" in problem.detail
    else:
        shops = {VAN_LINH: "S1", DINH_LAP: "S2"}
        assert found.values("certificates", "listing_key") == [f"voso\n{shops[meant]}\n1"]


def test_a_listings_certificate_is_one_whether_its_owner_is_told_or_not(tmp_path):
    certificate = {"listing_id": "1", "scheme": "VietGAP", "valid_from": "2021-01-01"}
    tables = {
        "a": SHOPS,
        "b": [listing("1", "S1")],
        "c 2021-09-01": [certificate | {"household_code": "H-S1"}],
        "c 2021-09-08": [certificate],
    }
    assert files(tmp_path, **tables).total == (5, 4, 1, 0, 0)


def test_an_order_number_at_two_shops_on_two_days_is_two_orders(tmp_path):
    lines = [order("1", "S1", amount="10"), order("1", "S2", ordered_on="2021-08-04", amount="20")]
    assert total(published(tmp_path, a=SHOPS, c=lines)) == (2, 30.0)


@pytest.mark.parametrize("in_one_file", [True, False])
def test_an_order_number_at_two_shops_on_one_day_is_one_order(in_one_file, tmp_path):
    lines = [order("1", "S1", amount="10"), order("1", "S2", amount="20")]
    tables = {"c": lines} if in_one_file else {"c": lines[:1], "d": lines[1:]}
    assert total(published(tmp_path, a=SHOPS, **tables)) == (1, 30.0)


def test_listing_numbers_that_begin_again_keep_both_lines_of_an_order(tmp_path):
    """Also where nobody has sent the listings."""
    lines = [order("1", "S1", "1", amount="10"), order("1", "S2", "1", amount="20")]
    assert total(published(tmp_path, a=SHOPS, c=lines)) == (1, 30.0)


def test_a_line_is_put_to_another_shop_by_a_later_file(tmp_path):
    first, later = order("D1", "S1", "1", amount="10"), order("D1", "S2", "1", amount="10")
    found = files(tmp_path, **{"a": SHOPS, "b 2021-09-01": [first], "b 2021-09-08": [later]})
    assert found.total == (4, 3, 0, 1, 0) and found.values("orders", "shop_id") == ["S2"]


def test_a_day_that_a_later_file_corrects_is_no_second_order(tmp_path):
    tables = {"c 2021-09-01": [order("1", "S1", "1")], "c 2021-09-08": [order("1", "S1", "1", ordered_on="2021-08-09")]}
    assert total(published(tmp_path, a=SHOPS, **tables)) == (1, 100_000.0)


NA, HOI, MANG = ({"name": name} for name in ("Na dai", "Mật ong", "Măng ớt"))


@pytest.mark.parametrize(
    "first, later, counts, amounts",
    [
        # lines of one file that differ, in whatever, are several; the same line again is a duplicate
        ([(10, NA), (20, HOI)], [], (2, 2, 0, 0, 0), [10, 20]),
        ([(10, NA), (10, HOI)], [], (2, 2, 0, 0, 0), [10, 10]),
        ([(10, NA), (10, NA)], [], (2, 1, 1, 0, 0), [10]),
        ([(10, NA), (20, HOI)], [(20, HOI), (10, NA)], (4, 2, 2, 0, 0), [10, 20]),
        # what a later file changes is a correction, what it has beyond is new, what it does not tell stays
        ([(10, NA), (20, HOI)], [(10, NA), (25, HOI)], (4, 2, 1, 1, 0), [10, 25]),
        ([(10, NA), (20, HOI)], [(25, HOI), (10, NA)], (4, 2, 1, 1, 0), [10, 25]),
        ([(10, NA)], [(10, NA), (20, HOI), (30, MANG)], (4, 3, 1, 0, 0), [10, 20, 30]),
        ([(10, NA), (20, HOI)], [(15, NA)], (3, 2, 0, 1, 0), [15, 20]),
        ([(10, NA), (20, HOI)], [(15, NA), (15, NA)], (4, 2, 1, 1, 0), [15, 20]),
        # a file without the column of names tells the lines that it can mean
        ([(10, NA), (20, HOI)], [(20, {}), (10, {})], (4, 2, 2, 0, 0), [10, 20]),
        ([(10, NA), (20, HOI)], [(10, {}), (21, {})], (4, 2, 1, 1, 0), [10, 21]),
    ],
)  # fmt: skip
def test_lines_without_a_product_code(first, later, counts, amounts, tmp_path):
    tables = {
        f"d {day}": [{**order("D1", "S1", amount=str(amount)), **name} for amount, name in lines]
        for day, lines in (("2021-09-01", first), ("2021-09-08", later)) if lines
    }  # fmt: skip
    for rows in tables.values():
        for row in rows:
            del row["listing_id"]
    found = files(tmp_path, a=[SHOPS[0]], **tables)
    assert tuple(a - b for a, b in zip(found.total, (1, 1, 0, 0, 0), strict=True)) == counts
    assert sorted(map(int, found.values("orders", "amount"))) == amounts


def test_a_product_with_a_code_is_one_however_its_name_is_written(tmp_path):
    tables = {
        f"d {day}": [order("D1", "S1", "P1", name=name)]
        for day, name in (("2021-09-01", "Na dai"), ("2021-09-08", "NA DAI"))
    }
    assert files(tmp_path, a=[SHOPS[0]], **tables).total == (3, 2, 1, 0, 0)


def test_lines_of_one_order_count_as_one_order(tmp_path):
    lines = [
        order("D1", "S1", amount=amount, name=name) for amount, name in (("10", "Na"), ("20", "Hồng"), ("30", "Hồi"))
    ]
    built = published(tmp_path, a=SHOPS, d=lines)
    assert total(built) == (1, 60.0)
    assert built.ask("SELECT orders, order_value FROM mart.order_week WHERE certification = 'all'") == [(1, 60.0)]
    assert built.ask("SELECT orders FROM mart.order_status") == [(1,)]


def test_an_amount_of_the_whole_order_counts_once_over_lines_without_code(tmp_path):
    lines = [order("D1", "S1", name=name) | {"order_amount": "60"} for name in ("Na", "Hồng")]
    for row in lines:
        del row["amount"]
    assert total(published(tmp_path, a=SHOPS, d=lines)) == (1, 60.0)


def test_lines_that_differ_in_a_column_that_nobody_explained_only_are_several(tmp_path):
    lines = [order("D1", "S1", name="Na") | {"Phân loại": text, "#": str(n)} for n, text in enumerate("ABA", 1)]
    found = files(tmp_path, a=SHOPS, d=lines, e=lines[:2])
    assert found.files["d.csv"]["loaded"] == 2 and found.files["d.csv"]["duplicate"] == 1
    assert found.files["e.csv"]["duplicate"] == 2


# Sessions of one day.


def session(count: int, people: int, unit: str = VAN_LINH, kind: str = "tập huấn", day: str = "2021-08-05") -> dict:
    return {"unit": unit, "date": day, "kind": kind, "count": count, "people": people}


def test_sessions_at_two_places_are_two(tmp_path):
    rows = [session(1, 30) | {"Địa điểm": place} for place in ("Nhà văn hóa A", "Nhà văn hóa B")]
    assert files(tmp_path, a=rows, b=[rows[0]]).total == (3, 2, 1, 0, 0)


def test_two_sessions_of_one_day_are_two(tmp_path):
    built = published(tmp_path, a=[shop("S1")], b=[session(1, 30), session(1, 25), session(1, 25)])
    assert built.counts("b.csv") == (3, 2, 1, 0, 0)
    assert built.ask("SELECT people FROM mart.field_activity ORDER BY people") == [(25,), (30,)]


def test_a_later_file_corrects_a_session(tmp_path):
    tables = {"b 2021-09-01": [session(1, 30), session(1, 25)], "b 2021-09-08": [session(1, 30), session(1, 28)]}
    found = files(tmp_path, **tables)
    assert found.total == (4, 2, 1, 1, 0) and sorted(found.values("field_activity", "people")) == [28, 30]


# Two figures of one unit in one file.


@pytest.mark.parametrize(
    "kind, row, field",
    [
        ("households", {"unit": VAN_LINH, "as_of": "2021-07-01"}, "households"),
        ("targets", {"unit": VAN_LINH, "indicator": "both", "source": "local"}, "target"),
        ("progress_reports", {"unit": VAN_LINH, "as_of": "2021-08-01", "indicator": "shops"}, "value"),
    ],
)
def test_contradictory_figures_of_one_file_are_all_refused(kind, row, field, tmp_path):
    rows = [row | {field: "300"}, row | {field: "320"}, row | {field: "300"}, row | {"unit": DINH_LAP, field: "400"}]
    found = files(tmp_path, a=rows)
    assert found.total == (4, 1, 0, 0, 3) and set(found.reasons) == {"rows_contradict"}
    problems = [problems[0].detail for sheet in found.inbox.sheets for problems in sheet.rejected.values()]
    assert problems == ["dòng 2, dòng 3, dòng 4"] * 3
    assert found.values(kind, "unit_code") == [DINH_LAP]


def test_an_identical_figure_is_a_duplicate_and_a_later_file_corrects(tmp_path):
    report = {"unit": VAN_LINH, "as_of": "2021-08-01", "indicator": "shops"}
    tables = {
        "a 2021-09-01": [report | {"value": "5"}, report | {"value": "5"}],
        "b 2021-09-08": [report | {"value": "6"}],
    }
    found = files(tmp_path, **tables)
    assert found.total == (3, 1, 1, 1, 0) and found.values("progress_reports", "value") == [6]


def test_rows_that_contradict_on_two_sheets_are_named_with_them(tmp_path):
    sheets = {
        name: small.table([{"unit": VAN_LINH, "as_of": "2021-07-01", "households": number}])
        for name, number in (("A", 300), ("B", 320))
    }
    small.write_xlsx(tmp_path / "a.xlsx", sheets)
    found = reading.Read(tmp_path)
    assert {problems[0].detail for sheet in found.inbox.sheets for problems in sheet.rejected.values()} == {
        "trang tính 1 dòng 2, trang tính 2 dòng 2"
    }


@pytest.mark.parametrize(
    "spelling",
    [
        "Agribank Chi Lăng",
        "Ngân hàng NN&PTNT",
        "Agribank huyện Chi Lăng",
        "Agribank - CN tỉnh Lạng Sơn",
        "NHNN và PTNT huyện Bắc Sơn",
        "NHNo & PTNT VN",
        "Ngân hàng Nông nghiệp và PTNT VN",
        "Agribank (NHNo)",
        "Ngân hàng Nông nghiệp và Phát triển nông thôn Việt Nam (Agribank) - CN Chi Lăng",
        "NH No và PTNT",
    ],
)
def test_a_bank_is_the_same_in_each_district(spelling, tmp_path):
    assert reading.rows(tmp_path, [account("1"), account("1", provider=spelling)]).values("accounts", "provider") == [
        "agribank"
    ]


def test_an_account_number_in_groups_of_digits_is_the_same(tmp_path):
    numbers = ("8400205123456", "8400 2051 23456", "8.400.205.123.456", "8400.2051.23456", "8400-2051-23456")
    assert reading.rows(tmp_path, [account(number) for number in numbers]).values("accounts", "account_id") == [
        "8400205123456"
    ]
