"""A page over what is damaged, lost or full: one sentence of ours and a way on, and what is whole goes on being shown."""

import contextlib
import errno
import os
import shutil
import sqlite3
from datetime import date

import pytest

from data import conclusions, ledger, pins, queries, snapshots
from pages.kit import lineage
from pages.kit.lineage import FigureKey
from pages.kit.texts import text
from pages.meeting.conclusions import listing
from pages.method.load import build
from pages.method.load.upload import Aside
from pages.screen import access
from tests.pages import seen
from tests.pages.test_pages import opened

pytestmark = pytest.mark.usefixtures("vietnamese")
LEDGER_PAGES = ("meeting/conclusions/page", "meeting/wall/page")


@pytest.fixture
def office(small_warehouse, tmp_path, monkeypatch):
    """A warehouse of its own with two snapshots; the earlier one first."""
    place = tmp_path / "office"
    shutil.copytree(small_warehouse, place, ignore=shutil.ignore_patterns(pins.FOLDER))  # of other tests
    monkeypatch.setattr(snapshots, "WAREHOUSE", place)
    now = snapshots.current()
    before = now.path.with_name("000000-20211114T000000.duckdb")
    shutil.copy(now.path, before)
    return place


def spoil(path) -> None:
    """Damages a snapshot in its middle: it opens all the same."""
    content = path.read_bytes()
    third = len(content) // 3
    path.unlink()
    path.write_bytes(content[:third] + b"\xff" * third + content[2 * third :])
    for kept in (snapshots.opened, snapshots._connection):  # as in a process that starts after the damage
        kept.cache_clear()


def errors(test) -> list[str]:
    return [*seen.notices(test, "error"), *(error.value for error in test.error)]


def unbold(words: str) -> str:
    return words.replace("`", "").replace("**", "")


@pytest.mark.parametrize("page", LEDGER_PAGES)
@pytest.mark.parametrize("content", [b"", b"garbage" * 999])
def test_a_damaged_ledger_is_told_and_the_rest_is_shown(office, page, content):
    (office / ledger.NAME).write_bytes(content)
    test = opened(page)
    assert not test.exception and errors(test) == [unbold(text("conclusions.damaged"))]
    if page == "meeting/wall/page":
        assert any(button.label == text("meeting.start") for button in test.button)
        test = opened(page, slide="99")
        assert not test.exception and errors(test) == [unbold(text("conclusions.damaged"))]


@pytest.mark.parametrize("page", LEDGER_PAGES)
def test_a_rewritten_ledger_is_told(office, page):
    conclusions.record("một", "Sở", date(2021, 12, 1), "", "")
    assert errors(opened(page)) == []
    with sqlite3.connect(office / ledger.NAME) as book:
        book.execute("DROP TRIGGER entry_stays")
        book.execute("UPDATE entry SET words = 'hai'")
    assert errors(opened(page)) == [unbold(text("conclusions.rewritten"))]


@pytest.mark.parametrize("why", ["full", "read_only", "busy"])
def test_a_conclusion_that_cannot_be_written_stays_in_its_boxes(office, why, monkeypatch):
    def fails(*_):
        raise ledger.Unwritten(why)

    monkeypatch.setattr(ledger, "append", fails)
    monkeypatch.setattr(access, "may", lambda deed: True)
    test = opened("meeting/conclusions/page")
    test.text_area[0].input("Bổ sung tổ hỗ trợ")
    owner = next(box for box in test.text_input if box.label == text("conclusions.owner"))
    owner.input("Sở")
    test.date_input[0].set_value(date(2021, 12, 1))
    next(button for button in test.button if button.label == text("conclusions.record")).click().run()
    assert not test.exception and errors(test) == [text("conclusions.unwritten", why=text(f"disk.{why}"))]
    assert test.text_area[0].value == "Bổ sung tổ hỗ trợ" and conclusions.latest() == []


