"""A new snapshot's views are made before anybody asks, and are the very ones that a viewer is then shown."""

from data import snapshots
from data.snapshots import EVERYTHING
from pages.kit.address import Address
from pages.kit.texts import LANGUAGES
from pages.screen import drawing, menu, viewer, warming


def test_what_is_made_beforehand_is_what_a_viewer_is_shown(small_warehouse, monkeypatch):
    snapshot = snapshots.current(small_warehouse)
    warming.warm(snapshot)
    kept = {
        (make, language, theme): drawing.made(make, snapshot, EVERYTHING, Address(), language, theme)
        for make in warming.VIEWS for language in LANGUAGES for theme in viewer.THEMES
    }  # fmt: skip
    monkeypatch.setattr(drawing, "prepared", lambda *_: 1 / 0)
    for (make, language, theme), (view, steps) in kept.items():
        again = drawing.made(make, snapshot, EVERYTHING, Address(), language, theme)
        assert again[0] is view and again[1] is steps


def test_every_page_that_is_read_is_made_beforehand():
    worked_on = {"meeting", "documents", "conclusions", "changes", "load", "passport"}
    made = {make.__module__.split(".")[2] for make in warming.VIEWS}
    assert made == {page.script.split("/")[1] for page in menu.PAGES.values() if page.slug not in worked_on}
