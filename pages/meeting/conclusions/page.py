"""What was concluded, who does it by when, and has the number moved?"""

from functools import partial

import streamlit as st

from data import vocabulary
from data.access import CONCLUDE
from data.conclusions import Conclusion
from data.snapshots import Snapshot
from pages.documents import take_away
from pages.kit import choices, foreign, formats
from pages.kit.lineage import FigureKey
from pages.kit.texts import text
from pages.kit.view import Choice, Download, Heading, Notice, View
from pages.meeting.conclusions import book, form, listing, notice
from pages.screen import access, drawing, page, viewer

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def draw(snapshot: Snapshot) -> None:
    indicator = choices.indicator(viewer.address())
    known, told = book.opened(snapshot, viewer.scope())
    st.title(text("conclusions.title"))
    drawing.ask((indicator,))
    drawing.parts(*told)
    if known is None:
        return
    form.told()
    if known:
        _listed(known, snapshot, indicator)
    else:
        drawing.parts(Notice(text("conclusions.none.first" if access.may(CONCLUDE) else "conclusions.none")))
    drawing.parts(Heading(text("conclusions.new")))
    form.draw(snapshot, viewer.scope(), indicator.chosen, snapshot.as_of)


def _listed(known: list[Conclusion], snapshot: Snapshot, indicator: Choice) -> None:
    """All of them with the way to take them away, and the history of each."""
    overdue = [one for one in known if one.is_overdue(snapshot.as_of)]
    warning = Notice(text("conclusions.overdue_count", count=formats.number(len(overdue))), "warning")
    figure = FigureKey(vocabulary.PROVINCE, indicator.chosen, "coverage", snapshot.as_of)
    parts = (*((warning,) if overdue else ()), listing.table(known, snapshot, viewer.scope()))
    shown = View(text("conclusions.title"), parts, figure, (indicator,))
    drawing.parts(*shown.parts)
    drawing.offer((_notice(known, snapshot), *take_away.files(shown, snapshot, "conclusions")))
    drawing.parts(Heading(text("conclusions.history")))
    for one in known:
        with st.expander(foreign.literal(f"{one.words[:90]} · {one.owner}")):
            drawing.parts(listing.history(one.conclusion))
            form.follow(one)


def _notice(known: list[Conclusion], snapshot: Snapshot) -> Download:
    make = partial(notice.docx, snapshot, viewer.scope(), known)
    return Download(text("conclusions.notice"), f"thong-bao-ket-luan-{snapshot.as_of:%Y%m%d}.docx", _DOCX, make)


page.run("conclusions", draw)
