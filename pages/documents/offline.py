"""The copy to carry along: one HTML file of the pack that opens from a USB stick. No scripts, nothing from outside."""

import base64
import re
from collections.abc import Iterable
from html import escape
from importlib.resources import files
from pathlib import Path
from string import Template

from pages.documents import qr
from pages.documents.content import line
from pages.documents.values import District, Figure, Header, Pack, Place, Table
from pages.documents.words import word
from pages.kit.texts import language, spoken

TEMPLATE = Path(__file__).parent / "templates" / "offline.html"
WEIGHTS = {"Regular": 400, "Bold": 700}


def page(pack: Pack, map_svg: bytes) -> bytes:
    """Figures, map, tables and every district with its communes. Aggregates only: a pack holds no household."""
    with spoken(pack.language):
        body = "\n".join(_body(pack, map_svg))
        told = Template(TEMPLATE.read_text(encoding="utf-8")).substitute(
            language=language(), title=escape(f"{pack.header.title}, {pack.header.subtitle}"), snapshot=escape(pack.header.snapshot),
            fonts=_fonts(), body=body,
        )  # fmt: skip
        return told.encode()


def _body(pack: Pack, map_svg: bytes) -> Iterable[str]:
    header = pack.header
    if header.simulated:
        yield f'<p class="mark">{escape(header.simulated)}</p>'
    yield f"<h1>{escape(header.title)}</h1><p>{escape(header.subtitle)}</p>"
    yield f'<p class="note">{escape(line(header))}</p>'
    yield f'<p class="note">{escape(word("offline.title"))}. {escape(word("offline.help"))}</p>'
    yield _figures(pack.province)
    for phase in pack.phases:
        yield f"<h2>{escape(phase.name)}: {escape(phase.status_label)}</h2>{_figures(phase.figures)}"
    yield f'<h2>{escape(word("offline.map"))}</h2><div class="map" role="img" aria-label="{escape(pack.map_words)}">{_inline(map_svg)}</div>'
    for table in (pack.standing, pack.compared, pack.leads, pack.products, pack.certifications, pack.findings):
        yield _table(table)
    yield f"<h2>{escape(word('offline.districts'))}</h2>"
    yield from (_district(district) for district in pack.districts)
    yield _check(header)


def _figures(figures: Iterable[Figure]) -> str:
    return '<div class="figures">' + "".join(map(_figure, figures)) + "</div>"


def _figure(figure: Figure) -> str:
    return (
        f'<div class="figure"><span>{escape(figure.label)}</span><a href="{escape(figure.address)}"><b>{escape(figure.text)}</b></a>'
        f"<span>{escape(figure.note)}</span></div>"
    )


def _district(district: District) -> str:
    return (
        f"<details><summary>{escape(_standing(district))}</summary>{_figures(district.figures)}"
        f"<p>{escape(district.summary)}</p><p><b>{escape(district.question)}</b></p>{_table(district.communes)}</details>"
    )


def _standing(place: Place) -> str:
    return f"{place.name}: {place.figure('coverage').text} · {place.status_label}"


def _table(table: Table) -> str:
    head = "".join(f"<th>{escape(column.title)}</th>" for column in table.columns)
    kinds = [f"{column.kind} {column.key}" for column in table.columns]
    rows = "".join(
        f'<tr class="{row.kind}">' + "".join(f'<td class="{kind}">{escape(told)}</td>' for kind, told in zip(kinds, row.texts, strict=True)) + "</tr>"
        for row in table.rows
    )  # fmt: skip
    notes = "".join(f'<p class="note">{escape(note)}</p>' for note in table.notes)
    return f'<div class="scroll"><table><caption>{escape(table.title)}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>{notes}'


def _inline(map_svg: bytes) -> str:
    """The drawing itself, without the declarations of a file of its own."""
    return re.sub(r"<\?xml.*?\?>|<!DOCTYPE.*?>|<metadata>.*?</metadata>", "", map_svg.decode(), flags=re.DOTALL)


def _check(header: Header) -> str:
    lines = (*header.filters, (word("header.passport"), header.address))
    told = "".join(f"<dt>{escape(label)}</dt><dd>{escape(value)}</dd>" for label, value in lines)
    notes = "".join(f"<li>{escape(note)}</li>" for note in header.footnotes)
    code = qr.svg(header.address)
    return f'<h2>{escape(word("check.title"))}</h2><div class="code">{code}</div><p>{escape(word("check.help"))}</p><dl>{told}</dl><ul class="note">{notes}</ul>'


def _fonts() -> str:
    """The typeface within the file: a machine that lacks it still shows every Vietnamese glyph."""
    folder = files("fontpkg_be_vietnam_pro") / "files"
    return "\n".join(
        f'@font-face {{ font-family: "Be Vietnam Pro"; font-weight: {weight}; src: url(data:font/ttf;base64,'
        f'{base64.b64encode((folder / f"BeVietnamPro-{name}.ttf").read_bytes()).decode()}) format("truetype"); }}'
        for name, weight in WEIGHTS.items()
    )  # fmt: skip
