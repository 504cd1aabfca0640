"""How units stand against the target that they set themselves: what Đình Lập, Lộc Bình and the city are asked by."""

import pandas as pd

from data import ratios


def judged(units: pd.DataFrame) -> pd.DataFrame:
    """Rows of attainment with own_gap, own_of, own_rank and is_met: all by `own_target`.

    The rank is among the rows given, by the share of the own target. A unit without data has none of them.
    """
    achieved, target = units["achieved"].astype(float), units["own_target"].astype(float)
    is_known = achieved.notna() & target.notna()
    share = ratios.share(achieved, target)
    return units.assign(
        own_gap=(target - achieved).clip(lower=0).where(is_known),
        own_of=share,
        own_rank=share.rank(ascending=False, method="min"),
        is_met=is_known & (achieved >= target),
    )


def raised(units: pd.DataFrame) -> pd.DataFrame:
    """Those that set themselves more than the province asks for."""
    return units[units["local_target_share"] > units["target_share"]]
