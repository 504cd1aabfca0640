"""The map of the screen as a picture for paper: the same classes, letters and words as values for `pages.paper.map`."""

from datetime import date

import pandas as pd

from data import records, vocabulary
from data.vocabulary import Unit
from geo.layers import CITY
from pages.charts.maps import Band
from pages.charts.style import Palette
from pages.kit import formats
from pages.paper.map import Drawing, Label
from pages.progress.map import classes, figure, place


def of_2021(
    units: pd.DataFrame, shown: Unit, level: str, bands: list[Band], title: str, caption: str, palette: Palette
) -> Drawing:
    """A map of 2021: the province, or a district by itself."""
    area = place.area(shown)
    if area.code == vocabulary.PROVINCE:
        named = figure.labels("district", units, bands) if level == "district" else figure.letters(units, bands)
        return _drawing(level, "2021", area.code, units, bands, named, title, caption, _inset(units, bands), palette)
    return _drawing(
        level, "2021", area.code, units, bands, figure.labels(level, units, bands), title, caption, "", palette
    )


def of_2025(units: pd.DataFrame, bands: list[Band], title: str, caption: str, palette: Palette) -> Drawing:
    """The communes of 2025."""
    named = figure.letters_2025(units, bands)
    return _drawing("commune", "2025", vocabulary.PROVINCE, units, bands, named, title, caption, "", palette)


def many(by_day: list[tuple[date, list[Band]]], level: str, palette: Palette) -> list[Drawing]:
    """A small map a day, without letters; the classes without their counts are the same from day to day."""
    nothing = pd.DataFrame(columns=["code", "lon", "lat", "text", "size"])
    return [
        _drawing(
            level, "2021", vocabulary.PROVINCE, nothing, classes.uncounted(bands), nothing, formats.day(day), "", "", palette
        )
        for day, bands in by_day
    ]  # fmt: skip


def _drawing(
    level: str, vintage: str, area: str, units: pd.DataFrame, bands: list[Band], named: pd.DataFrame, title: str,
    caption: str, inset: str, palette: Palette,
) -> Drawing:  # fmt: skip
    return Drawing(
        level=level, vintage=vintage, area=area,
        classes=tuple(bands),
        marks=tuple(classes.marks(units)),
        labels=tuple(
            Label(row.code, row.lon, row.lat, row.text.replace("<br>", "\n"), row.size) for row in records.rows(named)
        ),
        title=title, caption=caption, inset=inset, palette=palette,
    )  # fmt: skip


def _inset(units: pd.DataFrame, bands: list[Band]) -> str:
    """The city's name, coverage and letter; on a map of communes its name."""
    city = classes.lettered(units, bands).set_index("unit_code")["letter"].get(CITY)
    return " · ".join([figure.city_words(units), *([city] if city else [])])
