"""Lead households as the page shows them: the way to a first sale, shops, sellers, the list to take away."""

import csv
import io

import pandas as pd
import pytest

from data import activity, attainment, sales, snapshots
from pages.charts.style import LIGHT
from pages.kit import formats, texts
from pages.kit.texts import text
from pages.kit.view import Metrics, Notice, Sentence
from pages.progress.lead import sellers, view
from pages.screen import access
from tests.pages.progress.drawn import opened

ALL = snapshots.EVERYTHING


def funnel_of(published, level: str, code: str) -> pd.Series:
    return activity.household_funnel(published, ALL, level).set_index("unit_code").loc[code]


@pytest.mark.parametrize(
    ("address", "level", "code"),
    [({}, "province", "20"), ({"district": "187"}, "district", "187"), ({"unit": "06463"}, "commune", "06463")],
)
def test_the_headline_is_that_of_the_unit_chosen_and_leads_to_it(published, seen, language, address, level, code):
    own = funnel_of(published, level, code)
    (headline,) = [part for part in seen(view.lead, **address).parts if isinstance(part, Metrics)]
    assert [metric.value for metric in headline.metrics] == [own[name] for name in view.HEADLINE]
    for metric, name in zip(headline.metrics, view.HEADLINE, strict=True):
        assert (metric.figure.unit, metric.figure.measure) == (code, name) and metric.label == text(f"lead.{name}")


def test_each_step_says_what_is_left_of_the_one_before(published, seen, language):
    own = funnel_of(published, "province", "20")
    shown = seen(view.lead)
    steps, chart = shown.part("steps").rows, shown.part("funnel")
    assert list(steps["count"]) == [
        own[step] for step in ("households", "account", "account_shop", "account_shop_listing", "lead")
    ]
    assert formats.percent(own["account"] / own["households"]) in steps["kept"][1]
    assert formats.percent(own["lead"] / own["account_shop_listing"]) in steps["kept"][4]
    named = chart.draw(LIGHT)["data"][0]["y"][::-1]
    assert [name.split("<b>")[1].split(" · ")[0] for name in named] == [
        formats.number(count) for count in steps["count"]
    ]
    assert (
        formats.number(own["lead"]) in chart.words
        and list(chart.draw(LIGHT)["data"][0]["x"]) == list(steps["count"])[::-1]
    )


def test_the_verdict_sets_lead_households_beside_their_target(published, seen, language):
    own = attainment.units(published, ALL, published.as_of, "district", "lead").set_index("unit_code").loc["187"]
    shown = seen(view.lead, district="187")
    (verdict,) = [part.words for part in shown.parts if isinstance(part, Sentence) and part.role == "verdict"]
    for figure in (
        formats.percent(own["coverage"]),
        formats.percent(own["target_share"], 0),
        formats.number(own["gap"]),
    ):
        assert figure in verdict
    assert shown.part("lead-target").draw(LIGHT)["data"][0]["x"] == [own["coverage"]]
    with pytest.raises(KeyError):  # the province as a whole has no pace
        seen(view.lead).part("lead-target")


def test_a_district_shows_its_communes_and_its_sellers_only(published, seen, language):
    shown = seen(view.lead, district="187")
    for name in ("units", "shops"):
        assert set(shown.part(name).rows["parent_code"]) == {"187"}, name
    assert set(shown.part("sellers").rows["district"]) == {"Chi Lăng"}
    whole = seen(view.lead)
    assert len(whole.part("units").rows) == 11 and set(whole.part("shops").rows["platform"]) == {"all"}


def sold(shop: str, weeks_sold: int, weeks_open: int, **own) -> dict:
    """What the data tell of a shop that sold one product."""
    return {
        "shop_code": shop, "platform": "voso", "commune_code": "06463", "district": "Chi Lăng", "product": "anise",
        "order_value": 100.0, "shop_orders": 5, "weeks_sold": weeks_sold, "weeks_open": weeks_open, "is_open": True,
        "days_since_order": 3, "last_order_on": pd.Timestamp("2021-11-12"), **own,
    }  # fmt: skip


