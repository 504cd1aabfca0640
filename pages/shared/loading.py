"""Loading the files of the week from the page: kept aside, checked, published, undone. The ETL runs in its own process."""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pandas as pd
import streamlit as st

from data import metrics
from pages.shared import formats, tables
from pages.shared.texts import text

ROOT = Path(__file__).parents[2]
INBOX = Path(os.environ.get("LANGSON_INBOX", ROOT / "data" / "inbox"))
_STEP = re.compile(r"\[(\d+)/(\d+)\]")
_HERE = {"localhost", "127.0.0.1", "::1"}
EFFECT = {
    "unit": ("column.unit", None),
    "households_before": ("load.households_before", tables.COUNT), "households_after": ("load.households_after", tables.COUNT),
    "achieved_before": ("load.achieved_before", tables.COUNT), "achieved_after": ("load.achieved_after", tables.COUNT),
    "attainment_before": ("load.attainment_before", tables.SHARE), "attainment_after": ("load.attainment_after", tables.SHARE),
}  # fmt: skip


def is_on_this_machine() -> bool:
    """Whether the viewer sits at the server: no other way in while there are no roles. A proxy's visitors do not."""
    host = st.context.headers.get("Host", "").rsplit(":", 1)[0].strip("[]")
    return st.context.ip_address is None and host in _HERE and "X-Forwarded-For" not in st.context.headers


def chosen_files() -> list:
    """The uploader, in the reader's language."""
    st.html(f"<style>:root {{ --upload-words: '{text('upload.drop')}'; }}</style>")
    return st.file_uploader(text("load.files"), accept_multiple_files=True, key="uploads", label_visibility="collapsed")


def set_aside(uploads: list) -> Path:
    """The uploaded files in a folder of their own that only the server's user can read."""
    metrics.WAREHOUSE.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="upload-", dir=metrics.WAREHOUSE)) / f"{date.today():%Y-%m-%d}"
    folder.mkdir()
    for upload in uploads:
        (folder / Path(upload.name).name).write_bytes(upload.getbuffer())
    return folder.parent


def _run(*arguments: object) -> Iterator[str]:
    """Lines that a command of the ETL says while it works; the last is its exit code."""
    command = [sys.executable, "-m", "etl", *map(str, arguments)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        yield from process.stdout
    yield str(process.returncode)


def _watched(title: str, *arguments: object) -> tuple[bool, str]:
    """Run a command with its progress on the page: (whether it succeeded, its last words)."""
    bar = st.progress(0.0, title)
    said = [""]
    for line in _run(*arguments):
        said.append(line.strip())
        if step := _STEP.match(line):
            bar.progress(int(step[1]) / int(step[2]), f"{title} {line.strip()}")
    bar.empty()
    return said[-1] == "0", said[-2]


def check(folder: Path) -> dict | None:
    """What publishing would do, as `etl check` reports it; None with a message on the page where it could not be told."""
    report = folder / "check.json"
    done, words = _watched(
        text("load.checking"),
        "check",
        "--inbox",
        INBOX,
        "--add",
        folder,
        "--warehouse",
        metrics.WAREHOUSE,
        "--report",
        report,
    )
    if not done:
        st.error(words)
        return None
    found = json.loads(report.read_text(encoding="utf-8"))
    report.unlink()
    return found


def publish(folder: Path) -> bool:
    """Move the files into the inbox and build; where nothing could be published they are taken out again."""
    moved = []
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            target = INBOX / path.relative_to(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(path, target)
            moved.append(target)
    shutil.rmtree(folder)
    done, words = _watched(text("load.publishing"), "build", "--inbox", INBOX, "--warehouse", metrics.WAREHOUSE)
    if not done:
        for path in moved:
            path.unlink(missing_ok=True)
        st.error(words)
    return done


def step_back() -> tuple[bool, str]:
    return _watched(text("load.undoing"), "undo", "--warehouse", metrics.WAREHOUSE)


def districts(found: dict) -> pd.DataFrame:
    frame = pd.DataFrame(found["districts"])
    return frame.assign(
        unit=[formats.unit(kind, name) for kind, name in zip(frame["type"], frame["name"], strict=True)]
    )


def files(found: dict, folder: Path) -> pd.DataFrame:
    """The row account of the files that would be added."""
    added = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    frame = pd.DataFrame(found["files"])
    return frame[frame["path"].isin(added)].assign(encoding="", problem_vi="", problem_en="")
