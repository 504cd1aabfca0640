"""Which row counts: the same row again is a duplicate, the same id with other values is a correction, the later wins."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import pandas as pd

from etl.households import NOTHING, TOKENS

IDENTITY = {
    "households": ["unit_code", "as_of"],
    "targets": ["unit_code", "indicator", "source", "valid_from"],
    "shops": ["platform", "shop_id"],
    "accounts": ["provider", "account_id"],
    "listings": ["listing_key"],
    "certificates": ["listing_key", *TOKENS, "scheme", "valid_from"],
    "orders": ["order_key", "line_key"],
    "field_activity": ["unit_code", "date", "kind"],
    "progress_reports": ["unit_code", "as_of", "indicator"],
    "published_figures": ["scope", "as_of", "indicator", "source"],
}
ONE_FIGURE = {"households", "targets", "progress_reports"}  # two figures of one unit in one file contradict each other
AGREEING = ONE_FIGURE | {"orders"}  # rows of one file may contradict each other
ORDER = ["file_day", "modified", "file", "sheet", "row_number"]  # the later of two rows speaks
ORIGIN = [*ORDER, "document", "is_copy", "lacks"]
PLACE = ["unit_code", "scope", "platform", "shop_id", "listing_id"]  # what a row tells of the unit it belongs to
KEYS = ["listing_key", "order_key", "line_key"]
SEVERAL = {"orders", "field_activity"}  # rows of one file that differ are several, though they are known by the same
HIDDEN = {"household", "name", "shop_id", "number", "provider", "buyer_province", "unit_of_measure", "source"}
_NOT_VALUES = {*ORIGIN, *KEYS, "phone_token", "variant"}


@dataclass
class Landed:
    """Rows of one kind after `land`: `current` are the valid values, `states` a state and a place a row, `corrections` the history."""

    current: pd.DataFrame
    states: pd.DataFrame
    corrections: pd.DataFrame


def land(kind: str, rows: pd.DataFrame) -> Landed:
    """Put a state on each row: loaded, duplicate or corrected.

    `rows` has the fields of the kind and ORIGIN. Rows are taken in the order of their files' days; rows of a file that
    is a byte-for-byte copy of another (`is_copy`) are duplicates. A row says nothing of the fields that its table
    `lacks`: there the earlier row holds on.
    """
    rows = rows.sort_values(ORDER, kind="stable")
    copies, rows = rows[rows["is_copy"]], rows[~rows["is_copy"]].reset_index(drop=True)
    identity = _identity(kind, rows)
    rows = _filled(rows, identity)
    texts = _texts(rows[_values_of(rows)])
    content = pd.util.hash_pandas_object(texts, index=False)
    earlier = content.groupby(identity).shift()
    is_first = identity.groupby(identity).cumcount() == 0
    is_same = ~is_first & (content == earlier)
    state = pd.Series("corrected", index=rows.index).mask(is_first, "loaded").mask(is_same, "duplicate")
    current = rows[~identity.duplicated(keep="last")]
    told = [*ORDER, *(name for name in [*PLACE, "listing_key"] if name in rows)]
    states = pd.concat([rows[told].assign(state=state), copies[told].assign(state="duplicate")])
    return Landed(current, states, _corrections(kind, rows, texts, identity, state))


def contradictions(kind: str, rows: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Rows of one file that give the same unit, or the whole of one order, different figures, each such group together."""
    if kind == "orders":
        yield from _contradictory_orders(rows)
        return
    told = pd.util.hash_pandas_object(_texts(rows[[*IDENTITY[kind], "document", "file_day"]]), index=False)
    content = pd.util.hash_pandas_object(_texts(rows[_values_of(rows)]), index=False)
    differs = content.groupby(told).transform("nunique") > 1
    yield from (group.sort_values(["sheet", "row_number"]) for _, group in rows[differs].groupby(told[differs]))


