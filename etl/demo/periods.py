"""Export days of the offices, and what an export of a period holds."""

from datetime import date, timedelta

import pandas as pd


def month_ends(as_of: date, first: date = date(2021, 7, 31)) -> list[date]:
    """Ends of months up to the as-of day, which is the last export."""
    ends, day = [], first
    while day < as_of:
        ends.append(day)
        following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
        day = date(following.year + following.month // 12, following.month % 12 + 1, 1) - timedelta(days=1)
    return [*ends, as_of]


def half_months(as_of: date) -> list[date]:
    middles = [date(end.year, end.month, 15) for end in month_ends(as_of)[1:]]
    return sorted({*month_ends(as_of), *(day for day in middles if day < as_of)})


def every_second(ends: list[date]) -> list[date]:
    return sorted({*ends[1:-1:2], ends[-1]})


def spans(ends: list[date]) -> list[tuple[date, date]]:
    """(after, until) of each export."""
    return list(zip([date(2021, 6, 30), *ends], ends, strict=False))


def of_period(table: pd.DataFrame, created: str, changed: str, after: date, until: date) -> pd.DataFrame:
    """Rows new in the period, and older rows that changed in it; with what was known at its end."""
    start, end = pd.Timestamp(after), pd.Timestamp(until)
    new = (table[created] > start) & (table[created] <= end)
    touched = (table[created] <= start) & (table[changed] > start) & (table[changed] <= end)
    part = table[new | touched].copy()
    part["known"] = part[changed] <= end
    return part


def stamp(until: date) -> str:
    return f"Tính đến ngày {until:%d/%m/%Y}"


def plain(value) -> date | None:
    return None if pd.isna(value) else value.date()


def text_date(value) -> str:
    return "" if pd.isna(value) else f"{value:%d/%m/%Y}"
