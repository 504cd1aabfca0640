"""`python -m pages.documents --out DIR`: the pack of the meeting into a folder, also on a schedule."""

import argparse
import logging
import sys
import time
from datetime import date
from pathlib import Path

from data import snapshots
from pages.documents import schedule
from pages.documents.values import Filters
from pages.documents.words import word
from pages.kit.texts import LANGUAGES, spoken


def main(arguments: list[str] | None = None) -> int:
    """0 written, 1 not written (and why is told in a file too), 2 wrong usage."""
    logging.getLogger("streamlit").setLevel(logging.ERROR)  # it misses a browser, which documents do without
    with spoken("vi"):
        wanted = _parser().parse_args(arguments)
        return _run(wanted)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m pages.documents", description=word("command.help"))
    parser.add_argument("--out", type=Path, required=True, help=word("command.out"))
    parser.add_argument("--indicator", default="both", help=word("command.indicator"))
    parser.add_argument("--day", type=date.fromisoformat, help=word("command.day"))
    parser.add_argument("--language", choices=LANGUAGES, default="vi", help=word("command.language"))
    parser.add_argument("--snapshot", help=word("command.snapshot"))
    parser.add_argument("--warehouse", type=Path, default=snapshots.WAREHOUSE, help=word("command.warehouse"))
    return parser


def _run(wanted: argparse.Namespace) -> int:
    started = time.monotonic()
    filters = Filters(wanted.indicator, wanted.day, wanted.language)
    try:
        written = schedule.carry_out(wanted.out.absolute(), filters, wanted.snapshot, _progress, wanted.warehouse)
    except schedule.CannotMake as problem:
        print(problem.told(wanted.out.absolute()), file=sys.stderr)
        return 1
    seconds = f"{time.monotonic() - started:.1f}".replace(".", ",")
    print(word("command.done", count=len(written), folder=wanted.out.absolute(), seconds=seconds))
    return 0


def _progress(part: float, doing: str) -> None:
    print(f"{part * 100:3.0f}%  {doing}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
