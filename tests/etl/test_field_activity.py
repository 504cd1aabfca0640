"""What is counted of field activity: a district's own row is not added to its communes'."""

from datetime import date

import pytest

from data import activity, snapshots
from data.snapshots import EVERYTHING
from tests.etl import small
from tests.etl.small import VAN_LINH, shop

MAI_SAO, CHI_LANG = "06484", "187"
DAY = "2021-08-05"


def reported(unit: str, count: int, kind: str = "tổ hỗ trợ", day: str = DAY) -> dict:
    return {"unit": unit, "date": day, "kind": kind, "count": count, "people": count * 3}


def built(folder, *rows: dict) -> small.Built:
    small.write_csv(folder / "inbox" / "s.csv", [shop("S1", opened_on="2021-08-20")])
    small.write_csv(folder / "inbox" / "a.csv", list(rows))
    found = small.build_quietly(folder)
    assert found.counts("a.csv")[1] == len(rows)
    return found


def counted(found: small.Built, day: str = "2021-08-20", kind: str = "support_team") -> int:
    field = activity.field_activity(snapshots.current(found.warehouse), EVERYTHING, date.fromisoformat(day))
    return field[(field["district_code"] == CHI_LANG) & (field["kind"] == kind)]["count"].sum()


@pytest.mark.parametrize(
    "rows, expected",
    [
        # on one day
        ([reported(CHI_LANG, 30), reported(VAN_LINH, 18), reported(MAI_SAO, 12)], 30),
        ([reported(CHI_LANG, 35), reported(VAN_LINH, 18), reported(MAI_SAO, 12)], 30),
        # teams stand: the district's row before or after its communes' is not added either
        ([reported(CHI_LANG, 30, day="2021-08-01"), reported(VAN_LINH, 18), reported(MAI_SAO, 12)], 30),
        ([reported(VAN_LINH, 18), reported(MAI_SAO, 12), reported(CHI_LANG, 30, day="2021-08-10")], 30),
        # a district alone, and its later report
        ([reported(CHI_LANG, 30)], 30),
        ([reported(CHI_LANG, 30), reported(CHI_LANG, 20, day="2021-08-09")], 20),
        # several teams of one day stand together until the next report
        ([reported(VAN_LINH, 2), reported(VAN_LINH, 3)], 5),
        ([reported(VAN_LINH, 2), reported(VAN_LINH, 3), reported(VAN_LINH, 4, day="2021-08-09")], 4),
    ],
)  # fmt: skip
def test_teams_of_a_district(rows, expected, tmp_path):
    assert counted(built(tmp_path, *rows)) == expected


def test_a_district_counts_until_its_communes_report(tmp_path):
    found = built(tmp_path, reported(CHI_LANG, 30, day="2021-08-01"), reported(VAN_LINH, 18))
    assert [counted(found, day) for day in ("2021-08-01", "2021-08-04", "2021-08-05")] == [30, 30, 18]


def test_trainings_add_up_but_for_the_districts_row_of_the_same_day(tmp_path):
    rows = [
        reported(VAN_LINH, 1, "tập huấn"), reported(MAI_SAO, 1, "tập huấn"), reported(CHI_LANG, 2, "tập huấn"),
        reported(CHI_LANG, 4, "tập huấn", "2021-08-06"), reported(CHI_LANG, 1, "giám sát"),
    ]  # fmt: skip
    found = built(tmp_path, *rows)
    assert (counted(found, kind="training"), counted(found, kind="supervision")) == (6, 1)
    assert "activity_above_communes" not in found.rules


def test_support_counts_the_teams_of_a_commune_together(tmp_path):
    found = built(tmp_path, reported(VAN_LINH, 2), reported(VAN_LINH, 3), reported(CHI_LANG, 30))
    query = "SELECT teams, team_days FROM mart.support WHERE commune_code = ? AND day = DATE '2021-08-06'"
    assert found.ask(query, VAN_LINH) == [(5, 10)]


@pytest.mark.parametrize("kind, others", [("tổ hỗ trợ", 30), ("tập huấn", 30)])
def test_a_district_that_says_more_is_told(kind, others, tmp_path):
    found = built(tmp_path, reported(CHI_LANG, 35, kind), reported(VAN_LINH, others, kind))
    (told,) = [finding for finding in found.report["findings"] if finding["rule"] == "activity_above_communes"]
    assert told["unit_code"] == CHI_LANG and "35" in told["detail_vi"] and "30" in told["detail_vi"]


def test_a_district_that_says_more_later_is_told(tmp_path):
    found = built(tmp_path, reported(VAN_LINH, 30), reported(CHI_LANG, 35, day="2021-08-09"))
    assert "activity_above_communes" in found.rules and counted(found) == 30


def test_a_district_that_says_what_its_communes_say_is_not(tmp_path):
    assert "activity_above_communes" not in built(tmp_path, reported(CHI_LANG, 30), reported(VAN_LINH, 30)).rules
