"""Who the viewer is, and what he may do. A page asks; no page decides.

Where a server serves its own machine alone nobody signs in, and only the switch of `make run` makes its viewer the steward.
Everywhere else a viewer is who the identity provider says (Streamlit's own `st.login`) and what `data.access` gives him.
No right follows from an address, a Host or a forwarded header: behind a proxy every visitor comes from 127.0.0.1.
"""

import os
import time

import streamlit as st

from data import access, vocabulary
from data.access import Person
from pages.kit.texts import language, text

STEWARD = "LANGSON_STEWARD"  # "1": who opens this machine's own dashboard is its steward
THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})


def is_for_this_machine() -> bool:
    """By what the server was started with, never by what a visitor sends."""
    return {st.get_option("server.address"), st.get_option("browser.serverAddress")} <= THIS_MACHINE


def asks_to_sign_in() -> bool:
    """Whether an identity provider is configured: then nobody sees anything without it, on this machine neither."""
    return "auth" in _secrets()


def _secrets() -> dict:
    try:
        return st.secrets.to_dict()
    except FileNotFoundError:
        return {}


def person() -> Person | None:
    """Who looks at the page; None where that is not known. Raises `access.Unfit`."""
    if not asks_to_sign_in():
        return widest() if is_for_this_machine() else None
    return access.person(st.user.email or "") if _is_signed_in() else None


def widest() -> Person:
    """Who sees the whole province here: at this machine its viewer or its steward, else most of those who sign in."""
    is_steward = os.environ.get(STEWARD) == "1" and not asks_to_sign_in()
    return access.LOCAL_STEWARD if is_steward else access.LOCAL


def _is_signed_in() -> bool:
    """Signed in at the provider configured, with an address that it has verified, and not longer ago than a working day."""
    if not st.user.is_logged_in or st.user.get("email_verified") is False:
        return False
    age = time.time() - float(st.user.get("iat") or 0)
    return _secrets()["auth"]["client_id"] in _audience() and age < _longest()


def _audience() -> list[str]:
    """For whom the provider signed: one application, or several."""
    told = st.user.get("aud") or []
    return [told] if isinstance(told, str) else list(told)


def _longest() -> float:
    return vocabulary.settings()["access"]["session_hours"] * 3600


def may(right: str) -> bool:
    """Whether the viewer has one of `access.RIGHTS`."""
    known = person()
    return known is not None and known.may(right)


def is_let_in() -> bool:
    """Whether the viewer may see the dashboard; if not, he reads why, and where he signs in."""
    try:
        known = person()
    except access.Unfit as unfit:
        key, values = unfit.args
        st.error(text(key, **values), icon=":material/error:")
        return False
    if known is None:
        _ask()
    return known is not None


def _ask() -> None:
    st.title(text("app.title"))
    if not asks_to_sign_in():
        st.error(text("access.closed"), icon=":material/lock:")
    elif _is_signed_in():
        st.info(text("access.unknown"), icon=":material/lock:")
        st.button(text("access.leave"), on_click=st.logout, icon=":material/logout:")
    else:
        st.info(text("access.ask"), icon=":material/lock:")
        st.button(text("access.enter"), on_click=st.login, type="primary", icon=":material/login:")


def switch() -> None:
    """In the side bar: who is signed in, and the way out."""
    known = person()
    if asks_to_sign_in() and known:
        st.caption(text("access.signed_in", name=known.name, role=access.roles()[known.role][language()]))
        st.button(text("access.leave"), on_click=st.logout, icon=":material/logout:", type="tertiary")
