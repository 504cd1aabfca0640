"""The frame of every page: language, theme, menu and search; the page of the address draws the rest."""

import streamlit as st

from pages.kit.texts import spoken, text
from pages.screen import access, chrome, frame, menu, search, viewer

with spoken(viewer.language()):
    st.set_page_config(page_title=text("app.title"), page_icon="📊", layout="wide", initial_sidebar_state="auto")
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
