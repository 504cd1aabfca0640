"""Answers about targets: the province, who is short, who is late, ranks, the lowest communes, phases, the new communes."""

import pandas as pd

from data import activity, attainment, outlook, vocabulary
from data.snapshots import Scope, Snapshot
from pages.kit import foreign
from pages.kit.lineage import FigureKey
from pages.method.questions.answer import Answer, few
from pages.progress.phases import curves

ENDS = 2  # of the new communes named at either end


def _figure(snapshot: Snapshot, unit: str, measure: str = "coverage", subject: str = "both") -> FigureKey:
    return FigureKey(unit, subject, measure, snapshot.as_of)


def province(snapshot: Snapshot, scope: Scope) -> Answer | None:
    """1. The households of the province with a shop."""
    found = attainment.units(snapshot, scope, snapshot.as_of, "province", "shop")
    rows = found[found["has_data"]].to_dict("records")
    if not rows:
        return None
    case = "short" if rows[0]["gap"] > 0 else "reached"
    return Answer((case,), rows[0], _figure(snapshot, vocabulary.PROVINCE, subject="shop"))


def short(snapshot: Snapshot, scope: Scope) -> Answer | None:
    """3. Who has met the target, who has not, and what each lacks."""
    rows = attainment.units(snapshot, scope, snapshot.as_of, "district", "both")
    known = rows[rows["has_data"]]
    if known.empty:
        return None
    met, lacking = (
        known[known["gap"] == 0],
        known[known["gap"] > 0].sort_values(["gap", "unit_code"], ascending=[False, True]),
    )
    silent = rows[~rows["has_data"]]
    groups = {
        "reached": list(met["unit_code"]),
        "some_short": list(lacking["unit_code"]) if len(met) else [],
        "running": _gaps(lacking[~lacking["is_over"]]),
        "ended": [
            {"deadline": deadline, "units": _gaps(own)} for deadline, own in lacking[lacking["is_over"]].groupby("ends_on")
        ],
        "silent": list(silent[silent["day_number"] >= 1]["unit_code"]),
        "waiting": list(silent[silent["day_number"] < 1]["unit_code"]),
    }  # fmt: skip
    values = groups | {
        "short": _gaps(lacking), "reached_count": len(met), "short_count": len(lacking),
        "target_share": known["target_share"].iloc[0],
    }  # fmt: skip
    worst = (lacking if len(lacking) else met)["unit_code"].iloc[0]
    none = () if groups["reached"] else ("none_reached",)
    return Answer((*none, *_filled(groups)), values, _figure(snapshot, worst, "gap"))


def _filled(groups: dict[str, list]) -> tuple[str, ...]:
    """The cases of groups that have anybody in them."""
    return tuple(case for case, found in groups.items() if found)


def _gaps(rows: pd.DataFrame) -> list[dict]:
    return [{"unit": unit, "gap": gap} for unit, gap in rows[["unit_code", "gap"]].itertuples(index=False, name=None)]


def late(snapshot: Snapshot, scope: Scope) -> Answer | None:
    """4. Who misses the deadline at the pace of the last week, and what each needs a day."""
    phase = vocabulary.running_phase(snapshot.as_of)
    shared = {"phase": phase.number, "deadline": phase.ends_on}
    if not outlook.is_running(phase.number, snapshot.as_of):
        return _too_late(snapshot, scope, shared)
    rows = outlook.expected(snapshot, scope, snapshot.as_of, "district", "both", phase.number)
    is_told = rows["week"].notna() | rows["is_reached"]
    known, unknown = rows[is_told], rows[~is_told]
    if known.empty:
        return None
    missing = known[~known["is_reached"] & known["week_on"].isna()].sort_values(
        ["needed_per_day", "unit_code"], ascending=[False, True]
    )
    told = missing[["unit_code", "needed_per_day", "pace"]].itertuples(index=False)
    values = shared | {
        "late": [{"unit": unit, "needed": needed, "pace": pace} for unit, needed, pace in told],
        "unknown": list(unknown["unit_code"]), "late_count": len(missing), "known_count": len(known),
    }  # fmt: skip
    cases = ("late" if len(missing) else "in_time", *(("unknown",) if len(unknown) else ()))
    first = (missing if len(missing) else known)["unit_code"].iloc[0]
    return Answer(cases, values, _figure(snapshot, first, "needed_per_day"))


