"""Screen, wall and every file of a pack, of one snapshot: what they have in common is the same to the digit."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest

from data import schedule, snapshots, vocabulary
from pages.documents import pack as whole
from pages.documents.values import Filters
from pages.kit import formats, names, texts
from pages.kit.address import Address
from pages.kit.texts import text
from pages.kit.view import Card, Metric, Metrics, Sentence, Status, Table, View, flat
from pages.meeting.wall import agenda, slides
from pages.method.quality.view import quality
from pages.progress.map.view import atlas
from pages.progress.overview.view import overview
from pages.progress.phases.view import compared
from pages.progress.unit.view import unit
from pages.trade.products.view import products
from tests.documents import reading
from tests.documents.reading import packed

ALL = snapshots.EVERYTHING
# Measures by what a card calls them.
CALLED = {
    "overview.reached": "achieved", "overview.result": "achieved", "overview.needed": "needed_per_day",
    "overview.gap": "gap",
}  # fmt: skip
# A column of the screen, and how a document heads it.
HEADS = {
    "households": "column.households", "target": "document.column.target", "achieved": "document.column.achieved",
    "of_target": "document.column.attainment", "coverage": "document.column.coverage", "status_label": "column.status",
}  # fmt: skip
TABLES = ("docx", "xlsx", "html")  # a deck has no room for the standard table
FILES = ("pptx", "docx", "xlsx", "pdf", "html")


@dataclass(frozen=True)
class Made:
    """A pack's files by their ending, and what they were made of."""

    snapshot: snapshots.Snapshot
    filters: Filters
    files: dict[str, bytes]

    def page(self, make, **chosen: str) -> View:
        """The view of a page under the pack's filters."""
        filters = {"indicator": self.filters.indicator, "day": self.filters.day.isoformat()}
        return make(self.snapshot, ALL, Address({**filters, **chosen}))

    def words(self, kind: str) -> str:
        return reading.words(kind, self.files[kind])

    def rows(self, kind: str) -> reading.Rows:
        return reading.rows(kind, self.files[kind])

    def figures(self) -> dict[tuple[str, str], str]:
        """Every headline figure of the workbook as it is shown, by its place and label."""
        place, label, value = text("document.column.place"), text("conclusions.figure"), text("document.column.value")
        return {(row[place], row[label]): row[value] for row in self.rows("xlsx") if place in row and value in row}


@pytest.fixture(
    scope="module", params=[("both", 0, "vi"), ("account", 50, "en"), ("lead", 0, "en")], ids=lambda one: "-".join(map(str, one))
)  # fmt: skip
def made(snapshot, request) -> Iterator[Made]:
    """The last of two days lies before phase 2 is well on its way."""
    indicator, before, language = request.param
    filters = Filters(indicator, snapshot.as_of - timedelta(days=before), language)
    files = whole.make(snapshot, ALL, filters, lambda part, doing: None)
    with texts.spoken(language):
        yield Made(
            snapshot,
            filters,
            {name.rsplit(".", 1)[-1]: content for name, content in files.items() if not name.startswith(whole.BRIEF)},
        )


def cards(made: Made) -> dict[str, tuple[Status, list[Metric]]]:
    """The status and figures of each phase's card by the phase's name."""
    found = [part for part in flat(made.page(overview).parts) if isinstance(part, Card)]
    phases = sorted(vocabulary.phases(), reverse=True)
    assert len(found) == len(phases)
    return {names.phase(phase): _card(card) for phase, card in zip(phases, found, strict=True)}


def _card(card: Card) -> tuple[Status, list[Metric]]:
    (status,) = (part for part in card.parts if isinstance(part, Status))
    return status, [metric for part in card.parts if isinstance(part, Metrics) for metric in part.metrics]


def test_the_cards_of_the_phases(made):
    figures, page = made.figures(), made.words("html")
    for phase, (status, metrics) in cards(made).items():
        assert figures[phase, text("measure.coverage")] == status.share.written
        assert packed(f"{phase}: {status.words}") in page
        called = {text(key): measure for key, measure in CALLED.items()}
        for metric in metrics:
            if metric.label in called:
                measure = text(f"measure.{called[metric.label]}")
                assert figures[phase, measure] == metric.written, (phase, metric.label)
                assert packed(metric.written) in page


def test_the_province_needs_a_day_what_the_card_of_its_running_phase_says(made):
    running = names.phase(vocabulary.running_phase(made.filters.day).number)
    (needed,) = (metric for metric in cards(made)[running][1] if metric.label == text("overview.needed"))
    label = text("document.figure.needed_per_day", phase=f"{running[:1].lower()}{running[1:]}")
    assert made.figures()[text("slide.province"), label] == needed.written
    for kind in ("pptx", "html"):
        assert packed(f"{label}{needed.written}") in made.words(kind), kind
    said = {"vi": f"mỗi ngày cần thêm {needed.written} hộ", "en": f"needs {needed.written} more each day"}
    for kind in ("docx", "pdf"):
        assert packed(said[made.filters.language]) in made.words(kind), kind


def test_the_volumes(made):
    shown = next(
        part for part in flat(made.page(overview).parts)
        if isinstance(part, Metrics) and part.metrics[0].label == names.indicator("shops")
    )  # fmt: skip
    assert len(shown.metrics) == 5
    figures = made.figures()
    for metric in shown.metrics:
        for kind in FILES:
            said = metric.written if kind != "xlsx" else formats.number(metric.value)
            assert packed(said) in made.words(kind), (kind, metric.label)
        assert figures[text("slide.province"), metric.label] == formats.number(metric.value)


