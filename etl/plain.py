"""Cells that need no closer look: texts that are written as numbers and codes usually are, found in a whole column at once.

Each form is narrow: what is of it is no word for nothing, no error, and nothing that a spreadsheet or an eye could have
taken for something else. Everything else is read cell by cell.
"""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute

CODE = r"^[A-Za-z][0-9A-Za-z-]*[1-9][0-9A-Za-z-]*$"
_FORMS = {
    "code": CODE,
    "household_code": CODE,
    "identity_number": r"^0(0[1-9]|[1-9][0-9])[0-9]{9}$",  # a citizen's number of a province
    "phone": r"^0[1-9][0-9]{8}$",
}


def cells(values: Sequence[object], of: str) -> np.ndarray:
    """Which of some values are texts of the plain form of a type or field; none where there is no such form."""
    if of not in _FORMS:
        return np.zeros(len(values), dtype=bool)
    try:
        texts = pa.array([value if type(value) is str else None for value in values], pa.large_string())
    except UnicodeEncodeError:  # halves of letters, as damaged text has them
        return np.zeros(len(values), dtype=bool)
    return pyarrow.compute.match_substring_regex(texts, _FORMS[of]).fill_null(False).to_numpy(zero_copy_only=False)
