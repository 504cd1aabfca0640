"""Tables of an HTML page that was saved with a spreadsheet's name, as portals hand them out; also Excel's XML of 2003."""

from lxml import etree, html

_SPAN_LIMIT = 200
_ROWS, _CELLS = ("tr", "row"), ("td", "th", "cell")  # of a page, and of Excel 2003 in its words


def is_page(text: str) -> bool:
    """Whether a text is a page with a table, whatever its name says."""
    start = text[:4000].lstrip("\ufeff \r\n\t").lower()
    return (
        start.startswith(("<html", "<!doctype html", "<table", "<meta", "<head", "<?xml")) and "<table" in text.lower()
    )


def tables(text: str) -> list[list[list[str]]]:
    """The tables of a page as grids of texts; a cell over several rows or columns repeats its text there."""
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    # As bytes: an XML declaration may name another encoding than that of the text we hold.
    page = html.document_fromstring(text.encode("utf-8", errors="replace"), parser=parser)
    etree.strip_elements(page, "script", "style", with_tail=False)
    grids = []
    for table in reversed(
        list(page.iter("table"))
    ):  # a table within a cell comes first and is then no text of the cell
        grids.insert(0, _grid(table))
        table.drop_tree()
    return [grid for grid in grids if any(map(any, grid))]


def _grid(table: etree.Element) -> list[list[str]]:
    grid, hanging = [], {}  # hanging: column -> (rows that it still reaches down, text)
    for line in table.iter(*_ROWS):
        row: list[str] = []
        for cell in line.iterchildren(*_CELLS):
            _fill_from_above(row, hanging)
            row += [""] * (_number(cell, "ss:index", 1) - 1 - len(row))
            text = _text(cell)
            down = _number(cell, "rowspan", 1) + _number(cell, "ss:mergedown", 0) - 1
            for _ in range(_number(cell, "colspan", 1) + _number(cell, "ss:mergeacross", 0)):
                if down:
                    hanging[len(row)] = (down, text)
                row.append(text)
        _fill_from_above(row, hanging)
        grid.append(row)
    return grid


def _fill_from_above(row: list[str], hanging: dict[int, tuple[int, str]]) -> None:
    while (position := len(row)) in hanging:
        left, text = hanging.pop(position)
        if left > 1:
            hanging[position] = (left - 1, text)
        row.append(text)


def _number(cell: etree.Element, name: str, least: int) -> int:
    stated = cell.get(name, "").strip()
    return min(max(int(stated), least), _SPAN_LIMIT) if stated.isdecimal() else least


def _text(cell: etree.Element) -> str:
    """The text of a cell; a line break within it is a space."""
    for element in cell.iter("br", "p", "div"):
        element.text = f" {element.text or ''}"
    return " ".join("".join(cell.itertext()).split())
