"""What publishing some files would do, asked of the ETL before anything is published."""

import json
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass

import streamlit as st

from data import disk
from pages.kit import foreign
from pages.kit.texts import text
from pages.kit.view import Notice
from pages.method.load import build, commands, upload
from pages.method.load.upload import Aside
from pages.screen import drawing

STATES = ("loaded", "duplicate", "corrected")  # of rows that count, or have been counted already


@dataclass(frozen=True)
class Check:
    """Files set aside, and what `etl check` reported of them."""

    aside: Aside
    found: dict

    @property
    def files(self) -> list[dict]:
        """The account of each file that would be added, with its own name and the workbook of its rejected rows."""
        added = {one["path"]: one for one in self.found["added"]}
        return [
            {**file, "name": file["path"].rpartition("/")[2], "rejects": added[file["path"]]["rejects"]}
            for file in self.found["files"] if file["path"] in added
        ]  # fmt: skip

    @property
    def is_readable(self) -> bool:
        """Whether any row of the files would count, or has been counted already."""
        return any(file[state] for file in self.files for state in STATES)


def tidy(last: build.Build | None) -> None:
    """Once a visit and build: what was set aside over a day ago goes, and a build that was killed is finished or taken back."""
    moment = last.started_at if last else None
    if st.session_state.get("tidied", "") != moment:
        subprocess.run(commands.on_warehouse("tidy"), cwd=commands.ROOT, capture_output=True, check=False)
        st.session_state["tidied"] = moment


def of_uploads(uploads: Iterable) -> Check | None:
    """What publishing the uploads would do; None with a message on the page where it could not be told."""
    try:
        aside = upload.set_aside(uploads)
    except OSError as problem:
        drawing.parts(Notice(text("load.cannot_write", problem=text(f"disk.{disk.fault(problem)}")), "error"))
        return None
    return of(aside)


def of(aside: Aside) -> Check | None:
    """What publishing files that are set aside would do; None with a message where it could not be told."""
    done, words = commands.watched(
        text("load.checking"), "check", "--inbox", commands.INBOX, "--add", aside.files, "--report", aside.report,
        "--rejects", aside.rejects, "--forms", commands.FORMS,
    )  # fmt: skip
    if not done:
        drawing.parts(Notice(foreign.literal(words), "error"))
        return None
    return Check(aside, json.loads(aside.report.read_text(encoding="utf-8")))
