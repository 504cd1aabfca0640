"""The files of the simulated inbox: all kinds, they open, they say what they are, the same seed gives the same bytes."""

import codecs
import csv
import gzip
import hashlib
import io
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from etl.demo import documents_of, simulate, write_inbox
from etl.demo.imperfections import PLANTED, plant

KINDS = {
    "households", "targets", "shops", "accounts", "listings", "certificates", "orders", "field_activity",
    "progress_reports", "published_figures",
}  # fmt: skip
SEED, SMALL = 5, 0.02
HEADERS = Path(__file__).parents[2] / "etl" / "sources" / "headers.csv"


@pytest.fixture(scope="session")
def small() -> dict[str, pd.DataFrame]:
    return simulate(SEED, SMALL)


@pytest.fixture(scope="session")
def inbox(tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("inbox")
    write_inbox(out, SEED, SMALL, progress=lambda _: None)
    return out


@pytest.mark.parametrize("day", [date(2021, 7, 24), date(2021, 9, 15), date(2021, 12, 31), date(2022, 6, 1)])
def test_any_as_of_day(day):
    tables = simulate(SEED, SMALL, day)
    for name, column in (("shops", "opened_on"), ("accounts", "opened_on"), ("orders", "ordered_on")):
        assert (tables[name][column] <= pd.Timestamp(day)).all()
    assert len(tables["shops"])
    assert len(documents_of(tables, SEED, day)) > 5


def test_scale(small):
    for name, at_full_scale in (("shops", 89_300), ("accounts", 73_700), ("listings", 8_740)):
        assert abs(len(small[name]) / (at_full_scale * SMALL) - 1) < 0.06, name


def test_an_earlier_day_is_the_same_story(small):
    """The as-of day cuts; it does not change what happened before."""
    earlier = simulate(SEED, SMALL, date(2021, 9, 30))
    same = small["shops"][small["shops"]["opened_on"] <= pd.Timestamp("2021-09-30")]
    assert earlier["shops"]["shop_id"].tolist() == same["shop_id"].tolist()


def digests(folder: Path) -> dict[str, tuple[str, float]]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {
        str(path.relative_to(folder)): (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime)
        for path in files
    }


def test_same_seed_same_bytes(inbox, tmp_path):
    write_inbox(tmp_path, SEED, SMALL, progress=lambda _: None)
    assert digests(tmp_path) == digests(inbox)


def test_a_new_inbox_replaces_the_simulated_one_and_nothing_else(tmp_path):
    (tmp_path / "of-the-office.csv").write_text("a\n")
    write_inbox(tmp_path, SEED, SMALL, date(2021, 10, 31), progress=lambda _: None)
    write_inbox(tmp_path, SEED, SMALL, date(2021, 9, 10), progress=lambda _: None)
    names = [path.name for path in tmp_path.rglob("*") if path.is_file()]
    assert "of-the-office.csv" in names
    assert not any("2021-10" in name for name in names)


def test_other_seed_other_people(small):
    assert simulate(SEED + 1, SMALL)["households"]["full_name"].tolist() != small["households"]["full_name"].tolist()


def test_every_file_opens_and_says_it_is_simulated(inbox):
    assert (inbox / ".simulated").exists()
    files = [path for path in inbox.rglob("*") if path.is_file() and path.name != ".simulated"]
    assert 60 <= len(files) <= 95
    for path in files:
        assert path.name.startswith("mo-phong_")
        if path.suffix == ".xlsx":
            sheet = openpyxl.load_workbook(path, read_only=True).worksheets[0]
            top = [cell for row in sheet.iter_rows(max_row=8, values_only=True) for cell in row]
            assert "SỐ LIỆU MÔ PHỎNG" in top, path.name
        else:
            assert len(list(csv.reader(io.StringIO(text_of(path))))) > 1


def text_of(path: Path) -> str:
    content = path.read_bytes()
    if path.suffix == ".gz":
        content = gzip.decompress(content)
    if path.suffix == ".zip":
        archive = zipfile.ZipFile(io.BytesIO(content))
        content = archive.read(archive.namelist()[0])
    if content.startswith(codecs.BOM_UTF8):
        return content.decode("utf-8-sig")
    return content.decode("utf-16" if content.startswith(codecs.BOM_UTF16_LE) else "cp1258")


def test_all_kinds_with_headers_that_are_accepted(small):
    documents = documents_of(small, SEED, date(2021, 11, 15))
    assert {document.kind for document in documents} == KINDS
    known = pd.read_csv(HEADERS, encoding="utf-8-sig")
    free = {"STT", "Ghi chú", "Hộ nông nghiệp"}
    for document in documents:
        accepted = set(known.loc[known["kind"].isin(("*", document.kind)), "header"])
        assert set(document.headers) - free <= accepted, document.path
        assert all(len(row) == len(document.headers) for row in document.rows), document.path


def test_planted_rows_are_counted(small):
    documents = documents_of(small, SEED, date(2021, 11, 15))
    planted = plant(documents)
    assert sum(planted.values()) == sum(count for _, _, _, count, _, _ in PLANTED) == 37
