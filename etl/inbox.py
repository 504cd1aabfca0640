"""Reads the whole inbox: every sheet of every file conformed, every row accounted for."""

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path, PurePath
from zoneinfo import ZoneInfo

import pandas as pd

from data import vocabulary
from etl import carried, dates, extract, forms, land, layout, sources, vintages
from etl.conform import Days, Problem, conform
from etl.text import fold

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
    first_of = {}
    for file in files:
        first_of.setdefault(file.sha256, file.path)
    accounts: list[SheetAccount] = []
    parts: dict[str, list[pd.DataFrame]] = {kind: [] for kind in sources.kinds()}
    for number, file in enumerate(files, start=1):
        progress(f"[{number}/{len(files)}] {file.path}")
        is_copy = bool(file.sha256) and first_of[file.sha256] != file.path
        for content in _contents(file):
            for account, rows in _sheet(file, content, days, secret, taught):
                if rows is not None and len(rows):
                    parts[account.kind].append(rows.assign(sheet=len(accounts), is_copy=is_copy))
                accounts.append(account)
    rows = {kind: pd.concat(frames, ignore_index=True) for kind, frames in parts.items() if frames}
    return Inbox(files, accounts, rows, _is_simulated(inbox, files, accounts))


def _contents(file: extract.InboxFile) -> Iterator[extract.Sheet | extract.Unreadable]:
    """Sheets of a file; a fault that no reader foresaw ends this file, not the build."""
    try:
        yield from extract.sheets(file)
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException:  # a panic inside the workbook reader is no Exception
        yield extract.Unreadable("file_damaged")


def _sheet(
    file: extract.InboxFile,
    content: extract.Sheet | extract.Unreadable,
    days: Days,
    secret: bytes,
    taught: Sequence[forms.Form],
) -> Iterator[tuple[SheetAccount, pd.DataFrame | None]]:
    """The account and the typed rows of each table of a sheet."""
    if isinstance(content, extract.Unreadable):
        problem = Problem(content.reason, "", content.detail)
        yield SheetAccount(file.path, "", "", None, "", None, problem=problem), None
        return
    try:
        tables = layout.tables(content, taught, PurePath(content.member or file.path).stem)
    except Exception:
        tables = [layout.unprocessed(content)]
    for table in tables or [None]:
        account = SheetAccount(file.path, content.member, content.name, table and table.kind, content.encoding, table)
        yield account, _rows(file, account, days, secret)


def _rows(file: extract.InboxFile, account: SheetAccount, days: Days, secret: bytes) -> pd.DataFrame | None:
    """The typed rows of one table; what is refused goes into its account."""
    table = account.table
    if table is None:
        account.problem = Problem("file_empty")
        return None
    if table.kind is None:
        _refuse_all(account, Problem(table.problem, "", table.detail))
        return None
    name = PurePath(account.member or file.path).name  # folders say nothing of a file's day
    table.is_of_2025 = vintages.says_2025(
        [table.title, f"{file.path} {account.member} {account.name}"], table.headers_of("unit")
    )
    named = _possible(dates.stated(f"{name} {account.name}"), days)
    table.stated_on = _possible(table.stated_on, days)
    try:
        if table.kind == "orders":
            carried.carry_down(table)
        found = conform(table, days, named, secret)
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
    account.rejected = {number: [problem] for number, _ in account.table.rows}


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
