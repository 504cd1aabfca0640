"""Who may see one district sees nothing that another district's figures have a part in: views, passports, exports, slides.

The second method: a snapshot in which everybody else's figures are others. Whatever is drawn for the district must be the same.
"""

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date

import duckdb
import pytest

from data import access, conclusions, snapshots, vocabulary
from data.snapshots import Scope, Snapshot
from pages.charts.style import LIGHT
from pages.documents import content, pack
from pages.documents.values import Filters
from pages.kit import lineage, making
from pages.kit.address import Address
from pages.kit.lineage import FigureKey
from pages.kit.texts import spoken, text
from pages.kit.view import Chart, Heading, Map, Metrics, Notice, Outline, Sentence, Table, View, flat
from pages.meeting.changes import letter
from pages.meeting.conclusions import book
from pages.meeting.wall import agenda, slides
from pages.method.lineage.view import passport
from pages.progress.overview.view import overview
from pages.progress.phases.view import phases
from pages.screen import warming

OWN = "189"
SCOPE = Scope(frozenset({OWN}))
UNITS = [OWN, *(unit.code for unit in vocabulary.communes(OWN))]
ADDRESSES = [
    {}, {"unit": "187"}, {"unit": UNITS[1]}, {"unit": "2025-06187", "boundaries": "2025"}, {"indicator": "lead", "phase": "1"},
    {"day": "2021-09-01", "rank": "gap"}, {"by": "district_code"}, {"view": "many", "level": "commune"},
]  # fmt: skip
WHOSE = ("unit_code", "commune_code", "district_code", "scope", "code")
RANK = re.compile(r"(Hạng|thứ) \d+(/\d+)?|(giữ|lên|xuống)( \d+)? bậc")
RANKS = ("rank", "rank_before", "ranks_gained", "moved")
KEPT = {"phase", "phase_days", "day_number", "days_left", "target_share", "share_of_time", "expected_share", "number"}


@pytest.fixture(scope="module")
def others(small_warehouse, tmp_path_factory) -> Snapshot:
    """The published snapshot, with other figures of everybody else."""
    published = snapshots.current(small_warehouse)
    path = tmp_path_factory.mktemp("others") / published.path.name
    shutil.copy(published.path, path)
    with duckdb.connect(str(path)) as warehouse:
        tables = warehouse.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'mart'"
        ).fetchall()
        for (table,) in tables:
            changed(warehouse, table)
    return snapshots.opened(path)


def changed(warehouse: duckdb.DuckDBPyConnection, table: str) -> None:
    """Every number of others in a table is another one; where a table does not say whose a row is, in every row."""
    kinds = {name: kind for name, kind, *_ in warehouse.execute(f"DESCRIBE mart.{table}").fetchall()}
    numbers = [name for name, kind in kinds.items() if kind in ("BIGINT", "INTEGER", "DOUBLE") and name not in KEPT]
    whose = next((name for name in WHOSE if name in kinds), None)
    theirs = f"{whose} NOT IN {(*UNITS, '')}" if whose else "true"
    if whose == "unit_code":
        theirs += " AND unit_code <> 'phase-1'"  # the way the first phase ended is what every forecast learns from
    if numbers and table not in ("snapshot", "crosswalk"):
        changes = ", ".join(f'"{name}" = "{name}" + 7' for name in numbers)
        warehouse.execute(f"UPDATE mart.{table} SET {changes} WHERE {theirs}")


def seen(shown: object) -> Iterator[object]:
    """All that a view holds, as plain values: words, figures, rows, and what charts and maps draw."""
    if isinstance(shown, Table):
        yield from (shown.name, [column.header for column in shown.columns])
        kept = [column.key for column in shown.columns if column.key in shown.rows and column.key not in RANKS]
        yield shown.rows[kept].to_csv(index=False)
    elif isinstance(shown, Chart | Map | Outline):
        yield from (shown.name, shown.words, plain(shown.draw(LIGHT)))
    elif isinstance(shown, tuple | list):
        for one in shown:
            yield from seen(one)
    elif is_dataclass(shown):
        for field in fields(shown):
            yield from seen(getattr(shown, field.name))
    elif not callable(shown):
        yield str(shown)


def plain(figure: dict) -> str:
    return json.dumps(figure, default=str, sort_keys=True)


def drawn(view: View) -> list[str]:
    """What a view holds but the place of the district among all, which is its own and is of theirs too."""
    return [RANK.sub("hạng", str(one)) for one in seen((view.title, view.choices, view.parts, view.figure))]


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda one: "&".join(map("=".join, one.items())) or "/")
@pytest.mark.parametrize("make", warming.VIEWS, ids=lambda make: make.__name__)
def test_a_page_tells_nothing_that_others_have_a_part_in(published, others, make, address):
    asked = Address(address)
    ours, theirs = (making.view(make, one, SCOPE, asked, "vi") for one in (published, others))
    assert drawn(ours) == drawn(theirs)


def test_the_snapshot_of_others_is_another_one(published, others):
    """Without a scope nearly every page tells the difference: the test above could fail."""
    different = [
        make.__name__
        for make in warming.VIEWS
        if drawn(making.view(make, published, snapshots.EVERYTHING, Address(), "vi"))
        != drawn(making.view(make, others, snapshots.EVERYTHING, Address(), "vi"))
    ]
    assert len(different) == len(warming.VIEWS), different


