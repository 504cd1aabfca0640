"""Every figure that leads to a passport is the figure that the passport tells, to the digit."""

import shutil
from dataclasses import replace
from datetime import timedelta

import duckdb
import pytest

from data import figures, sales, snapshots, tracing
from pages.charts.style import LIGHT
from pages.kit import formats, lineage, texts, view
from pages.kit.address import Address
from pages.kit.view import Code, Metrics, Notice, Sentence, Table, View, flat
from pages.method.lineage import formula
from pages.method.lineage.view import compared, passport, written
from pages.progress.lead.view import lead
from pages.progress.outlook.view import outlook
from pages.progress.overview.view import overview
from pages.progress.phases.view import phases
from pages.progress.support.view import support
from pages.progress.unit.view import unit
from pages.screen import html
from pages.trade.certificates.view import certificates
from pages.trade.market.view import market
from pages.trade.products.view import divisions, products, week_rows
from tests.pages import seen
from tests.pages.test_pages import is_whole, opened, words

EVERYTHING = snapshots.EVERYTHING
VIEWS = [
    (overview, {}, 60),
    (overview, {"indicator": "lead", "day": "2021-10-10"}, 20),
    (lead, {}, 100),
    (lead, {"district": "189"}, 100),
    (unit, {"unit": "189", "day": "2021-10-10"}, 20),
    (outlook, {"indicator": "lead"}, 30),
    (support, {"phase": "2", "day": "2021-10-20"}, 40),
    (phases, {"indicator": "shop"}, 30),
    (market, {}, 22),
    (certificates, {"district": "188"}, 20),
    (products, {}, 30),
    (products, {"district": "187", "platform": "voso", "type": "agricultural"}, 10),
    (products, {"district": "187", "commune": "06463"}, 30),
    (market, {"district": "187", "commune": "06463"}, 1),
    (certificates, {"district": "187", "commune": "06463"}, 10),
]  # fmt: skip
HEADLINES = [
    (overview, {}, 10),
    (lead, {"district": "189"}, 4),
    (certificates, {"district": "187", "scheme": "vietgap"}, 4),
    (certificates, {"district": "187", "commune": "06463", "scheme": "all"}, 4),
    (products, {"district": "187", "platform": "voso"}, 3),
    (products, {"district": "187", "commune": "06463", "type": "agricultural"}, 3),
]


def made(make, snapshot, language="en", **query: str) -> View:
    with texts.spoken(language):
        return make(snapshot, EVERYTHING, Address(query))


def opened_passport(snapshot, figure: lineage.FigureKey, language="en") -> View:
    return made(passport, snapshot, language, id=lineage.code(snapshot.id, figure))


def facts(shown: View) -> list[str]:
    return shown.part("facts").rows["value"].tolist()


def sentences(shown: View) -> str:
    return "\n".join(part.words for part in flat(shown.parts) if isinstance(part, Sentence | Notice))


def figures_of(shown: View) -> list[tuple[lineage.FigureKey, str]]:
    """The figures of all tables of a view that lead to their own passport, as their cells are written."""
    found = []
    tables = [part for part in flat(shown.parts) if isinstance(part, Table) and not part.is_folded]
    for table in tables:
        for row in table.rows.to_dict("records"):
            for column in table.columns:
                figure = table.figure(row, column.key)
                if figure is None or column.kind == "text":
                    continue
                if column.key in (figure.measure, "count", *figure.subject.split(figures.BETWEEN)):
                    found.append((figure, formats.write(row[column.key], column.kind)))
    return found


@pytest.mark.parametrize(("make", "query", "least"), VIEWS, ids=lambda part: getattr(part, "__name__", str(part)))
def test_the_passport_of_a_cell_tells_what_the_cell_says(published, make, query, least):
    shown = made(make, published, **query)
    with texts.spoken("en"):
        found = figures_of(shown)
        assert len(found) >= least
        for figure, cell in found:
            told = tracing.told(published, EVERYTHING, figure.unit, figure.subject, figure.day)
            if (
                figures.measure(figure.subject, figure.measure).written == "money"
            ):  # rounded above, whole in the formula
                assert formula.formula(figure, told.row).endswith(f": {cell} VND"), figure
            else:
                assert written(told, figure) == cell, figure
            assert lineage.parse(lineage.code(published.id, figure)) == (published.id, figure)


