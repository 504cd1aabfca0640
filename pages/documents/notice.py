"""A draft "Thông báo kết luận" in the form of Decree 30: the meeting's conclusions with owner, due date and figure."""

import io
from datetime import date

from data import vocabulary
from data.conclusions import Conclusion
from data.snapshots import Scope, Snapshot
from pages.documents import decree, exports
from pages.documents.values import Table
from pages.documents.words import word
from pages.shared import concluding, formats, passport
from pages.shared.passport import Figure
from pages.shared.texts import spoken

_COLUMNS = {
    "words": ("conclusions.words", None), "owner": ("conclusions.owner", None), "due": ("conclusions.due", formats.day),
    "state": ("conclusions.state", None), "figure": ("conclusions.figure", None), "then": ("conclusions.then", None),
    "now": ("conclusions.now", None),
}  # fmt: skip


def docx(snapshot: Snapshot, scope: Scope, known: list[Conclusion], language: str) -> bytes:
    """What was concluded, sentence by sentence, and a table of who does what by when; the rest is left as "…"."""
    with spoken(language):
        header = exports.header(snapshot, word("notice.title"), [], _figure(known, snapshot.as_of))
        paper = decree.blank(header)
        decree.head(paper, word("notice.number"))
        decree.title(paper, word("notice.kind"), word("notice.about"), header.simulated)
        decree.body(paper, word("notice.opening"))
        for number, one in enumerate(known, 1):
            decree.body(
                paper, word("notice.item", number=number, words=one.words, owner=one.owner, due=formats.day(one.due))
            )
        table = _table(known, snapshot, scope)
        decree.caption(paper, table)
        decree.table(paper, table, decree.width(paper))
        decree.signatures(paper)
        decree.check(paper, header)
        target = io.BytesIO()
        paper.save(target)
        return target.getvalue()


def _figure(known: list[Conclusion], day: date) -> Figure:
    """The figure whose passport is printed: the first one concluded on, else the province's coverage."""
    read = next((read for one in known if (read := passport.read(one.figure))), None)
    return read[1] if read else Figure(vocabulary.PROVINCE, "both", "coverage", day)


def _table(known: list[Conclusion], snapshot: Snapshot, scope: Scope) -> Table:
    listed = concluding.listed(known, snapshot, scope).rename(
        columns={"state_label": "state", "figure_name": "figure", "told": "then"}
    )
    return exports.table(word("notice.table"), listed, _COLUMNS)
