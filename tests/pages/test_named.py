"""One order and one name everywhere: rows by name unless they are ranked, the city never called as the province."""

import dataclasses
import re
from collections.abc import Callable

import duckdb
import pandas as pd
import pytest

from data import snapshots, vocabulary
from pages.charts import trade
from pages.charts.style import LIGHT
from pages.kit import texts
from pages.kit.address import Address
from pages.kit.view import Chart, Map, Outline, Table, View, flat
from pages.method.quality.view import quality
from pages.progress.lead.view import lead
from pages.progress.map.view import atlas
from pages.progress.outlook.view import outlook
from pages.progress.overview.view import overview
from pages.progress.phases.view import phases
from pages.progress.support.view import support
from pages.progress.unit.view import unit
from pages.trade.market.view import market
from pages.trade.products.view import products

PAGES = {
    "overview": (overview, {}), "map": (atlas, {}), "map of communes": (atlas, {"level": "commune"}), "phases": (phases, {}),
    "outlook": (outlook, {}), "lead": (lead, {}), "lead of a district": (lead, {"unit": "189"}), "unit": (unit, {"unit": "178"}),
    "support": (support, {}), "products": (products, {"by": "district_code"}), "market": (market, {}), "quality": (quality, {}),
}  # fmt: skip
FIRST = {"findings", "finding_details", "reports", "reconciliation"}  # by their weight, or their day


@pytest.fixture
def made(published, vietnamese) -> Callable[[str], View]:
    def make(name: str) -> View:
        draw, address = PAGES[name]
        return draw(published, snapshots.EVERYTHING, Address(address))

    return make


def _by_name(rows: pd.DataFrame) -> bool:
    """Whether units stand in the order of their names, those of a district together; phase by phase where phases are told apart.

    A row of the whole province, if there is one, is the last: it spans the others.
    """
    spans = list(rows["unit_code"] == vocabulary.PROVINCE)
    return spans == sorted(spans) and all(map(_alphabetical, _phases(rows[rows["unit_code"] != vocabulary.PROVINCE])))


def _phases(rows: pd.DataFrame) -> list[pd.DataFrame]:
    return [own for _, own in rows.groupby("phase", sort=False)] if "phase" in rows else [rows]


def _alphabetical(rows: pd.DataFrame) -> bool:
    known = [vocabulary.unit(code) for code in rows["unit_code"]]
    told = pd.DataFrame({
        "place": range(len(known)), "name": [one.name for one in known],
        "parent": [vocabulary.unit(one.parent or vocabulary.PROVINCE).name for one in known],
    })  # fmt: skip
    with duckdb.connect() as sorter:
        sorter.register("told", told)
        found = sorter.execute("SELECT place FROM told ORDER BY parent COLLATE vi, name COLLATE vi, place").fetchall()
    return [place for (place,) in found] == list(range(len(told)))


def _is_ranked(rows: pd.DataFrame) -> bool:
    """Whether a figure or a day goes up or down all along, phase by phase where phases are told apart."""
    figures = [
        name for name in rows if (name != "by_name" and pd.api.types.is_numeric_dtype(rows[name])) or name == "first_on"
    ]
    return any(
        all(
            own[name].dropna().is_monotonic_increasing or own[name].dropna().is_monotonic_decreasing
            for own in _phases(rows)
        )
        and rows[name].nunique() > 2
        for name in figures
    )


@pytest.mark.parametrize("name", PAGES)
def test_rows_of_units_stand_by_name_unless_they_are_ranked(made, name):
    tables = [part for part in flat(made(name).parts) if isinstance(part, Table) and "unit_code" in part.rows]
    units = [
        one.rows for one in tables if one.name not in FIRST and len(one.rows) > 2 and one.rows["unit_code"].is_unique
    ]
    for rows in units:
        assert _by_name(rows) or _is_ranked(rows), list(rows["unit_code"])
    assert units or name in ("products", "quality", "unit", "outlook")


def _strings(part: object) -> list[str]:
    if isinstance(part, dict):
        return [text for value in part.values() for text in _strings(value)]
    if isinstance(part, list | tuple):
        return [text for value in part for text in _strings(value)]
    return [part] if isinstance(part, str) else []


@pytest.mark.parametrize("name", [name for name in PAGES if name != "quality"])
def test_no_chart_or_map_calls_the_city_as_the_province(made, name):
    parts = [part for part in flat(made(name).parts) if isinstance(part, Chart | Map | Outline)]
    drawn = [part for part in parts if part.name != "places"]  # of the provinces that buyers live in
    said = {text for part in drawn for text in _strings(part.draw(LIGHT))}
    assert not any(text == "Lạng Sơn" or text.startswith(("Lạng Sơn<", "Lạng Sơn ·", "<b>Lạng Sơn<")) for text in said)
    if name in ("overview", "map", "phases", "products"):
        assert any("TP Lạng Sơn" in text for text in said)


def test_five_districts_are_told_one_by_one_and_the_others_together(made):
    shown = made("products")
    chart, rows = shown.part("weeks").draw(LIGHT), shown.part("weeks.table").rows
    *named, rest = chart["data"]
    total = rows.groupby("name")["value"].sum().sort_values(ascending=False)
    assert [bars["name"] for bars in named] == list(total.index[:5]) and rest["name"] == "Các nơi còn lại"
    assert sum(rest["y"]) == total.iloc[5:].sum() > 0 and rest["marker"]["color"] == LIGHT.expected
    assert len({bars["marker"]["color"] for bars in chart["data"]}) == 6 and trade.REST not in set(rows["name"])


KINDS_OF_UNITS = re.compile(r"\b(?:huyện|thành phố|TP|xã|phường|thị trấn) [A-ZĐ]", re.IGNORECASE)
ELSEWHERE = "Thành phố Hồ Chí Minh"  # a province, called as its own people do
IN_THEIR_OWN_WORDS = {"reports", "files", "unread", "questions"}  # what files say of themselves


@pytest.mark.parametrize("name", PAGES)
def test_a_page_in_english_names_units_in_english(published, name):
    draw, address = PAGES[name]
    with texts.spoken("en"):
        view = draw(published, snapshots.EVERYTHING, Address(address))
        told = [view.title, *(text for part in flat(view.parts) for text in _words(part))]
    assert [text for text in told if KINDS_OF_UNITS.search(text.replace(ELSEWHERE, ""))] == []


def _words(part: object) -> list[str]:
    """What a part says, the cells of its rows and the labels of its choices among it."""
    if isinstance(part, Table):
        shown = [column.key for column in part.columns if column.key in part.rows]
        return [] if part.name in IN_THEIR_OWN_WORDS else _strings(part.rows[shown].astype(object).to_dict("list"))
    if isinstance(part, Chart | Map | Outline):
        return _strings(part.draw(LIGHT))
    if dataclasses.is_dataclass(part):
        return _words(list(vars(part).values()))
    return [text for one in part for text in _words(one)] if isinstance(part, list | tuple) else _strings(part)
