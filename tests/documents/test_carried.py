"""What is carried along: the pocket cards and the copy on a USB stick."""

import io
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from PIL import Image, ImageDraw

from pages.charts.style import LIGHT
from pages.documents import card, offline
from pages.documents.values import Cell, Row
from pages.kit import formats, texts

MAP = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 7"><path id="unit-178" d="M0 0h9"/></svg>'


class Page(HTMLParser):
    """The text of a page, its table rows, and what it would fetch."""

    def __init__(self, told: str):
        super().__init__()
        self.rows, self.words, self.fetched, self.tags, self._cell = [], [], [], [], None
        self.feed(told)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        known = dict(attributes)
        self.fetched += [known[name] for name in ("src", "srcset", "data", "poster") if name in known]
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self._cell = ""

    def handle_endtag(self, tag):
        if tag in ("td", "th"):
            self.rows[-1].append(self._cell)
            self._cell = None

    def handle_data(self, words):
        self.words.append(words)
        if self._cell is not None:
            self._cell += words


@pytest.fixture(scope="module")
def told(pack) -> str:
    return offline.page(pack, MAP).decode()


@pytest.fixture(scope="module")
def page(told) -> Page:
    return Page(told)


@pytest.fixture
def drawn(monkeypatch) -> list[str]:
    """Every text that a card draws, with the place it takes."""
    found, place = [], ImageDraw.ImageDraw.text

    def text(pen, at, words, *arguments, **options):
        if isinstance(at[0], int):
            assert at[0] + pen.textlength(words.split("\n")[0], font=options["font"]) <= card.SIZE[0]
            found.append(words)
        return place(pen, at, words, *arguments, **options)

    def multiline(pen, at, words, *arguments, **options):
        right, bottom = pen.multiline_textbbox(at, words, font=options["font"], spacing=options["spacing"])[2:]
        assert right <= card.SIZE[0] and bottom <= card.SIZE[1] - card._CODE
        found.append(words.replace("\n", " "))

    monkeypatch.setattr(ImageDraw.ImageDraw, "text", text)
    monkeypatch.setattr(ImageDraw.ImageDraw, "multiline_text", multiline)
    return found


def test_a_card_a_district_in_the_size_of_a_telephone(pack):
    made = card.cards(pack)
    assert set(made) == {district.code for district in pack.districts}
    assert all(Image.open(io.BytesIO(image)).size == (1080, 1350) for image in made.values())


def test_a_card_has_three_numbers_one_question_and_where_they_come_from(pack, drawn):
    for district in pack.districts:
        drawn.clear()
        with texts.spoken("vi"):
            card.card(pack.header, district)
        assert len(card.three(district)) == 3
        for figure in card.three(district):
            assert figure.written in drawn and figure.label in drawn and figure.written != "—"
        assert district.question in drawn and district.name in drawn and "SỐ LIỆU MÔ PHỎNG" in drawn
        assert any(pack.header.snapshot in words for words in drawn)


def test_the_copy_fetches_nothing(told, page):
    assert page.fetched == []
    assert not {"script", "iframe", "link", "object", "embed", "base", "form"} & set(page.tags)
    assert not re.search(r"@import|url\((?!data:|#)", told)
    assert "default-src 'none'" in told


def test_every_row_of_every_table_is_in_the_copy(page, pack):
    rows = [tuple(row) for row in page.rows]
    for table in pack.tables:
        for row in table.rows:
            assert row.texts in rows, table.title


def test_every_headline_figure_is_in_the_copy_with_its_passport(told, page, pack):
    known = [figure for _, figure in pack.figures if not formats.is_missing(figure.value)]
    assert len(known) > 50
    for figure in known:
        assert figure.written in page.words and pack.header.lineage(figure.figure) in told


def test_the_copy_says_where_its_figures_come_from(told, page, pack):
    with texts.spoken("vi"):
        assert pack.header.line in page.words
    for value in (pack.header.simulated, pack.header.address, pack.header.snapshot, *pack.header.footnotes):
        assert value in page.words or value in told
    assert 'id="unit-178"' in told and told.count("<svg") == 2


def test_a_name_that_is_markup_is_text(pack):
    odd = Row("unit", (Cell("1"), Cell("<script>alert(1)</script>"), *pack.standing.rows[1].cells[2:]))
    told = offline.page(replace(pack, standing=replace(pack.standing, rows=(odd,))), MAP).decode()
    assert "<script" not in told and "&lt;script&gt;" in told


def test_what_only_a_running_phase_has_is_left_out_once_it_is_over(told, pack):
    over, running = (
        next(one for one in pack.phases if ("after_deadline" in one.figures) is ended) for ended in (True, False)
    )

    def part(phase) -> str:
        return told.split(f"<h2>{phase.name}:")[1].split("<h2>")[0]

    label = running.figures["needed_per_day"].label
    assert label in part(running) and label not in part(over) and "<b>—</b>" not in part(over)


def test_the_great_figure_of_a_card_has_no_colour_of_a_pace(pack, monkeypatch):
    inks, drawn = {}, ImageDraw.ImageDraw.text

    def text(pen, at, words, *arguments, **options):
        inks[words] = options.get("fill")
        return drawn(pen, at, words, *arguments, **options)

    monkeypatch.setattr(ImageDraw.ImageDraw, "text", text)
    with texts.spoken("vi"):
        card.card(pack.header, pack.districts[0])
    assert inks[pack.districts[0].figures["coverage"].written] == LIGHT.text
