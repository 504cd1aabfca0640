"""What stands on a slide: text in our type and language, native charts and tables, codes to scan, questions in the notes."""

import io

from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_TICK_LABEL_POSITION
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.slide import Slide
from pptx.text.text import TextFrame
from pptx.util import Emu, Inches, Pt

from pages.charts.style import LIGHT
from pages.documents import qr
from pages.documents.template import colour
from pages.documents.values import District, Row, Table, side
from pages.kit.texts import language, text
from pages.kit.view import Column

BODY_SIZE = 18  # points; read from the fifth row
LABEL = 0.06  # a written share takes about so many households in the ranking
LANGUAGES = {"vi": MSO_LANGUAGE_ID.VIETNAMESE, "en": MSO_LANGUAGE_ID.ENGLISH_UK}
_ALIGNED = {"left": PP_ALIGN.LEFT, "center": PP_ALIGN.CENTER, "right": PP_ALIGN.RIGHT}


def text_frame(slide: Slide, left: float, top: float, width: float, height: float) -> TextFrame:
    frame = slide.shapes.add_textbox(Inches(left), Inches(top), Inches(width), Inches(height)).text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Emu(0)
    return frame


def add_paragraph(
    frame: TextFrame, words: str, size: int, code: str, bold: bool = False, align: PP_ALIGN = PP_ALIGN.LEFT
) -> None:
    """A paragraph more."""
    is_empty = len(frame.paragraphs) == 1 and not frame.paragraphs[0].runs
    paragraph = frame.paragraphs[0] if is_empty else frame.add_paragraph()
    paragraph.alignment = align
    add_run(paragraph, words, size, code, bold)


def add_run(paragraph, words: str, size: int, code: str, bold: bool = False) -> None:
    run = paragraph.add_run()
    run.text, run.font.size, run.font.bold = words, Pt(size), bold
    run.font.language_id = LANGUAGES[language()]
    run.font.color.rgb = colour(code)


def add_notes(slide: Slide, questions) -> None:
    lines = [text("document.slide.notes"), *(f"- {question}" for question in questions)]
    slide.notes_slide.notes_text_frame.text = "\n".join(lines)


def add_code(slide: Slide, address: str, left: float, top: float, size: float) -> None:
    picture = slide.shapes.add_picture(
        io.BytesIO(qr.png(address)), Inches(left), Inches(top), Inches(size), Inches(size)
    )
    picture.name = address
    picture._element.nvPicPr.cNvPr.set("descr", address)


def add_chart(
    slide: Slide, kind: XL_CHART_TYPE, data: CategoryChartData, box: tuple[float, float, float, float]
) -> Chart:
    chart = slide.shapes.add_chart(kind, *(Inches(side) for side in box), data).chart
    chart.font.size, chart.font.color.rgb = Pt(BODY_SIZE), colour(LIGHT.text)
    chart.has_title = False
    chart.category_axis.format.line.color.rgb = colour(LIGHT.status["no_data"])
    chart.category_axis.tick_labels.font.size = Pt(BODY_SIZE)
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    return chart


def label_values(series, written: str) -> None:
    labels = series.data_labels
    labels.show_value, labels.number_format, labels.number_format_is_linked = True, written, False
    labels.position, labels.font.size, labels.font.bold = XL_LABEL_POSITION.OUTSIDE_END, Pt(BODY_SIZE), True


def label_within(series, units: list[District], targets: tuple[float | None, ...]) -> None:
    """Where the target's outline would run through a share, it is written inside its bar."""
    for index, (unit, target) in enumerate(zip(units, targets, strict=True)):
        reached = unit.figures["coverage"].value
        if reached is not None and target is not None and 0 <= target - reached < LABEL:
            label = series.points[index].data_label
            label.position = XL_LABEL_POSITION.INSIDE_END
            label.font.size, label.font.bold = Pt(BODY_SIZE), True
            label.font.color.rgb = colour(LIGHT.on(LIGHT.status[unit.status]))


def add_table(
    slide: Slide, table: Table, place: tuple[float, float, float], widths: tuple[float, ...], height: float = 0.42
) -> None:
    """A native table; figures stand right, the total is bold."""
    left, top, width = place
    shape = slide.shapes.add_table(
        len(table.rows) + 1,
        len(table.columns),
        Inches(left),
        Inches(top),
        Inches(width),
        Inches(height * (len(table.rows) + 1)),
    )
    shape.name = table.title
    native = shape.table
    for column, size in zip(native.columns, widths, strict=True):
        column.width = Inches(size)
    for cell, column in zip(native.rows[0].cells, table.columns, strict=True):
        _cell(cell, column.header, column, "head")
    for line_cells, row in zip(list(native.rows)[1:], table.rows, strict=True):
        line_cells.height = Inches(height)
        _row(line_cells.cells, row, table.columns)


def _row(cells, row: Row, columns: tuple[Column, ...]) -> None:
    for cell, column, words in zip(cells, columns, row.texts, strict=True):
        _cell(cell, words, column, row.kind)


def _cell(cell, words: str, column: Column, kind: str) -> None:
    cell.margin_top = cell.margin_bottom = Inches(0.02)
    cell.margin_left = cell.margin_right = Inches(0.06)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.fill.solid()
    cell.fill.fore_color.rgb = colour({"head": LIGHT.accent, "unit": LIGHT.paper}.get(kind, LIGHT.waiting))
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = _ALIGNED[side(column)]
    add_run(
        paragraph,
        words,
        BODY_SIZE if kind != "head" else BODY_SIZE - 2,
        LIGHT.paper if kind == "head" else LIGHT.text,
        bold=kind != "unit",
    )
