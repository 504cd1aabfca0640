"""Every sentence of the screen, in both languages, from `texts.csv` (key, vi, en)."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

import streamlit as st

LANGUAGES = ("vi", "en")
_spoken: ContextVar[str | None] = ContextVar("language", default=None)


@cache
def _all() -> dict[str, dict[str, str]]:
    with open(Path(__file__).parent / "texts.csv", encoding="utf-8", newline="") as file:
        return {row["key"]: row for row in csv.DictReader(file)}


def sayings() -> dict[str, dict[str, str]]:
    """All rows by their key: what stands in both languages."""
    return _all()


@contextmanager
def spoken(chosen: str) -> Iterator[None]:
    """Everything within is written in this language: for documents, which have no viewer."""
    token = _spoken.set(chosen)
    try:
        yield
    finally:
        _spoken.reset(token)


def language() -> str:
    """The viewer's language, kept in the address: vi unless ?lang=en."""
    if told := _spoken.get():
        return told
    chosen = st.query_params.get("lang", st.session_state.get("lang", "vi"))
    return chosen if chosen in LANGUAGES else "vi"


def text(key: str, **values: object) -> str:
    """The sentence of a key in the viewer's language, with its values put in."""
    return _all()[key][language()].format(**values)


def label(labels: dict[str, str]) -> str:
    """One of a vocabulary entry's labels in the viewer's language."""
    return labels[language()]


def switch() -> None:
    """The language switch; the choice goes with the viewer from page to page and stands in the address."""
    st.session_state["lang"] = language()
    chosen = st.segmented_control(
        text("app.language"), LANGUAGES, default=language(), format_func={"vi": "Tiếng Việt", "en": "English"}.get,
        required=True, label_visibility="collapsed",
    )  # fmt: skip
    if chosen != language():
        st.session_state["lang"] = chosen
        st.query_params["lang"] = chosen
        st.rerun()
    if chosen != "vi" and st.query_params.get("lang") != chosen:
        st.query_params["lang"] = chosen
