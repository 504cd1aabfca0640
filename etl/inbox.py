"""Reads the whole inbox: every sheet of every file conformed, every row accounted for."""

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from pathlib import Path, PurePath
from zoneinfo import ZoneInfo

import pandas as pd
from openpyxl.utils import get_column_letter

from data import vocabulary
from etl import apart, carried, dates, encodings, extract, forms, land, layout, sources, vintages
from etl.conform import Days, Problem, conform
from etl.text import fold

SHOWN_ROWS = 10  # of those that a finding names
LOCAL = ZoneInfo(vocabulary.TIMEZONE)


@dataclass
class SheetAccount:
    """What became of one table of a sheet. `rejected` holds the problems of refused rows by row number, `refused` what tells their unit."""

    file: str
    member: str
    name: str
    kind: str | None
    encoding: str
    table: layout.Table | None
    rejected: dict[int, list[Problem]] = field(default_factory=dict)
    problem: Problem | None = None
    notes: dict[str, int] = field(default_factory=dict)
    refused: pd.DataFrame = field(default_factory=pd.DataFrame)
    remarks: list[tuple[str, dict]] = field(default_factory=list)  # rules of `sources/findings.csv` with their values
    number: int = 1  # the sheet's place in its file or member


@dataclass
class Inbox:
    """All files and sheets, and the typed rows by kind with their origin (see `land.ORIGIN`)."""

    files: list[extract.InboxFile]
    sheets: list[SheetAccount]
    rows: dict[str, pd.DataFrame]
    is_simulated: bool
    form_problems: dict[str, str] = field(default_factory=dict)  # taught forms that cannot be used, and why


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
    inbox: Path, days: Days, secret: bytes, progress: Callable[[str], None], taught: Sequence[forms.Form] = ()
) -> Inbox:
    """Read every file under `inbox`, whatever is in it: what cannot be read is accounted for, and the rest goes on."""
    files = extract.inbox_files(inbox)
    _learn_lists()
    answers = apart.answers(
        files,
        lambda file: _read(file, days, secret, taught),
        lambda number: progress(f"[{number + 1}/{len(files)}] {files[number].path}"),
    )
    read, tables = [], []
    for file, answer in zip(files, answers, strict=True):
        sha256, *found = answer.told or [""]
        if answer.failure:
            found = [_unread(file, extract.Unreadable(answer.failure))]
        read.append(replace(file, sha256=sha256))
        tables.append(found)
    return _gathered(inbox, read, tables)


def _learn_lists() -> None:
    """What each process would else work out for itself: the lists of headers and words."""
    encodings.known_words()
    for kind in sources.kinds():
        sources.headers(kind)


def _gathered(inbox: Path, files: list[extract.InboxFile], tables: list[list]) -> Inbox:
    """All tables of all files together; a file that changed since the inbox was listed is refused whole."""
    first_of: dict[str, str] = {}
    accounts: list[SheetAccount] = []
    parts: dict[str, list[pd.DataFrame]] = {kind: [] for kind in sources.kinds()}
    for file, found in zip(files, tables, strict=True):
        if not extract.is_unchanged(file):
            found = [_unread(file, extract.Unreadable("file_growing"))]
        is_copy = bool(file.sha256) and first_of.setdefault(file.sha256, file.path) != file.path
        for account, rows in found:
            if rows is not None and len(rows):
                parts[account.kind].append(rows.assign(sheet=len(accounts), is_copy=is_copy))
            accounts.append(account)
    rows = {kind: pd.concat(frames, ignore_index=True) for kind, frames in parts.items() if frames}
    return Inbox(files, accounts, rows, _is_simulated(inbox, files, accounts))


def _read(file: extract.InboxFile, days: Days, secret: bytes, taught: Sequence[forms.Form]) -> Iterator[object]:
    """The hash of a file's bytes, then the account and the typed rows of each of its tables."""
    sha256, content = extract.content(file)
    yield sha256
    if isinstance(content, extract.Unreadable):
        yield _unread(file, content)
        return
    for found in _sheets(content):
        if isinstance(found, extract.Unreadable):
            yield _unread(file, found)
        else:
            yield from _tables(file, found, days, secret, taught)


def _sheets(content: bytes) -> Iterator[extract.Sheet | extract.Unreadable]:
    """Sheets of a file; a fault that no reader foresaw ends this file, and is told as what it is."""
    try:
        yield from extract.sheets(content)
    except (KeyboardInterrupt, SystemExit, GeneratorExit, MemoryError):
        raise
    except BaseException:  # a panic inside the workbook reader is no Exception
        yield extract.Unreadable("file_damaged")


def _unread(file: extract.InboxFile, problem: extract.Unreadable) -> tuple[SheetAccount, None]:
    told = Problem(problem.reason, "", problem.detail)
    account = SheetAccount(file.path, problem.member, problem.sheet, None, "", None, problem=told)
    account.number = problem.number
    return account, None


def _tables(
    file: extract.InboxFile, sheet: extract.Sheet, days: Days, secret: bytes, taught: Sequence[forms.Form]
) -> Iterator[tuple[SheetAccount, pd.DataFrame | None]]:
    """The account and the typed rows of each table of a sheet."""
    try:
        tables = layout.tables(sheet, taught, _own_name(file, sheet.member).stem)
    except MemoryError:
        raise
    except Exception:
        tables = [layout.unprocessed(sheet)]
    remarks = _remarks(sheet)
    for table in tables or [None]:
        account = SheetAccount(file.path, sheet.member, sheet.name, table and table.kind, sheet.encoding, table)
        account.number, account.remarks, remarks = sheet.number, remarks, []
        if sheet.is_hidden:
            account.kind = None
            _refuse_all(account, Problem("sheet_hidden"))
            yield account, None
            continue
        if table is not None:
            table.first_day_is_1904 = sheet.first_day_is_1904
        yield account, _rows(file, account, days, secret)


