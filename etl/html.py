"""Tables of an HTML page that was saved with a spreadsheet's name, as portals hand them out."""

from html.parser import HTMLParser

_SPAN_LIMIT = 200
_OF_EXCEL_2003 = {"row": "tr", "cell": "td"}  # its XML is a page of tables in other words


class _Tables(HTMLParser):
    """Collects the cells of the outermost tables; a cell over several rows or columns repeats its text there."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[str]]] = []
        self._row: list[str] | None = None
        self._cell: list[str] | None = None
        self._span = (1, 1)
        self._hanging: dict[int, tuple[int, str]] = {}

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        tag = _OF_EXCEL_2003.get(tag, tag)
        if tag == "table":
            self._finish_row()
            self.tables.append([])
            self._hanging = {}
        elif tag == "tr" and self.tables:
            self._finish_row()
            self._row = []
        elif tag in ("td", "th") and self._row is not None:
            self._finish_cell()
            known = dict(attributes)
            self._cell = []
            self._span = tuple(_number(known.get(name)) for name in ("rowspan", "colspan"))
        elif tag in ("br", "p", "div") and self._cell is not None:
            self._cell.append(" ")

    def handle_endtag(self, tag: str) -> None:
        tag = _OF_EXCEL_2003.get(tag, tag)
        if tag in ("td", "th"):
            self._finish_cell()
        elif tag in ("tr", "table"):
            self._finish_row()

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)

    def _finish_cell(self) -> None:
        if self._cell is None or self._row is None:
            return
        text, (rows, columns) = " ".join("".join(self._cell).split()), self._span
        self._cell = None
        self._fill_from_above()
        for _ in range(columns):
            if rows > 1:
                self._hanging[len(self._row)] = (rows - 1, text)
            self._row.append(text)

    def _fill_from_above(self) -> None:
        while (position := len(self._row)) in self._hanging:
            left, text = self._hanging.pop(position)
            if left > 1:
                self._hanging[position] = (left - 1, text)
            self._row.append(text)

    def _finish_row(self) -> None:
        self._finish_cell()
        if self._row is not None:
            self._fill_from_above()
            self.tables[-1].append(self._row)
        self._row = None


def _number(text: str | None) -> int:
    return min(max(int(text), 1), _SPAN_LIMIT) if text and text.strip().isdecimal() else 1


def is_page(text: str) -> bool:
    """Whether a text is a page with a table, whatever its name says."""
    start = text[:4000].lstrip("\ufeff \r\n\t").lower()
    return (
        start.startswith(("<html", "<!doctype html", "<table", "<meta", "<head", "<?xml")) and "<table" in text.lower()
    )


def tables(text: str) -> list[list[list[str]]]:
    """The tables of a page as grids of texts."""
    reader = _Tables()
    reader.feed(text)
    reader.close()
    return [table for table in reader.tables if table]
