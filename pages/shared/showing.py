"""What the viewer sees at the moment: the choices made and the tables shown, so that an export repeats just them."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pandas as pd
import streamlit as st

Columns = dict[str, tuple[str, Callable | None]]
_KEY = "shown"


@dataclass
class Shown:
    """`choices` by their code: label, words and value; `tables` by name and columns: the frame as it was given to be shown."""

    choices: dict[str, tuple[str, str, object]] = field(default_factory=dict)
    tables: dict[tuple[str, tuple[str, ...]], tuple[pd.DataFrame, Columns]] = field(default_factory=dict)


def begin() -> None:
    """A page is drawn anew: nothing is shown yet."""
    st.session_state[_KEY] = Shown()


def now() -> Shown:
    return st.session_state.setdefault(_KEY, Shown())


def chose(code: str, label: str, words: str, value: object) -> None:
    now().choices[code] = (label, words, value)


def tabled(name: str, frame: pd.DataFrame, columns: Columns) -> None:
    """A part of a page that is drawn again shows its table in the place of the one before."""
    now().tables[name, tuple(columns)] = (frame, columns)