def test_an_early_opening_is_no_advantage():
    """Three of four weeks before eight of sixteen; of equal shares the longer one, then orders."""
    rows = [sold("old", 8, 16), sold("new", 3, 4), sold("half", 4, 8), sold("busy", 4, 8, shop_orders=9)]
    found = sellers.effective(pd.DataFrame(rows))
    assert list(found["shop_code"]) == ["new", "old", "busy", "half"]
    assert list(found["weeks_share"]) == [0.75, 0.5, 0.5, 0.5]
    assert list(found["weeks_open"]) == [4, 16, 8, 8]


@pytest.mark.parametrize(
    ("own", "is_effective"),
    [
        ({"is_open": False}, False), ({"days_since_order": 29}, True), ({"days_since_order": 30}, False),
        ({"weeks_open": 4, "weeks_sold": 2}, True), ({"weeks_open": 3, "weeks_sold": 3}, False), ({"weeks_sold": 1}, False),
    ],
)  # fmt: skip
def test_an_effective_shop_is_open_and_has_sold_of_late(own, is_effective):
    rows = [{**sold("one", 6, 10), **own}, {**sold("one", 6, 10), **own, "product": "tea", "order_value": 50.0}]
    found = sellers.effective(pd.DataFrame(rows))
    assert len(found) == is_effective
    assert not is_effective or (found["order_value"][0], found["orders"][0]) == (
        150,
        5,
    )  # of both products; each order once


def test_sellers_are_those_of_the_snapshot_in_their_order(published, seen, language):
    rows = seen(view.lead).part("sellers").rows
    assert 0 < len(rows) <= sellers.SHOWN and rows["weeks_share"].is_monotonic_decreasing
    assert (rows["weeks_sold"] / rows["weeks_open"]).tolist() == rows["weeks_share"].tolist() and rows[
        "weeks_share"
    ].max() <= 1
    assert rows["weeks_open"].min() >= 4 and rows["weeks_sold"].min() >= 2
    assert (pd.Timestamp(published.as_of) - rows["last_order_on"]).dt.days.max() < 30
    best = sales.sellers(published, ALL, sales.Trade())
    best = best[best["shop_code"] == rows["shop_code"][0]]
    assert (
        rows["order_value"][0] == best["order_value"].sum()
        and len(rows["products"][0].split(", ")) == best["product"].nunique()
    )


def test_the_list_holds_every_effective_shop_and_where_it_comes_from(published, language):
    found = sales.sellers(published, ALL, sales.Trade())
    effective = found[
        found["is_open"] & (found["days_since_order"] < 30) & (found["weeks_open"] >= 4) & (found["weeks_sold"] >= 2)
    ]
    made = sellers.download(published, ALL, "20").make().decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(made)))
    assert {"vi": "SỐ LIỆU MÔ PHỎNG", "en": "SIMULATED DATA"}[language] in lines[0][0]
    assert published.id in lines[1][0] and lines[2][0] == text("lead.shop")
    assert len(lines) == 3 + effective["shop_code"].nunique() > 3


def test_the_list_is_offered_to_the_steward_alone(published, seen, monkeypatch):
    for steward, count in (("1", 3), ("", 2)):
        monkeypatch.setenv(access.STEWARD, steward)
        assert len(opened("lead").get("download_button")) == count


def test_a_unit_without_shops_or_accounts_says_so(published, seen, monkeypatch):
    empty = activity.household_funnel(published, ALL, "province").assign(has_data=False)
    monkeypatch.setattr(activity, "household_funnel", lambda *_: empty)
    with texts.spoken("en"):
        parts = seen(view.lead).parts
    assert [type(part) for part in parts] == [Sentence, Notice] and "no shop" in parts[1].words


@pytest.mark.parametrize(("name", "measures"), [("only", view.BOTH_OR_ONE), ("designated", view.CHOSEN)])
def test_each_kind_of_household_leads_to_its_own_figure(published, seen, language, name, measures):
    table = seen(view.lead, district="189").part(name)
    own = funnel_of(published, "district", "189")
    led = [table.figure(row, "count") for row in table.rows.to_dict("records")]
    assert [(one.unit, one.subject, one.measure) for one in led] == [("189", "funnel", measure) for measure in measures]
    assert list(table.rows["count"]) == [own[measure] for measure in measures]
