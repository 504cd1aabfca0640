"""Documents of hostile text: each is made, says it, and holds no link, picture or formula of it."""

import io
import re
import zipfile
from functools import partial

import pytest
from openpyxl import load_workbook

from data import conclusions, snapshots
from data.snapshots import EVERYTHING
from pages.documents import exports
from pages.documents import pack as whole
from pages.documents.values import Filters
from pages.kit.address import Address
from pages.kit.view import View
from pages.meeting.changes import view as changes
from pages.meeting.conclusions import listing, notice
from pages.method.quality import view as quality
from tests import hostile
from tests.documents import reading

pytestmark = pytest.mark.usefixtures("vietnamese")


@pytest.fixture(scope="module")
def snapshot(made_once, small_warehouse) -> snapshots.Snapshot:
    folder = made_once("hostile", partial(hostile.build, small_warehouse=small_warehouse))
    return snapshots.current(folder / "warehouse")


@pytest.fixture(scope="module")
def known(snapshot) -> list[conclusions.Conclusion]:
    return conclusions.latest(snapshot.path.parents[1])


def references(content: bytes) -> list[str]:
    """Every place that an office document refers to outside of itself, and every formula."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {
            name: archive.read(name).decode(errors="replace")
            for name in archive.namelist()
            if name.endswith((".xml", ".rels"))
        }
    found = [
        found
        for name, part in parts.items()
        if name.endswith(".rels")
        for found in re.findall(
            r'Target="([^"]*)"[^>]*TargetMode="External"|TargetMode="External"[^>]*Target="([^"]*)"', part
        )
    ]
    return ["".join(one) for one in found] + [
        formula for part in parts.values() for formula in re.findall(r"<f>[^<]*HYPERLINK", part)
    ]


def test_the_pack_is_made_and_refers_to_nothing_of_it(snapshot):
    made = whole.make(snapshot, EVERYTHING, Filters(), lambda part, words: None)
    for name, content in made.items():
        if name.endswith((".pptx", ".docx", ".xlsx")):
            assert not [one for one in references(content) if "evil" in one or "HYPERLINK" in one], name
        if name.endswith(".html"):
            assert not re.findall(r"<(?:img|a|script)[^>]*evil", content.decode())
        if name.endswith(".pdf"):
            assert b"/URI (http://evil" not in content


def test_the_notice_is_made_and_says_what_was_concluded(snapshot, known):
    content = notice.docx(snapshot, EVERYTHING, known)
    assert references(content) == []
    assert "[đăngnhập](http://evil.example)" in reading.words("docx", content)


@pytest.mark.parametrize("make", [quality.quality, changes.changed])
def test_a_page_is_taken_away_and_refers_to_nothing_of_it(snapshot, make):
    shown = make(snapshot, EVERYTHING, Address())
    _taken_away(shown, snapshot)


def test_the_ledger_of_conclusions_is_taken_away(snapshot, known):
    _taken_away(
        View(
            "Sổ kết luận",
            (listing.table(known, snapshot, EVERYTHING), listing.history(known[0].conclusion)),
            changes._figure(snapshot),
        ),
        snapshot,
    )


def _taken_away(shown: View, snapshot: snapshots.Snapshot) -> None:
    workbook = exports.xlsx(shown, snapshot)
    assert references(workbook) == []
    cells = [cell for sheet in load_workbook(io.BytesIO(workbook)) for line in sheet.iter_rows() for cell in line]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert exports.pdf(shown, snapshot).startswith(b"%PDF")


def test_what_was_planted_did_reach_the_pages(snapshot):
    """Else the tests above would hold of nothing."""
    shown = exports.xlsx(quality.quality(snapshot, EVERYTHING, Address()), snapshot)
    words = reading.words("xlsx", shown)
    assert "![x](http://evil.example/p.png)" in words and "![f](evil.example)" in words
