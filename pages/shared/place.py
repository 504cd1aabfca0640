"""The place of the map on the wall: a click on a unit goes down, buttons go up."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data import vocabulary
from data.vocabulary import Unit
from pages.kit import formats
from pages.kit.texts import text
from pages.progress.map import place as places
from pages.screen import viewer


def chosen() -> Unit:
    return places.chosen(viewer.address())


def go_to(code: str) -> None:
    viewer.choose(places.KEY, None if code == vocabulary.PROVINCE else code)


def clicked(key: str) -> None:
    """A click on a district opens its communes, one on a commune tells of it."""
    if points := st.session_state[key].selection.points:
        go_to(points[0]["location"])


def trail(where: DeltaGenerator, place: Unit) -> None:
    """The way back up, or what a click does."""
    above = [] if place.code == vocabulary.PROVINCE else [vocabulary.unit(vocabulary.PROVINCE)]
    if place.level == "commune":
        above.append(places.area(place))
    for unit in above:
        where.button(
            text("map.province") if unit.code == vocabulary.PROVINCE else formats.unit(unit.type, unit.name),
            on_click=go_to, args=(unit.code,), type="tertiary", icon=":material/arrow_back:", key=f"trail-{unit.code}",
        )  # fmt: skip
    if above:
        where.markdown(f"› **{formats.unit(place.type, place.name)}**")
    if place.level != "commune":
        where.markdown(text(f"map.help.{place.level}"))
