"""Faults of our own code, told from what is wrong with a file: they stop a build, and are told by their place alone."""

import traceback
from pathlib import Path

FOLDER = Path(__file__).parent
# What bytes of others do not bring about in code that is right: it asks for what is not there, or mistakes one thing for another.
OURS = (AttributeError, ImportError, NameError, TypeError, ZeroDivisionError)


class Fault(Exception):
    """Our code failed. The text says which error it was and where; the error's own text may quote cells and is left out."""


def of(problem: BaseException) -> Fault:
    """The fault of an error, with the lines of ours that it passed, the outermost first."""
    steps = [step for step in traceback.extract_tb(problem.__traceback__) if _is_ours(step)]
    passed = " > ".join(f"{Path(step.filename).relative_to(FOLDER)}:{step.lineno}" for step in steps)
    return Fault(f"{type(problem).__name__}, {passed or 'ngoài mã nguồn nạp số liệu'}")


def is_of_reading(problem: BaseException) -> bool:
    """Whether reading foreign bytes failed: in a library, or in code of ours by an error that such bytes may bring about."""
    last = traceback.extract_tb(problem.__traceback__)[-1]
    return not (isinstance(problem, OURS) and _is_ours(last))


def _is_ours(step: traceback.FrameSummary) -> bool:
    return Path(step.filename).is_relative_to(FOLDER)
