"""From attainment rows to the classes, hover texts and shapes of a map."""

from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
import plotly.graph_objects as graph_objects
import streamlit as st

from data import vocabulary
from geo import layers
from geo.picture import Class, Drawing, Style, draw
from pages.charts import maps, style
from pages.charts.maps import Band, Shapes
from pages.charts.style import Palette
from pages.shared import formats
from pages.shared.texts import text

CITY = "178"
HEIGHT = 700
ROOM_FOR_NAME = 0.13  # of the map's width; a narrower unit shows its letter alone
CONFIG = {"topojsonURL": layers.TOPOJSON_URL, "displayModeBar": False, "scrollZoom": False}
COLOURS = ("pace", "attainment", "coverage", "change")
CARRIED_COLOURS = ("coverage", "attainment")  # what a commune of 2025 has: pace and change belong to units of 2021
WIDTHS = {"indicator": 4, "colour": 3, "phase": 3, "level": 3, "boundaries": 4, "view": 4}
_BREAKS = {
    "attainment": style.ATTAINMENT_BREAKS, "coverage": style.COVERAGE_BREAKS, "coverage_gained": style.CHANGE_BREAKS,
}  # fmt: skip
_COLUMN = {"attainment": "attainment", "coverage": "coverage", "change": "coverage_gained"}
SMALL_MAPS = 12
NAME, LETTER = 15, 12  # pixels
SPLIT = "◪"


def within(units: pd.DataFrame, place: vocabulary.Unit, phase: str) -> pd.DataFrame:
    """The units shown: a district's communes, or those of the province in one phase or all."""
    if place.code != vocabulary.PROVINCE:
        return units[units["parent_code"] == place.code]
    return units if phase == "all" else units[units["phase"] == int(phase)]


def figure(
    units: pd.DataFrame, place: vocabulary.Unit, level: str, classes: list[Band], palette: Palette
) -> graph_objects.Figure:
    """The map of a place: the province with the city in an inset, or one district filling the frame."""
    units = lettered(units, classes)
    if place.code != vocabulary.PROVINCE:
        frame, borders = shapes(level, tuple(units["unit_code"])), shapes("district", (place.code,))
        return maps.choropleth(frame, borders, classes, hover(units), labels(level, units), None, "", palette, HEIGHT)
    city = units.loc[(units["unit_code"] == CITY) | (units["parent_code"] == CITY), "unit_code"]
    title = " · ".join([text("map.inset"), *units.loc[units["unit_code"] == CITY, "coverage"].map(formats.percent)])
    inset = shapes(level, tuple(city), 0.1) if len(city) else None
    named = labels("district", units) if level == "district" else letters(units)
    return maps.choropleth(
        shapes(level), shapes("district"), classes, hover(units), named, inset, title, palette, HEIGHT
    )


def lettered(units: pd.DataFrame, classes: list[Band]) -> pd.DataFrame:
    """Each unit with the letter of its class: on a photocopy the colours are gone."""
    letter_of = {code: band.letter for band in classes for code in band.codes}
    return units.assign(letter=units["unit_code"].map(letter_of).fillna(""))


def shapes(level: str, codes: tuple[str, ...] | None = None, margin: float = 0.02, vintage: str = "2021") -> Shapes:
    """The layer of a level, framed around some of its units (all by default)."""
    layer = layers.layer(level, vintage)
    return Shapes(layer.url, codes or layer.codes, layer.frame(codes, margin))


def labels(level: str, units: pd.DataFrame) -> pd.DataFrame:
    """What stands on the map: lon, lat and the text of each unit, its name with coverage and class letter if known."""
    points = _placed(level, units)
    if "letter" not in points:
        return points.assign(text=points["name"])
    west, _, east, _ = layers.layer(level).frame(tuple(units["unit_code"]))
    width = layers.layer(level).bounds.loc[points["code"], ["west", "east"]].diff(axis=1)["east"].to_numpy() / (
        east - west
    )
    written = [
        letter
        if wide < ROOM_FOR_NAME
        else f"{name}<br>{letter}"
        if pd.isna(share)
        else f"{name}<br>{formats.percent(share)} · {letter}"
        for name, share, letter, wide in zip(points["name"], points["coverage"], points["letter"], width, strict=True)
    ]
    return points.assign(text=written)


def letters(units: pd.DataFrame) -> pd.DataFrame:
    """On the province's map of communes: the districts' names, and in each commune the letter of its class."""
    names = labels("district", districts())
    names = names[names["code"] != CITY]  # too small for its name, which stands at the inset
    written = _placed("commune", units).assign(text=lambda rows: rows["letter"], size=LETTER)
    return pd.concat([written[~_covered(written, names)], names])


