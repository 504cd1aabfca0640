"""Charts on paper: every kind the pages draw keeps its names, figures and legend, in ink that is seen on white."""

from xml.etree import ElementTree

import pandas as pd
import plotly.graph_objects as go
import pytest

from pages.charts import progress, trade
from pages.charts.style import DARK, LIGHT, contrast, on_paper
from pages.documents import chart

NAMES = {name: name for name in ("actual", "expected", "target", "local", "now", "outlook", "ghost")}
UNITS = pd.DataFrame({
    "name": ["Bình Gia", "Đình Lập"], "unit": ["Huyện Bình Gia", "Huyện Đình Lập"], "coverage": [0.31, 0.15], "target_share": 0.5,
    "expected_share": 0.3, "local_target_share": [None, 0.55], "status": ["ahead", "behind"], "letter": ["K", "N"],
    "low_share": 0.4, "middle_share": 0.5, "high_share": 0.6, "low": 10, "middle": 20, "high": 30, "actual": 25,
})  # fmt: skip
CURVE = pd.DataFrame({
    "name": ["Bình Gia", "Bình Gia", "Đình Lập", "Đình Lập"], "share_of_time": [0.1, 0.2] * 2, "day_number": [1, 2] * 2,
    "coverage": [0.1, 0.2, 0.3, 0.4], "status": "slow",
})  # fmt: skip
WEEKS = pd.DataFrame({
    "week": pd.to_datetime(["2021-09-06", "2021-09-13"] * 2), "kind": ["a", "a", "b", "b"], "orders": [1200, 2, 3, 4],
    "quantity": [5, 6, 7, 8], "price": [54000, 53000, 52000, 51000], "done": 1, "lost": 2,
})  # fmt: skip
AXES = {"x": "Tổ trên 1.000 hộ", "y": "Tỷ lệ", "target": "Tỉnh giao"}
SEASON = {"quantity": "Số lượng", "price": "Giá", "season": "Mùa"}
CASES = {
    "bullet": (lambda look: progress.bullet(0.31, 0.3, 0.5, (0.7, 0.8), "ahead", NAMES, look, ",."), ["actual", "local", "50%"]),
    "ranking": (lambda look: progress.ranking(UNITS, NAMES, look, ",."), ["Bình Gia", "Đình Lập", "K", "target"]),
    "curves": (lambda look: progress.curves(CURVE, "day_number", AXES, look, ",."), ["Bình Gia", "Đình Lập", "Tỷ lệ"]),
    "multiples": (lambda look: progress.small_multiples(CURVE, CURVE, "day_number", NAMES, 0.5, look, ",."), ["Bình Gia", "Đình Lập", "ghost", "2"]),
    "outlook": (lambda look: progress.outlook(UNITS, NAMES, look, ",."), ["Bình Gia", "now", "outlook"]),
    "replay": (lambda look: progress.replay(UNITS, NAMES, look, ",."), ["Đình Lập", "actual"]),
    "funnel": (lambda look: progress.funnel(["Hộ", "Đã bán"], [9, 3], ["9", "3 · còn 33%"], look, ",."), ["Hộ", "3 · còn 33%"]),
    "companions": (
        lambda look: progress.companions(CURVE.head(2), [("Giai đoạn 1", CURVE.tail(2))], "share_of_time", "Bình Gia", AXES, 0.5, look, ",."),
        ["Giai đoạn 1", "Bình Gia", "Tỉnh giao", "100%"],
    ),
    "weekly": (lambda look: trade.weekly(WEEKS, "kind", "orders", {"a": "Na", "b": "Hồi"}, "Đơn", True, look, ",."), ["Na", "Hồi", "Đơn"]),
    "lines": (lambda look: trade.weekly(WEEKS, "kind", "orders", {"a": "Na", "b": "Hồi"}, "Đơn", False, look, ",."), ["Na", "1.200"]),
    "top": (lambda look: trade.top(WEEKS.assign(name=["Na", "Hồi", "Chè", "Quýt"]), "orders", look, ",."), ["Chè", "1.200"]),
    "season": (lambda look: trade.season(WEEKS, (9,), SEASON, look, ",."), ["Số lượng", "Giá", "50.000"]),
    "status": (lambda look: trade.status(WEEKS, {"done": "Xong", "lost": "Hủy"}, look, ",."), ["Xong", "Hủy"]),
}  # fmt: skip


def _drawn(figure: go.Figure) -> list[str]:
    told = chart.svg(figure).decode()
    return [
        "".join(part.itertext()).strip()
        for part in ElementTree.fromstring(told).iter("{http://www.w3.org/2000/svg}text")
    ]


@pytest.mark.parametrize("name", CASES)
def test_every_chart_keeps_its_words(name, vietnamese):
    draw, words = CASES[name]
    told = _drawn(draw(LIGHT))
    for word in words:
        assert word in told, (word, told)


@pytest.mark.parametrize("name", CASES)
def test_the_theme_of_the_screen_does_not_matter(name, vietnamese):
    draw, _ = CASES[name]
    assert chart.svg(draw(DARK)) == chart.svg(draw(LIGHT))


def test_ink_that_writes_is_seen_on_paper():
    for ink in (DARK.text, DARK.muted, DARK.target, *DARK.series):
        assert contrast(on_paper(ink), LIGHT.paper) >= 4.5
    assert on_paper(LIGHT.accent) == LIGHT.accent


def test_stacked_bars_stand_on_one_another(vietnamese):
    """Two groups of 600 in one week reach 1.200 where they are stacked, and 600 where they are lines."""
    even = WEEKS.assign(orders=600)
    named = (even, "kind", "orders", {"a": "Na", "b": "Hồi"}, "Đơn")
    assert "1.200" in _drawn(trade.weekly(*named, True, LIGHT, ",."))
    assert "1.200" not in _drawn(trade.weekly(*named, False, LIGHT, ",."))


def test_a_trace_that_paper_cannot_show_is_refused():
    with pytest.raises(TypeError, match="pie"):
        chart.svg(go.Figure(go.Pie(values=[1]), layout={"height": 300}))
