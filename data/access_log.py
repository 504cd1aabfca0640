"""Who opened which page of which unit, and took which file away: kept beside the snapshots, for a year, without a figure.

Who is the name that the office gave the account in its file of people; nothing else of a person stands here.
"""

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

from data import snapshots, vocabulary
from data.queries import query

NAME = "access.sqlite"
SCHEMA = Path(__file__).with_name("access_log.sql")
SECONDS = 10  # that a writer waits for another


def opened(who: str, role: str, page: str, unit: str, taken: str = "", warehouse: Path | None = None) -> None:
    """Writes down that a page was opened at a unit, or what of it was taken away; lets go of what is older than the setting.

    Raises sqlite3.Error or OSError where that cannot be written.
    """
    place, now = _place(warehouse), vocabulary.now()
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        place.touch(mode=0o600)
    kept = now - timedelta(days=vocabulary.settings()["access"]["log_days"])
    entry = {"at": _written(now), "who": who, "role": role, "page": page, "unit": unit, "taken": taken}
    with closing(sqlite3.connect(place, timeout=SECONDS)) as log, log:
        log.executescript(SCHEMA.read_text(encoding="utf-8"))
        log.execute(query("access_append"), entry)
        log.execute(query("access_forget"), {"before": _written(kept)})


def latest(count: int, warehouse: Path | None = None) -> list[dict[str, str]]:
    """The newest entries, newest first: at, who, role, page, unit, taken."""
    place = _place(warehouse)
    if not place.exists():
        return []
    with closing(sqlite3.connect(place, timeout=SECONDS)) as log:
        log.row_factory = sqlite3.Row
        return [dict(row) for row in log.execute(query("access_latest"), {"count": count})]


def _place(warehouse: Path | None) -> Path:
    return (warehouse or snapshots.WAREHOUSE) / NAME


def _written(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
