"""What changed, on the page, in the pack and as plain text: the same figures, worked out by hand in `two_snapshots`."""

import io
import shutil

import openpyxl
import pytest
from docx import Document
from PIL import Image

from data import conclusions, snapshots, vocabulary
from data.snapshots import EVERYTHING, NotInSnapshot
from etl.__main__ import main
from pages.documents import changed, content, offline, report, sheets
from pages.documents.values import Filters
from pages.kit.address import Address
from pages.kit.texts import spoken, text
from pages.kit.view import Heading, Notice, Sentence, flat
from pages.meeting.changes import letter, view
from tests.etl import small, two_snapshots
from tests.pages.test_pages import is_whole, opened, words

PAGE = "meeting/changes/page"


@pytest.fixture
def shown(pair, monkeypatch) -> snapshots.Snapshot:
    """The dashboard reads the later of the two."""
    monkeypatch.setattr(snapshots, "WAREHOUSE", pair[1].path.parents[1])
    return pair[1]


def said(made) -> list[str]:
    return [part.words for part in flat(made.parts) if isinstance(part, Sentence | Notice)]


def test_the_page_says_who_moved_what_moved_and_why(shown, vietnamese):
    made = view.changed(shown, EVERYTHING, Address())
    told = "\n".join(said(made))
    rises, falls = vocabulary.unit(two_snapshots.RISES), vocabulary.unit(two_snapshots.FALLS)
    for part in (
        "Toàn tỉnh thêm 5 hộ có cả gian hàng và tài khoản. 2 xã tụt lại, 1 xã đuổi kịp. 9 huyện, thành phố chưa có dòng mới.",
        f"1 xã đuổi kịp: {rises.full_name} (Đình Lập) từ chậm nhiều thành đã đạt.",
        f"{falls.full_name} (Đình Lập) từ kịp tiến độ thành chậm nhiều",
        "hộ có cả hai 5 → 10 (+5)", "hộ có gian hàng số 6 → 11 (+5)",
        "Số hộ có cả gian hàng và tài khoản: Đình Lập +4, Chi Lăng +1.",
        "Đã hết hạn: giai đoạn 1. Huyện, xã của giai đoạn đã hết hạn đứng ở số tại hạn; phần đạt sau hạn chỉ có trong số toàn tỉnh.",
        "5 tệp mới (tài khoản 2, gian hàng 3).", "2 tệp thay nội dung (tài khoản 1, gian hàng 1).",
        "2 tệp rút ra khỏi thư mục nạp (tài khoản 1, gian hàng 1).", "1 ô được tệp sau sửa lại.",
        "Tính lại cho ngày 05/10/2021 theo các tệp hiện có, số hộ có cả hai đổi:", "Đình Lập −1", "Chi Lăng +1",
        "9 đơn vị chưa có dòng mới nào: Bắc Sơn, Bình Gia, Cao Lộc, Hữu Lũng, thành phố Lạng Sơn, Lộc Bình, ",
    ):  # fmt: skip
        assert part in told, part
    moved = made.part("changes.communes.table")
    assert list(moved.rows["move_label"]) == ["Tụt lại", "Tụt lại", "Không còn số liệu", "Đuổi kịp"]
    assert moved.rows["leads_to"].iloc[-1].address == (("unit", two_snapshots.RISES),)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_page_opens_since_each_choice(shown, language):
    for query in ({}, {"since": snapshots.earlier(shown).id}, {"since": "nothing"}):
        test = opened(PAGE, lang=language, **query)
        assert is_whole(test) and {"vi": "hộ có cả hai 5 → 10 (+5)", "en": "households with both 5 → 10 (+5)"}[
            language
        ] in words(test)
    test = opened(PAGE, lang=language, since="meeting")
    with spoken(language):
        assert is_whole(test) and text("changes.meeting.none") in words(test)


def test_one_snapshot_says_what_to_do(pair, vietnamese):
    before, _ = pair
    assert said(view.changed(before, EVERYTHING, Address())) == [text("changes.only_one")]
    assert changed.since(before, EVERYTHING).paragraphs == (text("document.changes.only_one"),)


