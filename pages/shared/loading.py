"""What publishing some files would do, checked before: every file with its reasons, every district before and after."""

import json
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import streamlit as st

from pages.shared import building, commanding, formats, ledger, tables, uploading
from pages.shared.texts import language, text
from pages.shared.uploading import Aside

EFFECT = {
    "unit": ("column.unit", None), "changed": ("load.changed", None),
    "achieved_before": ("load.achieved_before", tables.COUNT), "achieved_after": ("load.achieved_after", tables.COUNT),
    "attainment_before": ("load.attainment_before", tables.SHARE), "attainment_after": ("load.attainment_after", tables.SHARE),
    "households_before": ("load.households_before", tables.COUNT), "households_after": ("load.households_after", tables.COUNT),
}  # fmt: skip
FILES = {
    "name": ("column.file", None), "kind_label": ("column.kind", None),
    **{name: (f"quality.{name}", tables.COUNT) for name in ledger.ACCOUNT},
}  # fmt: skip
REASONS = {"name": ("column.file", None), "reason": ("column.reason", None), "rows": ("column.rows", tables.COUNT)}


@dataclass(frozen=True)
class Checked:
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
        return any(file[state] for file in self.files for state in ("loaded", "duplicate", "corrected"))


def tidy(build: building.Build | None) -> None:
    """Once a visit and build: what was set aside over a day ago goes, and a build that was killed is finished or taken back."""
    last = build.started_at if build else None
    if st.session_state.get("tidied", "") != last:
        subprocess.run(commanding.line("tidy"), cwd=commanding.ROOT, capture_output=True, check=False)
        st.session_state["tidied"] = last


def check(uploads: Iterable) -> Checked | None:
    """What publishing the uploads would do; None with a message on the page where it could not be told."""
    try:
        aside = uploading.set_aside(uploads)
    except OSError as problem:
        st.error(text("load.cannot_write", problem=problem.strerror))
        return None
    return check_aside(aside)


def check_aside(aside: Aside) -> Checked | None:
    """What publishing files that are set aside would do; None with a message where it could not be told."""
    done, words = commanding.watched(
        text("load.checking"), "check", "--inbox", commanding.INBOX, "--add", aside.files, "--report", aside.report,
        "--rejects", aside.rejects, "--forms", commanding.FORMS,
    )  # fmt: skip
    if not done:
        st.error(words)
        return None
    return Checked(aside, json.loads(aside.report.read_text(encoding="utf-8")))


def effect(checked: Checked) -> None:
    """Everything that the check tells, file by file and district by district."""
    st.subheader(text("load.effect"))
    building.tell_renamed(checked.aside.sent, checked.found["added"])
    if not (account := files(checked)).empty:
        tables.show(account, FILES)
    _refused(checked)
    st.caption(text("load.findings", count=formats.number(len(checked.found["findings"]))))
    if checked.found["districts"]:
        st.caption(text("load.effect.help"))
        tables.show(districts(checked.found), EFFECT)


def _refused(checked: Checked) -> None:
    """Why rows or whole files are not taken, and the refused rows to mend."""
    if (told := reasons(checked)).empty:
        return
    refused = sum(file["rejected"] for file in checked.files)
    st.warning(text("load.rejected", rows=formats.number(refused)) if refused else text("load.unread"))
    tables.read(told, REASONS)
    with st.container(horizontal=True):
        for number, file in enumerate(checked.files):
            if file["rejects"]:
                _download(checked.aside.rejects / file["rejects"], file["name"], number)


def _download(workbook: Path, name: str, number: int) -> None:
    st.download_button(
        text("load.rejects", file=formats.literal(name)), workbook.read_bytes, file_name=f"{name}.xlsx", on_click="ignore",
        icon=":material/download:", key=f"rejects-{number}",
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )  # fmt: skip


def files(checked: Checked) -> pd.DataFrame:
    """The row account of the files that have rows; of one without rows only the reason says something."""
    frame = pd.DataFrame([file for file in checked.files if file["read"]])
    return frame if frame.empty else frame.assign(kind_label=ledger.kinds(frame["kind"]))


def reasons(checked: Checked) -> pd.DataFrame:
    """One row a file and reason: of a whole file or sheet, or of single rows."""
    return pd.DataFrame([
        {"name": formats.literal(file["name"]), "reason": formats.literal(told[language()]), "rows": told["rows"] or None}
        for file in checked.files for told in (*file["problems"], *file["reasons"])
    ], columns=list(REASONS))  # fmt: skip


def districts(found: dict) -> pd.DataFrame:
    """Each district before and after, with a mark where something changes."""
    frame = pd.DataFrame(found["districts"])
    same = [
        (frame[f"{name}_before"].eq(frame[f"{name}_after"])) | (frame[f"{name}_before"].isna() & frame[f"{name}_after"].isna())
        for name in ("households", "achieved", "attainment")
    ]  # fmt: skip
    unchanged = same[0] & same[1] & same[2]
    return frame.assign(
        unit=[formats.unit(kind, name) for kind, name in zip(frame["type"], frame["name"], strict=True)],
        changed=["" if one else text("load.change") for one in unchanged],
    )
