"""Reads the whole inbox: every sheet of every file conformed, every row accounted for."""

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path, PurePath

import pandas as pd

from etl import (
    absent,
    apart,
    carried,
    closures,
    dates,
    encodings,
    extract,
    faults,
    forms,
    households,
    layout,
    readings,
    sources,
    vintages,
    wholeness,
)
from etl.columns import Days
from etl.conform import conform
from etl.problems import Problem
from etl.refusals import NOBODY, Refused
from etl.sheet_account import SheetAccount
from etl.table import Table
from etl.text import fold


@dataclass
class Inbox:
    """All files and sheets, and the typed rows by kind with their origin (see `land.ORIGIN`)."""

    files: list[extract.InboxFile]
    sheets: list[SheetAccount]
    rows: dict[str, pd.DataFrame]
    is_simulated: bool
    latest: date  # the last day that an event may have
    form_problems: dict[str, str] = field(default_factory=dict)  # taught forms that cannot be used, and why


@dataclass(frozen=True)
class Reader:
    """What files are read by: the days that are possible, the hashing of who a row is of, the taught forms, and who is refused."""

    days: Days
    hashed: households.Hashing
    taught: Sequence[forms.Form]
    refused: Refused


@contextmanager
def _uncollected() -> Iterator[None]:
    """Cells by the million and no cycle among them: the garbage collector would walk through all, again and again."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@_uncollected()
def read(
    inbox: Path,
    days: Days,
    hashed: households.Hashing,
    progress: Callable[[str], None],
    taught: Sequence[forms.Form] = (),
    refused: Refused = NOBODY,
    kept: readings.Readings | None = None,
) -> Inbox:
    """Read every file under `inbox`, whatever is in it: what cannot be read is accounted for, and the rest goes on.

    Rows of `refused` households are marked, and refused by `settlement.settle`. A file that is among the `kept` readings is not read again.

    Raises `faults.Fault` where our own code fails on a file: what it would have read is not known, so nothing is.
    """
    files = extract.inbox_files(inbox)
    by = Reader(days, hashed, taught, refused)
    known = _known(files, kept)
    new = [file for file in files if file not in known]
    if known:
        progress(f"{len(known)} tệp không đổi, đã đọc ở lần nạp trước")
    for file, answer in zip(new, _answers(new, lambda file: _kept(file, by, kept), progress), strict=True):
        sha256, *found = answer.told or [""]
        known[file] = (sha256, [_unread(file, extract.Unreadable(answer.failure))] if answer.failure else found)
    read = [replace(file, sha256=known[file][0]) for file in files]
    return _gathered(inbox, read, [known[file][1] for file in files], days.latest)


def _known(
    files: list[extract.InboxFile], kept: readings.Readings | None
) -> dict[extract.InboxFile, tuple[str, list[readings.Found]]]:
    """The hash and the tables of the files whose readings are kept."""
    if kept is None:
        return {}
    hashes = {file: extract.sha256(file.location) for file in files}
    found = {file: (sha256, kept.of(file, sha256)) for file, sha256 in hashes.items() if sha256}
    return {file: (sha256, tables) for file, (sha256, tables) in found.items() if tables is not None}


def _answers(
    files: list[extract.InboxFile], work: Callable[[extract.InboxFile], Iterator], progress: Callable[[str], None]
) -> Iterator[apart.Answer]:
    """What work on each file told. Raises `faults.Fault` for a fault of ours."""
    _learn_lists()
    started = lambda number: progress(f"[{number + 1}/{len(files)}] {files[number].path}")  # noqa: E731
    for file, answer in zip(files, apart.answers(files, work, started), strict=True):
        if answer.fault:
            raise faults.Fault(f"{answer.fault}; {file.path}")
        yield answer


def _kept(file: extract.InboxFile, by: Reader, kept: readings.Readings | None) -> Iterator[object]:
    """What `_read` tells of a file, kept for the next build once all of it is told."""
    sha256, found = "", []
    for piece in _read(file, by):
        if isinstance(piece, str):
            sha256 = piece
        elif kept is not None:
            piece[0].reading = kept.key(file, sha256)
            found.append(piece)
        if not isinstance(piece, str):
            piece[0].let_go()
        yield piece
    if kept is not None and sha256 and not any(_is_of_the_moment(account) for account, _ in found):
        kept.keep(file, sha256, found)


def _is_of_the_moment(account: SheetAccount) -> bool:
    return account.problem is not None and account.problem.reason in ("file_growing", "file_unreadable")


def read_again(files: list[extract.InboxFile], by: Reader) -> dict[str, list[Table | None]]:
    """The tables of some files with their rows as they stand there, by path; of one that changed meanwhile none."""
    answers = zip(files, _answers(files, lambda file: _whole_tables(file, by), lambda words: None), strict=True)
    return {
        file.path: tables
        for file, answer in answers
        for sha256, *tables in [answer.told or [""]]
        if sha256 == file.sha256
    }


def _whole_tables(file: extract.InboxFile, by: Reader) -> Iterator[object]:
    sha256, *found = _read(file, by)
    yield sha256
    yield from (account.table for account, _ in found)


def _learn_lists() -> None:
    """What each process would else work out for itself: the lists of headers and words."""
    encodings.known_words()
    for kind in sources.kinds():
        sources.headers(kind)


def _gathered(inbox: Path, files: list[extract.InboxFile], tables: list[list], latest: date) -> Inbox:
    """All tables of all files together; a file that changed since the inbox was listed is refused whole."""
    first_of: dict[str, str] = {}
    accounts: list[SheetAccount] = []
    documents: dict[tuple[str, str], int] = {}  # a member of an archive is a file of its own
    parts: dict[str, list[pd.DataFrame]] = {kind: [] for kind in sources.kinds()}
    for file, found in zip(files, tables, strict=True):
        if not extract.is_unchanged(file):
            found = [_unread(file, extract.Unreadable("file_growing"))]
        is_copy = bool(file.sha256) and first_of.setdefault(file.sha256, file.path) != file.path
        for account, rows in found:
            if rows is not None and len(rows):
                document = documents.setdefault((file.path, account.member), len(documents))
                parts[account.kind].append(rows.assign(sheet=len(accounts), document=document, is_copy=is_copy))
            accounts.append(account)
    rows = {kind: pd.concat(frames, ignore_index=True) for kind, frames in parts.items() if frames}
    return Inbox(files, accounts, rows, _is_simulated(inbox, files, accounts), latest)


def _read(file: extract.InboxFile, by: Reader) -> Iterator[object]:
    """The hash of a file's bytes, then the account and the typed rows of each of its tables."""
    sha256, content = extract.content(file)
    yield sha256
    if isinstance(content, extract.Unreadable):
        yield _unread(file, content)
        return
    lists: set[str] = set()  # members with a list of shops, accounts, products or orders
    month_first: set[str] = set()  # members whose days prove that the month comes first
    undecided = []  # tables that others of their file may tell more of
    for found in _sheets(content):
        if isinstance(found, extract.Unreadable):
            yield _unread(file, found)
            continue
        for account, rows in _tables(file, found, by):
            lists |= {account.member} if account.kind in _LISTS else set()
            month_first |= {account.member} if account.table and account.table.month_first else set()
            if account.kind == "households" or account.open_days:
                undecided.append((account, rows))
            else:
                yield account, rows
    for account, rows in undecided:
        if account.member in lists and account.kind == "households" and _may_sum_a_list(file, account):
            account.kind, rows = None, None
            _refuse_all(account, Problem("register_unclear"))
        elif account.member in month_first and rows is not None:
            rows = account.refuse_open_days(rows)
        yield account, rows


