"""The files of the week: drop in, check, see the effect, publish, undo."""

import streamlit as st

from pages.shared import access, building, loading, stepping, teaching, uploading
from pages.shared.texts import text

st.title(text("load.title"))
if not access.is_for_this_machine():
    st.info(text("load.elsewhere"), icon=":material/lock:")
    st.stop()
build = building.found()
if build and build.is_running:
    building.watch()
    st.stop()
loading.tidy(build)
if build and not st.session_state.get("checked"):
    building.told(build)
st.markdown(text("load.steps"))
uploads = uploading.chosen()
if st.button(text("load.check"), type="primary", disabled=not uploads, icon=":material/fact_check:"):
    st.session_state["checked"] = loading.check(uploads)
    if st.session_state["checked"]:
        st.rerun()

if checked := st.session_state.get("checked"):
    loading.effect(checked)
    if learned := teaching.offer(checked):
        st.session_state["checked"] = loading.check_aside(checked.aside)
        st.session_state["learned"] = learned
        st.rerun()
    if not checked.is_readable:
        st.error(text("load.nothing_readable"))
    if st.button(text("load.publish"), type="primary", disabled=not checked.is_readable, icon=":material/publish:"):
        if building.start(checked.aside):
            del st.session_state["checked"]
            st.rerun()
        st.error(text("load.busy"))

st.divider()
stepping.offer()
