"""The worlds: simulated programmes by seed and by how their last phase ends, built by the real commands."""

import csv
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from data import snapshots
from data.snapshots import Snapshot
from etl.demo.endings import LAST_PHASE, STRENGTHS
from etl.demo.population import load_communes

ROOT = Path(__file__).parents[2]
DEADLINE = date(2021, 12, 20)
REGISTERS = date(2021, 7, 1)
TRAINING_SEEDS = range(1, 13)
TEST_SEEDS = range(101, 109)
PHASE = LAST_PHASE


@dataclass(frozen=True)
class Simulated:
    """One world."""

    seed: int
    ending: str

    @property
    def name(self) -> str:
        return f"{self.seed}-{self.ending}"


def of(seeds: Iterable[int]) -> list[Simulated]:
    """A world a seed and ending: the whole range."""
    return [Simulated(seed, ending) for seed in seeds for ending in STRENGTHS]


def built(world: Simulated, folder: Path, scale: float) -> Snapshot:
    """The snapshot of a world at the deadline of its last phase, made in a folder of its own.

    Raises CalledProcessError where a command fails.
    """
    own = folder / world.name
    inbox, warehouse = own / "inbox", own / "warehouse"
    if snapshots.current(warehouse) is None:
        told = ("--seed", world.seed, "--ending", world.ending, "--scale", scale, "--as-of", DEADLINE)
        _run("demo", "--out", inbox, *told)
        _registers(inbox / "households.csv", world.seed, scale)
        _run("build", "--inbox", inbox, "--warehouse", warehouse, "--as-of", DEADLINE)
    return snapshots.current(warehouse)


def _run(*arguments: object) -> None:
    subprocess.run([sys.executable, "-m", "etl", *map(str, arguments)], cwd=ROOT, check=True, capture_output=True)


def _registers(path: Path, seed: int, scale: float) -> None:
    """The registers of all communes from the first day on: an estimate is of the whole province, not of a smaller one."""
    communes = load_communes(scale, np.random.default_rng(seed))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("unit", "households", "as_of"))
        writer.writerows(
            (code, count, REGISTERS) for code, count in zip(communes["commune_code"], communes["register"], strict=True)
        )
