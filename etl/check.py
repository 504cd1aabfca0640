"""A dry run: what a build would do, by file and by district. Nothing is published, nothing is moved."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from etl import build, forms, publish

EFFECT = Path(__file__).parent / "models" / "effect.sql"


@dataclass
class Effect:
    """The row account of each file, the findings, and each district before and after."""

    files: list[dict]
    findings: list[dict]
    districts: list[dict]


def check(
    source: Path,
    added: Path | None,
    warehouse: Path,
    as_of: date | None,
    progress: Callable[[str], None],
    taught: Path = forms.FOLDER,
) -> Effect:
    """What a build of `source`, with the files of `added` in it, would do beside the published snapshot."""
    with tempfile.TemporaryDirectory() as folder:
        candidate = Path(folder)
        for origin in (source, added):
            if origin is not None:
                _link(origin, candidate)
        return _tried(candidate, warehouse, as_of, progress, taught)


def _link(origin: Path, candidate: Path) -> None:
    """Put links to the files of a folder into the candidate inbox; a file of the same path takes its place."""
    for path in origin.rglob("*"):
        if path.is_file():
            target = candidate / path.relative_to(origin)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.unlink(missing_ok=True)
            target.symlink_to(path.resolve())


def _tried(
    candidate: Path, warehouse: Path, as_of: date | None, progress: Callable[[str], None], taught: Path
) -> Effect:
    reading = build.read(candidate, warehouse, as_of, progress, taught)
    if reading.as_of is None:
        return Effect(reading.files, [], [])
    connection = build.compute(reading, warehouse, "check", progress)
    findings = build.records(connection, "SELECT * FROM mart.finding")
    return Effect(reading.files, findings, _districts(connection, publish.current(warehouse), warehouse))


def _districts(connection: duckdb.DuckDBPyConnection, published: dict | None, warehouse: Path) -> list[dict]:
    """Each district's households, households reached and attainment, before (where there is a snapshot) and after."""
    connection.execute("CREATE SCHEMA before")
    if published and (warehouse / published["path"]).exists():
        path = str(warehouse / published["path"]).replace("'", "''")
        connection.execute(f"ATTACH '{path}' AS published (READ_ONLY)")
        connection.execute("CREATE TABLE before.attainment AS SELECT * FROM published.mart.attainment")
    else:
        connection.execute("CREATE TABLE before.attainment AS SELECT * FROM mart.attainment LIMIT 0")
    return build.records(connection, EFFECT.read_text(encoding="utf-8"))
