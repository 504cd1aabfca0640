"""The copy to carry along: one HTML file of the pack that opens from a USB stick. No scripts, nothing from outside."""

import base64
import re
from collections.abc import Iterable
from html import escape
from importlib.resources import files
from pathlib import Path
from string import Template

from pages.documents import qr
from pages.documents.header import Header
from pages.documents.values import District, Pack, Place, Table, side
from pages.kit import formats
from pages.kit.texts import language, spoken, text
from pages.kit.view import Metric

TEMPLATE = Path(__file__).parent / "templates" / "offline.html"
SHORT = 24  # letters that stand on one line
RUNNING = ("needed_per_day", "gained_7_days")  # figures of a phase that runs
WEIGHTS = {"Regular": 400, "Bold": 700}


def page(pack: Pack, map_svg: bytes) -> bytes:
    """Figures, map, tables and every district with its communes. Aggregates only: a pack holds no household."""
    with spoken(pack.language):
        body = "\n".join(_body(pack, map_svg))
        page = Template(TEMPLATE.read_text(encoding="utf-8")).substitute(
            language=language(), title=escape(f"{pack.header.title}, {pack.header.subtitle}"), snapshot=escape(pack.header.snapshot),
            fonts=_fonts(), body=body,
        )  # fmt: skip
        return page.encode()


def _body(pack: Pack, map_svg: bytes) -> Iterable[str]:
    header = pack.header
    if header.simulated:
        yield f'<p class="mark">{escape(header.simulated)}</p>'
    yield f"<h1>{escape(header.title)}</h1><p>{escape(header.subtitle)}</p>"
    yield f'<p class="note">{escape(header.line)}</p>'
    yield f'<p class="note">{escape(text("document.offline.title"))}. {escape(text("document.offline.help"))}</p>'
    yield _figures(pack.province, header)
    for phase in pack.phases:
        yield f"<h2>{escape(phase.name)}: {escape(phase.status_label)}</h2>{_figures(phase.figures, header)}"
    yield f'<h2>{escape(text("slide.map"))}</h2><div class="map" role="img" aria-label="{escape(pack.map_words)}">{_inline(map_svg)}</div>'
    for table in (pack.standing, pack.compared, pack.leads, pack.products, pack.certifications, pack.findings):
        yield _table(table)
    yield f"<h2>{escape(text('changes.title'))}</h2>"
    yield from (f"<p>{escape(words)}</p>" for words in pack.changed.paragraphs)
    yield from map(_table, pack.changed.tables)
    yield f"<h2>{escape(text('document.offline.districts'))}</h2>"
    yield from (_district(district, header) for district in pack.districts)
    yield _check(header)


def _figures(figures: dict[str, Metric], header: Header) -> str:
    """Headline figures side by side; what only a running phase has is left out where there is none."""
    shown = (one for name, one in figures.items() if name not in RUNNING or not formats.is_missing(one.value))
    return '<div class="figures">' + "".join(_figure(one, header) for one in shown) + "</div>"


def _figure(figure: Metric, header: Header) -> str:
    return (
        f'<div class="figure"><span>{escape(figure.label)}</span><a href="{escape(header.lineage(figure.figure))}">'
        f"<b>{escape(figure.written)}</b></a><span>{escape(figure.note)}</span></div>"
    )


def _district(district: District, header: Header) -> str:
    return (
        f"<details><summary>{escape(_standing(district))}</summary>{_figures(district.figures, header)}"
        f"<p>{escape(district.summary)}</p><p><b>{escape(district.question)}</b></p>{_table(district.communes)}</details>"
    )


def _standing(place: Place) -> str:
    return f"{place.name}: {place.figures['coverage'].written} · {place.status_label}"


def _table(table: Table) -> str:
    head = "".join(f"<th>{escape(column.header)}</th>" for column in table.columns)
    sides = [side(column) for column in table.columns]
    rows = "".join(
        f'<tr class="{row.kind}">' + "".join(map(_cell, sides, row.texts)) + "</tr>"
        for row in table.rows
    )  # fmt: skip
    notes = "".join(f'<p class="note">{escape(note)}</p>' for note in table.notes)
    return f'<div class="scroll"><table><caption>{escape(table.title)}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>{notes}'


def _cell(at: str, words: str) -> str:
    return f'<td class="{at}{" short" if len(words) <= SHORT else ""}">{escape(words)}</td>'


def _inline(map_svg: bytes) -> str:
    """The drawing itself, without the declarations of a file of its own."""
    return re.sub(r"<\?xml.*?\?>|<!DOCTYPE.*?>|<metadata>.*?</metadata>", "", map_svg.decode(), flags=re.DOTALL)


def _check(header: Header) -> str:
    lines = (*header.filters, (text("document.header.passport"), header.address))
    listed = "".join(f"<dt>{escape(label)}</dt><dd>{escape(value)}</dd>" for label, value in lines)
    notes = "".join(f"<li>{escape(note)}</li>" for note in header.footnotes)
    code = qr.svg(header.address)
    return f'<h2>{escape(text("document.check.title"))}</h2><div class="code">{code}</div><p>{escape(text("document.check.help"))}</p><dl>{listed}</dl><ul class="note">{notes}</ul>'


def _fonts() -> str:
    """The typeface within the file: a machine that lacks it still shows every Vietnamese glyph."""
    folder = files("fontpkg_be_vietnam_pro") / "files"
    return "\n".join(
        f'@font-face {{ font-family: "Be Vietnam Pro"; font-weight: {weight}; src: url(data:font/ttf;base64,'
        f'{base64.b64encode((folder / f"BeVietnamPro-{name}.ttf").read_bytes()).decode()}) format("truetype"); }}'
        for name, weight in WEIGHTS.items()
    )  # fmt: skip
