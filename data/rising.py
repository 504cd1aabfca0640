"""Which products rise: orders of the last four whole weeks beside those of the four before."""

from datetime import timedelta

import pandas as pd

from data import ratios, snapshots
from data.snapshots import Scope, Snapshot
from data.trade import Trade, told

WEEKS = 4


def risen(found: pd.DataFrame) -> pd.DataFrame:
    """Those of `products` that gained orders, and those of which a gain is withheld: what fell or stood still rises not."""
    return found[found["gained"].isna() | (found["gained"] > 0)]


def products(snapshot: Snapshot, scope: Scope, trade: Trade) -> pd.DataFrame:
    """One row a product, the one that gained most orders first: recent, before, gained, change (a share of before).

    A span with a week that is withheld from the viewer is missing.

    The week that the as-of day lies in counts only when it is over: half a week would look like a fall.
    """
    frame = trade.of(snapshots.ask(snapshot, scope, "product_trend"))
    frame = frame[frame["certification"] == "all"].groupby(["week", "product"], as_index=False)["orders"].sum()
    frame = told(snapshot, scope, trade, frame, ["orders"], "week", "product")
    end = pd.Timestamp(snapshot.as_of + timedelta(days=1))
    first = end - pd.Timedelta(days=end.weekday()) - pd.Timedelta(weeks=WEEKS)
    weeks = pd.to_datetime(frame["week"])
    spans = {
        "recent": (weeks >= first) & (weeks < first + pd.Timedelta(weeks=WEEKS)),
        "before": (weeks >= first - pd.Timedelta(weeks=WEEKS)) & (weeks < first),
    }
    sums = {
        name: frame["orders"].where(chosen, 0).groupby(frame["product"]).sum(skipna=False)
        for name, chosen in spans.items()
    }
    found = pd.DataFrame(sums).rename_axis("product").reset_index()
    found = found.assign(
        gained=found["recent"] - found["before"], change=ratios.premium(found["recent"], found["before"])
    )
    return found.sort_values(["gained", "product"], ascending=[False, True], ignore_index=True)
