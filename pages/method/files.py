"""Files with the account of their rows, in the reader's words."""

import pandas as pd

from pages.kit.texts import language, text
from pages.kit.view import Metric, Metrics

ROWS = ("read", "loaded", "duplicate", "corrected", "rejected")
COUNTS = tuple((name, f"quality.{name}", "count") for name in ROWS)
FILES = (
    ("path", "column.file"), ("kind_label", "column.kind"), ("encoding", "column.encoding"), *COUNTS,
    ("households_merged", "column.merged", "count"), ("problem", "column.problem"),
)  # fmt: skip
_OF_UNIT = (
    ("unit_kept", "passport.unit_kept", "count"), ("unit_rejected", "passport.unit_rejected", "count"),
)  # fmt: skip
_FOLDER = ("folder", "column.folder")


def account(files: pd.DataFrame) -> Metrics:
    """The rows of some files by what became of them; those of one unit where these are told."""
    told = {name: f"unit_{name}" if f"unit_{name}" in files else name for name in ROWS}
    return Metrics(tuple(Metric(text(f"quality.{name}"), int(files[column].sum())) for name, column in told.items()))


def kinds(codes: pd.Series) -> list[str]:
    """Names of kinds; a file with sheets of several kinds has several."""
    known = codes.fillna("unknown")
    named = {code: ", ".join(text(f"kind.{kind}") for kind in code.split(", ")) for code in known.unique()}
    return [named[code] for code in known]


def described(files: pd.DataFrame) -> pd.DataFrame:
    """Rows of the ledger with the kind, the problem, the name and the folder of each file."""
    places = [path.rpartition("/") for path in files["path"]]
    return files.assign(
        kind_label=kinds(files["kind"]),
        problem=files[f"problem_{language()}"].fillna(""),
        name=[name for _, _, name in places],
        folder=[folder for folder, _, _ in places],
    )


def behind(files: pd.DataFrame) -> tuple[tuple[str, ...], ...]:
    """The columns of files behind a figure: the rows of its unit, where they are told, before the file's own account."""
    of_unit = tuple(column for column in _OF_UNIT if column[0] in files)
    problem = (("problem", "column.problem"),) if any(files["problem"]) else ()
    return (("name", "column.file"), ("kind_label", "column.kind"), *of_unit, *COUNTS, *problem, _FOLDER)
