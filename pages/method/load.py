"""The files of the week: drop in, check, see the effect, publish, undo."""

import streamlit as st

from pages.shared import formats, ledger, loading, tables
from pages.shared.texts import text

st.title(text("load.title"))
if not loading.is_on_this_machine():
    st.info(text("load.elsewhere"), icon=":material/lock:")
    st.stop()
st.markdown(text("load.steps"))
uploads = loading.chosen_files()
if st.button(text("load.check"), type="primary", disabled=not uploads, icon=":material/fact_check:"):
    folder = loading.set_aside(uploads)
    st.session_state["checked"] = (folder, loading.check(folder))

folder, found = st.session_state.get("checked", (None, None))
if found:
    st.subheader(text("load.effect"))
    account = loading.files(found, folder)
    tables.show(
        ledger.files(account),
        {
            name: shown
            for name, shown in ledger.FILES.items()
            if name not in ("encoding", "problem", "households_merged")
        },
    )
    if account["rejected"].any():
        st.warning(text("load.rejected", rows=formats.number(account["rejected"].sum())))
    st.caption(text("load.findings", count=formats.number(len(found["findings"]))))
    if found["districts"]:
        tables.show(loading.districts(found), loading.EFFECT)
    if st.button(text("load.publish"), type="primary", icon=":material/publish:"):
        del st.session_state["checked"]
        if loading.publish(folder):
            st.success(text("load.published"))

st.divider()
if st.button(text("load.undo"), icon=":material/undo:"):
    done, words = loading.step_back()
    (st.success if done else st.error)(words)