def _covered(points: pd.DataFrame, names: pd.DataFrame) -> pd.Series:
    """Whether a name would lie over the point, on a map of the usual size."""
    _, south, _, north = layers.layer("district").total_bounds
    pixel = (north - south) / HEIGHT  # degrees
    found = pd.Series(False, index=points.index)
    for name in names.itertuples():
        found |= (
            ((points["lon"] - name.lon).abs() < (len(name.text) * NAME * 0.3 + LETTER) * pixel)
            & ((points["lat"] - name.lat).abs() < NAME * pixel)
        )  # fmt: skip
    return found


def _placed(level: str, units: pd.DataFrame, vintage: str = "2021") -> pd.DataFrame:
    points = layers.layer(level, vintage).label_points.merge(units, left_on="code", right_on="unit_code")
    return points.assign(size=NAME)


def districts() -> pd.DataFrame:
    """Codes and names of the districts, to name them on a map of communes."""
    found = [unit for unit in vocabulary.units().values() if unit.level == "district"]
    return pd.DataFrame({"unit_code": [unit.code for unit in found], "name": [unit.name for unit in found]})


def source() -> str:
    return text("map.boundaries_official" if layers.layer("commune").is_official else "map.boundaries")


def bands(units: pd.DataFrame, colour: str, palette: Palette) -> list[Band]:
    """Classes of a map with the units in each. No data and not yet in its phase are classes of their own."""
    waiting = units["day_number"] < 1
    missing = ~waiting & ~units["has_data"]
    known = units[~waiting & ~missing]
    found = _by_status(known, palette) if colour == "pace" else _by_break(known, _COLUMN[colour], palette)
    return _told(
        [
            *found,
            _without_data(units[missing], palette),
            Band(
                text("map.not_started"), palette.waiting, tuple(units.loc[waiting, "unit_code"]), text("letter.waiting")
            ),
        ]
    )


def _told(classes: list[Band]) -> list[Band]:
    """Classes that have units, with their letter and their count in the legend."""
    return [
        replace(band, name=text("map.class", letter=band.letter, label=band.name, count=formats.number(len(band.codes))))
        for band in classes if band.codes
    ]  # fmt: skip


def _without_data(units: pd.DataFrame, palette: Palette) -> Band:
    return Band(
        text("status.no_data"), palette.status[style.NO_DATA], tuple(units["unit_code"]), text("letter.no_data")
    )


def _by_status(units: pd.DataFrame, palette: Palette) -> list[Band]:
    return [
        Band(
            text(f"status.{status}"), palette.status[status], tuple(units.loc[units["status"] == status, "unit_code"]),
            text(f"letter.{status}"),
        )
        for status in style.STATUSES if status != style.NO_DATA
    ]  # fmt: skip


def _by_break(units: pd.DataFrame, column: str, palette: Palette) -> list[Band]:
    """The lowest class is 1."""
    breaks = _BREAKS[column]
    classes = units[column].map(lambda value: style.band(value, breaks))
    shades = style.ramp(palette, len(breaks) + 1)
    return [
        Band(
            _range(index, breaks, 1 if breaks[0] < 0.01 else 0), shades[index],
            tuple(units.loc[classes == index, "unit_code"]), formats.number(index + 1),
        )
        for index in range(len(breaks), -1, -1)
    ]  # fmt: skip


def _range(index: int, breaks: tuple[float, ...], digits: int) -> str:
    written = [formats.percent(edge, digits) for edge in breaks]
    if index == 0:
        return text("map.below", to=written[0])
    if index == len(breaks):
        return text("map.above", start=written[-1])
    return text("map.between", start=written[index - 1], to=written[index])


def hover(units: pd.DataFrame) -> dict[str, str]:
    """What a unit says under the pointer."""
    return {
        unit.unit_code: "<br>".join([
            f"<b>{unit.unit}</b>" + (f", {unit.parent_name}" if unit.level == "commune" else ""),
            text("map.hover.reached", achieved=formats.number(unit.achieved), households=formats.number(unit.households)),
            f"{text('column.coverage')}: {formats.percent(unit.coverage)}",
            f"{text('column.attainment')}: {formats.percent(unit.attainment)}",
            f"{text('column.status')}: {unit.status_label}",
            *([text("map.estimate")] if unit.households_is_estimate else []),
        ])
        for unit in units.itertuples()
    }  # fmt: skip


def carried_bands(units: pd.DataFrame, column: str, palette: Palette) -> list[Band]:
    """Classes of the communes of 2025; those without any report are a class of their own."""
    known, missing = units[units["has_data"]], units[~units["has_data"]]
    return _told([*_by_break(known, column, palette), _without_data(missing, palette)])


