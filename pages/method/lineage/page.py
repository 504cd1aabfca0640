"""Where does this figure come from, and why did it change?"""

from data import pins, snapshots
from data.snapshots import Snapshot
from pages.documents import take_away
from pages.kit import lineage
from pages.method.lineage import view
from pages.screen import page, viewer


def draw(shown: Snapshot) -> None:
    """In the snapshot that the code names, whichever one the viewer looks at; in the viewer's own where it is gone."""
    code = lineage.parse(viewer.address().get("id", ""))
    named = snapshots.kept(shown, code[0]) if code else None
    if named:
        pins.pin(named.path)  # its code may stand on a paper
    page.draw("passport", view.passport, view.CHOICES, take_away.files, named or shown)


page.run("passport", draw)
