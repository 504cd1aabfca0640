"""The forecast as the page shows it: its sentence, its picture, its tables, its back-test; a result once the phase is over."""

from datetime import date

import pandas as pd
import pytest

from data import attainment, backtest, outlook, snapshots
from pages.charts.style import LIGHT
from pages.kit import formats, names
from pages.kit.texts import text
from pages.kit.view import Chart, Folded, Sentence, flat
from pages.progress.outlook import forecast, sentence, view

ALL = snapshots.EVERYTHING


def words(shown) -> list[str]:
    return [part.words for part in flat(shown.parts) if isinstance(part, Sentence)]


def row(snapshot, level: str = "phase", code: str = "phase-2", indicator: str = "both") -> dict:
    return sentence.of(snapshot, ALL, snapshot.as_of, level, indicator, 2)[code]


def made(**changed) -> dict:
    """A row of a unit of 1.000 households on 400, 20 days left at 10 a day."""
    told = {
        "unit_code": "182", "achieved": 400, "target": 500, "households": 1000, "gap": 100, "days_left": 20,
        "status": "behind", "coverage": 0.4, "expected_share": 0.45, "ends_on": pd.Timestamp("2021-12-20"), "is_reached": False,
        "pace": 10.0, "best_pace": 12.5, "needed_per_day": 5.0, "needed_times": 0.5, "needed_times_best": 0.4,
        "week": 600.0, "week_share": 0.6, "week_on": pd.Timestamp("2021-12-10"), "low": 450.0, "low_share": 0.45, "high": 700.0,
        "high_share": 0.7, "probability": float("nan"),
    }  # fmt: skip
    return {**told, **changed}


def test_what_is_said_of_a_unit_in_time(vietnamese):
    assert sentence.said(made(), "Huyện Văn Lãng") == (
        "Huyện Văn Lãng: giữ nhịp 7 ngày qua thì đến hạn 20/12/2021 đạt 60,0% số hộ, đủ chỉ tiêu 500 hộ vào ngày 10/12/2021. "
        "Khoảng dự báo 80%: 45,0–70,0%."
    )
    assert sentence.needed(made()) == (
        "Muốn đủ chỉ tiêu đúng hạn, mỗi ngày cần thêm 5 hộ: bằng 0,5 lần nhịp 7 ngày qua (10 hộ) và 0,4 lần tuần tốt nhất (13 hộ)."
    )


def test_behind_an_even_pace_and_yet_in_time_is_explained(vietnamese):
    said = sentence.both_ways(made())
    assert said.startswith("Hôm nay còn sau nhịp chia đều (40,0%, lẽ ra 45,0%)") and said.endswith("vẫn kịp hạn.")
    late = sentence.both_ways(made(status="ahead", week_on=pd.NaT, pace=4.0))
    assert late.startswith("Hôm nay đang kịp nhịp chia đều") and late.endswith("không kịp hạn.")
    assert sentence.both_ways(made(status="ahead")) == sentence.both_ways(made(week_on=pd.NaT)) == ""
    assert sentence.both_ways(made(is_reached=True)) == sentence.both_ways(None) == ""


@pytest.mark.parametrize(
    ("changed", "part"),
    [
        ({"week_on": pd.NaT}, "chưa đủ chỉ tiêu 500 hộ"), ({"is_reached": True}, "chỉ tiêu đã đạt"),
        ({"target": None}, "chưa giao chỉ tiêu"), ({"probability": 0.72}, "Xác suất đủ chỉ tiêu: khoảng 70%."),
        ({"probability": 0.985}, "trên 95%"), ({"probability": 0.0}, "dưới 5%"),
    ],
)  # fmt: skip
def test_what_else_may_be_said(vietnamese, changed, part):
    assert part in sentence.said(made(**changed), "X")


def test_nothing_is_said_that_is_not_known(vietnamese):
    assert sentence.said(None, "X") == sentence.needed(None) == "" and sentence.said(made(week=float("nan")), "X") == ""
    assert "Khoảng" not in sentence.said(made(low=float("nan")), "X") and "Xác suất" not in sentence.said(made(), "X")
    assert sentence.needed(made(is_reached=True)) == ""


@pytest.mark.parametrize(
    ("changed", "written", "tone"),
    [({}, "10/12/2021", "good"), ({"week_on": pd.NaT}, "Không kịp hạn", "bad"), ({"is_reached": True}, "Đã đạt", "")],
)
def test_the_date_on_the_card_of_a_phase(vietnamese, changed, written, tone):
    metric = sentence.date_metric(made(**changed))
    assert (metric.written, metric.tone) == (written, tone)
    assert ("45,0–70,0%" in metric.note) == (not changed.get("is_reached"))
    assert sentence.date_metric(None).written == formats.MISSING


