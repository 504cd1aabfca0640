"""One build: read the inbox, account for every row, compute the marts, check, publish in one atomic step."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import duckdb

from data import ledger, vocabulary
from data.version import code_version
from etl import (
    account,
    arrivals,
    brakes,
    engines,
    events,
    extract,
    forms,
    frames,
    households,
    inbox,
    land,
    places,
    publish,
    readings,
    refusals,
    rejects,
    settlement,
    small_cells,
    sources,
    transform,
)
from etl.columns import Days
from etl.table import Table

SPARK_LOG = "build.spark.log"


@dataclass
class Outcome:
    """What a build did. `files` has the row account of each with its reasons, `findings` what is to be verified.

    `added` says under which path each added file came to lie in the inbox.
    """

    published: bool
    snapshot: str
    as_of: date | None
    files: list[dict]
    findings: list[dict]
    added: list[dict] = field(default_factory=list)


@dataclass
class Reading:
    """An inbox read and settled. `as_of` is None where nothing dates it; `files` is the row account."""

    inbox: inbox.Inbox
    landed: dict[str, land.Landed]
    files: list[dict]
    as_of: date | None
    read_at: datetime
    secret: bytes
    rules: str  # identity of the lists and the taught forms that it was read by
    by: inbox.Reader
    kept: readings.Readings

    @property
    def refused(self) -> refusals.Refused:
        return self.by.refused

    def read_again(self, paths: set[str]) -> dict[str, list[Table | None]]:
        """The tables of some files as they stand there, by path."""
        return inbox.read_again([file for file in self.inbox.files if file.path in paths], self.by)


def build(
    source: Path,
    warehouse: Path,
    as_of: date | None,
    progress: Callable[[str], None],
    taught: Path = forms.FOLDER,
    added: Path | None = None,
    engine: str | None = None,
) -> Outcome:
    """Build and publish a snapshot of the inbox `source`. Nothing is published where nothing could be read.

    The files of the folder `added` come into the inbox first, and leave it again where nothing is published. `engine` is
    the address of the cluster that runs the models (None: DuckDB here does).
    Raises `publish.Locked` where another build runs, `brakes.ClockBehind` where the clock went back behind the last one,
    `engines.Unusable` where the cluster cannot run them.
    """
    engines.check(engine)
    with publish.lock(warehouse), arrivals.taken_in(added, source, warehouse) as coming:
        publish.sweep(warehouse)
        brakes.check_clock(publish.current(warehouse), vocabulary.now())
        for words in arrivals.renamed(coming):
            progress(words)
        reading = read(source, warehouse, as_of, progress, taught)
        reading.kept.sweep(_to_keep(reading.inbox))
        files = account.explained(reading.inbox, reading.files)
        told = arrivals.told(coming, added, source, extract.told_by_place(reading.inbox.files, source))
        if reading.as_of is None or not any(row["loaded"] for row in reading.files):
            folder = warehouse / "rejects" / publish.UNPUBLISHED
            rejects.write(reading.inbox.sheets, folder, reading.refused, reading.read_again)
            return Outcome(False, "", None, files, [], told)
        snapshot = publish.next_snapshot(warehouse, reading.read_at)
        with publish.swept_on_failure(warehouse, snapshot), reading.kept.let_go_on_failure():
            findings = _published(reading, warehouse, snapshot, progress, engine)
        publish.prune(warehouse)
        return Outcome(True, snapshot, reading.as_of, files, findings, told)


def _published(
    reading: Reading, warehouse: Path, snapshot: str, progress: Callable[[str], None], engine: str | None
) -> list[dict]:
    """Computes, writes and publishes a snapshot; its findings."""
    with compute(reading, warehouse, snapshot, progress, engine) as connection:
        earlier = reading.kept.workbooks()
        folder = warehouse / "rejects" / snapshot
        written = rejects.write(reading.inbox.sheets, folder, reading.refused, reading.read_again, earlier)
        reading.kept.keep_workbooks({one.made_of: one.path for one in written.values()})
        publish.write_snapshot(connection, warehouse, snapshot)
        publish.point_to(warehouse, snapshot, reading.as_of.isoformat(), reading.read_at.isoformat(timespec="seconds"))
        return records(connection, "SELECT * FROM mart.finding")


def read(
    source: Path, warehouse: Path, as_of: date | None, progress: Callable[[str], None], taught: Path = forms.FOLDER
) -> Reading:
    """Read every file of an inbox, by the lists of headers and the forms of a folder, and settle what each row is.

    Files that did not change since an earlier reading of this warehouse are not read again.
    """
    now = vocabulary.now()
    days = Days(as_of or now.date(), now.date())
    secret = households.household_key(warehouse)
    known, problems = forms.load(taught)
    refused = refusals.load(warehouse)
    by = inbox.Reader(days, households.in_bulk(secret), known, refused)
    folder = warehouse / readings.FOLDER
    there = frozenset(path.name for path in folder.glob("*"))
    read_by = rules(known, refused)
    kept = readings.Readings(folder, readings.identity(read_by, secret), days, there)
    content = inbox.read(source, days, by.hashed, progress, known, refused, kept)
    content.form_problems = problems
    landed = settlement.settle(content, progress)
    day = as_of or events.as_of(landed, days.latest)
    return Reading(content, landed, account.of_files(content, landed), day, now, secret, read_by, by, kept)


def _to_keep(content: inbox.Inbox) -> list[extract.InboxFile]:
    """The files whose readings stay: not those with rows of a household that asked to be forgotten, which may name it."""
    refused = {
        sheet.file for sheet in content.sheets
        if any(one.reason == refusals.REASON for problems in sheet.rejected.values() for one in problems)
    }  # fmt: skip
    return [file for file in content.files if file.path not in refused]


def compute(
    reading: Reading, warehouse: Path, snapshot: str, progress: Callable[[str], None], engine: str | None = None
) -> duckdb.DuckDBPyConnection:
    """A connection whose schema `mart` is the whole snapshot, not yet published."""
    rows, linking = frames.frames_of(reading.landed, reading.secret)
    connection = duckdb.connect(config={"temp_directory": publish.spill(warehouse, snapshot)})
    transform.load_reference(connection, snapshot, reading.as_of)
    transform.load_landed(connection, rows | {"origin": places.of_rows(reading.inbox, reading.landed)})
    with engines.running(engine, connection, publish.exchange(warehouse, snapshot), warehouse / SPARK_LOG) as models:
        transform.run(connection, models, progress)
    progress("mart.withheld")
    small_cells.write(connection)
    account.write(connection, reading.inbox, reading.landed, reading.files, frames.merged(rows), reading.read_at)
    withdrawn = account.withdrawn(reading.inbox.files, publish.current(warehouse), warehouse)
    account.write_withdrawn(connection, withdrawn)
    loaded = sum(row["loaded"] for row in reading.files)
    fallen = brakes.falls(publish.current(warehouse), warehouse, reading.as_of, loaded)
    account.write_findings(connection, reading.inbox, linking, withdrawn, fallen, reading.as_of)
    transform.tell(connection)
    _write_head(connection, ledger.chain(warehouse / ledger.NAME))
    connection.execute(
        "CREATE TABLE mart.snapshot AS SELECT ? AS snapshot, ? AS snapshot_id, CAST(? AS TIMESTAMP) AS built_at, "
        "CAST(? AS DATE) AS as_of, ? AS code_version, CAST(? AS BOOLEAN) AS is_simulated, ? AS rules",
        [snapshot, snapshot, reading.read_at.replace(tzinfo=None, microsecond=0), reading.as_of, code_version(),
         reading.inbox.is_simulated, reading.rules],
    )  # fmt: skip
    return connection


def _write_head(connection: duckdb.DuckDBPyConnection, head: ledger.Head | None) -> None:
    """How far the ledger of conclusions has come: a later rewrite of it does not agree with this."""
    connection.execute("CREATE TABLE mart.ledger_head (entries BIGINT, hash VARCHAR)")
    if head:
        connection.execute("INSERT INTO mart.ledger_head VALUES (?, ?)", [head.entries, head.hash])


def records(connection: duckdb.DuckDBPyConnection, query: str) -> list[dict]:
    """Rows of a query as they go into a report: days as 2021-11-15, nothing as None."""
    answer = connection.execute(query)
    names = [column[0] for column in answer.description]
    return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


def rules(taught: Sequence[forms.Form], refused: refusals.Refused = refusals.NOBODY) -> str:
    """The identity of what files are read by: the lists that an office may extend, its taught forms, and who is refused."""
    told = f"{sources.digest()} {forms.digest(taught)} {refused.digest}".rstrip()
    return hashlib.sha256(told.encode()).hexdigest()


def is_fresh(source: Path, warehouse: Path, taught: Path = forms.FOLDER) -> bool:
    """Whether the published snapshot is of exactly these files, by this code, these lists and these forms."""
    published = publish.current(warehouse)
    if not published or not (warehouse / published["path"]).exists():
        return False
    try:
        with duckdb.connect(str(warehouse / published["path"]), read_only=True) as snapshot:
            known = set(snapshot.execute("SELECT path, sha256 FROM mart.file_ledger").fetchall())
            ((version, by),) = snapshot.execute("SELECT code_version, rules FROM mart.snapshot").fetchall()
    except duckdb.Error:  # damaged, or of an earlier code that did not know its rules
        return False
    if (version, by) != (code_version(), rules(forms.load(taught)[0], refusals.load(warehouse))):
        return False
    return known == {(file.path, file.sha256) for file in extract.hashed_files(source)}
