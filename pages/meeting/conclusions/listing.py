"""Conclusions in rows: who does what by when, and whether the figure has moved since."""

import pandas as pd

from data import conclusions, snapshots, tracing
from data.conclusions import Conclusion
from data.snapshots import Scope, Snapshot
from pages.kit import formats, lineage, measures, names
from pages.kit.lineage import FigureKey
from pages.kit.texts import text
from pages.kit.view import Table, columns

LISTED = (
    ("words", "conclusions.words"), ("owner", "conclusions.owner"), ("due", "conclusions.due", "day"),
    ("state", "conclusions.state"), ("figure", "conclusions.figure"), ("then", "conclusions.then"),
    ("now", "conclusions.now"), ("moved", "conclusions.moved"),
)  # fmt: skip
HISTORY = (("recorded", "conclusions.recorded"), ("state", "conclusions.state"), ("note", "conclusions.note"))
ON_THE_WALL = 4  # conclusions a slide has room for beside the form


def table(known: list[Conclusion], snapshot: Snapshot, scope: Scope) -> Table:
    """Conclusions in words: overdue ones say so, figures stand then and now."""
    rows = [
        {
            "words": one.words, "owner": one.owner, "due": one.due, "state": text(f"conclusions.{_state(one, snapshot)}"),
            "figure": _named(one.figure), "then": one.told or formats.MISSING, "now": now(one.figure, snapshot, scope),
            "moved": moved(one.figure, snapshot, scope),
        }
        for one in known
    ]  # fmt: skip
    return Table("conclusions", columns(*LISTED), pd.DataFrame(rows, columns=[key for key, *_ in LISTED]))


def _state(one: Conclusion, snapshot: Snapshot) -> str:
    return "overdue" if one.is_overdue(snapshot.as_of) else one.state


def _named(code: str) -> str:
    read = lineage.parse(code)
    return f"{measures.name(read[1])}, {names.unit(read[1].unit)}" if read else formats.MISSING


def history(conclusion: str) -> Table:
    """Every entry of a conclusion, the oldest first."""
    rows = pd.DataFrame([
        {"recorded": formats.moment(one.recorded_at), "state": text(f"conclusions.{one.state}"), "note": one.note or formats.MISSING}
        for one in conclusions.history(conclusion)
    ])  # fmt: skip
    return Table(f"history-{conclusion}", columns(*HISTORY), rows)


def now(code: str, snapshot: Snapshot, scope: Scope) -> str:
    """What a concluded figure says today: the same unit, subject and measure on the snapshot's last day."""
    read = lineage.parse(code)
    if read is None:
        return formats.MISSING
    return formats.write(_value(read[1], snapshot, scope, snapshot.as_of), measures.kind(read[1]))


def _value(figure: FigureKey, snapshot: Snapshot, scope: Scope, day: object) -> float | None:
    stated = tracing.told(snapshot, scope, figure.unit, figure.subject, day)
    return measures.value(figure, stated.row) if stated else None


def moved(code: str, snapshot: Snapshot, scope: Scope) -> str:
    """How far a concluded figure has come since: from the snapshot it was concluded on, where that is still kept."""
    read = lineage.parse(code)
    if read is None:
        return formats.MISSING
    concluded, figure = snapshots.kept(snapshot, read[0]) or snapshot, read[1]
    then = tracing.told_before(concluded, scope, figure.unit, figure.subject, figure.day)
    ends = measures.value(figure, then.row) if then else None, _value(figure, snapshot, scope, snapshot.as_of)
    if any(map(formats.is_missing, ends)):
        return formats.MISSING
    return _movement(ends[1] - ends[0], figure)


def _movement(by: float, figure: FigureKey) -> str:
    """A difference with its direction, as it is written: what rounds to nothing has not moved."""
    is_share = measures.kind(figure) == "share"
    size, nothing = (formats.points(one) if is_share else formats.number(one) for one in (abs(by), 0))
    if size == nothing:
        return text("conclusions.same")
    return text("conclusions.points" if is_share else "conclusions.by", arrow="▲" if by > 0 else "▼", size=size)
