"""Field support beside the households reached: by phase, by indicator, without a word of its effect."""

import pytest

from data import snapshots, support
from pages.kit import formats
from pages.kit.texts import text
from pages.kit.view import Chart, Notice, flat
from pages.progress.support import view

ALL = snapshots.EVERYTHING


@pytest.mark.parametrize(("phase", "count"), [("all", 11), ("1", 5), ("2", 6)])
def test_a_phase_shows_its_own_units(published, seen, language, phase, count):
    shown = seen(view.support, phase=phase)
    stored = support.districts(published, ALL, published.as_of, "both").set_index("unit_code")
    rows = shown.part("districts").rows
    assert len(rows) == count
    for row in rows.to_dict("records"):
        assert row["teams"] == stored.loc[row["unit_code"], "teams"]
        assert row["coverage"] == stored.loc[row["unit_code"], "coverage"]
    for name in ("districts", "communes", "many_but_low"):
        assert phase == "all" or set(shown.part(name).rows["phase"]) == {int(phase)}, name


def test_many_teams_and_a_low_coverage(published, seen, language):
    shown = seen(view.support)
    communes, chosen = shown.part("communes").rows, shown.part("many_but_low").rows
    known = communes[communes["has_data"] & (communes["teams"] > 0)]
    assert 0 < len(chosen) <= view.MOST and list(chosen["coverage"]) == sorted(chosen["coverage"])
    assert chosen["teams_per_thousand"].min() >= known["teams_per_thousand"].median()
    assert chosen["coverage"].max() <= known["coverage"].quantile(0.25)


def test_a_silent_commune_has_no_coverage(seen, language):
    rows = seen(view.support).part("communes").rows.set_index("unit_code")
    assert formats.is_missing(rows.loc["06238", "coverage"]) and formats.is_missing(rows.loc["06238", "gap"])


def test_support_is_told_without_a_chart_of_its_effect(seen, language):
    shown = seen(view.support)
    assert not [part for part in flat(shown.parts) if isinstance(part, Chart)]
    assert text("column.teams_per_thousand") in [column.header for column in shown.part("districts").columns]


def test_before_any_report_it_says_so(seen, language):
    (nothing,) = seen(view.support, day="2021-07-20").parts
    assert isinstance(nothing, Notice) and nothing.words == text("support.none")
