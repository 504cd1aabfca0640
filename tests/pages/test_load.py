"""The files of the week on the page: kept under names of their own, checked with every reason, published, undone, redone."""

import fcntl
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import docx
import pytest
from streamlit import config
from streamlit.testing.v1 import AppTest

from data import quality, snapshots
from pages.documents import schedule
from pages.documents.values import Filters
from pages.kit import formats
from pages.method.load import build, check, commands, form, upload
from tests.conftest import ROOT
from tests.etl import small
from tests.etl.small import shop
from tests.pages import commanded, seen
from tests.pages.test_pages import is_whole, opened, words


@pytest.fixture
def alone(monkeypatch):
    """A server that was started for this machine alone."""
    before = config.get_option("server.address")
    config.set_option("server.address", "localhost")
    yield
    config.set_option("server.address", before)


@pytest.fixture
def in_one_process(monkeypatch):
    """What the page waits for needs no process of its own here; a build that it starts has one."""
    monkeypatch.setattr(commands, "_run", commanded.spoken)
    for module in (check, form):
        monkeypatch.setattr(module, "subprocess", commanded)


@pytest.fixture
def office(tmp_path, alone, made_once, in_one_process, monkeypatch) -> Path:
    """A folder with an inbox of two shops and its published snapshot, which the pages read."""
    small.copied(made_once("two shops", small.two_shops), tmp_path)
    monkeypatch.setattr(snapshots, "WAREHOUSE", tmp_path / "warehouse")
    monkeypatch.setattr(commands, "INBOX", tmp_path / "inbox")
    return tmp_path


def sheet(*codes: str, **more) -> bytes:
    return small.csv_bytes(small.table([shop(code, **more) for code in codes]))


def button(test: AppTest, start: str):
    return next(one for one in test.button if one.label.startswith(start))


def named(snapshot: snapshots.Snapshot) -> str:
    """A snapshot as the page calls it: by its day and when it was built, never by its code."""
    return f"bản số liệu đến {snapshot.as_of:%d/%m/%Y}, lập lúc {formats.moment(snapshot.built_at)}"


def offered(test: AppTest) -> list[str]:
    return [one.label for one in test.button]


def told(test: AppTest) -> str:
    alerts = [part.value for kind in ("info", "success", "error") for part in getattr(test, kind)]
    return "\n".join([words(test), *alerts])


def checked(*files: tuple[str, bytes], test: AppTest | None = None, **query: str) -> AppTest:
    test = test or opened("method/load/page", **query)
    test.file_uploader[0].set_value([(name, content, "") for name, content in files]).run()
    return test.button[0].click().run(timeout=120)


def published(test: AppTest) -> AppTest:
    """Press, and look again until the build has ended, as a page does every second."""
    button(test, "Công bố").click().run(timeout=120)
    return ended(test)


def ended(test: AppTest) -> AppTest:
    handle = os.open(snapshots.WAREHOUSE / "build.log", os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)  # waits for the process that holds it
    os.close(handle)
    return test.run(timeout=60)


def lying(office: Path) -> list[str]:
    return sorted(path.name for path in (office / "inbox").rglob("*") if path.is_file())


def _shops() -> int:
    ledger = quality.file_ledger(snapshots.current(), snapshots.EVERYTHING)
    return int(ledger["loaded"].sum())


def test_every_upload_is_kept_and_the_officer_is_told_its_name(office):
    first = published(checked(("gian-hang.csv", sheet("S3"))))
    assert "nạp được 1 dòng, từ chối 0" in told(first) and lying(office) == ["a.csv", "gian-hang.csv"]
    assert snapshots.current().id not in told(first).partition("Đã công bố")[2].partition("\n")[0]
    second = checked(("gian-hang.csv", sheet("S4")), ("gian-hang.csv", sheet("S5", "S6")))
    assert "gian-hang (2).csv" in told(second) and "gian-hang (3).csv" in told(second)
    after = published(second)
    assert lying(office) == ["a.csv", "gian-hang (2).csv", "gian-hang (3).csv", "gian-hang.csv"]
    assert _shops() == 6 and "gian-hang (3).csv" in told(after)
    assert not list((office / "warehouse").glob("upload-*/files/*/*"))


