"""A page's own figures and tables as files: the same words and figures as on the screen, with the header block."""

import io
from dataclasses import replace
from functools import partial

import openpyxl
import pytest
from pypdf import PdfReader

from data import attainment, snapshots
from pages.charts import trade
from pages.documents import exports, take_away
from pages.kit import formats, texts
from pages.kit.address import Address
from pages.kit.lineage import FigureKey
from pages.kit.texts import text
from pages.kit.view import (
    Chart,
    Choice,
    Heading,
    Metric,
    Metrics,
    Option,
    Part,
    Sentence,
    Table,
    View,
    columns,
)  # fmt: skip
from pages.method.quality.view import quality
from pages.progress import units
from pages.progress.overview.view import overview

pytestmark = pytest.mark.usefixtures("vietnamese")


@pytest.fixture
def frame(snapshot):
    return units.described(attainment.units(snapshot, snapshots.EVERYTHING, snapshot.as_of, "commune", "both"))


@pytest.fixture
def shown(snapshot):
    """A view of some parts, of the province's coverage by one indicator."""
    chosen = Choice("indicator", "Chỉ số", (Option("both", "Hộ có cả hai"),), "both", "both")
    figure = FigureKey("20", "both", "coverage", snapshot.as_of)

    def view(*parts: Part, heading: str = "Xã") -> View:
        return View("Bản đồ: xã/phường", (Heading(heading), *parts), figure, (chosen,))

    return view


def tabled(frame) -> Table:
    return Table("communes", columns(*units.COMMUNES), frame)


def test_a_table_says_what_the_screen_says(frame):
    listed = exports.table("Xã", tabled(frame))
    assert [column.header for column in listed.columns] == [text(key) for _, key, *_ in units.COMMUNES]
    for row, (_, source) in zip(listed.rows, frame.iterrows(), strict=True):
        for words, column in zip(row.texts, listed.columns, strict=True):
            assert words == formats.write(source[column.key], column.kind), column.key


def test_the_workbook_has_typed_cells_and_the_header(frame, shown, snapshot):
    view = shown(tabled(frame), heading="Xã: [một] bảng/dài")
    book = openpyxl.load_workbook(io.BytesIO(exports.xlsx(view, snapshot)))
    (sheet,) = book.worksheets
    head, first = exports.of(view, snapshot), [str(cell.value) for line in sheet.iter_rows(max_col=1) for cell in line]
    for value in (snapshot.id, head.address, head.simulated, "Hộ có cả hai"):
        assert any(value in words for words in first)
    kinds = {type(cell.value) for line in sheet.iter_rows() for cell in line}
    assert {int, float, str} <= kinds


def test_tables_of_one_name_have_sheets_of_their_own(frame, shown, snapshot):
    view = shown(tabled(frame.head(2)), tabled(frame.head(2)), Heading("[]"), tabled(frame.head(1)))
    assert openpyxl.load_workbook(io.BytesIO(exports.xlsx(view, snapshot))).sheetnames == ["Xã", "Xã 2", "3"]


@pytest.mark.parametrize("count", [exports.PRINTED, exports.PRINTED + 1])
def test_the_pages_hold_a_list_as_far_as_it_can_be_read(frame, shown, snapshot, count):
    """A longer one is cut, says so, and is whole in the workbook."""
    listed = tabled(frame.head(count).drop(columns="indicator"))  # rows that are no figures with a lineage
    view = shown(listed)
    printed = read(exports.pdf(view, snapshot))
    lines = ["".join(row.texts).replace(" ", "") for row in exports.table("Xã", listed).rows]
    assert [line in printed for line in lines] == [True] * exports.PRINTED + [False] * (count - exports.PRINTED)
    cut = text("export.cut", shown=formats.number(exports.PRINTED), rows=formats.number(count)).replace(" ", "")
    assert (cut in printed) == (count > exports.PRINTED)
    assert "".join(exports.of(view, snapshot).address.split()) in printed and snapshot.id in printed
    (sheet,) = openpyxl.load_workbook(io.BytesIO(exports.xlsx(view, snapshot))).worksheets
    names = [row[0] for row in sheet.values]
    assert all(name in names for name in frame.head(count)["unit"])


def test_the_pages_hold_every_unit(frame, shown, snapshot):
    """Figures of units are what a page is about: a map of communes writes none of them."""
    printed = read(exports.pdf(shown(tabled(frame)), snapshot))
    for row in exports.table("Xã", tabled(frame)).rows:
        assert "".join(row.texts).replace(" ", "") in printed


