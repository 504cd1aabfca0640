"""Products, market and certificates as values: every choice, both languages, figures equal to the marts; and as they are drawn."""

import csv
import io
import shutil

import duckdb
import openpyxl
import pandas as pd
import pytest

from data import activity, certificates, figures, rising, sales, shelf, snapshots, vocabulary
from pages.charts.style import DARK, LIGHT
from pages.documents import exports, take_away
from pages.kit import formats, names, texts
from pages.kit.address import Address
from pages.kit.view import Chart, Column, Metrics, Notice, Sentence, Table, View, flat
from pages.screen import html
from pages.trade import goods
from pages.trade.certificates import view as certificates_view
from pages.trade.market import season
from pages.trade.market import view as market_view
from pages.trade.products import view as products_view
from tests.pages import seen
from tests.pages.test_pages import is_whole, opened

EVERYTHING = snapshots.EVERYTHING
PAGES = ["trade/products/page", "trade/market/page", "trade/certificates/page"]
MAKES = {
    "products": products_view.products, "market": market_view.market, "certificates": certificates_view.certificates,
}  # fmt: skip


def made(published, make, language="vi", **query: str) -> View:
    with texts.spoken(language):
        return make(published, EVERYTHING, Address(query))


def text_of(key: str, language: str) -> str:
    with texts.spoken(language):
        return texts.text(key)


def metrics(view: View) -> dict[str, object]:
    return {
        one.figure.measure: one.value for part in flat(view.parts) if isinstance(part, Metrics) for one in part.metrics
    }


ADDRESSES = [
    *(("products", {"measure": measure, "by": by}) for measure in products_view.MEASURES
      for by in ("certification", "product_type", "platform", "district_code")),
    ("products", {"district": "187", "commune": "06463", "by": "district_code"}),
    ("products", {"type": "rural_industry", "district": "189"}),
    ("products", {"platform": "nothing", "type": "nothing"}),
    ("market", {"product": "anise_oil", "district": "189", "platform": "voso"}),
    ("market", {"district": "187", "commune": "06514"}),
    ("market", {"type": "handicraft"}),
    *(("certificates", {"scheme": scheme}) for scheme in ("ocop", "all", "ocop5", "vietgap", "globalgap")),
    ("certificates", {"district": "188", "scheme": "globalgap"}),
    ("certificates", {"district": "187", "commune": "06463"}),
]  # fmt: skip


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(("name", "query"), ADDRESSES, ids=str)
def test_a_view_can_be_drawn_for_every_choice_in_both_languages(published, name, query, language):
    view = made(published, MAKES[name], language, **query)
    for choice in view.chosen():
        asked = Address(query).get(choice.key)  # an old link names the unit by its district and commune
        assert choice.chosen == (asked if asked in {option.code for option in choice.options} else choice.default)
    charts = [part for part in flat(view.parts) if isinstance(part, Chart)]
    assert all(len(chart.words) > 10 and "*" not in chart.words for chart in charts)
    assert all(chart.draw(palette)["data"] for chart in charts for palette in (LIGHT, DARK))
    for part in flat(view.parts):
        if isinstance(part, Table):
            assert {column.key for column in part.columns} <= set(part.rows.columns)
            assert not part.is_folded or len(part.rows)


@pytest.mark.parametrize(("language", "told"), [("vi", ["viên", "kg", "—", "—"]), ("en", ["piece", "kg", "—", "—"])])
def test_units_of_measure_are_told_in_the_viewer_s_language(language, told):
    with texts.spoken(language):
        assert list(goods.units_of_measure(pd.Series(["viên", "kg", "", None]))) == told


def test_every_unit_of_measure_has_both_names():
    rows = vocabulary.rows("units_of_measure.csv")
    assert rows and all(row["unit_of_measure"] and row["name_en"] for row in rows)


