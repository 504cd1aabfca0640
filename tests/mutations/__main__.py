"""Try every mutation against the tests that should catch it, and name those that nothing caught."""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Queue

from tests.mutations.mutations import ROOT, Mutation, listed

PASSED = 0  # what pytest exits with where every test passed: the mutation survived
FAILED = 1
CACHE = ".tried"
SIDE_BY_SIDE = 2
BUILDING = "tests/data/test_snapshots.py"  # its snapshot is the one that most tests share: built as things are, before any change


def main(arguments: list[str] | None = None) -> int:
    """0 where every mutation was caught, 1 where one survived or could not be tried."""
    asked = argparse.ArgumentParser(prog="python -m tests.mutations", description=__doc__)
    asked.add_argument("only", nargs="*", help="mutations whose name holds one of these words; all by default")
    chosen = asked.parse_args(arguments).only
    mutations = [one for one in listed() if not chosen or any(word in one.name for word in chosen)]
    with tempfile.TemporaryDirectory(prefix="mutations-") as folder:
        copies = [_copied(Path(folder) / str(number)) for number in range(SIDE_BY_SIDE)]
        made = Path(folder) / "made"
        _tested(copies[0], [BUILDING], made / "shared")
        left = tried(mutations, copies, made)
    print(f"{len(mutations)} mutations, {len(mutations) - len(left)} caught, {len(left)} left")
    for mutation, why in left:
        print(f"  {why}: {mutation.name} ({mutation.file})")
    return 1 if left else 0


def tried(mutations: list[Mutation], copies: list[Path], made: Path) -> list[tuple[Mutation, str]]:
    """Those that no test caught, each with why. Each copy of the project is mutated by one at a time."""
    free: Queue[Path] = Queue()
    for copy in copies:
        free.put(copy)
    with ThreadPoolExecutor(len(copies)) as pool:
        results = list(pool.map(lambda mutation: _told(mutation, free, made), mutations))
    return [(mutation, why) for mutation, why in zip(mutations, results, strict=True) if why]


def _copied(place: Path) -> Path:
    """The project's own files as a commit of their own, and what is set up beside them."""
    named = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, named.split("\0")):
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, place / name)
    shutil.copytree(ROOT / "static", place / "static")
    name = ("-c", "user.name=mutations", "-c", "user.email=mutations@localhost")
    for command in (("init", "-q"), ("add", "-A"), (*name, "commit", "-q", "-m", "As it is")):
        subprocess.run(["git", *command], cwd=place, check=True, capture_output=True)
    return place


def _told(mutation: Mutation, free: Queue[Path], made: Path) -> str:
    copy = free.get()
    try:
        why = _survived(mutation, copy, made)
    finally:
        free.put(copy)
    print(f"{'LEFT  ' if why else 'caught'} {mutation.name}", flush=True)
    return why


def _survived(mutation: Mutation, copy: Path, made: Path) -> str:
    """Why a mutation is left; nothing where a test failed of it that passes without it."""
    path, shared = copy / mutation.file, made / "shared"
    before = path.read_text(encoding="utf-8")
    path.write_text(mutation.applied(before), encoding="utf-8")
    try:
        code = _tested(copy, mutation.tests, _anew(made / copy.name) if mutation.builds else shared)
    finally:
        path.write_text(before, encoding="utf-8")
    if code == PASSED:
        return "SURVIVED"
    if code != FAILED or _tested(copy, _failed(copy), shared) != PASSED:
        return f"NOT TRIED (pytest exits with {code}, or the test fails by itself)"
    return ""


def _anew(folder: Path) -> Path:
    """Snapshots that a mutated model builds are of no use to the next mutation."""
    shutil.rmtree(folder, ignore_errors=True)
    return folder


def _failed(copy: Path) -> list[str]:
    """The tests that failed last."""
    return list(json.loads((copy / CACHE / "v" / "cache" / "lastfailed").read_text(encoding="utf-8")))


def _tested(copy: Path, tests: Iterable[str], made: Path) -> int:
    """Pytest's exit code, at the first failure; `made` keeps the snapshots that tests share."""
    made.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(copy / CACHE, ignore_errors=True)
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-o", f"cache_dir={CACHE}", *tests]
    environment = {**os.environ, "MADE_ONCE": str(made), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(command, cwd=copy, env=environment, capture_output=True, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
