"""Where is the programme on target, and where not? The province, a district, its communes; one day or many."""

import streamlit as st

from data import metrics, vocabulary
from pages.shared import controls, frame, mapping, timeline, views
from pages.shared.texts import label, text

snapshot, scope = frame.snapshot(), metrics.EVERYTHING
first = vocabulary.first_day()
heading, trail = st.container(), st.container(horizontal=True, vertical_alignment="center")
place = vocabulary.unit(mapping.place())
in_district = place.level == "district"
columns = st.columns([3, 2] if in_district else [4, 3, 3, 3, 4, 4])
with columns[0]:
    indicator = controls.indicator()
with columns[1]:
    colour = controls.choose("colour", mapping.COLOURS, lambda code: text(f"colour.{code}"), "pace")
level, phase, boundaries, view = "commune", "all", "2021", "one"
if not in_district:
    with columns[2]:
        phase = controls.phase()
    with columns[3]:
        level = controls.choose("level", ("district", "commune"), lambda code: text(f"level.{code}"), "district")
    with columns[4]:
        boundaries = controls.choose("boundaries", ("2021", "2025"), lambda code: text(f"boundaries.{code}"), "2021")
    with columns[5]:
        view = controls.choose("view", ("one", "many"), lambda code: text(f"view.{code}"), "one")
name = label(vocabulary.indicators()[indicator].label)
title = text(
    "map.title", indicator=name, level=text("map.level.2025" if boundaries == "2025" else f"map.level.{level}")
)
heading.title(title)
if (boundaries, view) == ("2021", "one"):
    mapping.breadcrumb(trail, place)

if boundaries == "2025":
    timeline.play(first, snapshot.as_of, lambda day: views.carried(snapshot, scope, day, indicator, colour, title))
elif view == "many":
    views.many(snapshot, scope, indicator, colour, level, phase, first, title)
else:
    timeline.play(
        first, snapshot.as_of,
        lambda day: views.one(snapshot, scope, day, indicator, colour, level, place, phase, title),
    )  # fmt: skip
st.caption(mapping.source())
