"""The commands of the ETL: `python -m etl --help`. Everything said here is without personal data."""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

import duckdb

from data import disk, vocabulary
from etl import (
    arguments,
    arrivals,
    backup,
    brakes,
    build,
    check,
    engines,
    faults,
    forms,
    health,
    households,
    privacy,
    publish,
    replicate,
    teaching,
)

_NO_INBOX = "Không có thư mục nạp {inbox}. Tạo thư mục, thả tệp vào rồi chạy lại."


def main(words: list[str] | None = None) -> int:
    """0 done, 1 not done (it is said why), 2 wrong usage."""
    parser = arguments.parser()
    chosen = parser.parse_args(words)
    if problem := arguments.misplaced(chosen):
        parser.error(problem)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal that cannot show a letter is no reason to stop
    if problem := arguments.no_folder(chosen):
        print(problem, file=sys.stderr)
        return _not_done(chosen)
    try:
        return _COMMANDS[chosen.command](chosen)
    except KeyboardInterrupt:
        print("Đã dừng theo yêu cầu. Bản số liệu trước được giữ nguyên.", file=sys.stderr)
        return _not_done(chosen)
    except Exception as problem:
        return _failed(chosen, problem)


def _failed(chosen: argparse.Namespace, problem: Exception) -> int:
    """One sentence for an error that nobody foresaw. Its own text may quote cells, so only where it arose is told."""
    if isinstance(problem, brakes.ClockBehind):
        text = str(problem).removesuffix(".")
    elif isinstance(problem, MemoryError | duckdb.OutOfMemoryException):
        text = "Không đủ bộ nhớ"
    elif isinstance(problem, FileNotFoundError | NotADirectoryError | IsADirectoryError):
        text = "Không có tệp hoặc thư mục ở đường dẫn đã nêu; kiểm tra đường dẫn rồi chạy lại"
    elif isinstance(problem, OSError | duckdb.IOException) or disk.fault(problem) != disk.OTHER:
        text = f"Không đọc hoặc ghi được: {health.DISK[disk.fault(problem)]}"
    else:
        text = f"Lỗi ngoài dự kiến ({problem if isinstance(problem, faults.Fault) else faults.of(problem)})"
    print(f"{text}. Bản số liệu trước được giữ nguyên.", file=sys.stderr)
    return _not_done(chosen)


def _not_done(chosen: argparse.Namespace) -> int:
    return _nothing(chosen) if chosen.command == "build" else 1


def _say(text: str) -> None:
    print(text, flush=True)


def _account(row: dict) -> str:
    """The row account of a file in a line."""
    return (
        f"{row['path']}: {row['kind'] or 'không rõ loại'}, đọc {row['read']}, nạp {row['loaded']}, trùng {row['duplicate']}, "
        f"sửa {row['corrected']}, từ chối {row['rejected']}"
    )


def _demo(chosen: argparse.Namespace) -> int:
    from etl.demo import NothingYet, write_inbox

    try:
        write_inbox(
            chosen.out, seed=chosen.seed, scale=chosen.scale, as_of=chosen.as_of, ending=chosen.ending, progress=_say
        )
    except NothingYet as why:
        print(why, file=sys.stderr)
        return 1
    return 0


def _build(chosen: argparse.Namespace) -> int:
    if not chosen.inbox.is_dir():
        print(_NO_INBOX.format(inbox=chosen.inbox), file=sys.stderr)
        return _nothing(chosen)
    arrivals.tidy(chosen.warehouse)
    if _adds_nothing(chosen):
        return _nothing(chosen)
    try:
        outcome = build.build(
            chosen.inbox, chosen.warehouse, chosen.as_of, _say, chosen.forms, chosen.add, chosen.engine
        )
    except engines.Unusable as why:
        print(f"{why} Không công bố gì; bản số liệu trước được giữ nguyên.", file=sys.stderr)
        return _nothing(chosen)
    except publish.Locked as holder:
        print(f"Một lần nạp khác đang chạy ({holder}). Chờ lần đó xong rồi chạy lại.", file=sys.stderr)
        return _nothing(chosen)
    _write_report(chosen.report, outcome)
    for row in outcome.files:
        _say(_account(row))
    if not outcome.published:
        print("Không có dòng nào nạp được; không công bố. Bản số liệu trước được giữ nguyên.", file=sys.stderr)
        if any(row["rejected"] for row in outcome.files):
            _say(f"Dòng bị từ chối kèm lý do: {chosen.warehouse}/rejects/{publish.UNPUBLISHED}/")
        return 1
    _say(
        f"Đã công bố bản {outcome.snapshot}, số liệu đến {outcome.as_of:%d/%m/%Y}, {len(outcome.findings)} điểm cần xác minh."
    )
    for finding in outcome.findings:
        if finding["rule"] in brakes.RULES:
            print(f"CẢNH BÁO: {finding['detail_vi']}", file=sys.stderr)
    if any(row["rejected"] for row in outcome.files):
        _say(f"Dòng bị từ chối kèm lý do: {chosen.warehouse}/rejects/{outcome.snapshot}/")
    return 0


