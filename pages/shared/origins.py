"""The way from any figure of a table to its passport: a press on the figure offers it."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from pages.shared.frame import link, snapshot
from pages.shared.passport import MEASURES, Figure, code
from pages.shared.texts import text

COLUMNS = {"unit_code", "indicator", "day"}  # rows of `mart.attainment`: what a passport needs

_BELONGS_TO = {"target": "attainment", "local_target": "attainment"}


@st.fragment
def offered(rows: pd.DataFrame, headers: dict[str, str], shown: Callable[..., object], key: str) -> None:
    """Draws a table by `shown` (options of `st.dataframe` go through it) and a link beneath it once a figure is pressed.

    `rows` are what the table shows, in its order; `headers` has the column of each header as it is written.
    """
    cells = shown(key=key, on_select="rerun", selection_mode="single-cell").selection.cells
    figures = [
        figure(rows.iloc[row], headers[header]) for row, header in cells if row < len(rows) and header in headers
    ]
    for told in figures:
        link(
            "pages/method/passport.py", text("passport.of", unit=rows.loc[rows["unit_code"] == told.unit, "unit"].iloc[0],
            measure=text(f"measure.{told.measure}")), ":material/info:", id=code(snapshot().id, told),
        )  # fmt: skip
    if not figures:
        st.caption(text("passport.press"))


def figure(row: pd.Series, column: str) -> Figure:
    """The figure of a cell; one that is none itself leads to the figure it belongs to, a name or a rank to the coverage."""
    measure = column if column in MEASURES else _BELONGS_TO.get(column, "coverage")
    return Figure(row["unit_code"], row["indicator"], measure, row["day"].date())
