"""The agenda of a meeting: which slides, in which order; the codes stand in the address."""

import streamlit as st

from data import vocabulary
from data.snapshots import Snapshot
from pages.kit import formats
from pages.kit.texts import text

SLIDES = ("province", "map", "ranking", "outlook", "phases", "lead", "products", "findings", "conclusions")
DISTRICT = "district-"


def known(snapshot: Snapshot) -> list[str]:
    """All slides in their usual order: each district of the running phase has one, before the conclusions."""
    phase = vocabulary.running_phase(snapshot.as_of).number
    districts = [
        f"{DISTRICT}{unit.code}"
        for unit in vocabulary.units().values()
        if unit.level == "district" and unit.phase == phase
    ]
    return [*SLIDES[:-1], *districts, SLIDES[-1]]


def chosen(snapshot: Snapshot) -> list[str]:
    """The agenda of the address; all slides where it names none."""
    told = dict.fromkeys(st.query_params.get("agenda", "").split(","))
    slides = known(snapshot)
    return [slide for slide in told if slide in slides] or slides


def name(slide: str) -> str:
    if slide.startswith(DISTRICT):
        unit = vocabulary.unit(slide.removeprefix(DISTRICT))
        return formats.unit(unit.type, unit.name)
    return text(f"slide.{slide}")


def edit(snapshot: Snapshot) -> None:
    """A line a slide, with its place, a step up or down and out; below, what is left out and the usual order again."""
    order = chosen(snapshot)
    st.subheader(text("meeting.agenda"))
    st.caption(text("meeting.agenda.help"))
    with st.container(key="agenda", gap="xsmall", width=780):
        for at, slide in enumerate(order):
            _line(snapshot, order, at, slide)
    left_out = [slide for slide in known(snapshot) if slide not in order]
    with st.container(key="agenda-left-out", horizontal=True, vertical_alignment="center"):
        for slide in left_out:
            st.button(
                name(slide), key=f"add-{slide}", icon=":material/add:", on_click=_keep, args=(snapshot, [*order, slide])
            )
    if order != known(snapshot):
        st.button(
            text("agenda.usual"), key="agenda-usual", icon=":material/restart_alt:", type="tertiary",
            on_click=_keep, args=(snapshot, known(snapshot)),
        )  # fmt: skip


def _line(snapshot: Snapshot, order: list[str], at: int, slide: str) -> None:
    state = f"place-{slide}"
    st.session_state[state] = at + 1
    with st.container(key=f"agenda-{slide}", horizontal=True, vertical_alignment="center", gap="small"):
        st.selectbox(
            text("agenda.place", name=name(slide)), range(1, len(order) + 1), key=state, width=90,
            label_visibility="collapsed", on_change=_place, args=(snapshot, order, slide),
        )  # fmt: skip
        st.markdown(name(slide), width="stretch")
        for step, icon, to in (("up", "arrow_upward", at - 1), ("down", "arrow_downward", at + 1)):
            st.button(
                text(f"agenda.{step}"), key=f"{step}-{slide}", icon=f":material/{icon}:", on_click=_keep,
                args=(snapshot, _moved(order, slide, to)), disabled=not 0 <= to < len(order),
            )  # fmt: skip
        st.button(
            text("agenda.out"), key=f"out-{slide}", icon=":material/close:", on_click=_keep,
            args=(snapshot, [other for other in order if other != slide]), disabled=len(order) == 1,
        )  # fmt: skip


def _place(snapshot: Snapshot, order: list[str], slide: str) -> None:
    _keep(snapshot, _moved(order, slide, st.session_state[f"place-{slide}"] - 1))


def _moved(order: list[str], slide: str, to: int) -> list[str]:
    rest = [other for other in order if other != slide]
    return [*rest[: max(to, 0)], slide, *rest[max(to, 0) :]]


def _keep(snapshot: Snapshot, order: list[str]) -> None:
    if order == known(snapshot):
        st.query_params.pop("agenda", None)
    else:
        st.query_params["agenda"] = ",".join(order)
