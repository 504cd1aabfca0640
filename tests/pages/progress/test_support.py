"""Field support beside the households reached: by phase, by indicator, without a word of its effect."""

import pytest

from data import snapshots, support
from pages.kit import formats
from pages.kit.texts import text
from pages.kit.view import Chart, Notice, Sentence, flat
from pages.progress.overview import view as overview
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


def test_a_district_shows_itself_and_its_communes(published, seen, language):
    shown, whole = seen(view.support, unit="189"), seen(view.support)
    assert set(shown.part("districts").rows["unit_code"]) == {"189"} and shown.figure.unit == "189"
    assert set(shown.part("communes").rows["parent_code"]) == {"189"}
    low = whole.part("many_but_low").rows
    assert set(shown.part("many_but_low").rows["unit_code"]) == set(low.loc[low["parent_code"] == "189", "unit_code"])
    empty = next(code for code in ("187", "178", "188") if code not in set(low["parent_code"]))
    words = [part.words for part in flat(seen(view.support, unit=empty).parts) if isinstance(part, Notice)]
    assert text("support.many_but_low.none") in words
    assert seen(view.support, unit="06619").part("districts").rows.equals(shown.part("districts").rows)


def test_many_teams_and_a_low_coverage(published, seen, language):
    shown = seen(view.support)
    communes, chosen = shown.part("communes").rows, shown.part("many_but_low").rows
    known = communes[communes["has_data"] & (communes["teams"] > 0)]
    assert 0 < len(chosen) <= support.MOST and list(chosen["coverage"]) == sorted(chosen["coverage"])
    assert chosen["teams_per_thousand"].min() >= known["teams_per_thousand"].median()
    assert chosen["coverage"].max() <= known["coverage"].quantile(0.25)


def test_a_silent_commune_has_no_coverage(seen, language):
    rows = seen(view.support).part("communes").rows.set_index("unit_code")
    assert formats.is_missing(rows.loc["06238", "coverage"]) and formats.is_missing(rows.loc["06238", "gap"])


def test_an_unknown_telecom_is_neither_zero_nor_normal(seen, language):
    """The list covers Đình Lập alone."""
    unknown = {"vi": "chưa rõ", "en": "not known"}[language]
    shown = seen(view.support)
    rows = shown.part("districts").rows.set_index("unit_code")["weak_telecom"]
    assert rows["189"] == 9 and {formats.write(value, "count") for value in rows.drop("189")} == {unknown}
    communes = shown.part("communes").rows
    assert set(communes.loc[communes["parent_code"] != "189", "telecom_label"]) == {unknown}
    assert communes.loc[communes["parent_code"] == "189", "telecom_label"].value_counts().to_dict() == {
        text("support.weak"): 9, text("support.telecom.not_listed"): 3,
    }  # fmt: skip


def test_the_teams_are_those_of_the_overview(published, seen, language):
    """A report of a district and its communes' are counted once, here as there."""
    teams = seen(view.support).part("districts").rows.set_index("unit_code")["teams"].dropna()
    field = seen(overview.overview).part("field").rows.set_index("unit_code")["support_team"].dropna()
    assert teams.to_dict() == field[field.index != "20"].to_dict() and len(teams) == 11


def test_before_and_after_stand_beside_their_placebo_and_no_effect_is_told(published, seen, language):
    shown = seen(view.support)
    stored = support.before_after(published, ALL, published.as_of, "both")
    rows = shown.part("before_after").rows
    assert list(rows["group"]) == [support.CAME, support.WITHOUT, support.PLACEBO_CAME, support.PLACEBO_WITHOUT] * 2
    assert rows[["communes", "before", "after"]].equals(stored[["communes", "before", "after"]])
    said = [part.words for part in shown.parts if isinstance(part, Sentence)]
    assert text("support.no_effect", days=7) in said
    assert "7" in shown.part("before_after").columns[3].header and shown.part("arrivals").is_folded
    one = seen(view.support, phase="2")
    assert set(one.part("before_after").rows["phase"]) == {2} == set(one.part("arrivals").rows["phase"])


def test_why_nothing_is_asked_of_a_team_is_said(published, seen, language):
    def note(**address: str) -> str:
        """What stands below the districts."""
        parts = seen(view.support, **address).parts
        return parts[[getattr(part, "name", "") for part in parts].index("districts") + 1].words

    helped = text("support.needed.help")
    assert note() == f"{helped} {text('support.needed.over', phases='1')}"
    assert note(phase="2") == helped
    assert note(day="2021-08-10") == f"{helped} {text('support.needed.waiting', phases='2')}"


def test_support_is_told_without_a_chart_of_its_effect(seen, language):
    shown = seen(view.support)
    assert not [part for part in flat(shown.parts) if isinstance(part, Chart)]
    assert text("column.teams_per_thousand") in [column.header for column in shown.part("districts").columns]


def test_before_any_report_it_says_so(seen, language):
    (nothing,) = seen(view.support, day="2021-07-20").parts
    assert isinstance(nothing, Notice) and nothing.words == text("support.none")
