"""A page as the viewer meets it: the frame around it, and its body, which alone is drawn anew when a choice changes."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from data import shelf, snapshots, vocabulary
from data.snapshots import Snapshot
from pages.kit import making
from pages.kit.texts import language, spoken, text
from pages.kit.view import Download, View
from pages.screen import drawing, frame, menu, strip, timeline, viewer, visits

Files = Callable[[View, Snapshot, str], tuple[Download, ...]]


def show(
    slug: str, make: making.Make, choices: tuple[str, ...], files: Files, levels: tuple[str, ...] = ("province",)
) -> None:
    """A view of the snapshot; `choices` are the keys of the address that it looks at, `files` gives it to take away.

    `levels` are those of the units it can show; none where it is about no unit.
    """
    _body(partial(draw, slug, make, choices, files), menu.PAGES[slug], strip.Looked(slug, choices, levels))


def run(slug: str, body: Callable[[Snapshot | None], None], choices: tuple[str, ...] = ()) -> None:
    """A page that is worked on more than read: `body` draws it with Streamlit for the snapshot.

    It is given None where there is none, on a page that `opens_without`. `choices` are as of `show`.
    """
    _body(body, menu.PAGES[slug], strip.Looked(slug, choices, ()))


@st.fragment
def _body(body: Callable[[Snapshot], None], page: menu.Page, looked: strip.Looked) -> None:
    """Everything but the menu. A change of a choice draws this and nothing else."""
    with spoken(viewer.language()), frame.faults_told():
        _framed(body, page, looked)


def _framed(body: Callable[[Snapshot | None], None], page: menu.Page, looked: strip.Looked) -> None:
    if not menu.is_open(page):
        frame.not_open(page.name)
        return
    visits.opened(page.slug)
    published = _published(page)
    if published is not None:
        _of_snapshot(body, page, published, looked)
    elif page.opens_without:
        body(None)
    else:
        frame.nothing_published()


def _published(page: menu.Page) -> Snapshot | None:
    """The published snapshot. A damaged one is none to a page that leads back from it."""
    try:
        return snapshots.current()
    except snapshots.Damaged:
        if not page.opens_without:
            raise
        st.error(text("app.damaged"), icon=":material/error:")
        return None


def _of_snapshot(body: Callable[[Snapshot], None], page: menu.Page, published: Snapshot, looked: strip.Looked) -> None:
    snapshot = viewer.snapshot(published)
    frame.frozen(snapshot, published)
    if not page.slug:
        frame.trouble()
    st.html(shelf.kept(snapshot, ("freshness", language(), viewer.theme()), partial(frame.freshness, snapshot)))
    if page.is_of_the_phases and snapshot.as_of < vocabulary.first_day():
        frame.nothing_to_judge(page.name, snapshot)
    else:
        strip.draw(looked, snapshot)
        body(snapshot)
        frame.footer(snapshot)


def draw(slug: str, make: making.Make, choices: tuple[str, ...], files: Files, snapshot: Snapshot) -> None:
    """The view of the viewer's address in a snapshot, and its files to take away."""
    address = timeline.at(slug, viewer.address()).of(choices)
    view, steps = drawing.made(
        make, snapshot, viewer.scope(), address, language(), viewer.theme(), viewer.SIZES[viewer.size()]
    )
    drawing.draw(view, steps)
    drawing.offer(files(view, snapshot, slug))
