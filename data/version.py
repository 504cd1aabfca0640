"""Which code this is: snapshots say by which they were built."""

import subprocess
from functools import cache
from pathlib import Path

UNKNOWN = "unknown"
_DIRTY = "-dirty"


@cache
def code_version() -> str:
    """The commit of this code, marked where files differ from it; `UNKNOWN` where it cannot be told."""
    try:
        asked = subprocess.run(
            ["git", "describe", "--always", f"--dirty={_DIRTY}"],
            capture_output=True,
            text=True,
            cwd=Path(__file__).parent,
            timeout=10,
            check=True,
        )
        return asked.stdout.strip()
    except (OSError, subprocess.SubprocessError):
        return UNKNOWN


def is_of_another_commit(version: str) -> bool:
    """Whether a version is of another commit than this code, or may be. Files that differ make no other commit."""
    return version == UNKNOWN or version.removesuffix(_DIRTY) != code_version().removesuffix(_DIRTY)
