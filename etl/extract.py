"""From files to sheets: xlsx, xls, ods, docx, csv/tsv/txt and Parquet, also in gz and zip, by content not by name."""

import gzip
import hashlib
import io
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from data import vocabulary
from etl import delimited, document, encodings, opendocument, parquet, quoting, workbook
from etl.sheet import Sheet, Unreadable
from etl.text import clean

MEGABYTE = 1024 * 1024
LOCK_SIZE = 400  # the file beside an open document holds little more than a user's name
ZIPPED = (b"PK\x03\x04", b"PK\x05\x06")
_END_OF_ZIP = b"PK\x05\x06"
_DAMAGE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, EOFError, ValueError, RuntimeError)


@dataclass(frozen=True)
class InboxFile:
    """A file of the inbox; `path` is relative to it, with forward slashes, as it may be told: without names of persons."""

    path: str
    location: Path
    sha256: str
    modified: float
    size: int = -1


def inbox_files(inbox: Path) -> list[InboxFile]:
    """Every file under the inbox in the order of its path; marker files of ours (`.simulated`) are no data.

    A link that leads nowhere is a file that cannot be read; folders, pipes and devices are no files.
    """
    found = [
        path for path in sorted(inbox.rglob("*"))
        if (path.is_file() or (path.is_symlink() and not path.exists())) and path.name not in (".simulated", ".gitkeep")
    ]  # fmt: skip
    return [
        InboxFile(told, path, "", modified, size)
        for path, told in zip(found, told_paths(found, inbox), strict=True) for size, modified in [_size_and_time(path)]
    ]  # fmt: skip


def told_paths(files: list[Path], inbox: Path) -> list[str]:
    """The paths of files as reports and ledgers tell them; of several that are told alike each has a number of its own."""
    told: list[str] = []
    for file in files:
        path = quoting.without_persons(_printable(file.relative_to(inbox).as_posix()))
        alike = sum(one == path or one.startswith(f"{path} (") for one in told)
        told.append(f"{path} ({alike + 1})" if alike and "…" in path else path)
    return told


def told_by_place(files: list[InboxFile], inbox: Path) -> dict[Path, str]:
    """The path that reports tell of each file, by where it lies in the inbox."""
    return {file.location.relative_to(inbox): file.path for file in files}


def hashed_files(inbox: Path) -> list[InboxFile]:
    """The same with the hash of each, to be compared with what was read."""
    return [replace(file, sha256=sha256(file.location)) for file in inbox_files(inbox)]


def _printable(path: str) -> str:
    """The path as it is, but for bytes that are no UTF-8, as unpacked old archives have them in names."""
    return path.encode("utf-8", errors="surrogateescape").decode("utf-8", errors="replace")


def _size_and_time(path: Path) -> tuple[int, float]:
    try:
        known = path.stat()
    except OSError:
        return -1, 0.0
    return known.st_size, known.st_mtime


def is_unchanged(file: InboxFile) -> bool:
    """Whether a file is as it was when the inbox was listed: one that is still being copied is not."""
    return _size_and_time(file.location) == (file.size, file.modified)


def sha256(path: Path) -> str:
    """The hash of a file's bytes; '' where it cannot be read."""
    try:
        with open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def content(file: InboxFile) -> tuple[str, bytes | Unreadable]:
    """(sha256, the very bytes that it is of), or why they are not read."""
    limit = vocabulary.settings()["limits"]["file_megabytes"]
    if file.size > limit * MEGABYTE:
        return sha256(file.location), Unreadable("file_too_large", f"({limit} MB)")
    try:
        data = file.location.read_bytes()
    except OSError:
        return "", Unreadable("file_unreadable")
    of_these = hashlib.sha256(data).hexdigest()
    if _is_lock(file.location.name, data):
        return of_these, Unreadable("file_lock")
    if len(data) != file.size or not is_unchanged(file):
        return of_these, Unreadable("file_growing")
    return of_these, data