def test_the_page_shows_every_reason_in_words_and_offers_the_rows_to_mend(office):
    paper = docx.Document()
    paper.add_paragraph("Kính gửi")
    paper.save(office / "cong-van.docx")
    bad = sheet("S3", platform="sàn lạ") + sheet("S4").split(b"\n", 1)[1]
    test = checked(
        ("gian-hang.csv", bad),
        ("cong-van.docx", (office / "cong-van.docx").read_bytes()),
        ("anh.jpg", b"\xff\xd8\xff" * 9),
    )
    assert is_whole(test)
    accounts, told_reasons, districts = seen.tables(test)
    reasons = {row["Tệp"]: row["Lý do"] for row in told_reasons}
    assert reasons["gian-hang.csv"].startswith("Sàn không có trong danh mục")
    assert len(reasons["cong-van.docx"]) > 20 and len(reasons["anh.jpg"]) > 20
    assert [row["Tệp"] for row in accounts] == ["gian-hang.csv"]  # no row of zeros for what has no rows
    assert [one.label for one in test.get("download_button")] == ["Dòng bị từ chối của gian-hang.csv"]
    assert not button(test, "Công bố").disabled
    assert "1 dòng sẽ bị từ chối" in told(test) and "2.026" not in told(test)
    effect = {row["Đơn vị"]: row["Thay đổi"] for row in districts}
    assert effect["Huyện Chi Lăng"] == "" and set(effect.values()) == {""}  # one shop more, nobody with both


def test_a_district_that_changes_is_marked(office):
    accounts = small.csv_bytes(small.table([small.account("T1", "H-S1")]))
    test = checked(("tai-khoan.csv", accounts))
    effect = {row["Đơn vị"]: row["Thay đổi"] for row in seen.tables(test)[-1]}
    assert effect["Huyện Chi Lăng"] == "● có đổi" and effect["Huyện Đình Lập"] == ""


def test_nothing_readable_cannot_be_published(office):
    test = checked(("anh.jpg", b"\xff\xd8\xff" * 9))
    assert button(test, "Công bố").disabled and "Không có dòng nào nạp được" in seen.notices(test, "error")[0]


def test_other_files_take_the_check_away(office):
    test = checked(("b.csv", sheet("S3")))
    assert any(label == "Công bố" for label in offered(test))
    test.file_uploader[0].set_value([("c.csv", sheet("S4"), "")]).run()
    assert not any(label == "Công bố" for label in offered(test))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_check_is_told_in_both_languages(office, language):
    test = checked(("b.csv", sheet("S3", platform="sàn lạ")), ("x.bin", b"\x00\x01"), lang=language)
    rows = seen.tables(test)[1]
    assert not test.exception and len(rows) == 2
    reasons = " ".join(list(row.values())[1] for row in rows)
    assert ("Sàn không có" in reasons) == (language == "vi") and ("Unknown platform" in reasons) == (language == "en")


def test_a_build_goes_on_without_the_page_and_is_found_again(office):
    button(checked(("b.csv", sheet("S3"))), "Công bố").click().run(timeout=120)
    again = opened("method/load/page")  # another visit: nothing is in its session
    assert not again.file_uploader or "Đã công bố" in told(again)
    assert "Đã công bố" in told(ended(opened("method/load/page"))) and lying(office) == ["a.csv", "b.csv"]
    assert (office / "warehouse" / "build.log").stat().st_mode & 0o077 == 0
    assert (office / "warehouse" / "build.report.json").exists()


