"""Scheduled runs: the pack written into a folder in one atomic step, and a file that says so when it could not be."""

import os
import shutil
import tempfile
from pathlib import Path

from data import disk, snapshots, vocabulary
from data.schedule import place
from pages.documents import pack
from pages.documents.slides import UnfitTemplate
from pages.documents.values import Filters
from pages.kit import formats
from pages.kit.texts import spoken, text


class CannotMake(Exception):
    """The pack cannot be made: `why` and `what next` in the reader's words."""

    def __init__(self, key: str, **values: object):
        super().__init__(key)
        self.key, self.values = key, values

    def message(self, folder: Path) -> str:
        """What, when, where, why, what next, in Vietnamese: the file is for the office."""
        with spoken("vi"):
            return text("document.trouble.message", moment=formats.moment(vocabulary.now()), folder=folder,
                reason=text(f"document.trouble.{self.key}", **self.values), next=text(f"document.trouble.{self.key}.next", **self.values),
            )  # fmt: skip


def carry_out(
    folder: Path, filters: Filters, snapshot: str | None, progress: pack.Progress, warehouse: Path | None = None
) -> list[str]:
    """Writes the pack into `folder`; the names of its files. Writes the trouble into a file, and raises it, when it cannot."""
    warehouse = warehouse or snapshots.WAREHOUSE
    try:
        made = _made(filters, snapshot, progress, warehouse)
        _write(folder, made)
    except CannotMake as problem:
        _report(problem, folder, warehouse)
        raise
    except Exception as problem:
        cannot = _reason(problem)
        _report(cannot, folder, warehouse)
        raise cannot from problem
    place(warehouse).unlink(missing_ok=True)
    return sorted(made)


def _reason(problem: Exception) -> CannotMake:
    if isinstance(problem, UnfitTemplate):
        return CannotMake("template", layouts=problem)
    if isinstance(problem, OSError):
        return CannotMake("folder", error=text(f"document.trouble.disk.{disk.fault(problem)}"))
    return CannotMake("other", error=f"{type(problem).__name__}: {problem}")


def _made(filters: Filters, snapshot: str | None, progress: pack.Progress, warehouse: Path) -> dict[str, bytes]:
    found = _snapshot(snapshot, warehouse)
    first = min(vocabulary.first_day(), found.as_of)
    if filters.day and not first <= filters.day <= found.as_of:
        raise CannotMake("day", day=formats.day(filters.day), first=formats.day(first), last=formats.day(found.as_of))
    known = vocabulary.targeted_indicators()
    if filters.indicator not in known:
        raise CannotMake("indicator", indicator=filters.indicator, known=", ".join(known))
    try:
        return pack.make(found, snapshots.EVERYTHING, filters, progress)
    except snapshots.Damaged as damaged:
        raise CannotMake("damaged") from damaged


def _snapshot(identifier: str | None, warehouse: Path) -> snapshots.Snapshot:
    try:
        published = snapshots.current(warehouse)
    except snapshots.Damaged as damaged:
        raise CannotMake("damaged") from damaged
    if published is None:
        raise CannotMake("nothing")
    found = snapshots.kept(published, identifier) if identifier else published
    if found is None:
        raise CannotMake("snapshot", snapshot=identifier)
    return found


def _write(folder: Path, made: dict[str, bytes]) -> None:
    """All or nothing: a folder beside is filled, then takes the place of the pack before."""
    if folder.is_file():
        raise CannotMake("file")
    if strangers := _strangers(folder):
        raise CannotMake("occupied", names=", ".join(strangers[:3]))
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        for name, content in made.items():
            path = fresh / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        fresh.chmod(0o755)
        _take_place(fresh, folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _strangers(folder: Path) -> list[str]:
    """Files in the folder that no pack has written: they are somebody's, and must not go with the pack before."""
    if not folder.exists():
        return []
    index = folder / pack.INDEX
    listed = set(index.read_text(encoding="utf-8").splitlines()) if index.exists() else set()
    present = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())
    return sorted(name for name in present if name not in listed)


def _take_place(fresh: Path, folder: Path) -> None:
    """A folder cannot be renamed over one that has files: the earlier one steps aside, and goes once the new one stands."""
    aside = fresh.with_name(f"{fresh.name}-before")
    if folder.exists():
        os.replace(folder, aside)
    try:
        os.replace(fresh, folder)
    except OSError:
        if aside.exists():
            os.replace(aside, folder)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def _report(problem: CannotMake, folder: Path, warehouse: Path) -> None:
    warehouse.mkdir(parents=True, exist_ok=True)
    place(warehouse).write_text(problem.message(folder) + "\n", encoding="utf-8")
