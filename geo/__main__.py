"""python -m geo: build, publish, import, reset.

Exit 0 done, 1 an unexpected error, 2 wrong usage or a refused file (nothing is written then).
"""

import argparse
import sys
import traceback
from pathlib import Path

from geo import messages, official
from geo.build import build
from geo.matching import Fields
from geo.publish import publish
from geo.reference import HERE, Folders, units


class Parser(argparse.ArgumentParser):
    """argparse speaks English; our usage text is the whole help."""

    def error(self, message):
        raise messages.Refused(message)

    def format_help(self):
        return messages.USAGE


def parse(argv: list[str]) -> argparse.Namespace:
    parser = Parser(prog="python -m geo")
    commands = parser.add_subparsers(dest="command", required=True)
    for command in ("build", "publish", "reset"):
        commands.add_parser(command)
    taking = commands.add_parser("import")
    taking.add_argument("file", type=Path)
    taking.add_argument("--vintage", choices=("2021", "2025"), required=True)
    taking.add_argument("--level", choices=("commune", "district"), default="commune")
    for option in ("code-field", "name-field", "type-field", "district-field", "crs", "encoding", "layer"):
        taking.add_argument(f"--{option}")
    return parser.parse_args(argv)


def run_build(_arguments, folders: Folders) -> None:
    names = build(folders.built)
    print(messages.BUILT.format(count=len(names), folder=folders.built.name, names=", ".join(names)))


def run_publish(_arguments, folders: Folders) -> None:
    print(messages.PUBLISHED.format(count=len(publish(folders)), folder=folders.static.name))


def run_import(arguments, folders: Folders) -> None:
    fields = Fields(arguments.code_field, arguments.name_field, arguments.type_field, arguments.district_field)
    source = (arguments.file, arguments.vintage, arguments.level, fields)
    notes = official.take(*source, arguments.crs, arguments.encoding, arguments.layer, folders)
    count = len(units(arguments.level, arguments.vintage))
    print("\n".join([*notes, messages.IMPORTED.format(file=arguments.file.name, count=count)]))
    run_publish(arguments, folders)


def run_reset(arguments, folders: Folders) -> None:
    print(messages.RESET if official.reset(folders) else messages.NOTHING_TO_RESET)
    run_publish(arguments, folders)


RUN = {"build": run_build, "publish": run_publish, "import": run_import, "reset": run_reset}


def main(argv: list[str], folders: Folders = Folders()) -> int:  # noqa: B008 (immutable)
    try:
        arguments = parse(argv)
    except messages.Refused:
        wrong = messages.WRONG_USAGE.format(what=" ".join(argv)) if argv else ""
        print(wrong + messages.USAGE, file=sys.stderr)
        return 2
    try:
        RUN[arguments.command](arguments, folders)
    except messages.Refused as refusal:
        print(messages.REFUSED.format(reason=refusal), file=sys.stderr)
        return 2
    except Exception as error:  # an office worker can do nothing with a traceback
        place = _place(error)
        print(messages.UNEXPECTED.format(kind=type(error).__name__, error=error, place=place), file=sys.stderr)
        return 1
    return 0


def _place(error: Exception) -> str:
    """The last line of ours that an error passed: who is sent the sentence has to find it."""
    steps = traceback.extract_tb(error.__traceback__)
    last = next(step for step in reversed(steps) if Path(step.filename).parent == HERE)
    return f"{Path(last.filename).name}:{last.lineno}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
