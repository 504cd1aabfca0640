"""A backup put back into an empty place is the same dashboard: its snapshot, its ledgers, its pseudonyms, its next build."""

import json
import os
import sqlite3
import tarfile
from datetime import date
from pathlib import Path

import duckdb
import pytest

from data import access_log, conclusions, ledger
from etl import __main__ as command
from etl import backup, publish
from tests.etl import small
from tests.etl.small import account, listing, order, shop

PLACES = ("inbox", "warehouse", "forms", "access.toml")


@pytest.fixture
def old(made_once, tmp_path) -> Path:
    """A machine that has worked: two snapshots, a conclusion, a log, a taught form, a list of people."""
    return small.copied(made_once("backed up", _worked), tmp_path / "old").warehouse.parent


def _worked(folder: Path) -> None:
    rows = [shop("S1"), shop("S2", platform="sàn lạ"), shop("S3")]
    small.write_csv(folder / "inbox" / "26" / "gian-hang.csv", rows)
    small.build_quietly(folder)
    small.write_csv(folder / "inbox" / "tk.csv", [account("A1", "H-S1")])
    small.write_csv(folder / "inbox" / "hang.csv", [listing("L1", "S1")])
    small.write_csv(folder / "inbox" / "don.csv", [order("O1", "S1", "L1")])
    # Of two files of one day the later one counts, and nothing but the time of modification says which that is.
    for name, opened_on, seconds in (("x.csv", "2021-08-02", 2_000), ("y.csv", "2021-08-03", 1_000)):
        os.utime(small.write_csv(folder / "inbox" / name, [shop("S9", opened_on=opened_on), shop("S8", opened_on="2021-08-09")]),
                 (seconds, seconds))  # fmt: skip
    (folder / "forms").mkdir()
    (folder / "forms" / "mau.toml").write_text('name = "Mẫu"\nheader = ["Xã", "Số"]\n', encoding="utf-8")
    (folder / "access.toml").write_text("# ai được xem gì\n", encoding="utf-8")
    conclusions.record("Rà soát", "Huyện Chi Lăng", date(2021, 12, 1), "", "", folder / "warehouse")
    access_log.opened("Tổ số liệu", "steward", "home", "", warehouse=folder / "warehouse")
    small.build_quietly(folder, "--forms", str(folder / "forms"))
    small.build_once(folder)
    for leftover in ("upload-1/ca-nhan.csv", "build.started.json", "snapshots/.building-9"):
        path = folder / "warehouse" / leftover
        path.parent.mkdir(exist_ok=True)
        path.write_text("of a build that waits")


def run(name: str, machine: Path, *more: object) -> int:
    options = [text for place in PLACES for text in (f"--{place.removesuffix('.toml')}", str(machine / place))]
    return command.main([name, *map(str, more), *options])


def backed_up(machine: Path) -> Path:
    assert run("backup", machine, "--to", machine.parent / "backups") == 0
    return next((machine.parent / "backups").iterdir())


def figures(machine: Path) -> dict[str, list[tuple]]:
    """Every table of the published snapshot but what tells of the building itself."""
    pointer = publish.current(machine / "warehouse")
    with duckdb.connect(str(machine / "warehouse" / pointer["path"]), read_only=True) as snapshot:
        names = [name for (name,) in snapshot.execute("SELECT table_name FROM information_schema.tables").fetchall()]
        told = {name: snapshot.execute(f"SELECT * FROM mart.{name} ORDER BY ALL").fetchall() for name in sorted(names)}
    return {name: rows for name, rows in told.items() if name != "snapshot"}


def everything(machine: Path) -> dict[str, tuple[bytes, int, int]]:
    return {
        str(path.relative_to(machine)): (
            path.read_bytes(),
            path.stat().st_mtime_ns // 1000,
            path.stat().st_mode & 0o077,
        )
        for place in PLACES
        for path in (machine / place, *(machine / place).rglob("*"))
        if path.is_file()
    }


def test_what_is_put_back_is_what_there_was(old, tmp_path, capsys):
    made = backed_up(old)
    new = tmp_path / "new"
    assert made.stat().st_mode & 0o077 == 0
    assert run("restore", new, made) == 0 and publish.current(old / "warehouse")["snapshot"] in capsys.readouterr().out
    before, after = everything(old), everything(new)
    left = {name for name in before if any(part in name for part in ("upload-", "building", "build.", "/readings/"))}
    assert len(left) >= 4 and not left & after.keys()
    assert not {
        name for name in before.keys() - left if not name.endswith(".sqlite") and before[name][0] != after[name][0]
    }
    # An archive tells seconds as a decimal number: to a microsecond.
    assert all(abs(after[name][1] - before[name][1]) <= 1 for name in after)
    assert (new / "warehouse" / "rejects").stat().st_mode & 0o077 == 0
    assert figures(new) == figures(old)
    assert ledger.state(new / "warehouse" / ledger.NAME) == ledger.WHOLE
    assert [one.words for one in conclusions.latest(new / "warehouse")] == ["Rà soát"]
    assert [one["page"] for one in access_log.latest(5, new / "warehouse")] == ["home"]
    assert command.main(["status", "--warehouse", str(new / "warehouse")]) in (0, 1)
    assert "CẦN XỬ LÝ: Sổ" not in capsys.readouterr().out


