"""Rejected rows written back for their sender: an xlsx per file with the reason in Vietnamese beside each row."""

import hashlib
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

import xlsxwriter

from data import vocabulary
from etl import dates, mentions, sources, vintages
from etl.header_words import fields_named
from etl.problems import Problem
from etl.refusals import REASON, Refused
from etl.rows import is_filled
from etl.sheet_account import SheetAccount
from etl.table import Table

SHEET_ROWS = 1_000_000
NAME_BYTES = 180
_LETTERS = str.maketrans("0123456789", "ghijklmnop")  # digits might be read as a day
_BY_COLUMN = {"date_ambiguous", "number_ambiguous", "number_thousands_lost", "target_ambiguous", "number_merged"}
_SHIFTED = {"count", "money", "decimal", "target", "date", "any_date"}  # types that a cell beside may have slipped into
_HAMLET = "Thôn? "  # before the name of a row that only those above it made a hamlet's
_UNCLEAR = "Chưa rõ: "  # before a header that only what stood beside it made doubtful


@cache
def reasons() -> dict[str, dict[str, str]]:
    return {row["reason"]: row for row in sources.reason_rows()}


def sentence(problem: Problem, headers: dict[str, str] | None = None) -> str:
    """What is wrong, in Vietnamese, with the column as its file calls it and the units that may be meant."""
    column = (headers or {}).get(problem.field, problem.field)
    text = reasons()[problem.reason]["vi"].format(column=f"“{column}”")
    return f"{text} {problem.detail}".strip()


@dataclass(frozen=True)
class Workbook:
    """A workbook that was written; `made_of` is the identity of its rows and reasons, '' where that is not known."""

    path: Path
    made_of: str


