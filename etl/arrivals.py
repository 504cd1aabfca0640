"""Files that were set aside come into the inbox with a build, and are gone from it where nothing was published.

They are copied, and a journal in the warehouse says which, before the first one is. Whatever ends a build, be it kill -9,
the next one that holds the lock finds the journal: where another snapshot is published than when the files came, they have
arrived and what was set aside is removed; else the copies are, and the inbox is what it was.
"""

import filecmp
import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from data import naming, vocabulary
from etl import publish, quoting

JOURNAL = "arriving.json"
UPLOADS = "upload-*"  # folders of files set aside by the dashboard
HOUR, DAY = 3600, 24 * 3600  # seconds


def destinations(added: Path, inbox: Path) -> dict[Path, Path]:
    """Where each file of a folder comes to lie in the inbox: at its own path, under the next free name where one is there."""
    found: dict[Path, Path] = {}
    for origin in sorted(path for path in added.rglob("*") if path.is_file()):
        target = inbox / origin.relative_to(added)
        there = [path.name for path in target.parent.glob("*")] if target.parent.is_dir() else []
        coming = [path.name for path in found.values() if path.parent == target.parent]
        found[origin] = target.with_name(naming.free(target.name, [*there, *coming]))
    return found


def told(found: dict[Path, Path], added: Path | None, inbox: Path, paths: dict[Path, str]) -> list[dict]:
    """For a report: each added file's `name`, its path in the folder, and its `path` in the inbox, as reports tell them.

    `paths` are those that reports tell, by the place of each file in the inbox (`extract.told_by_place`).
    """
    return [
        {
            "name": quoting.without_persons(origin.relative_to(added).as_posix()),
            "path": paths[target.relative_to(inbox)],
        }
        for origin, target in found.items()
    ]


def renamed(found: dict[Path, Path]) -> Iterator[str]:
    """A sentence for each file that comes under another name."""
    for origin, target in found.items():
        if origin.name != target.name:
            first, second = map(quoting.without_persons, (origin.name, target.name))
            yield f"{first}: trong thư mục nạp đã có tệp cùng tên, nên tệp này mang tên {second}."


@contextmanager
def taken_in(added: Path | None, inbox: Path, warehouse: Path) -> Iterator[dict[Path, Path]]:
    """While it holds, the files are in the inbox; they stay there if a snapshot was published. Within the build's lock."""
    settle(warehouse)
    found = destinations(added, inbox) if added else {}
    if found:
        _write(warehouse, inbox, found)
    try:
        for origin, target in found.items():
            _copy(origin, target)
        yield found
    finally:
        settle(warehouse)


def settle(warehouse: Path) -> None:
    """Finish or take back what a build left, as its journal says. Within the build's lock."""
    journal = warehouse / JOURNAL
    if not journal.exists():
        return
    told = json.loads(journal.read_text(encoding="utf-8"))
    has_arrived = _published(warehouse) != told["before"]
    for origin, target in ((Path(one), Path(other)) for one, other in told["files"]):
        for part in target.parent.glob(".arriving-*"):
            part.unlink()
        if has_arrived:
            origin.unlink(missing_ok=True)
        elif _is_copy(origin, target):
            target.unlink()
        _remove_empty(target.parent, Path(told["inbox"]))
    journal.unlink()


def tidy(warehouse: Path) -> None:
    """What earlier builds and visits left: a journal of one that was killed, and what was kept as long as the settings allow."""
    if (warehouse / JOURNAL).exists():
        try:
            with publish.lock(warehouse):
                settle(warehouse)
        except publish.Locked:  # it is no leftover: its build is at work
            return
    kept = vocabulary.settings()["retention"]
    _let_go(warehouse.glob(UPLOADS), kept["set_aside_hours"] * HOUR)
    _let_go((warehouse / "rejects").glob("*"), kept["rejects_days"] * DAY)


def _let_go(folders: Iterable[Path], seconds: int) -> None:
    """Folders that hold what people sent, and are older than that."""
    for folder in folders:
        if folder.is_dir() and time.time() - folder.stat().st_mtime > seconds:
            shutil.rmtree(folder, ignore_errors=True)


def _remove_empty(folder: Path, inbox: Path) -> None:
    while folder != inbox and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _write(warehouse: Path, inbox: Path, found: dict[Path, Path]) -> None:
    """The journal, whole or not at all."""
    pairs = [(str(origin.absolute()), str(target.absolute())) for origin, target in found.items()]
    fresh = warehouse / f".{JOURNAL}"
    with open(fresh, "w", encoding="utf-8") as file:
        told = {"before": _published(warehouse), "inbox": str(inbox.absolute()), "files": pairs}
        json.dump(told, file, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(warehouse / JOURNAL)


def _copy(origin: Path, target: Path) -> None:
    """The copy has its name only once it is whole; a file that came to lie there meanwhile is not written over."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.touch(exist_ok=False)
    handle, name = tempfile.mkstemp(prefix=".arriving-", dir=target.parent)
    os.close(handle)
    shutil.copy2(origin, name)
    os.replace(name, target)


def _is_copy(origin: Path, target: Path) -> bool:
    """Whether the target is what this build put there: the file, or the empty place kept for it."""
    if not target.is_file() or not origin.is_file():
        return False
    return target.stat().st_size == 0 or filecmp.cmp(origin, target, shallow=False)


def _published(warehouse: Path) -> str | None:
    pointer = publish.current(warehouse)
    return pointer["snapshot"] if pointer else None
