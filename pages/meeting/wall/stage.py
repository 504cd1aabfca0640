"""The stage of a meeting: full screen, a banner that says what is frozen, keys and a clicker, and a pace of its own."""

from html import escape
from pathlib import Path

import streamlit as st

from data import pins, snapshots, vocabulary
from data.snapshots import Snapshot
from pages.kit import choices, formats
from pages.kit.address import Address
from pages.kit.texts import text
from pages.kit.view import Notice
from pages.meeting.wall import agenda, aside
from pages.progress.map import place
from pages.screen import drawing, every, html, viewer

_STYLE, _SCRIPT = Path(__file__).parent / "stage.css", Path(__file__).parent / "stage.js"
_HERE = ' aria-current="true"'
LEFT = "left"  # in the address once a meeting was left: the slide and the snapshot that it was at
PACES = (0, 15, 30, 60)  # seconds a slide stays by itself; 0: until somebody moves on
NEXT, PREVIOUS = ("Right", "Space", "PageDown", "Down"), ("Left", "PageUp", "Up")


def start(snapshot: Snapshot, slide: int = 0) -> None:
    """Freezes the snapshot and shows a slide: what is published during the meeting changes nothing."""
    viewer.choose(**{"snapshot": snapshot.id, "slide": str(agenda.number(slide)), LEFT: None})


def holds(snapshot: Snapshot) -> bool:
    """Whether the meeting shows what it froze, which stays from here on; where that is gone no other takes its place unseen."""
    if viewer.snapshot_asked() in ("", snapshot.id):
        pins.pin(snapshot.path)
        return True
    drawing.parts(Notice(text("meeting.lost"), "error"))
    begin(snapshot)
    return False


def go(slide: int) -> None:
    """Another slide of the agenda; a map that was opened at a district is the province's again when one comes back to it.

    Keys pressed while a slide is drawn are heard together, in no order: after the one that ends the meeting none moves it.
    """
    if agenda.is_on(viewer.address()):
        viewer.choose(**{"slide": str(agenda.number(slide)), place.KEY: None, agenda.BESIDE: None})


def move(by: int, slides: int) -> None:
    """On or back from where the meeting is by now: a key counts that was pressed while a slide was being drawn."""
    at = agenda.position(viewer.address(), slides)
    if at is not None:
        go(min(max(at + by, 0), slides - 1))


def end(at: int, snapshot: Snapshot) -> None:
    """The meeting is left: the page shows the newest figures again, and the way back to the slide."""
    viewer.choose(**{"slide": None, "snapshot": None, agenda.BESIDE: None, LEFT: f"{agenda.number(at)}.{snapshot.id}"})


def left(snapshot: Snapshot, slides: int) -> tuple[int, Snapshot] | None:
    """The slide, counted from 0, at which the meeting was left, and its snapshot where that is still kept; None where none was."""
    number, _, identifier = viewer.address().get(LEFT, "").partition(".")
    at = agenda.position(Address({"slide": number}), slides)
    return None if at is None else (at, snapshots.kept(snapshot, identifier) or snapshot)


def pace() -> None:
    """How long a slide stays when nobody presses a key."""
    st.session_state.setdefault("choice.pace", _chosen_pace())
    st.segmented_control(
        text("meeting.pace"), PACES, key="choice.pace", on_change=_remember_pace, required=True,
        format_func=lambda seconds: text("meeting.pace.seconds", seconds=seconds) if seconds else text("meeting.pace.none"),
    )  # fmt: skip


def _chosen_pace() -> int:
    seconds = viewer.address().number("pace")
    return seconds if seconds in PACES else 0


def _remember_pace() -> None:
    viewer.choose(pace=str(st.session_state["choice.pace"]))


def begin(snapshot: Snapshot) -> None:
    """The way onto the wall, and back to the slide at which a meeting was left."""
    order = agenda.order(snapshot, viewer.scope(), viewer.address())
    with st.container(horizontal=True):
        st.button(
            text("meeting.start"), type="primary", icon=":material/slideshow:", on_click=start, args=(snapshot,),
        )  # fmt: skip
        if found := left(snapshot, len(order)):
            at, frozen = found
            st.button(
                text("meeting.resume", at=agenda.number(at), name=agenda.name(order[at])), icon=":material/resume:",
                on_click=start, args=(frozen, at),
            )  # fmt: skip


