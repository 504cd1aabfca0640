"""Whose row it is: what tells a person gives way to tokens as soon as it is read."""

import re

import pandas as pd

from etl import cells, households, mentions, plain, sources
from etl.columns import Columns, by_value
from etl.problems import Problem, Problems
from etl.refusals import Refused
from etl.sheet import is_error


def tokens(
    columns: Columns, unit_codes: pd.Series, hashed: households.Hashing, refused: Refused
) -> tuple[pd.DataFrame, dict[str, int]]:
    """Household tokens of each row with whether its household `is_refused`, and how many numbers and phones were of no use."""
    personal = _personal(columns)
    personal["unit_code"] = unit_codes
    found = households.tokens(personal, hashed)
    if columns.table.kind != "certificates":
        nobody = found.index[~households.has_household(found)]
        columns.problems.refuse(nobody, Problem("household_missing", "household_code"))
    unusable = {
        f"{name}_unusable": int(((personal[name] != "") & (found[token] == households.NOTHING)).sum())
        for name, token in (("identity_number", "identity_token"), ("phone", "phone_token"))
        if name in personal
    }
    return found.assign(is_refused=refused.marks(personal)), unusable


def wallets(ids: pd.Series, providers: pd.Series) -> pd.Series:
    """The ids of accounts with those of wallets in one form: they are telephone numbers, with +84 or without."""
    known = {sources.meant("provider", name) for name in sources.written_phrases("wallet")}
    of_wallet = ids.notna() & providers.isin(known)
    if not of_wallet.any():
        return ids
    return ids.mask(of_wallet, by_value(ids[of_wallet], _wallet))


def _wallet(told: str) -> str:
    """The telephone number of a wallet without its zero, as other ids are; another id stays as it is."""
    is_number = bool(re.fullmatch(r"\+?[\d .-]+", told))
    return (households.phone(told).lstrip("0") if is_number else "") or told


def _personal(columns: Columns) -> pd.DataFrame:
    """The columns that tell whose a row is; a hamlet of the address stands in where no other is told."""
    personal = pd.DataFrame(
        {name: columns.written[name] for name in households.PERSONAL if name in columns.written}, index=columns.index
    )
    if "address" in columns.written:
        told = by_value(columns.written["address"], lambda value: mentions.hamlet(cells.text_or_empty(value)))
        own = columns.cells("hamlet")
        personal["hamlet"] = own.where(~own.map(cells.is_blank), told)
    for name in personal:
        personal[name] = _read(name, personal[name], columns.problems)
    return personal


def _read(name: str, column: pd.Series, problems: Problems) -> list:
    """The cells of a column that tells whose a row is, '' where one holds nothing; what failed or broke is refused."""
    is_empty = cells.is_blank if name == "hamlet" else cells.is_no_code
    told = plain.texts(column.tolist(), name)
    rest = {value for value, text in zip(column, told, strict=True) if text is None}
    known = {value: "" if is_error(value) or is_empty(value) else value for value in rest}
    reasons = {value: cells.failure(value) for value in rest if is_error(value)}
    if name == "household_code":
        reasons |= {value: reason for value in rest if known[value] != "" and (reason := cells.broken_id(value))}
        reasons |= {value: "id_several" for value in rest if known[value] != "" and cells.has_several_ids(value)}
    elif name in ("identity_number", "phone"):
        known = {value: cells.without_days(value_told) for value, value_told in known.items()}
    for (number, value), text in zip(column.items(), told, strict=True) if reasons else ():
        if text is None and value in reasons:
            problems.refuse([number], Problem(reasons[value], name))
    return [known[value] if text is None else text for value, text in zip(column, told, strict=True)]
