"""Certificates of products: how long they hold, and what of them is on sale."""

import pandas as pd

from data import figures, vocabulary
from data.snapshots import Scope, Snapshot, ask
from data.trade import Trade

SOON = vocabulary.settings()["certificates"]["soon_days"]  # before a certificate's last day


def of(snapshot: Snapshot, scope: Scope, trade: Trade, scheme: str = "all") -> pd.DataFrame:
    """One row a certificate, the first to expire first: scheme, product, commune, days_left, listings on sale, orders.

    A scheme is a certification; 'ocop' is any of its stars. A certificate is of one household: its orders are told to whom single
    shops may be shown, else they are missing.
    """
    found = Trade(trade.district, commune=trade.commune).of(ask(snapshot, scope, "certificate"))
    if not scope.sees_shops:
        found = found.assign(orders=float("nan"))
    if scheme == figures.OPEN:
        return found
    return found[found["scheme"].str.startswith(scheme) if scheme == figures.OCOP else found["scheme"] == scheme]


def in_force(found: pd.DataFrame) -> pd.DataFrame:
    """The certificates that hold on the snapshot's last day."""
    return found[found["days_left"].isna() | (found["days_left"] >= 0)]


def counts(found: pd.DataFrame) -> pd.Series:
    """Certificates in force, those of them with a listing on sale, soon to expire, and the expired ones."""
    held = in_force(found)
    return pd.Series({
        "in_force": len(held), "on_sale": int((held["listings"] > 0).sum()),
        "soon": int(held["days_left"].le(SOON).sum()), "expired": len(found) - len(held),
    })  # fmt: skip
