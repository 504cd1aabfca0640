"""A replica shows what is published, alone; it holds nothing that only the builder may hold, and is whole or as it was."""

import shutil
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from data import access_log, conclusions, ledger, pins, snapshots
from etl import __main__ as command
from etl import publish, replicate
from tests.conftest import ROOT
from tests.etl import small
from tests.etl.small import shop


@pytest.fixture
def old(made_once, tmp_path) -> Path:
    """A warehouse that has worked: two snapshots, rejects, a conclusion, a log, a mark, an upload that waits."""
    return small.copied(made_once("replicated", _worked), tmp_path / "old").warehouse


def _worked(folder: Path) -> None:
    small.write_csv(folder / "inbox" / "a.csv", [shop("S1"), shop("S2", platform="sàn lạ")])
    small.build_quietly(folder)
    small.write_csv(folder / "inbox" / "b.csv", [shop("S3")])
    small.build_once(folder)
    warehouse = folder / "warehouse"
    conclusions.record("Rà soát", "Huyện Chi Lăng", date(2021, 12, 1), "", "", warehouse)
    access_log.opened("Tổ số liệu", "steward", "home", "", warehouse=warehouse)
    pins.pin(publish.kept(warehouse)[0])
    (warehouse / "upload-1").mkdir()
    (warehouse / "upload-1" / "ca-nhan.csv").write_text("of a build that waits")


def run(warehouse: Path, target: Path) -> int:
    return command.main(["replicate", str(target), "--warehouse", str(warehouse)])


def held(target: Path) -> set[str]:
    return {str(path.relative_to(target)) for path in target.rglob("*") if path.is_file()}


def test_a_replica_serves_alone_and_holds_what_viewers_see(old, tmp_path, capsys):
    target = tmp_path / "xem"
    assert run(old, target) == 0 and publish.current(old)["snapshot"] in capsys.readouterr().out
    names = [path.stem for path in publish.kept(old)]
    assert held(target) == {
        *(f"snapshots/{name}.duckdb" for name in names), f"pinned/{names[0]}", "current.json", "conclusions.sqlite", "build.lock",
    }  # fmt: skip
    assert (target / ledger.NAME).stat().st_mode & 0o077 == 0
    pointer = publish.current(old)
    shutil.rmtree(old.parent)
    found = snapshots.current(target)
    assert found.id == pointer["snapshot"] and snapshots.earlier(found).id == names[0]
    assert [one.words for one in conclusions.latest(target)] == ["Rà soát"]
    assert command.main(["status", "--warehouse", str(target)]) == 0


def test_what_is_there_already_is_not_copied_again(old, tmp_path, capsys):
    target = tmp_path / "xem"
    assert run(old, target) == 0
    before = {name: (target / name).stat().st_ino for name in held(target) if name.endswith(".duckdb")}
    capsys.readouterr()
    assert run(old, target) == 0 and "sao 0 bản" in capsys.readouterr().out
    assert {name: (target / name).stat().st_ino for name in before} == before


