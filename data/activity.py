"""What is done: households by how far they have come, shops by whether they sell, volumes, and work in the field."""

from datetime import date

import pandas as pd

from data import figures, ratios, shelf, trade
from data.snapshots import Scope, Snapshot, ask

VOLUMES = ("shops", "accounts", "listings", "orders", "order_value")  # the columns that `volume` counts


def volume(snapshot: Snapshot, scope: Scope, day: date, level: str) -> pd.DataFrame:
    """One row a unit and platform (voso, postmart, all): shops, accounts, listings, orders and value (VND) up to `day`.

    Who may not follow single shops is told orders and value of the as-of day alone: two days would tell what lies between.
    """
    found = ask(snapshot, scope, "volume", day=day, level=level)
    if scope.sees_shops:
        return found
    if level == "phase" or day != snapshot.as_of:
        return found.assign(**dict.fromkeys(trade.SOLD, float("nan")))
    return trade.told_beside(snapshot, scope, trade.Trade(), found, trade.SOLD, "unit_code", "platform")


def household_funnel(snapshot: Snapshot, scope: Scope, level: str) -> pd.DataFrame:
    """One row a unit at the as-of day: households, account, account_shop, account_shop_listing, lead, and the odd ones."""
    return shelf.kept(snapshot, ("households by step", scope, level), lambda: _by_step(snapshot, scope, level))


def _by_step(snapshot: Snapshot, scope: Scope, level: str) -> pd.DataFrame:
    frame = ask(snapshot, scope, "household_funnel", level=level)
    return frame.assign(
        either=frame["account_shop"] + frame["only_account"] + frame["only_shop"],
        lead_share=ratios.share(frame["lead"], frame["households"]),
        indicator=figures.code("funnel"), day=pd.Timestamp(snapshot.as_of),
    )  # fmt: skip


def shop_activity(snapshot: Snapshot, scope: Scope, level: str) -> pd.DataFrame:
    """One row a unit and platform at the as-of day: open shops, listed, sold, sold_30_days, open_30_days, sleeping_30_days.

    `sleeping_share` is of the shops open for at least 30 days.
    """
    return shelf.kept(snapshot, ("shops at work", scope, level), lambda: _at_work(snapshot, scope, level))


def _at_work(snapshot: Snapshot, scope: Scope, level: str) -> pd.DataFrame:
    frame = ask(snapshot, scope, "shop_activity", level=level)
    return frame.assign(
        active_share=ratios.share(frame["sold_30_days"], frame["shops"]),
        # A shop younger than 30 days cannot have slept for so long.
        sleeping_share=ratios.share(frame["sleeping_30_days"], frame["open_30_days"]),
        indicator=[figures.code("activity", platform=platform) for platform in frame["platform"]],
        day=pd.Timestamp(snapshot.as_of),
    )


def field_activity(snapshot: Snapshot, scope: Scope, day: date) -> pd.DataFrame:
    """One row a district (the province for what spans it) and kind: count and people reported up to `day`."""
    return ask(snapshot, scope, "field_activity", day=day).assign(day=pd.Timestamp(day))
