"""What a page that was drawn says: the words, tables, figures and links of the HTML that a view becomes."""

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from streamlit.testing.v1 import AppTest


def _blocks(test: AppTest) -> Iterator[Element]:
    """Each view of the page. What is escaped is well-formed: what is not, cannot be parsed here."""
    for part in test.get("html"):
        if part.proto.body.startswith(('<div class="view', '<nav class="view')):
            yield ElementTree.fromstring(part.proto.body)


def _text(element: Element) -> str:
    return "".join(element.itertext())


def words(test: AppTest) -> list[str]:
    """Headings, sentences, notices, names and values of figures, and heads and cells of tables, one by one."""
    kinds = ("h3", "p", "dt", "dd", "th", "td", "summary", "li")
    return [_text(element) for block in _blocks(test) for element in block.iter() if element.tag in kinds]


def charts(test: AppTest) -> list[tuple[str, str]]:
    """Each chart as its words for those who cannot see it, and all that it tells: its names, numbers and legend."""
    drawn = [(figure.get("aria-label"), _told(figure)) for block in _blocks(test) for figure in block.iter("figure")]
    return [*drawn, *((chart.proto.alt, _plain(chart.proto.spec)) for chart in test.get("plotly_chart"))]


def _told(figure: Element) -> str:
    return " ".join([_text(figure), *(mark.get("title", "") for mark in figure.iter())])


def _plain(spec: str) -> str:
    return json.dumps(json.loads(spec), ensure_ascii=False)


def notices(test: AppTest, role: str) -> list[str]:
    """What must not be missed, of one role: info, good, warning or error."""
    found = (element for block in _blocks(test) for element in block.iter("p"))
    return [_text(element) for element in found if element.get("class") == f"notice {role}"]


def metrics(test: AppTest) -> dict[str, str]:
    """The headline figures: value by label."""
    return {label: value for label, value, _ in headline(test)}


def noted(test: AppTest) -> dict[str, tuple[str, str]]:
    """The value and the note of each headline figure by its label; of those of one label the first."""
    boxes = [box for block in _blocks(test) for box in block.iterfind(".//dl/div")]
    found = [(_text(box.find("dt")), (_text(box.find("dd[@class='value']")), _note(box))) for box in boxes]
    return dict(reversed(found))


def _note(box: Element) -> str:
    return next((_text(one) for one in box.iterfind("dd") if one.get("class").startswith("note")), "")


def headline(test: AppTest) -> list[tuple[str, str, str]]:
    """Label, value and code of lineage of each headline figure."""
    boxes = [box for block in _blocks(test) for box in block.iterfind(".//dl/div")]
    return [(_text(box.find("dt")), _text(box.find("dd[@class='value']")), _code(box)) for box in boxes]


def _code(box: Element) -> str:
    link = box.find(".//a[@href]")
    return "" if link is None else parse_qs(urlsplit(link.get("href")).query)["id"][0]


def tables(test: AppTest) -> list[list[dict[str, str]]]:
    """The rows of each table as they are written, by header."""
    return [_rows(table) for block in _blocks(test) for table in block.iter("table")]


def _rows(table: Element) -> list[dict[str, str]]:
    heads = [_text(head) for head in table.iterfind("thead/tr/th")]
    return [dict(zip(heads, map(_text, row), strict=True)) for row in table.iterfind("tbody/tr")]


def links(test: AppTest) -> dict[str, str]:
    """Where each link of a view leads, by its words."""
    return {_text(link): link.get("href") for block in _blocks(test) for link in block.iter("a")}


class _Fetched(HTMLParser):
    """The tags of a page that fetch or run something."""

    def __init__(self):
        super().__init__()
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in ("img", "script", "iframe", "object", "embed", "form", "svg") or any(
            name.startswith("on") for name, _ in attributes
        ):
            self.tags.append(tag)


def fetched(markup: str) -> list[str]:
    """What in some HTML would fetch or run something: nothing, where every foreign word is escaped."""
    parser = _Fetched()
    parser.feed(markup)
    return parser.tags
