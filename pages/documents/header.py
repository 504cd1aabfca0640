"""What every export prints: what it shows, of which day and snapshot, and where its figures are explained."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from data import pins, quality
from data.snapshots import Snapshot
from pages.kit import formats, lineage, names
from pages.kit.lineage import FigureKey
from pages.kit.texts import text


@dataclass(frozen=True)
class Header:
    """The header block of an export. `simulated` is the sentence that marks simulated data, empty for real data."""

    title: str
    subtitle: str
    filters: tuple[tuple[str, str], ...]
    as_of: str
    day: date
    snapshot: str
    built_at: str
    built: datetime
    simulated: str
    figure: FigureKey
    footnotes: tuple[str, ...]

    @property
    def address(self) -> str:
        """Where the figure is explained that the document is about."""
        return self.lineage(self.figure)

    @property
    def line(self) -> str:
        """As-of day, snapshot and time in one line, for footers and captions; the simulated mark first."""
        words = text(
            "document.footer.line", day=formats.day(self.day), snapshot=self.snapshot, built_at=self.built_at
        )  # fmt: skip
        return f"{text('document.simulated.short')} · {words}" if self.simulated else words

    def lineage(self, figure: FigureKey) -> str:
        """The address at which a reader finds how a figure came about."""
        return lineage.address(lineage.code(self.snapshot, figure))


def header(
    snapshot: Snapshot, title: str, filters: Sequence[tuple[str, str]], figure: FigureKey, notes: Sequence[str] = ()
) -> Header:
    """`filters` are the choices of the moment in the reader's words; `figure` is the one whose lineage is printed.

    A paper refers to its snapshot, which therefore is kept.
    """
    pins.pin(snapshot.path)
    built_at = formats.moment(snapshot.built_at)
    return Header(
        title=title,
        subtitle=" · ".join(words for _, words in filters),
        filters=(
            *filters,
            (text("document.header.as_of"), formats.day(snapshot.as_of)),
            *_missing(snapshot),
            (text("document.header.snapshot"), snapshot.id),
            (text("document.header.built_at"), built_at),
        ),
        as_of=formats.day(snapshot.as_of),
        day=figure.day,
        snapshot=snapshot.id,
        built_at=built_at,
        built=snapshot.built_at,
        simulated=text("document.simulated") if snapshot.is_simulated else "",
        figure=figure,
        footnotes=(*notes, text("document.note.missing")),
    )


def _missing(snapshot: Snapshot) -> tuple[tuple[str, str], ...]:
    """Which files no row is of, as every page says too: a nought for want of them is none of work done."""
    kinds = quality.absent_kinds(snapshot)
    told = text("document.files_missing", files=names.kinds(kinds))
    return ((text("document.header.files_missing"), told),) if kinds else ()
