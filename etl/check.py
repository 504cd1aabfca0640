"""A dry run: what a build would do, by file and by district. Nothing is published, nothing is moved."""

import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from etl import account, arrivals, build, extract, forms, publish, rejects

EFFECT = Path(__file__).parent / "models" / "effect.sql"


@dataclass
class Effect:
    """The row account of each file with its reasons, the findings, and each district before and after.

    `added` says under which path each added file would lie in the inbox, and which workbook has its rejected rows.
    """

    files: list[dict]
    findings: list[dict]
    districts: list[dict]
    added: list[dict]


def check(
    source: Path, added: Path | None, warehouse: Path, as_of: date | None, progress: Callable[[str], None],
    taught: Path = forms.FOLDER, refused: Path | None = None,
) -> Effect:  # fmt: skip
    """What a build of `source`, with the files of `added` in it, would do beside the published snapshot.

    The rejected rows of the added files are written into the folder `refused`.
    """
    arrivals.tidy(warehouse)
    coming = arrivals.destinations(added, source) if added else {}
    with tempfile.TemporaryDirectory() as folder:
        candidate = Path(folder)
        there = {path: path for path in source.rglob("*") if not path.is_dir()}
        for origin, target in {**there, **coming}.items():
            _link(origin, candidate / target.relative_to(source))
        effect, reading = _tried(candidate, warehouse, as_of, progress, taught)
        paths = extract.told_by_place(reading.inbox.files, candidate)
        told = arrivals.told(coming, added, source, paths)
        added_paths = {one["path"] for one in told}
        sheets = [sheet for sheet in reading.inbox.sheets if sheet.file in added_paths]
        workbooks = rejects.write(sheets, refused, reading.refused, reading.read_again) if refused else {}
        # What was only tried is not kept.
        reading.kept.sweep(file for file in reading.inbox.files if file.path not in added_paths)
    effect.added = [
        {**one, "rejects": workbooks[one["path"]].path.name if one["path"] in workbooks else None} for one in told
    ]
    return effect


def _link(origin: Path, target: Path) -> None:
    """A link in the candidate inbox to where a file lies now."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.symlink_to(origin.resolve())


def _tried(
    candidate: Path, warehouse: Path, as_of: date | None, progress: Callable[[str], None], taught: Path
) -> tuple[Effect, build.Reading]:
    reading = build.read(candidate, warehouse, as_of, progress, taught)
    files = account.explained(reading.inbox, reading.files)
    if reading.as_of is None:
        return Effect(files, [], [], []), reading
    connection = build.compute(reading, warehouse, "check", progress)
    findings = build.records(connection, "SELECT * FROM mart.finding")
    return Effect(files, findings, _districts(connection, publish.current(warehouse), warehouse), []), reading


def _districts(connection: duckdb.DuckDBPyConnection, published: dict | None, warehouse: Path) -> list[dict]:
    """Each district's households, households reached and what of the target was, before (where there is a snapshot) and after."""
    connection.execute("CREATE SCHEMA before")
    connection.execute("CREATE TABLE before.attainment AS SELECT * FROM mart.attainment LIMIT 0")
    if published:
        path = str(warehouse / published["path"]).replace("'", "''")
        with suppress(
            duckdb.Error
        ):  # a damaged snapshot has nothing to compare with, which is no reason against a check
            connection.execute(f"ATTACH '{path}' AS published (READ_ONLY)")
            # By name: an older snapshot may lack a column, which is then not known of it.
            connection.execute("INSERT INTO before.attainment BY NAME SELECT * FROM published.mart.attainment")
    return build.records(connection, EFFECT.read_text(encoding="utf-8"))
