"""The account of a build: what became of every file, sheet and row, and findings that no mart can see."""

from collections import Counter
from datetime import date, datetime
from functools import cache
from pathlib import Path

import duckdb
import pandas as pd

from data import vocabulary
from etl import extract, inbox, land, quoting, rejects, sources
from etl.problems import Problem
from geo import layers
from geo.reference import LAYERS

STATES = ("loaded", "duplicate", "corrected", "rejected")


def of_files(read: inbox.Inbox, landed: dict[str, land.Landed]) -> list[dict]:
    """The row account of every file: read = loaded + duplicate + corrected + rejected."""
    counts: dict[str, Counter] = {file.path: Counter() for file in read.files}
    kinds: dict[str, set[str]] = {file.path: set() for file in read.files}
    for sheet in read.sheets:
        counts[sheet.file]["read"] += sheet.read
        counts[sheet.file]["rejected"] += len(sheet.rejected)
        if sheet.kind:
            kinds[sheet.file].add(sheet.kind)
    for one in landed.values():
        for (path, state), number in one.states.groupby(["file", "state"]).size().items():
            counts[path][state] += int(number)
    return [
        {
            "path": path,
            "kind": ", ".join(sorted(kinds[path])) or None,
            "read": count["read"],
            **{s: count[s] for s in STATES},
        }
        for path, count in counts.items()
    ]


def explained(read: inbox.Inbox, files: list[dict]) -> list[dict]:
    """The row account of every file with `problems` (of whole sheets) and `reasons` (of single rows), each with its rows."""
    problems: dict[str, Counter] = {file["path"]: Counter() for file in files}
    reasons: dict[str, Counter] = {file["path"]: Counter() for file in files}
    members = _members(read)
    for sheet in read.sheets:
        if sheet.problem:
            told = _problem(sheet, members)
            vi, en = (f"{told[f'place_{one}']}: ".removeprefix(", ") for one in ("vi", "en"))
            where = (f"{vi[:1].upper()}{vi[1:]}", f"{en[:1].upper()}{en[1:]}") if told["place_vi"] else ("", "")
            problems[sheet.file][where[0] + told["problem_vi"], where[1] + told["problem_en"]] += len(sheet.rejected)
        else:
            reasons[sheet.file].update(_told(found[0]) for found in sheet.rejected.values())
    return [
        {**file, "problems": _listed(problems[file["path"]]), "reasons": _listed(reasons[file["path"]])}
        for file in files
    ]


def _told(problem: Problem) -> tuple[str, str]:
    """What is wrong with a row and what to do, in Vietnamese and English."""
    vi, en = (_reason(problem.reason, problem.field, language) for language in ("vi", "en"))
    return f"{vi} {rejects.reasons()[problem.reason]['hint_vi']}", en


def _listed(counted: Counter) -> list[dict]:
    return [{"vi": vi, "en": en, "rows": rows} for (vi, en), rows in counted.most_common()]


def write(
    connection: duckdb.DuckDBPyConnection,
    read: inbox.Inbox,
    landed: dict[str, land.Landed],
    ledger: list[dict],
    merged: dict[str, int],
    now: datetime,
) -> None:
    """The ledgers of files and sheets, rejects by reason, and the history of corrections."""
    _table(connection, "file_ledger", _files(read, ledger, merged), "path, sha256, kind, read, loaded, duplicate, corrected, rejected, "
           f"TIMESTAMP '{now:%Y-%m-%d %H:%M:%S}' AS loaded_at, problem, merged AS households_merged",
           dict.fromkeys(("kind", "problem", "sha256"), "VARCHAR"))  # fmt: skip
    texts = ("kind", "problem_vi", "problem_en", "remark_vi", "remark_en")
    _table(connection, "sheet_ledger", _sheets(read), "*", dict.fromkeys(texts, "VARCHAR"))
    _table(connection, "reject", _rejects(read), "*", {})
    corrections = pd.concat([one.corrections for one in landed.values()], ignore_index=True)
    _table(connection, "correction", corrections, "*", dict.fromkeys(("earlier_value", "later_value"), "VARCHAR"))