def write(
    accounts: list[SheetAccount],
    folder: Path,
    refused: Refused,
    again: Callable[[set[str]], dict[str, list[Table | None]]],
    earlier: dict[str, Path] | None = None,
) -> dict[str, Workbook]:
    """One workbook for each file with rejected rows, of mode 0600: they hold what the sender wrote. By the path of that file.

    Of `refused` households there is nothing but the number of the row and the reason. A workbook that an `earlier` build made
    of the same rows and reasons is copied; the tables of files whose refused rows are not at hand are read `again`.
    """
    shutil.rmtree(folder, ignore_errors=True)
    by_file: dict[str, list[SheetAccount]] = {}
    for account in accounts:
        by_file.setdefault(account.file, []).append(account)
    by_file = {path: told for path, told in by_file.items() if any(one.rejected and one.read for one in told)}
    if not by_file:
        return {}
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    made_of = {path: _made_of(told) for path, told in by_file.items()}
    contents = {path: content for path, made in made_of.items() if (content := _content((earlier or {}).get(made)))}
    _read_again({path: told for path, told in by_file.items() if path not in contents}, again)
    found = {}
    for path, told in by_file.items():
        found[path] = Workbook(folder / _name(path, folder), made_of[path])
        with open(os.open(found[path].path, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as file:
            file.write(contents.get(path, b""))
        if path not in contents:
            _workbook([one for one in told if one.rejected and one.table is not None], found[path].path, refused)
    return found


def _made_of(told: list[SheetAccount]) -> str:
    if not all(one.reading for one in told):
        return ""
    problems = [sorted((number, repr(problems)) for number, problems in one.rejected.items()) for one in told]
    return hashlib.sha256(f"{told[0].reading} {problems}".encode()).hexdigest()


def _content(path: Path | None) -> bytes:
    try:
        return path.read_bytes() if path else b""
    except OSError:
        return b""


def _read_again(
    by_file: dict[str, list[SheetAccount]], again: Callable[[set[str]], dict[str, list[Table | None]]]
) -> None:
    """Put the whole tables on the accounts of files some of whose refused rows are not at hand."""
    tables = again({path for path, told in by_file.items() if any(one.lacks_rows for one in told)})
    for path, found in tables.items():
        for account, table in zip(by_file[path], found, strict=False):  # none of a file that changed meanwhile
            account.table = table


def _name(path: str, folder: Path) -> str:
    """The file's own name: what a name tells of its rows (a day, a district) holds once more when they are dropped in again.

    Folders tell nothing of a file and must not begin to; a file in one, or with a name too long or taken, is told apart by its hash.
    """
    above, _, own = path.rpartition("/")
    flat = "".join(letter if letter.isprintable() else "_" for letter in own)
    if above or len(flat.encode()) > NAME_BYTES or (folder / f"{flat}.xlsx").exists():
        told = hashlib.sha256(path.encode()).hexdigest()[:8].translate(_LETTERS)
        flat = f"{flat.encode()[:NAME_BYTES].decode(errors='ignore')}~{told}"
    return f"{flat}.xlsx"


def _workbook(told: list[SheetAccount], target: Path, refused: Refused) -> None:
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "nan_inf_to_errors": True,
        "tmpdir": str(target.parent),  # the parts hold what people wrote: never in a folder that others read
    }
    with xlsxwriter.Workbook(str(target), options) as workbook:
        styles = {
            "header": workbook.add_format({"bold": True, "text_wrap": True, "bg_color": "#DDDDDD"}),
            "wrong": workbook.add_format({"bg_color": "#FFD9B3"}),
            "date": workbook.add_format({"num_format": "dd/mm/yyyy"}),
            "wrong_date": workbook.add_format({"num_format": "dd/mm/yyyy", "bg_color": "#FFD9B3"}),
        }
        names: set[str] = set()
        for accounts in _by_area(told):
            _sheet(workbook, accounts, styles, names, refused)


def _by_area(refused: list[SheetAccount]) -> list[list[SheetAccount]]:
    """The accounts of one area of a sheet together: a wide table is read as one table for each of its figures."""
    areas: dict[tuple, list[SheetAccount]] = {}
    for account in refused:
        table = account.table
        areas.setdefault((account.member, account.name, table.title, *table.headers, table.area), []).append(account)
    return list(areas.values())


def _sheet(
    workbook: xlsxwriter.Workbook, accounts: list[SheetAccount], styles: dict, names: set[str], forgotten: Refused
) -> None:
    rows = {
        number: [] if _is_of(forgotten, account, number, row) else row
        for account in accounts for number, row in account.table.rows if number in account.rejected
    }  # fmt: skip
    refused = sorted(rows.items())
    for start in range(0, len(refused), SHEET_ROWS):
        _part(workbook, accounts, refused[start : start + SHEET_ROWS], styles, names)


def _is_of(forgotten: Refused, account: SheetAccount, number: int, row: list) -> bool:
    """Whether a row is of a household that asked to be forgotten."""
    return any(problem.reason == REASON for problem in account.rejected[number]) or forgotten.names(row)


def _part(
    workbook: xlsxwriter.Workbook,
    accounts: list[SheetAccount],
    refused: list[tuple[int, list]],
    styles: dict,
    names: set[str],
) -> None:
    """The titles of the sheet, its header and its refused rows: what the titles say holds for the mended rows too."""
    table = accounts[0].table
    sheet = workbook.add_worksheet(_sheet_name(accounts[0], names))
    line = 0
    titles = [*filter(None, table.title.split("\n")), *vintages.phrases("anywhere")[: table.is_of_2025]]
    for text in titles:
        sheet.write_string(line, 0, text[:32_000])
        line += 1
    width = max(len(table.headers), *(_filled_width(row) for _, row in refused))
    headers = [_header(text, accounts[0]) for text in table.headers] + [""] * (width - len(table.headers))
    for position, text in enumerate([*headers, *sources.REJECTS_ADD]):
        sheet.write_string(line, position, text, styles["header"])
    sheet.freeze_panes(line + 1, 0)
    section = ""
    for number, row in refused:
        if (heading := table.sections.get(number, "")) != section:
            section, line = heading, line + 1
            sheet.write_string(line, 0, section)
        line += 1
        told = [(one.table, problem) for one in accounts for problem in one.rejected.get(number, ())]
        wrong = {one.columns.get(problem.field) for one, problem in told}
        cells = [
            _unswapped(value) if position in table.month_first else value for position, value in enumerate(row[:width])
        ]
        for position, value in enumerate(_doubtful(cells, told)):
            _cell(sheet, line, position, value, position in wrong, styles)
        sheet.write_number(line, width, number)
        said = dict.fromkeys(sentence(problem, called(one)) for one, problem in told)
        sheet.write_string(line, width + 1, " ".join(said))
        hints = dict.fromkeys(reasons()[problem.reason]["hint_vi"] for _, problem in told)
        sheet.write_string(line, width + 2, " ".join(hints))
    sheet.autofit(400)


def _doubtful(row: list, told: list[tuple[Table, Problem]]) -> list:
    """The cells of a refused row; what only its neighbours made doubtful is marked, or it would be taken alone when it comes back."""

    def columns(is_so: Callable[[Problem], bool]) -> set[int | None]:
        return {table.columns.get(problem.field) for table, problem in told if is_so(problem)}

    rounded = columns(lambda problem: problem.reason == "id_rounded")
    hamlets = {_unit_column(table, row) for table, problem in told if problem.reason == "unit_is_hamlet"}
    unclear = columns(lambda problem: problem.reason in _BY_COLUMN)
    unclear |= {position for table, problem in told if problem.reason == "row_too_long" for position in _shifted(table)}
    marked = []
    for position, value in enumerate(row):
        text = f"{value:.14E}" if position in rounded and isinstance(value, float) else value
        if position in hamlets and isinstance(value, str) and not mentions.names_hamlet(value):
            text = f"{_HAMLET}{value}"
        marked.append(_questioned(text) if position in unclear and is_filled([value]) else text)
    return marked


def _filled_width(row: list) -> int:
    """How many columns a row has up to its last filled cell: what stands beyond the header is its sender's too."""
    return next((end for end in range(len(row), 0, -1) if is_filled([row[end - 1]])), 0)


def _header(text: str, account: SheetAccount) -> str:
    """A header as its file has it; alone it would be clear, so a doubtful count of households is no longer called so."""
    is_doubtful = account.problem is not None and account.problem.reason == "register_unclear"
    is_households = is_doubtful and any(name == "households" for name, _ in fields_named("households", text))
    return f"{_UNCLEAR}{text}" if is_households else text


def _shifted(table: Table) -> list[int]:
    """Columns that may hold what a separator within a cell pushed there: figures and days."""
    fields = sources.kinds()[table.kind] if table.kind else {}
    return [position for name, position in table.columns.items() if fields[name].type in _SHIFTED]


def called(table: Table) -> dict[str, str]:
    """Fields as the columns of their file are called; one that stands in no column as readers know it."""
    labels = {name: label["vi"] for name, label in vocabulary.labels("fields").items()}
    return labels | {name: table.headers[position] for name, position in table.columns.items()}


def _unit_column(table: Table, row: list) -> int | None:
    """Where a row names its unit; None where it names none, or its hamlet in a column of its own."""
    hamlet = table.columns.get("hamlet")
    if hamlet is not None and is_filled(row[hamlet : hamlet + 1]):
        return None
    told = [table.columns[name] for name in ("commune", "unit", "address") if name in table.columns]
    return next((position for position in told if is_filled(row[position : position + 1])), None)


def _questioned(value: object) -> str:
    """A cell that is unclear only among others of its column, so marked that it is refused alone too, until mended."""
    return f"? {value:%d/%m/%Y}" if isinstance(value, date) else f"? {value}"


def _unswapped(value: object) -> object:
    try:
        return dates.parse(value, False)
    except ValueError:
        return value


def _sheet_name(account: SheetAccount, names: set[str]) -> str:
    base = "".join("_" if letter in "[]:*?/\\'" else letter for letter in (account.name or account.member or "Dữ liệu"))
    name, number = base[:31] or "Dữ liệu", 1
    while name.lower() in names:
        number += 1
        name = f"{base[:27]} ({number})"
    names.add(name.lower())
    return name


def _cell(sheet, line: int, position: int, value: object, is_wrong: bool, styles: dict) -> None:
    """Every text stays text, so that a cell that begins with = is no formula."""
    style = styles["wrong"] if is_wrong else None
    if isinstance(value, datetime | date) and value.year >= 1900 and not getattr(value, "tzinfo", None):
        sheet.write_datetime(line, position, value, styles["wrong_date" if is_wrong else "date"])
    elif isinstance(value, bool) or value is None or isinstance(value, str):
        text = "" if value is None else str(value)
        sheet.write_string(line, position, text[:32_000], style) if text else sheet.write_blank(
            line, position, None, style
        )
    elif isinstance(value, int | float) and abs(value) < 10**15:
        sheet.write_number(line, position, value, style)
    else:
        sheet.write_string(line, position, str(value), style)
