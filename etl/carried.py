"""Orders whose data stand on their first line only, as sales programmes export them: carried down to their other lines.

Like the value of a merged cell, what stands once for several lines holds for each of them, but only where that is proven:
- A line without any order data (id, day, status, amount of the order all blank) but with a quantity belongs to the order
  right above it. Its number in the list is blank or the same, its shop, platform and province are blank or the same.
- A line without an amount takes the amount of the whole order from another line of the same id and shop, where all
  that tell one tell the same and no line tells an amount of its own.
A line with some of its order data blank and some filled is left as it is, to be refused.
"""

from etl import layout
from etl.cells import is_blank
from etl.text import clean, fold

ORDER = ("order_id", "ordered_on", "status", "order_amount")
SAME = ("shop_id", "platform", "buyer_province")
_NUMBERS = {"stt", "tt", "so tt", "so thu tu", "no"}


def carry_down(table: layout.Table) -> None:
    """Fill the cells of a table of orders that another line of the same order tells."""
    _data_of_orders(table)
    if "order_amount" in table.columns:
        _amounts(table)


def _data_of_orders(table: layout.Table) -> None:
    whole = [table.columns[name] for name in ORDER if name in table.columns]
    shared = [table.columns[name] for name in SAME if name in table.columns]
    shared += [position for position, text in enumerate(table.headers) if fold(text) in _NUMBERS]
    quantity = table.columns["quantity"]
    first, last = None, 0
    for number, row in table.rows:
        filled = [not is_blank(row[position]) for position in whole]
        is_line = not any(filled) and not is_blank(row[quantity])
        if is_line and first and number == last + 1 and all(_is_same(row[p], first[p]) for p in shared):
            for position in (*whole, *shared):
                row[position] = first[position]
            last = number
        else:
            first, last = (row if all(filled) else None), number


def _is_same(cell: object, first: object) -> bool:
    return is_blank(cell) or cell == first


def _amounts(table: layout.Table) -> None:
    position, own = table.columns["order_amount"], table.columns.get("amount")
    orders: dict[tuple, list[list]] = {}
    for _, row in table.rows:
        known = tuple(
            _text(row[table.columns[name]]) for name in ("order_id", "shop_id", "platform") if name in table.columns
        )
        if known[0]:
            orders.setdefault(known, []).append(row)
    for lines in orders.values():
        told = {_text(row[position]): row[position] for row in lines if not is_blank(row[position])}
        if len(told) == 1 and (own is None or all(is_blank(row[own]) for row in lines)):
            for row in lines:
                row[position] = next(iter(told.values()))


def _text(value: object) -> str:
    if is_blank(value):
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else clean(str(value))
