"""Units below one another, each on a bar with its targets: a place among the others, and the way to its profile."""

from functools import partial

import pandas as pd

from pages.charts import progress
from pages.kit import formats
from pages.kit.texts import text
from pages.kit.view import Chart
from pages.progress import target


def ranked(rows: pd.DataFrame) -> Chart:
    """Described rows of units in their order, each with its targets; communes by their kind too, for their names repeat."""
    called = rows["unit"].where(rows["level"] == "commune", rows["name"])
    shares = "; ".join(f"{name} {formats.percent(share)}" for name, share in zip(called, rows["coverage"], strict=True))
    if rows["phase"].nunique() > 1:
        called = list(map(_placed, called, rows["phase"], rows["is_over"]))
    shown = rows.assign(name=called)
    draw = partial(progress.ranking, shown, target.marks(), separators=formats.separators())
    return Chart("ranking", f"{text('overview.ranking')}: {shares}", draw)


def _placed(name: str, phase: int, is_over: bool) -> str:
    """A unit's name; of an ended phase with its number, for such a unit shows its result."""
    return text("overview.ranked.over", name=name, phase=formats.number(phase)) if is_over else name
