"""Answers about the targets that units set themselves: what is met, what lacks and who leads is by those alone."""

import pandas as pd

from data import attainment, own_targets
from data.snapshots import Scope, Snapshot
from pages.kit.lineage import FigureKey
from pages.method.questions.answer import Answer


def raised(snapshot: Snapshot, scope: Scope, district: str) -> Answer | None:
    """8. The communes of a district that ask more of themselves than the province does, the nearest first."""
    rows = own_targets.raised(_communes(snapshot, scope, district))
    known = own_targets.judged(rows).sort_values(["own_rank", "unit_code"])
    if not known["has_data"].any():
        return None
    values = {
        "district": district, "count": len(known), "own_share": known["local_target_share"].max(),
        "met_count": int(known["is_met"].sum()), "units": [_standing(row) for row in known.to_dict("records")],
    }  # fmt: skip
    cases = ("told", "some_met" if values["met_count"] else "none_met")
    return Answer(cases, values, FigureKey(known["unit_code"].iloc[0], "both", "coverage", snapshot.as_of))


def _communes(snapshot: Snapshot, scope: Scope, district: str) -> pd.DataFrame:
    rows = attainment.units(snapshot, scope, snapshot.as_of, "commune", "both")
    return rows[(rows["parent_code"] == district) & (rows["day_number"] >= 1)]


def _standing(row: dict) -> dict:
    case = "silent" if not row["has_data"] else "met" if row["is_met"] else "short"
    return {"case": case, "unit": row["unit_code"], "coverage": row["coverage"], "own_gap": row["own_gap"]}


def leads(snapshot: Snapshot, scope: Scope, district: str) -> Answer | None:
    """9. The lead households of a district against the share that it set itself."""
    rows = attainment.units(snapshot, scope, snapshot.as_of, "district", "lead")
    own = rows[(rows["unit_code"] == district) & rows["has_data"] & (rows["day_number"] >= 1)]
    known = own_targets.judged(own_targets.raised(own)).to_dict("records")
    if not known:
        return None
    row = known[0]
    values = row | {"unit": district, "own_share": row["local_target_share"]}
    figure = FigureKey(district, "lead", "own_target", snapshot.as_of)
    return Answer(("met" if row["is_met"] else "short",), values, figure)


def ranged(snapshot: Snapshot, scope: Scope, district: str) -> Answer | None:
    """10. The communes of a district with a range for a target: within it, above it, below it."""
    rows = _communes(snapshot, scope, district)
    belt = own_targets.judged(rows[rows["local_target_share_max"].notna()]).sort_values(["own_rank", "unit_code"])
    if not belt["has_data"].any():
        return None
    is_above = belt["coverage"] > belt["local_target_share_max"]
    groups = {
        "within": belt[belt["is_met"] & ~is_above], "above": belt[is_above], "below": belt[belt["has_data"] & ~belt["is_met"]],
    }  # fmt: skip
    listed = {name: list(map(_share, found.to_dict("records"))) for name, found in groups.items()}
    unsent = list(belt[~belt["has_data"]]["unit_code"])
    values = listed | {f"{name}_count": len(found) for name, found in listed.items()} | {
        "silent": unsent, "count": len(belt), "low": belt["local_target_share"].min(), "high": belt["local_target_share_max"].max(),
    }  # fmt: skip
    first = ("within",) if listed["within"] else () if listed["above"] else ("none_within",)
    rest = tuple(case for case in ("above", "below", "silent") if values[case])
    return Answer((*first, *rest), values, FigureKey(belt["unit_code"].iloc[0], "both", "coverage", snapshot.as_of))


def _share(row: dict) -> dict:
    return {"unit": row["unit_code"], "coverage": row["coverage"], "own_gap": row["own_gap"]}
