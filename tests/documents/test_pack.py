"""The whole pack: what is in it, told as it goes, written all or nothing, and loud when it could not be."""

import io
import subprocess
import sys
import time
import zipfile

import pytest
from pptx import Presentation

from data import schedule, snapshots
from pages.documents import pack as whole
from pages.documents.__main__ import main
from pages.documents.values import Filters
from tests.conftest import ROOT

SECONDS = 20


@pytest.fixture(scope="module")
def told() -> list[tuple[float, str]]:
    return []


@pytest.fixture(scope="module")
def made(snapshot, told) -> dict[str, bytes]:
    started = time.monotonic()
    files = whole.make(snapshot, snapshots.EVERYTHING, Filters(), lambda part, doing: told.append((part, doing)))
    assert time.monotonic() - started < SECONDS
    return files


@pytest.fixture
def warehouse(small_warehouse, tmp_path):
    """The small snapshot in a warehouse of its own, to fail in."""
    place = tmp_path / "warehouse"
    place.mkdir()
    (place / "current.json").write_bytes((small_warehouse / "current.json").read_bytes())
    (place / "snapshots").symlink_to(small_warehouse / "snapshots")
    return place


def silent(part: float, doing: str) -> None:
    """Nobody looks on."""


@pytest.fixture
def quick(monkeypatch):
    """A pack of one file: these tests are about where it goes, not about what is in it."""
    files = {
        whole.INDEX: f"{whole.INDEX}\nbao-cao.pdf\nthe/178.png\n".encode(),
        "bao-cao.pdf": b"%PDF",
        "the/178.png": b"PNG",
    }
    monkeypatch.setattr(whole, "make", lambda *_: files)


def run(warehouse, folder, *more: str) -> int:
    return main(["--out", str(folder), "--warehouse", str(warehouse), *more])


def test_every_document_is_in_the_pack(made):
    endings = sorted(name.rsplit(".", 1)[-1] for name in made)
    assert endings == sorted(["pptx", "docx", "xlsx", "pdf", "pdf", "html", "svg", "txt", "png", *["png"] * 11])
    signatures = {"pptx": b"PK", "docx": b"PK", "xlsx": b"PK", "pdf": b"%PDF", "png": b"\x89PNG"}
    assert all(told.startswith(signatures.get(name.rsplit(".", 1)[-1], b"")) and told for name, told in made.items())
    assert all(name.isascii() and " " not in name for name in made)


def test_the_index_lists_every_file_and_the_snapshot(made, snapshot):
    lines = made[whole.INDEX].decode().splitlines()
    assert set(made) <= set(lines)
    assert any(snapshot.id in line for line in lines) and any(line.startswith("SỐ LIỆU MÔ PHỎNG") for line in lines)


def test_progress_goes_from_nothing_to_all(made, told):
    parts = [part for part, _ in told]
    assert parts[0] == 0 and parts[-1] == 1 and parts == sorted(parts) and len(parts) >= 8
    assert all(doing for _, doing in told)


def test_the_zip_holds_every_file(made):
    with zipfile.ZipFile(io.BytesIO(whole.zipped(made))) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == made


def test_the_same_snapshot_gives_the_same_picture_and_page(snapshot, made):
    again = whole.make(snapshot, snapshots.EVERYTHING, Filters(), silent)
    for name in made:
        if name.endswith((".svg", ".png", ".html", ".txt", ".pdf")):
            assert again[name] == made[name], name


def test_a_viewer_of_one_district_gets_a_pack_too(snapshot):
    made = whole.make(snapshot, snapshots.Scope(frozenset({"189"})), Filters(), silent)
    assert {name.rsplit(".", 1)[-1] for name in made} == {"pptx", "docx", "xlsx", "pdf", "html", "svg", "txt", "png"}


def test_the_pack_takes_the_place_of_the_one_before(quick, warehouse, tmp_path):
    for _ in range(2):
        assert run(warehouse, tmp_path / "out") == 0
    written = {path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*.*")}
    assert written == {whole.INDEX, "bao-cao.pdf", "the/178.png"}
    assert {path.name for path in tmp_path.iterdir()} == {"out", "warehouse"}  # nothing half-made is left beside


def test_the_command_runs_by_itself(warehouse, tmp_path):
    command = [
        sys.executable,
        "-m",
        "pages.documents",
        "--out",
        tmp_path / "out",
        "--warehouse",
        warehouse,
        "--language",
        "en",
    ]
    done = subprocess.run(list(map(str, command)), cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert "100%" in done.stdout
    assert len(list((tmp_path / "out" / "the").iterdir())) == 11


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["--snapshot", "000000-none"], "không còn giữ bản số liệu 000000-none"),
        (["--day", "2030-01-01"], "ngày 01/01/2030 nằm ngoài số liệu"),
        (["--indicator", "shops"], "chỉ số shops không có chỉ tiêu"),
    ],
)
def test_what_cannot_be_made_is_told_in_a_file_until_it_can(quick, warehouse, tmp_path, capsys, arguments, why):
    assert run(warehouse, tmp_path / "out", *arguments) == 1
    trouble = schedule.trouble(warehouse)
    assert why in trouble and "Việc cần làm:" in trouble and str(tmp_path / "out") in trouble
    assert why in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
    assert run(warehouse, tmp_path / "out") == 0
    assert schedule.trouble(warehouse) is None


def test_without_a_snapshot_the_reason_is_told(tmp_path):
    assert run(tmp_path / "empty", tmp_path / "out") == 1
    assert "chưa có bản số liệu nào được công bố" in schedule.trouble(tmp_path / "empty")


def test_a_fault_leaves_the_pack_before_as_it_was(quick, warehouse, tmp_path, monkeypatch):
    assert run(warehouse, tmp_path / "out") == 0

    def broken(*_):
        raise ValueError("hỏng")

    monkeypatch.setattr(whole, "make", broken)
    assert run(warehouse, tmp_path / "out") == 1
    assert "lỗi của chương trình (ValueError: hỏng)" in schedule.trouble(warehouse)
    assert (tmp_path / "out" / "bao-cao.pdf").read_bytes() == b"%PDF"


def test_a_template_without_our_layouts_is_named(warehouse, tmp_path, monkeypatch):
    Presentation().save(str(tmp_path / "office.pptx"))
    monkeypatch.setattr(whole.slides, "SLIDES", tmp_path / "office.pptx")
    assert run(warehouse, tmp_path / "out") == 1
    assert "mẫu trình chiếu thiếu bố cục (Nội dung, Trang bìa)" in schedule.trouble(warehouse)


def test_somebodys_files_are_never_taken_away(quick, warehouse, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "ghi chép.txt").write_text("của tôi", encoding="utf-8")
    assert run(warehouse, tmp_path / "out") == 1
    assert "ghi chép.txt" in schedule.trouble(warehouse)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["ghi chép.txt"]


def test_a_file_does_not_give_way_to_the_pack(quick, warehouse, tmp_path):
    (tmp_path / "out").write_text("của tôi", encoding="utf-8")
    assert run(warehouse, tmp_path / "out") == 1
    assert "đó là một tệp chứ không phải thư mục" in schedule.trouble(warehouse)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith((".out", "out"))] == ["out"]


def test_a_folder_that_cannot_be_written_is_told(quick, warehouse, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert run(warehouse, tmp_path / "file" / "out") == 1
    assert "không ghi được thư mục (đĩa báo lỗi)" in schedule.trouble(warehouse)
