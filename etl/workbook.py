"""Workbooks of Excel: xlsx and xls. How far a sheet reaches is known before it is loaded."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

import openpyxl
import xlrd
from lxml import etree
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from data import vocabulary
from etl import looks
from etl import sheet as grid
from etl.sheet import Sheet, Unreadable
from etl.text import clean
from etl.titles import measure
from etl.typography import struck

OLE = b"\xd0\xcf\x11\xe0"  # xls, and whatever else Office wrote before 2007
SPARSE = 4  # so many times more places than cells, and the cells are read one by one
_PLACE = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\br=["']([A-Za-z]{1,3})([0-9]{1,7})["']""")
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_ROW = re.compile(rb"""<(?:\w+:)?row\s[^>]*?\br=["']([0-9]{1,7})["']""")
_HIDDEN_ROW = re.compile(rb"""<(?:\w+:)?row\s(?=[^>]*\bhidden=["'](?:1|true)["'])[^>]*?\br=["']([0-9]{1,7})["']""")
_FAILED = re.compile(rb"""t=["']e["'](?<=\bt=...)""")
_ERROR = re.compile(rb"""<(?:\w+:)?c(\s[^>]*?\bt=["']e["'][^>/]*)>(.*?)</(?:\w+:)?c>""", re.DOTALL)
# A formula without its value, as programmes write it that do not calculate. An empty text is a value: it is told by t="str".
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_UNKNOWN = re.compile(
    rb"""<(?:\w+:)?c(\s(?![^>]*\bt=["']str["'])[^>]*)>\s*<(?:\w+:)?f(?:\s[^>]*)?(?:/>|(?<!/)>[^<]*</(?:\w+:)?f>)\s*"""
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_NUMBER = re.compile(
    rb"<(?:\w+:)?c(\s[^>]*)>\s*(?:<(?:\w+:)?f(?:\s[^>]*)?(?:/>|(?<!/)>[^<]*</(?:\w+:)?f>))?\s*<(?:\w+:)?v>([^<]*)</(?:\w+:)?v>"
)
_STYLE = re.compile(rb"""\bs=["'](\d{1,6})["']""")
_TEXT = re.compile(rb"""\bt=["'](?!n["'])""")
_FORMAT = re.compile(
    r'(?P<digit>[0#?])|"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[[^\]]*\]|[_*].|(?P<bare>[^;])|(?P<end>;)'
)
# The tags whose number tells how far a sheet reaches; without prefixes, as Excel writes, they are found much sooner.
_TAGS = (_PLACE, _CELL, _ROW, _FORMULA)
_BARE_TAGS = tuple(re.compile(tag.pattern.replace(rb"(?:\w+:)?", b"")) for tag in _TAGS)
_PREFIXED = (b":c", b":row", b":f")
_CHUNK = 4 * 1024 * 1024


def sheets(data: bytes, member: str) -> Iterator[Sheet | Unreadable]:
    """All sheets of a workbook; one that cannot be read comes as `Unreadable` among them."""
    if data[:4] == OLE:
        _refuse_other_documents(data)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        listed = [one for one in workbook.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
    except PasswordError:
        raise Unreadable("password") from None
    except CalamineError:
        raise Unreadable("file_damaged") from None
    check_sheets(len(listed))
    parts = _parts(data) if data[:2] == b"PK" else {}
    look = _looks(data) if parts else looks.Looks()
    old = _old_book(data) if data[:4] == OLE else None
    is_1904 = bool(old.datemode) if old else _is_1904(data)
    for one in listed:
        try:
            cells, merged, hidden = _content(workbook, one.name, data, parts.get(one.name), old, look)
            is_hidden = one.visible != SheetVisibleEnum.Visible
            found = Sheet(member, clean(one.name), cells, merged, is_hidden=is_hidden, first_day_is_1904=is_1904)
            found.hidden_rows = [row for row in hidden if row <= len(cells) and any(cells[row - 1])]
            yield grid.gridded(found)
        except Unreadable as problem:
            yield Unreadable(problem.reason, problem.detail, sheet=clean(one.name))
        except (CalamineError, xlrd.XLRDError, zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, ValueError):
            yield Unreadable("file_damaged", sheet=clean(one.name))


def check_sheets(number: int) -> None:
    limit = vocabulary.settings()["limits"]["sheets"]
    if number > limit:
        raise Unreadable("too_many_sheets", f"({number} trang, mức cho phép {limit})")


def _refuse_other_documents(data: bytes) -> None:
    """What Office of old wrote is one container for all: an encrypted workbook, a letter."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Unreadable("password")
    if "WordDocument".encode("utf-16-le") in data:
        raise Unreadable("file_old_word")


def _content(
    workbook: CalamineWorkbook, name: str, data: bytes, part: str | None, old: xlrd.Book | None, look: looks.Looks
) -> tuple[list[list], list, list[int]]:
    """Rows, merged areas and numbers of hidden rows of a sheet, read in the way that its extent allows."""
    errors: dict[tuple[int, int], str] = {}
    looking: dict[tuple[bytes, int], str | None] = {}
    hidden: list[int] = []
    if part is not None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            extent = _extent(archive, part)
            if extent.merged > vocabulary.settings()["limits"]["merged_areas"]:
                raise Unreadable("sheet_merged")
            if extent.formulas:
                errors = _errors(archive, part)
            errors |= _worded(archive, part)
            hidden = extent.hidden_rows
            if extent.has_looks or look.struck or look.texts:
                looking = look.of(archive, part)
            if extent.rows * extent.columns > max(grid.DENSE_CELLS, SPARSE * extent.cells):
                rows, merged = _one_by_one(data, name)
                _put_in(rows, errors)
                _mark(rows, looking)
                return rows, merged, hidden
    elif old is not None:
        errors = _errors_of_old(old, name)
    loaded = workbook.get_sheet_by_name(name)
    rows = grid.bounded(loaded.iter_rows())
    _put_in(rows, errors)
    _mark(rows, looking)
    return rows, list(loaded.merged_cell_ranges or []), hidden


def _looks(data: bytes) -> looks.Looks:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return looks.of_workbook(archive)


def _mark(rows: list[list], looking: dict[tuple[bytes, int], str | None]) -> None:
    """Write cells as they look where something of them is struck out or raised."""
    for (letters, number), text in looking.items():
        row, column = rows[number - 1] if number <= len(rows) else [], _column(letters) - 1
        if column < len(row) and not grid.is_empty(row[column]) and not grid.is_error(row[column]):
            row[column] = struck(_plain(row[column])) if text is None else text


def _plain(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _put_in(rows: list[list], errors: dict[tuple[int, int], str]) -> None:
    """Write formulas without a value into their cells, which calamine leaves empty."""
    for (row, column), error in errors.items():
        rows.extend([] for _ in range(row + 1 - len(rows)))
        rows[row].extend([""] * (column + 1 - len(rows[row])))
        rows[row][column] = error


def _errors(archive: zipfile.ZipFile, part: str) -> dict[tuple[int, int], str]:
    """The formulas of a sheet that failed, such as #REF!, or that have no value yet, by row and column from 0."""
    xml = archive.read(part)
    places = (_PLACE.match(b"<c " + attributes.strip()) for attributes in _UNKNOWN.findall(xml))
    found = {(int(place[2]) - 1, _column(place[1]) - 1): grid.UNCALCULATED for place in places if place}
    for attributes, content in _ERROR.findall(xml):
        place = _PLACE.match(b"<c " + attributes.strip())
        value = re.search(rb"<(?:\w+:)?v>([^<]*)<", content)
        if place and value:
            found[int(place[2]) - 1, _column(place[1]) - 1] = value[1].decode("utf-8", errors="replace")
    return found


def _worded(archive: zipfile.ZipFile, part: str) -> dict[tuple[int, int], str]:
    """Numbers that their format shows at another size (1.5 as '1,5 triệu'), as text, by row and column from 0."""
    behind = _behind_numbers(archive)
    if not behind:
        return {}
    found = {}
    for attributes, value in _NUMBER.findall(archive.read(part)):
        place, style = _PLACE.match(b"<c " + attributes.strip()), _STYLE.search(attributes)
        if place and style and int(style[1]) in behind and not _TEXT.search(attributes):
            found[int(place[2]) - 1, _column(place[1]) - 1] = (
                f"{value.decode('ascii', 'replace')}{behind[int(style[1])]}"
            )
    return found


def _behind_numbers(archive: zipfile.ZipFile) -> dict[int, str]:
    """What formats write behind a number and changes its size, by the number of the style."""
    try:
        styles = etree.fromstring(archive.read("xl/styles.xml"), _parser())
    except (KeyError, etree.XMLSyntaxError):
        return {}
    formats = {
        one.get("numFmtId"): behind for one in styles.iter("{*}numFmt")
        if changes_size(behind := _behind_digits(one.get("formatCode", "")))
    }  # fmt: skip
    cells = styles.find("{*}cellXfs")
    styled = enumerate(cells) if formats and cells is not None else ()
    return {number: formats[one.get("numFmtId")] for number, one in styled if one.get("numFmtId") in formats}


def _behind_digits(form: str) -> str:
    """What a number format writes behind the last digit of a number that is not negative."""
    behind = ""
    for piece in _FORMAT.finditer(form):
        if piece["end"]:
            break
        behind = "" if piece["digit"] else behind + (piece["quoted"] or piece["escaped"] or piece["bare"] or "")
    return behind


def changes_size(behind: str) -> bool:
    """Whether words behind a number make another number of it: 'triệu', 'tấn', ',000'."""
    known = measure(behind)
    return bool(re.fullmatch(r"[.,]?0+", behind.strip())) or (known is not None and known.factor != 1)


def _parts(data: bytes) -> dict[str, str]:
    """The member of the archive that holds each sheet, by the sheet's name."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            book = etree.fromstring(archive.read("xl/workbook.xml"), _parser())
            links = etree.fromstring(archive.read("xl/_rels/workbook.xml.rels"), _parser())
            targets = {link.get("Id"): link.get("Target", "") for link in links}
            names = set(archive.namelist())
    except (KeyError, zipfile.BadZipFile, etree.XMLSyntaxError, OSError):
        return {}
    found = {}
    for element in book.iter("{*}sheet"):
        identity = next((value for name, value in element.attrib.items() if name.endswith("}id")), "")
        target = targets.get(identity, "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if part in names:
            found[element.get("name", "")] = part
    return found


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True)


@dataclass
class _Extent:
    """How far a sheet reaches, in rows and columns, how many cells, merged areas and formulas or errors it has, and which rows are hidden."""

    rows: int
    columns: int
    cells: int
    merged: int
    formulas: int
    hidden_rows: list[int] = field(default_factory=list)
    has_looks: bool = False  # texts of its own that are struck out or raised


def _extent(archive: zipfile.ZipFile, part: str) -> _Extent:
    """The extent of a sheet's XML, by its cells: what it says of itself may be wrong.

    Where a cell does not say its place, the columns are as many as there can be.
    """
    letters, found, placed, rest = set(), _Extent(0, 0, 0, 0, 0), 0, b""
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            chunk = rest + chunk
            cut = chunk.rfind(b"<") if len(chunk) > 1 else 0
            rest, chunk = chunk[cut:], chunk[:cut]
            place, cell, row, formula = _TAGS if any(tag in chunk for tag in _PREFIXED) else _BARE_TAGS
            places = place.findall(chunk)
            columns, rows = map(set, zip(*places, strict=True)) if places else (set(), set())
            letters |= columns
            found.rows = max([found.rows, *map(int, rows), *map(int, row.findall(chunk)[-1:])])
            found.cells, placed = found.cells + len(cell.findall(chunk)), placed + len(places)
            found.merged += chunk.count(b"mergeCell ")
            found.has_looks |= any(word in chunk for word in looks.WORDS)
            if b"hidden=" in chunk:
                found.hidden_rows += map(int, _HIDDEN_ROW.findall(chunk))
            found.formulas += len(_FAILED.findall(chunk)) + len(formula.findall(chunk))
    found.columns = max(map(_column, letters), default=0) if found.cells == placed else found.cells
    return found


def _column(letters: bytes) -> int:
    """The number of a column, from 1, of its letters."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def _one_by_one(data: bytes, name: str) -> tuple[list[list], list]:
    """Rows of a sheet whose few cells lie far apart. A merged area that reaches so far tells nothing."""
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    try:
        page = book[name]
        page.reset_dimensions()
        return grid.bounded(list(row) for row in page.iter_rows(values_only=True)), []
    finally:
        book.close()


def _is_1904(data: bytes) -> bool:
    """Whether serial numbers of days count from 1904, as old Excel for Mac wrote them."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            book = archive.read("xl/workbook.xml")
    except (KeyError, zipfile.BadZipFile):
        return False
    return bool(re.search(rb"""\bdate1904=["'](?:1|true)["']""", book))


def _old_book(data: bytes) -> xlrd.Book | None:
    """An xls as xlrd reads it, which tells what calamine does not: failed formulas and the first day."""
    try:
        return xlrd.open_workbook(file_contents=data, logfile=io.StringIO(), on_demand=True, ragged_rows=True)
    except Exception:  # calamine reads some that xlrd takes for broken
        return None


def _errors_of_old(book: xlrd.Book, name: str) -> dict[tuple[int, int], str]:
    """The failed formulas of a sheet of an xls, by row and column from 0."""
    if name not in book.sheet_names():
        return {}
    sheet = book.sheet_by_name(name)
    found = {
        (row, column): xlrd.error_text_from_code.get(sheet.cell_value(row, column), "#VALUE!")
        for row in range(sheet.nrows)
        for column, kind in enumerate(sheet.row_types(row))
        if kind == xlrd.XL_CELL_ERROR
    }
    book.unload_sheet(name)
    return found
