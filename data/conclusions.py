"""The ledger of conclusions: who does what by when, bound to a figure of a snapshot. Append-only, with its history.

It lies beside the snapshots (`WAREHOUSE/conclusions.sqlite`) and is backed up with them. An owner is an office, not a person.
"""

import secrets
import sqlite3
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from data import snapshots, vocabulary

QUESTIONS = snapshots.QUESTIONS
SCHEMA = Path(__file__).with_name("conclusions.sql")
STATES = ("assigned", "done", "dropped")


class Incomplete(ValueError):
    """A conclusion without words, owner or a due date; the text is the field that is missing."""


@dataclass(frozen=True)
class Conclusion:
    """The newest entry of a conclusion. `figure` is a passport code, empty where no figure is meant; `told` what it said then."""

    conclusion: str
    concluded_at: datetime
    recorded_at: datetime
    state: str
    words: str
    owner: str
    due: date
    figure: str
    told: str
    note: str

    def is_overdue(self, day: date) -> bool:
        return self.state == "assigned" and self.due < day


def record(words: str, owner: str, due: date | None, figure: str, told: str, warehouse: Path | None = None) -> str:
    """Writes a new conclusion down; its code. Raises `Incomplete`."""
    for name, value in (("words", words.strip()), ("owner", owner.strip()), ("due", due)):
        if not value:
            raise Incomplete(name)
    code = secrets.token_hex(4)
    _append(
        {"conclusion": code, "state": "assigned", "words": words.strip(), "owner": owner.strip(), "due": due.isoformat(),
         "figure": figure, "told": told, "note": ""}, warehouse,
    )  # fmt: skip
    return code


def follow(conclusion: Conclusion, state: str, note: str, warehouse: Path | None = None) -> None:
    """Adds what became of a conclusion; what was written before stays."""
    later = asdict(replace(conclusion, state=state, note=note.strip()))
    _append({**later, "due": conclusion.due.isoformat()}, warehouse)


def latest(warehouse: Path | None = None) -> list[Conclusion]:
    """Every conclusion by its newest entry, the assigned first, the first due first."""
    return [_read(row) for row in _ask("conclusion_latest", {}, warehouse)]


def history(code: str, warehouse: Path | None = None) -> list[Conclusion]:
    """Every entry of a conclusion, the oldest first."""
    rows = _ask("conclusion_history", {"conclusion": code}, warehouse)
    return [_read({**row, "concluded_at": rows[0]["recorded_at"]}) for row in rows]


def _read(row: dict) -> Conclusion:
    moments = {name: datetime.fromisoformat(row[name]) for name in ("concluded_at", "recorded_at")}
    return Conclusion(**{**row, **moments, "due": date.fromisoformat(row["due"])})


def _place(warehouse: Path | None) -> Path:
    return (warehouse or snapshots.WAREHOUSE) / "conclusions.sqlite"


def _ask(question: str, parameters: dict, warehouse: Path | None) -> list[dict]:
    if not _place(warehouse).exists():
        return []
    with closing(sqlite3.connect(_place(warehouse), timeout=10)) as ledger:
        ledger.row_factory = sqlite3.Row
        query = (QUESTIONS / f"{question}.sql").read_text(encoding="utf-8")
        return [dict(row) for row in ledger.execute(query, parameters)]


def _append(entry: dict, warehouse: Path | None) -> None:
    _place(warehouse).parent.mkdir(parents=True, exist_ok=True)
    now = datetime.now(ZoneInfo(vocabulary.TIMEZONE)).isoformat(timespec="seconds")
    with closing(sqlite3.connect(_place(warehouse), timeout=10)) as ledger, ledger:
        ledger.executescript(SCHEMA.read_text(encoding="utf-8"))
        query = (QUESTIONS / "conclusion_append.sql").read_text(encoding="utf-8")
        ledger.execute(query, {**entry, "recorded_at": now})
