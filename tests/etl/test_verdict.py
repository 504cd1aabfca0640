"""What a unit is judged by: its count against its target count, at its deadline once that is past. Worked out by hand."""

from datetime import date

import pandas as pd
import pytest

from data import attainment, snapshots, vocabulary
from data.snapshots import EVERYTHING
from tests.etl import small
from tests.etl.small import DINH_LAP, VAN_LINH, account, shop

LAST = date(2021, 10, 20)  # phase 1 is over for a month, phase 2 is in its fifth week
DISTRICT = [
    unit.code for unit in vocabulary.communes("189")
]  # twelve communes of three households each: two are asked of each
EXACT = vocabulary.communes("187")[1].code  # two households: one is asked
OPENED = {
    EXACT: ("2021-07-20",),
    VAN_LINH: ("2021-07-10", "2021-07-10", "2021-07-20", "2021-07-22", "2021-10-01", "2021-10-02", "2021-10-03"),
    **{code: ("2021-10-18",) * 3 for code in DISTRICT[:6]},
}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory) -> snapshots.Snapshot:
    inbox = (folder := tmp_path_factory.mktemp("verdict")) / "inbox"
    households = [(f"{unit}-{number}", unit, day) for unit, days in OPENED.items() for number, day in enumerate(days)]
    small.write_csv(inbox / "shops.csv", [shop(code, code, unit, day) for code, unit, day in households])
    small.write_csv(inbox / "accounts.csv", [account(code, code, unit, day) for code, unit, day in households])
    register = {VAN_LINH: 10, EXACT: 2, **dict.fromkeys(DISTRICT, 3)}
    small.write_csv(
        inbox / "register.csv",
        [{"unit": code, "households": count, "as_of": "2021-07-01"} for code, count in register.items()],
    )
    local = {"unit": DINH_LAP, "indicator": "both", "target": "100%", "source": "local", "valid_from": "2021-07-20"}
    small.write_csv(inbox / "targets.csv", [local])
    return snapshots.current(small.build_quietly(folder, "--as-of", str(LAST)).warehouse)


def of(snapshot: snapshots.Snapshot, code: str, level: str, day: date = LAST) -> pd.Series:
    return attainment.units(snapshot, EVERYTHING, day, level, "both").set_index("unit_code").loc[code]


def test_half_of_the_households_is_not_the_target_where_the_communes_targets_add_up_to_more(snapshot):
    own = of(snapshot, "189", "district")
    assert (own["achieved"], own["households"], own["target"]) == (18, 36, 24)  # 12 communes, ceil(1.5) each
    assert own["attainment"] == 1 and own["of_target"] == 0.75  # a sentence that names 24 households divides by 24
    assert own["status"] == "ahead" and own["gap"] == 6


def test_the_target_count_itself_is_reached(snapshot):
    own = of(snapshot, EXACT, "commune")
    assert (own["achieved"], own["target"], own["gap"], own["status"]) == (1, 1, 0, "reached")


def test_what_communes_have_beyond_their_target_makes_up_for_no_other(snapshot):
    own = of(snapshot, "189", "district")
    assert (own["gap"], own["communes_gap"]) == (6, 12)  # six communes have one too many, six lack two each
    communes = attainment.units(snapshot, EVERYTHING, LAST, "commune", "both")
    lacking = (communes["target"] - communes["achieved"].fillna(0)).clip(lower=0)[communes["parent_code"] == "189"]
    assert lacking.sum() == 12


def test_a_district_counts_communes_without_a_target_of_their_own_by_the_provinces(snapshot):
    own = of(snapshot, "189", "district")
    assert (own["own_target"], own["local_communes"], own["communes"]) == (3 + 11 * 2, 1, 12)
    assert own["own_target_share"] == pytest.approx(25 / 36)
    assert pd.isna(of(snapshot, "187", "district")["own_target"])  # where no commune set one there is none


def test_after_its_deadline_a_unit_is_told_as_at_the_deadline(snapshot):
    own = of(snapshot, VAN_LINH, "commune")
    assert (own["achieved"], own["gap"], own["of_target"], own["status"]) == (4, 1, 0.8, "slow")
    assert own["judged_on"].date() == date(2021, 9, 20) and own["day"].date() == LAST and own["is_over"]
    assert (own["achieved_now"], own["after_deadline"]) == (7, 3)
    assert own[["needed_per_day", "projected_on", "gained_7_days"]].isna().all()
    eve, on_day = (of(snapshot, VAN_LINH, "commune", date(2021, 9, day)) for day in (19, 20))
    assert not eve["is_over"] and pd.isna(eve["after_deadline"])
    assert on_day["is_over"] and (on_day["after_deadline"], on_day["gap"]) == (0, 1)


def test_the_gain_of_a_first_week_counts_from_the_eve(snapshot):
    third = of(snapshot, VAN_LINH, "commune", date(2021, 7, 22))
    assert (third["achieved"], third["gained_7_days"], third["gained_days"]) == (4, 2, 3)
    assert third["projected_on"].date() == date(2021, 7, 24)  # one at two in three days: the second day
    seventh, eighth = (of(snapshot, VAN_LINH, "commune", date(2021, 7, day)) for day in (26, 27))
    assert (seventh["gained_7_days"], seventh["gained_days"]) == (2, 7)
    assert (eighth["gained_7_days"], eighth["gained_days"]) == (1, 7)  # since the end of 20 July


def test_the_province_as_a_whole_is_told_as_it_is_and_asked_of_nobody(snapshot):
    own = of(snapshot, "20", "province")
    assert own["achieved"] == 7 + 18 + 1 and not own["is_over"] and pd.isna(own["after_deadline"])
    assert own[["needed_per_day", "projected_on"]].isna().all()


def test_a_rank_is_among_the_units_of_a_phase(snapshot):
    ranked = attainment.ranking(snapshot, EVERYTHING, LAST, "commune", "both").set_index("unit_code")
    assert (ranked.loc[VAN_LINH, "rank"], ranked.loc[VAN_LINH, "ranked"]) == (2, 2)
    assert list(ranked.loc[DISTRICT[:2], "rank"]) == [1, 1] and ranked.loc[DISTRICT[0], "ranked"] == 6
    assert pd.isna(ranked.loc[VAN_LINH, "coverage_gained"])  # what came after a deadline is no gain of the phase
