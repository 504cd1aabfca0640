"""Subjects of figures: written and read back, and the measure that a column of a table leads to."""

import pytest

from data import figures


@pytest.mark.parametrize(
    ("choices", "code"),
    [
        ({}, "trade"),
        ({"platform": "voso"}, "trade-voso"),
        ({"product_type": "handicraft"}, "trade-all-handicraft"),
        ({"platform": "voso", "certification": "ocop4"}, "trade-voso-all-ocop4"),
    ],
)
def test_a_subject_is_written_and_read_back(choices, code):
    assert figures.code("trade", **choices) == code
    everything = dict.fromkeys(("platform", "product_type", "certification"), "all")
    assert figures.subject(code) == figures.Subject("trade", everything | choices, None)


@pytest.mark.parametrize(
    "code", ["", "nothing", "household", "volume", "outlook", "outlook-orders", "funnel-voso", "both-voso"]
)
def test_what_is_no_subject_is_none(code):
    assert figures.subject(code) is None and figures.measure(code, "achieved") is None


@pytest.mark.parametrize(
    ("subject", "column", "leads_to"),
    [
        ("lead", "gap", ("lead", "gap")),
        ("lead", "own_target_share", ("lead", "own_target")),
        ("lead", "unit", ("lead", "coverage")),
        ("lead", "teams_per_thousand", ("support-lead", "teams_per_thousand")),
        ("both", "fortnight", ("outlook-both", "fortnight")),
        ("funnel", "only_shop", ("funnel", "only_shop")),
        ("funnel", "unit", ("funnel", "lead")),
        ("trade-voso", "name", ("trade-voso", "orders")),
        ("activity", "postmart", ("activity-postmart", "active_share")),
    ],
)
def test_a_column_leads_to_its_measure_or_the_one_it_belongs_to(subject, column, leads_to):
    assert figures.led_to(subject, column) == leads_to


def test_a_figure_is_counted_from_its_own_files_and_those_of_its_indicator():
    assert figures.kinds("both", "coverage") == {"households", "targets", "shops", "accounts"}
    assert figures.kinds("funnel", "only_account") == {"shops", "accounts"}
    assert figures.kinds("support-shop", "teams_per_thousand") == {"households", "targets", "shops", "field_activity"}


def test_every_family_has_one_measure_for_names():
    for family in figures.families():
        stands = [one for one in figures.measures().values() if one.family == family and "*" in one.stands_for]
        reached_by_indicator = figures.families()[family] == ("indicator",)
        assert len(stands) == (0 if reached_by_indicator else 1), family
