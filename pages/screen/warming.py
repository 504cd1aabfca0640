"""Makes the views of a new snapshot before anybody asks for them: after a publish the first viewer waits no longer."""

import atexit
import gc
import logging
import time
from itertools import product

from data import attainment, snapshots, vocabulary
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
atexit.register(gc.unfreeze)  # at its end Python lets go of everything in order, of what was settled too


def keep() -> None:
    """Looks for a new snapshot for ever."""
    seen = None
    while True:
        seen = look(seen, LANGUAGES, viewer.THEMES)
        time.sleep(PERIOD)


def begin() -> None:
    """What most viewers are shown first, before the server lets anybody in."""
    look(None, LANGUAGES[:1], viewer.THEMES[:1])


def look(seen: str | None, languages: tuple[str, ...], themes: tuple[str, ...]) -> str | None:
    """Warms what is published and was not seen yet; its id. What cannot be made is left to the page, which tells why."""
    try:
        found = snapshots.current()
        if found is not None and found.id != seen:
            seen = found.id
            warm(found, languages, themes)
            _settle()
    except Exception:
        logging.getLogger("dashboard").exception("views of a new snapshot could not be made")
    return seen


def warm(snapshot: Snapshot, languages: tuple[str, ...] = LANGUAGES, themes: tuple[str, ...] = viewer.THEMES) -> None:
    """Every page as it opens, in the language and theme of most viewers first, for who sees the whole province.

    Before them what every choice of day and indicator asks of the larger units.
    """
    scope = access.widest().scope
    for indicator, level in product(vocabulary.indicators(), attainment.FEW):
        attainment.units(snapshot, scope, snapshot.as_of, level, indicator)
    for language, theme, make in product(languages, themes, VIEWS):
        drawing.made(make, snapshot, scope, Address(), language, theme)


def _settle() -> None:
    """What was made stays until the next snapshot: Python's search for garbage, which halts every viewer, passes it over."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
