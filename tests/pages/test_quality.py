"""What the figures rest on, as a view: every group of it, and words of files that are never an instruction to the browser."""

import shutil
import subprocess
import sys

import duckdb
import pandas as pd
import pytest

from data import quality as ledger
from data import snapshots, vocabulary
from pages.charts.style import LIGHT
from pages.kit import texts
from pages.kit.address import Address
from pages.kit.view import Choice, Heading, Link, Metrics, Notice, Table, Tabs, View, flat
from pages.method import files, findings
from pages.method.quality.view import quality
from pages.method.questions.view import questions
from pages.screen import drawing, html, menu
from tests.conftest import ROOT
from tests.pages import seen
from tests.pages.test_pages import is_whole, opened

EVERYTHING = snapshots.EVERYTHING
FOREIGN = {
    "file_ledger": ("path",), "sheet_ledger": ("path", "problem_vi", "remark_vi", "unknown_headers"), "finding": ("detail_vi",),
    "correction": ("later_value", "file"),
}  # fmt: skip
HOSTILE = '<img src=x onerror="alert(1)"> ![x](y) **đậm** [a](b).csv'


def made(snapshot, language="vi", **query: str) -> View:
    with texts.spoken(language):
        return quality(snapshot, EVERYTHING, Address(query))


def tables(view: View) -> dict[str, Table]:
    return {part.name: part for part in flat(view.parts) if isinstance(part, Table)}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_group_has_its_rows(published, language):
    view, asked = made(published, language), (published, EVERYTHING)
    found = tables(view)
    expected = {
        "findings": ledger.findings(*asked), "finding_details": ledger.finding_details(*asked), "reconciliation": ledger.reconciliation(*asked), "reports": ledger.reports(*asked),
        "rejects": ledger.rejects(*asked), "files": ledger.file_ledger(*asked), "corrections": ledger.corrections(*asked),
        "definitions": vocabulary.indicators(), "unused": ledger.unused_columns(*asked), "withdrawn": ledger.withdrawn_files(*asked),
    }  # fmt: skip
    assert {name: len(table.rows) for name, table in found.items()} == {
        name: len(rows) for name, rows in expected.items() if len(rows)
    }
    for table in found.values():
        assert not table.rows[[column.key for column in table.columns]].isna().all(axis=None)
    good = [part for part in flat(view.parts) if isinstance(part, Notice) and part.role == "good"]
    missing = {"findings", "rejects", "corrections", "withdrawn"} - set(found)
    assert len(good) == len(missing)


def test_every_row_of_a_file_has_one_fate(published):
    (account,) = (part for part in flat(made(published).parts) if isinstance(part, Metrics))
    read, *fates = (one.value for one in account.metrics)
    assert read == sum(fates) == ledger.file_ledger(published, EVERYTHING)["read"].sum() > 0


def test_only_the_group_that_is_seen_is_made(published):
    with texts.spoken("vi"):
        (_, step) = drawing.prepared(made(published).parts, html.Writer(published.id, LIGHT))
    assert isinstance(step.part, Tabs) and not any(group.cache_info().currsize for group in step.made)
    shown = opened("method/quality/page", lang="en")
    assert is_whole(shown) and [tab.label for tab in shown.tabs] == list(made(published, "en").parts[2].names)
    told = seen.tables(shown)
    assert len(told) == 1 and len(told[0]) == len(ledger.findings(published, EVERYTHING))


def test_findings_are_told_in_the_language_with_their_unit_and_severity(published):
    found = ledger.findings(published, EVERYTHING)
    for language in ("vi", "en"):
        with texts.spoken(language):
            rows = findings.described(found)
            assert rows["severity_label"].tolist() == [texts.text(f"severity.{one}") for one in found["severity"]]
        whole = found["unit_code"] == vocabulary.PROVINCE
        assert set(rows.loc[whole, "unit"]) <= {"Tỉnh Lạng Sơn"}


