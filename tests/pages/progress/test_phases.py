"""Phases beside one another, by the rows of the vocabulary: with two of them, with three."""

from datetime import date

import pandas as pd
import pytest

from data import attainment, likeness, outlook, snapshots, vocabulary
from pages.charts.style import LIGHT
from pages.kit import formats, texts
from pages.kit.texts import text
from pages.kit.view import Notice, Sentence, Tabs
from pages.progress.outlook import forecast
from pages.progress.phases import curves, view
from pages.progress.unit import companions

ALL = snapshots.EVERYTHING


def axes(chart: dict, side: str) -> list[dict]:
    return [one for name, one in chart["layout"].items() if name.startswith(f"{side}axis")]


@pytest.mark.parametrize(("align", "end"), [("day", 63), ("share", 1)])
def test_every_curve_and_its_ghost_follow_the_way_of_comparing(seen, align, end, vietnamese):
    """By day the first phase ends on its last day, by share at 1; what stands behind the curves has the same time."""
    assert vocabulary.phases()[1].days == 63
    shown = seen(view.phases, align=align)
    time = {"day": "Ngày thứ kể từ khi bắt đầu", "share": "Phần thời gian đã qua"}[align]
    for name in ("phases", "multiples.1", "multiples.2"):
        drawn = shown.part(name).draw(LIGHT)
        ends = [max(trace["x"]) for trace in drawn["data"] if trace["x"] and "name" in trace]
        assert max(ends) == pytest.approx(end) and (min(ends) > 1) == (align == "day"), name
        assert {axis["tickformat"] for axis in axes(drawn, "x")} == {{"day": ",.0f", "share": ".0%"}[align]}, name
        titles = {axis["title"].get("text") for axis in (*axes(drawn, "x"), *axes(drawn, "y"))} - {None}
        assert titles == (set() if name.startswith("multiples") else {time, "Số hộ đạt trên 100 hộ (%)"}), name
    assert any(
        f"Trục ngang: {time}. Trục dọc: Số hộ đạt" in part.words for part in shown.parts if isinstance(part, Sentence)
    )


def test_the_verdict_sets_the_running_phase_beside_the_same_day_of_the_one_before(published, seen, vietnamese):
    series = attainment.phase_series(published, ALL, published.as_of, "phase", "both")
    last = series[series["phase"] == 2].iloc[-1]
    then = series[(series["phase"] == 1) & (series["day_number"] == last["day_number"])].iloc[0]
    gap = formats.number(abs(last["coverage"] - then["coverage"]) * 100, 1)
    faster = "nhanh" if last["coverage"] >= then["coverage"] else "chậm"
    expected = (
        f"Đến ngày thứ {last['day_number']}, giai đoạn 2 đạt {formats.percent(last['coverage'])} số hộ; "
        f"cùng ngày đó giai đoạn 1 đạt {formats.percent(then['coverage'])}: {faster} hơn {gap} điểm phần trăm."
    )
    shown = seen(view.phases)
    assert shown.parts[0].words == expected == shown.part("phases").words
    assert shown.title == "Giai đoạn 2 nhanh hay chậm hơn giai đoạn 1?"
    with texts.spoken("en"):
        english = seen(view.phases)
    assert (
        english.parts[0].words.startswith(f"By day {last['day_number']}, phase 2 has reached ")
        and "; on that day phase 1 had " in english.parts[0].words
    )
    assert english.title == "Is phase 2 faster or slower than phase 1?"


def test_by_share_of_time_the_verdict_compares_shares_of_time(published, seen, vietnamese):
    series = attainment.phase_series(published, ALL, published.as_of, "phase", "both")
    last = series[series["phase"] == 2].iloc[-1]  # day 57 of 92
    then = series[(series["phase"] == 1) & (series["day_number"] == 39)].iloc[0]  # of 63: the last day before 62%
    assert 39 / 63 <= last["share_of_time"] < 40 / 63
    ahead = last["coverage"] - then["coverage"]
    said = seen(view.phases, align="share").parts[0].words
    assert said.startswith("Đã qua 62% thời gian, giai đoạn 2 đạt ") and formats.percent(then["coverage"]) in said
    assert f"{'nhanh' if ahead >= 0 else 'chậm'} hơn {formats.number(abs(ahead) * 100, 1)} điểm phần trăm" in said
    assert said != seen(view.phases, align="day").parts[0].words


def test_before_the_second_phase_it_says_so(published, language):
    early = date(2021, 8, 1)
    series = attainment.phase_series(published, ALL, early, "phase", "both")
    assert curves.verdict(series, early) == text("phases.verdict.none", phase=2)
    assert curves.compared(early) == {"phase": 2, "before": "1"}


def test_each_phase_has_its_districts_with_the_other_one_behind(published, seen, language):
    (tabs,) = [part for part in seen(view.phases).parts if isinstance(part, Tabs)]
    assert tabs.names == {"vi": ("Giai đoạn 2", "Giai đoạn 1"), "en": ("Phase 2", "Phase 1")}[language]
    whole = attainment.phase_series(published, ALL, published.as_of, "phase", "both")
    for number, other in ((2, 1), (1, 2)):
        shown = seen(view.phases)
        assert set(shown.part(f"multiples-{number}").rows["phase"]) == {number}
        ghosts = [
            trace for trace in shown.part(f"multiples.{number}").draw(LIGHT)["data"] if trace.get("hoverinfo") == "skip"
        ]
        behind = whole.loc[whole["phase"] == other, "coverage"]
        assert {trace["name"] for trace in ghosts} == {
            text("phases.ghost", phase={"vi": "Giai đoạn", "en": "Phase"}[language] + f" {other}")
        }
        assert ghosts[0]["y"] == pytest.approx(list(behind), abs=1e-5)


