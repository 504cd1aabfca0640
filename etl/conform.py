"""From the cells of a table to typed rows of its kind. A row that cannot be read whole is rejected with its reasons."""

from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

import pandas as pd

from data import vocabulary
from etl import cells, dates, households, keys, land, persons, row_units, rules, schemes, sources
from etl.columns import Columns, Days
from etl.problems import Problem, Problems
from etl.refusals import NOBODY, REASON, Refused
from etl.rows import is_example
from etl.table import Table

# Types whose columns are read as what they say together (a unit, a person), or never.
_READ_APART = {"unit", "identity", "phone", "person", "hamlet", "text"}
_DAYS = {"date", "any_date"}


@dataclass
class Conformed:
    """Typed rows of one table by row number, and the problems of the rejected ones."""

    kind: str
    rows: pd.DataFrame
    rejected: Problems
    notes: dict[str, int]
    refused: pd.DataFrame  # of the rejected rows what tells their unit, as far as it could be read
    is_of_its_day: bool  # whether a day was refused that will be possible later
    open_days: dict[int, str]  # rows with a day whose order nothing in the table proves, with the field that holds it


def conform(
    table: Table, days: Days, file_date: date | None, hashed: households.Hashing, refused: Refused = NOBODY
) -> Conformed:
    """Typed rows of a recognised table. `file_date` stands in for a missing as_of. Rows of `refused` households are marked."""
    fields = sources.kinds()[table.kind]
    problems = Problems({number: [Problem("row_too_long")] for number in table.too_long})
    columns = Columns(_written(table, fields), table, days, problems)
    for name, column in columns.written.items():
        problems.refuse(columns.index[_has_lost_letters(column)], Problem("letters_lost", name))
    problems.refuse([number for number, row in table.rows if is_example(row)], Problem("row_is_example"))
    frame = pd.DataFrame(index=columns.index)
    if any(known.type == "unit" for known in fields.values()):
        frame["unit_code"] = row_units.codes(columns)
    for name, known in fields.items():
        if known.type not in _READ_APART and name != "household_code":
            frame[name] = columns.read(name, known)
    notes = {}
    if "household_code" in fields:
        tokens, notes = persons.tokens(columns, frame["unit_code"], hashed, refused)
        frame = pd.concat([frame, tokens], axis=1)
    notes |= _opened_in_one_minute(columns)
    frame = _completed(columns, frame, file_date)
    rules.refuse(columns, frame)
    is_of_its_day = any(one.reason == "date_in_future" for told in problems.values() for one in told)
    if "is_refused" in frame:  # nothing else is told of a row that nobody may keep
        problems |= {number: [Problem(REASON)] for number in frame.index[frame["is_refused"]] if number in problems}
    is_kept = ~frame.index.isin(problems.keys())
    left_out = frame.loc[~is_kept, [name for name in land.PLACE if name in frame]]
    return Conformed(table.kind, frame[is_kept], problems, notes, left_out, is_of_its_day, columns.open_days())


def _written(table: Table, fields: dict[str, sources.Field]) -> dict[str, pd.Series]:
    """The cells of each field by row number, with what the table tells for all its rows."""
    index = pd.Index([number for number, _ in table.rows], name="row_number")
    by_position = list(zip_longest(*(row for _, row in table.rows), fillvalue=""))
    blank = [""] * len(index)
    told = {
        name: by_position[position] if position < len(by_position) else blank
        for name, position in table.columns.items()
    }
    constants = {name: value for name, value in table.constants.items() if name in fields and value is not None}
    told |= {name: [value] * len(index) for name, value in constants.items()}
    written = {name: pd.Series(values, index=index, dtype=object) for name, values in told.items()}
    if table.first_day_is_1904:
        for name in [name for name in written if fields[name].type in _DAYS]:
            written[name] = written[name].map(cells.since_1904)
    return written | (cells.taken_apart(written) if table.kind == "published_figures" else schemes.joined(written))


def _completed(columns: Columns, frame: pd.DataFrame, file_date: date | None) -> pd.DataFrame:
    """The frame with what stands in where a row does not tell it."""
    table, frame = columns.table, frame.copy(deep=False)
    if "as_of" in frame:
        frame["as_of"] = frame["as_of"].where(frame["as_of"].notna(), table.stated_on or file_date)
    if table.kind in land.SEVERAL:
        frame["variant"] = keys.variants(table)
    if table.kind == "accounts":
        frame["account_id"] = persons.wallets(frame["account_id"], frame["provider"])
    if table.kind == "orders":
        frame["unit_of_measure"] = rules.weighed(columns, frame)
    if table.kind == "targets":
        frame["source"] = frame["source"].where(frame["source"].notna(), "province")
    return frame


def _opened_in_one_minute(columns: Columns) -> dict[str, int]:
    """How many shops or accounts opened in the busiest minute, where that is more than people can open."""
    if columns.table.kind not in row_units.COMMUNE_KINDS:
        return {}
    busiest = dates.busiest_minute(columns.written["opened_on"])
    most = vocabulary.settings()["findings"]["opened_in_one_minute"]
    return {"opened_in_one_minute": busiest} if busiest > most else {}


def _has_lost_letters(column: pd.Series) -> list[bool]:
    """Which cells hold the sign for a letter that could not be read."""
    texts = [value if isinstance(value, str) else "" for value in column]
    return ["\ufffd" in text for text in texts] if "\ufffd" in "".join(texts) else [False] * len(texts)
