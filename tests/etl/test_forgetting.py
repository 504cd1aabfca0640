"""A household that asks is forgotten: none of its rows counts or is written back, whatever they are known by; its neighbours stay."""

import io
import json
import stat
import sys

import openpyxl
import pytest

from data import vocabulary
from etl import __main__ as command
from etl import households, refusals
from tests.etl import small
from tests.etl.small import VAN_LINH, account, listing, order, shop

NAME, PHONE, IDENTITY, CODE, HAMLET = "Đàm Quýnh Xuyến", "0968135790", "020079135791", "HN7913579", "Bản Quyên"
OTHER = {
    "full_name": "Lý Thị Bình",
    "phone": "0968135790",
    "identity_number": "020079135800",
    "household_code": "HN7913580",
}
REST = {"unit": VAN_LINH, "opened_on": "2021-08-01", "platform": "voso"}


def plant(inbox) -> None:
    """One household by its identity number, its code, its phone with its name, and its name alone; one that has the same phone."""
    small.write_csv(inbox / "gian-hang.csv", [
        {"shop_id": "S1", "identity_number": IDENTITY, "phone": PHONE, "full_name": NAME, "hamlet": HAMLET, "household_code": CODE, **REST},
        {"shop_id": "S2", **OTHER, **REST},
        {"shop_id": "S3", "household_code": "HN0000003", **REST},
    ])  # fmt: skip
    small.write_csv(inbox / "ten.csv", [{"shop_id": "S4", "phone": PHONE, "full_name": NAME, **REST}])
    small.write_csv(inbox / "thon.csv", [{"shop_id": "S5", "hamlet": HAMLET, "full_name": NAME, **REST}])
    small.write_csv(
        inbox / "hong.csv",
        [{"shop_id": "S6", "identity_number": IDENTITY, "full_name": NAME, **{**REST, "opened_on": "31/02/2021"}}],
    )
    small.write_csv(inbox / "tk.csv", [account("T1", CODE), account("T2", "HN0000003")])
    small.write_csv(inbox / "sp.csv", [listing("P1", "S1"), listing("P3", "S3")])
    small.write_csv(inbox / "don.csv", [order("D1", "S1", "P1", buyer_province=NAME), order("D3", "S3", "P3")])
    small.write_csv(inbox / "khac.csv", [{"Cột 1": NAME, "Cột 2": PHONE}, {"Cột 1": "x", "Cột 2": IDENTITY}])


@pytest.fixture
def built(tmp_path) -> small.Built:
    plant(tmp_path / "inbox")
    found = small.build_quietly(tmp_path)
    assert found.code == 0 and found.achieved(VAN_LINH, "shop") == 3
    return found


def forget(folder, capsys, monkeypatch, *lines: str, also: str = "forget") -> tuple[int, str]:
    """What the command says, and how it ends."""
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join(lines)))
    capsys.readouterr()
    code = command.main(
        [
            also,
            "--inbox",
            str(folder / "inbox"),
            "--warehouse",
            str(folder / "warehouse"),
            "--forms",
            str(folder / "none"),
        ]
    )
    out = capsys.readouterr()
    return code, out.out + out.err


def after(folder) -> small.Built:
    """The snapshot that is published now, built once more: a later build honours the list as the first did."""
    return small.build_quietly(folder)


@pytest.mark.parametrize("line", [IDENTITY, f"cccd {IDENTITY}", f"ma {CODE}", CODE])
def test_no_row_of_a_household_counts_and_its_neighbours_stay(built, tmp_path, capsys, monkeypatch, line):
    code, said = forget(tmp_path, capsys, monkeypatch, line)
    assert code == 0, said
    found = after(tmp_path)
    assert found.code == 0 and found.achieved(VAN_LINH, "shop") == 2 and found.achieved(VAN_LINH, "account") == 1
    assert found.ask("SELECT count(*) FROM mart.shop_performance") == [(2,)]
    refused = dict(
        found.ask("SELECT path, sum(rows)::INT FROM mart.reject WHERE reason = ? GROUP BY path", refusals.REASON)
    )
    assert refused == {
        "gian-hang.csv": 1,
        "ten.csv": 1,
        "thon.csv": 1,
        "hong.csv": 1,
        "tk.csv": 1,
        "sp.csv": 1,
        "don.csv": 1,
    }
    for text in (NAME, "Xuyến", PHONE, IDENTITY, CODE):
        assert text not in said


