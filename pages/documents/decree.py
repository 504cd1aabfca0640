"""The form of Decree 30/2020/NĐ-CP, annex I, for every official paper: page, head, title, tables, signatures, what is checked."""

import io
from collections.abc import Iterable

from docx import Document
from docx.document import Document as Paper
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
from pages.documents.header import Header
from pages.documents.values import Row, Table, side, width
from pages.kit.texts import language, text
from pages.kit.view import Column

# Decree 30, annex I: A4, margins 20-25 (top, bottom), 30-35 (left), 15-20 (right) mm; Times New Roman, body 13-14 pt.
FONT, BODY, SMALL, FOOT = "Times New Roman", 14, 11, 9
PAGE = (210, 297)
MARGINS = {"top_margin": 20, "bottom_margin": 20, "left_margin": 30, "right_margin": 15}
INDENT, AFTER = 12.7, 6  # millimetres, points
_SIDES = {"left": ALIGN.LEFT, "center": ALIGN.CENTER, "right": ALIGN.RIGHT}
TOGETHER = 4  # the last rows of a table: a total never stands on a page alone
CELL = 0.9  # millimetres between a cell's text and its lines, so that figures stay in one piece


def blank(header: Header) -> Paper:
    """An empty paper with the page of the decree; its foot says what every export prints."""
    paper = Document()
    style = paper.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(BODY)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after = Pt(0)
    tongue = OxmlElement("w:lang")
    tongue.set(qn("w:val"), {"vi": "vi-VN", "en": "en-GB"}[language()])
    style.element.get_or_add_rPr().append(tongue)
    pages = paper.sections[0]
    pages.page_width, pages.page_height = (Mm(side) for side in PAGE)
    margins(pages)
    pages.different_first_page_header_footer = True
    pages.header_distance = pages.footer_distance = Mm(10)
    _number(pages.header.paragraphs[0])
    for footer in (pages.footer, pages.first_page_footer):
        say(footer.paragraphs[0], header.line, FOOT, align=ALIGN.CENTER)
    paper.core_properties.title = header.title
    paper.core_properties.subject = header.subtitle
    paper.core_properties.comments = header.simulated
    paper.core_properties.created = header.built
    return paper


def margins(pages: Pages) -> None:
    for name, size in MARGINS.items():
        setattr(pages, name, Mm(size))


def _number(paragraph: Paragraph) -> None:
    """The page number at the top centre; the first page has none."""
    paragraph.alignment = ALIGN.CENTER
    run = paragraph.add_run()
    run.font.size = Pt(13)
    for kind, field in (("begin", None), (None, "PAGE"), ("end", None)):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = field
        run._r.append(element)


def say(
    paragraph: Paragraph, words: str, size: float, bold: bool = False, italic: bool = False, align: ALIGN | None = None
) -> Paragraph:
    run = paragraph.add_run(words)
    run.font.size, run.bold, run.italic = Pt(size), bold, italic
    if align is not None:
        paragraph.alignment = align
    return paragraph


def rule(paragraph: Paragraph, left: float, right: float) -> None:
    """A rule drawn as a border of an empty paragraph between two indents, not as characters or an underline."""
    form = paragraph.paragraph_format
    form.left_indent, form.right_indent, form.line_spacing = Mm(left), Mm(right), Pt(3)
    border = OxmlElement("w:pBdr")
    bottom = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        bottom.set(qn(f"w:{name}"), value)
    border.append(bottom)
    paragraph._p.get_or_add_pPr().insert_element_before(border, "w:spacing", "w:ind", "w:jc", "w:rPr")


def side_by_side(paper: Paper, widths: tuple[float, ...], rows: int = 1) -> Native:
    """A table without lines, for blocks that stand side by side."""
    grid = paper.add_table(rows, len(widths))
    _tight(grid)
    grid.autofit = False
    for column, size in zip(grid.columns, widths, strict=True):
        column.width = Mm(size)
    for row in grid.rows:
        for cell, size in zip(row.cells, widths, strict=True):
            cell.width = Mm(size)
    return grid


def head(paper: Paper, number: str) -> None:
    """National title and motto at the right, the agency and the paper's number at the left."""
    left, right = side_by_side(paper, (69, 96)).rows[0].cells
    say(left.paragraphs[0], text("document.report.agency.parent"), 12, align=ALIGN.CENTER)
    say(left.add_paragraph(), text("document.report.agency"), 12, bold=True, align=ALIGN.CENTER)
    rule(left.add_paragraph(), 20, 20)
    say(left.add_paragraph(), number, 13, align=ALIGN.CENTER).paragraph_format.space_before = Pt(6)
    say(right.paragraphs[0], text("document.report.nation"), 12, bold=True, align=ALIGN.CENTER)
    say(right.add_paragraph(), text("document.report.motto"), 13, bold=True, align=ALIGN.CENTER)
    rule(right.add_paragraph(), 19, 19)
    say(
        right.add_paragraph(), text("document.report.place"), 13, italic=True, align=ALIGN.CENTER
    ).paragraph_format.space_before = Pt(6)


def title(paper: Paper, kind: str, about: str, simulated: str) -> None:
    """The kind of paper, what it is about, and the mark of simulated data where there is one."""
    heading = say(paper.add_paragraph(), kind, BODY, bold=True, align=ALIGN.CENTER)
    heading.paragraph_format.space_before = Pt(14)
    say(paper.add_paragraph(), about, BODY, bold=True, align=ALIGN.CENTER)
    rule(paper.add_paragraph(), 55, 55)
    if simulated:
        say(paper.add_paragraph(), simulated, 13, bold=True, align=ALIGN.CENTER).paragraph_format.space_before = Pt(6)


