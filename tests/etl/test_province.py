"""The simulated province at full size, built once: the published figures, and what must hold between the tables."""

import json

import pytest

from etl.demo import DEFAULT_AS_OF, DEFAULT_SEED, write_tables
from tests.etl import small


@pytest.fixture(scope="session")
def province(tmp_path_factory, tables) -> small.Built:
    folder = tmp_path_factory.mktemp("province")
    write_tables(tables, folder / "inbox", DEFAULT_SEED, DEFAULT_AS_OF, lambda _: None)
    built = small.build_quietly(folder)
    assert built.code == 0
    return built


def volume(built: small.Built, unit: str, day: str) -> dict[str, int]:
    names = ("shops", "accounts", "listings", "orders")
    query = f"SELECT {', '.join(names)} FROM mart.volume WHERE unit_code = ? AND day = ? AND platform = 'all'"
    return dict(zip(names, built.ask(query, unit, day)[0], strict=True))


def test_phase_1_on_its_last_day(province):
    found = volume(province, "phase-1", "2021-09-20")
    assert found["shops"] > 54_000 and found["accounts"] > 37_000 and found["listings"] > 4_000
    assert found["orders"] == pytest.approx(7_000, rel=0.02)


def test_phase_1_on_15_september(province):
    found = volume(province, "phase-1", "2021-09-15") | {"lead": province.achieved("phase-1", "lead", "2021-09-15")}
    assert found == pytest.approx(
        {"shops": 48_706, "accounts": 24_808, "listings": 4_300, "orders": 6_995, "lead": 2_409}, rel=0.02
    )


def test_phase_2_on_25_september_is_exact(province):
    found = volume(province, "phase-2", "2021-09-25")
    assert (found["shops"], found["accounts"], province.achieved("phase-2", "lead", "2021-09-25")) == (2173, 2173, 216)


def test_reconciliation_holds_every_published_figure(province):
    rows = province.ask(
        "SELECT scope, as_of, indicator, reported, computed, difference, qualifier FROM mart.reconciliation "
        "WHERE told_by = 'published_figures'"
    )
    assert len(rows) >= 13
    for scope, as_of, indicator, reported, computed, difference, qualifier in rows:
        if indicator == "households":
            assert reported == 350_000 and computed < 10_000
            continue
        assert difference == computed - reported
        where = (scope, str(as_of), indicator)
        if qualifier == "over":
            assert computed > reported, where
        elif str(as_of) == "2021-09-25":
            assert computed == reported, where
        else:
            assert computed == pytest.approx(reported, rel=0.02), where


def test_reconciliation_holds_every_report_with_its_file(province):
    rows = province.ask(
        "SELECT computed, difference, computed - reported, qualifier, source FROM mart.reconciliation WHERE told_by = 'progress_reports'"
    )
    assert len(rows) > 400
    paths = {file["path"] for file in province.report["files"] if "progress_reports" in (file["kind"] or "")}
    assert {source for *_, source in rows} == paths
    assert all(
        computed is not None and difference == told and qualifier == "exact"
        for computed, difference, told, qualifier, _ in rows
    )


def test_it_is_marked_simulated(province):
    assert province.ask("SELECT is_simulated, as_of::VARCHAR FROM mart.snapshot") == [(True, "2021-11-15")]
    assert len(json.loads((province.warehouse / "current.json").read_text())) == 4


def test_findings_that_the_simulation_plants(province):
    assert {
        "target_above_households",
        "published_above_households",
        "order_before_shop",
        "certificate_expired",
        "unit_not_reporting",
    } <= province.rules
    errors = province.ask("SELECT DISTINCT unit_code FROM mart.finding WHERE rule = 'target_above_households'")
    assert errors == [("189",)]


def test_local_targets_stand_beside_the_provinces(province):
    query = (
        "SELECT count(DISTINCT unit_code) FROM mart.attainment WHERE level = 'commune' AND local_target_share IS NOT NULL "
        "AND day = '2021-11-15' AND unit_code IN (SELECT code FROM mart.unit WHERE parent_code = ?)"
    )
    assert all(province.ask(query, district)[0][0] > 0 for district in ("178", "188", "189"))
    assert province.ask(
        "SELECT DISTINCT target_share FROM mart.attainment WHERE unit_code = '20' AND indicator = 'lead'"
    ) == [(0.1,)]


def test_every_row_is_accounted_for(province):
    assert len(province.report["files"]) >= 60
    ledger = province.ask(
        "SELECT path, kind, read, loaded, duplicate, corrected, rejected FROM mart.file_ledger ORDER BY path"
    )
    reported = sorted(
        tuple(file[name] for name in ("path", "kind", *small.COUNTS)) for file in province.report["files"]
    )
    assert ledger == reported
    refused = province.ask("SELECT path, sum(rows)::INT FROM mart.reject GROUP BY path ORDER BY path")
    assert refused == [(path, rejected) for path, *_, rejected in ledger if rejected]


