"""What files may contain, as data an office can extend: fields of each kind, accepted headers, accepted values.

`fields.csv` (kind, field, required_group, type) says what a kind is; of the fields that share a required group at
least one must be there. `headers.csv` and `values.csv` list spellings; both open in a spreadsheet programme.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from etl.text import clean, fold, key

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Field:
    name: str
    required_group: str
    type: str


def _rows(name: str) -> list[dict[str, str]]:
    with open(FOLDER / name, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@cache
def header_rows() -> list[dict[str, str]]:
    return _rows("headers.csv")


@cache
def value_rows() -> list[dict[str, str]]:
    return _rows("values.csv")


@cache
def kinds() -> dict[str, dict[str, Field]]:
    """Fields of each kind by name, in the order of `fields.csv`."""
    found: dict[str, dict[str, Field]] = {}
    for row in _rows("fields.csv"):
        found.setdefault(row["kind"], {})[row["field"]] = Field(row["field"], row["required_group"], row["type"])
    return found


@cache
def headers(kind: str) -> dict[str, list[tuple[str, int]]]:
    """For each accepted spelling, exact and folded, the fields it may name with their rank (lower is preferred)."""
    found: dict[str, list[tuple[str, int]]] = {}

    def accept(spelling: str, field: str, rank: int) -> None:
        for form in {clean(spelling), fold(spelling)}:
            if all(field != known for known, _ in found.get(form, [])):
                found.setdefault(form, []).append((field, rank))

    for field in kinds()[kind]:
        accept(field, field, 0)
    for rank, row in enumerate(header_rows(), start=1):
        if row["field"] in kinds()[kind] and row["kind"] in ("*", kind):
            accept(row["header"], row["field"], rank)
    return found


@cache
def values(type_name: str) -> dict[str, str]:
    """Accepted spellings of a closed list (statuses, platforms, ...) -> value, keyed with diacritics and without."""
    listed = [row for row in value_rows() if row["type"] == type_name]
    found = {form: row["value"] for row in listed for form in (key(row["spelling"]), row["spelling"].lower()) if form}
    folded: dict[str, set[str]] = {}
    for row in listed:
        folded.setdefault(fold(row["spelling"]), set()).add(row["value"])
    found |= {form: values.pop() for form, values in folded.items() if len(values) == 1 and form and form not in found}
    return found


@cache
def reason_rows() -> list[dict[str, str]]:
    """Why rows and files are refused: reason, vi, en, hint_vi."""
    return _rows("reasons.csv")


@cache
def finding_rows() -> list[dict[str, str]]:
    """Sentences of findings about files and households: rule, severity, vi, en."""
    return _rows("findings.csv")