def test_the_headline_counts_the_trade_under_its_filters(published):
    """Orders of all certifications are counted apart: their sum would count an order twice."""
    asked = sales.Trade("187", "voso")
    total = sales.trade_total(published, EVERYTHING, asked).set_index("certification")
    view = made(published, products_view.products, district="187", platform="voso")
    assert metrics(view) == {
        "orders": total.loc["all", "orders"], "order_value": total.loc["all", "order_value"],
        "listings": sales.listings_on_sale(published, EVERYTHING, asked),
    }  # fmt: skip
    assert view.figure.subject == "trade-voso" and view.figure.unit == "187"
    rows = view.part("certifications").rows
    assert rows["orders"].iloc[-1] == total.loc["all", "orders"] < rows["orders"].iloc[:-1].sum()


def test_the_best_products_come_first_by_the_measure_that_is_shown(published):
    for measure, value in (("orders", "orders"), ("order_value", "order_value"), ("listings", "orders")):
        view = made(published, products_view.products, measure=measure)
        rows = view.part("products").rows
        assert rows[value].is_monotonic_decreasing
        (bars,) = view.part("top").draw(LIGHT)["data"]
        assert bars["y"][::-1] == rows["name"].head(12).tolist()
        assert bars["x"][::-1] == rows[value].head(12).tolist()
        first = f"{rows[value].iloc[0]:,.0f}".replace(",", ".")
        assert f"{rows['name'].iloc[0]} {first}" in view.part("top").words


def test_weeks_add_up_where_they_are_stacked_and_lie_over_one_another_where_they_overlap(published):
    total = sales.trade_total(published, EVERYTHING, sales.Trade()).set_index("certification").loc["all", "orders"]
    for by in ("platform", "district_code"):
        view = made(published, products_view.products, by=by)
        figure = view.part("weeks").draw(LIGHT)
        assert {trace["type"] for trace in figure["data"]} == {"bar"}
        assert sum(sum(trace["y"]) for trace in figure["data"]) == total == view.part("weeks.table").rows["value"].sum()
        assert not any(isinstance(part, Notice) for part in view.parts)
    view = made(published, products_view.products)
    assert {trace["type"] for trace in view.part("weeks").draw(LIGHT)["data"]} == {"scatter"}
    assert any(isinstance(part, Notice) for part in view.parts)
    assert view.part("weeks.table").rows["week"].is_monotonic_decreasing


def test_a_commune_is_not_divided_by_districts_and_only_a_district_lists_its_communes(published):
    def options(**query: str) -> set[str]:
        view = made(published, products_view.products, **query)
        return {option.code for choice in view.chosen() if choice.key == "by" for option in choice.options}

    assert options() - options(district="187", commune="06463") == {"district_code"}
    with pytest.raises(KeyError):
        made(published, products_view.products).part("communes")
    rows = made(published, products_view.products, district="187").part("communes").rows
    assert set(rows["unit_code"]) == {unit.code for unit in vocabulary.communes("187")}


def test_what_rises_is_what_gained_most_orders(published):
    found = rising.products(published, EVERYTHING, sales.Trade()).head(10)
    rows = made(published, products_view.products).part("rising").rows
    assert rows["product"].tolist() == found["product"].tolist() and rows["gained"].is_monotonic_decreasing


def test_nothing_sold_says_so_and_leaves_the_choices(published):
    view = made(published, products_view.products, type="rural_industry", district="189", platform="postmart")
    if sales.trade_total(published, EVERYTHING, sales.Trade("189", "postmart", "rural_industry")).empty:
        assert [type(part) for part in view.parts] == [Notice] and len(view.choices) == 4


@pytest.mark.parametrize(("product", "months"), [("custard_apple", (7, 8, 9, 10)), ("anise", None), ("nothing", ())])
def test_the_months_of_a_season_may_go_over_the_new_year(product, months):
    row = next((row for row in vocabulary.rows("products.csv") if row["product"] == product), None)
    found = season.months(product)
    assert set(found) <= set(range(1, 13))
    if months is not None and (row is None or row["season_months"] == "7-10"):
        assert found == months


def test_a_season_over_the_new_year_and_one_of_two_parts(monkeypatch):
    rows = [{"product": "a", "season_months": "11-1"}, {"product": "b", "season_months": "1-2;6"}]
    monkeypatch.setattr(vocabulary, "rows", lambda name: rows)
    assert (season.months("a"), season.months("b")) == ((11, 12, 1), (1, 2, 6))
    assert (season.words("a"), season.words("none")) == ("11, 12, 1", "—")


