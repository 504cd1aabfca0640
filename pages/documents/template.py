"""Makes the slides' template that is shipped: `python -m pages.documents.template`.

An office may put its own file in its place: 16:9, with layouts of these names that have a title.
"""

from pathlib import Path

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.slide import SlideLayout
from pptx.util import Inches, Pt

from pages.charts.style import LIGHT

SLIDES = Path(__file__).parent / "templates" / "slides.pptx"
COVER, BODY = "Trang bìa", "Nội dung"
WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
FONT = "Arial"  # on every office machine, with all Vietnamese glyphs
_KEPT = {"Title Slide": COVER, "Title Only": BODY}


def colour(code: str) -> RGBColor:
    return RGBColor.from_string(code.lstrip("#"))


def make(path: Path = SLIDES) -> None:
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    _themed(deck)
    for layout in list(deck.slide_layouts):
        if layout.name in _KEPT:
            layout._element.cSld.set("name", _KEPT[layout.name])
        else:
            deck.slide_layouts.remove(layout)
    for holder in (deck.slide_master, *deck.slide_layouts):
        _without_footers(holder)
    _placed(deck.slide_master)
    for layout in deck.slide_layouts:
        _placed(layout)
    _barred(deck)
    path.parent.mkdir(exist_ok=True)
    deck.save(str(path))


def _themed(deck: Deck) -> None:
    """The fonts of headings and text."""
    part = next(
        relation.target_part for relation in deck.slide_master.part.rels.values() if relation.reltype.endswith("/theme")
    )
    part._blob = part.blob.replace(b'<a:latin typeface="Calibri"/>', f'<a:latin typeface="{FONT}"/>'.encode())


def _without_footers(holder) -> None:
    """The documents write their own footer: it must say the snapshot on every slide."""
    for shape in list(holder.placeholders):
        if shape.placeholder_format.idx in (10, 11, 12) or shape.name.startswith(("Date", "Footer", "Slide Number")):
            shape._element.getparent().remove(shape._element)


def _placed(holder) -> None:
    for shape in holder.placeholders:
        kind = shape.placeholder_format.idx
        if kind == 0:
            _title(shape, is_cover=isinstance(holder, SlideLayout) and holder.name == COVER)
        else:
            shape.left, shape.top, shape.width, shape.height = Inches(0.9), Inches(3.35), Inches(9.3), Inches(0.8)
            _text(shape, 26, LIGHT.text, bold=False)


def _title(shape, is_cover: bool) -> None:
    shape.left, shape.width = (Inches(0.9), Inches(11.5)) if is_cover else (Inches(0.5), Inches(12.3))
    shape.top, shape.height = (Inches(1.6), Inches(1.7)) if is_cover else (Inches(0.3), Inches(0.8))
    shape.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM if is_cover else MSO_ANCHOR.MIDDLE
    _text(shape, 48 if is_cover else 32, LIGHT.accent, bold=True)


def _text(shape, size: int, code: str, bold: bool) -> None:
    """The style of a placeholder's first level, which slides inherit."""
    body = shape.text_frame._txBody
    style = body.find(qn("a:lstStyle"))
    level = style.find(qn("a:lvl1pPr"))
    if level is None:
        level = style.makeelement(qn("a:lvl1pPr"), {})
        style.insert(0, level)
    for child in list(level):
        level.remove(child)
    level.set("algn", "l")
    level.set("marL", "0")
    level.set("indent", "0")
    level.append(level.makeelement(qn("a:buNone"), {}))
    run = level.makeelement(qn("a:defRPr"), {"sz": str(size * 100), "b": str(int(bold))})
    fill = run.makeelement(qn("a:solidFill"), {})
    fill.append(fill.makeelement(qn("a:srgbClr"), {"val": code.lstrip("#")}))
    run.append(fill)
    level.append(run)
    shape.text_frame.word_wrap = True
    shape.text_frame.margin_left = 0
    shape.text_frame.paragraphs[0].alignment = PP_ALIGN.LEFT
    shape.text_frame.paragraphs[0].font.size = Pt(size)


def _barred(deck: Deck) -> None:
    """A bar of the programme's colour at the left of the cover and above every slide."""
    for layout in deck.slide_layouts:
        size = (0, 0, Inches(0.35), HEIGHT) if layout.name == COVER else (0, 0, WIDTH, Inches(0.14))
        shape = layout.shapes._spTree
        bar = deck.slides.add_slide(layout).shapes.add_shape(1, *size)
        bar.fill.solid()
        bar.fill.fore_color.rgb = colour(LIGHT.accent)
        bar.line.fill.background()
        shape.insert(2, bar._element)
    # The slides served to draw the bars; a template has none.
    listed = deck.slides._sldIdLst
    for slide in list(listed):
        deck.part.drop_rel(slide.rId)
        listed.remove(slide)


if __name__ == "__main__":
    make()
