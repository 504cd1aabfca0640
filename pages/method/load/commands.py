"""The commands of the ETL, run in processes of their own: pages ask for work, they do none of it."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import streamlit as st

from data import ratios, snapshots

ROOT = Path(__file__).parents[3]
INBOX = Path(os.environ.get("LANGSON_INBOX", ROOT / "data" / "inbox"))
FORMS = Path(os.environ.get("LANGSON_FORMS", ROOT / "data" / "forms"))
_STEP = re.compile(r"\[(\d+)/(\d+)\]")


def on_warehouse(command: str, *arguments: object) -> list[str]:
    """A command of the ETL on the warehouse that the pages read."""
    return [*alone(command), "--warehouse", str(snapshots.WAREHOUSE), *map(str, arguments)]


def alone(command: str, *arguments: object) -> list[str]:
    """A command of the ETL that needs no warehouse."""
    return [sys.executable, "-m", "etl", command, *map(str, arguments)]


def share_done(line: str) -> float | None:
    """How much of the files is read, where a line of a command says it."""
    step = _STEP.match(line)
    return ratios.share(int(step[1]), int(step[2])) if step else None


def watched(title: str, command: str, *arguments: object) -> tuple[bool, str]:
    """Run a command with its progress on the page: (whether it succeeded, its last words)."""
    bar, lines = st.progress(0.0, title), [""]
    for line in _run(on_warehouse(command, *arguments)):
        lines.append(line.strip())
        if done := share_done(line):
            bar.progress(done, title)
    bar.empty()
    return lines[-1] == "0", lines[-2]


def _run(command: list[str]) -> Iterator[str]:
    """Lines that a command says while it works; the last is its exit code."""
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        yield from process.stdout
    yield str(process.returncode)