def test_the_verdict_of_a_season_divides_value_by_quantity(published):
    weeks = sales.price_trend(published, EVERYTHING, sales.Trade(), "custard_apple")
    quantity, value = weeks["quantity"].sum(), weeks["order_value"].sum()
    assert sales.enough(sales.whole_price(published, EVERYTHING, sales.Trade(), "custard_apple"))
    inside = weeks.loc[weeks["week"].dt.month.isin(season.months("custard_apple")), "quantity"].sum()
    view = made(published, market_view.market, "en", product="custard_apple")
    verdict = next(part.words for part in view.parts if isinstance(part, Sentence))
    assert f"**{quantity:,.0f} " in verdict and f"**{value / quantity:,.0f} VND" in verdict
    assert f"{inside / quantity:.0%} of it in season" in verdict


@pytest.mark.parametrize(("language", "few"), [("vi", "chưa đủ"), ("en", "too few")])
def test_too_few_sales_are_neither_a_price_nor_nothing(published, language, few):
    """A state of its own beside the shops and lines, on the screen as in the workbook; '—' is what nobody sold."""
    found = sales.prices(published, EVERYTHING, sales.Trade()).set_index("product")
    view = made(published, market_view.market, language)
    table = view.part("prices")
    with texts.spoken(language):
        rows = {row["name"]: row for row in table.rows.to_dict("records")}
        states = set()
        for product, row in found.groupby(level=0).first().iterrows():
            told = {
                key: formats.write(rows[names.product(product)][key], "count")
                for key in ("price_plain", "price_certified")
            }
            for side in ("plain", "certified"):
                enough = row[f"sellers_{side}"] >= 3 and row[f"lines_{side}"] >= 10
                expected = formats.number(row[f"price_{side}"]) if enough else few if row[f"lines_{side}"] else "—"
                if len(found.loc[[product]]) == 1:
                    assert told[f"price_{side}"] == expected, product
                states.add(expected if expected in (few, "—") else "price")
        assert states == {few, "—", "price"}
        written = html.Writer(published.id, LIGHT)._rows(table)
        book = openpyxl.load_workbook(io.BytesIO(exports.xlsx(view, published)))
    assert f">{few}</td>" in written and "nan" not in written
    cells = [cell for row in book[text_of("market.prices", language)[:31]].values for cell in row]
    assert few in cells and any(isinstance(cell, float) for cell in cells)


def test_the_verdict_of_a_season_does_not_tell_the_price_of_a_few(published, monkeypatch):
    monkeypatch.setitem(vocabulary.settings()["prices"], "lines_least", 10**6)
    words = next(part.words for part in made(published, market_view.market, "vi").parts if isinstance(part, Sentence))
    assert "chưa đủ" in words and "đồng/kg" not in words and "gian hàng" in words


def test_buyers_are_told_apart_by_their_province(published):
    found = sales.destinations(published, EVERYTHING, sales.Trade())
    view = made(published, market_view.market, "en")
    share = {place: found.loc[found["buyer_province"] == place, "share"].sum() for place in (sales.HOME, "")}
    away = 1 - sum(share.values())
    words = view.part("places").words
    assert all(f"{part:.1%}" in words for part in (share[sales.HOME], away, share[""]))
    (bars,) = view.part("places").draw(LIGHT)["data"]
    assert bars["x"][::-1] == found["orders"].head(10).tolist()
    assert len(view.part("places.table").rows) == len(found)


def test_lost_orders_are_drawn_by_what_became_of_them(published):
    view = made(published, market_view.market, "en")
    rows, figure = view.part("status.table").rows, view.part("status").draw(LIGHT)
    assert [trace["name"] for trace in figure["data"]] == ["Completed", "In progress", "Cancelled", "Returned"]
    for trace, status in zip(figure["data"], market_view.STATUSES, strict=True):
        assert sum(trace["y"]) == rows[status].sum()
    colours = {trace["name"]: trace["marker"]["color"] for trace in figure["data"]}
    assert list(colours.values()) == list(LIGHT.orders)
    assert not set(colours.values()) & {*LIGHT.status.values()}  # of a pace


