"""Slides, 16:9: native charts and tables that stay editable, the map as a picture, and the questions to ask in the notes."""

import io
from itertools import groupby

from pptx import Presentation
from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.slide import Slide
from pptx.text.text import TextFrame
from pptx.util import Emu, Inches, Pt

from data import vocabulary
from pages.charts.style import LIGHT, STATUSES
from pages.documents import qr
from pages.documents.sheets import number_format
from pages.documents.template import BODY, COVER, SLIDES, colour
from pages.documents.values import District, Pack, Row, Table, side
from pages.kit import names
from pages.kit.texts import language, spoken, text
from pages.kit.view import Column, Metric
from pages.progress.phases import curves

BODY_SIZE, NUMBER_SIZE, FOOT_SIZE = 18, 40, 12  # points; read from the fifth row
MAP_SIZE, MAP_SCALE = (8.1, 5.75), 1.15  # inches on the slide, so that its type keeps its size
FINDINGS, WEEK = 6, 7
LABEL = 0.06  # a written share takes about so many households in the ranking
LANGUAGES = {"vi": MSO_LANGUAGE_ID.VIETNAMESE, "en": MSO_LANGUAGE_ID.ENGLISH_UK}
_ALIGNED = {"left": PP_ALIGN.LEFT, "center": PP_ALIGN.CENTER, "right": PP_ALIGN.RIGHT}


class UnfitTemplate(Exception):
    """The template that an office put in place lacks layouts; says which."""


def deck(pack: Pack, map_png: bytes) -> bytes:
    """The slides as a pptx."""
    with spoken(pack.language):
        slides = _Slides(pack)
        slides.cover()
        if pack.province:
            slides.province()
        if pack.districts:  # a viewer's scope may hold no district, or no whole phase
            slides.ranking()
            slides.map(map_png)
        if pack.compared.rows:
            slides.phases()
        slides.products()
        slides.leads()
        slides.findings()
        for district in pack.meeting:
            slides.district(district)
        return slides.saved()


