"""The report read back: the form of Decree 30, the same figures in sentences and tables, the mark on every page."""

import io
from dataclasses import replace

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from pages.documents import report
from pages.kit import texts
from pages.paper import map as picture


@pytest.fixture(scope="module")
def paper(pack):
    png = picture.draw(pack.drawing, ("png",), (2, 1.5))["png"]
    return Document(io.BytesIO(report.docx(pack, png)))


def words(paper) -> str:
    frames = [paragraph.text for paragraph in paper.paragraphs]
    cells = [
        paragraph.text
        for table in paper.tables
        for row in table.rows
        for cell in row.cells
        for paragraph in cell.paragraphs
    ]
    return "\n".join(frames + cells)


def test_the_page_is_that_of_the_decree(paper):
    first = paper.sections[0]
    assert (first.page_width.mm, first.page_height.mm) == pytest.approx((210, 297), abs=0.1)
    allowed = {"top_margin": (20, 25), "bottom_margin": (20, 25), "left_margin": (30, 35), "right_margin": (15, 20)}
    for name, (least, most) in allowed.items():
        assert least - 0.1 <= getattr(first, name).mm <= most + 0.1, name
    style = paper.styles["Normal"]
    assert style.font.name == "Times New Roman" and style.font.size in (Pt(13), Pt(14))


def test_no_run_has_another_typeface_or_is_too_small(paper):
    assert not [
        run.text
        for paragraph in paper.paragraphs
        for run in paragraph.runs
        if run.font.name not in (None, "Times New Roman")
    ]
    assert all(run.font.size >= Pt(11) for paragraph in paper.paragraphs for run in paragraph.runs if run.font.size)


def test_the_page_number_stands_at_the_top_centre_from_page_two(paper):
    first = paper.sections[0]
    assert first.different_first_page_header_footer
    assert not any(paragraph.text for paragraph in first.first_page_header.paragraphs)
    header = first.header.paragraphs[0]
    assert header.alignment == ALIGN.CENTER and "PAGE" in header._p.xml


def test_the_head_has_nation_motto_number_and_place(paper):
    left, right = paper.tables[0].rows[0].cells
    assert [paragraph.text for paragraph in right.paragraphs if paragraph.text] == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Lạng Sơn, ngày … tháng … năm …",
    ]  # fmt: skip
    assert left.paragraphs[-1].text == "Số: …/BC-BCĐ"
    runs = [paragraph.runs[0] for paragraph in right.paragraphs if paragraph.runs]
    assert [run.bold for run in runs] == [True, True, False] and runs[2].italic


def test_rules_are_borders_not_characters(paper):
    assert paper.element.body.xml.count("<w:pBdr>") == 3
    assert "____" not in words(paper) and "────" not in words(paper)


def test_recipients_and_signature_are_there(paper):
    told = words(paper)
    assert "Nơi nhận:" in told and "- Lưu: VT" in told and "TM. BAN CHỈ ĐẠO" in told


def test_the_parts_stand_in_their_order_and_what_the_office_writes_is_blank(paper, pack):
    told = [paragraph.text for paragraph in paper.paragraphs]
    places = [told.index(section.heading) for section in pack.sections]
    assert places == sorted(places)
    assert told[told.index("I. CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO, ĐIỀU HÀNH") + 1] == "…"


def test_every_sentence_carries_the_figures_of_the_pack(paper, pack):
    told = [paragraph.text for paragraph in paper.paragraphs]
    for section in pack.sections:
        assert all(paragraph in told for paragraph in section.paragraphs)
    bound = " ".join(told)
    for key, figure in pack.province.items():
        assert figure.written in bound, key
    for district in pack.districts:
        assert district.summary in told
        assert all(
            district.figures[key].written in district.summary for key in ("achieved", "coverage", "of_target", "gap")
        )


