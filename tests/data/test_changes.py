"""Two small snapshots and what changed between them, worked out by hand."""

import shutil
from datetime import date, datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pandas as pd
import pytest

from data import changes, conclusions, vocabulary
from data.snapshots import EVERYTHING, Scope
from tests.etl import small, two_snapshots
from tests.etl.small import VAN_LINH
from tests.etl.two_snapshots import CAO_LOC, FALLS, LEAVES, RISES


@pytest.fixture(scope="module")
def found(pair) -> changes.Changes:
    return changes.between(*pair, EVERYTHING)


def test_communes_that_fell_behind_caught_up_or_fell_silent(found):
    told = {row.unit_code: (row.move, row.status_before, row.status) for row in found.communes.itertuples()}
    assert told == {
        FALLS: ("fell", "ahead", "behind"),  # 10% are more than 8.7%, and less than 80% of 25.5%
        RISES: ("rose", "behind", "reached"),  # a shop alone is no household with both; 5 of 10 are the target
        LEAVES: ("silent", "ahead", "no_data"),
        CAO_LOC: ("fell", "ahead", "behind"),  # 20% are 78% of 25.5%
    }
    shares = found.communes.set_index("unit_code")
    assert shares.loc[RISES, ["coverage_before", "coverage"]].tolist() == [0, 0.5]
    assert pd.isna(shares.loc[LEAVES, "coverage"]) and shares.loc[LEAVES, "parent_code"] == "189"


def figure(found: changes.Changes, unit: str, indicator: str = "both") -> list[float]:
    rows = found.figures[(found.figures["unit_code"] == unit) & (found.figures["indicator"] == indicator)]
    return rows[["before", "now", "difference", "gained", "revised"]].iloc[0].tolist()


def test_figures_move_by_new_days_and_by_files_that_tell_another_past(found):
    # Đình Lập: 1 + 1 before; 1 + 5 now, of which the withdrawn one was taken from the past and five are new.
    assert figure(found, "189") == [2, 6, 4, 5, -1]
    # Vạn Linh is told as at its deadline: only the late file moves it.
    assert figure(found, "187") == [1, 2, 1, 0, 1] and figure(found, "phase-1") == [1, 2, 1, 0, 1]
    assert figure(found, "20") == [5, 10, 5, 5, 0]
    assert figure(found, "20", "shop") == [6, 11, 5, 5, 0] and figure(found, "20", "shops") == [6, 11, 5, 5, 0]
    assert figure(found, "183")[2:] == [0, 0, 0]
    other = figure(found, "178")
    assert all(map(pd.isna, other))  # nothing was sent before or now: not zero, unknown


def test_files_that_came_changed_and_left(found):
    told = {(row.path, row.state, row.rows) for row in found.files.itertuples()}
    assert told == {
        ("gian-hang b.csv", "added", 5), ("tai-khoan b.csv", "added", 5), ("gian-hang c.csv", "added", 1),
        ("tai-khoan c.csv", "added", 1), ("gian-hang sua 2021-11-04.csv", "added", 1),
        ("gian-hang cao-loc.csv", "replaced", 2), ("tai-khoan cao-loc.csv", "replaced", 2),
        ("gian-hang leaves.csv", "withdrawn", 1), ("tai-khoan leaves.csv", "withdrawn", 1),
    }  # fmt: skip
    (row,) = found.corrections.to_dict("records")
    assert (row["field"], row["file"]) == ("opened_on", "gian-hang sua 2021-11-04.csv")


def test_a_district_that_sends_its_old_rows_again_has_sent_nothing(found):
    districts = {
        code for (vintage, code), unit in vocabulary.units().items() if vintage == "2021" and unit.level == "district"
    }
    assert set(found.unsent) == districts - {"187", "189"}


def test_a_limited_viewer_is_told_of_no_other_district(pair):
    found = changes.between(*pair, Scope(frozenset({"189"})))
    assert set(found.communes["unit_code"]) == {FALLS, RISES, LEAVES}
    assert set(found.figures["unit_code"]) == {"189"} and found.unsent == []
    assert {row.path for row in found.files.itertuples()} == {
        "gian-hang b.csv", "tai-khoan b.csv", "gian-hang leaves.csv", "tai-khoan leaves.csv",
    }  # fmt: skip


