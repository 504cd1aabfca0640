"""The map of the screen: from attainment rows and their classes to shapes, names, letters and hover texts."""

from datetime import date, timedelta

import pandas as pd

from data import records, vocabulary
from data.vocabulary import Unit
from geo import layers
from geo.layers import CITY
from pages.charts import maps
from pages.charts.layout import Chart
from pages.charts.maps import Band, Ground, Shapes
from pages.charts.style import Palette
from pages.kit import formats, names
from pages.kit.texts import text
from pages.progress.map import classes, place

HEIGHT = 660
ROOM_FOR_NAME = 0.13  # of the map's width; a narrower unit shows its letter alone
SMALL_MAPS, COLUMNS = 12, 4
NAME, LETTER = 15, 12  # pixels


def of_2021(units: pd.DataFrame, shown: Unit, level: str, bands: list[Band], palette: Palette) -> Chart:
    """The map of a place: the province with the city in an inset, or one district filling the frame."""
    known = hover(units)
    words = {code: known.get(code) or _withheld(code) for band in bands for code in band.codes}
    area = place.area(shown)
    if area.code != vocabulary.PROVINCE:
        codes = tuple(code for code in layers.layer(level).codes if vocabulary.unit(code).parent == area.code)
        chosen = (shown.code,) if shown.level == "commune" else ()
        ground = Ground(shapes(level, codes), shapes("district", (area.code,)), chosen)
        return maps.choropleth(ground, bands, words, labels(level, units, bands), classes.marks(units), palette, HEIGHT)
    city = units.loc[(units["unit_code"] == CITY) | (units["parent_code"] == CITY), "unit_code"]
    inset = shapes(level, tuple(city), 0.1) if len(city) else None
    named = labels("district", units, bands) if level == "district" else letters(units, bands)
    ground = Ground(shapes(level), shapes("district"), (), inset, city_words(units))
    return maps.choropleth(ground, bands, words, named, classes.marks(units), palette, HEIGHT)


def of_2025(units: pd.DataFrame, bands: list[Band], palette: Palette, chosen: tuple[str, ...] = ()) -> Chart:
    """The map of the communes of 2025; `chosen` are marked."""
    ground = Ground(shapes("commune", vintage="2025"), shapes("province", vintage="2025"), chosen)
    return maps.choropleth(
        ground, bands, hover_2025(units), letters_2025(units, bands), classes.marks(units), palette, HEIGHT
    )


def city_words(units: pd.DataFrame) -> str:
    """What stands at the inset: the city's name, with its value where the map is one of districts."""
    return " · ".join([names.short_unit(CITY), *units.loc[units["unit_code"] == CITY, "written"]])


def shapes(level: str, codes: tuple[str, ...] | None = None, margin: float = 0.02, vintage: str = "2021") -> Shapes:
    """The layer of a level, framed around some of its units (all by default)."""
    layer = layers.layer(level, vintage)
    return Shapes(layer.url, codes or layer.codes, layer.frame(codes, margin))


def labels(level: str, units: pd.DataFrame, bands: list[Band]) -> pd.DataFrame:
    """What stands in each unit: its name, value and letter; its letter alone where there is no room for more."""
    points = _placed(level, classes.lettered(units, bands))
    layer = layers.layer(level)
    west, _, east, _ = layer.frame(tuple(units["unit_code"]))
    width = layer.bounds.loc[points["code"], ["west", "east"]].diff(axis=1)["east"].to_numpy() / (east - west)
    written = [
        letter
        if wide < ROOM_FOR_NAME
        else f"{name}<br>{letter}"
        if value == formats.MISSING
        else f"{name}<br>{value} · {letter}"
        for name, value, letter, wide in zip(points["name"], points["written"], points["letter"], width, strict=True)
    ]
    return points.assign(text=written)


def letters(units: pd.DataFrame, bands: list[Band]) -> pd.DataFrame:
    """On the province's map of communes: the districts' names, and in each commune the letter of its class."""
    named = _placed("district", _districts()).assign(text=lambda rows: rows["name"])
    named = named[named["code"] != CITY]  # too small for its name, which stands at the inset
    written = _placed("commune", classes.lettered(units, bands)).assign(text=lambda rows: rows["letter"], size=LETTER)
    return pd.concat([written[~_covered(written, named)], named])


