"""Choices that live in the address, so that a link reopens the same view."""

from collections.abc import Callable, Sequence
from datetime import date

import streamlit as st

from data import vocabulary
from pages.kit import formats
from pages.kit.texts import label, language, text
from pages.shared import showing


def _remember(key: str, default: object, write: Callable[[object], str]) -> None:
    value = st.session_state[f"choice.{key}"]
    if value is None or value == default:
        st.query_params.pop(key, None)
    else:
        st.query_params[key] = write(value)


def choose(
    key: str, options: Sequence[str], labels: Callable[[str], str], default: str, shape: Callable = st.selectbox
) -> str:
    """One of some codes; the code is in the address as ?key=code unless it is the default."""
    told = st.query_params.get(key, default)
    chosen = told if told in options else default
    state = f"choice.{key}"
    st.session_state[state] = (
        chosen  # always: a page moved to has a box of its own, which would begin with its first option
    )
    shape(text(f"choice.{key}"), options, format_func=labels, key=state, on_change=_remember, args=(key, default, str))
    value = st.session_state[state] or default
    showing.chose(key, text(f"choice.{key}"), labels(value), value)
    return value


def indicator(default: str = "both") -> str:
    """A household indicator that has a target."""
    known = {code: known for code, known in vocabulary.indicators().items() if known.province_target is not None}
    return choose("indicator", list(known), lambda code: label(known[code].label), default)


def told_day(first: date, last: date) -> date:
    """The day in the address, kept between two; the last one where there is none."""
    try:
        told = date.fromisoformat(st.query_params.get("day", last.isoformat()))
    except ValueError:
        return last
    return min(max(told, first), last)


def day(first: date, last: date) -> date:
    """A day between two, the last by default; before the programme has begun there is the last day alone."""
    first = min(first, last)
    chosen = st.session_state["choice.day"] = told_day(first, last)
    showing.chose("day", text("choice.day"), formats.day(chosen), chosen)
    return st.date_input(
        text("choice.day"), min_value=first, max_value=last, format="DD/MM/YYYY", key="choice.day",
        on_change=_remember, args=("day", last, lambda value: value.isoformat()),
    )  # fmt: skip


def phase() -> str:
    """One of the phases, or all of them."""
    known = {str(number): phase for number, phase in vocabulary.phases().items()}
    return choose(
        "phase", ["all", *known], lambda code: label(known[code].label) if code in known else text("choice.all"), "all"
    )


def district() -> str:
    """One of the districts, or all of them."""
    names = {unit.code: unit.name for unit in vocabulary.units().values() if unit.level == "district"}
    return choose("district", ["all", *names], lambda code: names.get(code) or text("choice.all"), "all")


def commune(district: str) -> str:
    """One of the communes of the chosen district, or all of them; offered only once a district is chosen."""
    names = {unit.code: formats.unit(unit.type, unit.name) for unit in vocabulary.communes(district)}
    if st.query_params.get("commune") not in names:
        st.query_params.pop("commune", None)
    if not names:
        return "all"
    return choose("commune", ["all", *names], lambda code: names.get(code) or text("choice.all"), "all")


def platform() -> str:
    labels = vocabulary.labels("platforms")
    return choose(
        "platform", ["all", *labels], lambda code: label(labels[code]) if code != "all" else text("choice.all"), "all"
    )


def product_type() -> str:
    labels = vocabulary.labels("product_types")
    return choose(
        "type", ["all", *labels], lambda code: label(labels[code]) if code != "all" else text("choice.all"), "all"
    )


def align(default: str) -> str:
    """By which time curves of phases are compared."""
    return choose("align", ("day", "share"), lambda code: text(f"phases.align.{code}"), default)


def product() -> str:
    """One of the products of the reference; the first, which the province is known for, by default."""
    names = {row["product"]: row for row in vocabulary.rows("products.csv")}
    return choose("product", list(names), lambda code: names[code][f"name_{language()}"], next(iter(names)))


def certification() -> str:
    """One scheme, all of OCOP, or all."""
    labels = vocabulary.labels("certifications")
    schemes = [code for code in labels if code != "none"]
    names = {"all": text("choice.all"), "ocop": text("choice.ocop")}
    return choose("scheme", ["ocop", *schemes, "all"], lambda code: names.get(code) or label(labels[code]), "ocop")


def measure() -> str:
    """What of the trade is drawn."""
    return choose("measure", ["orders", "order_value", "listings"], lambda code: text(f"measure.{code}"), "orders")
