"""Of which fields a table tells nothing: there a later row erases nothing of an earlier one."""

import pandas as pd

from etl.layout import Table

# The columns that a table must have to tell a household token: one of each group.
_TOKENS: dict[str, list[set[str]]] = {
    **{name: [{"household_code"}] for name in ("code_token", "code_plain", "code_anywhere")},
    "identity_token": [{"identity_number"}],
    "phone_token": [{"phone"}],
    **{name: [{"phone"}, {"full_name"}] for name in ("person_token", "person_plain")},
    **{name: [{"full_name"}, {"hamlet", "address"}] for name in ("name_token", "name_plain")},
}


def fields(table: Table, rows: pd.DataFrame) -> frozenset[str]:
    """Columns of the typed rows that their table does not tell: no column of its own, and nothing from elsewhere."""
    told = {*table.columns, *(name for name, value in table.constants.items() if value is not None)}
    return frozenset(
        name for name in rows.columns
        if (not all(told & group for group in _TOKENS[name]) if name in _TOKENS else name not in told and rows[name].isna().all())
    )  # fmt: skip
