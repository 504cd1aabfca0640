"""Slides, 16:9: native charts and tables that stay editable, the map as a picture, and the questions to ask in the notes."""

import io
from itertools import groupby

from pptx import Presentation
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.enum.text import PP_ALIGN
from pptx.slide import Slide
from pptx.util import Inches, Pt

from data import vocabulary
from pages.charts.style import LIGHT, STATUSES
from pages.documents import messages, powerpoint
from pages.documents.sheets import number_format
from pages.documents.template import BODY, COVER, SLIDES, colour
from pages.documents.values import District, Pack
from pages.kit.texts import spoken, text
from pages.kit.view import Metric
from pages.method.findings import ON_A_SLIDE

NUMBER_SIZE, FOOT_SIZE = 40, 12  # points
ONE_LINE, TWO_LINES_SIZE = 55, 22  # letters of a title in its own size; points of a longer one
FEW = 6  # changes and conclusions that a slide has room for
MAP_SIZE, MAP_SCALE = (8.1, 5.75), 1.15  # inches on the slide, so that its type keeps its size
WEEK = 7
DISTRICT = (
    "of_target",
    "gap",
    "needed_per_day",
    "gained_7_days",
    "after_deadline",
)  # beside its coverage, those that it has


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
        if pack.scenarios.rows:
            slides.outlook()
        slides.products()
        slides.leads()
        slides.findings()
        slides.changed()
        if pack.conclusions.rows:
            slides.conclusions()
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

    def saved(self) -> bytes:
        target = io.BytesIO()
        self.deck.save(target)
        return target.getvalue()

    def cover(self) -> None:
        header = self.pack.header
        slide = self.deck.slides.add_slide(self.layouts[COVER])
        slide.shapes.title.text = header.title
        slide.placeholders[1].text = header.subtitle
        frame = powerpoint.text_frame(slide, 0.9, 4.35, 8.6, 2.6)
        for label, words in header.filters[2:]:
            if words == header.snapshot:
                continue  # the foot of every slide says it, and the passport
            powerpoint.add_paragraph(frame, f"{label}: {words}", powerpoint.BODY_SIZE, LIGHT.text)
        powerpoint.add_paragraph(frame, f"{text('document.header.passport')}: {header.address}", FOOT_SIZE, LIGHT.muted)
        if header.simulated:
            powerpoint.add_paragraph(
                powerpoint.text_frame(slide, 0.9, 0.55, 11.5, 0.6),
                header.simulated,
                20,
                LIGHT.status["behind"],
                bold=True,
            )
        powerpoint.add_code(slide, header.address, 10.9, 4.9, 1.9)
        powerpoint.add_notes(slide, (f"{label}: {words}" for label, words in header.filters))

    def province(self) -> None:
        slide = self._slide(messages.province(self.pack), "province")
        keys = (("coverage", "achieved", "of_target"), ("gap", "needed_per_day", "gained_7_days"), ("shops", "accounts", "lead"), ("listings", "orders", "order_value"))  # fmt: skip
        for line_number, line in enumerate(keys):
            for index, name in enumerate(line):
                if name in self.shown:
                    top = (1.15, 2.75, 4.1, 5.4)[line_number]
                    self._number(slide, self.shown[name], 0.5 + 4.15 * index, top, 4.0, is_first=line_number == 0)

    def ranking(self) -> None:
        slide = self._slide(messages.ranking(self.pack), "ranking")
        units = self.pack.districts[::-1]  # a bar chart draws the first category lowest
        data = CategoryChartData(number_format=number_format("share"))
        data.categories = [f"{unit.name} · {text(f'letter.{unit.status}')}" for unit in units]
        data.add_series(text("document.slide.ranking.actual"), [unit.figures["coverage"].value for unit in units])
        assigned, local = zip(*(self.pack.targets[unit.code] for unit in units), strict=True)
        data.add_series(text("mark.target"), assigned)
        if any(local):
            data.add_series(text("mark.local"), local)
        chart = powerpoint.add_chart(slide, XL_CHART_TYPE.BAR_CLUSTERED, data, (0.5, 1.1, 11.4, 5.3))
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
        powerpoint.label_values(actual, number_format("share"))
        powerpoint.label_within(actual, units, assigned)
        chart.value_axis.visible = False
        chart.value_axis.has_major_gridlines = False
        chart.value_axis.minimum_scale = 0
        chart.has_legend = False
        self._legend(slide, 0.5, 6.4)

    def _legend(self, slide: Slide, left: float, top: float) -> None:
        """What the colours and letters mean, and that the outline is the target."""
        paragraph = powerpoint.text_frame(slide, left, top, 11.2, 0.45).paragraphs[0]
        for units in self._groups():
            status = units[0].status
            powerpoint.add_run(paragraph, "■ ", powerpoint.BODY_SIZE, LIGHT.status[status])
            powerpoint.add_run(
                paragraph, f"{text(f'letter.{status}')} · {units[0].status_label}    ", powerpoint.BODY_SIZE, LIGHT.text
            )
        powerpoint.add_run(paragraph, f"□ {text('mark.target')}    ", powerpoint.BODY_SIZE, LIGHT.target)
        if any(local for _, local in self.pack.targets.values()):
            powerpoint.add_run(paragraph, f"□ {text('mark.local')}", powerpoint.BODY_SIZE, LIGHT.local)

    def _groups(self) -> list[list[District]]:
        """The districts of each status, those that are well first."""
        ordered = sorted(self.pack.districts, key=lambda unit: STATUSES.index(unit.status))
        return [list(units) for _, units in groupby(ordered, key=lambda unit: unit.status_label)]

    def map(self, picture: bytes) -> None:
        slide = self._slide(messages.behind(self.pack), "map")
        slide.shapes.add_picture(
            io.BytesIO(picture), Inches(0.4), Inches(1.05), Inches(MAP_SIZE[0]), Inches(MAP_SIZE[1])
        )
        slide.shapes[-1]._element.nvPicPr.cNvPr.set("descr", self.pack.map_words)
        frame = powerpoint.text_frame(slide, 8.8, 1.2, 4.1, 5.1)
        for units in self._groups():
            powerpoint.add_paragraph(frame, units[0].status_label, 20, LIGHT.text, bold=True)
            named = "; ".join(f"{unit.name} {unit.figures['coverage'].written}" for unit in units)
            powerpoint.add_paragraph(frame, named, powerpoint.BODY_SIZE, LIGHT.text)

    def phases(self) -> None:
        slide = self._slide(self.pack.verdict, "phases")
        self._curves(slide)
        columns = ("phase", "deadline", "target", "achieved", "of_target", "coverage", "status_label")
        powerpoint.add_table(
            slide, self.pack.compared.only(*columns), (0.5, 5.0, 11.3), (1.6, 1.6, 1.5, 1.7, 1.7, 1.6, 1.6)
        )

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
        chart = powerpoint.add_chart(slide, XL_CHART_TYPE.XY_SCATTER_LINES_NO_MARKERS, data, (0.5, 1.2, 12.3, 3.75))
        for index, series in enumerate(chart.plots[0].series):
            series.smooth = False
            series.format.line.width = Pt(4)
            series.format.line.color.rgb = colour(LIGHT.series[index % len(LIGHT.series)])
        chart.has_legend = True
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
        chart.legend.font.size = Pt(powerpoint.BODY_SIZE)
        chart.value_axis.tick_labels.number_format = "0%"
        chart.value_axis.tick_labels.number_format_is_linked = False
        chart.value_axis.tick_labels.font.size = Pt(powerpoint.BODY_SIZE)
        chart.value_axis.major_gridlines.format.line.color.rgb = colour(LIGHT.status["no_data"])
        chart.category_axis.axis_title.text_frame.text = text("outlook.axis")
        chart.category_axis.axis_title.text_frame.paragraphs[0].font.size = Pt(powerpoint.BODY_SIZE)
        chart.category_axis.axis_title.text_frame.paragraphs[0].font.bold = False
        chart.category_axis.minimum_scale, chart.category_axis.major_unit = 0, WEEK
        chart.category_axis.maximum_scale = max(phase.days for phase in vocabulary.phases().values())
        chart.category_axis.has_major_gridlines = False

    def outlook(self) -> None:
        """What the forecast says, its scenarios, and where its range comes from."""
        title = messages.outlook(self.pack)
        slide = self._slide(title, "outlook")
        frame = powerpoint.text_frame(slide, 0.5, 1.3, 12.3, 1.7)
        range_of, *others = self.pack.outlook
        for words in (range_of.removeprefix(title).strip(), *others):  # the title has said the first sentence
            powerpoint.add_paragraph(frame, words, 20, LIGHT.text)
        powerpoint.add_table(
            slide,
            self.pack.scenarios.only("scenario", "count", "share", "met_on"),
            (0.5, 3.1, 12.3),
            (6.3, 2.0, 2.0, 2.0),
        )
        notes = powerpoint.text_frame(slide, 0.5, 6.0, 11.3, 0.9)
        for words in self.pack.scenarios.notes:
            powerpoint.add_paragraph(notes, words, FOOT_SIZE, LIGHT.muted)

    def products(self) -> None:
        slide = self._slide(messages.products(self.pack), "products", self.shown.get("orders"))
        for index, name in enumerate(("orders", "order_value", "listings")):
            if name in self.shown:
                self._number(slide, self.shown[name], 0.5 + 4.15 * index, 1.15, 4.0)
        if self.pack.products.rows:
            rows = self.pack.products.first(8).rows[::-1]
            data = CategoryChartData(number_format=number_format("count"))
            data.categories = [row.texts[0] for row in rows]
            data.add_series(self.pack.products.columns[1].header, [row.cells[1].value for row in rows])
            chart = powerpoint.add_chart(slide, XL_CHART_TYPE.BAR_CLUSTERED, data, (0.5, 2.5, 6.3, 3.7))
            chart.plots[0].gap_width = 40
            (series,) = chart.plots[0].series
            series.format.fill.solid()
            series.format.fill.fore_color.rgb = colour(LIGHT.accent)
            powerpoint.label_values(series, number_format("count"))
            chart.value_axis.visible = chart.value_axis.has_major_gridlines = chart.has_legend = False
            chart.value_axis.minimum_scale = 0
            powerpoint.add_paragraph(
                powerpoint.text_frame(slide, 0.5, 6.2, 6.3, 0.7),
                self.pack.products.notes[0],
                powerpoint.BODY_SIZE,
                LIGHT.muted,
            )
        powerpoint.add_table(slide, self.pack.certifications.only("name", "orders"), (7.1, 2.55, 5.7), (4.3, 1.4))
        powerpoint.add_paragraph(
            powerpoint.text_frame(slide, 7.1, 5.6, 4.8, 1.2),
            self.pack.certifications.notes[0],
            powerpoint.BODY_SIZE,
            LIGHT.muted,
        )

    def leads(self) -> None:
        slide = self._slide(messages.leads(self.pack), "leads", self.shown.get("lead"))
        columns = ("unit", "target", "achieved", "of_target", "own_target_share", "designated")
        powerpoint.add_table(
            slide, self.pack.leads.only(*columns), (0.5, 1.15, 12.3), (3.6, 1.8, 1.8, 1.8, 1.8, 1.5), height=0.36
        )

    def findings(self) -> None:
        slide = self._slide(messages.findings(self.pack), "findings")
        table = self.pack.findings
        if not table.rows:
            powerpoint.add_paragraph(
                powerpoint.text_frame(slide, 0.5, 1.3, 12.3, 1), text("quality.findings.none"), 24, LIGHT.text
            )
            return
        powerpoint.add_table(slide, table.first(ON_A_SLIDE), (0.5, 1.15, 12.3), (1.5, 2.7, 8.1))
        left = len(table.rows[ON_A_SLIDE:])
        more = [text("document.slide.findings.more", count=left, sheet=text("document.sheet.findings"))] if left else []
        powerpoint.add_paragraph(
            powerpoint.text_frame(slide, 0.5, 6.25, 11.3, 0.6),
            " ".join([*table.notes, *more]),
            powerpoint.BODY_SIZE,
            LIGHT.muted,
        )

    def changed(self) -> None:
        """What changed since the snapshot before, in sentences."""
        first, *others = self.pack.changed.paragraphs
        frame = powerpoint.text_frame(self._slide(first, "changed"), 0.5, 1.2, 11.3, 5.2)
        for words in others[:FEW]:
            powerpoint.add_paragraph(frame, words, powerpoint.BODY_SIZE, LIGHT.text)

    def conclusions(self) -> None:
        """What meetings assigned: who, by when, how far."""
        slide = self._slide(messages.conclusions(self.pack), "conclusions")
        table = self.pack.conclusions.only("words", "owner", "due", "state").first(FEW)
        powerpoint.add_table(slide, table, (0.5, 1.15, 12.3), (5.6, 3.0, 1.7, 2.0))

    def district(self, district: District) -> None:
        first = district.figures["coverage"]
        slide = self._slide(messages.district(district), "", first)
        self._number(slide, first, 0.5, 1.2, 5.0, is_first=True)
        for index, name in enumerate(name for name in DISTRICT if name in district.figures):
            self._number(slide, district.figures[name], 0.5 + 2.6 * (index % 2), 2.75 + 1.3 * (index // 2), 2.5)
        self._lowest(slide, district)
        frame = powerpoint.text_frame(slide, 0.5, 5.4, 11.3, 1.0)
        paragraph = frame.paragraphs[0]
        powerpoint.add_run(paragraph, f"{text('document.slide.question')}: ", 20, LIGHT.accent, bold=True)
        powerpoint.add_run(paragraph, district.question, 20, LIGHT.text, bold=True)
        powerpoint.add_notes(slide, (district.question,))

    def _lowest(self, slide: Slide, district: District) -> None:
        """Its lowest communes; nothing where none has reported."""
        lowest = district.lowest
        if not lowest.rows:
            return
        frame = powerpoint.text_frame(slide, 6.0, 1.15, 6.8, 0.45)
        powerpoint.add_paragraph(frame, lowest.title, 20, LIGHT.text, bold=True)
        powerpoint.add_table(slide, lowest, (6.0, 1.65, 6.8), (3.2, 1.8, 1.8))

    def _slide(self, title: str, topic: str, figure: Metric | None = None) -> Slide:
        """A slide with its title, footer and the code of its first figure; questions of the topic in the notes."""
        slide = self.deck.slides.add_slide(self.layouts[BODY])
        slide.shapes.title.text = title
        if len(title) > ONE_LINE:
            slide.shapes.title.text_frame.paragraphs[0].runs[0].font.size = Pt(TWO_LINES_SIZE)
        powerpoint.add_paragraph(
            powerpoint.text_frame(slide, 0.5, 6.95, 11.2, 0.4), self.pack.header.line, FOOT_SIZE, LIGHT.muted
        )
        number = powerpoint.text_frame(slide, 11.2, 6.95, 0.75, 0.4)
        powerpoint.add_paragraph(number, str(len(self.deck.slides)), FOOT_SIZE, LIGHT.muted, align=PP_ALIGN.RIGHT)
        powerpoint.add_code(
            slide, self.pack.header.lineage(figure.figure) if figure else self.pack.header.address, 12.0, 6.2, 1.2
        )
        if topic:
            powerpoint.add_notes(slide, self.pack.questions.get(topic, ()))
        return slide

    def _number(
        self, slide: Slide, figure: Metric, left: float, top: float, width: float, is_first: bool = False
    ) -> None:
        """A headline figure under its name; the first ones of a slide are the greatest, and say what they are of."""
        frame = powerpoint.text_frame(slide, left, top, width, 1.3)
        powerpoint.add_paragraph(frame, figure.label, powerpoint.BODY_SIZE, LIGHT.muted)
        powerpoint.add_paragraph(
            frame,
            figure.written,
            NUMBER_SIZE + 8 if is_first else NUMBER_SIZE - 6,
            LIGHT.text,
            bold=True,
        )
        if is_first:
            powerpoint.add_paragraph(frame, figure.note, powerpoint.BODY_SIZE, LIGHT.text)
