"""The state of one viewer, all of it: what stands in the address. `links.js` takes it along from page to page."""

import streamlit as st

from data import snapshots
from data.snapshots import Scope, Snapshot
from pages.charts.style import PALETTES, Palette
from pages.kit import area
from pages.kit.address import FORMER, UNIT, Address
from pages.kit.texts import LANGUAGES
from pages.screen import access

THEMES = ("light", "dark")
SIZES = {"usual": 1.0, "large": 1.35}  # by what type is multiplied
NOTHING = Scope(frozenset())
WITHIN = {"boundaries": (UNIT,)}  # choices that are let go with the one they lie within


def address() -> Address:
    """What was chosen: the address holds all of it, so that back, forward and a restarted server find it again."""
    return area.within(asked(), scope())


def asked() -> Address:
    """What the address says, also of a unit that the viewer may not see."""
    return Address(st.query_params.to_dict())


def choose(**chosen: str | None) -> None:
    """Puts choices into the address in one step of its history; None takes one out. What lay within a choice goes too."""
    before = st.query_params.to_dict()
    inner = {name for key in chosen for name in WITHIN.get(key, ()) if name not in chosen}
    former = set(FORMER) if UNIT in {*chosen, *inner} else set()
    after = {key: value for key, value in before.items() if key not in inner | former | set(chosen)}
    after |= {key: value for key, value in chosen.items() if value is not None}
    if after != before:
        st.query_params.from_dict(after)


def language() -> str:
    """Vietnamese unless the address asks for another one."""
    asked = st.query_params.get("lang", "")
    return asked if asked in LANGUAGES else LANGUAGES[0]


def theme_asked() -> str:
    """The theme the address asks for; empty where it leaves that to the viewer's own device."""
    asked = st.query_params.get("theme", "")
    return asked if asked in THEMES else ""


def size() -> str:
    """How large the type is: the usual one, or that for the back rows of a meeting room."""
    asked = st.query_params.get("size", "")
    return asked if asked in SIZES else "usual"


def theme() -> str:
    """The theme that the viewer sees."""
    return st.context.theme.type or THEMES[0]


def palette() -> Palette:
    return PALETTES[theme()]


def scope() -> Scope:
    """What the viewer may see: nothing where it is not known who looks."""
    known = access.person()
    return known.scope if known else NOTHING


def snapshot(published: Snapshot) -> Snapshot:
    """The snapshot the viewer looks at: the one the address freezes (?snapshot=id), else the published one."""
    return snapshots.kept(published, snapshot_asked() or published.id) or published


def snapshot_asked() -> str:
    """The snapshot that the viewer froze; empty where it is the published one of each moment."""
    return st.query_params.get("snapshot", "")


def unfreeze() -> None:
    choose(snapshot=None)
