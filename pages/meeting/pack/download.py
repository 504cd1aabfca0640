"""Making the pack of a meeting with its progress shown, and offering its files."""

import mimetypes
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from threading import Lock

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.snapshots import Scope, Snapshot
from pages.documents import pack
from pages.documents.values import Filters
from pages.kit import formats
from pages.kit.texts import language, text

_KEY = "pack"
_ONE = Lock()
PATIENCE = 1.0  # seconds between two words to who waits


def make(snapshot: Snapshot, scope: Scope, indicator: str, day: date) -> None:
    """The whole pack, kept for this viewer; a bar says whether it waits for another, how far it is and what is being made."""
    bar = st.progress(0.0)
    with _turn(bar):
        files = pack.make(
            snapshot, scope, Filters(indicator, day, language()), lambda part, words: bar.progress(part, words)
        )
    bar.empty()
    st.session_state[_KEY] = ((snapshot.id, indicator, day, language()), files)


@contextmanager
def _turn(bar: DeltaGenerator) -> Iterator[None]:
    """One pack at a time: several at once would take the memory and the cores from everybody who only looks."""
    while not _ONE.acquire(timeout=PATIENCE):
        bar.progress(0.0, text("documents.waiting"))
    try:
        yield
    finally:
        _ONE.release()


def made(snapshot: Snapshot, indicator: str, day: date) -> dict[str, bytes] | None:
    """The pack made for just these filters, none of other ones."""
    of, files = st.session_state.get(_KEY, (None, None))
    return files if of == (snapshot.id, indicator, day, language()) else None


def offer(files: dict[str, bytes], name: str) -> None:
    """All in one, by this name, and one button a file."""
    st.download_button(
        text("documents.all"), pack.zipped(files), file_name=name, mime="application/zip", type="primary",
        icon=":material/folder_zip:", on_click="ignore",
    )  # fmt: skip
    for path, content in files.items():
        _file(path, content)


def _file(path: str, content: bytes) -> None:
    size = text("documents.size", kilobytes=formats.number(len(content) // 1024 + 1))
    st.download_button(
        f"{path} · {size}", content, file_name=path.rsplit("/", 1)[-1], key=f"file-{path}", on_click="ignore",
        mime=mimetypes.guess_type(path)[0] or "application/octet-stream", type="tertiary", icon=":material/download:",
    )  # fmt: skip
