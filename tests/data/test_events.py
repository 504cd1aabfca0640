"""What happened, from the files of the programme, the ledger and the snapshots: each with its day, its unit and its source."""

import shutil
from datetime import date

from data import conclusions, events, ledger, snapshots
from data.snapshots import EVERYTHING, Scope
from tests.etl import two_snapshots


def test_phases_the_conference_meetings_and_files(pair, tmp_path):
    shutil.copytree(pair[1].path.parents[1], tmp_path / "warehouse")
    before, now = two_snapshots.pair(tmp_path)
    conclusions.record(
        "Cử tổ", "Huyện", date(2021, 12, 1), f"{before.id}.189.both.coverage.20211003", "5", tmp_path / "warehouse"
    )
    told = [(event.day.isoformat(), event.kind, event.unit, event.count) for event in events.known(now, EVERYTHING)]
    assert told == [
        ("2021-07-20", "started", "phase-1", 0), ("2021-09-16", "held", "20", 0), ("2021-09-20", "ended", "phase-1", 0),
        ("2021-09-20", "started", "phase-2", 0), ("2021-10-03", "concluded", "189", 0), ("2021-10-05", "withdrawn", "20", 2),
        ("2021-11-05", "corrected", "20", 1), ("2021-12-20", "ended", "phase-2", 0),
    ]  # fmt: skip
    held, meeting = (
        next(one for one in events.known(now, EVERYTHING) if one.kind == kind) for kind in ("held", "concluded")
    )
    assert "Báo Lạng Sơn" in held.source and meeting.words == "Cử tổ"
    assert [one.kind for one in events.concerning(events.known(now, EVERYTHING), {"183"})] == [
        "held",
        "withdrawn",
        "corrected",
    ]


def test_a_viewer_of_one_district_is_told_of_no_other_meeting(pair, tmp_path):
    shutil.copytree(pair[1].path.parents[1], tmp_path / "warehouse")
    before, now = two_snapshots.pair(tmp_path)
    for unit in ("189", "183", "20"):
        conclusions.record(
            unit, "Huyện", date(2021, 12, 1), f"{before.id}.{unit}.both.coverage.20211003", "5", tmp_path / "warehouse"
        )
    limited = events.known(now, Scope(frozenset({"189"})))
    assert [one.words for one in limited if one.kind == "concluded"] == ["189"]


def test_a_conclusion_about_no_figure_stands_on_its_own_day(pair, tmp_path):
    shutil.copytree(pair[1].path.parents[1], tmp_path / "warehouse")
    _, now = two_snapshots.pair(tmp_path)
    conclusions.record("Họp", "Sở", date(2021, 12, 1), "", "", tmp_path / "warehouse")
    (event,) = (one for one in events.known(now, EVERYTHING) if one.kind == "concluded")
    assert event.unit == "20" and event.day == conclusions.latest(tmp_path / "warehouse")[0].concluded_at.date()


def test_a_figure_that_cannot_be_read_and_a_damaged_ledger_fail_nothing(pair, tmp_path):
    shutil.copytree(pair[1].path.parents[1], tmp_path / "warehouse")
    now = snapshots.current(tmp_path / "warehouse")
    conclusions.record("Họp", "Sở", date(2021, 12, 1), "a.b.c.d.![x](y)", "", tmp_path / "warehouse")
    (event,) = (one for one in events.known(now, EVERYTHING) if one.kind == "concluded")
    assert event.unit == "20" and event.day == conclusions.latest(tmp_path / "warehouse")[0].concluded_at.date()
    (tmp_path / "warehouse" / "conclusions.sqlite").write_bytes(b"")
    assert not [one for one in events.known(now, EVERYTHING) if one.kind == "concluded"]


def test_a_ledger_that_cannot_be_read_hides_its_meetings_and_nothing_else(pair, tmp_path):
    """The page of conclusions tells it; the curves are drawn all the same."""
    shutil.copytree(pair[1].path.parents[1], tmp_path / "warehouse")
    (tmp_path / "warehouse" / ledger.NAME).write_bytes(b"garbage" * 999)
    _, now = two_snapshots.pair(tmp_path)
    assert {event.kind for event in events.known(now, EVERYTHING)} == {
        "started",
        "ended",
        "held",
        "withdrawn",
        "corrected",
    }
