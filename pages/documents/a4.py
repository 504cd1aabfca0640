"""A4 pages as PDF with real text: the report, and any page of the dashboard. The looks are in `templates/print.typ`."""

import json
from importlib.resources import files
from pathlib import Path

import typst

from pages.documents import qr
from pages.documents.header import Header
from pages.documents.tabulation import roman
from pages.documents.values import District, Pack, Section, Table, side, width
from pages.kit.texts import language, spoken, text
from pages.kit.view import Metric

TEMPLATE = Path(__file__).parent / "templates" / "print.typ"


def report(pack: Pack, map_svg: bytes) -> bytes:
    """The report's content as it is printed, with the annex of every district across the page."""
    with spoken(pack.language):
        parts = [part for section in pack.sections for part in _section(section, map_svg, pack.map_words)]
        parts += [_signatures(), {"kind": "check"}]
        parts += [_annex(roman(number), district) for number, district in enumerate(pack.districts, 1)]
        return _compiled(pack.header, parts, "upright", _nation(pack))


def page(header: Header, parts: list[dict]) -> bytes:
    """Any page of the dashboard across A4: its parts in the order of the screen, and the header block with the passport's code."""
    return _compiled(header, [*parts, {"kind": "check"}], "across")


def sheet(header: Header, parts: list[dict]) -> bytes:
    """The same on one single A4 sheet, in two columns as large as they go."""
    return _compiled(header, [*parts, {"kind": "check"}], "sheet")


def title(words: str) -> dict:
    return {"kind": "title", "text": words}


def sentence(words: str, is_verdict: bool) -> dict:
    return {"kind": "verdict" if is_verdict else "note", "text": words}


def metrics(shown: list[Metric]) -> dict:
    """Headline figures side by side: label, figure, note."""
    return {"kind": "counts", "counts": [(metric.label, metric.written, metric.note) for metric in shown]}


def drawing(svg: bytes, width: int, words: str) -> dict:
    """A picture in per cent of the page's width; `words` say it to those who cannot see it."""
    return {"kind": "figure", "svg": svg.decode(), "width": width, "words": words}


def together(parts: list[dict]) -> list[dict]:
    """Parts that are never torn over two pages: words, figures and one picture, which fit on any page."""
    kinds = [part["kind"] for part in parts]
    return (
        parts if "table" in kinds or kinds.count("figure") > 1 or not parts else [{"kind": "together", "parts": parts}]
    )


def listed(table: Table) -> dict:
    return {"kind": "table", "table": _table(table)}


def _compiled(header: Header, parts: list[dict], form: str, nation: dict | None = None) -> bytes:
    """Fonts come from the packages alone: the same pages on every machine."""
    paper = {"language": language(), "header": _header(header), "parts": parts, "nation": nation, "form": form}
    return typst.compile(
        TEMPLATE.read_bytes(), format="pdf", sys_inputs={"paper": json.dumps(paper, ensure_ascii=False)},
        font_paths=[str(files("fontpkg_be_vietnam_pro") / "files")], ignore_system_fonts=True,
    )  # fmt: skip


def _header(header: Header) -> dict:
    return {
        "title": header.title, "subtitle": header.subtitle, "lines": header.filters, "simulated": header.simulated,
        "snapshot": header.snapshot, "address": header.address, "passport": text("document.header.passport"), "notes": header.footnotes,
        "check": text("document.check.title"), "help": text("document.check.help"), "footer": header.line, "code": qr.svg(header.address),
    }  # fmt: skip


def _section(section: Section, map_svg: bytes, map_words: str) -> list[dict]:
    parts = [{"kind": "heading", "text": section.heading}]
    parts += [{"kind": "paragraph", "text": words} for words in section.paragraphs]
    parts += [listed(table) for table in section.tables]
    return [*parts, *([drawing(map_svg, 85, map_words)] if section.has_map else [])]


def _table(table: Table) -> dict:
    columns = [{"title": column.header, "width": width(column), "side": side(column)} for column in table.columns]
    rows = [{"kind": row.kind, "texts": row.texts} for row in table.rows]
    return {"title": table.title, "columns": columns, "rows": rows, "notes": table.notes}


def _nation(pack: Pack) -> dict:
    keys = {"parent": "agency.parent", "agency": "agency", "number": "number", "nation": "nation", "motto": "motto", "place": "place", "kind": "kind"}  # fmt: skip
    about = text("document.report.about", day=pack.header.filters[1][1])
    return {name: text(f"document.report.{key}") for name, key in keys.items()} | {"about": about}


def _signatures() -> dict:
    return {
        "kind": "signatures", "recipients": text("document.report.recipients"), "lines": [text("document.report.recipients.1"), text("document.report.recipients.2")],
        "authority": text("document.report.authority"), "position": text("document.report.position"), "signature": text("document.report.signature"),
    }  # fmt: skip


def _annex(number: str, district: District) -> dict:
    return {
        "kind": "annex",
        "title": text("document.report.annex", number=number),
        "about": text("document.report.annex.about"),
        "summary": district.summary,
        "table": _table(district.communes),
    }