def test_a_slide_tells_nothing_that_others_have_a_part_in(published, others):
    count = len(agenda.order(published, SCOPE, Address()))
    for number in range(1, count):
        with spoken("vi"):
            ours, theirs = (
                drawn(slides.slide(of, SCOPE, Address({"slide": str(number)}))) for of in (published, others)
            )
        assert ours == theirs, number


def test_every_slide_of_a_district_has_something_to_show(published):
    for number, code in enumerate(agenda.order(published, SCOPE, Address())[:-1], 1):
        with spoken("vi"):
            shown = slides.slide(published, SCOPE, Address({"slide": str(number)}))
        assert any(isinstance(part, Chart | Map | Table) for part in flat(shown.parts)), code


def test_a_district_is_answered_in_a_sentence_and_not_told_to_be_on_pace_where_it_fell_short(published, vietnamese):
    """Its phase is over, so nothing of a running one is said of it, on the page or on the wall."""
    scope = Scope(frozenset({"187"}))
    shown = overview(published, scope, Address())
    said = [part.words for part in flat(shown.parts) if isinstance(part, Sentence) and part.role == "answer"]
    assert len(said) == 1 and said[0].startswith("Huyện Chi Lăng đạt") and "khi hết hạn 20/09/2021" in said[0]
    order = agenda.order(published, scope, Address())
    wall = slides.slide(published, scope, Address({"slide": str(order.index("map") + 1)}))
    for view in (shown, wall):
        words = [part.words for part in flat(view.parts) if isinstance(part, Heading | Notice)]
        assert text("overview.missed") in words
        assert not {text("overview.behind"), text("overview.behind.none")} & set(words)
        assert all(len(part.rows) for part in flat(view.parts) if isinstance(part, Table))


def test_a_phase_that_runs_is_not_told_as_one_that_has_not_begun(published):
    shown = making.view(phases, published, SCOPE, Address(), "vi")
    words = [part.words for part in flat(shown.parts) if isinstance(part, Notice)]
    with spoken("vi"):
        assert words == [text("phases.outside")]  # of the whole; a phase without a district in scope is not there


@pytest.mark.parametrize("unit", ["187", "06463"])
def test_a_unit_that_may_not_be_seen_does_not_come_beside_the_agenda(published, unit):
    with spoken("vi"):
        asked, slide = (
            slides.slide(published, SCOPE, Address({"slide": "1", **more})) for more in ({"beside": unit}, {})
        )
    assert asked.title == slide.title and drawn(asked) == drawn(slide)


@pytest.mark.parametrize("unit", ["20", "phase-2", "187", "06463"])
def test_a_passport_of_others_tells_no_figure(published, unit):
    for subject, measure in (("both", "achieved"), ("trade", "orders"), ("field", "support_team")):
        code = lineage.code(published.id, FigureKey(unit, subject, measure, published.as_of))
        shown = making.view(passport, published, SCOPE, Address({"id": code}), "vi")
        parts = list(flat(shown.parts))
        assert not [part for part in parts if isinstance(part, Metrics | Table)], (unit, subject)
        assert any(isinstance(part, Notice) for part in parts)


def test_the_pack_tells_nothing_that_others_have_a_part_in(published, others):
    filters = Filters("both", published.as_of, "vi")
    with spoken("vi"):
        ours, theirs = (list(map(str, seen(content.build(one, SCOPE, filters)))) for one in (published, others))
    assert [RANK.sub("", one) for one in ours] == [RANK.sub("", one) for one in theirs]
    made = pack.make(published, SCOPE, filters, lambda part, doing: None)
    assert len(made) > 8 and all(made.values())


def test_what_changed_names_no_other_district_and_no_whole(published, others):
    with spoken("vi"):
        told = letter.written(published, others, SCOPE)
    assert text("changes.within") in told and text("changes.whole") not in told
    names = [unit.name for unit in vocabulary.units().values() if unit.level == "district" and unit.code != OWN]
    assert not [name for name in names if name in told]


def test_a_conclusion_about_others_is_not_read(published, tmp_path, monkeypatch):
    monkeypatch.setattr(snapshots, "WAREHOUSE", tmp_path)
    for unit in ("20", "187", OWN, UNITS[1]):
        code = lineage.code(published.id, FigureKey(unit, "both", "coverage", published.as_of))
        conclusions.record(unit, "Sở", date(2021, 12, 1), code, "")
    conclusions.record("không có con số", "Sở", date(2021, 12, 1), "", "")
    assert {one.words for one in book.opened(published, SCOPE)[0]} == {OWN, UNITS[1]}
    assert len(book.opened(published, snapshots.EVERYTHING)[0]) == 5


@pytest.mark.parametrize("make", warming.VIEWS, ids=lambda make: make.__name__)
def test_a_viewer_without_the_right_is_shown_no_single_shop(published, make):
    """Neither its pseudonym nor a row of its own, on any page; everything else stands as for a steward."""
    shops = set(snapshots.ask(published, snapshots.EVERYTHING, "shop_product")["shop_code"])
    for one in ({}, {"unit": OWN}, {"scheme": "ocop"}):
        words = "\n".join(drawn(making.view(make, published, access.LOCAL.scope, Address(one), "vi")))
        assert not [shop for shop in shops if shop in words]