def _too_late(snapshot: Snapshot, scope: Scope, shared: dict) -> Answer | None:
    """After the deadline of the last phase: who was late."""
    rows = attainment.units(snapshot, scope, snapshot.as_of, "district", "both")
    known = rows[rows["has_data"] & (rows["phase"] == shared["phase"])].sort_values(
        ["gap", "unit_code"], ascending=[False, True]
    )
    if known.empty:
        return None
    missing = known[known["gap"] > 0]
    late = _gaps(missing)
    values = shared | {"late": late, "late_count": len(missing)}
    return Answer(
        ("over" if late else "over_reached",), values, _figure(snapshot, known["unit_code"].iloc[0], "gap")
    )  # fmt: skip


def ranks(snapshot: Snapshot, scope: Scope) -> Answer | None:
    """5. The ranking of each phase, the latest first, and who moved since a week ago."""
    rows = attainment.ranking(snapshot, scope, snapshot.as_of, "district", "both")
    begun = rows[rows["day_number"] >= 1]
    known = begun[begun["has_data"]].sort_values(["phase", "rank", "unit_code"], ascending=[False, True, True])
    if known.empty:
        return None
    phases = [_ranked(int(phase), own) for phase, own in known.groupby("phase", sort=False)]
    silent = list(begun[~begun["has_data"]]["unit_code"])
    cases = ("told", *(("silent",) if silent else ()))
    return Answer(cases, {"phases": phases, "silent": silent}, _figure(snapshot, known["unit_code"].iloc[0]))


def _ranked(phase: int, own: pd.DataFrame) -> dict:
    is_over = bool(own["is_over"].all())
    units = [
        {"case": "kept" if is_over else _moved(row["ranks_gained"]), "unit": row["unit_code"], "rank": row["rank"],
         "coverage": row["coverage"], "moved": abs(row["ranks_gained"])}
        for row in own.to_dict("records")
    ]  # fmt: skip
    return {"case": "phase_over" if is_over else "phase", "phase": phase, "units": units}


def _moved(ranks: float) -> str:
    if pd.isna(ranks):
        return "new"
    return "same" if ranks == 0 else "up" if ranks > 0 else "down"


def lowest(snapshot: Snapshot, scope: Scope) -> Answer | None:
    """6. The lowest commune of each district."""
    rows = attainment.units(snapshot, scope, snapshot.as_of, "commune", "both")
    known = rows[rows["has_data"] & (rows["day_number"] >= 1)].sort_values(["coverage", "unit_code"])
    if known.empty:
        return None
    firsts = known.drop_duplicates("parent_code")
    told = firsts[["parent_code", "unit_code", "coverage"]].itertuples(index=False)
    found = [{"district": district, "unit": unit, "coverage": share} for district, unit, share in told]
    return Answer(("told",), {"lowest": found}, _figure(snapshot, firsts["unit_code"].iloc[0]))


def silent(snapshot: Snapshot, scope: Scope) -> Answer | None:
    """7. Communes that are at zero or have not reported, once their phase has begun."""
    rows = attainment.units(snapshot, scope, snapshot.as_of, "commune", "both")
    begun = rows[rows["day_number"] >= 1].sort_values("unit_code")
    if not begun["has_data"].any():
        return None
    zero = list(begun[begun["has_data"] & (begun["achieved"] == 0)]["unit_code"])
    unsent = list(begun[~begun["has_data"]]["unit_code"])
    values = {
        "count": len(begun), "zero": few(zero), "zero_count": len(zero), "silent": few(unsent), "silent_count": len(unsent),
    }  # fmt: skip
    cases = (*(("zero",) if zero else ()), "silent" if unsent else "all_sent") if zero or unsent else ("none",)
    return Answer(cases, values, _figure(snapshot, (zero + unsent + list(begun["unit_code"]))[0], "achieved"))


