"""What changed since the snapshot before and since the last meeting, as the documents say it."""

from data import changes
from data.changes import Changes
from data.snapshots import Damaged, NotInSnapshot, Scope, Snapshot
from pages.documents import tabulation
from pages.documents.values import Changed, Table
from pages.kit.texts import text
from pages.meeting.changes import sentences, view


def since(snapshot: Snapshot, scope: Scope) -> Changed:
    """The sentences of both, the tables of the snapshot before; the meeting's only where it looked at another snapshot."""
    before, met = (changes.since(snapshot, asked) for asked in (changes.PREVIOUS, changes.MEETING))
    if before is None:
        return Changed((text("document.changes.only_one"),), ())
    try:
        found = changes.between(before, snapshot, scope)
        other = changes.between(met, snapshot, scope) if met is not None and met.id != before.id else None
    except NotInSnapshot:
        return Changed((text("document.changes.older"),), ())
    except Damaged:
        return Changed((text("changes.damaged"),), ())
    meeting = _told(other, changes.MEETING) if other is not None else ()
    return Changed((*_told(found, changes.PREVIOUS), *meeting), _tables(found))


def _told(found: Changes, name: str) -> tuple[str, ...]:
    """Every sentence, the first after what it is compared with."""
    first, *rest = (words for _, told in sentences.sections(found) for words in told)
    return text("document.changes.since", name=text(f"document.changes.{name}"), told=first), *rest


def _tables(found: Changes) -> tuple[Table, ...]:
    """Units and figures that moved. Files are not listed: a name may be a person's."""
    shown = {
        "changes.communes": view.moved(found.communes, "communes"),
        "changes.districts": view.moved(found.districts, "districts"),
        "changes.figures": view.figures(found),
    }
    return tuple(tabulation.taken(table, key) for key, table in shown.items() if len(table.rows))
