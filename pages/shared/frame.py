"""What stands around every page: freshness, the simulated mark, the empty state, and the few styles Streamlit lacks."""

from pathlib import Path

import streamlit as st

from data import metrics
from pages.charts.style import PALETTES, Palette
from pages.shared.formats import day
from pages.shared.texts import text

_STYLE = Path(__file__).parent / "frame.css"


def styled() -> None:
    st.html(_STYLE)


def palette() -> Palette:
    """Colours of the theme the viewer sees."""
    return PALETTES.get(st.context.theme.type or "light", PALETTES["light"])


def freshness(snapshot: metrics.Snapshot) -> None:
    """As-of day, snapshot and the simulated mark, on every page."""
    if snapshot.is_simulated:
        st.warning(text("app.simulated"), icon=":material/science:")
    st.caption(
        text(
            "app.freshness",
            as_of=day(snapshot.as_of),
            snapshot=snapshot.id,
            built_at=f"{snapshot.built_at:%H:%M %d/%m/%Y}",
        )
    )


def nothing_published() -> None:
    st.title(text("app.title"))
    st.info(text("app.empty"), icon=":material/inbox:")
    st.markdown(text("app.empty.help"))
