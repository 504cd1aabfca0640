"""What a page looks at, above it: the unit that was carried to it, and the day where it is not the newest."""

from dataclasses import dataclass

import streamlit as st

from data import vocabulary
from data.snapshots import Scope, Snapshot
from data.vocabulary import Unit
from pages.kit import area, choices, formats
from pages.kit.address import Address
from pages.kit.texts import text
from pages.kit.view import Link, Part, Sentence
from pages.screen import html, timeline, viewer


@dataclass(frozen=True)
class Looked:
    """What a page can look at: the keys of the address, and the levels of units; no level where it is about no unit."""

    page: str
    choices: tuple[str, ...]
    levels: tuple[str, ...]


def draw(looked: Looked, snapshot: Snapshot) -> None:
    """Nothing where the page shows the province on the newest day as it was asked to."""
    address = timeline.at(looked.page, viewer.address())
    parts = unit(looked, address, viewer.scope())
    day = choices.day(address, vocabulary.first_day(), snapshot.as_of) if "day" in looked.choices else None
    is_older = day is not None and day.chosen < day.last
    if not parts and not is_older:
        return
    writer = html.Writer(snapshot.id, viewer.palette())
    with st.container(key="strip", horizontal=True, vertical_alignment="center", gap="small"):
        if parts:
            st.html(f'<div class="view strip">{writer.block(parts)}{_remembering(address)}</div>', width="content")
        if is_older:
            told = Sentence(text("strip.day", day=day.words, newest=formats.day(day.last)))
            st.html(writer.block((told,), "strip older"), width="content")
            st.button(
                text("strip.newest"), on_click=timeline.newest, icon=":material/update:", type="tertiary", key="newest"
            )


def unit(looked: Looked, address: Address, scope: Scope) -> tuple[Part, ...]:
    """The unit of the address; of which page it has nothing is told with the nearest that is shown. None for the province, where the page has it."""
    asked = area.asked(address)
    if not looked.levels:
        return ()
    if asked.level == "province":
        return _instead(looked, address) if scope.districts is None else ()
    if scope.districts is not None:
        return Sentence(text("strip.scope", unit=area.name(asked))), *_profile(looked, asked)
    seen = area.nearest(asked, looked.levels)
    names = {"unit": area.name(asked), "seen": area.name(seen)}
    told = Sentence(text("strip.unit" if seen is asked else "strip.nearest", **names))
    return told, *_profile(looked, asked), _province(looked, address)


def _instead(looked: Looked, address: Address) -> tuple[Part, ...]:
    """Of a page that tells nothing of the whole province, though the address names it: which unit it shows."""
    named = area.known(address.get(area.KEY, ""))
    if named is None or named.level in looked.levels:
        return ()
    return (Sentence(text("strip.no_province", seen=area.name(area.of(area.choice(address, looked.levels))))),)


def _profile(looked: Looked, asked: Unit) -> tuple[Link, ...]:
    own = area.nearest(asked, ("district", "commune"))
    return (Link(text("strip.profile"), "unit", ((area.KEY, own.code),)),) if looked.page != "unit" else ()


def _province(looked: Looked, address: Address) -> Link:
    """Lets the unit go: on this page, or from a profile, which the province has none of, on the first page."""
    page = "" if looked.page == "unit" else looked.page
    rest = {**address, area.KEY: vocabulary.PROVINCE}
    return Link(text("strip.province"), page, tuple(rest.items()))


def _remembering(address: Address) -> str:
    asked = area.asked(address)
    return mine(asked) if asked.level != "province" else ""


def mine(unit: Unit) -> str:
    """A button with which a browser remembers the unit as the one it starts with, or forgets it; `links.js` works it."""
    on, off = text("strip.mine.forget"), text("strip.mine.remember")
    return html.remembering(area.code(unit), area.name(unit), on, off)
