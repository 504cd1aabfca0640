"""Damage, a full disk and a warehouse that cannot be written: nothing is lost, nothing is left lying, and status names each."""

import errno
import json
import os
import sqlite3
import stat
import tempfile
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from data import conclusions, ledger, pins, snapshots, vocabulary
from etl import __main__ as command
from etl import publish
from pages.kit import lineage
from pages.kit.lineage import FigureKey
from tests.etl import small
from tests.etl.small import shop


@pytest.fixture
def published(made_once, tmp_path) -> small.Built:
    return small.copied(made_once("two shops", small.two_shops), tmp_path)


@pytest.fixture
def few(monkeypatch):
    """One snapshot is kept, besides those that something refers to."""
    settings = vocabulary.settings()
    monkeypatch.setattr(vocabulary, "settings", lambda: {**settings, "snapshots": {"keep": 1}})


def status(warehouse, capsys) -> tuple[int, str]:
    capsys.readouterr()
    code = command.main(["status", "--warehouse", str(warehouse)])
    return code, capsys.readouterr().out


def full(*_, **__):
    raise OSError(errno.ENOSPC, "No space left on device")


def lying(warehouse) -> set[str]:
    """All files of a warehouse."""
    return {path.relative_to(warehouse).as_posix() for path in warehouse.rglob("*") if path.is_file()}


def test_a_whole_warehouse_has_no_trouble(published, capsys):
    code, said = status(published.warehouse, capsys)
    assert code == 0 and published.report["snapshot"] in said and "CẦN XỬ LÝ" not in said


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"snapshot": "x", "path": "snapshots/none.duckdb"}'])
def test_a_lost_pointer_is_named_with_the_way_back(published, content, capsys):
    (published.warehouse / "current.json").write_bytes(content)
    code, said = status(published.warehouse, capsys)
    assert code == 1 and "CẦN XỬ LÝ" in said and "Chưa có bản số liệu" not in said and "python -m etl" in said


@pytest.mark.parametrize("how", ["empty", "cut", "middle", "gone"])
def test_a_damaged_snapshot_is_named_with_the_way_back(published, how, capsys):
    content = published.snapshot.read_bytes()
    half = len(content) // 2
    spoilt = {
        "empty": b"",
        "cut": content[:half],
        "middle": content[: half // 2] + b"\xff" * half + content[half // 2 + half :],
    }
    published.snapshot.unlink()
    if how != "gone":
        published.snapshot.write_bytes(spoilt[how])
    code, said = status(published.warehouse, capsys)
    assert code == 1 and f"Bản đang công bố {published.report['snapshot']} bị hỏng" in said and "make" not in said


def test_a_damaged_earlier_snapshot_is_named(published, tmp_path, capsys):
    assert small.build(tmp_path, capsys).code == 0
    published.snapshot.write_bytes(b"")
    code, said = status(published.warehouse, capsys)
    assert code == 1 and f"Bản cũ bị hỏng, không mở lại được: {published.report['snapshot']}" in said


def test_a_damaged_ledger_and_a_rewritten_one_are_named(published, tmp_path, capsys):
    conclusions.record("một", "Sở", date(2021, 12, 1), "", "", published.warehouse)
    assert small.build(tmp_path, capsys).code == 0
    assert status(published.warehouse, capsys)[0] == 0
    place = published.warehouse / ledger.NAME
    with sqlite3.connect(place) as opened:
        opened.execute("DROP TRIGGER entry_stays")
        opened.execute("UPDATE entry SET words = 'hai'")
        opened.execute("DROP TABLE link")  # as one would who hides it: the snapshot knows better
    assert "đã bị sửa hoặc bớt" in status(published.warehouse, capsys)[1]
    place.write_bytes(b"")
    code, said = status(published.warehouse, capsys)
    assert code == 1 and "bị hỏng" in said and ledger.NAME in said


@pytest.mark.parametrize("step", ["rejects", "snapshot", "pointer"])
def test_a_full_disk_leaves_nothing_lying_and_nothing_truncated(step, published, tmp_path, monkeypatch, capsys):
    small.write_csv(tmp_path / "inbox" / "b.csv", [shop("S3"), shop("S4", platform="lạ")])
    before, pointer = lying(published.warehouse), (published.warehouse / "current.json").read_bytes()
    with monkeypatch.context() as patched:
        if step == "rejects":
            patched.setattr(xlsxwriter.Workbook, "close", full)
        elif step == "snapshot":
            patched.setattr(publish, "_sync", full)
        else:
            patched.setattr(publish, "point_to", full)
        built = small.build(tmp_path, capsys)
    assert built.code == 1 and not built.report["published"]
    assert "đĩa đã đầy" in built.terminal and "space" not in built.terminal
    assert lying(published.warehouse) == before
    assert (published.warehouse / "current.json").read_bytes() == pointer
    assert small.build(tmp_path, capsys).code == 0


def test_a_report_that_finds_no_room_leaves_none_of_another_build(published, tmp_path, monkeypatch, capsys):
    report = tmp_path / "report.json"
    assert json.loads(report.read_text(encoding="utf-8"))["published"]
    monkeypatch.setattr(publish, "write_whole", full)
    command._write_report(report, command.build.Outcome(False, "", None, [], []))
    assert not report.exists() and "đĩa đã đầy" in capsys.readouterr().err


def test_a_disk_that_takes_nothing_and_lets_nothing_go_is_one_sentence(published, tmp_path, monkeypatch, capsys):
    def read_only(*_, **__):
        raise OSError(errno.EROFS, "Read-only file system")

    for module, name in ((publish, "write_whole"), (publish, "sweep"), (Path, "unlink")):
        monkeypatch.setattr(module, name, read_only)
    arguments = ["--inbox", str(tmp_path / "inbox"), "--warehouse", str(published.warehouse)]
    assert command.main(["build", *arguments, "--report", str(tmp_path / "report.json")]) == 1
    said = capsys.readouterr().err
    assert "không có quyền ghi" in said and "Read-only" not in said


def test_what_is_written_whole_leaves_the_file_before_on_a_full_disk(tmp_path, monkeypatch):
    place = tmp_path / "a.json"
    publish.write_whole(place, "một")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError):
        publish.write_whole(place, "hai")
    assert place.read_text(encoding="utf-8") == "một" and list(tmp_path.iterdir()) == [place]


