"""`python -m pages.documents --out DIR`: the pack of the meeting into a folder, also on a schedule."""

import argparse
import logging
import sys
import time
from pathlib import Path

from data import command_line, snapshots
from pages.documents import schedule
from pages.documents.values import Filters
from pages.kit.texts import LANGUAGES, spoken, text


def main(arguments: list[str] | None = None) -> int:
    """0 written, 1 not written (and a file says why), 2 wrong usage."""
    logging.getLogger("streamlit").setLevel(logging.ERROR)  # it misses a browser, which documents do without
    with spoken("vi"):
        wanted = _parser().parse_args(arguments)
        return _run(wanted)


def _parser() -> command_line.Parser:
    parser = command_line.Parser(prog="python -m pages.documents", description=text("document.command.help"))
    parser.add_argument("--out", type=Path, required=True, help=text("document.command.out"))
    parser.add_argument("--indicator", default="both", help=text("document.command.indicator"))
    parser.add_argument("--day", type=command_line.day, help=text("document.command.day"))
    parser.add_argument("--language", choices=LANGUAGES, default="vi", help=text("document.command.language"))
    parser.add_argument("--snapshot", help=text("document.command.snapshot"))
    parser.add_argument("--warehouse", type=Path, default=snapshots.WAREHOUSE, help=text("document.command.warehouse"))
    return parser


def _run(wanted: argparse.Namespace) -> int:
    started = time.monotonic()
    filters = Filters(wanted.indicator, wanted.day, wanted.language)
    try:
        written = schedule.carry_out(wanted.out.absolute(), filters, wanted.snapshot, _progress, wanted.warehouse)
    except schedule.CannotMake as problem:
        print(problem.message(wanted.out.absolute()), file=sys.stderr)
        return 1
    seconds = f"{time.monotonic() - started:.1f}".replace(".", ",")
    print(text("document.command.done", count=len(written), folder=wanted.out.absolute(), seconds=seconds))
    return 0


def _progress(part: float, doing: str) -> None:
    print(f"{part * 100:3.0f}%  {doing}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
