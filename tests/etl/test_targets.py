"""Which target holds for a unit on a day, and which is not used."""

import pytest

from tests.etl import small
from tests.etl.reading import Read, grid
from tests.etl.small import VAN_LINH, shop


def target(unit: str, value: str, indicator: str = "both", **more) -> dict:
    return {
        "unit": unit,
        "indicator": indicator,
        "target": value,
        "target_max": "",
        "source": "",
        "valid_from": "2021-07-20",
        **more,
    }


def targets(built: small.Built, unit: str, indicator: str = "both") -> tuple:
    return built.ask(
        "SELECT target_share, target, local_target_share, local_target_share_max, local_target FROM mart.attainment "
        "WHERE unit_code = ? AND indicator = ? AND day = '2021-08-01'", unit, indicator,
    )[0]  # fmt: skip


def test_targets_above_the_households_are_errors_and_not_used(tmp_path, capsys):
    small.write_csv(tmp_path / "inbox" / "s.csv", [shop("S1")])
    small.write_csv(tmp_path / "inbox" / "h.csv", [{"unit": VAN_LINH, "households": 200, "as_of": "2021-07-01"}])
    small.write_csv(tmp_path / "inbox" / "t.csv", [
        target(VAN_LINH, "201"), target(VAN_LINH, "150%", "shop"), target(VAN_LINH, "100", "account", target_max="300"),
        target(VAN_LINH, "200", "listed"), target("187", "350.000", "lead"),
    ])  # fmt: skip
    built = small.build(tmp_path, capsys)
    found = built.ask(
        "SELECT severity, unit_code, detail_vi FROM mart.finding WHERE rule = 'target_above_households' ORDER BY unit_code, detail_vi"
    )
    assert [(severity, unit) for severity, unit, _ in found] == [("error", VAN_LINH)] * 3 + [("error", "187")]
    assert any("300 hộ" in text and "lớn hơn 200" in text for *_, text in found)
    assert [targets(built, VAN_LINH, name)[:2] for name in ("both", "shop", "account", "lead")] == [(0.5, 100)] * 3 + [
        (0.1, 20)
    ]
    assert targets(built, VAN_LINH, "listed")[:2] == (1.0, 200)


def test_a_share_is_exact_until_it_is_shown(tmp_path, capsys):
    small.write_csv(tmp_path / "inbox" / "s.csv", [shop("S1")])
    small.write_csv(tmp_path / "inbox" / "h.csv", [{"unit": VAN_LINH, "households": 820, "as_of": "2021-07-01"}])
    small.write_xlsx(tmp_path / "inbox" / "t.xlsx", {"1": small.table([
        target(VAN_LINH, 0.55), target(VAN_LINH, 0.1, "lead"), target(VAN_LINH, 0.7, source="local", target_max=0.8), target(VAN_LINH, 0.07, "shop"),
    ])})  # fmt: skip
    built = small.build(tmp_path, capsys)
    assert targets(built, VAN_LINH) == (0.55, 451, 0.7, 0.8, 574)
    assert targets(built, VAN_LINH, "lead")[1] == 82 and targets(built, VAN_LINH, "shop")[1] == 58


def test_an_inbox_of_targets_alone_is_published(tmp_path, capsys):
    """Something was read: there is no event, so the day is that from which the target holds."""
    small.write_csv(tmp_path / "inbox" / "t.csv", [target(VAN_LINH, "60%", valid_from="2021-08-01")])
    built = small.build(tmp_path, capsys)
    assert built.code == 0 and targets(built, VAN_LINH)[0] == 0.6


def test_registers_alone_before_the_programme_give_every_unit_its_households(tmp_path, capsys):
    small.write_csv(tmp_path / "inbox" / "h.csv", [{"unit": VAN_LINH, "households": 820, "as_of": "2021-07-01"}])
    built = small.build(tmp_path, capsys)
    assert built.code == 0
    assert built.ask(
        "SELECT households, households_is_estimate FROM mart.unit WHERE code = ? AND vintage = '2021'", VAN_LINH
    ) == [(820, False)]
    assert built.ask("SELECT count(*) FROM mart.unit WHERE households IS NULL") == [(0,)]
    assert built.ask("SELECT count(*) FROM mart.attainment") == [(0,)]


def test_what_is_given_to_a_group_of_units_is_accounted_for(tmp_path):
    """No unit is of that name, and it is no sum of the others either."""
    header = ["Đơn vị", "Chỉ số", "Chỉ tiêu", "Cấp giao"]
    targets = [["Các huyện giai đoạn 1", "shop", "50%", "Tỉnh"], ["Huyện Chi Lăng", "shop", "50%", "Tỉnh"]]
    small.write_xlsx(tmp_path / "a.xlsx", {"1": [header, *targets]})
    found = Read(tmp_path)
    assert (found.total, found.reasons) == ((2, 1, 0, 0, 1), ["unit_unknown"])


@pytest.mark.parametrize("title", ["UBND TỈNH GIAO BỔ SUNG CHỈ TIÊU", "UBND TỈNH ĐIỀU CHỈNH GIẢM CHỈ TIÊU"])
def test_targets_that_are_added_or_taken_off_are_not_whole_ones(title, tmp_path):
    found = grid(
        tmp_path, [[title], ["Đơn vị", "Chỉ số", "Chỉ tiêu"], ["Huyện Chi Lăng", "Hộ có gian hàng số", "150 hộ"]]
    )
    assert found.total == (1, 0, 0, 0, 1) and found.problems == ["target_added"]


def test_a_letter_that_changes_targets_changes_none_before_its_day(tmp_path):
    header = ["Huyện", "Chỉ số", "Chỉ tiêu"]
    first = [
        ["Kèm theo Quyết định số 12/QĐ-UBND ngày 17/9/2021 của UBND tỉnh"],
        header,
        ["Chi Lăng", "Hộ có gian hàng số", "50%"],
    ]
    second = [
        ["Điều chỉnh chỉ tiêu (kèm theo Quyết định số 99/QĐ-UBND ngày 01/11/2021 của UBND tỉnh)"],
        [*header[:2], "Chỉ tiêu cũ", "Chỉ tiêu điều chỉnh"], ["Chi Lăng", "Hộ có gian hàng số", "50%", "60%"],
    ]  # fmt: skip
    small.write_xlsx(tmp_path / "1.xlsx", {"1": first})
    small.write_xlsx(tmp_path / "2.xlsx", {"1": second})
    found = Read(tmp_path)
    told = zip(found.values("targets", "valid_from"), found.values("targets", "target"), strict=True)
    assert sorted((str(day), str(low[0])) for day, (low, _) in told) == [("2021-09-17", "0.5"), ("2021-11-01", "0.6")]
