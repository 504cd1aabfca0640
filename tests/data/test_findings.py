"""Findings told together: by rule and district, the worst first, errors each by itself; worked out by hand."""

from datetime import date

import pandas as pd
import pytest

from data import findings, quality, snapshots, vocabulary
from etl import sources, transform
from pages.screen import menu

DAY = date(2021, 11, 15)
VAN_LINH, TOWN = "06505", "06466"  # of Chi Lăng


def details(*rows: tuple) -> pd.DataFrame:
    """Rows of (rule, severity, unit, weight, what is said)."""
    return pd.DataFrame(
        [(rule, severity, unit, None, DAY, None, weight, 10, f"Có {said}", f"There is {said}") for rule, severity, unit, weight, said in rows],
        columns=list(findings.DETAIL),
    )  # fmt: skip


def test_findings_of_a_district_are_told_as_one_the_worst_first():
    (one,) = findings.grouped(details(
        ("spike", "warning", VAN_LINH, 5, "a"), ("spike", "warning", TOWN, 9, "b"), ("spike", "warning", TOWN, 8, "c"),
        ("spike", "warning", TOWN, 7, "d"),
    )).to_dict("records")  # fmt: skip
    assert (one["unit_code"], one["findings"], one["units"], one["weight"]) == ("187", 4, 2, 9)
    assert one["detail_vi"] == (
        "4 ngày tăng vọt ở 2 xã, phường, thị trấn: thị trấn Chi Lăng (Chi Lăng): có b; xã Vạn Linh (Chi Lăng): có a; "
        "thị trấn Chi Lăng (Chi Lăng): có c; và 1 điểm khác; cần xác minh."
    )
    assert one["detail_en"].endswith("and 1 more; to be verified.") and "4 days" in one["detail_en"]


def test_a_finding_alone_keeps_its_unit_and_words_and_severities_are_told_apart():
    told = findings.grouped(details(("spike", "info", VAN_LINH, 5, "a"), ("spike", "warning", TOWN, 1, "b")))
    assert list(zip(told["severity"], told["unit_code"], told["detail_vi"], strict=True)) == [
        ("warning", TOWN, "Có b; cần xác minh."), ("info", VAN_LINH, "Có a."),
    ]  # fmt: skip


def test_errors_are_each_told_by_itself_and_before_all_others():
    told = findings.grouped(details(
        ("unit_without_register", "warning", VAN_LINH, 900, "x"), ("target_above_households", "error", VAN_LINH, 1, "a"),
        ("target_above_households", "error", VAN_LINH, 3, "b"), ("target_above_households", "error", "187", 2, "c"),
    ))  # fmt: skip
    assert list(told["detail_vi"]) == [
        "Có b; cần xác minh.", "Có c; cần xác minh.", "Có a; cần xác minh.", "Có x; cần nạp biểu rà soát.",
    ]  # fmt: skip


@pytest.mark.parametrize(("count", "rows"), [(5, 5), (6, 1)])
def test_a_rule_that_holds_in_many_districts_is_told_of_the_province(count, rows):
    districts = [unit.code for unit in vocabulary.units().values() if unit.level == "district"][:count]
    told = findings.grouped(details(*(("heaped_digits", "warning", code, 1, code) for code in districts)))
    assert len(told) == rows and (told["unit_code"] == "20").all() == (rows == 1)


@pytest.mark.parametrize(("count", "rows"), [(5, 5), (6, 1)])
def test_a_few_files_are_told_each_and_many_together(count, rows):
    told = findings.grouped(details(*(("file_not_loaded", "warning", "20", 0, f"tệp {n}.") for n in range(count))))
    assert len(told) == rows and told["findings"].sum() == count


def test_what_is_found_of_a_phase_is_told_of_it():
    frame = details(("deadline_rush", "warning", "187", 9, "a"), ("deadline_rush", "warning", "186", 8, "b")).assign(
        group_code="phase-1"
    )
    (one,) = findings.grouped(frame).to_dict("records")
    assert one["unit_code"] == "phase-1" and "2 đơn vị" in one["detail_vi"] and "20 gian hàng" in one["detail_vi"]


def test_nothing_found_is_nothing_told():
    assert findings.grouped(details()).empty and list(findings.grouped(details())) == list(findings.TOLD)


def test_names_that_are_not_unique_are_told_with_their_district():
    same = [
        unit
        for unit in vocabulary.units().values()
        if (unit.vintage, unit.level, unit.name) == ("2021", "commune", "Hòa Bình")
    ]
    assert len(same) == 4 == len({findings.name(unit.code, "vi") for unit in same})
    assert (
        findings.name("phase-2", "en") == vocabulary.phases()[2].label["en"]
        and findings.name("20", "vi") == "tỉnh Lạng Sơn"
    )


def test_every_rule_there_is_has_its_page_and_both_names():
    known = findings.rules()
    checks = {path.stem for path in (transform.MODELS / "checks").glob("*.sql")}
    of_files = {row["rule"] for row in sources.finding_rows()}
    assert set(known) == checks | of_files
    assert {code for code, rule in known.items() if rule.is_of_files} == of_files
    for rule in known.values():
        assert rule.page in menu.PAGES and all(rule.label.values()), rule.code
        assert rule.is_of_files or all("{worst}" in words or "{amount}" in words for words in rule.group.values()), (
            rule.code
        )
    assert [rule.position for rule in known.values()] == list(range(len(known)))


@pytest.mark.parametrize(
    ("rule", "unit", "way"),
    [
        ("spike", VAN_LINH, ("unit", (("unit", VAN_LINH),))), ("spike", "187", ("unit", (("unit", "187"),))),
        ("spike", "20", ("quality", ())), ("certificate_expired", VAN_LINH, ("certificates", (("district", "187"),))),
        ("lead_equals_designated", "phase-2", ("lead", ())), ("report_falls", "185", ("quality", (("report_unit", "185"),))),
        ("deadline_rush", "phase-1", ("phases", (("indicator", "account"),))), ("file_not_loaded", "20", ("load", ())),
    ],
)  # fmt: skip
def test_each_leads_to_the_page_where_it_is_looked_into(rule, unit, way):
    assert findings.leads_to(rule, unit) == way


def test_within_a_scope_findings_are_told_anew_of_its_districts(snapshot):
    """What the province is told holds for all districts: a viewer of one sees its own part of it."""
    one = snapshots.Scope(frozenset({"187"}))
    told = quality.findings(snapshot, one)
    own = {"187", *(unit.code for unit in vocabulary.communes("187"))}
    assert len(told) and set(told["unit_code"]) <= own
    details = quality.finding_details(snapshot, snapshots.EVERYTHING)
    assert told["findings"].sum() == details["unit_code"].isin(own).sum()
    whole = quality.findings(snapshot, snapshots.EVERYTHING)
    assert whole["findings"].sum() == len(details) and list(whole["severity"]) == sorted(
        whole["severity"], key=findings.SEVERITIES.index
    )
    pd.testing.assert_frame_equal(quality.findings_of(snapshot, snapshots.EVERYTHING, own), told)
