"""Which row counts: the same row again is a duplicate, the same id with other values is a correction, the later wins."""

from dataclasses import dataclass

import pandas as pd

from etl.households import TOKENS

IDENTITY = {
    "households": ["unit_code", "as_of"],
    "targets": ["unit_code", "indicator", "source", "valid_from"],
    "shops": ["platform", "shop_id"],
    "accounts": ["provider", "account_id"],
    "listings": ["platform", "listing_id"],
    "certificates": ["listing_id", *TOKENS, "scheme", "valid_from"],
    "orders": ["platform", "order_id", "listing_id"],
    "field_activity": ["unit_code", "date", "kind"],
    "progress_reports": ["unit_code", "as_of", "indicator"],
    "published_figures": ["scope", "as_of", "indicator", "source"],
}
ORIGIN = ["order_time", "file", "sheet", "row_number", "is_copy"]
PLACE = ["unit_code", "scope", "platform", "shop_id", "listing_id"]  # what a row tells of the unit it belongs to
HIDDEN = {"household", "name", "shop_id", "number", "provider", "buyer_province", "unit_of_measure", "source"}
_NOT_VALUES = {*ORIGIN, "phone_token"}


@dataclass
class Landed:
    """Rows of one kind after `land`: `current` are the valid values, `states` a state and a place a row, `corrections` the history."""

    current: pd.DataFrame
    states: pd.DataFrame
    corrections: pd.DataFrame


def land(kind: str, rows: pd.DataFrame) -> Landed:
    """Put a state on each row: loaded, duplicate or corrected.

    `rows` has the fields of the kind and ORIGIN. Rows are taken in the order of their files' dates; rows of a file that
    is a byte-for-byte copy of another (`is_copy`) are duplicates.
    """
    rows = rows.sort_values(["order_time", "file", "sheet", "row_number"], kind="stable")
    copies, rows = rows[rows["is_copy"]], rows[~rows["is_copy"]].reset_index(drop=True)
    texts = _texts(rows[[name for name in rows.columns if name not in _NOT_VALUES]])
    identity = pd.util.hash_pandas_object(_texts(rows[IDENTITY[kind]]), index=False)
    content = pd.util.hash_pandas_object(texts, index=False)
    earlier = content.groupby(identity).shift()
    is_first = identity.groupby(identity).cumcount() == 0
    is_same = ~is_first & (content == earlier)
    state = pd.Series("corrected", index=rows.index).mask(is_first, "loaded").mask(is_same, "duplicate")
    current = rows[~identity.duplicated(keep="last")]
    told = [*ORIGIN, *(name for name in PLACE if name in rows)]
    states = pd.concat([rows[told].assign(state=state), copies[told].assign(state="duplicate")])
    return Landed(current, states, _corrections(kind, rows, texts, identity, state))


def _texts(values: pd.DataFrame) -> pd.DataFrame:
    """Values as they are compared: an empty cell and a column that is not there say the same."""
    return values.astype(object).where(values.notna(), "").astype(str)


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
