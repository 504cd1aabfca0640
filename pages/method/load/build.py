"""A build that a page started: it goes on when the page is left, and is found again by whoever comes back.

The process has a session of its own and says what it does into a log of the warehouse. It holds the log's lock as long as
it lives, however it ends; a small file beside the log tells what it was started with.
"""

import fcntl
import json
import os
import subprocess
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import streamlit as st

from data import disk, snapshots, vocabulary
from pages.kit import foreign, formats
from pages.kit.texts import spoken, text
from pages.kit.view import Link, Notice, Part, Sentence
from pages.method.load import commands
from pages.method.load.upload import Aside
from pages.screen import viewer

SECONDS = 1  # between two looks at a running build


@dataclass(frozen=True)
class Build:
    """The last build that a page started: its log so far, and its report once it has ended by itself.

    `sent` is each file's own name by its path among the files set aside.
    """

    started_at: datetime
    sent: dict[str, str]
    log: list[str]
    is_running: bool
    report: dict | None


def start(aside: Aside) -> str:
    """Begin to publish the files; the sentence that tells why not, empty where it began."""
    try:
        return "" if _started(aside) else text("load.busy")
    except OSError as problem:
        return text("load.cannot_write", problem=text(f"disk.{disk.fault(problem)}"))


def _started(aside: Aside) -> bool:
    """False where another build of a page is at work. Raises OSError."""
    handle = os.open(_log(), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if not _locked(handle):
            return False
        os.ftruncate(handle, 0)
        _report().unlink(missing_ok=True)
        _write({"started_at": vocabulary.now().isoformat(timespec="seconds"), "sent": aside.sent})
        command = commands.on_warehouse(
            "build", "--inbox", commands.INBOX, "--add", aside.files, "--report", _report(), "--forms", commands.FORMS,
        )  # fmt: skip
        subprocess.Popen(
            command, cwd=commands.ROOT, stdin=subprocess.DEVNULL, stdout=handle, stderr=handle, start_new_session=True
        )
    finally:
        os.close(handle)  # the process keeps its own, and with it the lock
    return True


def last() -> Build | None:
    """The build that is running or ran last; None where no page has started one."""
    try:
        state = json.loads(_state().read_text(encoding="utf-8"))
        lines = _log().read_text(encoding="utf-8", errors="replace").split("\n")
    except (OSError, ValueError):
        return None
    is_running = _is_running()
    report = None if is_running else _read_report()
    started_at = datetime.fromisoformat(state["started_at"])
    return Build(started_at, state["sent"], [line for line in lines if line], is_running, report)


@st.fragment(run_every=SECONDS)
def watch() -> None:
    """The progress of the running build, until it has ended. It is drawn without its page: the language comes along."""
    build = last()
    if build is None or not build.is_running:
        st.rerun()
    done = next(filter(None, map(commands.share_done, reversed(build.log))), 0.0)
    with spoken(viewer.language()):
        st.progress(done, text("load.publishing"))
        st.caption(text("load.leave", moment=formats.moment(build.started_at)))


def outcome(build: Build) -> tuple[Part, ...]:
    """How a build ended."""
    moment = formats.moment(build.started_at)
    if build.report is None:
        return (Notice(text("load.killed", moment=moment), "error"),)
    if not build.report["published"]:
        why = build.log[-1] if build.log else ""
        return (Notice(text("load.failed", moment=moment, told=foreign.literal(why)), "error"),)
    shown = _published()
    if shown is None or shown.id != build.report["snapshot"]:
        return ()  # another one is published by now: what this one came to is no news
    told = {"as_of": formats.day(shown.as_of), "built_at": formats.moment(shown.built_at), **_rows(build.report)}
    return (
        Notice(text("load.published", **told), "good"),
        *(Link(text(f"page.{page}"), page) for page in ("changes", "quality")),
        *renamed(build.sent, build.report["added"]),
    )


def _published() -> snapshots.Snapshot | None:
    """The snapshot that is published now; a damaged one is none, and the page says so elsewhere."""
    try:
        return snapshots.current()
    except snapshots.Damaged:
        return None


def _rows(report: dict) -> dict[str, str]:
    """How many rows of the files that were added count, and how many were refused."""
    added = {one["path"] for one in report["added"]}
    files = [file for file in report["files"] if file["path"] in added]
    return {name: formats.number(sum(file[name] for file in files)) for name in ("loaded", "rejected")}


def renamed(sent: dict[str, str], added: list[dict]) -> tuple[Part, ...]:
    """Which files come to lie under another name than they were sent with."""
    pairs = [(sent.get(one["name"], one["name"]), one["path"].rpartition("/")[2]) for one in added]
    found = [
        Sentence(text("load.renamed", name=foreign.literal(name), kept=foreign.literal(kept)))
        for name, kept in pairs
        if name != kept
    ]
    return (Notice(text("load.names")), *found) if found else ()


def _log() -> Path:
    return snapshots.WAREHOUSE / "build.log"


def _state() -> Path:
    return snapshots.WAREHOUSE / "build.started.json"


def _report() -> Path:
    return snapshots.WAREHOUSE / "build.report.json"


def _read_report() -> dict | None:
    try:
        return json.loads(_report().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def _write(state: dict) -> None:
    fresh = _state().with_suffix(".fresh")
    fresh.touch(mode=0o600)
    fresh.write_text(json.dumps(state, ensure_ascii=False), encoding="utf-8")
    os.replace(fresh, _state())


def _is_running() -> bool:
    handle = os.open(_log(), os.O_RDONLY)
    try:
        return not _locked(handle)
    finally:
        os.close(handle)


def _locked(handle: int) -> bool:
    """Take the log's lock, which goes with the last process that has the file open; False where another holds it."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