def published_reports(snapshot) -> list[tuple[str, int]]:
    with duckdb.connect(str(snapshot.path), read_only=True) as connection:
        query = "SELECT scope, count(*) FROM mart.reconciliation WHERE told_by = 'progress_reports' GROUP BY scope ORDER BY 2 DESC"
        return connection.execute(query).fetchall()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_reports_stand_below_published_figures_and_one_unit_may_be_chosen(published, language):
    told = published_reports(published)
    (unit, number), *_ = told
    whole, one = made(published, language), made(published, language, report_unit=unit)
    headings = [part.words for part in flat(whole.parts) if isinstance(part, Heading)]
    published_at, reports_at = (
        {"vi": "Số công bố", "en": "Published"}[language],
        {"vi": "Báo cáo tiến độ", "en": "Progress reports"}[language],
    )
    assert reports_at in headings and any(
        words.startswith(published_at) for words in headings[: headings.index(reports_at)]
    )
    assert len(whole.part("reports").rows) == sum(count for _, count in told) > number == len(one.part("reports").rows)
    assert one.part("reports").rows["as_of"].is_monotonic_decreasing
    (choice,) = (part for part in flat(one.parts) if isinstance(part, Choice))
    assert choice.chosen == unit and len(choice.options) == 1 + len(told) and choice in one.chosen()


def test_files_that_were_withdrawn_are_told(tmp_path, small_warehouse):
    folder = tmp_path / "withdrawn"
    shutil.copytree(small_warehouse.parent / "inbox", folder / "inbox")
    shutil.copytree(small_warehouse, folder / "warehouse")
    gone = next((folder / "inbox").rglob("*hien-truong*"), None) or next((folder / "inbox").rglob("*.xlsx"))
    gone.unlink()
    build = ["build", "--inbox", folder / "inbox", "--warehouse", folder / "warehouse"]
    subprocess.run([sys.executable, "-m", "etl", *map(str, build)], cwd=ROOT, check=True, capture_output=True)
    snapshot = snapshots.current(folder / "warehouse")
    (told,) = ledger.withdrawn_files(snapshot, EVERYTHING).itertuples()
    assert told.path == gone.relative_to(folder / "inbox").as_posix() and told.rows > 0
    view = made(snapshot, "en")
    assert view.part("withdrawn").rows["path"].tolist() == [told.path]
    assert "Files withdrawn from the inbox" in [part.words for part in flat(view.parts) if isinstance(part, Heading)]


@pytest.fixture
def hostile(published, tmp_path, monkeypatch):
    """A snapshot whose offices and files have names that ask something of a browser."""
    shutil.copytree(published.path.parents[1], tmp_path / "warehouse")
    with duckdb.connect(str(tmp_path / "warehouse" / "snapshots" / published.path.name)) as snapshot:
        for table, columns in FOREIGN.items():
            for column in columns:
                snapshot.execute(f"UPDATE mart.{table} SET {column} = ?", [HOSTILE])
    monkeypatch.setattr(snapshots, "WAREHOUSE", tmp_path / "warehouse")
    return snapshots.current()


def test_words_of_files_are_no_instruction_to_the_browser(hostile):
    writer = html.Writer(hostile.id, LIGHT)
    view = made(hostile)
    for name in ("findings", "files", "unused", "corrections"):
        rows = tables(view)[name].rows
        assert rows.isin([HOSTILE]).any(axis=None), name
    for table in tables(view).values():
        drawn = writer.unfolded(table)
        assert seen.fetched(drawn) == [] and "<b>" not in drawn
    shown = opened("method/quality/page")
    assert is_whole(shown)
    assert not any("onerror" in part.value for part in shown.markdown)


def test_kinds_of_a_file_are_named_one_by_one(vietnamese):
    assert files.kinds(pd.Series(["shops", "shops, orders", None])) == ["Gian hàng", "Gian hàng, Đơn hàng", "Chưa rõ"]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_question_has_a_page_and_words_for_its_answer(published, language):
    asked = vocabulary.rows("questions.csv")
    assert [int(row["number"]) for row in asked] == list(range(1, 26))
    for row in asked:
        assert row["page"] in menu.PAGES and row["answer"] in texts.sayings()
    with texts.spoken(language):
        view = questions(published, EVERYTHING, Address())
    links = [part for part in flat(view.parts) if isinstance(part, Link) and part.page != "passport"]
    assert [link.words for link in links] == [f"{row['number']}. {row[f'question_{language}']}" for row in asked]
    shown = opened("method/questions/page", lang=language)
    assert is_whole(shown) and not shown.get("download_button")
    leads = seen.links(shown)
    first = leads[links[0].words]
    assert first.startswith("./?indicator=shop") and ("lang=en" in first) == (language == "en")
