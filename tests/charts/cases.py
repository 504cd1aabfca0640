"""One call of every chart there is, on values small enough to know by heart."""

from collections.abc import Callable

import pandas as pd

from pages.charts import flags, maps, over_time, progress, trade
from pages.charts.enlarging import enlarged
from pages.charts.layout import Chart
from pages.charts.maps import Band, Shapes
from pages.charts.style import Palette

NAMES = {
    name: name
    for name in (
        "actual",
        "expected",
        "target",
        "local",
        "now",
        "outlook",
        "ghost",
        "reached",
        "ahead",
        "slow",
        "behind",
        "no_data",
    )
}
UNITS = pd.DataFrame({
    "name": ["Bình Gia", "Đình Lập", "Cao Lộc"], "coverage": [0.31, 0.15, None], "target_share": [0.5, 0.4, 0.6],
    "expected_share": [0.3, 0.2, None], "own_target_share": [None, 0.55, None], "status": ["slow", "behind", "no_data"],
    "letter": ["C", "N", "–"], "low_share": [0.4, 0.2, None], "middle_share": [0.5, 0.3, None],
    "high_share": [0.7, 0.5, None],
})  # fmt: skip
CURVE = pd.DataFrame({
    "name": ["Bình Gia", "Bình Gia", "Đình Lập", "Đình Lập"], "share_of_time": [0.1, 0.2] * 2, "day_number": [1, 2] * 2,
    "coverage": [0.1, 0.2, 0.3, 0.4], "status": ["ahead", "slow", "slow", "behind"],
})  # fmt: skip
GHOST = pd.DataFrame({"share_of_time": [0.1, 0.9], "day_number": [1, 60], "coverage": [0.05, 0.7]})
LINES = pd.DataFrame({
    "name": ["actual"] * 3 + ["week"] * 2 + ["fortnight"] * 2 + ["push"] * 2, "day_number": [0, 30, 60, 60, 92, 60, 92, 60, 92],
    "coverage": [0.01, 0.15, 0.33, 0.33, 0.55, 0.33, 0.5, 0.33, 0.62],
})  # fmt: skip
TITLES = {"actual": "Thực hiện", "week": "7 ngày", "fortnight": "14 ngày", "push": "Về đích", "target": "Chỉ tiêu",
          "outlook": "Khoảng 80%", "x": "Ngày thứ", "y": "Tỷ lệ"}  # fmt: skip
WEEKS = pd.DataFrame({
    "week": pd.to_datetime(["2021-09-06", "2021-09-13", "2021-10-04", "2021-10-11"]), "kind": ["a", "a", "b", "b"],
    "name": ["Na", "Hồi", "Chè", "Quýt"], "orders": [1200, 900, 3, 4], "quantity": [5, 6, 7, 8],
    "price": [54000, None, 52000, 51000], "done": 1, "open": 2, "lost": 3, "back": 4,
})  # fmt: skip
KINDS = {"b": "Hồi", "c": "Chè", "a": "Na"}
AXES = {"x": "Ngày thứ", "y": "Tỷ lệ", "target": "Tỉnh giao"}
SEASON = {"quantity": "Số lượng", "price": "Giá", "season": "Mùa"}
STATUSES = {"done": "Xong", "open": "Đang giao", "lost": "Hủy", "back": "Trả"}
SHAPES = Shapes("app/static/communes.json", ("1", "2", "3"), (106.0, 21.0, 107.0, 22.5))
BORDERS = Shapes("app/static/districts.json", ("10", "20"), (106.0, 21.0, 107.0, 22.5))
CITY = Shapes("app/static/communes.json", ("3",), (106.7, 21.8, 106.8, 21.9))
LABELS = pd.DataFrame({
    "code": ["1", "10", "3"], "lon": [106.1, 106.2, 106.7], "lat": [21.1, 21.2, 21.8], "text": ["N", "Bình Gia", "K"],
    "size": [12, 15, 12],
})  # fmt: skip


def bands(palette: Palette) -> list[Band]:
    return [
        Band("N · Chậm (1)", palette.status["behind"], ("1",), "N", "//"),
        Band("K · Vượt (2)", palette.status["ahead"], ("2", "3"), "K"),
        Band("– · Không (0)", palette.status["no_data"], (), "–"),
    ]


def _map(look: Palette) -> Chart:
    hover = {code: f"<b>{code}</b>" for code in SHAPES.codes}
    ground = maps.Ground(SHAPES, BORDERS, ("2",), CITY, "Thành phố")
    return maps.choropleth(ground, bands(look), hover, LABELS, ["≈ · Ước tính"], look, 660)


def _days(look: Palette) -> Chart:
    late, ahead, _ = bands(look)
    nobody = Band(late.name, late.colour, ())
    return maps.small_multiples(SHAPES, BORDERS, [("1/9", [nobody, ahead]), ("2/9", [late, ahead])], look, 4, 350)


MAPS: dict[str, Callable[[Palette], Chart]] = {"maps.choropleth": _map, "maps.small_multiples": _days}
CHARTS: dict[str, Callable[[Palette], Chart]] = {
    "progress.bullet": lambda look: progress.bullet(0.31, 0.33, 0.5, (0.7, 0.8), "slow", NAMES, look, ",."),
    "progress.ranking": lambda look: progress.ranking(UNITS, NAMES, look, ",."),
    "over_time.curves": lambda look: over_time.curves(CURVE, "day_number", AXES, look, ",."),
    "over_time.small_multiples": lambda look: over_time.small_multiples(CURVE, GHOST, "day_number", NAMES, 0.5, look, ",."),
    "progress.outlook": lambda look: progress.outlook(UNITS, NAMES, look, ",."),
    "over_time.scenarios": lambda look: over_time.scenarios(LINES, (92, 0.4, 0.7), 0.5, TITLES, look, ",."),
    "progress.funnel": lambda look: progress.funnel(["Hộ", "Đã bán"], [9, 3], ["9", "3 · còn 33%"], look, ",."),
    "over_time.companions": lambda look: over_time.companions(
        CURVE.head(2), [("Giai đoạn 1", GHOST), ("Cao Lộc", CURVE.tail(2))], "share_of_time", "Bình Gia", AXES, 0.5, look, ",."
    ),
    "flags.flagged": lambda look: flags.flagged(
        over_time.curves(CURVE, "share_of_time", AXES, look, ",."), [(0.1, "2"), (0.05, "1"), (0.105, "3"), (0.9, "4")], look
    ),
    "trade.weekly": lambda look: trade.weekly(WEEKS, "kind", "orders", KINDS, "Đơn", True, look, ",."),
    "trade.weekly as lines": lambda look: trade.weekly(WEEKS, "kind", "orders", KINDS, "Đơn", False, look, ",."),
    "trade.weekly with others": lambda look: trade.weekly(
        WEEKS.replace({"kind": {"b": trade.REST}}), "kind", "orders", {"a": "Na", trade.REST: "Còn lại"}, "Đơn", True, look, ",."
    ),
    "trade.top": lambda look: trade.top(WEEKS, "orders", look, ",."),
    "trade.season": lambda look: trade.season(WEEKS, (10,), SEASON, look, ",."),
    "trade.status": lambda look: trade.status(WEEKS, STATUSES, look, ",."),
}  # fmt: skip
ENLARGED = {"enlarging.enlarged": lambda look: enlarged(CHARTS["progress.ranking"](look), 1.7)}
EVERY = {**MAPS, **CHARTS, **ENLARGED}