def _is_lock(name: str, data: bytes) -> bool:
    """Whether a file only says who has a document open: beside it lies ~$name of Office or .~lock.name# of LibreOffice."""
    return len(data) < LOCK_SIZE and (name.startswith("~$") or (name.startswith(".~lock.") and name.endswith("#")))


def sheets(data: bytes) -> Iterator[Sheet | Unreadable]:
    """All sheets of a file, members of archives included. What cannot be read comes as `Unreadable` among them."""
    yield from _members(data, "", 0, [vocabulary.settings()["limits"]["unpacked_megabytes"] * MEGABYTE])


def _members(data: bytes, member: str, depth: int, budget: list[int]) -> Iterator[Sheet | Unreadable]:
    """Sheets of one file or member. `budget` is what may still be unpacked, shared by the whole archive."""
    try:
        if not data.strip(b"\x00\t\n\r\f\v "):
            raise Unreadable("file_empty")
        if data[:2] == b"\x1f\x8b":
            yield from _members(_gunzip(data, depth, budget), member, depth + 1, budget)
        elif data[:4] in ZIPPED and not _is_office(names := _names(data)):
            for name, content in _unzip(data, depth, budget):
                inner = f"{member}/{name}" if member else name
                if isinstance(content, Unreadable):
                    yield _of_member(content, inner)
                else:
                    yield from _members(content, inner, depth + 1, budget)
        else:
            tables = _tables(data, member, names if data[:4] in ZIPPED else set())
            for number, found in enumerate(tables, start=1):
                found.number = number
                yield _of_member(found, member) if isinstance(found, Unreadable) else _mended(found)
    except Unreadable as problem:
        yield _of_member(problem, member)


def _of_member(problem: Unreadable, member: str) -> Unreadable:
    problem.member = problem.member or member
    return problem


def _names(data: bytes) -> set[str]:
    """The members of an archive; those of an office document tell what it is."""
    try:
        names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except zipfile.BadZipFile:
        raise Unreadable("file_damaged" if _END_OF_ZIP in data else "file_incomplete") from None
    folders = {f"{name.split('/')[0]}/" for name in names if name.startswith(("word/", "ppt/", "xl/"))}
    return set(names) | folders


def _is_office(names: set[str]) -> bool:
    """Whether an archive is a document of Office or of LibreOffice."""
    return "[Content_Types].xml" in names or opendocument.is_opendocument(names)


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
        raise Unreadable("archive_too_large", f"(mức cho phép {limits['zip_members']} tệp)")
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


def _tables(data: bytes, member: str, names: set[str]) -> Iterator[Sheet | Unreadable]:
    """The sheets of a file that is no archive, or of an office document, whose parts are `names`."""
    if names:
        _check_unpacked_size(data)
    if data[:4] == b"PAR1":
        yield parquet.sheet(data, member)
    elif data[:5] == b"%PDF-":
        raise Unreadable("file_pdf")
    elif "ppt/" in names:
        raise Unreadable("file_format_unknown")
    elif "word/" in names:
        yield from document.sheets(data, member)
    elif opendocument.is_opendocument(names):
        yield from opendocument.sheets(data, member)
    elif names or data[:4] == workbook.OLE:
        yield from workbook.sheets(data, member)
    else:
        yield from delimited.sheets(data, member)


def _check_unpacked_size(data: bytes) -> None:
    limits = vocabulary.settings()["limits"]
    unpacked = sum(info.file_size for info in zipfile.ZipFile(io.BytesIO(data)).infolist())
    if unpacked > min(limits["unpacked_megabytes"] * MEGABYTE, len(data) * limits["zip_ratio"] + 10 * MEGABYTE):
        raise Unreadable("archive_too_large")


def _mended(sheet: Sheet) -> Sheet:
    """The sheet with text in legacy fonts turned to Unicode."""
    sheet.cells, name = encodings.mended_cells(sheet.cells)
    sheet.encoding = ", ".join(filter(None, [sheet.encoding, name]))
    return sheet
