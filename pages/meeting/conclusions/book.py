"""The ledger of conclusions as a page meets it: what it holds, or in one sentence why it cannot be read or written, and what to do."""

from data import conclusions, ledger
from data.conclusions import Conclusion
from data.snapshots import Snapshot
from pages.kit.texts import text
from pages.kit.view import Notice


def opened(snapshot: Snapshot) -> tuple[list[Conclusion] | None, tuple[Notice, ...]]:
    """Every conclusion, None where the ledger cannot be read; and what must be told of it."""
    try:
        known = conclusions.latest()
    except ledger.Unreadable as why:
        return None, (Notice(text(f"conclusions.{why}"), "error"),)
    is_rewritten = conclusions.state(snapshot) == ledger.REWRITTEN
    return known, (Notice(text("conclusions.rewritten"), "error"),) if is_rewritten else ()


def unwritten(why: ledger.Unwritten) -> Notice:
    """That an entry is not in the ledger, and why."""
    return Notice(text("conclusions.unwritten", why=text(f"disk.{why}")), "error")
