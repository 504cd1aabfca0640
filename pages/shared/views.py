"""The views of the map page: one day, many days, and the communes of 2025."""

from collections.abc import Callable
from datetime import date
from functools import partial

import pandas as pd
import streamlit as st

from data import attainment, snapshots, vocabulary
from data.snapshots import Scope, Snapshot
from data.vocabulary import Unit
from geo import picture
from pages.charts.maps import Band
from pages.charts.style import LIGHT, Palette
from pages.shared import classes, formats, frame, mapping, picturing, place, showing, tables, texts, twins
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
    "coverage_gained": ("column.coverage_gained", tables.POINTS),
    "status_label": ("column.status", None),
}


def one(
    snapshot: Snapshot, scope: Scope, day: date, indicator: str, colour: str, level: str, shown: Unit, phase: str, title: str
) -> None:  # fmt: skip
    """The map of one day, what it can be printed as, and its table; beside it the commune that was chosen."""
    units = attainment.ranking(snapshot, scope, day, level, indicator)
    units = classes.told(tables.named(place.within(units, shown, phase)), colour)
    outside = classes.withheld(snapshots.outside(scope, level), place.area(shown), phase)
    classed = partial(classes.bands, units, colour, withheld=outside)
    bands = classed(frame.palette())
    seen, beside = st.columns([3, 1]) if shown.level == "commune" else (st.container(), None)
    seen.plotly_chart(
        mapping.figure(units, shown, level, bands, frame.palette()),
        key="map", on_select=lambda: place.clicked("map"), selection_mode="points", config=mapping.CONFIG,
        alt=_alternative(title, day, bands),
    )  # fmt: skip
    _printed(
        snapshot,
        day,
        lambda palette, caption: picturing.drawing(units, shown, level, classed(palette), title, caption, palette),
    )
    if beside:
        with beside:
            place.card(snapshot, shown, units, day, indicator)
    showing.headed(text("map.table"))
    columns = tables.UNITS if level == "district" else tables.COMMUNES
    if len(units) <= tables.LONG:
        tables.show(units, columns)
    else:
        twins.folded("map", lambda: units, columns)  # the rows of 200 communes travel when they are asked for
        showing.tabled("map", units, columns)  # an export has them, folded or not


def _alternative(title: str, day: date, bands: list[Band]) -> str:
    told = "; ".join(band.name for band in bands)
    return text("map.alt", indicator=title, day=formats.day(day), classes=told)


def many(
    snapshot: Snapshot, scope: Scope, indicator: str, colour: str, level: str, phase: str, first: date, title: str
) -> None:
    """Up to twelve days side by side, in the same classes."""
    province = vocabulary.unit(vocabulary.PROVINCE)
    outside = classes.withheld(snapshots.outside(scope, level), province, phase)
    shown = []
    for day in mapping.days(first, snapshot.as_of):
        units = attainment.ranking(snapshot, scope, day, level, indicator)
        shown.append((day, tables.named(place.within(units, province, phase))))

    def classed(palette: Palette) -> list[tuple[date, list[Band]]]:
        return [(day, classes.bands(units, colour, palette, outside)) for day, units in shown]

    ends = {"first": formats.day(shown[0][0]), "last": formats.day(shown[-1][0])}
    told = text("map.many.alt", maps=len(shown), indicator=title, **ends)
    st.plotly_chart(
        mapping.many(classed(frame.palette()), level, frame.palette()), key="maps", config=mapping.CONFIG, alt=told
    )
    spoken = language()

    def drawn() -> bytes:
        with texts.spoken(spoken):
            return picture.draw_many(picturing.many(classed(LIGHT), level, LIGHT), 4)

    showing.pictured("maps", drawn, told)
    showing.noted(text("map.many"))
    twins.folded("many", lambda: pd.concat([units.assign(day=day) for day, units in shown]), BY_DAY)


def carried(snapshot: Snapshot, scope: Scope, day: date, indicator: str, colour: str, title: str) -> None:
    """The 65 communes of 2025, carried over from 2021; what is split says so, and the sums are shown to be the same."""
    units = attainment.communes_2025(snapshot, scope, day, indicator)
    units = units.assign(
        unit=[formats.unit(kind, name) for kind, name in zip(units["type"], units["name"], strict=True)]
    )
    classed = partial(classes.carried, units, colour)
    bands = classed(frame.palette())
    st.plotly_chart(
        mapping.carried(units, bands, frame.palette()), key="carried", config=mapping.CONFIG, alt=_alternative(title, day, bands),
    )  # fmt: skip
    province = attainment.units(snapshot, scope, day, "province", indicator).iloc[0]
    before, after = formats.number(province["achieved"]), formats.number(units["achieved"].sum())
    showing.said(text("map.conserved", before=before, after=after, split=formats.number(units["is_split"].sum())))
    _printed(
        snapshot, day, lambda palette, caption: picturing.carried(units, classed(palette), title, caption, palette)
    )
    showing.headed(text("map.table"))
    tables.show(units.sort_values("coverage", ascending=False), CARRIED)


def _printed(snapshot: Snapshot, day: date, drawing: Callable[[Palette, str], picture.Drawing]) -> None:
    """Buttons for the map alone; it is drawn when it is asked for, for the page's print in the colours of paper."""
    caption = text("map.printed", day=formats.day(day), snapshot=snapshot.id)
    if snapshot.is_simulated:
        caption = f"{text('app.simulated')} {caption}"
    spoken = language()  # the file is made apart from the viewer's page

    def drawn(ending: str, palette: Palette) -> bytes:
        with texts.spoken(spoken):
            return picture.draw(drawing(palette, caption), (ending,))[ending]

    seen = frame.palette()
    showing.pictured("map", partial(drawn, "svg", LIGHT), text("page.map"))
    with st.container(horizontal=True):
        for ending, mime in (("svg", "image/svg+xml"), ("png", "image/png")):
            st.download_button(
                text(f"map.print.{ending}"), partial(drawn, ending, seen),
                file_name=f"{snapshot.id}-{day:%Y%m%d}.{ending}", mime=mime, icon=":material/download:", on_click="ignore",
            )  # fmt: skip
