"""Every page to take away, as a workbook or on A4: just what is shown, with its choices, snapshot and passport."""

from collections.abc import Callable
from datetime import date

import streamlit as st

from data import vocabulary
from data.snapshots import Snapshot
from pages.documents import exports
from pages.documents.values import Header
from pages.kit import texts
from pages.kit.lineage import FigureKey
from pages.kit.texts import language, text
from pages.shared import showing
from pages.shared.showing import Shown

_FORMS = {
    "xlsx": (exports.xlsx, ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "pdf": (exports.pdf, ".pdf", "application/pdf"),
}
_FORMS_OF = {"unit": {"sheet": (exports.sheet, "-a4.pdf", "application/pdf")}}  # a page made for one sheet


def offer(snapshot: Snapshot | None, page: str, slug: str) -> None:
    """Buttons beneath a page that shows figures. A file is made when it is asked for, of what is shown then."""
    shown = showing.now()
    if snapshot is None or not shown.parts:
        return
    spoken = language()
    with st.container(key="export", horizontal=True):
        for name, (make, ending, mime) in {**_FORMS, **_FORMS_OF.get(slug, {})}.items():
            st.download_button(
                text(f"export.{name}"), lambda make=make: _made(make, snapshot, page, shown, spoken),
                file_name=f"{_name(snapshot, slug, shown)}{ending}", mime=mime, icon=":material/download:", on_click="ignore",
                key=f"export-{name}",
            )  # fmt: skip


def _name(snapshot: Snapshot, slug: str, shown: Shown) -> str:
    """The page, what was chosen on it and the snapshot: files of two views have two names."""
    values = [value for _, _, value in shown.choices.values() if value != "all"]
    chosen = [f"{value:%Y%m%d}" if isinstance(value, date) else str(value) for value in values]
    return "-".join([slug or "overview", *chosen, snapshot.id])


def _made(make: Callable[..., bytes], snapshot: Snapshot, page: str, shown: Shown, spoken: str) -> bytes:
    """The file is made apart from the viewer's page: what is shown, and the language, come along."""
    with texts.spoken(spoken):
        return make(_header(snapshot, page, shown), shown)


def _header(snapshot: Snapshot, page: str, shown: Shown) -> Header:
    figure = next(iter(shown.traced), None) or _main(snapshot, shown)
    return exports.header(snapshot, page, [(label, words) for label, words, _ in shown.choices.values()], figure)


def _main(snapshot: Snapshot, shown: Shown) -> FigureKey:
    """The figure that the choices are about, on a page that offers no passport of its own."""
    value = {code: chosen for code, (_, _, chosen) in shown.choices.items()}
    unit, indicator = value.get("unit", vocabulary.PROVINCE), value.get("indicator", "both")
    return FigureKey(unit, indicator, "coverage", value.get("day", snapshot.as_of))
