"""The ledger of conclusions: who does what by when, bound to a figure of a snapshot. Append-only, with its history.

It lies beside the snapshots (`WAREHOUSE/conclusions.sqlite`, see `data.ledger`) and is backed up with them. An owner is an office, not a person.
"""

import secrets
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, datetime
from pathlib import Path

from data import ledger, snapshots, vocabulary
from data.access import LOCAL_STEWARD, Person
from data.queries import query
from data.snapshots import Snapshot

STATES = ("assigned", "done", "dropped")


class Incomplete(ValueError):
    """A conclusion without words, owner or a due date; its arguments are the fields that are missing."""


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
    author: str = ""  # who wrote the entry, by the office's name for the account, and in which role
    role: str = ""

    def is_overdue(self, day: date) -> bool:
        return self.state == "assigned" and self.due < day


_FIELDS = tuple(one.name for one in fields(Conclusion))


def record(
    words: str,
    owner: str,
    due: date | None,
    figure: str,
    told: str,
    warehouse: Path | None = None,
    by: Person = LOCAL_STEWARD,
) -> str:
    """Writes a new conclusion down, and by whom; its code. Raises `Incomplete`, `ledger.Unwritten`."""
    given = {"words": words.strip(), "owner": owner.strip(), "due": due}
    if missing := [name for name, value in given.items() if not value]:
        raise Incomplete(*missing)
    code = secrets.token_hex(4)
    _append(
        {"conclusion": code, "state": "assigned", "words": words.strip(), "owner": owner.strip(), "due": due.isoformat(),
         "figure": figure, "told": told, "note": ""}, by, warehouse,
    )  # fmt: skip
    return code


def follow(
    conclusion: Conclusion, state: str, note: str, warehouse: Path | None = None, by: Person = LOCAL_STEWARD
) -> None:
    """Adds what became of a conclusion; what was written before stays. Raises `ledger.Unwritten`."""
    later = asdict(replace(conclusion, state=state, note=note.strip()))
    _append({**later, "due": conclusion.due.isoformat()}, by, warehouse)


def latest(warehouse: Path | None = None) -> list[Conclusion]:
    """Every conclusion by its newest entry, the assigned first, the first due first. Raises `ledger.Unreadable`."""
    return [_read(row) for row in _ask("conclusion_latest", {}, warehouse)]


def written(warehouse: Path | None = None) -> tuple[int, int] | None:
    """What is another one as soon as something was written into the ledger; None where there is none."""
    place = _place(warehouse)
    return (place.stat().st_mtime_ns, place.stat().st_size) if place.exists() else None


def history(code: str, warehouse: Path | None = None) -> list[Conclusion]:
    """Every entry of a conclusion, the oldest first."""
    rows = _ask("conclusion_history", {"conclusion": code}, warehouse)
    return [_read({**row, "concluded_at": rows[0]["recorded_at"]}) for row in rows]


def _read(row: dict) -> Conclusion:
    moments = {name: datetime.fromisoformat(row[name]) for name in ("concluded_at", "recorded_at")}
    said = {name: row[name] for name in _FIELDS if row.get(name) is not None}  # of old nobody's name was kept
    return Conclusion(**{**said, **moments, "due": date.fromisoformat(row["due"])})


def _place(warehouse: Path | None) -> Path:
    return (warehouse or snapshots.WAREHOUSE) / ledger.NAME


def _ask(question: str, parameters: dict, warehouse: Path | None) -> list[dict]:
    return ledger.ask(_place(warehouse), query(question), parameters)


def _append(entry: dict, by: Person, warehouse: Path | None) -> None:
    now = vocabulary.now().isoformat(timespec="seconds")
    ledger.append(
        _place(warehouse),
        query("conclusion_append"),
        {**entry, "recorded_at": now, "author": by.name, "role": by.role},
    )


def state(snapshot: Snapshot | None = None, warehouse: Path | None = None) -> str:
    """Whether the ledger is whole, by its own chain and by what a snapshot knew of it: one of the states of `data.ledger`."""
    return ledger.state(_place(warehouse), _known(snapshot) if snapshot else None)


def _known(snapshot: Snapshot) -> ledger.Head | None:
    """The head of the ledger when the snapshot was built; None where there was none, or the snapshot is of earlier code."""
    try:
        found = snapshots.ask(snapshot, snapshots.EVERYTHING, "conclusion_head").to_dict("records")
    except snapshots.NotInSnapshot:
        return None
    return ledger.Head(**found[0]) if found else None
