"""Tables of an HTML page that was saved with a spreadsheet's name, as portals hand them out; also Excel's XML of 2003."""

import re
from collections.abc import Iterator

from lxml import etree, html

from data import vocabulary
from etl.sheet import Area, Unreadable
from etl.typography import STROKE, marked

_SPAN_LIMIT = 100_000
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d{1,2})?")
_STRUCK, _RAISED = {"s", "strike", "del"}, {"sup"}
_ROWS, _CELLS = ("tr", "row"), ("td", "th", "cell")  # of a page, and of Excel 2003 in its words


def is_page(text: str) -> bool:
    """Whether a text is a page with a table, whatever its name says."""
    start = text[:4000].lstrip("\ufeff \r\n\t").lower()
    return (
        start.startswith(("<html", "<!doctype html", "<table", "<meta", "<head", "<?xml")) and "<table" in text.lower()
    )


def tables(text: str) -> list[etree._Element]:
    """The tables of a page that hold any text, in order; their cells are read by `grid`."""
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    # As bytes: an XML declaration may name another encoding than that of the text we hold.
    page = html.document_fromstring(text.encode("utf-8", errors="replace"), parser=parser)
    etree.strip_elements(page, "script", "style", with_tail=False)
    found = []
    for table in reversed(
        list(page.iter("table"))
    ):  # a table within a cell comes first and is then no text of the cell
        found.insert(0, table)
        table.drop_tree()
    return [table for table in found if any(text.strip() for text in table.itertext())]


def grid(table: etree._Element) -> tuple[list[list], list[Area]]:
    """The texts and numbers of a table's cells, and the areas of those over several rows or columns."""
    limits = vocabulary.settings()["limits"]
    rows, merged, hanging = [], [], {}  # hanging: column -> last row that a cell from above reaches down to
    for number, line in enumerate(table.iter(*_ROWS)):
        row: list = []
        for cell in line.iterchildren(*_CELLS):
            _pass_hanging(row, hanging, number)
            row += [""] * (_number(cell, "ss:index", 1) - 1 - len(row))
            left = len(row)
            bottom = number + _number(cell, "rowspan", 1) + _number(cell, "ss:mergedown", 0) - 1
            right = left + _number(cell, "colspan", 1) + _number(cell, "ss:mergeacross", 0) - 1
            if right >= limits["sheet_columns"] or len(merged) >= limits["merged_areas"]:
                raise Unreadable("sheet_too_large")
            if (bottom, right) != (number, left):
                merged.append(((number, left), (bottom, right)))
            if bottom > number:
                hanging |= dict.fromkeys(range(left, right + 1), bottom)
            row += [_value(cell), *[""] * (right - left)]
        rows.append(row)
    return rows, merged


def _pass_hanging(row: list, hanging: dict[int, int], number: int) -> None:
    """Leave the places empty that a cell from above takes."""
    while hanging.get(len(row), -1) >= number:
        row.append("")


def _number(cell: etree.Element, name: str, least: int) -> int:
    stated = cell.get(name, "").strip()
    return min(max(int(stated), least), _SPAN_LIMIT) if stated.isdecimal() else least


def _value(cell: etree.Element) -> str | float:
    """The number that a spreadsheet tells beside what it shows (Excel 2003 in <Data>, Excel and LibreOffice as an attribute)."""
    told = next((part for part in cell.iter("data") if part.get("ss:type") == "Number"), None)
    text = _text(cell)
    stated = text if told is not None else cell.get("x:num") or cell.get("sdval") or ""
    return float(stated) if _NUMBER.fullmatch(stated) and not text.endswith("%") and STROKE not in text else text


def _text(cell: etree.Element) -> str:
    """The text of a cell as it looks; a line break within it is a space."""
    for element in cell.iter("br", "p", "div"):
        element.text = f" {element.text or ''}"
    looks = any(map(_looks, cell.iter()))
    return " ".join("".join(_looking(cell) if looks else cell.itertext()).split())


def _looks(element: etree._Element) -> bool:
    """Whether an element strikes out or raises the text within it."""
    return element.tag in _RAISED or _strikes(element)


def _strikes(element: etree._Element) -> bool:
    return element.tag in _STRUCK or "line-through" in element.get("style", "")


def _looking(cell: etree._Element) -> Iterator[str]:
    """The pieces of text of a cell, struck out or raised as the elements around them say."""
    strokes = raised = 0
    for event, element in etree.iterwalk(cell, events=("start", "end")):
        step = 1 if event == "start" else -1
        strokes, raised = strokes + step * _strikes(element), raised + step * (element.tag in _RAISED)
        piece = element.text if event == "start" else element.tail if element is not cell else ""
        yield marked(piece or "", strokes > 0, raised > 0)
