"""What a server without a network installs is what was tried here: the lock names every requirement, and a hash of every file."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
PINNED = re.compile(r"^([a-z0-9._-]+)==([\w.+-]+)", re.MULTILINE)


def pinned(path: Path) -> dict[str, str]:
    return {name.replace("_", "-"): version for name, version in PINNED.findall(path.read_text(encoding="utf-8"))}


def test_the_lock_holds_every_requirement_in_its_version():
    asked, locked = pinned(ROOT / "requirements.txt"), pinned(ROOT / "docs" / "server" / "requirements.lock")
    assert len(asked) > 20 and asked.items() <= locked.items(), "make lock"


def test_every_locked_package_has_a_hash():
    entries = re.split(r"\n(?=[a-z])", (ROOT / "docs" / "server" / "requirements.lock").read_text(encoding="utf-8"))
    entries = [entry for entry in entries if PINNED.match(entry)]
    assert len(entries) > 50 and all("--hash=sha256:" in entry for entry in entries)