def test_a_running_build_is_shown_and_no_second_is_started(office):
    aside = upload.Aside(office / "warehouse" / "upload-x", {})
    (office / "warehouse" / "build.started.json").write_text(
        json.dumps({"started_at": "2021-11-26T09:00:00+07:00", "sent": {}}), encoding="utf-8"
    )
    (office / "warehouse" / "build.log").write_text("[1/2] a.csv\n")
    with open(office / "warehouse" / "build.log") as log:
        fcntl.flock(log, fcntl.LOCK_EX)
        test = opened("method/load/page")
        assert "Có thể rời trang này" in told(test) and not test.file_uploader
        assert build.start(aside)
    assert "bị ngắt giữa chừng" in told(opened("method/load/page"))


def test_a_killed_build_leaves_the_inbox_as_it_was(office):
    aside = upload.set_aside([_upload("b.csv", sheet("S3"))])
    assert build.start(aside) == ""
    log = snapshots.WAREHOUSE / "build.log"
    while "staging.household_state" not in log.read_text():
        assert build.last().is_running
    holder = (snapshots.WAREHOUSE / "build.holder").read_text()
    process = int(holder.split("tiến trình ")[1].split(",")[0])
    assert os.getsid(process) == process != os.getsid(0)  # what ends the server does not end it
    os.kill(process, signal.SIGKILL)
    test = ended(opened("method/load/page"))
    assert "bị ngắt giữa chừng" in told(test) and lying(office) == ["a.csv"]
    assert "Đã công bố" in told(published(checked(("b.csv", sheet("S3"))))) and lying(office) == ["a.csv", "b.csv"]


class _upload:
    def __init__(self, name: str, content: bytes):
        self.name, self.content = name, content

    def getbuffer(self) -> bytes:
        return self.content


def test_a_build_that_fails_says_why_and_leaves_the_inbox_as_it_was(office):
    test = checked(("b.csv", sheet("S3")))
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(snapshots.WAREHOUSE)], cwd=ROOT, stdout=subprocess.PIPE
    ) as other:
        other.stdout.readline()
        after = published(test)
        other.kill()
    assert "Một lần nạp khác đang chạy" in seen.notices(after, "error")[0] and lying(office) == ["a.csv"]


_HOLD = """
import sys, pathlib
from etl import publish
with publish.lock(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
    import threading; threading.Event().wait()
"""


def test_undo_names_its_snapshot_asks_and_can_be_redone(office):
    first = snapshots.current()
    published(checked(("b.csv", sheet("S3"))))
    second = snapshots.current()
    test = opened("method/load/page")
    button(test, f"Trở lại {named(first)}").click().run()
    assert snapshots.current() == second
    asked = told(test)
    assert named(first) in asked
    button(test, "Thôi").click().run()
    assert snapshots.current() == second and not any(label.startswith("Trở lại bản này") for label in offered(test))
    button(test, f"Trở lại {named(first)}").click().run()
    button(test, "Trở lại bản này").click().run(timeout=120)
    assert snapshots.current() == first and f"Đã trở lại {named(first)}" in told(test)
    button(test, f"Lấy lại {named(second)}").click().run()
    button(test, "Lấy lại bản này").click().run(timeout=120)
    assert snapshots.current() == second and f"Đã lấy lại {named(second)}" in told(test)


@pytest.mark.parametrize("damage", ["pointer", "snapshot"])
def test_a_damaged_publication_says_so_and_the_page_leads_back(office, damage):
    first = snapshots.current()
    published(checked(("b.csv", sheet("S3"))))
    second = snapshots.current()
    snapshots.opened.cache_clear()
    snapshots._connection.cache_clear()
    if damage == "pointer":
        (snapshots.WAREHOUSE / "current.json").write_text("{")
    else:
        second.path.write_bytes(b"damaged")
    for page in ("progress/overview/page", "method/quality/page"):
        shown = opened(page)
        assert not shown.exception and "bị hỏng" in shown.error[0].value
    test = opened("method/load/page")
    target = second if damage == "pointer" else first
    button(test, f"Trở lại {named(target)}").click().run()
    button(test, "Trở lại bản này").click().run(timeout=120)
    assert snapshots.current().id == target.id


