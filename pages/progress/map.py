"""Where is the programme on target, and where not? The province, a district, its communes; one day or many."""

import streamlit as st

from data import snapshots, vocabulary
from pages.shared import controls, frame, mapping, place, showing, timeline, views
from pages.shared.texts import label, text

snapshot, scope = frame.snapshot(), snapshots.EVERYTHING
first = vocabulary.first_day()
heading, trail = st.container(), st.container(horizontal=True, vertical_alignment="center")
shown = place.chosen()
scenes = mapping.scenes(shown)  # which choices change something
choices = st.container(key="choices")
columns = dict(zip(scenes, choices.columns([mapping.WIDTHS[scene] for scene in scenes]), strict=True))
level, phase, boundaries, view = "commune", "all", "2021", "one"
with columns["indicator"]:
    indicator = controls.indicator()
with columns["colour"]:
    colours = mapping.colours()
    colour = controls.choose("colour", colours, lambda code: text(f"colour.{code}"), colours[0])
if "phase" in scenes:
    with columns["phase"]:
        phase = controls.phase()
    with columns["level"]:
        level = controls.choose("level", ("district", "commune"), lambda code: text(f"level.{code}"), "district")
    with columns["view"]:
        view = controls.choose("view", ("one", "many"), lambda code: text(f"view.{code}"), "one")
if "boundaries" in scenes:
    with columns["boundaries"]:
        boundaries = controls.choose("boundaries", ("2021", "2025"), lambda code: text(f"boundaries.{code}"), "2021")
name = label(vocabulary.indicators()[indicator].label)
title = text(
    "map.title", indicator=name, level=text("map.level.2025" if boundaries == "2025" else f"map.level.{level}")
)
heading.title(title)
if (boundaries, view) == ("2021", "one"):
    place.trail(trail, shown)

if boundaries == "2025":
    timeline.play(first, snapshot.as_of, lambda day: views.carried(snapshot, scope, day, indicator, colour, title))
elif view == "many":
    views.many(snapshot, scope, indicator, colour, level, phase, first, title)
else:
    timeline.play(
        first, snapshot.as_of,
        lambda day: views.one(snapshot, scope, day, indicator, colour, level, shown, phase, title),
    )  # fmt: skip
showing.noted(mapping.source())
