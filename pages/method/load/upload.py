"""Files chosen on the page, kept aside in the warehouse until they are published or a day has passed."""

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from data import naming, snapshots, vocabulary
from pages.kit.texts import text
from pages.screen import gate


@dataclass(frozen=True)
class Aside:
    """A folder of set-aside files that only the server's user can read; `sent` is each file's own name by its path in it."""

    folder: Path
    sent: dict[str, str]

    @property
    def files(self) -> Path:
        return self.folder / "files"

    @property
    def rejects(self) -> Path:
        return self.folder / "rejects"

    @property
    def report(self) -> Path:
        return self.folder / "check.json"


def let() -> None:
    """The viewer's session may put files up from now on; the gate takes none from others."""
    gate.let_upload(get_script_run_ctx().session_id)


def chosen() -> list:
    """The uploader, in the reader's language; what was checked before does not stand beside other files."""
    st.html(f"<style>:root {{ --upload-words: '{text('upload.drop')}'; }}</style>")
    return st.file_uploader(
        text("load.files"), accept_multiple_files=True, key="uploads", label_visibility="collapsed",
        on_change=lambda: st.session_state.pop("checked", None),
    )  # fmt: skip


def set_aside(uploads: Iterable) -> Aside:
    """Every upload under a name of its own, in a folder of the day as it will lie in the inbox."""
    snapshots.WAREHOUSE.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="upload-", dir=snapshots.WAREHOUSE))
    day = folder / "files" / f"{vocabulary.now():%Y-%m-%d}"
    day.mkdir(parents=True)
    sent: dict[str, str] = {}
    for upload in uploads:
        name = naming.free(naming.clean(upload.name), (path.name for path in day.iterdir()))
        day.joinpath(name).write_bytes(upload.getbuffer())
        sent[f"{day.name}/{name}"] = upload.name
    return Aside(folder, sent)
