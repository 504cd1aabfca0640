"""Notes who opens which page and takes which file away, where people sign in."""

import logging
import sqlite3
from collections.abc import Callable

import streamlit as st

from data import access_log
from data.access import Person
from pages.kit import area
from pages.screen import access, viewer

_LAST = "visits.last"


def opened(page: str) -> None:
    """Once for each page and unit that a viewer comes to."""
    here = page, area.code(area.asked(viewer.address()))
    if st.session_state.get(_LAST) != here and (known := _who()):
        st.session_state[_LAST] = here
        _written(known, *here)


def taken(name: str, make: Callable[[], bytes]) -> Callable[[], bytes]:
    """The same file; that it is taken away is noted when it is made. Who does is asked now: a file is made apart from the page."""
    known, (page, unit) = _who(), st.session_state.get(_LAST, ("", ""))

    def made() -> bytes:
        if known:
            _written(known, page, unit, name)
        return make()

    return made


def _who() -> Person | None:
    """Nobody on a server for its own machine alone, where nobody signs in."""
    return access.person() if access.asks_to_sign_in() else None


def _written(known: Person, page: str, unit: str, name: str = "") -> None:
    try:
        access_log.opened(known.name, known.role, page, unit, name)
    except (sqlite3.Error, OSError):
        logging.getLogger("dashboard").exception("the log of visits could not be written")