def carried_hover(units: pd.DataFrame) -> dict[str, str]:
    return {
        unit.unit_code: "<br>".join([
            f"<b>{unit.unit}</b>",
            text("map.hover.reached", achieved=formats.number(unit.achieved), households=formats.number(unit.households)),
            f"{text('column.coverage')}: {formats.percent(unit.coverage)}",
            f"{text('map.made_of')}: {unit.made_of}",
            *([text("map.split")] if unit.is_split else []),
        ])
        for unit in units.itertuples()
    }  # fmt: skip


def carried_labels(units: pd.DataFrame, classes: list[Band]) -> pd.DataFrame:
    """The letter of each commune of 2025, marked where it took a part of a split one: its figure is an estimate."""
    placed = _placed("commune", lettered(units, classes), "2025")
    marked = placed["letter"] + placed["is_split"].map({True: f" {SPLIT}", False: ""})
    return placed.assign(text=marked)


def is_carried() -> bool:
    """Whether the address asks for the communes of 2025."""
    return st.query_params.get("boundaries") == "2025" and place() == vocabulary.PROVINCE


def colours() -> tuple[str, ...]:
    return CARRIED_COLOURS if is_carried() else COLOURS


def scenes(place: vocabulary.Unit) -> tuple[str, ...]:
    """The choices that change something on the map shown."""
    if place.level == "district":
        return ("indicator", "colour")
    return ("indicator", "colour", "boundaries") if is_carried() else tuple(WIDTHS)


def days(first: date, last: date) -> list[date]:
    """Up to twelve days at even steps, the last one among them."""
    steps = min(SMALL_MAPS, (last - first).days + 1)
    return [last - timedelta(days=round((last - first).days * index / steps)) for index in range(steps)][::-1]


def many(by_day: list[tuple[date, pd.DataFrame]], level: str, colour: str, palette: Palette) -> graph_objects.Figure:
    """Small maps of several days in the same classes, whose counts would differ from map to map and are left out."""
    shown = [
        (formats.day(day), [replace(band, name=band.name.rsplit(" (", 1)[0]) for band in bands(units, colour, palette)])
        for day, units in by_day
    ]
    height = 60 + 290 * -(-len(shown) // 4)
    return maps.small_multiples(shapes(level), shapes("district"), shown, palette, 4, height)


def picture(
    classes: list[Band],
    units: pd.DataFrame,
    level: str,
    title: str,
    caption: str,
    palette: Palette,
    vintage: str = "2021",
) -> dict[str, bytes]:
    """The map alone, as SVG and as PNG of 300 dots an inch; a hatch stands beside each colour."""
    labels = (
        tuple((unit.unit_code, f"{unit.name}\n{formats.percent(unit.coverage)} · {unit.letter}") for unit in lettered(units, classes).itertuples())
        if level == "district" else tuple((row.unit_code, row.name) for row in districts().itertuples()) if vintage == "2021"
        else ()
    )  # fmt: skip
    hatches = ("", "//", "..", "xx", "\\\\", "++", "oo", "--")
    return draw(
        Drawing(
            level, vintage, tuple(Class(band.name, band.colour, hatches[index % len(hatches)], band.codes) for index, band in enumerate(classes)),
            labels, title, caption, _inset(lettered(units, classes)),
            Style(palette.text, palette.line, palette.text, palette.paper, palette.muted),
        )
    )  # fmt: skip


def _inset(units: pd.DataFrame) -> str:
    """The city's name with its coverage and letter, where the map is one of districts."""
    city = units[units["unit_code"] == CITY]
    told = (
        f"{formats.percent(share)} · {letter}" for share, letter in zip(city["coverage"], city["letter"], strict=True)
    )
    return " · ".join([text("map.inset"), *told])


def place() -> str:
    """The unit the map shows: the province or a district, from the address."""
    told = st.query_params.get("unit", vocabulary.PROVINCE)
    known = vocabulary.units().get(("2021", told))
    return told if known and known.level in ("province", "district") else vocabulary.PROVINCE


def go_to(code: str) -> None:
    if code == vocabulary.PROVINCE:
        st.query_params.pop("unit", None)
    else:
        st.query_params["unit"] = code


def breadcrumb(where: st.delta_generator.DeltaGenerator, place: vocabulary.Unit) -> None:
    """The way back to the province, or what a click does."""
    if place.code == vocabulary.PROVINCE:
        where.markdown(text("map.help"))
        return
    where.button(
        text("map.province"), on_click=go_to, args=(vocabulary.PROVINCE,), type="tertiary", icon=":material/arrow_back:"
    )
    where.markdown(f"› **{formats.unit(place.type, place.name)}**")


def clicked(key: str) -> None:
    """A click on a district, or on a commune of the province's map, opens the district's communes."""
    points = st.session_state[key].selection.points
    if points:
        unit = vocabulary.unit(points[0]["location"])
        go_to(unit.code if unit.level == "district" else unit.parent)
        st.session_state["map.moved"] = True