def test_an_earlier_snapshot_of_another_version_is_told(shown, vietnamese, monkeypatch):
    def raises(*_):
        raise NotInSnapshot("x")

    monkeypatch.setattr(view.changes, "between", raises)
    assert said(view.changed(shown, EVERYTHING, Address())) == [text("changes.older")]


def test_the_pack_says_the_same(shown, tmp_path):
    shutil.copytree(shown.path.parents[1], tmp_path / "warehouse")
    _, now = two_snapshots.pair(tmp_path)
    pack = content.build(now, EVERYTHING, Filters())
    with spoken("vi"):
        page = [part for part in said(view.changed(now, EVERYTHING, Address())) if part != text("changes.pace")]
        assert list(pack.changed.paragraphs) == [
            text("document.changes.since", name="So với bản số liệu liền trước", told=page[0]),
            *page[1:],
        ]
    paper = [one.text for one in Document(io.BytesIO(report.docx(pack, _png()))).paragraphs]
    html = offline.page(pack, b"<svg></svg>").decode()
    for words_of in pack.changed.paragraphs:
        assert words_of in paper and words_of in html
    book = openpyxl.load_workbook(io.BytesIO(sheets.workbook(pack)))
    rows = [row[:7] for row in book["Con số thay đổi"].iter_rows(values_only=True)]
    assert ("Huyện Đình Lập", "Hộ có cả hai", 2, 6, 4, 5, -1) in rows
    assert "Xã đổi trạng thái" in book.sheetnames and not [name for name in book.sheetnames if "ệp" in name]


def test_a_meeting_on_another_snapshot_is_told_apart(shown, tmp_path, vietnamese):
    shutil.copytree(shown.path.parents[1], tmp_path / "warehouse")
    before, _ = two_snapshots.pair(tmp_path)
    (tmp_path / "inbox").mkdir()
    small.write_csv(tmp_path / "inbox" / "gian-hang.csv", [small.shop("S1")])
    small.build_quietly(tmp_path, "--as-of", "2021-11-06")
    now = snapshots.current(tmp_path / "warehouse")
    names = [text(f"document.changes.{name}") for name in ("previous", "meeting")]
    for is_recorded in (False, True):
        told = changed.since(now, EVERYTHING).paragraphs
        assert [one.split(":")[0] for one in told if one.startswith(tuple(names))] == names[: 1 + is_recorded]
        conclusions.record(
            "Việc", "Sở", now.as_of, f"{before.id}.20.both.coverage.20211005", "5", tmp_path / "warehouse"
        )
    at = next(number for number, one in enumerate(told) if one.startswith(names[1]))
    assert "05/11/2021" in told[1] and "05/10/2021" in told[at + 1]


def _png() -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (4, 4)).save(target, "PNG")
    return target.getvalue()


# The command.


def test_the_letter_is_the_page_in_plain_text(pair, vietnamese):
    written = letter.written(*pair, EVERYTHING).split("\n")
    made = view.changed(pair[1], EVERYTHING, Address())
    assert {line[2:] for line in written if line.startswith("- ")} == {*said(made)} - {text("changes.pace")}
    headings = {part.words for part in flat(made.parts) if isinstance(part, Heading)}
    assert {text(f"changes.{name}") for name in ("whole", "communes", "districts", "why", "unsent")} <= headings & {
        *written
    }


def test_the_command_writes_the_letter_and_names_no_file(pair, capfd, tmp_path):
    warehouse = str(pair[1].path.parents[1])
    assert main(["changes", "--warehouse", warehouse]) == 0
    told = capfd.readouterr().out
    with spoken("vi"):
        assert told.strip() == letter.written(*pair, EVERYTHING)
    assert ".csv" not in told and "H-" not in told and "falls" not in told
    assert main(["changes", "--warehouse", warehouse, "--since", "2021-10-04"]) == 1
    refused = capfd.readouterr()
    assert refused.out == "" and pair[0].id in refused.err
    assert main(["changes", "--warehouse", str(tmp_path)]) == 1
    assert "python -m etl build" in capfd.readouterr().err
