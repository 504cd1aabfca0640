"""Product families of listings, recognised by the keywords of `products.csv`. Only the family goes on, never the name."""

import re
from functools import cache

import pandas as pd

from data import vocabulary
from etl.text import fold


@cache
def _keywords() -> list[tuple[re.Pattern, str, str]]:
    """(pattern, product, product type), longer keywords first so that 'na dai' is tried before 'na'."""
    listed = [
        (keyword.strip(), row["product"], row["product_type"])
        for row in vocabulary.rows("products.csv")
        for keyword in row["keywords"].split(";")
        if keyword.strip()
    ]
    listed.sort(key=lambda entry: -len(entry[0]))
    return [(re.compile(rf"\b{re.escape(keyword)}\b"), product, kind) for keyword, product, kind in listed]


def family(name: str) -> tuple[str, str]:
    """(product, product type) of a listing's name; ('other', 'unknown') if no keyword is in it."""
    folded = fold(name)
    return next(
        ((product, kind) for pattern, product, kind in _keywords() if pattern.search(folded)), ("other", "unknown")
    )


def classified(listings: pd.DataFrame) -> pd.DataFrame:
    """Listings with their product family; a type that the file states stands, else that of the family."""
    known = {name: family(name) for name in listings["name"].unique()}
    product = listings["name"].map(lambda name: known[name][0])
    kind = listings["name"].map(lambda name: known[name][1])
    return listings.assign(
        product=product, product_type=listings["product_type"].where(listings["product_type"].notna(), kind)
    )
