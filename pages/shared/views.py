"""The views of the map page: one day, many days, and the communes of 2025."""

from collections.abc import Callable
from datetime import date
from functools import partial

import pandas as pd
import streamlit as st

from data import metrics
from data.metrics import Scope, Snapshot
from data.vocabulary import Unit
from pages.charts import maps
from pages.charts.maps import Band
from pages.charts.style import LIGHT, Palette
from pages.shared import formats, frame, mapping, showing, tables, texts, twins
from pages.shared.texts import language, text

CARRIED = {
    "unit": ("column.unit", None),
    "households": ("column.households", tables.COUNT),
    "achieved": ("column.achieved", tables.COUNT),
    "coverage": ("column.coverage", tables.SHARE),
    "attainment": ("column.attainment", tables.SHARE),
    "made_of": ("map.made_of", None),
}


BY_DAY = {
    "day": ("column.day", tables.DAY),
    "unit": ("column.unit", None),
    "coverage": ("column.coverage", tables.SHARE),
    "attainment": ("column.attainment", tables.SHARE),
    "coverage_gained": ("column.coverage_gained", tables.SHARE),
    "status_label": ("column.status", None),
}


def one(
    snapshot: Snapshot, scope: Scope, day: date, indicator: str, colour: str, level: str, place: Unit, phase: str, title: str
) -> None:  # fmt: skip
    """The map of one day, what it can be printed as, and its table."""
    found = metrics.ranking(snapshot, scope, day, level, indicator)
    units = tables.named(mapping.within(found, place, phase))
    classed = partial(mapping.bands, units, colour)
    classes = classed(frame.palette())
    st.plotly_chart(
        mapping.figure(units, place, level, classes, frame.palette()),
        key="map", on_select=lambda: mapping.clicked("map"), selection_mode="points", config=mapping.CONFIG,
        alt=text("map.alt", indicator=title, day=formats.day(day), classes="; ".join(band.name for band in classes)),
    )  # fmt: skip
    _printed(snapshot, day, classed, units, level, title, "2021")
    showing.headed(text("map.table"))
    columns = tables.UNITS if level == "district" else tables.COMMUNES
    if len(units) <= tables.LONG:
        tables.show(units, columns)
    else:
        twins.folded("map", lambda: units, columns)  # the rows of 200 communes travel when they are asked for
        showing.tabled("map", units, columns)  # an export has them, folded or not


def many(
    snapshot: Snapshot, scope: Scope, indicator: str, colour: str, level: str, phase: str, first: date, title: str
) -> None:
    """Up to twelve days side by side, in the same classes."""
    shown = []
    for day in mapping.days(first, snapshot.as_of):
        units = metrics.ranking(snapshot, scope, day, level, indicator)
        shown.append((day, tables.named(units if phase == "all" else units[units["phase"] == int(phase)])))
    ends = {"first": formats.day(shown[0][0]), "last": formats.day(shown[-1][0])}
    st.plotly_chart(
        mapping.many(shown, level, colour, frame.palette()), key="maps", config=mapping.CONFIG,
        alt=text("map.many.alt", maps=len(shown), indicator=title, **ends),
    )  # fmt: skip
    showing.noted(text("map.many"))
    twins.folded("many", lambda: pd.concat([units.assign(day=day) for day, units in shown]), BY_DAY)


def carried(snapshot: Snapshot, scope: Scope, day: date, indicator: str, colour: str, title: str) -> None:
    """The 65 communes of 2025, carried over from 2021; what is split says so, and the sums are shown to be the same."""
    palette = frame.palette()
    units = metrics.attainment_2025(snapshot, scope, day, indicator)
    units = units.assign(
        unit=[formats.unit(kind, name) for kind, name in zip(units["type"], units["name"], strict=True)]
    )
    column = colour if colour in ("attainment", "coverage") else "coverage"
    classed = partial(mapping.carried_bands, units, column)
    classes = classed(palette)
    st.plotly_chart(
        maps.choropleth(
            mapping.shapes("commune", vintage="2025"), mapping.shapes("province", vintage="2025"), classes,
            mapping.carried_hover(units), mapping.carried_labels(units, classes), None, "", palette, mapping.HEIGHT,
        ),
        key="carried", config=mapping.CONFIG, alt=text("map.alt", indicator=title, day=formats.day(day), classes="; ".join(band.name for band in classes)),
    )  # fmt: skip
    province = metrics.attainment(snapshot, scope, day, "province", indicator).iloc[0]
    before, after = formats.number(province["achieved"]), formats.number(units["achieved"].sum())
    showing.said(text("map.conserved", before=before, after=after, split=formats.number(units["is_split"].sum())))
    _printed(snapshot, day, classed, units, "commune", title, "2025")
    showing.headed(text("map.table"))
    tables.show(units.sort_values("coverage", ascending=False), CARRIED)


def _printed(
    snapshot: Snapshot, day: date, classed: Callable[[Palette], list[Band]], units: pd.DataFrame, level: str, title: str, vintage: str
) -> None:  # fmt: skip
    """Buttons for the map alone; it is drawn when it is asked for, for the page's print on white paper."""
    caption = text("map.printed", day=formats.day(day), snapshot=snapshot.id)
    if snapshot.is_simulated:
        caption = f"{text('app.simulated')} {caption}"
    spoken = language()  # the file is made apart from the viewer's page

    def drawn(ending: str, palette: Palette) -> bytes:
        with texts.spoken(spoken):
            return mapping.picture(classed(palette), units, level, title, caption, palette, vintage)[ending]

    seen = frame.palette()
    showing.pictured(f"map-{vintage}", partial(drawn, "svg", LIGHT), title)

    with st.container(horizontal=True):
        for ending, mime in (("svg", "image/svg+xml"), ("png", "image/png")):
            st.download_button(
                text(f"map.print.{ending}"), partial(drawn, ending, seen),
                file_name=f"{snapshot.id}-{day:%Y%m%d}.{ending}", mime=mime, icon=":material/download:", on_click="ignore",
            )  # fmt: skip
