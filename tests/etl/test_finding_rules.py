"""Each rule by its name: what raises it, what does not, and the case between; every inbox is written by hand."""

from datetime import date, timedelta

import pytest

from data import vocabulary
from etl import transform
from tests.etl import small
from tests.etl.small import VAN_LINH, account, shop

CHI_LANG, TOWN = "187", "06466"


def shops(count: int, day: str, unit: str = VAN_LINH, **more) -> list[dict]:
    return [shop(f"S{unit}-{day}-{number}", unit=unit, opened_on=day, **more) for number in range(count)]


def found(folder, rule: str, as_of: str, **tables: list[dict]) -> list[dict]:
    """The findings of a rule in an inbox of some tables, as they are to be read."""
    for name, rows in tables.items():
        small.write_csv(folder / "inbox" / f"{name}.csv", rows)
    built = small.build_quietly(folder, "--as-of", as_of)
    assert built.code == 0
    return [finding for finding in built.report["findings"] if finding["rule"] == rule]


def published(
    value: int, qualifier: str, indicator: str = "shops", as_of: str = "2021-08-09", scope: str = "phase-1"
) -> list[dict]:
    return [
        {
            "scope": scope,
            "as_of": as_of,
            "indicator": indicator,
            "value": value,
            "qualifier": qualifier,
            "source": "Báo",
        }
    ]


@pytest.mark.parametrize(
    ("value", "qualifier", "is_found"),
    [
        (40, "exact", False), (41, "exact", True), (39, "exact", True),
        (39, "over", False), (40, "over", False), (41, "over", True),  # 40 are computed: over 41 they are not
        (42, "about", False), (43, "about", True), (38, "about", True),  # 2 of 42 are within 5%, 3 of 43 and 2 of 38 not
    ],
)  # fmt: skip
def test_published_differs(tmp_path, value, qualifier, is_found):
    told = found(tmp_path, "published_differs", "2021-08-09", s=shops(40, "2021-08-01"), p=published(value, qualifier))
    own = [
        finding for finding in told if f" {value}," in finding["detail_vi"] or f" {value}, c" in finding["detail_en"]
    ]
    assert bool(own) == is_found
    if is_found:
        (one,) = own
        assert one["unit_code"] == "phase-1" and one["severity"] == "warning"
        assert (
            "09/08/2021" in one["detail_vi"]
            and "số liệu gốc là 40" in one["detail_vi"]
            and "registers 40" in one["detail_en"]
        )


def test_published_differs_leaves_impossible_households_to_their_own_rule(tmp_path):
    register = [{"unit": VAN_LINH, "households": 700, "as_of": "2021-07-01"}]
    tables = {"s": shops(1, "2021-08-01"), "h": register}
    far = found(
        tmp_path / "a",
        "published_differs",
        "2021-08-09",
        **tables,
        p=published(1051, "exact", "households", scope=VAN_LINH),
    )
    near = found(
        tmp_path / "b",
        "published_differs",
        "2021-08-09",
        **tables,
        p=published(1050, "exact", "households", scope=VAN_LINH),
    )
    assert not far and [finding["unit_code"] for finding in near] == [VAN_LINH]


def test_unit_without_register(tmp_path):
    """Told by district with its communes and their estimates; a district whose communes all have one is not told."""
    register = [
        {"unit": unit.code, "households": 500, "as_of": "2021-07-01"}
        for unit in vocabulary.units().values()
        if (unit.vintage, unit.level) == ("2021", "commune") and (unit.parent != "181") and unit.code != VAN_LINH
    ]
    told = found(tmp_path, "unit_without_register", "2021-08-09", s=shops(1, "2021-08-01"), h=register)
    by_unit = {finding["unit_code"]: finding for finding in told}
    assert set(by_unit) == {"181", VAN_LINH}
    communes = vocabulary.communes("181")
    estimate = sum(unit.households_estimate for unit in communes)
    assert f"{len(communes)} xã" in by_unit["181"]["detail_vi"] and str(estimate) in by_unit["181"]["detail_vi"]
    assert by_unit["181"]["units"] == len(communes) == 19
    own = vocabulary.unit(VAN_LINH).households_estimate
    assert str(own) in by_unit[VAN_LINH]["detail_vi"] and str(own) in by_unit[VAN_LINH]["detail_en"]


