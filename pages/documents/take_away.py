"""The files that every page of figures offers to take away: just what it shows, with its choices, snapshot and lineage."""

from functools import partial

from data import naming
from data.snapshots import Snapshot
from pages.documents import exports
from pages.kit.texts import text
from pages.kit.view import Chart, DayChoice, Download, Map, Metrics, Status, Table, View, flat

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMS = (("xlsx", exports.xlsx, ".xlsx", _XLSX), ("pdf", exports.pdf, ".pdf", "application/pdf"))
_FIGURES = (Metrics, Status, Table, Chart, Map)
_SHEETS = {
    "": (("brief", exports.brief, "-tom-tat-a4.pdf", "application/pdf"),),
    "unit": (("sheet", exports.sheet, "-a4.pdf", "application/pdf"),),
}  # what a page has for one sheet


def files(shown: View, snapshot: Snapshot, slug: str) -> tuple[Download, ...]:
    """A workbook and a print of a view; nothing of one without figures, which says why it is empty."""
    if not any(isinstance(part, _FIGURES) for part in flat(shown.parts)):
        return ()
    return tuple(
        Download(text(f"export.{name}"), f"{_name(shown, snapshot, slug)}{ending}", mime, partial(make, shown, snapshot))
        for name, make, ending, mime in (*_FORMS, *_SHEETS.get(slug, ()))
    )  # fmt: skip


def _name(shown: View, snapshot: Snapshot, slug: str) -> str:
    """The page, what was chosen on it and the day, in words: files of two views have two names."""
    chosen = shown.chosen()
    day = () if any(isinstance(choice, DayChoice) for choice in chosen) else (f"{snapshot.as_of:%Y%m%d}",)
    return naming.said(text(f"page.{slug or 'overview'}"), *(choice.told for choice in chosen), *day)
