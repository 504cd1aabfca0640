"""A chart for those who cannot see it: its figures in words, and in a table folded below it, sent when it is unfolded."""

from collections.abc import Callable, Iterable

import pandas as pd
import streamlit as st

from pages.kit.texts import text
from pages.shared import showing, tables


def folded(name: str, frame: Callable[[], pd.DataFrame], columns: dict[str, tuple[str, Callable | None]]) -> None:
    """`name` tells it apart from the other twins of the page; `frame` is asked for its rows only when they are wanted."""
    showing.folded(name, frame, columns)
    with st.expander(text("chart.table"), key=f"twin-{name}", on_change="rerun") as twin:
        if twin.open:
            tables.show(frame(), columns, name)


def said(title: str, names: Iterable[str], values: Iterable[float], write: Callable[[float], str]) -> str:
    """The alternative text of a chart of few marks: each name with its value."""
    return f"{title}: " + "; ".join(f"{name} {write(value)}" for name, value in zip(names, values, strict=True))