def body(paper: Paper, words: str, size: float = BODY) -> Paragraph:
    paragraph = say(paper.add_paragraph(), words, size, align=ALIGN.JUSTIFY)
    form = paragraph.paragraph_format
    form.first_line_indent, form.space_before, form.space_after, form.line_spacing = Mm(INDENT), Pt(0), Pt(AFTER), 1.15
    return paragraph


def room(paper: Paper) -> float:
    """Millimetres between the margins of the section that is being written."""
    pages = paper.sections[-1]
    return Emu(pages.page_width - pages.left_margin - pages.right_margin).mm


def caption(paper: Paper, table: Table) -> None:
    caption = say(paper.add_paragraph(), table.title, 13, bold=True, align=ALIGN.CENTER)
    caption.paragraph_format.space_before, caption.paragraph_format.space_after = Pt(6), Pt(3)
    caption.paragraph_format.keep_with_next = True


def notes(paper: Paper, notes: Iterable[str]) -> None:
    last = None
    for note in notes:
        last = say(paper.add_paragraph(), note, SMALL, italic=True)
    if last is not None:
        last.paragraph_format.space_after = Pt(AFTER)


def table(paper: Paper, table: Table, room: float) -> None:
    """A standard table: the head and its numbers are on every page, no row is torn and no total left alone."""
    native = paper.add_table(len(table.rows) + 2, len(table.columns))
    native.style, native.alignment, native.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    _tight(native)
    widths = _widths(table.columns, room)
    for column, size in zip(native.columns, widths, strict=True):
        column.width = size
    lines = list(native.rows)
    _fill(
        lines[0].cells,
        [column.header for column in table.columns],
        widths,
        bold=True,
        aligned=[ALIGN.CENTER] * len(widths),
    )
    numbers = [f"({number})" for number, _ in enumerate(table.columns, 1)]
    _fill(lines[1].cells, numbers, widths, bold=False, aligned=[ALIGN.CENTER] * len(widths))
    aligned = [_SIDES[side(column)] for column in table.columns]
    for native_row, row in zip(lines[2:], table.rows, strict=True):
        _row(native_row.cells, row, widths, aligned)
    for index, native_row in enumerate(lines):
        _flag(native_row, "w:cantSplit")
        if index < 2:
            _flag(native_row, "w:tblHeader")
    for native_row in lines[
        -TOGETHER : None if table.notes else -1
    ]:  # what is noted below stands on the page of the last rows
        for cell in native_row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True


def _tight(native: Native) -> None:
    margins = OxmlElement("w:tblCellMar")
    for edge in ("left", "right"):
        element = OxmlElement(f"w:{edge}")
        element.set(qn("w:w"), str(round(Mm(CELL).pt * 20)))
        element.set(qn("w:type"), "dxa")
        margins.append(element)
    native._tbl.tblPr.insert_element_before(margins, "w:tblLook")  # Word wants the order of the schema


def _widths(columns: tuple[Column, ...], room: float) -> list[int]:
    """The columns' widths, taken in so that the table stays between the margins."""
    wanted = [width(column) for column in columns]
    scale = min(1.3, room / sum(wanted))
    return [Mm(size * scale) for size in wanted]


def _row(cells: tuple[NativeCell, ...], row: Row, widths: list[int], aligned: list[ALIGN]) -> None:
    _fill(cells, row.texts, widths, row.kind != "unit", aligned)


def _fill(
    cells: Iterable[NativeCell], texts: Iterable[str], widths: list[int], bold: bool, aligned: list[ALIGN]
) -> None:
    for cell, words, size, align in zip(cells, texts, widths, aligned, strict=True):
        cell.width = size
        say(cell.paragraphs[0], words, SMALL, bold=bold, align=align)


def _flag(row, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def signatures(paper: Paper) -> None:
    """Recipients at the left, the signature at the right."""
    paper.add_paragraph()
    grid = side_by_side(paper, (80, 80))
    _flag(grid.rows[0], "w:cantSplit")
    left, right = grid.rows[0].cells
    say(left.paragraphs[0], text("document.report.recipients"), 12, bold=True, italic=True)
    for key in ("document.report.recipients.1", "document.report.recipients.2"):
        say(left.add_paragraph(), text(key), SMALL)
    say(right.paragraphs[0], text("document.report.authority"), BODY, bold=True, align=ALIGN.CENTER)
    say(right.add_paragraph(), text("document.report.position"), BODY, bold=True, align=ALIGN.CENTER)
    for _ in range(4):
        right.add_paragraph()
    say(right.add_paragraph(), text("document.report.signature"), BODY, bold=True, align=ALIGN.CENTER)


def check(paper: Paper, header: Header) -> None:
    """What every export prints: filters, as-of, snapshot, mark and the passport, with its code to scan."""
    heading = say(paper.add_paragraph(), text("document.check.title"), 13, bold=True)
    heading.paragraph_format.space_before, heading.paragraph_format.keep_with_next = Pt(12), True
    left, right = side_by_side(paper, (127, 38)).rows[0].cells
    lines = [f"{label}: {value}" for label, value in header.filters]
    lines += [f"{text('document.header.passport')}: {header.address}", text("document.check.help"), *([header.simulated] if header.simulated else []), *header.footnotes]  # fmt: skip
    for index, words in enumerate(lines):
        say(left.paragraphs[0] if not index else left.add_paragraph(), words, SMALL)
    right.paragraphs[0].alignment = ALIGN.RIGHT
    right.paragraphs[0].add_run().add_picture(io.BytesIO(qr.png(header.address)), width=Mm(34))
