"""Landed rows as the models declare them: households linked, products recognised, targets as exact fractions."""

from decimal import Decimal

import pandas as pd

from etl import households, land, products, quoting, transform
from etl.settlement import OWNERS

_MEASURES = {
    "orders": ["quantity", "unit_price", "amount", "order_amount"],
    "progress_reports": ["value"],
    "published_figures": ["value"],
}


def frames_of(landed: dict[str, land.Landed], secret: bytes) -> tuple[dict[str, pd.DataFrame], dict[str, int]]:
    """Current rows by kind as `landed.sql` declares them, and the counts of `households.link`."""
    frames = {kind: one.current.reset_index(drop=True) for kind, one in landed.items()}
    linking = _link(frames)
    if "shops" in frames:
        frames["shops"] = _pseudonymous(frames["shops"], secret)
    if "listings" in frames:
        frames["listings"] = products.classified(frames["listings"])
    if "targets" in frames:
        frames["targets"] = _fractions(frames["targets"])
    if "published_figures" in frames:  # where a figure was published is free text and is shown
        sources = frames["published_figures"]["source"].map(quoting.without_persons)
        frames["published_figures"] = frames["published_figures"].assign(source=sources)
    for kind, names in _MEASURES.items():
        if kind in frames:
            frames[kind] = frames[kind].assign(**{name: frames[kind][name].astype(float) for name in names})
    return frames, linking


def _link(frames: dict[str, pd.DataFrame]) -> dict[str, int]:
    """Put the household on the rows of shops, accounts and certificates; count what was left apart."""
    owners = [kind for kind in OWNERS if kind in frames]
    if not owners:
        return {}
    records = pd.concat({kind: frames[kind][land.TOKENS] for kind in owners})
    known = (records != households.NOTHING).any(axis=1)
    household = pd.Series(pd.NA, index=records.index, dtype="Int64")
    household[known], linking = households.link(records[known])
    for kind in owners:
        frames[kind] = frames[kind].assign(household=household[kind])
    return linking


def merged(frames: dict[str, pd.DataFrame]) -> dict[str, int]:
    """For each file, how many of its rows joined a household that an earlier row had brought."""
    kinds = [kind for kind in OWNERS if kind in frames]
    if not kinds:
        return {}
    rows = pd.concat([frames[kind][["household", *land.ORDER]] for kind in kinds])
    rows = rows[rows["household"].notna()].sort_values(land.ORDER, kind="stable")
    return rows.loc[rows["household"].duplicated(), "file"].value_counts().to_dict()


def _pseudonymous(shops: pd.DataFrame, secret: bytes) -> pd.DataFrame:
    codes = [
        f"S{households.pseudonym(secret, f'shop:{platform}:{shop}')[:10]}"
        for platform, shop in zip(shops["platform"], shops["shop_id"], strict=True)
    ]
    return shops.assign(shop_code=codes)


def _fractions(targets: pd.DataFrame) -> pd.DataFrame:
    """Targets as exact fractions; a count of households has no denominator until the unit's households are known."""

    def parts(value: tuple[Decimal, str] | None) -> tuple[int | None, int | None]:
        if value is None:
            return None, None
        number, meaning = value
        return transform.as_fraction(number) if meaning == "share" else (int(number), None)

    low, high = targets["target"].map(lambda cell: parts(cell[0])), targets["target"].map(lambda cell: parts(cell[1]))
    stated = targets["target_max"].map(
        lambda cell: parts(cell[0]) if cell is not None and cell == cell else (None, None)
    )
    high = high.where(high.map(lambda pair: pair[0] is not None), stated)
    columns = {
        "numerator": low.map(lambda pair: pair[0]), "denominator": low.map(lambda pair: pair[1]),
        "numerator_max": high.map(lambda pair: pair[0]), "denominator_max": high.map(lambda pair: pair[1]),
    }  # fmt: skip
    return targets.assign(**{name: pd.array(column.to_list(), dtype="Int64") for name, column in columns.items()})
