"""From files to grids of cells: xlsx, xls, ods, csv/tsv/txt and Parquet, also inside gz and zip, by content not by name."""

import csv
import gzip
import hashlib
import io
import lzma
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow
import pyarrow.parquet
from python_calamine import CalamineError, CalamineWorkbook

from data import vocabulary
from etl import encodings, html
from etl.text import clean

MEGABYTE = 1024 * 1024
LOCK_SIZE = 200  # Excel's file beside an open workbook has 165 bytes, Word's 162: a user's name
LETTERED_CELLS = 1000  # so many cells with letters beyond ASCII tell what a column is written in
_DAMAGE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, EOFError, ValueError, RuntimeError)


class Unreadable(Exception):
    """A file or member that cannot be read; `reason` is a code of `sources/reasons.csv`."""

    def __init__(self, reason: str, detail: str = ""):
        super().__init__(reason)
        self.reason, self.detail = reason, detail


@dataclass
class Sheet:
    """One sheet as people made it. `cells[0]` is row `first_row` of the file; empty cells are ''."""

    member: str
    name: str
    cells: list[list]
    merged: list[tuple[tuple[int, int], tuple[int, int]]] = field(default_factory=list)
    encoding: str = ""
    first_row: int = 1


@dataclass(frozen=True)
class InboxFile:
    """A file of the inbox; `path` is relative to it, with forward slashes."""

    path: str
    location: Path
    sha256: str
    modified: float


def inbox_files(inbox: Path) -> list[InboxFile]:
    """Every file under the inbox in the order of its path; marker files of ours (`.simulated`) are no data.

    A link that leads nowhere is a file that cannot be read; folders, pipes and devices are no files.
    """
    found = [
        path for path in sorted(inbox.rglob("*"))
        if (path.is_file() or (path.is_symlink() and not path.exists())) and path.name not in (".simulated", ".gitkeep")
    ]  # fmt: skip
    return [
        InboxFile(_printable(path.relative_to(inbox).as_posix()), path, _sha256(path), _modified(path))
        for path in found
    ]


def _printable(path: str) -> str:
    """The path as it is, but for bytes that are no UTF-8, as unpacked old archives have them in names."""
    return path.encode("utf-8", errors="surrogateescape").decode("utf-8", errors="replace")


