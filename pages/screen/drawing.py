"""Draws a view with Streamlit: words and figures as one element, charts, maps and choices as elements of their own."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from itertools import groupby
from zlib import crc32

import pandas as pd
import streamlit as st
from plotly.basedatatypes import BaseFigure

from data import shelf
from data.snapshots import Scope, Snapshot
from geo import layers
from pages.charts.style import PALETTES
from pages.kit import formats, making, misread
from pages.kit.address import Address
from pages.kit.texts import language, spoken, text
from pages.kit.view import (
    Card,
    Chart,
    Choice,
    Code,
    Columns,
    DayChoice,
    Download,
    Folded,
    Map,
    Notice,
    Part,
    Table,
    Tabs,
    View,
)  # fmt: skip
from pages.screen import html, timeline, unit_box, viewer, visits

_CONFIG = {"displayModeBar": False}
_MAP_CONFIG = {**_CONFIG, "topojsonURL": layers.TOPOJSON_URL, "scrollZoom": False}


class PlainFigure(BaseFigure):
    """A figure that is plain data. Plotly would validate it at every view; `tests/charts` does so once."""

    def __init__(self, figure: dict):
        self.__dict__["plain"] = _drawn_once(figure)

    def to_dict(self) -> dict:
        return self.__dict__["plain"]


def _drawn_once(figure: dict) -> dict:
    """A figure of which plotly.js knows that it is the same again: Streamlit hands each over to it twice.

    It compares the arrays of two figures by their revision, and `meta` as a value: what is the same is not drawn again.
    A theme of Streamlit's would be another object each time: figures are drawn without.
    """
    revision = crc32(json.dumps(figure["data"]).encode())
    meta = {"meta": json.dumps(figure["layout"]["meta"])} if "meta" in figure["layout"] else {}
    return {**figure, "layout": figure["layout"] | {"datarevision": revision} | meta}


def _clickable(figure: dict) -> dict:
    """A map whose units can be clicked, as Streamlit makes it: told only once it is drawn, plotly.js would draw it anew."""
    modes = {"clickmode": "event+select", "hovermode": "closest", "dragmode": "pan"}
    return {**figure, "layout": figure["layout"] | modes}


@dataclass(frozen=True)
class Step:
    """One call of Streamlit: a part, or the HTML of several."""

    part: Part | None
    made: object = None


def made(
    make: making.Make,
    snapshot: Snapshot,
    scope: Scope,
    address: Address,
    language: str,
    theme: str,
    larger: float = 1.0,
) -> tuple[View, tuple[Step, ...]]:
    """The view of an address, and what it is drawn from in a theme and size of type; each is made once for all viewers."""
    view = making.view(make, snapshot, scope, address, language)

    def steps() -> tuple[Step, ...]:
        with spoken(language):
            return prepared(view.parts, html.Writer(snapshot.id, PALETTES[theme], larger))

    return view, shelf.kept(snapshot, ("drawing", view, language, theme, larger), steps)


def prepared(parts: tuple[Part, ...], writer: html.Writer) -> tuple[Step, ...]:
    """What does not differ from viewer to viewer: HTML and figures, made once for a snapshot, theme and language."""
    return tuple(_prepared(parts, writer))


def _prepared(parts: tuple[Part, ...], writer: html.Writer) -> Iterator[Step]:
    for is_html, group in groupby(parts, key=writer.can):
        if is_html:
            yield Step(None, writer.block(tuple(group)))
        else:
            yield from (Step(part, _made(part, writer)) for part in group)


def _made(part: Part, writer: html.Writer) -> object:
    """What a part is drawn from: a figure, or the steps of the parts that it holds."""
    if isinstance(part, Chart):
        return PlainFigure(writer.figure(part))
    if isinstance(part, Map):
        figure = writer.sized(part.draw(writer.palette))
        return PlainFigure(_clickable(figure) if part.selects else figure)
    if isinstance(part, Columns):
        return [prepared(column, writer) for column in part.columns]
    if isinstance(part, Tabs):
        return [cache(partial(prepared, group, writer)) for group in part.groups]
    if isinstance(part, Card):
        return prepared(part.parts, writer)
    if isinstance(part, Table):
        return cache(partial(_frame if len(part.rows) > html.MOST else writer.unfolded, part))
    return None


def _frame(table: Table) -> pd.DataFrame:
    """The rows as they are written, for a table too long for HTML."""
    return pd.DataFrame(
        {
            column.header: table.rows[column.key].map(partial(formats.write, kind=column.kind))
            for column in table.columns
        }
    )


def draw(view: View, steps: tuple[Step, ...]) -> None:
    """The whole view: title, the row of choices, its parts."""
    st.title(view.title)
    if view.trail:
        st.html(html.Writer("", viewer.palette()).trail(view.trail))
    _misread(view.chosen())
    if view.choices:
        _ask(view.choices)
    _draw(steps)


def parts(*shown: Part) -> None:
    """Parts of a page that is worked on, drawn where it stands. Their figures lead nowhere: they are of no snapshot."""
    _draw(prepared(shown, html.Writer("", viewer.palette())))


def _draw(steps: tuple[Step, ...]) -> None:
    for step in steps:
        if step.part is None:
            st.html(step.made)
        else:
            _DRAWN[type(step.part)](step.part, step.made)


def ask(choices: tuple[Choice | DayChoice, ...]) -> None:
    """The row of choices of a page that is worked on."""
    _misread(choices)
    _ask(choices)


def _misread(choices: Iterable[Choice | DayChoice]) -> None:
    """That the address asks for what is not there, in words of ours alone."""
    if misread.is_misread(viewer.address(), choices):
        st.html(html.Writer("", viewer.palette()).block((Notice(text("app.misread"), "warning"),), "misread"))


def _ask(choices: tuple[Choice | DayChoice, ...]) -> None:
    """The row of choices, each in its share of it; the rest stays free."""
    choices = tuple(filter(_is_choice, choices))
    widths = [choice.width for choice in choices]
    rest = max(6 - sum(widths), 0)
    row = st.container(key="choices").columns([*widths, rest] if rest else widths)
    for column, choice in zip(row, choices, strict=False):
        with column:
            _DRAWN[type(choice)](choice, None)


def _choice(choice: Choice, _: object) -> None:
    """A box or a row of buttons that shows what the address says, and changes it."""
    if choice.shape == "unit":
        unit_box.draw(choice)
        return
    if not _is_choice(choice):
        return
    words = {option.code: option.words for option in choice.options}
    state = f"choice.{choice.key}"
    # Always: a page moved to has a box of its own, which would begin with its first option.
    st.session_state[state] = choice.chosen
    shape = {"list": st.selectbox, "segments": st.segmented_control}[choice.shape]
    shape(
        choice.label,
        list(words),
        format_func=words.get,
        key=state,
        on_change=_chosen,
        args=(choice.key, choice.default),
    )


def _is_choice(choice: Choice | DayChoice) -> bool:
    """Of one thing alone there is nothing to choose; a box of units says all the same which unit it is."""
    return isinstance(choice, DayChoice) or choice.shape == "unit" or len(choice.options) > 1


def _chosen(key: str, default: str) -> None:
    value = st.session_state[f"choice.{key}"]
    viewer.choose(**{key: None if value in (None, default) else value})


def _day(choice: DayChoice, _: object) -> None:
    if choice.shape == "line" and choice.first < choice.last:
        timeline.draw(choice)
        return
    st.session_state[f"choice.{choice.key}"] = choice.chosen
    st.date_input(
        choice.label, min_value=choice.first, max_value=choice.last, format="DD/MM/YYYY", key=f"choice.{choice.key}",
        on_change=_day_chosen, args=(choice.key, choice.last),
    )  # fmt: skip


def _day_chosen(key: str, last: date) -> None:
    value = st.session_state[f"choice.{key}"]
    viewer.choose(**{key: None if value in (None, last) else value.isoformat()})


def _height(part: Chart | Map) -> str:
    return "stretch" if part.fills else "content"


def _chart(part: Chart, figure: PlainFigure) -> None:
    st.plotly_chart(figure, key=part.name, theme=None, config=_CONFIG, alt=part.words, height=_height(part))


def _map(part: Map, figure: PlainFigure) -> None:
    selecting = {"on_select": lambda: _selected(part), "selection_mode": "points"} if part.selects else {}
    st.plotly_chart(
        figure, key=part.name, theme=None, config=_MAP_CONFIG, alt=part.words, height=_height(part), **selecting
    )  # fmt: skip


def _selected(part: Map) -> None:
    """A click on a unit of the map."""
    if points := st.session_state[part.name].selection.points:
        viewer.choose(**{part.selects: points[0]["location"]})


def _columns(part: Columns, columns: list[tuple[Step, ...]]) -> None:
    for place, steps in zip(st.columns(part.widths), columns, strict=True):
        with place:
            _draw(steps)


def _card(part: Card, steps: tuple[Step, ...]) -> None:
    with st.container(border=True, key=f"card-{part.name}"):
        _draw(steps)


def _tabs(part: Tabs, groups: list[Callable[[], tuple[Step, ...]]]) -> None:
    """Only the group that is seen is made and sent."""
    for tab, steps in zip(st.tabs(part.names, key=part.name, on_change="rerun"), groups, strict=True):
        if tab.open:
            with tab:
                _draw(steps())


def _table(part: Table, made: Callable[[], pd.DataFrame | str]) -> None:
    """A table too long to be sent unasked, or to be drawn at once."""
    if not part.is_folded:
        _rows(made())
        return
    with st.expander(text("chart.table"), key=f"folded-{part.name}", on_change="rerun") as fold:
        if fold.open:
            _rows(made())


def _rows(made: pd.DataFrame | str) -> None:
    if isinstance(made, str):
        st.html(made)
    else:
        st.dataframe(made, hide_index=True, height=720)


def _folded(part: Folded, _: object) -> None:
    with st.expander(part.title):
        st.markdown(part.words)


def _code(part: Code, _: object) -> None:
    st.code(part.words, language=None)


def _download(part: Download, _: object) -> None:
    st.download_button(
        part.words, visits.taken(part.name, in_language(part.make)), file_name=part.name, mime=part.mime, icon=":material/download:", on_click="ignore",
        key=f"download-{part.name}",
    )  # fmt: skip


def offer(files: tuple[Download, ...]) -> None:
    """Buttons beneath a page. A file is made when it is asked for, of what the page shows."""
    with st.container(key="export", horizontal=True):
        for file in files:
            _download(file, None)


def in_language(make: Callable[[], bytes]) -> Callable[[], bytes]:
    """A file is made apart from the viewer's page: the language comes along."""
    chosen = language()

    def made() -> bytes:
        with spoken(chosen):
            return make()

    return made


_DRAWN = {
    Choice: _choice, DayChoice: _day, Chart: _chart, Map: _map, Columns: _columns, Card: _card, Tabs: _tabs, Table: _table,
    Folded: _folded, Download: _download, Code: _code,
}  # fmt: skip