def _own_name(file: extract.InboxFile, member: str) -> PurePath:
    return PurePath(member or file.location.name)


def _remarks(sheet: extract.Sheet) -> list[tuple[str, dict]]:
    """What is to be told of a sheet that is read: cells far from its table, rows with letters that could not be read."""
    found = []
    if sheet.strays:
        places = ", ".join(f"{get_column_letter(column + 1)}{row}" for row, column in sheet.strays)
        found.append(("cells_far_away", {"number": len(sheet.strays), "places": places}))
    if rows := sheet.replaced_rows:
        told = ", ".join(map(str, rows[:SHOWN_ROWS])) + (", …" if len(rows) > SHOWN_ROWS else "")
        found.append(("letters_lost", {"number": sheet.replaced_letters, "rows": told}))
    return found


def _rows(file: extract.InboxFile, account: SheetAccount, days: Days, secret: bytes) -> pd.DataFrame | None:
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
    named = _possible(dates.stated(f"{name} {account.name}"), days)
    table.stated_on = _possible(table.stated_on, days)
    try:
        if table.kind == "orders":
            carried.carry_down(table)
        found = conform(table, days, named, secret)
    except MemoryError:
        raise
    except Exception:
        _refuse_all(account, Problem("not_processed"))
        return None
    account.rejected, account.notes, account.refused = found.rejected, found.notes, found.refused
    stated = table.stated_on or named
    # A day counts from its start: an export of that day that only the clock dates is the later one.
    moment = datetime.combine(stated, time(), LOCAL).timestamp() if stated else file.modified
    return found.rows.reset_index().assign(order_time=moment, file=file.path)


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
        or any(account.table is not None and account.table.is_simulated for account in accounts)
    )


_NEEDS = ("listings", "certificates", "orders")


def settle(inbox: Inbox, progress: Callable[[str], None]) -> dict[str, land.Landed]:
    """Give each row its state; refuse listings, certificates and orders whose shop or listing nobody has sent."""
    landed: dict[str, land.Landed] = {}
    order = [kind for kind in sources.kinds() if kind not in _NEEDS] + list(_NEEDS)
    for kind in order:
        rows = inbox.rows.get(kind)
        if rows is None:
            continue
        progress(f"{kind}: {len(rows)}")
        if kind in ("listings", "orders"):
            rows = _placed(inbox, rows, landed)
        elif kind == "certificates":
            rows = _owned(inbox, rows, landed)
        if len(rows):
            landed[kind] = land.land(kind, rows)
    return landed


def _placed(inbox: Inbox, rows: pd.DataFrame, landed: dict[str, land.Landed]) -> pd.DataFrame:
    """Rows with the platform of their shop; rows without such a shop are refused."""
    shops = landed["shops"].current if "shops" in landed else pd.DataFrame(columns=["shop_id", "platform"])
    pairs = shops[["shop_id", "platform"]].drop_duplicates()
    told = rows["platform"].notna()
    known = pd.MultiIndex.from_frame(rows[["shop_id", "platform"]]).isin(pd.MultiIndex.from_frame(pairs))
    count = rows["shop_id"].map(pairs["shop_id"].value_counts()).fillna(0)
    only = rows["shop_id"].map(pairs.drop_duplicates("shop_id", keep=False).set_index("shop_id")["platform"])
    _refuse(inbox, rows[(told & ~known) | (~told & (count == 0))], Problem("shop_unknown", "shop_id"))
    _refuse(inbox, rows[~told & (count > 1)], Problem("shop_ambiguous", "shop_id"))
    kept = (told & known) | (~told & (count == 1))
    return rows.assign(platform=rows["platform"].where(told, only))[kept]


def _owned(inbox: Inbox, rows: pd.DataFrame, landed: dict[str, land.Landed]) -> pd.DataFrame:
    """Certificates of a known listing or of a household."""
    listings = set(landed["listings"].current["listing_id"]) if "listings" in landed else set()
    unknown = rows["listing_id"].notna() & ~rows["listing_id"].isin(listings)
    _refuse(inbox, rows[unknown], Problem("listing_unknown", "listing_id"))
    return rows[~unknown]


def _refuse(inbox: Inbox, rows: pd.DataFrame, problem: Problem) -> None:
    for position, number in zip(rows["sheet"], rows["row_number"], strict=True):
        inbox.sheets[position].rejected[number] = [problem]


_DATED = (
    {"shops": ["opened_on", "closed_on"], "accounts": ["opened_on", "closed_on"], "listings": ["listed_on", "delisted_on"],
     "orders": ["ordered_on"], "field_activity": ["date"]},
    {"progress_reports": ["as_of"]},
    {"households": ["as_of"]},
    {"published_figures": ["as_of"], "certificates": ["valid_from"], "targets": ["valid_from"]},
)  # fmt: skip


def as_of(landed: dict[str, land.Landed], latest: date) -> date | None:
    """The newest event that is not in the future: something opened, closed, listed, sold or done in the field.

    What only speaks of days (a report, a register, then all else) dates an inbox that holds no event; one of rows
    without any day is of the last possible day. None where nothing landed.
    """
    for kinds in _DATED:
        days = [
            day for kind, names in kinds.items() if kind in landed for name in names
            for day in landed[kind].current[name].dropna() if day <= latest
        ]  # fmt: skip
        if days:
            return max(days)
    return latest if landed else None