# Since when.


def test_since_a_snapshot_a_day_or_the_one_before(pair):
    before, now = pair
    for asked in ("", changes.PREVIOUS, before.id, "2021-10-05", "2021-11-01"):
        assert changes.since(now, asked) == before, asked
    for asked in (now.id, "2021-10-04", "yesterday", changes.MEETING):
        assert changes.since(now, asked) is None, asked
    assert changes.since(before, changes.PREVIOUS) is None and changes.earlier(now) == [before]


def test_the_last_meeting_looked_at_the_snapshot_of_its_conclusion(pair, monkeypatch):
    before, now = pair
    zone = ZoneInfo(vocabulary.TIMEZONE)

    def concluded(figure: str, at: datetime) -> None:
        first = SimpleNamespace(
            figure=f"{now.id}.20.both.coverage.20211105", concluded_at=datetime(2000, 1, 1, tzinfo=zone)
        )
        last = SimpleNamespace(figure=figure, concluded_at=at.replace(tzinfo=zone))
        monkeypatch.setattr(conclusions, "latest", lambda warehouse: [last, first])

    concluded(f"{before.id}.20.both.coverage.20211005", datetime(2999, 1, 1))
    assert changes.at_meeting(now) == before
    concluded("", before.built_at)
    assert changes.at_meeting(now) == before and changes.has_met(now)
    concluded("", datetime(2000, 1, 2))
    assert changes.at_meeting(now) is None
    concluded(f"{now.id}.20.both.coverage.20211105", datetime(2999, 1, 1))
    assert changes.at_meeting(now) is None  # nothing has come since


def test_a_conclusion_in_the_ledger_is_the_last_meeting(pair, tmp_path):
    shutil.copytree(pair[1].path.parents[1], tmp_path / "warehouse")
    before, now = two_snapshots.pair(tmp_path)
    warehouse = tmp_path / "warehouse"
    conclusions.record("Việc", "Sở", date(2021, 12, 1), f"{before.id}.20.both.coverage.20211005", "5", warehouse)
    assert changes.since(now, changes.MEETING) == before


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (("2021-07-10", "2021-08-05"), [None, 2]),  # before the programme nothing is told of households
        (("2021-08-05", "2021-08-01"), [1, 1]),  # the later files end earlier
    ],
    ids=["before the programme", "a day that goes back"],
)
def test_snapshots_of_odd_days_are_compared(tmp_path, days, told):
    two_snapshots.write(tmp_path / "inbox", "a", two_snapshots.both("one", VAN_LINH, "2021-07-01"))
    assert small.build_quietly(tmp_path, "--as-of", days[0]).code == 0
    two_snapshots.write(tmp_path / "inbox", "b", two_snapshots.both("two", VAN_LINH, "2021-08-05"))
    assert small.build_quietly(tmp_path, "--as-of", days[1]).code == 0
    found = changes.between(*two_snapshots.pair(tmp_path), EVERYTHING)
    rows = found.figures[(found.figures["unit_code"] == "20") & (found.figures["indicator"] == "both")]
    assert [None if pd.isna(value) else value for value in rows[["before", "now"]].iloc[0]] == told
    assert found.communes.empty and found.districts.empty


def test_what_the_province_gained_since_the_last_meeting(pair, tmp_path):
    shutil.copytree(pair[1].path.parents[1], tmp_path / "warehouse")
    before, now = two_snapshots.pair(tmp_path)
    assert changes.since_meeting(now, EVERYTHING, now.as_of, "both") is None  # nobody met
    figure = f"{before.id}.20.both.coverage.20211005"
    conclusions.record("Việc", "Sở", date(2021, 12, 1), figure, "5", tmp_path / "warehouse")
    assert changes.since_meeting(now, EVERYTHING, now.as_of, "both") == (date(2021, 10, 5), 5)  # 5 before, 10 now
    assert changes.since_meeting(now, EVERYTHING, date(2021, 10, 4), "both") is None
    assert changes.since_meeting(now, Scope(frozenset({"189"})), now.as_of, "both") is None
