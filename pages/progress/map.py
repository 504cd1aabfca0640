"""Where is the programme on target, and where not? The province, a district, its communes."""

import streamlit as st

from data import metrics, vocabulary
from pages.shared import controls, formats, frame, mapping, tables
from pages.shared.texts import label, text

snapshot, scope = frame.snapshot(), metrics.EVERYTHING
first = min(phase.starts_on for phase in vocabulary.phases().values())
heading, trail = st.container(), st.container(horizontal=True, vertical_alignment="center")
place = vocabulary.unit(mapping.place())
in_district = place.level == "district"
columns = st.columns([3, 2, 2] if in_district else [3, 2, 2, 2, 2])
with columns[0]:
    indicator = controls.indicator()
with columns[1]:
    colour = controls.choose("colour", ("pace", "attainment", "coverage"), lambda code: text(f"colour.{code}"), "pace")
with columns[2]:
    day = controls.day(first, snapshot.as_of)
level, phase = "commune", "all"
if not in_district:
    with columns[3]:
        phase = controls.phase()
    with columns[4]:
        level = controls.choose("level", ("district", "commune"), lambda code: text(f"level.{code}"), "district")
name = label(vocabulary.indicators()[indicator].label)
heading.title(text("map.title", indicator=name, level=text(f"map.level.{level}")))
mapping.breadcrumb(trail, place)

units = tables.named(mapping.within(metrics.attainment(snapshot, scope, day, level, indicator), place, phase))
classes = mapping.bands(units, colour, frame.palette())
st.plotly_chart(
    mapping.figure(units, place, level, classes, frame.palette()),
    key="map", on_select=lambda: mapping.clicked("map"), selection_mode="points", config=mapping.CONFIG,
    alt=text("map.alt", indicator=name, day=formats.day(day), classes="; ".join(band.name for band in classes)),
)  # fmt: skip
st.caption(mapping.source())
st.subheader(text("map.table"))
tables.show(units, tables.UNITS if level == "district" else tables.COMMUNES)
