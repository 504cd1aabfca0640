"""The frame of every page: language, theme, menu and search; the page of the address draws the rest."""

import atexit
import gc

import streamlit as st

from pages.kit.texts import spoken, text
from pages.screen import access, chrome, frame, menu, search, viewer


@st.cache_resource
def settle() -> None:
    """What is loaded now stays: later collections need not look at it."""
    gc.collect()
    gc.freeze()
    atexit.register(gc.unfreeze)


with spoken(viewer.language()):
    st.set_page_config(page_title=text("app.title"), page_icon="📊", layout="wide", initial_sidebar_state="auto")
    settle()
    frame.styled(viewer.palette())
    if not access.is_let_in():
        st.stop()
    page = st.navigation(menu.sections(), expanded=True)
    with st.sidebar:
        frame.language_switch()
        frame.theme_switch()
        frame.size_switch()
        frame.start()
        access.switch()
        chrome.speak()
        chrome.dress(viewer.theme_asked(), viewer.theme())
    search.box(page.url_path)
    with frame.faults_told():
        page.run()
