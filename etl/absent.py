"""Of which fields a table tells nothing: there a later row erases nothing of an earlier one."""

import pandas as pd

from etl.layout import Table

_OWN = ("unit_code", "unit", "commune", "former_commune", "district", "address")
# What a field is made of, each of which a table must have to tell it.
_MADE_OF: dict[str, list[tuple[str, ...]]] = {
    "unit_code": [_OWN],
    "code_token": [("household_code",)], "code_plain": [("household_code",)],
    "code_anywhere": [("household_code",)],
    "identity_token": [("identity_number",)], "phone_token": [("phone",)],
    "person_token": [("phone",), ("full_name",)], "person_plain": [("phone",), ("full_name",)],
    "name_token": [("full_name",), ("hamlet", "address")], "name_plain": [("full_name",), ("hamlet", "address")],
}  # fmt: skip


def fields(table: Table, rows: pd.DataFrame) -> frozenset[str]:
    """Columns of the typed rows that no column or constant of their table tells; what was found elsewhere is told."""
    told = {*table.columns, *(name for name, value in table.constants.items() if value is not None)}
    lacking = {
        name for name in rows.columns
        if not all(told.intersection(parts) for parts in _MADE_OF.get(name, [(name,)]))
    }  # fmt: skip
    return frozenset(name for name in lacking if rows[name].isna().all() or (rows[name] == "").all())
