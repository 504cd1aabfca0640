"""The state of one viewer, all of it: what stands in the address, and what goes along from page to page."""

import streamlit as st

from data import snapshots
from data.snapshots import Scope, Snapshot
from pages.charts.style import PALETTES, Palette
from pages.kit.address import Address
from pages.kit.texts import LANGUAGES

THEMES = ("light", "dark")
KEPT = ("lang", "theme", "snapshot")  # they stay in the address on every page
CARRIED = ("indicator", "day", "district", "commune", "phase")  # choices that go along to the next page
WITHIN = {"district": ("commune",)}  # choices that are let go with the one they lie within


def address() -> Address:
    return Address(st.query_params.to_dict())


def choose(key: str, value: str | None) -> None:
    """Puts a choice into the address; None takes it out. What lay within the choice before goes too."""
    for inner in WITHIN.get(key, ()):
        st.query_params.pop(inner, None)
    if value is None:
        st.query_params.pop(key, None)
    else:
        st.query_params[key] = value


def carry(page: str) -> None:
    """The choices of the moment go along from page to page, and stand in the address of each."""
    kept = st.session_state.setdefault("carried", {})
    has_moved = st.session_state.get("carried.page", page) != page
    st.session_state["carried.page"] = page
    for name in CARRIED:
        if name in st.query_params:
            kept[name] = st.query_params[name]
        elif has_moved and name in kept:
            st.query_params[name] = kept[name]
        else:
            kept.pop(name, None)


def _kept(name: str) -> str:
    return st.query_params.get(name, st.session_state.get(name, ""))


def keep(name: str, value: str) -> None:
    """What goes with the viewer from page to page and stands in the address of each."""
    st.session_state[name] = value
    if st.query_params.get(name) != value:
        st.query_params[name] = value


def language() -> str:
    """Vietnamese unless the viewer asked for another one."""
    asked = _kept("lang")
    return asked if asked in LANGUAGES else LANGUAGES[0]


def theme_asked() -> str:
    """The theme the address asks for; empty where it leaves that to the viewer's own device."""
    asked = _kept("theme")
    return asked if asked in THEMES else ""


def theme() -> str:
    """The theme that the viewer sees."""
    return st.context.theme.type or THEMES[0]


def palette() -> Palette:
    return PALETTES[theme()]


def scope() -> Scope:
    """What the viewer may see: everything, until there are roles."""
    return snapshots.EVERYTHING


def snapshot(published: Snapshot | None = None) -> Snapshot | None:
    """The snapshot the viewer looks at: the one the address freezes (?snapshot=id), else the published one."""
    published = snapshots.current()
    if published is None:
        return None
    return snapshots.kept(published, _kept("snapshot") or published.id) or published


def snapshot_asked() -> str:
    """The snapshot that the viewer froze; empty where it is the published one of each moment."""
    return _kept("snapshot")


def unfreeze() -> None:
    st.session_state.pop("snapshot", None)
    st.query_params.pop("snapshot", None)
