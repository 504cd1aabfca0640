"""Can the figures be trusted? Files, rejected rows, findings, published figures beside computed ones."""

import streamlit as st

from data import quality, snapshots
from pages.shared import frame, ledger, showing, tables
from pages.shared.texts import text

snapshot, scope = frame.snapshot(), snapshots.EVERYTHING
st.title(text("quality.title"))
files = quality.file_ledger(snapshot, scope)
ledger.headline(files)

findings, reconciliation, rejects, sheet, history, definitions = st.tabs(
    [
        text(f"quality.{name}")
        for name in ("findings", "reconciliation", "rejects", "files", "corrections", "definitions")
    ]
)
with findings:
    found = quality.findings(snapshot, scope)
    if found.empty:
        showing.good(text("quality.findings.none"))
    else:
        tables.read(ledger.findings(found), ledger.FINDINGS)
with reconciliation:
    showing.headed(text("quality.published"))
    tables.read(ledger.reconciliation(quality.reconciliation(snapshot, scope)), ledger.RECONCILIATION)
    told = ledger.reports(quality.reports(snapshot, scope))
    if not told.empty:
        showing.headed(text("quality.reports"))
        unit = ledger.reporting_unit(told)
        tables.show(told if unit == "all" else told[told["scope"] == unit], ledger.REPORTS, "reports")
with rejects:
    refused = quality.rejects(snapshot, scope)
    if refused.empty:
        showing.good(text("quality.rejects.none"))
    else:
        tables.read(ledger.reasons(refused), ledger.REASONS)
        showing.noted(text("quality.rejects.help"))
with sheet:
    showing.noted(text("quality.balance"))
    tables.show(ledger.files(files), ledger.FILES)
    left = quality.unused_columns(snapshot, scope)
    if not left.empty:
        showing.headed(text("quality.unused"))
        tables.read(ledger.unused(left), ledger.UNUSED, "unused")
    showing.headed(text("quality.withdrawn"))
    gone = quality.withdrawn_files(snapshot, scope)
    if gone.empty:
        showing.good(text("quality.withdrawn.none"))
    else:
        showing.noted(text("quality.withdrawn.help"))
        tables.show(ledger.withdrawn(gone), ledger.WITHDRAWN)
with history:
    corrections = quality.corrections(snapshot, scope)
    if corrections.empty:
        showing.good(text("quality.corrections.none"))
    else:
        tables.show(ledger.corrections(corrections), ledger.CORRECTIONS)
with definitions:
    tables.read(ledger.definitions(), ledger.DEFINITIONS)
