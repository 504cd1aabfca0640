"""The next meeting sees how far the figure of a conclusion has come."""

from datetime import timedelta

import pytest

from data import attainment, snapshots
from pages.shared import concluding, formats, passport, texts
from pages.shared.passport import Figure


@pytest.mark.parametrize("measure, key, digits", [("achieved", "by", 0), ("coverage", "points", 1)])
def test_a_figure_concluded_on_an_earlier_day_says_how_far_it_has_come(published, measure, key, digits):
    then, now = (
        attainment.units(published, snapshots.EVERYTHING, day, "phase", "both").set_index("unit_code").loc["phase-2", measure]
        for day in (published.as_of - timedelta(days=21), published.as_of)
    )  # fmt: skip
    assert now > then
    code = passport.code(published.id, Figure("phase-2", "both", measure, published.as_of - timedelta(days=21)))
    with texts.spoken("vi"):
        size = formats.number((now - then) * (100 if digits else 1), digits)
        assert concluding.moved(code, published, snapshots.EVERYTHING) == texts.text(
            f"conclusions.{key}", arrow="▲", size=size
        )


def test_a_figure_of_today_has_not_moved_and_no_figure_says_nothing(published):
    code = passport.code(published.id, Figure("20", "both", "gap", published.as_of))
    with texts.spoken("vi"):
        assert concluding.moved(code, published, snapshots.EVERYTHING) == "không đổi"
        assert concluding.moved("", published, snapshots.EVERYTHING) == "—"


def test_less_is_told_as_less(published):
    code = passport.code(published.id, Figure("phase-2", "both", "gap", published.as_of - timedelta(days=21)))
    with texts.spoken("vi"):
        assert concluding.moved(code, published, snapshots.EVERYTHING).startswith("▼ ")
