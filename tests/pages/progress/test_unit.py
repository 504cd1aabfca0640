"""The profile of a unit: its rank, its curve and companions, its communes, neighbours, products and findings."""

from datetime import date

import pytest

from data import activity, attainment, quality, sales, snapshots, vocabulary
from geo import layers
from pages.charts.style import LIGHT
from pages.kit import formats, names
from pages.kit.texts import text
from pages.kit.view import Metrics, Notice, flat
from pages.progress.unit import profile, view

ALL = snapshots.EVERYTHING


def named(chart: dict) -> list[dict]:
    """The curves of a chart; the lines of events have no name."""
    return [trace for trace in chart["data"] if "name" in trace]


def ranked(published, level: str = "district", day: date | None = None):
    return attainment.ranking(published, ALL, day or published.as_of, level, "both").set_index("unit_code")


@pytest.mark.parametrize("code", ["189", "06613"])
def test_the_verdict_says_rank_status_and_what_is_needed(published, seen, language, code):
    rows = ranked(published, vocabulary.unit(code).level)
    own = rows.loc[code]
    said = seen(view.unit, unit=code).parts[0].words
    level = text(f"level.{vocabulary.unit(code).level}").lower()
    assert said.startswith(
        text(
            "unit.verdict.rank",
            rank=formats.number(own["rank"]),
            units=formats.number((rows["has_data"] & (rows["phase"] == own["phase"])).sum()),
            level=level,
            phase=own["phase"],
        )
    )
    assert text(f"status.{own['status']}").lower() in said
    key = "unit.verdict.ahead" if own["days_ahead"] >= 0 else "unit.verdict.late"
    assert text(key, days=formats.number(abs(own["days_ahead"]))) in said
    assert (text("unit.verdict.needed", needed=formats.number(own["needed_per_day"])) in said) == (own["gap"] > 0)


@pytest.mark.parametrize(("phase", "units"), [(1, 5), (2, 6)])
def test_the_first_of_a_phase_is_the_one_with_the_highest_coverage(published, seen, language, phase, units):
    rows = ranked(published)
    best = rows.loc[rows["phase"] == phase, "coverage"].idxmax()
    said = text("unit.verdict.rank", rank=1, units=units, level=text("level.district").lower(), phase=phase)
    assert said in seen(view.unit, unit=best).parts[0].words


def test_a_unit_of_an_ended_phase_is_told_by_its_result(published, seen, vietnamese):
    """187 is of phase 1, which ended on 20 September: what came after is no part of its verdict."""
    deadline = date(2021, 9, 20)
    own, now = (attainment.units(published, ALL, day, "district", "account").set_index("unit_code").loc["187"]
                for day in (deadline, published.as_of))  # fmt: skip
    said = seen(view.unit, unit="187", indicator="account").parts[0].words
    share = formats.percent(own["achieved"] / own["target"])
    after = now["achieved_now"] - own["achieved"]
    assert after > 0 and f"khi hết hạn 20/09/2021 đạt {share} của {formats.number(own['target'])} hộ chỉ tiêu" in said
    assert f"sau hạn thêm {formats.number(after)} hộ, không cộng vào kết quả" in said
    (figures,) = [part for part in seen(view.unit, unit="187", indicator="account").parts if isinstance(part, Metrics)]
    assert [metric.value for metric in figures.metrics] == [
        own["achieved"],
        own["coverage"],
        own["of_target"],
        own["gap"],
        after,
    ]


def test_headline_figures_are_those_of_the_day(published, seen, language):
    day = date(2021, 10, 1)
    own = ranked(published, day=day).loc["189"]
    (figures,) = [part for part in seen(view.unit, unit="189", day=f"{day}").parts if isinstance(part, Metrics)]
    assert [metric.value for metric in figures.metrics] == [own[name] for name in profile.HEADLINE]
    assert {(metric.figure.unit, metric.figure.day) for metric in figures.metrics} == {("189", day)}


@pytest.mark.parametrize(("align", "end"), [("day", 63), ("share", 1)])
@pytest.mark.parametrize(("code", "count"), [("189", 2), ("06613", 3)])
def test_the_curve_has_its_companions_in_the_time_chosen(published, seen, code, count, align, end, language):
    drawn = seen(view.unit, unit=code, align=align).part("curve").draw(LIGHT)
    curves = named(drawn)
    assert len(curves) == count
    assert max(max(trace["x"]) for trace in curves if trace["x"]) == pytest.approx(end)
    assert drawn["layout"]["xaxis"]["tickformat"] == {"day": ",.0f", "share": ".0%"}[align]
    series = attainment.phase_series(published, ALL, published.as_of, vocabulary.unit(code).level, "both")
    assert curves[-1]["y"] == pytest.approx(list(series.loc[series["unit_code"] == code, "coverage"]), abs=1e-5)