def _files(read: inbox.Inbox, ledger: list[dict], merged: dict[str, int]) -> pd.DataFrame:
    sha = {file.path: file.sha256 for file in read.files}
    problem = {sheet.file: sheet.problem.reason for sheet in read.sheets if sheet.problem}
    return pd.DataFrame([
        {**row, "sha256": sha[row["path"]], "problem": problem.get(row["path"]), "merged": merged.get(row["path"], 0)}
        for row in ledger
    ])  # fmt: skip


def _sheets(read: inbox.Inbox) -> pd.DataFrame:
    members = _members(read)
    return pd.DataFrame([
        {
            "path": sheet.file, "member": _member_called(sheet, members), "sheet": _sheet_called(sheet), "kind": sheet.kind, "encoding": sheet.encoding,
            "read": sheet.read, "rejected": len(sheet.rejected), "unknown_headers": "; ".join(sheet.unknown_headers) if sheet.kind else "",
            "form": sheet.form, "changed_form": sheet.changed_form,
            "problem_vi": rejects.sentence(sheet.problem) if sheet.problem else None,
            "problem_en": rejects.reasons()[sheet.problem.reason]["en"].format(column="") if sheet.problem else None,
            "number": sheet.number, "remark_vi": _remarks(sheet, members, "vi"), "remark_en": _remarks(sheet, members, "en"),
        }
        for sheet in read.sheets
    ])  # fmt: skip


def _rejects(read: inbox.Inbox) -> pd.DataFrame:
    """Rejected rows by file, kind and the first reason of each."""
    reasons = Counter(
        (sheet.file, sheet.kind, problems[0].reason, problems[0].field)
        for sheet in read.sheets
        for problems in sheet.rejected.values()
    )
    return pd.DataFrame(
        [(*found, number, _reason(*found[2:], "vi"), _reason(*found[2:], "en")) for found, number in reasons.items()],
        columns=["path", "kind", "reason", "field", "rows", "reason_vi", "reason_en"],
    )


def _reason(reason: str, field: str, language: str) -> str:
    """A reason's sentence with the field as readers know it."""
    called = vocabulary.labels("fields").get(field, {}).get(language, "")
    return rejects.reasons()[reason][language].format(column=f"“{called}”")


def _table(
    connection: duckdb.DuckDBPyConnection, name: str, frame: pd.DataFrame, columns: str, texts: dict[str, str]
) -> None:
    # An all-empty column has no type of its own in a frame.
    frame = frame.astype({column: "string" for column in texts if column in frame})
    connection.register("incoming", frame)
    connection.execute(f"CREATE TABLE mart.{name} AS SELECT {columns} FROM incoming")
    connection.unregister("incoming")


@cache
def _sentences() -> dict[str, dict[str, str]]:
    return {row["rule"]: row for row in sources.finding_rows()}


def write_findings(
    connection: duckdb.DuckDBPyConnection,
    read: inbox.Inbox,
    linking: dict[str, int],
    withdrawn: list[dict],
    fallen: list[tuple[str, dict]],
    as_of: date,
) -> None:
    """Findings about files and households; their sentences stand in `sources/findings.csv`."""
    members = _members(read)
    found = [("file_not_loaded", _problem(sheet, members)) for sheet in read.sheets if sheet.problem]
    found += [("form_not_used", {"form": form, "problem": problem}) for form, problem in read.form_problems.items()]
    found += [("list_line_unknown", {"list": name, "line": line}) for name, line in sources.unknown_lines()]
    found += [(rule, {"number": number}) for rule, number in linking.items() if number]
    unusable = Counter()
    for sheet in read.sheets:
        unusable.update({(name, sheet.file): number for name, number in sheet.notes.items() if number})
    found += [(rule, {"number": number, "path": path}) for (rule, path), number in sorted(unusable.items())]
    found += [
        (rule, {**values, "path": sheet.file, **_place(sheet, members)})
        for sheet in read.sheets for rule, values in sheet.remarks
    ]  # fmt: skip
    found += [("file_withdrawn", file) for file in withdrawn]
    found += fallen
    if shapeless := _without_shape():
        found.append(("unit_without_shape", {"number": shapeless}))
    for rule, values in found:
        words = _sentences()[rule]
        vi, en = words["vi"].format(**values), words["en"].format(**values)
        connection.execute(
            "INSERT INTO mart.finding_detail VALUES (?, ?, ?, NULL, ?, NULL, 0, NULL, ?, ?)",
            [rule, words["severity"], vocabulary.PROVINCE, as_of, vi, en],
        )


