"""Rows of attainment in words, and the columns that several views show of them."""

import pandas as pd

from pages.kit import formats
from pages.kit.texts import text

UNITS = (
    ("unit", "column.unit"), ("status_label", "column.status"), ("households", "column.households", "count"),
    ("achieved", "column.achieved", "count"), ("coverage", "column.coverage", "share"), ("target", "column.target", "count"),
    ("attainment", "column.attainment", "share"), ("local_target", "column.local", "count"), ("gap", "column.gap", "count"),
    ("needed_per_day", "column.needed", "count"), ("gained_7_days", "column.gained", "count"),
    ("projected_on", "column.projected", "day"),
)  # fmt: skip
COMMUNES = (UNITS[0], ("parent_name", "column.district"), *UNITS[1:])


def status(row: dict) -> str:
    """The status of a row in words; before its phase begins, that it has not."""
    return text("map.not_started" if row["day_number"] < 1 else f"status.{row['status']}")


def named(units: pd.DataFrame) -> pd.DataFrame:
    """Rows with the name of their unit beside its kind: 'Huyện Chi Lăng'."""
    return units.assign(
        unit=[formats.unit(kind, name) for kind, name in zip(units["type"], units["name"], strict=True)]
    )


def described(units: pd.DataFrame) -> pd.DataFrame:
    """Attainment rows with what a reader needs beside the figures: unit, status in words and as a letter."""
    return named(units).assign(
        status_label=[status(row) for row in units[["day_number", "status"]].to_dict("records")],
        letter=[text(f"letter.{status}") for status in units["status"]],
    )


def picked(described_columns: tuple[tuple[str, ...], ...], *keys: str) -> tuple[tuple[str, ...], ...]:
    """Some of the columns, in the order asked for."""
    by_key = {column[0]: column for column in described_columns}
    return tuple(by_key[key] for key in keys)
