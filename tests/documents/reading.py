"""The files of a pack read back as a reader reads them: their words, and the rows of their tables under their heads."""

import io
from collections.abc import Callable
from functools import lru_cache
from html.parser import HTMLParser

from docx import Document
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from pptx import Presentation
from pypdf import PdfReader

from pages.kit import formats

Rows = list[dict[str, str]]
KINDS = {"%": "share", "dd/mm": "day", "0.0": "decimal"}  # a mark of a number format, and what it writes


def packed(words: str) -> str:
    """Without spaces: where a line is broken does not matter."""
    return "".join(words.split())


@lru_cache(maxsize=64)
def words(kind: str, content: bytes) -> str:
    """Everything that a file says, packed."""
    return packed(_WORDS[kind](content))


@lru_cache(maxsize=64)
def rows(kind: str, content: bytes) -> Rows:
    """Every row of every table, each cell by its head; of a print there is only text."""
    found: Rows = []
    for head, *lines in _TABLES[kind](content):
        found += [dict(zip(head, line, strict=False)) for line in lines]
    return found


def _pptx(content: bytes) -> list[list[list[str]]]:
    shapes = [shape for slide in Presentation(io.BytesIO(content)).slides for shape in slide.shapes if shape.has_table]
    return [[[cell.text for cell in row.cells] for row in shape.table.rows] for shape in shapes]


def _pptx_words(content: bytes) -> str:
    shapes = [shape for slide in Presentation(io.BytesIO(content)).slides for shape in slide.shapes]
    return "\n".join(shape.text_frame.text for shape in shapes if shape.has_text_frame)


def _docx(content: bytes) -> list[list[list[str]]]:
    """Beneath the head of a standard table its columns are numbered."""
    tables = [
        [[cell.text for cell in row.cells] for row in table.rows] for table in Document(io.BytesIO(content)).tables
    ]
    return [[line for line in table if line[0] != "(1)"] for table in tables]


def _docx_words(content: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs)


def _xlsx(content: bytes) -> list[list[list[str]]]:
    """The rows of each sheet from the head on, which is the first line of more than one cell; notes are lines of one."""
    found = []
    for sheet in load_workbook(io.BytesIO(content)):
        lines = [[_shown(cell) for cell in line] for line in sheet.iter_rows()]
        start = next(at for at, line in enumerate(lines) if len(line) > 1 and line[1])
        found.append([line for line in lines[start:] if sum(map(bool, line)) > 1])
    return found


def _shown(cell: Cell) -> str:
    """As the cell is shown."""
    if cell.value is None or isinstance(cell.value, str):
        return cell.value or ""
    kind = next((kind for mark, kind in KINDS.items() if mark in cell.number_format), "count")
    return formats.write(cell.value, kind)


def _xlsx_words(content: bytes) -> str:
    return "\n".join(cell for table in _xlsx(content) for line in table for cell in line)


def _pdf_words(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


class _Page(HTMLParser):
    def __init__(self, content: bytes):
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self.words: list[str] = []
        self._within = ""
        self.feed(content.decode())

    def handle_starttag(self, tag, attributes):
        self._within = tag
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self.tables[-1][-1].append("")

    def handle_data(self, data):
        if self._within != "style":
            self.words.append(data)
        if self._within in ("td", "th"):
            self.tables[-1][-1][-1] += data

    def handle_endtag(self, tag):
        self._within = ""


_TABLES: dict[str, Callable[[bytes], list[list[list[str]]]]] = {
    "pptx": _pptx, "docx": _docx, "xlsx": _xlsx, "html": lambda content: _Page(content).tables,
}  # fmt: skip
_WORDS: dict[str, Callable[[bytes], str]] = {
    "pptx": _pptx_words, "docx": _docx_words, "xlsx": _xlsx_words, "pdf": _pdf_words,
    "html": lambda content: "\n".join(_Page(content).words),
}  # fmt: skip