def test_the_verdict_on_the_phases(made):
    verdict = compared(made.snapshot, ALL, made.filters.day, made.filters.indicator, "day")[0]
    assert isinstance(verdict, Sentence) and packed(verdict.words) in made.words("pptx")
    wall = slides.slide(made.snapshot, ALL, Address({**_filters(made), "agenda": "phases", "slide": "1"}))
    assert verdict in wall.parts


def _filters(made: Made) -> dict[str, str]:
    return {"indicator": made.filters.indicator, "day": made.filters.day.isoformat()}


def written(table: Table, row: dict) -> dict[str, str]:
    """The cells of a row as the screen shows them, by column."""
    return {column.key: formats.write(row[column.key], column.kind) for column in table.columns}


def screen(table: Table) -> list[dict[str, str]]:
    return [written(table, row) for row in table.rows.to_dict("records")]


def under(head: str, found: reading.Rows, *needed: str) -> dict[str, dict[str, str]]:
    """Rows by the cell under a head, of the tables that have the needed ones too."""
    return {row[head]: row for row in found if head in row and all(one in row for one in needed)}


@pytest.mark.parametrize("kind", TABLES)
def test_the_table_of_the_districts(made, kind):
    shown = screen(made.page(atlas).part("units"))
    ranks = {row["unit"]: row["rank"] for row in screen(made.page(overview).part("ranks"))}
    listed = under(text("column.unit"), made.rows(kind), text("document.column.achieved"))
    assert len(shown) == 11
    for row in shown:
        found = listed[row["unit"]]
        assert {key: found[text(head)] for key, head in HEADS.items()} == {key: row[key] for key in HEADS}
        assert found[text("column.rank")] == ranks[row["unit"]]


@pytest.mark.parametrize("kind", TABLES)
def test_the_tables_of_the_communes(made, kind):
    heads = {key: head for key, head in HEADS.items() if key in ("target", "achieved", "coverage", "status_label")}
    found = made.rows(kind)
    for district in names.districts():
        for row in screen(made.page(unit, unit=district).part("communes")):
            same = [
                one for one in found
                if one.get(text("level.commune")) == row["unit"] and one.get(text("column.rank")) == row["rank_in"]
                and {key: one[text(head)] for key, head in heads.items()} == {key: row[key] for key in heads}
            ]  # fmt: skip
            assert same, (district, row)


def test_the_print_has_the_rows_of_the_screen(made):
    told = made.words("pdf")
    ranks = {row["unit"]: row["rank"] for row in screen(made.page(overview).part("ranks"))}
    for row in screen(made.page(atlas).part("units")):
        cells = [row["unit"], *(row[key] for key in ("households", "target", "achieved", "of_target", "coverage"))]
        assert packed("".join([*cells, ranks[row["unit"]], row["status_label"]])) in told, row


def test_the_figures_of_a_district_are_those_of_its_page_and_slide(made):
    figures, deck = made.figures(), made.words("pptx")
    meeting = vocabulary.running_phase(made.filters.day).number
    for district in names.districts():
        shown = made.page(unit, unit=district)
        (metrics,) = (part for part in shown.parts if isinstance(part, Metrics))
        for metric in metrics.metrics:
            assert figures[names.unit(district), metric.label] == metric.written
            if vocabulary.unit(district).phase == meeting and metric.label != text("measure.achieved"):
                assert packed(f"{metric.label}{metric.written}") in deck
        wall = slides.slide(
            made.snapshot, ALL, Address({**_filters(made), "agenda": f"{agenda.DISTRICT}{district}", "slide": "1"})
        )
        if f"{agenda.DISTRICT}{district}" in agenda.known(made.snapshot, snapshots.EVERYTHING):
            assert metrics in wall.parts


def test_the_lowest_communes_of_a_slide_are_those_of_the_wall(made):
    decks = [
        row
        for row in made.rows("pptx")
        if set(row) == {text(key) for key in ("column.unit", "column.coverage", "column.gap")}
    ]
    running = vocabulary.running_phase(made.filters.day).number
    expected = []
    for row in made.page(overview).part("districts").rows.to_dict("records"):
        if row["phase"] == running:
            address = Address({**_filters(made), "agenda": f"{agenda.DISTRICT}{row['unit_code']}", "slide": "1"})
            lowest = slides.slide(made.snapshot, ALL, address).part("lowest")
            heads = {column.key: column.header for column in lowest.columns}
            expected += [{heads[key]: value for key, value in one.items()} for one in screen(lowest)]
    assert decks == expected and expected


def test_the_best_products_and_certifications(made):
    shown = products(made.snapshot, ALL, Address())
    for kind in TABLES:
        found = made.rows(kind)
        for name, count in (("products", 10), ("certifications", None)):
            table = shown.part(name)
            head = table.columns[0].header
            listed = under(head, found, text("column.orders"))
            rows = screen(table)[:count]
            assert len(rows) > 3
            for row in rows:
                one = listed[row["name"]]
                assert (one[text("column.orders")], one[text("column.value")]) == (row["orders"], row["order_value"])


def test_the_findings(made):
    table = quality(made.snapshot, ALL, Address()).part("findings")
    for kind in TABLES:
        details = {row.get(text("column.detail")) for row in made.rows(kind)}
        assert {row["detail"] for row in screen(table)} <= details, kind
    wall = slides.slide(made.snapshot, ALL, Address({"agenda": "findings", "slide": "1"})).part("findings")
    deck = [row[text("column.detail")] for row in made.rows("pptx") if text("column.detail") in row]
    assert deck == [row["detail"] for row in screen(wall)] and deck


def test_the_pages_can_tell_of_a_pack_that_was_not_made(tmp_path):
    assert schedule.trouble(tmp_path) is None
    (tmp_path / schedule.TROUBLE).write_text("KHÔNG làm được\n", encoding="utf-8")
    assert schedule.trouble(tmp_path) == "KHÔNG làm được"