def test_the_groups_of_the_quality_page_are_sheets_of_their_own_names(snapshot):
    """Each sheet is called by what it holds; on paper the long ones are cut, so that it can be carried."""
    shown = quality(snapshot, snapshots.EVERYTHING, Address({}))
    book = openpyxl.load_workbook(io.BytesIO(exports.xlsx(shown, snapshot)))
    wanted = {
        "quality.findings": "column.severity", "quality.published": "column.qualifier", "quality.reports": "column.told",
        "quality.rejects": "column.reason", "quality.files": "column.encoding", "quality.corrections": "column.later",
        "quality.definitions": "column.definition",
    }  # fmt: skip
    for name, header in wanted.items():
        cells = [cell for row in book[text(name)].values for cell in row]
        assert cells[0] == text(name) and text(header) in cells, name
        others = {text(other) for other in wanted.values()} - {text(header)}
        assert not others & set(cells), name
    corrections = shown.part("corrections").rows
    held = [row for row in book[text("quality.corrections")].values if row[2] in set(corrections["earlier_value"])]
    assert len(held) == len(corrections) > exports.PRINTED
    pages = PdfReader(io.BytesIO(exports.pdf(shown, snapshot))).pages
    assert len(pages) < 20


def test_a_sheet_that_does_not_follow_the_indicator_is_not_headed_by_it(frame, shown, snapshot):
    """Households of the chosen indicator, their outlook, and teams: the last have nothing to do with it."""
    own = tabled(frame.head(1))
    outlook = replace(own, rows=own.rows.assign(indicator="outlook-both"))
    teams = replace(own, rows=own.rows.assign(indicator="field"))
    view = shown(own, Heading("Dự báo"), outlook, Heading("Tổ hỗ trợ"), teams)
    book = openpyxl.load_workbook(io.BytesIO(exports.xlsx(view, snapshot)))
    heads = {sheet.title: [row[0] for row in sheet.iter_rows(max_row=8, values_only=True)] for sheet in book}
    assert [name for name, head in heads.items() if "Hộ có cả hai" in head] == ["Xã", "Dự báo"]
    assert "Chỉ số: Hộ có cả hai" not in heads["Tổ hỗ trợ"] and snapshot.id in " ".join(map(str, heads["Tổ hỗ trợ"]))


def test_the_line_below_the_title_has_what_narrows_the_view(snapshot):
    """'Tất cả · Tất cả · Na' says nothing of what was left open."""
    chosen = tuple(
        Choice(key, words, (Option(code, words),), code, code)
        for key, code, words in (("a", "all", "Tất cả"), ("b", "x", "Na"))
    )
    view = View("Giá", (), FigureKey("20", "both", "coverage", snapshot.as_of), chosen)
    head = exports.of(view, snapshot)
    assert head.subtitle == "Na" and head.filters[:2] == (("Tất cả", "Tất cả"), ("Na", "Na"))


def read(pdf: bytes) -> str:
    return "".join("".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages)


def test_figures_charts_and_words_are_taken_along(frame, shown, snapshot):
    best = frame.nlargest(3, "achieved")
    view = shown(
        Sentence("Ba xã dẫn đầu", "verdict"),
        Metrics((Metric("Tỷ lệ", 0.314, "share", "của 49.802 hộ"), Metric("Số hộ", 31248))),
        Chart("best", "Ba xã", partial(trade.top, best, "achieved", separators=formats.separators())),
        replace(tabled(best), is_folded=True),
    )
    printed = read(exports.pdf(view, snapshot))
    names, counts = best["name"], best["achieved"].map(formats.number)
    for words in ("Ba xã dẫn đầu", "31,4%", "của 49.802 hộ", "31.248", *names, *counts):
        assert words.replace(" ", "") in printed, words
    assert text("column.households").replace(" ", "") not in printed  # the folded table; its chart stands for it
    book = openpyxl.load_workbook(io.BytesIO(exports.xlsx(view, snapshot)))
    assert book.sheetnames == ["Con số chính", "Xã"]
    cells = {cell.value: cell.number_format for line in book["Con số chính"].iter_rows() for cell in line}
    assert "%" in cells[0.314] and "%" not in cells[31248]


