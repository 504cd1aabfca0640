"""Who really sells, who was merely chosen, and which shops sleep?"""

from data.snapshots import Snapshot
from pages.documents import take_away
from pages.kit.view import Download, View
from pages.progress.lead import sellers, view
from pages.screen import page, viewer


def files(shown: View, snapshot: Snapshot, slug: str) -> tuple[Download, ...]:
    """What every page offers; the list of all shops, which are people, only for who may take it away."""
    offered = take_away.files(shown, snapshot, slug)
    if not viewer.scope().sees_shops:
        return offered
    return (*offered, sellers.download(snapshot, viewer.scope(), shown.figure.unit))


page.show("lead", view.lead, view.CHOICES, files, view.LEVELS)
