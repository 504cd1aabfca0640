"""What the overview says is so: who is behind, who fell short, in which order, in which colour, of which day."""

from datetime import date

import pytest

from data import attainment, snapshots
from pages.charts.style import DARK, LIGHT
from pages.kit import formats, names
from pages.kit.texts import text
from pages.kit.view import Card, Metrics, Sentence, Status, flat
from pages.progress import target, units
from pages.progress.map import view as atlas
from pages.progress.overview import ranking
from pages.progress.overview.view import overview

ALL = snapshots.EVERYTHING
KEYS = {
    "reached": "Đ · Đã đạt", "ahead": "K · Kịp tiến độ", "slow": "C · Chậm", "behind": "N · Chậm nhiều",
    "no_data": "? · Chưa có số liệu",
}  # fmt: skip
DAYS = [date(2021, 9, 10), date(2021, 10, 10), date(2021, 11, 15)]  # phase 1 runs; phase 2 does; the last


def districts(published, day: date, indicator: str = "both") -> dict[str, dict]:
    rows = attainment.units(published, ALL, day, "district", indicator)
    return {row["unit_code"]: row for row in rows.to_dict("records")}


def listed(view, name: str) -> list[str]:
    try:
        return list(view.part(name).rows["unit_code"])
    except KeyError:
        return []


@pytest.mark.parametrize("indicator", ["both", "lead", "account"])
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_behind_are_the_slow_of_the_running_phases_and_short_those_of_the_ended(
    published, seen, vietnamese, day, indicator
):
    rows, shown = districts(published, day, indicator), seen(overview, day=day.isoformat(), indicator=indicator)
    begun = {code: row for code, row in rows.items() if row["day_number"] >= 1 and row["has_data"]}
    behind = [
        code for code, row in begun.items() if day < row["ends_on"].date() and row["status"] in ("slow", "behind")
    ]
    short = [code for code, row in begun.items() if day >= row["ends_on"].date() and row["achieved"] < row["target"]]
    worst_first = {code: row["achieved"] / row["target"] for code, row in begun.items()}
    assert listed(shown, "behind") == sorted(behind, key=worst_first.get)
    assert listed(shown, "missed") == sorted(short, key=worst_first.get)
    if indicator == "both":
        assert len(behind) > 1


def test_the_lists_name_nobody_where_all_are_on_pace(published):
    rows = attainment.ranking(published, ALL, DAYS[1], "district", "both")
    on_pace = rows.assign(status="ahead")
    assert ranking.behind(on_pace).empty and len(ranking.behind(on_pace.assign(status="slow", is_over=False))) == 11
    assert ranking.missed(rows.assign(status="reached", is_over=True)).empty
    assert len(ranking.missed(rows.assign(status="ahead", is_over=True, has_data=True))) == 11


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_each_bar_has_the_colour_and_letter_of_its_status_and_its_own_marks(published, seen, vietnamese, palette):
    rows = districts(published, published.as_of)
    by_name = {names.short_unit(code): row for code, row in rows.items()}
    bars, *others = seen(overview).part("ranking").draw(palette)["data"]
    marks = [mark for mark in others if mark["marker"]["symbol"] != "square"]
    keys = {mark["name"]: mark["marker"]["color"] for mark in others if mark["marker"]["symbol"] == "square"}
    assert keys == {
        told: palette.status[status]
        for status, told in KEYS.items()
        if status in {row["status"] for row in rows.values()}
    }
    assert len(bars["y"]) == 11 and bars["name"] == "Thực hiện"
    for name, share, colour, letter in zip(bars["y"], bars["x"], bars["marker"]["color"], bars["text"], strict=True):
        row = by_name[name.removesuffix(" (GĐ\u00a01)")]
        assert name.endswith(" (GĐ\u00a01)") == (row["phase"] == 1)
        assert share == pytest.approx(row["coverage"]) and colour == palette.status[row["status"]]
        assert letter == {"reached": "Đ", "ahead": "K", "slow": "C", "behind": "N", "no_data": "?"}[row["status"]]
    columns = {"Tỉnh giao": "target_share", "Cần có hôm nay": "expected_share", "Địa phương tự đặt": "own_target_share"}
    assert [mark["name"] for mark in marks] == list(columns)[: len(marks)] and len(marks) == 3
    for mark in marks:
        for name, share in zip(mark["y"], mark["x"], strict=True):
            assert share == pytest.approx(by_name[name.removesuffix(" (GĐ\u00a01)")][columns[mark["name"]]]), (
                mark["name"],
                name,
            )


