"""The frame of every page: language, menu, freshness, the simulated mark, one place for errors."""

import atexit
import gc
import logging
import secrets

import streamlit as st

from pages.shared import frame, texts
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
page = st.navigation(
    {
        text("nav.progress"): [
            st.Page("pages/progress/overview.py", title=text("page.overview"), icon=":material/flag:", default=True),
            st.Page("pages/progress/map.py", title=text("page.map"), icon=":material/map:", url_path="map"),
            st.Page(
                "pages/progress/phases.py", title=text("page.phases"), icon=":material/timeline:", url_path="phases"
            ),
        ],
        text("nav.trade"): [
            st.Page("pages/trade/products.py", title=text("page.products"), icon=":material/eco:", url_path="products"),
        ],
        text("nav.method"): [
            st.Page(
                "pages/method/quality.py", title=text("page.quality"), icon=":material/fact_check:", url_path="quality"
            ),
            st.Page("pages/method/load.py", title=text("page.load"), icon=":material/upload_file:", url_path="load"),
        ],
    }
)
with st.sidebar:
    texts.switch()
snapshot = frame.snapshot()
if snapshot is not None:
    frame.freshness(snapshot)
    frame.keep_frozen(snapshot)
elif page.url_path != "load":
    frame.nothing_published()
    st.stop()
try:
    page.run()
except Exception:
    code = secrets.token_hex(3)
    logging.getLogger("dashboard").exception("page failed, code %s", code)
    st.error(text("app.error", code=code))
