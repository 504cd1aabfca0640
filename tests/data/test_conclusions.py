"""The ledger of conclusions: nothing is lost, nothing is changed, the newest entry holds."""

import sqlite3
from datetime import date

import pytest

from data import conclusions, ledger
from data.access import Person

DUE = date(2021, 12, 1)


def recorded(warehouse, words="Bổ sung tổ hỗ trợ cho 3 xã", owner="UBND huyện Đình Lập", due=DUE) -> str:
    return conclusions.record(words, owner, due, "000001-x.189.both.coverage.20211115", "15,6%", warehouse)


def test_no_ledger_yet_is_no_conclusion(tmp_path):
    assert conclusions.latest(tmp_path) == [] and not list(tmp_path.iterdir())


def test_what_is_recorded_is_read_again(tmp_path):
    code = recorded(tmp_path)
    (found,) = conclusions.latest(tmp_path)
    assert (found.conclusion, found.state, found.owner, found.due, found.told) == (
        code,
        "assigned",
        "UBND huyện Đình Lập",
        DUE,
        "15,6%",
    )
    assert found.concluded_at == found.recorded_at


def test_following_keeps_the_history(tmp_path):
    code = recorded(tmp_path)
    conclusions.follow(conclusions.latest(tmp_path)[0], "done", "đã bổ sung", tmp_path)
    (found,) = conclusions.latest(tmp_path)
    assert (found.state, found.note, found.words) == ("done", "đã bổ sung", "Bổ sung tổ hỗ trợ cho 3 xã")
    assert [entry.state for entry in conclusions.history(code, tmp_path)] == ["assigned", "done"]


@pytest.mark.parametrize(
    ("field", "given"), [("words", {"words": "  "}), ("owner", {"owner": ""}), ("due", {"due": None})]
)
def test_an_incomplete_conclusion_is_not_written(tmp_path, field, given):
    with pytest.raises(conclusions.Incomplete, match=field):
        recorded(tmp_path, **given)
    assert conclusions.latest(tmp_path) == []


@pytest.mark.parametrize("change", ["UPDATE entry SET words = 'x'", "DELETE FROM entry"])
def test_nobody_changes_or_takes_away_an_entry(tmp_path, change):
    recorded(tmp_path)
    with sqlite3.connect(tmp_path / "conclusions.sqlite") as ledger, pytest.raises(sqlite3.IntegrityError):
        ledger.execute(change)
    assert conclusions.latest(tmp_path)[0].words == "Bổ sung tổ hỗ trợ cho 3 xã"


def test_assigned_come_first_and_the_first_due_before_the_others(tmp_path):
    late, soon = recorded(tmp_path, due=date(2021, 12, 20)), recorded(tmp_path, due=date(2021, 11, 30))
    done = recorded(tmp_path, due=date(2021, 11, 1))
    conclusions.follow(
        next(one for one in conclusions.latest(tmp_path) if one.conclusion == done), "done", "", tmp_path
    )
    assert [one.conclusion for one in conclusions.latest(tmp_path)] == [soon, late, done]
    assert conclusions.latest(tmp_path)[0].is_overdue(date(2021, 12, 1))
    assert not conclusions.latest(tmp_path)[0].is_overdue(date(2021, 11, 30))  # on its day there is still time
    assert not conclusions.latest(tmp_path)[2].is_overdue(date(2022, 1, 1))


def test_an_entry_keeps_who_wrote_it_and_one_of_old_says_nobody(tmp_path):
    code = recorded(tmp_path)
    with sqlite3.connect(tmp_path / ledger.NAME) as old:  # as the first ledgers were
        for column in ledger.LATER:
            old.execute(f"ALTER TABLE entry DROP COLUMN {column}")
    assert [one.author for one in conclusions.history(code, tmp_path)] == [""]
    person = Person("Tổ số liệu", "steward")
    conclusions.follow(conclusions.latest(tmp_path)[0], "done", "", tmp_path, by=person)
    assert [(one.author, one.role) for one in conclusions.history(code, tmp_path)] == [
        ("", ""),
        ("Tổ số liệu", "steward"),
    ]
