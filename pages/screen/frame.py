"""What stands around every page: freshness, the simulated mark, what is frozen, the empty state."""

import logging
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path

import streamlit as st

from data import quality, schedule, snapshots, vocabulary
from data.snapshots import Snapshot
from pages.charts.style import Palette
from pages.kit import foreign, formats, names
from pages.kit.texts import LANGUAGES, language, text
from pages.kit.view import Link, Notice, Sentence
from pages.screen import html, viewer

_STYLE = Path(__file__).parent / "frame.css"


def styled(palette: Palette) -> None:
    """The styles that Streamlit lacks, in the colours of the viewer's theme."""
    inks = {name: getattr(palette, name) for name in ("text", "muted", "paper", "accent")} | palette.status
    colours = ";".join(f"--{name.replace('_', '-')}:{colour}" for name, colour in inks.items())
    size = 16 * viewer.SIZES[viewer.size()]
    st.html(
        f"<style>:root{{{colours}}}html:root{{font-size:{size:g}px!important}}{_STYLE.read_text(encoding='utf-8')}</style>"
    )


def language_switch() -> None:
    """The choice goes with the viewer from page to page and stands in the address."""
    _switch(
        "lang", text("app.language"), LANGUAGES, language(), LANGUAGES[0], {"vi": "Tiếng Việt", "en": "English"}.get
    )


def theme_switch() -> None:
    """Light or dark; `theme.js` puts it on."""
    shown = viewer.theme_asked() or viewer.theme()
    _switch("theme", text("app.theme"), viewer.THEMES, shown, "", lambda theme: text(f"app.theme.{theme}"))


def size_switch() -> None:
    """Type of the usual size, or for the back rows of a meeting room."""
    _switch(
        "size", text("app.size"), tuple(viewer.SIZES), viewer.size(), "usual", lambda size: text(f"app.size.{size}")
    )


def start() -> None:
    """The unit that this browser begins with; `links.js` puts it there."""
    words = escape(text("strip.mine", name="{name}"))
    st.html(f'<div class="view"><p class="link start" data-words="{words}"></p></div>')


def _switch(key: str, name: str, codes: tuple[str, ...], shown: str, default: str, words: Callable[[str], str]) -> None:
    """Buttons that show what the address says, and change it."""
    state = f"choice.{key}"
    st.session_state[state] = shown
    st.segmented_control(
        name, codes, format_func=words, required=True, label_visibility="collapsed", key=state, on_change=_switched,
        args=(key, default),
    )  # fmt: skip


def _switched(key: str, default: str) -> None:
    value = st.session_state[f"choice.{key}"]
    viewer.choose(**{key: None if value == default else value})


def freshness(snapshot: Snapshot) -> str:
    """As-of day, snapshot and the simulated mark, on every page; which phases have not begun by its last day, which files are missing."""
    writer = html.Writer(snapshot.id, viewer.palette())
    line = text(
        "app.freshness", as_of=formats.day(snapshot.as_of), built_at=formats.moment(snapshot.built_at)
    )  # fmt: skip
    parts = [Notice(text("app.simulated"), "warning")] if snapshot.is_simulated else []
    parts.append(Sentence(line, "note"))
    if phases := vocabulary.waiting_phases(snapshot.as_of):
        parts.append(Notice(names.not_begun(phases)))
    if kinds := quality.absent_kinds(snapshot):
        parts.append(Notice(text("app.files_missing", files=names.kinds(kinds)), "warning"))
    return writer.block(tuple(parts), "freshness")


def footer(snapshot: Snapshot) -> None:
    """Which snapshot a page was drawn from, at its foot."""
    told = Sentence(text("app.snapshot", snapshot=snapshot.id), "note")
    st.html(html.Writer(snapshot.id, viewer.palette()).block((told,), "foot"))


@contextmanager
def faults_told() -> Iterator[None]:
    """What goes wrong within is told in the viewer's words; a fault of ours is logged with a code, and only that is shown."""
    try:
        yield
    except snapshots.Damaged:
        st.error(text("app.damaged"), icon=":material/error:")
    except snapshots.NotInSnapshot as older:
        st.info(text("app.older", snapshot=older), icon=":material/history:")
    except Exception:
        code = secrets.token_hex(3)
        logging.getLogger("dashboard").exception("page failed, code %s", code)
        st.error(text("app.error", code=code))


def trouble() -> None:
    """On the first page: that the pack could not be made when it was to be."""
    if found := schedule.trouble():
        st.error(text("documents.trouble", told=foreign.literal(found)), icon=":material/error:")


def frozen(shown: Snapshot, published: Snapshot) -> None:
    """A frozen snapshot goes with the viewer from page to page and stands in the address; a way back is offered."""
    asked = viewer.snapshot_asked()
    if not asked:
        return
    if asked != shown.id:
        st.warning(text("app.gone"), icon=":material/history:")
    if shown.id != published.id:
        with st.container(key="frozen"):
            st.info(text("app.frozen", built_at=formats.moment(shown.built_at)), icon=":material/lock_clock:")
            st.button(text("app.unfreeze"), on_click=viewer.unfreeze, icon=":material/lock_open:", type="tertiary")


def nothing_to_judge(page: str, snapshot: Snapshot) -> None:
    """In place of a page that tells how the phases go on, while none has begun."""
    st.title(page)
    parts = (
        Sentence(text("app.not_begun.help", day=formats.day(snapshot.as_of))),
        Link(text("page.quality"), "quality"),
    )
    st.html(html.Writer(snapshot.id, viewer.palette()).block(parts))


def not_open(page: str) -> None:
    """In place of a page that the viewer may not open."""
    st.title(page)
    st.info(text("access.not_open"), icon=":material/lock:")


def nothing_published() -> None:
    st.title(text("app.title"))
    st.info(text("app.empty"), icon=":material/inbox:")
    st.markdown(text("app.empty.help"))
