"""The parts of a view that are words and figures, as HTML: one element of the page however many there are.

Every word is escaped: what an office typed is never an instruction to the browser.
"""

import re
from html import escape
from types import ModuleType

from data import records
from pages.charts.enlarging import enlarged
from pages.charts.style import Palette
from pages.kit import formats
from pages.kit.lineage import FigureKey, code
from pages.kit.texts import text
from pages.kit.view import (
    TRACED,
    Card,
    Chart,
    Column,
    Columns,
    Heading,
    Link,
    Metric,
    Metrics,
    Notice,
    Outline,
    Part,
    Sentence,
    Status,
    Table,
)
from pages.screen import curves, marks, outline, plots
from pages.screen.leading import address, place

NUMBERS = frozenset(formats.KINDS) - {"text"}
BESIDE = {"measure", "leads_to"}  # of a row: which figure it shows, and where its words lead
LONG = 25  # rows; a longer table scrolls in a window of its own
SMALL = (marks, curves)  # charts that stand as HTML
PLAIN = (*SMALL, plots)  # and those that do so where they need not fill the room that is left
SHORT = 24  # letters that stand on one line
WORDY = 14  # letters of a header from which on it is given a width of its own
MOST = 400  # rows; a longer table is no HTML: it is sent as data and drawn as it is scrolled through
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_CODE = re.compile(r"`(.+?)`")
_LITERAL = re.compile(r"\\(&#?\w+;|[^\w\s])")  # a sign of foreign text, as HTML writes it


def rich(words: str) -> str:
    """Words of ours with their emphasis: **bold** and `code`; foreign text within them as `foreign.literal` marks it."""
    literal = _LITERAL.sub(lambda sign: sign[1] if len(sign[1]) > 1 else f"&#{ord(sign[1])};", escape(words))
    return _CODE.sub(r"<code>\1</code>", _BOLD.sub(r"<b>\1</b>", literal))


