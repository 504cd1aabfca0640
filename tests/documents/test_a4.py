"""The PDF read back: real text, every figure and every row, the header and the mark, A4, nothing cut off."""

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from pages.documents import a4
from pages.documents.values import Cell, Row
from pages.kit import texts

A4 = (595.3, 841.9)


MAP = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 7"><rect width="9" height="7" fill="#00504f"/></svg>'


@pytest.fixture(scope="module")
def reader(pack) -> PdfReader:
    return PdfReader(io.BytesIO(a4.report(pack, MAP)))


def packed(words: str) -> str:
    """Without spaces: where a line is broken does not matter."""
    return "".join(words.split())


def written(reader: PdfReader) -> str:
    return packed("".join(page.extract_text() for page in reader.pages))


@pytest.fixture(scope="module")
def pages(reader) -> list[str]:
    return [page.extract_text() for page in reader.pages]


@pytest.fixture(scope="module")
def whole(pages) -> str:
    return packed("".join(pages))


def test_every_page_is_a4_and_the_annexes_lie_across(reader, pack):
    sizes = [tuple(round(float(side), 1) for side in page.mediabox[2:]) for page in reader.pages]
    upright = [size for size in sizes if size == pytest.approx(A4, abs=1)]
    across = [size for size in sizes if size == pytest.approx(A4[::-1], abs=1)]
    assert len(upright) + len(across) == len(sizes)
    assert len(across) == len(pack.districts) and 3 <= len(upright) <= 8


def test_every_sentence_is_real_text(whole, pack):
    told = whole
    for section in pack.sections:
        assert packed(section.heading) in told
        assert all(packed(words) in told for words in section.paragraphs)
    assert all(packed(figure.written) in told for figure in pack.province.values())
    assert all(packed(district.summary) in told for district in pack.districts)


def test_every_row_of_every_table_is_there_in_order(whole, pack):
    told = whole
    wanted = [table for section in pack.sections for table in section.tables] + [
        district.communes for district in pack.districts
    ]
    for table in wanted:
        assert packed(table.title) in told
        for row in table.rows:
            assert packed("".join(row.texts)) in told, row.texts


def test_every_page_says_where_its_figures_come_from(pages, whole, pack):
    with texts.spoken("vi"):
        told = packed(pack.header.line)
    assert told.startswith("SỐLIỆUMÔPHỎNG")
    assert all(told in packed(page) for page in pages)
    for value in (pack.header.address, pack.header.as_of, pack.header.simulated, *pack.header.footnotes):
        assert packed(value) in whole


def test_the_page_number_stands_from_page_two(pages):
    assert not pages[0].strip().startswith("1")
    assert [page.split()[0] for page in pages[1:4]] == ["2", "3", "4"]


def test_fonts_are_embedded(reader):
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            (descendant,) = font.get_object()["/DescendantFonts"]
            assert "/FontFile3" in descendant.get_object()["/FontDescriptor"].get_object()


def places(page) -> list[tuple[float, float]]:
    """Where each piece of text starts, in points of the page."""
    found = []

    def note(words, current, text, *_):
        if words.strip():
            x, y = text[4], text[5]
            found.append((x * current[0] + y * current[2] + current[4], x * current[1] + y * current[3] + current[5]))

    page.extract_text(visitor_text=note)
    return found


def test_no_text_lies_outside_its_page(reader):
    for page in reader.pages:
        width, height = (float(side) for side in page.mediabox[2:])
        found = places(page)
        assert found and all(0 < x < width and 0 < y < height for x, y in found)


def test_any_page_prints_with_its_figures_tables_and_header(pack):
    made = PdfReader(io.BytesIO(a4.page(pack.header, [a4.drawing(MAP, 60, "Bản đồ"), a4.listed(pack.standing)])))
    told = written(made)
    for row in pack.standing.rows:
        assert packed("".join(row.texts)) in told
    assert (
        packed(pack.header.title) in told
        and packed(pack.header.address) in told
        and packed(pack.header.simulated) in told
    )


def test_a_long_table_goes_on_over_pages_with_its_head(pack):
    rows = tuple(row for district in pack.districts for row in district.communes.rows)
    made = PdfReader(io.BytesIO(a4.page(pack.header, [a4.listed(replace(pack.standing, rows=rows))])))
    told = written(made)
    heads = [packed("Tổng số hộ") in packed(page.extract_text()) for page in made.pages]
    assert sum(heads) >= 5
    assert all(packed("".join(row.texts)) in told for row in rows)


def test_markup_in_a_name_is_text(pack):
    odd = '#panic() *x* $a$ "b" \\ <t>'
    row = Row("unit", (Cell("1"), Cell(odd), *pack.standing.rows[1].cells[2:]))
    made = PdfReader(io.BytesIO(a4.page(pack.header, [a4.listed(replace(pack.standing, rows=(row,)))])))
    assert packed("#panic() *x* $a$") in written(made)
