"""The rows of a small frame as plain values, one pass over all columns: pandas boxes each column apart, ten times slower."""

from collections import namedtuple
from functools import lru_cache

import pandas as pd


def dicts(frame: pd.DataFrame) -> list[dict]:
    """Each row as a dict by column, as `to_dict("records")` gives it."""
    return [dict(zip(frame.columns, values, strict=True)) for values in _values(frame)]


def rows(frame: pd.DataFrame) -> list[tuple]:
    """Each row as a named tuple without its label, as `itertuples(index=False)` gives it; every column is named as a Python name is."""
    return list(map(_row(tuple(frame.columns))._make, _values(frame)))


def _values(frame: pd.DataFrame) -> list[list]:
    return frame.to_numpy(dtype=object).tolist()


@lru_cache(maxsize=128)
def _row(columns: tuple[str, ...]) -> type:
    return namedtuple("Row", columns)
