"""What the rows of a kind must hold beyond each of their cells; those that do not are refused."""

import re
from collections.abc import Callable
from decimal import Decimal
from functools import partial

import pandas as pd

from data import vocabulary
from etl import cells, closures, households, mentions, numbers, rows, sources, titles
from etl.columns import Columns, by_value
from etl.problems import Problem
from etl.text import fold

_WITHOUT_HAMLETS = {"households", "targets", "progress_reports"}  # their figures are of whole units
_WHOLE_VALUES = {"progress_reports", "published_figures"}  # what they count is whole, but for money
_PERIODS = (("opened_on", "closed_on"), ("listed_on", "delisted_on"), ("valid_from", "valid_to"))


def refuse(columns: Columns, frame: pd.DataFrame) -> None:
    """Refuses the rows of a typed frame that break a rule of their kind."""
    kind = columns.table.kind
    _refuse_below_measures(columns)
    if kind == "orders":
        _refuse_told_otherwise(columns, "currency", cells.is_dong)
        _refuse_without_thousands(columns, frame)
        _refuse_repeated_wholes(columns, frame)
        told = by_value(columns.cells("order_id").map(cells.text_or_empty), _is_period).astype(bool)
        columns.problems.refuse(columns.index[told], Problem("order_is_sum", "order_id"))
    if kind == "field_activity":
        staff = frame["kind"] == "staff"
        for rows_of, use in ((~staff, "session"), (staff, "staff")):
            _refuse_told_otherwise(columns, "unit_of_measure", partial(cells.is_phrase, use), rows_of)
    if kind in _WITHOUT_HAMLETS:
        _refuse_hamlets(columns, frame)
    if kind in _WHOLE_VALUES:
        told = zip(frame["value"], frame["indicator"], strict=True)
        columns.problems.refuse(frame.index[[_is_in_parts(*one) for one in told]], Problem("number_not_whole", "value"))
    if kind == "targets":
        ranges = zip(frame["target"], frame["target_max"], strict=True)
        broken = frame.index[[not cells.is_target_range(low, high) for low, high in ranges]]
        columns.problems.refuse(broken, Problem("target_range", "target_max"))
    _refuse_not_open(columns, frame)
    _refuse_impossible_periods(columns, frame)
    _refuse_incomplete(columns, frame)


def _refuse_below_measures(columns: Columns) -> None:
    """Refuses figures below a row that only tells units of measure and was not understood as a part of the header.

    Such a row holds nothing else but marks and remarks: '1.000 đồng' in a record is a sum.
    """
    table = columns.table
    _, first = table.rows[0] if table.rows else (0, [])
    texts = [titles.BRACKETS.sub(r"\1", cells.text_or_empty(cell)) for cell in first[: max(table.columns.values()) + 1]]
    measures = {position: told for position, text in enumerate(texts) if (told := titles.measure(text))}
    said = sources.phrases("remark") + sources.phrases("unit of measure") + sources.phrases("unit or measure")
    if not measures or any(
        text and position not in measures and fold(text) not in said and len(fold(text)) > 1
        for position, text in enumerate(texts)
    ):
        return
    for name, known in sources.kinds()[table.kind].items():
        measure = measures.get(table.columns.get(name, -1))
        if measure and measure.factor != 1 and known.type in ("count", "money", "decimal", "target"):
            columns.problems.refuse(columns.index[1:], Problem("measure_unknown", name))


def weighed(columns: Columns, frame: pd.DataFrame) -> pd.Series:
    """The unit of measure of each order: that of a header like 'Số lượng (tấn)', if any; rows that name another are refused."""
    told = frame["unit_of_measure"]
    try:
        measure = columns.measures.measure("quantity", sources.kinds()["orders"]["quantity"])
    except ValueError:
        return told  # its rows are refused already
    if not measure or not measure.unit:
        return told
    differs = told.map(lambda text: isinstance(text, str) and titles.measure(text) != measure)
    columns.problems.refuse(frame.index[differs], Problem("measure_unfit", "unit_of_measure"))
    return pd.Series(measure.unit, index=frame.index, dtype=object)


def _refuse_without_thousands(columns: Columns, frame: pd.DataFrame) -> None:
    """Refuses what is a thousandth or a thousandfold of what the rest of its row makes it.

    That are amounts and prices below 1.000 đ, and quantities such as 2.500, which may be two and a half.
    """
    told = frame[["quantity", "unit_price", "amount"]].dropna()
    told = told[(told > 0).all(axis=1)]
    product, amount = told["quantity"] * told["unit_price"], told["amount"]
    is_two_ways = columns.cells("quantity").reindex(told.index).map(numbers.has_one_mark_before_three).astype(bool)
    doubtful = (
        ("quantity", "number_ambiguous", (amount * 1000 == product) & is_two_ways),
        ("amount", "number_thousands_lost", (amount * 1000 == product) & (amount < 1000)),
        ("unit_price", "number_thousands_lost", (product * 1000 == amount) & (told["unit_price"] < 1000)),
    )
    for name, reason, is_doubtful in doubtful:
        columns.problems.refuse_unless_told(told.index[is_doubtful.astype(bool)], Problem(reason, name))


