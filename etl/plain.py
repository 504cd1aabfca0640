"""Cells that need no closer look: what is written as numbers and codes usually are, read in a whole column at once.

Each form is narrow: what is of it is no word for nothing, no error, and nothing that a spreadsheet or an eye could have
taken for something else. Everything else is read cell by cell.
"""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

CODE = r"^[A-Za-z][0-9A-Za-z-]*[1-9][0-9A-Za-z-]*$"
# By type or field: how a cell is written, and what of it is told.
_FORMS = {
    "code": ((CODE, r"\0"),),
    "household_code": ((CODE, r"\0"),),
    # A citizen's number begins with the code of a province; the older number has nine digits.
    "identity_number": ((r"^0(0[1-9]|[1-9][0-9])[0-9]{9}$", r"\0"), (r"^[0-9]{9}$", r"\0")),
    "phone": (
        (r"^0[1-9][0-9]{8}$", r"\0"),
        (r"^(0[1-9][0-9]{2}) ([0-9]{3}) ([0-9]{3})$", r"\1\2\3"),
        (r"^\+84([1-9][0-9]{8})$", r"0\1"),
    ),
}
# Whole numbers that have lost the zeros before them: from, below, and how many digits there were.
_LOST_ZEROS = {
    "identity_number": ((10**7, 10**9, 9), (10**9, 10**12, 12)),
    "phone": ((10**8, 10**9, 10),),
}
_REPEATED = [
    str(digit) * length for digit in range(10) for length in range(8, 13)
]  # one digit over and over: nobody's number


def texts(values: Sequence[object], of: str) -> list[str | None]:
    """What the plain cells of a column tell, by its type or field; None where a cell needs a closer look."""
    if of not in _FORMS:
        return [None] * len(values)
    found = _written(values, of)
    if of in _LOST_ZEROS and not {int, float}.isdisjoint(map(type, values)):
        found = [
            text if text is not None else number for text, number in zip(found, _restored(values, of), strict=True)
        ]
    return found


def _written(values: Sequence[object], of: str) -> list[str | None]:
    try:
        cells = pa.array([value if type(value) is str else None for value in values], pa.large_string())
    except UnicodeEncodeError:  # halves of letters, as damaged text has them
        return [None] * len(values)
    found = pa.nulls(len(cells), pa.large_string())
    for form, told in _FORMS[of]:
        of_form = pc.if_else(pc.match_substring_regex(cells, form), cells, None)
        found = pc.coalesce(found, of_form if told == r"\0" else pc.replace_substring_regex(of_form, form, told))
    return pc.if_else(pc.is_in(found, pa.array(_REPEATED, pa.large_string())), None, found).to_pylist()


def _restored(values: Sequence[object], of: str) -> list[str | None]:
    """Numbers as spreadsheets hold them, with the zeros before them put back."""
    numbers = np.array([value if type(value) in (int, float) else np.nan for value in values], dtype=float)
    found = np.full(len(numbers), None, dtype=object)
    with np.errstate(invalid="ignore"):
        is_whole = (numbers == np.floor(numbers)) & ~np.isin(numbers, np.array(_REPEATED, dtype=float))
        for least, below, length in _LOST_ZEROS[of]:
            held = is_whole & (numbers >= least) & (numbers < below)
            found[held] = [f"{number:0{length}d}" for number in numbers[held].astype(np.int64).tolist()]
    return found.tolist()
