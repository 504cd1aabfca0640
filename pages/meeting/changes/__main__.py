"""`python -m pages.meeting.changes`, as `python -m etl changes` calls it: what changed, as plain text on the terminal."""

import argparse
import sys
from pathlib import Path

from data import changes, command_line, snapshots
from pages.kit.texts import LANGUAGES, spoken, text
from pages.meeting.changes import letter, view


def main(arguments: list[str] | None = None) -> int:
    """0 written, 1 nothing to compare (it is said why), 2 wrong usage."""
    with spoken("vi"):
        wanted = _parser().parse_args(arguments)
    with spoken(wanted.language):
        return _run(wanted)


def _parser() -> command_line.Parser:
    parser = command_line.Parser(prog="python -m etl changes", description=text("changes.command.help"))
    parser.add_argument("--since", default=changes.PREVIOUS, help=text("changes.command.since"))
    parser.add_argument("--warehouse", type=Path, default=snapshots.WAREHOUSE, help=text("document.command.warehouse"))
    parser.add_argument("--language", choices=LANGUAGES, default="vi", help=text("document.command.language"))
    return parser


def _run(wanted: argparse.Namespace) -> int:
    try:
        now = snapshots.current(wanted.warehouse.absolute())
    except snapshots.Damaged:
        return _refused(text("app.damaged"))
    if now is None:
        return _refused(text("changes.nothing_published"))
    before = changes.since(now, wanted.since)
    if before is None:
        known = [f"{one.id} ({one.as_of:%Y-%m-%d})" for one in changes.earlier(now)]
        return _refused("\n".join([view.nothing(now, wanted.since), *known]))
    try:
        print(letter.written(before, now, snapshots.EVERYTHING))
    except snapshots.NotInSnapshot:
        return _refused(text("changes.older"))
    except snapshots.Damaged:
        return _refused(text("changes.damaged"))
    return 0


def _refused(words: str) -> int:
    print(words, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
