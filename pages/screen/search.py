"""The search at the top of every page: results while typing; Enter, by `links.js`, opens the best."""

from html import escape
from urllib.parse import parse_qsl

import streamlit as st

from data import search, vocabulary
from data.search import Place
from pages.kit import area, foreign, formats, names
from pages.kit.texts import language, spoken, text
from pages.kit.view import Link, Sentence
from pages.screen import html, menu, viewer

LONGEST = 80  # letters of what is looked for
PAUSE = "200ms"  # without another letter, until what was typed is looked for
_ASKED, _HERE = "search", "search.here"


def box(page: str) -> None:
    """The box on a page of this slug; on another one, or another address of it, it is empty again."""
    here = page, tuple(viewer.address().items())
    if st.session_state.get(_HERE) != here:
        st.session_state[_HERE], st.session_state[_ASKED] = here, ""
    _box()


@st.fragment
def _box() -> None:
    with spoken(viewer.language()), st.container(key="search-box"):
        asked = st.text_input(
            text("search.label"), key=_ASKED, placeholder=text("search.placeholder"), label_visibility="collapsed",
            icon=":material/search:", type="search", live=PAUSE, max_chars=LONGEST,
        )  # fmt: skip
        if asked and asked.strip():
            st.html(found(asked.strip()))


def found(asked: str) -> str:
    """What may be meant by some words, as links; that nothing is, in words."""
    places = search.find(asked, {page.slug: page.name for page in menu.offered()})
    writer = html.Writer("", viewer.palette())
    parts = tuple(map(link, places)) or (Sentence(text("search.nothing", asked=foreign.literal(asked[:40])), "note"),)
    return f'<div class="found" data-asked="{escape(asked)}">{writer.block(parts)}</div>'


def link(place: Place) -> Link:
    """Where a place is opened."""
    return _LINKS[place.kind](place)


def _unit(place: Place) -> Link:
    within = f", {names.short_unit(vocabulary.unit(place.code).parent)}" if place.within else ""
    name = formats.unit(place.type, place.name) + within
    return Link(name, "unit", ((area.KEY, place.code),))


def _province(place: Place) -> Link:
    return Link(text("search.province", name=formats.unit(place.type, place.name)), "", ((area.KEY, place.code),))


def _commune_2025(place: Place) -> Link:
    name = text("search.commune_2025", name=formats.unit(place.type, place.name))
    return Link(name, "map", ((area.KEY, f"{area.OF_2025}{place.code}"),))


def _product(place: Place) -> Link:
    return Link(text("search.product", name=names.product(place.code)), "market", (("product", place.code),))


def _certification(place: Place) -> Link:
    name = names.labels("certifications")[place.code]
    return Link(text("search.certification", name=name), "certificates", (("scheme", place.code),))


def _platform(place: Place) -> Link:
    name = names.labels("platforms")[place.code]
    return Link(text("search.platform", name=name), "products", (("platform", place.code),))


def _indicator(place: Place) -> Link:
    return Link(text("search.indicator", name=names.indicator(place.code)), "", (("indicator", place.code),))


def _page(place: Place) -> Link:
    return Link(text("search.page", name=place.name), place.code)


def _question(place: Place) -> Link:
    row = next(row for row in vocabulary.rows("questions.csv") if row["number"] == place.code)
    words = text("search.question", number=place.code, question=row[f"question_{language()}"])
    return Link(words, row["page"], tuple(parse_qsl(row["query"])))


_LINKS = {
    "province": _province, "district": _unit, "commune": _unit, "commune_2025": _commune_2025, "product": _product,
    "certification": _certification, "platform": _platform, "indicator": _indicator, "page": _page, "question": _question,
}  # fmt: skip