def dressed() -> None:
    """Nothing but the slide: no menu, no tools, type for the fifth row.

    Styles alone would be put outside of what a choice draws anew, and would stay when the meeting is left; to draw all of the
    page anew at once, while it was still being drawn, lost words on the way to a slow browser.
    """
    style, script = (file.read_text(encoding="utf-8") for file in (_STYLE, _SCRIPT))
    st.html(f"<i hidden></i><style>{style}</style><script>{script}</script>", unsafe_allow_javascript=True)


def overview(order: list[str], at: int) -> None:
    """All slides of the agenda by their number, shown by a key; each leads to its slide."""
    chosen = {key: value for key, value in viewer.address().items() if key not in (place.KEY, agenda.BESIDE)}
    links = "".join(
        f'<li><a href="{html.address("meeting", tuple({**chosen, "slide": str(number)}.items()))}"'
        f"{_HERE if number == agenda.number(at) else ''}><b>{number}</b> {escape(agenda.name(slide))}</a></li>"
        for number, slide in enumerate(order, 1)
    )
    keys = escape(text("meeting.keys"))
    st.html(
        f'<nav class="view slides" aria-label="{escape(text("meeting.agenda"))}"><ol>{links}</ol><p class="note">{keys}</p></nav>'
    )


def slide() -> st.delta_generator.DeltaGenerator:
    """The room of a slide: all that the banner leaves of the wall."""
    return st.container(key="stage-slide", height="stretch")


def banner(snapshot: Snapshot, at: int, order: list[str]) -> None:
    """What is frozen, the day looked at where it is an earlier one, where the meeting is, the ways aside, and the keys' buttons."""
    seen = choices.day(viewer.address(), vocabulary.first_day(), snapshot.as_of)
    earlier = text("meeting.day", day=seen.words) if seen.chosen < snapshot.as_of else ""
    with st.container(key="stage-banner", horizontal=True, vertical_alignment="center"):
        st.markdown(_frozen(snapshot) + earlier)
        st.markdown(_where(at, order))
        aside.ways(snapshot, order[at])
        _moves(at, len(order), snapshot)


def _where(at: int, order: list[str]) -> str:
    if agenda.beside(viewer.address()):
        return text("meeting.beside")
    return text("meeting.where", at=agenda.number(at), of=len(order), name=agenda.name(order[at]))


def _frozen(snapshot: Snapshot) -> str:
    built = snapshot.built_at
    return text(
        "meeting.frozen", hour=f"{built:%H}", minute=f"{built:%M}", day=formats.day(built), as_of=formats.day(snapshot.as_of)
    )  # fmt: skip


def _moves(at: int, slides: int, snapshot: Snapshot) -> None:
    for name, keys, by, icon in (("previous", PREVIOUS, -1, "arrow_back"), ("next", NEXT, 1, "arrow_forward")):
        for index, key in enumerate(keys):
            st.button(
                text(f"meeting.{name}"), key=f"{name}-{index}", shortcut=key, on_click=move, args=(by, slides),
                disabled=not 0 <= at + by < slides,
                icon=f":material/{icon}:",
            )  # fmt: skip
    if agenda.beside(viewer.address()):
        st.button(
            text("meeting.back", at=agenda.number(at)), key="back", shortcut="Backspace", on_click=go, args=(at,),
            icon=":material/undo:",
        )  # fmt: skip
    st.button(
        text("meeting.end"), key="end", shortcut="Esc", on_click=end, args=(at, snapshot), icon=":material/close:",
    )  # fmt: skip


def paced(at: int, slides: int) -> None:
    """At the pace chosen the next slide comes by itself, and the last is followed by the first."""
    if seconds := _chosen_pace():
        every.press(seconds, str(agenda.number(at)), go, (at + 1) % slides)