def _may_sum_a_list(file: extract.InboxFile, account: SheetAccount) -> bool:
    return wholeness.may_sum_a_list(account.table, account.name, _own_name(file, account.member).stem)


_LISTS = {"shops", "accounts", "listings", "orders"}


def _sheets(content: bytes) -> Iterator[extract.Sheet | extract.Unreadable]:
    """Sheets of a file; bytes that no reader foresaw end this file, which is told as damaged."""
    try:
        yield from extract.sheets(content)
    except (KeyboardInterrupt, SystemExit, GeneratorExit, MemoryError):
        raise
    except BaseException as problem:  # a panic inside the workbook reader is no Exception
        if not faults.is_of_reading(problem):
            raise
        yield extract.Unreadable("file_damaged")


def _unread(file: extract.InboxFile, problem: extract.Unreadable) -> tuple[SheetAccount, None]:
    told = Problem(problem.reason, "", problem.detail)
    account = SheetAccount(file.path, problem.member, problem.sheet, None, "", None, problem=told)
    account.number = problem.number
    return account, None


def _tables(
    file: extract.InboxFile, sheet: extract.Sheet, by: Reader
) -> Iterator[tuple[SheetAccount, pd.DataFrame | None]]:
    """The account and the typed rows of each table of a sheet."""
    tables = layout.tables(sheet, by.taught, _own_name(file, sheet.member).stem)
    remarks = sheet.remarks
    for table in tables or [None]:
        account = SheetAccount(file.path, sheet.member, sheet.name, table and table.kind, sheet.encoding, table)
        account.number, account.remarks, remarks = sheet.number, remarks, []
        if sheet.is_hidden:
            account.kind = None
            _refuse_all(account, Problem("sheet_hidden"))
            rows = None
        else:
            if table is not None:
                table.first_day_is_1904 = sheet.first_day_is_1904
            rows = _rows(file, account, by)
        account.take(table)
        yield account, rows


