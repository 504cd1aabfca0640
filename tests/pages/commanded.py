"""The commands of the ETL in the process of the tests, where what they do matters and not the process that does it."""

import io
import subprocess
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout

from etl.__main__ import main

TimeoutExpired = subprocess.TimeoutExpired


def run(command: list[str], **_: object) -> subprocess.CompletedProcess:
    """Like `subprocess.run` of `python -m etl …`, with what it said as text."""
    with redirect_stdout(io.StringIO()) as out, redirect_stderr(io.StringIO()) as err:
        code = main([str(part) for part in command[3:]])
    return subprocess.CompletedProcess(command, code, out.getvalue(), err.getvalue())


def spoken(command: list[str]) -> Iterator[str]:
    """Like `commands._run`: what a command said line by line, and its exit code."""
    done = run(command)
    yield from (done.stdout + done.stderr).splitlines(keepends=True)
    yield str(done.returncode)
