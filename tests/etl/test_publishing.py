"""Whatever happens to a build, what readers see stays whole."""

import json
import os
import signal
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from data import vocabulary
from etl import __main__ as command
from etl import publish, transform
from tests.etl import small
from tests.etl.small import account, listing, order, shop

ROOT = Path(__file__).parents[2]
# The clock, the id and the pseudonymous order of a build are its own; everything else is a function of the inbox.
OWN = {"snapshot"}


@pytest.fixture
def published(made_once, tmp_path) -> small.Built:
    return small.copied(made_once("two shops", small.two_shops), tmp_path)


def pointer(built: small.Built) -> bytes:
    return (built.warehouse / "current.json").read_bytes()


def test_pointer_names_a_whole_snapshot(published):
    told = json.loads(pointer(published))
    assert set(told) == {"snapshot", "path", "as_of", "built_at"}
    assert told["path"] == f"snapshots/{told['snapshot']}.duckdb" == f"snapshots/{published.report['snapshot']}.duckdb"
    assert (published.warehouse / told["path"]).samefile(published.snapshot)
    assert told["as_of"] == "2021-08-01"
    assert published.ask("SELECT count(*) FROM mart.attainment") == [(13 * 214 * 7,)]


def test_nothing_readable_keeps_the_last(published, tmp_path, capsys):
    before = pointer(published)
    (tmp_path / "inbox" / "a.csv").write_bytes(b"\x00\x01\x02 no table")
    again = small.build(tmp_path, capsys)
    assert (again.code, again.report["published"], again.report["snapshot"]) == (1, False, "")
    assert again.counts("a.csv") == (0, 0, 0, 0, 0)
    assert pointer(published) == before and published.snapshot.exists()


@pytest.mark.parametrize("content", [None, b"", b"   \n", b"shop_id,platform,household_code,unit,opened_on\n"])
def test_an_inbox_without_a_row(content, tmp_path, capsys):
    (tmp_path / "inbox").mkdir()
    if content is not None:
        (tmp_path / "inbox" / "a.csv").write_bytes(content)
    built = small.build(tmp_path, capsys)
    assert built.code == 1 and not (built.warehouse / "current.json").exists()
    assert [file["read"] for file in built.report["files"]] == ([] if content is None else [0])


def test_wrong_usage(tmp_path, capsys):
    for arguments in (
        [],
        ["build", "--nonsense"],
        ["build", "--as-of", "yesterday"],
        ["build", "--as-of", "2199-01-01"],
        ["build", "--inbox", str(tmp_path), "--warehouse", str(tmp_path / "w")],
        ["check", "--inbox", str(tmp_path), "--warehouse", str(tmp_path)],
        ["demo", "--out", str(tmp_path / "d"), "--scale", "-1"],
        ["demo", "--out", str(tmp_path / "d"), "--scale", "nan"],
    ):
        with pytest.raises(SystemExit) as stopped:
            command.main(arguments)
        assert stopped.value.code == 2
    assert command.main(["build", "--inbox", str(tmp_path / "none"), "--warehouse", str(tmp_path / "w")]) == 1
    assert "Không có thư mục nạp" in capsys.readouterr().err
    assert command.main(["check", "--inbox", str(tmp_path / "none"), "--warehouse", str(tmp_path / "w")]) == 1
    assert "Không có thư mục nạp" in capsys.readouterr().err
    assert command.main(["look", str(tmp_path / "none.xlsx"), "--report", str(tmp_path / "r.json")]) == 1
    assert "kiểm tra đường dẫn" in capsys.readouterr().err
    assert not (tmp_path / "d").exists()


def test_which_day_is_today_is_told_by_the_clock_of_the_programme(tmp_path, monkeypatch):
    """A server's own clock may be that of Greenwich: there it is still yesterday."""
    monkeypatch.setattr(vocabulary, "now", lambda: datetime(2021, 11, 16, 0, 30, tzinfo=vocabulary.ZONE))
    with pytest.raises(SystemExit):
        command.main(["build", "--as-of", "2021-11-17", "--inbox", str(tmp_path / "none")])
    assert command.main(["build", "--as-of", "2021-11-16", "--inbox", str(tmp_path / "none")]) == 1