def _own_name(file: extract.InboxFile, member: str) -> PurePath:
    return PurePath(member or file.location.name)


def _rows(file: extract.InboxFile, account: SheetAccount, by: Reader) -> pd.DataFrame | None:
    """The typed rows of one table; what is refused goes into its account."""
    table = account.table
    if table is None:
        account.problem = Problem("file_empty")
        return None
    if table.kind is None:
        _refuse_all(account, Problem(table.problem, "", table.detail))
        return None
    name = _own_name(file, account.member).name  # folders say nothing of a file's day
    table.is_of_2025 = vintages.says_2025(
        [table.title, f"{file.path} {account.member} {account.name}"], table.headers_of("unit")
    )
    told = dates.stated(f"{name} {account.name}"), table.stated_on
    named, table.stated_on = (_possible(stated, by.days) for stated in told)
    if table.kind == "orders":
        carried.carry_down(table)
    found = conform(table, by.days, named, by.hashed, by.refused)
    account.rejected, account.notes, account.refused = found.rejected, found.notes, found.refused
    account.remarks = [*account.remarks, *closures.remarks(table, found.rejected, by.days.latest)]
    account.open_days = found.open_days
    account.is_of_its_day = found.is_of_its_day or told != (named, table.stated_on)
    lacks = absent.fields(table, found.rows)
    rows = found.rows.reset_index()
    return rows.assign(
        stated=table.stated_on or named, modified=file.modified, file=file.path, lacks=[lacks] * len(rows)
    )


def _refuse_all(account: SheetAccount, problem: Problem) -> None:
    account.problem = problem
    account.rejected = {number: [problem] for number, _ in account.table.rows} if account.table else {}


def _possible(stated: date | None, days: Days) -> date | None:
    """The day that a title or a name states; one in the future says nothing of the file's age."""
    return stated if stated is None or stated <= days.today else None


def _is_simulated(inbox: Path, files: list[extract.InboxFile], accounts: list[SheetAccount]) -> bool:
    """Whether any of it is simulated, by the inbox's mark, a file's name or a title."""
    return (
        (inbox / ".simulated").exists()
        or any(fold(os.path.basename(file.path)).startswith("mo phong") for file in files)
        or any(account.is_simulated for account in accounts)
    )
