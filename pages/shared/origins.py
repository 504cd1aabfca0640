"""The way from any figure of a table to its passport: a press on the figure offers it."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from data import figures
from pages.kit.lineage import FigureKey, code
from pages.kit.texts import text
from pages.shared import telling
from pages.shared.frame import link, snapshot

COLUMNS = {"unit_code", "indicator", "day"}  # what a passport needs; the indicator may be any subject of `data.figures`


@st.fragment
def offered(rows: pd.DataFrame, headers: dict[str, str], shown: Callable[..., object], key: str) -> None:
    """Draws a table by `shown` (options of `st.dataframe` go through it) and a link beneath it once a figure is pressed.

    `rows` are what the table shows, in its order; `headers` has the column of each header as it is written.
    """
    cells = shown(key=key, on_select="rerun", selection_mode="single-cell").selection.cells
    pressed = [
        figure(rows.iloc[row], headers[header]) for row, header in cells if row < len(rows) and header in headers
    ]
    for told in pressed:
        link(
            "pages/method/lineage/page.py", text("passport.of", unit=telling.place(told), measure=telling.measure(told)),
            ":material/info:", id=code(snapshot().id, told),
        )  # fmt: skip
    if not pressed:
        st.caption(text("passport.press"))


def figure(row: pd.Series, column: str) -> FigureKey:
    """The figure of a cell; one that is none itself leads to the figure it belongs to.

    Where each row of a table shows another measure, its column `measure` says which.
    """
    subject, measure = figures.led_to(row["indicator"], row.get("measure", column))
    return FigureKey(row["unit_code"], subject, measure, row["day"].date())