def test_the_order_is_by_phase_and_then_as_asked(published, seen, vietnamese):
    ranked = attainment.ranking(published, ALL, published.as_of, "district", "both").set_index("unit_code")
    for by, column, sign in (("level", "coverage", -1), ("gap", "gap", -1), ("improvement", "coverage_gained", -1)):
        shown = seen(overview, rank=by).part("ranks").rows
        assert list(shown["phase"]) == [2] * 6 + [1] * 5
        own = ranked.loc[list(shown.loc[shown["phase"] == 2, "unit_code"]), column]
        assert list(own) == sorted(own, reverse=sign < 0), by


def test_a_bar_names_its_marks_as_they_are(published, vietnamese):
    row = attainment.units(published, ALL, DAYS[1], "phase", "both").set_index("unit_code").loc["phase-2"]
    drawn = target.bar(row, "bar", "Giai đoạn 2").draw(LIGHT)["data"]
    told = {trace["name"]: trace["x"][0] for trace in drawn}
    assert told["Thực hiện"] == pytest.approx(row["coverage"]) and told["Tỉnh giao"] == 0.5
    assert told["Cần có hôm nay"] == pytest.approx(0.5 * 21 / 92)
    assert drawn[0]["marker"]["color"] == LIGHT.status[row["status"]]


@pytest.mark.parametrize("day", DAYS[1:], ids=str)
def test_a_card_is_of_its_phase_and_day(published, seen, vietnamese, day):
    rows = attainment.units(published, ALL, day, "phase", "both").set_index("phase")
    second, first = (part for part in flat(seen(overview, day=day.isoformat()).parts) if isinstance(part, Card))
    for phase, card in ((2, second), (1, first)):
        (status,) = (part for part in card.parts if isinstance(part, Status))
        assert (status.share.figure.unit, status.share.figure.day) == (f"phase-{phase}", day)
        assert status.share.value == rows.loc[phase, "coverage"] and status.words == text(
            f"status.{rows.loc[phase, 'status']}"
        )
    words = [part.words for part in first.parts if isinstance(part, Sentence)]
    assert f"Đã kết thúc, sau hạn {(day - date(2021, 9, 20)).days} ngày" in words
    (running,) = (part for part in second.parts if isinstance(part, Metrics))
    (ended,) = (part for part in first.parts if isinstance(part, Metrics))
    own = rows.loc[2]
    assert [metric.value for metric in running.metrics[:3]] == [
        own["achieved"],
        own["days_left"],
        own["needed_per_day"],
    ]
    assert formats.percent(own["achieved"] / own["target"]) in running.metrics[0].note
    result = rows.loc[1]
    assert [metric.value for metric in ended.metrics] == [
        result[key] for key in ("achieved", "gap", "after_deadline", "achieved_now")
    ]
    assert formats.number(result["communes_gap"]) in ended.metrics[1].note


def test_after_a_deadline_the_page_says_that_results_are_shown(seen, vietnamese):
    said = "Giai đoạn 1 đã hết hạn 20/09/2021"
    for day, is_said in (("2021-09-19", False), ("2021-09-20", True), ("2021-11-15", True)):
        for make in (overview, atlas.atlas):
            words = [part.words for part in flat(seen(make, day=day).parts) if isinstance(part, Sentence)]
            assert any(word.startswith(said) for word in words) == is_said, (day, make)


def test_a_status_at_the_end_is_never_on_pace(vietnamese):
    row = {"day_number": 92, "phase_days": 92, "status": "ahead", "is_over": True}
    assert units.status(row) == "Chưa đạt, thiếu ít" and units.status({**row, "is_over": False}) == "Kịp tiến độ"
    assert units.status({**row, "day_number": 0}) == text("map.not_started")
