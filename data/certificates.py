"""Certificates of products: how long they hold, and what of them is on sale."""

import pandas as pd

from data import figures, vocabulary
from data.sales import Trade
from data.snapshots import Scope, Snapshot, ask

SOON = vocabulary.settings()["certificates"]["soon_days"]  # before a certificate's last day


def of(snapshot: Snapshot, scope: Scope, trade: Trade, scheme: str = "all") -> pd.DataFrame:
    """One row a certificate, the first to expire first: scheme, product, commune, days_left, listings on sale, orders.

    A scheme is a certification; 'ocop' is any of its stars.
    """
    found = Trade(trade.district, commune=trade.commune).of(ask(snapshot, scope, "certificate"))
    if scheme == figures.OPEN:
        return found
    return found[found["scheme"].str.startswith(scheme) if scheme == figures.OCOP else found["scheme"] == scheme]


def counts(found: pd.DataFrame) -> pd.Series:
    """Certificates in force, those of them with a listing on sale, soon to expire, and the expired ones."""
    is_in_force = found["days_left"].isna() | (found["days_left"] >= 0)
    in_force = found[is_in_force]
    return pd.Series({
        "in_force": len(in_force), "on_sale": int((in_force["listings"] > 0).sum()),
        "soon": int(in_force["days_left"].le(SOON).sum()), "expired": int((~is_in_force).sum()),
    })  # fmt: skip
