"""The profile of one unit: which one, its figures, its companions and its neighbours."""

from datetime import date

import pandas as pd
import streamlit as st

from data import attainment, likeness, vocabulary
from data.snapshots import Scope, Snapshot
from data.vocabulary import Unit
from geo import layers
from pages.shared import cards, comparing, formats, ledger, selling, showing, tables
from pages.shared.passport import Figure
from pages.shared.texts import text

COMMUNES = {
    "unit": ("column.unit", None),
    "rank_in": ("column.rank", tables.COUNT),
    "status_label": ("column.status", None),
    "coverage": ("column.coverage", tables.SHARE),
    "achieved": ("column.achieved", tables.COUNT),
    "target": ("column.target", tables.COUNT),
    "target_share": ("column.target_share", tables.SHARE),
    "local": ("column.local_share", None),
    "gap": ("column.gap", tables.COUNT),
    "coverage_gained": ("column.coverage_gained", tables.POINTS),
}
NEIGHBOURS = {
    "unit": ("column.unit", None),
    "rank": ("column.rank", tables.COUNT),
    "status_label": ("column.status", None),
    "coverage": ("column.coverage", tables.SHARE),
    "coverage_gained": ("column.coverage_gained", tables.POINTS),
}
_ORDER = {"district": 0, "commune": 1}


def chosen() -> str:
    """The unit of the address, or one chosen from all districts and communes; the first district to begin with."""
    units = [unit for (vintage, _), unit in vocabulary.units().items() if vintage == "2021" and unit.level in _ORDER]
    codes = [unit.code for unit in sorted(units, key=lambda unit: _ORDER[unit.level])]
    told = st.query_params.get("unit", codes[0])
    current = told if told in codes else codes[0]
    if told != current:
        showing.informed(text("app.unknown_unit", code=told[:20]))
    state = "choice.unit"
    if st.session_state.get(state) != current:
        st.session_state[state] = current
    st.selectbox(text("choice.unit"), codes, format_func=_name, key=state, on_change=_remember)
    showing.chose("unit", text("choice.unit"), _name(current), current)
    return current


def _remember() -> None:
    st.query_params["unit"] = st.session_state["choice.unit"]


def _name(code: str) -> str:
    unit = vocabulary.unit(code)
    name = formats.unit(unit.type, unit.name)
    return name if unit.level == "district" else f"{name} ({vocabulary.unit(unit.parent).name})"


def title(unit: Unit) -> str:
    name = formats.unit(unit.type, unit.name)
    place = name if unit.level == "district" else f"{name}, {vocabulary.unit(unit.parent).full_name}"
    return text("unit.title", unit=place)


def district(unit: Unit) -> str:
    return unit.code if unit.level == "district" else unit.parent


def verdict(own: pd.Series, unit: Unit, ranked: pd.DataFrame) -> str:
    """One sentence: rank, status, ahead or behind, and what is asked of each day."""
    if not own["has_data"]:
        return text("unit.verdict.none")
    parts = [
        text("unit.verdict.rank", rank=formats.number(own["rank"]), units=formats.number(ranked["has_data"].sum()),
             level=text(f"level.{unit.level}").lower()),
        text(f"status.{own['status']}").lower(),
    ]  # fmt: skip
    if pd.notna(own["days_ahead"]):
        key = "unit.verdict.ahead" if own["days_ahead"] >= 0 else "unit.verdict.late"
        parts.append(text(key, days=formats.number(abs(own["days_ahead"]))))
    if pd.notna(own["needed_per_day"]) and own["gap"] > 0:
        parts.append(text("unit.verdict.needed", needed=formats.number(own["needed_per_day"])))
    return "; ".join(parts) + "."


def headline(ranked: pd.DataFrame, unit: Unit, snapshot: Snapshot) -> None:
    """Reached, coverage, attainment, gap, the week's gain; each with the way to where it comes from."""
    own = tables.named(ranked[ranked["unit_code"] == unit.code]).iloc[0]
    shown = ("achieved", "coverage", "attainment", "gap", "gained_7_days")
    for column, name in zip(st.container(key="card-unit").columns(len(shown)), shown, strict=True):
        figure = Figure(own["unit_code"], own["indicator"], name, own["day"].date())
        cards.traced(column, snapshot, figure, own, text(f"measure.{name}"))


