"""What is withheld has words of its own on page, chart, passport and paper: neither a dash, nor nought, nor a gap without a reason."""

import re
from datetime import date

import pandas as pd
import pytest

from data import rising, sales, vocabulary
from data.snapshots import EVERYTHING, Scope
from data.trade import Trade, whole_is_told
from pages.documents import content
from pages.documents.values import Filters
from pages.kit import lineage, making, names
from pages.kit.address import Address
from pages.kit.formats import Instead
from pages.kit.lineage import FigureKey
from pages.kit.texts import spoken, text
from pages.kit.view import Chart, Metrics, Notice, Sentence, Table, View, flat
from pages.method.lineage.view import passport
from pages.method.questions.view import answer, questions
from pages.trade.certificates.view import certificates
from pages.trade.market.view import market
from pages.trade.products.view import products

VIEWER = Scope(sees_shops=False)
FIGURES = (
    "orders",
    "order_value",
    "quantity",
    "recent",
    "before",
    "gained",
    "value",
    "placed",
    "completed",
    "cancelled",
)
ADDRESSES = [
    {}, {"unit": "187"}, {"unit": "06463"}, {"platform": "voso"}, {"type": "handicraft"}, {"platform": "voso", "type": "handicraft"},
    {"unit": "187", "platform": "voso"}, {"by": "district_code"}, {"measure": "order_value", "by": "platform"},
]  # fmt: skip


def seen(view: View) -> str:
    """The words of a view and of its tables."""
    rows = [part.rows.to_csv() for part in flat(view.parts) if isinstance(part, Table)]
    words = [part.words for part in flat(view.parts) if isinstance(part, Sentence | Notice | Chart)]
    return "\n".join([*rows, *words])


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("address", ADDRESSES, ids=lambda one: "&".join(map("=".join, one.items())) or "/")
@pytest.mark.parametrize("make", [products, market, certificates], ids=lambda make: make.__name__)
def test_a_figure_is_told_or_said_to_be_withheld(published, make, address, language):
    view = making.view(make, published, VIEWER, Address(address), language)
    for part in flat(view.parts):
        if isinstance(part, Table):
            shown = [column.key for column in part.columns if column.key in FIGURES and column.key in part.rows]
            assert not part.rows[shown].isna().any(axis=None), part.name
        if isinstance(part, Metrics):
            assert not any(pd.isna(one.value) for one in part.metrics if not isinstance(one.value, Instead))
    assert not re.search(r"\bnan\b", seen(view)) and "None" not in seen(view)


def test_a_viewer_reads_why(published):
    with spoken("vi"):
        note = text("trade.withheld.note", shops="3")
    for make in (products, market, certificates):
        told = [making.view(make, published, scope, Address(), "vi") for scope in (VIEWER, EVERYTHING)]
        assert [note in seen(view) for view in told] == [True, False]


def test_what_no_table_tells_is_no_empty_page(published):
    view = making.view(
        products, published, VIEWER, Address({"unit": "187", "platform": "voso", "type": "handicraft"}), "vi"
    )
    with spoken("vi"):
        assert [part.words for part in view.parts] == [text("trade.withheld.all")]


@pytest.mark.parametrize("unit", ["06463", "187"])
def test_what_is_withheld_is_not_said_to_be_nothing(published, unit):
    """Weeks of which none may be told are not weeks in which nobody ordered."""
    view = making.view(products, published, VIEWER, Address({"unit": unit}), "vi")
    with spoken("vi"):
        assert text("products.none") not in seen(view) and text("products.none.at_all") not in seen(view)


def test_the_passport_of_a_withheld_figure_says_so(published):
    figure = FigureKey("06463", "trade-voso", "orders", published.as_of)
    asked = Address({"id": lineage.code(published.id, figure)})
    with spoken("vi"):
        told = [seen(passport(published, scope, asked)) for scope in (VIEWER, EVERYTHING)]
        assert text("passport.withheld") in told[0] and text("passport.withheld") not in told[1]


