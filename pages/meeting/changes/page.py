"""What changed since the snapshot before, since the last meeting, or since any snapshot that is kept?"""

from dataclasses import replace

from data import changes
from data.snapshots import Snapshot
from pages.documents import take_away
from pages.kit.address import Address
from pages.kit.texts import language
from pages.meeting.changes import view
from pages.screen import drawing, page, viewer


def draw(snapshot: Snapshot) -> None:
    """The meeting is looked up each time, for a conclusion may have been recorded; the view is made once for its snapshot."""
    since = view.choice(snapshot, viewer.address())
    before = changes.since(snapshot, since.chosen)
    if before is None:
        shown = view.empty(snapshot, since)
        drawing.draw(shown, ())
        drawing.parts(*shown.parts)
        return
    asked = (snapshot, viewer.scope(), Address({view.SINCE: before.id}))
    made, steps = drawing.made(view.changed, *asked, language(), viewer.theme())
    shown = replace(made, choices=(since,))
    drawing.draw(shown, steps)
    drawing.offer(take_away.files(shown, snapshot, "changes"))


page.run("changes", draw)
