"""What each file of the inbox was read as, kept as Parquet beside the warehouse: a file that did not change is not read again.

A reading is of exactly these bytes under this path, by this code, these lists, taught forms and refused households, with
this key. It holds typed rows: keyed hashes in place of names and numbers of persons, free text as it was written; and no row
that was refused: these are read again where their sender gets them back. Whatever cannot be kept or understood again is read from its file, as if nothing had been kept.
"""

import hashlib
import hmac
import importlib.metadata
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet

from etl import extract, publish
from etl.columns import Days
from etl.problems import Problem
from etl.sheet_account import SheetAccount

FOLDER = "readings"  # of the warehouse, for its owner alone
Found = tuple[SheetAccount, pd.DataFrame | None]
_OF_FILE = ("stated", "modified", "file", "lacks")  # columns with one value a table
_TOLD = ("member", "name", "kind", "encoding", "notes", "remarks", "number", "read", "unknown_headers", "form",
         "changed_form", "is_simulated", "is_of_its_day")  # fmt: skip
_ROOT = Path(__file__).parent.parent
_LIBRARIES = ("pandas", "numpy", "python-calamine", "openpyxl", "xlrd", "pyarrow", "lxml", "python-docx", "rapidfuzz")
_DATA = b"reading"
_WORKBOOKS = "workbooks.json"


@dataclass(frozen=True)
class Readings:
    """Readings of one identity; `days` are those of this build, `there` the names of what lay there before it."""

    folder: Path
    identity: str
    days: Days
    there: frozenset[str] = frozenset()

    def key(self, file: extract.InboxFile, sha256: str) -> str:
        """The name of what a file is read as. Its own name tells a day and a district; reports may tell it in another way."""
        told = f"{self.identity}\n{sha256}\n{file.path}\n".encode() + os.fsencode(file.location.name)
        return hashlib.sha256(told).hexdigest()[:32]

    def of(self, file: extract.InboxFile, sha256: str) -> list[Found] | None:
        """The tables of a file as they were read before; None where they were not, or where another day reads them otherwise."""
        key = self.key(file, sha256)
        found: list[Found] = []
        try:
            tables = 1
            while len(found) < tables:
                account, rows, day, tables = _loaded(self.folder / f"{key}-{len(found)}.parquet", file)
                if not self._holds(day, account):
                    return None
                account.reading = key
                found.append((account, rows))
        except (OSError, pa.ArrowException, ValueError, KeyError, TypeError):
            return None
        return found

    def _holds(self, day: Days, account: SheetAccount) -> bool:
        is_later = day.latest <= self.days.latest and day.today <= self.days.today
        return day == self.days or (is_later and not account.is_of_its_day)

    def keep(self, file: extract.InboxFile, sha256: str, found: list[Found]) -> None:
        """Keep the tables of a file. What no column can hold is not kept."""
        key = self.key(file, sha256)
        try:
            stored = [_table(account, rows, self.days, len(found)) for account, rows in found]
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            for number, table in enumerate(stored):
                _write(table, self.folder / f"{key}-{number}.parquet")
        except (OSError, pa.ArrowException, ValueError, TypeError, OverflowError):
            return

    @contextmanager
    def let_go_on_failure(self) -> Iterator[None]:
        """Where nothing is published, what was kept since goes again: on a full disk the next build needs the room."""
        try:
            yield
        except BaseException:
            for path in self.folder.glob("*.parquet"):
                if path.name not in self.there:
                    path.unlink(missing_ok=True)
            raise

    def sweep(self, files: Iterable[extract.InboxFile]) -> None:
        """Nothing stays of files that left the inbox or changed, of other keys, lists or code."""
        known = {self.key(file, file.sha256) for file in files}
        for path in self.folder.glob("*"):
            if path.name != _WORKBOOKS and path.name.partition("-")[0] not in known:
                path.unlink(missing_ok=True)

    def workbooks(self) -> dict[str, Path]:
        """Where the workbooks of rejected rows of the last build lie, by what they were made of."""
        try:
            told = json.loads((self.folder / _WORKBOOKS).read_text(encoding="utf-8"))
            return {made_of: Path(path) for made_of, path in told.items()}
        except (OSError, ValueError, AttributeError, TypeError):
            return {}

    def keep_workbooks(self, made: dict[str, Path]) -> None:
        """Note where the workbooks lie that were made of something known."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        told = {made_of: str(path.absolute()) for made_of, path in made.items() if made_of}
        publish.write_whole(self.folder / _WORKBOOKS, json.dumps(told, ensure_ascii=False), 0o600)


def identity(rules: str, secret: bytes) -> str:
    """Of everything but its own bytes and the day that decides what a file is read as; `rules` are those of the build."""
    return hmac.new(secret, f"{_code()}\n{rules}".encode(), hashlib.sha256).hexdigest()


@cache
def _code() -> str:
    """Of the code, its lists and its libraries: a commit does not tell of files that differ from it."""
    files = [*(_ROOT / "etl").rglob("*"), *(_ROOT / "data").glob("*.py"), *(_ROOT / "data" / "reference").glob("*")]
    of_files = "".join(
        f"{path.relative_to(_ROOT)} {hashlib.sha256(path.read_bytes()).hexdigest()}\n"
        for path in sorted(files) if path.suffix in (".py", ".csv", ".toml")
    )  # fmt: skip
    return f"{sys.version}\n{[importlib.metadata.version(name) for name in _LIBRARIES]}\n{of_files}"


def _write(table: pa.Table, path: Path) -> None:
    """The file has its name only once it is whole."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as target:
            pyarrow.parquet.write_table(table, target, compression="zstd", write_page_checksum=True)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def _table(account: SheetAccount, rows: pd.DataFrame | None, days: Days, tables: int) -> pa.Table:
    """A table with its account. Raises TypeError for a column that holds values of several kinds."""
    told: dict[str, object] = {name: getattr(account, name) for name in _TOLD}
    told |= {"tables": tables, "days": [days.latest.isoformat(), days.today.isoformat()], "columns": None}
    told["problem"] = _problem(account.problem) if account.problem else None
    told["rejected"] = [[number, list(map(_problem, problems))] for number, problems in account.rejected.items()]
    told["refused"] = account.refused.reset_index().astype(object).to_dict("split") if len(account.refused) else None
    columns = {}
    if rows is not None:
        stored = {name: _stored(rows[name]) for name in rows if name not in _OF_FILE}
        columns = {name: values for name, (values, _) in stored.items()}
        told["columns"] = {name: meaning for name, (_, meaning) in stored.items()}
        stated = rows["stated"].iloc[0] if len(rows) else None
        told |= {"order": list(rows), "stated": stated and stated.isoformat()}
        told["lacks"] = sorted(rows["lacks"].iloc[0]) if len(rows) else []
    return pa.table(columns).replace_schema_metadata({_DATA: json.dumps(told, ensure_ascii=False, default=_number)})


