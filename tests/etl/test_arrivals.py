"""Files that come with a build stay in the inbox with its snapshot, or leave it as it was, whatever ends the build."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from data import naming, vocabulary
from etl import __main__ as command
from etl import arrivals, check, publish, transform
from tests.etl import small
from tests.etl.small import shop
from tests.etl.test_publishing import ROOT, pointer

DAY = "2026-11-26"


@pytest.fixture
def published(made_once, tmp_path) -> small.Built:
    return small.copied(made_once("two shops", small.two_shops), tmp_path)


def uploaded(folder: Path, name: str, *shops: str) -> Path:
    """Files set aside as the dashboard does: in the warehouse, in a folder of the day."""
    path = folder / "warehouse" / "upload-x" / "files" / DAY / name
    return small.write_csv(path, [shop(code) for code in shops])


def added(folder: Path) -> Path:
    return folder / "warehouse" / "upload-x" / "files"


def lying(folder: Path) -> dict[str, bytes]:
    inbox = folder / "inbox"
    return {path.relative_to(inbox).as_posix(): path.read_bytes() for path in inbox.rglob("*") if path.is_file()}


def shops(built: small.Built) -> int:
    return built.ask("SELECT count(*) FROM mart.shop_performance")[0][0]


def test_the_files_are_in_the_inbox_with_their_snapshot_and_no_longer_set_aside(published, tmp_path):
    uploaded(tmp_path, "b.csv", "S3")
    built = small.build_quietly(tmp_path, "--add", str(added(tmp_path)))
    assert built.code == 0 and shops(built) == 3
    assert set(lying(tmp_path)) == {"a.csv", f"{DAY}/b.csv"}
    assert not [path for path in added(tmp_path).rglob("*") if path.is_file()]
    assert not (tmp_path / "warehouse" / arrivals.JOURNAL).exists()


def test_a_second_file_of_one_name_takes_nobodys_place_and_the_officer_is_told(published, tmp_path):
    for code in ("S3", "S4", "S5"):
        uploaded(tmp_path, "gian-hang.csv", code)
        built = small.build_quietly(tmp_path, "--add", str(added(tmp_path)))
    assert shops(built) == 5
    assert set(lying(tmp_path)) == {"a.csv", *(f"{DAY}/gian-hang{number}.csv" for number in ("", " (2)", " (3)"))}
    assert "gian-hang.csv" in built.terminal and "gian-hang (3).csv" in built.terminal


def test_a_check_sees_the_paths_that_publishing_uses(published, tmp_path, capsys):
    for code in ("S3", "S4"):
        uploaded(tmp_path, "gian-hang.csv", code)
        places = ["--inbox", str(tmp_path / "inbox"), "--warehouse", str(tmp_path / "warehouse")]
        report = tmp_path / "check.json"
        assert command.main(["check", *places, "--add", str(added(tmp_path)), "--report", str(report)]) == 0
        told = json.loads(report.read_text(encoding="utf-8"))
        built = small.build_quietly(tmp_path, "--add", str(added(tmp_path)))
        capsys.readouterr()
        assert [file["path"] for file in told["files"]] == [file["path"] for file in built.report["files"]]
        assert told["files"] == built.report["files"]
    assert told["added"] == [{"name": f"{DAY}/gian-hang.csv", "path": f"{DAY}/gian-hang (2).csv", "rejects": None}]


@pytest.mark.parametrize("fault", ["nothing readable", "a fault in the build", "another build", "stopped"])
def test_a_build_that_publishes_nothing_leaves_the_inbox_as_it_was(fault, published, tmp_path, monkeypatch):
    uploaded(tmp_path, "a.csv", "S3")
    small.write_csv(tmp_path / "inbox" / DAY / "a.csv", [shop("S4")])
    before, told = lying(tmp_path), pointer(published)
    files = {path: path.read_bytes() for path in added(tmp_path).rglob("*") if path.is_file()}
    arguments = ("--add", str(added(tmp_path)))
    if fault == "another build":
        with publish.lock(tmp_path / "warehouse"):
            built = small.build_quietly(tmp_path, *arguments)
    elif fault == "nothing readable":
        for path in (tmp_path / "inbox").rglob("*.csv"):
            path.write_bytes(b"no table")
        before = lying(tmp_path)
        next(iter(files)).write_bytes(b"no table either")
        files = {path: path.read_bytes() for path in files}
        built = small.build_quietly(tmp_path, *arguments)
    else:
        problem = KeyboardInterrupt() if fault == "stopped" else ValueError("x")

        def fails(*_):
            assert (tmp_path / "inbox" / DAY / "a (2).csv").exists()
            raise problem

        monkeypatch.setattr(transform, "run", fails)
        built = small.build_quietly(tmp_path, *arguments)
    assert built.code == 1 and pointer(published) == told
    assert lying(tmp_path) == before
    assert {path: path.read_bytes() for path in files} == files


def test_a_folder_of_the_day_goes_with_the_files_it_was_made_for(published, tmp_path, monkeypatch):
    uploaded(tmp_path, "b.csv", "S3")
    monkeypatch.setattr(transform, "run", lambda *_: 1 / 0)
    assert small.build_quietly(tmp_path, "--add", str(added(tmp_path))).code == 1
    assert sorted(path.name for path in (tmp_path / "inbox").iterdir()) == ["a.csv"]


@pytest.mark.parametrize("step", ["staging.household_state", "check.report_falls"])
@pytest.mark.parametrize("following", ["build", "check", "fresh", "tidy", "undo"])
def test_a_killed_build_is_taken_back_by_whatever_comes_next(step, following, published, tmp_path, capsys):
    uploaded(tmp_path, "b.csv", "S3")
    before = lying(tmp_path)
    places = ["--inbox", str(tmp_path / "inbox"), "--warehouse", str(tmp_path / "warehouse")]
    _killed_at(step, ["build", *places, "--add", str(added(tmp_path))])
    assert set(lying(tmp_path)) > set(before)
    if following in ("tidy", "undo"):
        places = places[2:]
    command.main([following, *places])
    capsys.readouterr()
    assert lying(tmp_path) == before
    assert [path.name for path in added(tmp_path).rglob("*.csv")] == ["b.csv"]
    built = small.build_quietly(tmp_path, "--add", str(added(tmp_path)))
    assert built.code == 0 and shops(built) == 3


def _killed_at(step: str, arguments: list[str]) -> None:
    running = subprocess.Popen([sys.executable, "-m", "etl", *arguments], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    for line in running.stdout:
        if line.strip() == step:
            break
    os.kill(running.pid, signal.SIGKILL)
    running.wait()
    running.stdout.close()


def test_a_build_killed_after_it_published_is_finished(published, tmp_path, monkeypatch, capsys):
    """The snapshot has the files: they stay, whoever looks next."""
    uploaded(tmp_path, "b.csv", "S3")
    with monkeypatch.context() as patched:
        patched.setattr(arrivals, "settle", lambda warehouse: None)
        built = small.build_quietly(tmp_path, "--add", str(added(tmp_path)))
    assert built.code == 0 and (tmp_path / "warehouse" / arrivals.JOURNAL).exists()
    arrivals.tidy(tmp_path / "warehouse")
    assert set(lying(tmp_path)) == {"a.csv", f"{DAY}/b.csv"}
    assert not list(added(tmp_path).rglob("*.csv"))
    places = ["--inbox", str(tmp_path / "inbox"), "--warehouse", str(tmp_path / "warehouse")]
    assert command.main(["fresh", *places]) == 0


def test_a_file_dropped_there_meanwhile_is_not_written_over(published, tmp_path, monkeypatch):
    uploaded(tmp_path, "b.csv", "S3")
    theirs = tmp_path / "inbox" / DAY / "b.csv"
    real = arrivals._write

    def dropped(*arguments):
        real(*arguments)
        small.write_csv(theirs, [shop("S9")])

    monkeypatch.setattr(arrivals, "_write", dropped)
    assert small.build_quietly(tmp_path, "--add", str(added(tmp_path))).code == 1
    assert "S9" in theirs.read_text()


def test_what_was_set_aside_goes_after_a_day(published, tmp_path):
    young, old = (tmp_path / "warehouse" / f"upload-{name}" for name in ("young", "old"))
    for folder in (young, old):
        small.write_csv(folder / "files" / "a.csv", [shop("S1")])
    long_ago = time.time() - arrivals.DAY - 60
    os.utime(old, (long_ago, long_ago))
    arrivals.tidy(tmp_path / "warehouse")
    assert young.exists() and not old.exists()


def test_no_file_to_add_is_said(published, tmp_path):
    before = pointer(published)
    built = small.build_quietly(tmp_path, "--add", str(tmp_path / "nowhere"))
    assert built.code == 1 and "Không có tệp nào" in built.terminal and pointer(published) == before


@pytest.mark.parametrize(
    ("name", "taken", "expected"),
    [
        ("a.csv", [], "a.csv"),
        ("a.csv", ["a.csv", "a (2).csv"], "a (3).csv"),
        ("A.CSV", ["a.csv"], "A (2).CSV"),
        ("hộ.csv", ["hộ.csv"], "hộ (2).csv"),
        ("a.csv.gz", ["a.csv.gz"], "a (2).csv.gz"),
        ("So 31.10.2021.xlsx", ["So 31.10.2021.xlsx"], "So 31.10.2021 (2).xlsx"),
    ],
)
def test_a_taken_name_gives_way_to_the_next_number(name, taken, expected):
    assert naming.free(name, taken) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("../../x.csv", "x.csv"),
        ("C:\\a\\x.csv", "x.csv"),
        (".simulated", "simulated"),
        ("a\x01b.csv", "a_b.csv"),
        ("..", "tep"),
    ],
)
def test_the_name_of_an_upload_is_a_name_and_no_path(name, expected):
    assert naming.clean(name) == expected
    assert len(naming.free("ắ" * 300 + ".csv", []).encode()) < 255


def test_rejected_rows_go_after_the_days_that_the_settings_allow(published, tmp_path):
    days = vocabulary.settings()["retention"]["rejects_days"]
    young, old = (published.warehouse / "rejects" / name for name in ("000001-a", "000001-b"))
    for folder, age in ((young, days - 1), (old, days + 1)):
        small.write_csv(folder / "a.csv", [shop("S1")])
        moment = time.time() - age * arrivals.DAY
        os.utime(folder, (moment, moment))
    arrivals.tidy(published.warehouse)
    assert young.exists() and not old.exists()


def test_districts_before_and_after_stand_by_their_names_and_the_province_below_them(tmp_path):
    small.write_csv(tmp_path / "inbox" / "a.csv", [shop("S1")])
    found = check.check(tmp_path / "inbox", None, tmp_path / "warehouse", None, lambda words: None).districts
    assert [row["name"] for row in found[:5]] == ["Bắc Sơn", "Bình Gia", "Cao Lộc", "Chi Lăng", "Đình Lập"]
    assert [row["unit_code"] for row in found][-1] == "20" and len(found) == 12
