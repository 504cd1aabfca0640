"""The errors of the training worlds, as `data/reference/outlook_errors.csv` keeps them.

A training world is simulated at full size and counted from its tables: no files are written or read.
"""

import csv
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from bench.backtest.worlds import DEADLINE, PHASE, Simulated
from data import spread, vocabulary
from data.paces import Curve
from etl.demo import simulate

INDICATORS = ("shop", "account", "both", "lead")
LEVELS = ("phase", "district")
SHARES = (0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85, 0.92, 0.97)
_NEVER = pd.Timestamp("2100-01-01")


def curves(world: Simulated, scale: float = 1.0) -> dict[tuple[str, str], list[Curve]]:
    """The curves of the last phase of a world by level and indicator, counted from its simulated tables."""
    tables = simulate(world.seed, scale, DEADLINE, world.ending)
    districts = tables["households"].set_index("household")["district_code"]
    phase = vocabulary.phases()[PHASE]
    own = sorted({unit.code for unit in vocabulary.units().values() if (unit.level, unit.phase) == ("district", PHASE)})
    found = {}
    for indicator, spans in _spans(tables, districts.index).items():
        lines = [_line(spans[(districts == code).to_numpy()], phase.starts_on) for code in own]
        found["district", indicator] = [Curve(line, phase.days) for line in lines]
        found["phase", indicator] = [Curve(np.sum(lines, axis=0), phase.days)]
    return found


def _spans(tables: dict[str, pd.DataFrame], households: pd.Index) -> dict[str, pd.DataFrame]:
    """By indicator, the first day that each household counts and the first that it does so no more.

    A household whose shops overlap counts until the last one closes; the simulator closes none of two.
    """

    def first(rows: pd.DataFrame, column: str) -> pd.Series:
        return rows.groupby("household")[column].min().reindex(households).fillna(_NEVER)

    def last(rows: pd.DataFrame) -> pd.Series:
        ends = rows["closed_on"].fillna(_NEVER)
        return ends.groupby(rows["household"]).max().reindex(households).fillna(_NEVER)

    shops, accounts, orders = tables["shops"], tables["accounts"], tables["orders"]
    sold = first(orders[orders["status"] == "completed"], "ordered_on")
    opened = {"shop": first(shops, "opened_on"), "account": first(accounts, "opened_on")}
    closed = {"shop": last(shops), "account": last(accounts)}
    opened["both"], closed["both"] = (pd.concat([side["shop"], side["account"]], axis=1) for side in (opened, closed))
    opened["both"], closed["both"] = opened["both"].max(axis=1), closed["both"].min(axis=1)
    opened["lead"] = pd.concat([opened["both"], first(tables["listings"], "listed_on"), sold], axis=1).max(axis=1)
    closed["lead"] = closed["both"]
    return {name: pd.DataFrame({"since": opened[name], "until": closed[name]}) for name in INDICATORS}


def _line(spans: pd.DataFrame, starts_on: date) -> np.ndarray:
    """Households that count at the end of each day from the eve of the phase to its deadline."""
    days = pd.date_range(pd.Timestamp(starts_on) - pd.Timedelta(days=1), DEADLINE)
    counts = spans[spans["since"] < spans["until"]]
    begun, ended = (np.sort(counts[side].to_numpy()) for side in ("since", "until"))
    return (np.searchsorted(begun, days, "right") - np.searchsorted(ended, days, "right")).astype(float)


def errors(world: Simulated, known: dict[tuple[str, str], list[Curve]]) -> list[dict[str, str]]:
    """The rows of one world: its errors by share of time and indicator, a column a level."""
    return [
        {"share_of_time": str(share), "indicator": indicator, "world": world.name}
        | {level: _written(spread.world(known[level, indicator], share)) for level in LEVELS}
        for share in SHARES
        for indicator in INDICATORS
    ]  # fmt: skip


def _written(found: spread.World | None) -> str:
    """The households gained in a week and the ratio of each unit: 812:0.913 790:1.105."""
    return (
        " ".join(f"{gained:.0f}:{ratio:.3f}" for gained, ratio in zip(found.gained, found.ratio, strict=True))
        if found
        else ""
    )


def write(path: Path, rows: Iterable[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ("share_of_time", "indicator", "world", *LEVELS))
        writer.writeheader()
        writer.writerows(sorted(rows, key=lambda row: (row["share_of_time"], row["indicator"])))