def test_the_page_says_it_first_and_draws_it(published, seen, language):
    shown, own = seen(view.outlook), row(published)
    assert words(shown)[0] == sentence.said(own, names.phase(2))
    assert f"{formats.points(own['low_share'])}–{formats.percent(own['high_share'])}" in words(shown)[0]
    drawn = {trace["name"]: trace for trace in shown.part("outlook").draw(LIGHT)["data"]}
    assert drawn[text("outlook.outlook")]["y"] == [own["low_share"], own["high_share"]]
    assert drawn[text("outlook.week")]["y"][-1] == pytest.approx(own["week_share"], abs=1e-5)
    assert drawn[text("mark.actual")]["y"][-1] == pytest.approx(own["coverage"], abs=1e-5)
    assert drawn[forecast.titles(own)["push"]]["y"][-1] == pytest.approx(own["push_share"], abs=1e-5)
    assert [shape["y0"] for shape in shown.part("outlook").draw(LIGHT)["layout"]["shapes"]] == [own["target_share"]]


def test_the_scenarios_are_a_table_that_leads_to_their_lineage(published, seen, language):
    table, own = seen(view.outlook).part("scenarios"), row(published)
    assert list(table.rows["measure"]) == ["week", "fortnight", "push", "low", "high"]
    assert list(table.rows["count"]) == [own[name] for name in table.rows["measure"]]
    figure = table.figure(table.rows.to_dict("records")[2], "count")
    assert (figure.unit, figure.subject, figure.measure) == ("phase-2", "outlook-both", "push")


def test_the_push_is_told_as_a_multiple_faster_or_slower(vietnamese):
    assert (
        forecast.pushed({"push_times": 1.8, "phase": 2})
        == "Về đích như giai đoạn 1: hai tuần cuối nhanh gấp 1,8 lần trước đó"
    )
    assert forecast.pushed({"push_times": 0.6, "phase": 2}).endswith("chậm lại, chỉ bằng 0,6 lần trước đó")


def test_where_the_range_comes_from_names_the_simulated_phases(published, seen, vietnamese):
    (origin,) = [one for one in words(seen(view.outlook)) if "mô phỏng (" in one]
    assert "37 giai đoạn khác" in origin and "giai đoạn 1 đã kết thúc và 36 giai đoạn mô phỏng" in origin


@pytest.mark.parametrize(("chosen", "level"), [({}, "phase"), ({"district": "182"}, "district")])
def test_the_back_test_shown_is_that_of_the_units_level(seen, vietnamese, chosen, level):
    shown, known = seen(view.outlook, **chosen), backtest.at(level)
    (said,) = [one for one in words(shown) if one.startswith("Đã kiểm chứng trên")]
    assert (
        f"{formats.number(known['cases'])} lượt dự báo" in said
        and f"{formats.percent(known['within'], 0)} kết quả" in said
    )
    assert formats.points(known["error"]) in said and formats.points(known["error_line"]) in said
    told = text("outlook.chance.told" if backtest.tells_probability(level) else "outlook.chance.untold")
    assert told in words(shown)


def test_a_district_has_its_own_picture(published, seen, vietnamese):
    shown = seen(view.outlook, district="182")
    own = row(published, "district", "182")
    assert words(shown)[0] == sentence.said(own, "Huyện Văn Lãng")
    assert shown.part("scenarios").rows["count"].iloc[0] == own["week"]


def test_every_district_of_the_phase_stands_in_the_table(published, seen, language):
    rows = seen(view.outlook).part("units").rows
    stored = outlook.expected(published, ALL, published.as_of, "district", "both", 2)
    known = stored[stored["week"].notna()]
    assert list(rows["week"]) == list(known["week"]) and list(rows["low"]) == list(known["low"])
    has_column = "probability_told" in [column.key for column in seen(view.outlook).part("units").columns]
    assert has_column == backtest.tells_probability("district")


@pytest.mark.parametrize("day", ["2021-09-20", "2021-11-15"])
def test_from_the_deadline_on_the_result_is_told_and_no_forecast(published, seen, vietnamese, day):
    shown = seen(view.outlook, district="187", day=day)
    result = attainment.units(published, ALL, date(2021, 9, 20), "district", "both").set_index("unit_code").loc["187"]
    assert words(shown)[0].startswith("Giai đoạn 1 đã hết hạn 20/09/2021: đạt " + formats.percent(result["coverage"]))
    assert ("không đủ" in words(shown)[0]) == (result["status"] != "reached")
    assert not [part for part in flat(shown.parts) if isinstance(part, Chart)]
    assert set(shown.part("results").rows["unit_code"]) == {"180", "184", "185", "186", "187"}


def test_before_its_phase_a_district_has_no_forecast(seen, vietnamese):
    shown = seen(view.outlook, district="189", day="2021-09-01")
    assert words(shown) == ["Giai đoạn 2 chưa bắt đầu (từ 20/09/2021): chưa có gì để dự báo."]


def test_in_the_first_phase_the_scenarios_stand_alone(seen, vietnamese):
    shown = seen(view.outlook, day="2021-08-20")
    assert list(shown.part("scenarios").rows["measure"]) == ["week", "fortnight"]
    assert text("outlook.no_range") in words(shown) and not [one for one in words(shown) if "Đã kiểm chứng" in one]


def test_the_method_is_told(seen, vietnamese):
    (method,) = [part.words for part in seen(view.outlook).parts if isinstance(part, Folded)]
    assert "hệ số của giai đoạn 1" in method and "Cấp xã chỉ có kịch bản" in method
