"""A file that did not change is not read again, and the snapshot is the one that a whole reading makes."""

import os
import shutil
from datetime import date, timedelta
from pathlib import Path

import duckdb
import openpyxl
import pytest

from data import vocabulary
from etl import build, check, extract, forgetting, forms, households, inbox, readings
from etl.columns import Days
from tests.etl import small
from tests.etl.small import DINH_LAP, VAN_LINH, shop

OF_THE_BUILD = {"snapshot"}
OF_THE_MOMENT = {"loaded_at", "last_snapshot"}


def differing(one: small.Built, other: small.Built) -> dict[str, int]:
    """The tables of two snapshots that are not equal row by row, with how many rows differ."""
    found = {}
    with duckdb.connect() as both:
        both.execute(f"ATTACH '{one.snapshot}' AS one (READ_ONLY); ATTACH '{other.snapshot}' AS other (READ_ONLY)")
        tables = one.ask("SELECT table_name FROM information_schema.tables WHERE table_schema = 'mart'")
        assert len(tables) > 25
        for (name,) in tables:
            columns = one.ask("SELECT column_name FROM information_schema.columns WHERE table_name = ?", name)
            told = ", ".join(f'"{column}"' for (column,) in columns if column not in OF_THE_MOMENT)
            a, b = (f"SELECT {told} FROM {side}.mart.{name}" for side in ("one", "other"))
            query = f"SELECT count(*) FROM (({a} EXCEPT ALL {b}) UNION ALL ({b} EXCEPT ALL {a}))"
            if number := both.execute(query).fetchone()[0]:
                found[name] = number
    return {name: number for name, number in found.items() if name not in OF_THE_BUILD}


def cells(folder: Path) -> dict[str, list[list[tuple]]]:
    """What the workbooks of rejected rows hold."""
    books = {path.name: openpyxl.load_workbook(path) for path in sorted(folder.glob("*.xlsx"))}
    return {name: [list(sheet.values) for sheet in book] for name, book in books.items()}


def rejected(built: small.Built) -> dict[str, list[list[tuple]]]:
    return cells(built.warehouse / "rejects" / built.report["snapshot"])


def both_ways(folder: Path) -> small.Built:
    """Build with what earlier builds kept, and the same without it: one snapshot, one set of workbooks."""
    shutil.rmtree(folder / "whole", ignore_errors=True)
    shutil.copytree(folder / "warehouse", folder / "whole")
    shutil.rmtree(folder / "whole" / "readings")
    built, whole = small.build_quietly(folder), small.build_quietly(folder, warehouse="whole")
    assert built.code == whole.code == 0
    assert differing(built, whole) == {} and rejected(built) == rejected(whole)
    assert built.report["files"] == whole.report["files"] and built.report["findings"] == whole.report["findings"]
    return built


@pytest.fixture
def only(monkeypatch):
    """From now on reading any but the named files is a fault of ours, and nothing would be published."""
    original = inbox._read

    def allow(*paths: str) -> None:
        def read(file, by):
            assert file.path in paths, f"{file.path} is read again"
            return original(file, by)

        monkeypatch.setattr(inbox, "_read", read)

    return allow


@pytest.fixture
def province(small_warehouse, tmp_path) -> Path:
    """A small province with files of all kinds and formats, published."""
    return Path(shutil.copytree(small_warehouse.parent, tmp_path, dirs_exist_ok=True))


def test_every_file_of_the_province_is_kept(province):
    files = extract.hashed_files(province / "inbox")
    secret, today = households.household_key(province / "warehouse"), vocabulary.now().date()
    identity = readings.identity(build.rules(forms.load(forms.FOLDER)[0]), secret)
    kept = readings.Readings(province / "warehouse" / "readings", identity, Days(today, today))
    assert len(files) > 60 and all(kept.of(file, file.sha256) for file in files)
    assert all(path.stat().st_mode & 0o077 == 0 for path in (kept.folder, *kept.folder.iterdir()))


