"""Charts on paper: every chart the pages draw keeps its names, figures and legend, in ink that is seen on white."""

import io
from xml.etree import ElementTree

import pytest
from PIL import Image

from pages.charts import trade
from pages.charts.layout import Chart
from pages.charts.style import DARK, LIGHT, contrast, on_paper
from pages.paper import chart
from tests.charts.cases import CHARTS, ENLARGED, EVERY, KINDS, MAPS, WEEKS

SAID = {
    "progress.bullet": ["actual", "target", "expected", "local", "50%"],
    "progress.ranking": [
        "Bình Gia",
        "Đình Lập",
        "C",
        "N",
        "target",
        "expected",
        "local",
        "31,0%",
        "—",
        "slow",
        "no_data",
    ],
    "trade.weekly with others": ["Na", "Còn lại"],
    "over_time.curves": ["Bình Gia", "Đình Lập", "Tỷ lệ", "Ngày thứ"],
    "flags.flagged": ["Bình Gia", "1", "2, 3", "4"],
    "over_time.small_multiples": ["Bình Gia", "Đình Lập", "ghost", "50", "20%"],
    "progress.outlook": ["Bình Gia", "now", "outlook", "target"],
    "over_time.scenarios": ["Thực hiện", "7 ngày", "Về đích", "Khoảng 80%", "Chỉ tiêu", "Ngày thứ"],
    "progress.funnel": ["Hộ", "Đã bán", "3 · còn 33%"],
    "over_time.companions": ["Giai đoạn 1", "Bình Gia", "Tỉnh giao", "100%"],
    "trade.weekly": ["Na", "Hồi", "Đơn", "1.000"],
    "trade.weekly as lines": ["Na", "Hồi", "Đơn", "1.200"],
    "trade.top": ["Na", "Chè", "1.200", "900"],
    "trade.season": ["Số lượng", "Giá", "50.000", "13/09"],
    "trade.status": ["Xong", "Đang giao", "Hủy", "Trả"],
    "enlarging.enlarged": ["Bình Gia", "target"],
}
every = pytest.mark.parametrize("name", SAID)


def said(drawn: Chart) -> list[str]:
    root = ElementTree.fromstring(chart.svg(drawn))
    return ["".join(part.itertext()).strip() for part in root.iter("{http://www.w3.org/2000/svg}text")]


def test_every_chart_is_tried_on_paper():
    """But for maps, which `pages.paper.map` draws from the same classes."""
    assert set(SAID) == set(CHARTS) | set(ENLARGED) == set(EVERY) - set(MAPS)


@every
def test_every_chart_keeps_its_words(name):
    told = said(EVERY[name](LIGHT))
    for word in SAID[name]:
        assert word in told, (word, told)


@every
def test_the_theme_of_the_screen_does_not_matter(name):
    assert chart.svg(EVERY[name](DARK)) == chart.svg(EVERY[name](LIGHT))


@every
def test_the_picture_is_not_empty(name):
    """Its bars and lines are there in their ink: far more than the type alone would darken."""
    image = Image.open(io.BytesIO(chart.png(EVERY[name](LIGHT)))).convert("RGB")
    colours = {colour for _, colour in image.getcolors(image.width * image.height)}
    inks = {tuple(bytes.fromhex(ink[1:])) for ink in inked(EVERY[name](LIGHT))}
    assert inks <= colours and (255, 255, 255) in colours


def inked(drawn: Chart) -> set[str]:
    """The colours of bars and of lines, as far as they have a value."""
    lines = {trace["line"]["color"] for trace in drawn["data"] if "lines" in trace.get("mode", "")}
    bars = [trace for trace in drawn["data"] if trace["type"] == "bar"]
    fills = set()
    for trace in bars:
        told, lengths = trace["marker"]["color"], trace["x"] if trace.get("orientation") == "h" else trace["y"]
        every = told if isinstance(told, list) else [told] * len(lengths)
        fills |= {colour for colour, length in zip(every, lengths, strict=True) if length}
    return lines | fills


def test_ink_that_writes_is_seen_on_paper():
    for ink in (DARK.text, DARK.muted, DARK.target, *DARK.series):
        assert contrast(on_paper(ink), LIGHT.paper) >= 4.5
    assert on_paper(LIGHT.accent) == LIGHT.accent


def test_stacked_bars_stand_on_one_another():
    """Two groups of 600 in one week reach 1.200 where they are stacked, and 600 where they are lines."""
    even = WEEKS.assign(orders=600, week=WEEKS["week"].iloc[0])
    named = (even.iloc[::2], "kind", "orders", KINDS, "Đơn")
    assert "1.200" in said(trade.weekly(*named, True, LIGHT, ",."))
    assert "1.200" not in said(trade.weekly(*named, False, LIGHT, ",."))


@pytest.mark.parametrize("name", MAPS)
def test_a_trace_that_paper_cannot_show_is_refused(name):
    with pytest.raises(TypeError, match="choropleth"):
        chart.svg(MAPS[name](LIGHT))
