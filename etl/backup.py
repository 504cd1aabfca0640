"""Everything that cannot be made anew, in one file for its owner alone; and back again into empty places.

No build runs meanwhile, so inbox, key and snapshots agree. Ledgers, which are written at any time, are copied by SQLite itself.
Modification times are kept: they decide which of two files of one day is the later.
"""

import argparse
import hashlib
import io
import json
import os
import shutil
import sqlite3
import sys
import tarfile
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from data import vocabulary
from data.version import code_version
from etl import arrivals, publish, readings

MANIFEST = "manifest.json"  # the last member: an archive that was cut has none
# Locks, what waits to be loaded, parts of a build, readings of files that are backed up themselves.
MADE_AGAIN = (
    "warehouse/build.*",
    f"warehouse/{arrivals.UPLOADS}",
    f"warehouse/{readings.FOLDER}/*",
    "warehouse/.*",
    "warehouse/snapshots/.*",
)
LEDGERS = "warehouse/*.sqlite"
OWNER_ALONE = 0o077
FAST = 1  # of gzip: most files are compressed already


class Unfit(Exception):
    """Nothing was done; the text says why, and what to do."""


@dataclass(frozen=True)
class Places:
    """Where everything lies that is backed up: three folders and the file of people."""

    inbox: Path
    warehouse: Path
    forms: Path
    access: Path

    @property
    def folders(self) -> dict[str, Path]:
        return {"inbox": self.inbox, "warehouse": self.warehouse, "forms": self.forms}

    def files(self) -> dict[str, Path]:
        """Every file to keep, by its name in the archive."""
        found = {f"{name}/{one.relative_to(root)}": one for name, root in self.folders.items() for one in _files(root)}
        kept = {name: path for name, path in found.items() if not _is_made_again(name)}
        return kept | ({"access.toml": self.access} if self.access.is_file() else {})


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _is_made_again(name: str) -> bool:
    return any(fnmatch(name, pattern) for pattern in MADE_AGAIN)


def write(folder: Path, places: Places) -> Path:
    """The archive of now, readable by its owner alone: whole or not there. Raises `Unfit`, `publish.Locked`, OSError."""
    if any(folder.absolute().is_relative_to(place.absolute()) for place in places.folders.values()):
        raise Unfit(f"{folder} nằm trong thư mục được sao lưu. Chọn nơi khác, tốt nhất là một đĩa khác.")
    if not places.warehouse.is_dir():
        raise Unfit(f"Không có kho số liệu {places.warehouse}: chưa có gì để sao lưu.")
    with publish.lock(places.warehouse):
        arrivals.settle(places.warehouse)
        now = vocabulary.now()
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        final = folder / f"langson-{now:%Y%m%dT%H%M%S}.tar.gz"
        with _whole(final) as archive:
            told = {"made_at": f"{now:%Y-%m-%dT%H:%M:%S%z}", "code_version": code_version()}
            published = (publish.current(places.warehouse) or {}).get("snapshot")
            files = {name: _add(archive, name, path, folder) for name, path in places.files().items()}
            manifest = json.dumps({**told, "snapshot": published, "files": files}, ensure_ascii=False, indent=1)
            _put(archive, tarfile.TarInfo(MANIFEST), manifest.encode())
    return final


@contextmanager
def _whole(final: Path) -> Iterator[tarfile.TarFile]:
    """The archive has its name only once it is whole and on the disk."""
    part = final.with_name(f".{final.name}.{os.getpid()}")
    try:
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            with tarfile.open(fileobj=file, mode="w:gz", compresslevel=FAST, dereference=True) as archive:
                yield archive
            file.flush()
            os.fsync(file.fileno())
        part.replace(final)
    finally:
        part.unlink(missing_ok=True)


def _add(archive: tarfile.TarFile, name: str, path: Path, folder: Path) -> str:
    """Puts a file into the archive; the SHA-256 of what went in."""
    member = archive.gettarinfo(path, name)
    if fnmatch(name, LEDGERS):
        return _put(archive, member, ledger_of(path, folder))
    with open(path, "rb") as file:
        read = _Hashed(file)
        archive.addfile(member, read)
    return read.digest.hexdigest()


def _put(archive: tarfile.TarFile, member: tarfile.TarInfo, content: bytes) -> str:
    member.size, member.mode = len(content), 0o600
    archive.addfile(member, io.BytesIO(content))
    return hashlib.sha256(content).hexdigest()


class _Hashed:
    """A file that is hashed as it is read: what is told is of the very bytes that went in."""

    def __init__(self, file: io.BufferedReader):
        self._file, self.digest = file, hashlib.sha256()

    def read(self, size: int) -> bytes:
        block = self._file.read(size)
        self.digest.update(block)
        return block


