"""The place a map shows: the province, a district, or a commune of it; a click goes down, the trail goes up."""

from datetime import date

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data import vocabulary
from data.snapshots import Snapshot
from data.vocabulary import Unit
from pages.shared import formats, frame, showing
from pages.shared.passport import Figure
from pages.shared.texts import text

MOVED = "map.moved"


def chosen() -> Unit:
    """The unit in the address; the province where it names none."""
    known = vocabulary.units().get(("2021", st.query_params.get("unit", vocabulary.PROVINCE)))
    return known or vocabulary.unit(vocabulary.PROVINCE)


def area(place: Unit) -> Unit:
    """What the map is framed on: a commune is shown within its district."""
    return vocabulary.unit(place.parent) if place.level == "commune" else place


def within(units: pd.DataFrame, place: Unit, phase: str) -> pd.DataFrame:
    """The units shown: a district's communes, or those of the province in one phase or all."""
    if place.code != vocabulary.PROVINCE:
        return units[units["parent_code"] == area(place).code]
    return units if phase == "all" else units[units["phase"] == int(phase)]


def go_to(code: str) -> None:
    if code == vocabulary.PROVINCE:
        st.query_params.pop("unit", None)
    else:
        st.query_params["unit"] = code


def clicked(key: str) -> None:
    """A click on a district opens its communes, one on a commune tells of it."""
    if points := st.session_state[key].selection.points:
        go_to(points[0]["location"])
        st.session_state[MOVED] = True


def trail(where: DeltaGenerator, place: Unit) -> None:
    """The way back up, or what a click does."""
    if place.code != vocabulary.PROVINCE:
        showing.chose("unit", text("choice.unit"), formats.unit(place.type, place.name), place.code)
    above = [] if place.code == vocabulary.PROVINCE else [vocabulary.unit(vocabulary.PROVINCE)]
    if place.level == "commune":
        above.append(area(place))
    for unit in above:
        where.button(
            text("map.province") if unit.code == vocabulary.PROVINCE else formats.unit(unit.type, unit.name),
            on_click=go_to, args=(unit.code,), type="tertiary", icon=":material/arrow_back:", key=f"trail-{unit.code}",
        )  # fmt: skip
    if above:
        where.markdown(f"› **{formats.unit(place.type, place.name)}**")
    if place.level != "commune":
        where.markdown(text(f"map.help.{place.level}"))


def card(snapshot: Snapshot, place: Unit, units: pd.DataFrame, day: date, indicator: str) -> None:
    """A commune's figures beside the map of its district, and the way to its profile."""
    found = units[units["unit_code"] == place.code]
    showing.headed(formats.unit(place.type, place.name))
    if found.empty or not found.iloc[0]["has_data"]:
        showing.informed(text("unit.verdict.none"))
    else:
        _figures(found.iloc[0])
        frame.passport(snapshot, Figure(place.code, indicator, "coverage", day))
    frame.link("pages/progress/unit.py", text("map.profile"), ":material/badge:", unit=place.code, indicator=indicator)


def _figures(own: pd.Series) -> None:
    of = text(
        "overview.reached.of", attainment=formats.percent(own["attainment"]), target=formats.number(own["target"])
    )
    showing.metric(st, text("measure.coverage"), own["coverage"], formats.percent, own["status_label"])
    showing.metric(st, text("measure.achieved"), own["achieved"], note=of)
    showing.metric(
        st, text("measure.gap"), own["gap"], note=text("map.needed", needed=formats.number(own["needed_per_day"]))
    )
