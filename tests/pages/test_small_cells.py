"""What is withheld has words of its own on page, chart, passport and paper: neither a dash, nor nought, nor a gap without a reason."""

import re

import pandas as pd
import pytest

from data.snapshots import EVERYTHING, Scope
from pages.documents import content
from pages.documents.values import Filters
from pages.kit import lineage, making
from pages.kit.address import Address
from pages.kit.formats import Instead
from pages.kit.lineage import FigureKey
from pages.kit.texts import spoken, text
from pages.kit.view import Chart, Metrics, Notice, Sentence, Table, View, flat
from pages.method.lineage.view import passport
from pages.method.questions.view import questions
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