def test_the_same_snapshot_as_a_whole_reading_makes(province, only):
    """With no file read; after one left and one was renamed; after one came and one was corrected."""
    folder = province / "inbox"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inbox, "_read", lambda file, by: pytest.fail(file.path))
        assert small.build_quietly(province).code == 0
    orders = max((folder / "viettel-post").glob("*don-hang*"), key=lambda path: path.stat().st_size)
    orders.rename(province / orders.name)
    renamed = min((folder / "vietnam-post").glob("*cua-hang*"))
    renamed.rename(renamed.with_name(f"moi {renamed.name}"))
    assert "file_withdrawn" in both_ways(province).rules
    (province / orders.name).rename(orders)
    corrected = min(folder.rglob("*tai-khoan*.csv"))
    corrected.write_bytes(b"".join(corrected.read_bytes().splitlines(keepends=True)[:-3]))
    only(orders.relative_to(folder).as_posix(), corrected.relative_to(folder).as_posix())
    assert small.build_quietly(province).counts(orders.relative_to(folder).as_posix())[1] > 0
    only(*(path.relative_to(folder).as_posix() for path in folder.rglob("*")))
    both_ways(province)


def test_only_what_is_new_is_read_and_its_rows_settle_what_lay_there(tmp_path, only, capsys):
    """An order waits refused for its shop; the shop's file comes, and the order counts though its file is not read again."""
    small.write_csv(tmp_path / "inbox" / "a.csv", [shop("S1", "HN000001")])
    small.write_csv(tmp_path / "inbox" / "don-hang.csv", [small.order("D0", "S1"), small.order("D1", "S2")])
    assert small.build(tmp_path, capsys).counts("don-hang.csv") == (2, 1, 0, 0, 1)
    small.write_csv(tmp_path / "inbox" / "b.csv", [shop("S2", "HN000002")])
    only("b.csv")
    built = small.build(tmp_path, capsys)
    assert built.counts("don-hang.csv") == (2, 2, 0, 0, 0) and built.counts("b.csv")[1] == 1


def test_a_row_that_is_refused_anew_is_given_back_as_it_was_written(tmp_path, capsys):
    """The shop's file leaves: the row of an order that was read long ago stands in a workbook with the cells of its file."""
    small.write_csv(tmp_path / "inbox" / "a.csv", [shop("S1", "HN000001")])
    small.write_csv(tmp_path / "inbox" / "b.csv", [shop("S2", "HN000002")])
    small.write_csv(tmp_path / "inbox" / "don-hang.csv", [small.order("D0", "S1"), small.order("D1", "S2")])
    small.build(tmp_path, capsys)
    (tmp_path / "inbox" / "b.csv").unlink()
    built = both_ways(tmp_path)
    ((sheet,),) = rejected(built).values()
    assert [row[:2] for row in sheet[1:]] == [("D1", "S2")]


def test_workbooks_of_the_same_rows_are_copied_and_of_others_are_not(tmp_path, only, capsys):
    small.write_csv(tmp_path / "inbox" / "a.csv", [shop("S1", "HN000001"), shop("S2", "HN000002", "Xã Không Có")])
    first = small.build(tmp_path, capsys)
    only()
    second = small.build(tmp_path, capsys)
    assert rejected(first) == rejected(second) != {}
    for path in (second.warehouse / "rejects" / second.report["snapshot"]).iterdir():
        assert path.stat().st_mode & 0o077 == 0


def as_read(folder: Path, latest: date, today: date) -> tuple[int, int]:
    """Rows that are typed and rows that are refused, of the one file of an inbox."""
    days = Days(latest, today)
    kept = readings.Readings(folder / "readings", readings.identity(build.rules(()), b"key"), days)
    found = inbox.read(folder / "inbox", days, households.in_bulk(b"key"), lambda words: None, kept=kept)
    return sum(map(len, found.rows.values())), sum(len(sheet.rejected) for sheet in found.sheets)


def test_a_day_that_was_still_to_come_is_read_anew_when_it_has_come(tmp_path):
    day = date(2021, 9, 20)
    small.write_csv(tmp_path / "inbox" / "a.csv", [shop("S1", "HN000001", opened_on=str(day)), shop("S2", "HN000002")])
    before, after = day - timedelta(days=1), day + timedelta(days=1)
    assert as_read(tmp_path, before, before) == as_read(tmp_path, before, before) == (1, 1)
    assert as_read(tmp_path, after, after) == (2, 0)
    assert as_read(tmp_path, before, after) == (1, 1)


def test_a_later_day_reads_nothing_anew_where_no_row_waits_for_it(tmp_path, only):
    small.write_csv(tmp_path / "inbox" / "a.csv", [shop("S1", "HN000001")])
    today = date(2021, 12, 1)
    assert as_read(tmp_path, today, today) == (1, 0)
    only()
    assert as_read(tmp_path, today + timedelta(days=9), today + timedelta(days=9)) == (1, 0)


