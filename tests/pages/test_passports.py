"""Every figure that leads to a passport is the figure that the passport tells, to the digit."""

import csv
import shutil
from datetime import timedelta
from urllib.parse import parse_qs

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from data import attainment, figures, sales, snapshots, tracing
from pages.shared import origins, passport, selling, showing, tables, telling, texts
from tests.conftest import ROOT
from tests.pages.test_pages import is_whole, opened, words

VIEWS = [
    ("progress/overview", {}, 60),
    ("progress/overview", {"indicator": "lead", "day": "2021-10-10"}, 20),
    ("progress/lead", {}, 100),
    ("progress/lead", {"district": "189"}, 100),
    ("progress/unit", {"unit": "189", "day": "2021-10-10"}, 20),
    ("progress/outlook", {"indicator": "lead"}, 30),
    ("progress/support", {"phase": "2", "day": "2021-10-20"}, 40),
    ("trade/market", {}, 22),
    ("progress/phases", {"indicator": "shop"}, 30),
    ("trade/certificates", {"district": "188"}, 20),
    ("trade/products", {}, 30),
    ("trade/products", {"district": "187", "platform": "voso", "type": "agricultural"}, 10),
    ("trade/products", {"district": "187", "commune": "06463"}, 30),
    ("trade/market", {"district": "187", "commune": "06463"}, 1),
    ("trade/certificates", {"district": "187", "commune": "06463"}, 10),
]  # fmt: skip


def figures_of(shown: AppTest) -> list[tuple[passport.Figure, str]]:
    """The figures of all tables of a page that lead to their own passport, as their cells are written."""
    found = []
    parts = [
        part
        for _, part in shown.session_state["shown"].parts.values()
        if isinstance(part, showing.Table) and not part.is_folded
    ]
    for frame, columns in [(part.rows(), part.columns) for part in parts]:
        if not set(frame.columns) >= origins.COLUMNS:
            continue
        for _, row in frame.iterrows():
            for column, (_, write) in columns.items():
                figure = origins.figure(row, column)
                if write and column in (figure.measure, "count", *figure.indicator.split(figures.BETWEEN)):
                    found.append((figure, write(row[column])))
    return found


@pytest.mark.parametrize(("page", "query", "least"), VIEWS, ids=lambda part: str(part))
def test_the_passport_of_a_cell_tells_what_the_cell_says(published, page, query, least):
    shown = opened(page, lang="en", **query)
    assert is_whole(shown)
    with texts.spoken("en"):
        found = figures_of(shown)
        assert len(found) >= least
        for figure, written in found:
            told = tracing.told(published, snapshots.EVERYTHING, figure.unit, figure.indicator, figure.day)
            repeated = telling.value(told.row, figure)
            if (
                figures.measure(figure.indicator, figure.measure).written == "money"
            ):  # rounded above, whole in the formula
                assert telling.formula(told, figure).endswith(f": {written} VND"), figure
            else:
                assert repeated == written, figure
            assert passport.read(passport.code(published.id, figure)) == (published.id, figure)


@pytest.mark.parametrize("measure", ["orders", "order_value", "listings"])
@pytest.mark.parametrize("by", ["certification", "product_type", "platform", "district_code"])
@pytest.mark.parametrize(
    "trade",
    [sales.Trade(), sales.Trade("187", "voso", "agricultural"), sales.Trade("187", commune="06463")],
    ids=["all", "some", "commune"],
)
def test_the_passport_of_a_week_tells_what_the_week_says(published, trade, by, measure):
    if by not in selling.divisions(trade):
        return
    if measure == "listings":
        weeks = sales.listing_trend(published, snapshots.EVERYTHING, trade, by)
    else:
        weeks = sales.order_trend(published, snapshots.EVERYTHING, trade, measure, by)
    with texts.spoken("en"):
        rows = selling.weekly(weeks, by, measure, trade)
    assert len(rows) > 3
    for _, row in rows.iterrows():
        figure = origins.figure(row, "value")
        told = tracing.told(published, snapshots.EVERYTHING, figure.unit, figure.indicator, figure.day)
        assert figure.measure == measure and told.row[measure] == row["value"], figure


def headline(shown: AppTest) -> list[tuple[str, str]]:
    """The value of each box that has a way to its passport, and the code it leads to."""
    return [
        (column.metric[0].value, parse_qs(link.proto.query_string)["id"][0])
        for column in shown.columns if len(column.metric) == 1
        for link in column.get("page_link") if link.proto.page == "passport"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("page", "query", "count"),
    [
        ("progress/overview", {}, 10),
        ("progress/lead", {"district": "189"}, 4),
        ("trade/certificates", {"district": "187", "scheme": "vietgap"}, 4),
        ("trade/certificates", {"district": "187", "commune": "06463", "scheme": "all"}, 4),
        ("trade/products", {"district": "187", "platform": "voso"}, 3),
        ("trade/products", {"district": "187", "commune": "06463", "type": "agricultural"}, 3),
    ],
)
def test_the_passport_of_a_headline_opens_and_repeats_it(published, page, query, count):
    found = headline(opened(page, lang="en", **query))
    assert len(found) == count
    for value, code in found:
        shown = opened("method/passport", id=code, lang="en")
        assert is_whole(shown)
        assert shown.metric[0].value == value, code


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    "family", ["funnel", "activity-voso", "trade-all-agricultural-none", "outlook-both", "support-shop"]
)
def test_a_passport_draws_for_each_family_in_both_languages(published, family, language):
    measures = figures.of(figures.subject(family).family)
    code = passport.code(published.id, passport.Figure("189", family, measures[0], published.as_of))
    shown = opened("method/passport", id=code, lang=language)
    assert is_whole(shown) and shown.metric
    facts = shown.table[0].value.iloc[:, 0]
    expected = figures.measures()[figures.subject(family).family, measures[0]].definition[language]
    assert facts.iloc[0].startswith(expected) and "{" not in facts.iloc[1]


