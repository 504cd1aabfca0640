"""Snapshots that something refers to, a meeting, a conclusion, a document or a passport: they are never pruned.

One empty file each in `WAREHOUSE/pinned`, by the snapshot's id; conclusions tell theirs in the ledger. To let one go, remove its file.
"""

import logging
from pathlib import Path

from data import ledger
from data.queries import query

LOG = logging.getLogger(__name__)
FOLDER = "pinned"
_BETWEEN = "."  # in a figure's code the snapshot's id stands before the first


def pin(path: Path) -> None:
    """Keeps the snapshot of this file for good. Where the warehouse cannot be written it is said in the log: nothing is pruned there either."""
    mark = path.parents[1].joinpath(FOLDER, path.stem)
    try:
        mark.parent.mkdir(exist_ok=True)
        mark.touch(exist_ok=True)
    except OSError as problem:
        LOG.warning("%s is not pinned: %s", path.stem, problem.strerror)


def pinned(warehouse: Path) -> set[str]:
    """The ids that are to stay. Raises `ledger.Unreadable` where it cannot be known."""
    marks = {mark.name for mark in (warehouse / FOLDER).glob("*")}
    return marks | {
        row["figure"].partition(_BETWEEN)[0] for row in ledger.ask(warehouse / ledger.NAME, query("conclusion_figures"))
    }
