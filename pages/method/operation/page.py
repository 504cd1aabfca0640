"""Is the dashboard well: how old are the figures, what did the last build find, is there room, who was here?"""

import streamlit as st

from data import access_log
from data.snapshots import Snapshot
from pages.kit.texts import text
from pages.method.operation import view
from pages.screen import drawing, page


def draw(snapshot: Snapshot | None) -> None:
    """Without a snapshot too: then it tells that there is none."""
    st.title(text("page.operation"))
    drawing.parts(*view.state(snapshot), *view.visits(access_log.latest(view.MOST)))


page.run("operation", draw)
