"""What the viewer sees at the moment: drawn on the screen and remembered, so that an export repeats just that."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.charts import layout
from pages.kit import formats
from pages.kit.lineage import FigureKey

Columns = dict[str, tuple[str, Callable | None]]
_KEY = "shown"


@dataclass(frozen=True)
class Words:
    """A sentence: the page's verdict, or a note to what stands above it."""

    words: str
    is_verdict: bool


@dataclass(frozen=True)
class Count:
    """A headline figure: its value, how it is written, and what stands below it."""

    label: str
    value: object
    write: Callable[[object], str]
    note: str


@dataclass(frozen=True)
class Chart:
    figure: layout.Chart
    words: str


@dataclass(frozen=True)
class Picture:
    """A map: `draw` makes its SVG for paper when it is asked for."""

    draw: Callable[[], bytes]
    words: str


@dataclass(frozen=True)
class Table:
    """`rows` gives the frame: at once, or for a folded table when it is asked for."""

    rows: Callable[[], pd.DataFrame]
    columns: Columns
    is_folded: bool = False


Part = Words | Count | Chart | Picture | Table


@dataclass
class Shown:
    """`choices` by their code: label, words and value. `parts` in the order they are shown, each with its heading.

    `traced` are the figures whose passport the page offers.
    """

    choices: dict[str, tuple[str, str, object]] = field(default_factory=dict)
    parts: dict[object, tuple[str, Part]] = field(default_factory=dict)
    traced: list[FigureKey] = field(default_factory=list)
    heading: str = ""


def begin() -> None:
    """A page is drawn anew: nothing is shown yet."""
    st.session_state[_KEY] = Shown()


def now() -> Shown:
    return st.session_state.setdefault(_KEY, Shown())


def chose(code: str, label: str, words: str, value: object) -> None:
    now().choices[code] = (label, words, value)


def traced(figure: FigureKey) -> None:
    """The page offers the passport of a figure."""
    now().traced.append(figure)


def _keep(key: object, part: Part) -> None:
    """A part that is drawn again takes the place of the one before."""
    now().parts[key] = (now().heading, part)


def headed(words: str) -> None:
    """A heading: what follows belongs to it."""
    st.subheader(words)
    now().heading = words


def told(words: str) -> None:
    """The sentence that answers the page's question."""
    st.markdown(f"#### {words}")
    _say(words, is_verdict=True)


def said(words: str) -> None:
    """What the figures below it say."""
    st.markdown(words)
    _say(words)


def noted(words: str) -> None:
    st.caption(words)
    _say(words)


def informed(words: str) -> None:
    """A note that must not be missed, or why there is nothing here."""
    st.info(words, icon=":material/info:")
    _say(words)


def good(words: str) -> None:
    """There is nothing to worry about here."""
    st.success(words)
    _say(words)


def _say(words: str, is_verdict: bool = False) -> None:
    _keep((now().heading, words), Words(words.replace("**", ""), is_verdict))


def metric(
    place: DeltaGenerator, label: str, value: object, write: Callable[[object], str] = formats.number, note: str = "",
    border: bool = True,
) -> None:  # fmt: skip
    """A headline figure with its note in `place`."""
    place.metric(label, write(value), note or None, delta_color="off", delta_arrow="off", border=border)
    counted(label, value, write, note)


def counted(label: str, value: object, write: Callable[[object], str], note: str) -> None:
    """A headline figure that is drawn elsewhere."""
    _keep((now().heading, label), Count(label, value, write, note))


def chart(figure: layout.Chart, key: str, alt: str, **config: object) -> None:
    """`alt` says it to those who cannot see it."""
    st.plotly_chart(figure, key=key, config={"displayModeBar": False, **config}, alt=alt)
    _keep(key, Chart(figure, alt))


def pictured(key: str, draw: Callable[[], bytes], words: str) -> None:
    """A map that is drawn elsewhere."""
    _keep(key, Picture(draw, words))


def tabled(name: str, frame: pd.DataFrame, columns: Columns) -> None:
    _keep((name, tuple(columns)), Table(lambda: frame, columns))


def folded(name: str, rows: Callable[[], pd.DataFrame], columns: Columns) -> None:
    """The table of a chart, folded below it: a workbook has it, paper has the chart."""
    _keep((name, tuple(columns)), Table(rows, columns, is_folded=True))
