"""The search box of every page."""

import streamlit as st

from data import search
from data.search import Place
from pages.kit import formats
from pages.kit.texts import text
from pages.kit.view import Link
from pages.screen import html, menu, viewer


def box() -> None:
    """What was typed, and links to what it may mean."""
    asked = st.text_input(
        text("search.label"), key="search", placeholder=text("search.placeholder"), label_visibility="collapsed",
        icon=":material/search:", type="search",
    )  # fmt: skip
    if not asked:
        return
    found = search.find(asked, {page.slug: page.name for page in menu.offered()})
    if not found:
        st.caption(text("search.nothing", asked=asked[:40]))
    else:
        st.html(html.Writer("", viewer.palette()).block(tuple(map(_link, found)), "found"))


def _link(place: Place) -> Link:
    if place.kind == "page":
        return Link(place.name, place.code)
    if place.kind == "product":
        return Link(text("search.product", name=place.name), "market", (("product", place.code),))
    if place.kind == "commune_2025":
        name = text("search.commune_2025", name=formats.unit(place.type, place.name))
        return Link(name, "map", (("boundaries", "2025"),))
    name = formats.unit(place.type, place.name) + (f", {place.within}" if place.within else "")
    return Link(name, "unit", (("unit", place.code),))