def bar(own: pd.Series, unit: Unit) -> None:
    """Where the unit stands against both its targets, once it has reported."""
    if own["has_data"]:
        cards.bar(own, "bar", formats.unit(unit.type, unit.name))


def curves(
    snapshot: Snapshot, scope: Scope, day: date, unit: Unit, indicator: str
) -> tuple[pd.DataFrame, list[tuple[str, pd.DataFrame]]]:
    """The unit's curve, and those it is compared with: phase 1 as a whole, and its twin for a commune of phase 2."""
    own = attainment.phase_series(snapshot, scope, day, unit.level, indicator)
    phases = attainment.phase_series(snapshot, scope, snapshot.as_of, "phase", indicator)
    ghosts = [(text("phases.phase", phase=1), phases[phases["phase"] == 1])]
    if unit.level == "commune" and unit.phase != 1:
        twin = likeness.twin(unit.code).code
        communes = attainment.phase_series(snapshot, scope, snapshot.as_of, "commune", indicator)
        ghosts.append((text("unit.twin", name=_name(twin)), communes[communes["unit_code"] == twin]))
    return own[own["unit_code"] == unit.code], ghosts


def axes(align: str) -> dict[str, str]:
    return {**comparing.axes(align), "target": text("mark.target")}


def twin_reason(unit: Unit, align: str) -> str:
    """What the dotted lines are, and why the twin is the twin."""
    if unit.level != "commune" or unit.phase == 1:
        return text(f"unit.ghost.{align}")
    own, twin = likeness.places()[unit.code], likeness.twin(unit.code)
    return text(
        "unit.twin.reason", name=_name(twin.code), own=formats.number(own.households), other=formats.number(twin.households),
        own_far=formats.number(own.remoteness, 1), other_far=formats.number(twin.remoteness, 1),
    )  # fmt: skip


def communes(ranked: pd.DataFrame, unit: Unit) -> pd.DataFrame:
    """The communes of a district, the lowest first."""
    own = ranked[ranked["parent_code"] == unit.code]
    own = tables.named(own).assign(
        rank_in=own["coverage"].where(own["has_data"]).rank(ascending=False, method="min"),
        local=[_local(low, high) for low, high in zip(own["local_target_share"], own["local_target_share_max"], strict=True)],
    )  # fmt: skip
    return own.sort_values(["has_data", "coverage"], ascending=[False, True])


def _local(low: float | None, high: float | None) -> str:
    """A commune's own target, a range where it is one: 70–80%."""
    if pd.isna(low):
        return "—"
    return (
        formats.percent(low, 0)
        if pd.isna(high) or high == low
        else f"{formats.number(low * 100)}–{formats.percent(high, 0)}"
    )


def neighbours(ranked: pd.DataFrame, unit: Unit) -> pd.DataFrame:
    beside = layers.neighbours(layers.layer(unit.level)).get(unit.code, set())
    return tables.named(ranked[ranked["unit_code"].isin(beside | {unit.code})]).sort_values("rank")


def products(sellers: pd.DataFrame, unit: Unit) -> None:
    """What sells best in the unit, by orders."""
    own = sellers if unit.level == "district" else sellers[sellers["commune_code"] == unit.code]
    if own.empty:
        showing.informed(text("products.none"))
        return
    total = own.groupby("product", as_index=False)[["orders", "order_value"]].sum()
    tables.show(selling.named(total.sort_values("orders", ascending=False).head(8)), selling.PRODUCTS)


def activity(field: pd.DataFrame, unit: Unit) -> None:
    """Field support of the unit's district."""
    own = field[field["district_code"] == district(unit)]
    if own.empty:
        showing.informed(text("overview.field.none"))
    else:
        tables.show(tables.activity(own), tables.ACTIVITY)


def findings(found: pd.DataFrame, unit: Unit) -> None:
    """What is to be verified about the unit or its communes."""
    codes = {unit.code} | {one.code for one in vocabulary.units().values() if one.parent == unit.code}
    own = found[found["unit_code"].isin(codes)]
    if own.empty:
        showing.good(text("quality.findings.none"))
    else:
        tables.read(ledger.findings(own), ledger.FINDINGS)