def test_a_copy_that_was_cut_goes_on_and_publishes_nothing_meanwhile(old, tmp_path, monkeypatch, capsys):
    target, newest = tmp_path / "xem", publish.kept(old)[-1]

    def cut(source, copy, size):
        copy.write(source.read(newest.stat().st_size // 2))
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(replicate.shutil, "copyfileobj", cut)
        assert run(old, target) == 1
    assert "Traceback" not in capsys.readouterr().err and publish.current(target) is None
    part = target / "snapshots" / f".replica-{newest.name}"
    assert 0 < part.stat().st_size < newest.stat().st_size
    copied = replicate._copied(newest, target / "snapshots" / newest.name)
    assert copied == newest.stat().st_size - newest.stat().st_size // 2
    assert run(old, target) == 0 and (target / "snapshots" / newest.name).read_bytes() == newest.read_bytes()
    assert not list(target.rglob(".replica-*"))


def test_a_part_of_something_else_begins_anew(old, tmp_path):
    target, newest = tmp_path / "xem", publish.kept(old)[-1]
    (target / "snapshots").mkdir(parents=True)
    (target / "build.lock").touch()
    (target / "snapshots" / f".replica-{newest.name}").write_bytes(b"something else" * 999_999)
    assert run(old, target) == 0 and (target / "snapshots" / newest.name).read_bytes() == newest.read_bytes()


def test_a_damaged_copy_is_mended(old, tmp_path):
    target, newest = tmp_path / "xem", publish.kept(old)[-1]
    assert run(old, target) == 0
    (target / "snapshots" / newest.name).write_bytes(b"\0" * newest.stat().st_size)
    assert run(old, target) == 0 and (target / "snapshots" / newest.name).read_bytes() == newest.read_bytes()


def test_a_copy_whose_hash_differs_is_not_published(old, tmp_path, monkeypatch, capsys):
    target = tmp_path / "xem"
    monkeypatch.setattr(
        replicate.shutil, "copyfileobj", lambda source, copy, size: copy.write(b"\0" + source.read()[1:])
    )
    assert run(old, target) == 1 and "không giống bản gốc" in capsys.readouterr().err
    assert publish.current(target) is None and not list((target / "snapshots").iterdir())


def test_readers_of_a_replica_that_is_killed_keep_the_snapshot_before(old, tmp_path):
    """Killed right before the pointer: everything is there, and the replica still shows what it showed."""
    target = tmp_path / "xem"
    assert run(old, target) == 0
    before = publish.current(target)
    small.write_csv(old.parent / "inbox" / "c.csv", [shop("S4")])
    small.build_quietly(old.parent)
    lines = (
        "import os, signal, sys; from etl import publish; from etl.__main__ import main\n"
        "publish.write_whole = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\nmain(sys.argv[1:])"
    )
    killed = subprocess.run([sys.executable, "-c", lines, "replicate", str(target), "--warehouse", str(old)], cwd=ROOT)
    assert killed.returncode == -signal.SIGKILL
    assert publish.current(target) == before and snapshots.current(target).id == before["snapshot"]
    assert run(old, target) == 0 and publish.current(target) == publish.current(old) != before


def test_what_was_pruned_goes_and_a_step_back_is_followed(old, tmp_path):
    target = tmp_path / "xem"
    assert run(old, target) == 0
    assert command.main(["undo", "--warehouse", str(old)]) == 0
    assert run(old, target) == 0 and publish.current(target) == publish.current(old)
    publish.kept(old)[-1].unlink()
    assert run(old, target) == 0
    assert [path.name for path in publish.kept(target)] == [path.name for path in publish.kept(old)]


def test_a_conclusion_written_at_the_replica_is_not_lost(old, tmp_path, capsys):
    target = tmp_path / "xem"
    assert run(old, target) == 0
    conclusions.record("Ở máy xem", "Huyện Chi Lăng", date(2021, 12, 1), "", "", target)
    before = (target / "current.json").read_bytes()
    assert run(old, target) == 1 and "mà kho gốc không có" in capsys.readouterr().err
    assert {one.words for one in conclusions.latest(target)} == {"Rà soát", "Ở máy xem"}
    assert (target / "current.json").read_bytes() == before


def test_a_damaged_snapshot_is_not_published(old, tmp_path, capsys):
    (old / publish.current(old)["path"]).write_bytes(b"damaged")
    assert run(old, tmp_path / "xem") == 1 and "không đọc được" in capsys.readouterr().err
    assert publish.current(tmp_path / "xem") is None


def test_nothing_is_copied_while_a_build_runs(old, tmp_path, capsys):
    with publish.lock(old):
        assert run(old, tmp_path / "xem") == 1
    assert "đang chạy" in capsys.readouterr().err and publish.current(tmp_path / "xem") is None


@pytest.mark.parametrize("target", [".", "..", "snapshots", "../other"])
def test_a_place_that_cannot_be_a_replica(target, old, tmp_path, capsys):
    """The warehouse itself, what it lies in, what lies in it, another builder's warehouse."""
    other = old.parent / "other"
    other.mkdir()
    (other / "household.key").write_bytes(b"0")
    before = held(old.parent)
    assert run(old, old / target) == 1 and "Chọn thư mục khác" in capsys.readouterr().err
    assert held(old.parent) == before


def test_a_folder_with_files_of_others_is_left_alone(old, tmp_path, capsys):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thư.txt").write_text("mine")
    assert run(old, tmp_path / "mine") == 1 and "Chọn một thư mục trống" in capsys.readouterr().err
    assert held(tmp_path / "mine") == {"thư.txt"}


def test_without_a_warehouse(tmp_path, capsys):
    assert run(tmp_path / "none", tmp_path / "xem") == 1 and "chưa có gì để sao" in capsys.readouterr().err
    assert not (tmp_path / "xem").exists() and not (tmp_path / "none").exists()
