"""A copy of what is published, for a machine that only shows it: whole or not there, and gone on with where it was cut.

A replica holds snapshots, the pointer, the ledger of conclusions that the snapshots know of, and the marks of what is kept for
good: all that viewers see. What only the builder may hold stays behind: inbox, key, uploads, rejects, who asked to be
deleted, who saw what (a replica writes its own log).
"""

import argparse
import json
import os
import shutil
import sys
import tempfile
from pathlib import Path

from data import ledger, pins
from etl import arrivals, backup, publish

BLOCK = 1024**2
PART = ".replica-"  # before the name of a file that is not whole yet
OF_A_BUILDER = (
    "household.key",
    "refused.key",
    "rejects",
    "forgotten",
    "readings",
)  # a folder with one of these is no replica


class Unfit(Exception):
    """Nothing new is published there; the text says why, and what to do."""


def replicate(warehouse: Path, target: Path) -> dict:
    """Bring a replica to what is published; its pointer with `copied` (files) and `bytes`. Raises `Unfit`, `publish.Locked`, OSError."""
    _check(warehouse, target)
    with publish.lock(warehouse), publish.lock(target):
        arrivals.settle(warehouse)
        pointer = publish.current(warehouse)
        if pointer is None or not publish.is_whole(warehouse / pointer["path"]):
            raise Unfit(
                f"Bản đang công bố trong {warehouse} không đọc được. Chạy python -m etl status để biết cách làm; bản sao giữ nguyên."
            )
        known = publish.kept(warehouse)
        copied = [_copied(path, target / "snapshots" / path.name) for path in reversed(known)]
        _copy_ledger(warehouse, target)
        _copy_marks(warehouse, target)
        publish.write_whole(target / "current.json", json.dumps(pointer, ensure_ascii=False, indent=1))
        _drop(target, {path.name for path in known})
        return pointer | {"copied": sum(size > 0 for size in copied), "bytes": sum(copied)}


def _check(warehouse: Path, target: Path) -> None:
    if not warehouse.is_dir():
        raise Unfit(f"Không có kho số liệu {warehouse}: chưa có gì để sao.")
    here, there = warehouse.resolve(), target.resolve()
    if here.is_relative_to(there) or there.is_relative_to(here):
        raise Unfit(f"{target} trùng hoặc nằm lồng với kho số liệu {warehouse}. Chọn thư mục khác.")
    if any((target / name).exists() for name in OF_A_BUILDER):
        raise Unfit(f"{target} là kho số liệu của một máy nạp, không phải bản sao. Chọn thư mục khác.")
    if target.exists() and not target.is_dir():
        raise Unfit(f"{target} là một tệp. Chọn một thư mục.")
    if any(target.glob("*")) and not (target / "build.lock").exists():
        raise Unfit(f"{target} có tệp khác, không phải bản sao. Chọn một thư mục trống.")


def _copied(origin: Path, final: Path) -> int:
    """Copy a file that never changes, unless it is there already; the bytes that were copied now. Its name is that of a whole file."""
    final.parent.mkdir(exist_ok=True)
    wanted = backup.sha256(origin)
    if final.exists() and backup.sha256(final) == wanted:
        return 0
    part = final.with_name(f"{PART}{final.name}")
    before = _alike(origin, part)
    with open(origin, "rb") as source, open(part, "r+b" if before else "wb") as copy:
        source.seek(before)
        copy.seek(before)
        copy.truncate()
        shutil.copyfileobj(source, copy, BLOCK)
        copy.flush()
        os.fsync(copy.fileno())
    if backup.sha256(part) != wanted:
        part.unlink()
        raise Unfit(
            f"Bản sao của {origin.name} không giống bản gốc. Kiểm tra đĩa và đường truyền rồi chạy lại; chưa công bố gì ở bản sao."
        )
    part.chmod(origin.stat().st_mode & 0o777)
    part.replace(final)
    return origin.stat().st_size - before


def _alike(origin: Path, part: Path) -> int:
    """How many bytes of a copy that was cut are the original's: it goes on there."""
    if not part.exists():
        return 0
    alike = 0
    with open(origin, "rb") as source, open(part, "rb") as copy:
        while (block := copy.read(BLOCK)) and block == source.read(len(block)):
            alike += len(block)
    return alike


def _copy_ledger(warehouse: Path, target: Path) -> None:
    """The conclusions, as they are between two entries. One that was written there and not here is never lost."""
    here, there = warehouse / ledger.NAME, target / ledger.NAME
    if there.exists() and ledger.state(here, ledger.chain(there)) != ledger.WHOLE:
        raise Unfit(
            f"Sổ kết luận ở {target} có mục mà kho gốc không có, hoặc một trong hai sổ bị hỏng. Ghi kết luận chỉ ở máy gốc: "
            f"chuyển {there} đi nơi khác rồi chạy lại."
        )
    if not here.exists():
        return
    with tempfile.TemporaryDirectory(prefix=PART, dir=target) as own:
        copy = Path(own) / ledger.NAME
        with open(os.open(copy, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as file:
            file.write(backup.ledger_of(here, Path(own)))
            file.flush()
            os.fsync(file.fileno())
        copy.replace(there)


def _copy_marks(warehouse: Path, target: Path) -> None:
    for mark in (warehouse / pins.FOLDER).glob("*"):
        (target / pins.FOLDER).mkdir(exist_ok=True)
        (target / pins.FOLDER / mark.name).touch()


def _drop(target: Path, known: set[str]) -> None:
    """What was pruned here is pruned there, and so are parts of what is not here any more."""
    for path in (target / "snapshots").iterdir():
        if path.name not in known:
            path.unlink()
    for leftover in target.glob(f"{PART}*"):  # of one that was killed
        shutil.rmtree(leftover)


def add_command(commands: argparse._SubParsersAction, warehouse: Path) -> None:
    copying = commands.add_parser("replicate", help="sao các bản số liệu đã công bố sang một máy chỉ để xem")
    copying.add_argument(
        "target", type=Path, metavar="THƯ-MỤC", help="kho số liệu của máy xem (thư mục, có thể trên đĩa mạng)"
    )
    copying.add_argument("--warehouse", type=Path, default=warehouse)


def run(chosen: argparse.Namespace) -> int:
    try:
        told = replicate(chosen.warehouse, chosen.target)
    except Unfit as why:
        print(why, file=sys.stderr)
    except publish.Locked as holder:
        print(f"Một lần nạp hoặc sao đang chạy ({holder}). Chờ lần đó xong rồi chạy lại.", file=sys.stderr)
    else:
        print(
            f"{chosen.target} nay công bố bản {told['snapshot']}: sao {told['copied']} bản ({told['bytes'] / BLOCK:.1f} MB), mã băm khớp."
        )
        return 0
    return 1
