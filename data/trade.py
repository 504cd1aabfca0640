"""What of the trade is asked for, and what of it is told to whom.

Who may not follow single shops is told the tables of `trade_tables.csv`, but the cells that the build withheld of them
(`mart.withheld`, see `etl/small_cells.py`): of fewer than three shops, and those from which such a one would follow.
"""

from dataclasses import dataclass, replace

import pandas as pd

from data import figures, shelf, vocabulary
from data.snapshots import EVERYTHING, NotInSnapshot, Scope, Snapshot, ask
from data.trade_tables import Table, tables

FAMILIES = frozenset({"trade", "week", "product", "rising", "volume", "order_value"})  # of figures that may be withheld
SOLD = ["orders", "order_value"]
_UNITS = {"district_code": "district", "commune_code": "commune"}


@dataclass(frozen=True)
class Trade:
    """What of the trade is asked for; 'all' leaves a dimension open. The certification 'all' is counted apart.

    An order stands in one commune, that of its first line's shop: communes add up to their district.
    """

    district: str = figures.OPEN
    platform: str = figures.OPEN
    product_type: str = figures.OPEN
    commune: str = figures.OPEN

    @property
    def unit(self) -> str:
        """The unit whose trade is asked for: the commune, else the district, else the province."""
        return next((code for code in (self.commune, self.district) if code != figures.OPEN), vocabulary.PROVINCE)

    @property
    def chosen(self) -> dict[str, str]:
        """What narrows the trade of the unit."""
        return {"platform": self.platform, "product_type": self.product_type}

    def of(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The rows of the district, commune, platform and product type asked for."""
        for column, chosen in (
            ("district_code", self.district),
            ("commune_code", self.commune),
            *self.chosen.items(),
        ):
            if chosen != figures.OPEN:
                frame = frame[frame[column] == chosen]
        return frame


def is_told(scope: Scope, trade: Trade, *by: str) -> bool:
    """Whether the trade of a unit may be told by these dimensions beside what it is narrowed to."""
    if scope.sees_shops:
        return True
    seen = _seen(scope, trade)
    if seen is None and not _names_units(by):
        return False
    narrowed = [name for name, value in trade.chosen.items() if value != figures.OPEN]
    whole = vocabulary.unit((seen or trade).unit).level
    level = next((level for column, level in _UNITS.items() if column in by), whole)
    dimensions = [name for name in (*narrowed, *by) if name not in (*_UNITS, figures.OPEN)]
    return _table(level, _without_type(dict.fromkeys(dimensions, ""))) is not None


def _seen(scope: Scope, trade: Trade) -> Trade | None:
    """The trade as far as a viewer sees it: of the province's he sees his district's. The sum of several is in no table: None."""
    if scope.districts is None or trade.unit != vocabulary.PROVINCE:
        return trade
    return replace(trade, district=min(scope.districts)) if len(scope.districts) == 1 else None


def _names_units(by: tuple[str, ...]) -> bool:
    """Whether each row tells which unit it is of."""
    return not {"unit_code", *_UNITS}.isdisjoint(by)


def told(
    snapshot: Snapshot, scope: Scope, trade: Trade, rows: pd.DataFrame, measures: list[str], *by: str
) -> pd.DataFrame:
    """Rows of the trade without those of tables that the viewer is not told, and with what else is withheld missing in `measures`.

    `by` are the columns that tell dimensions; unit_code, district_code and commune_code tell the unit of a row. Of a table that is not
    told there is no row: which of its cells are empty would tell who sold what.
    """
    if scope.sees_shops:
        return rows
    seen = _seen(scope, trade)
    if seen is None and not _names_units(by):
        return rows.iloc[:0].astype(dict.fromkeys(measures, float))
    keys = [_key(seen or trade, row) for row in rows[list(by)].to_dict("records")]
    is_of_a_table = pd.Series([_is_of_a_table(key) for key in keys], rows.index, dtype=bool)
    known = pd.Series([_is_known(snapshot, key) for key in keys], rows.index, dtype=bool)
    return rows.assign(**{name: rows[name].astype(float).where(known) for name in measures})[is_of_a_table]


def told_beside(
    snapshot: Snapshot, scope: Scope, trade: Trade, rows: pd.DataFrame, measures: list[str], *by: str
) -> pd.DataFrame:
    """The same for rows that say more than these measures, and so stand also where their table is not told."""
    known = told(snapshot, scope, trade, rows, measures, *by)[measures]
    return rows.assign(**known.reindex(rows.index))


def whole_is_told(snapshot: Snapshot, scope: Scope, trade: Trade) -> bool:
    """Whether the trade asked for may be told as one sum."""
    if scope.sees_shops:
        return True
    if (seen := _seen(scope, trade)) is None:
        return False
    key = _key(seen, {})
    return _is_of_a_table(key) and _is_known(snapshot, key)


def is_withheld(scope: Scope, subject: str, value: float | None) -> bool:
    """Whether a figure of the trade that is missing is so because of the viewer."""
    return not scope.sees_shops and figures.subject(subject).family in FAMILIES and pd.isna(value)


_Key = tuple[str, str, frozenset[tuple[str, str]]]


def _key(trade: Trade, values: dict[str, object]) -> _Key:
    """Level, unit and values of the dimensions of a cell."""
    named_units = [values.pop(column) for column in ("unit_code", *_UNITS) if column in values]
    unit = vocabulary.unit(named_units[0] if named_units else trade.unit)
    named = {name: _code(value) for name, value in (trade.chosen | values).items() if value != figures.OPEN}
    return unit.level, unit.code, frozenset(_without_type(named).items())


def _code(value: object) -> str:
    return str(value.date()) if isinstance(value, pd.Timestamp) else str(value)


def _without_type(named: dict[str, str]) -> dict[str, str]:
    """A product lies in one type."""
    return {name: value for name, value in named.items() if name != "product_type" or "product" not in named}


def _table(level: str, dimensions: dict[str, str]) -> Table | None:
    return next((one for one in tables() if one.level == level and set(one.dimensions) == set(dimensions)), None)


def _is_of_a_table(key: _Key) -> bool:
    level, _, values = key
    return _table(level, dict(values)) is not None


def _is_known(snapshot: Snapshot, key: _Key) -> bool:
    """Whether a cell is told, and its product is of one type. A snapshot of a version that withheld nothing tells none."""
    try:
        withheld = _withheld(snapshot)
    except NotInSnapshot:
        return False
    _, _, values = key
    return key not in withheld and not any(("", "", frozenset({pair})) in withheld for pair in values)


def _withheld(snapshot: Snapshot) -> frozenset[_Key]:
    """The cells that a snapshot withholds; a product of several types as one of no level and no unit."""
    return shelf.kept(snapshot, ("withheld",), lambda: _read(snapshot))


def _read(snapshot: Snapshot) -> frozenset[_Key]:
    rows = ask(snapshot, EVERYTHING, "withheld").to_dict("records")
    pairs = (((row["first"], row["first_value"]), (row["second"], row["second_value"])) for row in rows)
    return frozenset(
        (row["level"], row["unit_code"], frozenset((name, value) for name, value in pair if name))
        for row, pair in zip(rows, pairs, strict=True)
    )
