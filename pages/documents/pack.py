"""The whole pack of the meeting: every document of one snapshot, made in one go, each map drawn once."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace

from data import naming, vocabulary
from data.snapshots import Scope, Snapshot
from pages.documents import a4, card, content, offline, report, sheets, slides
from pages.documents.values import Filters, Pack
from pages.kit.texts import spoken, text
from pages.paper import map as picture
from pages.progress.map import figure

Progress = Callable[[float, str], None]
CARDS = "the"
BRIEF = "tom-tat"
INDEX = "muc-luc.txt"


def make(snapshot: Snapshot, scope: Scope, filters: Filters, progress: Progress) -> dict[str, bytes]:
    """The files of the pack by name; `progress` takes the part done and what is being made."""
    with spoken(filters.language):
        progress(0.0, text("document.progress.content"))
        pack = content.build(snapshot, scope, filters)
        return files(pack, progress)


def files(pack: Pack, progress: Progress) -> dict[str, bytes]:
    """The files of a pack that is already bound."""
    with spoken(pack.language):
        stem = f"{pack.header.day:%Y%m%d}"
        progress(0.1, text("document.progress.map"))
        drawn = picture.draw(pack.drawing)
        wide = picture.draw(replace(pack.drawing, caption=figure.source()), ("png",), slides.MAP_SIZE, slides.MAP_SCALE)
        made = {f"ban-do-{stem}.svg": drawn["svg"], f"ban-do-{stem}.png": drawn["png"]}
        steps = (
            (0.35, "slides", lambda: {f"trinh-chieu-{stem}.pptx": slides.deck(pack, wide["png"])}),
            (0.5, "report", lambda: {f"bao-cao-{stem}.docx": report.docx(pack, drawn["png"])}),
            (0.7, "sheets", lambda: {f"so-lieu-{stem}.xlsx": sheets.workbook(pack)}),
            (0.78, "print", lambda: {f"bao-cao-{stem}.pdf": a4.report(pack, drawn["svg"])}),
            (0.82, "brief", lambda: {f"{BRIEF}-{stem}.pdf": pack.brief()}),
            (0.85, "cards", lambda: _cards(pack)),
            (0.95, "offline", lambda: {f"mang-theo-{stem}.html": offline.page(pack, drawn["svg"])}),
        )
        for part, step, build in steps:
            progress(part, text(f"document.progress.{step}"))
            made |= build()
        progress(1.0, text("document.progress.done"))
        return {INDEX: _index(pack, made), **made}


def _index(pack: Pack, made: dict[str, bytes]) -> bytes:
    """What lies in the folder and of which snapshot; every file on a line of its own, this one too."""
    header = pack.header
    lines = [header.title, header.subtitle, *([header.simulated] if header.simulated else [])]
    lines += [
        f"{label}: {value}" for label, value in (*header.filters, (text("document.header.passport"), header.address))
    ]
    return "\n".join([*lines, "", INDEX, *made, ""]).encode()


def _cards(pack: Pack) -> dict[str, bytes]:
    return {
        f"{CARDS}/{code}-{naming.said(vocabulary.unit(code).name)}.png": image
        for code, image in card.cards(pack).items()
    }


def zipped(files: dict[str, bytes]) -> bytes:
    """The pack as one file to download. Its parts are compressed already, but for the drawings."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()