def _without_shape() -> int:
    """Units that no layer of the map has a shape for."""
    shaped = {(vintage, code) for level, vintage in LAYERS for code in layers.layer(level, vintage).codes}
    return len(vocabulary.units().keys() - shaped)


def _members(read: inbox.Inbox) -> dict[tuple[str, str], int]:
    """The place of each member in its archive, from 1, by file and member."""
    found: dict[str, list[str]] = {}
    for sheet in read.sheets:
        if sheet.member and sheet.member not in found.setdefault(sheet.file, []):
            found[sheet.file].append(sheet.member)
    return {(path, name): number for path, names in found.items() for number, name in enumerate(names, start=1)}


def _member_called(sheet: inbox.SheetAccount, members: dict[tuple[str, str], int]) -> str:
    """A member of an archive by its name where all its words are known, else by its place."""
    if not sheet.member:
        return ""
    return sheet.member if quoting.is_quotable(sheet.member) else f"tệp thứ {members[sheet.file, sheet.member]}"


def _sheet_called(sheet: inbox.SheetAccount) -> str:
    """A sheet by its tab where all its words are known, else by its place."""
    return sheet.name if not sheet.name or quoting.is_quotable(sheet.name) else f"trang tính {sheet.number}"


def _place(sheet: inbox.SheetAccount, members: dict[tuple[str, str], int]) -> dict[str, str]:
    """Which part of its file a sheet is, by number: the names of tabs and members may be a person's."""
    vi, en = "", ""
    if sheet.member:
        number = members[sheet.file, sheet.member]
        vi, en = f", tệp thứ {number} trong tệp nén", f", file {number} of the archive"
    if sheet.name:
        called = quoting.sheet_called(sheet.name, sheet.number)
        vi, en = f"{vi}, trang tính {called}", f"{en}, sheet {called}"
    return {"place_vi": vi, "place_en": en}


def _remarks(sheet: inbox.SheetAccount, members: dict[tuple[str, str], int], language: str) -> str | None:
    """What is to be told of a sheet that is read, as its findings say it."""
    place = {"path": sheet.file, **_place(sheet, members)}
    return " ".join(_sentences()[rule][language].format(**values, **place) for rule, values in sheet.remarks) or None


def _problem(sheet: inbox.SheetAccount, members: dict[tuple[str, str], int]) -> dict[str, str]:
    reason = rejects.reasons()[sheet.problem.reason]
    return {
        "path": sheet.file,
        **_place(sheet, members),
        "problem_vi": f"{rejects.sentence(sheet.problem)} {reason['hint_vi']}",
        "problem_en": reason["en"].format(column=""),
    }


def withdrawn(files: list[extract.InboxFile], published: dict | None, warehouse: Path) -> list[dict]:
    """Files of the published snapshot that left the inbox: path, kind, rows that counted, and that snapshot.

    A file that was only renamed is still there.
    """
    if not published or not (warehouse / published["path"]).exists():
        return []
    try:
        with duckdb.connect(str(warehouse / published["path"]), read_only=True) as earlier:
            known = earlier.execute(
                "SELECT path, sha256, kind, loaded + corrected FROM mart.file_ledger ORDER BY path"
            ).fetchall()
    except duckdb.Error:  # a damaged earlier snapshot is no reason against a new one
        return []
    paths, contents = {file.path for file in files}, {file.sha256 for file in files if file.sha256}
    return [
        {"path": path, "kind": kind, "rows": rows, "last_snapshot": published["snapshot"]}
        for path, sha256, kind, rows in known
        if path not in paths and sha256 not in contents
    ]


def write_withdrawn(connection: duckdb.DuckDBPyConnection, withdrawn: list[dict]) -> None:
    """The ledger of withdrawn files stands apart: `file_ledger` is of the inbox alone, this one also of the snapshot before."""
    connection.execute(
        "CREATE TABLE mart.withdrawn_file (path VARCHAR, kind VARCHAR, rows BIGINT, last_snapshot VARCHAR)"
    )
    for file in withdrawn:
        connection.execute("INSERT INTO mart.withdrawn_file VALUES (?, ?, ?, ?)", list(file.values()))
