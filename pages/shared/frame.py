"""What stands around every page: freshness, the simulated mark, the empty state, and the few styles Streamlit lacks."""

from pathlib import Path

import streamlit as st

from data import snapshots, vocabulary
from pages.charts.style import PALETTES, Palette
from pages.kit.formats import day, moment
from pages.kit.lineage import FigureKey, code
from pages.kit.texts import label, text
from pages.shared import showing

_STYLE = Path(__file__).parent / "frame.css"


def styled() -> None:
    st.html(_STYLE)


def palette() -> Palette:
    """Colours of the theme the viewer sees."""
    return PALETTES.get(st.context.theme.type or "light", PALETTES["light"])


THEMES = ("light", "dark")


def theme_asked() -> str:
    """The theme the address asks for; empty where it leaves that to the viewer's own device."""
    told = st.query_params.get("theme", st.session_state.get("theme", ""))
    return told if told in THEMES else ""


def theme_switch() -> None:
    """Light or dark. The choice goes along from page to page and stands in the address; `chrome.js` puts it on."""
    shown = theme_asked() or st.context.theme.type or THEMES[0]
    chosen = st.segmented_control(
        text("app.theme"), THEMES, default=shown, format_func=lambda theme: text(f"app.theme.{theme}"), required=True,
        label_visibility="collapsed", key=f"theme-{shown}",
    )  # fmt: skip
    kept = chosen if chosen != shown else theme_asked()
    if kept:
        st.session_state["theme"] = kept
        if st.query_params.get("theme") != kept:
            st.query_params["theme"] = kept
    if chosen != shown:
        st.rerun()


def snapshot() -> snapshots.Snapshot | None:
    """The snapshot the viewer looks at: the one the address freezes (?snapshot=id), else the published one."""
    published = snapshots.current()
    if published is None:
        return None
    told = st.query_params.get("snapshot", st.session_state.get("snapshot", published.id))
    return snapshots.kept(published, told) or published


def keep_frozen(shown: snapshots.Snapshot) -> None:
    """A frozen snapshot goes with the viewer from page to page and stands in the address; a way back is offered."""
    if "snapshot" not in st.query_params and "snapshot" not in st.session_state:
        return
    told = st.query_params.get("snapshot", shown.id)
    if told != shown.id:
        st.warning(text("app.gone", snapshot=told[:40]), icon=":material/history:")
    st.session_state["snapshot"] = st.query_params["snapshot"] = shown.id
    if shown.id != snapshots.current().id:
        with st.container(key="frozen"):
            st.info(text("app.frozen", built_at=moment(shown.built_at)), icon=":material/lock_clock:")
            st.button(text("app.unfreeze"), on_click=unfreeze, icon=":material/lock_open:", type="tertiary")


def unfreeze() -> None:
    st.session_state.pop("snapshot", None)
    st.query_params.pop("snapshot", None)


CARRIED = ("indicator", "day", "district", "commune", "phase")


def carry(page: str) -> None:
    """The filters of the moment go along from page to page, and stand in the address of each."""
    kept = st.session_state.setdefault("carried", {})
    has_moved = st.session_state.get("carried.page", page) != page
    st.session_state["carried.page"] = page
    for name in CARRIED:
        if name in st.query_params:
            kept[name] = st.query_params[name]
        elif has_moved and name in kept:
            st.query_params[name] = kept[name]
        else:
            kept.pop(name, None)


def freshness(snapshot: snapshots.Snapshot) -> None:
    """As-of day, snapshot and the simulated mark, on every page."""
    with st.container(key="freshness", horizontal=True, vertical_alignment="center"):
        if snapshot.is_simulated:
            st.warning(text("app.simulated"), icon=":material/science:")
        st.caption(
            text(
                "app.freshness",
                as_of=day(snapshot.as_of),
                snapshot=snapshot.id,
                built_at=moment(snapshot.built_at),
            ),
            width="content",
        )


def not_begun(phases: list[vocabulary.Phase]) -> str:
    """That phases have not begun, and when they will."""
    told = [text("app.from", phase=label(phase.label), day=day(phase.starts_on)) for phase in phases]
    return text("app.not_begun", phases=", ".join(told))


def waiting(snapshot: snapshots.Snapshot) -> None:
    """On every page of a young snapshot: which phases have not begun by its last day."""
    if phases := vocabulary.waiting_phases(snapshot.as_of):
        st.info(not_begun(phases), icon=":material/event_upcoming:")


def nothing_to_judge(page: str, snapshot: snapshots.Snapshot) -> None:
    """In place of a page that tells how the phases go on, while none has begun."""
    st.title(page)
    st.markdown(text("app.not_begun.help", day=day(snapshot.as_of)))
    link("pages/method/quality/page.py", text("page.quality"), ":material/fact_check:")


def nothing_published() -> None:
    st.title(text("app.title"))
    st.info(text("app.empty"), icon=":material/inbox:")
    st.markdown(text("app.empty.help"))


def link(page: str, label: str, icon: str | None = None, **query: str) -> None:
    """A link to a page that keeps the viewer's language, theme and frozen snapshot."""
    kept = {name: st.query_params[name] for name in ("lang", "theme", "snapshot") if name in st.query_params}
    st.page_link(page, label=label, icon=icon, query_params={**kept, **query})


def passport(snapshot: snapshots.Snapshot, figure: FigureKey) -> None:
    """The way from a figure to where it comes from."""
    link("pages/method/lineage/page.py", text("passport.open"), ":material/info:", id=code(snapshot.id, figure))
    showing.traced(figure)