def test_the_words_of_two_phases(seen, vietnamese):
    """What the page said when phases were numbers in its code."""
    words = [getattr(part, "words", "") for part in flat(seen(view.unit, unit="189", align="day").parts)]
    assert "So với giai đoạn 1" in words
    assert "Đường chấm: toàn bộ giai đoạn 1, cùng ngày thứ kể từ khi bắt đầu." in words
    words = [getattr(part, "words", "") for part in flat(seen(view.unit, unit="06613").parts)]
    assert "So với giai đoạn 1 và xã tương đồng" in words
    assert any(word.startswith("Xã tương đồng của giai đoạn 1: ") for word in words)
    names = [trace["name"] for trace in named(seen(view.unit, unit="06613").part("curve").draw(LIGHT))]
    assert names[0] == "Giai đoạn 1" and names[1].endswith(", giai đoạn 1")


def test_communes_stand_lowest_first_with_their_rank(published, seen, language):
    rows = seen(view.unit, unit="189").part("communes").rows
    stored = ranked(published, "commune")
    own = stored[stored["parent_code"] == "189"]
    assert set(rows["unit_code"]) == set(own.index)
    known = rows[rows["has_data"]]
    assert list(known["coverage"]) == sorted(known["coverage"]) and known["rank_in"].iloc[-1] == 1
    assert not rows.iloc[: len(known)]["coverage"].isna().any()  # the silent ones last
    with pytest.raises(KeyError):
        seen(view.unit, unit="06613").part("communes")


def test_neighbours_are_those_that_share_a_line(seen, language):
    rows = seen(view.unit, unit="187").part("neighbours").rows
    assert set(rows["unit_code"]) == layers.neighbours(layers.layer("district"))["187"] | {"187"}
    order = list(zip(-rows["phase"], rows["rank"], strict=True))  # the latest phase first, each in its own ranks
    assert order == sorted(order) and rows["phase"].nunique() > 1


@pytest.mark.parametrize("code", ["187", "06463"])
def test_products_are_those_of_the_unit_by_orders(published, seen, language, code):
    found = sales.sellers(published, ALL, sales.Trade("187"))
    own = found if code == "187" else found[found["commune_code"] == code]
    totals = own.groupby("product")["orders"].sum().sort_values(ascending=False)
    rows = seen(view.unit, unit=code).part("products").rows
    assert list(rows["orders"]) == list(totals.head(view.MOST)) and rows["name"].notna().all()


def test_field_support_and_findings_are_those_of_the_unit(published, seen, language):
    reported = activity.field_activity(published, ALL, published.as_of)
    teams = reported[(reported["district_code"] == "189") & (reported["kind"] == "support_team")]["count"].sum()
    shown = seen(view.unit, unit="06613")
    assert list(shown.part("field").rows["support_team"]) == [teams]
    found = quality.findings(published, ALL)
    code = next(
        code
        for code in found["unit_code"]
        if ("2021", code) in vocabulary.units() and vocabulary.unit(code).level == "commune"
    )
    rows = seen(view.unit, unit=code).part("findings").rows
    assert set(rows["unit_code"]) == {code} and list(rows["detail"]) == [
        formats.sentence(words) for words in found.loc[found["unit_code"] == code, f"detail_{language}"]
    ]
    assert set(rows["unit_code"]) <= set(
        seen(view.unit, unit=vocabulary.unit(code).parent).part("findings").rows["unit_code"]
    )


def test_a_silent_unit_has_no_figures_and_no_bar(published, seen, language):
    shown = seen(view.unit, unit="06238")
    assert shown.parts[0].words == text("unit.verdict.none")
    (figures,) = [part for part in shown.parts if isinstance(part, Metrics)]
    assert all(formats.is_missing(metric.value) for metric in figures.metrics)
    with pytest.raises(KeyError):
        shown.part("bar")


def test_an_unknown_unit_is_told_and_the_first_one_shown(seen, language):
    shown = seen(view.unit, unit="<b>nowhere")
    assert isinstance(shown.parts[0], Notice) and shown.figure.unit == "178"
    assert names.within("178") in shown.parts[0].words and "nowhere" not in shown.parts[0].words