def test_platforms_stand_side_by_side_for_each_district_or_the_one_unit(published):
    shops = activity.shop_activity(published, EVERYTHING, "district").set_index(["unit_code", "platform"])
    view = made(published, market_view.market)
    table = view.part("platforms")
    assert [column.key for column in table.columns] == ["unit", "voso", "postmart"]
    assert len(table.rows) == 11
    for row in table.rows.to_dict("records"):
        for platform in ("voso", "postmart"):
            assert row[platform] == pytest.approx(shops.loc[(row["unit_code"], platform), "active_share"], nan_ok=True)
    (one,) = made(published, market_view.market, district="189").part("platforms").rows["unit"]
    assert one == "Huyện Đình Lập"


@pytest.fixture
def third_platform(tmp_path, monkeypatch):
    """A vocabulary with one platform more: a row in its file, nothing else."""
    shutil.copytree(vocabulary.REFERENCE, tmp_path / "reference")
    with open(tmp_path / "reference" / "platforms.csv", "a", encoding="utf-8", newline="") as file:
        csv.writer(file).writerow(["tiki", "Tiki", "Tiki", "Tiki"])
    monkeypatch.setattr(vocabulary, "REFERENCE", tmp_path / "reference")
    kept = (vocabulary.labels, figures._codes, figures.subject)
    for function in kept:
        function.cache_clear()
    yield "tiki"
    monkeypatch.undo()
    for function in kept:
        function.cache_clear()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_third_platform_is_a_row_in_a_file(published, third_platform, tmp_path, language):
    """It is offered, has a column of its own, and its figures are missing until a snapshot knows it."""
    shutil.copytree(published.path.parents[1], tmp_path / "warehouse")
    path = tmp_path / "warehouse" / "snapshots" / published.path.name
    view = made(snapshots.current(tmp_path / "warehouse"), market_view.market, language)
    table = view.part("platforms")
    header = {"vi": "Tiki, tỷ lệ có đơn", "en": "Tiki, share selling"}[language]
    assert table.columns[-1] == Column("tiki", header, "share") and table.rows["tiki"].isna().all()
    assert "tiki" in {option.code for choice in view.choices if choice.key == "platform" for option in choice.options}
    snapshots._connection(path).close()
    for cache in (snapshots._connection, shelf._shelf, snapshots.opened):
        cache.cache_clear()
    with duckdb.connect(str(path)) as snapshot:
        snapshot.execute(
            "INSERT INTO mart.shop_activity SELECT * REPLACE ('tiki' AS platform) FROM mart.shop_activity WHERE platform = 'voso'"
        )
    view = made(snapshots.current(tmp_path / "warehouse"), market_view.market, language)
    rows = view.part("platforms").rows
    assert rows["tiki"].tolist() == rows["voso"].tolist() and rows["tiki"].notna().any()
    figure = view.part("platforms").figure(rows.to_dict("records")[0], "tiki")
    assert (figure.subject, figure.measure) == ("activity-tiki", "active_share")
    assert made(published, products_view.products, language, by="platform", platform="tiki").choices[2].words == "Tiki"


def test_certificates_are_counted_and_listed_by_what_is_left_of_them(published):
    for scheme in ("ocop", "all", "vietgap"):
        found = certificates.of(published, EVERYTHING, sales.Trade(), scheme)
        view = made(published, certificates_view.certificates, scheme=scheme)
        assert metrics(view) == certificates.counts(found).to_dict()
        listed = {part.name: part.rows for part in flat(view.parts) if isinstance(part, Table)}
        soon, idle = found[found["days_left"] <= certificates.SOON], found[found["listings"] == 0]
        assert len(listed.get("expiring", [])) == len(soon) and len(listed.get("idle", [])) == len(idle)
        good = [part for part in view.parts if isinstance(part, Notice) and part.role == "good"]
        assert len(good) == soon.empty + idle.empty


