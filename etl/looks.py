"""Cells of an xlsx that are struck out or hold raised letters, as its styles and rich texts tell."""

import re
import zipfile
from dataclasses import dataclass, field

from lxml import etree

from etl.typography import marked

_CELL = re.compile(
    rb"""<(?:\w+:)?c\s([^>]*?)(?:/>|(?<!/)>(.*?)</(?:\w+:)?c>)""", re.DOTALL
)  # what it says of itself, and what it holds
_PLACE = re.compile(rb"""\br=["']([A-Za-z]{1,3})([0-9]{1,7})["']""")
_STYLE = re.compile(rb"""\bs=["'](\d{1,6})["']""")
_SHARED = re.compile(rb"""\bt=["']s["']""")
_INDEX = re.compile(rb"<(?:\w+:)?v>\s*(\d{1,9})\s*<")
_WITHIN = re.compile(rb"<(?:\w+:)?is[\s>].*</(?:\w+:)?is>", re.DOTALL)
_OFF = {"0", "false"}
WORDS = (b"strike", b"superscript")  # by which a workbook says so


@dataclass(frozen=True)
class Looks:
    """The styles of a workbook that strike a cell out, and its shared texts that are struck out or raised in parts."""

    struck: set[int] = field(default_factory=set)
    texts: dict[int, str] = field(default_factory=dict)

    def of(self, archive: zipfile.ZipFile, part: str) -> dict[tuple[bytes, int], str | None]:
        """What cells of a sheet look like, by the letters of their column and their row; None where all of a cell is struck out."""
        found = {}
        for attributes, content in _CELL.findall(archive.read(part)):
            place, style = _PLACE.search(attributes), _STYLE.search(attributes)
            if not place or not content:
                continue
            if style and int(style[1]) in self.struck:
                found[place[1], int(place[2])] = None
            elif text := self._text(attributes, content):
                found[place[1], int(place[2])] = text
        return found

    def _text(self, attributes: bytes, content: bytes) -> str:
        """The text of a cell that is struck out or raised in parts; '' of all others."""
        if _SHARED.search(attributes):
            index = _INDEX.search(content)
            return self.texts.get(int(index[1]), "") if index else ""
        if _has_looks(content) and (own := _WITHIN.search(content)):
            return _looking(etree.fromstring(re.sub(rb"(</?)\w+:", rb"\1", own[0]), _parser()))
        return ""


def of_workbook(data: zipfile.ZipFile) -> Looks:
    try:
        return Looks(_struck_styles(data), _marked_texts(data))
    except (KeyError, ValueError, etree.XMLSyntaxError, zipfile.BadZipFile):
        return Looks()  # what is damaged is told by who reads the cells


def _struck_styles(archive: zipfile.ZipFile) -> set[int]:
    xml = archive.read("xl/styles.xml") if "xl/styles.xml" in archive.namelist() else b""
    if b"strike" not in xml:
        return set()
    styles = etree.fromstring(xml, _parser())
    fonts, cells = styles.find("{*}fonts"), styles.find("{*}cellXfs")
    if fonts is None or cells is None:
        return set()
    struck = {str(number) for number, font in enumerate(fonts) if _is_struck(font)}
    return {number for number, style in enumerate(cells) if style.get("fontId") in struck}


def _marked_texts(archive: zipfile.ZipFile) -> dict[int, str]:
    xml = archive.read("xl/sharedStrings.xml") if "xl/sharedStrings.xml" in archive.namelist() else b""
    if not _has_looks(xml):
        return {}
    texts = enumerate(etree.fromstring(xml, _parser()).iterchildren("{*}si"))
    return {number: told for number, text in texts if (told := _looking(text))}


def _has_looks(xml: bytes) -> bool:
    return any(word in xml for word in WORDS)


def _looking(text: etree._Element) -> str:
    """A rich text as it looks; '' where nothing of it is struck out or raised."""
    pieces, plain = [], []
    for run in text.iterchildren("{*}r"):
        piece, look = run.findtext("{*}t") or "", run.find("{*}rPr")
        plain.append(piece)
        pieces.append(piece if look is None else marked(piece, _is_struck(look), _is_raised(look)))
    return "" if pieces == plain else "".join(pieces)


def _is_struck(font: etree._Element) -> bool:
    stroke = font.find("{*}strike")
    return stroke is not None and stroke.get("val") not in _OFF


def _is_raised(font: etree._Element) -> bool:
    place = font.find("{*}vertAlign")
    return place is not None and place.get("val") == "superscript"


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