def _contradictory_orders(rows: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Lines of one order in one file whose amounts of the whole order differ, where no line has an amount of its own.

    The same line again is a correction and contradicts nobody.
    """
    last = rows[rows["listing_key"].isna() | ~rows.duplicated(["document", "order_key", "listing_key"], keep="last")]
    amounts = last.groupby(["document", "order_key"])[["order_amount", "amount"]].agg(
        {"order_amount": "nunique", "amount": "count"}
    )
    differs = amounts.index[(amounts["order_amount"] > 1) & (amounts["amount"] == 0)]
    told = pd.MultiIndex.from_frame(rows[["document", "order_key"]])
    found = rows[told.isin(differs)]
    yield from (group.sort_values(["sheet", "row_number"]) for _, group in found.groupby(["document", "order_key"]))


def _values_of(rows: pd.DataFrame) -> list[str]:
    return [name for name in rows.columns if name not in _NOT_VALUES]


def _texts(values: pd.DataFrame) -> pd.DataFrame:
    """Values as they are compared: an empty cell and a field that nobody told say the same."""
    return values.apply(lambda column: column if column.dtype == np.int64 else _told(column))


def _told(column: pd.Series) -> pd.Series:
    return column.astype(object).where(column.notna(), "").astype(str)


def _identity(kind: str, rows: pd.DataFrame) -> pd.Series:
    """What each row is known by, hashed. Lines and sessions that share all of it are told apart by their number."""
    known_by = _texts(rows[IDENTITY[kind]])
    if kind == "certificates":  # who has a listing's certificate is told by the listing
        known_by.loc[rows["listing_key"].notna(), TOKENS] = NOTHING
    identity = pd.util.hash_pandas_object(known_by, index=False)
    if kind == "orders":
        is_several = rows["listing_key"].isna()
    elif kind == "field_activity":
        is_several = pd.Series(True, index=rows.index)
    else:
        return identity
    numbers = _numbers(rows[is_several & identity.duplicated(keep=False)], identity)
    known = pd.DataFrame({"identity": identity, "number": numbers.reindex(rows.index, fill_value=0)})
    return pd.util.hash_pandas_object(known, index=False)


def _numbers(rows: pd.DataFrame, identity: pd.Series) -> pd.Series:
    """Which of the lines of one identity each row is, from 0: rows of one file that differ are several lines.

    They may differ in columns that nobody explained only: that is their `variant`.

    A later file's row is the line that it repeats; what differs corrects the lines left over, in their order, and
    what is left over then is new.
    """
    values = _values_of(rows)
    texts = _texts(rows[values]).to_numpy()
    lacking = [[name in lacks for name in values] for lacks in rows["lacks"]]
    contents = [
        (*(None if is_lacking else text for text, is_lacking in zip(*row, strict=True)), variant)
        for *row, variant in zip(texts, lacking, rows["variant"], strict=True)
    ]
    releases = list(zip(rows["document"], rows["file_day"], strict=True))
    found = np.zeros(len(rows), dtype="int64")
    for positions in rows.groupby(identity.loc[rows.index]).indices.values():
        lines: list[tuple] = []
        for _, release in groupby(positions, key=lambda position: releases[position]):
            members = list(release)
            found[members] = _paired([contents[position] for position in members], lines)
    return pd.Series(found, index=rows.index)


def _paired(told: list[tuple], lines: list[tuple]) -> list[int]:
    """The line of each row of one file, by its content (None for what it does not tell); `lines` takes what they say."""
    left = dict.fromkeys(range(len(lines)))
    known = {line: number for number, line in reversed(list(enumerate(lines)))}
    numbers: dict[tuple, int] = {}
    for content in dict.fromkeys(told):
        same = (
            known.get(content) if None not in content else next((n for n in left if _repeats(content, lines[n])), None)
        )
        if same in left:
            numbers[content] = same
            del left[same]
    for content in dict.fromkeys(told):
        if content in numbers:
            continue
        number = next(iter(left), len(lines))
        left.pop(number, None)
        numbers[content] = number
        if number == len(lines):
            lines.append(content)
        else:
            lines[number] = tuple(old if new is None else new for old, new in zip(lines[number], content, strict=True))
    return [numbers[content] for content in told]


def _repeats(content: tuple, line: tuple) -> bool:
    return all(new is None or new == old for new, old in zip(content, line, strict=True))


def _filled(rows: pd.DataFrame, identity: pd.Series) -> pd.DataFrame:
    """Rows with what the rows before them of the same identity told, in the fields that their own tables lack."""
    lacked = set().union(*rows["lacks"].unique())
    if not lacked or not identity.duplicated().any():
        return rows
    rows = rows.copy()
    is_first = ~identity.duplicated()
    for name in sorted(lacked, key=lambda name: name == "amount"):
        is_told = is_first | pd.Series([name not in lacks for lacks in rows["lacks"]], index=rows.index)
        if name == "amount":  # what the lines cost no longer holds where another amount of the whole order is told
            whole = _texts(rows[["order_amount"]])["order_amount"]
            is_told |= whole != whole.groupby(identity).shift()
        source = pd.Series(np.where(is_told, np.arange(len(rows)), -1), index=rows.index).groupby(identity).cummax()
        rows[name] = rows[name].take(source).set_axis(rows.index)
    return rows


def _corrections(
    kind: str, rows: pd.DataFrame, texts: pd.DataFrame, identity: pd.Series, state: pd.Series
) -> pd.DataFrame:
    """One row for each field that a later row changed. Household tokens are told as changed, not shown."""
    new = rows.index[state == "corrected"]
    old = pd.Index(pd.Series(rows.index, index=rows.index).groupby(identity).shift().loc[new].astype(int))
    differs = texts.loc[new].to_numpy() != texts.loc[old].to_numpy()
    changed = pd.DataFrame(differs, columns=texts.columns)
    tokens = [name for name in TOKENS if name in changed]
    if tokens:
        changed = changed.drop(columns=tokens).assign(household=changed[tokens].any(axis=1))
    parts = [
        pd.DataFrame({
            "kind": kind,
            "field": name,
            "earlier_value": _shown(rows, old[changed[name]], name),
            "later_value": _shown(rows, new[changed[name]], name),
            "earlier_file": rows.loc[old[changed[name]], "file"].to_numpy(),
            "earlier_row": rows.loc[old[changed[name]], "row_number"].to_numpy(dtype="int64"),
            "file": rows.loc[new[changed[name]], "file"].to_numpy(),
            "row_number": rows.loc[new[changed[name]], "row_number"].to_numpy(dtype="int64"),
        })
        for name in changed
    ]  # fmt: skip
    return pd.concat(parts, ignore_index=True).sort_values(["file", "row_number", "field"], ignore_index=True)


def _shown(rows: pd.DataFrame, which: pd.Index, name: str) -> list[str | None]:
    """Values for the history: what may hold personal data is told as changed, without its value."""
    if name in HIDDEN:
        return [None] * len(which)
    return [_text(value) for value in rows.loc[which, name]]


def _text(value: object) -> str | None:
    if isinstance(value, tuple):  # a target: (number, 'share' or 'count'), one or two of them
        return " – ".join(str(end[0]) for end in value if isinstance(end, tuple))
    return None if value is None or value != value else str(value)