def _refuse_repeated_wholes(columns: Columns, frame: pd.DataFrame) -> None:
    """Refuses lines of one order that all tell the same amount, which is what their quantities and prices make together."""
    told = frame[["order_id", "shop_id", "quantity", "unit_price", "amount"]].dropna()
    told = told.assign(product=told["quantity"] * told["unit_price"])
    told = told[(told["product"] > 0) & (told["product"] != told["amount"])]
    for _, lines in told.groupby(["order_id", "shop_id"]):
        whole, own = sum(lines["product"]), set(lines["amount"])
        if own == {whole} and len(lines) > 1:
            columns.problems.refuse_unless_told(lines.index, Problem("amount_of_order", "amount"))


def _refuse_told_otherwise(
    columns: Columns, name: str, is_fit: Callable[[str], bool], among: pd.Series | bool = True
) -> None:
    """Refuses rows whose cell of a column tells something that does not fit what they count; a blank one tells nothing."""
    told = columns.cells(name).map(cells.text_or_empty)
    is_other = by_value(told, lambda text: bool(text) and not is_fit(text)).astype(bool)
    columns.problems.refuse(columns.index[is_other & among], Problem("measure_unfit", name))


def _refuse_hamlets(columns: Columns, frame: pd.DataFrame) -> None:
    """Refuses figures of hamlets: named as such, below the row of their commune, or under its title."""
    problems, table, index = columns.problems, columns.table, columns.index
    communes = frame["unit_code"].map(lambda code: code is not None and vocabulary.unit(code).level == "commune")
    below = rows.below_communes(table.rows, set(index[communes]))
    problems.refuse(index[_names_hamlet(columns)].union(below), Problem("unit_is_hamlet", "hamlet"))
    # What a commune lists are its hamlets, though other communes have their names.
    if own := titles.commune(table.title):
        others = frame["unit_code"][communes].map(lambda code: vocabulary.unit(code).full_name != own)
        problems.refuse(others.index[others.astype(bool)], Problem("unit_is_hamlet", "unit"))


def _names_hamlet(columns: Columns) -> pd.Series:
    """Whether a row names a hamlet, in a column of hamlets or in the name of its unit."""
    named = ~columns.cells("hamlet").map(cells.is_blank)
    for name in ("unit", "commune", "address"):
        named |= by_value(columns.cells(name).map(cells.text_or_empty), mentions.names_hamlet).astype(bool)
    return named


def _is_period(text: str) -> bool:
    """Whether the number of an order is a week or a month, whose orders the row sums: 'Tuần 37', 'Tháng 9/2021'."""
    return bool(re.fullmatch(rf"(?:(?:{sources.any_of('period')}) (?:\d+|[ivx]+)\b ?)+[\d ]*", fold(text)))


def _refuse_not_open(columns: Columns, frame: pd.DataFrame) -> None:
    """Refuses rows that their list says are closed, withdrawn or never opened, where no day of it stands."""
    end = closures.ENDS.get(columns.table.kind)
    latest = columns.days.latest

    def ends(number: int) -> bool:
        day = frame.at[number, end]
        return day is not None and day == day and (end != "valid_to" or day <= latest)

    for said, found in closures.without_day(columns.table, ends).items():
        columns.problems.refuse(found, Problem("list_not_open", end, f"Có chữ “{said}”."))


def _is_in_parts(value: Decimal | None, indicator: str | None) -> bool:
    """Whether a figure has decimals though it counts things, or is a sum of đồng too small to have them."""
    if value is None or value == int(value):
        return False
    return indicator != "order_value" or value < 1000


def _refuse_impossible_periods(columns: Columns, frame: pd.DataFrame) -> None:
    """An end before its start is impossible."""
    for start, end in _PERIODS:
        if start in frame and end in frame:
            known = frame[frame[start].notna() & frame[end].notna()]
            columns.problems.refuse(known.index[known[end] < known[start]], Problem("date_order", end))


def _refuse_incomplete(columns: Columns, frame: pd.DataFrame) -> None:
    """Groups of which at least one field must be filled in each row: the amount of an order, the owner of a certificate."""
    kind, refuse_unless_told = columns.table.kind, columns.problems.refuse_unless_told
    if kind == "orders":
        blank = frame["amount"].isna() & frame["order_amount"].isna()
        column = "amount" if "amount" in columns.table.columns else "order_amount"
        refuse_unless_told(frame.index[blank], Problem("missing", column))
    if kind == "certificates":
        blank = frame["listing_id"].isna() & ~households.has_household(frame)
        refuse_unless_told(frame.index[blank], Problem("missing", "listing_id"))
    as_of = sources.kinds()[kind].get("as_of")
    if as_of and as_of.required_group:
        refuse_unless_told(frame.index[frame["as_of"].isna()], Problem("missing", "as_of"))
