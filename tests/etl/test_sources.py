"""The lists that an office extends: saved by a spreadsheet programme, misspelt, and with lines for one kind and for all."""

import shutil

import duckdb
import pytest

from etl import forms, sources
from etl.__main__ import main
from etl.build import rules
from tests.etl import small
from tests.etl.small import shop


@pytest.fixture
def lists(tmp_path, monkeypatch):
    """The lists in a folder of their own, read anew."""
    folder = tmp_path / "sources"
    shutil.copytree(sources.FOLDER, folder)
    monkeypatch.setattr(sources, "FOLDER", folder)
    cached = [sources.header_rows, sources.value_rows, sources.headers, sources.values]
    for function in cached:
        function.cache_clear()
    yield folder
    for function in cached:
        function.cache_clear()


def add(lists, name: str, *lines: str) -> None:
    with open(lists / name, "a", encoding="utf-8") as file:
        file.writelines(f"{line}\r\n" for line in lines)


@pytest.mark.parametrize("name", ["headers.csv", "values.csv"])
def test_semicolons_for_commas_change_nothing(lists, name):
    before = (sources.headers("shops"), sources.headers("orders"), sources.values("platform"))
    small_file = (lists / name).read_text(encoding="utf-8-sig")
    rows = list(sources.csv.reader(sources.io.StringIO(small_file, newline="")))
    (lists / name).write_bytes(small.csv_bytes(rows, "utf-8-sig", ";"))
    for function in (sources.header_rows, sources.value_rows, sources.headers, sources.values):
        function.cache_clear()
    assert (sources.headers("shops"), sources.headers("orders"), sources.values("platform")) == before


@pytest.mark.parametrize("kind_first", [True, False])
def test_a_line_for_one_kind_beats_one_for_all_whatever_their_order(lists, kind_first):
    lines = ["shops,shop_id,Mã định danh riêng", "*,household_code,Mã định danh riêng"]
    add(lists, "headers.csv", *(lines if kind_first else lines[::-1]))
    assert [name for name, _ in sources.headers("shops")["Mã định danh riêng"]] == ["shop_id"]
    assert [name for name, _ in sources.headers("accounts")["Mã định danh riêng"]] == ["household_code"]


@pytest.mark.parametrize(
    "name, line", [("headers.csv", "households,household,Tổng số hộ dân"), ("headers.csv", "shop,shop_id,Mã"), ("headers.csv", "targets,indicator:gian,GH"), ("values.csv", "platfrom,voso,vỏ")]
)  # fmt: skip
def test_a_line_that_names_nothing_there_is_told_with_its_place(lists, name, line, tmp_path):
    assert sources.unknown_lines() == []
    add(lists, name, line)
    for function in (sources.header_rows, sources.value_rows):
        function.cache_clear()
    number = (lists / name).read_text(encoding="utf-8-sig").count("\n")
    assert sources.unknown_lines() == [(name, number)]
    small.write_csv(tmp_path / "inbox" / "a.csv", [shop("S1")])
    built = small.build_quietly(tmp_path)
    (detail,) = [found["detail_vi"] for found in built.report["findings"] if found["rule"] == "list_line_unknown"]
    assert f"Danh mục {name}, dòng {number}" in detail


@pytest.mark.parametrize("name", ["headers.csv", "values.csv", "measures.csv", "phrases.csv"])
def test_lists_are_part_of_the_identity_of_a_snapshot(lists, name):
    before = rules([])
    add(lists, name, "x,y,z")
    assert rules([]) != before


def test_forms_are_part_of_the_identity_of_a_snapshot():
    one = forms.Form("a", "A", ("Xã",), (), "1")
    assert (
        len(
            {
                rules([]),
                rules([one]),
                rules([forms.Form("b", "A", ("Xã",), (), "1")]),
                rules([forms.Form("a", "A", ("Xã",), (), "2")]),
            }
        )
        == 4
    )


def test_a_snapshot_of_an_earlier_code_is_not_fresh_and_no_error(tmp_path, capsys):
    small.write_csv(tmp_path / "inbox" / "a.csv", [shop("S1")])
    built = small.build(tmp_path, capsys)
    with duckdb.connect(str(built.snapshot)) as snapshot:
        snapshot.execute("ALTER TABLE mart.snapshot DROP COLUMN rules")
    assert main(["fresh", "--inbox", str(tmp_path / "inbox"), "--warehouse", str(built.warehouse)]) == 1
    said = capsys.readouterr()
    assert said.out + said.err == ""
