"""The SQL models on an Apache Spark cluster: what was landed goes there as Parquet, the marts come back as Parquet.

Every machine of the cluster sees the exchange folder under the same path, and its workers run as the user who builds.
Spark is given the models' own text, translated from DuckDB's dialect by sqlglot; no Python runs on the workers.
"""

import os
import shutil
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb
import sqlglot
from py4j.protocol import Py4JError
from pyspark import SparkContext
from pyspark.errors import PySparkException
from pyspark.sql import DataFrame, Observation, SparkSession
from pyspark.sql.functions import count, lit
from pyspark.sql.types import StructType
from sqlglot import exp

from data import vocabulary
from etl.engines import Unusable

# The day that a row of many is of: its files are cut by the ISO week of that day.
WEEK_OF = {
    "shops": "opened_on", "accounts": "opened_on", "listings": "listed_on", "orders": "ordered_on",
    "field_activity": "date", "progress_reports": "as_of",
}  # fmt: skip
PATIENCE = 60  # seconds that work may wait for a worker
STEP = 3  # seconds between two looks
SESSION = {  # what the same text means is decided by these, wherever the cluster sets others
    "spark.sql.session.timeZone": vocabulary.TIMEZONE,
    "spark.sql.ansi.enabled": "true",
}
DRIVER = {
    "spark.log.level": "WARN",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}


@contextmanager
def running(address: str, connection: duckdb.DuckDBPyConnection, exchange: Path, log: Path) -> Iterator["Spark"]:
    """The engine, with what a connection has landed; see `etl.engines.running`. Raises `Unusable`."""

    @contextmanager
    def told(doing: str) -> Iterator[None]:
        """Whatever a cluster fails with, as one sentence."""
        try:
            yield
        except (PySparkException, Py4JError, OSError, RuntimeError):
            raise Unusable(
                f"Cụm Spark {address} không chạy được ({doing}). Kiểm tra cụm có máy rảnh, mọi máy cùng thấy và ghi được vào "
                f"{exchange.parent}; nhật ký: {log}. Chạy lại, hoặc bỏ --engine để chạy bằng DuckDB."
            ) from None

    exchange.mkdir(parents=True, mode=0o700)
    session = None
    try:
        with told("mở phiên làm việc"), _errors_in(log):
            session = _session(address)
        with _watched(session, address):
            with told("việc đầu tiên"):
                session.range(1).repartition(2).count()
            yield Spark(session, told, connection, exchange.resolve())
    finally:
        if session:
            with suppress(Exception):  # of a cluster that is gone
                session.stop()
        shutil.rmtree(exchange, ignore_errors=True)


