"""Parts as HTML: escaped, written by their kind, each figure the way to where it comes from."""

import re
from datetime import date

import pandas as pd
import pytest

from pages.charts.style import LIGHT
from pages.kit.lineage import FigureKey
from pages.kit.texts import spoken
from pages.kit.view import Card, Columns, Heading, Link, Metric, Metrics, Notice, Sentence, Status, Table, columns
from pages.screen.html import LONG, Writer

HOSTILE = '<img src=x onerror=alert(1)> **b** [x](http://evil) "q"'
FIGURE = FigureKey("187", "both", "coverage", date(2021, 11, 15))
COLUMNS = (("unit", "column.unit"), ("coverage", "column.coverage", "share"), ("gap", "column.gap", "count"))


@pytest.fixture
def writer() -> Writer:
    return Writer("000001-x", LIGHT)


def rows(**more: object) -> pd.DataFrame:
    known = {"unit": ["Huyện A", "Huyện B"], "coverage": [0.5314, None], "gap": [1234, None]}
    return pd.DataFrame(known | more)


def traced() -> pd.DataFrame:
    return rows(unit_code=["187", "189"], indicator="both", day=pd.Timestamp("2021-11-15"))


@pytest.mark.parametrize(
    "part",
    [
        Heading(HOSTILE), Sentence(HOSTILE), Notice(HOSTILE), Link(HOSTILE, "map", (("unit", HOSTILE),)),
        Metrics((Metric(HOSTILE, HOSTILE, "text", HOSTILE),)), Status(Metric("", 0.5, "share", figure=FIGURE), HOSTILE, "slow", HOSTILE),
        Table("t", columns(("unit", "column.unit")), pd.DataFrame({"unit": [HOSTILE]})), Card("c", (Sentence(HOSTILE),)),
        Columns((1, 1), ((Sentence(HOSTILE),), (Sentence(HOSTILE),))),
    ],
    ids=lambda part: type(part).__name__,
)  # fmt: skip
def test_foreign_words_are_no_instruction_to_the_browser(writer, part):
    written = writer.block((part,))
    assert "<img" not in written and "onerror=alert(1)>" not in written.replace("&gt;", "")
    assert 'href="http' not in written


def test_a_table_writes_each_value_by_its_kind_and_keeps_what_sorts_it(writer):
    written = writer.block((Table("t", columns(*COLUMNS), rows()),))
    assert '<td class="number" data-value="0.5314">53,1%</td>' in written
    assert '<td class="number" data-value="1234">1.234</td>' in written
    assert written.count('<td class="number" data-value="">—</td>') == 2, (
        "what is missing sorts as missing, not as nothing"
    )


def test_every_figure_of_a_traced_table_leads_to_its_own_lineage(writer):
    written = writer.block((Table("t", columns(*COLUMNS), traced()),))
    found = re.findall(r'href="\./passport\?id=([^"&]+)"', written)
    assert found == ["000001-x.187.both.coverage.20211115", "000001-x.187.both.gap.20211115"]


def test_links_keep_the_language_spoken(writer):
    with spoken("en"):
        assert 'href="./map?unit=187&amp;lang=en"' in writer.block((Link("Map", "map", (("unit", "187"),)),))


def test_a_long_folded_table_waits_until_it_is_unfolded(writer):
    short = Table("t", columns(*COLUMNS), rows(), is_folded=True)
    long = Table("t", columns(*COLUMNS), pd.concat([rows()] * LONG), is_folded=True)
    assert writer.can(short) and "<details>" in writer.block((short,))
    assert not writer.can(long)
    assert "<details>" not in writer.unfolded(long)


def test_a_status_has_the_colour_of_its_code(writer):
    written = writer.block((Status(Metric("", 0.31, "share", figure=FIGURE), "", "behind", "Chậm nhiều"),))
    assert f"background:{LIGHT.status['behind']}" in written
