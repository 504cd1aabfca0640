"""Field support by hand: each report once, what is not known stays so, and before and after without an effect."""

from datetime import date, timedelta

import pandas as pd
import pytest

from data import activity, ratios, snapshots, support, vocabulary
from data.snapshots import EVERYTHING
from tests.etl import small
from tests.etl.small import DINH_LAP, VAN_LINH, account, shop

BAC_XA = "06622"  # on the list of weak telecoms, as all of Đình Lập but three


def reported(unit: str, day: str, count: int, kind: str = "support_team") -> dict:
    return {"unit": unit, "date": day, "kind": kind, "count": count, "people": 3 * count}


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> small.Built:
    """Two districts: of one the district and its communes report the same 114 teams, of the other the district alone 30."""
    folder = tmp_path_factory.mktemp("support")
    small.write_csv(folder / "inbox" / "f.csv", [
        reported("189", "2021-09-24", 114), reported(DINH_LAP, "2021-09-24", 100), reported(BAC_XA, "2021-09-24", 14),
        reported("188", "2021-09-25", 30), reported(VAN_LINH, "2021-08-02", 4), reported("189", "2021-09-30", 3, "training"),
    ])  # fmt: skip
    households = [("V", VAN_LINH, 10, "2021-08-01"), ("D", DINH_LAP, 57, "2021-09-25")]
    rows = [(f"{name}{number}", unit, day) for name, unit, count, day in households for number in range(count)]
    small.write_csv(folder / "inbox" / "s.csv", [shop(name, f"H-{name}", unit, day) for name, unit, day in rows])
    small.write_csv(folder / "inbox" / "t.csv", [account(name, f"H-{name}", unit, day) for name, unit, day in rows])
    return small.build_quietly(folder, "--as-of", "2021-10-01")


@pytest.fixture(scope="module")
def asked(built) -> tuple:
    return snapshots.current(built.warehouse), EVERYTHING, date(2021, 10, 1), "both"


def test_a_district_and_its_communes_are_not_added_up(asked):
    """114, not 228; the same on every page that tells of them."""
    rows = support.districts(*asked).set_index("unit_code")
    elsewhere = activity.field_activity(*asked[:3])
    teams = elsewhere[elsewhere["kind"] == "support_team"].set_index("district_code")["count"]
    assert rows["teams"].dropna().to_dict() == {"189": 114, "188": 30, "187": 4} == teams.to_dict()
    assert support.communes(*asked).set_index("unit_code").loc[[DINH_LAP, BAC_XA], "teams"].tolist() == [100, 14]


def test_households_for_each_team_and_training(asked):
    rows = support.districts(*asked).set_index("unit_code")
    assert rows.loc["189", "achieved_per_team"] == 57 / 114 and rows.loc["189", "achieved_per_session"] == 57 / 3
    assert rows.loc["187", "achieved_per_team"] == 10 / 4 and pd.isna(rows.loc["187", "achieved_per_session"])


def test_what_is_asked_of_a_team_is_of_the_running_phase(asked):
    """The teams of phase 1 stand on in their last report; after its deadline nothing is asked of them."""
    rows = support.districts(*asked).set_index("unit_code")
    own = rows.loc["189"]
    assert own["days_left"] == 80 and own["team_days_left"] == 114 * 80
    assert own["needed_per_team_day"] == own["gap"] / (114 * 80) and own["gap"] > 0
    assert (
        pd.isna(rows.loc["187", "needed_per_team_day"])
        and pd.isna(rows.loc["187", "team_days_left"])
        and rows.loc["187", "gap"] > 0
    )
    early = support.districts(*asked[:2], date(2021, 8, 10), "both").set_index("unit_code")
    assert early.loc["187", "needed_per_team_day"] == early.loc["187", "gap"] / (4 * 41)
    assert early["needed_per_team_day"].notna().sum() == 1  # phase 2 has not begun, and none of the others has a team


def test_days_of_teams_are_counted_within_their_phase(built):
    """From 2 August to the deadline 50 days of 4 teams; none before the phase, none after it."""
    query = "SELECT day, teams, team_days FROM mart.support WHERE commune_code = ? AND day IN ('2021-08-02', '2021-09-20', '2021-09-21')"
    assert built.ask(query, VAN_LINH) == [
        (date(2021, 8, 2), 4, 4), (date(2021, 9, 20), 4, 200), (date(2021, 9, 21), 4, None),
    ]  # fmt: skip