def _problem(problem: Problem) -> list[str]:
    return [problem.reason, problem.field, problem.detail]


def _number(value: object) -> object:
    if isinstance(value, np.integer):
        return int(value)
    raise TypeError(type(value).__name__)


def _loaded(path: Path, file: extract.InboxFile) -> tuple[SheetAccount, pd.DataFrame | None, Days, int]:
    """(account, typed rows, the days that it was read by, how many tables its file has)."""
    table = pyarrow.parquet.read_table(path, page_checksum_verification=True)
    told = json.loads(table.schema.metadata[_DATA])
    account = SheetAccount(file.path, **{name: told[name] for name in _TOLD})
    account.remarks = [(rule, values) for rule, values in account.remarks]
    account.problem = Problem(*told["problem"]) if told["problem"] else None
    account.rejected = {number: [Problem(*one) for one in problems] for number, problems in told["rejected"]}
    if told["refused"]:
        refused = pd.DataFrame(told["refused"]["data"], columns=told["refused"]["columns"], dtype=object)
        account.refused = refused.astype({"row_number": "int64"}).set_index("row_number")
    days = Days(*map(date.fromisoformat, told["days"]))
    rows = None if told["columns"] is None else _rows(table, told, file)
    return account, rows, days, told["tables"]


def _rows(table: pa.Table, told: dict, file: extract.InboxFile) -> pd.DataFrame:
    columns = {name: _restored(table.column(name), meaning) for name, meaning in told["columns"].items()}
    rows = pd.DataFrame(columns)
    stated = date.fromisoformat(told["stated"]) if told["stated"] else None
    rows = rows.assign(
        stated=stated, modified=file.modified, file=file.path, lacks=[frozenset(told["lacks"])] * len(rows)
    )
    return rows[told["order"]]


def _stored(column: pd.Series) -> tuple[pa.Array, str]:
    """A column as Arrow has it, and the name of what makes it again. Raises TypeError for values of several kinds."""
    if column.dtype != object:
        return pa.Array.from_pandas(column), str(column.dtype)
    values = column.tolist()
    kinds = set(map(type, values)) - {type(None)}
    if len(kinds) > 1 or not kinds <= _MEANINGS.keys():
        raise TypeError(str(kinds))
    meaning, type_of, store, _ = _MEANINGS[next(iter(kinds), str)]
    told = values if store is None else [None if v is None else store(v) for v in values]
    return pa.array(told, type_of, from_pandas=False), meaning


def _restored(column: pa.ChunkedArray, meaning: str) -> pd.Series:
    if meaning not in _RESTORED:
        return column.to_pandas().astype(meaning)
    values, restore = column.to_pylist(), _RESTORED[meaning]
    return pd.Series(values if restore is None else [v if v is None else restore(v) for v in values], dtype=object)


def _text_of(value: object) -> str:
    """A target: numbers with what they mean, one or two of them."""
    return json.dumps(value, default=lambda number: {"decimal": str(number)})


def _tuple_of(text: str) -> tuple:
    return _tuples(json.loads(text, object_hook=lambda found: Decimal(found["decimal"])))


def _tuples(value: object) -> object:
    return tuple(map(_tuples, value)) if isinstance(value, list) else value


# By the type of the values: the name of the meaning, how Arrow has it, and what makes the one of the other.
_MEANINGS: dict[type, tuple[str, pa.DataType, Callable | None, Callable | None]] = {
    str: ("text", pa.string(), None, None),
    date: ("day", pa.date32(), None, None),
    bool: ("yes or no", pa.bool_(), None, None),
    int: ("whole number", pa.int64(), None, None),
    float: ("number", pa.float64(), None, None),
    Decimal: ("exact number", pa.string(), str, Decimal),
    tuple: ("target", pa.string(), _text_of, _tuple_of),
}
_RESTORED = {meaning: restore for meaning, _, _, restore in _MEANINGS.values()}