def sums(built: small.Built, level: str, parents: str) -> list[tuple]:
    return built.ask(
        f"""
        WITH part AS (
            SELECT value.day, {parents} AS unit_code, value.indicator, sum(value.achieved) AS achieved, sum(value.households) AS households,
                sum(value.target) AS target
            FROM mart.attainment AS value INNER JOIN mart.unit AS unit ON unit.vintage = '2021' AND unit.code = value.unit_code
            WHERE value.level = 'commune' GROUP BY ALL
        )
        SELECT part.day, part.unit_code, part.indicator FROM part
        INNER JOIN mart.attainment AS whole
            ON whole.day = part.day AND whole.unit_code = part.unit_code AND whole.indicator = part.indicator AND whole.level = ?
        WHERE whole.achieved <> part.achieved OR whole.households <> part.households OR whole.target IS DISTINCT FROM part.target LIMIT 5
        """,
        level,
    )


@pytest.mark.parametrize(
    "level, parents", [("district", "unit.parent_code"), ("phase", "'phase-' || unit.phase"), ("province", "'20'")]
)
def test_communes_sum_to_what_is_above_them(level, parents, province):
    assert sums(province, level, parents) == []
    daily = province.ask(
        f"""
        WITH part AS (
            SELECT value.day, {parents} AS unit_code, value.platform, sum(shops) AS shops, sum(accounts) AS accounts, sum(listings) AS listings,
                sum(orders) AS orders, sum(order_value) AS order_value
            FROM mart.volume AS value INNER JOIN mart.unit AS unit ON unit.vintage = '2021' AND unit.code = value.unit_code
            WHERE value.level = 'commune' GROUP BY ALL
        )
        SELECT part.day FROM part INNER JOIN mart.volume AS whole
            ON whole.day = part.day AND whole.unit_code = part.unit_code AND whole.platform = part.platform AND whole.level = ?
        WHERE (whole.shops, whole.listings, whole.orders, whole.order_value) <> (part.shops, part.listings, part.orders, part.order_value)
            OR whole.accounts IS DISTINCT FROM part.accounts LIMIT 5
        """,
        level,
    )
    assert daily == []


def test_platforms_sum_to_all(province):
    assert province.ask(
        "SELECT day, unit_code FROM mart.volume GROUP BY day, unit_code HAVING sum(CASE WHEN platform = 'all' THEN shops ELSE -shops END) <> 0 "
        "OR sum(CASE WHEN platform = 'all' THEN orders ELSE -orders END) <> 0"
    ) == []  # fmt: skip


def test_households_of_2025_are_those_of_2021(province):
    rows = province.ask("SELECT vintage, level, sum(households)::INT, count(*) FROM mart.unit GROUP BY vintage, level")
    found = {(vintage, level): (households, number) for vintage, level, households, number in rows}
    assert [found[mark][1] for mark in (("2021", "commune"), ("2021", "district"), ("2025", "commune"))] == [
        200,
        11,
        65,
    ]
    assert len({households for households, _ in found.values()}) == 1


def test_certifications_cover_the_total_and_more(province):
    """Parts overlap: their sum is never below the total, and what none of them covers is 'none'."""
    rows = province.ask(
        "SELECT certification = 'all' AS whole, sum(orders), sum(order_value) FROM mart.order_trend GROUP BY whole ORDER BY whole"
    )
    (_, part_orders, part_value), (_, orders, value) = rows
    assert part_orders >= orders > 0 and part_value >= value > 0
    below = province.ask(
        "SELECT week, commune_code FROM mart.order_trend GROUP BY week, commune_code, platform, product_type "
        "HAVING sum(CASE WHEN certification = 'all' THEN -order_value ELSE order_value END) < 0"
    )
    assert below == []
    (ordered,) = province.ask(
        "SELECT orders FROM mart.volume WHERE unit_code = '20' AND platform = 'all' ORDER BY day DESC LIMIT 1"
    )[0]
    assert province.ask("SELECT sum(orders) FROM mart.order_week WHERE certification = 'all'") == [(ordered,)]


def test_indicators_hold_one_another(province):
    wrong = province.ask(
        """
        PIVOT (SELECT day, unit_code, indicator, achieved FROM mart.attainment) ON indicator USING max(achieved)
        """
    )
    assert len(wrong) == 119 * 214
    names = [name for (name,) in province.ask("SELECT DISTINCT indicator FROM mart.attainment ORDER BY indicator")]
    for _, _, *values in wrong:
        one = dict(zip(names, values, strict=True))
        assert one["both"] + one["either"] == one["shop"] + one["account"]
        assert one["lead"] <= min(one["both"], one["listed"]) and max(one["listed"], one["designated"]) <= one["shop"]


def test_no_unit_is_missing_a_day(province):
    assert province.ask(
        "SELECT count(*), count(DISTINCT day), min(day)::VARCHAR, max(day)::VARCHAR FROM mart.attainment"
    ) == [(119 * 214 * 7, 119, "2021-07-20", "2021-11-15")]


def test_the_files_by_unit_add_up_to_the_ledger(province):
    states = ("loaded", "duplicate", "corrected", "rejected")
    sums = ", ".join(f"CAST(sum({state}) AS BIGINT)" for state in states)
    by_unit = province.ask(f"SELECT path, {sums} FROM mart.file_unit GROUP BY path ORDER BY path")
    ledger = province.ask(f"SELECT path, {', '.join(states)} FROM mart.file_ledger ORDER BY path")
    assert by_unit == ledger and sum(loaded for _, loaded, *_ in by_unit) > 150_000
    assert province.ask("SELECT count(*) FROM mart.file_unit WHERE unit_code IS NULL AND loaded > 0") == [(0,)]