def letters_2025(units: pd.DataFrame, bands: list[Band]) -> pd.DataFrame:
    """The letter of each commune of 2025."""
    return _placed("commune", classes.lettered(units, bands), "2025").assign(text=lambda rows: rows["letter"])


def _covered(points: pd.DataFrame, names: pd.DataFrame) -> pd.Series:
    """Whether a name would lie over the point, on a map of the usual size."""
    _, south, _, north = layers.layer("district").total_bounds
    pixel = (north - south) / HEIGHT  # degrees
    found = pd.Series(False, index=points.index)
    for name in records.rows(names):
        found |= (
            ((points["lon"] - name.lon).abs() < (len(name.text) * NAME * 0.3 + LETTER) * pixel)
            & ((points["lat"] - name.lat).abs() < NAME * pixel)
        )  # fmt: skip
    return found


def _placed(level: str, units: pd.DataFrame, vintage: str = "2021") -> pd.DataFrame:
    points = layers.layer(level, vintage).label_points.merge(units, left_on="code", right_on="unit_code")
    return points.assign(size=NAME)


def _districts() -> pd.DataFrame:
    found = [unit for unit in vocabulary.units().values() if unit.level == "district"]
    return pd.DataFrame({"unit_code": [unit.code for unit in found], "name": [unit.name for unit in found]})


def source() -> str:
    return text("map.boundaries_official" if layers.layer("commune").is_official else "map.boundaries")


def hover(units: pd.DataFrame) -> dict[str, str]:
    """What a unit says under the pointer."""
    return {
        unit.unit_code: "<br>".join([
            f"<b>{unit.unit}</b>" + (f", {unit.parent_name}" if unit.level == "commune" else ""),
            text("map.hover.reached", achieved=formats.number(unit.achieved), households=formats.number(unit.households)),
            f"{text('column.coverage')}: {formats.percent(unit.coverage)}",
            f"{text('column.of_target')}: {formats.percent(unit.of_target)}",
            f"{text('column.status')}: {unit.status_label}",
            *([text("map.hover.over", day=formats.day(unit.judged_on), now=formats.number(unit.achieved_now))] if unit.is_over else []),
            *([text("map.estimate")] if unit.households_is_estimate else []),
        ])
        for unit in records.rows(units)
    }  # fmt: skip


def _withheld(code: str) -> str:
    unit = vocabulary.unit(code)
    return f"<b>{formats.unit(unit.type, unit.name)}</b><br>{text('map.withheld')}"


def hover_2025(units: pd.DataFrame) -> dict[str, str]:
    return {
        unit.unit_code: "<br>".join([
            f"<b>{unit.unit}</b>",
            text("map.hover.reached", achieved=formats.number(unit.achieved), households=formats.number(unit.households)),
            f"{text('column.coverage')}: {formats.percent(unit.coverage)}",
            f"{text('map.made_of')}: {unit.made_of}",
            *([f"{text('map.silent')}: {unit.silent}"] if unit.silent else []),
            *([text("map.split")] if unit.is_split else []),
            *([text("map.estimate")] if unit.households_is_estimate else []),
        ])
        for unit in records.rows(units)
    }  # fmt: skip


def days(first: date, last: date) -> list[date]:
    """Up to twelve days at even steps, the last one among them."""
    steps = min(SMALL_MAPS, (last - first).days + 1)
    return [last - timedelta(days=round((last - first).days * index / steps)) for index in range(steps)][::-1]


def many(by_day: list[tuple[date, list[Band]]], level: str, palette: Palette) -> Chart:
    """Small maps of several days in the same classes, whose counts would differ from map to map and are left out."""
    shown = [(formats.day(day), classes.uncounted(bands)) for day, bands in by_day]
    height = 60 + 290 * -(-len(shown) // COLUMNS)
    return maps.small_multiples(shapes(level), shapes("district"), shown, palette, COLUMNS, height)
