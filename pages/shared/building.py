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
from zoneinfo import ZoneInfo

import streamlit as st

from data import snapshots, vocabulary
from pages.shared import commanding, formats
from pages.shared.texts import text
from pages.shared.uploading import Aside

SECONDS = 1  # between two looks at a running build


@dataclass(frozen=True)
class Build:
    """The last build that a page started: what it said so far, and its report once it has ended by itself."""

    started_at: datetime
    sent: dict[str, str]
    said: list[str]
    is_running: bool
    report: dict | None


def start(aside: Aside) -> bool:
    """Begin to publish the files; False where another build of a page is at work."""
    handle = os.open(_log(), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if not _locked(handle):
            return False
        os.ftruncate(handle, 0)
        _report().unlink(missing_ok=True)
        _write({"started_at": _now().isoformat(timespec="seconds"), "sent": aside.sent})
        command = commanding.line(
            "build",
            "--inbox",
            commanding.INBOX,
            "--add",
            aside.files,
            "--report",
            _report(),
            "--forms",
            commanding.FORMS,
        )
        subprocess.Popen(
            command, cwd=commanding.ROOT, stdin=subprocess.DEVNULL, stdout=handle, stderr=handle, start_new_session=True
        )
    finally:
        os.close(handle)  # the process keeps its own, and with it the lock
    return True


def found() -> Build | None:
    """The build that is running or ran last; None where no page has started one."""
    try:
        told = json.loads(_state().read_text(encoding="utf-8"))
        said = _log().read_text(encoding="utf-8", errors="replace").split("\n")
    except (OSError, ValueError):
        return None
    is_running = _is_running()
    report = None if is_running else _read_report()
    started_at = datetime.fromisoformat(told["started_at"])
    return Build(started_at, told["sent"], [words for words in said if words], is_running, report)


@st.fragment(run_every=SECONDS)
def watch() -> None:
    """The progress of the running build, until it has ended."""
    build = found()
    if build is None or not build.is_running:
        st.rerun()
    done = next(filter(None, (commanding.share_done(words) for words in reversed(build.said))), 0.0)
    st.progress(done, text("load.publishing"))
    st.caption(text("load.leave", moment=formats.moment(build.started_at)))


def told(build: Build) -> None:
    """How the last build ended."""
    moment = formats.moment(build.started_at)
    if build.report is None:
        st.error(text("load.killed", moment=moment), icon=":material/error:")
    elif build.report["published"]:
        st.success(
            text("load.published", snapshot=build.report["snapshot"], moment=moment), icon=":material/check_circle:"
        )
        tell_renamed(build.sent, build.report["added"])
    else:
        st.error(text("load.failed", moment=moment, told=build.said[-1] if build.said else ""), icon=":material/error:")


def tell_renamed(sent: dict[str, str], added: list[dict]) -> None:
    """Which files come to lie under another name than they were sent with."""
    pairs = [(sent.get(one["name"], one["name"]), one["path"].rpartition("/")[2]) for one in added]
    lines = [
        text("load.renamed", name=formats.literal(name), kept=formats.literal(kept))
        for name, kept in pairs
        if name != kept
    ]
    if lines:
        st.info("  \n".join([text("load.names"), *lines]), icon=":material/drive_file_rename_outline:")


def _now() -> datetime:
    return datetime.now(ZoneInfo(vocabulary.TIMEZONE))


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


def _write(told: dict) -> None:
    fresh = _state().with_suffix(".fresh")
    fresh.touch(mode=0o600)
    fresh.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
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
