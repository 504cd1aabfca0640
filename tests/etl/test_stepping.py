"""Back to an earlier snapshot and forth again; what the check tells of each file before anything is published."""

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import docx
import openpyxl
import pytest

from etl import __main__ as command
from etl import publish
from tests.etl import small
from tests.etl.small import shop


@pytest.fixture
def three(made_once, tmp_path) -> list[small.Built]:
    """Three snapshots of a growing inbox."""
    last = small.copied(made_once("three snapshots", _growing), tmp_path)
    reports = [json.loads((tmp_path / f"{code}.json").read_text(encoding="utf-8")) for code in CODES]
    return [replace(last, report=report) for report in reports]


CODES = ("S1", "S2", "S3")


def _growing(folder: Path) -> None:
    for code in CODES:
        small.write_csv(folder / "inbox" / f"{code}.csv", [shop(code)])
        small.build_once(folder)
        shutil.copy(folder / "report.json", folder / f"{code}.json")


def told(built: small.Built) -> dict:
    return json.loads((built.warehouse / "current.json").read_text(encoding="utf-8"))


def step(name: str, built: small.Built, *more: str) -> int:
    return command.main([name, "--warehouse", str(built.warehouse), *more])


def test_back_and_forth_gives_the_same_pointer(three):
    newest = told(three[2])
    names = [one.report["snapshot"] for one in three]
    assert step("undo", three[2]) == 0 and told(three[2])["snapshot"] == names[1]
    assert step("undo", three[2]) == 0 and told(three[2])["snapshot"] == names[0]
    assert step("undo", three[2]) == 1 and told(three[2])["snapshot"] == names[0]
    assert step("redo", three[2]) == 0 and step("redo", three[2]) == 0
    assert told(three[2]) == newest and re.search(r"T\d\d:\d\d:\d\d\+07:00$", newest["built_at"])
    assert step("redo", three[2]) == 1