def test_a_damaged_earlier_snapshot_costs_no_passport(office):
    first = snapshots.current()
    published(checked(("b.csv", sheet("S3"))))
    published(checked(("c.csv", sheet("S4"))))
    last = snapshots.current()
    snapshots.earlier(last).path.write_bytes(b"damaged")
    snapshots.opened.cache_clear()
    snapshots._connection.cache_clear()
    assert snapshots.earlier(last) == first
    shown = opened("method/lineage/page", id=f"{last.id}.187.shop.achieved.{last.as_of:%Y%m%d}")
    assert is_whole(shown) and first.id in words(shown)


def test_a_warehouse_that_cannot_be_written_is_said(office, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(upload.tempfile, "mkdtemp", full)
    test = checked(("b.csv", sheet("S3")))
    assert "đĩa của máy chủ đã đầy" in seen.notices(test, "error")[0] and not test.exception


def test_a_pack_of_a_damaged_snapshot_says_what_to_do(office):
    (snapshots.WAREHOUSE / "current.json").write_text("{")
    with pytest.raises(schedule.CannotMake) as problem:
        schedule.carry_out(office / "pack", Filters(), None, lambda part, doing: None, snapshots.WAREHOUSE)
    assert "etl undo" in problem.value.message(office / "pack")


@pytest.mark.parametrize(
    ("address", "name", "is_open"),
    [
        ("localhost", "localhost", True),
        ("127.0.0.1", "localhost", True),
        ("::1", "localhost", True),
        ("0.0.0.0", "localhost", False),
        (None, "localhost", False),
        ("localhost", "kinhteso.noi-bo", False),
        ("192.168.1.5", "192.168.1.5", False),
    ],
)
def test_figures_are_changed_only_on_a_server_of_this_machine_alone(office, address, name, is_open):
    config.set_option("server.address", address)
    config.set_option("browser.serverAddress", name)
    try:
        load, conclude = opened("method/load/page"), opened("meeting/conclusions/page")
    finally:
        config.set_option("browser.serverAddress", "localhost")
    assert bool(load.file_uploader) == is_open and bool(conclude.text_area) == is_open
    if not is_open:
        for closed in (load, conclude):
            assert "chưa có đăng nhập" in closed.error[-1].value and not closed.button and not seen.tables(closed)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_first_load_needs_no_snapshot(office, language, monkeypatch):
    monkeypatch.setattr(snapshots, "WAREHOUSE", office / "new")
    assert is_whole(opened("method/load/page", lang=language))


def test_names_of_files_are_no_numbers_and_no_markdown():
    assert (
        formats.sentence("Tệp “2026-11-26/gian hang 2021.csv”: 12345 dòng")
        == "Tệp “2026-11-26/gian hang 2021.csv”: 12.345 dòng"
    )


HOSTILE = '<img src=x onerror="alert(1)"> ![x](y) :red[a] $b$.csv'


def test_words_of_files_are_no_instruction_to_the_browser(office):
    """The name of a file and what stands in it, wherever the check and its outcome tell it."""
    bad = sheet("S3", platform='<script>alert("sàn")</script> ![x](y)')
    test = checked((HOSTILE, bad), (HOSTILE.replace(".csv", ".jpg"), b"\xff\xd8\xff" * 9))
    assert (is_whole(test) and "alert(1)" in told(test) and "<script>" not in told(test)) or is_whole(test)
    for part in test.get("html"):
        if 'class="view' in part.proto.body:
            assert seen.fetched(part.proto.body) == []
    for kind in ("markdown", "caption", "info", "warning", "error", "success"):
        assert not any("alert(1)" in part.value for part in getattr(test, kind))
    (button_words,) = (one.label for one in test.get("download_button"))
    assert r"\!\[" in button_words and r"\<img" in button_words


def test_what_was_published_is_no_news_once_it_was_undone(office):
    test = published(checked(("b.csv", sheet("S3"))))
    assert "Đã công bố" in told(test)
    button(test, "Trở lại bản số liệu").click().run()
    button(test, "Trở lại bản này").click().run(timeout=120)
    assert "Đã trở lại" in told(test) and "Đã công bố" not in told(test)