@pytest.mark.parametrize("measure", ["orders", "order_value", "listings"])
@pytest.mark.parametrize("by", ["certification", "product_type", "platform", "district_code"])
@pytest.mark.parametrize(
    "trade",
    [sales.Trade(), sales.Trade("187", "voso", "agricultural"), sales.Trade("187", commune="06463")],
    ids=["all", "some", "commune"],
)
def test_the_passport_of_a_week_tells_what_the_week_says(published, trade, by, measure):
    if by not in divisions(EVERYTHING, trade):
        return
    if measure == "listings":
        weeks = sales.listing_trend(published, EVERYTHING, trade, by)
    else:
        weeks = sales.order_trend(published, EVERYTHING, trade, measure, by)
    with texts.spoken("en"):
        table = Table("weeks", (), week_rows(weeks, by, measure, trade))
    assert len(table.rows) > 3
    for row in table.rows.to_dict("records"):
        figure = table.figure(row, "value")
        told = tracing.told(published, EVERYTHING, figure.unit, figure.subject, figure.day)
        assert figure.measure == measure and told.row[measure] == row["value"], figure


@pytest.mark.parametrize(("make", "query", "count"), HEADLINES, ids=lambda part: getattr(part, "__name__", str(part)))
def test_the_passport_of_a_headline_opens_and_repeats_it(published, make, query, count):
    shown = made(make, published, **query)
    found = [one for part in flat(shown.parts) if isinstance(part, Metrics) for one in part.metrics if one.figure]
    assert len(found) == count
    for metric in found:
        first = next(
            part for part in flat(opened_passport(published, metric.figure).parts) if isinstance(part, Metrics)
        )
        with texts.spoken("en"):
            told = [formats.write(one.value, one.kind) for one in (metric, *first.metrics)]
        assert told[0] == told[1], metric.figure


def test_a_press_below_a_headline_leads_to_its_passport(published):
    label, value, code = seen.headline(opened("trade/products/page", lang="en", district="187", platform="voso"))[0]
    shown = opened("method/lineage/page", id=code, lang="en")
    assert is_whole(shown) and label == "Orders" and seen.headline(shown)[0][1] == value
    (copied,) = shown.code
    assert copied.value == code


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    "family", ["funnel", "activity-voso", "trade-all-agricultural-none", "outlook-both", "support-shop"]
)
def test_a_passport_draws_for_each_family_in_both_languages(published, family, language):
    measures = figures.of(figures.subject(family).family)
    shown = opened_passport(published, lineage.FigureKey("189", family, measures[0], published.as_of), language)
    expected = figures.measures()[figures.subject(family).family, measures[0]].definition[language]
    definition, worked_out, *_ = facts(shown)
    assert definition.startswith(expected) and "{" not in worked_out
    assert html.Writer(published.id, LIGHT).can(shown.parts[1])


def test_every_measure_has_a_name_and_numbers_for_its_formula(published):
    """Each number that a formula names is in the row that tells the figure."""
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
        assert measure.words in texts.sayings(), code
        unit = "20" if "product" in figures.families()[family] else {"result": "187"}.get(family, "188")
        unit = {"after_deadline": "187", "weak_telecom": "189"}.get(code, unit)  # an ended phase; a list of telecoms
        told = tracing.told(published, EVERYTHING, unit, subjects[family], published.as_of)
        figure = lineage.FigureKey(unit, subjects[family], code, published.as_of)
        for language in ("vi", "en"):
            with texts.spoken(language):
                worked_out = formula.formula(figure, told.row)
                assert written(told, figure) in worked_out or measure.written == "money", code
                assert "—" not in worked_out, (family, code)


def test_a_unit_without_data_has_no_figure_in_its_passport_either(published):
    silent = lineage.FigureKey("06238", "both", "achieved", published.as_of)
    first = next(part for part in flat(opened_passport(published, silent).parts) if isinstance(part, Metrics))
    with texts.spoken("en"):
        assert formats.write(first.metrics[0].value, first.metrics[0].kind) == "—"


def test_a_comparison_says_up_to_which_day_the_snapshot_before_had_data(published):
    figure = lineage.FigureKey("188", "both", "coverage", published.as_of - timedelta(days=20))
    told = tracing.told(published, EVERYTHING, figure.unit, figure.subject, figure.day)
    other = replace(told, row=told.row.to_dict() | {"coverage": told.row["coverage"] + 0.1})
    with texts.spoken("en"):
        assert f"data up to {published.as_of:%d/%m/%Y}" in compared(told, told, figure)
        changed = compared(told, other, figure)
        assert written(told, figure) in changed and written(other, figure) in changed != compared(told, told, figure)