class _Slides:
    """The deck on its way: one method a slide."""

    def __init__(self, pack: Pack):
        self.pack = pack
        self.deck = Presentation(str(SLIDES))
        self.layouts = {layout.name: layout for layout in self.deck.slide_layouts}
        if missing := {COVER, BODY} - set(self.layouts):
            raise UnfitTemplate(", ".join(sorted(missing)))
        self.deck.core_properties.title = pack.header.title
        self.deck.core_properties.subject = pack.header.subtitle
        self.deck.core_properties.comments = pack.header.simulated
        self.deck.core_properties.created = pack.header.built
        self.shown = pack.province
        self.indicator = names.indicator(pack.filters.indicator)

    def saved(self) -> bytes:
        target = io.BytesIO()
        self.deck.save(target)
        return target.getvalue()

    def cover(self) -> None:
        header = self.pack.header
        slide = self.deck.slides.add_slide(self.layouts[COVER])
        slide.shapes.title.text = header.title
        slide.placeholders[1].text = header.subtitle
        frame = _frame(slide, 0.9, 4.35, 8.6, 2.6)
        for label, words in header.filters[2:]:
            _say(frame, f"{label}: {words}", BODY_SIZE, LIGHT.text)
        _say(frame, f"{text('document.header.passport')}: {header.address}", FOOT_SIZE, LIGHT.muted)
        if header.simulated:
            _say(_frame(slide, 0.9, 0.55, 11.5, 0.6), header.simulated, 20, LIGHT.status["behind"], bold=True)
        _code(slide, header.address, 10.9, 4.9, 1.9)
        _notes(slide, (f"{label}: {words}" for label, words in header.filters))

    def province(self) -> None:
        slide = self._slide(
            text("slide.province.title", indicator=self.indicator, day=self.pack.header.filters[1][1]), "province"
        )
        keys = (("coverage", "achieved", "attainment"), ("gap", "needed_per_day", "gained_7_days"), ("shops", "accounts", "lead"), ("listings", "orders", "order_value"))  # fmt: skip
        for line_number, line in enumerate(keys):
            for index, name in enumerate(line):
                if name in self.shown:
                    self._number(
                        slide,
                        self.shown[name],
                        0.5 + 4.15 * index,
                        (1.15, 2.75, 4.1, 5.4)[line_number],
                        4.0,
                        is_first=line_number == 0,
                    )

    def ranking(self) -> None:
        slide = self._slide(text("slide.ranking.title", indicator=self.indicator), "ranking")
        units = self.pack.districts[::-1]  # a bar chart draws the first category lowest
        data = CategoryChartData(number_format=number_format("share"))
        data.categories = [f"{unit.name} · {text(f'letter.{unit.status}')}" for unit in units]
        data.add_series(text("document.slide.ranking.actual"), [unit.figures["coverage"].value for unit in units])
        assigned, local = zip(*(self.pack.targets[unit.code] for unit in units), strict=True)
        data.add_series(text("mark.target"), assigned)
        if any(local):
            data.add_series(text("mark.local"), local)
        chart = _chart(slide, XL_CHART_TYPE.BAR_CLUSTERED, data, (0.5, 1.1, 11.4, 5.3))
        plot = chart.plots[0]
        plot.overlap, plot.gap_width = 100, 35
        actual, *targets = plot.series
        for index, unit in enumerate(units):
            point = actual.points[index].format.fill
            point.solid()
            point.fore_color.rgb = colour(LIGHT.status[unit.status])
        # The target is an outline over the bar: seen whether the bar stays below or goes beyond.
        for target, code in zip(targets, (LIGHT.target, LIGHT.local), strict=False):
            target.format.fill.background()
            target.format.line.color.rgb = colour(code)
            target.format.line.width = Pt(2)
        _labelled(actual, number_format("share"))
        _within(actual, units, assigned)
        chart.value_axis.visible = False
        chart.value_axis.has_major_gridlines = False
        chart.value_axis.minimum_scale = 0
        chart.has_legend = False
        self._legend(slide, 0.5, 6.4)

    def _legend(self, slide: Slide, left: float, top: float) -> None:
        """What the colours and letters mean, and that the outline is the target."""
        paragraph = _frame(slide, left, top, 11.2, 0.45).paragraphs[0]
        for units in self._groups():
            status = units[0].status
            _run(paragraph, "■ ", BODY_SIZE, LIGHT.status[status])
            _run(paragraph, f"{text(f'letter.{status}')} · {units[0].status_label}    ", BODY_SIZE, LIGHT.text)
        _run(paragraph, f"□ {text('mark.target')}    ", BODY_SIZE, LIGHT.target)
        if any(local for _, local in self.pack.targets.values()):
            _run(paragraph, f"□ {text('mark.local')}", BODY_SIZE, LIGHT.local)

    def _groups(self) -> list[list[District]]:
        """The districts of each status, those that are well first."""
        ordered = sorted(self.pack.districts, key=lambda unit: STATUSES.index(unit.status))
        return [list(units) for _, units in groupby(ordered, key=lambda unit: unit.status_label)]

    def map(self, picture: bytes) -> None:
        slide = self._slide(text("slide.map.title", indicator=self.indicator), "map")
        slide.shapes.add_picture(
            io.BytesIO(picture), Inches(0.4), Inches(1.05), Inches(MAP_SIZE[0]), Inches(MAP_SIZE[1])
        )
        slide.shapes[-1]._element.nvPicPr.cNvPr.set("descr", self.pack.map_words)
        frame = _frame(slide, 8.8, 1.2, 4.1, 5.1)
        for units in self._groups():
            _say(frame, units[0].status_label, 20, LIGHT.text, bold=True)
            named = "; ".join(f"{unit.name} {unit.figures['coverage'].written}" for unit in units)
            _say(frame, named, BODY_SIZE, LIGHT.text)

    def phases(self) -> None:
        slide = self._slide(text("slide.phases.title", **curves.compared(self.pack.header.day)), "phases")
        _say(_frame(slide, 0.5, 1.1, 12.3, 0.8), self.pack.verdict, 20, LIGHT.text, bold=True)
        self._curves(slide)
        columns = ("phase", "deadline", "target", "achieved", "attainment", "coverage", "status_label")
        _table(slide, self.pack.compared.only(*columns), (0.5, 5.0, 11.3), (1.6, 1.6, 1.5, 1.7, 1.7, 1.6, 1.6))

    def _curves(self, slide: Slide) -> None:
        """One line a phase, in the colours of the screen."""
        shown = [curve for curve in self.pack.curves if curve.days]
        if not shown:
            return
        data = XyChartData(number_format=number_format("share"))
        for curve in shown:
            series = data.add_series(curve.name)
            for day, share in zip(curve.days, curve.shares, strict=True):
                series.add_data_point(day, share)
        chart = _chart(slide, XL_CHART_TYPE.XY_SCATTER_LINES_NO_MARKERS, data, (0.5, 1.8, 12.3, 3.15))
        for index, series in enumerate(chart.plots[0].series):
            series.smooth = False
            series.format.line.width = Pt(4)
            series.format.line.color.rgb = colour(LIGHT.series[index % len(LIGHT.series)])
        chart.has_legend = True
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
        chart.legend.font.size = Pt(BODY_SIZE)
        chart.value_axis.tick_labels.number_format = "0%"
        chart.value_axis.tick_labels.number_format_is_linked = False
        chart.value_axis.tick_labels.font.size = Pt(BODY_SIZE)
        chart.value_axis.major_gridlines.format.line.color.rgb = colour(LIGHT.status["no_data"])
        chart.category_axis.minimum_scale, chart.category_axis.major_unit = 0, WEEK
        chart.category_axis.maximum_scale = max(phase.days for phase in vocabulary.phases().values())
        chart.category_axis.has_major_gridlines = False

    def products(self) -> None:
        slide = self._slide(text("slide.products.title"), "products", self.shown.get("orders"))
        for index, name in enumerate(("orders", "order_value", "listings")):
            if name in self.shown:
                self._number(slide, self.shown[name], 0.5 + 4.15 * index, 1.15, 4.0)
        if self.pack.products.rows:
            rows = self.pack.products.first(8).rows[::-1]
            data = CategoryChartData(number_format=number_format("count"))
            data.categories = [row.texts[0] for row in rows]
            data.add_series(self.pack.products.columns[1].header, [row.cells[1].value for row in rows])
            chart = _chart(slide, XL_CHART_TYPE.BAR_CLUSTERED, data, (0.5, 2.5, 6.3, 3.7))
            chart.plots[0].gap_width = 40
            (series,) = chart.plots[0].series
            series.format.fill.solid()
            series.format.fill.fore_color.rgb = colour(LIGHT.accent)
            _labelled(series, number_format("count"))
            chart.value_axis.visible = chart.value_axis.has_major_gridlines = chart.has_legend = False
            chart.value_axis.minimum_scale = 0
            _say(_frame(slide, 0.5, 6.2, 6.3, 0.7), self.pack.products.notes[0], BODY_SIZE, LIGHT.muted)
        _table(slide, self.pack.certifications.only("name", "orders"), (7.1, 2.55, 5.7), (4.3, 1.4))
        _say(_frame(slide, 7.1, 5.6, 4.8, 1.2), self.pack.certifications.notes[0], BODY_SIZE, LIGHT.muted)

    def leads(self) -> None:
        slide = self._slide(text("lead.title"), "leads", self.shown.get("lead"))
        columns = ("unit", "target", "achieved", "attainment", "local_target_share", "designated")
        _table(slide, self.pack.leads.only(*columns), (0.5, 1.15, 12.3), (3.6, 1.8, 1.8, 1.8, 1.8, 1.5), height=0.36)

    def findings(self) -> None:
        slide = self._slide(text("slide.findings.title"), "findings")
        table = self.pack.findings
        if not table.rows:
            _say(_frame(slide, 0.5, 1.3, 12.3, 1), text("quality.findings.none"), 24, LIGHT.text)
            return
        _table(slide, table.first(FINDINGS), (0.5, 1.15, 12.3), (1.5, 2.7, 8.1))
        left = len(table.rows[FINDINGS:])
        more = [text("document.slide.findings.more", count=left, sheet=text("document.sheet.findings"))] if left else []
        _say(_frame(slide, 0.5, 6.25, 11.3, 0.6), " ".join([*table.notes, *more]), BODY_SIZE, LIGHT.muted)

    def district(self, district: District) -> None:
        first = district.figures["coverage"]
        slide = self._slide(f"{district.name}: {district.status_label}", "", first)
        for index, name in enumerate(("coverage", "attainment", "gap", "needed_per_day", "gained_7_days")):
            place = (0.5 + 2.3 * (index % 2), 1.2 + 1.42 * (index // 2)) if index else (0.5, 1.2)
            if index:
                place = (0.5 + 2.6 * ((index - 1) % 2), 2.75 + 1.3 * ((index - 1) // 2))
            self._number(
                slide, district.figures[name], *place, 5.0 if not index else 2.5, is_first=not index, has_note=not index
            )
        lowest = district.lowest
        _say(_frame(slide, 6.0, 1.15, 6.8, 0.45), lowest.title, 20, LIGHT.text, bold=True)
        _table(slide, lowest, (6.0, 1.65, 6.8), (3.2, 1.8, 1.8))
        frame = _frame(slide, 0.5, 5.4, 11.3, 1.0)
        paragraph = frame.paragraphs[0]
        _run(paragraph, f"{text('document.slide.question')}: ", 20, LIGHT.accent, bold=True)
        _run(paragraph, district.question, 20, LIGHT.text, bold=True)
        _notes(slide, (district.question,))

    def _slide(self, title: str, topic: str, figure: Metric | None = None) -> Slide:
        """A slide with its title, footer and the code of its first figure; questions of the topic in the notes."""
        slide = self.deck.slides.add_slide(self.layouts[BODY])
        slide.shapes.title.text = title
        _say(_frame(slide, 0.5, 6.95, 11.2, 0.4), self.pack.header.line, FOOT_SIZE, LIGHT.muted)
        number = _frame(slide, 11.2, 6.95, 0.75, 0.4)
        _say(number, str(len(self.deck.slides)), FOOT_SIZE, LIGHT.muted, align=PP_ALIGN.RIGHT)
        _code(slide, self.pack.header.lineage(figure.figure) if figure else self.pack.header.address, 12.0, 6.2, 1.2)
        if topic:
            _notes(slide, self.pack.questions.get(topic, ()))
        return slide

    def _number(
        self,
        slide: Slide,
        figure: Metric,
        left: float,
        top: float,
        width: float,
        is_first: bool = False,
        has_note: bool = True,
    ) -> None:
        frame = _frame(slide, left, top, width, 1.3)
        _say(frame, figure.label, BODY_SIZE, LIGHT.muted)
        _say(
            frame,
            figure.written,
            NUMBER_SIZE + 8 if is_first else NUMBER_SIZE - 6,
            LIGHT.accent if is_first else LIGHT.text,
            bold=True,
        )
        if has_note and is_first:
            _say(frame, figure.note, BODY_SIZE, LIGHT.text)


def _frame(slide: Slide, left: float, top: float, width: float, height: float) -> TextFrame:
    frame = slide.shapes.add_textbox(Inches(left), Inches(top), Inches(width), Inches(height)).text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Emu(0)
    return frame


def _say(
    frame: TextFrame, words: str, size: int, code: str, bold: bool = False, align: PP_ALIGN = PP_ALIGN.LEFT
) -> None:
    """A paragraph more."""
    is_empty = len(frame.paragraphs) == 1 and not frame.paragraphs[0].runs
    paragraph = frame.paragraphs[0] if is_empty else frame.add_paragraph()
    paragraph.alignment = align
    _run(paragraph, words, size, code, bold)


def _run(paragraph, words: str, size: int, code: str, bold: bool = False) -> None:
    run = paragraph.add_run()
    run.text, run.font.size, run.font.bold = words, Pt(size), bold
    run.font.language_id = LANGUAGES[language()]
    run.font.color.rgb = colour(code)


def _notes(slide: Slide, questions) -> None:
    lines = [text("document.slide.notes"), *(f"- {question}" for question in questions)]
    slide.notes_slide.notes_text_frame.text = "\n".join(lines)


def _code(slide: Slide, address: str, left: float, top: float, size: float) -> None:
    picture = slide.shapes.add_picture(
        io.BytesIO(qr.png(address)), Inches(left), Inches(top), Inches(size), Inches(size)
    )
    picture.name = address
    picture._element.nvPicPr.cNvPr.set("descr", address)


def _chart(slide: Slide, kind: XL_CHART_TYPE, data: CategoryChartData, box: tuple[float, float, float, float]) -> Chart:
    chart = slide.shapes.add_chart(kind, *(Inches(side) for side in box), data).chart
    chart.font.size, chart.font.color.rgb = Pt(BODY_SIZE), colour(LIGHT.text)
    chart.has_title = False
    chart.category_axis.format.line.color.rgb = colour(LIGHT.status["no_data"])
    chart.category_axis.tick_labels.font.size = Pt(BODY_SIZE)
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    return chart


def _labelled(series, written: str) -> None:
    labels = series.data_labels
    labels.show_value, labels.number_format, labels.number_format_is_linked = True, written, False
    labels.position, labels.font.size, labels.font.bold = XL_LABEL_POSITION.OUTSIDE_END, Pt(BODY_SIZE), True


def _within(series, units: list[District], targets: tuple[float | None, ...]) -> None:
    """Where the target's outline would run through a share, it is written inside its bar."""
    for index, (unit, target) in enumerate(zip(units, targets, strict=True)):
        reached = unit.figures["coverage"].value
        if reached is not None and target is not None and 0 <= target - reached < LABEL:
            label = series.points[index].data_label
            label.position = XL_LABEL_POSITION.INSIDE_END
            label.font.size, label.font.bold = Pt(BODY_SIZE), True
            label.font.color.rgb = colour(LIGHT.on(LIGHT.status[unit.status]))


def _table(
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
        _cell(cell, column.header, column, "head", height)
    for line_cells, row in zip(list(native.rows)[1:], table.rows, strict=True):
        line_cells.height = Inches(height)
        _row(line_cells.cells, row, table.columns, height)


def _row(cells, row: Row, columns: tuple[Column, ...], height: float) -> None:
    for cell, column, words in zip(cells, columns, row.texts, strict=True):
        _cell(cell, words, column, row.kind, height)


def _cell(cell, words: str, column: Column, kind: str, height: float) -> None:
    cell.margin_top = cell.margin_bottom = Inches(0.02)
    cell.margin_left = cell.margin_right = Inches(0.06)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.fill.solid()
    cell.fill.fore_color.rgb = colour({"head": LIGHT.accent, "unit": LIGHT.paper}.get(kind, LIGHT.waiting))
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = _ALIGNED[side(column)]
    _run(
        paragraph,
        words,
        BODY_SIZE if kind != "head" else BODY_SIZE - 2,
        LIGHT.paper if kind == "head" else LIGHT.text,
        bold=kind != "unit",
    )
