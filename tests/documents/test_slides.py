"""The slides read back: the same figures in text, tables and charts, the mark on every one, type for the fifth row."""

import io
from dataclasses import replace
from datetime import date

import pytest
from pptx import Presentation
from pptx.enum.chart import XL_LABEL_POSITION
from pptx.util import Inches

from data import attainment, snapshots
from pages.documents import powerpoint, slides
from pages.documents.values import rows
from pages.kit import texts
from pages.paper import map as picture
from pages.progress.unit import profile

MEETING = 10  # slides before those of the districts, without conclusions


@pytest.fixture(scope="module")
def deck(pack):
    png = picture.draw(pack.drawing, ("png",), (2, 1.5))["png"]
    return Presentation(io.BytesIO(slides.deck(pack, png)))


def words(slide) -> list[str]:
    frames = [
        paragraph.text for shape in slide.shapes if shape.has_text_frame for paragraph in shape.text_frame.paragraphs
    ]
    return frames + [cell.text for table in tables(slide) for row in table.rows for cell in row.cells]


def tables(slide) -> list:
    return [shape.table for shape in slide.shapes if shape.has_table]


def charts(deck) -> list:
    return [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]


def test_the_slides_are_wide_and_each_is_there(deck, pack):
    assert (deck.slide_width, deck.slide_height) == (Inches(13.333), Inches(7.5))
    titles = [slide.shapes.title.text for slide in deck.slides]
    assert len(titles) == MEETING + len(pack.meeting) and all(titles)
    for district in pack.meeting:
        told = f"{district.figures['coverage'].written}, {district.status_label.lower()}, còn thiếu {district.figures['gap'].written} hộ"
        assert f"{district.name}: {told}" in titles


def test_a_title_says_the_message_with_the_figures_of_the_pack(deck, pack):
    """Not the topic: 'Xếp hạng các huyện, thành phố' told nobody who is behind."""
    titles = [slide.shapes.title.text for slide in deck.slides]
    province, lowest = pack.province, min(pack.districts, key=lambda one: one.figures["coverage"].value)
    well = sum(one.status in ("ahead", "reached") for one in pack.districts)
    assert titles[1] == f"Hộ có cả hai: {province['coverage'].written}, còn thiếu {province['gap'].written} hộ"
    assert titles[2].startswith(
        f"{well} trên 11 huyện, thành phố đạt chỉ tiêu hoặc kịp tiến độ; thấp nhất: {lowest.name.removeprefix('Huyện ')}"
    )
    behind = [one for one in pack.districts if one.status == "behind"]
    assert titles[3].startswith(f"Chậm nhiều ở {len(behind)} nơi: ") and titles[4] == pack.verdict
    assert (
        titles[5] == pack.outlook[0].split(". ")[0] + "."
        and titles[8] == f"{len(pack.findings.rows)} điểm cần xác minh trước khi dùng số liệu"
    )
    long = deck.slides[4].shapes.title.text_frame.paragraphs[0].runs[0]
    assert (
        long.font.size.pt == slides.TWO_LINES_SIZE
        and deck.slides[1].shapes.title.text_frame.paragraphs[0].runs[0].font.size is None
    )


def test_conclusions_have_a_slide_once_there_are_any(pack):
    told = {"words": "Cử tổ công tác", "owner": "UBND huyện Đình Lập", "due": date(2021, 12, 1), "state": "Đã giao"}
    columns = pack.conclusions.columns
    filled = replace(pack.conclusions, rows=rows(columns, [{column.key: told.get(column.key) for column in columns}]))
    png = picture.draw(pack.drawing, ("png",), (2, 1.5))["png"]
    shown = Presentation(io.BytesIO(slides.deck(replace(pack, conclusions=filled), png))).slides[MEETING]
    with texts.spoken("vi"):
        assert shown.shapes.title.text == "1 việc cuộc họp đã giao"
    assert {"Cử tổ công tác", "UBND huyện Đình Lập", "01/12/2021"} <= set(words(shown))


def test_every_headline_figure_of_the_province_and_the_meeting_is_shown(deck, pack):
    province = words(deck.slides[1])
    assert all(figure.written in province and figure.label in province for figure in pack.province.values())
    for district, slide in zip(pack.meeting, list(deck.slides)[MEETING:], strict=True):
        shown = words(slide)
        assert all(figure.written in shown for key, figure in district.figures.items() if key != "achieved")
        assert any(district.question in told for told in shown)


def test_native_tables_hold_the_cells_of_the_pack(deck, pack):
    leads = tables(deck.slides[7])[0]
    for index, row in enumerate(pack.leads.rows, 1):
        assert {cell.text for cell in leads.rows[index].cells} <= set(row.texts)
    assert leads.rows[1].cells[0].text == pack.leads.rows[0].texts[1]
    for district, slide in zip(pack.meeting, list(deck.slides)[MEETING:], strict=True):
        native = [tuple(cell.text for cell in row.cells) for row in tables(slide)[0].rows]
        assert native[1:] == [row.texts for row in district.lowest.rows]
    compared = tables(deck.slides[4])[0]
    assert [cell.text for cell in compared.rows[1].cells][3] == pack.compared.rows[0].texts[5]


