"""The tables of the trade that are told to who may not follow single shops, and of how many shops a cell must be."""

from dataclasses import dataclass
from functools import cache

from data import vocabulary

LEAST = 3  # shops that a figure must be of, to be told to everybody
UNKNOWN = "unknown"  # a product that nobody knows the name of


@dataclass(frozen=True)
class Table:
    """The trade of the units of one level by up to two dimensions."""

    level: str
    dimensions: tuple[str, ...] = ()


@cache
def tables() -> tuple[Table, ...]:
    """The tables that are told, each with those that are sums over it."""
    rows = vocabulary.rows("trade_tables.csv")
    told = {(row["level"], tuple(filter(None, (row["first"], row["second"])))) for row in rows}
    sums = {(level, part) for level, whole in told for part in ((), *((one,) for one in whole))}
    return tuple(Table(*one) for one in sorted(told | sums))