def _adds_nothing(chosen: argparse.Namespace) -> bool:
    """Whether files to add were named and there are none, which is said: without them the outcome would be another."""
    if not chosen.add or any(path.is_file() for path in chosen.add.rglob("*")):
        return False
    print(f"Không có tệp nào trong {chosen.add}. Chọn lại tệp rồi chạy lại.", file=sys.stderr)
    return True


def _nothing(chosen: argparse.Namespace) -> int:
    _write_report(chosen.report, build.Outcome(False, "", None, [], []))
    return 1


def _write_report(path: Path | None, outcome: build.Outcome) -> None:
    if path is None:
        return
    report = {
        "published": outcome.published,
        "snapshot": outcome.snapshot,
        "files": outcome.files,
        "findings": outcome.findings,
        "added": outcome.added,
    }
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        publish.write_whole(path, json.dumps(report, ensure_ascii=False, indent=1, default=str))
    except OSError as problem:  # what was published stays published
        with suppress(OSError):
            path.unlink(missing_ok=True)  # no report is better than one of another build
        print(f"Không ghi được báo cáo {path}: {health.DISK[disk.fault(problem)]}.", file=sys.stderr)


def _check(chosen: argparse.Namespace) -> int:
    if not chosen.add and not chosen.inbox.is_dir():
        print(_NO_INBOX.format(inbox=chosen.inbox), file=sys.stderr)
        return 1
    if _adds_nothing(chosen):
        return 1
    effect = check.check(chosen.inbox, chosen.add, chosen.warehouse, chosen.as_of, _say, chosen.forms, chosen.rejects)
    if chosen.report:
        chosen.report.parent.mkdir(parents=True, exist_ok=True)
        report = {"published": False, **asdict(effect)}
        publish.write_whole(chosen.report, json.dumps(report, ensure_ascii=False, indent=1, default=str))
    for row in effect.files:
        _say(_account(row))
    for row in effect.districts:
        before, after = (
            "chưa có" if row[of] is None else f"{row[of]:.1%}".replace(".", ",")
            for of in ("attainment_before", "attainment_after")
        )
        change = row["achieved_change"] if row["achieved_change"] is not None else row["achieved_after"]
        deadline = f" tại hạn {row['judged_on']:%d/%m/%Y}" if row["judged_on"] < row["day_after"] else ""
        _say(
            f"{row['type']} {row['name']}: {row['achieved_after']} hộ ({change:+d}), đạt {before} → {after} chỉ tiêu{deadline}"
        )
    _say("Chỉ là thử: chưa công bố gì. Để công bố: python -m etl build")
    return 0


def _undo(chosen: argparse.Namespace) -> int:
    told = "Đã trở lại bản {}. Lần nạp sau vẫn đọc mọi tệp trong thư mục nạp: hãy lấy tệp sai ra trước."
    return _step(chosen, publish.before, "trước", told)


def _redo(chosen: argparse.Namespace) -> int:
    return _step(chosen, publish.after, "sau", "Đã lấy lại bản {}.")


def _step(chosen: argparse.Namespace, neighbour: Callable[[Path], dict | None], where: str, told: str) -> int:
    """Publish a neighbour of the published snapshot and tell which, or why it cannot be."""
    if not chosen.warehouse.is_dir():
        print(f"Không có thư mục số liệu {chosen.warehouse}. Kiểm tra đường dẫn rồi chạy lại.", file=sys.stderr)
        return 1
    try:
        with publish.lock(chosen.warehouse):
            arrivals.settle(chosen.warehouse)
            found = neighbour(chosen.warehouse)
            if found is None:
                print(f"Không có bản số liệu nào đọc được {where} bản đang công bố.", file=sys.stderr)
            elif chosen.to not in (None, found["snapshot"]):
                print(f"Bản liền {where} nay là {found['snapshot']}. Xem lại rồi chọn lại.", file=sys.stderr)
            else:
                publish.point_to(chosen.warehouse, **found)
                _say(told.format(found["snapshot"]))
                return 0
    except publish.Locked as holder:
        print(f"Một lần nạp đang chạy ({holder}). Chờ lần đó xong rồi chạy lại.", file=sys.stderr)
    return 1


def _tidy(chosen: argparse.Namespace) -> int:
    arrivals.tidy(chosen.warehouse)
    return 0


def _fresh(chosen: argparse.Namespace) -> int:
    arrivals.tidy(chosen.warehouse)
    return 0 if build.is_fresh(chosen.inbox, chosen.warehouse, chosen.forms) else 1


