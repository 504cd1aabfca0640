"""Commands: `python -m bench.backtest` tries the forecast on worlds it has not seen; `python -m bench.backtest learn` learns its errors.

Exit 0: the method may be shown; 1: it may not (what is wrong is told).
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import pandas as pd

from bench.backtest import cases, learning, worlds
from data import backtest, vocabulary

AT_ONCE = os.cpu_count() or 1
SCALE = 0.1


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.backtest", description=__doc__)
    parser.add_argument("command", nargs="?", choices=("try", "learn"), default="try")
    parser.add_argument("--worlds", type=Path, help="a folder that keeps the built worlds; else a temporary one")
    parser.add_argument("--scale", type=float, default=SCALE, help="size of the worlds that are built")
    parser.add_argument("--reference", type=Path, default=vocabulary.REFERENCE, help="where the results are written")
    chosen = parser.parse_args(arguments)
    return _COMMANDS[chosen.command](chosen)


def _learn(chosen: argparse.Namespace) -> int:
    rows = [row for found in _each(_errors, worlds.of(worlds.TRAINING_SEEDS)) for row in found]
    path = chosen.reference / "outlook_errors.csv"
    learning.write(path, rows)
    _say(f"{path}: {len(rows)} rows")
    return 0


def _errors(world: worlds.Simulated) -> list[dict[str, str]]:
    return learning.errors(world, learning.curves(world))


def _try(chosen: argparse.Namespace) -> int:
    with tempfile.TemporaryDirectory() as folder:
        made = partial(_cases, folder=chosen.worlds or Path(folder), scale=chosen.scale)
        found = _each(made, worlds.of(worlds.TEST_SEEDS))
    return judge(pd.concat(found, ignore_index=True), chosen.reference)


def _cases(world: worlds.Simulated, folder: Path, scale: float) -> pd.DataFrame:
    return cases.of(worlds.built(world, folder, scale), world.name)


def _each(make: Callable, known: list[worlds.Simulated]) -> list:
    """What is made of each world, on every core, told as it is done."""
    found = []
    with ProcessPoolExecutor(AT_ONCE) as pool:
        for world, made in zip(known, pool.map(make, known), strict=True):
            found.append(made)
            _say(f"[{len(found)}/{len(known)}] {world.name}")
    return found


def judge(known: pd.DataFrame, reference: Path, say: Callable[[str], None] = print) -> int:
    """Print and keep the scores of cases; 1 where they are not what they must be."""
    scored, table = backtest.scores(known), backtest.reliability(known)
    scored.round(4).to_csv(reference / "outlook_scores.csv", index=False)
    table.round(4).to_csv(reference / "outlook_reliability.csv", index=False)
    for title, shown in (
        ("Scores by level", scored), ("Scores by indicator", backtest.scores(known.assign(level=known["indicator"]))),
        ("Scores by day of the phase", backtest.scores(known.assign(level=known["day_number"].map("{:02}".format)))),
        ("Reliability of the probability", table),
    ):  # fmt: skip
        say(f"\n{title}\n{shown.round(3).to_string(index=False)}")
    for level in sorted(set(known["level"])):
        say(f"Probability at the level {level}: {'told' if backtest.passes(table, level) else 'not told'}")
    wrong = backtest.faults(scored)
    say("\n" + ("The method may be shown." if not wrong else "The method may NOT be shown: " + "; ".join(wrong)))
    return 1 if wrong else 0


def _say(line: str) -> None:
    print(line, flush=True)


_COMMANDS = {"try": _try, "learn": _learn}

if __name__ == "__main__":
    sys.exit(main())