def test_every_cell_of_every_table_is_that_of_the_pack(paper, pack):
    native = [[tuple(cell.text for cell in row.cells) for row in table.rows] for table in paper.tables]
    wanted = [table for section in pack.sections for table in section.tables] + [
        district.communes for district in pack.districts
    ]
    assert len(wanted) >= 5 + 11
    for table in wanted:
        head = tuple(column.header for column in table.columns)
        found = [rows[2:] for rows in native if rows[0] == head]
        assert [row.texts for row in table.rows] in found, table.title


def test_an_annex_a_district_lies_across(paper, pack):
    across = [section for section in paper.sections if section.orientation == WD_ORIENT.LANDSCAPE]
    assert len(across) == len(pack.districts)
    assert all(section.page_width > section.page_height for section in across)


def test_heads_of_tables_are_repeated_and_rows_are_not_torn(paper):
    standard = [table for table in paper.tables if table.style and table.style.name == "Table Grid"]
    for table in standard:
        assert len(table._tbl.findall(f".//{qn('w:tblHeader')}")) == 2
        assert len(table._tbl.findall(f".//{qn('w:cantSplit')}")) == len(table.rows)


# The order that the schema of WordprocessingML gives, as far as we write it: Word refuses a file in another.
ORDER = {
    "w:tblPr": ("tblStyle", "tblW", "jc", "tblInd", "tblBorders", "tblLayout", "tblCellMar", "tblLook"),
    "w:pPr": ("pStyle", "keepNext", "keepLines", "pBdr", "spacing", "ind", "jc", "outlineLvl", "rPr", "sectPr"),
    "w:rPr": ("rFonts", "b", "i", "color", "sz", "szCs", "lang"),
}


def test_properties_stand_in_the_order_of_the_schema(paper):
    roots = [paper.element, paper.styles.element, paper.sections[0].footer._element]
    for name, order in ORDER.items():
        for element in (found for root in roots for found in root.iter(qn(name))):
            places = [order.index(tag) for tag in (child.tag.split("}")[1] for child in element) if tag in order]
            assert places == sorted(places), (name, [child.tag for child in element])


def test_tables_stay_between_the_margins(paper):
    widest = max(section.page_width - section.left_margin - section.right_margin for section in paper.sections)
    upright = paper.sections[0].page_width - paper.sections[0].left_margin - paper.sections[0].right_margin
    sums = [sum(column.width for column in table.columns) for table in paper.tables]
    assert max(sums) <= widest + Mm(1) and sums[0] <= upright + Mm(1)


def test_every_page_says_where_its_figures_come_from(paper, pack):
    with texts.spoken("vi"):
        told = pack.header.line
    first = paper.sections[0]
    assert first.footer.paragraphs[0].text == first.first_page_footer.paragraphs[0].text == told
    assert all(section.footer.is_linked_to_previous for section in list(paper.sections)[1:])
    printed = words(paper)
    for value in (
        pack.header.address,
        pack.header.snapshot,
        pack.header.as_of,
        pack.header.simulated,
        *pack.header.footnotes,
    ):
        assert value in printed
    assert len(paper.inline_shapes) == 2  # the map and the code


def test_real_data_carry_no_mark(pack):
    real = replace(pack, header=replace(pack.header, simulated=""))
    png = picture.draw(pack.drawing, ("png",), (1, 1))["png"]
    footer = Document(io.BytesIO(report.docx(real, png))).sections[0].footer.paragraphs[0].text
    assert "MÔ PHỎNG" not in footer and pack.header.snapshot in footer


def test_a_note_never_stands_on_a_page_without_the_rows_it_is_about(paper, pack):
    noted = [table for district in pack.districts if (table := district.communes).notes]
    annexes = paper.tables[-len(noted) :]
    for annex in annexes:
        last = annex.rows[-1].cells[0].paragraphs[0]
        assert last.paragraph_format.keep_with_next
        assert annex._tbl.getnext().tag == qn("w:p")
