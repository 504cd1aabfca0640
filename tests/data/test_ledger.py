"""The ledger of conclusions under damage, rewriting, a full disk and a lock: told, never lost, never an error of a library."""

import errno
import os
import sqlite3
import stat
from datetime import date

import pytest

from data import conclusions, disk, ledger, queries
from tests.data.test_conclusions import recorded

OLD = """
CREATE TABLE entry (entry INTEGER PRIMARY KEY AUTOINCREMENT, conclusion TEXT NOT NULL, recorded_at TEXT NOT NULL, state TEXT NOT NULL,
words TEXT NOT NULL, owner TEXT NOT NULL, due TEXT NOT NULL, figure TEXT NOT NULL, told TEXT NOT NULL, note TEXT NOT NULL);
INSERT INTO entry (conclusion, recorded_at, state, words, owner, due, figure, told, note)
VALUES ('a', '2021-11-01T08:00:00+07:00', 'assigned', 'một', 'Sở', '2021-12-01', '', '', ''),
('b', '2021-11-02T08:00:00+07:00', 'assigned', 'hai', 'Sở', '2021-12-01', '', '', '');
"""


@pytest.fixture
def place(tmp_path):
    """A ledger of three entries."""
    for _ in range(3):
        recorded(tmp_path)
    return tmp_path / ledger.NAME


def rewrite(place, *statements: str) -> None:
    with sqlite3.connect(place) as opened:
        for name in ("entry_stays", "entry_remains", "link_stays", "link_remains", "entry_is_new"):
            opened.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            opened.execute(statement)


def test_a_ledger_is_for_its_owner_alone(place):
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    place.chmod(0o644)
    recorded(place.parent)
    assert stat.S_IMODE(place.stat().st_mode) == 0o600 and len(list(place.parent.iterdir())) == 1


def test_a_ledger_that_only_grew_is_whole(place):
    assert ledger.state(place) == ledger.WHOLE
    assert ledger.state(place.with_name("none")) == ledger.NONE


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entry SET words = 'khác' WHERE entry = 2", "DELETE FROM entry WHERE entry = 1", "DELETE FROM entry WHERE entry = 3",
        "UPDATE link SET hash = 'x' WHERE entry = 1", "DELETE FROM link WHERE entry = 3",
        "INSERT INTO entry SELECT 4, conclusion, recorded_at, state, words, owner, due, figure, told, note, author, role FROM entry WHERE entry = 1",
    ],
)  # fmt: skip
def test_a_rewrite_shows(place, statement):
    rewrite(place, statement)
    assert ledger.state(place) == ledger.REWRITTEN


@pytest.mark.parametrize(
    "statements",
    [
        ("DELETE FROM entry WHERE entry = 3", "DELETE FROM link WHERE entry = 3"),
        ("UPDATE entry SET words = 'khác'", "DROP TABLE link"),
    ],
)
def test_a_rewrite_that_hides_its_traces_shows_by_what_a_snapshot_knew(place, statements):
    known = ledger.chain(place)
    assert known.entries == 3 and ledger.state(place, known) == ledger.WHOLE
    rewrite(place, *statements)
    assert ledger.state(place) == ledger.WHOLE and ledger.state(place, known) == ledger.REWRITTEN
    place.unlink()
    assert ledger.state(place, known) == ledger.REWRITTEN


@pytest.mark.parametrize("how", ["INSERT OR REPLACE INTO", "REPLACE INTO"])
def test_an_entry_takes_the_place_of_none(place, how):
    columns = "conclusion, recorded_at, state, 'khác', owner, due, figure, told, note, author, role"
    with sqlite3.connect(place) as opened, pytest.raises(sqlite3.IntegrityError):
        opened.execute(f"{how} entry SELECT 1, {columns} FROM entry WHERE entry = 1")
    assert ledger.state(place) == ledger.WHOLE


def test_a_ledger_of_old_is_chained_from_where_it_stands(tmp_path):
    place = tmp_path / ledger.NAME
    with sqlite3.connect(place) as opened:
        opened.executescript(OLD)
    assert ledger.state(place) == ledger.WHOLE and len(conclusions.latest(tmp_path)) == 2
    recorded(tmp_path)
    assert ledger.state(place) == ledger.WHOLE and len(conclusions.latest(tmp_path)) == 3
    rewrite(place, "UPDATE entry SET words = 'khác' WHERE entry = 1")
    assert ledger.state(place) == ledger.REWRITTEN


def test_a_column_that_came_later_leaves_the_chain_as_it_is(place):
    with sqlite3.connect(place) as opened:
        opened.execute("ALTER TABLE entry ADD COLUMN place TEXT")
    assert ledger.state(place) == ledger.WHOLE


@pytest.mark.parametrize("content", [b"", b"no database" * 100, b"SQLite format 3\x00" + b"\xff" * 8000])
def test_a_damaged_ledger_is_told_and_left_as_it_is(tmp_path, content):
    place = tmp_path / ledger.NAME
    place.write_bytes(content)
    assert ledger.state(place) == ledger.DAMAGED
    with pytest.raises(ledger.Unreadable, match=ledger.DAMAGED):
        conclusions.latest(tmp_path)
    with pytest.raises(ledger.Unwritten, match=ledger.DAMAGED):
        recorded(tmp_path)
    assert place.read_bytes() == content and list(tmp_path.iterdir()) == [place]


def test_a_locked_ledger_is_told(place, monkeypatch):
    monkeypatch.setattr(ledger, "SECONDS", 0)
    with sqlite3.connect(place, isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert ledger.state(place) == ledger.BUSY
        with pytest.raises(ledger.Unwritten, match=ledger.BUSY):
            recorded(place.parent)
        other.execute("ROLLBACK")
    assert len(conclusions.latest(place.parent)) == 3


@pytest.mark.parametrize(
    ("code", "told"), [(errno.ENOSPC, disk.FULL), (errno.EROFS, disk.READ_ONLY), (errno.EIO, disk.OTHER)]
)
def test_a_ledger_that_cannot_be_begun_leaves_nothing(tmp_path, monkeypatch, code, told):
    def failing(*_):
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "link", failing)
    with pytest.raises(ledger.Unwritten, match=told):
        recorded(tmp_path)
    assert list(tmp_path.iterdir()) == [] and conclusions.latest(tmp_path) == []


def test_what_a_library_wraps_is_known_by_what_it_wraps():
    wrapping = RuntimeError(OSError(errno.ENOSPC, "x"))
    assert disk.fault(wrapping) == disk.FULL
    assert disk.fault(sqlite3.OperationalError("attempt to write a readonly database")) == disk.READ_ONLY
    assert disk.fault(ValueError("x")) == disk.OTHER


def test_what_is_due_is_read_as_it_was_written(place):
    assert {one.due for one in conclusions.latest(place.parent)} == {date(2021, 12, 1)}


def test_an_entry_rewritten_with_its_own_hash_shows_by_those_that_follow(place):
    """Who knows how a hash is made would have to make all that follow anew, and what snapshots and papers know stays."""
    rewrite(place, "UPDATE entry SET words = 'khác' WHERE entry = 1")
    first = next(iter(ledger._hashes(ledger.ask(place, queries.query("conclusion_rows")))))
    with sqlite3.connect(place) as opened:
        opened.execute("UPDATE link SET hash = ? WHERE entry = 1", [first])
    assert ledger.state(place) == ledger.REWRITTEN
