"""Files in processes of their own: whatever one does to its reader, the others are read, in the same order."""

import os
import re
import signal

import pytest

from data import vocabulary
from etl import apart, delimited, extract, households, inbox, quoting
from tests.etl import small
from tests.etl.reading import Read
from tests.etl.small import shop


def told(items: list, work) -> list[tuple[list, str]]:
    return [(answer.told, answer.failure) for answer in apart.answers(items, work, lambda number: None)]


def test_answers_come_in_the_order_of_the_items():
    started = []
    answers = apart.answers(list(range(9)), lambda item: iter([item, item * 10]), started.append)
    assert [answer.told for answer in answers] == [[item, item * 10] for item in range(9)]
    assert started == list(range(9))


def test_nothing_to_do():
    assert told([], iter) == []


ENDS = {
    "aborted": (lambda: os.abort(), "file_stops_reader"),
    "killed": (lambda: os.kill(os.getpid(), signal.SIGKILL), "file_needs_memory"),
    "memory": (lambda: bytearray(10**13), "file_needs_memory"),
    "exit": (lambda: os._exit(0), "file_stops_reader"),
}


@pytest.mark.parametrize("end", ENDS)
def test_an_item_that_ends_its_process_ends_no_other(end):
    fall, reason = ENDS[end]

    def work(item):
        yield item
        if item == 3:
            fall()
        yield "done"

    expected = [([item, "done"], "") for item in range(8)]
    expected[3] = ([3], reason)
    assert told(list(range(8)), work) == expected


def test_a_fault_of_ours_is_told_by_its_place_and_ends_no_other_item():
    def work(item):
        yield item
        if item == 3:
            quoting.without_persons({"Nguyễn Văn A": item})  # what no caller of ours hands over
        yield "done"

    answers = list(apart.answers(list(range(8)), work, lambda number: None))
    assert [answer.told for answer in answers] == [[item, "done"] if item != 3 else [3] for item in range(8)]
    assert not any(answer.failure for answer in answers) and [bool(answer.fault) for answer in answers].count(True) == 1
    words = str(answers[3].fault)
    assert re.fullmatch(r"\w+Error, apart\.py:\d+ > quoting\.py:\d+( > \w+\.py:\d+)*", words), words


def test_memory_beyond_the_limit_is_refused(monkeypatch):
    monkeypatch.setitem(vocabulary.settings()["limits"], "file_memory_megabytes", 50)
    assert told([10, 200], lambda item: iter([len(bytearray(item * apart.MEGABYTE))])) == [
        ([10 * apart.MEGABYTE], ""),
        ([], "file_needs_memory"),
    ]


def test_an_item_that_never_ends(monkeypatch):
    monkeypatch.setitem(vocabulary.settings()["limits"], "file_seconds", 0.2)

    def work(item):
        yield item
        while item == 1:
            signal.pause()

    assert told([0, 1], work)[1] == ([1], "file_too_slow")


def test_what_an_earlier_item_left_behind_is_not_held_against_a_later_one(monkeypatch):
    """The fifth would fail only in a process that has read another: it is tried once more in a new one."""
    monkeypatch.setattr(apart, "_at_a_time", lambda: 1)
    read = []

    def work(item):
        read.append(item)
        if item == 5 and len(read) > 1:
            os.abort()
        yield item

    assert told(list(range(7)), work) == [([item], "") for item in range(7)]


def test_a_process_leaves_nothing_behind():
    def work(item):
        yield os.getpid()
        raise KeyboardInterrupt

    answers = apart.answers([1, 2, 3], work, lambda number: None)
    (process,) = next(answers).told
    answers.close()
    with pytest.raises(ChildProcessError):  # it has been waited for: no zombie of it is left
        os.waitpid(process, os.WNOHANG)


def test_no_core_file_and_nothing_on_the_terminal(capfd):
    import resource

    def work(item):
        os.write(2, b"Nguyen Van A")
        yield resource.getrlimit(resource.RLIMIT_CORE)

    assert told([1], work) == [([(0, 0)], "")]
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(
    ("fall", "reason"), [(os.abort, "file_stops_reader"), (lambda: bytearray(10**13), "file_needs_memory")]
)
def test_a_file_that_ends_its_reader_is_told_and_the_rest_publishes(fall, reason, tmp_path, monkeypatch, capsys):
    original = delimited.sheets

    def sheets(data, member):
        if b"BAD" in data:
            fall()
        return original(data, member)

    monkeypatch.setattr(delimited, "sheets", sheets)
    for name, number in (("a", "S1"), ("b", "BAD"), ("c", "S2")):
        small.write_csv(tmp_path / "inbox" / f"{name}.csv", [shop(number)])
    built = small.build(tmp_path, capsys)
    assert built.code == 0
    assert [built.counts(f"{name}.csv")[1] for name in "abc"] == [1, 0, 1]
    assert built.ask("SELECT problem FROM mart.file_ledger WHERE path = 'b.csv'") == [(reason,)]
    assert built.ask("SELECT length(sha256) FROM mart.file_ledger") == [(64,)] * 3
    (told,) = (finding["detail_vi"] for finding in built.report["findings"] if finding["rule"] == "file_not_loaded")
    assert told.startswith("Tệp “b.csv”: ")


@pytest.mark.parametrize("moment", ["a.csv", "c.csv"])
def test_a_file_that_grows_while_the_inbox_is_read(moment, tmp_path, monkeypatch):
    """Before it is read, and after it was read while others are still to come."""
    monkeypatch.setattr(apart, "_at_a_time", lambda: 1)
    small.write_csv(tmp_path / "a.csv", [shop("S1")])
    small.write_csv(tmp_path / "b.csv", [shop("S2")])
    small.write_csv(tmp_path / "c.csv", [shop("S3")])
    files = extract.inbox_files(tmp_path)
    with open(tmp_path / "b.csv", "a") as file:
        file.write("x")
    sha256, content = extract.content(files[1])
    assert content.reason == "file_growing" and len(sha256) == 64

    def grow(text: str) -> None:
        if text.endswith(moment):
            with open(tmp_path / "b.csv", "a") as file:
                file.write("S3,voso,H3,06505,2021-08-01\n")

    days = inbox.Days(inbox.date(2022, 1, 1), inbox.date(2022, 1, 1))
    found = inbox.read(tmp_path, days, households.in_bulk(b"key"), grow)
    assert [(sheet.file, sheet.problem and sheet.problem.reason) for sheet in found.sheets] == [
        ("a.csv", None),
        ("b.csv", "file_growing"),
        ("c.csv", None),
    ]
    assert len(found.rows["shops"]) == 2


def test_the_hash_is_of_the_bytes_read(tmp_path):
    import hashlib

    path = small.write_csv(tmp_path / "a.csv", [shop("S1")])
    (file,) = Read(tmp_path).inbox.files
    assert file.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert file.sha256 == extract.hashed_files(tmp_path)[0].sha256
