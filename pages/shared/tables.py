"""Table twins of the charts: columns named and formatted for the reader, sorted by the values beneath."""

from collections.abc import Callable
from functools import partial

import pandas as pd
import streamlit as st

from data import vocabulary
from pages.kit import formats
from pages.kit.texts import text
from pages.shared import origins, showing

COUNT, SHARE, POINTS, DAY = formats.number, formats.percent, formats.points, formats.day


LONG = 25  # rows; a longer table scrolls in a window of its own
WINDOW = 720  # pixels
SHORT = 18  # letters; the table itself finds room for these
LETTER, WIDEST = 8, 420  # pixels


def show(frame: pd.DataFrame, columns: dict[str, tuple[str, Callable | None]], name: str = "") -> None:
    """`columns` maps a column to (text key of its header, formatter or None for plain text), in the order shown.

    `name` tells apart two tables of a page that have the same columns.
    """
    showing.tabled(name, frame, columns)
    height = "content" if len(frame) <= LONG else WINDOW
    shown = frame[list(columns)].rename(columns={name: text(key) for name, (key, _) in columns.items()})
    form = {text(key): write for key, write in columns.values() if write}
    # A name of its own: with one made anew each time, a table that is the same would be sent again.
    drawn = partial(
        st.dataframe, shown.style.set_uuid("table").format(form), hide_index=True, width="stretch", height=height, placeholder="—",
        column_config={
            text(key): st.column_config.Column(width=room)
            for name, (key, write) in columns.items() if not write and (room := _room(frame[name]))
        },
    )  # fmt: skip
    if set(frame.columns) >= origins.COLUMNS:
        headers = {text(key): column for column, (key, _) in columns.items()}
        origins.offered(frame, headers, drawn, f"table-{name}-{'-'.join(columns)}")
    else:
        drawn()


def _room(words: pd.Series) -> int | None:
    """Pixels for the longest words of a column: left to itself a table measures its first rows only. None: no need."""
    longest = max((len(str(word)) for word in words), default=0)
    return min(32 + round(longest * LETTER), WIDEST) if longest > SHORT else None


def read(frame: pd.DataFrame, columns: dict[str, tuple[str, Callable | None]], name: str = "") -> None:
    """A table of sentences: they wrap, nothing is cut off."""
    showing.tabled(name, frame, columns)
    shown = {text(key): frame[name].map(write) if write else frame[name] for name, (key, write) in columns.items()}
    st.table(pd.DataFrame(shown).set_index(text(next(iter(columns.values()))[0])))


UNITS = {
    "unit": ("column.unit", None),
    "status_label": ("column.status", None),
    "households": ("column.households", COUNT),
    "achieved": ("column.achieved", COUNT),
    "coverage": ("column.coverage", SHARE),
    "target": ("column.target", COUNT),
    "attainment": ("column.attainment", SHARE),
    "local_target": ("column.local", COUNT),
    "gap": ("column.gap", COUNT),
    "needed_per_day": ("column.needed", COUNT),
    "gained_7_days": ("column.gained", COUNT),
    "projected_on": ("column.projected", DAY),
}
COMMUNES = {"unit": UNITS["unit"], "parent_name": ("column.district", None), **UNITS}


def districts() -> list[vocabulary.Unit]:
    return [unit for unit in vocabulary.units().values() if unit.level == "district"]


_UNKNOWN = ["achieved", "coverage", "attainment", "gap", "needed_per_day", "gained_7_days"]


def named(units: pd.DataFrame) -> pd.DataFrame:
    """Attainment rows with what a reader needs beside the figures: unit, status in words and as a letter.

    A unit that has not reported has no figures: missing is not zero.
    """
    return units.assign(
        **{name: units[name].astype(float).where(units["has_data"]) for name in _UNKNOWN if name in units},
        unit=[formats.unit(kind, name) for kind, name in zip(units["type"], units["name"], strict=True)],
        status_label=[
            text("map.not_started" if day < 1 else f"status.{status}")
            for day, status in zip(units["day_number"], units["status"], strict=True)
        ],
        letter=[text(f"letter.{status}") for status in units["status"]],
    )
