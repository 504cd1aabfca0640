"""The ratios that pages show beside attainment, each defined once. `etl/models/marts/attainment.sql` divides the rest.

Every function takes scalars or columns (several at once as a frame, beside one column of wholes) and gives NaN where there is nothing to divide by: missing is not zero.
"""

import numpy as np
import pandas as pd

Amount = float | pd.Series | pd.DataFrame


def share(part: Amount, whole: Amount) -> Amount:
    """Part of a whole as a share, exact until displayed."""
    return _over(part, whole)


def price(order_value: Amount, quantity: Amount) -> Amount:
    """VND for one unit of measure."""
    return _over(order_value, quantity)


def per_thousand(count: Amount, households: Amount) -> Amount:
    """How many for a thousand households."""
    return _over(count, households) * 1000


def for_each(amount: Amount, count: Amount) -> Amount:
    """How much of an amount falls to each of a count: households to a team, to a day."""
    return _over(amount, count)


def premium(price_certified: Amount, price_plain: Amount) -> Amount:
    """By which share the first price is above the second."""
    return _over(price_certified, price_plain) - 1


def _over(numerator: Amount, denominator: Amount) -> Amount:
    if isinstance(denominator, pd.Series):
        whole = denominator.astype(float).where(denominator > 0)
        return numerator.div(whole, axis=0) if isinstance(numerator, pd.DataFrame) else numerator / whole
    known = pd.notna(denominator) and denominator > 0
    if isinstance(numerator, pd.Series):
        return numerator.astype(float) / float(denominator if known else np.nan)
    return float(numerator) / float(denominator) if known and pd.notna(numerator) else float(np.nan)
