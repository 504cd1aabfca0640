"""A new snapshot's views are made before anybody asks, and are the very ones that a viewer is then shown."""

import pytest

from data import snapshots
from pages.kit.address import Address
from pages.kit.texts import LANGUAGES
from pages.screen import access, drawing, menu, viewer, warming


@pytest.mark.parametrize("steward", ["1", ""])
def test_what_is_made_beforehand_is_what_a_viewer_is_shown(small_warehouse, monkeypatch, steward):
    snapshot = snapshots.current(small_warehouse)
    monkeypatch.setenv(access.STEWARD, steward)
    warming.warm(snapshot)
    monkeypatch.setattr(drawing, "prepared", lambda *_: 1 / 0)
    for make in warming.VIEWS:
        for language in LANGUAGES:
            for theme in viewer.THEMES:
                assert drawing.made(make, snapshot, viewer.scope(), Address(), language, theme)


def test_every_page_that_is_read_is_made_beforehand():
    worked_on = {"meeting", "documents", "conclusions", "changes", "load", "operation", "passport"}
    made = {make.__module__.split(".")[2] for make in warming.VIEWS}
    assert made == {page.script.split("/")[1] for page in menu.PAGES.values() if page.slug not in worked_on}


def test_the_first_views_stand_before_the_server_lets_anybody_in(small_warehouse, monkeypatch):
    snapshot = snapshots.current(small_warehouse)
    monkeypatch.setattr(snapshots, "current", lambda: snapshot)
    warming.begin()
    monkeypatch.setattr(drawing, "prepared", lambda *_: 1 / 0)
    for make in warming.VIEWS:
        assert drawing.made(make, snapshot, viewer.scope(), Address(), LANGUAGES[0], viewer.THEMES[0])


def test_what_cannot_be_made_keeps_nobody_out(monkeypatch):
    monkeypatch.setattr(snapshots, "current", lambda: 1 / 0)
    warming.begin()
