"""The report as a docx in the form of Decree 30/2020/NĐ-CP: what the office writes itself is left as "…"."""

import io

from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from pages.documents import decree
from pages.documents.decree import AFTER, BODY, PAGE
from pages.documents.tabulation import roman
from pages.documents.values import District, Pack, Section
from pages.kit.texts import spoken, text


def docx(pack: Pack, map_png: bytes) -> bytes:
    """The report with its annexes, one a district."""
    with spoken(pack.language):
        paper = decree.blank(pack.header)
        decree.head(paper, text("document.report.number"))
        about = text("document.report.about", day=pack.header.filters[1][1])
        decree.title(paper, text("document.report.kind"), about, pack.header.simulated)
        for section in pack.sections:
            _section(paper, section, map_png, pack.map_words)
        decree.signatures(paper)
        decree.check(paper, pack.header)
        for number, district in enumerate(pack.districts, 1):
            _annex(paper, roman(number), district)
        target = io.BytesIO()
        paper.save(target)
        return target.getvalue()


def _section(paper: Paper, section: Section, map_png: bytes, map_words: str) -> None:
    heading = decree.body(paper, "")
    _outline(heading, section.level)
    decree.say(heading, section.heading, BODY, bold=True)
    heading.paragraph_format.space_before, heading.paragraph_format.keep_with_next = Pt(6), True
    for words in section.paragraphs:
        decree.body(paper, words)
    for table in section.tables:
        decree.caption(paper, table)
        decree.table(paper, table, decree.room(paper))
        decree.notes(paper, table.notes)
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


def _annex(paper: Paper, number: str, district: District) -> None:
    """A page across with the communes of a district."""
    pages = paper.add_section(WD_SECTION.NEW_PAGE)
    if pages.orientation != WD_ORIENT.LANDSCAPE:
        pages.orientation = WD_ORIENT.LANDSCAPE
        pages.page_width, pages.page_height = Mm(PAGE[1]), Mm(PAGE[0])
    decree.margins(pages)
    pages.different_first_page_header_footer = False
    decree.say(paper.add_paragraph(), text("document.report.annex", number=number), BODY, bold=True, align=ALIGN.CENTER)
    decree.say(paper.add_paragraph(), district.communes.title, BODY, bold=True, align=ALIGN.CENTER)
    about = decree.say(paper.add_paragraph(), text("document.report.annex.about"), 13, italic=True, align=ALIGN.CENTER)
    about.paragraph_format.space_after = Pt(AFTER)
    decree.body(paper, district.summary, BODY - 1)
    decree.table(paper, district.communes, decree.room(paper))
    decree.notes(paper, district.communes.notes)
