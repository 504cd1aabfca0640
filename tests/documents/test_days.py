"""A pack of an earlier day: what is counted to the snapshot's last day all the same says so wherever it stands."""

import io
from datetime import timedelta

import pytest
from docx import Document
from openpyxl import load_workbook
from pptx import Presentation
from pypdf import PdfReader

from data import attainment, snapshots
from pages.documents import content, pack
from pages.documents.values import Filters
from pages.kit import formats, texts
from pages.kit.texts import text


@pytest.fixture(scope="module")
def earlier(snapshot):
    """The files of a pack of thirty days before the snapshot's last."""
    bound = content.build(snapshot, snapshots.EVERYTHING, Filters(day=snapshot.as_of - timedelta(days=30)))
    made = pack.files(bound, lambda part, doing: None)
    return {
        name.rsplit(".", 1)[-1]: told for name, told in made.items() if not name.startswith((pack.CARDS, pack.BRIEF))
    }


@pytest.fixture(scope="module")
def said(snapshot) -> tuple[str, str]:
    with texts.spoken("vi"):
        day = formats.day(snapshot.as_of)
        return text("document.note.until", as_of=day), text("document.note.findings", as_of=day)


def pptx(told: bytes) -> str:
    deck = Presentation(io.BytesIO(told))
    return "\n".join(shape.text_frame.text for slide in deck.slides for shape in slide.shapes if shape.has_text_frame)


def docx(told: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in Document(io.BytesIO(told)).paragraphs)


def xlsx(told: bytes) -> str:
    book = load_workbook(io.BytesIO(told))
    return "\n".join(str(cell) for sheet in book for row in sheet.values for cell in row if cell is not None)


def pdf(told: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(told)).pages)


@pytest.mark.parametrize(
    "kind, read", [("pptx", pptx), ("docx", docx), ("xlsx", xlsx), ("pdf", pdf), ("html", bytes.decode)]
)
def test_products_and_findings_say_their_own_day(earlier, said, kind, read):
    found = read(earlier[kind])
    for sentence in said:
        assert sentence in found, (kind, sentence)


def test_the_workbook_says_it_on_the_sheet_of_each(earlier, said):
    book = load_workbook(io.BytesIO(earlier["xlsx"]))
    until, findings = said
    telling = {sheet.title for sheet in book for row in sheet.values if until in row or findings in row}
    with texts.spoken("vi"):
        wanted = {text(f"document.sheet.{key}") for key in ("products", "certifications", "findings")}
    assert wanted <= telling


def test_households_sold_follow_the_day(earlier, snapshot):
    tables = Document(io.BytesIO(earlier["docx"])).tables
    (sold,) = (table for table in tables if text("document.column.sold") in [cell.text for cell in table.rows[0].cells])
    at = [cell.text for cell in sold.rows[0].cells].index(text("document.column.sold"))
    rows = attainment.units(snapshot, snapshots.EVERYTHING, snapshot.as_of - timedelta(days=30), "province", "lead")
    assert sold.rows[-1].cells[at].text == formats.number(rows["achieved"].iloc[0])


def test_every_page_says_the_day_it_shows_and_not_the_last(snapshot, earlier):
    then, last = (snapshot.as_of - timedelta(days=30)).strftime("%d/%m/%Y"), snapshot.as_of.strftime("%d/%m/%Y")
    header = content.build(snapshot, snapshots.EVERYTHING, Filters(day=snapshot.as_of - timedelta(days=30))).header
    assert then in header.line and last not in header.line and f"{then}" in dict(header.filters).values()
    for kind, read in (("pptx", pptx), ("pdf", pdf)):
        assert header.line in read(earlier[kind]), kind
