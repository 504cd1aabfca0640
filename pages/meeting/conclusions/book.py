"""The ledger of conclusions as a page meets it: what it holds, or in one sentence why it cannot be read or written, and what to do."""

from data import conclusions, ledger
from data.conclusions import Conclusion
from data.snapshots import Scope, Snapshot
from pages.kit import lineage
from pages.kit.texts import text
from pages.kit.view import Notice


def opened(snapshot: Snapshot, scope: Scope) -> tuple[list[Conclusion] | None, tuple[Notice, ...]]:
    """The conclusions about units in scope, None where the ledger cannot be read; and what must be told of it."""
    try:
        known = [one for one in conclusions.latest() if is_within(one, scope)]
    except ledger.Unreadable as why:
        return None, (Notice(text(f"conclusions.{why}"), "error"),)
    is_rewritten = conclusions.state(snapshot) == ledger.REWRITTEN
    return known, (Notice(text("conclusions.rewritten"), "error"),) if is_rewritten else ()


def unwritten(why: ledger.Unwritten) -> Notice:
    """That an entry is not in the ledger, and why."""
    return Notice(text("conclusions.unwritten", why=text(f"disk.{why}")), "error")


def is_within(one: Conclusion, scope: Scope) -> bool:
    """Whether a viewer may read a conclusion: one about no figure, or about the whole, is for who may see everything."""
    figure = lineage.parse(one.figure)
    return scope.districts is None if figure is None else scope.sees(figure[1].unit)