def test_a_damaged_snapshot_is_passed_over(three):
    names = [one.report["snapshot"] for one in three]
    three[1].snapshot.write_bytes(b"damaged")
    assert step("undo", three[2]) == 0 and told(three[2])["snapshot"] == names[0]
    assert step("redo", three[2]) == 0 and told(three[2])["snapshot"] == names[2]
    whole = three[0].snapshot.read_bytes()
    three[0].snapshot.write_bytes(whole[: len(whole) // 2])
    assert step("undo", three[2]) == 1 and told(three[2])["snapshot"] == names[2]


@pytest.mark.parametrize("content", ["", "{damaged", '{"snapshot": 1}'])
def test_a_lost_pointer_leads_to_the_newest_whole_snapshot(content, three):
    (three[2].warehouse / "current.json").write_text(content)
    assert step("undo", three[2]) == 0
    assert told(three[2])["snapshot"] == three[2].report["snapshot"]


def test_the_published_snapshot_may_be_the_damaged_one(three):
    three[2].snapshot.write_bytes(b"damaged")
    assert step("undo", three[2]) == 0 and told(three[2])["snapshot"] == three[1].report["snapshot"]


def test_a_step_goes_only_where_it_was_said_to_go(three, capsys):
    newest, names = told(three[2]), [one.report["snapshot"] for one in three]
    assert step("undo", three[2], "--to", names[0]) == 1 and told(three[2]) == newest
    assert names[1] in capsys.readouterr().err
    with publish.lock(three[2].warehouse):
        assert step("undo", three[2], "--to", names[1]) == 1
    assert told(three[2]) == newest
    assert step("undo", three[2], "--to", names[1]) == 0 and told(three[2])["snapshot"] == names[1]


def test_a_step_makes_no_warehouse_where_none_is(tmp_path, capsys):
    assert command.main(["undo", "--warehouse", str(tmp_path / "none")]) == 1
    assert "Không có thư mục số liệu" in capsys.readouterr().err
    assert not (tmp_path / "none").exists()


def checked(folder: Path) -> dict:
    places = ["--inbox", str(folder / "inbox"), "--warehouse", str(folder / "warehouse"), "--add", str(folder / "more")]
    places += ["--report", str(folder / "check.json"), "--rejects", str(folder / "refused")]
    assert command.main(["check", *places]) == 0
    return json.loads((folder / "check.json").read_text(encoding="utf-8"))


def test_a_check_tells_every_reason_in_words_and_writes_the_rejects(three, tmp_path, capsys):
    rows = [
        shop("S7", platform="sàn lạ"),
        shop("S8", platform="sàn khác"),
        shop("S9"),
        shop("S10", opened_on="32/13/2021"),
    ]
    small.write_csv(tmp_path / "more" / "26" / "gian-hang.csv", rows)
    small.write_csv(tmp_path / "more" / "26" / "ghi-chep.csv", [{"Ghi chép": "một", "Khác": "hai"}] * 3)
    paper = docx.Document()
    paper.add_paragraph("Không có bảng nào")
    paper.save(tmp_path / "more" / "26" / "cong-van.docx")
    found = checked(tmp_path)
    files = {file["path"]: file for file in found["files"]}
    reasons = {reason["vi"].split(".")[0]: reason["rows"] for reason in files["26/gian-hang.csv"]["reasons"]}
    assert (
        reasons["Sàn không có trong danh mục"] == 2
        and sum(reasons.values()) == 3 == files["26/gian-hang.csv"]["rejected"]
    )
    assert files["26/gian-hang.csv"]["problems"] == []
    assert sum(problem["rows"] for problem in files["26/ghi-chep.csv"]["problems"]) == 3
    (problem,) = files["26/cong-van.docx"]["problems"]
    assert problem["vi"] and problem["en"] and problem["rows"] == files["26/cong-van.docx"]["rejected"]
    spoken = json.dumps([(file["problems"], file["reasons"]) for file in files.values()], ensure_ascii=False)
    assert not re.search(
        r"opened_on|household_code|shop_id|platform_unknown|{", spoken.replace("[{", "").replace(", {", "")
    )
    workbooks = {one["path"]: one["rejects"] for one in found["added"]}
    book = openpyxl.load_workbook(tmp_path / "refused" / workbooks["26/gian-hang.csv"])
    assert next(row[-2].value for row in book.active.iter_rows(min_row=2)).startswith("Sàn không có")
    assert not list((tmp_path / "warehouse").glob("rejects/check*"))
    assert (tmp_path / "refused" / workbooks["26/gian-hang.csv"]).stat().st_mode & 0o077 == 0


def test_a_check_says_which_shares_are_those_of_a_deadline(tmp_path, capsys):
    small.write_csv(tmp_path / "inbox" / "a.csv", [shop("S1"), shop("S2", unit=small.DINH_LAP, opened_on="01/10/2021")])
    assert command.main(["check", "--inbox", str(tmp_path / "inbox"), "--warehouse", str(tmp_path / "warehouse")]) == 0
    told = capsys.readouterr().out.splitlines()
    lines = {name: next(line for line in told if name in line) for name in ("Chi Lăng", "Đình Lập", "tỉnh Lạng Sơn")}
    assert lines["Chi Lăng"].endswith("chỉ tiêu tại hạn 20/09/2021")
    assert lines["Đình Lập"].endswith("chỉ tiêu") and lines["tỉnh Lạng Sơn"].endswith("chỉ tiêu")


def test_a_build_tells_the_same_reasons(three, tmp_path):
    small.write_csv(tmp_path / "inbox" / "b.csv", [shop("S7", platform="sàn lạ"), shop("S8")])
    built = small.build_quietly(tmp_path)
    (reason,) = built.file("b.csv")["reasons"]
    assert (
        reason["rows"] == 1 and reason["vi"].startswith("Sàn không có") and reason["en"].startswith("Unknown platform")
    )
    assert built.file("S1.csv")["reasons"] == built.file("S1.csv")["problems"] == []


def test_a_check_beside_a_damaged_snapshot_still_tells(three, tmp_path, capsys):
    three[2].snapshot.write_bytes(b"damaged")
    small.write_csv(tmp_path / "more" / "b.csv", [shop("S7")])
    found = checked(tmp_path)
    assert found["districts"] and all(row["achieved_before"] is None for row in found["districts"])


def test_a_check_judges_a_district_as_every_page_does(tmp_path, capsys):
    """The page of loading told Chi Lăng 90,0% and Bình Gia 33,5% of their targets, every other page 85,4% and 33,4%."""
    days = ["2021-08-01", "2021-09-20", "2021-10-01"]  # the last one after the deadline
    households = [{"household_code": f"HO-{at}", "opened_on": day} for at, day in enumerate(days)]
    rows = {
        "a": [shop(f"S{at}", **own) for at, own in enumerate(households)],
        "b": [small.account(f"A{at}", **own) for at, own in enumerate(households)],
    }
    for name, own in rows.items():
        small.write_csv(tmp_path / "inbox" / f"{name}.csv", own)
    built = small.build_quietly(tmp_path)
    small.write_csv(tmp_path / "more" / "c.csv", [shop("S9", **households[0])])
    capsys.readouterr()
    (district,) = (row for row in checked(tmp_path)["districts"] if row["unit_code"] == "187")
    ((judged,),) = built.ask(
        "SELECT of_target FROM mart.attainment WHERE unit_code = '187' AND indicator = 'both' AND day = DATE '2021-09-20'"
    )
    assert district["attainment_before"] == district["attainment_after"] == judged > 0
    assert district["achieved_before"] == district["achieved_after"] == 3
    assert re.search(r"huyện Chi Lăng: 3 hộ \(\+0\), đạt 0,0% → 0,0% chỉ tiêu", capsys.readouterr().out)