def test_one_sheet_holds_all_in_two_columns(frame, shown, snapshot):
    """However long it is, nothing is left out and nothing lies outside the sheet."""
    for count in (3, 40):
        listed = tabled(frame.head(count))
        pages = PdfReader(io.BytesIO(exports.sheet(shown(Sentence("Hạng 3", "verdict"), listed), snapshot))).pages
        assert len(pages) == 1
        printed = "".join(pages[0].extract_text().split())
        for words in ("Hạng3", *("".join(row.texts).replace(" ", "") for row in exports.table("", listed).rows)):
            assert words in printed


@pytest.mark.parametrize(
    ("kind", "mark", "value", "expected"),
    [
        ("points", "#,##0.0", 0.0312, 3.12), ("signed", "+#,##0", -13.0, -13), ("decimal", "#,##0.0", 2.5, 2.5),
        ("money", "#,##0", 4.6e9, 4.6e9), ("days", "#,##0", 35, 35), ("share", "0.0%", 0.5, 0.5), ("count", "#,##0", 7, 7),
    ],
)  # fmt: skip
def test_every_kind_of_number_is_a_number_in_the_workbook(frame, shown, snapshot, kind, mark, value, expected):
    rows = frame.head(1).assign(value=value)
    listed = Table("one", columns(("unit", "column.unit"), ("value", "column.count", kind)), rows)
    (sheet,) = openpyxl.load_workbook(io.BytesIO(exports.xlsx(shown(listed), snapshot))).worksheets
    (cell,) = (
        cell for line in sheet.iter_rows() for cell in line
        if isinstance(cell.value, int | float) and cell.number_format.removeprefix("[$-42A]").startswith(mark)
    )  # fmt: skip
    assert cell.value == pytest.approx(expected)


def test_points_are_numbers_in_the_workbook(snapshot, shown):
    ranked = units.described(
        attainment.ranking(snapshot, snapshots.EVERYTHING, snapshot.as_of, "district", "both")
    )  # fmt: skip
    described = (("unit", "column.unit"), ("coverage_gained", "column.coverage_gained", "points"))
    gained = Table("gained", columns(*described), ranked)
    (sheet,) = openpyxl.load_workbook(io.BytesIO(exports.xlsx(shown(gained), snapshot))).worksheets
    cells = [
        cell.value for line in sheet.iter_rows() for cell in line
        if "0.0" in cell.number_format and "%" not in cell.number_format and isinstance(cell.value, int | float)
    ]  # fmt: skip
    assert cells == pytest.approx(list(ranked["coverage_gained"].dropna() * 100))


def test_the_brief_is_the_answer_of_the_overview_on_one_sheet(snapshot):
    with texts.spoken("vi"):
        view = overview(snapshot, snapshots.EVERYTHING, Address({}))
        pages = PdfReader(io.BytesIO(exports.brief(view, snapshot))).pages
        assert len(pages) == 1 and sorted(map(float, pages[0].mediabox[2:])) == pytest.approx([595.3, 841.9], abs=1)
        printed = "".join(pages[0].extract_text().split())
        worst = exports.table("", view.part("worst"))
        for words in (
            view.parts[0].words,
            *("".join(row.texts) for row in worst.rows),
            text("overview.phase", phase=2, start="20/09/2021", end="20/12/2021"),
        ):
            assert "".join(words.split()) in printed, words
        assert "".join(text("overview.ranking").split()) not in printed
        names = [file.name for file in take_away.files(view, snapshot, "")]
        assert sum(name.endswith("-tom-tat-a4.pdf") for name in names) == 1


def test_what_belongs_together_is_never_torn_over_two_pages(frame, shown, snapshot):
    """The card of a phase once had its heading on one page and its figures on the next."""
    cards = tuple(
        part
        for number in range(9)
        for part in (
            Heading(f"Thẻ {number}"),
            Sentence(f"Đầu {number}", "note"),
            *[Sentence(f"Dòng {number} " * 60)] * 2,
            Sentence(f"Cuối {number}"),
        )
    )
    pages = [
        "".join(page.extract_text().split())
        for page in PdfReader(io.BytesIO(exports.pdf(shown(*cards), snapshot))).pages
    ]
    assert len(pages) > 1
    for number in range(9):
        (page,) = (page for page in pages if f"Thẻ{number}" in page)
        assert f"Đầu{number}" in page and f"Cuối{number}" in page