@pytest.mark.parametrize("damage", ["cut", "flipped", "empty", "nonsense"])
def test_a_damaged_reading_is_read_anew(damage, tmp_path, capsys):
    small.write_csv(tmp_path / "inbox" / "a.csv", [shop(f"S{number}", f"HN{number:06d}") for number in range(200)])
    first = small.build(tmp_path, capsys)
    for path in (tmp_path / "warehouse" / "readings").glob("*.parquet"):
        content = bytearray(path.read_bytes())
        content[60] ^= 0xFF
        spoilt = {"cut": content[: len(content) // 2], "flipped": content, "empty": b"", "nonsense": b"PAR1" * 9}
        path.write_bytes(spoilt[damage])
    second = small.build(tmp_path, capsys)
    assert second.code == 0 and differing(first, second) == {}


def test_the_same_bytes_under_another_name_or_day_are_another_reading(tmp_path, capsys):
    """A file's name tells a day and a district: its bytes alone do not decide what it says."""
    rows = [{"unit": VAN_LINH, "households": 10}]
    small.write_csv(tmp_path / "inbox" / "ra-soat 2021-07-01.csv", rows)
    assert small.build(tmp_path, capsys).ask("SELECT as_of FROM mart.snapshot") == [(date(2021, 7, 1),)]
    (tmp_path / "inbox" / "ra-soat 2021-07-01.csv").rename(tmp_path / "inbox" / "ra-soat 2021-08-01.csv")
    assert small.build(tmp_path, capsys).ask("SELECT as_of FROM mart.snapshot") == [(date(2021, 8, 1),)]


def test_the_time_of_a_file_is_its_own_and_not_that_of_its_reading(tmp_path, capsys):
    """Of two files of one day the one that was written later speaks, also when only its time has changed."""
    for name, unit in (("a", VAN_LINH), ("b", DINH_LAP)):
        path = small.write_csv(tmp_path / "inbox" / f"{name}.csv", [shop("S1", "HN000001", unit)])
        os.utime(path, (1_630_000_000 + ord(name), 1_630_000_000 + ord(name)))
    first = small.build(tmp_path, capsys)
    os.utime(tmp_path / "inbox" / "a.csv", (1_630_000_900, 1_630_000_900))
    second = both_ways(tmp_path)
    assert first.counts("b.csv")[3] == 1 and second.counts("a.csv")[3] == 1


def test_another_key_leaves_no_reading_behind(tmp_path, capsys):
    small.write_csv(tmp_path / "inbox" / "a.csv", [shop("S1", "HN000001")])
    built = small.build(tmp_path, capsys)
    before = {path.name for path in (built.warehouse / "readings").glob("*.parquet")}
    forgetting.rotate(built.warehouse)
    assert not (built.warehouse / "readings").exists()
    small.build(tmp_path, capsys)
    assert before.isdisjoint(path.name for path in (built.warehouse / "readings").glob("*.parquet"))


def test_nothing_stays_of_files_that_left(tmp_path, capsys):
    for name in "ab":
        small.write_csv(tmp_path / "inbox" / f"{name}.csv", [shop(f"S{name}", f"HN{ord(name):06d}")])
    built = small.build(tmp_path, capsys)
    assert len(list((built.warehouse / "readings").glob("*.parquet"))) == 2
    (tmp_path / "inbox" / "b.csv").unlink()
    small.build(tmp_path, capsys)
    assert len(list((built.warehouse / "readings").glob("*.parquet"))) == 1


def test_of_a_file_that_is_only_tried_nothing_is_kept(tmp_path, capsys):
    small.write_csv(tmp_path / "inbox" / "a.csv", [shop("S1", "HN000001")])
    small.write_csv(tmp_path / "coming" / "b.csv", [shop("S2", "HN000002")])
    built = small.build(tmp_path, capsys)
    kept = {path.name for path in (built.warehouse / "readings").glob("*.parquet")}
    check.check(tmp_path / "inbox", tmp_path / "coming", built.warehouse, None, lambda words: None)
    assert {path.name for path in (built.warehouse / "readings").glob("*.parquet")} == kept and len(kept) == 1


def test_a_name_that_is_told_alike_is_read_by_its_own(tmp_path):
    """Reports tell a file without the names of persons; the day that it tells counts all the same."""
    days = Days(date(2022, 1, 1), date(2022, 1, 1))
    kept = readings.Readings(tmp_path, "identity", days)
    one, other = (
        extract.InboxFile("….csv", tmp_path / f"Nông Văn A {day}.csv", "", 0.0) for day in ("2021-07-01", "2021-08-01")
    )
    assert kept.key(one, "hash") != kept.key(other, "hash")