def test_what_a_killed_build_left_goes_with_the_next(published, tmp_path, capsys):
    left = published.warehouse / "snapshots" / ".building-000009-x"
    left.write_bytes(b"x")
    left.with_name(".building-000009-x.spill").mkdir()
    left.with_name(".building-000009-x.spill").joinpath("duckdb_temp").write_bytes(b"x")
    (published.warehouse / "rejects" / "000009-x").mkdir(parents=True)
    small.write_csv(tmp_path / "inbox" / "a.csv", [{"x": "y"}])  # also one that publishes nothing
    assert small.build(tmp_path, capsys).code == 1
    assert not list((published.warehouse / "snapshots").glob(".building-*"))
    assert not (published.warehouse / "rejects" / "000009-x").exists()


def test_no_part_of_rejected_rows_lies_in_a_folder_that_others_read(tmp_path, monkeypatch, capsys):
    """xlsxwriter writes a workbook in parts: wherever they lie, they hold names and numbers."""
    elsewhere, met = tmp_path / "tmp", []
    elsewhere.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(elsewhere))
    close = xlsxwriter.Workbook.close
    monkeypatch.setattr(xlsxwriter.Workbook, "close", lambda book: (met.append(Path(book.tmpdir)), close(book)))
    small.write_csv(tmp_path / "inbox" / "a.csv", [shop("S1"), shop("S2", platform="lạ")])
    built = small.build(tmp_path, capsys)
    folder = built.warehouse / "rejects" / built.report["snapshot"]
    assert met == [folder] and stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert list(elsewhere.iterdir()) == [] and [path.name for path in folder.iterdir()] == ["a.csv.xlsx"]


def test_snapshots_that_something_refers_to_are_never_pruned(published, tmp_path, few, capsys):
    first = snapshots.current(published.warehouse)
    figure = lineage.code(first.id, FigureKey("187", "both", "coverage", first.as_of))
    conclusions.record("một", "Sở", date(2021, 12, 1), figure, "", published.warehouse)
    second = small.build(tmp_path, capsys)
    pins.pin(second.snapshot)
    built = [small.build(tmp_path, capsys).report["snapshot"] for _ in range(3)]
    kept = [path.stem for path in publish.kept(published.warehouse)]
    assert kept == [first.id, second.report["snapshot"], built[-1]]
    assert "đang dẫn tới: 2" in status(published.warehouse, capsys)[1]


def test_nothing_is_pruned_where_nobody_knows_what_conclusions_refer_to(published, tmp_path, few, capsys):
    (published.warehouse / ledger.NAME).write_bytes(b"")
    for _ in range(2):
        assert small.build(tmp_path, capsys).code == 0
    assert len(publish.kept(published.warehouse)) == 3