@pytest.mark.parametrize(
    "code", ["x.20.outlook.low.20211115", "x.20.trade-a-b-c-d.orders.20211115", "x.20.funnel.orders.20211115"]
)
def test_what_no_family_has_is_no_code(code):
    assert lineage.parse(code) is None


@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_is_no_code_and_what_is_not_kept_any_more_is_said(published, language):
    figure = lineage.FigureKey("20", "both", "coverage", published.as_of)
    for code, key in (("", "none"), ("nothing", "none"), (lineage.code("000009-x", figure), "gone")):
        shown = made(passport, published, language, id=code)
        with texts.spoken(language):
            assert shown.parts == (Notice(texts.text(f"passport.{key}")),)
    assert is_whole(opened("method/lineage/page", id=lineage.code("000009-x", figure), lang=language))


def test_a_code_opens_in_the_snapshot_that_it_names(published, tmp_path, monkeypatch):
    """Whatever snapshot the viewer looks at: what a document said can be looked up as it was."""
    shutil.copytree(published.path.parents[1], tmp_path / "warehouse")
    earlier = tmp_path / "warehouse" / "snapshots" / "000000-20211101T000000.duckdb"
    shutil.copy(published.path, earlier)
    with duckdb.connect(str(earlier)) as snapshot:
        snapshot.execute("UPDATE mart.snapshot SET snapshot = '000000-20211101T000000'")
        snapshot.execute("UPDATE mart.attainment SET achieved = achieved - 1 WHERE unit_code = '20'")
    monkeypatch.setattr(snapshots, "WAREHOUSE", tmp_path / "warehouse")
    now = snapshots.current()
    figure = lineage.FigureKey("20", "both", "achieved", published.as_of)
    new, old = (
        opened("method/lineage/page", id=lineage.code(one, figure), lang="en") for one in (now.id, earlier.stem)
    )
    values = [int(seen.headline(shown)[0][1].replace(",", "")) for shown in (new, old)]
    assert values[0] == values[1] + 1
    assert earlier.stem in "\n".join(seen.words(old)) and f"{values[1]:,}" in "\n".join(seen.words(new))
    assert [name for name in (one.label for one in old.get("download_button"))]


def test_a_passport_says_whose_rows_its_files_have(published, tmp_path, monkeypatch):
    figure = lineage.FigureKey("189", "both", "coverage", published.as_of)
    shown = opened_passport(published, figure)
    found = tracing.files(published, EVERYTHING, "189", "both", "coverage")
    assert "given from above" in sentences(shown)
    chosen = lineage.FigureKey("189", "funnel", "only_shop", published.as_of)
    assert "given from above" not in sentences(opened_passport(published, chosen))
    assert f"**{found['unit_kept'].sum():,}** of them kept" in sentences(shown)
    assert rows_read(shown) == found["unit_read"].sum() != found["read"].sum()
    listed = shown.part("files").rows
    assert "Kept, of the unit" in [column.header for column in shown.part("files").columns]
    assert list(listed["unit_kept"]) == list(found["unit_kept"])
    assert {folder for folder in listed["folder"] if folder.startswith("huyen/")} == {"huyen/dinh-lap"}

    shutil.copytree(published.path.parents[1], tmp_path / "older")
    with duckdb.connect(str(tmp_path / "older" / "snapshots" / published.path.name)) as snapshot:
        snapshot.execute("DROP TABLE mart.file_unit")
        snapshot.execute("UPDATE mart.snapshot SET code_version = '06c87f6'")
    older = opened_passport(snapshots.current(tmp_path / "older"), figure)
    assert "an earlier version that does not tell" in sentences(older)
    assert facts(older)[:2] == facts(shown)[:2]
    assert rows_read(older) == tracing.files(published, EVERYTHING, "20", "both", "coverage")["read"].sum()
    monkeypatch.setattr(snapshots, "WAREHOUSE", tmp_path / "older")
    drawn = opened("method/lineage/page", id=lineage.code(published.id, figure), lang="en")
    assert is_whole(drawn) and "an earlier version that does not tell" in words(drawn)


def rows_read(shown: View) -> int:
    account = [part for part in flat(shown.parts) if isinstance(part, view.Metrics)][-1]
    return account.metrics[0].value


def test_the_code_is_copied_and_the_files_behind_it_are_taken_away(published):
    figure = lineage.FigureKey("20", "both", "coverage", published.as_of)
    shown = opened_passport(published, figure)
    assert [part.words for part in shown.parts if isinstance(part, Code)] == [lineage.code(published.id, figure)]
    assert shown.figure == figure
