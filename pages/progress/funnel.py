"""The way of households to a first sale: each step with what is left of the one before."""

from functools import partial
from itertools import pairwise

import pandas as pd

from data import ratios
from pages.charts import progress
from pages.kit import formats
from pages.kit.texts import text
from pages.kit.view import Chart, Part, Table, columns

STEPS = ("households", "account", "account_shop", "account_shop_listing", "lead")
COLUMNS = (("name", "lead.funnel"), ("count", "column.count_households", "count"), ("kept", "lead.step_kept"))


def drawn(own: pd.Series) -> tuple[Part, ...]:
    """The bars of a unit's way, and its table folded below them."""
    way = rows(own)
    names, counts, written = steps(own)
    words = "; ".join(f"{name}: {said}" for name, said in zip(names, written, strict=True))
    return (
        Chart("funnel", words, partial(progress.funnel, names, counts, written, separators=formats.separators())),
        Table("steps", columns(*COLUMNS), way, is_folded=True),
    )  # fmt: skip


def steps(own: pd.Series) -> tuple[list[str], list[float], list[str]]:
    """Names, counts and words of the way to a first sale; each step says what is left of the one before."""
    way = rows(own)
    written = [f"{formats.number(count)} · {kept}" for count, kept in zip(way["count"], way["kept"], strict=True)]
    return list(way["name"]), list(way["count"]), written


def rows(own: pd.Series) -> pd.DataFrame:
    """The way to a first sale as rows: name, count, and in words the share kept of the step before."""
    found = figures(own, {step: text(f"funnel.{step}") for step in STEPS})
    shares = (ratios.share(count, before) for before, count in pairwise(found["count"]))
    return found.assign(kept=[text("lead.all"), *map(_kept, shares)])


def _kept(share: float) -> str:
    """What is left of the step before; a dash after a step that nobody took."""
    return formats.MISSING if formats.is_missing(share) else text("lead.kept", share=formats.percent(share))


def figures(own: pd.Series, names: dict[str, str]) -> pd.DataFrame:
    """Figures of one unit as rows, each with the measure that it is."""
    return pd.DataFrame({
        "name": list(names.values()), "count": [float(own[measure]) for measure in names], "measure": list(names),
        "unit_code": own["unit_code"], "indicator": own["indicator"], "day": own["day"],
    })  # fmt: skip