@pytest.mark.parametrize("step", ["staging.household_state", "mart.volume", "check.report_falls"])
def test_killed_in_the_middle(step, published, tmp_path):
    """kill -9 at a step that the build itself announces."""
    small.write_csv(tmp_path / "inbox" / "b.csv", [shop("S3")])
    before = pointer(published)
    arguments = ["build", "--inbox", tmp_path / "inbox", "--warehouse", published.warehouse]
    running = subprocess.Popen(
        [sys.executable, "-m", "etl", *map(str, arguments)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    for line in running.stdout:
        if line.strip() == step:
            break
    os.kill(running.pid, signal.SIGKILL)
    running.wait()
    running.stdout.close()
    assert pointer(published) == before
    assert published.ask("SELECT count(*) FROM mart.shop_performance") == [(2,)]
    after = small.build_quietly(tmp_path)
    assert after.code == 0 and after.ask("SELECT count(*) FROM mart.shop_performance") == [(3,)]


def test_killed_between_the_file_and_the_pointer(published, tmp_path, monkeypatch, capsys):
    """A snapshot that no pointer names was never published; the next build goes past it and sweeps its rejects."""

    def killed(*_):
        raise KeyboardInterrupt

    small.write_csv(tmp_path / "inbox" / "b.csv", [shop("S3"), shop("S4", platform="lạ")])
    before = pointer(published)
    with monkeypatch.context() as patched:
        patched.setattr(publish, "point_to", killed)
        assert small.build(tmp_path, capsys).code == 1
    assert pointer(published) == before
    (published.warehouse / "rejects" / "000099-left").mkdir()
    after = small.build(tmp_path, capsys)
    assert after.code == 0 and after.report["snapshot"] > published.report["snapshot"]
    assert not (published.warehouse / "rejects" / "000099-left").exists()


def test_two_builds_at_once(published, tmp_path, capsys):
    with publish.lock(published.warehouse):
        second = small.build(tmp_path, capsys)
    assert second.code == 1 and not second.report["published"]
    assert f"tiến trình {os.getpid()}" in second.terminal
    assert small.build(tmp_path, capsys).code == 0


def test_last_twenty_stay(published, tmp_path, monkeypatch, capsys):
    monkeypatch.setitem(vocabulary.settings()["snapshots"], "keep", 3)
    first = published.snapshot
    names = [small.build(tmp_path, capsys).report["snapshot"] for _ in range(3)]
    assert [path.stem for path in sorted((published.warehouse / "snapshots").iterdir())] == names
    assert not first.exists()
    monkeypatch.undo()
    assert vocabulary.settings()["snapshots"]["keep"] == 20


def test_a_clock_set_back(published, tmp_path, monkeypatch, capsys):
    """The running number keeps the order of snapshots, whatever the clock says."""
    monkeypatch.setattr(publish, "next_snapshot", lambda warehouse, now: _at_1999(warehouse, now))
    built = small.build(tmp_path, capsys)
    assert built.code == 0 and built.report["snapshot"] > published.report["snapshot"]


_next = publish.next_snapshot


def _at_1999(warehouse, now):
    return _next(warehouse, now.replace(year=1999))


def test_a_snapshot_never_changes(published, tmp_path, capsys):
    first, content = published.snapshot, published.snapshot.read_bytes()
    small.write_csv(tmp_path / "inbox" / "b.csv", [shop("S3")])
    small.build(tmp_path, capsys)
    assert first.read_bytes() == content


def test_a_withdrawn_file_is_gone(published, tmp_path, capsys):
    small.write_csv(tmp_path / "inbox" / "b.csv", [shop("S3"), shop("S1", opened_on="2021-07-31")])
    both = small.build(tmp_path, capsys)
    assert both.ask("SELECT count(*) FROM mart.shop_performance") == [(3,)]
    (tmp_path / "inbox" / "b.csv").unlink()
    after = small.build(tmp_path, capsys)
    assert after.ask("SELECT shop_code, opened_on FROM mart.shop_performance") == published.ask(
        "SELECT shop_code, opened_on FROM mart.shop_performance"
    )
    assert "file_withdrawn" in after.rules and "b.csv" in after.terminal + json.dumps(after.report["findings"])
    assert after.ask("SELECT count(*) FROM mart.correction") == [(0,)]
    assert after.ask("SELECT * FROM mart.withdrawn_file") == [("b.csv", "shops", 2, both.report["snapshot"])]
    assert after.ask("SELECT path FROM mart.file_ledger") == [("a.csv",)]
    assert both.ask("SELECT count(*) FROM mart.withdrawn_file") == [(0,)]


def test_a_renamed_file_is_not_withdrawn(published, tmp_path, capsys):
    (tmp_path / "inbox" / "a.csv").rename(tmp_path / "inbox" / "b.csv")
    after = small.build(tmp_path, capsys)
    assert "file_withdrawn" not in after.rules
    assert after.ask("SELECT count(*) FROM mart.withdrawn_file") == [(0,)]


def test_the_same_inbox_gives_the_same_marts(tmp_path, capsys):
    rows = [shop(f"S{number}", opened_on=f"2021-08-{number % 27 + 1:02d}") for number in range(60)]
    small.write_csv(tmp_path / "inbox" / "a.csv", rows)
    small.write_csv(
        tmp_path / "inbox" / "b.csv", [*rows[:5], rows[0] | {"opened_on": "2021-08-30"}, shop("S99", platform="?")]
    )
    small.write_csv(tmp_path / "inbox" / "c.csv", [account(f"T{number}", f"H-S{number}") for number in range(40)])
    small.write_csv(
        tmp_path / "inbox" / "d.csv", [listing(f"P{number}", f"S{number}", "2021-09-01") for number in range(30)]
    )
    sold = [
        order(f"D{n}", f"S{n % 30}", f"P{n % 30}", "2021-09-03", quantity=f"{n}.1", amount=f"{n}33.3")
        for n in range(200)
    ]
    small.write_csv(tmp_path / "inbox" / "e.csv", sold)
    one, two = (small.build(tmp_path, capsys) for _ in range(2))
    assert one.snapshot != two.snapshot
    with duckdb.connect() as both:
        both.execute(f"ATTACH '{one.snapshot}' AS one (READ_ONLY); ATTACH '{two.snapshot}' AS two (READ_ONLY)")
        names = [
            name for (name,) in one.ask("SELECT table_name FROM information_schema.tables WHERE table_schema = 'mart'")
        ]
        assert len(names) > 15
        for name in set(names) - OWN:
            columns = [
                c for (c,) in one.ask("SELECT column_name FROM information_schema.columns WHERE table_name = ?", name)
            ]
            kept = ", ".join(f'"{column}"' for column in columns if column != "loaded_at")
            one_way, other_way = (
                both.execute(
                    f"SELECT count(*) FROM (SELECT {kept} FROM {a}.mart.{name} EXCEPT ALL SELECT {kept} FROM {b}.mart.{name})"
                ).fetchone()
                for a, b in (("one", "two"), ("two", "one"))
            )
            assert one_way == other_way == (0,), name


@pytest.mark.parametrize(
    "problem, says",
    [
        (OSError(28, "No space left on device"), "đĩa đã đầy"), (duckdb.IOException("disk full"), "đĩa đã đầy"),
        (MemoryError(), "bộ nhớ"), (KeyError("Đàm Quýnh Xuyến"), "Lỗi ngoài dự kiến"),
    ],
)  # fmt: skip
def test_an_error_nobody_foresaw(problem, says, published, tmp_path, monkeypatch, capsys):
    def fails(*_):
        raise problem

    before = pointer(published)
    monkeypatch.setattr(transform, "run", fails)
    built = small.build(tmp_path, capsys)
    assert built.code == 1 and not built.report["published"]
    assert says in built.terminal and "Xuyến" not in built.terminal
    assert pointer(published) == before


def test_a_warehouse_that_cannot_be_written(tmp_path, capsys):
    small.write_csv(tmp_path / "inbox" / "a.csv", [shop("S1")])
    (tmp_path / "file").write_text("no folder")
    assert small.build(tmp_path, capsys, warehouse="file").code == 1


def test_a_damaged_pointer_or_earlier_snapshot_is_no_obstacle(published, tmp_path, capsys):
    published.snapshot.write_bytes(b"damaged")
    assert small.build(tmp_path, capsys).code == 0
    (published.warehouse / "current.json").write_text("{damaged")
    assert small.build(tmp_path, capsys).code == 0


def test_status(published, capsys):
    assert command.main(["status", "--warehouse", str(published.warehouse)]) == 0
    said = capsys.readouterr().out
    assert published.report["snapshot"] in said and "a.csv: shops, đọc 2, nạp 2" in said and "MÔ PHỎNG" not in said
    assert command.main(["status", "--warehouse", str(published.warehouse / "none")]) == 1


def at(warehouse, **changed) -> None:
    """Say of the published snapshot that it was another one."""
    path = warehouse / "current.json"
    path.write_text(json.dumps(json.loads(path.read_bytes()) | changed))


@pytest.mark.parametrize("built_at", ["2199-01-01T08:00:00+07:00", "2199-01-01T08:00:00"])
def test_a_clock_before_the_published_snapshot_publishes_nothing(built_at, published, tmp_path, capsys):
    at(published.warehouse, built_at=built_at)
    before = pointer(published)
    again = small.build(tmp_path, capsys)
    assert (again.code, again.report["published"]) == (1, False)
    assert "Đồng hồ của máy" in again.terminal and "giữ nguyên" in again.terminal
    assert pointer(published) == before


def test_an_as_of_day_or_rows_that_fall_are_told(published, tmp_path, capsys):
    small.write_csv(tmp_path / "inbox" / "a.csv", [shop("S1", opened_on="2021-07-30")])
    fallen = small.build(tmp_path, capsys)
    assert fallen.code == 0
    told = {finding["rule"]: finding for finding in fallen.report["findings"] if finding["severity"] == "error"}
    assert {"as_of_falls", "rows_fall"} <= set(told)
    assert "01/08/2021" in told["as_of_falls"]["detail_vi"] and "30/07/2021" in told["as_of_falls"]["detail_vi"]
    assert fallen.terminal.count("CẢNH BÁO") == 2
    small.write_csv(
        tmp_path / "inbox" / "a.csv", [shop("S1", opened_on="2021-07-30"), shop("S2", opened_on="2021-07-30")]
    )
    same = small.build(tmp_path, capsys)
    assert not {"as_of_falls", "rows_fall"} & same.rules and "CẢNH BÁO" not in same.terminal
