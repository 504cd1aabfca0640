"""The pages through the frame: in both languages, for every choice, with the mark of simulated figures."""

import shutil

import duckdb
import pytest

from data import attainment, snapshots
from pages.progress import units
from tests.pages.progress.drawn import opened, words

PAGES = ("map", "phases", "outlook", "lead", "unit", "support")


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_drawn_in_both_languages(published, page, language):
    shown = opened(page, lang=language)
    assert {"vi": "SỐ LIỆU MÔ PHỎNG", "en": "SIMULATED DATA"}[language] in words(shown)
    alternatives = [chart.proto.alt for chart in shown.get("plotly_chart")]
    assert all(len(alt) > 10 for alt in alternatives) and len(set(alternatives)) == len(alternatives)


@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("map", {"unit": "187", "colour": "coverage"}),
        ("map", {"unit": "06619"}),
        ("map", {"level": "commune", "colour": "attainment", "day": "2021-08-01"}),
        ("map", {"unit": "99999"}),
        ("map", {"boundaries": "2025", "colour": "change"}),
        ("map", {"view": "many", "level": "commune", "phase": "2"}),
        ("map", {"colour": "change", "level": "commune", "day": "2021-10-01"}),
        ("phases", {"align": "share", "indicator": "shop"}),
        ("outlook", {"day": "2021-07-25"}),
        ("outlook", {"day": "2021-09-25", "indicator": "lead"}),
        ("unit", {"unit": "189", "indicator": "lead"}),
        ("unit", {"unit": "06613"}),
        ("unit", {"unit": "189", "align": "day", "day": "2021-07-20"}),
        ("unit", {"unit": "nowhere", "day": "2021-07-20"}),
        ("lead", {"district": "181"}),
        ("support", {"phase": "2", "indicator": "shop"}),
        ("support", {"day": "2021-07-21"}),
    ],
)
def test_an_address_reopens_a_page_or_falls_back(published, page, query):
    assert opened(page, **query).title


@pytest.mark.parametrize(
    ("page", "name", "query"), [("support", "communes", {}), ("map", "days", {"view": "many"}), ("phases", "days", {})]
)
def test_a_long_table_is_sent_when_it_is_unfolded(published, page, name, query):
    folded = opened(page, **query)
    before = words(folded).count("<table")
    folded.session_state[f"folded-{name}"] = True
    unfolded = folded.run()
    assert words(unfolded).count("<table") + len(unfolded.dataframe) == before + 1


def test_a_page_that_an_older_snapshot_has_no_data_for_says_so(published, tmp_path, monkeypatch):
    shutil.copytree(published.path.parents[1], tmp_path / "older")
    path = tmp_path / "older" / "snapshots" / published.path.name
    with duckdb.connect(str(path)) as snapshot:
        snapshot.execute("DROP TABLE mart.household_funnel")
        snapshot.execute("UPDATE mart.snapshot SET code_version = '06c87f6'")
    monkeypatch.setattr(snapshots, "WAREHOUSE", tmp_path / "older")
    assert "earlier version" in opened("lead", lang="en").info[-1].value
    assert not opened("map", lang="en").info


def test_a_unit_that_has_not_reported_shows_no_zero(published):
    found = units.described(attainment.units(published, snapshots.EVERYTHING, published.as_of, "commune", "both"))
    silent = found[found["unit_code"].isin(("06238", "06643"))]
    assert len(silent) == 2 and silent[["achieved", "coverage", "attainment", "gap"]].isna().all(axis=None)
    assert found.loc[found["has_data"], "achieved"].notna().all()
