"""The search box of every page."""

import streamlit as st

from data import search
from data.search import Place
from pages.shared import formats, frame, menu
from pages.shared.texts import text

_ICONS = {
    "district": "location_city",
    "commune": "home_pin",
    "commune_2025": "map",
    "product": "eco",
    "page": "description",
}


def box() -> None:
    """What was typed, and links to what it may mean."""
    asked = st.text_input(
        text("search.label"), key="search", placeholder=text("search.placeholder"), label_visibility="collapsed",
        icon=":material/search:", type="search",
    )  # fmt: skip
    if not asked:
        return
    found = search.find(asked, {script: menu.name(script) for script in menu.scripts()})
    if not found:
        st.caption(text("search.nothing", asked=asked[:40]))
    for place in found:
        _offer(place)


def _offer(place: Place) -> None:
    icon = f":material/{_ICONS[place.kind]}:"
    if place.kind == "page":
        frame.link(f"pages/{place.code}.py", place.name, icon)
    elif place.kind == "product":
        frame.link("pages/trade/market.py", text("search.product", name=place.name), icon, product=place.code)
    elif place.kind == "commune_2025":
        name = text("search.commune_2025", name=formats.unit(place.type, place.name))
        frame.link("pages/progress/map.py", name, icon, boundaries="2025")
    else:
        name = formats.unit(place.type, place.name) + (f", {place.within}" if place.within else "")
        frame.link("pages/progress/unit.py", name, icon, unit=place.code)
