"""The report as a docx in the form of Decree 30/2020/NĐ-CP: what the office writes itself is left as "…"."""

import io
from collections.abc import Iterable

from docx import Document
from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section as Pages
from docx.shared import Emu, Mm, Pt
from docx.table import Table as Native
from docx.table import _Cell as NativeCell
from docx.text.paragraph import Paragraph

from pages.documents import qr
from pages.documents.content import line
from pages.documents.values import Column, District, Pack, Row, Section, Table
from pages.documents.words import word
from pages.shared.texts import spoken

# Decree 30, annex I: A4, margins 20-25 (top, bottom), 30-35 (left), 15-20 (right) mm; Times New Roman, body 13-14 pt.
FONT, BODY, SMALL, FOOT = "Times New Roman", 14, 11, 9
PAGE = (210, 297)
MARGINS = {"top_margin": 20, "bottom_margin": 20, "left_margin": 30, "right_margin": 15}
INDENT, AFTER = 12.7, 6  # millimetres, points
WIDTHS = {
    "number": 11, "unit": 38, "households": 18, "target": 17, "achieved": 18, "attainment": 18, "coverage": 18, "rank": 13,
    "status": 24, "deadline": 24, "phase": 24, "after": 15, "sold": 18, "local_share": 23, "designated": 18,
    "product": 70, "certification": 90, "orders": 30, "order_value": 40, "severity": 22, "detail": 104,
}  # fmt: skip
CELL = 0.9  # millimetres between a cell's text and its lines, so that figures stay in one piece
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def docx(pack: Pack, map_png: bytes) -> bytes:
    """The report with its annexes, one a district."""
    with spoken(pack.language):
        paper = _paper(pack)
        _head(paper)
        _title(paper, pack)
        for section in pack.sections:
            _section(paper, section, map_png, pack.map_words)
        _signatures(paper)
        _check(paper, pack)
        for number, district in zip(_ROMAN, pack.districts, strict=False):
            _annex(paper, number, district)
        target = io.BytesIO()
        paper.save(target)
        return target.getvalue()


def _paper(pack: Pack) -> Paper:
    paper = Document()
    style = paper.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(BODY)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after = Pt(0)
    tongue = OxmlElement("w:lang")
    tongue.set(qn("w:val"), {"vi": "vi-VN", "en": "en-GB"}[pack.language])
    style.element.get_or_add_rPr().append(tongue)
    pages = paper.sections[0]
    pages.page_width, pages.page_height = (Mm(side) for side in PAGE)
    _margins(pages)
    pages.different_first_page_header_footer = True
    pages.header_distance = pages.footer_distance = Mm(10)
    _number(pages.header.paragraphs[0])
    for footer in (pages.footer, pages.first_page_footer):
        _say(footer.paragraphs[0], line(pack.header), FOOT, align=ALIGN.CENTER)
    paper.core_properties.title = pack.header.title
    paper.core_properties.subject = pack.header.subtitle
    paper.core_properties.comments = pack.header.simulated
    paper.core_properties.created = pack.header.built
    return paper


def _margins(pages: Pages) -> None:
    for name, size in MARGINS.items():
        setattr(pages, name, Mm(size))


def _number(paragraph: Paragraph) -> None:
    """The page number at the top centre; the first page has none."""
    paragraph.alignment = ALIGN.CENTER
    run = paragraph.add_run()
    run.font.size = Pt(13)
    for kind, told in (("begin", None), (None, "PAGE"), ("end", None)):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = told
        run._r.append(element)


def _say(
    paragraph: Paragraph, words: str, size: float, bold: bool = False, italic: bool = False, align: ALIGN | None = None
) -> Paragraph:
    run = paragraph.add_run(words)
    run.font.size, run.bold, run.italic = Pt(size), bold, italic
    if align is not None:
        paragraph.alignment = align
    return paragraph


def _rule(paragraph: Paragraph, left: float, right: float) -> None:
    """A rule drawn as a border of an empty paragraph between two indents, not as characters or an underline."""
    form = paragraph.paragraph_format
    form.left_indent, form.right_indent, form.line_spacing = Mm(left), Mm(right), Pt(3)
    border = OxmlElement("w:pBdr")
    bottom = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        bottom.set(qn(f"w:{name}"), value)
    border.append(bottom)
    paragraph._p.get_or_add_pPr().insert_element_before(border, "w:spacing", "w:ind", "w:jc", "w:rPr")


def _grid(paper: Paper, widths: tuple[float, ...], rows: int = 1) -> Native:
    """A table without lines, for blocks that stand side by side."""
    grid = paper.add_table(rows, len(widths))
    _tight(grid)
    grid.autofit = False
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = Mm(width)
    for row in grid.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
    return grid