def test_results_are_those_at_the_deadline(published, seen, language):
    stored = attainment.phase_result(published, ALL, "district", "both").set_index("unit_code")
    table = seen(view.phases).part("results")
    for row in table.rows.to_dict("records"):
        own = stored.loc[row["unit_code"]]
        assert formats.number(row["result_at_deadline"]) == formats.number(own["result_at_deadline"])
        assert row["status_label"] == text(f"status.{own['status']}") and row["phase"] == own["phase"]


def curve(phase: int, days: int, a_day: float) -> pd.DataFrame:
    """A phase that gains the same share every day."""
    numbers = range(1, days + 1)
    return pd.DataFrame(
        {
            "phase": phase,
            "day_number": numbers,
            "share_of_time": [n / 100 for n in numbers],
            "coverage": [n * a_day for n in numbers],
        }
    )


def test_a_third_phase_is_set_beside_both_before_it(third_phase, language):
    series = pd.concat([curve(1, 63, 0.005), curve(2, 30, 0.01), curve(3, 40, 0.008)])
    said = curves.verdict(series, date(2021, 12, 15))
    # On day 40: phase 3 at 32%, phase 1 at 20%; phase 2 was over on its day 30, at 30%.
    assert (
        said
        == {
            "vi": "Đến ngày thứ 40, giai đoạn 3 đạt 32,0% số hộ; cùng ngày đó giai đoạn 2 đạt 30,0%: nhanh hơn 2,0 điểm phần trăm; "
            "cùng ngày đó giai đoạn 1 đạt 20,0%: nhanh hơn 12,0 điểm phần trăm.",
            "en": "By day 40, phase 3 has reached 32.0% of households; on that day phase 2 had 30.0%: 2.0 points faster; on that day phase 1 had 20.0%: 12.0 points faster.",
        }[language]
    )
    assert list(dict.fromkeys(curves.named(series)["name"]))[-1] == {"vi": "Giai đoạn 3", "en": "Phase 3"}[language]
    assert curves.compared(date(2021, 12, 15)) == {"phase": 3, "before": "2, 1"}
    assert [view.ghost(number) for number in (3, 2, 1)] == [2, 1, 2]


@pytest.mark.parametrize(
    ("own", "before", "said"),
    [
        ([], curve(1, 63, 0.005), "Giai đoạn 2 chưa có số liệu."),
        (curve(2, 40, 0.01), [], "chưa có số liệu của giai đoạn trước để so."),
        (curve(2, 92, 0.005), curve(1, 63, 0.005), "giai đoạn 1 khi hết hạn (ngày thứ 63) đạt 31,5%: nhanh hơn 14,5 điểm phần trăm."),
        (curve(2, 40, 0.005), curve(1, 63, 0.005), "cùng ngày đó giai đoạn 1 đạt 20,0%: ngang nhau."),
    ],
)  # fmt: skip
def test_the_verdict_is_of_what_there_is(own, before, said, vietnamese):
    """A phase that is without data has not failed to begin; one that is over has no 'same day' any more; 0,0 points are no lead."""
    series = pd.concat([part for part in (own, before) if len(part)])
    assert curves.verdict(series, date(2021, 12, 20)).endswith(said)


def test_a_third_phase_has_a_tab_of_its_own(third_phase, published, seen, language):
    """The snapshot knows nothing of it yet: its tab says when it begins."""
    (tabs,) = [part for part in seen(view.phases).parts if isinstance(part, Tabs)]
    assert tabs.names == tuple(f"{'Giai đoạn' if language == 'vi' else 'Phase'} {number}" for number in (3, 2, 1))
    ((waiting,), *_) = tabs.groups
    early = published.as_of
    assert isinstance(waiting, Notice) and "06/11/2021" in waiting.words and early > date(2021, 11, 6)


def test_units_of_a_third_phase_are_compared_with_those_before(third_phase, published, language):
    dinh_lap, bac_xa = vocabulary.unit("189"), vocabulary.unit("06619")
    assert (dinh_lap.phase, bac_xa.phase) == (3, 3)
    _, others = companions.curves(published, ALL, published.as_of, dinh_lap, "both")
    assert [name for name, _ in others] == [
        f"{'Giai đoạn' if language == 'vi' else 'Phase'} {number}" for number in (2, 1)
    ]
    assert "2, 1" in companions.title(dinh_lap) and "2, 1" in companions.reason(dinh_lap, "day")
    _, others = companions.curves(published, ALL, published.as_of, bac_xa, "both")
    assert len(others) == 3 and len(others[2][1]) > 0
    assert {vocabulary.unit(likeness.twin(code).code).phase for code in _communes("189")} == {1, 2}
    assert [outlook.learnt_from(number) and outlook.learnt_from(number).number for number in (3, 2, 1)] == [2, 1, None]
    assert {"vi": "giai đoạn 2", "en": "phase 2"}[language] in forecast.pushed({"push_times": 1.8, "phase": 3})


def _communes(district: str) -> list[str]:
    return [unit.code for unit in vocabulary.communes(district)]
