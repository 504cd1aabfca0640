"""Whether the last scheduled run was carried out: the pages say so when it was not. No document is made here."""

from pathlib import Path

from data import snapshots

TROUBLE = "pack.error"


def trouble(warehouse: Path | None = None) -> str | None:
    """What kept the last scheduled run from being carried out; None where it was, or none was given."""
    try:
        return place(warehouse).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None


def place(warehouse: Path | None = None) -> Path:
    """Where the trouble is told."""
    return (warehouse or snapshots.WAREHOUSE) / TROUBLE