def test_a_build_afterwards_gives_the_same_figures_and_pseudonyms(old, tmp_path, capsys):
    new = tmp_path / "new"
    assert run("restore", new, backed_up(old)) == 0
    built = small.build(new, capsys, "--forms", str(new / "forms"))
    published = publish.current(old / "warehouse")["snapshot"]
    assert built.report["published"] and built.report["snapshot"] > published
    assert figures(new)["shop_performance"] and figures(new)["shop_performance"] == figures(old)["shop_performance"]
    assert figures(new)["attainment"] == figures(old)["attainment"]
    assert command.main(["undo", "--warehouse", str(new / "warehouse")]) == 0
    assert publish.current(new / "warehouse")["snapshot"] == published


def test_nothing_is_backed_up_in_the_middle_of_a_build(old, capsys):
    with publish.lock(old / "warehouse"):
        assert run("backup", old, "--to", old.parent / "backups") == 1
    assert "Một lần nạp đang chạy" in capsys.readouterr().err and not list((old.parent / "backups").glob("*"))


def test_a_conclusion_being_written_is_wholly_in_the_backup_or_not_at_all(old, tmp_path):
    with sqlite3.connect(old / "warehouse" / ledger.NAME) as writing:
        writing.execute("BEGIN IMMEDIATE")
        writing.execute("CREATE TABLE half (one INTEGER)")
        made = backed_up(old)
        writing.rollback()
    assert run("restore", tmp_path / "new", made) == 0
    assert ledger.state(tmp_path / "new" / "warehouse" / ledger.NAME) == ledger.WHOLE


def test_a_damaged_ledger_does_not_stop_the_backup(old, tmp_path):
    (old / "warehouse" / ledger.NAME).write_bytes(b"damaged")
    assert run("restore", tmp_path / "new", backed_up(old)) == 0
    assert (tmp_path / "new" / "warehouse" / ledger.NAME).read_bytes() == b"damaged"


@pytest.mark.parametrize("place", ["inbox", "warehouse", "forms", "access.toml"])
def test_nothing_is_written_over(place, old, tmp_path, capsys):
    made, new = backed_up(old), tmp_path / "new"
    there = new / place if place.endswith("toml") else new / place / "mine"
    there.parent.mkdir(parents=True)
    there.write_text("mine")
    assert run("restore", new, made) == 1 and "không trống" in capsys.readouterr().err
    assert [path for path in new.rglob("*") if path.is_file()] == [there]


def _cut(made: Path) -> None:
    made.write_bytes(made.read_bytes()[:-500])


def _changed(made: Path) -> None:
    """Another figure in a whole archive."""
    with tarfile.open(made) as archive:
        archive.extractall(made.parent / "open", filter="data")
    (made.parent / "open" / "warehouse" / "current.json").write_text("{}")
    with tarfile.open(made, "w:gz") as archive:
        archive.add(made.parent / "open", ".")


def _escaping(made: Path) -> None:
    with tarfile.open(made, "w:gz") as archive:
        archive.addfile(tarfile.TarInfo("../../escaped"))


@pytest.mark.parametrize("damaged", [_cut, _changed, _escaping, Path.unlink])
def test_a_damaged_archive_puts_nothing_back(damaged, old, tmp_path, capsys):
    made = backed_up(old)
    damaged(made)
    assert run("restore", tmp_path / "new", made) == 1
    told = capsys.readouterr().err
    assert ("bản khác" in told or "Không có tệp" in told) and "Traceback" not in told
    assert (
        not [path for path in (tmp_path / "new").rglob("*") if path.is_file()] and not (tmp_path / "escaped").exists()
    )


def test_a_backup_that_fails_leaves_no_part(old, monkeypatch, capsys):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup, "_put", full)
    assert run("backup", old, "--to", old.parent / "backups") == 1
    assert "đĩa" in capsys.readouterr().err.lower() and not list((old.parent / "backups").iterdir())


@pytest.mark.parametrize("place", ["inbox", "warehouse"])
def test_a_backup_lies_outside_of_what_it_keeps(place, old, capsys):
    assert run("backup", old, "--to", old / place / "backups") == 1
    assert "Chọn nơi khác" in capsys.readouterr().err and not (old / place / "backups").exists()


def test_the_manifest_tells_when_by_which_code_and_what(old):
    with tarfile.open(backed_up(old)) as archive:
        told = json.load(archive.extractfile(backup.MANIFEST))
        names = set(archive.getnames()) - {backup.MANIFEST}
    assert told["snapshot"] == publish.current(old / "warehouse")["snapshot"] and told["code_version"]
    assert told["files"].keys() == names and "warehouse/household.key" in names and "access.toml" in names