def rush(last: int, before: int) -> list[dict]:
    """Shops a day in the last five days up to 20/9, and in the fourteen before."""
    end = date(2021, 9, 20)
    return [
        row for back in range(19)
        for row in shops(last if back < 5 else before, str(end - timedelta(days=back)))
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("last", "before", "is_found"),
    [(20, 9, True), (20, 10, False), (19, 1, False)],  # twice as many a day is the edge; 95 are fewer than 100
)
def test_deadline_rush(tmp_path, last, before, is_found):
    told = found(tmp_path, "deadline_rush", "2021-09-30", s=rush(last, before))
    assert bool(told) == is_found
    if is_found:
        (one,) = told
        assert one["unit_code"] == CHI_LANG and "5 ngày cuối trước hạn 20/09/2021 mở 100" in one["detail_vi"]
        assert "14 ngày trước đó 126" in one["detail_vi"]


def test_deadline_rush_is_seen_while_it_goes_on_and_not_after_the_deadline_alone(tmp_path):
    going = found(
        tmp_path / "going",
        "deadline_rush",
        "2021-09-18",
        s=[row for row in rush(40, 9) if row["opened_on"] <= "2021-09-18"],
    )
    assert len(going) == 1 and "3 ngày cuối" in going[0]["detail_vi"] and "mở 120" in going[0]["detail_vi"]
    after = shops(300, "2021-09-21")
    assert not found(tmp_path / "after", "deadline_rush", "2021-09-30", s=after)


def test_spike_on_any_day(tmp_path):
    """Of a commune two days in the middle, the worse one first; of another 42 in the week before, of which 30 are no five times."""
    rows = [
        *shops(41, "2021-08-24"), *shops(30, "2021-08-27"), *shops(1, "2021-09-30"),
        *shops(29, "2021-08-24", TOWN), *shops(13, "2021-08-25", TOWN), *shops(30, "2021-08-27", TOWN),
    ]  # fmt: skip
    (told,) = found(tmp_path, "spike", "2021-09-30", s=rows)
    assert (told["unit_code"], told["severity"], told["findings"]) == (VAN_LINH, "warning", 2)
    first, second = (
        "Ngày 24/08/2021 có 41 gian hàng",
        "ngày 27/08/2021 có 30 gian hàng và tài khoản mới, 7 ngày trước đó cộng lại 41",
    )
    assert told["detail_vi"].startswith(first) and second in told["detail_vi"]


@pytest.mark.parametrize(("day", "is_found"), [("2021-07-20", False), ("2021-07-21", True), ("2021-07-19", False)])
def test_spike_is_no_launch_day(tmp_path, day, is_found):
    """Nothing is before a launch day, so that it would always fire; before the programme nothing is asked."""
    assert bool(found(tmp_path, "spike", "2021-07-30", s=shops(60, day))) == is_found


def test_spike_in_the_first_week_is_measured_by_the_days_since_the_launch(tmp_path):
    """Forty a day from the launch on is an even pace: a mean over seven days, of which five were none, would call it a spike."""
    even = [row for day in (20, 21, 22) for row in shops(40, f"2021-07-{day}")]
    assert not found(tmp_path / "even", "spike", "2021-07-22", s=even)
    rising = [*shops(7, "2021-07-20"), *shops(36, "2021-07-21")]
    assert found(tmp_path / "rising", "spike", "2021-07-21", s=rising)


@pytest.mark.parametrize(
    ("unit", "kind", "day", "severity"),
    [
        (VAN_LINH, "training", "2021-08-27", "info"), (VAN_LINH, "support_team", "2021-08-26", "info"),
        (CHI_LANG, "training", "2021-08-28", "info"), (VAN_LINH, "training", "2021-08-25", "warning"),
        (TOWN, "training", "2021-08-27", "warning"), (VAN_LINH, "supervision", "2021-08-27", "warning"),
    ],
)  # fmt: skip
def test_spike_that_a_visit_explains_is_a_note(tmp_path, unit, kind, day, severity):
    """A day before or after, of the commune or its district; not two days, not another commune, not a supervision."""
    field = [{"unit": unit, "date": day, "kind": kind, "count": 1, "people": 10}]
    (told,) = found(tmp_path, "spike", "2021-09-10", s=shops(30, "2021-08-27"), f=field)
    assert told["severity"] == severity
    assert ("tổ hỗ trợ hoặc lớp tập huấn" in told["detail_vi"]) == (severity == "info")
    assert ("cần xác minh" in told["detail_vi"]) == (severity == "warning")


