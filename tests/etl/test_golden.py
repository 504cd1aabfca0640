"""Every figure of a small inbox against the second method."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from tests.etl import small
from tests.etl.second_method import COMMUNES, INDICATORS, PHASES, Certificate, Line, Listing, Record, Target, World

MO, VAN_LINH, MAI_SAO = "06463", "06505", "06484"  # three communes of Chi Lăng (187, phase 1)
TOWN, BAC_LANG = "06613", "06646"  # two of Đình Lập (189, phase 2)
PHUONG = "05983"  # one of the city (178, phase 2)
UNITS = [MO, VAN_LINH, MAI_SAO, TOWN, BAC_LANG, PHUONG, "187", "189", "178", "180", "phase-1", "phase-2", "20"]
LAST = date(2021, 12, 27)
LABEL = {"completed": "Hoàn thành", "in_progress": "Đang giao", "cancelled": "Đã hủy", "returned": "Chuyển hoàn"}


def d(month: int, day: int) -> date:
    return date(2021, month, day)


def shop(household, commune, opened, closed=None, platform="voso", key="", designated=False) -> Record:
    return Record(household, commune, opened, closed, platform, designated, key or f"{platform}-{household}")


def account(household, commune, opened, closed=None) -> Record:
    return Record(household, commune, opened, closed, key=f"TK-{household}-{opened:%m%d}")


def world() -> World:
    one = World()
    one.records = [
        shop("two-platforms", MO, d(7, 25)), shop("two-platforms", MO, d(8, 10), platform="postmart"), account("two-platforms", MO, d(8, 1)),
        shop("closes", MO, d(7, 22), d(9, 1)), account("closes", MO, d(7, 30)),
        shop("closes", MO, d(9, 10), key="voso-closes-again"),
        account("moves", VAN_LINH, d(8, 5)), shop("moves", TOWN, d(10, 1)), account("moves", VAN_LINH, d(10, 20), d(11, 3)),
        shop("chosen", MO, d(8, 3), designated=True), account("chosen", MO, d(8, 4)),
        shop("chosen-closes", TOWN, d(9, 21), d(10, 11), designated=True),
        account("account-only", MAI_SAO, d(8, 9)),
        shop("sells-first", VAN_LINH, d(8, 2)), account("sells-first", VAN_LINH, d(9, 2)),
        shop("sells-and-stops", VAN_LINH, d(8, 2)), account("sells-and-stops", VAN_LINH, d(8, 2), d(9, 20)),
        shop("cancelled", MAI_SAO, d(8, 6)), account("cancelled", MAI_SAO, d(8, 7)),
        shop("returned", MAI_SAO, d(8, 6), platform="postmart"), account("returned", MAI_SAO, d(8, 7)),
        shop("sells-unlisted", MAI_SAO, d(8, 8)), account("sells-unlisted", MAI_SAO, d(8, 8)),
        shop("name-only", BAC_LANG, d(9, 22)), account("name-only", BAC_LANG, d(9, 23)),
        shop("phone-a", TOWN, d(9, 24)), account("phone-b", TOWN, d(9, 25)),
        shop("namesake-1", TOWN, d(9, 26)), account("namesake-2", TOWN, d(9, 27)),
        shop("early", PHUONG, d(6, 1)), account("early", PHUONG, d(7, 1)),
        shop("same-day", PHUONG, d(9, 30), d(9, 30)),
        shop("late", PHUONG, d(12, 22)), account("late", PHUONG, d(12, 24)),
        shop("family", BAC_LANG, d(10, 5)), shop("family", BAC_LANG, d(10, 6), platform="postmart", key="postmart-family-2"),
        account("family", BAC_LANG, d(10, 7)),
    ]  # fmt: skip
    one.listings = [
        Listing("voso-two-platforms", "SP1", d(7, 28), type="agricultural"),
        Listing("postmart-two-platforms", "SP2", d(8, 11), d(9, 15), "processed_food"),
        Listing("voso-chosen", "SP3", d(8, 20), type="handicraft"),
        Listing("voso-sells-first", "SP4", d(8, 5), d(8, 30), "agricultural"),
        Listing("voso-sells-and-stops", "SP5", d(8, 5), type="agricultural"),
        Listing("voso-cancelled", "SP6", d(8, 9), type="other"),
        Listing("postmart-returned", "SP7", d(8, 9), type="rural_industry"),
        Listing("voso-early", "SP8", d(6, 2), type="agricultural"),
        Listing("voso-closes", "SP9", d(7, 29), type="agricultural"),
    ]
    one.lines = [
        Line("O1", "voso-two-platforms", "SP1", d(8, 2), 120_000, "completed", 3),
        Line("O1", "voso-two-platforms", "", d(8, 2), 30_000, "completed", 1),
        Line("O2", "postmart-two-platforms", "SP2", d(8, 31), 54_000, "completed", 2),
        Line("O3", "postmart-two-platforms", "SP2", d(9, 1), 54_000, "in_progress", 2),
        Line("O4", "voso-sells-first", "SP4", d(8, 8), 1_234_500, "completed", 30),
        Line("O5", "voso-sells-and-stops", "SP5", d(8, 9), 99_000, "completed", 1),
        Line("O6", "voso-cancelled", "SP6", d(8, 12), 70_000, "cancelled", 1),
        Line("O7", "postmart-returned", "SP7", d(8, 13), 71_000, "returned", 1),
        Line("O8", "postmart-returned", "SP7", d(8, 14), 72_000, "in_progress", 1),
        Line("O9", "voso-sells-unlisted", "", d(8, 20), 5_000, "completed", 1),
        Line("O10", "voso-early", "SP8", d(6, 20), 44_000, "completed", 1),
        Line("O11", "voso-early", "SP8", d(12, 27), 45_000, "completed", 1),
        Line("O12", "voso-closes", "SP9", d(8, 15), 46_000, "completed", 1),
        # One order of two lines whose amount is that of the whole order, repeated: counted once, on the first line.
        Line("O13", "voso-two-platforms", "SP1", d(9, 3), 200_000, "completed", 4),
        Line("O13", "voso-two-platforms", "SPX", d(9, 3), 0, "completed", 5),
    ]
    one.certificates = [
        Certificate("ocop4", d(1, 25), d(8, 31), listing="SP2"),
        Certificate("ocop3", d(1, 1), None, listing="SP2"),
        Certificate("vietgap", d(8, 1), d(9, 2), household="two-platforms"),
        Certificate("globalgap", d(8, 9), d(8, 9), listing="SP5"),
        Certificate("ocop5", d(8, 9), None, listing="SP4"),
    ]
    one.registers = [
        (MO, d(7, 1), 820), (MO, d(9, 15), 833), (VAN_LINH, d(6, 30), 6), (TOWN, d(9, 1), 11), (PHUONG, d(12, 25), 9),
        (MAI_SAO, d(7, 1), 8), (BAC_LANG, d(7, 1), 5),
    ]  # fmt: skip
    share = Fraction
    one.targets = [
        Target("187", "both", "province", d(7, 20), share("0.5")),
        Target("187", "both", "province", d(9, 1), share("0.55")),
        Target(MO, "shop", "province", d(7, 20), share("0.55")),
        Target(MO, "account", "province", d(7, 20), count=400),
        Target(MO, "both", "local", d(8, 1), share("0.7"), top=share("0.8")),
        Target("189", "lead", "local", d(9, 20), share("0.24")),
        Target(TOWN, "both", "local", d(10, 1), share("0.55")),
        Target("189", "both", "province", d(9, 25), count=350_000),
        Target("189", "shop", "province", d(9, 20), count=2_500),
        Target("178", "both", "province", d(9, 20), share(1, 8)),
    ]
    return one


PERSON = {
    "two-platforms": {"identity_number": "020085001234", "full_name": "Lý Văn Páo", "phone": "0912345671"},
    "name-only": {"full_name": "Hoàng Thị Mây", "hamlet": "Nà Phai"},
    "phone-a": {"full_name": "Vi Văn A", "phone": "0912000111"},
    "phone-b": {"full_name": "Vi Văn B", "phone": "0912000111"},
    "namesake-1": {"full_name": "Nông Văn Tài", "hamlet": "Khu 1", "identity_number": "020085000001"},
    "namesake-2": {"full_name": "Nông Văn Tài", "hamlet": "Khu 1", "identity_number": "020085000002"},
    "family": {"full_name": "Triệu Văn Hòa", "phone": "0387654321"},
}
# The same person as another office writes it: a lost zero, an old prefix, old tone placement.
VARIANT = {
    "two-platforms": {"identity_number": 20085001234, "full_name": "LY VAN PAO"},
    "family": {"full_name": "TRIỆU VĂN HOÀ", "phone": "+84 1687654321"},
}


def person(household: str, index: int) -> dict:
    if household not in PERSON:
        return {"household_code": f"H-{household}"}
    return VARIANT[household] if index % 2 and household in VARIANT else PERSON[household]


def write(one: World, inbox) -> None:
    shops, accounts = [], []
    for index, record in enumerate(one.records):
        row = {
            "unit": record.commune,
            "opened_on": record.opened,
            "closed_on": record.closed or "",
            **person(record.household, index),
        }
        if record.platform:
            shops.append(
                {
                    "shop_id": record.key,
                    "platform": record.platform,
                    "designated_lead": "x" if record.designated else "",
                    **row,
                }
            )
        else:
            accounts.append({"account_id": record.key, "provider": "Agribank", **row})
    small.write_xlsx(inbox / "san.xlsx", {"voso": small.table(shops[::2]), "postmart": small.table(shops[1::2])})
    small.write_csv(inbox / "ngan-hang.csv", accounts)
    small.write_csv(inbox / "mat-hang.csv", [
        {"listing_id": x.key, "shop_id": x.shop, "name": "Hàng", "product_type": x.type, "listed_on": x.listed, "delisted_on": x.delisted or ""}
        for x in one.listings
    ])  # fmt: skip
    lines = [
        {"order_id": x.order, "shop_id": x.shop, "listing_id": x.listing, "ordered_on": x.day, "quantity": x.quantity, "status": LABEL[x.status]}
        for x in one.lines
    ]  # fmt: skip
    whole = [row | {"order_amount": "200.000"} for row in lines if row["order_id"] == "O13"]
    priced = [row | {"amount": x.value} for row, x in zip(lines, one.lines, strict=True) if x.order != "O13"]
    small.write_csv(inbox / "don-hang.csv", priced)
    small.write_csv(inbox / "don-hang-2.csv", whole)
    small.write_csv(inbox / "chung-nhan.csv", [
        {"listing_id": x.listing, "scheme": x.scheme, "valid_from": x.first, "valid_to": x.last or "",
         **({"household_code": "", **PERSON[x.household]} if x.household else {})}
        for x in one.certificates
    ])  # fmt: skip
    registers = [{"unit": code, "households": number, "as_of": since} for code, since, number in one.registers]
    registers.append({"unit": "187", "households": 99, "as_of": d(7, 1)})
    small.write_csv(inbox / "ra-soat.csv", registers)
    small.write_csv(inbox / "chi-tieu.csv", [
        {"unit": x.unit, "indicator": x.indicator, "target": x.count if x.count else f"{float(x.share * 100):g}%",
         "target_max": f"{float(x.top * 100):g}%" if x.top else "", "source": x.source, "valid_from": x.since}
        for x in one.targets
    ])  # fmt: skip


@pytest.fixture(scope="module")
def golden(tmp_path_factory) -> tuple[World, small.Built]:
    folder, one = tmp_path_factory.mktemp("golden"), world()
    (folder / "inbox").mkdir()
    write(one, folder / "inbox")
    built = small.build_quietly(folder)
    assert built.code == 0
    assert all(file["rejected"] == file["duplicate"] == file["corrected"] == 0 for file in built.report["files"])
    return one, built


def near(found, expected) -> bool:
    return found == expected or (None not in (found, expected) and abs(found - expected) <= 1e-12)


def days() -> list[date]:
    return [date(2021, 7, 20) + timedelta(days=offset) for offset in range((LAST - date(2021, 7, 20)).days + 1)]


def test_second_method_knows_the_contract():
    one = world()
    assert one.target_count(MO, "shop", "province", d(8, 1)) == 451  # ceil(0.55 × 820), not 452
    assert one.households("187", d(7, 20)) != 99
    assert [(end - start).days + 1 for start, end in PHASES.values()] == [63, 92]


def test_every_unit_day_and_indicator(golden):
    one, built = golden
    found = {
        (unit, day, indicator): row
        for unit, day, indicator, *row in built.ask(
            "SELECT unit_code, day, indicator, achieved, households, target_share, target, local_target_share, "
            "local_target_share_max, local_target, attainment, status, phase FROM mart.attainment"
        )
    }
    assert len(found) == len(days()) * (200 + 11 + 2 + 1) * len(INDICATORS)
    for day in days():
        by_commune = one.achieved_by_commune(day)
        for unit in UNITS:
            communes, base = one.communes_of(unit), one.households(unit, day)
            for indicator in INDICATORS:
                achieved = sum(by_commune.get((code, indicator), 0) for code in communes)
                province, local = (one.target(unit, indicator, source, day) for source in ("province", "local"))
                expected = [
                    achieved, base,
                    province and float(province[0]), one.target_count(unit, indicator, "province", day),
                    local and float(local[0]), local and local[1] and float(local[1]), one.target_count(unit, indicator, "local", day),
                    province and float(Fraction(achieved, base) / province[0]),
                ]  # fmt: skip
                row = found[unit, day, indicator]
                assert all(near(*pair) for pair in zip(row[:8], expected, strict=True)), (unit, day, indicator)
                if unit != "20":
                    assert row[8] == one.status(unit, indicator, day, achieved), (unit, day, indicator)


def test_every_volume(golden):
    one, built = golden
    found = {
        (unit, platform, day): row
        for unit, platform, day, *row in built.ask(
            "SELECT unit_code, platform, day, shops, accounts, listings, orders, order_value FROM mart.volume"
        )
    }
    assert len(found) == len(days()) * (200 + 11 + 2 + 1) * 3
    for day in [*days()[::3], LAST]:
        for unit in UNITS:
            for platform in ("voso", "postmart", "all"):
                assert found[unit, platform, day] == list(one.volume(unit, platform, day).values()), (
                    unit,
                    platform,
                    day,
                )


def test_order_trend(golden):
    one, built = golden
    found = {
        tuple(mark): (orders, quantity, value)
        for *mark, orders, quantity, value in built.ask(
            "SELECT week, commune_code, platform, product_type, certification, orders, quantity, order_value FROM mart.order_trend"
        )
    }
    assert found == one.trend()
    districts = built.ask("SELECT DISTINCT commune_code, district_code FROM mart.order_trend")
    assert all(COMMUNES[commune] == district for commune, district in districts)


def test_phase_result(golden):
    one, built = golden
    found = {
        (unit, indicator): row
        for unit, indicator, *row in built.ask(
            "SELECT unit_code, indicator, phase, day_number, phase_days, achieved, result_at_deadline, after_deadline, status "
            "FROM mart.phase_result"
        )
    }
    last = one.achieved_by_commune(LAST)
    for unit in UNITS:
        for indicator in INDICATORS:
            if unit == "20":
                assert (unit, indicator) not in found
                continue
            phase = 1 if unit in (MO, VAN_LINH, MAI_SAO, "187", "180", "phase-1") else 2
            start, end = PHASES[phase]
            at_end = one.achieved_by_commune(end)
            now, result = (
                sum(counts.get((code, indicator), 0) for code in one.communes_of(unit)) for counts in (last, at_end)
            )
            expected = [phase, (LAST - start).days + 1, (end - start).days + 1, now, result, now - result]
            row = found[unit, indicator]
            assert row[:6] == expected, (unit, indicator)
            assert row[6] == one.status(unit, indicator, end, result), (unit, indicator)


def test_result_is_open_before_the_deadline(golden, capsys):
    """On 15/10 phase 1 is over, phase 2 is not: its result is null, its expected share 26/92 of the target."""
    _, built = golden
    early = small.build(built.warehouse.parent, capsys, "--as-of", "2021-10-15", warehouse="early")
    rows = early.ask(
        "SELECT DISTINCT phase, day_number, result_at_deadline IS NULL, after_deadline IS NULL, expected_share FROM mart.phase_result "
        "WHERE indicator = 'both' AND level = 'phase' ORDER BY phase"
    )
    assert rows == [(1, 88, False, False, 0.5), (2, 26, True, True, pytest.approx(0.5 * 26 / 92))]
    that_day = "SELECT level, unit_code, indicator, achieved FROM mart.attainment WHERE day = '2021-10-15'"
    assert sorted(early.ask(that_day)) == sorted(built.ask(that_day))


def test_findings(golden):
    _, built = golden
    above = built.ask("SELECT severity, unit_code FROM mart.finding WHERE rule = 'target_above_households'")
    assert ("error", "189") in above
    assert built.ask("SELECT unit_code FROM mart.finding WHERE rule = 'register_sum_differs'") == [("187",)]
