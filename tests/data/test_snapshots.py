"""What holds for every answer: what was not reported is missing, what lies outside the scope is not told, a mistake is an error."""

import logging
import re
import shutil
from dataclasses import replace
from datetime import date

import duckdb
import pandas as pd
import pytest

from data import activity, attainment, quality, queries, shelf, snapshots, support, tracing, version, vocabulary
from data.snapshots import EVERYTHING, NotInSnapshot, Scope

EARLY = date(2021, 7, 20)  # most communes have sent nothing yet


@pytest.mark.parametrize(
    "answer",
    [
        lambda snapshot: attainment.units(snapshot, EVERYTHING, EARLY, "commune", "both"),
        lambda snapshot: attainment.ranking(snapshot, EVERYTHING, EARLY, "commune", "shop"),
        lambda snapshot: attainment.communes_2025(snapshot, EVERYTHING, EARLY, "both"),
        lambda snapshot: support.communes(snapshot, EVERYTHING, EARLY, "both"),
        lambda snapshot: support.districts(snapshot, EVERYTHING, EARLY, "both"),
    ],
    ids=["units", "ranking", "2025", "support of communes", "support of districts"],
)
def test_what_was_not_reported_is_missing(snapshot, answer):
    found = answer(snapshot)
    silent = found[~found["has_data"]]
    told = [name for name in (*snapshots.REACHED, "rank") if name in found]
    assert len(silent) and {"achieved", "coverage", "attainment"} <= set(told)
    assert silent[told].isna().all(axis=None)
    assert found.loc[found["has_data"], ["achieved", "coverage"]].notna().all(axis=None)


def test_households_of_a_silent_unit_are_missing_on_the_last_day_too(snapshot):
    found = activity.household_funnel(snapshot, EVERYTHING, "commune")
    silent = found[~found["has_data"]]
    assert silent[["account", "lead", "only_shop", "either", "lead_share"]].isna().all(axis=None)
    assert silent["households"].notna().all()


EMPTY = ("unused_columns", "withdrawn_file")  # of this inbox
OURS, DISTRICT = Scope(frozenset({"189"})), "189"
QUESTIONS = sorted(
    path.stem for path in queries.QUESTIONS.glob("*.sql")
    if not path.stem.startswith(("conclusion_", "access_")) and path.stem != "snapshot"  # these are not asked of a viewer's scope
)  # fmt: skip


def asked(snapshot: snapshots.Snapshot, scope: Scope, question: str) -> pd.DataFrame:
    """The answer of a question file, at each level where it takes one."""
    wanted = re.findall(r"\$(\w+)", (queries.QUESTIONS / f"{question}.sql").read_text(encoding="utf-8"))
    levels = ("province", "phase", "district", "commune") if "level" in wanted else ("",)
    choices = {"indicator": "both", **dict.fromkeys(("day", "first", "last"), snapshot.as_of)}
    return pd.concat(
        snapshots.ask(snapshot, scope, question, **{name: {**choices, "level": level}[name] for name in set(wanted)})
        for level in levels
    )


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_question_tells_a_district_of_another(snapshot, question):
    found = asked(snapshot, OURS, question)
    ours = {DISTRICT, *(unit.code for unit in vocabulary.communes(DISTRICT))}
    columns = [name for name in ("district_code", "unit_code", "commune_code", "scope") if name in found]
    assert len(asked(snapshot, EVERYTHING, question)) > len(found) or question in EMPTY
    assert columns or found.empty
    for column in columns:
        assert set(found[column]) <= ours


def test_files_are_told_to_a_district_by_its_own_rows(snapshot):
    found = quality.file_ledger(snapshot, OURS).set_index("path")
    whole = quality.file_ledger(snapshot, EVERYTHING).set_index("path")
    with duckdb.connect(str(snapshot.path), read_only=True) as marts:
        rows = marts.execute(
            "SELECT path, sum(loaded), sum(duplicate), sum(corrected), sum(rejected) FROM mart.file_unit AS own "
            "INNER JOIN mart.unit AS unit ON unit.vintage = '2021' AND unit.code = own.unit_code "
            "WHERE '189' IN (unit.code, unit.parent_code) AND unit.level IN ('district', 'commune') GROUP BY path"
        ).fetchall()
    assert {path: tuple(found.loc[path, list(quality.STATES)]) for path in found.index} == {
        path: tuple(counts) for path, *counts in rows
    }
    assert (found["read"] == found[list(quality.STATES)].sum(axis=1)).all()
    assert (found["read"] < whole.loc[found.index, "read"]).any()
    assert found["households_merged"].isna().all() and list(found) == list(whole)


@pytest.mark.parametrize(
    "of_all", [quality.rejects, quality.corrections, quality.unused_columns, quality.withdrawn_files]
)
def test_what_is_of_no_unit_is_for_who_may_see_all(snapshot, of_all):
    found = of_all(snapshot, OURS)
    assert found.empty and list(found) == list(of_all(snapshot, EVERYTHING))


@pytest.fixture
def misspelt(tmp_path, monkeypatch):
    """Two questions ask for a column that no snapshot has."""
    shutil.copytree(queries.QUESTIONS, tmp_path / "questions")
    for question, column, wrong in (("corrections", "earlier_value", "earlier_valu"), ("shop_activity", "sold", "sol")):
        query = tmp_path / "questions" / f"{question}.sql"
        query.write_text(re.sub(rf"\b{column}\b", wrong, query.read_text(encoding="utf-8")), encoding="utf-8")
    monkeypatch.setattr(queries, "QUESTIONS", tmp_path / "questions")
    shelf._shelf.cache_clear()
    yield
    shelf._shelf.cache_clear()


def test_a_misspelt_column_is_an_error(snapshot, misspelt):
    with pytest.raises(duckdb.BinderException, match="earlier_valu"):
        quality.corrections(snapshot, EVERYTHING)
    with pytest.raises(duckdb.BinderException):  # nor does a passport take it for what an older snapshot did not know
        tracing.told_before(snapshot, EVERYTHING, "20", "activity", snapshot.as_of)


def test_what_a_snapshot_of_another_commit_lacks_is_told_and_logged(snapshot, misspelt, caplog):
    older = replace(snapshot, code_version="06c87f6")
    with caplog.at_level(logging.WARNING), pytest.raises(NotInSnapshot):
        quality.corrections(older, EVERYTHING)
    assert "earlier_valu" in caplog.text and "06c87f6" in caplog.text


def test_a_commit_is_the_same_with_files_that_differ():
    own = version.code_version().removesuffix("-dirty")
    assert not version.is_of_another_commit(own) and not version.is_of_another_commit(f"{own}-dirty")
    assert version.is_of_another_commit("06c87f6") and version.is_of_another_commit(version.UNKNOWN)