def test_every_measure_has_a_name_and_numbers_for_its_formula(published):
    """Each number that a formula names is in the row that tells the figure."""
    with open(ROOT / "pages/shared/texts.csv", encoding="utf-8", newline="") as file:
        known = {row["key"] for row in csv.DictReader(file)}
    subjects = {
        "household": "both", "volume": "orders", "order_value": "order_value", "funnel": "funnel", "activity": "activity",
        "trade": "trade", "week": "week", "field": "field", "result": "result-both", "certificate": "certificate-ocop", "outlook": "outlook-both", "support": "support-both",
        **{
            family: figures.code(family, product_type="agricultural", product="custard_apple")
            for family in ("product", "rising", "offer")
        },
    }  # fmt: skip
    assert set(subjects) == set(figures.families()) == {family for family, _ in figures.measures()}
    for (family, code), measure in figures.measures().items():
        assert measure.words in known, code
        unit = "20" if "product" in figures.families()[family] else {"result": "187"}.get(family, "188")
        told = tracing.told(published, snapshots.EVERYTHING, unit, subjects[family], published.as_of)
        for language in ("vi", "en"):
            with texts.spoken(language):
                figure = passport.Figure(unit, subjects[family], code, published.as_of)
                assert telling.value(told.row, figure) in telling.formula(told, figure) or measure.written == "money", (
                    code
                )
                assert "—" not in telling.formula(told, figure), (family, code)


def test_a_unit_without_data_has_no_figure_in_its_passport_either(published):
    silent = passport.Figure("06238", "both", "achieved", published.as_of)
    told = tracing.told(published, snapshots.EVERYTHING, silent.unit, silent.indicator, silent.day)
    units = tables.named(attainment.units(published, snapshots.EVERYTHING, published.as_of, "commune", "both"))
    assert units.set_index("unit_code").loc["06238", ["achieved"]].isna().all()
    assert telling.value(told.row, silent) == "—"


def test_a_comparison_says_up_to_which_day_the_snapshot_before_had_data(published):
    figure = passport.Figure("188", "both", "coverage", published.as_of - timedelta(days=20))
    told = tracing.told(published, snapshots.EVERYTHING, figure.unit, figure.indicator, figure.day)
    with texts.spoken("en"):
        assert f"data up to {published.as_of:%d/%m/%Y}" in telling.compared(told, told, figure)


@pytest.mark.parametrize(
    "code", ["x.20.outlook.low.20211115", "x.20.trade-a-b-c-d.orders.20211115", "x.20.funnel.orders.20211115"]
)
def test_what_no_family_has_is_no_code(code):
    assert passport.read(code) is None


def test_a_passport_says_whose_rows_its_files_have(published, tmp_path, monkeypatch):
    code = passport.code(published.id, passport.Figure("189", "both", "coverage", published.as_of))
    shown = opened("method/passport", id=code, lang="en")
    files = tracing.files(published, snapshots.EVERYTHING, "189", "both", "coverage")
    assert "given from above" in words(shown)
    chosen = passport.code(published.id, passport.Figure("189", "funnel", "only_shop", published.as_of))
    assert "given from above" not in words(opened("method/passport", id=chosen, lang="en"))
    boxes = {metric.label: metric.value for metric in shown.metric}
    assert f"**{files['unit_kept'].sum():,}** of them kept" in words(shown)
    assert boxes["Rows read"] == f"{files['unit_read'].sum():,}" != f"{files['read'].sum():,}"
    listed = shown.dataframe[0].value
    assert list(listed["Kept, of the unit"].astype(int)) == list(files["unit_kept"])
    assert {folder for folder in listed["Folder"] if folder.startswith("huyen/")} == {"huyen/dinh-lap"}

    shutil.copytree(published.path.parents[1], tmp_path / "older")
    with duckdb.connect(str(tmp_path / "older" / "snapshots" / published.path.name)) as snapshot:
        snapshot.execute("DROP TABLE mart.file_unit")
        snapshot.execute("UPDATE mart.snapshot SET code_version = '06c87f6'")
    monkeypatch.setattr(snapshots, "WAREHOUSE", tmp_path / "older")
    older = opened("method/passport", id=code, lang="en")
    assert is_whole(older) and "an earlier version that does not tell" in words(older)
    assert older.metric[0].value == shown.metric[0].value
    everything = tracing.files(published, snapshots.EVERYTHING, "20", "both", "coverage")
    assert {metric.label: metric.value for metric in older.metric}["Rows read"] == f"{everything['read'].sum():,}"