def ledger_of(path: Path, folder: Path) -> bytes:
    """A ledger as it is between two entries. A damaged one is kept as it lies there: it may still be mended."""
    with tempfile.TemporaryDirectory(prefix=".ledger-", dir=folder) as own:
        copy = Path(own) / path.name
        try:
            address = f"{path.absolute().as_uri()}?mode=ro"
            with closing(sqlite3.connect(address, uri=True)) as ledger, closing(sqlite3.connect(copy)) as target:
                ledger.backup(target)
        except sqlite3.DatabaseError:
            return path.read_bytes()
        return copy.read_bytes()


def restore(file: Path, places: Places) -> dict:
    """Puts everything back, or nothing where a place is not empty or the archive not whole; its manifest. Raises `Unfit`, OSError."""
    for place in (*places.folders.values(), places.access):
        if place.is_file() or _files(place):
            raise Unfit(f"{place} không trống. Chuyển đi nơi khác (mv {place} {place}.cu) rồi chạy lại.")
    places.warehouse.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".restoring-", dir=places.warehouse.parent) as own:
        manifest = _unpacked(file, Path(own))
        for name, place in places.folders.items():
            _move(Path(own) / name, place)
        if (Path(own) / "access.toml").exists():
            places.access.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(Path(own) / "access.toml", places.access)
    return manifest


def _unpacked(file: Path, folder: Path) -> dict:
    """What the archive holds, each file as its manifest says."""
    try:
        with tarfile.open(file, "r:gz") as archive:
            archive.extractall(folder, filter="data")
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (tarfile.TarError, EOFError, zlib.error, ValueError, FileNotFoundError) as problem:
        if not file.is_file():
            raise Unfit(f"Không có tệp {file}.") from problem
        raise Unfit(f"{file} bị hỏng hoặc không phải bản sao lưu. Chọn bản khác; chưa làm gì.") from problem
    (folder / MANIFEST).unlink()
    found = {str(path.relative_to(folder)): sha256(path) for path in _files(folder)}
    if found != manifest["files"]:
        raise Unfit(f"{file} không còn như khi sao lưu. Chọn bản khác; chưa làm gì.")
    return manifest


def sha256(path: Path) -> str:
    """The hash of a file, in hexadecimal."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _move(origin: Path, place: Path) -> None:
    """The pointer comes last: from then on there is something published."""
    if not origin.is_dir():
        return
    place.mkdir(parents=True, exist_ok=True)
    for empty in place.iterdir():
        shutil.rmtree(empty)
    for child in sorted(origin.iterdir(), key=lambda one: one.name == "current.json"):
        shutil.move(child, place / child.name)


def add_commands(commands: argparse._SubParsersAction, inbox: Path, warehouse: Path, forms: Path) -> None:
    backing = commands.add_parser("backup", help="sao lưu thư mục nạp, khóa, mẫu, bản số liệu, sổ vào một tệp")
    backing.add_argument("--to", type=Path, required=True, help="thư mục nhận, tốt nhất trên một đĩa khác")
    restoring = commands.add_parser("restore", help="phục hồi một bản sao lưu vào chỗ trống")
    restoring.add_argument("file", type=Path)
    people = Path(os.environ.get("LANGSON_ACCESS", "data/access.toml"))
    for command in (backing, restoring):
        for name, place in {"inbox": inbox, "warehouse": warehouse, "forms": forms, "access": people}.items():
            command.add_argument(f"--{name}", type=Path, default=place)


def _places(chosen: argparse.Namespace) -> Places:
    return Places(chosen.inbox, chosen.warehouse, chosen.forms, chosen.access)


def back_up(chosen: argparse.Namespace) -> int:
    try:
        made = write(chosen.to, _places(chosen))
    except Unfit as why:
        print(why, file=sys.stderr)
    except publish.Locked as holder:
        print(f"Một lần nạp đang chạy ({holder}). Chờ lần đó xong rồi chạy lại.", file=sys.stderr)
    else:
        print(
            f"Đã sao lưu vào {made} ({made.stat().st_size / 1024**2:.1f} MB). Tệp có dữ liệu cá nhân: giữ như giữ thư mục nạp."
        )
        return 0
    return 1


def put_back(chosen: argparse.Namespace) -> int:
    os.umask(OWNER_ALONE)
    try:
        told = restore(chosen.file, _places(chosen))
    except Unfit as why:
        print(why, file=sys.stderr)
        return 1
    print(f"Đã phục hồi {len(told['files'])} tệp, bản số liệu {told['snapshot']}, sao lưu lúc {told['made_at']}.")
    print("Hộ nào yêu cầu xóa sau lúc ấy thì chạy lại python -m etl forget. Kiểm tra: python -m etl status.")
    return 0
