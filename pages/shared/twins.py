"""The table twin of a chart: its figures for those who cannot see it, folded below it, sent when it is unfolded."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from pages.shared import tables
from pages.shared.texts import text


def folded(name: str, frame: Callable[[], pd.DataFrame], columns: dict[str, tuple[str, Callable | None]]) -> None:
    """`name` tells it apart from the other twins of the page; `frame` is asked for its rows only when they are wanted."""
    with st.expander(text("chart.table"), key=f"twin-{name}", on_change="rerun") as twin:
        if twin.open:
            tables.show(frame(), columns, name)