def test_sellers_and_what_never_sold_come_in_their_order(published):
    view = made(published, certificates_view.certificates, scheme="all")
    sellers, listings = view.part("sellers").rows, view.part("listings").rows
    assert len(sellers) == 10 and sellers["orders"].is_monotonic_decreasing
    assert listings["never_sold"].is_monotonic_decreasing and listings["never_sold"].iloc[0] > 0
    known = names.labels("certifications")
    with texts.spoken("vi"):
        assert set(sellers["scheme_names"].str.split(", ").explode()) <= set(known.values())


def labels(shown) -> list[str]:
    return [box.label for box in shown.selectbox]


@pytest.mark.parametrize("name", sorted({name for name, _ in ADDRESSES}))
def test_every_unit_is_offered_in_one_box_and_an_old_link_finds_its_own(published, name):
    view = made(published, MAKES[name], district="187", commune="06463")
    (unit,) = (choice for choice in view.choices if choice.key == "unit")
    assert (unit.chosen, unit.words) == ("06463", "Thị trấn Đồng Mỏ (Chi Lăng)")
    assert len(unit.options) == 1 + 11 + len(
        [one for one in vocabulary.units().values() if one.level == "commune" and one.vintage == "2021"]
    )
    assert made(published, MAKES[name], unit="06463").choices == view.choices
    assert made(published, MAKES[name]).figure.unit == "20"


@pytest.mark.parametrize("page", PAGES)
def test_a_page_draws_what_its_view_has(published, page):
    name = page.split("/")[1]
    view = made(published, MAKES[name])
    shown = opened(page)
    assert is_whole(shown) and shown.title[0].value == view.title
    drawn = [part for part in flat(view.parts) if isinstance(part, Chart) and not html.Writer("", LIGHT).can(part)]
    assert [chart.proto.alt for chart in shown.get("plotly_chart")] == [chart.words for chart in drawn]
    tables = [part for part in flat(view.parts) if isinstance(part, Table)]
    unfolded = [[column.header for column in part.columns] for part in tables if not part.is_folded]
    heads = [list(rows[0]) for rows in seen.tables(shown) if rows]
    assert all(columns in heads for columns in unfolded)
    with texts.spoken("vi"):
        figures_told = {
            formats.write(one.value, one.kind)
            for part in flat(view.parts)
            if isinstance(part, Metrics)
            for one in part.metrics
        }
    assert set(seen.metrics(shown).values()) == figures_told or name == "market"


FILES = {
    "products": "san-pham-huyen-chi-lang", "market": "gia-mua-vu-noi-mua-huyen-chi-lang",
    "certificates": "chung-nhan-ocop-huyen-chi-lang",
}  # fmt: skip


@pytest.mark.parametrize("name", MAKES)
def test_a_view_is_taken_away_whole(published, name, tmp_path):
    with texts.spoken("vi"):
        view = MAKES[name](published, EVERYTHING, Address({"district": "187"}))
        book, _ = take_away.files(view, published, name)
        assert book.name == f"{FILES[name]}-{published.as_of:%Y%m%d}.xlsx"
        (tmp_path / book.name).write_bytes(book.make())
    sheets = openpyxl.load_workbook(tmp_path / book.name).worksheets
    tables = [part for part in flat(view.parts) if isinstance(part, Table)]
    assert len(sheets) == len(tables) + (name != "market")


@pytest.mark.parametrize(("page", "names"), [("products", ["weeks"]), ("market", ["season", "places", "status"])])
def test_each_chart_has_words_of_its_own_and_its_figures_in_a_table_below(published, page, names):
    view = made(published, MAKES[page])
    charts = [part for part in flat(view.parts) if isinstance(part, Chart)]
    assert len({chart.words for chart in charts}) == len(charts)
    shown = opened(f"trade/{page}/page")
    before = len(seen.tables(shown))
    hidden = [name for name in names if len(view.part(f"{name}.table").rows) > 25]
    for name in hidden:
        shown.session_state[f"folded-{name}.table"] = True
    unfolded = shown.run()
    assert is_whole(unfolded) and len(seen.tables(unfolded)) == before + len(hidden)