def _forms(chosen: argparse.Namespace) -> int:
    """Each taught form with the files of the published snapshot that it reads; 1 where a form cannot be used or fits no longer."""
    known, problems = forms.load(chosen.forms)
    if not known and not problems:
        _say(f"Chưa có mẫu nào trong {chosen.forms}. Dạy mẫu trên trang Nạp số liệu.")
        return 0
    read, changed = _files_by_form(chosen.warehouse)
    for form in known:
        _say(
            f"{form.key} ({form.name}): {len(form.header)} cột, đọc {len(read.get(form.key, ()))} tệp trong bản đang công bố"
        )
        for path in read.get(form.key, ()):
            _say(f"    {path}")
        for path, words in changed.get(form.key, ()):
            _say(f"    KHÔNG CÒN KHỚP {path}: {words}")
    for key, problem in problems.items():
        _say(f"{key}: KHÔNG DÙNG ĐƯỢC. {problem}")
    return 1 if problems or changed else 0


def _look(chosen: argparse.Namespace) -> int:
    """Sheets of files that are not understood, or one of them as it is, into a report that only its owner can read."""
    if chosen.sheet is None:
        known = forms.load(chosen.forms)[0]
        found = [
            {"file": str(file), **sheet} for file in chosen.file for sheet in teaching.sheets_to_teach(file, known)
        ]
        _tell(chosen.report, found)
    else:
        (file,) = chosen.file
        _tell(chosen.report, teaching.shown(file, chosen.sheet, tuple(chosen.rows) if chosen.rows else None))
    return 0


def _try(chosen: argparse.Namespace) -> int:
    try:
        draft = teaching.draft_of(chosen.draft)
    except ValueError as problem:
        print(problem, file=sys.stderr)
        return 1
    secret = households.household_key(chosen.warehouse)
    _tell(chosen.report, teaching.tried(chosen.file, chosen.sheet, draft, secret, vocabulary.now().date()))
    return 0


def _learn(chosen: argparse.Namespace) -> int:
    try:
        key = teaching.remembered(teaching.draft_of(chosen.draft), chosen.forms)
    except ValueError as problem:
        print(problem, file=sys.stderr)
        return 1
    if chosen.report:
        _tell(chosen.report, key)
    _say(f"Đã nhớ mẫu “{key}”.")
    return 0


def _tell(report: Path, told: object) -> None:
    with open(os.open(report, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        json.dump(told, file, ensure_ascii=False, default=str)


def _files_by_form(warehouse: Path) -> tuple[dict[str, list[str]], dict[str, list[tuple[str, str]]]]:
    """The files that each form reads in the published snapshot, and those whose header is no longer its own, with what changed."""
    pointer = publish.current(warehouse)
    if pointer is None:
        return {}, {}
    with duckdb.connect(str(warehouse / pointer["path"]), read_only=True) as snapshot:
        rows = snapshot.execute(
            "SELECT DISTINCT form, changed_form, path, problem_vi FROM mart.sheet_ledger WHERE form <> '' OR changed_form <> '' ORDER BY path"
        ).fetchall()
    read: dict[str, list[str]] = {}
    changed: dict[str, list[tuple[str, str]]] = {}
    for form, like, path, problem in rows:
        if form and path not in read.setdefault(form, []):
            read[form].append(path)
        if like:
            changed.setdefault(like, []).append((path, problem))
    return read, changed


def _status(chosen: argparse.Namespace) -> int:
    """The published snapshot, and what is wrong with the warehouse; 1 where nothing can be read or anything is wrong."""
    published = health.published(chosen.warehouse)
    for line in published.lines:
        _say(line)
    if stay := health.kept_for_good(chosen.warehouse):
        _say(f"Bản giữ lâu dài vì cuộc họp, kết luận hoặc tài liệu đang dẫn tới: {stay}")
    troubles = [*published.troubles, *health.troubles(chosen.warehouse)]
    for line in troubles:
        _say(f"CẦN XỬ LÝ: {line}")
    return 1 if troubles or not published.lines else 0


def _changes(chosen: argparse.Namespace) -> int:
    """What is said of snapshots is said by the pages, which the ETL does not know: they are asked as a command of their own."""
    options = ["--since", chosen.since, "--warehouse", str(chosen.warehouse), "--language", chosen.language]
    return subprocess.run([sys.executable, "-m", "pages.meeting.changes", *options]).returncode


_COMMANDS = {
    "demo": _demo, "build": _build, "status": _status, "changes": _changes, "fresh": _fresh, "check": _check, "undo": _undo, "redo": _redo,
    "tidy": _tidy, "forms": _forms, "forget": privacy.forget, "rotate-key": privacy.rotate, "look": _look, "try": _try, "learn": _learn,
    "backup": backup.back_up, "restore": backup.put_back, "replicate": replicate.run,
}  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