def test_telecoms_are_known_where_a_list_covers_the_district(asked):
    communes = support.communes(*asked).set_index("unit_code")["telecom"]
    assert (communes[BAC_XA], communes[DINH_LAP], communes[VAN_LINH]) == ("weak", "not_listed", "unknown")
    assert communes.value_counts().to_dict() == {"unknown": 188, "weak": 9, "not_listed": 3}
    weak = support.districts(*asked).set_index("unit_code")["weak_telecom"]
    assert weak["189"] == 9 and weak.drop("189").isna().all()


# Before and after, by hand: four communes of 100 households, a week before and a week from a day on.

START = date(2021, 9, 20)


def curves(**gained: list[int]) -> support._Curves:
    """Communes by what they gain a day in each week of the phase; a team comes to A on the first day of its fourth week."""
    days = pd.date_range(START, periods=7 * len(next(iter(gained.values()))))
    achieved = pd.DataFrame(
        {
            name: [sum(weeks[: day // 7]) * 7 + weeks[day // 7] * (day % 7 + 1) for day in range(len(days))]
            for name, weeks in gained.items()
        },
        index=days,
    )
    first = {"A": 21, "B": 28, "C": 21 + 5}
    came = pd.Series({name: pd.Timestamp(START) + timedelta(days=day) for name, day in first.items() if name in gained})
    return support._Curves(achieved, pd.Series(100, index=achieved.columns), came)


@pytest.fixture
def compared(monkeypatch):
    def made(**gained: list[int]) -> dict[str, tuple]:
        monkeypatch.setattr(support, "_phases", lambda *_: [(vocabulary.phases()[2], curves(**gained))])
        rows = support.before_after(None, EVERYTHING, START, "both")
        return {row["group"]: (row["communes"], row["before"], row["after"]) for row in rows.to_dict("records")}

    return made


def test_a_commune_is_set_beside_those_without_a_team_in_the_same_days(compared):
    """A gains 7 in the week before its team and 21 in the week from it on; B, whose team comes a week later, 14 and 14."""
    found = compared(A=[1, 1, 1, 3, 3], B=[2, 2, 2, 2, 2])
    assert found["came"] == (1, 70, 210)  # for 1,000 households
    assert found["without"] == (1, 140, 140)
    assert found["placebo_came"] == (1, 70, 70) and found["placebo_without"] == (1, 140, 140)  # a week earlier


def test_a_commune_whose_team_comes_within_the_week_is_not_without_one(compared):
    """C's team comes five days after A's: D alone is without one in both their weeks.

    A gains 7 and 21, C 63 and 63; D in A's weeks 14 and 28, in C's 2 × 2 + 5 × 4 = 24 and 28.
    """
    found = compared(A=[1, 1, 1, 3, 3], C=[9, 9, 9, 9, 9], D=[2, 2, 2, 4, 4])
    assert found["came"] == (2, (7 + 63) * 5, (21 + 63) * 5) and found["without"] == pytest.approx(
        (2, (14 + 24) * 5, (28 + 28) * 5)
    )


def test_nothing_is_compared_where_every_commune_has_a_team(compared):
    assert compared(A=[1, 1, 1, 3, 3]) == {}


def test_the_placebo_is_of_days_before_any_team(compared):
    """A week earlier nobody has a team: what A gains then, 7 and 7, is no team's; a rise of the phase shows in both."""
    found = compared(A=[1, 1, 2, 2, 9], D=[3, 3, 6, 6, 6])
    assert found["placebo_came"] == (1, 70, 140) and found["placebo_without"] == (1, 210, 420)
    assert found["came"] == (1, 140, 140) and found["without"] == (1, 420, 420)


def test_a_team_in_the_first_week_has_no_week_before_it(compared, monkeypatch):
    early = curves(A=[1, 1, 1, 3, 3], D=[2] * 5)
    early.first_on["A"] = pd.Timestamp(START + timedelta(days=7))
    monkeypatch.setattr(support, "_phases", lambda *_: [(vocabulary.phases()[2], early)])
    assert support.before_after(None, EVERYTHING, START, "both").empty
    assert support.arrivals(None, EVERYTHING, START, "both").empty


def test_each_commune_is_told_with_its_own_days(monkeypatch):
    monkeypatch.setattr(
        support, "_phases", lambda *_: [(vocabulary.phases()[2], curves(A=[1, 1, 1, 3, 3], B=[2, 2, 2, 2, 2]))]
    )
    rows = support.arrivals(None, EVERYTHING, START, "both")
    assert [tuple(row) for row in rows.itertuples(index=False)] == [
        ("A", pd.Timestamp("2021-10-11"), 7, 21), ("B", pd.Timestamp("2021-10-18"), 14, 14),
    ]  # fmt: skip


def test_for_each_is_missing_where_there_is_none():
    assert ratios.for_each(10, 4) == 2.5 and pd.isna(ratios.for_each(10, 0))
