"""Ratios: exact, and missing where there is nothing to divide by."""

import math

import pandas as pd
import pytest

from data import ratios


def test_a_share_is_part_over_whole():
    assert ratios.share(1, 4) == 0.25
    assert ratios.per_thousand(3, 1500) == 2
    assert ratios.price(54_000, 12) == 4_500
    assert ratios.premium(11, 10) == pytest.approx(0.1)


@pytest.mark.parametrize("whole", [0, None, float("nan"), -1])
def test_nothing_to_divide_by_is_missing_and_not_zero(whole):
    assert math.isnan(ratios.share(1, whole))


def test_columns_divide_row_by_row_and_by_one_whole():
    part = pd.Series([1, 2, 0])
    assert ratios.share(part, pd.Series([2, 0, 5])).tolist()[::2] == [0.5, 0.0]
    assert math.isnan(ratios.share(part, pd.Series([2, 0, 5]))[1])
    assert ratios.share(part, 4).tolist() == [0.25, 0.5, 0.0]
    assert ratios.share(part, 0).isna().all()
    several = ratios.share(pd.DataFrame({"first": part, "second": part * 2}), pd.Series([2, 0, 5]))
    assert several.loc[[0, 2]].to_dict("list") == {"first": [0.5, 0.0], "second": [1.0, 0.0]}
    assert several.loc[1].isna().all()