def _head(paper: Paper) -> None:
    """National title and motto at the right, the agency and its number at the left."""
    left, right = _grid(paper, (69, 96)).rows[0].cells
    _say(left.paragraphs[0], word("report.agency.parent"), 12, align=ALIGN.CENTER)
    _say(left.add_paragraph(), word("report.agency"), 12, bold=True, align=ALIGN.CENTER)
    _rule(left.add_paragraph(), 20, 20)
    _say(left.add_paragraph(), word("report.number"), 13, align=ALIGN.CENTER).paragraph_format.space_before = Pt(6)
    _say(right.paragraphs[0], word("report.nation"), 12, bold=True, align=ALIGN.CENTER)
    _say(right.add_paragraph(), word("report.motto"), 13, bold=True, align=ALIGN.CENTER)
    _rule(right.add_paragraph(), 19, 19)
    _say(
        right.add_paragraph(), word("report.place"), 13, italic=True, align=ALIGN.CENTER
    ).paragraph_format.space_before = Pt(6)


def _title(paper: Paper, pack: Pack) -> None:
    heading = _say(paper.add_paragraph(), word("report.kind"), BODY, bold=True, align=ALIGN.CENTER)
    heading.paragraph_format.space_before = Pt(14)
    _say(
        paper.add_paragraph(), word("report.about", day=pack.header.filters[1][1]), BODY, bold=True, align=ALIGN.CENTER
    )
    _rule(paper.add_paragraph(), 55, 55)
    if pack.header.simulated:
        _say(
            paper.add_paragraph(), pack.header.simulated, 13, bold=True, align=ALIGN.CENTER
        ).paragraph_format.space_before = Pt(6)


def _body(paper: Paper, words: str, size: float = BODY) -> Paragraph:
    paragraph = _say(paper.add_paragraph(), words, size, align=ALIGN.JUSTIFY)
    form = paragraph.paragraph_format
    form.first_line_indent, form.space_before, form.space_after, form.line_spacing = Mm(INDENT), Pt(0), Pt(AFTER), 1.15
    return paragraph


def _section(paper: Paper, section: Section, map_png: bytes, map_words: str) -> None:
    heading = _body(paper, "")
    _outline(heading, section.level)
    _say(heading, section.heading, BODY, bold=True)
    heading.paragraph_format.space_before, heading.paragraph_format.keep_with_next = Pt(6), True
    for words in section.paragraphs:
        _body(paper, words)
    for table in section.tables:
        _caption(paper, table)
        _table(paper, table, _width(paper))
        _notes(paper, table.notes)
    if section.has_map:
        picture = paper.add_paragraph()
        picture.alignment = ALIGN.CENTER
        drawn = picture.add_run().add_picture(io.BytesIO(map_png), width=Mm(150))
        drawn._inline.docPr.set("descr", map_words)


def _outline(paragraph: Paragraph, level: int) -> None:
    """The place in the navigation pane; the looks stay those of the decree."""
    element = OxmlElement("w:outlineLvl")
    element.set(qn("w:val"), str(level - 1))
    paragraph._p.get_or_add_pPr().append(element)


def _width(paper: Paper) -> float:
    """Millimetres between the margins of the section that is being written."""
    pages = paper.sections[-1]
    return Emu(pages.page_width - pages.left_margin - pages.right_margin).mm


def _caption(paper: Paper, table: Table) -> None:
    caption = _say(paper.add_paragraph(), table.title, 13, bold=True, align=ALIGN.CENTER)
    caption.paragraph_format.space_before, caption.paragraph_format.space_after = Pt(6), Pt(3)
    caption.paragraph_format.keep_with_next = True


def _notes(paper: Paper, notes: Iterable[str]) -> None:
    last = None
    for note in notes:
        last = _say(paper.add_paragraph(), note, SMALL, italic=True)
    if last is not None:
        last.paragraph_format.space_after = Pt(AFTER)


def _table(paper: Paper, table: Table, room: float) -> None:
    """A standard table: the head and the numbers of the columns are repeated on every page, no row is torn."""
    native = paper.add_table(len(table.rows) + 2, len(table.columns))
    native.style, native.alignment, native.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    _tight(native)
    widths = _widths(table.columns, room)
    for column, width in zip(native.columns, widths, strict=True):
        column.width = width
    lines = list(native.rows)
    _fill(
        lines[0].cells,
        [column.title for column in table.columns],
        widths,
        bold=True,
        aligned=[ALIGN.CENTER] * len(widths),
    )
    numbers = [f"({number})" for number, _ in enumerate(table.columns, 1)]
    _fill(lines[1].cells, numbers, widths, bold=False, aligned=[ALIGN.CENTER] * len(widths))
    aligned = [_aligned(column) for column in table.columns]
    for native_row, row in zip(lines[2:], table.rows, strict=True):
        _row(native_row.cells, row, widths, aligned)
    for index, native_row in enumerate(lines):
        _flag(native_row, "w:cantSplit")
        if index < 2:
            _flag(native_row, "w:tblHeader")


