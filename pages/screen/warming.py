"""Makes the views of a new snapshot before anybody asks for them: after a publish the first viewer waits no longer."""

import logging
import time

from data import snapshots
from data.snapshots import Snapshot
from pages.kit.address import Address
from pages.kit.texts import LANGUAGES
from pages.method.quality.view import quality
from pages.method.questions.view import questions
from pages.progress.lead.view import lead
from pages.progress.map.view import atlas
from pages.progress.outlook.view import outlook
from pages.progress.overview.view import overview
from pages.progress.phases.view import phases
from pages.progress.support.view import support
from pages.progress.unit.view import unit
from pages.screen import access, drawing, viewer
from pages.trade.certificates.view import certificates
from pages.trade.market.view import market
from pages.trade.products.view import products

VIEWS = (overview, atlas, phases, outlook, lead, unit, support, products, market, certificates, quality, questions)
PERIOD = 5.0  # seconds between two looks at what is published


def keep() -> None:
    """Looks for a new snapshot for ever; what cannot be made is left to the page, which tells why."""
    seen = None
    while True:
        try:
            found = snapshots.current()
            if found is not None and found.id != seen:
                seen = found.id
                warm(found)
        except Exception:
            logging.getLogger("dashboard").exception("views of a new snapshot could not be made")
        time.sleep(PERIOD)


def warm(snapshot: Snapshot) -> None:
    """Every page as it opens, in the language and theme of most viewers first, for who sees the whole province."""
    for language in LANGUAGES:
        for theme in viewer.THEMES:
            for make in VIEWS:
                drawing.made(make, snapshot, access.widest().scope, Address(), language, theme)