def _modified(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _sha256(path: Path) -> str:
    try:
        with open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def sheets(file: InboxFile) -> Iterator[Sheet | Unreadable]:
    """All sheets of a file, members of archives included. What cannot be read comes as `Unreadable` among them."""
    limits = vocabulary.settings()["limits"]
    try:
        if file.location.stat().st_size > limits["file_megabytes"] * MEGABYTE:
            raise Unreadable("file_too_large", f"{limits['file_megabytes']} MB")
        data = file.location.read_bytes()
        if file.location.name.startswith("~$") and len(data) < LOCK_SIZE:
            raise Unreadable("file_lock")
    except OSError:
        yield Unreadable("file_unreadable")
        return
    except Unreadable as problem:
        yield problem
        return
    yield from _members(data, "", 0, [limits["unpacked_megabytes"] * MEGABYTE])


def _members(data: bytes, member: str, depth: int, budget: list[int]) -> Iterator[Sheet | Unreadable]:
    """Sheets of one file or member. `budget` is what may still be unpacked, shared by the whole archive."""
    try:
        if not data.strip():
            raise Unreadable("file_empty")
        if data[:2] == b"\x1f\x8b":
            yield from _members(_gunzip(data, depth, budget), member, depth + 1, budget)
        elif data[:4] in (b"PK\x03\x04", b"PK\x05\x06") and not _is_workbook(data):
            for name, content in _unzip(data, depth, budget):
                inner = f"{member}/{name}" if member else name
                if isinstance(content, Unreadable):
                    yield content
                else:
                    yield from _members(content, inner, depth + 1, budget)
        else:
            yield from _tables(data, member)
    except Unreadable as problem:
        yield problem


def _is_workbook(data: bytes) -> bool:
    try:
        names = set(zipfile.ZipFile(io.BytesIO(data)).namelist())
    except zipfile.BadZipFile:
        raise Unreadable("file_damaged") from None
    if any(name.startswith(("word/", "ppt/")) for name in names):
        raise Unreadable("file_format_unknown")
    return "[Content_Types].xml" in names or {"mimetype", "content.xml"} <= names


def _gunzip(data: bytes, depth: int, budget: list[int]) -> bytes:
    _check_depth(depth)
    allowed = min(budget[0], len(data) * vocabulary.settings()["limits"]["zip_ratio"] + MEGABYTE)
    try:
        with gzip.open(io.BytesIO(data)) as stream:
            content = stream.read(allowed + 1)
    except _DAMAGE:
        raise Unreadable("file_damaged") from None
    if len(content) > allowed:
        raise Unreadable("archive_too_large")
    budget[0] -= len(content)
    return content


def _unzip(data: bytes, depth: int, budget: list[int]) -> Iterator[tuple[str, bytes | Unreadable]]:
    _check_depth(depth)
    limits = vocabulary.settings()["limits"]
    archive = zipfile.ZipFile(io.BytesIO(data))
    infos = [info for info in archive.infolist() if not info.is_dir() and not info.filename.startswith("__MACOSX/")]
    if not infos:
        raise Unreadable("file_empty")
    if len(infos) > limits["zip_members"]:
        raise Unreadable("archive_too_large", f"{limits['zip_members']}")
    for info in infos:
        name = clean(info.filename)
        allowed = min(budget[0], info.compress_size * limits["zip_ratio"] + MEGABYTE)
        if info.flag_bits & 1:
            yield name, Unreadable("password")
            continue
        try:
            with archive.open(info) as stream:
                content = stream.read(allowed + 1)
        except _DAMAGE:
            yield name, Unreadable("file_damaged")
            continue
        if len(content) > allowed:
            raise Unreadable("archive_too_large")
        budget[0] -= len(content)
        yield name, content


def _check_depth(depth: int) -> None:
    if depth >= vocabulary.settings()["limits"]["zip_depth"]:
        raise Unreadable("archive_too_deep")


def _tables(data: bytes, member: str) -> Iterator[Sheet]:
    if data[:4] == b"PAR1":
        yield _parquet(data, member)
    elif data[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        yield from _workbook(data, member)
    else:
        yield from _delimited(data, member)


def _workbook(data: bytes, member: str) -> Iterator[Sheet]:
    limits = vocabulary.settings()["limits"]
    if data[:4] == b"\xd0\xcf\x11\xe0" and "EncryptedPackage".encode("utf-16-le") in data:
        raise Unreadable("password")
    if data[:2] == b"PK":
        _check_unpacked_size(data)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = workbook.sheet_names
    except CalamineError as error:
        raise Unreadable("password" if "assword" in str(error) else "file_damaged") from None
    for name in names:
        try:
            sheet = workbook.get_sheet_by_name(name)
            height, width = sheet.total_height, sheet.total_width
            if height > limits["sheet_rows"] or width > limits["sheet_columns"]:
                raise Unreadable("sheet_too_large", name)
            cells = sheet.to_python(skip_empty_area=False)
            merged = list(sheet.merged_cell_ranges or [])
        except CalamineError:
            raise Unreadable("file_damaged", name) from None
        yield _mended(Sheet(member, clean(name), cells, merged))


def _check_unpacked_size(data: bytes) -> None:
    limits = vocabulary.settings()["limits"]
    try:
        infos = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except zipfile.BadZipFile:
        raise Unreadable("file_damaged") from None
    unpacked = sum(info.file_size for info in infos)
    if unpacked > min(limits["unpacked_megabytes"] * MEGABYTE, len(data) * limits["zip_ratio"] + 10 * MEGABYTE):
        raise Unreadable("archive_too_large")


def _delimited(data: bytes, member: str) -> Iterator[Sheet]:
    if b"\x00" in data[:4096] and not _looks_like_utf16(data):
        raise Unreadable("file_format_unknown")
    text, encoding = encodings.decode(data)
    if not encodings.is_text(text[:4000]):
        raise Unreadable("file_format_unknown")
    if html.is_page(text):
        grids = html.tables(text)
        if not grids:
            raise Unreadable("file_format_unknown")
        for number, grid in enumerate(grids, start=1):
            yield _mended(Sheet(member, f"Bảng {number}", grid, encoding=f"HTML, {encoding}"))
        return
    text = text.rstrip("\x1a")  # how DOS programmes end a file
    yield _mended(Sheet(member, "", _lines(text), encoding=encoding))


def _lines(text: str) -> list[list[str]]:
    """The cells of a delimited text. A quote that is never closed would swallow all lines after it: then it is a letter."""
    limit = vocabulary.settings()["limits"]["sheet_rows"] * 10
    try:
        delimiter = _delimiter(text)
        for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
            lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting)
            cells = [row for row, _ in zip(lines, range(limit + 1), strict=False)]
            if not _has_open_quote(cells, text, delimiter):
                break
    except csv.Error:
        raise Unreadable("file_format_unknown") from None
    if len(cells) > limit:
        raise Unreadable("sheet_too_large")
    return cells


def _has_open_quote(cells: list[list[str]], text: str, delimiter: str) -> bool:
    """Whether a quoted cell swallowed lines: many of them, or what is left of the file."""
    if any(cell.count("\n") > 2 and delimiter in cell for row in cells for cell in row if "\n" in cell):
        return True
    last = next((row[-1] for row in reversed(cells) if row), "")
    return "\n" in last.strip() and not text.rstrip().endswith('"')


def _looks_like_utf16(data: bytes) -> bool:
    return data[:2] in (b"\xff\xfe", b"\xfe\xff") or data[:200].count(0) > len(data[:200]) // 4


def _delimiter(text: str) -> str:
    """The separator that gives the most columns consistently over the first lines."""
    lines = [line for line in text[:20_000].splitlines()[:60] if line.strip()]

    def rank(delimiter: str) -> tuple[int, int]:
        widths = [len(row) for row in csv.reader(lines, delimiter=delimiter)]
        widest = max(set(widths), key=lambda width: (widths.count(width) * (width - 1), width))
        return widths.count(widest) * (widest - 1), widest

    try:
        return max(",;\t|", key=rank) if lines else ","
    except csv.Error:
        return ","


def _parquet(data: bytes, member: str) -> Sheet:
    try:
        table = pyarrow.parquet.read_table(io.BytesIO(data))
        columns = [column.to_pylist() for column in table.columns]
    except (pyarrow.ArrowException, OSError, ValueError):
        raise Unreadable("file_damaged") from None
    cells = [
        list(table.column_names),
        *([_cell(value) for value in row] for row in zip(*columns, strict=True)),
    ]
    return _mended(Sheet(member, "", cells, encoding="Parquet", first_row=0))


def _cell(value: object) -> object:
    """A value of Parquet as a spreadsheet would hold it."""
    if value is None or value != value:
        return ""
    if isinstance(value, bytes):
        return value.decode("utf-8", errors="replace")
    return str(value) if isinstance(value, list | dict) else value


def _mended(sheet: Sheet) -> Sheet:
    """The sheet with text in legacy fonts turned to Unicode, column by column, but for cells that prove to be Unicode."""
    foreign: dict[int, list[str]] = {}
    proven: Counter = Counter()
    settled: set[int] = set()
    for row in sheet.cells:
        for position, value in enumerate(row):
            if isinstance(value, str) and not value.isascii() and position not in settled:
                if encodings.is_unicode(value):
                    proven[position] += 1
                else:
                    foreign.setdefault(position, []).append(value)
                if proven[position] + len(foreign.get(position, "")) >= LETTERED_CELLS:
                    settled.add(position)
    # A Unicode header over a column in a legacy font is met; a column that is mostly Unicode tells nothing of the font.
    telling = [texts for position, texts in foreign.items() if len(texts) > 2 * proven[position]]
    name, mend = encodings.mending([text for texts in telling for text in texts[:500]])
    if name is None:
        return sheet
    samples = {position: "\n".join(texts[:500]) for position, texts in foreign.items()}
    mended = {
        position for position, text in samples.items()
        if encodings.vietnamese_score(mend(text)) >= encodings.vietnamese_score(text) + bool(proven[position])
    }  # fmt: skip
    sheet.cells = [
        [
            encodings.mended(value, mend) if position in mended and isinstance(value, str) else value
            for position, value in enumerate(row)
        ]
        for row in sheet.cells
    ]
    sheet.encoding = f"{sheet.encoding}, {name}".strip(", ")
    return sheet