def compared(snapshot: Snapshot, scope: Scope) -> Answer | None:
    """15. The running phase beside the one before it, on the same day."""
    later = [phase for phase in vocabulary.phases().values() if vocabulary.phases_before(phase.number)]
    second = min(later, key=lambda phase: phase.starts_on)
    if snapshot.as_of < second.starts_on and scope.districts is None:
        return Answer(("waiting",), {"phase": second.number, "day": second.starts_on})
    series = attainment.phase_series(snapshot, scope, snapshot.as_of, "phase", "both")
    phase = vocabulary.compared_phase(snapshot.as_of)
    before = {one.number for one in vocabulary.phases_before(phase.number)}
    if not {phase.number} | before <= set(series["phase"]) or not before:
        return None
    verdict = foreign.unmarked(curves.verdict(series, snapshot.as_of))
    return Answer(("told",), {"verdict": verdict}, _figure(snapshot, phase.unit_code))


def held(snapshot: Snapshot, scope: Scope) -> Answer | None:
    """16. What the first phase has gained or lost since its deadline, and whether its shops still sell."""
    first = min(vocabulary.phases().values(), key=lambda phase: phase.starts_on)
    found = attainment.phase_result(snapshot, scope, "phase", "both")
    rows = found[(found["unit_code"] == first.unit_code) & found["has_data"]].to_dict("records")
    if not rows:
        return None
    figure = FigureKey(first.unit_code, "result-both", "result_at_deadline", snapshot.as_of)
    values = {"phase": first.number, "deadline": first.ends_on, "day": snapshot.as_of}
    if snapshot.as_of <= first.ends_on:
        return Answer(("today" if snapshot.as_of == first.ends_on else "running",), values, None)
    if pd.isna(rows[0]["result_at_deadline"]):
        return None
    result, after, now = (rows[0][name] for name in ("result_at_deadline", "after_deadline", "achieved_now"))
    shops = activity.shop_activity(snapshot, scope, "phase")
    own = shops[(shops["unit_code"] == first.unit_code) & (shops["platform"] == "all")]["active_share"].dropna()
    case = "more" if after > 0 else "same" if after == 0 else "fewer"
    values |= {"result": result, "after": after, "now": now, "active_share": own.max()}
    return Answer((case, *(("selling",) if len(own) else ())), values, figure)


def new_communes(snapshot: Snapshot, scope: Scope) -> Answer | None:
    """25. The communes of 2025: how many have met the target, and both ends."""
    rows = attainment.communes_2025(snapshot, scope, snapshot.as_of, "both")
    known = rows[rows["has_data"]].sort_values(["coverage", "unit_code"])
    if known.empty:
        return None
    is_few = len(known) < 2 * ENDS  # both ends would name a commune twice
    ends = {"worst": known.head(ENDS), "best": known.iloc[::-1].head(len(known) if is_few else ENDS)}
    named = {
        end: [{"unit": unit, "coverage": share} for unit, share in found[["unit_code", "coverage"]].itertuples(index=False)]
        for end, found in ends.items()
    }  # fmt: skip
    unsent = len(rows[~rows["has_data"]])
    values = named | {
        "count": len(rows), "reached": int((known["attainment"] >= 1).sum()), "silent_count": unsent,
        "target_share": rows["target_share"].iloc[0],
    }  # fmt: skip
    cases = ("few" if is_few else "told", *(("silent",) if unsent else ()))
    return Answer(cases, values, _figure(snapshot, vocabulary.PROVINCE))