def test_a_published_snapshot_damaged_in_its_middle_is_told_with_the_way_back(office):
    spoil(snapshots.current().path)
    test = opened("method/quality/page")
    assert not test.exception and [error.value for error in test.error] == [text("app.damaged")]


def test_a_damaged_earlier_snapshot_takes_nothing_from_the_good_one(office):
    now = snapshots.current()
    spoil(snapshots.earlier(now).path)
    code = lineage.code(now.id, FigureKey("187", "both", "coverage", now.as_of))
    test = opened("method/lineage/page", id=code)
    assert not test.exception and errors(test) == [] and text("passport.before.none") in seen.words(test)
    test = opened("meeting/changes/page")
    assert not test.exception and errors(test) == []
    assert text("changes.damaged") in seen.notices(test, "warning") or text("changes.only_one") in seen.words(test)


def test_a_conclusion_of_a_damaged_snapshot_says_nothing_of_then(office):
    now = snapshots.current()
    earlier = snapshots.earlier(now)
    code = lineage.code(earlier.path.stem, FigureKey("20", "both", "gap", now.as_of))
    spoil(earlier.path)
    assert listing.moved(code, now, snapshots.EVERYTHING) in ("—", text("conclusions.same"))


def test_a_meeting_whose_snapshot_is_lost_shows_no_other_figures(office):
    now = snapshots.current()
    test = opened("meeting/wall/page", slide="1", snapshot=now.id)
    assert not test.exception and seen.metrics(test) and pins.pinned(office) == {now.id}
    lost = opened("meeting/wall/page", slide="1", snapshot="000000-20200101T000000")
    assert not lost.exception and errors(lost) == [text("meeting.lost")]
    assert seen.metrics(lost) == {} and seen.tables(lost) == []


def test_a_passport_and_a_document_pin_their_snapshot(office, monkeypatch):
    from pages.documents.header import header

    now = snapshots.current()
    figure = FigureKey("187", "both", "coverage", now.as_of)
    assert pins.pinned(office) == set()
    opened("method/lineage/page", id=lineage.code(now.id, figure))
    assert pins.pinned(office) == {now.id}
    (office / pins.FOLDER / now.id).unlink()
    header(now, "x", [], figure)
    assert pins.pinned(office) == {now.id}


@pytest.mark.parametrize(("code", "why"), [(errno.ENOSPC, "full"), (errno.EROFS, "read_only")])
def test_a_build_that_cannot_begin_is_told(office, monkeypatch, code, why):
    def fails(*_):
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "open", fails)
    assert build.start(Aside(office, {})) == text("load.cannot_write", problem=text(f"disk.{why}"))


@pytest.mark.parametrize("content", [b"", b"{", b'{"snapshot": "x", "path": "snapshots/none.duckdb"}'])
def test_a_lost_pointer_is_told_with_the_way_back(office, content):
    (office / "current.json").write_bytes(content)
    test = opened("progress/overview/page")
    assert not test.exception and len(test.error) + len(test.info) == 1
    assert [error.value for error in test.error] == [text("app.damaged")]


@pytest.mark.parametrize("part", range(12))
def test_damage_anywhere_is_told_as_damage(office, part):
    """Also where the file opens and some questions are answered: none fails with an error of the database."""
    path = snapshots.current().path
    size = path.stat().st_size
    content = bytearray(path.read_bytes())
    at = size // 12 * part
    content[at : at + 70_000] = b"\xff" * min(70_000, size - at)
    path.unlink()
    path.write_bytes(content)
    for kept in (snapshots.opened, snapshots._connection):
        kept.cache_clear()
    questions = {path.stem: path.read_text(encoding="utf-8") for path in queries.QUESTIONS.glob("*.sql")}
    asked = [name for name, query in questions.items() if "$" not in query and "mart." in query]
    with contextlib.suppress(snapshots.Damaged):
        found = snapshots.current()
        for question in asked:
            with contextlib.suppress(snapshots.Damaged):
                snapshots.ask(found, snapshots.EVERYTHING, question)