@contextmanager
def _errors_in(log: Path) -> Iterator[None]:
    """A process that starts meanwhile, as Spark's driver does, writes its errors into a file of its owner alone."""
    sys.stderr.flush()
    kept, file = os.dup(2), os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.dup2(file, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(file)


def _is_connect(address: str) -> bool:
    return address.startswith("sc://")


def _session(address: str) -> SparkSession:
    builder = SparkSession.builder.appName("langson")
    if _is_connect(address):
        builder = builder.remote(address)
    else:
        builder = builder.master(address)
        for name, value in DRIVER.items():
            builder = builder.config(name, value)
    session = builder.getOrCreate()
    for name, value in SESSION.items():
        session.conf.set(name, value)
    return session


@contextmanager
def _watched(session: SparkSession, address: str) -> Iterator[None]:
    """A cluster without a worker, from the first or because all died, waits for one without end: what waits is interrupted."""
    done = threading.Event()

    def watch() -> None:
        waited = 0
        while not done.wait(STEP):
            waited = waited + STEP if _waits(session.sparkContext) else 0
            if waited >= PATIENCE:
                session.sparkContext.cancelAllJobs()

    if not _is_connect(address):  # there the server sees to it
        threading.Thread(target=watch, daemon=True).start()
    try:
        yield
    finally:
        done.set()


def _waits(context: SparkContext) -> bool:
    """Whether there is work, and nobody at it."""
    tracker = context.statusTracker()
    stages = [tracker.getStageInfo(stage) for stage in tracker.getActiveStageIds()]
    return bool(stages) and not any(stage.numActiveTasks for stage in stages if stage)


class Spark:
    """Runs models in a session: see `etl.engines.Engine`."""

    def __init__(self, session: SparkSession, told: Callable, connection: duckdb.DuckDBPyConnection, exchange: Path):
        self._session, self._told, self._connection, self._exchange = session, told, connection, exchange
        known = connection.execute(
            "SELECT schema_name || '.' || table_name, list([column_name, data_type] ORDER BY column_index) "
            "FROM duckdb_columns() WHERE schema_name IN ('landed', 'reference') GROUP BY schema_name, table_name"
        ).fetchall()
        for name, columns in known:
            hand_over(connection, name, self._folder(name))
            with told(name):
                self._know(name, ", ".join(f"`{column}` {spark_type(kind)}" for column, kind in columns))

    def stage(self, name: str, query: str) -> None:
        with self._told(name):
            self._keep(name, self._session.sql(translated(query)))

    def rows(self, name: str, query: str, columns: Mapping[str, str]) -> str:
        with self._told(name):
            frame = self._session.sql(translated(query))
            cast = (frame[column].cast(spark_type(kind)).alias(column) for column, kind in columns.items())
            self._keep(name, frame.select(*cast))
        return f"SELECT {', '.join(columns)} FROM {self._files(name)}"

    def _keep(self, name: str, frame: DataFrame) -> None:
        """Write the rows and read them back from then on: a model is computed once, however many read it.

        A worker that does not see the folder writes into one of its own, and its rows would be missing without a word.
        """
        written = Observation()
        frame.observe(written, count(lit(1)).alias("rows")).write.parquet(_address_of(self._folder(name)))
        ((there,),) = self._connection.execute(f"SELECT count(*) FROM {self._files(name)}").fetchall()
        if there != written.get["rows"]:
            raise OSError(f"{name}: {written.get['rows']} rows written, {there} there")
        self._know(name, frame.schema)

    def _know(self, name: str, schema: str | StructType) -> None:
        rows = self._session.read.schema(schema).parquet(_address_of(self._folder(name)))
        rows.createOrReplaceTempView(view(name))

    def _files(self, name: str) -> str:
        """The files of a model as DuckDB reads them: Spark numbers them in the order of its rows."""
        files = sorted(self._folder(name).glob("part-*.parquet"))
        return f"read_parquet([{', '.join(_quoted(path) for path in files)}])"

    def _folder(self, name: str) -> Path:
        return self._exchange.joinpath(*name.split("."))


def hand_over(connection: duckdb.DuckDBPyConnection, table: str, folder: Path) -> None:
    """Write a table as Parquet into a folder, one of many rows in a folder a week (Monday's date)."""
    folder.mkdir(parents=True)
    day = WEEK_OF.get(table.removeprefix("landed."))
    if day is None or not table.startswith("landed."):
        connection.execute(f"COPY {table} TO {_quoted(folder / 'part-0.parquet')} (FORMAT parquet)")
        return
    query = f"SELECT *, CAST(date_trunc('week', {day}) AS DATE) AS week FROM {table}"
    connection.execute(
        f"COPY ({query}) TO {_quoted(folder)} (FORMAT parquet, PARTITION_BY (week), OVERWRITE_OR_IGNORE)"
    )


def _quoted(path: Path) -> str:
    """A path as DuckDB's text."""
    return "'" + str(path).replace("'", "''") + "'"


def _address_of(folder: Path) -> str:
    """A folder as Spark knows it, whatever file system the cluster takes for its own."""
    return f"file://{folder}"


def view(name: str) -> str:
    """What a table of a schema is called in a session: its own view, that no other build sees."""
    return name.replace(".", "_")


def translated(query: str) -> str:
    """A model in Spark's dialect, with its tables by their views."""
    tree = sqlglot.parse_one(query, read="duckdb")
    for table in tree.find_all(exp.Table):
        if table.db:
            table.set("this", exp.to_identifier(view(f"{table.db}.{table.name}")))
            table.set("db", None)
    return tree.sql(dialect="spark", comments=False)


def spark_type(declared: str) -> str:
    """A declared type as Spark writes it: VARCHAR is STRING."""
    return exp.DataType.build(declared, dialect="duckdb").sql(dialect="spark")
