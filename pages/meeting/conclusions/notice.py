"""A draft "Thông báo kết luận" in the form of Decree 30: the meeting's conclusions with owner, due date and figure."""

import io
from datetime import date

from data import vocabulary
from data.conclusions import Conclusion
from data.snapshots import Scope, Snapshot
from pages.documents import decree, exports
from pages.documents.header import header
from pages.documents.values import Table
from pages.kit import formats, lineage
from pages.kit.lineage import FigureKey
from pages.kit.texts import text
from pages.kit.view import Table as Listed
from pages.kit.view import columns
from pages.meeting.conclusions import listing

_LEFT_OUT = ("moved",)  # a figure then and now says it


def docx(snapshot: Snapshot, scope: Scope, known: list[Conclusion]) -> bytes:
    """What was concluded, sentence by sentence, and a table of who does what by when; the rest is left as "…"."""
    head = header(snapshot, text("document.notice.title"), [], _figure(known, snapshot.as_of))
    paper = decree.blank(head)
    decree.head(paper, text("document.notice.number"))
    decree.title(paper, text("document.notice.kind"), text("document.notice.about"), head.simulated)
    decree.body(paper, text("document.notice.opening"))
    for number, one in enumerate(known, 1):
        item = text("document.notice.item", number=number, words=one.words, owner=one.owner, due=formats.day(one.due))
        decree.body(paper, item)
    table = _table(known, snapshot, scope)
    decree.caption(paper, table)
    decree.table(paper, table, decree.room(paper))
    decree.signatures(paper)
    decree.check(paper, head)
    target = io.BytesIO()
    paper.save(target)
    return target.getvalue()


def _figure(known: list[Conclusion], day: date) -> FigureKey:
    """The figure whose passport is printed: the first one concluded on, else the province's coverage."""
    read = next((read for one in known if (read := lineage.parse(one.figure))), None)
    return read[1] if read else FigureKey(vocabulary.PROVINCE, "both", "coverage", day)


def _table(known: list[Conclusion], snapshot: Snapshot, scope: Scope) -> Table:
    kept = columns(*(column for column in listing.LISTED if column[0] not in _LEFT_OUT))
    rows = listing.table(known, snapshot, scope).rows
    return exports.table(text("document.notice.table"), Listed("conclusions", kept, rows))