def test_nothing_of_it_is_left_in_the_warehouse(built, tmp_path, capsys, monkeypatch):
    (built.warehouse / "upload-x").mkdir()
    (built.warehouse / "upload-x" / "a.csv").write_text(NAME, encoding="utf-8")
    forget(tmp_path, capsys, monkeypatch, IDENTITY)
    after(tmp_path)
    for path in (path for path in built.warehouse.rglob("*") if path.is_file()):
        content = path.read_bytes()
        if path.suffix == ".xlsx":
            book = openpyxl.load_workbook(path)
            content = "\n".join(
                str(cell.value) for sheet in book for line in sheet.iter_rows() for cell in line
            ).encode()
        for text in (NAME, "Xuyến", PHONE, IDENTITY, IDENTITY[1:], CODE):
            assert text.encode() not in content, (path, text)


def test_rejects_tell_the_row_and_the_reason_alone(built, tmp_path, capsys, monkeypatch):
    forget(tmp_path, capsys, monkeypatch, IDENTITY)
    folder = next(path for path in (built.warehouse / "rejects").iterdir())
    sheet = openpyxl.load_workbook(folder / "gian-hang.csv.xlsx").active
    (row,) = [[cell.value for cell in line] for line in sheet.iter_rows(min_row=2)]
    assert next(value for value in row if value is not None) == 2 and "yêu cầu xóa" in row[-2]


def test_it_stays_forgotten_when_its_strongest_row_leaves_and_others_come(built, tmp_path, capsys, monkeypatch):
    assert forget(tmp_path, capsys, monkeypatch, IDENTITY)[0] == 0
    for name in ("gian-hang.csv", "hong.csv"):
        (tmp_path / "inbox" / name).unlink()
    small.write_csv(tmp_path / "inbox" / "moi.csv", [{"shop_id": "S8", "household_code": CODE, **REST}, shop("S9")])
    found = after(tmp_path)
    assert found.achieved(VAN_LINH, "shop") == 1 and found.counts("ten.csv") == (1, 0, 0, 0, 1)


def test_a_household_that_is_in_no_file_yet_is_refused_when_it_comes(built, tmp_path, capsys, monkeypatch):
    assert forget(tmp_path, capsys, monkeypatch, "cccd 020079999999")[0] == 0
    small.write_csv(tmp_path / "inbox" / "moi.csv", [{"shop_id": "S8", "identity_number": "20079999999", **REST}])
    assert after(tmp_path).counts("moi.csv") == (1, 0, 0, 0, 1)


def test_rows_that_only_a_refused_row_joins_to_the_household_are_refused_too(built, tmp_path, capsys, monkeypatch):
    """A phone that nobody knew on the day of the request, told beside the identity number in one file, alone in another."""
    assert forget(tmp_path, capsys, monkeypatch, IDENTITY)[0] == 0
    new = {"phone": "0912345678", "full_name": NAME}
    small.write_csv(
        tmp_path / "inbox" / "moi.csv",
        [{"shop_id": "S8", "identity_number": IDENTITY, **new, **REST}, {"shop_id": "S9", **new, **REST}],
    )
    found = after(tmp_path)
    assert found.counts("moi.csv") == (2, 0, 0, 0, 2) and found.achieved(VAN_LINH, "shop") == 2


def test_a_phone_of_several_households_tells_none(built, tmp_path, capsys, monkeypatch):
    code, said = forget(tmp_path, capsys, monkeypatch, f"sdt {PHONE}")
    assert code == 1 and "nhiều hộ" in said and not (built.warehouse / refusals.FILE).exists()
    assert PHONE not in said and after(tmp_path).achieved(VAN_LINH, "shop") == 3


@pytest.mark.parametrize("line", ["ma 12", "cccd 12", "sdt abc", "Đàm Quýnh Xuyến", "ma 12 00000"])
def test_what_is_not_understood_is_told_by_its_line_and_nothing_is_done(built, tmp_path, capsys, monkeypatch, line):
    code, said = forget(tmp_path, capsys, monkeypatch, line)
    assert code == 1 and "dòng 1" in said and "Xuyến" not in said and not (built.warehouse / refusals.FILE).exists()


