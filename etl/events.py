"""What the days in the rows tell: of each file, of the whole inbox, and of rows whose year was mistyped."""

from datetime import date, datetime, timedelta

import pandas as pd

from data import vocabulary
from etl import land

EVENTS = {
    "shops": ["opened_on", "closed_on"], "accounts": ["opened_on", "closed_on"], "listings": ["listed_on", "delisted_on"],
    "orders": ["ordered_on"], "field_activity": ["date"],
}  # fmt: skip
_REPORTS, _REGISTERS = {"progress_reports": ["as_of"]}, {"households": ["as_of"]}
_OTHERS = {"published_figures": ["as_of"], "certificates": ["valid_from"], "targets": ["valid_from"]}
DATED = (EVENTS, _REPORTS, _REGISTERS, _OTHERS)
FAR_AHEAD = timedelta(days=180)
MOST_MISTYPED = 2  # what more rows say is no slip


def file_days(rows: dict[str, pd.DataFrame], latest: date) -> dict[str, pd.DataFrame]:
    """Rows by kind with `file_day`: what their table states, else another of their file, else its newest event, else the clock."""
    stated = _newest({kind: frame[["document", "stated"]] for kind, frame in rows.items()}, latest)
    named = {kind: names for kinds in DATED for kind, names in kinds.items()}
    events = {kind: frame[["document", *named[kind]]] for kind, frame in rows.items()}
    known = _newest(events, latest) | stated
    return {
        kind: frame.drop(columns="stated").assign(
            file_day=[
                (own or known.get(document) or _clock(modified)).toordinal()
                for own, document, modified in zip(frame["stated"], frame["document"], frame["modified"], strict=True)
            ]
        )
        for kind, frame in rows.items()
    }


def _clock(modified: float) -> date:
    return datetime.fromtimestamp(modified, vocabulary.ZONE).date()


def _newest(frames: dict[str, pd.DataFrame], latest: date) -> dict[int, date]:
    """The newest day of each document, in any column of its rows, that is not in the future."""
    found: dict[int, date] = {}
    for frame in frames.values():
        for name in frame.columns.drop("document"):
            dated = frame.loc[frame[name].notna(), ["document", name]]
            dated = dated[dated[name] <= latest]
            for document, day in dated.groupby("document")[name].max().items():
                found[document] = max(day, found.get(document, day))
    return found


def far_ahead(rows: dict[str, pd.DataFrame], latest: date) -> dict[str, pd.Series]:
    """By kind, for the one or two things whose day lies far after every other one's, the field of that day by row.

    The same order, shop or report told in several rows or files is one. A register tells of no event and is no measure.
    """
    parts = []
    for kind, names in (EVENTS | _REPORTS).items():
        if kind in rows:
            days = rows[kind][names].where(
                rows[kind][names].map(lambda day: day is not None and day == day and day <= latest)
            )
            known = [
                name for name in _KNOWN_BY.get(kind, land.IDENTITY[kind]) if name in rows[kind] and name not in names
            ]
            thing = pd.util.hash_pandas_object(rows[kind][known].astype(str).assign(kind=kind), index=False)
            parts += [
                pd.DataFrame(
                    {"kind": kind, "field": name, "thing": thing.to_numpy(), "day": days[name]}, index=days.index
                )
                for name in names
            ]
    told = pd.concat(parts).dropna(subset="day") if parts else pd.DataFrame(columns=["thing", "day"])
    told["day"] = pd.array([day.toordinal() for day in told["day"]], dtype="int64")  # whole numbers are grouped at once
    newest = told.groupby("thing")["day"].max().sort_values(ascending=False)
    for number in range(min(MOST_MISTYPED, len(newest) - 1), 0, -1):
        if newest.iloc[number - 1] - newest.iloc[number] > FAR_AHEAD.days:
            far = told[told["thing"].isin(newest.index[:number]) & (told["day"] > newest.iloc[number])]
            return {kind: found["field"].groupby(level=0).first() for kind, found in far.groupby("kind")}
    return {}


_KNOWN_BY = {
    "orders": ["platform", "order_id", "shop_id"],
    "listings": ["platform", "shop_id", "listing_id"],
}  # as the rows themselves tell it, before their shops are looked up


def as_of(landed: dict[str, land.Landed], latest: date) -> date | None:
    """The newest event that is not in the future: something opened, closed, listed, sold or done in the field.

    What only speaks of days (a report, a register, then all else) dates an inbox that holds no event; one of rows
    without any day is of the last possible day. None where nothing landed.
    """
    for kinds in DATED:
        days = [
            day for kind, names in kinds.items() if kind in landed for name in names
            for day in landed[kind].current[name].dropna() if day <= latest
        ]  # fmt: skip
        if days:
            return max(days)
    return latest if landed else None
