"""Who gave the targets of a table, the province or the place itself, where no column of it says so."""

import re
from dataclasses import replace

from etl import sources, wholeness
from etl.sources import PATH
from etl.suggestions import called
from etl.table import Table
from etl.text import clean, fold

_PLACE = r"(?:huyen|thanh pho|tp|xa|phuong|thi tran|dia phuong|co so)"
_SAID = {
    "province": r"\b(?:cap )?tinh giao\b",
    "local": rf"\btu dat\b|\b{_PLACE}(?: tu)? (?:giao|dat|dang ky|phan dau)\b|\bcua dia phuong\b",
}
_SIGNED = {"province": r"\bubnd tinh\b", "local": r"\bubnd (?:huyen|thanh pho|tp|xa|phuong|thi tran)\b"}


def said(text: str) -> set[str]:
    """The givers that a title names: by what was done, as 'tỉnh giao', else by whose letter it is, as 'UBND huyện'."""
    return _of(_SAID, text) or _of(_SIGNED, text)


def told(table: Table, tab: str, file_name: str) -> Table:
    """A list of targets with the giver that its title, its tab or its file names; held back where they name two, or another column does."""
    if table.kind != "targets" or table.form or "source" in table.columns or "source" in table.constants:
        return table
    paths = [tuple(text.split(PATH)) for text in table.headers]
    if another := [called(paths, position) for position in table.unknown if _names_givers(table, position)]:
        return wholeness.held_back(table, "target_giver_unclear", f"Cột {', '.join(another)}.")
    named = (
        said(table.title) or _of(_SAID, tab) or _of(_SAID, file_name)
    )  # who sends a file need not have given what it holds
    if len(named) > 1:
        return wholeness.held_back(table, "target_giver_unclear", "")
    return replace(table, constants={**table.constants, "source": named.pop()}) if named else table


def _of(patterns: dict[str, str], text: str) -> set[str]:
    return {giver for giver, pattern in patterns.items() if re.search(pattern, fold(text))}


def _names_givers(table: Table, position: int) -> bool:
    """Whether a column that no header explains holds nothing but givers."""
    texts = {clean(str(row[position])) for _, row in table.rows if position < len(row)} - {""}
    return bool(texts) and all(sources.meant("target_source", text) for text in texts)