def _tight(native: Native) -> None:
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        element = OxmlElement(f"w:{side}")
        element.set(qn("w:w"), str(round(Mm(CELL).pt * 20)))
        element.set(qn("w:type"), "dxa")
        margins.append(element)
    native._tbl.tblPr.insert_element_before(margins, "w:tblLook")  # Word wants the order of the schema


def _widths(columns: tuple[Column, ...], room: float) -> list[int]:
    """The columns' widths, taken in so that the table stays between the margins."""
    wanted = [WIDTHS[column.key] for column in columns]
    scale = min(1.3, room / sum(wanted))
    return [Mm(width * scale) for width in wanted]


def _aligned(column: Column) -> ALIGN:
    if column.key in ("number", "rank"):
        return ALIGN.CENTER
    return ALIGN.LEFT if column.kind == "text" else ALIGN.RIGHT


def _row(cells: tuple[NativeCell, ...], row: Row, widths: list[int], aligned: list[ALIGN]) -> None:
    _fill(cells, row.texts, widths, row.kind != "unit", aligned)


def _fill(
    cells: Iterable[NativeCell], texts: Iterable[str], widths: list[int], bold: bool, aligned: list[ALIGN]
) -> None:
    for cell, told, width, align in zip(cells, texts, widths, aligned, strict=True):
        cell.width = width
        _say(cell.paragraphs[0], told, SMALL, bold=bold, align=align)


def _flag(row, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _signatures(paper: Paper) -> None:
    """Recipients at the left, the signature at the right."""
    paper.add_paragraph()
    grid = _grid(paper, (80, 80))
    _flag(grid.rows[0], "w:cantSplit")
    left, right = grid.rows[0].cells
    _say(left.paragraphs[0], word("report.recipients"), 12, bold=True, italic=True)
    for key in ("report.recipients.1", "report.recipients.2"):
        _say(left.add_paragraph(), word(key), SMALL)
    _say(right.paragraphs[0], word("report.authority"), BODY, bold=True, align=ALIGN.CENTER)
    _say(right.add_paragraph(), word("report.position"), BODY, bold=True, align=ALIGN.CENTER)
    for _ in range(4):
        right.add_paragraph()
    _say(right.add_paragraph(), word("report.signature"), BODY, bold=True, align=ALIGN.CENTER)


def _check(paper: Paper, pack: Pack) -> None:
    """What every export prints: filters, as-of, snapshot, mark and the passport, with its code to scan."""
    heading = _say(paper.add_paragraph(), word("check.title"), 13, bold=True)
    heading.paragraph_format.space_before, heading.paragraph_format.keep_with_next = Pt(12), True
    left, right = _grid(paper, (127, 38)).rows[0].cells
    header = pack.header
    told = [f"{label}: {value}" for label, value in header.filters]
    told += [f"{word('header.passport')}: {header.address}", word("check.help"), *([header.simulated] if header.simulated else []), *header.footnotes]  # fmt: skip
    for index, words in enumerate(told):
        _say(left.paragraphs[0] if not index else left.add_paragraph(), words, SMALL)
    right.paragraphs[0].alignment = ALIGN.RIGHT
    right.paragraphs[0].add_run().add_picture(io.BytesIO(qr.png(header.address)), width=Mm(34))


def _annex(paper: Paper, number: str, district: District) -> None:
    """A page across with the communes of a district."""
    pages = paper.add_section(WD_SECTION.NEW_PAGE)
    if pages.orientation != WD_ORIENT.LANDSCAPE:
        pages.orientation = WD_ORIENT.LANDSCAPE
        pages.page_width, pages.page_height = Mm(PAGE[1]), Mm(PAGE[0])
    _margins(pages)
    pages.different_first_page_header_footer = False
    _say(paper.add_paragraph(), word("report.annex", number=number), BODY, bold=True, align=ALIGN.CENTER)
    _say(paper.add_paragraph(), district.communes.title, BODY, bold=True, align=ALIGN.CENTER)
    about = _say(paper.add_paragraph(), word("report.annex.about"), 13, italic=True, align=ALIGN.CENTER)
    about.paragraph_format.space_after = Pt(AFTER)
    _body(paper, district.summary, BODY - 1)
    _table(paper, district.communes, _width(paper))
    _notes(paper, district.communes.notes)