def test_the_forecast_is_said_in_the_words_of_its_page(deck, pack):
    slide = deck.slides[5]
    told = " ".join(words(slide))
    sentences = [one for said in pack.outlook for one in said.removesuffix(".").split(". ")]
    assert pack.outlook and all(
        told.count(one) == 1 for one in sentences
    )  # what the title says is not said again below it
    native = [tuple(cell.text for cell in row.cells) for row in tables(slide)[0].rows][1:]
    assert native == [row.texts for row in pack.scenarios.only("scenario", "count", "share", "met_on").rows]
    assert len(native) == 5 and pack.scenarios.notes[0] in words(slide)
    assert pack.questions["outlook"][0] in slide.notes_slide.notes_text_frame.text


def test_native_charts_hold_the_values_of_the_pack(deck, pack):
    ranking, curves, products = charts(deck)
    actual, assigned, *local = ranking.plots[0].series
    units = pack.districts[::-1]
    assert list(actual.values) == [unit.figures["coverage"].value for unit in units]
    assert list(assigned.values) == [pack.targets[unit.code][0] for unit in units]
    assert [list(series.values) for series in local] in ([], [[pack.targets[unit.code][1] for unit in units]])
    assert [list(series.values) for series in curves.plots[0].series] == [
        list(curve.shares) for curve in pack.curves if curve.days
    ]
    assert list(products.plots[0].series[0].values) == [row.cells[1].value for row in pack.products.first(8).rows[::-1]]


def test_every_slide_says_where_its_figures_come_from(deck, pack):
    with texts.spoken("vi"):
        told = pack.header.line
    assert told.startswith("SỐ LIỆU MÔ PHỎNG") and pack.header.snapshot in told
    for slide in list(deck.slides)[1:]:
        assert told in words(slide)
    cover = " ".join(words(deck.slides[0]))
    assert pack.header.simulated in cover and pack.header.address in cover and pack.header.snapshot in cover
    assert not any(
        label in cover for label, value in pack.header.filters if value == pack.header.snapshot
    )  # in the passport alone
    addresses = [
        shape._element.nvPicPr.cNvPr.get("descr")
        for slide in deck.slides
        for shape in slide.shapes
        if shape.shape_type == 13
    ]
    assert addresses.count(pack.header.address) >= 4
    assert all(pack.header.lineage(district.figures["coverage"].figure) in addresses for district in pack.meeting)


def test_the_notes_ask_questions(deck, pack):
    notes = [slide.notes_slide.notes_text_frame.text for slide in deck.slides]
    assert all(note.startswith("Câu hỏi gợi ý") for note in notes)
    assert pack.questions["ranking"][0] in notes[2] and pack.meeting[0].question in notes[MEETING]


def test_type_is_readable_from_the_fifth_row(deck):
    foot = slides.FOOT_SIZE
    for slide in deck.slides:
        runs = [run for shape in slide.shapes if shape.has_text_frame for paragraph in shape.text_frame.paragraphs for run in paragraph.runs]  # fmt: skip
        sizes = [run.font.size.pt for run in runs if run.font.size]
        assert all(size == foot or size >= 18 for size in sizes)
        cells = [run for table in tables(slide) for row in list(table.rows)[1:] for cell in row.cells for run in cell.text_frame.paragraphs[0].runs]  # fmt: skip
        assert all(run.font.size.pt >= 18 for run in cells)


def test_nothing_lies_outside_the_slide(deck):
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0 and shape.top >= 0
            assert shape.left + shape.width <= deck.slide_width and shape.top + shape.height <= deck.slide_height, (
                shape.name
            )


def test_a_share_that_the_targets_outline_would_cross_stands_inside_its_bar(deck, pack):
    (bars,) = (
        chart.plots[0].series[0]
        for chart in charts(deck)
        if len(chart.plots[0].series) >= 2 and chart.plots[0].categories
    )
    placed = {
        index: bars.points[index].data_label.position == XL_LABEL_POSITION.INSIDE_END
        for index in range(len(pack.districts))
    }
    for index, unit in enumerate(pack.districts[::-1]):
        reached, (target, _) = unit.figures["coverage"].value, pack.targets[unit.code]
        assert placed[index] == (reached is not None and 0 <= target - reached < powerpoint.LABEL)


def test_the_lowest_communes_are_those_of_the_meetings_slide(pack, snapshot):
    for district in pack.meeting:
        units = attainment.units(snapshot, snapshots.EVERYTHING, snapshot.as_of, "commune", pack.filters.indicator)
        own = profile.communes(units, district.code).head(5)
        assert list(own["unit"]) == [row.texts[0] for row in district.lowest.rows]
