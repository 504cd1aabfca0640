"""What changed as plain text for an e-mail or a chat group: sentences alone, no file's name, nothing of a person."""

from data import changes
from data.snapshots import Scope, Snapshot
from pages.kit import foreign
from pages.kit.texts import text
from pages.meeting.changes import sentences


def written(before: Snapshot, now: Snapshot, scope: Scope) -> str:
    """The whole letter. Raises `snapshots.NotInSnapshot`."""
    lines = [text("changes.title").upper(), *([foreign.unmarked(text("app.simulated"))] if now.is_simulated else [])]
    for heading, told in sentences.sections(changes.between(before, now, scope)):
        lines += ["", heading, *(f"- {words}" for words in told)]
    return "\n".join(lines)