class Writer:
    """Writes parts as HTML for one snapshot, in the colours of a theme and the language spoken.

    `larger` is by how much the type of figures exceeds the usual; that of words goes by the page.
    """

    def __init__(self, snapshot: str, palette: Palette, larger: float = 1.0):
        self.snapshot = snapshot
        self.palette = palette
        self._scale = larger
        self._figures: dict[Chart, dict] = {}
        self._written = {
            Heading: self._heading, Sentence: self._sentence, Notice: self._notice, Metrics: self._metrics,
            Status: self._status, Table: self._table, Link: self._link, Card: self._card, Columns: self._columns,
            Chart: self._chart, Outline: self._outline,
        }  # fmt: skip

    def can(self, part: Part) -> bool:
        """Whether a part, with all that it holds, is words and figures only."""
        if isinstance(part, Card):
            return all(map(self.can, part.parts))
        if isinstance(part, Columns):
            return all(self.can(one) for column in part.columns for one in column)
        if isinstance(part, Table):
            return len(part.rows) <= (LONG if part.is_folded else MOST)
        if isinstance(part, Chart):
            return self._kind(part) is not None
        return type(part) in self._written

    def block(self, parts: tuple[Part, ...], name: str = "") -> str:
        """Parts as one element; `name` is its class for the style."""
        return f'<div class="view {name}">{self._all(parts)}</div>'

    def unfolded(self, table: Table) -> str:
        """A folded table that was asked for."""
        return f'<div class="view">{self._rows(table)}</div>'

    def trail(self, links: tuple[Link, ...]) -> str:
        """The way up from a place to what it lies in."""
        return f'<nav class="view trail">{"".join(map(self._link, links))}</nav>'

    def _all(self, parts: tuple[Part, ...]) -> str:
        return "".join(self._written[type(part)](part) for part in parts)

    def _heading(self, part: Heading) -> str:
        return f'<h3 id="{place(part.words)}">{rich(part.words)}</h3>'

    def _sentence(self, part: Sentence) -> str:
        return f'<p class="{part.role}">{rich(part.words)}</p>'

    def _notice(self, part: Notice) -> str:
        role = "alert" if part.role in ("warning", "error") else "status"
        return f'<p class="notice {part.role}" role="{role}">{rich(part.words)}</p>'

    def _metrics(self, part: Metrics) -> str:
        return f'<dl class="metrics {part.name}">{"".join(map(self._metric, part.metrics))}</dl>'

    def _metric(self, metric: Metric) -> str:
        note = f'<dd class="note {metric.tone}">{rich(metric.note)}</dd>' if metric.note else ""
        source = f'<dd class="source">{self._source(metric.figure)}</dd>' if metric.figure else ""
        value = escape(formats.write(metric.value, metric.kind))
        return f'<div><dt>{rich(metric.label)}</dt><dd class="value">{value}</dd>{note}{source}</div>'

    def _source(self, figure: FigureKey) -> str:
        return f'<a class="source" href="{self._lineage(figure)}">{escape(text("passport.open"))}</a>'

    def _lineage(self, figure: FigureKey) -> str:
        return address("passport", (("id", code(self.snapshot, figure)),))

    def _status(self, part: Status) -> str:
        share = escape(formats.write(part.share.value, part.share.kind))
        ink, fill = self.palette.on(self.palette.status[part.status]), self.palette.status[part.status]
        return (
            f'<p class="status"><b>{share}</b> <span>{rich(part.beside)}</span></p>'
            f'<p><span class="badge" style="color:{ink};background:{fill}">{escape(part.words)}</span> '
            f"{self._source(part.share.figure)}</p>"
        )

    def _table(self, part: Table) -> str:
        table = self._rows(part)
        if part.is_folded:
            return f"<details><summary>{escape(text('chart.table'))}</summary>{table}</details>"
        return table

    def _rows(self, part: Table) -> str:
        heads = "".join(
            f'<th scope="col" class="{_side(column.kind)}{_wordy(column.header)}"><button>{rich(column.header)}</button></th>' for column in part.columns
        )  # fmt: skip
        rows = records.dicts(part.rows[self._read(part)])
        body = "".join(
            f"<tr{unit_of(row)}>{''.join(self._cell(part, row, column) for column in part.columns)}</tr>"
            for row in rows
        )
        empty = "" if rows else f'<p class="note">{escape(text("table.empty"))}</p>'
        window = "long" if len(rows) > LONG else ""
        hint = f'<p class="note press">{escape(text("passport.press"))}</p>' if part.is_traced and rows else ""
        return f'<div class="table {window}" tabindex="0"><table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>{empty}{hint}'

    def _read(self, table: Table) -> list[str]:
        """The columns that are written, and those by which a row and its figures are known."""
        read = {column.key for column in table.columns} | TRACED | BESIDE
        return [name for name in table.rows.columns if name in read]

    def _cell(self, table: Table, row: dict, column: Column) -> str:
        value = row[column.key]
        written = escape(formats.write(value, column.kind))
        if column.key == table.leads and "leads_to" in row:
            way = row["leads_to"]
            written = f'<a href="{address(way.page, way.address)}">{written}</a>'
            return f'<td class="short">{written}</td>' if len(way.words) <= SHORT else f"<td>{written}</td>"
        if column.kind not in NUMBERS:
            return f'<td class="short">{written}</td>' if len(written) <= SHORT else f"<td>{written}</td>"
        is_told = not (formats.is_missing(value) or isinstance(value, formats.Instead))
        figure = table.figure(row, column.key) if is_told else None
        shown = f'<a href="{self._lineage(figure)}">{written}</a>' if figure else written
        return f'<td class="number" data-value="{_sortable(value) if is_told else ""}">{shown}</td>'

    def _link(self, part: Link) -> str:
        to = address(part.page, part.address, part.anchor)
        return f'<p class="link"><a href="{to}">{rich(part.words)}</a></p>'

    def _card(self, part: Card) -> str:
        return f'<section class="card {part.name}">{self._all(part.parts)}</section>'

    def _columns(self, part: Columns) -> str:
        widths = " ".join(f"minmax(0, {width:g}fr)" for width in part.widths)
        inside = "".join(f"<div>{self._all(column)}</div>" for column in part.columns)
        return f'<div class="columns" style="grid-template-columns:{widths}">{inside}</div>'

    def _chart(self, part: Chart) -> str:
        return (
            f'<figure role="img" aria-label="{escape(part.words)}">{self._kind(part).drawn(self.figure(part))}</figure>'
        )

    def _outline(self, part: Outline) -> str:
        addresses = {code: address(link.page, link.address) for code, link in part.links.items()}
        drawn = outline.drawn(part.draw(self.palette), addresses)
        return f'<figure class="small-map" aria-label="{escape(part.words)}">{drawn}</figure>'

    def _kind(self, part: Chart) -> ModuleType | None:
        """What draws a chart as HTML; None where nothing does."""
        return next((kind for kind in (SMALL if part.fills else PLAIN) if kind.can(self.figure(part))), None)

    def figure(self, part: Chart) -> dict:
        """The figure of a chart in the theme's colours, made once."""
        if part not in self._figures:
            self._figures[part] = self.sized(part.draw(self.palette))
        return self._figures[part]

    def sized(self, figure: dict) -> dict:
        """A figure in the type that is asked for."""
        return figure if self._scale == 1 else enlarged(figure, self._scale)


def unit_of(row: dict) -> str:
    """Which unit a row is about, for `pointed.js`, which marks a unit wherever it stands."""
    code = row.get("unit_code")
    return f' data-unit="{escape(code)}"' if isinstance(code, str) else ""


def remembering(code: str, name: str, on: str, off: str) -> str:
    """A button by which the browser remembers a unit; it says `on` where it is the one remembered, else `off`."""
    said = "".join(
        f' data-{key}="{escape(value)}"' for key, value in (("unit", code), ("name", name), ("on", on), ("off", off))
    )
    return f'<div class="view strip"><button class="mine"{said}>{escape(off)}</button></div>'


def _side(kind: str) -> str:
    return "number" if kind in NUMBERS else ""


def _wordy(header: str) -> str:
    """A long header gets room for two words a line: squeezed to one it would stand as a tower over the table."""
    return " wordy" if len(header) > WORDY else ""


def _sortable(value: object) -> str:
    """A value by which the browser can sort; nothing where it is missing."""
    if formats.is_missing(value):
        return ""
    return value.isoformat() if hasattr(value, "isoformat") else f"{float(value):.6g}"