def test_a_short_code_is_of_its_commune(tmp_path, capsys, monkeypatch):
    other = next(unit.code for unit in vocabulary.communes("187") if unit.code != VAN_LINH)
    small.write_csv(tmp_path / "inbox" / "a.csv", [shop("S1", "12"), shop("S2", "12", unit=other)])
    small.build_quietly(tmp_path)
    assert forget(tmp_path, capsys, monkeypatch, f"ma 12 {VAN_LINH}")[0] == 0
    found = after(tmp_path)
    assert (found.achieved(VAN_LINH, "shop"), found.achieved(other, "shop")) == (0, 1)


def test_the_proof_names_rows_and_snapshots_and_nobody(built, tmp_path, capsys, monkeypatch):
    _, said = forget(tmp_path, capsys, monkeypatch, IDENTITY)
    (place,) = (built.warehouse / "forgotten").iterdir()
    proof = json.loads(place.read_text(encoding="utf-8"))
    assert (
        proof["is_complete"] and proof["before"] == built.report["snapshot"] and proof["earlier"] == [proof["before"]]
    )
    assert proof["rows"] == {"gian-hang.csv": [2], "ten.csv": [2], "thon.csv": [2], "tk.csv": [2]}
    assert f"rejects/{proof['before']}" in proof["removed"]
    assert "chỉ có số tổng hợp" in said and "gian-hang.csv: dòng 2" in said
    for path in (place, built.warehouse / refusals.FILE, built.warehouse / refusals.KEY_FILE):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_published_snapshot_is_not_fresh_once_somebody_is_refused(built, tmp_path, capsys):
    places = [
        "--inbox",
        str(tmp_path / "inbox"),
        "--warehouse",
        str(built.warehouse),
        "--forms",
        str(tmp_path / "none"),
    ]
    again = small.build_quietly(tmp_path, "--forms", str(tmp_path / "none"))
    assert command.main(["fresh", *places]) == 0
    refusals.add(again.warehouse, [1], [], "2021-11-15")
    assert command.main(["fresh", *places]) == 1


def test_a_list_of_longer_hashes_still_holds(built, tmp_path, capsys, monkeypatch):
    """Lists were once written with twenty digits a hash."""
    forget(tmp_path, capsys, monkeypatch, IDENTITY)
    place = built.warehouse / refusals.FILE
    head, *rows = place.read_text(encoding="utf-8").splitlines()
    place.write_text("\n".join([head, *(row.replace(",", "5af0,", 1) for row in rows)]) + "\n", encoding="utf-8")
    assert after(tmp_path).achieved(VAN_LINH, "shop") == 2
    refusals.add(built.warehouse, refusals.load(built.warehouse).tokens, [], "2021-11-15")
    assert len(place.read_text(encoding="utf-8").splitlines()) == 1 + len(rows)


def test_a_changed_key_tells_other_pseudonyms_and_the_same_figures_and_the_list_holds(
    built, tmp_path, capsys, monkeypatch
):
    forget(tmp_path, capsys, monkeypatch, IDENTITY)
    before = after(tmp_path)
    key = (built.warehouse / households.KEY_FILE).read_bytes()
    code, said = forget(tmp_path, capsys, monkeypatch, also="rotate-key")
    assert code == 0 and "Đã đổi khóa" in said
    fresh = (built.warehouse / households.KEY_FILE).read_bytes()
    assert (
        fresh != key
        and len(fresh) == len(key)
        and stat.S_IMODE((built.warehouse / households.KEY_FILE).stat().st_mode) == 0o600
    )
    assert not [path for path in built.warehouse.rglob("*") if path.is_file() and key in path.read_bytes()]
    now = after(tmp_path)
    mine, theirs = (
        {code for (code,) in one.ask("SELECT shop_code FROM mart.shop_performance")} for one in (before, now)
    )
    assert mine and not mine & theirs
    figures = "SELECT * FROM mart.attainment ORDER BY ALL"
    assert before.ask(figures) == now.ask(figures) and now.achieved(VAN_LINH, "shop") == 2