def chosen(count: int, sold: int) -> dict[str, list[dict]]:
    """Households of Vạn Linh of which some are designated; as many others sold, as `sold` says."""
    designated = [shop(f"D{n}", f"H-D{n}", designated_lead="x") for n in range(count)]
    sellers = [shop(f"L{n}", f"H-L{n}") for n in range(sold)]
    return {
        "s": [*designated, *sellers], "t": [account(f"A{n}", f"H-L{n}") for n in range(sold)],
        "l": [small.listing(f"M{n}", f"L{n}", platform="voso") for n in range(sold)],
        "o": [small.order(f"O{n}", f"L{n}", f"M{n}", platform="voso") for n in range(sold)],
    }  # fmt: skip


@pytest.mark.parametrize(("count", "sold", "is_found"), [(20, 20, True), (20, 21, False), (19, 19, False)])
def test_lead_equals_designated(tmp_path, count, sold, is_found):
    told = found(tmp_path, "lead_equals_designated", "2021-08-09", **chosen(count, sold))
    assert {finding["unit_code"] for finding in told} == ({CHI_LANG, "phase-1", "20"} if is_found else set())
    assert all("09/08/2021" in finding["detail_vi"] and "(20)" in finding["detail_vi"] for finding in told)


def test_lead_equals_designated_also_where_it_was_published(tmp_path):
    told = found(
        tmp_path,
        "lead_equals_designated",
        "2021-08-09",
        **chosen(25, 3),
        p=published(25, "exact", "lead", "2021-08-05"),
    )
    assert [(finding["unit_code"], str(finding["day"])[:10]) for finding in told] == [("phase-1", "2021-08-05")]


def reports(indicator: str, values: dict[str, int], unit: str = VAN_LINH) -> list[dict]:
    return [{"unit": unit, "as_of": day, "indicator": indicator, "value": value} for day, value in values.items()]


def test_report_falls_pair_by_pair(tmp_path):
    """100, 90, 300, 290: two falls of 10 with their days, and none from 300 to 90."""
    told = reports("shops", {"2021-08-01": 100, "2021-08-05": 90, "2021-08-08": 300, "2021-08-09": 290})
    (one,) = found(tmp_path, "report_falls", "2021-08-09", s=shops(1, "2021-08-01"), r=told)
    for pair in ("100 (01/08/2021) xuống 90 (05/08/2021)", "300 (08/08/2021) xuống 290 (09/08/2021)"):
        assert pair in one["detail_vi"], pair
    assert "300 (08/08/2021) xuống 90" not in one["detail_vi"] and one["findings"] == 2


def test_report_falls_of_one_indicator_and_unit_only(tmp_path):
    told = [
        *reports("shops", {"2021-08-01": 100, "2021-08-08": 100}), *reports("accounts", {"2021-08-05": 90}),
        *reports("shops", {"2021-08-06": 50}, TOWN),
    ]  # fmt: skip
    assert not found(tmp_path, "report_falls", "2021-08-09", s=shops(1, "2021-08-01"), r=told)


def test_shops_equal_accounts_say_their_days(tmp_path):
    told = [
        *reports("shops", {"2021-08-01": 60, "2021-08-05": 80, "2021-08-09": 91}),
        *reports("accounts", {"2021-08-01": 60, "2021-08-05": 80, "2021-08-09": 90}),
    ]
    equal = found(tmp_path, "shops_equal_accounts", "2021-08-09", s=shops(1, "2021-08-01"), r=told)
    (one,) = [finding for finding in equal if finding["unit_code"] == VAN_LINH]
    assert (
        "01/08/2021" in one["detail_vi"] and "05/08/2021" in one["detail_vi"] and "09/08/2021" not in one["detail_vi"]
    )
    assert "(60)" in one["detail_vi"] and "(80)" in one["detail_vi"]


