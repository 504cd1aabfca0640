"""The frame of every page: language, menu, freshness, the simulated mark, one place for errors."""

import atexit
import gc
import logging
import secrets

import streamlit as st

from data import snapshots, vocabulary
from pages.documents import exporting
from pages.shared import chrome, frame, menu, searching, showing, texts
from pages.shared.texts import text

st.set_page_config(page_title=text("app.title"), page_icon="📊", layout="wide", initial_sidebar_state="auto")


@st.cache_resource
def settle() -> None:
    """What is loaded now stays: later collections need not look at it."""
    gc.collect()
    gc.freeze()
    atexit.register(gc.unfreeze)


settle()
frame.styled()
page = st.navigation(menu.sections(), expanded=True)
with st.sidebar:
    texts.switch()
    frame.theme_switch()
    chrome.speak()
    chrome.dress(frame.theme_asked(), st.context.theme.type or "")
    searching.box()
frame.carry(page.url_path)
snapshot = None
try:
    snapshot = frame.snapshot()
    if snapshot is None and page.url_path != "load":
        frame.nothing_published()
except snapshots.Damaged:
    st.error(text("app.damaged"), icon=":material/error:")
if snapshot is not None:
    frame.freshness(snapshot)
    frame.keep_frozen(snapshot)
    frame.waiting(snapshot)
elif page.url_path != "load":
    st.stop()
showing.begin()
try:
    if snapshot and page.url_path in menu.OF_THE_PHASES and snapshot.as_of < vocabulary.first_day():
        frame.nothing_to_judge(page.title, snapshot)
    else:
        page.run()
    if page.url_path != "load":  # what a check tells is no figure yet
        exporting.offer(snapshot, page.title, page.url_path)
except snapshots.NotInSnapshot as older:
    st.info(text("app.older", snapshot=older), icon=":material/history:")
except Exception:
    code = secrets.token_hex(3)
    logging.getLogger("dashboard").exception("page failed, code %s", code)
    st.error(text("app.error", code=code))
