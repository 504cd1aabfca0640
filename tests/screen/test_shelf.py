"""What is kept for all viewers shows none another's scope, language, theme or snapshot, however their views interleave."""

import shutil
import threading
from itertools import permutations

import pytest

from data import shelf, snapshots
from data.snapshots import EVERYTHING, Scope
from pages.charts.style import PALETTES
from pages.kit import making
from pages.kit.address import Address
from pages.kit.texts import spoken
from pages.progress.overview import view
from pages.screen import drawing, html

SCOPES = (EVERYTHING, Scope(frozenset({"187"})))
LANGUAGES, THEMES = ("vi", "en"), ("light", "dark")
ADDRESS = Address({"indicator": "lead"})
VIEWERS = [(scope, language, theme) for scope in SCOPES for language in LANGUAGES for theme in THEMES]


@pytest.fixture
def two(small_warehouse, tmp_path) -> tuple[snapshots.Snapshot, snapshots.Snapshot]:
    """A snapshot, and one published after it under another id."""
    shutil.copytree(small_warehouse, tmp_path / "warehouse")
    first = snapshots.current(tmp_path / "warehouse")
    later = first.path.with_name("999999-later.duckdb")
    shutil.copyfile(first.path, later)
    return first, snapshots.Snapshot("999999-later", later, first.as_of, first.built_at, first.code_version, False)


def seen(snapshot: snapshots.Snapshot, scope: Scope, language: str, theme: str) -> tuple:
    """What a viewer is shown, through what is kept."""
    found, steps = drawing.made(view.overview, snapshot, scope, ADDRESS, language, theme)
    return found.title, tuple(step.made for step in steps if isinstance(step.made, str))


def fresh(snapshot: snapshots.Snapshot, scope: Scope, language: str, theme: str) -> tuple:
    """The same made anew, beside all that is kept."""
    with spoken(language):
        found = view.overview(snapshot, scope, ADDRESS)
        steps = drawing.prepared(found.parts, html.Writer(snapshot.id, PALETTES[theme]))
    return found.title, tuple(step.made for step in steps if isinstance(step.made, str))


def test_views_of_two_scopes_languages_themes_and_snapshots_do_not_mix(two):
    first, later = two
    expected = {(snapshot.id, *viewer): fresh(snapshot, *viewer) for snapshot in two for viewer in VIEWERS}
    assert len(set(expected.values())) == len(expected), "each viewer is shown something of his own"
    for snapshot in (first, later, first):  # a publish in between, and one who froze the earlier one
        for viewer in VIEWERS:
            assert seen(snapshot, *viewer) == expected[(snapshot.id, *viewer)], (snapshot.id, viewer)


def test_viewers_at_the_same_moment_do_not_mix(two):
    expected = {(snapshot.id, *viewer): fresh(snapshot, *viewer) for snapshot in two for viewer in VIEWERS}
    wrong: list[tuple] = []

    def look(order: list) -> None:
        for snapshot, viewer in order:
            if seen(snapshot, *viewer) != expected[(snapshot.id, *viewer)]:
                wrong.append((snapshot.id, viewer))

    everything = [(snapshot, viewer) for snapshot in two for viewer in VIEWERS]
    orders = [everything, everything[::-1], everything[5:] + everything[:5], everything[9:] + everything[:9]]
    threads = [threading.Thread(target=look, args=(order,)) for order in orders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_a_view_is_made_once_for_all(two):
    first, later = two
    made = []

    def counted(snapshot: snapshots.Snapshot, scope: Scope, address: Address) -> str:
        made.append((snapshot.id, scope, address))
        return "a view"

    for snapshot, scope in permutations([(first, EVERYTHING), (later, EVERYTHING), (first, SCOPES[1])], 2):
        making.view(counted, *snapshot, ADDRESS, "vi"), making.view(counted, *scope, ADDRESS, "vi")
    assert len(made) == len(set(made)) == 3


def test_what_was_made_of_a_snapshot_goes_with_it(two):
    first, _ = two
    kept = shelf.kept(first, "thing", object)
    assert shelf.kept(first, "thing", object) is kept
    for number in range(shelf.SNAPSHOTS):
        other = snapshots.Snapshot(f"{number}", first.path, first.as_of, first.built_at, "", False)
        shelf.kept(other, "thing", object)
    assert shelf.kept(first, "thing", object) is not kept
