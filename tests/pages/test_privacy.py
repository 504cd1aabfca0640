"""A person planted in names of files, sheets, members, headers, sources and cells is on no page, in no document, log or list of the warehouse."""

import logging

import pytest

from data import snapshots
from data.snapshots import EVERYTHING
from pages.documents import exports
from pages.kit.address import Address
from pages.meeting.changes.__main__ import main as changes
from pages.method.quality import view as quality
from pages.screen import menu
from tests.documents import reading
from tests.etl import small, test_privacy
from tests.pages.test_pages import opened

PLANTED = [text.lower() for text in test_privacy.PLANTED]


def build(folder) -> None:
    """Twice, so that files leave and rows are corrected between two snapshots."""
    test_privacy.plant(folder / "inbox")
    assert small.build_quietly(folder).code == 0
    (folder / "inbox" / "2021-09-05.csv").unlink()
    (folder / "terminal.txt").write_text(small.build_quietly(folder).terminal, encoding="utf-8")


@pytest.fixture
def warehouse(made_once, monkeypatch):
    place = made_once("planted", build) / "warehouse"
    monkeypatch.setattr(snapshots, "WAREHOUSE", place)
    return place


def told(test) -> str:
    """Everything that a page sends: the words of all its elements, and its HTML whole."""
    kinds = (
        "title",
        "header",
        "subheader",
        "markdown",
        "caption",
        "info",
        "warning",
        "error",
        "success",
        "button",
        "expander",
        "selectbox",
    )
    words = [
        str(getattr(one, "value", "")) + str(getattr(one, "label", "")) for kind in kinds for one in test.get(kind)
    ]
    return " ".join([*words, *(part.proto.body for part in test.get("html"))]).lower()


@pytest.mark.parametrize("page", [page.script for page in menu.PAGES.values()])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_page_tells_of_anybody(warehouse, page, language, caplog):
    caplog.set_level(logging.DEBUG)
    said = told(opened(page, lang=language))
    assert [text for text in PLANTED if text in said or text in caplog.text.lower()] == []


def test_no_document_tells_of_anybody(warehouse):
    found = snapshots.current()
    shown = exports.xlsx(quality.quality(found, EVERYTHING, Address()), found)
    said = reading.words("xlsx", shown).lower()
    assert "cong-bo" in said or "file_ledger" in said or len(said) > 1000  # it did read the ledgers
    assert [text for text in PLANTED if reading.packed(text) in said] == []


def test_neither_commands_nor_lists_of_the_warehouse_tell_of_anybody(warehouse, capsys):
    from etl.__main__ import main

    for arguments in (["status"], ["forms", "--forms", str(warehouse / "none")]):
        main([*arguments, "--warehouse", str(warehouse)])
    changes(["--warehouse", str(warehouse)])
    out = capsys.readouterr()
    said = (out.out + out.err).lower() + (warehouse.parent / "terminal.txt").read_text(encoding="utf-8").lower()
    assert [text for text in PLANTED if text in said] == []
    of_their_owner = [
        warehouse / "rejects",
        warehouse / "readings",
    ]  # rows as they were sent, for whoever runs the machine
    held = [path for folder in of_their_owner for path in folder.rglob("*")]
    assert held and all(path.stat().st_mode & 0o077 == 0 for path in held)
    for path in (
        path for path in warehouse.rglob("*") if path.is_file() and not set(of_their_owner) & set(path.parents)
    ):
        content = path.read_bytes().lower()
        assert [text for text in PLANTED if text.encode() in content or text in path.name.lower()] == [], path


def test_names_of_rejects_name_nobody(warehouse):
    names = " ".join(path.name.lower() for path in (warehouse / "rejects").rglob("*"))
    assert names and [text for text in PLANTED if text in names] == []
