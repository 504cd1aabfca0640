"""Where may the units stand on the deadline, and how did the same method do on phase 1?"""

import streamlit as st

from data import outlook, snapshots, vocabulary
from pages.charts import progress
from pages.shared import controls, foreseeing, formats, frame, showing, tables
from pages.shared.texts import text

snapshot, scope = frame.snapshot(), snapshots.EVERYTHING
heading = st.container()
left, right, _ = st.columns([2, 1, 2])
with left:
    indicator = controls.indicator()
with right:
    day = controls.day(vocabulary.first_day(), snapshot.as_of)
phase = vocabulary.running_phase(day)
heading.title(text("outlook.title", deadline=formats.day(phase.ends_on)))

whole = outlook.expected(snapshot, scope, day, "phase", indicator, phase.number)
units = foreseeing.named(outlook.expected(snapshot, scope, day, "district", indicator, phase.number))
showing.told(foreseeing.verdict(whole))
palette, separators = frame.palette(), formats.separators()
names = {name: text(f"outlook.{name}") for name in ("now", "outlook", "target", "actual")}
showing.chart(progress.outlook(units, names, palette, separators), key="outlook", alt=text("outlook.alt"))
tables.show(units, foreseeing.UNITS)

showing.headed(text("outlook.replay"))
showing.noted(text("outlook.replay.help"))
share = foreseeing.share_of_time(phase, day)
played = foreseeing.replayed(outlook.replayed(snapshot, scope, day, indicator, share))
if played.empty:
    showing.informed(text("outlook.replay.none"))
else:
    showing.said(foreseeing.judgement(played))
    showing.chart(progress.replay(played, names, palette, separators), key="replay", alt=text("outlook.replay"))
    tables.show(played, foreseeing.REPLAY)
with st.expander(text("outlook.method.title")):
    st.markdown(text("outlook.method"))
