"""Where does this figure come from, and why did it change?"""

import streamlit as st

from data import snapshots, tracing
from pages.shared import frame, ledger, passport, showing, tables, telling
from pages.shared.texts import text

st.title(text("passport.title"))
read = passport.read(st.query_params.get("id", ""))
shown = frame.snapshot()
snapshot = snapshots.kept(shown, read[0]) if read else None
if read is None or snapshot is None:
    st.info(text("passport.none" if read is None else "passport.gone"), icon=":material/info:")
    st.stop()
scope, figure = snapshots.EVERYTHING, read[1]
told = tracing.told(snapshot, scope, figure.unit, figure.indicator, figure.day)
if told is None:
    st.info(text("passport.none"), icon=":material/info:")
    st.stop()

showing.headed(telling.heading(figure))
value, meaning = st.columns([1, 2])
showing.metric(value, telling.measure(figure), telling.value(told.row, figure), str)
with meaning:
    tables.read(telling.facts(told, figure), telling.FACTS)
showing.headed(text("passport.before"))
before = snapshots.earlier(snapshot)
earlier = tracing.told_before(before, scope, figure.unit, figure.indicator, figure.day)
if earlier is None:
    showing.informed(text("passport.before.none"))
else:
    showing.said(telling.compared(told, earlier, figure))
    changed = tracing.change(before, snapshot, scope, figure.unit, figure.indicator, figure.measure)
    tables.read(telling.changes(changed), telling.CHANGES)
showing.headed(text("passport.files"))
files = tracing.files(snapshot, scope, figure.unit, figure.indicator, figure.measure)
nowhere = tracing.refused_nowhere(snapshot, scope, figure.indicator, figure.measure)
showing.said(telling.files(files, nowhere, figure))
ledger.headline(files)
listed = ledger.files(files)
tables.show(listed, ledger.behind(listed))
showing.noted(text("passport.id"))
st.code(passport.code(snapshot.id, figure), language=None)