def test_an_answer_is_a_sentence_without_gaps(published):
    view = making.view(questions, published, VIEWER, Address(), "vi")
    assert "—" not in seen(view) and "nan" not in seen(view)


def test_paper_says_what_the_page_says(published):
    pack = content.build(published, VIEWER, Filters())
    cells = [cell.text for table in (pack.products, pack.certifications) for row in table.rows for cell in row.cells]
    assert "nan" not in cells and "—" not in cells


@pytest.mark.parametrize(("make", "name"), [(products, "products"), (market, "prices")])
def test_products_of_which_nothing_is_told_are_named_beneath_their_table(published, make, name):
    limited, whole = (
        making.view(make, published, scope, Address({"unit": "187"}), "vi") for scope in (VIEWER, EVERYTHING)
    )
    with spoken("vi"):
        begins = text("trade.withheld.names", names="")[:-1]
    (left,) = [
        part.words for part in flat(limited.parts) if isinstance(part, Sentence) and part.words.startswith(begins)
    ]
    rows = (
        limited.part(name).rows
        if name in [part.name for part in flat(limited.parts) if isinstance(part, Table)]
        else None
    )
    shown = set() if rows is None else set(rows["name"])
    named = set(left.removeprefix(begins).strip(" .").split(", "))
    assert shown | named == set(whole.part(name).rows["name"]) and named
    figures = (
        [] if rows is None else rows[[one for one in ("orders", "quantity", "order_value") if one in rows]].to_numpy()
    )
    assert not any(all(isinstance(value, Instead) for value in row) for row in figures)
    assert begins not in seen(whole)


MONDAY = date(2021, 11, 8)
ASKED = {
    "weeks": (lambda *asked: sales.order_trend(*asked, "order_value", "all"), ["order_value"]),
    "platforms": (lambda *asked: sales.order_trend(*asked, "orders", "platform"), ["orders"]),
    "certifications": (sales.trade_total, sales.AMOUNTS),
    "a week": (lambda *asked: sales.trade_total(*asked, MONDAY), sales.AMOUNTS),
    "products": (lambda *asked: sales.top_products(*asked, "orders"), sales.AMOUNTS),
    "status": (sales.order_status, ["placed", "completed", "cancelled", "returned", "lost_share"]),
    "buyers": (sales.destinations, ["orders", "order_value", "share"]),
    "prices": (sales.prices, ["order_value", "price", "price_plain", "price_certified"]),
    "rising": (rising.products, ["recent", "before"]),
}  # fmt: skip


@pytest.mark.parametrize("name", ASKED)
def test_the_whole_that_a_viewer_of_a_district_sees_is_withheld_like_his_district(published, name):
    """What he may see of the province is his district's trade, and the province's cells are of many more shops."""
    ask, _ = ASKED[name]
    for district in names.districts():
        scope = Scope(frozenset({district}), sees_shops=False)
        found, own = (ask(published, scope, trade) for trade in (Trade(), Trade(district)))
        pd.testing.assert_frame_equal(found, own, obj=district)


@pytest.mark.parametrize("name", ASKED)
def test_the_sum_of_several_districts_is_not_told(published, name):
    """Less the one that may be told it would be the other."""
    ask, measures = ASKED[name]
    found = ask(published, Scope(frozenset({"178", "187"}), sees_shops=False), Trade())
    assert found[measures].isna().all(axis=None)
    assert not whole_is_told(published, Scope(frozenset({"178", "187"}), sees_shops=False), Trade())


@pytest.mark.parametrize("districts", [{"189"}, {"178", "187"}])
def test_an_answer_that_is_withheld_from_a_district_is_not_said_to_lack_a_file(published, districts):
    scope = Scope(frozenset(districts), sees_shops=False)
    for row in vocabulary.rows("questions.csv"):
        if row["number"] in ("13", "17", "21") or (row["number"] in ("19", "22") and len(districts) > 1):
            assert answer(published, scope, row).cases == ("withheld",)