@pytest.mark.parametrize(("last", "is_found"), [("2021-08-02", True), ("2021-08-03", False)])
def test_unit_not_reporting(tmp_path, last, is_found):
    """Seven days without anything new; the other communes of the district have something today."""
    others = [
        row
        for unit in vocabulary.communes(CHI_LANG)
        if unit.code != VAN_LINH
        for row in shops(1, "2021-08-09", unit.code)
    ]
    rows = [row for unit in vocabulary.units().values() if (unit.vintage, unit.level, unit.phase) == ("2021", "commune", 1)
            and unit.parent != CHI_LANG for row in shops(1, "2021-08-09", unit.code)]  # fmt: skip
    told = found(tmp_path, "unit_not_reporting", "2021-08-09", s=[*shops(1, last), *others, *rows])
    assert [finding["unit_code"] for finding in told] == ([VAN_LINH] if is_found else [])


@pytest.mark.parametrize(("day", "is_found"), [("2021-07-31", True), ("2021-08-01", False)])
def test_order_before_shop(tmp_path, day, is_found):
    rows = {
        "s": shops(1, "2021-08-01"),
        "o": [small.order("O1", f"S{VAN_LINH}-2021-08-01-0", ordered_on=day, platform="voso")],
    }
    told = found(tmp_path, "order_before_shop", "2021-08-09", **rows)
    assert [finding["unit_code"] for finding in told] == ([VAN_LINH] if is_found else [])


@pytest.mark.parametrize(("day", "is_found"), [("2021-08-05", False), ("2021-08-06", True)])
def test_certificate_expired(tmp_path, day, is_found):
    """The last valid day is 5/8."""
    name = f"S{VAN_LINH}-2021-08-01-0"
    told = found(
        tmp_path, "certificate_expired", "2021-08-09", s=shops(1, "2021-08-01"), l=[small.listing("L1", name, platform="voso")],
        c=[{"listing_id": "L1", "scheme": "VietGAP", "valid_from": "2021-01-01", "valid_to": "2021-08-05"}],
        o=[small.order("O1", name, "L1", ordered_on=day, platform="voso")],
    )  # fmt: skip
    assert [finding["unit_code"] for finding in told] == ([VAN_LINH] if is_found else [])


@pytest.mark.parametrize(("households", "is_found"), [(5, False), (6, True)])
def test_shared_phone(tmp_path, households, is_found):
    rows = [
        shop(f"S{n}", f"H-{n}", phone="0912345678", full_name=f"Hoàng Văn {'ABCDEFG'[n]}") for n in range(households)
    ]
    told = found(tmp_path, "shared_phone", "2021-08-09", s=rows)
    assert [finding["unit_code"] for finding in told] == ([VAN_LINH] if is_found else [])


@pytest.mark.parametrize(("district", "is_found"), [(700, False), (701, True)])
def test_register_sum_differs(tmp_path, district, is_found):
    communes = vocabulary.communes(CHI_LANG)
    register = [{"unit": unit.code, "households": 35, "as_of": "2021-07-01"} for unit in communes]  # 20 communes
    told = found(
        tmp_path, "register_sum_differs", "2021-08-09", s=shops(1, "2021-08-01"),
        h=register, g=[{"unit": CHI_LANG, "households": district, "as_of": "2021-07-01"}],
    )  # fmt: skip
    assert [finding["unit_code"] for finding in told] == ([CHI_LANG] if is_found else [])


@pytest.mark.parametrize(("value", "is_found"), [(1050, False), (1051, True)])
def test_published_above_households(tmp_path, value, is_found):
    told = found(
        tmp_path, "published_above_households", "2021-08-09", s=shops(1, "2021-08-01"),
        h=[{"unit": VAN_LINH, "households": 700, "as_of": "2021-07-01"}], p=published(value, "exact", "households", scope=VAN_LINH),
    )  # fmt: skip
    assert (VAN_LINH in {finding["unit_code"] for finding in told}) == is_found


def test_every_rule_of_a_check_has_a_test_that_names_it():
    """A rule is the name of its file, and no other than its file's."""
    checks = {path.stem for path in (transform.MODELS / "checks").glob("*.sql")}
    for path in (transform.MODELS / "checks").glob("*.sql"):
        assert f"'{path.stem}' AS rule" in path.read_text(encoding="utf-8"), path.stem
    tested = " ".join(
        path.read_text(encoding="utf-8") for path in (transform.MODELS.parents[1] / "tests" / "etl").glob("test_*.py")
    )
    assert not {rule for rule in checks if rule not in tested}
